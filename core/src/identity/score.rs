//! Match weights: the model, and what a comparison vector is worth under it.
//!
//! Fellegi and Sunter (1969): a level's weight is log2(m / u). Weights are integers of 1/1024 bit, so
//! sums do not depend on order, threads or platform.

use super::compare::{Ceilings, Layout, Prepared, Tally, Vector};
use super::dependence::Dependences;
use super::rarity::{Ledger, Rarities};
use super::worth::{ByValue, Worth};
use crate::model::{Edge, Records};
use crate::spec::{ModelCalibration, ModelSpec};
use std::fmt::Debug;
use std::sync::LazyLock;

/// Weights are counted in 1/1024 of a bit.
pub const BIT: i32 = 1024;

/// The largest weight of one level, in bits: evidence beyond this says nothing more.
const MOST_BITS: f64 = 30.0;

/// Puts a comparison vector on the scale of match weights. Never sees raw fields.
pub trait Scorer: Debug + Send + Sync {
    /// The summed weight, the prior included, in 1/1024 bit.
    fn weight(&self, vector: Vector) -> i32;
}

/// A weight in 1/1024 bit from a probability ratio.
#[must_use]
pub fn weight_of(m: f64, u: f64) -> i32 {
    let bits = (libm::log2(m.max(1e-12)) - libm::log2(u.max(1e-12))).clamp(-MOST_BITS, MOST_BITS);
    libm::round(bits * f64::from(BIT)) as i32
}

/// The probability behind a weight: 1 / (1 + 2^-bits).
#[must_use]
pub fn probability(weight: i32) -> f64 {
    1.0 / (1.0 + libm::exp2(-f64::from(weight) / f64::from(BIT)))
}

/// The weight behind a probability.
#[must_use]
pub fn weight_at(probability: f64) -> i32 {
    let p = probability.clamp(1e-9, 1.0 - 1e-9);
    weight_of(p, 1.0 - p)
}

/// A model bound to the records of one run: weights by level, and by value where rare values count more.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    layout: Layout,
    prior: i32,
    levels: Vec<Vec<i32>>,
    /// log2 u by level.
    u: Vec<Vec<i32>>,
    weak: Vec<Vec<bool>>,
    groups: Vec<Option<u8>>,
    rarities: Rarities,
    dependences: Dependences<i32>,
    /// The odds against relatives, and what each level says against them.
    relatives: Option<(i32, Vec<Vec<i32>>)>,
    /// What labelled pairs say of the weights.
    calibration: Option<ModelCalibration>,
}

/// One comparison's share of a pair's weight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// The comparison, by index.
    pub comparison: usize,
    /// The level's code.
    pub level: u8,
    /// The level's weight.
    pub weight: i32,
    /// What the value's frequency adds.
    pub frequency: i32,
    /// What is added because another comparison agrees too.
    pub dependence: i32,
}

impl Part {
    /// What it comes to. That something agrees never counts against a pair for going along with something else.
    #[must_use]
    pub fn total(self) -> i32 {
        let alone = self.weight + self.frequency;
        if alone > 0 { (alone + self.dependence).max(0) } else { (alone + self.dependence).min(0) }
    }
}

impl Weights {
    /// Binds a model to records. `prior` is that of a random pair, `share` the expected number of records of one customer.
    #[must_use]
    pub fn new(model: &ModelSpec, prior: i32, prepared: &Prepared<'_>, share: f64) -> Self {
        let comparisons = prepared.comparisons();
        let one_customer: Vec<Vec<f64>> = model.comparisons.iter().map(|c| c.one_customer.iter().map(|share| f64::from(*share) / f64::from(BIT)).collect()).collect();
        let mut weights = Weights { layout: prepared.layout().clone(), prior, rarities: Rarities::new(prepared, share, &one_customer), ..Weights::default() };
        for (c, learned) in comparisons.iter().zip(&model.comparisons) {
            weights.levels.push(learned.levels.iter().map(|l| l.weight).collect());
            weights.u.push(learned.levels.iter().map(|l| weight_of(l.u, 1.0)).collect());
            weights.weak.push((0..c.codes()).map(|code| c.level(code).is_some_and(|l| l.weak)).collect());
            weights.groups.push(c.group);
        }
        let against = model.comparisons.iter().map(|c| c.levels.iter().map(|l| l.relatives).collect());
        weights.relatives = model.relatives.map(|odds| (odds, against.collect()));
        let place = |name: &str| comparisons.iter().position(|c| c.name == name);
        let dependences = model.dependences.iter().filter_map(|d| Some((place(&d.comparison)?, place(&d.given)?, d.change.clone())));
        weights.dependences = Dependences::new(comparisons.len(), dependences);
        weights
    }

