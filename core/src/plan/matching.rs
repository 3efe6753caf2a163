//! Records to customers: block, count, train, score, cluster, with the observer called between tiles.

use super::compile::Compiled;
use super::limits::{self, Generic, GenericValue};
use super::model;
use super::run::Conductor;
use super::scored::{self, Scored, joins};
use crate::error::Result;
use crate::identity::block::{Blocks, RuleReport, Tile};
use crate::identity::calibrate::calibrate;
use crate::identity::compare::{Cache, Prepared};
use crate::identity::curve::Curve;
use crate::identity::identifiability::{Identifiability, WeightsFrom};
use crate::identity::labels::{Label, LabelReport, Labels};
use crate::identity::rarity::Rarities;
use crate::identity::score::{BIT, Weights};
use crate::identity::train;
use crate::model::{Edge, Partition, Records};
use crate::spec::{ModelSpec, Prior};
use hashbrown::HashMap;
use serde::Serialize;

/// What matching did, and what to expect of it, in numbers.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct MatchReport {
    /// Pairs that were compared.
    pub candidate_pairs: u64,
    /// Pairs that belong together by weight or rule.
    pub joined_pairs: u64,
    /// What each blocking rule produced and gave up.
    pub blocking: Vec<RuleReport>,
    /// Pairs of oversized blocks that no rule looked at, at most.
    pub given_up_pairs: u64,
    /// Matching pairs among them, estimated from the prior and how crowded each rule's largest block is.
    pub estimated_lost_matches: f64,
    /// Matching pairs among the candidates, by the model.
    pub expected_matches: f64,
    /// Whether the spec gave the model, so that nothing was trained.
    pub model_given: bool,
    /// EM rounds; 0 with a given model.
    pub rounds: u32,
    /// The precision and recall to expect at every threshold, the threshold that follows from them, and the pairs to look at.
    pub curve: Curve,
    /// What the weights rest on.
    pub weights_from: WeightsFrom,
    /// What the m of each comparison was learned from; empty with a given model.
    pub comparisons: Vec<Identifiability>,
    /// How far the run agrees with the labels, where there are any.
    pub labels: Option<LabelReport>,
    /// Values that more customers share than say something about who somebody is, those that most share first: at most 100.
    pub generic: Vec<GenericValue>,
    /// How many there are, those not listed too.
    pub generic_values: u64,
}

/// Everything matching leaves behind.
#[derive(Debug, Default)]
pub(super) struct Matched {
    pub(super) edges: Vec<Edge>,
    pub(super) partition: Partition,
    pub(super) model: Option<ModelSpec>,
    pub(super) weights: Weights,
    /// The least weight of which every pair was kept.
    pub(super) floor: i32,
    pub(super) report: MatchReport,
    /// Values that did not count.
    pub(super) generic: Generic,
}

/// Pairs per tile: long enough to pay for a thread's cache, short enough for the observer.
pub(super) const TILE_PAIRS: u64 = 1 << 15;
/// Pairs that are counted to train on: what more would say is below what the model can tell apart.
const COUNTED_PAIRS: u64 = 1 << 18;
/// Pairs that say whose the values are.
const HOLDER_PAIRS: u64 = 1 << 16;
/// Records of one customer, before any were seen.
const EXPECTED_RECORDS: f64 = 2.0;

