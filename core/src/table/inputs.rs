//! What a run reads: named tables of borrowed columns.

use super::Column;
use super::header::{self, Header};

/// One table, or one batch of a table: named columns of equal length.
#[derive(Clone, Debug, Default)]
pub struct Table<'a> {
    columns: Vec<(String, Column<'a>)>,
    /// Of renamed columns, the name and what was written.
    written: Vec<(String, String)>,
    rows: usize,
}

impl<'a> Table<'a> {
    /// A table of columns; a column shorter than the longest one reads as null at its end.
    #[must_use]
    pub fn new(columns: impl IntoIterator<Item = (impl Into<String>, Column<'a>)>) -> Self {
        let columns: Vec<_> = columns.into_iter().map(|(name, column)| (name.into(), column)).collect();
        let rows = columns.iter().map(|(_, column)| column.len()).max().unwrap_or(0);
        Table { columns, written: Vec::new(), rows }
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns with their names.
    #[must_use]
    pub fn columns(&self) -> &[(String, Column<'a>)] {
        &self.columns
    }

    /// The first column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<Column<'a>> {
        self.columns.iter().find(|(n, _)| n == name).map(|(_, c)| *c)
    }

    /// Gives the first column of a name another one; [`Table::header`] still reads what was written.
    pub(crate) fn rename(&mut self, written: &str, name: &str) {
        if let Some((old, _)) = self.columns.iter_mut().find(|(n, _)| n == written) {
            name.clone_into(old);
            self.written.push((name.to_owned(), written.to_owned()));
        }
    }

    /// What the header of a column says.
    pub(crate) fn header(&self, name: &str) -> Header {
        let written = self.written.iter().find(|(n, _)| n == name).map_or(name, |(_, written)| written);
        header::read(written)
    }
}

/// Everything a run reads: sources and event tables by name.
///
/// A name may come several times: its tables are batches of one, read in the order given.
#[derive(Clone, Debug, Default)]
pub struct Inputs<'a> {
    tables: Vec<(String, Table<'a>)>,
}

impl<'a> Inputs<'a> {
    /// No tables yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table, or one more batch of it.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, table: Table<'a>) -> Self {
        self.push(name, table);
        self
    }

    /// Adds a table, or one more batch of it, in place.
    pub fn push(&mut self, name: impl Into<String>, table: Table<'a>) {
        self.tables.push((name.into(), table));
    }

    /// The batches of one name.
    pub fn batches<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Table<'a>> {
        self.tables.iter().filter(move |(n, _)| n == name).map(|(_, t)| t)
    }

    /// Every batch with its name, in the order given.
    pub(crate) fn batches_mut(&mut self) -> impl Iterator<Item = (&str, &mut Table<'a>)> {
        self.tables.iter_mut().map(|(name, table)| (name.as_str(), table))
    }

    /// Every distinct name, in the order given.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in &self.tables {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        names
    }
}
