//! Which keys block which pairs: candidates by what they cost, chosen by the matches that they alone reach.

mod cost;
mod cover;
mod forms;

use super::super::compile::{self, Compiled};
use super::super::matching;
use super::super::run::Conductor;
use crate::identity::block::{Blocks, Chosen};
use crate::identity::compare::Prepared;
use crate::model::Records;
use crate::spec::{BlockingRule, BlockingSpec, KeySpec, Spec};
use cost::{Costs, FormKeys};
use cover::Reached;
pub use cover::Recall;
pub(super) use forms::rules;
use serde::Serialize;

/// What one blocking key would cost and reach.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct KeyEvidence {
    /// The fields that must agree.
    pub keys: Vec<KeySpec>,
    /// Pairs of records that agree on all of them and would be looked at; of large tables, by a sample of the records.
    pub pairs: u64,
    /// Share of the records that have all of them.
    pub filled: f64,
    /// Expected matches among its pairs; 0 where another key was wide enough not to ask.
    pub matches: f64,
    /// Whether it is in the proposed spec.
    pub chosen: bool,
}

#[derive(Default)]
pub(super) struct Choice {
    pub(super) keys: Vec<KeyEvidence>,
    pub(super) all_pairs: u64,
    /// The chosen rules, the most productive first.
    pub(super) rules: Vec<BlockingRule>,
    pub(super) recall: Recall,
}

/// Pairs that a proposed spec may look at: per record, and at least.
const BUDGET: (u64, u64) = (25, 600_000);
/// Matches per row that the budget is made for; with more it grows as they do, up to so many times.
const MATCHES_PER_ROW: f64 = 2.0;
const MOST_BUDGETS: f64 = 4.0;
/// One key may take this part of the budget at most.
const MOST_SHARE: u64 = 8;
/// Keys that are tried out, at most.
const MOST_TRIED: usize = 32;
/// EM rounds of the trial.
const ROUNDS: u32 = 12;
/// Random pairs of the trial.
const RANDOM_PAIRS: u32 = 100_000;
/// Records that costs and matches are found out on, at most.
const SAMPLED_ROWS: u64 = 1 << 17;

/// Counts single keys and pairs of keys, tries out the affordable ones, and chooses by the matches that they reach.
pub(super) fn choose(spec: &Spec, plan: &Compiled, records: &Records, conductor: &mut Conductor<'_>) -> Choice {
    let rows = records.len() as u64;
    let all_pairs = rows * rows.saturating_sub(1) / 2;
    let budget = (rows * BUDGET.0).max(BUDGET.1);
    let forms = forms::forms(spec, records);
    let evidence = |keys: Vec<KeySpec>, (pairs, filled): (u64, f64)| KeyEvidence { keys, pairs, filled, matches: 0.0, chosen: false };
    let costs = Costs::new(plan, records);
    let keys: Vec<FormKeys> = conductor.pool.map(&forms, |(_, form), _: &mut Option<()>| costs.keys(*form));
    let of_form: Vec<(&KeySpec, &FormKeys)> = forms.iter().map(|(key, _)| key).zip(&keys).collect();
    let mut single: Vec<KeyEvidence> = conductor.pool.map(&of_form, |(key, keys), _: &mut Option<()>| evidence(vec![(*key).clone()], costs.of(keys)));
    // A key that is affordable alone reaches more than any combination with it.
    let wide: Vec<&(&KeySpec, &FormKeys)> = of_form.iter().zip(&single).filter(|(_, found)| found.pairs > budget / MOST_SHARE).map(|(form, _)| form).collect();
    let mut together: Vec<[&(&KeySpec, &FormKeys); 2]> = Vec::new();
    for (i, a) in wide.iter().enumerate() {
        together.extend(wide.iter().skip(i + 1).filter(|b| b.0.field != a.0.field).map(|b| [*a, *b]));
    }
    let mut pairs: Vec<KeyEvidence> = conductor.pool.map(&together, |[a, b], _: &mut Option<()>| evidence(vec![a.0.clone(), b.0.clone()], costs.of_both(a.1, b.1)));
    single.sort_by(|a, b| a.pairs.cmp(&b.pairs).then_with(|| a.keys.cmp(&b.keys)));
    pairs.sort_by(|a, b| b.pairs.cmp(&a.pairs).then_with(|| a.keys.cmp(&b.keys)));
    let mut found = single;
    found.append(&mut pairs);
    let mut trial = Trial::of(spec, &found, budget, records, conductor);
    // Where customers have many rows, the matches themselves are many pairs, and a budget made for few shuts their keys out.
    let per_row = trial.reached.iter().map(|r| r.matches).sum::<f64>() / rows.max(1) as f64;
    if per_row > MATCHES_PER_ROW {
        trial = Trial::of(spec, &found, (budget as f64 * per_row.min(MOST_BUDGETS)) as u64, records, conductor);
    }
    let Trial { tried, rules, reached, cover } = trial;
    let occasions = occasions(&rules, &cover);
    let recall = cover::recall(&reached, &cover, &occasions);
    for (place, at) in tried.iter().enumerate() {
        if let Some(key) = found.get_mut(*at) {
            let matches: f64 = reached.iter().filter(|r| r.rules >> place & 1 == 1).map(|r| r.matches).sum();
            key.matches = (matches * 10.0).round() / 10.0;
            key.chosen = cover.contains(&place);
        }
    }
    Choice { keys: found, all_pairs, rules: cover.iter().filter_map(|place| rules.get(*place)).cloned().collect(), recall }
}

