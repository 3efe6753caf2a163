//! Correlation clustering of signed log-odds within hard constraints, and a look at whole groups.

use super::between::{Between, Bundle};
use super::component::{Component, Link, Part, by_component};
use super::exact;
use super::groups::Groups;
use super::{Clusterer, Constraints, Linkage, Scale};
use crate::identity::score::BIT;
use crate::model::{Edge, Partition, Refusal};
use hashbrown::HashSet;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Finds the partition whose groups hold the largest sum of edges, each counted no lower than `-doubt` (Bansal, Blum and Chawla
/// 2004), then takes apart what does not hold together.
///
/// - Up to 12 rows, or up to 64 of which all but 12 are together with others for certain (Lange, Karrenbauer and Andres 2018), the sum is the
///   largest there is; of partitions with the same sum the finest counts, then that which joins the smaller rows. Beyond, groups are joined
///   by the largest sum between them as long as it is positive: greedy additive edge contraction (Keuper et al. 2015).
/// - A record that says little, such as a name alone, may be tied to two customers that contradict one another. So every group is
///   put together once more, strongest edge first, and two parts become one only where all their records together, by
///   [`Linkage`], do not speak against it.
/// - A pair somewhat below the threshold may tie a record to a group, where all records together reach the threshold; two records by
///   themselves need the threshold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Correlation {
    /// The most that one edge counts against a join, in 1/1024 bit.
    pub doubt: i32,
}

/// What the records of two parts together may say against a join, in 1/1024 bit: less than that is doubt, not contradiction.
const LEAST_CONTRADICTION: i32 = BIT;

/// How far below the threshold a pair may lie that ties a record to a group, in 1/1024 bit: a probability of 0.35 for a threshold of 0.5.
/// A record that stands beside several has more to contradict, and what of it is left open by one is known of another.
const LENIENCY: i32 = 914;

impl Clusterer for Correlation {
    fn leniency(&self) -> i32 {
        LENIENCY
    }

    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, linkage: &dyn Linkage) -> Partition {
        let lenient = Scale { threshold: scale.threshold - LENIENCY, ..scale };
        by_component(rows, edges, lenient, constraints, |component| self.divide(component, scale.threshold, linkage))
    }
}

impl Correlation {
    fn divide(&self, component: &Component<'_>, threshold: i32, linkage: &dyn Linkage) -> Part {
        let mut links = component.links();
        links.iter_mut().for_each(|link| link.value = link.value.max(-i64::from(self.doubt)));
        let mut groups = component.apart();
        let mut refused = Vec::new();
        additive(component, &links, &mut groups, &mut refused);
        if let Some(best) = exact::best(component, &links, &mut groups) {
            groups = best;
        }
        let mut held = component.apart();
        together(component, &mut groups, &mut held, threshold, linkage, &mut refused);
        let known: HashSet<u32> = refused.iter().map(|(index, _)| *index).collect();
        for link in links.iter().filter(|link| link.joins(threshold) && !known.contains(&link.edge)) {
            let (a, b) = (held.find(link.a), held.find(link.b));
            if a != b {
                // What forbids a join says more than that all speaks against it.
                refused.push((link.edge, held.refusal(a, b).unwrap_or(Refusal::Evidence)));
            }
        }
        Part { labels: held.labels(), refused }
    }
}

/// Joins the two groups with the largest sum between them, again and again.
fn additive(component: &Component<'_>, links: &[Link], groups: &mut Groups, refused: &mut Vec<(u32, Refusal)>) {
    let mut between = Between::new(component.rows.len());
    // (sum, smaller row first) so that equal sums are taken in a fixed order; stale entries are skipped.
    let mut heap: BinaryHeap<(i64, Reverse<(u32, u32)>)> = BinaryHeap::new();
    for link in links {
        between.set(link.a, link.b, Some(Bundle { sum: link.value, edge: link.edge }));
        if link.value > 0 {
            heap.push((link.value, Reverse((link.a, link.b))));
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
}

/// Puts each group together again, strongest edge first, as far as its parts do not contradict one another.
fn together(component: &Component<'_>, groups: &mut Groups, held: &mut Groups, threshold: i32, linkage: &dyn Linkage, refused: &mut Vec<(u32, Refusal)>) {
    let mut members: Vec<Vec<u32>> = component.rows.iter().map(|row| vec![*row]).collect();
    let take = |members: &mut [Vec<u32>], at: u32| members.get_mut(at as usize).map(std::mem::take).unwrap_or_default();
    let put = |members: &mut [Vec<u32>], at: u32, rows: Vec<u32>| {
        if let Some(slot) = members.get_mut(at as usize) {
            *slot = rows;
        }
    };
    for link in component.strongest_first() {
        let (a, b) = (held.find(link.a), held.find(link.b));
        if a == b || groups.find(link.a) != groups.find(link.b) {
            continue;
        }
        let (rows, more) = (take(&mut members, a), take(&mut members, b));
        let (single, joins) = (rows.len() + more.len() == 2, link.joins(threshold));
        // Of two single rows the edge says it all; an always-rule is not doubted.
        let least = if joins { threshold - LEAST_CONTRADICTION } else { threshold };
        let apart = if single { !joins } else { !link.decided && linkage.weight(&rows, &more).is_some_and(|w| w < least) };
        if apart {
            if joins {
                refused.push((link.edge, Refusal::Contradiction));
            }
            put(&mut members, a, rows);
            put(&mut members, b, more);
            continue;
        }
        let keep = held.join(a, b);
        // Rows move from the smaller part to the larger, so that a chain of joins takes no time of its square.
        let (mut rows, more) = if rows.len() < more.len() { (more, rows) } else { (rows, more) };
        rows.extend(more);
        put(&mut members, keep, rows);
    }
}
