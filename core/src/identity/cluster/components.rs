//! Rows that a chain of pairs connects.

use crate::model::Edge;

/// The groups of two rows or more that edges connect, by first row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Components {
    /// The rows of each group, ascending, one group after the other.
    rows: Vec<u32>,
    /// Where each group starts; one more than there are groups.
    starts: Vec<u32>,
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
        let mut sizes = vec![0u32; rows];
        for row in (0u32..).take(rows) {
            let root = root(&mut parent, row);
            if let Some(size) = sizes.get_mut(root as usize) {
                *size += 1;
            }
        }
        // Roots are their groups' first rows, so that groups come in the order of these.
        let (mut group, mut starts, mut next, mut sum) = (vec![ALONE; rows], vec![0], vec![0u32; rows], 0);
        for (row, size) in (0u32..).zip(&sizes).filter(|(_, size)| **size > 1) {
            if let (Some(group), Some(next)) = (group.get_mut(row as usize), next.get_mut(row as usize)) {
                *group = u32::try_from(starts.len() - 1).unwrap_or(ALONE);
                *next = sum;
            }
            sum += size;
            starts.push(sum);
        }
        let mut members = vec![0u32; sum as usize];
        for row in (0u32..).take(rows) {
            let root = root(&mut parent, row);
            let of_root = group.get(root as usize).copied().unwrap_or(ALONE);
            if of_root == ALONE {
                continue;
            }
            if let (Some(slot), Some(next)) = (group.get_mut(row as usize), next.get_mut(root as usize)) {
                *slot = of_root;
                if let Some(member) = members.get_mut(*next as usize) {
                    *member = row;
                }
                *next += 1;
            }
        }
        Components { rows: members, starts, group }
    }

    /// How many groups.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of a group, ascending.
    #[must_use]
    pub fn rows(&self, group: usize) -> &[u32] {
        slice(&self.rows, &self.starts, group)
    }

    /// By group, the indices of the edges within it, in their order.
    #[must_use]
    pub fn edges(&self, edges: &[Edge]) -> Lists {
        let within = |edge: &Edge| {
            let of = |row: u32| self.group.get(row as usize).copied().filter(|g| *g != ALONE);
            of(edge.a).filter(|group| of(edge.b) == Some(*group))
        };
        let mut starts = vec![0u32; self.len() + 1];
        for group in edges.iter().filter_map(within) {
            if let Some(count) = starts.get_mut(group as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut items) = (starts.clone(), vec![0u32; sum as usize]);
        for (index, edge) in (0u32..).zip(edges) {
            if let Some(next) = within(edge).and_then(|group| next.get_mut(group as usize)) {
                if let Some(slot) = items.get_mut(*next as usize) {
                    *slot = index;
                }
                *next += 1;
            }
        }
        Lists { items, starts }
    }
}

/// Lists of numbers, one after the other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lists {
    items: Vec<u32>,
    starts: Vec<u32>,
}

impl Lists {
    /// One of them.
    #[must_use]
    pub fn get(&self, list: usize) -> &[u32] {
        slice(&self.items, &self.starts, list)
    }
}

fn slice<'a>(items: &'a [u32], starts: &[u32], at: usize) -> &'a [u32] {
    match (starts.get(at), starts.get(at + 1)) {
        (Some(from), Some(to)) => items.get(*from as usize..*to as usize).unwrap_or(&[]),
        _ => &[],
    }
}

/// The first row of a row's group, with the way there halved (Tarjan 1975).
fn root(parent: &mut [u32], mut row: u32) -> u32 {
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
