//! Weights in the light of labelled pairs.
//!
//! The log-odds that labels agree with are taken for a line through those of the model (Platt 1999), so that the order of pairs stays.
//! The line is held near the one that changes nothing, and turns around the threshold: a few labels change little, and no labels
//! change what is joined by more than 1.5 bits.
//!
//! Where only some rows have a label, pairs of one customer may be labelled more often than others: by customers, a share of all matches
//! but the square of that share of all other pairs. That moves the line up by log2 of the share at most and leaves its slope
//! (Prentice and Pyke 1979); of all lines in between the one counts that changes least.

use super::score::BIT;
use crate::spec::ModelCalibration;
use std::collections::BTreeMap;

/// How far slope and shift (in bits) are expected to be from 1 and 0: ours.
const SPREAD: (f64, f64) = (0.25, 0.75);
/// Beyond so many bits from the threshold a pair says no more: its label is as likely to be wrong.
const MOST_BITS: f64 = 10.0;
/// What the slope lies between.
const SLOPES: (f64, f64) = (0.5, 2.0);
/// The weight at the threshold changes by so many bits at most: pairs were kept from twice as many below.
const MOST_SHIFT: f64 = 1.5;
/// Steps of Newton's method, at most.
const STEPS: usize = 30;
/// Weights are counted in steps of this many 1/1024 bit.
const STEP: i32 = BIT / 16;

/// What labelled pairs, by weight and whether they match, say of the weights around a threshold; `None` without any. Matches may be
/// labelled more often than other pairs by so many bits.
#[must_use]
pub fn calibrate(pairs: impl Iterator<Item = (i32, bool)>, threshold: i32, favoured: f64) -> Option<ModelCalibration> {
    let mut counts: BTreeMap<i32, (f64, f64)> = BTreeMap::new();
    for (weight, matches) in pairs {
        let (n, right) = counts.entry((weight - threshold).div_euclid(STEP)).or_default();
        *n += 1.0;
        *right += f64::from(u8::from(matches));
    }
    if counts.is_empty() {
        return None;
    }
    let bits = |step: i32| (f64::from(step) + 0.5) * f64::from(STEP) / f64::from(BIT);
    let at = f64::from(threshold) / f64::from(BIT);
    let counts: Vec<(f64, f64, f64)> = counts.into_iter().map(|(step, (n, right))| (bits(step).clamp(-MOST_BITS, MOST_BITS), n, right)).collect();
    let (mut slope, mut shift) = (1.0, 0.0);
    for _ in 0..STEPS {
        let (by_slope, by_shift) = step(&counts, at, (slope, shift), SPREAD.1 + favoured);
        slope = (slope - by_slope).clamp(SLOPES.0, SLOPES.1);
        shift = (shift - by_shift).clamp(-MOST_BITS, MOST_BITS);
        if by_slope.abs() + by_shift.abs() < 1e-9 {
            break;
        }
    }
    let shift = if shift > 0.0 { (shift - favoured).max(0.0) } else { shift }.clamp(-MOST_SHIFT, MOST_SHIFT);
    let whole = |x: f64| libm::round(x * f64::from(BIT)) as i32;
    Some(ModelCalibration { slope: whole(slope), shift: whole(shift + at * (1.0 - slope)) })
}

/// Newton's step on the log-loss, in bits, with both normal priors.
fn step(counts: &[(f64, f64, f64)], at: f64, (slope, shift): (f64, f64), spread_of_shift: f64) -> (f64, f64) {
    let ln2 = std::f64::consts::LN_2;
    let precision = (1.0 / (SPREAD.0 * SPREAD.0), 1.0 / (spread_of_shift * spread_of_shift));
    let (mut g1, mut g2) = ((slope - 1.0) * precision.0, shift * precision.1);
    let (mut h11, mut h12, mut h22) = (precision.0, 0.0, precision.1);
    for (x, n, right) in counts {
        let p = 1.0 / (1.0 + libm::exp2(-(at + slope * x + shift)));
        let (off, spread) = ((n * p - right) * ln2, n * p * (1.0 - p) * ln2 * ln2);
        g1 += off * x;
        g2 += off;
        h11 += spread * x * x;
        h12 += spread * x;
        h22 += spread;
    }
    let det = h11 * h22 - h12 * h12;
    ((h22 * g1 - h12 * g2) / det, (h11 * g2 - h12 * g1) / det)
}

