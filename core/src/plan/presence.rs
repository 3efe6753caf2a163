//! What every record must hold: the required fields (R26), an identifier and a time (R18).

use super::compile::Compiled;
use super::ingest::BoundField;
use crate::error::quote;
use crate::model::{FieldColumn, Finding, Records, Status};
use crate::schema::FieldKind;
use crate::spec::Need;

/// Records that lack something: how many, and the first of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Gap {
    pub(super) count: u64,
    first: Vec<String>,
}

/// Records that a finding names.
const EXAMPLES: usize = 3;

impl Gap {
    pub(super) fn add(&mut self, id: &str) {
        self.count += 1;
        if self.first.len() < EXAMPLES {
            self.first.push(quote(id));
        }
    }

    /// `the first: `1`, `2`, `3``.
    pub(super) fn examples(&self) -> String {
        format!("the first: {}", self.first.join(", "))
    }
}

/// A share with one decimal.
pub(super) fn percent(part: u64, whole: u64) -> String {
    format!("{:.1} %", part as f64 * 100.0 / whole.max(1) as f64)
}

/// How a record holds a field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Held {
    /// Nothing is written, or that it is missing.
    Nothing,
    /// Something that cannot be read.
    Unreadable,
    /// A value.
    Value,
}

/// How a row holds a field: the best of its slots.
pub(super) fn held(records: &Records, field: &FieldColumn, row: usize) -> Held {
    let of = |form: &u32| match field.forms.status.get(*form as usize) {
        None | Some(Status::Missing) => Held::Nothing,
        Some(Status::Invalid) => Held::Unreadable,
        Some(_) => Held::Value,
    };
    records.field_forms(row, field).iter().map(of).max().unwrap_or(Held::Nothing)
}

/// Whether a field tells customers apart: an identifier, or a nickname where a platform gives nothing else.
fn identifies(field: &BoundField) -> bool {
    field.spec.is_of_identity() && (field.spec.kind.is_identifier() || matches!(field.spec.kind, FieldKind::Nickname {}))
}

/// Reports what the records of each source lack.
pub(super) fn check(plan: &Compiled, records: &Records, findings: &mut Vec<Finding>) {
    for (index, source) in plan.sources.iter().enumerate() {
        let rows = records.rows_of_source(index);
        if rows.is_empty() {
            continue;
        }
        let all = rows.len() as u64;
        for (bound, field) in plan.fields.iter().zip(&records.fields).filter(|(b, _)| b.spec.need == Need::Required) {
            let path = format!("{}.{}", source.name, field.name);
            if !source.feeds(bound) {
                let text = format!("no column of the source feeds {}, which is required (必采, R26): {all} of {all} records (100.0 %) hold none", quote(&field.name));
                findings.push(Finding::new("missing_required", path, text));
                continue;
            }
            let (mut missing, mut unreadable) = (Gap::default(), 0u64);
            for row in rows.clone() {
                match held(records, field, row) {
                    Held::Nothing => missing.add(records.id(row)),
                    Held::Unreadable => unreadable += 1,
                    Held::Value => {}
                }
            }
            if missing.count > 0 {
                let besides = if unreadable > 0 { format!("; {unreadable} more hold one that cannot be read") } else { String::new() };
                let share = percent(missing.count, all);
                let text = format!("{} of {all} records ({share}) hold no {}, which is required (必采, R26); {}{besides}", missing.count, quote(&field.name), missing.examples());
                findings.push(Finding::new("missing_required", path, text));
            }
        }
        let identifiers: Vec<&FieldColumn> = plan.fields.iter().zip(&records.fields).filter(|(b, _)| identifies(b) && source.feeds(b)).map(|(_, f)| f).collect();
        let mut nameless = Gap::default();
        let mut undated = Gap::default();
        for row in rows {
            if identifiers.iter().all(|field| held(records, field, row) != Held::Value) {
                nameless.add(records.id(row));
            }
            if source.time.is_some() && records.times.get(row).copied().flatten().is_none() {
                undated.add(records.id(row));
            }
        }
        let mut report = |code, gap: &Gap, what: &str| {
            if gap.count > 0 {
                let text = format!("{} of {all} records ({}) {what} (R18); {}", gap.count, percent(gap.count, all), gap.examples());
                findings.push(Finding::new(code, source.name.clone(), text));
            }
        };
        let why = if identifiers.is_empty() { "hold no identifier: no column of the source feeds one" } else { "hold no identifier (手机号, 昵称 …) that can be read" };
        report("row_without_identifier", &nameless, why);
        report("row_without_time", &undated, "hold no time that can be read");
        if source.time.is_none() {
            findings.push(Finding::new("source_without_time", source.name.clone(), format!("the spec names no column of the time of its {all} records (R18)")));
        }
    }
}
