//! Match weights: the model, and what a comparison vector is worth under it.
//!
//! Fellegi and Sunter (1969): a level's weight is log2(m / u). Weights are integers of 1/1024 bit, so
//! sums do not depend on order, threads or platform.

use super::compare::{Form, Layout, Prepared, Tally, Vector};
use crate::model::{Edge, FieldColumn, Records};
use crate::schema::FieldKind;
use crate::spec::ModelSpec;
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
    /// Per comparison with term frequencies, what its levels have in common.
    shared: Vec<Vec<Shared>>,
    /// Per comparison and level: which of them the level means, and log2 u.
    means: Vec<Vec<Option<(usize, i32)>>>,
    fields: Vec<usize>,
    groups: Vec<Option<u8>>,
}

/// A form of a field's values that two records can have in common.
#[derive(Clone, Debug)]
struct Shared {
    form: Form,
    /// How many rows have each.
    frequency: Vec<u32>,
    /// How rare each is, in 1/1024 bit: -log2 of the chance that a record of another customer has it.
    rarity: Vec<i32>,
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
            let mut forms: Vec<Form> = Vec::new();
            let mut means = Vec::new();
            for (code, learned) in (0..c.codes()).zip(&learned.levels) {
                let form = c.level(code).filter(|_| c.term_frequency).and_then(|level| level.when.in_common());
                means.push(form.map(|form| {
                    let known = forms.iter().position(|f| *f == form).unwrap_or(forms.len());
                    if known == forms.len() {
                        forms.push(form);
                    }
                    (known, weight_of(learned.u, 1.0))
                }));
            }
            weights.means.push(means);
            let field = records.fields.get(c.field);
            weights.shared.push(forms.iter().filter_map(|form| field.map(|field| Shared::new(field, *form, share))).collect());
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
        for (comparison, shared) in self.shared.iter_mut().enumerate() {
            let Some(field) = self.fields.get(comparison).and_then(|f| records.fields.get(*f)) else { continue };
            for shared in shared {
                let mut matches = vec![0.0f64; shared.rarity.len()];
                // Level 1 is «else»: nothing in common.
                for edge in edges.iter().filter(|e| self.layout.level(Vector(e.vector), comparison) > 1) {
                    let p = edge.probability();
                    for id in in_common(records, field, shared.form, edge.a, edge.b) {
                        if let Some(sum) = matches.get_mut(id as usize) {
                            *sum += p;
                        }
                    }
                }
                shared.refine(&field.kind, &matches);
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
        let Some((known, u)) = self.means.get(comparison).and_then(|m| m.get(level as usize)).copied().flatten() else {
            return 0;
        };
        let Some(shared) = self.shared.get(comparison).and_then(|s| s.get(known)) else {
            return 0;
        };
        let Some(field) = self.fields.get(comparison).and_then(|f| records.fields.get(*f)) else {
            return 0;
        };
        in_common(records, field, shared.form, a, b).filter_map(|id| shared.rarity.get(id as usize).copied()).max().map_or(0, |rarity| u + rarity)
    }
}

/// What two rows have in common of a form of a field's values, by id.
fn in_common<'a>(records: &'a Records, field: &'a FieldColumn, form: Form, a: u32, b: u32) -> impl Iterator<Item = u32> + use<'a> {
    let id = move |value: u32| form.map_or(value, |component| field.values.component_id(component, value));
    let right = records.field_values(b as usize, field);
    records.field_values(a as usize, field).iter().map(move |v| id(*v)).filter(move |x| *x != 0 && right.iter().any(|v| id(*v) == *x))
}

impl Shared {
    /// Before the edges are known, a value on no more records than one customer is expected to have may be one customer's alone.
    fn new(field: &FieldColumn, form: Form, share: f64) -> Self {
        let mut frequency = vec![0u32; form.and_then(|c| field.values.components.get(c)).map_or(field.values.keys.len(), |c| c.texts.len())];
        for (value, rows) in (0u32..).zip(&field.values.frequency) {
            let id = form.map_or(value, |component| field.values.component_id(component, value));
            if let Some(count) = frequency.get_mut(id as usize) {
                *count += rows;
            }
        }
        if let Some(none) = frequency.first_mut() {
            *none = 0;
        }
        let rows: f64 = frequency.iter().map(|f| f64::from(*f)).sum::<f64>() + unseen_holders(&field.kind);
        let least = fewest_strangers(&field.kind);
        let strangers = |f: f64| if least < 1.0 { (f - share).max(0.0) + least } else { f.max(share) };
        let rarity = frequency.iter().map(|f| weight_of(1.0, (strangers(f64::from(*f)) / rows.max(1.0)).min(1.0))).collect();
        Shared { form, frequency, rarity }
    }

    fn refine(&mut self, kind: &FieldKind, matches: &[f64]) {
        let strangers = |(f, matched): (&u32, &f64)| {
            let f = f64::from(*f);
            (f * (f - 1.0) / 2.0 - matched).max(0.0) * 2.0 / f.max(1.0)
        };
        let strangers: Vec<f64> = self.frequency.iter().zip(matches).map(strangers).collect();
        let rows: f64 = self.frequency.iter().map(|f| f64::from(*f)).sum();
        let met: f64 = self.frequency.iter().zip(&strangers).map(|(f, strangers)| f64::from(*f) * strangers).sum();
        let mut least = fewest_strangers(kind);
        // Names recur beyond the records at hand; of texts these say how often strangers share one.
        if matches!(kind, FieldKind::Text {} | FieldKind::Address {}) {
            least = least.min((met / rows.max(1.0)).max(LEAST_STRANGERS));
        }
        for (slot, strangers) in self.rarity.iter_mut().zip(&strangers) {
            *slot = weight_of(1.0, ((strangers + least) / (rows + unseen_holders(kind)).max(1.0)).min(1.0));
        }
    }
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
