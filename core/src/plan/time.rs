//! Dates and times out of raw texts, each distinct text read once, in the order of day and month that their column shows.

use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::normalize::{self, Normalizer, OrderEvidence};
use crate::schema::{DateOrder, FieldKind};
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::Arc;

/// Reads civil times as seconds since 1970-01-01 00:00 of the same clock.
#[derive(Debug)]
pub(super) struct TimeReader {
    normalizer: Arc<dyn Normalizer>,
    /// The component that holds the time of day.
    time: Option<usize>,
    known: HashMap<String, Option<i64>>,
    scratch: Normalized,
}

impl TimeReader {
    /// A reader of the texts of a column. What one of them leaves open, the others may settle: `5/10/2023` beside
    /// `13/5/2023` is in October.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut reader = TimeReader::new(DateOrder::Unknown);
        let mut open = false;
        for text in texts {
            open |= reader.seconds(text).is_none();
        }
        let order = if open { OrderEvidence::of(reader.known.keys().map(String::as_str)).order } else { DateOrder::Unknown };
        if order == DateOrder::Unknown { reader } else { TimeReader::new(order) }
    }

    fn new(order: DateOrder) -> Self {
        let normalizer = normalize::builtin(&FieldKind::Date { order }, ReferenceTables::builtin());
        let time = normalizer.components().iter().position(|c| *c == "time");
        TimeReader { normalizer, time, known: HashMap::new(), scratch: Normalized::default() }
    }

    pub(super) fn seconds(&mut self, raw: &str) -> Option<i64> {
        if let Some(known) = self.known.get(raw) {
            return *known;
        }
        self.normalizer.normalize(raw, &mut self.scratch);
        let time = self.time.and_then(|at| self.scratch.components.get(at)).map_or("", String::as_str);
        let seconds = seconds(&self.scratch.key, time);
        self.known.insert(raw.to_owned(), seconds);
        seconds
    }
}

/// The seconds of a date key, `2024-05-01`, and a time of day, `10:23` or `10:23:11`; partial dates are no moment.
fn seconds(key: &str, time: &str) -> Option<i64> {
    let date = NaiveDate::parse_from_str(key, "%Y-%m-%d").ok()?;
    let mut parts = time.split(':').map(|part| part.parse::<i64>().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    let of_day = part() * 3600 + part() * 60 + part();
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp() + of_day)
}

/// The calendar date of civil seconds.
pub(super) fn date_of(seconds: i64) -> Option<NaiveDate> {
    let days = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    NaiveDate::from_epoch_days(days)
}

#[cfg(test)]
mod tests {
    use super::TimeReader;

    #[test]
    fn the_time_of_day_counts() {
        let mut reader = TimeReader::of([]);
        for (raw, seconds) in [
            ("1970-01-02", Some(86_400)),
            ("1970-01-02T00:00:11", Some(86_411)),
            ("1970/1/2 10:23", Some(86_400 + 37_380)),
            ("1970年1月2日上午10时23分11秒", Some(86_400 + 37_391)),
            ("1970-01-02至1970-01-03", Some(86_400)),
            ("1970-01", None),
            ("1970", None),
            ("5/10/2023", None),
            ("soon", None),
        ] {
            assert_eq!(reader.seconds(raw), seconds, "{raw}");
            assert_eq!(reader.seconds(raw), seconds, "{raw}, from memory");
        }
    }

    #[test]
    fn a_column_settles_the_order_of_its_dates() {
        let day = 86_400;
        for (column, seconds) in [
            (&["5/1/1970", "13/1/1970"][..], Some(4 * day)),
            (&["1/5/1970", "1/13/1970"], Some(4 * day)),
            (&["5/1/1970", "1970-01-13"], None),
            (&["5/1/1970", "13/1/1970", "1/13/1970"], None),
        ] {
            let mut reader = TimeReader::of(column.iter().copied());
            assert_eq!(reader.seconds(column[0]), seconds, "{column:?}");
        }
    }
}
