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
    parts: Vec<Option<i32>>,
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
                *best = (*best).max(Some(part.total()));
            }
            if let Some(best) = self.relatives.get_mut(part.comparison) {
                *best = (*best).max(weights.against_relatives(part.comparison, part.level));
            }
        }
    }

    /// What it comes to, in 1/1024 bit, the prior included.
    #[must_use]
    pub fn weight(&self, weights: &Weights) -> i32 {
        let sum = |start: i32, parts: &[Option<i32>]| {
            let mut tally = Tally::new(start);
            parts.iter().enumerate().for_each(|(at, part)| tally.add(weights.group(at), part.unwrap_or(0)));
            tally.total()
        };
        let strangers = sum(weights.prior(), &self.parts);
        let total = weights.relatives_odds().map_or(strangers, |odds| less_either(strangers, sum(odds, &self.relatives)));
        weights.calibrated(total)
    }
}
