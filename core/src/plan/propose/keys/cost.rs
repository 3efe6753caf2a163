//! What keys cost: the pairs of rows that agree on them, counted among a sample of the rows.

use super::super::super::compile::Compiled;
use super::SAMPLED_ROWS;
use crate::identity::block::{Chosen, FieldKey, in_order, mix};
use crate::model::Records;
use crate::spec::BlockingSpec;

/// The keys that sampled rows have of each form, looked up once.
pub(super) struct Costs<'a> {
    plan: &'a Compiled,
    records: &'a Records,
    chosen: Chosen,
    rows: Vec<u32>,
}

/// The keys of one form, row by row.
pub(super) struct FormKeys {
    /// Where each row's keys end.
    ends: Vec<u32>,
    keys: Vec<u64>,
}

impl FormKeys {
    /// The keys of each row.
    fn iter(&self) -> impl Iterator<Item = &[u64]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(from, to)| self.keys.get(from as usize..*to as usize).unwrap_or(&[]))
    }
}

impl<'a> Costs<'a> {
    pub(super) fn new(plan: &'a Compiled, records: &'a Records) -> Self {
        let chosen = Chosen::about(SAMPLED_ROWS, records.len() as u64);
        Costs { plan, records, chosen, rows: (0u32..).take(records.len()).filter(|row| chosen.takes(*row)).collect() }
    }

    /// Looks up the keys of a form.
    pub(super) fn keys(&self, form: FieldKey) -> FormKeys {
        let mut out = FormKeys { ends: Vec::with_capacity(self.rows.len()), keys: Vec::with_capacity(self.rows.len()) };
        for row in &self.rows {
            let from = out.keys.len();
            form.of_row(self.records, *row as usize, &mut out.keys);
            if let Some(several) = out.keys.get_mut(from..).filter(|keys| keys.len() > 1) {
                several.sort_unstable();
                let mut several = out.keys.split_off(from);
                several.dedup();
                out.keys.append(&mut several);
            }
            out.ends.push(u32::try_from(out.keys.len()).unwrap_or(u32::MAX));
        }
        out
    }

    /// Pairs that would be looked at under one form (none inside a unique source), and the share of rows that have it. Of large
    /// tables both are those among a sample of the rows, scaled up.
    pub(super) fn of(&self, form: &FormKeys) -> (u64, f64) {
        self.count(form.iter().zip(&self.rows).flat_map(|(keys, row)| keys.iter().map(|key| (mix(*key), *row))).collect())
    }

    /// As [`Costs::of`], for rows that agree on two forms.
    pub(super) fn of_both(&self, a: &FormKeys, b: &FormKeys) -> (u64, f64) {
        let both = a.iter().zip(b.iter()).zip(&self.rows);
        let crossed = both.flat_map(|((x, y), row)| x.iter().flat_map(move |x| y.iter().map(move |y| (mix(mix(*x) ^ y), *row))));
        self.count(crossed.collect())
    }

    fn count(&self, keyed: Vec<(u64, u32)>) -> (u64, f64) {
        let share = self.chosen.share();
        let keyed = in_order(keyed);
        let limits = BlockingSpec::default();
        let choose = |n: usize| (n as f64) * (n as f64 - 1.0) / 2.0;
        let unique = |row: u32| {
            let source = self.records.source.get(row as usize).copied().unwrap_or(0);
            self.plan.sources.get(usize::from(source)).filter(|s| s.unique).map(|_| source)
        };
        // Rows are in the order of their sources.
        let within = |block: &[(u64, u32)]| -> f64 { block.chunk_by(|a, b| unique(a.1).is_some() && unique(a.1) == unique(b.1)).map(|s| choose(s.len())).sum() };
        let mut pairs = 0.0;
        for block in keyed.chunk_by(|a, b| a.0 == b.0) {
            // One crowded value does not cost a key: its block would be split and windowed.
            let rows = block.len() as f64 / share;
            let crowded = rows > f64::from(limits.max_block);
            pairs += if crowded { rows * f64::from(limits.window) } else { (choose(block.len()) - within(block)) / (share * share) };
        }
        let rows = (self.records.len() as f64 * share).max(1.0);
        (pairs.round() as u64, ((keyed.len() as f64 / rows).min(1.0) * 1e4).round() / 1e4)
    }
}