/// Finds the customers among records.
pub(super) fn matching(plan: &Compiled, records: &Records, generic: Generic, labels: &Labels, conductor: &mut Conductor<'_>) -> Result<Matched> {
    conductor.begin("block", plan.blockers.len() as u64)?;
    let limits = &plan.spec.identity.blocking;
    let blocks = conductor.pool.run(|| Blocks::build(records, &plan.blockers, limits.max_block, limits.window));
    let prepared = conductor.pool.run(|| Prepared::new(records, &plan.comparisons, &plan.layout));
    let comparable = |a: u32, b: u32| plan.comparable(records, a, b);
    let tiles = blocks.tiles(TILE_PAIRS);

    let mut report = MatchReport { blocking: blocks.reports.clone(), ..MatchReport::default() };
    let mut known = (0, 0);
    let mut model = match &plan.spec.identity.model {
        Some(model) => {
            report.model_given = true;
            report.weights_from = WeightsFrom::Model;
            model.clone()
        }
        None => {
            let learned = learn_with(plan, &blocks, &tiles, &prepared, labels, conductor)?;
            report.expected_matches = learned.trained.matches;
            report.rounds = learned.trained.rounds;
            report.weights_from = WeightsFrom::of(&learned.trained.comparisons);
            report.comparisons = learned.trained.comparisons;
            known = known_pairs(&learned.counts);
            learned.model
        }
    };
    let prior = model::random_pair_prior(model.prior, || (pairs_of(&blocks, &tiles, &comparable), plan.comparable_pairs(records)));
    model.prior = Prior::RandomPair(prior);
    let share = model::records_per_customer(model.records_per_customer, prior, records.len());
    if report.model_given {
        report.expected_matches = model::matches(share, records.len());
    }
    report.given_up_pairs = blocks.reports.iter().map(|r| r.given_up).sum();
    report.estimated_lost_matches = lost(&blocks.reports, &report, records.len());

    let Scored { mut edges, mut weights, floor, pairs } = scored::by_model(plan, &blocks, &prepared, &model, share, !labels.is_empty(), conductor)?;
    report.candidate_pairs = pairs;
    drop(blocks);
    model.calibration = model.calibration.or_else(|| calibrate(labels.of_edges(&edges), plan.threshold, labels.favoured()).filter(|_| !report.model_given));
    let floor = scored::calibrate(&mut weights, &mut edges, model.calibration, floor);
    report.curve = Curve::of(&edges, plan.threshold, floor, report.expected_matches);
    conductor.begin("cluster", 1)?;
    report.joined_pairs = edges.iter().filter(|e| joins(e, plan.threshold)).count() as u64;
    let partition = scored::customers(plan, &prepared, &weights, &mut edges, conductor);
    if !labels.is_empty() {
        let agreement = labels.report(&edges, &partition, &records.source, plan.sources.iter().any(|s| s.unique));
        report.labels = Some(LabelReport { trained_matches: known.0, trained_non_matches: known.1, ..agreement });
    }
    (report.generic, report.generic_values) = conductor.pool.run(|| limits::report(plan, records, &weights, &partition.of_row, &generic));
    Ok(Matched { edges, partition, model: Some(model), weights, floor, report, generic })
}

/// A model, and the counts that it was learned from.
pub(super) struct Learned {
    pub(super) model: ModelSpec,
    pub(super) trained: train::Trained,
    pub(super) counts: train::Counts,
}

/// Trains on a sample of the candidate pairs.
pub(super) fn learn(plan: &Compiled, blocks: &Blocks, tiles: &[Tile], prepared: &Prepared<'_>, conductor: &mut Conductor<'_>) -> Result<Learned> {
    learn_with(plan, blocks, tiles, prepared, &Labels::default(), conductor)
}

/// Counted pairs that are known to match, and those known not to.
fn known_pairs(counts: &train::Counts) -> (u64, u64) {
    let of = |label: Label| counts.iter().filter(|(pattern, _)| pattern.label == label).map(|(_, n)| n).sum();
    (of(Label::Match), of(Label::NonMatch))
}

/// As [`learn`], with what is known of pairs.
fn learn_with(plan: &Compiled, blocks: &Blocks, tiles: &[Tile], prepared: &Prepared<'_>, labels: &Labels, conductor: &mut Conductor<'_>) -> Result<Learned> {
    let records = prepared.records();
    let comparable = |a: u32, b: u32| plan.comparable(records, a, b);
    conductor.begin("sample", 1)?;
    let random_pairs = plan.spec.identity.training.random_pairs;
    let sample = conductor.pool.run(|| train::sample(prepared, random_pairs, comparable));
    let touches = touches(plan);
    let by_frequency = conductor.pool.run(|| Rarities::new(prepared, EXPECTED_RECORDS, &[]));
    let counter = train::HolderCounter { blocks, prepared, rarities: &by_frequency, touches: &touches, chosen: blocks.chosen(HOLDER_PAIRS, tiles) };
    let holders = count(tiles, conductor, prepared, |tile, cache, into| counter.count(tile, comparable, cache, into))?;
    let one_customer = train::one_customer(prepared, &holders, &sample);
    let rarities = conductor.pool.run(|| Rarities::new(prepared, EXPECTED_RECORDS, &one_customer));
    let chosen = blocks.chosen(COUNTED_PAIRS, tiles);
    let counter = train::Counter { blocks, prepared, rarities: &rarities, labels, chosen };
    let counts = count(tiles, conductor, prepared, |tile, cache, into| counter.count(tile, comparable, cache, into))?;
    conductor.begin("train", 1)?;
    let scale = 1.0 / (chosen.share() * blocks.share());
    let (mut model, trained) = conductor.pool.run(|| train::train(prepared, &rarities, &counts, &sample, &touches, scale, &plan.spec.identity.training));
    for (comparison, shares) in model.comparisons.iter_mut().zip(&one_customer) {
        comparison.one_customer = shares.iter().map(|share| libm::round(share * f64::from(BIT)) as i32).collect();
    }
    Ok(Learned { model, trained, counts })
}

