//! What the fields of a record say about one another: open values are settled, numbers read in their country, contradictions reported.

use super::ingest::{FieldReader, Rows};
use crate::data::ReferenceTables;
use crate::error::quote;
use crate::model::{Adcode, Country, Finding, Records};
use crate::normalize::Context;
use crate::normalize::record::{self, Contradiction, Said};
use crate::threads::in_parallel;
use std::collections::{BTreeMap, BTreeSet};

/// Records named per pair of fields.
const EXAMPLES: usize = 3;

/// Reads values that their own text leaves open again, in the place that the rest of their record gives, and telephone numbers in its
/// country.
pub(super) fn settle(columns: &mut [FieldReader<'_>]) {
    let countries = countries(columns);
    for at in 0..columns.len() {
        let mut contexts = places(columns, at);
        if let Some(column) = columns.get(at) {
            abroad(column, &countries, &mut contexts);
        }
        let settled: Vec<(usize, Context)> = contexts.into_iter().collect();
        if let Some(column) = columns.get_mut(at) {
            column.settle(&settled);
        }
    }
}

/// The cells of a column that are open and whose record gives a place.
fn places(columns: &[FieldReader<'_>], at: usize) -> BTreeMap<usize, Context> {
    let Some(column) = columns.get(at) else { return BTreeMap::new() };
    let others: Vec<&FieldReader<'_>> = columns.iter().enumerate().filter(|(other, c)| *other != at && record::speaks_of_place(c.kind())).map(|(_, c)| c).collect();
    let mut settled = BTreeMap::new();
    for (cell, row, form) in column.open() {
        let region = record::settle(others.iter().flat_map(|c| c.of_row(row).iter().map(|form| (c.kind(), c.place(*form)))));
        if !region.is_none() && column.place(form).is_none() {
            settled.insert(cell, Context { region, ..Context::default() });
        }
    }
    settled
}

/// Adds the cells of a column whose record is in another country than the column.
fn abroad(column: &FieldReader<'_>, countries: &[Country], contexts: &mut BTreeMap<usize, Context>) {
    let Some(home) = record::home(column.kind()).filter(|_| !countries.is_empty()) else { return };
    for (cell, row) in column.written() {
        let country = countries.get(row).copied().unwrap_or_default();
        if !country.is_none() && country != home {
            contexts.entry(cell).or_default().country = country;
        }
    }
}

/// The country of each row; empty where no value says another than all are read in.
fn countries(columns: &[FieldReader<'_>]) -> Vec<Country> {
    let homes: BTreeSet<Country> = columns.iter().filter_map(|c| record::home(c.kind())).collect();
    let Some(home) = homes.first().copied() else { return Vec::new() };
    let speaking: Vec<&FieldReader<'_>> = columns.iter().filter(|c| record::speaks_of_country(c.kind())).collect();
    let speaking = in_parallel(speaking, |column| (column, column.countries()));
    let at_home = |said: &Said| said.country.is_none() || said.country == home && homes.len() == 1;
    if speaking.iter().all(|(_, said)| said.iter().all(at_home)) {
        return Vec::new();
    }
    let of_row = |row: usize| speaking.iter().flat_map(move |(column, said)| column.of_row(row).iter().filter_map(|form| said.get(*form as usize)).copied());
    (0..columns.first().map_or(0, FieldReader::rows)).map(|row| record::country_of(of_row(row))).collect()
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
