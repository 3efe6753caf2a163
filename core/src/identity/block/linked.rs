//! Meta-blocking: pairs that the splitting of oversized blocks took apart although they have several of these in common.
//!
//! Cardinality node pruning with ARCS weights (Papadakis, Koutrika, Palpanas and Nejdl 2014): each row meets its best partners by the
//! sum of 1 / size over the oversized blocks that both are in. Blocks of a bearable size need none of it: all their pairs are met.

use super::split::content;
use crate::model::Records;
use crate::threads::in_parallel;

/// The rows of one oversized block, before it was split.
#[derive(Debug)]
pub(super) struct Crowd {
    pub(super) rule: usize,
    pub(super) rows: Vec<u32>,
}

/// A pair that meets because of what its rows have in common, and the first rule of those that would have brought it together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Link {
    pub(super) rule: usize,
    pub(super) a: u32,
    pub(super) b: u32,
}

/// Oversized blocks of a row that count, the smallest ones: more would cost their square.
const MOST_CROWDS: usize = 4;
/// Rows that one thread links at a time.
const ROWS_TOGETHER: usize = 1 << 12;

/// Finds the links of rows.
pub(super) struct Linker<'a, F> {
    pub(super) records: &'a Records,
    /// Rows of what two crowds have in common, at most: beyond, it tells nobody apart.
    pub(super) max: usize,
    /// Partners that a row meets, and neighbours on either side that it looks at.
    pub(super) window: usize,
    /// Whether nothing brought two rows together so far.
    pub(super) apart: F,
}

impl<F: Fn(u32, u32) -> bool + Sync> Linker<'_, F> {
    /// The links, by rule and row. `crowds` by rule.
    pub(super) fn links(&self, crowds: &[Crowd]) -> Vec<Link> {
        let memberships = memberships(crowds);
        let common = self.common(&memberships);
        // (row, part of `common`, place in it)
        let mut places: Vec<(u32, u32, u32)> = Vec::new();
        for (part, rows) in (0u32..).zip(&common) {
            places.extend((0u32..).zip(rows).map(|(at, row)| (*row, part, at)));
        }
        places.sort_unstable();
        let of_rows: Vec<&[(u32, u32, u32)]> = places.chunk_by(|x, y| x.0 == y.0).collect();
        let linked = in_parallel(of_rows.chunks(ROWS_TOGETHER).collect(), |rows: &[&[(u32, u32, u32)]]| {
            let (mut links, mut near) = (Vec::new(), Vec::new());
            for places in rows {
                self.link(crowds, &memberships, &common, places, &mut near, &mut links);
            }
            links
        });
        let mut links: Vec<Link> = linked.into_iter().flatten().collect();
        links.sort_unstable();
        links.dedup();
        links
    }

    /// What two crowds have in common, where that is neither one row nor too many; alike rows stand near each other.
    fn common(&self, memberships: &Memberships) -> Vec<Vec<u32>> {
        let mut met: Vec<(u32, u32, u32)> = Vec::new();
        for (row, of_row) in memberships.iter() {
            for (i, c) in of_row.iter().enumerate() {
                met.extend(of_row.iter().skip(i + 1).map(|d| (*c, *d, row)));
            }
        }
        met.sort_unstable();
        let parts = met.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)).filter(|part| (2..=self.max).contains(&part.len()));
        let mut common: Vec<Vec<u32>> = parts.map(|part| part.iter().map(|(_, _, row)| *row).collect()).collect();
        for rows in common.iter_mut().filter(|rows| rows.len() > self.window + 1) {
            rows.sort_unstable_by(|a, b| content(self.records, *a, *b));
        }
        common
    }

    /// Appends the links of one row.
    fn link(&self, crowds: &[Crowd], memberships: &Memberships, common: &[Vec<u32>], places: &[(u32, u32, u32)], near: &mut Vec<u32>, links: &mut Vec<Link>) {
        let Some((row, _, _)) = places.first().copied() else { return };
        near.clear();
        for (_, part, at) in places {
            let Some(rows) = common.get(*part as usize) else { continue };
            let at = *at as usize;
            near.extend(rows.iter().take(at + self.window + 1).skip(at.saturating_sub(self.window)));
        }
        near.sort_unstable();
        near.dedup();
        let of_row = memberships.of(row);
        let mut partners: Vec<(std::cmp::Reverse<u64>, u32, usize)> = Vec::new();
        for other in near.iter().filter(|other| **other != row && (self.apart)(row.min(**other), row.max(**other))) {
            let theirs = memberships.of(*other);
            let shared = of_row.iter().filter(|c| theirs.contains(c)).filter_map(|c| crowds.get(*c as usize));
            let (weight, rule) = shared.fold((0, usize::MAX), |(weight, rule), crowd| (weight + (1u64 << 40) / crowd.rows.len().max(1) as u64, rule.min(crowd.rule)));
            partners.push((std::cmp::Reverse(weight), *other, rule));
        }
        partners.sort_unstable();
        links.extend(partners.iter().take(self.window).map(|(_, other, rule)| Link { rule: *rule, a: row.min(*other), b: row.max(*other) }));
    }
}

