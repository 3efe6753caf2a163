//! Match weights: the model, and what a comparison vector is worth under it.
//!
//! Fellegi and Sunter (1969): a level's weight is log2(m / u). Weights are integers of 1/1024 bit, so
//! sums do not depend on order, threads or platform.

use super::compare::{Comparison, Layout, Prepared, Tally, Vector};
use crate::model::{Edge, FieldColumn, Records};
use crate::schema::FieldKind;
use crate::spec::{ModelLevel, ModelSpec};
use std::fmt::Debug;

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
    weak: Vec<Vec<bool>>,
    /// Per comparison with term frequencies: log2 of how rare each value is, by value id.
    rarity: Vec<Option<Vec<i32>>>,
    /// Per comparison and level: log2 u, where the level means equal keys.
    equal: Vec<Vec<Option<i32>>>,
    fields: Vec<usize>,
    groups: Vec<Option<u8>>,
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
}

impl Weights {
    /// Binds a model to records. `share` is the expected number of records of one customer.
    #[must_use]
    pub fn new(model: &ModelSpec, prepared: &Prepared<'_>, share: f64) -> Self {
        let records = prepared.records();
        let mut weights = Weights { layout: prepared.layout().clone(), prior: model.prior, ..Weights::default() };
        for (c, learned) in prepared.comparisons().iter().zip(&model.comparisons) {
            weights.levels.push(learned.levels.iter().map(|l| l.weight).collect());
            weights.weak.push((0..c.codes()).map(|code| c.level(code).is_some_and(|l| l.weak)).collect());
            let equal = |(code, l): (u8, &ModelLevel)| c.level(code).filter(|k| k.when.implies_equal()).map(|_| weight_of(l.u, 1.0));
            weights.equal.push((0..c.codes()).zip(&learned.levels).map(equal).collect());
            let counts = c.term_frequency && c.levels.iter().any(|l| l.when.implies_equal());
            weights.rarity.push(counts.then(|| rarity(c, records, share)));
            weights.fields.push(c.field);
            weights.groups.push(c.group);
        }
        weights
    }

    /// The parts of a pair's weight, in the order of the comparisons.
    pub fn parts<'s>(&'s self, records: &'s Records, vector: Vector, a: u32, b: u32) -> impl Iterator<Item = Part> + 's {
        self.layout.levels(vector).enumerate().map(move |(comparison, level)| {
            let weight = self.levels.get(comparison).and_then(|l| l.get(level as usize)).copied().unwrap_or(0);
            Part { comparison, level, weight, frequency: self.frequency(records, comparison, level, a, b) }
        })
    }

    /// The weight of a pair, and whether only corroborating evidence speaks for it.
    #[must_use]
    pub fn pair(&self, records: &Records, vector: Vector, a: u32, b: u32) -> (i32, bool) {
        let (mut tally, mut strong, mut weak) = (Tally::new(self.prior), 0, 0);
        for part in self.parts(records, vector, a, b) {
            let one = part.weight + part.frequency;
            tally.add(self.groups.get(part.comparison).copied().flatten(), one);
            if one > 0 {
                if self.is_weak(part.comparison, part.level) { weak += one } else { strong += one }
            }
        }
        (tally.total(), weak > 0 && strong == 0)
    }

