//! Rows of a column to look at.

use crate::identity::block::hash;
use crate::normalize;
use crate::table::{Column, Table};
use crate::threads::each;

/// Values looked at per column.
const SAMPLE: usize = 2000;

/// Some of a column's values.
#[derive(Default)]
pub(crate) struct Sample {
    /// The values that are there, cut to 200 characters.
    pub(crate) texts: Vec<String>,
    /// How many rows were looked at.
    pub(crate) looked: usize,
}

impl Sample {
    /// All of the values; missing ones (by any of their words) do not count as filled.
    pub(crate) fn of<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut out = Sample::default();
        values.into_iter().for_each(|value| out.look(value));
        out
    }

    fn look(&mut self, value: &str) {
        self.looked += 1;
        let text = crate::text::fold::trim(value);
        if normalize::missing_state(text).is_none() {
            self.texts.push(text.chars().take(200).collect());
        }
    }
}

/// Rows of a source to look at, chosen and ordered by what they hold: the same rows in whatever order they come.
pub(crate) struct SampledRows<'t, 'a> {
    batches: Vec<&'t Table<'a>>,
    /// (hash, batch, row).
    rows: Vec<(u64, u32, u32)>,
}

impl<'t, 'a> SampledRows<'t, 'a> {
    pub(crate) fn of(batches: Vec<&'t Table<'a>>) -> Self {
        let all = batches.iter().map(|t| t.rows()).sum();
        let mut rows: Vec<(u64, u32, u32)> = Vec::with_capacity(all);
        for (batch, table) in (0u32..).zip(&batches) {
            rows.extend((0u32..).take(table.rows()).map(|row| (0, batch, row)));
        }
        let names: Vec<Vec<u64>> = batches.iter().map(|table| table.columns().iter().map(|(name, _)| hash(0, name)).collect()).collect();
        each(&mut rows, |_, (slot, batch, row)| {
            if let (Some(table), Some(names)) = (batches.get(*batch as usize), names.get(*batch as usize)) {
                let filled = table.columns().iter().zip(names).filter_map(|((_, column), name)| Some((*name, column.get(*row as usize)?)));
                let cells = filled.filter(|(_, cell)| !cell.is_empty()).map(|(name, cell)| hash(name, cell));
                // A sum, so that the order of the columns does not matter either.
                *slot = cells.fold(0, u64::wrapping_add);
            }
        });
        if rows.len() > SAMPLE {
            rows.select_nth_unstable(SAMPLE);
            rows.truncate(SAMPLE);
        }
        rows.sort_unstable();
        SampledRows { batches, rows }
    }

    /// The tables that they were chosen from.
    pub(crate) fn tables(&self) -> &[&'t Table<'a>] {
        &self.batches
    }

    /// What they hold in a column.
    pub(crate) fn column(&self, name: &str) -> Sample {
        let columns: Vec<Option<Column<'_>>> = self.batches.iter().map(|table| table.column(name)).collect();
        Sample::of(self.rows.iter().map(|(_, batch, row)| columns.get(*batch as usize).copied().flatten().and_then(|c| c.get(*row as usize)).unwrap_or_default()))
    }

    /// The tables and row numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Table<'a>, usize)> {
        self.rows.iter().filter_map(|(_, batch, row)| Some((*self.batches.get(*batch as usize)?, *row as usize)))
    }
}

/// A share, to four places.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64 * 1e4).round() / 1e4 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ColumnBuffer;

    #[test]
    fn the_same_rows_in_any_order() {
        let numbers: Vec<String> = (0..5000).map(|n| n.to_string()).collect();
        let column = |order: &[usize]| order.iter().map(|n| numbers.get(*n).map(String::as_str)).collect::<ColumnBuffer>();
        let forth: Vec<usize> = (0..5000).collect();
        let back: Vec<usize> = (0..5000).rev().collect();
        let sampled = |order: &[usize]| {
            let buffer = column(order);
            SampledRows::of(vec![&Table::new([("n", buffer.as_column())])]).column("n").texts
        };
        assert_eq!(sampled(&forth).len(), SAMPLE);
        assert_eq!(sampled(&forth), sampled(&back));
    }
}
