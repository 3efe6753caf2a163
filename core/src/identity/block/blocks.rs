//! Blocks of every rule, and the pairs they stand for.

use super::Blocker;
use crate::model::Records;

/// The blocks of all rules.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    rules: Vec<RuleBlocks>,
    /// What each rule produced and gave up.
    pub reports: Vec<RuleReport>,
    window: u32,
}

/// One rule's blocks. Block 0 is «none».
#[derive(Clone, Debug, Default)]
struct RuleBlocks {
    /// Where each block starts in `rows`; one more than there are blocks.
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// Whether only sorted neighbours of the block meet.
    windowed: Vec<bool>,
    /// Where each row's memberships start; one more than there are rows.
    member_starts: Vec<u32>,
    /// (block, position in it) of each membership.
    members: Vec<(u32, u32)>,
}

/// What a blocking rule produced and gave up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RuleReport {
    /// Blocks of two records or more.
    pub blocks: u64,
    /// Pairs that share this rule's key.
    pub pairs: u64,
    /// Blocks over the limit.
    pub oversized: u64,
    /// Records in the largest block.
    pub largest: u64,
    /// Pairs of oversized blocks that were not looked at under this rule.
    pub given_up: u64,
}

/// A run of blocks of one rule, small enough to be worked on at once.
#[derive(Clone, Copy, Debug)]
pub struct Tile {
    rule: usize,
    first: u32,
    last: u32,
    /// Pairs in it, before ownership is asked.
    pub pairs: u64,
}

impl Blocks {
    /// Builds the blocks of every rule.
    #[must_use]
    pub fn build(records: &Records, rules: &[Box<dyn Blocker>], max_block: u32, window: u32) -> Self {
        let keyed: Vec<Vec<(u64, u32)>> = rules.iter().map(|rule| emit(records, rule.as_ref())).collect();
        // The first key of each row under each rule, for splitting the blocks of the other rules.
        let split: Vec<Vec<u64>> = keyed.iter().map(|pairs| first_keys(pairs, records.len())).collect();
        let mut blocks = Blocks { window: window.max(1), ..Blocks::default() };
        for (rule, mut pairs) in keyed.into_iter().enumerate() {
            sort(&mut pairs);
            let mut builder =
                Builder { max: max_block.max(2) as usize, window: window.max(1), split: &split, records, rule, out: RuleBlocks::default(), report: RuleReport::default() };
            builder.out.starts.push(0);
            builder.out.windowed.push(false);
            builder.out.starts.push(0);
            for block in pairs.chunk_by(|a, b| a.0 == b.0) {
                if block.len() > 1 {
                    builder.block(block.iter().map(|(_, row)| *row).collect());
                }
            }
            let Builder { mut out, report, .. } = builder;
            out.index(records.len());
            blocks.rules.push(out);
            blocks.reports.push(report);
        }
        blocks
    }

    /// The work in tiles of about `pairs` pairs, rule by rule.
    #[must_use]
    pub fn tiles(&self, pairs: u64) -> Vec<Tile> {
        let mut tiles = Vec::new();
        for (rule, blocks) in self.rules.iter().enumerate() {
            let mut tile: Option<Tile> = None;
            for block in 1..u32::try_from(blocks.windowed.len()).unwrap_or(u32::MAX) {
                let here = blocks.pairs(block, self.window);
                let open = tile.get_or_insert(Tile { rule, first: block, last: block, pairs: 0 });
                open.last = block;
                open.pairs += here;
                if open.pairs >= pairs {
                    tiles.extend(tile.take());
                }
            }
            tiles.extend(tile);
        }
        tiles
    }

    /// Calls `visit(a, b)` with a < b for every pair that the tile's rule owns.
    pub fn visit(&self, tile: &Tile, mut visit: impl FnMut(u32, u32)) {
        let Some(blocks) = self.rules.get(tile.rule) else {
            return;
        };
        for block in tile.first..=tile.last {
            let rows = blocks.rows(block);
            let reach = if blocks.is_windowed(block) { self.window as usize } else { rows.len() };
            for (i, &a) in rows.iter().enumerate() {
                for &b in rows.iter().skip(i + 1).take(reach) {
                    let (a, b) = (a.min(b), a.max(b));
                    if self.owner(a, b) == Some((tile.rule, block)) {
                        visit(a, b);
                    }
                }
            }
        }
    }

    /// The rules that produce a pair, as bits.
    #[must_use]
    pub fn rules_of(&self, a: u32, b: u32) -> u64 {
        let bits = self.rules.iter().enumerate().take(64);
        bits.filter(|(_, r)| r.shared(a, b, self.window).is_some()).fold(0, |mask, (i, _)| mask | 1 << i)
    }

    fn owner(&self, a: u32, b: u32) -> Option<(usize, u32)> {
        self.rules.iter().enumerate().find_map(|(i, r)| r.shared(a, b, self.window).map(|block| (i, block)))
    }
}