    /// Counts every value's holders again, now that the edges say which of its records belong together.
    ///
    /// Of the f(f-1)/2 pairs of a value's records, the expected matches are taken away; what is left are
    /// coincidences. A shop's telephone keeps its many holders; a customer with nine orders is one.
    /// The weights of the edges are then brought up to date.
    pub fn refine(&mut self, records: &Records, edges: &mut [Edge]) {
        for (comparison, rarity) in self.rarity.iter_mut().enumerate() {
            let Some(rarity) = rarity else { continue };
            let Some(field) = self.fields.get(comparison).and_then(|f| records.fields.get(*f)) else { continue };
            let mut matches = vec![0.0f64; rarity.len()];
            for edge in edges.iter() {
                let level = self.layout.level(Vector(edge.vector), comparison);
                if self.equal.get(comparison).and_then(|e| e.get(level as usize)).is_some_and(Option::is_some) {
                    let p = edge.probability();
                    for value in shared(records, field, edge.a, edge.b) {
                        if let Some(sum) = matches.get_mut(value as usize) {
                            *sum += p;
                        }
                    }
                }
            }
            let strangers = |(f, matched): (&u32, &f64)| {
                let f = f64::from(*f);
                (f * (f - 1.0) / 2.0 - matched).max(0.0) * 2.0 / f.max(1.0)
            };
            let strangers: Vec<f64> = field.values.frequency.iter().zip(&matches).map(strangers).collect();
            let rows: f64 = field.values.frequency.iter().map(|f| f64::from(*f)).sum();
            let met: f64 = field.values.frequency.iter().zip(&strangers).map(|(f, strangers)| f64::from(*f) * strangers).sum();
            let mut least = fewest_strangers(&field.kind);
            // Names recur beyond the records at hand; of texts these say how often strangers share one.
            if matches!(field.kind, FieldKind::Text {} | FieldKind::Address {}) {
                least = least.min((met / rows.max(1.0)).max(LEAST_STRANGERS));
            }
            for (slot, strangers) in rarity.iter_mut().zip(&strangers) {
                *slot = weight_of(1.0, ((strangers + least) / (rows + unseen_holders(&field.kind)).max(1.0)).min(1.0));
            }
        }
        for edge in edges {
            edge.weight = self.pair(records, Vector(edge.vector), edge.a, edge.b).0;
        }
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

    fn frequency(&self, records: &Records, comparison: usize, level: u8, a: u32, b: u32) -> i32 {
        let Some(u) = self.equal.get(comparison).and_then(|e| e.get(level as usize)).copied().flatten() else {
            return 0;
        };
        let Some(Some(rarity)) = self.rarity.get(comparison) else {
            return 0;
        };
        let Some(field) = self.fields.get(comparison).and_then(|f| records.fields.get(*f)) else {
            return 0;
        };
        shared(records, field, a, b).filter_map(|v| rarity.get(v as usize).copied()).max().map_or(0, |rarity| u + rarity)
    }
}

/// The values of a field that two rows share.
fn shared<'a>(records: &'a Records, field: &'a FieldColumn, a: u32, b: u32) -> impl Iterator<Item = u32> + use<'a> {
    let right = records.field_values(b as usize, field);
    records.field_values(a as usize, field).iter().copied().filter(move |v| *v != 0 && right.contains(v))
}

impl Scorer for Weights {
    fn weight(&self, vector: Vector) -> i32 {
        let mut tally = Tally::new(self.prior);
        for ((code, weights), group) in self.layout.levels(vector).zip(&self.levels).zip(&self.groups) {
            tally.add(*group, weights.get(code as usize).copied().unwrap_or(0));
        }
        tally.total()
    }
}

/// How rare each value is: -log2 of the chance that a random record of another customer carries it.
///
/// Before the edges are known, a value on no more records than one customer is expected to have may be
/// one customer's alone.
fn rarity(c: &Comparison, records: &Records, share: f64) -> Vec<i32> {
    let Some(field) = records.fields.get(c.field) else { return Vec::new() };
    let rows: f64 = field.values.frequency.iter().map(|f| f64::from(*f)).sum();
    let least = fewest_strangers(&field.kind);
    let strangers = |f: f64| if least < 1.0 { (f - share).max(0.0) + least } else { f.max(share) };
    let rows = rows + unseen_holders(&field.kind);
    field.values.frequency.iter().map(|f| weight_of(1.0, (strangers(f64::from(*f)) / rows.max(1.0)).min(1.0))).collect()
}

/// What [`fewest_strangers`] comes down to where records hardly ever share a value with a stranger's: titles, addresses.
const LEAST_STRANGERS: f64 = 0.1;

/// How many records of other customers carry a value that looks like one customer's own.
///
/// An identifier is issued to one holder: what is left are typing errors and borrowed numbers. A
/// company's name is registered, but chains share it. Names of people recur.
fn fewest_strangers(kind: &FieldKind) -> f64 {
    match kind {
        kind if kind.is_identifier() => 0.05,
        FieldKind::Company {} => 0.1,
        _ => 2.0,
    }
}

/// How many more records without a coincidence are taken as seen: a document that a dozen records name is not issued to a
/// dozen people.
fn unseen_holders(kind: &FieldKind) -> f64 {
    if kind.is_document() { 1000.0 } else { 0.0 }
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
