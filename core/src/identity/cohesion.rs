//! What holds rows together: the ties that matter most, and those without which they would fall apart.

use super::cluster::root;
use crate::model::Lists;
use std::ops::ControlFlow;

/// Rows and the ties among them.
#[derive(Clone, Debug)]
pub struct Cohesion<'a> {
    /// Ascending.
    rows: &'a [u32],
    /// Ties by the places of their two rows.
    ties: Vec<(u32, u32)>,
    /// By place, the ties that it has.
    of_place: Lists,
}

/// What a group of rows hangs on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hinges {
    /// Ties without which two rows would no longer be connected, by index, ascending.
    pub bridges: Vec<usize>,
    /// Rows without which others would no longer be connected, ascending, and into how many parts these would fall.
    pub joints: Vec<(u32, u32)>,
}

impl<'a> Cohesion<'a> {
    /// Over rows in ascending order; ties with other rows are of no effect.
    #[must_use]
    pub fn new(rows: &'a [u32], ties: impl Iterator<Item = (u32, u32)>) -> Self {
        let place = |row: u32| rows.binary_search(&row).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX);
        let ties: Vec<(u32, u32)> = ties.map(|(a, b)| (place(a), place(b))).collect();
        let both = (0u32..).zip(&ties).filter(|(_, (a, b))| *a != u32::MAX && *b != u32::MAX).flat_map(|(index, (a, b))| [(*a, index), (*b, index)]);
        let of_place = Lists::group(rows.len(), both);
        Cohesion { rows, ties, of_place }
    }

    /// The ties of a spanning tree, by index: each tie in order that connects what no earlier one did. With the strongest ties first
    /// this is the maximum spanning tree (Kruskal 1956), whose ways between two rows have the strongest weakest tie.
    #[must_use]
    pub fn tree(&self) -> Vec<usize> {
        let mut parent: Vec<u32> = (0u32..).take(self.rows.len()).collect();
        let mut tree = Vec::new();
        for (index, (a, b)) in self.ties.iter().enumerate().filter(|(_, (a, b))| *a != u32::MAX && *b != u32::MAX) {
            let (a, b) = (root(&mut parent, *a), root(&mut parent, *b));
            if a != b
                && let Some(slot) = parent.get_mut(a as usize)
            {
                *slot = b;
                tree.push(index);
            }
        }
        tree
    }

    /// The ties on the way from one row to another over the ties of a tree, in order; `None`: there is no way.
    #[must_use]
    pub fn way(&self, tree: &[usize], from: u32, to: u32) -> Option<Vec<usize>> {
        let (from, to) = (self.rows.binary_search(&from).ok()?, self.rows.binary_search(&to).ok()?);
        let mut chosen = vec![false; self.ties.len()];
        tree.iter().filter_map(|index| chosen.get_mut(*index).map(|slot| *slot = true)).for_each(drop);
        // Backwards, so that every place knows the next tie to go.
        let mut next: Vec<Option<usize>> = vec![None; self.rows.len()];
        self.flood(
            to,
            |index| chosen.get(index) == Some(&true),
            |place, tie| {
                if let Some(slot) = next.get_mut(place) {
                    *slot = Some(tie);
                }
                if place == from { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        let (mut at, mut way) = (from, Vec::new());
        while at != to {
            let tie = next.get(at).copied().flatten()?;
            way.push(tie);
            at = self.other(tie, at)?;
        }
        Some(way)
    }

    /// The rows that a row is connected with, itself among them, ascending, but for one tie.
    #[must_use]
    pub fn side(&self, row: u32, without: usize) -> Vec<u32> {
        let Ok(start) = self.rows.binary_search(&row) else { return Vec::new() };
        let mut places = vec![start];
        self.flood(
            start,
            |index| index != without,
            |place, _| {
                places.push(place);
                ControlFlow::Continue(())
            },
        );
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.rows.get(place).copied()).collect()
    }

    /// What the rows hang on: bridges and joints, in one walk (Tarjan 1974).
    #[must_use]
    pub fn hinges(&self) -> Hinges {
        let mut walk = Walk { entered: vec![0; self.rows.len()], low: vec![0; self.rows.len()], clock: 0, children: vec![0; self.rows.len()], hinges: Hinges::default() };
        for start in 0..self.rows.len() {
            if walk.entered.get(start) == Some(&0) {
                self.walk(start, &mut walk);
            }
        }
        walk.hinges.bridges.sort_unstable();
        walk.hinges.joints.sort_unstable();
        walk.hinges
    }

    fn walk(&self, start: usize, walk: &mut Walk) {
        walk.enter(start);
        // (place, the tie it was entered by, how many of its ties were looked at)
        let mut stack = vec![(start, usize::MAX, 0)];
        while let Some((place, by, looked)) = stack.last_mut() {
            let (here, entered_by) = (*place, *by);
            if let Some(tie) = self.of_place.get(here).get(*looked) {
                *looked += 1;
                let tie = *tie as usize;
                let Some(there) = self.other(tie, here).filter(|_| tie != entered_by) else { continue };
                match walk.entered.get(there).copied() {
                    Some(0) => {
                        walk.enter(there);
                        stack.push((there, tie, 0));
                    }
                    Some(time) => walk.lower(here, time),
                    None => {}
                }
                continue;
            }
            stack.pop();
            if let Some((above, ..)) = stack.last() {
                walk.leave(here, *above, entered_by);
            }
            let root = stack.is_empty();
            let children = walk.children.get(here).copied().unwrap_or(0);
            let parts = if root { children } else { children + 1 };
            if parts > 1
                && let Some(row) = self.rows.get(here)
            {
                walk.hinges.joints.push((*row, parts));
            }
        }
    }

    /// Visits every place that ties connect with a place, nearest first, with the tie that it was reached by.
    fn flood(&self, start: usize, takes: impl Fn(usize) -> bool, mut visit: impl FnMut(usize, usize) -> ControlFlow<()>) {
        let mut seen = vec![false; self.rows.len()];
        let mut queue = std::collections::VecDeque::from([start]);
        if let Some(slot) = seen.get_mut(start) {
            *slot = true;
        }
        while let Some(place) = queue.pop_front() {
            for tie in self.of_place.get(place).iter().map(|tie| *tie as usize).filter(|tie| takes(*tie)) {
                let Some(other) = self.other(tie, place) else { continue };
                if let Some(slot) = seen.get_mut(other).filter(|seen| !**seen) {
                    *slot = true;
                    queue.push_back(other);
                    if visit(other, tie).is_break() {
                        return;
                    }
                }
            }
        }
    }

    /// The other place of a tie.
    fn other(&self, tie: usize, place: usize) -> Option<usize> {
        let (a, b) = self.ties.get(tie)?;
        Some(if *a as usize == place { *b as usize } else { *a as usize })
    }
}

/// A walk in depth: when each place was entered (0: not yet), and the earliest place reached from under it.
struct Walk {
    entered: Vec<u32>,
    low: Vec<u32>,
    clock: u32,
    /// By place, the subtrees that nothing but it connects with the rest; of a root, all.
    children: Vec<u32>,
    hinges: Hinges,
}

impl Walk {
    fn enter(&mut self, place: usize) {
        self.clock += 1;
        for times in [&mut self.entered, &mut self.low] {
            if let Some(slot) = times.get_mut(place) {
                *slot = self.clock;
            }
        }
    }

    fn lower(&mut self, place: usize, time: u32) {
        if let Some(slot) = self.low.get_mut(place) {
            *slot = (*slot).min(time);
        }
    }

    /// Goes back from a place to the one above it.
    fn leave(&mut self, place: usize, above: usize, tie: usize) {
        let low = self.low.get(place).copied().unwrap_or(0);
        self.lower(above, low);
        let entered = self.entered.get(above).copied().unwrap_or(0);
        if low > entered {
            self.hinges.bridges.push(tie);
        }
        if low >= entered
            && let Some(slot) = self.children.get_mut(above)
        {
            *slot += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_chain_hangs_on_all_its_links_and_a_ring_on_none() {
        let rows = [2, 3, 5, 8];
        let chain = Cohesion::new(&rows, [(2, 3), (3, 5), (5, 8)].into_iter());
        assert_eq!(chain.hinges(), Hinges { bridges: vec![0, 1, 2], joints: vec![(3, 2), (5, 2)] });
        assert_eq!(chain.way(&chain.tree(), 8, 2), Some(vec![2, 1, 0]));
        assert_eq!((chain.side(2, 1), chain.side(8, 1)), (vec![2, 3], vec![5, 8]));
        let ring = Cohesion::new(&rows, [(2, 3), (3, 5), (5, 8), (2, 8)].into_iter());
        assert_eq!(ring.hinges(), Hinges::default());
        let star = Cohesion::new(&rows, [(2, 3), (2, 5), (2, 8)].into_iter());
        assert_eq!(star.hinges().joints, [(2, 3)]);
        let apart = Cohesion::new(&rows, [(2, 3)].into_iter());
        assert_eq!((apart.way(&apart.tree(), 2, 8), apart.way(&[], 2, 2)), (None, Some(Vec::new())));
    }

    /// How many groups the rows form, but for a tie and a row.
    fn groups(rows: &[u32], ties: &[(u32, u32)], tie: usize, row: u32) -> usize {
        let left: Vec<u32> = rows.iter().copied().filter(|r| *r != row).collect();
        let kept = ties.iter().enumerate().filter(|(i, (a, b))| *i != tie && *a != row && *b != row).map(|(_, l)| *l);
        let cohesion = Cohesion::new(&left, kept);
        left.len() - cohesion.tree().len()
    }

    proptest! {
        #[test]
        fn hinges_are_what_matters_when_it_is_taken_away(ties in proptest::collection::btree_set((0u32..8, 0u32..8), 0..14)) {
            let ties: Vec<(u32, u32)> = ties.into_iter().filter(|(a, b)| a < b).collect();
            let rows: Vec<u32> = (0..8).collect();
            let hinges = Cohesion::new(&rows, ties.iter().copied()).hinges();
            let all = groups(&rows, &ties, usize::MAX, u32::MAX);
            let bridges: Vec<usize> = (0..ties.len()).filter(|tie| groups(&rows, &ties, *tie, u32::MAX) > all).collect();
            prop_assert_eq!(hinges.bridges, bridges);
            let joints: Vec<(u32, u32)> = rows.iter().filter_map(|row| {
                let more = groups(&rows, &ties, usize::MAX, *row) as isize - all as isize;
                u32::try_from(more).ok().filter(|more| *more > 0).map(|more| (*row, more + 1))
            }).collect();
            prop_assert_eq!(hinges.joints, joints);
        }
    }
}
