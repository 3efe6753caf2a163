//! Blocks of every rule, and the pairs they stand for.

use super::group::by_key;
use super::linked::{Crowd, Link, Linker};
use super::split::{Parts, Splitter, pairs_within};
use super::{Blocker, Chosen};
use crate::model::Records;
use crate::threads::in_parallel;
use hashbrown::HashMap;
use std::hint::black_box;

/// The blocks of all rules.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    rules: Vec<RuleBlocks>,
    /// Pairs that no block holds, by rule.
    links: Vec<Link>,
    /// Row-major, one entry per rule: the row's only block; 0: none; [`LOOK`]: it takes a look at the memberships.
    homes: Vec<u32>,
    /// What each rule produced and gave up.
    pub reports: Vec<RuleReport>,
    window: u32,
    chosen: Chosen,
}

/// The row is in several blocks of the rule, or in one where only neighbours meet.
const LOOK: u32 = u32::MAX;

/// Pairs whose owners are found out together.
const TOGETHER: usize = 1 << 8;

/// Records that a block of a sample may hold in any case.
const SMALLEST_MAX: usize = 30;

/// One rule's blocks. Block 0 is «none».
#[derive(Clone, Debug, Default)]
struct RuleBlocks {
    /// Where each block starts in `rows`; one more than there are blocks.
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// Whether only sorted neighbours of the block meet.
    windowed: Vec<bool>,
    /// Where the memberships of a row stand that takes a look.
    places: HashMap<u32, (u32, u32)>,
    /// (block, position in it) of each such membership.
    members: Vec<(u32, u32)>,
}

/// What a blocking rule produced and gave up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct RuleReport {
    /// Blocks of two records or more.
    pub blocks: u64,
    /// Pairs that share this rule's key.
    pub pairs: u64,
    /// Blocks over the limit.
    pub oversized: u64,
    /// Records in the largest block.
    pub largest: u64,
    /// Pairs of oversized blocks that another rule's key split into small enough ones.
    pub split: u64,
    /// Pairs of sorted neighbours, where nothing splits an oversized block.
    pub windowed: u64,
    /// Pairs that splitting took apart, and that meet because they have most other oversized blocks in common.
    pub linked: u64,
    /// Pairs of oversized blocks that were not looked at under this rule.
    pub given_up: u64,
}

/// A run of blocks of one rule, small enough to be worked on at once.
#[derive(Clone, Copy, Debug)]
pub struct Tile {
    /// `None`: the run is one of links.
    rule: Option<usize>,
    first: u32,
    last: u32,
    /// Pairs in it, before ownership is asked.
    pub pairs: u64,
}

impl Blocks {
    /// Builds the blocks of every rule.
    #[must_use]
    pub fn build(records: &Records, rules: &[Box<dyn Blocker>], max_block: u32, window: u32) -> Self {
        Blocks::within(records, rules, Chosen::ALL, max_block, window)
    }

    /// Builds the blocks of the chosen rows alone. Blocks of the sample are as many times smaller, and too large from as many times
    /// fewer records on.
    #[must_use]
    pub fn within(records: &Records, rules: &[Box<dyn Blocker>], chosen: Chosen, max_block: u32, window: u32) -> Self {
        let window = window.max(1);
        let max = if chosen.is_all() { max_block as usize } else { ((f64::from(max_block) * chosen.share()) as usize).max(SMALLEST_MAX) }.max(2);
        let built = in_parallel((0..rules.len()).collect(), |rule| {
            let splitter = Splitter { records, rules, rule, chosen, max, window };
            RuleBlocks::build(records, &splitter)
        });
        let mut blocks = Blocks { window, chosen, ..Blocks::default() };
        let mut crowds = Vec::new();
        for (rule, mut crowded, report) in built {
            blocks.rules.push(rule);
            blocks.reports.push(report);
            crowds.append(&mut crowded);
        }
        blocks.settle(records.len());
        let linker = Linker { records, max, window: window as usize, apart: |a, b| blocks.rules_of(a, b) == 0 };
        blocks.links = linker.links(&crowds);
        for link in &blocks.links {
            if let Some(report) = blocks.reports.get_mut(link.rule) {
                report.linked += 1;
                report.given_up = report.given_up.saturating_sub(1);
            }
        }
        blocks
    }

