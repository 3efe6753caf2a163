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
//! Counts are integers, vectors are sorted, sums are sequential: the same bits on every machine.

use super::block::{Blocks, Chosen, Tile, mix};
use super::compare::{Cache, Comparison, Prepared, Tally, Vector};
use super::dependence::{Dependence, Dependences, Together};
use super::identifiability::{FEW, Identifiability, breaks_order};
use super::labels::{Label, Labels};
use super::rarity::Rarities;
use super::score::{BIT, weight_of};
use crate::spec::{ModelComparison, ModelDependence, ModelLevel, ModelSpec, Prior, TrainingSpec};
use crate::threads::each;
use hashbrown::HashMap;
use std::ops::Range;

/// What pairs are counted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pattern {
    /// The comparison vector.
    pub vector: Vector,
    /// The blocking rules that produce the pair, as bits.
    pub rules: u64,
    /// How rare the values are together that the pair has in common, in bits. The chance that they are a match depends
    /// on the sum alone, so that term frequencies cost no more than one number a pattern.
    rarity: i16,
    /// What is known of the pair beforehand.
    pub label: Label,
}

/// How often each pattern came up among the candidate pairs.
pub type Counts = Vec<(Pattern, u64)>;

/// Counts the patterns of sampled pairs.
#[derive(Clone, Copy, Debug)]
pub struct Counter<'a> {
    /// The candidate pairs.
    pub blocks: &'a Blocks,
    /// What is compared.
    pub prepared: &'a Prepared<'a>,
    /// How rare the values are.
    pub rarities: &'a Rarities,
    /// What is known of them.
    pub labels: &'a Labels,
    /// Which pairs are counted.
    pub chosen: Chosen,
}

impl Counter<'_> {
    /// Counts a tile's pairs.
    pub fn count(&self, tile: &Tile, comparable: impl Fn(u32, u32) -> bool, cache: &mut Cache, into: &mut HashMap<Pattern, u64>) {
        let Counter { blocks, prepared, rarities, labels, chosen } = *self;
        let alone: Vec<usize> = prepared.comparisons().iter().enumerate().filter(|(_, c)| c.group.is_none()).map(|(index, _)| index).collect();
        blocks.sample(tile, chosen, |a, b| {
            if comparable(a, b) {
                let vector = prepared.compare(a, b, cache);
                let of = |index: &usize| rarities.of(prepared.records(), *index, prepared.layout().level(vector, *index), a, b).unwrap_or(0);
                let rarity = i16::try_from(alone.iter().map(of).sum::<i32>() / BIT).unwrap_or(i16::MAX);
                *into.entry(Pattern { vector, rules: blocks.rules_of(a, b), rarity, label: labels.of(a, b) }).or_default() += 1;
            }
        });
    }
}

/// How often each level came up among random pairs.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sample {
    /// Per comparison and code.
    pub levels: Vec<Vec<f64>>,
    /// Pairs that could have been drawn.
    pub all_pairs: f64,
}

/// Pairs that one thread draws at a time.
const DRAWN_TOGETHER: u64 = 1 << 13;
/// Rows whose pairs one thread takes at a time, where all are taken.
const ROWS_TOGETHER: u64 = 1 << 6;

