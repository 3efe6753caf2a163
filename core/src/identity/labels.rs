//! What is known of pairs without looking at them: labels for training, and how far the probabilities agree with them.

use super::evaluate::{Evaluation, evaluate};
use super::score::{BIT, probability};
use crate::model::{Decision, Edge, Partition};
use serde::Serialize;

/// What labels say of a pair.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Label {
    /// Nothing.
    #[default]
    Unknown,
    /// Two records of one customer.
    Match,
    /// Records of two customers.
    NonMatch,
}

/// What is known of rows and pairs of rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Labels {
    /// The known customer of each row; 0: unknown. Empty where nothing is known.
    of_row: Vec<u32>,
    /// Pairs of rows, the smaller one first, and whether they match; sorted.
    pairs: Vec<((u32, u32), bool)>,
}

/// Weights between which the reliability is counted, in bits; ours.
const BANDS: [i32; 10] = [-3, -2, -1, 0, 1, 2, 3, 5, 8, 12];

/// How far a run agrees with its labels. The figures flatter where training used the labels, too, and where few rows have one: a wrong
/// join with a row that has none is not seen.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct LabelReport {
    /// Pairs of labelled rows among the candidates that training counted, known to match.
    pub trained_matches: u64,
    /// Those known not to match.
    pub trained_non_matches: u64,
    /// How well the customers agree with the labels of rows, among the labelled rows.
    pub evaluation: Evaluation,
    /// How well they agree with the labels of pairs.
    pub pairs: PairAgreement,
    /// Expected beside observed matches, by rising weight, among the labelled pairs that were kept.
    pub reliability: Vec<Reliability>,
}

/// Pairs that somebody looked at, and what became of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct PairAgreement {
    /// Pairs that match.
    pub matches: u64,
    /// Those of them that are one customer.
    pub found: u64,
    /// Pairs that do not match.
    pub non_matches: u64,
    /// Those of them that are one customer all the same.
    pub wrong: u64,
}

/// The pairs of a band of weights.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Reliability {
    /// The least probability.
    pub low: f64,
    /// The probability from which the next band begins.
    pub high: f64,
    /// Labelled pairs.
    pub pairs: u64,
    /// Matches among them by their probabilities.
    pub expected: f64,
    /// Matches among them by their labels.
    pub observed: u64,
}

