//! m, u and the prior without labels: expectation maximisation over counts of comparison vectors.
//!
//! Dempster, Laird and Rubin (1977) on Fellegi and Sunter's mixture. u comes from random pairs (exact levels in closed
//! form) less the expected matches among them. m comes from the candidate pairs, all blocking passes pooled in one likelihood:
//!
//! - Every candidate pair is counted once, with the rules that produce it. A pass of EM over one rule would count it under each of them.
//! - E: a pair's chance to match follows from all its comparisons and the odds of a random pair. Rules are functions of the fields, so
//!   that a pair was blocked says no more of it than its vector does, and one prior serves all passes.
//! - M: m of a comparison comes from the pairs of the passes that do not touch its field, those that some such rule produces. Given a
//!   match, what a rule over other fields selects says nothing of this one; a rule over the field itself would only let agreement
//!   through. Splink trains one model a rule, leaves the rule's fields out of it, and averages the m of all passes; here each pass
//!   weighs as many matches as it adds, and the passes agree on the prior and on which pairs match.
//! - A field that every rule touches learns from all pairs, and the report says so ([`Identifiability`]). So do pairs that only several
//!   rules together produce: they are counted, and teach no m but through such fields.
//!
//! Counts are integers, vectors are sorted, and sums are put together in one order whatever the threads: the same bits on every machine.

mod counts;
mod expectation;
mod holders;
mod sample;
mod shares;

pub use counts::{Counter, Counts, Pattern};
pub use holders::{HolderCounter, HolderCounts, one_customer};
pub use sample::{Sample, sample};

use super::compare::{Comparison, Layout, Prepared};
use super::dependence::{Dependence, Dependences};
use super::identifiability::{FEW, Identifiability, breaks_order};
use super::labels::Label;
use super::rarity::Rarities;
use super::score::{BIT, weight_of};
use crate::spec::{ModelComparison, ModelDependence, ModelLevel, ModelSpec, Prior, TrainingSpec};
use expectation::{Expectation, Expected, Round};
use shares::{apart_from_relatives, given, monotone, shared_by_relatives, shares};

/// What training found out, beside the model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trained {
    /// Expected matching pairs among the candidates.
    pub matches: f64,
    /// EM rounds done.
    pub rounds: u32,
    /// Expected matches of every pattern, in the order of the counts.
    pub of_patterns: Vec<f64>,
    /// What the m of each comparison was learned from, in the last round.
    pub comparisons: Vec<Identifiability>,
}

/// Estimates the model.
///
/// `touches` says, per comparison, which blocking rules use its field; every counted pair stands for `scale` pairs.
#[must_use]
pub fn train(prepared: &Prepared<'_>, rarities: &Rarities, counts: &Counts, sample: &Sample, touches: &[u64], scale: f64, spec: &TrainingSpec) -> (ModelSpec, Trained) {
    let comparisons = prepared.comparisons();
    let mut state = State::start(prepared, rarities, counts, sample, scale, spec);
    let mut trained = Trained::default();
    for round in 0..spec.rounds.max(1) {
        let before = state.matches;
        trained.of_patterns = state.round(comparisons, counts, sample, touches, spec, prepared.layout());
        trained.rounds = round + 1;
        if round > 3 && (state.matches - before).abs() <= 3e-5 * before.max(1.0) {
            break;
        }
    }
    trained.matches = state.matches;
    trained.comparisons = std::mem::take(&mut state.learned);
    (state.model(comparisons, sample, prepared.records().len(), spec), trained)
}

/// Pairs of strangers that what is expected of them counts for.
const EXPECTED_STRANGERS: f64 = 500.0;
/// Expected matches that a model is learned from, at least: of fewer, what is expected counts for more than what is seen.
const FEWEST_MATCHES: f64 = 300.0;
/// How many times more that is than with many.
const FEW_TIMES: f64 = 30.0;
/// How many pairs what relatives are expected to share counts for, as a share of the matches.
const KINSHIP_ANCHOR: f64 = 0.05;

struct State {
    /// How many pairs a counted one stands for.
    scale: f64,
    m: Vec<Vec<f64>>,
    u: Vec<Vec<f64>>,
    matches: f64,
    /// P(level | relatives), and how many pairs of them there are; none where nothing tells them apart.
    kin: Option<(Vec<Vec<f64>>, f64)>,
    /// By comparison and code: whether u is that of the value.
    by_value: Vec<Vec<bool>>,
    dependences: Vec<Dependence>,
    learned: Vec<Identifiability>,
}

