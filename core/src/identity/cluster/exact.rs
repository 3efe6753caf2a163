//! The best partition of a few rows, by trying all: dynamic programming over sets of rows.

use super::component::{Component, Link};
use super::groups::Groups;

/// Rows of a component whose best partition is found for certain: 3^11 steps for 12.
pub(super) const MOST_ROWS: usize = 12;
/// What a group is worth that may not be one: less than all that edges can add up to, and far from overflow when it is added to itself.
const FORBIDDEN: i64 = i64::MIN / 64;

/// The best partition, unless the groups given are it; of equal ones the finest, then that which joins the smaller rows.
pub(super) fn best(component: &Component<'_>, links: &[Link], groups: &mut Groups) -> Option<Groups> {
    let rows = component.rows.len();
    if rows > MOST_ROWS {
        return None;
    }
    let held: i64 = links.iter().filter(|l| groups.find(l.a) == groups.find(l.b)).map(|l| l.value).sum();
    // Nothing holds more than all that speaks for a join and nothing that speaks against one, and no other partition as much that is as fine.
    if held == links.iter().map(|l| l.value.max(0)).sum::<i64>() {
        return None;
    }
    let worth = worth(component, rows, links);
    let tied = tied(rows, links);
    // By set: the most that a partition of it holds, and the group of its first row.
    let mut best: Vec<i64> = vec![0; 1 << rows];
    let mut groups_of: Vec<u32> = vec![0; 1 << rows];
    for set in 1..1usize << rows {
        let first = set & set.wrapping_neg();
        // Rows that no chain of links for a join ties to the first are not in its group: apart, the group would hold as much and be finer.
        let rest = reached(set, first, &tied) ^ first;
        let mut found = (i64::MIN, 0u32);
        let mut others = rest;
        // All sets of the other rows, the largest number first: rows that come later are tried last.
        loop {
            let group = others | first;
            let value = worth.get(group).copied().unwrap_or(FORBIDDEN) + best.get(set ^ group).copied().unwrap_or(FORBIDDEN);
            if value > found.0 || value == found.0 && smaller(group as u32, found.1) {
                found = (value, group as u32);
            }
            if others == 0 {
                break;
            }
            others = (others - 1) & rest;
        }
        if let (Some(most), Some(group)) = (best.get_mut(set), groups_of.get_mut(set)) {
            (*most, *group) = found;
        }
    }
    let mut out = component.apart();
    let mut left = (1usize << rows) - 1;
    while left != 0 {
        let group = groups_of.get(left).map_or(0, |group| *group as usize);
        if group == 0 {
            return None;
        }
        let first = group.trailing_zeros();
        for row in (first + 1..).take(rows).filter(|row| group >> row & 1 == 1) {
            let (a, b) = (out.find(first), out.find(row));
            out.join(a, b);
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

/// By set of rows, what it is worth as a group: the edges within, and less for each row beyond the first, so that a join that adds nothing
/// is none.
fn worth(component: &Component<'_>, rows: usize, links: &[Link]) -> Vec<i64> {
    let of = |(set, (sum, allowed)): (usize, (i64, bool))| {
        if allowed { 2 * MOST_ROWS as i64 * sum - i64::from(set.count_ones().saturating_sub(1)) } else { FORBIDDEN }
    };
    sums(rows, links).into_iter().zip(allowed(component, rows)).enumerate().map(of).collect()
}

/// By row, the rows that a link for a join ties to it.
fn tied(rows: usize, links: &[Link]) -> Vec<usize> {
    let mut tied = vec![0usize; rows];
    for link in links.iter().filter(|link| link.value > 0) {
        for (a, b) in [(link.a, link.b), (link.b, link.a)] {
            if let Some(slot) = tied.get_mut(a as usize) {
                *slot |= 1 << b;
            }
        }
    }
    tied
}

/// The rows of a set that chains of ties within it connect to the first.
fn reached(set: usize, first: usize, tied: &[usize]) -> usize {
    let (mut reached, mut ahead) = (first, first);
    while ahead != 0 {
        let row = ahead.trailing_zeros() as usize;
        ahead &= ahead - 1;
        let more = tied.get(row).copied().unwrap_or(0) & set & !reached;
        reached |= more;
        ahead |= more;
    }
    reached
}

/// By set of rows, the sum of the edges within.
fn sums(rows: usize, links: &[Link]) -> Vec<i64> {
    let mut between = vec![0i64; rows * rows];
    for link in links {
        for (a, b) in [(link.a, link.b), (link.b, link.a)] {
            if let Some(slot) = between.get_mut(a as usize * rows + b as usize) {
                *slot += link.value;
            }
        }
    }
    let mut sums = vec![0i64; 1 << rows];
    for set in 1..1usize << rows {
        let first = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        let with: i64 = (0..rows).filter(|row| rest >> row & 1 == 1).filter_map(|row| between.get(first * rows + row)).sum();
        let before = sums.get(rest).copied().unwrap_or(0);
        if let Some(slot) = sums.get_mut(set) {
            *slot = before + with;
        }
    }
    sums
}

/// By set of rows, whether they may be one group.
fn allowed(component: &Component<'_>, rows: usize) -> Vec<bool> {
    let apart = component.apart();
    let mut pairs = vec![false; rows * rows];
    for a in 0..rows {
        for b in 0..rows {
            if let Some(slot) = pairs.get_mut(a * rows + b) {
                *slot = a != b && apart.refusal(a as u32, b as u32).is_some();
            }
        }
    }
    let mut allowed = vec![true; 1 << rows];
    for set in 1..1usize << rows {
        let first = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        let fits = allowed.get(rest).copied().unwrap_or(false) && (0..rows).filter(|row| rest >> row & 1 == 1).all(|row| !pairs.get(first * rows + row).copied().unwrap_or(false));
        if let Some(slot) = allowed.get_mut(set) {
            *slot = fits;
        }
    }
    allowed
}
