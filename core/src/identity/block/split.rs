//! Blocks that are too large: split by the other rules' keys, then by a sorted window.

use super::{Blocker, Chosen};
use crate::model::Records;
use std::cmp::Ordering;

/// Splits the oversized blocks of one rule.
pub(super) struct Splitter<'a> {
    pub(super) records: &'a Records,
    pub(super) rules: &'a [Box<dyn Blocker>],
    /// The rule whose blocks they are.
    pub(super) rule: usize,
    pub(super) chosen: Chosen,
    /// The most records of a block.
    pub(super) max: usize,
    pub(super) window: u32,
}

/// What an oversized block became.
#[derive(Default)]
pub(super) struct Parts {
    rows: Vec<u32>,
    /// Where each part ends, and whether only neighbours meet.
    ends: Vec<(usize, bool)>,
    /// Pairs of the parts that are small enough.
    pub(super) split: u64,
    /// Pairs of sorted neighbours in those that are not.
    pub(super) windowed: u64,
}

impl Parts {
    fn push(&mut self, rows: &[u32], window: Option<u32>) {
        self.rows.extend_from_slice(rows);
        self.ends.push((self.rows.len(), window.is_some()));
        let pairs = pairs_within(rows.len() as u64, window.map(u64::from));
        *(if window.is_some() { &mut self.windowed } else { &mut self.split }) += pairs;
    }

    /// The parts, and whether only neighbours meet.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u32], bool)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts.zip(&self.ends).filter_map(|(start, (end, windowed))| Some((self.rows.get(start..*end)?, *windowed)))
    }
}

impl Splitter<'_> {
    /// Splits by the first key of every other rule in turn.
    pub(super) fn divide(&self, rows: &mut [u32], out: &mut Parts) {
        self.divide_by(rows, 0, out);
    }

    fn divide_by(&self, rows: &mut [u32], by: usize, out: &mut Parts) {
        if rows.len() < 2 {
            return;
        }
        if rows.len() <= self.max {
            return out.push(rows, None);
        }
        let by = if by == self.rule { by + 1 } else { by };
        let Some(rule) = self.rules.get(by) else {
            rows.sort_unstable_by(|a, b| content(self.records, *a, *b));
            return out.push(rows, Some(self.window));
        };
        let mut keys = Vec::new();
        let mut keyed: Vec<(u64, u32)> = rows
            .iter()
            .map(|row| {
                keys.clear();
                rule.keys(self.records, *row as usize, &mut keys);
                (keys.first().copied().unwrap_or(0), *row)
            })
            .collect();
        keyed.sort_unstable();
        for (slot, (_, row)) in rows.iter_mut().zip(&keyed) {
            *slot = *row;
        }
        let mut from = 0;
        for part in keyed.chunk_by(|a, b| a.0 == b.0) {
            if let Some(rows) = rows.get_mut(from..from + part.len()) {
                self.divide_by(rows, by + 1, out);
            }
            from += part.len();
        }
    }
}

/// Alike rows stand near each other: by their values' texts, field by field.
pub(super) fn content(records: &Records, a: u32, b: u32) -> Ordering {
    let (left, right) = (records.row_values(a as usize), records.row_values(b as usize));
    for field in &records.fields {
        for slot in field.first_slot..field.first_slot + field.slots {
            let (x, y) = (left.get(slot).copied().unwrap_or(0), right.get(slot).copied().unwrap_or(0));
            if x != y {
                let order = field.values.keys.get(x).cmp(field.values.keys.get(y));
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
    a.cmp(&b)
}

/// The pairs of so many rows; with a window, of sorted neighbours.
pub(super) fn pairs_within(rows: u64, window: Option<u64>) -> u64 {
    match window {
        Some(w) if w + 1 < rows => (rows - w) * w + w * (w - 1) / 2,
        _ => rows * rows.saturating_sub(1) / 2,
    }
}