impl State {
    fn start(prepared: &Prepared<'_>, rarities: &Rarities, counts: &Counts, sample: &Sample, scale: f64, spec: &TrainingSpec) -> Self {
        let candidates: f64 = scale * counts.iter().map(|(_, n)| *n as f64).sum::<f64>();
        let matches = (candidates * 0.3).min(prepared.records().len() as f64 * 0.5).max(1.0);
        let comparisons = prepared.comparisons();
        // Only what is a person's own, and is not learned, keeps relatives and the same customer apart.
        let kin = comparisons.iter().any(|c| c.kinship.1 < c.codes()).then(|| (comparisons.iter().map(|c| c.kinship.0.clone()).collect(), matches * 0.3));
        let mut state = State { m: Vec::new(), u: Vec::new(), scale, matches, kin, by_value: Vec::new(), dependences: Vec::new(), learned: Vec::new() };
        match spec.prior {
            Some(Prior::RandomPair(prior)) => state.matches = prior * sample.all_pairs,
            Some(Prior::WithinBlock(prior)) => state.matches = prior * candidates,
            None => {}
        }
        for (index, (c, levels)) in comparisons.iter().zip(&sample.levels).enumerate() {
            let u = shares(levels.iter().copied(), 1e-6);
            state.m.push(given(c.expected.clone(), c, |l| l.m));
            state.u.push(given(u, c, |l| l.u));
            state.by_value.push((0..c.codes()).map(|code| c.group.is_none() && rarities.counts(index, code)).collect());
        }
        state
    }

    /// One round; the expected matches of every pattern.
    fn round(&mut self, comparisons: &[Comparison], counts: &Counts, sample: &Sample, touches: &[u64], spec: &TrainingSpec, layout: &Layout) -> Vec<f64> {
        let prior = (self.matches / sample.all_pairs.max(1.0)).clamp(1e-12, 0.5);
        let odds = libm::log(prior / (1.0 - prior));
        let log = |p: &f64| libm::log(p.max(1e-12));
        let ratio: Vec<Vec<f64>> = self.m.iter().zip(&self.u).map(|(m, u)| m.iter().zip(u).map(|(m, u)| log(m) - log(u)).collect()).collect();
        // Where the value itself says how rare it is, u is in the pattern's rarity.
        let part = |index: usize, code: u8| {
            let by_value = self.by_value.get(index).and_then(|c| c.get(usize::from(code))).copied().unwrap_or(false);
            let of = |table: &[Vec<f64>]| table.get(index).and_then(|l| l.get(usize::from(code))).copied().unwrap_or(0.0);
            if by_value { log(&of(&self.m)) } else { of(&ratio) }
        };
        let parts: Vec<Vec<f64>> = comparisons.iter().enumerate().map(|(index, c)| (0..c.codes()).map(|code| part(index, code)).collect()).collect();
        let against = self.kin.as_ref().map(|(kin, pairs)| {
            let ratios: Vec<Vec<f64>> = self.m.iter().zip(kin).map(|(m, h)| m.iter().zip(h).map(|(m, h)| log(m) - log(h)).collect()).collect();
            (ratios, log(&(self.matches / pairs.max(1e-9))))
        });
        let dependences = Dependences::new(comparisons.len(), self.dependences.iter().map(|d| (d.of, d.given, d.change.clone())));
        let round = Round { comparisons, layout, touches, scale: self.scale, odds, ratio: &ratio, parts: &parts, dependences: &dependences, against: against.as_ref() };
        let Expected { clean, all, tied, of_kin, relatives, together, of_patterns } = Expectation::new(round).of(counts);
        let matches: f64 = of_patterns.iter().sum();
        if spec.prior.is_none() {
            self.matches = matches.max(0.5);
        }
        // Of a few hundred records, the pairs of strangers that agree on something are some families, and EM makes them customers.
        // Labels are evidence, however few.
        let few = self.matches < FEWEST_MATCHES && counts.iter().all(|(pattern, _)| pattern.label == Label::Unknown);
        let expected_pairs = f64::from(spec.expected_pairs) * if few { FEW_TIMES } else { 1.0 };
        self.learned.clear();
        for (index, c) in comparisons.iter().enumerate() {
            let (Some(clean), Some(all), Some(tied), Some(sampled)) = (clean.get(index), all.get(index), tied.get(index), sample.levels.get(index)) else {
                continue;
            };
            // A field that every rule touches has only biased pairs to learn from; better than none.
            let fair = clean.iter().skip(1).sum::<f64>() >= FEW;
            let learn = if fair { clean } else { all };
            let seen_before = c.expected.iter().map(|p| p * expected_pairs);
            let learn = &apart_from_relatives(learn, tied, c);
            let m = given(shares(learn.iter().zip(seen_before).map(|(n, before)| n + before), 0.0), c, |l| l.m);
            let seen: f64 = sampled.iter().skip(1).sum();
            let apart = sampled.iter().zip(all).map(|(s, matched)| (s - matched).max(0.0));
            let seen_before = |code: usize| if few { c.coincidence.get(code).copied().unwrap_or(0.0) * EXPECTED_STRANGERS } else { 0.5 };
            let apart = apart.enumerate().map(|(code, n)| n + (seen * 1e-7).max(seen_before(code)));
            let u = given(shares(apart, 0.0), c, |l| l.u);
            let informing = learn.iter().skip(1).sum();
            self.learned.push(Identifiability::of(c, informing, expected_pairs as u32, !fair && informing >= FEW, breaks_order(&m, &u)));
            let (m, u) = monotone(m, u);
            if let (Some(slot_m), Some(slot_u)) = (self.m.get_mut(index), self.u.get_mut(index)) {
                *slot_m = m;
                *slot_u = u;
            }
        }
        if let Some((kin, pairs)) = &mut self.kin {
            *pairs = relatives.max(0.5);
            // Of relatives only those count whom something brought together: they are learned from all of them, and held near what
            // they are expected to share, or they would become whatever the other two kinds of pairs explain badly.
            let anchor = expected_pairs.max(KINSHIP_ANCHOR * self.matches);
            for (((kin, counts), c), m) in kin.iter_mut().zip(&of_kin).zip(comparisons).zip(&self.m) {
                let fixed = usize::from(c.kinship.1);
                let left = 1.0 - c.kinship.0.iter().skip(fixed).sum::<f64>();
                let seen_before = shared_by_relatives(c, m).into_iter().map(|p| p * anchor);
                let learned = shares(counts.iter().zip(seen_before).map(|(n, before)| n + before).take(fixed), 0.0);
                for (slot, share) in kin.iter_mut().zip(learned) {
                    *slot = share * left;
                }
            }
        }
        if !few {
            self.dependences = together.dependences(comparisons, &ratio, &self.u);
        }
        of_patterns
    }

