//! The strongest pair first, within hard constraints; optionally only where the summed evidence agrees.

use super::groups::Groups;
use super::{Clusterer, Constraints, Scale};
use crate::identity::score::BIT;
use crate::model::{Decision, Edge, Partition, Refusal};
use hashbrown::{HashMap, HashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Joins groups best first.
///
/// With `doubt`, the weight of a join is the sum of all edges between the two groups, each counted no
/// lower than `-doubt`: greedy additive edge contraction for correlation clustering (Bansal, Blum and
/// Chawla 2004; Keuper et al. 2015). Without, one edge suffices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Joiner {
    /// The most that one edge counts against a join, in 1/1024 bit; `None`: edges against do not count.
    pub doubt: Option<i32>,
}

/// The largest weight of one edge in a sum; always-rules stand above it.
const CERTAIN: i64 = 1 << 40;

impl Clusterer for Joiner {
    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints) -> Partition {
        let bans = edges.iter().filter(|e| matches!(e.decision, Decision::Never(_))).map(|e| (e.a, e.b));
        let mut groups = Groups::new(rows, constraints, bans);
        let mut refused = Vec::new();
        match self.doubt {
            None => best_first(&mut groups, edges, scale, &mut refused),
            Some(doubt) => additive(&mut groups, edges, scale, doubt, &mut refused),
        }
        refused.sort_unstable_by_key(|(edge, _)| *edge);
        Partition::from_labels(&groups.labels(), refused)
    }
}

/// The value of an edge for joining: always-rules first in their order, then by weight; 0 where there is too little evidence.
fn value(edge: &Edge, scale: Scale) -> i64 {
    let weight = match edge.decision {
        Decision::Always(rule) => return CERTAIN - (i64::from(rule) << 20) + i64::from(edge.weight),
        Decision::Never(_) => return i64::MIN / 4,
        Decision::Weight => edge.weight,
        Decision::WeakOnly => edge.weight.min(scale.threshold - BIT),
    };
    if weight >= scale.threshold { i64::from(weight) - i64::from(scale.threshold) + 1 } else { (i64::from(weight) - i64::from(scale.neutral)).min(0) }
}

fn best_first(groups: &mut Groups, edges: &[Edge], scale: Scale, refused: &mut Vec<(u32, Refusal)>) {
    let mut order: Vec<(i64, u32)> = (0u32..).zip(edges).map(|(i, e)| (value(e, scale), i)).filter(|(v, _)| *v > 0).collect();
    order.sort_unstable_by_key(|(value, index)| (Reverse(*value), edges.get(*index as usize).map(|e| (e.a, e.b))));
    for (_, index) in order {
        let Some(edge) = edges.get(index as usize) else {
            continue;
        };
        let (a, b) = (groups.find(edge.a), groups.find(edge.b));
        if a == b {
            continue;
        }
        match groups.refusal(a, b) {
            Some(why) => refused.push((index, why)),
            None => _ = groups.join(a, b),
        }
    }
}

/// Edges between two groups: their sum, and the first edge that stands for them.
#[derive(Clone, Copy, Debug)]
struct Bundle {
    sum: i64,
    edge: u32,
}

