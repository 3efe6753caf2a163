//! What the fields of a record say about one another: open values are settled, contradictions reported.

use super::ingest::{FieldReader, Rows};
use crate::data::ReferenceTables;
use crate::error::quote;
use crate::model::{Adcode, Finding, Records};
use crate::normalize::record::{self, Contradiction};
use std::collections::BTreeMap;

/// Records named per pair of fields.
const EXAMPLES: usize = 3;

/// Reads values that their own text leaves open again, in the place that the rest of their record gives.
pub(super) fn settle(columns: &mut [FieldReader<'_>]) {
    for at in 0..columns.len() {
        let open = columns.get(at).map(FieldReader::open).unwrap_or_default();
        let others: Vec<&FieldReader<'_>> = columns.iter().enumerate().filter(|(other, c)| *other != at && record::speaks_of_place(c.kind())).map(|(_, c)| c).collect();
        let mut settled: Vec<(usize, Adcode)> = Vec::new();
        for (cell, row, form) in open {
            let place = record::settle(others.iter().flat_map(|c| c.of_row(row).iter().map(|form| (c.kind(), c.place(*form)))));
            if !place.is_none() && columns.get(at).is_some_and(|c| c.place(form).is_none()) {
                settled.push((cell, place));
            }
        }
        if let Some(column) = columns.get_mut(at) {
            column.settle(&settled);
        }
    }
}

/// One pair of fields of a source.
#[derive(Default)]
struct Pair {
    count: usize,
    expected: bool,
    examples: Vec<String>,
}

/// Reports, per source and pair of fields, how many records name two cities.
pub(super) fn contradictions(records: &Records, columns: &[FieldReader<'_>], rows: &Rows<'_>, tables: &ReferenceTables, findings: &mut Vec<Finding>) {
    let speaking: Vec<&FieldReader<'_>> = columns.iter().filter(|c| record::speaks_of_place(c.kind())).collect();
    if speaking.len() < 2 {
        return;
    }
    let name = |place: Adcode| tables.divisions().by_code(place.code()).map_or("", |division| division.name());
    let mut pairs: BTreeMap<(usize, usize, usize), Pair> = BTreeMap::new();
    let mut found: Vec<Contradiction> = Vec::new();
    let mut places: Vec<Adcode> = Vec::new();
    for (row, origin) in rows.iter().enumerate() {
        // Of a field with several values the first place counts.
        let first = |column: &FieldReader<'_>| column.of_row(row).iter().map(|form| column.place(*form)).find(|place| !place.is_none()).unwrap_or_default();
        places.clear();
        places.extend(speaking.iter().map(|column| first(column)));
        // Most records name one place at most.
        if places.iter().filter(|place| !place.is_none()).count() < 2 {
            continue;
        }
        found.clear();
        record::contradictions(speaking.iter().zip(&places).map(|(column, place)| (column.kind(), *place)), &mut found);
        for one in &found {
            let pair = pairs.entry((origin.source(), one.a, one.b)).or_default();
            pair.count += 1;
            pair.expected = one.expected;
            if pair.examples.len() < EXAMPLES {
                pair.examples.push(format!("{} ({}, {})", quote(origin.id()), name(one.place_a), name(one.place_b)));
            }
        }
    }
    for ((source, a, b), pair) in pairs {
        let field = |at: usize| speaking.get(at).map_or("", |c| c.field.spec.name.as_str());
        let source = records.sources.get(source).map_or("", String::as_str);
        let (code, remark) = if pair.expected { ("contradiction", "") } else { ("elsewhere", "; that need not be wrong") };
        let (count, examples) = (pair.count, pair.examples.join(", "));
        let text = format!("{count} records name one city in {} and another in {}, such as {examples}{remark}", quote(field(a)), quote(field(b)));
        findings.push(Finding::new(code, format!("{source}.{}", field(a)), text));
    }
}
