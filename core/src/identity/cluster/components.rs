//! Rows that a chain of pairs connects.

use crate::model::Edge;

/// The groups of two rows or more that the edges which `joins` connect, each ascending, by first row.
#[must_use]
pub fn components(rows: usize, edges: &[Edge], joins: impl Fn(&Edge) -> bool) -> Vec<Vec<u32>> {
    let mut parent: Vec<u32> = (0u32..).take(rows).collect();
    for edge in edges.iter().filter(|e| joins(e)) {
        let (a, b) = (root(&mut parent, edge.a), root(&mut parent, edge.b));
        // The smaller row stays the root.
        if let Some(slot) = parent.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }
    let mut place = vec![u32::MAX; rows];
    let mut out: Vec<Vec<u32>> = Vec::new();
    for row in (0u32..).take(rows) {
        let root = root(&mut parent, row);
        if root == row {
            continue;
        }
        let Some(slot) = place.get_mut(root as usize) else { continue };
        if *slot == u32::MAX {
            *slot = u32::try_from(out.len()).unwrap_or(u32::MAX);
            out.push(vec![root]);
        }
        if let Some(group) = out.get_mut(*slot as usize) {
            group.push(row);
        }
    }
    out
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
        let edges = [edge(4, 5, 1), edge(2, 5, 1), edge(0, 3, 1), edge(1, 2, -1)];
        assert_eq!(components(7, &edges, |e| e.weight > 0), [vec![0, 3], vec![2, 4, 5]]);
    }
}