/// Draws pairs of rows by a fixed sequence, or takes all when there are few, and counts levels.
#[must_use]
pub fn sample(prepared: &Prepared<'_>, most: u32, comparable: impl Fn(u32, u32) -> bool + Sync) -> Sample {
    let rows = prepared.records().len() as u64;
    let all = rows * rows.saturating_sub(1) / 2;
    let every = all <= u64::from(most);
    let mut draws: Vec<Draw> = if every {
        (0..rows).step_by(ROWS_TOGETHER as usize).map(|from| Draw::new(from..(from + ROWS_TOGETHER).min(rows), prepared)).collect()
    } else {
        (0..u64::from(most)).step_by(DRAWN_TOGETHER as usize).map(|from| Draw::new(from..(from + DRAWN_TOGETHER).min(u64::from(most)), prepared)).collect()
    };
    let comparable = &comparable;
    each(&mut draws, |_, draw| {
        let mut cache = prepared.cache();
        for n in draw.which.clone() {
            if every {
                (n as u32 + 1..rows as u32).for_each(|b| draw.add(prepared, (n as u32, b), comparable, &mut cache));
                continue;
            }
            // Weyl sequence through splitmix64: every run draws the same pairs of canonical rows.
            let x = mix(0x243f_6a88_85a3_08d3u64.wrapping_add((n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            let (a, b) = (((x >> 32) * rows) >> 32, ((x & 0xffff_ffff) * rows) >> 32);
            if a != b {
                draw.add(prepared, (a.min(b) as u32, a.max(b) as u32), comparable, &mut cache);
            }
        }
    });
    let mut levels: Vec<Vec<f64>> = prepared.comparisons().iter().map(|c| vec![0.0; c.codes() as usize]).collect();
    let (mut looked, mut drawn) = (0, 0);
    for draw in draws {
        looked += draw.looked;
        drawn += draw.drawn;
        for (sum, count) in levels.iter_mut().flatten().zip(draw.levels.iter().flatten()) {
            *sum += *count as f64;
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

/// Some of the random pairs.
struct Draw {
    which: Range<u64>,
    looked: u64,
    drawn: u64,
    /// Per comparison and code.
    levels: Vec<Vec<u64>>,
}

impl Draw {
    fn new(which: Range<u64>, prepared: &Prepared<'_>) -> Self {
        Draw { which, looked: 0, drawn: 0, levels: prepared.comparisons().iter().map(|c| vec![0; c.codes() as usize]).collect() }
    }

    fn add(&mut self, prepared: &Prepared<'_>, (a, b): (u32, u32), comparable: impl Fn(u32, u32) -> bool, cache: &mut Cache) {
        self.looked += 1;
        if !comparable(a, b) {
            return;
        }
        self.drawn += 1;
        for (counts, level) in self.levels.iter_mut().zip(prepared.layout().levels(prepared.compare(a, b, cache))) {
            if let Some(count) = counts.get_mut(level as usize) {
                *count += 1;
            }
        }
    }
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
    fn round(&mut self, comparisons: &[Comparison], counts: &Counts, sample: &Sample, touches: &[u64], spec: &TrainingSpec, layout: &super::compare::Layout) -> Vec<f64> {
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
        let dependences = Dependences::new(comparisons.len(), self.dependences.iter().map(|d| (d.of, d.given, d.change.clone())));
        let mut together = Together::new(comparisons);
        let mut clean: Vec<Vec<f64>> = self.m.iter().map(|m| vec![0.0; m.len()]).collect();
        let mut all = clean.clone();
        // The pairs that something else of a person's own ties together.
        let mut tied = clean.clone();
        let mut of_patterns = Vec::with_capacity(counts.len());
        // What each level says for the same customer against relatives.
        let against = self.kin.as_ref().map(|(kin, pairs)| {
            let ratios: Vec<Vec<f64>> = self.m.iter().zip(kin).map(|(m, h)| m.iter().zip(h).map(|(m, h)| log(m) - log(h)).collect()).collect();
            (ratios, log(&(self.matches / pairs.max(1e-9))))
        });
        let mut of_kin = clean.clone();
        let mut relatives = 0.0;
        for (pattern, n) in counts {
            let speaks = |(index, code): (usize, u8)| code > 1 && ratio.get(index).and_then(|r| r.get(usize::from(code))).is_some_and(|r| *r > 0.0);
            let agrees = layout.levels(pattern.vector).enumerate().take(64).filter(|one| speaks(*one)).fold(0u64, |bits, (index, _)| bits | 1 << index);
            let mut tally = Tally::new(odds + f64::from(pattern.rarity) * std::f64::consts::LN_2);
            for (index, (code, (parts, c))) in layout.levels(pattern.vector).zip(parts.iter().zip(comparisons)).enumerate() {
                if code > 0 {
                    tally.add(c.group, parts.get(usize::from(code)).copied().unwrap_or(0.0) + dependences.change(index, code, agrees));
                }
            }
            let pairs = self.scale * *n as f64;
            let strange = libm::exp(-tally.total());
            let kin = against.as_ref().map_or(0.0, |(ratios, odds)| {
                let mut tally = Tally::new(*odds);
                for ((code, ratios), c) in layout.levels(pattern.vector).zip(ratios).zip(comparisons) {
                    if code > 0 {
                        tally.add(c.group, ratios.get(usize::from(code)).copied().unwrap_or(0.0));
                    }
                }
                libm::exp(-tally.total())
            });
            // Labelled pairs are what they are (Nigam, McCallum, Thrun and Mitchell 2000); of those that do not match only who they are is open.
            let (expected, akin) = match pattern.label {
                Label::Unknown => {
                    let expected = pairs / (1.0 + strange + kin);
                    (expected, expected * kin)
                }
                Label::Match => (pairs, 0.0),
                Label::NonMatch => (0.0, if kin > 0.0 { pairs / (1.0 + strange / kin) } else { 0.0 }),
            };
            relatives += akin;
            of_patterns.push(expected);
            let own = |(index, code): (usize, u8)| comparisons.get(index).is_some_and(|c| c.kinship.1 < c.codes() && code >= c.kinship.1);
            let owns = layout.levels(pattern.vector).enumerate().take(64).filter(|one| own(*one)).fold(0u64, |bits, (index, _)| bits | 1 << index);
            // The passes that do not touch the comparison's field, pooled.
            let fair = |index: usize| pattern.rules & !touches.get(index).copied().unwrap_or(0) != 0;
            for (index, code) in layout.levels(pattern.vector).enumerate() {
                if let Some(slot) = all.get_mut(index).and_then(|l| l.get_mut(code as usize)) {
                    *slot += expected + akin;
                }
                if owns & !(1 << index.min(63)) != 0
                    && let Some(slot) = tied.get_mut(index).and_then(|l| l.get_mut(code as usize))
                {
                    *slot += expected;
                }
                if let Some(slot) = of_kin.get_mut(index).and_then(|l| l.get_mut(code as usize)) {
                    *slot += akin;
                }
                if fair(index)
                    && let Some(slot) = clean.get_mut(index).and_then(|l| l.get_mut(code as usize))
                {
                    *slot += expected;
                }
            }
            if expected < pairs / 2.0 {
                together.add(layout, pattern.vector, agrees, pairs - expected - akin, fair);
            }
        }
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
            learned.push(ModelComparison { name: c.name.clone(), levels: (0..c.codes()).zip(m.iter().zip(u)).map(level).collect() });
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

/// What one customer's records share of the levels that relatives reach, of each, before any pair was seen.
const REACHED_BY_RELATIVES: f64 = 0.01;
/// How many of the pairs that something of a person's own ties together that counts for.
const TIED_PAIRS: f64 = 200.0;
/// Lists without identifiers write other names than those with them: a count becomes so many times less at the most.
const MOST_TIMES_LESS: f64 = 16.0;

/// Counts of a person's own with as many on the levels that relatives reach as there are among the pairs that something else of a
/// person's own ties together: without labels, a family at one telephone looks like a customer with two given names, but no two of
/// a family have one day of birth.
fn apart_from_relatives(counts: &[f64], tied: &[f64], c: &Comparison) -> Vec<f64> {
    let reached = if c.kinship.1 < c.codes() { 1..usize::from(c.kinship.1) } else { 0..0 };
    let sum = |of: &[f64]| of.iter().skip(1).sum::<f64>();
    let (all, all_tied) = (sum(counts), sum(tied));
    let of_code = |(code, n): (usize, &f64)| {
        if !reached.contains(&code) {
            return *n;
        }
        let before = if code == 1 { c.expected.get(1).copied().unwrap_or(0.0) } else { REACHED_BY_RELATIVES };
        let share = (tied.get(code).copied().unwrap_or(0.0) + before * TIED_PAIRS) / (all_tied + TIED_PAIRS);
        n.min((share * all).max(n / MOST_TIMES_LESS))
    };
    counts.iter().enumerate().map(of_code).collect()
}

/// What relatives are expected to have in common: where they share something, it is written as alike as one customer writes it.
fn shared_by_relatives(c: &Comparison, m: &[f64]) -> Vec<f64> {
    let apart = c.kinship.0.get(1).copied().unwrap_or(0.0);
    let alike: f64 = m.iter().skip(2).sum();
    if c.kinship.1 < c.codes() || alike <= 0.0 {
        return c.kinship.0.clone();
    }
    let share = |(code, m): (usize, &f64)| match code {
        0 => 0.0,
        1 => apart,
        _ => (1.0 - apart) * m / alike,
    };
    m.iter().enumerate().map(share).collect()
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
    fn families_do_not_teach_two_given_names() {
        let c = Comparison { kinship: (Vec::new(), 3), ..Comparison::bare() };
        let level = |label: &str| super::super::compare::Level { label: label.to_owned(), when: super::super::compare::When::BothAbsent, weak: false, m: None, u: None };
        let c = Comparison { levels: vec![level("exact"), level("same_surname")], expected: vec![0.0, 0.04, 0.2, 0.76], ..c };
        // Among the pairs of one day of birth there is one in a hundred with two given names.
        let tied = [0.0, 40.0, 10.0, 950.0];
        let apart = apart_from_relatives(&[0.0, 20.0, 30.0, 150.0], &tied, &c);
        assert!((apart[2] - 2.0).abs() < 1e-9 && apart[3] == 150.0 && apart[1] < 20.0, "{apart:?}");
        // Nothing ties any: what is expected.
        let apart = apart_from_relatives(&[0.0, 20.0, 30.0, 150.0], &[0.0; 4], &c);
        assert!((apart[2] - 2.0).abs() < 1e-9, "{apart:?}");
        // Never less than a sixteenth.
        assert!((apart_from_relatives(&[0.0, 0.0, 160.0, 0.0], &[0.0, 0.0, 0.0, 1e9], &c)[2] - 10.0).abs() < 1e-9);
    }

    #[test]
    fn relatives_share_as_customers_do() {
        let c = Comparison { kinship: (vec![0.0, 0.4, 0.1, 0.5], 4), ..Comparison::bare() };
        let level = |label: &str| super::super::compare::Level { label: label.to_owned(), when: super::super::compare::When::BothAbsent, weak: false, m: None, u: None };
        let c = Comparison { levels: vec![level("exact"), level("tail")], ..c };
        // A list that writes no number whole: relatives do not either.
        let shared = shared_by_relatives(&c, &[0.0, 0.2, 0.8, 0.0]);
        assert!(shared.iter().zip([0.0, 0.4, 0.6, 0.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{shared:?}");
        // What is a person's own is not shared.
        let own = Comparison { kinship: (vec![0.0, 0.9, 0.05, 0.05], 3), ..c };
        assert_eq!(shared_by_relatives(&own, &[0.0, 0.2, 0.8, 0.0]), own.kinship.0);
    }

    #[test]
    fn shares_never_reach_zero() {
        let s = shares([5.0, 0.0, 10.0].into_iter(), 0.5);
        assert!(s[0] == 0.0 && s[1] > 0.0 && (s.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