impl ModelCalibration {
    /// A weight in the light of the labels.
    #[must_use]
    pub fn weight(&self, weight: i32) -> i32 {
        let bit = i64::from(BIT);
        let scaled = (i64::from(weight) * i64::from(self.slope) + bit / 2).div_euclid(bit) + i64::from(self.shift);
        i32::try_from(scaled).unwrap_or(if scaled > 0 { i32::MAX } else { i32::MIN })
    }

    /// The least weight that becomes this one.
    #[must_use]
    pub fn before(&self, weight: i32) -> i32 {
        let bit = i64::from(BIT);
        let scaled = ((i64::from(weight) - i64::from(self.shift)) * bit).div_euclid(i64::from(self.slope.max(1)));
        i32::try_from(scaled).unwrap_or(if scaled > 0 { i32::MAX } else { i32::MIN })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs at every half bit, as many of which match as a line through the weights says.
    fn pairs(each: usize, slope: f64, shift: f64) -> Vec<(i32, bool)> {
        let of = |half: i32| {
            let right = each as f64 / (1.0 + libm::exp2(-(slope * f64::from(half) / 2.0 + shift)));
            (0..each).map(move |n| (half * BIT / 2, (n as f64) < right - 0.5))
        };
        (-6..=12).flat_map(of).collect()
    }

    #[test]
    fn many_labels_find_the_line() {
        let found = calibrate(pairs(2000, 0.7, -0.5).into_iter(), 0, 0.0).unwrap();
        assert!((found.slope - 717).abs() < 40 && (found.shift + 512).abs() < 90, "{found:?}");
        // Around another threshold the same line.
        let other = calibrate(pairs(2000, 0.7, -0.5).into_iter(), 2 * BIT, 0.0).unwrap();
        assert!((found.slope - other.slope).abs() < 30 && (found.shift - other.shift).abs() < 90, "{found:?} {other:?}");
    }

    #[test]
    fn few_labels_change_little_and_right_weights_nothing() {
        let few = calibrate([(3 * BIT, true), (-BIT, false), (BIT, false)].into_iter(), 0, 0.0).unwrap();
        assert!((few.slope - BIT).abs() < 60 && few.shift.abs() < BIT / 2, "{few:?}");
        let right = calibrate(pairs(2000, 1.0, 0.0).into_iter(), 0, 0.0).unwrap();
        assert!((right.slope - BIT).abs() < 40 && right.shift.abs() < 60, "{right:?}");
        assert_eq!(calibrate(std::iter::empty(), 0, 0.0), None);
    }

    #[test]
    fn matches_that_are_labelled_more_often_move_nothing() {
        let found = calibrate(pairs(2000, 0.8, 3.0).into_iter(), 0, 4.0).unwrap();
        assert!((found.slope - 819).abs() < 60 && found.shift == 0, "{found:?}");
        let down = calibrate(pairs(2000, 0.8, -1.0).into_iter(), 0, 4.0).unwrap();
        assert!((down.shift + BIT).abs() < 90, "{down:?}");
    }

    #[test]
    fn the_order_stays_and_what_is_kept_reaches_the_threshold() {
        let all_wrong = calibrate((0..5000).map(|n| (n % 20 * BIT / 2, false)), 0, 0.0).unwrap();
        let all_right = calibrate((0..5000).map(|n| ((n % 20 - 16) * BIT / 2, true)), 0, 0.0).unwrap();
        for found in [all_wrong, all_right] {
            assert!(found.slope >= BIT / 2 && found.weight(-3 * BIT) <= 0, "{found:?}");
            assert!(found.weight(-BIT) < found.weight(0) && found.weight(0) < found.weight(BIT));
            assert!(found.weight(found.before(700)) <= 700 && found.weight(found.before(700) + 3) >= 700);
        }
    }
}
