//! m, u and the prior without labels: expectation maximisation over counts of comparison vectors.
//!
//! Dempster, Laird and Rubin (1977) on Fellegi and Sunter's mixture. u comes from random pairs (exact
//! levels in closed form) less the expected matches among them; m of a comparison comes only from pairs
//! that some blocking rule brought together without touching its field, as the rule would answer for it.
//! Counts are integers, vectors are sorted, sums are sequential: the same bits on every machine.

use super::block::{Blocks, Chosen, Tile, mix};
use super::compare::{Cache, Comparison, Prepared, Tally, Vector};
use super::score::weight_of;
use crate::spec::{ModelComparison, ModelLevel, ModelSpec, TrainingSpec};
use hashbrown::HashMap;

/// How often each (comparison vector, blocking rules) came up among the candidate pairs.
pub type Counts = Vec<((Vector, u64), u64)>;

/// Counts the vectors of a tile's sampled pairs.
pub fn count(
    blocks: &Blocks,
    tile: &Tile,
    prepared: &Prepared<'_>,
    comparable: impl Fn(u32, u32) -> bool,
    chosen: Chosen,
    cache: &mut Cache,
    into: &mut HashMap<(Vector, u64), u64>,
) {
    blocks.sample(tile, chosen, |a, b| {
        if comparable(a, b) {
            *into.entry((prepared.compare(a, b, cache), blocks.rules_of(a, b))).or_default() += 1;
        }
    });
}

/// How often each level came up among random pairs.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sample {
    /// Per comparison and code.
    pub levels: Vec<Vec<f64>>,
    /// Pairs that could have been drawn.
    pub all_pairs: f64,
}

/// Draws pairs of rows by a fixed sequence, or takes all when there are few, and counts levels.
#[must_use]
pub fn sample(prepared: &Prepared<'_>, most: u32, comparable: impl Fn(u32, u32) -> bool) -> Sample {
    let rows = prepared.records().len() as u64;
    let all = rows * rows.saturating_sub(1) / 2;
    let mut cache = prepared.cache();
    let mut levels: Vec<Vec<f64>> = prepared.comparisons().iter().map(|c| vec![0.0; c.codes() as usize]).collect();
    let (mut looked, mut drawn) = (0u64, 0u64);
    let mut add = |a: u32, b: u32, cache: &mut Cache| {
        looked += 1;
        if !comparable(a, b) {
            return;
        }
        drawn += 1;
        for (index, counts) in levels.iter_mut().enumerate() {
            let level = prepared.level(index, a, b, cache).0;
            if let Some(count) = counts.get_mut(level as usize) {
                *count += 1.0;
            }
        }
    };
    if all <= u64::from(most) {
        for a in 0..rows as u32 {
            for b in a + 1..rows as u32 {
                add(a, b, &mut cache);
            }
        }
    } else {
        // Weyl sequence through splitmix64: every run draws the same pairs of canonical rows.
        let mut state = 0x243f_6a88_85a3_08d3u64;
        for _ in 0..most {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let x = mix(state);
            let (a, b) = (((x >> 32) * rows) >> 32, ((x & 0xffff_ffff) * rows) >> 32);
            if a != b {
                add(a.min(b) as u32, a.max(b) as u32, &mut cache);
            }
        }
    }
    let all_pairs = if looked == 0 { 0.0 } else { all as f64 * drawn as f64 / looked as f64 };
    let scale = if drawn == 0 { 0.0 } else { all_pairs / drawn as f64 };
    for (counts, c) in levels.iter_mut().zip(prepared.comparisons()) {
        counts.iter_mut().for_each(|n| *n *= scale);
        close_exact(counts, c, prepared);
    }
    Sample { levels, all_pairs }
}

/// Replaces the sampled count of an exact level by Σ f(f-1)/2 over the value frequencies.
fn close_exact(counts: &mut [f64], c: &Comparison, prepared: &Prepared<'_>) {
    if !c.levels.first().is_some_and(|l| l.when.is_exact()) {
        return;
    }
    let Some(field) = prepared.records().fields.get(c.field).filter(|f| f.slots == 1) else {
        return;
    };
    let values = (0u32..).zip(&field.values.frequency).filter(|(v, _)| field.values.has_key(*v));
    let exact: f64 = values.map(|(_, f)| f64::from(*f) * (f64::from(*f) - 1.0) / 2.0).sum();
    let present: f64 = counts.iter().skip(1).sum();
    if let Some(last) = counts.last_mut() {
        *last = exact.min(present.max(exact));
    }
}