    /// Notes where each row is at home.
    fn settle(&mut self, rows: usize) {
        let stride = self.rules.len();
        self.homes = vec![0; rows * stride];
        for (at, rule) in self.rules.iter_mut().enumerate() {
            for block in 1..u32::try_from(rule.windowed.len()).unwrap_or(u32::MAX) {
                let windowed = rule.is_windowed(block);
                for row in rule.rows(block) {
                    if let Some(home) = self.homes.get_mut(*row as usize * stride + at) {
                        *home = if *home == 0 && !windowed { block } else { LOOK };
                    }
                }
            }
            let homes = &self.homes;
            rule.index(|row| homes.get(row as usize * stride + at) == Some(&LOOK));
        }
    }

    /// The work in tiles of about `pairs` pairs, rule by rule.
    #[must_use]
    pub fn tiles(&self, pairs: u64) -> Vec<Tile> {
        let mut tiles = Vec::new();
        for (rule, blocks) in self.rules.iter().enumerate() {
            let mut tile: Option<Tile> = None;
            for block in 1..u32::try_from(blocks.windowed.len()).unwrap_or(u32::MAX) {
                let here = blocks.pairs(block, self.window);
                let open = tile.get_or_insert(Tile { rule: Some(rule), first: block, last: block, pairs: 0 });
                open.last = block;
                open.pairs += here;
                if open.pairs >= pairs {
                    tiles.extend(tile.take());
                }
            }
            tiles.extend(tile);
        }
        let (step, all) = (usize::try_from(pairs).unwrap_or(usize::MAX).max(1), self.links.len());
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        tiles.extend((0..all).step_by(step).map(|from| (from, all.min(from.saturating_add(step)))).map(|(from, to)| Tile {
            rule: None,
            first: number(from),
            last: number(to),
            pairs: (to - from) as u64,
        }));
        tiles
    }

    /// Calls `visit(a, b)` with a < b for every pair that the tile's rule owns.
    pub fn visit(&self, tile: &Tile, visit: impl FnMut(u32, u32)) {
        self.sample(tile, Chosen::ALL, visit);
    }

    /// As [`Blocks::visit`], for the pairs of a chosen row with a later one of its block.
    pub fn sample(&self, tile: &Tile, chosen: Chosen, mut visit: impl FnMut(u32, u32)) {
        let Some(rule) = tile.rule else {
            let links = self.links.get(tile.first as usize..tile.last as usize).unwrap_or(&[]);
            return links.iter().filter(|link| chosen.takes(link.a)).for_each(|link| visit(link.a, link.b));
        };
        let Some(blocks) = self.rules.get(rule) else {
            return;
        };
        // Where the rows of many pairs are at home is asked of memory for all of them at a time.
        let mut together: Vec<(u32, u32, u32)> = Vec::with_capacity(TOGETHER);
        let mut settle = |together: &mut Vec<(u32, u32, u32)>| {
            black_box(together.iter().fold(0, |asked, (a, b, _)| asked ^ self.homes_ahead(*a) ^ self.homes_ahead(*b)));
            together.drain(..).filter(|(a, b, block)| self.owns(rule, *block, *a, *b)).for_each(|(a, b, _)| visit(a, b));
        };
        for block in tile.first..=tile.last {
            let rows = blocks.rows(block);
            let reach = if blocks.is_windowed(block) { self.window as usize } else { rows.len() };
            for (i, &a) in rows.iter().enumerate().filter(|(_, a)| chosen.takes(**a)) {
                for &b in rows.iter().skip(i + 1).take(reach).filter(|b| **b != a) {
                    together.push((a.min(b), a.max(b), block));
                    if together.len() == TOGETHER {
                        settle(&mut together);
                    }
                }
            }
        }
        settle(&mut together);
    }

    /// The rows to choose for about so many pairs of those that are there.
    #[must_use]
    pub fn chosen(&self, pairs: u64, tiles: &[Tile]) -> Chosen {
        Chosen::about(pairs, tiles.iter().map(|t| t.pairs).sum()).apart()
    }

