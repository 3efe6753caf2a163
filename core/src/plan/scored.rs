//! Candidate pairs scored by a model that is known, and the customers that they make.

use super::compile::Compiled;
use super::decide::{Decider, Memo};
use super::exclusive::constraints;
use super::joint::Joint;
use super::matching::TILE_PAIRS;
use super::model::matches;
use super::run::Conductor;
use crate::error::Result;
use crate::identity::block::{Blocks, Tile};
use crate::identity::cluster::{Components, Scale};
use crate::identity::compare::{Batched, Cache, Ceilings, Prepared, Vector};
use crate::identity::score::{BIT, Weights};
use crate::model::{Decision, Edge, Partition};
use crate::spec::{ModelCalibration, ModelSpec, Prior};
use crate::threads::sort;

/// Pairs this far below the threshold can change nothing and are not kept: more than counting holders anew can add to them.
const KEEP_BITS: i32 = 5;
/// As [`KEEP_BITS`], once holders were counted anew.
const REFINED_BITS: i32 = 3;
/// Records that a chain of pairs connects are compared with one another, all with all, up to so many.
const MOST_CONNECTED: usize = 1024;
/// Groups of connected records that one thread completes at a time.
const GROUPS_TOGETHER: usize = 256;
/// Rounds of counting each value's holders anew.
const REFINEMENTS: usize = 5;

/// Pairs that were scored.
pub(super) struct Scored {
    /// Those that may matter, by rows.
    pub(super) edges: Vec<Edge>,
    pub(super) weights: Weights,
    /// The least weight of which every pair was kept; as the edges, not calibrated yet.
    pub(super) floor: i32,
    /// How many were looked at.
    pub(super) pairs: u64,
}

/// Scores the pairs of blocks by a model, its prior that of a random pair; then counts the holders of values anew, and the matches, unless
/// training is told the prior or there are labels, which know better. `share` is the expected number of records of one customer.
pub(super) fn by_model(plan: &Compiled, blocks: &Blocks, prepared: &Prepared<'_>, model: &ModelSpec, share: f64, labelled: bool, conductor: &mut Conductor<'_>) -> Result<Scored> {
    let records = prepared.records();
    conductor.begin("weigh", 1)?;
    let (Prior::RandomPair(prior) | Prior::WithinBlock(prior)) = model.prior;
    let mut weights = conductor.pool.run(|| Weights::new(model, prior, prepared, share));
    let threshold = model.calibration.map_or(plan.threshold, |c| c.before(plan.threshold));
    let decider = Decider { plan, weights: &weights, records };
    let (mut edges, pairs) = score(&decider, blocks, prepared, threshold - KEEP_BITS * BIT, conductor)?;
    conductor.pool.run(|| by_rows(&mut edges));
    conductor.begin("refine", 1)?;
    let known = labelled || model.calibration.is_some() || plan.spec.identity.training.prior.is_some();
    let matches = (!known).then(|| matches(share, records.len()));
    conductor.pool.run(|| weights.refine(records, &mut edges, matches, REFINEMENTS));
    let floor = threshold - REFINED_BITS * BIT;
    edges.retain(|e| e.weight >= floor || !matches!(e.decision, Decision::Weight | Decision::WeakOnly));
    Ok(Scored { edges, weights, floor, pairs })
}

/// From now on pairs weigh what labels say; the least weight kept, too.
pub(super) fn calibrate(weights: &mut Weights, edges: &mut [Edge], calibration: Option<ModelCalibration>, floor: i32) -> i32 {
    weights.calibrate(calibration);
    edges.iter_mut().for_each(|e| e.weight = weights.calibrated(e.weight));
    weights.calibrated(floor)
}

/// The customers that calibrated pairs make; what connected records say against one another is added to the pairs.
pub(super) fn customers(plan: &Compiled, prepared: &Prepared<'_>, weights: &Weights, edges: &mut Vec<Edge>, conductor: &Conductor<'_>) -> Partition {
    let records = prepared.records();
    complete(plan, prepared, weights, conductor, edges, plan.ties_from());
    let scale = Scale { threshold: plan.threshold, neutral: weights.neutral() };
    let constraints = constraints(plan, records);
    let joint = Joint::new(prepared, weights);
    conductor.pool.run(|| plan.clusterer.cluster(records.len(), edges, scale, &constraints, &joint))
}