impl Labels {
    /// The known customer of each row, 0 where there is none, and pairs of rows with whether they match. A pair that is said to match
    /// and not to match counts for nothing.
    #[must_use]
    pub fn new(of_row: Vec<u32>, pairs: impl IntoIterator<Item = (u32, u32, bool)>) -> Self {
        let of_row = if of_row.iter().all(|label| *label == 0) { Vec::new() } else { of_row };
        let mut pairs: Vec<((u32, u32), bool)> = pairs.into_iter().filter(|(a, b, _)| a != b).map(|(a, b, matches)| ((a.min(b), a.max(b)), matches)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let pairs = pairs.chunk_by(|x, y| x.0 == y.0).filter_map(|said| if let [one] = said { Some(*one) } else { None }).collect();
        Labels { of_row, pairs }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of_row.is_empty() && self.pairs.is_empty()
    }

    /// What is known of two rows.
    #[must_use]
    pub fn of(&self, a: u32, b: u32) -> Label {
        if let Ok(at) = self.pairs.binary_search_by_key(&(a.min(b), a.max(b)), |(pair, _)| *pair) {
            return if self.pairs.get(at).is_some_and(|(_, matches)| *matches) { Label::Match } else { Label::NonMatch };
        }
        let label = |row: u32| self.of_row.get(row as usize).copied().unwrap_or(0);
        match (label(a), label(b)) {
            (0, _) | (_, 0) => Label::Unknown,
            (a, b) if a == b => Label::Match,
            _ => Label::NonMatch,
        }
    }

    /// The weights of the labelled pairs among these that no rule decides, and whether they match.
    pub fn of_edges(&self, edges: &[Edge]) -> impl Iterator<Item = (i32, bool)> {
        let known = |edge: &Edge| (edge.decision == Decision::Weight).then(|| self.of(edge.a, edge.b)).filter(|label| *label != Label::Unknown);
        edges.iter().filter_map(move |edge| known(edge).map(|label| (edge.weight, label == Label::Match)))
    }

    /// By how many bits matches may be labelled more often than other pairs.
    #[must_use]
    pub fn favoured(&self) -> f64 {
        let labelled = self.of_row.iter().filter(|label| **label != 0).count();
        if labelled == 0 { 0.0 } else { libm::log2(self.of_row.len() as f64 / labelled as f64) }
    }

    fn agreement(&self, partition: &Partition) -> PairAgreement {
        let customer = |row: u32| partition.of_row.get(row as usize);
        let mut agreement = PairAgreement::default();
        for ((a, b), matches) in &self.pairs {
            let joined = u64::from(customer(*a) == customer(*b));
            if *matches {
                agreement.matches += 1;
                agreement.found += joined;
            } else {
                agreement.non_matches += 1;
                agreement.wrong += joined;
            }
        }
        agreement
    }

    /// How far customers and the weights of edges agree with the labels. With `across_only`, pairs within one source do not count.
    #[must_use]
    pub fn report(&self, edges: &[Edge], partition: &Partition, sources: &[u16], across_only: bool) -> LabelReport {
        let rows = self.of_row.iter().zip(&partition.of_row).zip(sources);
        let known: Vec<(u32, u32, u16)> = rows.filter(|((label, _), _)| **label != 0).map(|((label, customer), source)| (*label, *customer, *source)).collect();
        let limit = |band: usize| BANDS.get(band).map(|bits| bits * BIT);
        let mut reliability: Vec<Reliability> = (0..BANDS.len())
            .map(|band| Reliability { low: limit(band).map_or(0.0, probability), high: limit(band + 1).map_or(1.0, probability), ..Reliability::default() })
            .collect();
        for (weight, matches) in self.of_edges(edges) {
            let below = BANDS.partition_point(|bits| bits * BIT <= weight);
            if let Some(band) = below.checked_sub(1).and_then(|band| reliability.get_mut(band)) {
                band.pairs += 1;
                band.expected += probability(weight);
                band.observed += u64::from(matches);
            }
        }
        LabelReport { evaluation: evaluate(&known, across_only), pairs: self.agreement(partition), reliability, ..LabelReport::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_labels_match_different_ones_do_not() {
        let labels = Labels::new(vec![1, 1, 2, 0], []);
        assert_eq!([labels.of(0, 1), labels.of(1, 2), labels.of(2, 3)], [Label::Match, Label::NonMatch, Label::Unknown]);
        assert!(Labels::new(vec![0, 0], []).is_empty() && Labels::default().of(0, 1) == Label::Unknown);
    }

    #[test]
    fn pairs_go_before_rows_and_contradictions_say_nothing() {
        let labels = Labels::new(vec![1, 1, 2, 0], [(1, 0, false), (3, 2, true), (0, 3, true), (3, 0, false), (2, 2, true)]);
        assert_eq!([labels.of(0, 1), labels.of(2, 3), labels.of(0, 3), labels.of(0, 2)], [Label::NonMatch, Label::Match, Label::Unknown, Label::NonMatch]);
        let agreement = labels.report(&[], &Partition::from_labels(&[0, 0, 2, 2], Vec::new()), &[0, 0, 0, 0], false).pairs;
        assert_eq!(agreement, PairAgreement { matches: 1, found: 1, non_matches: 1, wrong: 1 });
    }

    #[test]
    fn reliability_by_band() {
        let labels = Labels::new(vec![1, 1, 2, 0], []);
        let edge = |a, b, weight| Edge { a, b, vector: 0, weight, decision: Decision::Weight };
        let edges = [edge(0, 1, 20 * BIT), edge(0, 2, BIT / 2), edge(0, 3, BIT / 2), edge(1, 2, -9 * BIT)];
        let report = labels.report(&edges, &Partition::from_labels(&[0, 0, 0, 3], Vec::new()), &[0, 0, 0, 0], false);
        let seen: Vec<(u64, u64)> = report.reliability.iter().map(|r| (r.pairs, r.observed)).filter(|seen| seen.0 > 0).collect();
        assert_eq!(seen, [(1, 0), (1, 1)]);
        assert_eq!((report.evaluation.records, report.evaluation.true_pairs, report.evaluation.right_pairs, report.evaluation.predicted_pairs), (3, 1, 1, 3));
    }
}
