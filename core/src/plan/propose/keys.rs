//! Which keys block how many pairs: exact counts, cheapest first, within a budget.

use super::super::compile;
use super::super::ingest;
use crate::identity::block::{Blocker, FieldKey, KeyBlocker};
use crate::model::Records;
use crate::schema::FieldKind;
use crate::spec::{BlockingSpec, KeySpec, Spec};
use crate::table::Inputs;
use serde::Serialize;

/// What one blocking key would cost and reach.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct KeyEvidence {
    /// The fields that must agree.
    pub keys: Vec<KeySpec>,
    /// Pairs of records that agree on all of them and would be looked at.
    pub pairs: u64,
    /// Share of the records that have all of them.
    pub filled: f64,
    /// Whether it is in the proposed spec.
    pub chosen: bool,
}

pub(super) struct Choice {
    pub(super) keys: Vec<KeyEvidence>,
    pub(super) all_pairs: u64,
}

/// Pairs that a proposed spec may look at: per record, and at least.
const BUDGET: (u64, u64) = (25, 600_000);
/// One key may take this part of the budget at most.
const MOST_SHARE: u64 = 8;
/// Rules in a proposed spec, at most.
const MOST_RULES: usize = 24;

/// Counts single keys and pairs of keys, and chooses from the cheapest on.
pub(super) fn choose(spec: &Spec, inputs: &Inputs<'_>) -> Choice {
    let mut bare = spec.clone();
    bare.identity.comparisons = Some(Vec::new());
    bare.identity.rules = Some(Vec::new());
    bare.identity.blocking.rules = Some(Vec::new());
    let Ok(plan) = compile::compile(&bare, crate::data::ReferenceTables::builtin()) else {
        return Choice { keys: Vec::new(), all_pairs: 0 };
    };
    let records = ingest::records(&plan, inputs, &mut Vec::new());
    let unique: Vec<bool> = plan.sources.iter().map(|s| s.unique).collect();
    let rows = records.len() as u64;
    let all_pairs = rows * rows.saturating_sub(1) / 2;
    let budget = (rows * BUDGET.0).max(BUDGET.1);

    let forms = forms(spec, &records);
    let mut found: Vec<KeyEvidence> = Vec::new();
    let mut count = |keys: &[&(KeySpec, FieldKey)]| {
        let blocker = KeyBlocker { keys: keys.iter().map(|k| k.1).collect() };
        let (pairs, filled) = cost(&records, &blocker, &unique);
        found.push(KeyEvidence { keys: keys.iter().map(|k| k.0.clone()).collect(), pairs, filled, chosen: false });
        pairs
    };
    let mut wide = Vec::new();
    for form in &forms {
        // A key that is affordable alone reaches more than any combination with it.
        if count(&[form]) > budget / MOST_SHARE {
            wide.push(form);
        }
    }
    for (i, a) in wide.iter().enumerate() {
        for b in wide.iter().skip(i + 1).filter(|b| b.0.field != a.0.field) {
            count(&[a, b]);
        }
    }
    found.sort_by(|a, b| a.pairs.cmp(&b.pairs).then_with(|| a.keys.cmp(&b.keys)));
    // The widest affordable key first among those that imply one another, cheap keys before dear ones.
    let mut spent = 0;
    for at in 0..found.len() {
        let Some(key) = found.get(at) else { break };
        let affordable = key.pairs > 0 && key.pairs <= budget / MOST_SHARE && spent + key.pairs <= budget;
        let wider = found.iter().enumerate().any(|(i, other)| i != at && other.pairs <= budget / MOST_SHARE && reaches(other, key));
        let room = found.iter().filter(|k| k.chosen).count() < MOST_RULES;
        if affordable && !wider && room {
            spent += key.pairs;
            if let Some(key) = found.get_mut(at) {
                key.chosen = true;
            }
        }
    }
    Choice { keys: found, all_pairs }
}

/// Whether every pair of `narrow` is a pair of `wide`; of two that reach the same, the first in order.
fn reaches(wide: &KeyEvidence, narrow: &KeyEvidence) -> bool {
    let covers = |wide: &KeyEvidence, narrow: &KeyEvidence| wide.keys.iter().all(|w| narrow.keys.iter().any(|n| implies(n, w)));
    covers(wide, narrow) && (!covers(narrow, wide) || wide.keys < narrow.keys)
}