impl RuleBlocks {
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
        let row = row as usize;
        match (self.member_starts.get(row), self.member_starts.get(row + 1)) {
            (Some(from), Some(to)) => self.members.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The first block in which two rows meet.
    fn shared(&self, a: u32, b: u32, window: u32) -> Option<u32> {
        let others = self.members(b);
        self.members(a).iter().find_map(|(block, at)| {
            let (_, other) = others.iter().find(|(o, _)| o == block)?;
            (!self.is_windowed(*block) || at.abs_diff(*other) <= window).then_some(*block)
        })
    }

    /// Fills the memberships from the blocks.
    fn index(&mut self, rows: usize) {
        let mut counts = vec![0u32; rows + 1];
        for row in &self.rows {
            if let Some(count) = counts.get_mut(*row as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += *count;
            *count = sum;
        }
        self.members = vec![(0, 0); self.rows.len()];
        let mut next = counts.clone();
        for block in 1..self.windowed.len() {
            let (from, to) = (self.starts.get(block).copied().unwrap_or(0), self.starts.get(block + 1).copied().unwrap_or(0));
            for at in from..to {
                let Some(row) = self.rows.get(at as usize) else {
                    continue;
                };
                if let Some(slot) = next.get_mut(*row as usize) {
                    if let Some(member) = self.members.get_mut(*slot as usize) {
                        *member = (u32::try_from(block).unwrap_or(u32::MAX), at - from);
                    }
                    *slot += 1;
                }
            }
        }
        self.member_starts = counts;
    }
}

fn pairs_within(rows: u64, window: Option<u64>) -> u64 {
    match window {
        Some(w) if w + 1 < rows => (rows - w) * w + w * (w - 1) / 2,
        _ => rows * rows.saturating_sub(1) / 2,
    }
}

fn emit(records: &Records, rule: &dyn Blocker) -> Vec<(u64, u32)> {
    let mut out = Vec::with_capacity(records.len());
    let mut keys = Vec::new();
    for row in 0..records.len() {
        keys.clear();
        rule.keys(records, row, &mut keys);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        out.extend(keys.iter().map(|key| (*key, row)));
    }
    out
}

fn first_keys(pairs: &[(u64, u32)], rows: usize) -> Vec<u64> {
    let mut first = vec![0; rows];
    for (key, row) in pairs.iter().rev() {
        if let Some(slot) = first.get_mut(*row as usize) {
            *slot = *key;
        }
    }
    first
}

#[cfg(feature = "parallel")]
fn sort(pairs: &mut [(u64, u32)]) {
    use rayon::prelude::*;
    pairs.par_sort_unstable();
}

#[cfg(not(feature = "parallel"))]
fn sort(pairs: &mut [(u64, u32)]) {
    pairs.sort_unstable();
}

struct Builder<'a> {
    max: usize,
    window: u32,
    split: &'a [Vec<u64>],
    records: &'a Records,
    rule: usize,
    out: RuleBlocks,
    report: RuleReport,
}

impl Builder<'_> {
    fn block(&mut self, rows: Vec<u32>) {
        let all = pairs_within(rows.len() as u64, None);
        self.report.blocks += 1;
        self.report.pairs += all;
        self.report.largest = self.report.largest.max(rows.len() as u64);
        if rows.len() <= self.max {
            self.leaf(&rows, false);
            return;
        }
        self.report.oversized += 1;
        let kept = self.divide(rows, 0);
        self.report.given_up += all - kept;
    }

    /// Splits by the first key of rule `by` and the rules after it; the pairs that are kept.
    fn divide(&mut self, mut rows: Vec<u32>, mut by: usize) -> u64 {
        if rows.len() < 2 {
            return 0;
        }
        if rows.len() <= self.max {
            self.leaf(&rows, false);
            return pairs_within(rows.len() as u64, None);
        }
        if by == self.rule {
            by += 1;
        }
        let Some(keys) = self.split.get(by) else {
            self.neighbours(&mut rows);
            self.leaf(&rows, true);
            return pairs_within(rows.len() as u64, Some(u64::from(self.window)));
        };
        let key = |row: &u32| keys.get(*row as usize).copied().unwrap_or(0);
        rows.sort_unstable_by_key(|row| (key(row), *row));
        let parts: Vec<Vec<u32>> = rows.chunk_by(|a, b| key(a) == key(b)).map(<[u32]>::to_vec).collect();
        parts.into_iter().map(|part| self.divide(part, by + 1)).sum()
    }

    /// Sorts rows so that alike ones stand near each other: by their values' texts, field by field.
    fn neighbours(&self, rows: &mut [u32]) {
        let text = |row: &u32| {
            let values = self.records.row_values(*row as usize);
            let mut text = String::new();
            for field in &self.records.fields {
                for value in values.get(field.first_slot..field.first_slot + field.slots).unwrap_or(&[]) {
                    text.push_str(field.values.keys.get(*value));
                    text.push('\u{1f}');
                }
            }
            (text, *row)
        };
        rows.sort_by_cached_key(text);
    }

    fn leaf(&mut self, rows: &[u32], windowed: bool) {
        self.out.rows.extend_from_slice(rows);
        self.out.windowed.push(windowed);
        self.out.starts.push(u32::try_from(self.out.rows.len()).unwrap_or(u32::MAX));
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
        assert_eq!(pairs(&blocks).len(), 2 * 144);
    }
}