    /// The share of all pairs that the blocks hold: of two rows both must have been chosen.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.chosen.share() * self.chosen.share()
    }

    /// The rules that produce a pair, as bits; none where only several of them together do.
    #[must_use]
    pub fn rules_of(&self, a: u32, b: u32) -> u64 {
        let (left, right) = (self.homes(a), self.homes(b));
        let shares = |rule: usize| match (left.get(rule), right.get(rule)) {
            (Some(x), Some(y)) => self.meet(rule, *x, *y, a, b),
            _ => false,
        };
        (0..self.rules.len().min(64)).filter(|rule| shares(*rule)).fold(0, |mask, rule| mask | 1 << rule)
    }

    fn homes_ahead(&self, row: u32) -> u32 {
        match self.homes(row) {
            [first, .., last] => first ^ last,
            _ => 0,
        }
    }

    fn homes(&self, row: u32) -> &[u32] {
        let stride = self.rules.len();
        let start = row as usize * stride;
        self.homes.get(start..start + stride).unwrap_or(&[])
    }

    /// Whether no earlier rule, and no earlier block of this one, holds the pair.
    fn owns(&self, rule: usize, block: u32, a: u32, b: u32) -> bool {
        let (left, right) = (self.homes(a), self.homes(b));
        for (earlier, (x, y)) in left.iter().zip(right).take(rule).enumerate() {
            if *x != 0 && *y != 0 && (x == y || *x == LOOK || *y == LOOK) && self.meet(earlier, *x, *y, a, b) {
                return false;
            }
        }
        match (left.get(rule), right.get(rule)) {
            (Some(&LOOK), Some(&LOOK)) => self.rules.get(rule).and_then(|r| r.shared(a, b, self.window)) == Some(block),
            _ => true,
        }
    }

    /// Whether two rows at home in these blocks of a rule meet there.
    fn meet(&self, rule: usize, x: u32, y: u32, a: u32, b: u32) -> bool {
        match (x, y) {
            (0, _) | (_, 0) => false,
            (LOOK, LOOK) => self.rules.get(rule).is_some_and(|r| r.shared(a, b, self.window).is_some()),
            (LOOK, home) => self.rules.get(rule).is_some_and(|r| r.members(a).iter().any(|(block, _)| *block == home)),
            (home, LOOK) => self.rules.get(rule).is_some_and(|r| r.members(b).iter().any(|(block, _)| *block == home)),
            _ => x == y,
        }
    }
}