/// What training found out, beside the model.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trained {
    /// Expected matching pairs among the candidates.
    pub matches: f64,
    /// EM rounds done.
    pub rounds: u32,
}

/// Estimates the model.
///
/// `touches` says, per comparison, which blocking rules use its field; every counted pair stands for `scale` pairs.
#[must_use]
pub fn train(
    comparisons: &[Comparison],
    counts: &Counts,
    sample: &Sample,
    touches: &[u64],
    rows: usize,
    scale: f64,
    spec: &TrainingSpec,
    layout: &super::compare::Layout,
) -> (ModelSpec, Trained) {
    let mut state = State::start(comparisons, counts, sample, rows, scale, spec);
    let mut trained = Trained::default();
    for round in 0..spec.rounds.max(1) {
        let before = state.matches;
        state.round(comparisons, counts, sample, touches, spec, layout);
        trained.rounds = round + 1;
        if round > 3 && (state.matches - before).abs() <= 1e-4 * before.max(1.0) {
            break;
        }
    }
    trained.matches = state.matches;
    (state.model(comparisons, sample, spec), trained)
}

struct State {
    /// How many pairs a counted one stands for.
    scale: f64,
    m: Vec<Vec<f64>>,
    u: Vec<Vec<f64>>,
    matches: f64,
}

impl State {
    fn start(comparisons: &[Comparison], counts: &Counts, sample: &Sample, rows: usize, scale: f64, spec: &TrainingSpec) -> Self {
        let candidates: f64 = scale * counts.iter().map(|(_, n)| *n as f64).sum::<f64>();
        let mut state = State { m: Vec::new(), u: Vec::new(), scale, matches: (candidates * 0.3).min(rows as f64 * 0.5).max(1.0) };
        if let Some(prior) = spec.prior {
            state.matches = prior * sample.all_pairs;
        }
        for (c, levels) in comparisons.iter().zip(&sample.levels) {
            let u = shares(levels.iter().copied(), 1e-6);
            state.m.push(given(c.expected.clone(), c, |l| l.m));
            state.u.push(given(u, c, |l| l.u));
        }
        state
    }

    fn round(&mut self, comparisons: &[Comparison], counts: &Counts, sample: &Sample, touches: &[u64], spec: &TrainingSpec, layout: &super::compare::Layout) {
        let prior = (self.matches / sample.all_pairs.max(1.0)).clamp(1e-12, 0.5);
        let odds = libm::log(prior / (1.0 - prior));
        let ratio: Vec<Vec<f64>> = self.m.iter().zip(&self.u).map(|(m, u)| m.iter().zip(u).map(|(m, u)| libm::log(m.max(1e-12) / u.max(1e-12))).collect()).collect();
        let mut clean: Vec<Vec<f64>> = self.m.iter().map(|m| vec![0.0; m.len()]).collect();
        let mut all = clean.clone();
        let mut matches = 0.0;
        for ((vector, rules), n) in counts {
            let mut tally = Tally::new(odds);
            for ((code, ratio), c) in layout.levels(*vector).zip(&ratio).zip(comparisons) {
                if code > 0 {
                    tally.add(c.group, ratio.get(code as usize).copied().unwrap_or(0.0));
                }
            }
            let expected = self.scale * *n as f64 / (1.0 + libm::exp(-tally.total()));
            matches += expected;
            for (index, code) in layout.levels(*vector).enumerate() {
                let untouched = rules & !touches.get(index).copied().unwrap_or(0) != 0;
                if let Some(slot) = all.get_mut(index).and_then(|l| l.get_mut(code as usize)) {
                    *slot += expected;
                }
                if untouched && let Some(slot) = clean.get_mut(index).and_then(|l| l.get_mut(code as usize)) {
                    *slot += expected;
                }
            }
        }
        if spec.prior.is_none() {
            self.matches = matches.max(0.5);
        }
        for (index, c) in comparisons.iter().enumerate() {
            let (Some(clean), Some(all), Some(sampled)) = (clean.get(index), all.get(index), sample.levels.get(index)) else {
                continue;
            };
            // A field that every rule touches has only biased pairs to learn from; better than none.
            let learn = if clean.iter().skip(1).sum::<f64>() >= 5.0 { clean } else { all };
            let seen_before = c.expected.iter().map(|p| p * f64::from(spec.expected_pairs));
            let m = given(shares(learn.iter().zip(seen_before).map(|(n, before)| n + before), 0.0), c, |l| l.m);
            let seen: f64 = sampled.iter().skip(1).sum();
            let apart = sampled.iter().zip(all).map(|(s, matched)| (s - matched).max(0.0));
            let apart = apart.zip(0u8..).map(|(n, code)| n + (seen * 1e-7).max(c.coincidence(code)));
            let u = given(shares(apart, 0.0), c, |l| l.u);
            let (m, u) = monotone(m, u);
            if let (Some(slot_m), Some(slot_u)) = (self.m.get_mut(index), self.u.get_mut(index)) {
                *slot_m = m;
                *slot_u = u;
            }
        }
    }