/// Keys that a budget bears, and the matches that they reach.
struct Trial {
    /// Which of all keys they are.
    tried: Vec<usize>,
    rules: Vec<BlockingRule>,
    reached: Vec<Reached>,
    /// Those of them that are chosen, the most productive first.
    cover: Vec<usize>,
}

impl Trial {
    fn of(spec: &Spec, found: &[KeyEvidence], budget: u64, records: &Records, conductor: &mut Conductor<'_>) -> Self {
        // Where every key is crowded, as in a list with thirty rows of each customer, fewer keys share the budget; the cheapest is tried whatever
        // it costs: without any key nothing is found. So is what identifies by itself, or a telephone would count in one town only.
        let cheapest = found.iter().map(|key| key.pairs).filter(|pairs| *pairs > 0).min().unwrap_or(0);
        let most = if cheapest > budget / MOST_SHARE { budget.max(cheapest) } else { budget / MOST_SHARE };
        let identifiers = identifiers(spec, found);
        let affordable = |key: &KeyEvidence| {
            let identifies = || key.keys.len() == 1 && identifiers.iter().any(|(field, cheapest)| key.keys.iter().all(|k| k.field == *field) && key.pairs / 2 <= *cheapest);
            key.pairs > 0 && (key.pairs <= most || (key.pairs <= budget / 2 && identifies()))
        };
        // The widest affordable key among those that imply one another; single keys first, then the pairs that reach most.
        let tried: Vec<usize> = (0..found.len())
            .filter(|at| {
                let Some(key) = found.get(*at) else { return false };
                affordable(key) && !found.iter().enumerate().any(|(i, other)| i != *at && affordable(other) && reaches(other, key))
            })
            .take(MOST_TRIED)
            .collect();
        let rules: Vec<BlockingRule> = tried.iter().filter_map(|at| found.get(*at)).map(|k| BlockingRule { keys: k.keys.clone() }).collect();
        let costs: Vec<u64> = tried.iter().filter_map(|at| found.get(*at)).map(|k| k.pairs).collect();
        let reached = reached(spec, &rules, records, conductor);
        let cover = cover::cover(&reached, &costs, budget.max(cheapest));
        Trial { tried, rules, reached, cover }
    }
}

/// The fields whose values identify somebody, and what the cheapest key of each costs.
fn identifiers<'a>(spec: &'a Spec, found: &[KeyEvidence]) -> Vec<(&'a str, u64)> {
    let cheapest = |field: &str| found.iter().filter(|key| matches!(key.keys.as_slice(), [k] if k.field == field)).map(|key| key.pairs).filter(|pairs| *pairs > 0).min();
    spec.fields.iter().filter(|field| field.kind.is_identifier()).filter_map(|field| Some((field.name.as_str(), cheapest(&field.name)?))).collect()
}

/// The chosen rules that share no field with an earlier one: each has its own chance to find a match.
fn occasions(rules: &[BlockingRule], cover: &[usize]) -> Vec<usize> {
    let mut used: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for place in cover {
        let fields = || rules.get(*place).into_iter().flat_map(|r| &r.keys).map(|k| k.field.as_str());
        if fields().all(|field| !used.contains(&field)) {
            used.extend(fields());
            out.push(*place);
        }
    }
    out
}

/// The expected matches among the pairs of these rules, by the rules that produce them.
fn reached(spec: &Spec, rules: &[BlockingRule], records: &Records, conductor: &mut Conductor<'_>) -> Vec<Reached> {
    let mut wide = spec.clone();
    wide.identity.blocking.rules = Some(rules.to_vec());
    // Which keys reach most shows long before the model has settled.
    wide.identity.training.rounds = ROUNDS;
    wide.identity.training.random_pairs = RANDOM_PAIRS;
    let Ok(plan) = compile::compile(&wide, crate::data::ReferenceTables::builtin(), &crate::registry::Registry::new()) else { return Vec::new() };
    let chosen = Chosen::about(SAMPLED_ROWS, records.len() as u64);
    let limits = BlockingSpec::default();
    let blocks = conductor.pool.run(|| Blocks::within(records, &plan.blockers, chosen, limits.max_block, limits.window));
    let prepared = conductor.pool.run(|| Prepared::new(records, &plan.comparisons, &plan.layout));
    let tiles = blocks.tiles(matching::TILE_PAIRS);
    let Ok(learned) = matching::learn(&plan, &blocks, &tiles, &prepared, conductor) else { return Vec::new() };
    let mut reached: Vec<Reached> = Vec::new();
    let mut counts: Vec<(u64, f64)> = learned.counts.iter().zip(&learned.trained.of_patterns).map(|((pattern, _), matches)| (pattern.rules, *matches)).collect();
    counts.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for same in counts.chunk_by(|a, b| a.0 == b.0) {
        let matches = same.iter().map(|(_, matches)| matches).sum();
        reached.extend(same.first().map(|(rules, _)| Reached { rules: *rules, matches }));
    }
    reached
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
    mine.field == other.field && mine.parts == other.parts && (mine.component == other.component || mine.component.is_none() || of_loose())
}
