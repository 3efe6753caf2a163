//! Values that too many customers share to say who somebody is: the telephone of a shop, `test@test.com`.
//!
//! Customers are counted before anything is matched, by what certainly tells them apart: their names. A value beyond the limit of its
//! field is taken out of the values that records are blocked, compared and held apart by; the forms, which profiles show, stay.

mod names;
mod report;

pub use report::GenericValue;
pub(super) use report::{findings, report};

use super::compile::{Compiled, index};
use super::defaults;
use crate::error::{Code, Error, quote};
use crate::model::{FieldColumn, Records};
use crate::schema::FieldKind;
use crate::spec::{FieldSpec, Spec};
use crate::threads::in_parallel;
use names::{Name, Names};

/// A field of whose values each says something about so many customers at the most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Limit {
    pub(super) field: usize,
    pub(super) customers: u32,
    /// Whether a value beyond it is taken out; else it is reported alone.
    pub(super) demotes: bool,
}

/// Values on more records than customers may share them, by field and value.
#[derive(Clone, Debug, Default)]
pub(super) struct Generic(Vec<Named>);

/// Such a value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Named {
    pub(super) field: usize,
    pub(super) value: u32,
    pub(super) records: u32,
    pub(super) names: u32,
    /// Whether it was taken out.
    pub(super) left_out: bool,
}

/// Binds the limits of a spec.
pub(super) fn compile(spec: &Spec, names: &[&str], errors: &mut Vec<Error>) -> Vec<Limit> {
    let mut limits: Vec<Limit> = Vec::new();
    for (i, limit) in spec.identity.limits.iter().flatten().enumerate() {
        let path = format!("identity.limits[{i}]");
        if limit.customers == 0 {
            errors.push(Error::new(Code::OutOfRange, format!("{path}.customers"), "a value is of 1 customer or more"));
        }
        let Some(field) = index(names, &limit.field, &format!("{path}.field"), errors) else { continue };
        if limits.iter().any(|l| l.field == field) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.field"), format!("{} has two limits", quote(&limit.field))));
        }
        limits.push(Limit { field, customers: limit.customers, demotes: true });
    }
    limits
}

/// The identifiers that the spec has no limit on: what many names share of them is reported all the same. What a code of unknown meaning
/// is issued to, nobody knows.
pub(super) fn unlimited(fields: &[FieldSpec], limits: &[Limit]) -> Vec<Limit> {
    let of = |field: &FieldSpec| field.is_of_identity() && field.kind.is_identifier() && !matches!(field.kind, FieldKind::Code { .. });
    let free = fields.iter().enumerate().filter(|(at, field)| of(field) && !limits.iter().any(|limit| limit.field == *at));
    free.map(|(field, _)| Limit { field, customers: defaults::SHARED_BY, demotes: false }).collect()
}

/// Takes out what is beyond a limit.
pub(super) fn demote(plan: &Compiled, records: &mut Records) -> Generic {
    let names = Names::of(plan);
    let limits = plan.limits.iter().chain(&plan.unlimited).collect();
    let mut frequent: Vec<Named> = in_parallel(limits, |limit: &Limit| frequent(records, *limit, &names)).into_iter().flatten().collect();
    frequent.sort_unstable();
    for limit in &plan.limits {
        let of_field: Vec<u32> = frequent.iter().filter(|g| g.field == limit.field && g.left_out).map(|g| g.value).collect();
        let slots = records.slots;
        let Some(column) = records.fields.get_mut(limit.field).filter(|_| !of_field.is_empty()) else { continue };
        for row in records.values.chunks_mut(slots.max(1)) {
            let own = row.iter_mut().skip(column.first_slot).take(column.slots);
            own.filter(|value| of_field.binary_search(value).is_ok()).for_each(|value| *value = 0);
        }
        for value in of_field {
            if let Some(rows) = column.values.frequency.get_mut(value as usize) {
                *rows = 0;
            }
        }
    }
    Generic(frequent)
}

