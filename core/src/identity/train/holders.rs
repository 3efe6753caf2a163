//! Of the pairs of records that share a value, how many are one customer's, by what else they agree on.
//!
//! A telephone on twelve records is a shop's, or that of somebody who ordered twelve times. Frequencies alone cannot tell, and training
//! that takes all of them for shops' finds nobody. Among the pairs that share a value of so many records, what else is the same is a
//! mixture of two kinds whose shares are known well enough, those expected of one customer and those of random pairs; how much of
//! each there is has one most likely answer (the likelihood is concave), wherever the search starts.

use super::super::block::{Blocks, Chosen, Tile};
use super::super::compare::{Cache, Comparison, Prepared, Tally, Vector};
use super::super::rarity::{CLASSES, Rarities, strange_share};
use super::Sample;
use super::counts::compare;
use crate::schema::FieldKind;
use hashbrown::HashMap;

/// Pairs by the comparison whose value they share, the class of its frequency, and what they agree on.
pub type HolderCounts = Vec<((u8, u8, Vector), u64)>;

/// Pairs of different customers that are counted beside those seen: few pairs change nothing.
const STRANGERS: f64 = 20.0;
/// What all else says of one pair is no more than this, in nats.
const MOST: f64 = 9.0;
/// Steps of the search.
const STEPS: usize = 50;

/// Counts pairs that share a value.
#[derive(Clone, Copy, Debug)]
pub struct HolderCounter<'a> {
    /// The candidate pairs.
    pub blocks: &'a Blocks,
    /// What is compared.
    pub prepared: &'a Prepared<'a>,
    /// How frequent the values are.
    pub rarities: &'a Rarities,
    /// Per comparison, the rules that use its field, as bits.
    pub touches: &'a [u64],
    /// Which pairs are counted.
    pub chosen: Chosen,
}

impl HolderCounter<'_> {
    /// Counts a tile's pairs. Only rules over a value's own field produce pairs that share it and whatever else.
    pub fn count(&self, tile: &Tile, comparable: impl Fn(u32, u32) -> bool, cache: &mut Cache, into: &mut HashMap<(u8, u8, Vector), u64>) {
        let HolderCounter { blocks, prepared, rarities, touches, chosen } = *self;
        let mut count = |a: u32, b: u32, vector: Vector| {
            let rules = blocks.rules_of(a, b);
            for (index, level) in prepared.layout().levels(vector).enumerate().filter(|(_, level)| *level > 1) {
                if rules & touches.get(index).copied().unwrap_or(0) != 0
                    && let Some(class) = rarities.class_of(prepared.records(), index, level, a, b)
                    && let Ok(index) = u8::try_from(index)
                {
                    *into.entry((index, class, vector)).or_default() += 1;
                }
            }
        };
        compare((blocks, chosen, tile), prepared, comparable, cache, &mut count);
    }
}

/// Per comparison and class of frequency, the share of one customer's among the pairs that share a value; what is expected of the kind,
/// where nothing else of such pairs is ever known.
#[must_use]
pub fn one_customer(prepared: &Prepared<'_>, counts: &HolderCounts, sample: &Sample) -> Vec<Vec<f64>> {
    let comparisons = prepared.comparisons();
    let ratios: Vec<Vec<f64>> = comparisons.iter().zip(&sample.levels).map(|(c, levels)| ratios(c, levels)).collect();
    let of = |(index, c): (usize, &Comparison)| {
        let witnesses = Witnesses::of(index, comparisons);
        let mut by_class: Vec<Vec<(f64, f64)>> = vec![Vec::new(); CLASSES];
        for ((_, class, vector), n) in counts.iter().filter(|((i, ..), _)| usize::from(*i) == index) {
            let levels = prepared.layout().levels(*vector).enumerate();
            if let Some(pairs) = by_class.get_mut(usize::from(*class))
                && let Some(says) = witnesses.say(comparisons, &ratios, levels)
            {
                pairs.push((libm::exp(says.clamp(-MOST, MOST)), *n as f64));
            }
        }
        if by_class.iter().all(Vec::is_empty) {
            // What a code of unknown meaning stands for, a member or a product, nobody knows.
            let kind = prepared.records().fields.get(c.field).map(|field| &field.kind).filter(|kind| !matches!(kind, FieldKind::Code { .. }));
            return kind.map_or(Vec::new(), |kind| vec![1.0 - strange_share(kind); CLASSES]);
        }
        by_class.iter().map(|pairs| share(pairs)).collect()
    };
    comparisons.iter().enumerate().map(of).collect()
}

