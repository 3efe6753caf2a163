//! What a run reports: findings about the whole, notes about single values.

use super::{Missing, Reason, Status};
use serde::Serialize;

/// Something the caller should know about the inputs or the run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Finding {
    /// A stable code, such as `missing_column` or `oversized_block`.
    pub code: &'static str,
    /// What it is about: a source, a column, a blocking rule.
    pub path: String,
    /// In words and numbers, one line.
    pub text: String,
    /// The record it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
}

impl Finding {
    /// A finding about the whole or a part of the input.
    #[must_use]
    pub fn new(code: &'static str, path: impl Into<String>, text: impl Into<String>) -> Self {
        Finding { code, path: path.into(), text: text.into(), record_id: None }
    }

    /// Says which record it is about.
    #[must_use]
    pub fn about(mut self, record_id: &str) -> Self {
        self.record_id = Some(record_id.to_owned());
        self
    }
}

/// A value that was repaired, doubted or refused, and why.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Note<'a> {
    /// The source.
    pub source: &'a str,
    /// The record id.
    pub record_id: &'a str,
    /// The field.
    pub field: &'a str,
    /// What was written.
    pub raw: &'a str,
    /// What was read; empty when nothing could be.
    pub value: &'a str,
    /// How far it could be read.
    pub status: Status,
    /// Which missing state, when it is a declared one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// Why.
    pub reasons: &'a [Reason],
    /// Other readings.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub candidates: &'a [String],
    /// How sure the reading is, in percent.
    pub confidence: u8,
}
