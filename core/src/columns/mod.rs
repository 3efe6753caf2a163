//! Whole columns: what each of them is, and what is wrong in it.
//!
//! ```text
//! a sample of a column → column profile (kind with its parameters, script, decimal mark, unit …) → frozen
//! every value, read as the profile says → column quality (filled, repaired, ambiguous, invalid, missing by state)
//! ```
//!
//! A [`ColumnProfile`] is plain data: found once in a sample, saved as JSON, and used for every value that
//! comes later, so that one value read alone gives what it gave in the batch.

mod decimal;
mod finer;
pub(crate) mod guess;
pub(crate) mod header_words;
mod person;
mod phone_home;
mod profile;
mod quality;
pub(crate) mod role;
pub(crate) mod sample;

pub use decimal::DecimalMark;
pub use profile::{ColumnProfile, TableProfile};
pub use quality::{ColumnQuality, Example, MissingCounts, QualityReport, ReasonCount, Tally};
pub use role::Role;
