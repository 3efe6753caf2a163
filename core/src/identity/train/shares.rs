//! Counts to probabilities by level.

use super::super::compare::Comparison;

/// What one customer's records share of the levels that relatives reach, of each, before any pair was seen.
const REACHED_BY_RELATIVES: f64 = 0.01;
/// How many of the pairs that something of a person's own ties together that counts for.
const TIED_PAIRS: f64 = 200.0;
/// Lists without identifiers write other names than those with them: a count becomes so many times less at the most.
const MOST_TIMES_LESS: f64 = 16.0;

/// Counts of a person's own with as many on the levels that relatives reach as there are among the pairs that something else of a
/// person's own ties together: without labels, a family at one telephone looks like a customer with two given names, but no two of
/// a family have one day of birth.
pub(super) fn apart_from_relatives(counts: &[f64], tied: &[f64], c: &Comparison) -> Vec<f64> {
    let reached = if c.kinship.1 < c.codes() { 1..usize::from(c.kinship.1) } else { 0..0 };
    let sum = |of: &[f64]| of.iter().skip(1).sum::<f64>();
    let (all, all_tied) = (sum(counts), sum(tied));
    let of_code = |(code, n): (usize, &f64)| {
        if !reached.contains(&code) {
            return *n;
        }
        let before = if code == 1 { c.expected.get(1).copied().unwrap_or(0.0) } else { REACHED_BY_RELATIVES };
        let share = (tied.get(code).copied().unwrap_or(0.0) + before * TIED_PAIRS) / (all_tied + TIED_PAIRS);
        n.min((share * all).max(n / MOST_TIMES_LESS))
    };
    counts.iter().enumerate().map(of_code).collect()
}

/// What relatives are expected to have in common: where they share something, it is written as alike as one customer writes it.
pub(super) fn shared_by_relatives(c: &Comparison, m: &[f64]) -> Vec<f64> {
    let apart = c.kinship.0.get(1).copied().unwrap_or(0.0);
    let alike: f64 = m.iter().skip(2).sum();
    if c.kinship.1 < c.codes() || alike <= 0.0 {
        return c.kinship.0.clone();
    }
    let share = |(code, m): (usize, &f64)| match code {
        0 => 0.0,
        1 => apart,
        _ => (1.0 - apart) * m / alike,
    };
    m.iter().enumerate().map(share).collect()
}

/// Shares of the codes from 1 on, each with a little added so that nothing is impossible; code 0 is 0.
pub(super) fn shares(counts: impl Iterator<Item = f64>, pseudo: f64) -> Vec<f64> {
    let mut out: Vec<f64> = counts.enumerate().map(|(code, n)| if code == 0 { 0.0 } else { n + pseudo }).collect();
    let sum: f64 = out.iter().sum();
    out.iter_mut().for_each(|p| *p /= sum.max(1e-300));
    out
}

/// Puts the spec's own probabilities in place of the estimates.
pub(super) fn given(mut shares: Vec<f64>, c: &Comparison, of: impl Fn(&super::super::compare::Level) -> Option<f64>) -> Vec<f64> {
    for (code, share) in (0..c.codes()).zip(&mut shares) {
        if let Some(p) = c.level(code).and_then(&of) {
            *share = p;
        }
    }
    shares
}

/// A better level never weighs less than a worse one: neighbours that break this are pooled.
pub(super) fn monotone(m: Vec<f64>, u: Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    // Pools of (m, u, how many codes), from code 1 up, with rising m/u.
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for (m, u) in m.iter().zip(&u).skip(1) {
        let mut pool = (*m, *u, 1);
        while let Some(last) = pools.last() {
            if last.0 * pool.1 <= pool.0 * last.1 {
                break;
            }
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    // Each level keeps its own m: where frequencies stand in for u, m alone decides.
    let ratios = pools.iter().flat_map(|(m, u, n)| std::iter::repeat_n(m / u.max(1e-300), *n));
    let us = std::iter::once(0.0).chain(m.iter().skip(1).zip(ratios).map(|(m, ratio)| m / ratio.max(1e-300)));
    let us = us.collect();
    (m, us)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_that_break_the_order_are_pooled() {
        let (m, u) = monotone(vec![0.0, 0.1, 0.2, 0.7], vec![0.0, 0.5, 0.4, 0.1]);
        assert_eq!((m, u), (vec![0.0, 0.1, 0.2, 0.7], vec![0.0, 0.5, 0.4, 0.1]));
        let (m, u) = monotone(vec![0.0, 0.5, 0.1, 0.4], vec![0.0, 0.1, 0.8, 0.1]);
        assert!(m[1] / u[1] <= m[2] / u[2] + 1e-12 && m[2] / u[2] <= m[3] / u[3] + 1e-12);
    }

    #[test]
    fn families_do_not_teach_two_given_names() {
        let c = Comparison { kinship: (Vec::new(), 3), ..Comparison::bare() };
        let level =
            |label: &str| super::super::super::compare::Level { label: label.to_owned(), when: super::super::super::compare::When::BothAbsent, weak: false, m: None, u: None };
        let c = Comparison { levels: vec![level("exact"), level("same_surname")], expected: vec![0.0, 0.04, 0.2, 0.76], ..c };
        // Among the pairs of one day of birth there is one in a hundred with two given names.
        let tied = [0.0, 40.0, 10.0, 950.0];
        let apart = apart_from_relatives(&[0.0, 20.0, 30.0, 150.0], &tied, &c);
        assert!((apart[2] - 2.0).abs() < 1e-9 && apart[3] == 150.0 && apart[1] < 20.0, "{apart:?}");
        // Nothing ties any: what is expected.
        let apart = apart_from_relatives(&[0.0, 20.0, 30.0, 150.0], &[0.0; 4], &c);
        assert!((apart[2] - 2.0).abs() < 1e-9, "{apart:?}");
        // Never less than a sixteenth.
        assert!((apart_from_relatives(&[0.0, 0.0, 160.0, 0.0], &[0.0, 0.0, 0.0, 1e9], &c)[2] - 10.0).abs() < 1e-9);
    }

    #[test]
    fn relatives_share_as_customers_do() {
        let c = Comparison { kinship: (vec![0.0, 0.4, 0.1, 0.5], 4), ..Comparison::bare() };
        let level =
            |label: &str| super::super::super::compare::Level { label: label.to_owned(), when: super::super::super::compare::When::BothAbsent, weak: false, m: None, u: None };
        let c = Comparison { levels: vec![level("exact"), level("tail")], ..c };
        // A list that writes no number whole: relatives do not either.
        let shared = shared_by_relatives(&c, &[0.0, 0.2, 0.8, 0.0]);
        assert!(shared.iter().zip([0.0, 0.4, 0.6, 0.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{shared:?}");
        // What is a person's own is not shared.
        let own = Comparison { kinship: (vec![0.0, 0.9, 0.05, 0.05], 3), ..c };
        assert_eq!(shared_by_relatives(&own, &[0.0, 0.2, 0.8, 0.0]), own.kinship.0);
    }

    #[test]
    fn shares_never_reach_zero() {
        let s = shares([5.0, 0.0, 10.0].into_iter(), 0.5);
        assert!(s[0] == 0.0 && s[1] > 0.0 && (s.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
