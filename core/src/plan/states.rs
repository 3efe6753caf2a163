//! Which missing state fields of the profile are in, where rules ask (R28): `电话 is 待补充`.
//!
//! | the customer's records say | value | state |
//! |---|---|---|
//! | `13817650501`, `待补充` | `13817650501` | known |
//! | `待补充`, `未知` | none | to be filled: what is most urgent goes first |
//! | `待沟通确认`, nothing | none | to be confirmed |
//! | nothing, or what is no telephone | none | absent |

use super::outcome::Outcome;
use crate::model::{FactColumn, FactUnit, FactValues, FieldColumn, Missing};
use crate::rule::{KNOWN, Rule, field_of_states, state_column};
use crate::table::Interner;
use std::collections::BTreeSet;

/// The most urgent first.
const URGENCY: [Missing; 4] = [Missing::ToBeFilled, Missing::ToBeConfirmed, Missing::Unknown, Missing::Absent];

/// The fields whose states some rules ask for.
pub(super) fn asked<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> BTreeSet<String> {
    rules.into_iter().flat_map(Rule::reads).filter_map(|(column, _)| field_of_states(column)).map(str::to_owned).collect()
}

/// The states of all customers, a column per field that is asked for.
pub(super) fn columns(outcome: &Outcome, asked: &BTreeSet<String>) -> Vec<FactColumn> {
    let fields = outcome.records.fields.iter().enumerate().filter(|(_, field)| asked.contains(&field.name));
    fields.map(|(at, field)| column(outcome, at, field)).collect()
}

fn column(outcome: &Outcome, at: usize, field: &FieldColumn) -> FactColumn {
    let mut texts = Interner::new();
    let state = |customer: usize, known: bool| if known { KNOWN } else { declared(outcome, customer, field).as_str() };
    let ids = outcome.customers().enumerate().map(|(n, customer)| Some(texts.intern(state(n, customer.value_at(at).is_some())))).collect();
    FactColumn { name: state_column(&field.name), unit: FactUnit::Text, values: FactValues::Text { ids, texts } }
}

/// What the records of a customer say of a field of which none has a value.
fn declared(outcome: &Outcome, customer: usize, field: &FieldColumn) -> Missing {
    let rows = outcome.matched.partition.rows_of(customer).iter().map(|row| *row as usize);
    let forms = rows.flat_map(|row| outcome.records.row_forms(row).get(field.first_slot..field.first_slot + field.slots).unwrap_or(&[]));
    let states = forms.filter_map(|form| field.forms.missing.get(*form as usize).copied().flatten());
    states.min_by_key(|state| URGENCY.iter().position(|urgent| urgent == state)).unwrap_or(Missing::Absent)
}
