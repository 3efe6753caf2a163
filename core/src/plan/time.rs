//! Dates and times out of raw texts, each distinct text read once.

use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::normalize::{self, Normalizer};
use crate::schema::{DateOrder, FieldKind};
use chrono::{NaiveDate, NaiveDateTime};
use hashbrown::HashMap;
use std::sync::Arc;

/// Reads civil times as seconds since 1970-01-01 00:00 of the same clock.
#[derive(Debug)]
pub(super) struct TimeReader {
    normalizer: Arc<dyn Normalizer>,
    known: HashMap<String, Option<i64>>,
    scratch: Normalized,
}

impl Default for TimeReader {
    fn default() -> Self {
        TimeReader {
            normalizer: normalize::builtin(&FieldKind::Date { order: DateOrder::Unknown }, ReferenceTables::builtin()),
            known: HashMap::new(),
            scratch: Normalized::default(),
        }
    }
}

impl TimeReader {
    pub(super) fn seconds(&mut self, raw: &str) -> Option<i64> {
        if let Some(known) = self.known.get(raw) {
            return *known;
        }
        self.normalizer.normalize(raw, &mut self.scratch);
        let seconds = key_seconds(&self.scratch.key);
        self.known.insert(raw.to_owned(), seconds);
        seconds
    }
}

/// The seconds of a date key, `2024-05-01` or `2024-05-01T10:23:11`.
pub(super) fn key_seconds(key: &str) -> Option<i64> {
    if let Ok(at) = NaiveDateTime::parse_from_str(key, "%Y-%m-%dT%H:%M:%S") {
        return Some(at.and_utc().timestamp());
    }
    let date = NaiveDate::parse_from_str(key, "%Y-%m-%d").ok()?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp())
}

/// The calendar date of civil seconds.
pub(super) fn date_of(seconds: i64) -> Option<NaiveDate> {
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    NaiveDate::from_epoch_days(days)
}