/// The crowds of every row that is in two or more, the smallest first.
struct Memberships {
    rows: Vec<u32>,
    ends: Vec<u32>,
    crowds: Vec<u32>,
}

impl Memberships {
    fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        self.rows.iter().enumerate().map(|(at, row)| (*row, self.at(at)))
    }

    fn of(&self, row: u32) -> &[u32] {
        self.rows.binary_search(&row).map_or(&[], |at| self.at(at))
    }

    fn at(&self, at: usize) -> &[u32] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0) as usize;
        self.crowds.get(at.checked_sub(1).map_or(0, end)..end(at)).unwrap_or(&[])
    }
}

fn memberships(crowds: &[Crowd]) -> Memberships {
    let mut members: Vec<(u32, u32, u32)> = Vec::new();
    for (crowd, number) in crowds.iter().zip(0u32..) {
        let size = u32::try_from(crowd.rows.len()).unwrap_or(u32::MAX);
        members.extend(crowd.rows.iter().map(|row| (*row, size, number)));
    }
    members.sort_unstable();
    let mut out = Memberships { rows: Vec::new(), ends: Vec::new(), crowds: Vec::new() };
    for of_row in members.chunk_by(|x, y| x.0 == y.0).filter(|of_row| of_row.len() > 1) {
        out.rows.extend(of_row.first().map(|(row, _, _)| *row));
        out.crowds.extend(of_row.iter().take(MOST_CROWDS).map(|(_, _, number)| *number));
        out.ends.push(u32::try_from(out.crowds.len()).unwrap_or(u32::MAX));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linker(max: usize, window: usize, apart: impl Fn(u32, u32) -> bool + Sync, crowds: &[Crowd]) -> Vec<(usize, u32, u32)> {
        let records = Records { source: vec![0; 100], ..Records::default() };
        Linker { records: &records, max, window, apart }.links(crowds).iter().map(|link| (link.rule, link.a, link.b)).collect()
    }

    #[test]
    fn rows_of_two_crowds_meet_once_under_the_first_rule() {
        let crowds = [Crowd { rule: 0, rows: vec![0, 1, 2, 3, 4] }, Crowd { rule: 1, rows: vec![2, 3, 4, 5] }, Crowd { rule: 2, rows: vec![4, 5, 6] }];
        assert_eq!(linker(10, 5, |_, _| true, &crowds), [(0, 2, 3), (0, 2, 4), (0, 3, 4), (1, 4, 5)]);
        assert_eq!(linker(10, 5, |a, b| (a, b) != (2, 4), &crowds), [(0, 2, 3), (0, 3, 4), (1, 4, 5)]);
        // What three rows have in common is too much.
        assert_eq!(linker(2, 5, |_, _| true, &crowds), [(1, 4, 5)]);
    }

    #[test]
    fn each_row_meets_those_it_shares_most_with() {
        let crowd = |rule, rows: &[u32]| Crowd { rule, rows: rows.to_vec() };
        // 0 and 3 are in three crowds together, 0 to 2 in two.
        let crowds = [crowd(0, &[0, 1, 2, 3]), crowd(1, &[0, 1, 2, 3]), crowd(2, &[0, 3])];
        let links = linker(10, 1, |_, _| true, &crowds);
        assert!(links.contains(&(0, 0, 3)) && !links.contains(&(0, 0, 2)), "{links:?}");
    }
}
