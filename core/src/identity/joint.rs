//! The weight of two groups of records, each taken for one record with all values of its rows.
//!
//! Values of one customer compare by their best pair, as the entries of one field do: two groups agree on a telephone where any of
//! their telephones are one, and contradict one another where both have some and none agree.

use super::compare::{Tally, Vector};
use super::score::{Weights, less_either};
use crate::model::Records;

/// By comparison, the best that any pair across two groups says.
#[derive(Clone, Debug, Default)]
pub struct Best {
    /// What it counts, and its level.
    parts: Vec<Option<(i32, u8)>>,
    relatives: Vec<Option<i32>>,
}

impl Best {
    /// Adds a pair across the two groups.
    pub fn add(&mut self, weights: &Weights, records: &Records, vector: Vector, a: u32, b: u32) {
        let comparisons = weights.comparisons();
        self.parts.resize(comparisons, None);
        self.relatives.resize(comparisons, None);
        for part in weights.parts(records, vector, a, b).filter(|part| part.level > 0) {
            if let Some(best) = self.parts.get_mut(part.comparison) {
                *best = (*best).max(Some((part.total(), part.level)));
            }
            if let Some(best) = self.relatives.get_mut(part.comparison) {
                *best = (*best).max(weights.against_relatives(part.comparison, part.level));
            }
        }
    }

    /// The comparisons in which no pair across the two groups agrees, those that speak the most against a join first: by index, with
    /// the best level and what it counts.
    #[must_use]
    pub fn against(&self) -> Vec<(usize, u8, i32)> {
        let known = self.parts.iter().enumerate().filter_map(|(at, part)| part.map(|(total, level)| (at, level, total)));
        let mut against: Vec<(usize, u8, i32)> = known.filter(|(_, _, total)| *total < 0).collect();
        against.sort_by_key(|(at, _, total)| (*total, *at));
        against
    }

    /// What it comes to, in 1/1024 bit, the prior included.
    #[must_use]
    pub fn weight(&self, weights: &Weights) -> i32 {
        fn sum(weights: &Weights, start: i32, parts: impl Iterator<Item = i32>) -> i32 {
            let mut tally = Tally::new(start);
            parts.enumerate().for_each(|(at, part)| tally.add(weights.group(at), part));
            tally.total()
        }
        let strangers = sum(weights, weights.prior(), self.parts.iter().map(|part| part.map_or(0, |(total, _)| total)));
        let relatives = || self.relatives.iter().map(|part| part.unwrap_or(0));
        let total = weights.relatives_odds().map_or(strangers, |odds| less_either(strangers, sum(weights, odds, relatives())));
        weights.calibrated(total)
    }
}