/// The comparisons that say whether two records that share a value are one customer's.
struct Witnesses {
    comparisons: Vec<usize>,
    /// Whether they are independent enough to be added up. Else the least of what they say counts: branches of one firm share a
    /// name and a switchboard, and not their address.
    add_up: bool,
}

impl Witnesses {
    /// Of a family's telephone its people's names and days of birth say whose it is, and not that they live in one place. Of what is a
    /// person's own, and where nothing is, everything else says it.
    fn of(index: usize, comparisons: &[Comparison]) -> Self {
        let own = |c: &Comparison| c.kinship.1 < c.codes();
        let apart = |a: &Comparison, b: &Comparison| a.field != b.field && (a.group.is_none() || a.group != b.group);
        let this = comparisons.get(index);
        let others = || comparisons.iter().enumerate().filter(|(i, c)| *i != index && this.is_some_and(|this| apart(this, c)));
        let of_person: Vec<usize> = others().filter(|(_, c)| own(c)).map(|(i, _)| i).collect();
        if this.is_some_and(own) {
            return Witnesses { comparisons: others().map(|(i, _)| i).collect(), add_up: true };
        }
        let add_up = !of_person.is_empty();
        Witnesses { comparisons: if add_up { of_person } else { others().map(|(i, _)| i).collect() }, add_up }
    }

    /// How many times more likely their levels are of one customer, as a logarithm; `None`: all of them are missing.
    fn say(&self, comparisons: &[Comparison], ratios: &[Vec<f64>], levels: impl Iterator<Item = (usize, u8)>) -> Option<f64> {
        let (mut sum, mut least) = (Tally::new(0.0), None);
        for (index, level) in levels.filter(|(index, level)| *level > 0 && self.comparisons.contains(index)) {
            let says = ratios.get(index).and_then(|r| r.get(usize::from(level))).copied().unwrap_or(0.0);
            sum.add(comparisons.get(index).and_then(|c| c.group), says);
            least = Some(least.map_or(says, |least: f64| least.min(says)));
        }
        if self.add_up { least.map(|_| sum.total()) } else { least }
    }
}

/// By code, log(m / u) as expected of the kind and seen among random pairs.
fn ratios(c: &Comparison, seen: &[f64]) -> Vec<f64> {
    let all: f64 = seen.iter().skip(1).sum();
    let u = |n: &f64| (n + 0.5) / (all + 0.5 * seen.len() as f64);
    seen.iter().zip(&c.expected).map(|(n, m)| libm::log(m.max(1e-6) / u(n))).collect()
}

/// The share of the first kind in a mixture of pairs, each with how many times more likely it is under that kind.
fn share(pairs: &[(f64, f64)]) -> f64 {
    let all: f64 = STRANGERS + pairs.iter().map(|(_, n)| n).sum::<f64>();
    let mut share = 0.5;
    for _ in 0..STEPS {
        let one: f64 = pairs.iter().map(|(ratio, n)| n * share * ratio / (share * ratio + 1.0 - share)).sum();
        share = one / all;
    }
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixture_is_taken_apart() {
        // Of those of one customer nine in ten agree, of others one in ten: 740 of 1,000 agree where eight in ten are of the first kind.
        let found = share(&[(9.0, 74_000.0), (1.0 / 9.0, 26_000.0)]);
        assert!((found - 0.8).abs() < 0.001, "{found}");
        assert_eq!(share(&[]), 0.0);
        assert!(share(&[(9.0, 3.0)]) < 0.15, "three pairs say little");
        assert!(share(&[(1.0 / 9.0, 1000.0)]) < 1e-6);
    }
}
