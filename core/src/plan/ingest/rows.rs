//! All rows in canonical order: source, record id, content. Nothing downstream sees the input order.

use super::super::verified::Cells;
use super::bind::{BoundBatch, BoundField, BoundSource};
use crate::model::{Finding, id_order};
use crate::table::{Column, Texts};
use crate::text::fold;
use crate::threads;
use std::cmp::Ordering;
use std::ops::Range;

/// The rows of all sources.
pub(in crate::plan) struct Rows<'a> {
    batches: Vec<BoundBatch<'a>>,
    /// Batch and row of each.
    at: Vec<(u32, u32)>,
    ids: Texts,
    /// Rows per source.
    counts: Vec<usize>,
}

/// Where a row stands in the inputs.
pub(in crate::plan) struct Origin<'a> {
    ids: &'a Texts,
    number: usize,
    pub(super) batch: &'a BoundBatch<'a>,
    pub(super) batch_row: usize,
}

impl<'a> Origin<'a> {
    /// Its record id.
    pub(in crate::plan) fn id(&self) -> &'a str {
        self.ids.get(self.number)
    }

    /// The index of its source.
    pub(in crate::plan) fn source(&self) -> usize {
        usize::from(self.batch.source)
    }

    /// Its number in its source, from 0.
    pub(super) fn row(&self) -> u32 {
        self.batch.first.saturating_add(u32::try_from(self.batch_row).unwrap_or(u32::MAX))
    }

    /// What it says of when it was written.
    pub(super) fn time(&self) -> Option<&'a str> {
        self.batch.time?.get(self.batch_row)
    }

    /// What the row says of the verification of its values, entry by entry.
    pub(in crate::plan) fn verified(&self) -> impl Iterator<Item = (&'a Cells<'a>, usize)> {
        let row = self.batch_row;
        self.batch.verified.iter().map(move |cells| (cells, row))
    }

    /// Appends what the columns of one of the source's bound entries say, joined by blanks.
    pub(super) fn text_into(&self, entry: usize, out: &mut String) {
        for part in self.batch.columns.get(entry).into_iter().flatten().filter_map(|c| c.and_then(|c| c.get(self.batch_row))) {
            let part = fold::trim(part);
            if !part.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(part);
            }
        }
    }
}

impl<'a> Rows<'a> {
    /// The rows of batches that lie together by source.
    pub(super) fn new(sources: &[BoundSource], batches: Vec<BoundBatch<'a>>, findings: &mut Vec<Finding>) -> Self {
        let all = batches.iter().map(|b| b.rows).sum();
        let mut rows = Rows { batches, at: Vec::with_capacity(all), ids: Texts::new(), counts: vec![0; sources.len()] };
        rows.ids.reserve(all, rows.batches.iter().filter_map(|b| b.id).map(|id| id.bytes()).sum());
        rows.gather(sources, findings);
        rows.sort();
        for next in 1..rows.len() {
            if rows.ids.get(next - 1) == rows.ids.get(next)
                && let (Some(a), Some(b)) = (rows.get(next - 1), rows.get(next))
                && a.source() == b.source()
            {
                let name = sources.get(a.source()).map_or("", |s| &s.name);
                findings.push(Finding::new("duplicate_record_id", name, "the same record id stands on several rows; all are kept").about(a.id()));
            }
        }
        rows
    }

    /// How many.
    pub(in crate::plan) fn len(&self) -> usize {
        self.at.len()
    }