impl RuleBlocks {
    fn build(records: &Records, splitter: &Splitter<'_>) -> (Self, Vec<Crowd>, RuleReport) {
        let mut out = RuleBlocks { starts: vec![0, 0], windowed: vec![false], ..RuleBlocks::default() };
        let mut report = RuleReport::default();
        let keyed = splitter.rules.get(splitter.rule).map(|rule| by_key(records, rule.as_ref(), splitter.chosen)).unwrap_or_default();
        let (mut rows, mut crowds) = (Vec::new(), Vec::new());
        for block in keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
            rows.clear();
            rows.extend(block.iter().map(|(_, row)| *row));
            report.blocks += 1;
            let all = pairs_within(rows.len() as u64, None);
            report.pairs += all;
            report.largest = report.largest.max(rows.len() as u64);
            if rows.len() <= splitter.max {
                out.leaf(&rows, false);
                continue;
            }
            report.oversized += 1;
            crowds.push(Crowd { rule: splitter.rule, rows: rows.clone() });
            let mut parts = Parts::default();
            splitter.divide(&mut rows, &mut parts);
            for (part, windowed) in parts.iter() {
                out.leaf(part, windowed);
            }
            report.split += parts.split;
            report.windowed += parts.windowed;
            report.given_up += all - parts.split - parts.windowed;
        }
        (out, crowds, report)
    }

    fn leaf(&mut self, rows: &[u32], windowed: bool) {
        self.rows.extend_from_slice(rows);
        self.windowed.push(windowed);
        self.starts.push(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
    }

    fn rows(&self, block: u32) -> &[u32] {
        let block = block as usize;
        match (self.starts.get(block), self.starts.get(block + 1)) {
            (Some(from), Some(to)) => self.rows.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    fn is_windowed(&self, block: u32) -> bool {
        self.windowed.get(block as usize).copied().unwrap_or(false)
    }

    fn pairs(&self, block: u32, window: u32) -> u64 {
        pairs_within(self.rows(block).len() as u64, self.is_windowed(block).then_some(u64::from(window)))
    }

    fn members(&self, row: u32) -> &[(u32, u32)] {
        match self.places.get(&row) {
            Some((from, to)) => self.members.get(*from as usize..*to as usize).unwrap_or(&[]),
            None => &[],
        }
    }

    /// The first block in which two rows meet that both take a look.
    fn shared(&self, a: u32, b: u32, window: u32) -> Option<u32> {
        let others = self.members(b);
        self.members(a).iter().find_map(|(block, at)| {
            let (_, other) = others.iter().find(|(o, _)| o == block)?;
            (!self.is_windowed(*block) || at.abs_diff(*other) <= window).then_some(*block)
        })
    }

    /// Notes the memberships of the rows that take a look.
    fn index(&mut self, looks: impl Fn(u32) -> bool) {
        let mut members: Vec<(u32, u32, u32)> = Vec::new();
        for block in 1..u32::try_from(self.windowed.len()).unwrap_or(u32::MAX) {
            members.extend((0u32..).zip(self.rows(block)).filter(|(_, row)| looks(**row)).map(|(at, row)| (*row, block, at)));
        }
        members.sort_unstable();
        self.members = members.iter().map(|(_, block, at)| (*block, *at)).collect();
        let mut from = 0;
        for of_row in members.chunk_by(|a, b| a.0 == b.0) {
            let to = from + u32::try_from(of_row.len()).unwrap_or(u32::MAX);
            if let Some((row, _, _)) = of_row.first() {
                self.places.insert(*row, (from, to));
            }
            from = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Modulo(u64);

    impl Blocker for Modulo {
        fn keys(&self, _: &Records, row: usize, out: &mut Vec<u64>) {
            out.push(row as u64 % self.0 + 1);
        }
    }

    fn pairs(blocks: &Blocks) -> Vec<(u32, u32)> {
        let mut seen = Vec::new();
        for tile in blocks.tiles(7) {
            blocks.visit(&tile, |a, b| seen.push((a, b)));
        }
        seen.sort_unstable();
        seen
    }

    fn rows(n: usize) -> Records {
        Records { source: vec![0; n], ..Records::default() }
    }

    #[test]
    fn every_pair_comes_once_and_from_its_first_rule() {
        let blocks = Blocks::build(&rows(30), &[Box::new(Modulo(3)), Box::new(Modulo(5))], 100, 5);
        let seen = pairs(&blocks);
        let mut expected: Vec<(u32, u32)> = Vec::new();
        for a in 0..30u32 {
            for b in a + 1..30 {
                if a % 3 == b % 3 || a % 5 == b % 5 {
                    expected.push((a, b));
                }
            }
        }
        assert_eq!(seen, expected);
        assert_eq!(blocks.rules_of(0, 15), 0b11);
        assert_eq!(blocks.rules_of(0, 5), 0b10);
    }

    #[test]
    fn oversized_blocks_are_split_then_windowed_and_counted() {
        let blocks = Blocks::build(&rows(100), &[Box::new(Modulo(1)), Box::new(Modulo(2))], 10, 3);
        let report = blocks.reports[0];
        assert_eq!((report.pairs, report.oversized, report.largest), (4950, 1, 100));
        // Two halves of 50 rows, each with a window of 3: 47 * 3 + 3 pairs.
        assert_eq!(report.given_up, 4950 - 2 * 144);
        assert_eq!((report.split, report.windowed, report.linked), (0, 2 * 144, 0));
        assert_eq!(pairs(&blocks).len(), 2 * 144);
    }

    #[test]
    fn rows_that_splitting_takes_apart_meet_by_what_else_they_share() {
        // The first rule's key is another one in every row, and splits the oversized blocks of the others to nothing.
        let blocks = Blocks::build(&rows(60), &[Box::new(Modulo(60)), Box::new(Modulo(4)), Box::new(Modulo(3))], 10, 3);
        let seen = pairs(&blocks);
        assert!(seen.iter().all(|(a, b)| a % 4 == b % 4 && a % 3 == b % 3), "{seen:?}");
        // Twelve classes of five rows that share both, all of whose pairs are within a window of three but the outermost.
        assert_eq!((seen.len(), blocks.reports[1].linked, blocks.reports[2].linked), (12 * 9, 12 * 9, 0));
        assert_eq!(blocks.reports[1].given_up, 4 * (15 * 14 / 2) - 12 * 9);
        assert_eq!(blocks.rules_of(0, 12), 0);
    }
}