impl Compiled {
    /// The weight from which a pair may tie a record to its customer, in 1/1024 bit.
    pub(super) fn ties_from(&self) -> i32 {
        self.threshold - self.clusterer.leniency()
    }
}

/// Whether an edge speaks for a join by itself.
pub(super) fn joins(edge: &Edge, threshold: i32) -> bool {
    match edge.decision {
        Decision::Always(_) => true,
        Decision::Weight => edge.weight >= threshold,
        Decision::Never(_) | Decision::WeakOnly => false,
    }
}

/// Adds what the records of one chain of pairs say against one another, whether blocking brought them together or not.
pub(super) fn complete(plan: &Compiled, prepared: &Prepared<'_>, weights: &Weights, conductor: &Conductor<'_>, edges: &mut Vec<Edge>, threshold: i32) {
    let records = prepared.records();
    let components = Components::new(records.len(), edges, |e| joins(e, threshold));
    let lists = components.edges(edges);
    let groups: Vec<usize> = (0..components.len()).filter(|at| (3..=MOST_CONNECTED).contains(&components.rows(*at).len())).collect();
    let decider = Decider { plan, weights, records };
    let all = Ceilings::none(plan.comparisons.len());
    let of_group = |group: usize, batched: &mut Batched<'_>, found: &mut dyn FnMut(u32, u32, Vector)| {
        let mut known: Vec<(u32, u32)> = lists.get(group).iter().filter_map(|at| edges.get(*at as usize)).map(|e| (e.a, e.b)).collect();
        known.sort_unstable();
        let rows = components.rows(group);
        for (i, a) in rows.iter().enumerate() {
            for b in rows.iter().skip(i + 1) {
                if known.binary_search(&(*a, *b)).is_err() && plan.comparable(records, *a, *b) {
                    batched.add(*a, *b, &mut *found);
                }
            }
        }
    };
    let more = conductor.pool.map(&groups.chunks(GROUPS_TOGETHER).collect::<Vec<_>>(), |groups, state: &mut Option<(Cache, Memo)>| {
        let (cache, memo) = state.get_or_insert_with(|| (prepared.cache(), Memo::default()));
        let mut more = Vec::new();
        let mut found = |a: u32, b: u32, vector: Vector| {
            let edge = decider.decide(vector, a, b, memo);
            if edge.weight < weights.neutral() || edge.decision != Decision::Weight {
                more.push(edge);
            }
        };
        let mut batched = Batched::new(prepared, &all, cache);
        groups.iter().for_each(|group| of_group(*group, &mut batched, &mut found));
        batched.compare(found);
        more
    });
    edges.extend(more.into_iter().flatten());
    conductor.pool.run(|| by_rows(edges));
}

/// Sorts edges by their rows.
fn by_rows(edges: &mut [Edge]) {
    sort(edges, |x, y| (x.a, x.b).cmp(&(y.a, y.b)));
}

/// The pairs that may become a join, and how many were looked at.
fn score(decider: &Decider<'_>, blocks: &Blocks, prepared: &Prepared<'_>, floor: i32, conductor: &mut Conductor<'_>) -> Result<(Vec<Edge>, u64)> {
    let tiles = blocks.tiles(TILE_PAIRS);
    let always = decider.plan.rules.iter().filter(|rule| rule.always).map(|rule| rule.conditions.clone());
    let ceilings = decider.weights.ceilings(floor, always.collect());
    let parts = conductor.tiles("score", &tiles, |tile: &Tile, state: &mut Option<(Cache, Memo)>| {
        let (cache, memo) = state.get_or_insert_with(|| (prepared.cache(), Memo::default()));
        let (mut edges, mut pairs) = (Vec::new(), 0u64);
        let mut decide = |a: u32, b: u32, vector: Vector| edges.extend(decider.decide_from(floor, vector, a, b, memo));
        let mut batched = Batched::new(prepared, &ceilings, cache);
        blocks.visit(tile, |a, b| {
            if decider.plan.comparable(decider.records, a, b) {
                pairs += 1;
                batched.add(a, b, &mut decide);
            }
        });
        batched.compare(decide);
        (edges, pairs)
    })?;
    let pairs = parts.iter().map(|(_, pairs)| pairs).sum();
    Ok((parts.into_iter().flat_map(|(edges, _)| edges).collect(), pairs))
}