    /// One of them.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<Origin<'_>> {
        let (batch, batch_row) = *self.at.get(row)?;
        let batch = self.batches.get(batch as usize)?;
        Some(Origin { ids: &self.ids, number: row, batch, batch_row: batch_row as usize })
    }

    /// All of them in order.
    pub(in crate::plan) fn iter(&self) -> impl Iterator<Item = Origin<'_>> {
        (0..self.len()).filter_map(|row| self.get(row))
    }

    /// The rows of each source, which lie together.
    pub(super) fn by_source(&self) -> impl Iterator<Item = Range<usize>> {
        self.counts.iter().scan(0, |first, n| {
            let start = *first;
            *first += n;
            Some(start..*first)
        })
    }

    /// Bytes in the columns that feed a field.
    pub(super) fn bytes(&self, sources: &[BoundSource], field: &BoundField) -> usize {
        let of_batch = |batch: &BoundBatch<'_>| {
            let entries = sources.get(usize::from(batch.source)).into_iter().flat_map(|s| s.entries(field));
            entries.filter_map(|(entry, _)| batch.columns.get(entry)).flatten().flatten().map(Column::bytes).sum::<usize>()
        };
        self.batches.iter().map(of_batch).sum()
    }

    /// The record ids of all rows.
    pub(super) fn into_ids(self) -> Texts {
        self.ids
    }

    /// Every row as it came.
    fn gather(&mut self, sources: &[BoundSource], findings: &mut Vec<Finding>) {
        for (index, batch) in (0u32..).zip(&self.batches) {
            for batch_row in 0..batch.rows {
                let row = u32::try_from(batch_row).unwrap_or(u32::MAX);
                let number = batch.first.saturating_add(row).saturating_add(1);
                let written = batch.id.and_then(|c| c.get(batch_row)).map(fold::trim).filter(|id| !id.is_empty());
                match (written, batch.id.is_some()) {
                    (Some(id), _) => self.ids.push(id),
                    (None, false) => self.ids.push(&number.to_string()),
                    (None, true) => {
                        let id = format!("#{number}");
                        let name = sources.get(usize::from(batch.source)).map_or("", |s| &s.name);
                        findings.push(Finding::new("row_without_id", name, "a row has no record id; its row number stands in").about(&id));
                        self.ids.push(&id);
                    }
                }
                self.at.push((index, row));
            }
            if let Some(count) = self.counts.get_mut(usize::from(batch.source)) {
                *count += batch.rows;
            }
        }
    }

    fn sort(&mut self) {
        if (1..self.len()).all(|next| self.compare(next - 1, next) != Ordering::Greater) {
            return;
        }
        let mut keys: Vec<Key> = Vec::with_capacity(self.len());
        for of_source in self.by_source() {
            let common = self.common(of_source.clone());
            keys.extend(of_source.map(|row| Key::new(self.ids.get(row), common, row)));
        }
        // Sources lie together already, so each is sorted by itself.
        let mut rest = keys.as_mut_slice();
        for n in &self.counts {
            let (of_source, others) = rest.split_at_mut_checked(*n).unwrap_or_default();
            threads::sort(of_source, |a, b| (a.len, a.start).cmp(&(b.len, b.start)).then_with(|| self.compare(a.row, b.row)).then(a.row.cmp(&b.row)));
            rest = others;
        }
        let mut ids = Texts::new();
        ids.reserve(self.len(), self.ids.bytes());
        keys.iter().for_each(|key| ids.push(self.ids.get(key.row)));
        self.at = keys.iter().map(|key| self.at.get(key.row).copied().unwrap_or_default()).collect();
        self.ids = ids;
    }

    /// How many bytes all ids of some rows begin with.
    fn common(&self, rows: Range<usize>) -> usize {
        let first = self.ids.get(rows.start).as_bytes();
        rows.map(|row| self.ids.get(row).bytes().zip(first).take_while(|(a, b)| a == *b).count()).min().unwrap_or(0)
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        let of = |row: usize| self.at.get(row).and_then(|(batch, row)| Some((self.batches.get(*batch as usize)?, *row as usize)));
        let (Some(x), Some(y)) = (of(a), of(b)) else { return Ordering::Equal };
        x.0.source.cmp(&y.0.source).then_with(|| id_order(self.ids.get(a), self.ids.get(b))).then_with(|| content(x, y))
    }
}

/// What is compared first, without looking any text up.
struct Key {
    len: usize,
    /// The first eight bytes behind what all ids have in common.
    start: u64,
    row: usize,
}

impl Key {
    fn new(id: &str, common: usize, row: usize) -> Self {
        let mut start = [0; 8];
        start.iter_mut().zip(id.bytes().skip(common)).for_each(|(to, from)| *to = from);
        Key { len: id.len(), start: u64::from_be_bytes(start), row }
    }
}

fn content((a, row_a): (&BoundBatch<'_>, usize), (b, row_b): (&BoundBatch<'_>, usize)) -> Ordering {
    let left = a.all.iter().map(|c| c.get(row_a));
    left.cmp(b.all.iter().map(|c| c.get(row_b)))
}
