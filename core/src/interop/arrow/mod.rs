//! Arrow in and out: record batches to [`Inputs`](crate::Inputs), an [`Outcome`](crate::Outcome) to record batches.
//!
//! | column | read as |
//! |---|---|
//! | `Utf8`, `LargeUtf8` | the text itself, borrowed from the batch |
//! | `Utf8View`, dictionaries | the text, written out |
//! | integers, `Decimal` | `42`, `12.50` |
//! | floats | `13812345678` for 13812345678.0 (what a data frame makes of integers with gaps), `0.5`; NaN is null |
//! | `Boolean` | `true`, `false` |
//! | dates and timestamps | `2024-05-01`, `2024-05-01T10:23:11`; a timestamp with a zone as that zone's clock shows it, with its offset: `2024-05-01T10:23:11+08:00` |
//! | `Null` | nulls |
//! | anything else | an error that names the column, if the column is needed |
//!
//! ```
//! use arrow_array::{ArrayRef, RecordBatch, StringArray};
//! use guiyi::{interop::arrow, Plan};
//! use std::sync::Arc;
//!
//! let plan = Plan::from_json(r#"{"version": 1, "fields": [{"name": "phone", "kind": {"phone": {}}}],
//!   "sources": [{"name": "官网", "columns": [{"field": "phone", "from": ["手机"]}]}]}"#)?;
//! let phones: ArrayRef = Arc::new(StringArray::from(vec!["138-1234-5678", "13812345678"]));
//! let mut batches = arrow::Batches::new();
//! batches.push("官网", &RecordBatch::try_from_iter([("手机", phones)]).unwrap());
//! let outcome = plan.run(&batches.inputs_of(&plan)?, None);
//! assert_eq!(arrow::links(&outcome).rows(), 2);
//! # Ok::<(), guiyi::Error>(())
//! ```

mod batches;
mod frames;
mod texts;
mod view;
mod writer;

pub use batches::Batches;
pub use frames::{changes, customers, facts, findings, links, metrics, normalized, notes, tags};
pub use view::view;
pub use writer::Frame;
