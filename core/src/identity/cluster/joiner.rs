//! The strongest pair first, within hard constraints; optionally only where the summed evidence agrees.

use super::between::{Between, Bundle};
use super::groups::Groups;
use super::{Clusterer, Components, Constraints, Scale};
use crate::identity::score::BIT;
use crate::model::{Decision, Edge, Partition, Refusal};
use crate::threads::each;
use hashbrown::HashSet;
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
        // What no chain of pairs connects cannot come together: every component is worked on by itself.
        let components = Components::new(rows, edges, |e| value(e, scale) > 0);
        let lists = components.edges(edges);
        let mut parts = vec![Part::default(); components.len()];
        each(&mut parts, |at, part| *part = Component { rows: components.rows(at), edges, within: lists.get(at), scale }.divide(self.doubt, constraints));
        let mut labels: Vec<u32> = (0u32..).take(rows).collect();
        let mut refused = Vec::new();
        for (at, part) in parts.into_iter().enumerate() {
            let members = components.rows(at);
            for (row, first) in members.iter().zip(&part.labels) {
                if let (Some(label), Some(first)) = (labels.get_mut(*row as usize), members.get(*first as usize)) {
                    *label = *first;
                }
            }
            refused.extend(part.refused);
        }
        refused.sort_unstable_by_key(|(edge, _)| *edge);
        Partition::from_labels(&labels, refused)
    }
}

/// What became of a component.
#[derive(Clone, Debug, Default)]
struct Part {
    /// By place, the first place of its group.
    labels: Vec<u32>,
    refused: Vec<(u32, Refusal)>,
}

/// Rows that a chain of pairs connects, with the edges among them.
#[derive(Clone, Copy, Debug)]
struct Component<'a> {
    rows: &'a [u32],
    edges: &'a [Edge],
    /// Which edges are within.
    within: &'a [u32],
    scale: Scale,
}

impl Component<'_> {
    fn divide(&self, doubt: Option<i32>, constraints: &Constraints) -> Part {
        let bans = self.within().filter(|(_, e, _, _)| matches!(e.decision, Decision::Never(_))).map(|(_, _, a, b)| (a, b));
        let mut groups = Groups::new(self.rows, constraints, bans);
        let mut refused = Vec::new();
        match doubt {
            None => self.best_first(&mut groups, &mut refused),
            Some(doubt) => self.additive(&mut groups, i64::from(doubt), &mut refused),
        }
        Part { labels: groups.labels(), refused }
    }

    /// The edges within: index, edge, and the places of its two rows.
    fn within(&self) -> impl Iterator<Item = (u32, &Edge, u32, u32)> {
        let place = |row: u32| self.rows.binary_search(&row).ok().and_then(|at| u32::try_from(at).ok());
        self.within.iter().filter_map(move |index| {
            let edge = self.edges.get(*index as usize)?;
            Some((*index, edge, place(edge.a)?, place(edge.b)?))
        })
    }

    fn best_first(&self, groups: &mut Groups, refused: &mut Vec<(u32, Refusal)>) {
        let mut order: Vec<(i64, u32, u32, u32)> = self.within().map(|(index, edge, a, b)| (value(edge, self.scale), a, b, index)).filter(|(v, ..)| *v > 0).collect();
        order.sort_unstable_by_key(|(value, a, b, _)| (Reverse(*value), *a, *b));
        for (_, a, b, index) in order {
            let (a, b) = (groups.find(a), groups.find(b));
            if a == b {
                continue;
            }
            match groups.refusal(a, b) {
                Some(why) => refused.push((index, why)),
                None => _ = groups.join(a, b),
            }
        }
    }

    fn additive(&self, groups: &mut Groups, doubt: i64, refused: &mut Vec<(u32, Refusal)>) {
        let mut between = Between::new(self.rows.len());
        // (sum, smaller row first) so that equal sums are taken in a fixed order; stale entries are skipped.
        let mut heap: BinaryHeap<(i64, Reverse<(u32, u32)>)> = BinaryHeap::new();
        for (index, edge, a, b) in self.within().filter(|(_, e, ..)| !matches!(e.decision, Decision::Never(_))) {
            let bundle = Bundle { sum: value(edge, self.scale).max(-doubt), edge: index };
            between.set(a, b, Some(bundle));
            if bundle.sum > 0 {
                heap.push((bundle.sum, Reverse((a, b))));
            }
        }
        while let Some((sum, Reverse((a, b)))) = heap.pop() {
            if groups.find(a) != a || groups.find(b) != b {
                continue;
            }
            let Some(bundle) = between.get(a, b).filter(|bundle| bundle.sum == sum) else {
                continue;
            };
            between.set(a, b, None);
            if let Some(why) = groups.refusal(a, b) {
                refused.push((bundle.edge, why));
                continue;
            }
            let keep = groups.join(a, b);
            for (other, bundle) in between.take(if keep == a { b } else { a }) {
                let merged = match between.get(keep, other) {
                    Some(mine) => Bundle { sum: mine.sum + bundle.sum, edge: mine.edge.min(bundle.edge) },
                    None => bundle,
                };
                between.set(keep, other, Some(merged));
                if merged.sum > 0 {
                    heap.push((merged.sum, Reverse((keep.min(other), keep.max(other)))));
                }
            }
        }
        let known: HashSet<u32> = refused.iter().map(|(index, _)| *index).collect();
        for (index, edge, a, b) in self.within() {
            if value(edge, self.scale) > 0 && groups.find(a) != groups.find(b) && !known.contains(&index) {
                refused.push((index, Refusal::Evidence));
            }
        }
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
