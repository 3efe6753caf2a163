//! Values that too many customers share to say who somebody is: the telephone of a shop, `test@test.com`.
//!
//! Customers are counted before anything is matched, by what certainly tells them apart: their names. A value beyond the limit of its
//! field is taken out of the values that records are blocked, compared and held apart by; the forms, which profiles show, stay.

use super::compile::{Compiled, index};
use crate::error::{Code, Error, quote};
use crate::model::{FieldColumn, Finding, Records};
use crate::schema::FieldKind;
use crate::spec::Spec;
use serde::Serialize;
use std::cmp::Reverse;

/// A field of whose values each says something about so many customers at the most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Limit {
    pub(super) field: usize,
    pub(super) customers: u32,
}

/// A value that more customers share than its field's limit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GenericValue {
    /// The field.
    pub field: String,
    /// The value, as the first of its records shows it.
    pub value: String,
    /// Records that have it.
    pub records: u32,
    /// Distinct names on them.
    pub names: u32,
    /// Whether it stopped counting. One that stands under few names counts, if only as much as a value of so many customers does.
    pub left_out: bool,
    /// Customers that have it, as they were found.
    pub customers: u32,
}

/// Values taken out, by field and value.
#[derive(Clone, Debug, Default)]
pub(super) struct Generic(Vec<Named>);

/// A value taken out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Named {
    pub(super) field: usize,
    pub(super) value: u32,
    pub(super) records: u32,
    pub(super) names: u32,
}

/// Values that are listed, and that findings name.
const LISTED: usize = 100;

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
        limits.push(Limit { field, customers: limit.customers });
    }
    limits
}

