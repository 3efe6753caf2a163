//! Inputs to records: rows in canonical order, every distinct text normalized once.

mod batch;
mod bind;
mod reader;
mod rows;
mod write;

pub(super) use bind::{BoundField, BoundSource};
pub(super) use reader::FieldReader;
pub(super) use rows::Rows;

use super::compile::Compiled;
use super::context;
use super::time::TimeReader;
use super::verified;
use crate::model::{Finding, Records};
use crate::spec::{FieldSpec, SourceSpec, UtcOffset};
use crate::table::Inputs;
use crate::threads::{both, in_parallel};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Rows that were read, for a run on the same inputs.
#[derive(Debug)]
pub struct Read {
    sources: Vec<SourceSpec>,
    fields: Vec<FieldSpec>,
    /// The derived forms that were kept; `None`: all.
    components: Option<BTreeSet<(usize, usize)>>,
    records: Records,
    findings: Vec<Finding>,
}

impl Read {
    /// The records.
    pub(super) fn records(&self) -> &Records {
        &self.records
    }

    /// The records and what was noticed, if a plan reads the same columns into the same fields and needs no more of them.
    pub(super) fn for_plan(self, plan: &Compiled) -> Option<(Records, Vec<Finding>)> {
        let same = self.sources == plan.spec.sources && self.fields == plan.spec.fields;
        let enough = match (&self.components, &plan.components) {
            (None, _) => true,
            (Some(kept), Some(needed)) => needed.is_subset(kept),
            (Some(_), None) => false,
        };
        (same && enough).then_some((self.records, self.findings))
    }
}

/// Reads every source of the plan, to be handed to a run.
pub(super) fn read(plan: &Compiled, inputs: &Inputs<'_>) -> Read {
    let mut findings = Vec::new();
    let records = records(plan, inputs, &mut findings);
    Read { sources: plan.spec.sources.clone(), fields: plan.spec.fields.clone(), components: plan.components.clone(), records, findings }
}

/// Reads every source of the plan.
pub(super) fn records(plan: &Compiled, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> Records {
    let Compiled { sources, tables, .. } = plan;
    let rows = Rows::new(sources, bind::bind(sources, inputs, findings), findings);
    let (times, mut columns) = both(|| times(&rows, plan.spec.utc_offset), || columns(plan, &rows));
    let mut records = Records {
        sources: sources.iter().map(|s| s.name.clone()).collect(),
        source: rows.iter().map(|r| r.batch.source).collect(),
        row: rows.iter().map(|r| r.row()).collect(),
        slots: plan.slots,
        times,
        ..Records::default()
    };
    context::settle(&mut columns);
    context::contradictions(&records, &columns, &rows, tables, findings);
    let columns = in_parallel(columns, |mut column| {
        column.count();
        column
    });
    write::rows(&columns, &mut records);
    records.fields = columns.into_iter().map(FieldReader::finish).collect();
    verified::read(plan, &rows, &mut records, findings);
    records.ids = rows.into_ids();
    records
}

/// Every field of all rows, each value read alone. What takes longest is begun first.
fn columns<'a>(plan: &'a Compiled, rows: &Rows<'_>) -> Vec<FieldReader<'a>> {
    let Compiled { sources, fields, tables, .. } = plan;
    let mut fields: Vec<(usize, &BoundField)> = fields.iter().enumerate().collect();
    fields.sort_by_cached_key(|(at, field)| (Reverse(rows.bytes(sources, field)), *at));
    let mut columns = in_parallel(fields, |(at, field)| {
        let is_read = |component| plan.components.as_ref().is_none_or(|read| read.contains(&(at, component)));
        (at, FieldReader::new(field, tables, is_read, sources, rows))
    });
    columns.sort_by_key(|(at, column)| (Reverse(column.work()), *at));
    let mut columns = in_parallel(columns, |(at, mut column)| {
        column.read();
        (at, column)
    });
    columns.sort_by_key(|(at, _)| *at);
    columns.into_iter().map(|(_, column)| column).collect()
}

/// When each row says that it was written.
fn times(rows: &Rows<'_>, clock: UtcOffset) -> Vec<Option<i64>> {
    let mut times = Vec::with_capacity(rows.len());
    for of_source in rows.by_source() {
        let texts = || of_source.clone().map(|row| rows.get(row).and_then(|row| row.time()));
        let mut reader = TimeReader::of(texts().flatten(), clock);
        times.extend(texts().map(|text| reader.seconds(text?)));
    }
    times
}