    fn model(&self, comparisons: &[Comparison], sample: &Sample, spec: &TrainingSpec) -> ModelSpec {
        let prior = spec.prior.unwrap_or(self.matches / sample.all_pairs.max(1.0)).clamp(1e-12, 1.0 - 1e-12);
        let of = |(c, (m, u)): (&Comparison, (&Vec<f64>, &Vec<f64>))| ModelComparison {
            name: c.name.clone(),
            levels: (0..c.codes())
                .zip(m.iter().zip(u))
                .map(|(code, (m, u))| ModelLevel { label: c.label(code).to_owned(), m: *m, u: *u, weight: if code == 0 { 0 } else { weight_of(*m, *u) } })
                .collect(),
        };
        ModelSpec { prior: weight_of(prior, 1.0 - prior), comparisons: comparisons.iter().zip(self.m.iter().zip(&self.u)).map(of).collect() }
    }
}

/// Shares of the codes from 1 on, each with a little added so that nothing is impossible; code 0 is 0.
fn shares(counts: impl Iterator<Item = f64>, pseudo: f64) -> Vec<f64> {
    let mut out: Vec<f64> = counts.enumerate().map(|(code, n)| if code == 0 { 0.0 } else { n + pseudo }).collect();
    let sum: f64 = out.iter().sum();
    out.iter_mut().for_each(|p| *p /= sum.max(1e-300));
    out
}

/// Puts the spec's own probabilities in place of the estimates.
fn given(mut shares: Vec<f64>, c: &Comparison, of: impl Fn(&super::compare::Level) -> Option<f64>) -> Vec<f64> {
    for (code, share) in (0..c.codes()).zip(&mut shares) {
        if let Some(p) = c.level(code).and_then(&of) {
            *share = p;
        }
    }
    shares
}

/// A better level never weighs less than a worse one: neighbours that break this are pooled.
fn monotone(m: Vec<f64>, u: Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    // Pools of (m, u, how many codes), from code 1 up, with rising m/u.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (m, u) in m.iter().zip(&u).skip(1) {
        let mut pool = (*m, *u, 1);
        while let Some(last) = pools.last() {
            if last.0 * pool.1 <= pool.0 * last.1 {
                break;
            }
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    // Each level keeps its own m: where frequencies stand in for u, m alone decides.
    let ratios = pools.iter().flat_map(|(m, u, n)| std::iter::repeat_n(m / u.max(1e-300), *n));
    let us = std::iter::once(0.0).chain(m.iter().skip(1).zip(ratios).map(|(m, ratio)| m / ratio.max(1e-300)));
    let us = us.collect();
    (m, us)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_that_break_the_order_are_pooled() {
        let (m, u) = monotone(vec![0.0, 0.1, 0.2, 0.7], vec![0.0, 0.5, 0.4, 0.1]);
        assert_eq!((m, u), (vec![0.0, 0.1, 0.2, 0.7], vec![0.0, 0.5, 0.4, 0.1]));
        let (m, u) = monotone(vec![0.0, 0.5, 0.1, 0.4], vec![0.0, 0.1, 0.8, 0.1]);
        assert!(m[1] / u[1] <= m[2] / u[2] + 1e-12 && m[2] / u[2] <= m[3] / u[3] + 1e-12);
    }

    #[test]
    fn shares_never_reach_zero() {
        let s = shares([5.0, 0.0, 10.0].into_iter(), 0.5);
        assert!(s[0] == 0.0 && s[1] > 0.0 && (s.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