/// Takes out what is beyond a limit.
pub(super) fn demote(plan: &Compiled, records: &mut Records) -> Generic {
    let names = Names::of(plan);
    let mut generic: Vec<Named> = plan.limits.iter().flat_map(|limit| beyond(records, *limit, &names)).collect();
    generic.sort_unstable();
    let generic = Generic(generic);
    for limit in &plan.limits {
        let of_field: Vec<u32> = generic.0.iter().filter(|g| g.field == limit.field).map(|g| g.value).collect();
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
    generic
}

/// Puts back what was taken out, as if there were no limits yet.
pub(super) fn restore(generic: &Generic, records: &mut Records) {
    let slots = records.slots.max(1);
    for of_field in generic.0.chunk_by(|a, b| a.field == b.field) {
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

/// The values of a field that stand under more names than its limit.
fn beyond(records: &Records, limit: Limit, names: &Names) -> Vec<Named> {
    let Some(column) = records.fields.get(limit.field) else { return Vec::new() };
    // No more names than rows.
    let frequent = |value: u32| column.values.has_key(value) && column.values.frequency.get(value as usize).is_some_and(|rows| *rows > limit.customers);
    let mut pairs: Vec<(u32, Name)> = Vec::new();
    for row in 0..records.len() {
        for value in records.field_values(row, column).iter().filter(|value| frequent(**value)) {
            pairs.extend(names.name(records, row).map(|name| (*value, name)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let of_value = pairs.chunk_by(|a, b| a.0 == b.0).filter_map(|of| Some((of.first()?.0, u32::try_from(of.len()).unwrap_or(u32::MAX))));
    let records_of = |value: u32| column.values.frequency.get(value as usize).copied().unwrap_or(0);
    of_value.filter(|(_, names)| *names > limit.customers).map(|(value, names)| Named { field: limit.field, value, records: records_of(value), names }).collect()
}

/// A name as value ids: which fields it is of, and the values.
type Name = (u8, usize, u32, u32);

/// The fields that name a customer.
struct Names {
    companies: Vec<usize>,
    people: Vec<usize>,
    given: Option<usize>,
    family: Option<usize>,
}

impl Names {
    fn of(plan: &Compiled) -> Self {
        let fields = |kind: fn(&FieldKind) -> bool| plan.fields.iter().enumerate().filter(move |(_, f)| f.spec.is_of_identity() && kind(&f.spec.kind)).map(|(at, _)| at);
        Names {
            companies: fields(|k| matches!(k, FieldKind::Company {})).collect(),
            people: fields(|k| matches!(k, FieldKind::PersonName {})).collect(),
            given: fields(|k| matches!(k, FieldKind::GivenName {})).next(),
            family: fields(|k| matches!(k, FieldKind::FamilyName {})).next(),
        }
    }

    /// Who a row is about: its company, so that the colleagues at one switchboard are one customer; else its person.
    fn name(&self, records: &Records, row: usize) -> Option<Name> {
        let value = |field: usize| {
            let column = records.fields.get(field)?;
            records.field_values(row, column).iter().copied().find(|value| column.values.has_key(*value))
        };
        let first = |of: u8, fields: &[usize]| fields.iter().find_map(|field| Some((of, *field, value(*field)?, 0)));
        let parts = || {
            let of = |field: Option<usize>| field.and_then(value).unwrap_or(0);
            Some((of(self.given), of(self.family))).filter(|parts| *parts != (0, 0)).map(|(given, family)| (2, 0, given, family))
        };
        first(0, &self.companies).or_else(|| first(1, &self.people)).or_else(parts)
    }
}

impl Generic {
    /// What is known of a value that was taken out.
    pub(super) fn get(&self, field: usize, value: u32) -> Option<&Named> {
        let at = self.0.binary_search_by_key(&(field, value), |g| (g.field, g.value)).ok()?;
        self.0.get(at)
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

/// Every value of a limited field that more customers have than its limit, those that most have first; and how many there are. What stands
/// under many names was taken out before; what else many customers turned out to share is named beside it.
pub(super) fn report(plan: &Compiled, records: &Records, of_row: &[u32], generic: &Generic) -> (Vec<GenericValue>, u64) {
    let mut all: Vec<GenericValue> = plan.limits.iter().flat_map(|limit| of_field(records, *limit, of_row, generic)).collect();
    all.sort_by(|a, b| (Reverse(a.customers), &a.field, &a.value).cmp(&(Reverse(b.customers), &b.field, &b.value)));
    let total = all.len() as u64;
    all.truncate(LISTED);
    (all, total)
}

fn of_field(records: &Records, limit: Limit, of_row: &[u32], generic: &Generic) -> Vec<GenericValue> {
    let Some(column) = records.fields.get(limit.field) else { return Vec::new() };
    let counts = |value: u32| {
        generic.get(limit.field, value).is_some() || column.values.has_key(value) && column.values.frequency.get(value as usize).is_some_and(|rows| *rows > limit.customers)
    };
    // (value, customer, form) in the order of the rows, so that the first form of a value is that of its first record.
    let mut first: Vec<(u32, u32)> = Vec::new();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (row, customer) in of_row.iter().enumerate().take(records.len()) {
        for form in records.field_forms(row, column) {
            let value = value_of(column, *form);
            if counts(value) {
                pairs.push((value, *customer));
                first.push((value, *form));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    // A stable sort: of a value, the first form stays in front.
    first.sort_by_key(|(value, _)| *value);
    first.dedup_by_key(|(value, _)| *value);
    let form = |value: u32| first.binary_search_by_key(&value, |(v, _)| *v).ok().and_then(|at| first.get(at)).map_or(0, |(_, form)| *form);
    let of_value = pairs.chunk_by(|a, b| a.0 == b.0).filter_map(|of| Some((of.first()?.0, u32::try_from(of.len()).unwrap_or(u32::MAX))));
    of_value
        .filter_map(|(value, customers)| {
            let named = generic.get(limit.field, value);
            let frequency = || column.values.frequency.get(value as usize).copied().unwrap_or(0);
            (named.is_some() || customers > limit.customers).then(|| GenericValue {
                field: column.name.clone(),
                value: column.forms.display(form(value)).to_owned(),
                records: named.map_or_else(frequency, |n| n.records),
                names: named.map_or(0, |n| n.names),
                left_out: named.is_some(),
                customers,
            })
        })
        .collect()
}

/// What the caller should know of them.
pub(super) fn findings(listed: &[GenericValue], total: u64, findings: &mut Vec<Finding>) {
    for generic in listed {
        let GenericValue { field, value, records, names, customers, .. } = generic;
        let text = if generic.left_out {
            format!("{} stands on {records} records under {names} names: it does not count for who is whom, and profiles show it", quote(value))
        } else {
            format!("{} stands on {records} records of {customers} customers: it says little about who is whom", quote(value))
        };
        findings.push(Finding::new("generic_value", field.clone(), text));
    }
    let more = total.saturating_sub(listed.len() as u64);
    if more > 0 {
        findings.push(Finding::new("generic_value", "", format!("{more} more values are shared by more customers than their fields' limits")));
    }
}