    /// The parts of a pair's weight, in the order of the comparisons.
    pub fn parts<'s>(&'s self, records: &'s Records, vector: Vector, a: u32, b: u32) -> impl Iterator<Item = Part> + 's {
        self.unvalued(vector).map(move |part| {
            let rarity = if part.level > 1 { self.rarities.of(records, part.comparison, part.level, a, b) } else { None };
            Part { frequency: rarity.map_or(0, |rarity| self.u(part) + rarity), ..part }
        })
    }

    /// What agreement on a value of a field weighs by itself, in 1/1024 bit: on one that no other customer has, and on this one. `None`:
    /// nothing compares the field.
    #[must_use]
    pub fn of_value(&self, field: usize, value: u32) -> Option<(i32, i32)> {
        let counts = self.rarities.of_value(field, value)?;
        let of = |of: &[Vec<i32>]| of.get(counts.comparison).and_then(|l| l.get(usize::from(counts.level))).copied().unwrap_or(0);
        let (weight, u) = (of(&self.levels), of(&self.u));
        Some(counts.rarity.map_or((weight, weight), |(rarest, own)| (weight + u + rarest, weight + u + own)))
    }

    /// The parts of a vector's weight, but for how rare the values are.
    fn unvalued(&self, vector: Vector) -> impl Iterator<Item = Part> + '_ {
        let agrees = self.agrees(vector);
        self.layout.levels(vector).enumerate().map(move |(comparison, level)| {
            let weight = self.levels.get(comparison).and_then(|l| l.get(level as usize)).copied().unwrap_or(0);
            let dependence = if agrees == 0 || level == 0 { 0 } else { self.dependences.change(comparison, level, agrees) };
            Part { comparison, level, weight, frequency: 0, dependence }
        })
    }

    /// log2 u of a part's level.
    fn u(&self, part: Part) -> i32 {
        self.u.get(part.comparison).and_then(|l| l.get(part.level as usize)).copied().unwrap_or(0)
    }

    /// What a vector is worth, but for how rare the values are.
    #[must_use]
    pub fn worth(&self, vector: Vector) -> Worth {
        let (mut fixed, mut by_value, mut levels, mut known) = (Tally::new(self.prior), Vec::new(), Vec::new(), 0);
        let (mut fixed_strong, mut fixed_weak) = (false, false);
        for part in self.unvalued(vector) {
            let group = self.groups.get(part.comparison).copied().flatten();
            let weak = self.is_weak(part.comparison, part.level);
            known += usize::from(part.level > 0);
            if part.level > 1 {
                levels.push((part.comparison, part.level));
            }
            if part.level > 1 && self.rarities.counts(part.comparison, part.level) {
                by_value.push(ByValue { comparison: part.comparison, level: part.level, part, u: self.u(part), group, weak });
                continue;
            }
            let one = part.total();
            fixed.add(group, one);
            if one > 0 {
                if weak { fixed_weak = true } else { fixed_strong = true }
            }
        }
        let relatives = self.relatives(vector);
        let mut worth = Worth { fixed, fixed_strong, fixed_weak, by_value: by_value.into(), relatives, alone: known == 1, levels: levels.into(), most: 0 };
        worth.most = worth.weight(|_, part| Some(self.rarities.most(part.comparison))).0;
        worth
    }

    /// When to stop comparing a pair that can neither weigh `floor`, as long as no labels changed the weights, nor meet the conditions of one
    /// of `always`.
    #[must_use]
    pub fn ceilings(&self, floor: i32, always: Vec<Vec<(usize, u8, u8)>>) -> Ceilings {
        let of_level = |comparison: usize, level: u8, weight: i32| {
            let part = Part { comparison, level, weight, frequency: 0, dependence: if level == 0 { 0 } else { self.dependences.most(comparison, level) } };
            let by_value = level > 1 && self.rarities.counts(comparison, level);
            let frequency = if by_value { (self.u(part) + self.rarities.most(comparison)).max(0) } else { 0 };
            let (all, relatives) = (Part { frequency, ..part }.total(), self.against_relatives(comparison, level).unwrap_or(0));
            // Of a group only the strongest part for and the strongest against count.
            if self.group(comparison).is_some() { (all.max(0), relatives.max(0)) } else { (all, relatives) }
        };
        let levels = self.levels.iter().enumerate().map(|(comparison, weights)| (0u8..).zip(weights).map(|(level, weight)| of_level(comparison, level, *weight)).collect());
        Ceilings::new(floor, (self.prior, self.relatives_odds().unwrap_or(i32::MAX)), levels.collect(), always)
    }

    /// The comparisons that speak for a pair, as bits.
    fn agrees(&self, vector: Vector) -> u64 {
        let levels = self.layout.levels(vector).zip(&self.levels).enumerate().take(64);
        levels.filter(|(_, (code, weights))| *code > 1 && weights.get(usize::from(*code)).is_some_and(|w| *w > 0)).fold(0, |bits, (index, _)| bits | 1 << index)
    }

    /// The weight of a pair whose vector is worth so much, and whether only corroborating evidence speaks for it.
    #[must_use]
    pub fn pair(&self, records: &Records, worth: &Worth, a: u32, b: u32) -> (i32, bool) {
        let (weight, weak) = worth.weight(|_, part| self.rarities.of(records, part.comparison, part.level, a, b));
        (self.calibrated(weight), weak)
    }

    /// From now on pairs weigh what labels say.
    pub fn calibrate(&mut self, calibration: Option<ModelCalibration>) {
        self.calibration = calibration;
    }

    /// A weight in the light of the labels.
    #[must_use]
    pub fn calibrated(&self, weight: i32) -> i32 {
        self.calibration.map_or(weight, |c| c.weight(weight))
    }

    /// The weight of a pair of which nothing is known.
    #[must_use]
    pub fn neutral(&self) -> i32 {
        self.calibrated(self.prior)
    }

    /// The weight of a pair against two people of one household or firm, who share what such people share; none where the model
    /// knows of none.
    #[must_use]
    pub fn relatives(&self, vector: Vector) -> Option<i32> {
        let (odds, against) = self.relatives.as_ref()?;
        let mut tally = Tally::new(*odds);
        for ((code, against), group) in self.layout.levels(vector).zip(against).zip(&self.groups) {
            tally.add(*group, against.get(usize::from(code)).copied().unwrap_or(0));
        }
        Some(tally.total())
    }

    /// Counts every value's holders again by the edges, brings the edges' weights up to date, and so on for so many rounds.
    /// The prior, of so many expected `matches`, grows with what the edges come to, unless it is given.
    pub fn refine(&mut self, records: &Records, edges: &mut [Edge], matches: Option<f64>, rounds: usize) {
        let ledger = Ledger::new(self, &self.rarities, records, edges);
        let grown = ledger.recount(&mut self.rarities, edges, matches, rounds);
        self.prior += grown;
        self.relatives.iter_mut().for_each(|(odds, _)| *odds += grown);
    }

    /// How many comparisons there are.
    pub(super) fn comparisons(&self) -> usize {
        self.levels.len()
    }

    /// The group that a comparison counts in.
    pub(super) fn group(&self, comparison: usize) -> Option<u8> {
        self.groups.get(comparison).copied().flatten()
    }

    /// The odds of one customer against relatives, where the model knows of these.
    pub(super) fn relatives_odds(&self) -> Option<i32> {
        self.relatives.as_ref().map(|(odds, _)| *odds)
    }

    /// What a level says for one customer against relatives.
    pub(super) fn against_relatives(&self, comparison: usize, level: u8) -> Option<i32> {
        self.relatives.as_ref()?.1.get(comparison)?.get(usize::from(level)).copied()
    }

    /// The prior, in 1/1024 bit.
    #[must_use]
    pub fn prior(&self) -> i32 {
        self.prior
    }

    /// Whether a level only corroborates.
    #[must_use]
    pub fn is_weak(&self, comparison: usize, level: u8) -> bool {
        self.weak.get(comparison).and_then(|w| w.get(level as usize)).copied().unwrap_or(false)
    }
}