/// Whether agreeing on `mine` means agreeing on `other`: the same key, the match key of a derived form, or of a text the form that
/// the others are made of.
fn implies(mine: &KeySpec, other: &KeySpec) -> bool {
    let of_loose = || mine.component.as_deref() == Some("loose") && matches!(other.component.as_deref(), Some("numbers" | "prefix" | "tokens"));
    mine.field == other.field && (mine.component == other.component || mine.component.is_none() || of_loose())
}

/// The forms of each field worth blocking on.
fn forms(spec: &Spec, records: &Records) -> Vec<(KeySpec, FieldKey)> {
    let mut out = Vec::new();
    for (field, column) in spec.fields.iter().zip(&records.fields) {
        let names: &[Option<&str>] = match field.kind {
            FieldKind::PersonName {} => &[None, Some("reading"), Some("surname_key")],
            FieldKind::GivenName {} | FieldKind::FamilyName {} => &[None, Some("sound"), Some("prefix")],
            FieldKind::Company {} => &[None, Some("core_key"), Some("prefix")],
            FieldKind::Phone { .. } => &[None, Some("tail7")],
            FieldKind::Email {} => &[None, Some("local_key")],
            FieldKind::Date { .. } => &[Some("date"), Some("month"), Some("year"), Some("month_day")],
            FieldKind::Region {} => &[Some("city")],
            FieldKind::Text {} => &[Some("loose"), Some("numbers"), Some("prefix")],
            FieldKind::Code { .. } | FieldKind::WechatId { .. } => &[None],
            FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} | FieldKind::BankCard {} => &[None],
            FieldKind::Amount { .. } | FieldKind::Scale {} | FieldKind::Industry {} | FieldKind::Channel {} => &[],
            FieldKind::Address {} => &[None, Some("remainder"), Some("numbers")],
            FieldKind::Nickname {} => &[None],
            FieldKind::Category {} => &[None],
        };
        let index = records.field(&field.name).unwrap_or(usize::MAX);
        for name in names {
            let component = match name {
                Some(name) => match column.values.component(name) {
                    Some(component) => Some(component),
                    None => continue,
                },
                None => None,
            };
            out.push((KeySpec { field: field.name.clone(), component: name.map(str::to_owned) }, FieldKey { field: index, component }));
        }
    }
    out
}

/// Pairs that would be looked at (none inside a unique source), and the share of rows that have the key.
fn cost(records: &Records, blocker: &dyn Blocker, unique: &[bool]) -> (u64, f64) {
    let mut keyed: Vec<(u64, u16)> = Vec::with_capacity(records.len());
    let mut keys = Vec::new();
    let mut filled = 0u64;
    for (row, source) in records.source.iter().enumerate() {
        keys.clear();
        blocker.keys(records, row, &mut keys);
        filled += u64::from(!keys.is_empty());
        keyed.extend(keys.iter().map(|k| (*k, *source)));
    }
    keyed.sort_unstable();
    let choose = |n: usize| (n as u64) * (n as u64).saturating_sub(1) / 2;
    let within = |block: &[(u64, u16)]| -> u64 {
        let sources = block.chunk_by(|a, b| a.1 == b.1);
        sources.filter(|s| s.first().is_some_and(|(_, source)| unique.get(*source as usize).copied().unwrap_or(false))).map(|s| choose(s.len())).sum()
    };
    // One crowded value does not cost a key: its block would be split and windowed.
    let limits = BlockingSpec::default();
    let looked_at = |block: &[(u64, u16)]| match block.len() {
        n if n > limits.max_block as usize => n as u64 * u64::from(limits.window),
        n => choose(n) - within(block),
    };
    let pairs = keyed.chunk_by(|a, b| a.0 == b.0).map(looked_at).sum();
    let share = if records.is_empty() { 0.0 } else { (filled as f64 / records.len() as f64 * 1e4).round() / 1e4 };
    (pairs, share)
}
