//! Partitions and truths as tables, for a caller of any language.
//!
//! | table | columns |
//! |---|---|
//! | `records` | `customer` (the true one; empty: not known) and `predicted`; where there are such, `source`, `record_id`, `name` |
//! | `pairs` | `record_a`, `record_b`, `probability`; with several sources `source_a`, `source_b` |
//! | `truth` | `record_id`, `customer`; with several sources `source` |

use super::{EvaluationOptions, EvaluationReport, Judged, JudgedPair, Truth, evaluate_all};
use crate::error::{Code, Error, Result};
use crate::model::Finding;
use crate::table::{Column, Inputs, Table};
use hashbrown::HashMap;

/// A column's cells by row; all empty where it is not there.
struct Cells<'a>(Option<Column<'a>>);

impl<'a> Cells<'a> {
    fn of(table: &Table<'a>, name: &str) -> Self {
        Cells(table.column(name))
    }

    fn needed(table: &Table<'a>, of: &str, name: &str) -> Result<Self> {
        let missing = || Error::new(Code::InvalidInput, format!("{of}.{name}"), format!("the table `{of}` has no column `{name}`"));
        table.column(name).map(|column| Cells(Some(column))).ok_or_else(|| missing().with_nearest(name, table.columns().iter().map(|(known, _)| known.as_str())))
    }

    fn get(&self, row: usize) -> &'a str {
        self.0.as_ref().and_then(|column| column.get(row)).map_or("", crate::text::fold::trim)
    }
}

/// Numbers texts as they come; an empty one has none.
#[derive(Default)]
struct Numbers<'a>(HashMap<&'a str, u32>);

impl<'a> Numbers<'a> {
    fn of(&mut self, text: &'a str) -> Option<u32> {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        (!text.is_empty()).then(|| *self.0.entry(text).or_insert(next))
    }

    /// Of one that may be empty.
    fn or_empty(&mut self, text: &'a str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

/// Evaluates the tables `records` and, if there is one, `pairs`: all measures of any partition, whoever made it.
///
/// # Errors
/// `invalid_input` when there is no table `records`, or a table lacks a column that it needs. A record without `predicted`, a pair of
/// records that are not there, or without a probability, is left out and counted in a finding.
pub fn evaluate_tables(inputs: &Inputs<'_>, options: &EvaluationOptions) -> Result<EvaluationReport> {
    if inputs.batches("records").next().is_none() {
        return Err(Error::new(Code::InvalidInput, "records", "there is no table `records`"));
    }
    let (mut customers, mut groups, mut sources, mut names) = (Numbers::default(), Numbers::default(), Numbers::default(), Numbers::default());
    let mut records = Vec::new();
    let mut by_id: HashMap<(&str, &str), u32> = HashMap::new();
    let mut without = 0u64;
    for table in inputs.batches("records").filter(|table| table.rows() > 0) {
        let (customer, predicted) = (Cells::needed(table, "records", "customer")?, Cells::needed(table, "records", "predicted")?);
        let (source, id, name) = (Cells::of(table, "source"), Cells::of(table, "record_id"), Cells::of(table, "name"));
        for row in 0..table.rows() {
            let Some(group) = groups.of(predicted.get(row)) else {
                without += 1;
                continue;
            };
            by_id.entry((source.get(row), id.get(row))).or_insert_with(|| u32::try_from(records.len()).unwrap_or(u32::MAX));
            records.push(Judged { truth: customers.of(customer.get(row)), predicted: group, source: sources.or_empty(source.get(row)), name: names.of(name.get(row)) });
        }
    }
    let (mut pairs, mut unread) = (Vec::new(), 0u64);
    for table in inputs.batches("pairs").filter(|table| table.rows() > 0) {
        let (a, b, probability) = (Cells::needed(table, "pairs", "record_a")?, Cells::needed(table, "pairs", "record_b")?, Cells::needed(table, "pairs", "probability")?);
        let (source_a, source_b) = (Cells::of(table, "source_a"), Cells::of(table, "source_b"));
        for row in 0..table.rows() {
            let record = |source: &Cells<'_>, id: &Cells<'_>| by_id.get(&(source.get(row), id.get(row))).copied();
            let probability = probability.get(row).parse::<f64>().ok().filter(|p| (0.0..=1.0).contains(p));
            match (record(&source_a, &a), record(&source_b, &b), probability) {
                (Some(a), Some(b), Some(probability)) => pairs.push(JudgedPair { a, b, probability, ruled: None }),
                _ => unread += 1,
            }
        }
    }
    let mut report = evaluate_all(&records, &pairs, options);
    if without > 0 {
        report.findings.push(Finding::new("missing_prediction", "records.predicted", format!("{without} of the records have no predicted group and are left out")));
    }
    if unread > 0 {
        report.findings.push(Finding::new("unread_pairs", "pairs", format!("{unread} of the pairs name records that are not there, or have no probability from 0 to 1")));
    }
    Ok(report)
}

impl<'a> Truth<'a> {
    /// Of the table `truth`; without a column `source`, all records are of the only source, if there is one.
    ///
    /// # Errors
    /// `invalid_input` when there is no such table, or it lacks a column that it needs.
    pub fn of_inputs(inputs: &Inputs<'a>, only: Option<&'a str>) -> Result<Self> {
        let mut rows = Vec::new();
        if inputs.batches("truth").next().is_none() {
            return Err(Error::new(Code::InvalidInput, "truth", "there is no table `truth`"));
        }
        for table in inputs.batches("truth").filter(|table| table.rows() > 0) {
            let (id, customer) = (Cells::needed(table, "truth", "record_id")?, Cells::needed(table, "truth", "customer")?);
            let source = Cells::of(table, "source");
            if source.0.is_none() && only.is_none() {
                return Err(Error::new(Code::InvalidInput, "truth.source", "the table `truth` has no column `source`, and the outcome has several sources"));
            }
            rows.extend((0..table.rows()).map(|row| (Some(source.get(row)).filter(|source| !source.is_empty()).or(only).unwrap_or(""), id.get(row), customer.get(row))));
        }
        Ok(Truth::new(rows))
    }
}
