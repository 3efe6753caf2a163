//! Rows that are together in every best partition, whatever the others do.

use super::component::{Component, Link};
use super::groups::Groups;

/// Rows taken together, in the order of their first rows, and what stands between them.
#[derive(Debug)]
pub(super) struct Nodes {
    /// The rows of each, ascending.
    pub(super) rows: Vec<Vec<u32>>,
    /// By two nodes, the sum of the edges between them.
    between: Square<i64>,
    /// By two nodes, whether something forbids that they come together.
    refused: Square<bool>,
}

impl Nodes {
    /// The rows of a group are one node where they are together for certain, all others stand by themselves.
    ///
    /// Let a partition divide a group, and take the group out of it as a whole: what is lost are at most the edges that speak for a join
    /// with others; what is gained is at least the smallest sum of such edges between two parts of the group, less all within that
    /// speaks against it. Where the second is more than the first, no best partition divides the group (the persistency of subgraphs,
    /// Lange, Karrenbauer and Andres 2018). Nothing forbids a group that was allowed to be one.
    pub(super) fn contracted(component: &Component<'_>, links: &[Link], groups: &mut Groups) -> Self {
        let count = component.rows.len();
        let mut values = Square::new(count, 0);
        for link in links {
            for (a, b) in [(link.a, link.b), (link.b, link.a)] {
                values.add(a as usize, b as usize, link.value);
            }
        }
        let mut of_group: Vec<Vec<u32>> = vec![Vec::new(); count];
        for row in (0u32..).take(count) {
            if let Some(rows) = of_group.get_mut(groups.find(row) as usize) {
                rows.push(row);
            }
        }
        let apart = |rows: Vec<u32>| rows.into_iter().map(|row| vec![row]).collect();
        let settle = |rows: Vec<u32>| if is_certain(&rows, &values) { vec![rows] } else { apart(rows) };
        let mut rows: Vec<Vec<u32>> = of_group.into_iter().filter(|rows| !rows.is_empty()).flat_map(settle).collect();
        rows.sort_unstable();
        let free = component.apart();
        let (mut between, mut refused) = (Square::new(rows.len(), 0), Square::new(rows.len(), false));
        for (at, ones) in rows.iter().enumerate() {
            for (other, twos) in rows.iter().enumerate().filter(|(other, _)| *other != at) {
                let mut pairs = ones.iter().flat_map(|a| twos.iter().map(move |b| (*a, *b)));
                between.set(at, other, pairs.clone().map(|(a, b)| values.get(a as usize, b as usize)).sum());
                refused.set(at, other, pairs.any(|(a, b)| free.refusal(a, b).is_some()));
            }
        }
        Nodes { rows, between, refused }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The sum of the edges between two nodes.
    pub(super) fn between(&self, a: usize, b: usize) -> i64 {
        self.between.get(a, b)
    }

    /// Whether something forbids that two nodes come together.
    pub(super) fn refused(&self, a: usize, b: usize) -> bool {
        self.refused.get(a, b)
    }
}

/// Whether no best partition divides the rows.
fn is_certain(rows: &[u32], values: &Square<i64>) -> bool {
    let of = |a: u32, b: u32| values.get(a as usize, b as usize);
    let within = rows.iter().enumerate().flat_map(|(at, a)| rows.iter().skip(at + 1).map(move |b| of(*a, *b)));
    let against: i64 = within.map(|value| value.min(0)).sum();
    let outside = (0u32..).take(values.side).filter(|row| rows.binary_search(row).is_err());
    let elsewhere: i64 = outside.flat_map(|row| rows.iter().map(move |a| of(*a, row).max(0))).sum();
    least_cut(rows, values) + against > elsewhere
}

/// The smallest sum of edges for a join between two parts of the rows (Stoer and Wagner 1997).
fn least_cut(rows: &[u32], values: &Square<i64>) -> i64 {
    let mut left: Vec<usize> = (0..rows.len()).collect();
    let mut edges = Square::new(rows.len(), 0);
    for (at, a) in rows.iter().enumerate() {
        for (other, b) in rows.iter().enumerate() {
            edges.set(at, other, values.get(*a as usize, *b as usize).max(0));
        }
    }
    let mut least = i64::MAX;
    while left.len() > 1 {
        // The vertex that is tied most to those taken so far is taken next; what ties the last one is a cut.
        let (mut rest, mut ties) = (left.clone(), vec![0i64; rows.len()]);
        let (mut last, mut before) = (0, 0);
        while let Some(at) = (0..rest.len()).max_by_key(|at| rest.get(*at).and_then(|vertex| ties.get(*vertex)).copied()) {
            (before, last) = (last, rest.swap_remove(at));
            for vertex in &rest {
                if let Some(tie) = ties.get_mut(*vertex) {
                    *tie += edges.get(last, *vertex);
                }
            }
        }
        least = least.min(ties.get(last).copied().unwrap_or(0));
        left.retain(|vertex| *vertex != last);
        for vertex in left.iter().filter(|vertex| **vertex != before) {
            let more = edges.get(last, *vertex);
            edges.add(before, *vertex, more);
            edges.add(*vertex, before, more);
        }
    }
    least
}

/// A value for every two of so many.
#[derive(Debug)]
struct Square<T> {
    side: usize,
    values: Vec<T>,
}

impl<T: Copy + Default> Square<T> {
    fn new(side: usize, value: T) -> Self {
        Square { side, values: vec![value; side * side] }
    }

    fn get(&self, a: usize, b: usize) -> T {
        self.values.get(a * self.side + b).copied().unwrap_or_default()
    }

    fn set(&mut self, a: usize, b: usize, value: T) {
        if let Some(slot) = self.values.get_mut(a * self.side + b) {
            *slot = value;
        }
    }
}

impl Square<i64> {
    fn add(&mut self, a: usize, b: usize, more: i64) {
        self.set(a, b, self.get(a, b) + more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn square(side: usize, of: impl Fn(usize, usize) -> i64) -> Square<i64> {
        let mut values = Square::new(side, 0);
        for a in 0..side {
            for b in (0..side).filter(|b| *b != a) {
                values.set(a, b, of(a.min(b), a.max(b)));
            }
        }
        values
    }

    #[test]
    fn a_group_is_certain_where_nothing_else_weighs_as_much() {
        // Rows 0 to 2 all with all by 5, and 3 with 2.
        let of = |more: i64, against: i64| {
            square(4, move |a, b| match (a, b) {
                (2, 3) => more,
                (0, 1) => 5 + against,
                (_, 3) => 0,
                _ => 5,
            })
        };
        assert!(is_certain(&[0, 1, 2], &of(9, 0)) && is_certain(&[0, 1, 2], &of(-9, 0)));
        assert!(!is_certain(&[0, 1, 2], &of(10, 0)) && !is_certain(&[0, 1, 2], &of(9, -1)) && !is_certain(&[0, 1, 2], &of(0, -11)));
        // A row by itself is not divided.
        assert!(is_certain(&[0], &of(9, 0)));
    }

    proptest! {
        #[test]
        fn the_least_cut_is_that_of_all(values in proptest::collection::vec(0i64..9, 36)) {
            let values = square(6, |a, b| values[a * 6 + b]);
            let cut = |set: u32| (0..6).flat_map(|a| (a + 1..6).map(move |b| (a, b))).filter(|(a, b)| set >> a & 1 != set >> b & 1).map(|(a, b)| values.get(a, b)).sum::<i64>();
            prop_assert_eq!(least_cut(&[0, 1, 2, 3, 4, 5], &values), (1..32).map(cut).min().unwrap());
        }
    }
}
