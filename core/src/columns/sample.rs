//! Rows of a column to look at.

use crate::normalize;
use crate::table::{Column, Table};

/// Values looked at per column.
pub(crate) const SAMPLE: usize = 2000;

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

/// Evenly spaced rows.
pub(crate) fn sample(batches: &[&Table<'_>], name: &str, rows: usize) -> Sample {
    let step = (rows / SAMPLE).max(1);
    let mut out = Sample::default();
    let mut at = 0usize;
    for table in batches {
        let column: Option<Column<'_>> = table.column(name);
        for row in 0..table.rows() {
            if at.is_multiple_of(step) {
                out.look(column.and_then(|c| c.get(row)).unwrap_or_default());
            }
            at += 1;
        }
    }
    out
}

/// A share, to four places.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64 * 1e4).round() / 1e4 }
}