impl Compiled {
    /// Whether two rows can be one customer's: not both from one source without duplicates.
    pub(super) fn comparable(&self, records: &Records, a: u32, b: u32) -> bool {
        if !self.sources.iter().any(|s| s.unique) {
            return true;
        }
        let source = |row: u32| records.source.get(row as usize).copied().unwrap_or(0);
        source(a) != source(b) || !self.sources.get(source(a) as usize).is_some_and(|s| s.unique)
    }

    /// How many pairs of rows can be one customer's.
    fn comparable_pairs(&self, records: &Records) -> u64 {
        let pairs = |rows: u64| rows * rows.saturating_sub(1) / 2;
        let within = self.sources.iter().zip(0u16..).filter(|(s, _)| s.unique).map(|(_, index)| pairs(records.source.iter().filter(|s| **s == index).count() as u64));
        pairs(records.len() as u64).saturating_sub(within.sum())
    }
}

/// How many candidate pairs there are.
fn pairs_of(blocks: &Blocks, tiles: &[Tile], comparable: &impl Fn(u32, u32) -> bool) -> u64 {
    let mut pairs = 0;
    for tile in tiles {
        blocks.visit(tile, |a, b| pairs += u64::from(comparable(a, b)));
    }
    pairs
}

/// Matches among the pairs given up: the prior odds, raised by as much as sharing so crowded a key says.
fn lost(reports: &[RuleReport], report: &MatchReport, rows: usize) -> f64 {
    let rows = rows as f64;
    let prior = report.expected_matches / (rows * (rows - 1.0) / 2.0).max(1.0);
    let share = |r: &RuleReport| r.given_up as f64 * (prior * rows / (r.largest as f64).max(1.0)).min(1.0);
    reports.iter().filter(|r| r.given_up > 0).map(share).sum::<f64>().max(0.0)
}

/// Per comparison, the blocking rules that use its field.
fn touches(plan: &Compiled) -> Vec<u64> {
    let uses = |field: usize| plan.blocker_fields.iter().enumerate().take(64).filter(move |(_, fields)| fields.contains(&field));
    plan.comparisons.iter().map(|c| uses(c.field).fold(0, |mask, (i, _)| mask | 1 << i)).collect()
}

/// What the tiles' pairs are counted by, in order.
fn count<K: Copy + Ord + std::hash::Hash + Send>(
    tiles: &[Tile],
    conductor: &mut Conductor<'_>,
    prepared: &Prepared<'_>,
    of: impl Fn(&Tile, &mut Cache, &mut HashMap<K, u64>) + Sync,
) -> Result<Vec<(K, u64)>> {
    let parts = conductor.tiles("compare", tiles, |tile: &Tile, cache: &mut Option<Cache>| {
        let mut counts = HashMap::new();
        of(tile, cache.get_or_insert_with(|| prepared.cache()), &mut counts);
        counts
    })?;
    let mut all: HashMap<K, u64> = HashMap::new();
    for part in parts {
        for (key, n) in part {
            *all.entry(key).or_default() += n;
        }
    }
    let mut sorted: Vec<(K, u64)> = all.into_iter().collect();
    sorted.sort_unstable();
    Ok(sorted)
}
