//! The known truth: which records are whose.

use crate::arguments::Arguments;
use crate::sources;
use guiyi::Outcome;
use guiyi::identity::evaluate::{Evaluation, evaluate};
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

/// The true customers of an outcome's records.
#[derive(Debug)]
pub(crate) struct Truth<'a> {
    /// Row, true customer, source.
    records: Vec<(u32, String, &'a str)>,
    /// Records that the file does not have.
    pub(crate) unknown: usize,
    across_only: bool,
}

impl<'a> Truth<'a> {
    /// Reads `source,record_id,customer`.
    pub(crate) fn read(path: &Path, a: &Arguments, outcome: &'a Outcome) -> Result<Self, Box<dyn Error>> {
        let table = sources::file("truth", path)?;
        let cell = |name: &str, row: usize| table.column(name).and_then(|c| c.get(row)).unwrap_or("").to_owned();
        let known: HashMap<(String, String), String> = (0..table.rows).map(|r| ((cell("source", r), cell("record_id", r)), cell("customer", r))).collect();
        let mut truth = Truth { records: Vec::new(), unknown: 0, across_only: !a.unique.is_empty() };
        for record in outcome.records() {
            match known.get(&(record.source.to_owned(), record.id.to_owned())) {
                Some(customer) => truth.records.push((record.row, customer.clone(), record.source)),
                None => truth.unknown += 1,
            }
        }
        Ok(truth)
    }

    /// How well customers agree with it, given as the customer of each row.
    pub(crate) fn evaluate(&self, of_row: impl Fn(u32) -> usize) -> Evaluation {
        let records: Vec<(&str, usize, &str)> = self.records.iter().map(|(row, customer, source)| (customer.as_str(), of_row(*row), *source)).collect();
        evaluate(&records, self.across_only)
    }
}
