//! What a rule reads: typed columns of equally many rows, found by name.

use crate::model::{Codes, EventStream, EventValues, FactTable, FactValues, Numbers, TagCodes, TagDomain, TagTable};
use crate::table::Interner;

/// Columns that a rule can be bound to. A name that is not there reads as «not known» on every row.
pub trait Columns {
    /// How many rows.
    fn rows(&self) -> usize;
    /// The column of a name.
    fn column(&self, name: &str) -> Option<Column<'_>>;
    /// Whether any of some keywords, in lower case and in order, is part of each distinct text of a column, where they were looked for
    /// beforehand: a verdict per id.
    fn searched(&self, column: &str, keywords: &[String]) -> Option<&[u8]> {
        let _ = (column, keywords);
        None
    }
}

/// One borrowed column.
#[derive(Clone, Copy, Debug)]
pub enum Column<'a> {
    /// Integers in the unit of the field.
    Number(&'a [Option<i64>]),
    /// The same, as narrow as they fit.
    Numbers(&'a Numbers),
    /// Ids of distinct texts.
    Text {
        /// One id per row.
        ids: &'a [Option<u32>],
        /// The texts.
        texts: &'a Interner,
    },
    /// One tag per row.
    Tag {
        /// One code per row.
        codes: &'a Codes,
        /// What the codes mean.
        domain: &'a TagDomain,
    },
    /// Several tags per row.
    Tags {
        /// Where each row's codes start.
        offsets: &'a [u32],
        /// The codes.
        codes: &'a [u16],
        /// What the codes mean.
        domain: &'a TagDomain,
    },
}

impl Column<'_> {
    /// Whether it holds texts rather than numbers.
    pub(super) fn is_text(&self) -> bool {
        !matches!(self, Column::Number(_) | Column::Numbers(_))
    }
}

/// Facts together with the tags that are already decided. Facts go first where names are equal.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The facts.
    pub facts: &'a FactTable,
    /// The tags.
    pub tags: &'a TagTable,
}

impl Columns for FactTable {
    fn rows(&self) -> usize {
        self.rows
    }

    fn column(&self, name: &str) -> Option<Column<'_>> {
        self.column(name).map(|column| match &column.values {
            FactValues::Number(values) => Column::Numbers(values),
            FactValues::Text { ids, texts } => Column::Text { ids, texts },
        })
    }
}

impl Columns for TagTable {
    fn rows(&self) -> usize {
        self.rows
    }

    fn column(&self, name: &str) -> Option<Column<'_>> {
        self.dimension(name).map(|dimension| match &dimension.codes {
            TagCodes::One(codes) => Column::Tag { codes, domain: &dimension.domain },
            TagCodes::Many { offsets, codes } => Column::Tags { offsets, codes, domain: &dimension.domain },
        })
    }
}

impl Columns for Known<'_> {
    fn rows(&self) -> usize {
        self.facts.rows
    }

    fn column(&self, name: &str) -> Option<Column<'_>> {
        Columns::column(self.facts, name).or_else(|| Columns::column(self.tags, name))
    }
}

impl Columns for EventStream {
    fn rows(&self) -> usize {
        self.customers.len()
    }

    fn column(&self, name: &str) -> Option<Column<'_>> {
        self.attributes.iter().find(|a| a.name == name).map(|attribute| match &attribute.values {
            EventValues::Text { ids, texts } => Column::Text { ids, texts },
            EventValues::Money(values) | EventValues::Number(values) => Column::Number(values),
        })
    }
}
