//! How well a partition agrees with a known one: pairwise and B³ precision, recall and F1, in linear time.

use hashbrown::HashMap;
use serde::Serialize;
use std::hash::Hash;

/// Agreement of a predicted partition with the truth.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Evaluation {
    /// Records.
    pub records: u64,
    /// Pairs that belong together.
    pub true_pairs: u64,
    /// Pairs that were put together.
    pub predicted_pairs: u64,
    /// Pairs that were rightly put together.
    pub right_pairs: u64,
    /// Right pairs / predicted pairs.
    pub precision: f64,
    /// Right pairs / true pairs.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// B³ precision (Bagga and Baldwin 1998).
    pub b3_precision: f64,
    /// B³ recall.
    pub b3_recall: f64,
    /// The harmonic mean of both.
    pub b3_f1: f64,
    /// Records in the largest predicted group.
    pub largest: u64,
}

/// Compares two partitions, given as (true group, predicted group, source) per record.
///
/// With `across_only`, pairs within one source do not count (linkage of sources without duplicates).
#[must_use]
pub fn evaluate<T: Hash + Eq + Clone, P: Hash + Eq + Clone, S: Hash + Eq + Clone>(records: &[(T, P, S)], across_only: bool) -> Evaluation {
    let true_pairs = pairs(records, across_only, |r| r.0.clone());
    let predicted_pairs = pairs(records, across_only, |r| r.1.clone());
    let right_pairs = pairs(records, across_only, |r| (r.0.clone(), r.1.clone()));
    let mut both: HashMap<(&T, &P), u64> = HashMap::new();
    let mut truth: HashMap<&T, u64> = HashMap::new();
    let mut predicted: HashMap<&P, u64> = HashMap::new();
    for (t, p, _) in records {
        *both.entry((t, p)).or_default() += 1;
        *truth.entry(t).or_default() += 1;
        *predicted.entry(p).or_default() += 1;
    }
    let share = |of: fn(u64, u64, u64) -> f64| -> f64 {
        let mut parts: Vec<f64> = both.iter().map(|((t, p), n)| of(*n, truth.get(t).copied().unwrap_or(1), predicted.get(p).copied().unwrap_or(1))).collect();
        // Sorted, so that the sum does not depend on the map's order.
        parts.sort_by(f64::total_cmp);
        parts.iter().sum::<f64>() / records.len().max(1) as f64
    };
    let b3_precision = share(|n, _, p| (n * n) as f64 / p as f64);
    let b3_recall = share(|n, t, _| (n * n) as f64 / t as f64);
    let precision = ratio(right_pairs, predicted_pairs);
    let recall = ratio(right_pairs, true_pairs);
    Evaluation {
        records: records.len() as u64,
        true_pairs,
        predicted_pairs,
        right_pairs,
        precision,
        recall,
        f1: harmonic(precision, recall),
        b3_precision,
        b3_recall,
        b3_f1: harmonic(b3_precision, b3_recall),
        largest: predicted.values().copied().max().unwrap_or(0),
    }
}

fn pairs<K: Hash + Eq, T, P, S: Hash + Eq + Clone>(records: &[(T, P, S)], across_only: bool, key: impl Fn(&(T, P, S)) -> K) -> u64 {
    let mut groups: HashMap<K, u64> = HashMap::new();
    let mut within: HashMap<(K, S), u64> = HashMap::new();
    for record in records {
        *groups.entry(key(record)).or_default() += 1;
        if across_only {
            *within.entry((key(record), record.2.clone())).or_default() += 1;
        }
    }
    let choose = |n: &u64| n * n.saturating_sub(1) / 2;
    groups.values().map(choose).sum::<u64>() - within.values().map(choose).sum::<u64>()
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_case_by_hand() {
        // Truth {0,1,2} {3,4}; predicted {0,1} {2,3} {4}.
        let records = [(0, 0, 'a'), (0, 0, 'b'), (0, 1, 'a'), (1, 1, 'a'), (1, 2, 'b')];
        let e = evaluate(&records, false);
        assert_eq!((e.true_pairs, e.predicted_pairs, e.right_pairs, e.largest), (4, 2, 1, 2));
        assert!((e.precision - 0.5).abs() < 1e-12 && (e.recall - 0.25).abs() < 1e-12);
        assert!((e.b3_precision - (2.0 * 1.0 + 0.5 + 0.5 + 1.0) / 5.0).abs() < 1e-12);
        assert!((e.b3_recall - (4.0 / 3.0 + 1.0 / 3.0 + 1.0) / 5.0).abs() < 1e-12);
        let across = evaluate(&records, true);
        assert_eq!((across.true_pairs, across.predicted_pairs), (3, 1));
    }
}
