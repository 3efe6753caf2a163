//! Tables of choices by hand and of the tags of the run before, joined to customers.

use super::outcome::Outcome;
use super::time::TimeReader;
use crate::error::quote;
use crate::model::Finding;
use crate::spec::{LinkSpec, UtcOffset};
use crate::table::{Column, Inputs, Table};
use crate::tag::{Choice, Given, LastTag};
use crate::text::fold;
use hashbrown::HashMap;

/// Reads what is given beside the rules. Rows whose customer is not there, or that leave out what is needed, are counted.
pub(super) fn read(outcome: &Outcome, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> Given {
    let spec = outcome.plan.0.spec.tags.clone();
    let mut given = Given::default();
    if let Some(manual) = &spec.manual {
        let reader = Reader::new(outcome, inputs, &manual.table, manual.columns(), manual.customer.as_deref(), manual.link.as_ref());
        reader.rows(findings, |row, findings| {
            let (dimension, value) = (row.text(Some(&manual.dimension))?, row.text(Some(&manual.value))?);
            let until = row.day(manual.until.as_deref());
            if until.is_none() && row.text(manual.until.as_deref()).is_some() {
                // A choice whose end cannot be read is not one for good.
                findings.push(row.unread(manual.until.as_deref()));
                return None;
            }
            given.choices.push(Choice {
                customer: row.customer,
                dimension: dimension.to_owned(),
                at: row.seconds(manual.at.as_deref()),
                value: value.to_owned(),
                actor: row.text(manual.actor.as_deref()).map(str::to_owned),
                reason: row.text(manual.reason.as_deref()).map(str::to_owned),
                until,
            });
            Some(())
        });
    }
    if let Some(previous) = &spec.previous {
        let reader = Reader::new(outcome, inputs, &previous.table, previous.columns(), previous.customer.as_deref(), previous.link.as_ref());
        reader.rows(findings, |row, _| {
            let (dimension, value) = (row.text(Some(&previous.dimension))?, row.text(Some(&previous.value))?);
            let since = row.day(Some(&previous.since))?;
            let until = row.day(previous.until.as_deref());
            given.last.push(LastTag { customer: row.customer, dimension: dimension.to_owned(), since, value: value.to_owned(), until });
            Some(())
        });
    }
    given.choices.sort();
    given.last.sort();
    given
}

/// A table whose rows are about customers.
struct Reader<'a> {
    outcome: &'a Outcome,
    inputs: &'a Inputs<'a>,
    table: &'a str,
    columns: Vec<&'a str>,
    customer: Option<&'a str>,
    link: Option<&'a LinkSpec>,
}

/// One row, and the reader of the times of each of its columns.
struct Row<'r, 'a> {
    table: &'r Table<'a>,
    name: &'r str,
    at: usize,
    customer: u32,
    times: &'r std::cell::RefCell<HashMap<String, TimeReader>>,
}

impl<'a> Reader<'a> {
    fn new(outcome: &'a Outcome, inputs: &'a Inputs<'a>, table: &'a str, columns: impl Iterator<Item = &'a str>, customer: Option<&'a str>, link: Option<&'a LinkSpec>) -> Self {
        Reader { outcome, inputs, table, columns: columns.collect(), customer, link }
    }

    fn rows(&self, findings: &mut Vec<Finding>, mut each: impl FnMut(&Row<'_, '_>, &mut Vec<Finding>) -> Option<()>) {
        let records = &self.outcome.records;
        let mut by_record: HashMap<(&str, &str), u32> = HashMap::new();
        if self.link.is_some() {
            for row in (0..records.len()).rev() {
                by_record.insert((records.source_name(row), records.id(row)), u32::try_from(row).unwrap_or(u32::MAX));
            }
        }
        let times = self.columns.iter().map(|name| ((*name).to_owned(), times(self.inputs, self.table, name, self.outcome.plan.0.spec.utc_offset))).collect();
        let times = std::cell::RefCell::new(times);
        let (mut tables, mut nobody, mut unread) = (0, 0_u64, 0_u64);
        let mut missing: Vec<&str> = Vec::new();
        let mut example: Option<String> = None;
        for table in self.inputs.batches(self.table) {
            tables += 1;
            missing.extend(self.columns.iter().copied().filter(|name| table.column(name).is_none()));
            for at in 0..table.rows() {
                let cell = |name: &str| text(table.column(name), at).unwrap_or("");
                let (who, customer) = match (self.customer, self.link) {
                    (Some(column), _) => (cell(column).to_owned(), self.of_id(cell(column))),
                    (None, Some(link)) => {
                        let (source, id) = (cell(&link.source), cell(&link.id));
                        let row = by_record.get(&(source, id)).and_then(|row| self.outcome.matched.partition.of_row.get(*row as usize)).copied();
                        (format!("{source}/{id}"), row)
                    }
                    (None, None) => (String::new(), None),
                };
                let Some(customer) = customer else {
                    nobody += 1;
                    // The least of them, so that the rows' order does not show.
                    example = Some(example.map_or(who.clone(), |least| least.min(who)));
                    continue;
                };
                let row = Row { table, name: self.table, at, customer, times: &times };
                unread += u64::from(each(&row, findings).is_none());
            }
        }
        missing.sort_unstable();
        missing.dedup();
        findings.extend(missing.into_iter().map(|name| Finding::new("missing_column", format!("{}.{name}", self.table), "the tags name a column that the table does not have")));
        if tables == 0 {
            findings.push(Finding::new("missing_source", self.table, "the tags name a table that is not among the inputs"));
        }
        if nobody > 0 {
            let text = format!("{nobody} rows are about customers that there are not, such as {}", quote(&example.unwrap_or_default()));
            findings.push(Finding::new("unlinked_tags", self.table, text));
        }
        if unread > 0 {
            findings.push(Finding::new("unread_tags", self.table, format!("{unread} rows lack a dimension, a value or a date that is needed")));
        }
    }

    /// The customer of an id, or of the living id that one which is gone leads to.
    fn of_id(&self, id: &str) -> Option<u32> {
        let by_id = &self.outcome.by_id;
        by_id.get(id).or_else(|| by_id.get(self.outcome.history.redirects.get(id)?.as_deref()?)).copied()
    }
}

impl Row<'_, '_> {
    fn text(&self, column: Option<&str>) -> Option<&str> {
        text(self.table.column(column?), self.at)
    }

    fn seconds(&self, column: Option<&str>) -> Option<i64> {
        let raw = self.text(column)?;
        self.times.borrow_mut().get_mut(column?)?.seconds(raw)
    }

    fn day(&self, column: Option<&str>) -> Option<i64> {
        self.seconds(column).map(|seconds| seconds.div_euclid(86_400))
    }

    fn unread(&self, column: Option<&str>) -> Finding {
        let column = column.unwrap_or("");
        let text = format!("a choice by hand ends on {}, which is no date; it does not count", quote(self.text(Some(column)).unwrap_or("")));
        Finding::new("unread_tags", format!("{}.{column}", self.name), text)
    }
}

fn text<'t>(column: Option<Column<'t>>, row: usize) -> Option<&'t str> {
    column?.get(row).map(fold::trim).filter(|text| !text.is_empty())
}

/// A reader of the times of a column.
fn times(inputs: &Inputs<'_>, table: &str, column: &str, clock: UtcOffset) -> TimeReader {
    let columns = inputs.batches(table).filter_map(|t| t.column(column));
    TimeReader::of(columns.flat_map(|column| (0..column.len()).filter_map(move |row| column.get(row))), clock)
}
