//! What precision and recall to expect at every threshold, by the probabilities of the scored pairs alone.
//!
//! A pair of probability p is a match p times and none 1 - p times, so that the sums over the pairs from a threshold on are
//! the expected right and wrong ones (Fellegi and Sunter 1969 set their limits by the same sums). All of it is as good as the
//! probabilities are: labelled pairs say how good.

use super::score::{BIT, probability};
use crate::model::{Decision, Edge};
use serde::Serialize;

/// Between two thresholds that are tried.
const STEP: i32 = BIT / 4;
/// The highest threshold that is tried.
const HIGHEST: i32 = 16 * BIT;
/// Thresholds that are proposed: ours. Below, half of what is joined and more is wrong by the model itself; above, the tails of the
/// weights say more than they know.
const PROPOSED: (i32, i32) = (-2 * BIT, 7 * BIT);
/// Pairs from one probability to the other are worth a look by a person: ours.
const REVIEWED: (f64, f64) = (0.1, 0.9);

/// The expected precision and recall of pairs at every threshold, and what follows from them.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Curve {
    /// Matching pairs among all that were looked at. What blocking gave up is not in the curve: `MatchReport::estimated_lost_matches`.
    pub matches: f64,
    /// At the threshold of the run.
    pub at: CurvePoint,
    /// At the threshold of the best expected F1; of equals the highest.
    pub proposed: CurvePoint,
    /// The pairs that a person should look at.
    pub review: Review,
    /// By rising threshold, from the least weight that was kept.
    pub points: Vec<CurvePoint>,
}

/// What to expect of the pairs from a threshold on.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct CurvePoint {
    /// The threshold as a match weight, in 1/1024 bit.
    pub weight: i32,
    /// The threshold as a probability, for `identity.threshold`.
    pub threshold: f64,
    /// Pairs from the threshold on, and those that a rule joins.
    pub pairs: u64,
    /// Matches among them.
    pub right: f64,
    /// The others among them.
    pub wrong: f64,
    /// Matches that are not among them.
    pub missed: f64,
    /// Right ones / pairs.
    pub precision: f64,
    /// Right ones / matches.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// The band of clerical review: pairs that are neither surely a match nor surely none.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Review {
    /// The least probability.
    pub low: f64,
    /// The probability from which nobody needs to look.
    pub high: f64,
    /// Pairs in between.
    pub pairs: u64,
    /// Matches among them.
    pub matches: f64,
}

/// Pairs, and the matches among them.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    pairs: u64,
    right: f64,
}

impl Sum {
    fn add(&mut self, pairs: u64, right: f64) {
        self.pairs += pairs;
        self.right += right;
    }

    fn point(self, weight: i32, matches: f64) -> CurvePoint {
        let share = |of: f64| if of > 0.0 { (self.right / of).min(1.0) } else { 1.0 };
        let pairs = self.pairs as f64;
        let f1 = if pairs + matches > 0.0 { 2.0 * self.right / (pairs + matches) } else { 0.0 };
        CurvePoint {
            weight,
            threshold: probability(weight),
            pairs: self.pairs,
            right: self.right,
            wrong: (pairs - self.right).max(0.0),
            missed: (matches - self.right).max(0.0),
            precision: share(pairs),
            recall: share(matches),
            f1,
        }
    }
}

