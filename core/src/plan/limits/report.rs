//! What the caller is told of values that many share, whether they were taken out or not.

use super::super::compile::Compiled;
use super::{Generic, Limit, value_of};
use crate::error::quote;
use crate::identity::score::{BIT, Weights};
use crate::model::{Finding, Records};
use crate::spec::{masked, sensitive};
use crate::threads::in_parallel;
use serde::Serialize;
use std::cmp::Reverse;

/// A value that more customers share than says something about who somebody is.
///
/// | listed | `left_out` | `limit` |
/// |---|---|---|
/// | it stands under more names than its field's limit | true | the limit |
/// | more customers turned out to have it than the limit | false | the limit |
/// | it stands under more than 20 names, and its field, a telephone, an address or another identifier, has no limit | false | none |
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GenericValue {
    /// The field.
    pub field: String,
    /// The value, as the first of its records shows it; of a field of sensitive personal information its ends alone.
    pub value: String,
    /// Records that have it.
    pub records: u32,
    /// Distinct names on them.
    pub names: u32,
    /// The customers that may share a value of the field; `None`: the spec has no limit on it.
    pub limit: Option<u32>,
    /// Whether it stopped counting. One that stands under few names counts, if only as much as a value of so many customers does.
    pub left_out: bool,
    /// Customers that have it, as they were found.
    pub customers: u32,
    /// What agreement on a value of the field weighs that no other customer has, in 1/1024 bit; `None`: nothing compares the field.
    pub unshared_weight: Option<i32>,
    /// What agreement on this one weighs: 0 where it is left out.
    pub weight: Option<i32>,
}

/// Values that are listed, and that findings name.
const LISTED: usize = 100;

/// Every value that says too little about who somebody is, those that most customers have first; and how many there are.
pub(in super::super) fn report(plan: &Compiled, records: &Records, weights: &Weights, of_row: &[u32], generic: &Generic) -> (Vec<GenericValue>, u64) {
    let limits = plan.limits.iter().chain(&plan.unlimited).collect();
    let all = in_parallel(limits, |limit| of_field(plan, records, weights, *limit, of_row, generic));
    let mut all: Vec<GenericValue> = all.into_iter().flatten().collect();
    all.sort_by(|a, b| (Reverse(a.customers), &a.field, &a.value).cmp(&(Reverse(b.customers), &b.field, &b.value)));
    let total = all.len() as u64;
    all.truncate(LISTED);
    (all, total)
}

fn of_field(plan: &Compiled, records: &Records, weights: &Weights, limit: Limit, of_row: &[u32], generic: &Generic) -> Vec<GenericValue> {
    let Some(column) = records.fields.get(limit.field) else { return Vec::new() };
    let known = |value: u32| generic.seen(limit.field, value);
    let mut frequent = vec![false; column.values.keys.len()];
    for named in generic.of_field(limit.field) {
        if let Some(slot) = frequent.get_mut(named.value as usize) {
            *slot = true;
        }
    }
    if !frequent.contains(&true) {
        return Vec::new();
    }
    // (value, customer, form) in the order of the rows, so that the first form of a value is that of its first record.
    let mut first: Vec<(u32, u32)> = Vec::new();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for (row, customer) in of_row.iter().enumerate().take(records.len()) {
        for form in records.field_forms(row, column) {
            let value = value_of(column, *form);
            if frequent.get(value as usize) == Some(&true) {
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
    let hide = plan.fields.get(limit.field).is_some_and(|f| sensitive(&f.spec.name, Some(&f.spec.kind)).is_some());
    let of_value = pairs.chunk_by(|a, b| a.0 == b.0).filter_map(|of| Some((of.first()?.0, u32::try_from(of.len()).unwrap_or(u32::MAX))));
    of_value
        .filter_map(|(value, customers)| {
            let named = known(value)?;
            // Without a limit of the caller's own, names alone speak: many records of many customers are no news.
            let many = named.names > limit.customers || limit.demotes && customers > limit.customers;
            many.then(|| {
                let shown = column.forms.display(form(value));
                let weighs = weights.of_value(limit.field, value);
                GenericValue {
                    field: column.name.clone(),
                    value: if hide { masked(shown) } else { shown.to_owned() },
                    records: named.records,
                    names: named.names,
                    limit: limit.demotes.then_some(limit.customers),
                    left_out: named.left_out,
                    customers,
                    unshared_weight: weighs.map(|(unshared, _)| unshared),
                    weight: weighs.map(|(_, own)| if named.left_out { 0 } else { own }),
                }
            })
        })
        .collect()
}

/// What the caller should know of them.
pub(in super::super) fn findings(listed: &[GenericValue], total: u64, findings: &mut Vec<Finding>) {
    for generic in listed {
        findings.push(Finding::new("generic_value", generic.field.clone(), said(generic)));
    }
    let more = total.saturating_sub(listed.len() as u64);
    if more > 0 {
        findings.push(Finding::new("generic_value", "", format!("{more} more values are shared by more customers than say something about who is whom")));
    }
}

fn said(generic: &GenericValue) -> String {
    let GenericValue { value, records, names, customers, .. } = generic;
    let bits = |weight: i32| format!("{:+.1} bits", f64::from(weight) / f64::from(BIT));
    let unshared = generic.unshared_weight.map(|weight| format!("a value of one customer's alone weighs {}", bits(weight)));
    let counts = match (generic.weight, &unshared) {
        (Some(weight), Some(unshared)) => format!("it counts, agreement on it weighs {}, where {unshared}", bits(weight)),
        _ => "nothing compares it".to_owned(),
    };
    let value = quote(value);
    let names = if *names == 1 { "1 name".to_owned() } else { format!("{names} names") };
    match generic.limit {
        Some(limit) if generic.left_out => {
            let instead = unshared.map(|unshared| format!(", where {unshared}")).unwrap_or_default();
            format!("{value} stands on {records} records under {names}, of {limit} that may share one: it does not count for who is whom{instead}; profiles show it")
        }
        Some(limit) => format!("{value} stands on {records} records of {customers} customers under {names}, of {limit} that may share one: {counts}"),
        None => format!("{value} stands on {records} records under {names}: {counts}; a limit on the field would leave it out"),
    }
}
