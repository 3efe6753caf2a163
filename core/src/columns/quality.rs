//! What became of the values of a column: counts by status, by missing state and by reason, with examples.
//!
//! ```json
//! {"source": "官网", "field": "手机", "rows": 1046, "filled": 1040, "ok": 1001, "repaired": 30, "suspicious": 2,
//!  "ambiguous": 1, "invalid": 6, "missing": {"absent": 5, "to_be_filled": 1, "unknown": 0, "to_be_confirmed": 0},
//!  "reasons": [{"reason": "separators", "count": 21, "examples": [{"record": "GW00017", "raw": "138 1234 5678", "display": "13812345678"}]}]}
//! ```

use super::profile::TableProfile;
use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason, Status};
use crate::table::Inputs;
use serde::Serialize;

/// The quality of the fields of a run, or of the columns of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct QualityReport {
    /// One entry per source and field (column).
    pub columns: Vec<ColumnQuality>,
}

/// What became of the values of one source in one field (column).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ColumnQuality {
    /// The source (table).
    pub source: String,
    /// The field (column).
    pub field: String,
    /// Values looked at: rows, times the columns that feed the field.
    pub rows: u64,
    /// Values that are there, whatever became of them.
    pub filled: u64,
    /// Read as they stand.
    pub ok: u64,
    /// Read after a change.
    pub repaired: u64,
    /// Read, but odd.
    pub suspicious: u64,
    /// Readable in several ways.
    pub ambiguous: u64,
    /// Not values of their kind.
    pub invalid: u64,
    /// Not there, by state.
    pub missing: MissingCounts,
    /// Why, most frequent first.
    pub reasons: Vec<ReasonCount>,
}

/// Missing values by state (R28).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct MissingCounts {
    /// Nothing written.
    pub absent: u64,
    /// `待补充`.
    pub to_be_filled: u64,
    /// `未知`.
    pub unknown: u64,
    /// `待沟通确认`.
    pub to_be_confirmed: u64,
}

/// How often a reason was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReasonCount {
    /// The reason.
    pub reason: Reason,
    /// How often.
    pub count: u64,
    /// The first values it was given for.
    pub examples: Vec<Example>,
}

/// A value that a reason was given for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Example {
    /// The record id, or the row's number.
    pub record: String,
    /// As written, at most 80 characters of it.
    pub raw: String,
    /// As read.
    pub display: String,
}

/// Examples per reason.
const EXAMPLES: usize = 3;
/// Characters shown of an example.
const SHOWN: usize = 80;

/// Counts the values of one source in one field.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    quality: ColumnQuality,
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(source: &str, field: &str) -> Self {
        Tally { quality: ColumnQuality { source: source.to_owned(), field: field.to_owned(), ..ColumnQuality::default() } }
    }

    /// Counts one value; `example` is called only where it is shown.
    pub fn add(&mut self, status: Status, missing: Option<Missing>, reasons: &[Reason], example: impl Fn() -> Example) {
        let quality = &mut self.quality;
        quality.rows += 1;
        match status {
            Status::Ok => quality.ok += 1,
            Status::Repaired => quality.repaired += 1,
            Status::Suspicious => quality.suspicious += 1,
            Status::Ambiguous => quality.ambiguous += 1,
            Status::Invalid => quality.invalid += 1,
            Status::Missing => {
                let states = &mut quality.missing;
                match missing {
                    Some(Missing::ToBeFilled) => states.to_be_filled += 1,
                    Some(Missing::Unknown) => states.unknown += 1,
                    Some(Missing::ToBeConfirmed) => states.to_be_confirmed += 1,
                    _ => states.absent += 1,
                }
            }
        }
        quality.filled += u64::from(status != Status::Missing);
        for reason in reasons {
            let at = quality.reasons.iter().position(|known| known.reason == *reason).unwrap_or_else(|| {
                quality.reasons.push(ReasonCount { reason: *reason, count: 0, examples: Vec::new() });
                quality.reasons.len() - 1
            });
            if let Some(known) = quality.reasons.get_mut(at) {
                known.count += 1;
                if known.examples.len() < EXAMPLES {
                    let mut example = example();
                    if let Some((cut, _)) = example.raw.char_indices().nth(SHOWN) {
                        example.raw.truncate(cut);
                        example.raw.push('…');
                    }
                    known.examples.push(example);
                }
            }
        }
    }

    /// What was counted.
    #[must_use]
    pub fn finish(mut self) -> ColumnQuality {
        self.quality.reasons.sort_by(|a, b| b.count.cmp(&a.count).then(a.reason.cmp(&b.reason)));
        self.quality
    }
}

impl QualityReport {
    /// Reads every value of a table as its profile says.
    #[must_use]
    pub fn of_table(inputs: &Inputs<'_>, profile: &TableProfile, tables: &ReferenceTables) -> Self {
        let mut out = Normalized::default();
        let columns = profile.columns.iter().map(|column| {
            let normalizer = column.normalizer(tables);
            let mut tally = Tally::new(&profile.table, &column.column);
            let mut number = 0_u64;
            for table in inputs.batches(&profile.table) {
                let values = table.column(&column.column);
                for row in 0..table.rows() {
                    number += 1;
                    let raw = values.and_then(|v| v.get(row)).unwrap_or("");
                    normalizer.normalize(raw, &mut out);
                    tally.add(out.status, out.missing, &out.reasons, || Example { record: number.to_string(), raw: raw.to_owned(), display: out.display.clone() });
                }
            }
            tally.finish()
        });
        QualityReport { columns: columns.collect() }
    }
}
