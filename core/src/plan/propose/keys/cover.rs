//! Which keys together reach the matches, and how many matches none of them reaches: without labels.

use serde::Serialize;

/// Expected matches that exactly these keys (as bits) reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Reached {
    pub(super) rules: u64,
    pub(super) matches: f64,
}

/// A key must add this share of the matches, at least.
const LEAST_SHARE: f64 = 2e-4;
/// Pairs that one more match may cost.
const MOST_PAIRS: f64 = 20_000.0;

/// So many pairs are looked at in any case.
const FREE_PAIRS: u64 = 100_000;

/// Weighted set cover (Chvátal 1979, greedy): the key with the most new matches per pair first, while they are worth it.
pub(super) fn cover(reached: &[Reached], costs: &[u64], budget: u64) -> Vec<usize> {
    let all: f64 = reached.iter().map(|r| r.matches).sum();
    let (mut open, mut chosen, mut spent) = (reached.to_vec(), Vec::new(), 0u64);
    loop {
        let best = (0..costs.len().min(64))
            .filter(|rule| !chosen.contains(rule))
            .filter_map(|rule| {
                let cost = *costs.get(rule)?;
                let gain: f64 = open.iter().filter(|r| r.rules >> rule & 1 == 1).map(|r| r.matches).sum();
                let worth = gain >= (all * LEAST_SHARE).max(0.2) && cost as f64 <= gain * MOST_PAIRS && spent + cost <= budget;
                worth.then_some((rule, gain / cost.max(1) as f64, cost))
            })
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some((rule, _, cost)) = best else { break };
        chosen.push(rule);
        spent += cost;
        open.retain(|r| r.rules >> rule & 1 == 0);
    }
    // Small tables say too little of what a key reaches, and their pairs cost nothing.
    let mut left: Vec<(u64, usize)> = costs.iter().copied().zip(0..costs.len().min(64)).filter(|(_, rule)| !chosen.contains(rule)).collect();
    left.sort_unstable();
    for (cost, rule) in left {
        if spent + cost <= FREE_PAIRS.min(budget) {
            chosen.push(rule);
            spent += cost;
        }
    }
    chosen
}

/// The share of all matches that the chosen keys reach, estimated without labels, with an interval of 95 %.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Recall {
    /// The estimate.
    pub estimate: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Default for Recall {
    fn default() -> Self {
        Recall { estimate: 1.0, low: 0.0, high: 1.0 }
    }
}

/// Chao's lower bound of what was never caught (1987): from the matches that one, and that two, of several keys
/// without a field in common reach.
pub(super) fn recall(reached: &[Reached], chosen: &[usize], occasions: &[usize]) -> Recall {
    let bits = |rules: &[usize]| rules.iter().fold(0u64, |mask, rule| mask | 1 << rule);
    let (chosen, occasions) = (bits(chosen), bits(occasions));
    let (mut found, mut caught, mut once, mut twice) = (0.0, 0.0, 0.0, 0.0);
    for r in reached {
        let times = (r.rules & occasions).count_ones();
        found += if r.rules & chosen == 0 { 0.0 } else { r.matches };
        caught += if times == 0 { 0.0 } else { r.matches };
        once += if times == 1 { r.matches } else { 0.0 };
        twice += if times == 2 { r.matches } else { 0.0 };
    }
    if occasions.count_ones() < 2 || twice < 1.0 || found <= 0.0 {
        return Recall::default();
    }
    let ratio = once / twice;
    let unseen = (once * ratio / 2.0).max(1e-9);
    let variance = twice * (0.25 * libm::pow(ratio, 4.0) + libm::pow(ratio, 3.0) + 0.5 * ratio * ratio);
    let spread = libm::exp(1.96 * libm::sqrt(libm::log(1.0 + variance / (unseen * unseen))));
    let share = |unseen: f64| {
        let share = found / (caught + unseen).max(found);
        (share * 1e4).round() / 1e4
    };
    Recall { estimate: share(unseen), low: share(unseen * spread), high: share(unseen / spread) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_least_per_new_match_comes_first() {
        let reached = [Reached { rules: 0b011, matches: 90.0 }, Reached { rules: 0b100, matches: 10.0 }, Reached { rules: 0b1000, matches: 0.001 }];
        // The second key reaches what the first does and costs more; the fourth reaches nothing worth its pairs.
        let million = 1_000_000;
        assert_eq!(cover(&reached, &[100_000, million, 150_000, 10_000], 10 * million), [0, 2]);
        assert_eq!(cover(&reached, &[100_000, million, 150_000, 10_000], 120_000), [0], "within the budget");
        assert_eq!(cover(&reached, &[100, 1000, 500, 10], 10 * million), [0, 2, 3, 1], "few pairs cost nothing");
    }

    #[test]
    fn independent_keys_tell_what_both_miss() {
        // Two keys that each reach 80 % of 1,000 matches by themselves: 640 both, 160 each alone, 40 neither.
        let reached = [Reached { rules: 0b11, matches: 640.0 }, Reached { rules: 0b01, matches: 160.0 }, Reached { rules: 0b10, matches: 160.0 }];
        let recall = recall(&reached, &[0, 1], &[0, 1]);
        assert!((recall.estimate - 0.923).abs() < 0.001 && recall.low < 0.96 && recall.high > 0.923, "{recall:?}");
        assert_eq!(super::recall(&reached, &[0], &[0]), Recall::default(), "one key tells nothing");
    }
}