/// By how many 1/1024 bit two weights are apart: what the larger one takes from the smaller, log2(1 + 2^-apart).
static LESS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let less = |apart: i32| libm::round(libm::log2(1.0 + libm::exp2(-f64::from(apart) / f64::from(BIT))) * f64::from(BIT)) as u16;
    (0..12 * BIT).map(less).collect()
});

/// The weight against either of two alternatives: -log2(2^-a + 2^-b).
pub(super) fn less_either(a: i32, b: i32) -> i32 {
    let (less, more) = (a.min(b), a.max(b));
    less - LESS.get((more - less) as usize).copied().map_or(0, i32::from)
}

impl Scorer for Weights {
    fn weight(&self, vector: Vector) -> i32 {
        let mut tally = Tally::new(self.prior);
        for ((code, weights), group) in self.layout.levels(vector).zip(&self.levels).zip(&self.groups) {
            tally.add(*group, weights.get(code as usize).copied().unwrap_or(0));
        }
        self.relatives(vector).map_or(tally.total(), |relatives| less_either(tally.total(), relatives))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_and_probabilities_are_inverse() {
        assert_eq!(weight_of(0.5, 0.25), BIT);
        assert!((probability(weight_at(0.9)) - 0.9).abs() < 1e-3);
        assert_eq!(weight_of(1.0, 0.0), 30 * BIT);
    }
}