    fn model(&self, comparisons: &[Comparison], sample: &Sample, rows: usize, spec: &TrainingSpec) -> ModelSpec {
        let prior = match spec.prior {
            Some(Prior::RandomPair(prior)) => prior,
            _ => self.matches / sample.all_pairs.max(1.0),
        };
        let prior = prior.clamp(1e-12, 1.0 - 1e-12);
        let against = |index: usize, code: u8, m: f64| {
            let h = self.kin.as_ref().and_then(|(kin, _)| kin.get(index)?.get(usize::from(code)));
            h.filter(|_| code > 0).map_or(0, |h| weight_of(m, *h))
        };
        let mut learned = Vec::with_capacity(comparisons.len());
        for (index, (c, (m, u))) in comparisons.iter().zip(self.m.iter().zip(&self.u)).enumerate() {
            let level = |(code, (m, u)): (u8, (&f64, &f64))| ModelLevel {
                label: c.label(code).to_owned(),
                m: *m,
                u: *u,
                weight: if code == 0 { 0 } else { weight_of(*m, *u) },
                relatives: against(index, code, *m),
            };
            learned.push(ModelComparison { name: c.name.clone(), levels: (0..c.codes()).zip(m.iter().zip(u)).map(level).collect(), one_customer: Vec::new() });
        }
        let name = |index: usize| comparisons.get(index).map_or_else(String::new, |c| c.name.clone());
        let bits = |change: &f64| libm::round(change / std::f64::consts::LN_2 * f64::from(BIT)) as i32;
        let dependence = |d: &Dependence| ModelDependence { comparison: name(d.of), given: name(d.given), change: d.change.iter().map(bits).collect() };
        ModelSpec {
            prior: Prior::RandomPair(weight_of(prior, 1.0 - prior)),
            records_per_customer: Some(records_per_customer(self.matches, rows)),
            comparisons: learned,
            relatives: self.kin.as_ref().map(|(_, pairs)| weight_of(self.matches, *pairs)),
            dependences: self.dependences.iter().map(dependence).collect(),
            calibration: None,
        }
    }
}

/// The records of one customer beside each of its records, itself included, in 1/1024.
#[must_use]
pub fn records_per_customer(matches: f64, rows: usize) -> i32 {
    libm::round((1.0 + 2.0 * matches / rows.max(1) as f64) * f64::from(BIT)) as i32
}
