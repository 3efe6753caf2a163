//! What is known of rows beforehand: the column that names their customers, and the table of pairs that somebody looked at.

use super::compile::Compiled;
use crate::identity::labels::Labels;
use crate::model::{Finding, Records};
use crate::table::{Column, Inputs, Table};
use crate::text::fold;
use hashbrown::HashMap;

/// Reads the labels of all rows and pairs.
pub(super) fn read(plan: &Compiled, inputs: &Inputs<'_>, records: &Records, findings: &mut Vec<Finding>) -> Labels {
    let Some(labels) = &plan.spec.identity.training.labels else { return Labels::default() };
    let of_row = labels.column.as_ref().map_or_else(Vec::new, |column| rows(column, inputs, records, findings));
    let pairs = labels.pairs.as_ref().map_or_else(Vec::new, |table| pairs(table, inputs, records, findings));
    Labels::new(of_row, pairs)
}

/// The known customer of each row.
fn rows(column: &str, inputs: &Inputs<'_>, records: &Records, findings: &mut Vec<Finding>) -> Vec<u32> {
    // By source: the first row of each batch, and its column.
    let mut batches: Vec<Vec<(u32, Option<Column<'_>>)>> = Vec::with_capacity(records.sources.len());
    for source in &records.sources {
        let mut first = 0u32;
        let mut of_source = Vec::new();
        for table in inputs.batches(source) {
            of_source.push((first, table.column(column)));
            first = first.saturating_add(u32::try_from(table.rows()).unwrap_or(u32::MAX));
        }
        batches.push(of_source);
    }
    if batches.iter().flatten().all(|(_, column)| column.is_none()) {
        findings.push(Finding::new("missing_column", column, "no source has the column of labels: nothing is known of rows"));
        return Vec::new();
    }
    let text = |source: u16, row: u32| {
        let batches = batches.get(usize::from(source))?;
        let (first, column) = batches.get(batches.partition_point(|(first, _)| *first <= row).checked_sub(1)?)?;
        cell(column.as_ref(), row.checked_sub(*first)? as usize)
    };
    let mut known: HashMap<&str, u32> = HashMap::new();
    let of_row = records.source.iter().zip(&records.row).map(|(source, row)| {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX).saturating_add(1);
        text(*source, *row).map_or(0, |text| *known.entry(text).or_insert(next))
    });
    of_row.collect()
}

/// The pairs of a table whose records are there.
fn pairs(name: &str, inputs: &Inputs<'_>, records: &Records, findings: &mut Vec<Finding>) -> Vec<(u32, u32, bool)> {
    let (mut pairs, mut all, mut unread) = (Vec::new(), 0u64, 0u64);
    let mut by_id: HashMap<(&str, &str), u32> = HashMap::new();
    if inputs.batches(name).next().is_some() {
        for row in (0..u32::try_from(records.len()).unwrap_or(u32::MAX)).rev() {
            by_id.insert((records.source_name(row as usize), records.id(row as usize)), row);
        }
    }
    for table in inputs.batches(name) {
        if let Some(missing) = ["record_a", "record_b", "match"].iter().find(|column| table.column(column).is_none()) {
            findings.push(Finding::new("missing_column", format!("{name}.{missing}"), "a table of labelled pairs needs this column; nothing is known of its pairs"));
            continue;
        }
        for row in 0..table.rows() {
            all += 1;
            let record = |source: &str, id: &str| by_id.get(&(of(table, source, row).or_else(|| only(records))?, of(table, id, row)?)).copied();
            match (record("source_a", "record_a"), record("source_b", "record_b"), of(table, "match", row).and_then(answer)) {
                (Some(a), Some(b), Some(matches)) => pairs.push((a, b, matches)),
                _ => unread += 1,
            }
        }
    }
    if all == 0 {
        findings.push(Finding::new("missing_source", name, "the spec names a table of labelled pairs that is not among the inputs, or holds none"));
    }
    if unread > 0 {
        findings.push(Finding::new("unread_labels", name, format!("{unread} of {all} labelled pairs name records that are not there, or do not say whether they match")));
    }
    pairs
}

/// The one source.
fn only(records: &Records) -> Option<&str> {
    match records.sources.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

fn of<'a>(table: &Table<'a>, column: &str, row: usize) -> Option<&'a str> {
    cell(table.column(column).as_ref(), row)
}

fn cell<'a>(column: Option<&Column<'a>>, row: usize) -> Option<&'a str> {
    column?.get(row).map(fold::trim).filter(|text| !text.is_empty())
}

fn answer(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "y" | "是" => Some(true),
        "0" | "false" | "no" | "n" | "否" => Some(false),
        _ => None,
    }
}