impl Curve {
    /// The curve of edges that are complete from the weight `floor` on. `expected` are the matches among all pairs that were
    /// looked at.
    ///
    /// What a rule joins is right at every threshold, what it bans and what only weak levels speak for is joined at none.
    #[must_use]
    pub fn of(edges: &[Edge], threshold: i32, floor: i32, expected: f64) -> Self {
        let lowest = floor.div_euclid(STEP) + i32::from(floor.rem_euclid(STEP) != 0);
        let highest = (HIGHEST / STEP).max(lowest);
        let steps = usize::try_from(highest - lowest).unwrap_or(0) + 1;
        let mut bins = vec![Sum::default(); steps];
        let (mut at, mut by_rule, mut kept) = (Sum::default(), Sum::default(), 0.0);
        let mut review = Review { low: REVIEWED.0.max(probability(floor)), high: REVIEWED.1, ..Review::default() };
        for edge in edges {
            match edge.decision {
                Decision::Always(_) => {
                    by_rule.add(1, 1.0);
                    kept += 1.0;
                }
                Decision::Weight => {
                    let p = edge.probability();
                    kept += p;
                    if edge.weight >= threshold {
                        at.add(1, p);
                    }
                    if p >= review.low && p < review.high {
                        review.pairs += 1;
                        review.matches += p;
                    }
                    let step = edge.weight.div_euclid(STEP) - lowest;
                    if let Ok(step) = usize::try_from(step)
                        && let Some(bin) = bins.get_mut(step.min(steps - 1))
                    {
                        bin.add(1, p);
                    }
                }
                Decision::Never(_) | Decision::WeakOnly => {}
            }
        }
        let matches = expected.max(kept);
        at.add(by_rule.pairs, by_rule.right);
        let mut above = by_rule;
        let mut points: Vec<CurvePoint> = Vec::with_capacity(steps);
        for (bin, step) in bins.iter().rev().zip((lowest..=highest).rev()) {
            above.add(bin.pairs, bin.right);
            points.push(above.point(step * STEP, matches));
        }
        points.reverse();
        let at = at.point(threshold, matches);
        let within = points.iter().filter(|p| (PROPOSED.0..=PROPOSED.1).contains(&p.weight));
        let proposed = within.copied().reduce(|best, p| if p.f1 >= best.f1 { p } else { best }).unwrap_or(at);
        Curve { matches, at, proposed, review, points }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(weight: i32, decision: Decision) -> Edge {
        Edge { a: 0, b: 1, vector: 0, weight, decision }
    }

    #[test]
    fn sums_by_hand() {
        // 3:1 for, 1:1, 1:3 against; two that rules decided.
        let three = libm::round(3.0_f64.log2() * f64::from(BIT)) as i32;
        let edges = [edge(three, Decision::Weight), edge(0, Decision::Weight), edge(-three, Decision::Weight), edge(0, Decision::Always(0)), edge(99, Decision::Never(0))];
        let curve = Curve::of(&edges, 0, -3 * BIT, 3.0);
        assert!((curve.matches - 3.0).abs() < 1e-3, "the edges hold 2.5, training saw 3");
        assert_eq!((curve.at.pairs, curve.at.weight), (3, 0));
        assert!((curve.at.right - 2.25).abs() < 1e-3 && (curve.at.wrong - 0.75).abs() < 1e-3 && (curve.at.missed - 0.75).abs() < 1e-3);
        assert!((curve.at.f1 - 0.75).abs() < 1e-3);
        assert_eq!((curve.review.pairs, curve.points.first().map(|p| p.pairs)), (3, Some(4)));
        assert!(curve.points.windows(2).all(|p| p[0].pairs >= p[1].pairs && p[0].threshold < p[1].threshold));
        assert_eq!(curve.points.last().map(|p| (p.pairs, p.weight)), Some((1, HIGHEST)));
    }

    #[test]
    fn the_proposal_is_the_best_expected_f1_and_of_equals_the_highest() {
        let edges: Vec<Edge> = std::iter::repeat_n(edge(9 * BIT, Decision::Weight), 100).chain(std::iter::repeat_n(edge(-BIT, Decision::Weight), 100)).collect();
        let proposed = Curve::of(&edges, 0, -3 * BIT, 0.0).proposed;
        assert_eq!((proposed.weight, proposed.pairs), (PROPOSED.1, 100));
        let empty = Curve::of(&[], 0, -3 * BIT, 0.0);
        assert_eq!((empty.matches, empty.at.precision, empty.at.f1), (0.0, 1.0, 0.0));
    }

    #[test]
    fn a_high_floor_leaves_fewer_points() {
        let curve = Curve::of(&[edge(20 * BIT, Decision::Weight)], 18 * BIT, 17 * BIT, 1.0);
        assert_eq!((curve.points.len(), curve.proposed.weight), (1, 18 * BIT));
    }
}
