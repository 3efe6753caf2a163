//! The best partition of a few rows, by trying all: dynamic programming over sets of rows.

use super::component::{Component, Link};
use super::contract::Nodes;
use super::groups::Groups;

/// Nodes whose best partition is found for certain: 3^11 steps for 12.
pub(super) const MOST_NODES: usize = 12;
/// Rows that are looked at for some that are together for certain, so that they are one node.
const MOST_ROWS: usize = 64;
/// What a group is worth that may not be one: less than all that edges can add up to, and far from overflow when it is added to itself.
const FORBIDDEN: i64 = i64::MIN / 4;

/// The best partition, unless the groups given are it or there are too many rows; of equal ones the finest, then that which joins the
/// smaller rows.
pub(super) fn best(component: &Component<'_>, links: &[Link], groups: &mut Groups) -> Option<Groups> {
    if component.rows.len() > MOST_ROWS {
        return None;
    }
    let held: i64 = links.iter().filter(|l| groups.find(l.a) == groups.find(l.b)).map(|l| l.value).sum();
    // Nothing holds more than all that speaks for a join and nothing that speaks against one, and no other partition as much that is as fine.
    if held == links.iter().map(|l| l.value.max(0)).sum::<i64>() {
        return None;
    }
    let nodes = Nodes::contracted(component, links, groups);
    if nodes.len() > MOST_NODES {
        return None;
    }
    let worth = worth(&nodes, component.rows.len());
    let tied: Vec<usize> = (0..nodes.len()).map(|a| (0..nodes.len()).filter(|b| nodes.between(a, *b) > 0).fold(0, |set, b| set | 1 << b)).collect();
    // By set: the most that a partition of it holds, and the group of its first node.
    let mut most: Vec<i64> = vec![0; 1 << nodes.len()];
    let mut group_of: Vec<u32> = vec![0; 1 << nodes.len()];
    for set in 1..1usize << nodes.len() {
        let first = set & set.wrapping_neg();
        // What no chain of links for a join ties to the first is not in its group: apart, the group would hold as much and be finer.
        let rest = reached(set, first, &tied) ^ first;
        let mut found = (i64::MIN, 0u32);
        let mut others = rest;
        // All sets of the other nodes, the largest number first: rows that come later are tried last.
        loop {
            let group = others | first;
            let value = worth.get(group).copied().unwrap_or(FORBIDDEN) + most.get(set ^ group).copied().unwrap_or(FORBIDDEN);
            if value > found.0 || value == found.0 && smaller(group as u32, found.1) {
                found = (value, group as u32);
            }
            if others == 0 {
                break;
            }
            others = (others - 1) & rest;
        }
        if let (Some(most), Some(group)) = (most.get_mut(set), group_of.get_mut(set)) {
            (*most, *group) = found;
        }
    }
    let mut out = component.apart();
    let mut left = (1usize << nodes.len()) - 1;
    while left != 0 {
        let group = group_of.get(left).map_or(0, |group| *group as usize);
        if group == 0 {
            return None;
        }
        let mut rows = nodes.rows.iter().enumerate().filter(|(node, _)| group >> node & 1 == 1).flat_map(|(_, rows)| rows.iter().copied());
        if let Some(first) = rows.next() {
            for row in rows {
                let (a, b) = (out.find(first), out.find(row));
                out.join(a, b);
            }
        }
        left ^= group;
    }
    Some(out)
}

/// Whether a group has its smaller rows before another one that begins with the same row.
fn smaller(group: u32, other: u32) -> bool {
    let apart = group ^ other;
    apart != 0 && group & (apart & apart.wrapping_neg()) != 0
}

/// The nodes of a set that chains of ties within it connect to the first.
fn reached(set: usize, first: usize, tied: &[usize]) -> usize {
    let (mut reached, mut ahead) = (first, first);
    while ahead != 0 {
        let node = ahead.trailing_zeros() as usize;
        ahead &= ahead - 1;
        let more = tied.get(node).copied().unwrap_or(0) & set & !reached;
        reached |= more;
        ahead |= more;
    }
    reached
}

/// By set of nodes, what it is worth as a group of so many rows in all: the edges within, and less for each node beyond the first, so that
/// a join that adds nothing is none.
fn worth(nodes: &Nodes, rows: usize) -> Vec<i64> {
    let scale = i64::try_from(rows).unwrap_or(i64::MAX) + 1;
    let mut worth = vec![0i64; 1 << nodes.len()];
    for set in 1..1usize << nodes.len() {
        let first = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        let others = || (0..nodes.len()).filter(|node| rest >> node & 1 == 1);
        let before = worth.get(rest).copied().unwrap_or(FORBIDDEN);
        let of = if before == FORBIDDEN || others().any(|node| nodes.refused(first, node)) {
            FORBIDDEN
        } else {
            before + scale * others().map(|node| nodes.between(first, node)).sum::<i64>() - i64::from(rest != 0)
        };
        if let Some(slot) = worth.get_mut(set) {
            *slot = of;
        }
    }
    worth
}