fn additive(groups: &mut Groups, edges: &[Edge], scale: Scale, doubt: i32, refused: &mut Vec<(u32, Refusal)>) {
    let mut between: Vec<HashMap<u32, Bundle>> = Vec::new();
    let rows = edges.iter().map(|e| e.b as usize + 1).max().unwrap_or(0);
    between.resize_with(rows, HashMap::new);
    // (sum, smaller row first) so that equal sums are taken in a fixed order; stale entries are skipped.
    let mut heap: BinaryHeap<(i64, Reverse<(u32, u32)>)> = BinaryHeap::new();
    for (index, edge) in (0u32..).zip(edges) {
        let value = value(edge, scale);
        if matches!(edge.decision, Decision::Never(_)) {
            continue;
        }
        let bundle = Bundle { sum: value.max(-i64::from(doubt)), edge: index };
        for (x, y) in [(edge.a, edge.b), (edge.b, edge.a)] {
            if let Some(map) = between.get_mut(x as usize) {
                map.insert(y, bundle);
            }
        }
        if bundle.sum > 0 {
            heap.push((bundle.sum, Reverse((edge.a, edge.b))));
        }
    }
    while let Some((sum, Reverse((a, b)))) = heap.pop() {
        if groups.find(a) != a || groups.find(b) != b {
            continue;
        }
        let Some(bundle) = between.get(a as usize).and_then(|m| m.get(&b)).copied() else {
            continue;
        };
        if bundle.sum != sum {
            continue;
        }
        if let Some(why) = groups.refusal(a, b) {
            refused.push((bundle.edge, why));
            for (x, y) in [(a, b), (b, a)] {
                if let Some(map) = between.get_mut(x as usize) {
                    map.remove(&y);
                }
            }
            continue;
        }
        let keep = groups.join(a, b);
        let gone = if keep == a { b } else { a };
        let moved = between.get_mut(gone as usize).map(std::mem::take).unwrap_or_default();
        if let Some(map) = between.get_mut(keep as usize) {
            map.remove(&gone);
        }
        for (other, bundle) in moved {
            if other == keep {
                continue;
            }
            let Some(mine) = between.get_mut(keep as usize) else {
                continue;
            };
            let merged = match mine.get(&other) {
                Some(b) => Bundle { sum: b.sum + bundle.sum, edge: b.edge.min(bundle.edge) },
                None => bundle,
            };
            mine.insert(other, merged);
            if let Some(back) = between.get_mut(other as usize) {
                back.remove(&gone);
                back.insert(keep, merged);
            }
            if merged.sum > 0 {
                heap.push((merged.sum, Reverse((keep.min(other), keep.max(other)))));
            }
        }
    }
    let known: HashSet<u32> = refused.iter().map(|(index, _)| *index).collect();
    for (index, edge) in (0u32..).zip(edges) {
        if value(edge, scale) > 0 && groups.find(edge.a) != groups.find(edge.b) && !known.contains(&index) {
            refused.push((index, Refusal::Evidence));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: u32, b: u32, bits: i32) -> Edge {
        Edge { a, b, vector: 0, weight: bits * BIT, decision: Decision::Weight }
    }

    fn ban(a: u32, b: u32) -> Edge {
        Edge { decision: Decision::Never(0), ..edge(a, b, 0) }
    }

    fn groups(joiner: Joiner, rows: usize, edges: &[Edge], constraints: &Constraints) -> Vec<u32> {
        let mut reversed = edges.to_vec();
        reversed.reverse();
        let of = |edges: &[Edge]| joiner.cluster(rows, edges, Scale::default(), constraints).of_row;
        assert_eq!(of(edges), of(&reversed), "the order of the edges must not matter");
        of(edges)
    }

    #[test]
    fn joins_are_transitive_and_bans_are_hard() {
        let none = Constraints::default();
        assert_eq!(groups(Joiner::default(), 4, &[edge(0, 1, 5), edge(1, 2, 3)], &none), [0, 0, 0, 1]);
        assert_eq!(groups(Joiner::default(), 3, &[edge(0, 1, 5), edge(1, 2, 3), ban(0, 2)], &none), [0, 0, 1]);
    }

    #[test]
    fn unique_sources_are_linked_one_to_one() {
        let constraints = Constraints { unique_source: vec![0, 0, 1, 1], ..Constraints::default() };
        let edges = [edge(0, 2, 9), edge(0, 3, 8), edge(1, 3, 5)];
        assert_eq!(groups(Joiner::default(), 4, &edges, &constraints), [0, 1, 0, 1]);
    }

    #[test]
    fn exclusive_fields_keep_groups_apart() {
        let constraints = Constraints { exclusive: vec![(0, vec![7, 0, 8])], ..Constraints::default() };
        assert_eq!(groups(Joiner::default(), 3, &[edge(0, 1, 5), edge(1, 2, 4)], &constraints), [0, 0, 1]);
    }

    #[test]
    fn summed_evidence_splits_a_chain() {
        let edges = [edge(0, 1, 9), edge(2, 3, 9), edge(1, 2, 2), edge(0, 2, -5), edge(1, 3, -5)];
        assert_eq!(groups(Joiner { doubt: Some(100 * BIT) }, 4, &edges, &Constraints::default()), [0, 0, 1, 1]);
        assert_eq!(groups(Joiner::default(), 4, &edges, &Constraints::default()), [0, 0, 0, 0]);
    }
}
