//! Rows that a chain of pairs connects.

use crate::model::{Edge, Lists};

/// The groups of two rows or more that edges connect, by first row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Components {
    /// The rows of each group, ascending.
    rows: Lists,
    /// The group of each row; [`ALONE`]: none.
    group: Vec<u32>,
}

const ALONE: u32 = u32::MAX;

impl Components {
    /// The groups that the edges which `joins` connect.
    #[must_use]
    pub fn new(rows: usize, edges: &[Edge], joins: impl Fn(&Edge) -> bool) -> Self {
        let mut parent: Vec<u32> = (0u32..).take(rows).collect();
        for edge in edges.iter().filter(|e| joins(e)) {
            let (a, b) = (root(&mut parent, edge.a), root(&mut parent, edge.b));
            // The smaller row stays the root.
            if let Some(slot) = parent.get_mut(a.max(b) as usize) {
                *slot = a.min(b);
            }
        }
        let (mut number, mut groups) = (vec![ALONE; rows], 0);
        for row in (0u32..).take(rows) {
            let root = root(&mut parent, row);
            // The root is the first row of its group; a second one makes it a group.
            if let Some(slot) = number.get_mut(root as usize).filter(|slot| root != row && **slot == ALONE) {
                *slot = 0;
            }
        }
        // Groups are numbered in the order of their first rows.
        for slot in number.iter_mut().filter(|slot| **slot != ALONE) {
            *slot = groups;
            groups += 1;
        }
        let group: Vec<u32> = (0u32..).take(rows).map(|row| number.get(root(&mut parent, row) as usize).copied().unwrap_or(ALONE)).collect();
        let rows = Lists::group(groups as usize, group.iter().copied().zip(0u32..).filter(|(group, _)| *group != ALONE));
        Components { rows, group }
    }

    /// How many groups.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of a group, ascending.
    #[must_use]
    pub fn rows(&self, group: usize) -> &[u32] {
        self.rows.get(group)
    }

    /// The group of a row; `None`: it is alone.
    #[must_use]
    pub fn of(&self, row: u32) -> Option<usize> {
        self.group.get(row as usize).filter(|group| **group != ALONE).map(|group| *group as usize)
    }

    /// By group, the indices of the edges within it, in their order.
    #[must_use]
    pub fn edges(&self, edges: &[Edge]) -> Lists {
        let of = |row: u32| self.group.get(row as usize).copied().filter(|group| *group != ALONE);
        let within = |(index, edge): (u32, &Edge)| of(edge.a).filter(|group| of(edge.b) == Some(*group)).map(|group| (group, index));
        Lists::group(self.len(), (0u32..).zip(edges).filter_map(within))
    }
}

/// The first row of a row's group, with the way there halved (Tarjan 1975).
pub(in crate::identity) fn root(parent: &mut [u32], mut row: u32) -> u32 {
    while let Some(up) = parent.get(row as usize).copied()
        && up != row
    {
        let above = parent.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(row as usize) {
            *slot = above;
        }
        row = above;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Decision;

    #[test]
    fn chains_are_one_group() {
        let edge = |a, b, weight| Edge { a, b, vector: 0, weight, decision: Decision::Weight };
        let edges = [edge(4, 5, 1), edge(2, 5, 1), edge(0, 3, 1), edge(1, 2, -1), edge(2, 4, -1)];
        let found = Components::new(7, &edges, |e| e.weight > 0);
        assert_eq!((found.len(), found.rows(0), found.rows(1)), (2, &[0, 3][..], &[2, 4, 5][..]));
        let lists = found.edges(&edges);
        assert_eq!((lists.get(0), lists.get(1)), (&[2][..], &[0, 1, 4][..]));
    }
}