/// Puts back what was taken out, as if there were no limits yet.
pub(super) fn restore(generic: &Generic, records: &mut Records) {
    let slots = records.slots.max(1);
    let left_out: Vec<Named> = generic.0.iter().filter(|named| named.left_out).copied().collect();
    for of_field in left_out.chunk_by(|a, b| a.field == b.field) {
        let Some(column) = of_field.first().and_then(|first| records.fields.get_mut(first.field)) else { continue };
        for (values, forms) in records.values.chunks_mut(slots).zip(records.forms.chunks(slots)) {
            for (value, form) in values.iter_mut().zip(forms).skip(column.first_slot).take(column.slots) {
                let written = value_of(column, *form);
                if of_field.binary_search_by_key(&written, |g| g.value).is_ok() {
                    *value = written;
                }
            }
        }
        for named in of_field {
            if let Some(rows) = column.values.frequency.get_mut(named.value as usize) {
                *rows = named.records;
            }
        }
    }
}

/// The values of a field on more records than its limit, with the names that they stand under.
fn frequent(records: &Records, limit: Limit, names: &Names) -> Vec<Named> {
    let Some(column) = records.fields.get(limit.field) else { return Vec::new() };
    // No more names than rows.
    let frequent = |value: u32| column.values.has_key(value) && column.values.frequency.get(value as usize).is_some_and(|rows| *rows > limit.customers);
    let values: Vec<u32> = (0u32..).take(column.values.keys.len()).filter(|value| frequent(*value)).collect();
    let mut pairs: Vec<(u32, Name)> = Vec::new();
    for row in (0..records.len()).filter(|_| !values.is_empty()) {
        for value in records.field_values(row, column).iter().filter(|value| frequent(**value)) {
            pairs.extend(names.name(records, row).map(|name| (*value, name)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut of_value = pairs.chunk_by(|a, b| a.0 == b.0).peekable();
    let named = |value: u32| {
        let of = of_value.next_if(|of| of.first().is_some_and(|pair| pair.0 == value)).map_or(0, <[_]>::len);
        let names = u32::try_from(of).unwrap_or(u32::MAX);
        let records = column.values.frequency.get(value as usize).copied().unwrap_or(0);
        Named { field: limit.field, value, records, names, left_out: limit.demotes && names > limit.customers }
    };
    values.into_iter().map(named).collect()
}

impl Generic {
    /// What is known of a value on many records.
    fn seen(&self, field: usize, value: u32) -> Option<&Named> {
        let at = self.0.binary_search_by_key(&(field, value), |g| (g.field, g.value)).ok()?;
        self.0.get(at)
    }

    /// The values of a field.
    fn of_field(&self, field: usize) -> impl Iterator<Item = &Named> {
        let from = self.0.partition_point(|named| named.field < field);
        self.0.iter().skip(from).take_while(move |named| named.field == field)
    }

    /// What is known of a value that was taken out.
    pub(super) fn get(&self, field: usize, value: u32) -> Option<&Named> {
        self.seen(field, value).filter(|named| named.left_out)
    }

    /// The values of a field that both rows have written and that were taken out; a form that shows it beside each.
    pub(super) fn in_common<'a>(&'a self, records: &'a Records, field: usize, (a, b): (u32, u32)) -> impl Iterator<Item = (&'a Named, &'a str)> + use<'a> {
        let column = records.fields.get(field).filter(|_| !self.0.is_empty());
        let forms = move |row: u32| column.map_or(&[][..], |column| records.field_forms(row as usize, column));
        let value = move |form: u32| column.map_or(0, |column| value_of(column, form));
        let both = forms(a).iter().filter(move |form| forms(b).iter().any(|other| value(*other) == value(**form)));
        both.filter_map(move |form| Some((self.get(field, value(*form))?, column?.forms.display(*form))))
    }
}

fn value_of(column: &FieldColumn, form: u32) -> u32 {
    column.forms.value.get(form as usize).copied().unwrap_or(0)
}
