//! What the fields of a record say about one another: open values are settled, contradictions reported.

use super::ingest::{FieldReader, Origin};
use crate::data::ReferenceTables;
use crate::error::quote;
use crate::model::{Adcode, Finding, Records};
use crate::normalize::record::{self, Contradiction};
use std::collections::BTreeMap;

/// Records named per pair of fields.
const EXAMPLES: usize = 3;

/// Reads values that their own text leaves open again, in the place that the rest of their record gives.
pub(super) fn settle(records: &Records, columns: &mut [FieldReader<'_>]) {
    for at in 0..columns.len() {
        let open = columns.get(at).map(FieldReader::open).unwrap_or_default();
        if !open.contains(&true) {
            continue;
        }
        for row in 0..records.len() {
            let slots = columns.get(at).map_or(0, FieldReader::width);
            for slot in 0..slots {
                let form = columns.get(at).and_then(|c| c.of_row(row).get(slot)).copied().unwrap_or(0);
                if open.get(form as usize) != Some(&true) {
                    continue;
                }
                let others = columns.iter().enumerate().filter(|(other, _)| *other != at);
                let places = others.flat_map(|(_, c)| c.of_row(row).iter().map(|form| (c.kind(), c.place(*form))));
                let place = record::settle(places);
                if !place.is_none()
                    && let Some(column) = columns.get_mut(at)
                    && column.place(form).is_none()
                {
                    column.settle(row, slot, place);
                }
            }
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
pub(super) fn contradictions(records: &Records, columns: &[FieldReader<'_>], rows: &[Origin<'_>], tables: &ReferenceTables, findings: &mut Vec<Finding>) {
    let speaking: Vec<&FieldReader<'_>> = columns.iter().filter(|c| record::speaks_of_place(c.kind())).collect();
    if speaking.len() < 2 {
        return;
    }
    let name = |place: Adcode| tables.divisions().by_code(place.code()).map_or("", |division| division.name());
    let mut pairs: BTreeMap<(usize, usize, usize), Pair> = BTreeMap::new();
    let mut found: Vec<Contradiction> = Vec::new();
    for (row, origin) in rows.iter().enumerate() {
        // Of a field with several values the first place counts.
        let first = |column: &FieldReader<'_>| column.of_row(row).iter().map(|form| column.place(*form)).find(|place| !place.is_none()).unwrap_or_default();
        let places: Vec<Adcode> = speaking.iter().map(|column| first(column)).collect();
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
