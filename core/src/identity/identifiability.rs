//! What the m probabilities of each comparison rest on.
//!
//! A mixture can be fitted to anything; whether the data say something about a comparison shows in how many expected matches
//! it was learned from, and whether those are free of the rules that chose them.

use super::compare::Comparison;
use serde::Serialize;

/// Fewer expected matches than this teach nothing: m is what its kind is expected to have.
pub const FEW: f64 = 5.0;

/// What a comparison's m was learned from.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Identifiability {
    /// The comparison's name.
    pub comparison: String,
    /// How well its m is known.
    pub m: Identified,
    /// Expected matches, with a value on both sides, that it was learned from.
    pub matches: f64,
    /// How many pairs its kind's expected agreement counts for beside them.
    pub expected_pairs: u32,
    /// Too few matches were found without using its field, so that it was learned from pairs that its own blocking rules chose: m is
    /// rather too high.
    pub biased: bool,
    /// A better level would have weighed less than a worse one, so that neighbours were pooled.
    pub pooled: bool,
}

/// How well something is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Identified {
    /// Not by the data: it is what its kind is expected to have.
    Not,
    /// By few matches, fewer than its expectation counts for, or by biased ones.
    Weakly,
    /// By more matches than its expectation counts for.
    Well,
    /// The spec gives it.
    Given,
}

impl Identifiability {
    /// Of a comparison that was learned from so many expected matches.
    #[must_use]
    pub fn of(comparison: &Comparison, matches: f64, expected_pairs: u32, biased: bool, pooled: bool) -> Self {
        let m =
            if (1..comparison.codes()).all(|code| comparison.level(code).is_some_and(|l| l.m.is_some())) { Identified::Given } else { verdict(matches, expected_pairs, biased) };
        Identifiability { comparison: comparison.name.clone(), m, matches, expected_pairs, biased, pooled }
    }
}

/// So many times more what is expected must count for, that nothing is left of what was seen.
const OUTWEIGHED: f64 = 20.0;

fn verdict(matches: f64, expected_pairs: u32, biased: bool) -> Identified {
    match matches {
        few if few < FEW || few * OUTWEIGHED < f64::from(expected_pairs) => Identified::Not,
        many if many >= f64::from(expected_pairs) && !biased => Identified::Well,
        _ => Identified::Weakly,
    }
}

/// Whether a better level would weigh less than a worse one.
#[must_use]
pub fn breaks_order(m: &[f64], u: &[f64]) -> bool {
    let levels: Vec<(&f64, &f64)> = m.iter().zip(u).skip(1).collect();
    levels.windows(2).any(|pair| matches!(pair, [worse, better] if worse.0 * better.1 > better.0 * worse.1))
}

/// What the weights of a run rest on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WeightsFrom {
    /// The spec gave the model.
    Model,
    /// Nothing but what each kind is expected to have: the data hold too little.
    #[default]
    Expectation,
    /// Some comparisons were learned, some were not.
    Both,
    /// The data.
    Data,
}

impl WeightsFrom {
    /// Of trained comparisons.
    #[must_use]
    pub fn of(comparisons: &[Identifiability]) -> Self {
        let learned = comparisons.iter().filter(|c| c.m > Identified::Not).count();
        match learned {
            0 => WeightsFrom::Expectation,
            all if all == comparisons.len() => WeightsFrom::Data,
            _ => WeightsFrom::Both,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts() {
        assert_eq!([verdict(4.0, 200, false), verdict(50.0, 200, false), verdict(500.0, 200, true), verdict(500.0, 200, false)], {
            use Identified::{Not, Weakly, Well};
            [Not, Weakly, Weakly, Well]
        });
        let of = |m| Identifiability { comparison: String::new(), m, matches: 0.0, expected_pairs: 200, biased: false, pooled: false };
        assert_eq!(WeightsFrom::of(&[of(Identified::Not)]), WeightsFrom::Expectation);
        assert_eq!(WeightsFrom::of(&[of(Identified::Not), of(Identified::Weakly)]), WeightsFrom::Both);
        assert_eq!(WeightsFrom::of(&[of(Identified::Well)]), WeightsFrom::Data);
    }

    #[test]
    fn order() {
        assert!(!breaks_order(&[0.0, 0.1, 0.2, 0.7], &[0.0, 0.5, 0.4, 0.1]));
        assert!(breaks_order(&[0.0, 0.5, 0.1, 0.4], &[0.0, 0.1, 0.8, 0.1]));
    }
}
