//! The columns of every batch, looked up by what the plan reads of them.

use super::super::verified::{BoundVerification, Cells};
use crate::model::Finding;
use crate::normalize::Normalizer;
use crate::spec::FieldSpec;
use crate::table::header::Header;
use crate::table::{Column, Inputs};
use std::sync::Arc;

/// A source with its columns bound to slots.
#[derive(Clone, Debug)]
pub(in crate::plan) struct BoundSource {
    pub(in crate::plan) name: String,
    pub(in crate::plan) id: Option<String>,
    pub(in crate::plan) time: Option<String>,
    pub(in crate::plan) unique: bool,
    pub(in crate::plan) priority: i32,
    /// The slot, and the columns that are joined into it.
    pub(in crate::plan) slots: Vec<(usize, Vec<String>)>,
    pub(in crate::plan) verified: Vec<BoundVerification>,
}

impl BoundSource {
    /// Whether one of its columns feeds a field.
    pub(in crate::plan) fn feeds(&self, field: &BoundField) -> bool {
        self.entries(field).next().is_some()
    }

    /// Which of its bound entries feed which slot of a field.
    pub(super) fn entries(&self, field: &BoundField) -> impl Iterator<Item = (usize, usize)> {
        let (first, end) = (field.first_slot, field.first_slot + field.slots);
        self.slots.iter().enumerate().filter(move |(_, (slot, _))| (first..end).contains(slot)).map(move |(entry, (slot, _))| (entry, slot - first))
    }
}

/// A field with its normalizer and slots.
#[derive(Clone, Debug)]
pub(in crate::plan) struct BoundField {
    pub(in crate::plan) spec: FieldSpec,
    pub(in crate::plan) normalizer: Arc<dyn Normalizer>,
    pub(in crate::plan) first_slot: usize,
    pub(in crate::plan) slots: usize,
}

/// One batch with its columns looked up.
pub(super) struct BoundBatch<'a> {
    pub(super) source: u16,
    /// The number of its first row in its source.
    pub(super) first: u32,
    pub(super) rows: usize,
    pub(super) id: Option<Column<'a>>,
    /// By the source's bound entries.
    pub(super) columns: Vec<Vec<Option<Column<'a>>>>,
    /// The headers of single columns, by the same entries, for the units that they name.
    pub(super) headers: Vec<Option<Header>>,
    pub(super) time: Option<Column<'a>>,
    pub(super) verified: Vec<Cells<'a>>,
    pub(super) all: Vec<Column<'a>>,
}

/// Looks up the columns of every batch, source by source.
pub(super) fn bind<'a>(sources: &[BoundSource], inputs: &'a Inputs<'a>, findings: &mut Vec<Finding>) -> Vec<BoundBatch<'a>> {
    let mut batches = Vec::new();
    for (index, source) in (0u16..).zip(sources) {
        bind_source(index, source, inputs, &mut batches, findings);
    }
    batches
}

fn bind_source<'a>(index: u16, source: &BoundSource, inputs: &'a Inputs<'a>, batches: &mut Vec<BoundBatch<'a>>, findings: &mut Vec<Finding>) {
    let mut missing: Vec<String> = Vec::new();
    let mut any = false;
    let mut first = 0u32;
    for table in inputs.batches(&source.name) {
        any = true;
        let mut look = |name: &String| {
            let column = table.column(name);
            if column.is_none() && !missing.contains(name) {
                missing.push(name.clone());
            }
            column
        };
        let columns = source.slots.iter().map(|(_, from)| from.iter().map(&mut look).collect()).collect();
        let headers = source.slots.iter().map(|(_, from)| Some(table.header(from.first().filter(|_| from.len() == 1)?))).collect();
        let time = source.time.as_ref().and_then(&mut look);
        let id = source.id.as_ref().and_then(&mut look);
        let verified = source.verified.iter().map(|v| v.cells(&mut look)).collect();
        let all = table.columns().iter().map(|(_, c)| *c).collect();
        batches.push(BoundBatch { source: index, first, rows: table.rows(), id, columns, headers, time, verified, all });
        first = first.saturating_add(u32::try_from(table.rows()).unwrap_or(u32::MAX));
    }
    for name in missing {
        findings.push(Finding::new("missing_column", format!("{}.{name}", source.name), "the spec names a column that the table does not have; its values are absent"));
    }
    if !any {
        findings.push(Finding::new("missing_source", source.name.clone(), "the spec names a source that is not among the inputs"));
    }
}
