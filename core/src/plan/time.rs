//! Dates and times out of raw texts, each distinct text read once, in the order of day and month that their column shows.

use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::normalize::{self, Normalizer, OrderEvidence};
use crate::schema::{DateOrder, FieldKind};
use crate::spec::UtcOffset;
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::Arc;

/// Reads times as seconds since 1970-01-01 00:00 of the plan's clock. A time with an offset of its own is moved to it.
#[derive(Debug)]
pub(super) struct TimeReader {
    normalizer: Arc<dyn Normalizer>,
    clock: UtcOffset,
    /// The components that hold the time of day, and the offset written with it.
    time: Option<usize>,
    offset: Option<usize>,
    known: HashMap<String, Option<i64>>,
    scratch: Normalized,
}

impl TimeReader {
    /// A reader of the texts of a column. What one of them leaves open, the others may settle: `5/10/2023` beside
    /// `13/5/2023` is in October.
    pub(super) fn of<'a>(texts: impl IntoIterator<Item = &'a str>, clock: UtcOffset) -> Self {
        let mut reader = TimeReader::new(DateOrder::Unknown, clock);
        let mut open = false;
        for text in texts {
            open |= reader.seconds(text).is_none();
        }
        let order = if open { OrderEvidence::of(reader.known.keys().map(String::as_str)).order } else { DateOrder::Unknown };
        if order == DateOrder::Unknown { reader } else { TimeReader::new(order, clock) }
    }

    fn new(order: DateOrder, clock: UtcOffset) -> Self {
        let normalizer = normalize::builtin(&FieldKind::Date { order }, ReferenceTables::builtin());
        let place = |component: &str| normalizer.components().iter().position(|c| *c == component);
        let (time, offset) = (place("time"), place("offset"));
        TimeReader { normalizer, clock, time, offset, known: HashMap::new(), scratch: Normalized::default() }
    }

    pub(super) fn seconds(&mut self, raw: &str) -> Option<i64> {
        if let Some(seconds) = iso(raw) {
            return Some(seconds);
        }
        if let Some(known) = self.known.get(raw) {
            return *known;
        }
        self.normalizer.normalize(raw, &mut self.scratch);
        let component = |at: Option<usize>| at.and_then(|at| self.scratch.components.get(at)).map_or("", String::as_str);
        let written = component(self.offset).parse::<UtcOffset>().unwrap_or(self.clock);
        let ahead = i64::from(self.clock.minutes()) - i64::from(written.minutes());
        let seconds = seconds(&self.scratch.key, component(self.time)).map(|seconds| seconds + ahead * 60);
        self.known.insert(raw.to_owned(), seconds);
        seconds
    }
}

/// The seconds of `2024-05-01`, `2024-05-01 10:23:11`, `2024-05-01T10:23:11.500`: what programs write and nobody reads otherwise. They
/// say nothing of the order of day and month either.
fn iso(raw: &str) -> Option<i64> {
    let bytes = raw.as_bytes();
    let (day, time) = bytes.split_first_chunk::<10>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = day else { return None };
    let year = number([*y1, *y2])? * 100 + number([*y3, *y4])?;
    if !(1000..3000).contains(&year) {
        return None;
    }
    let of_day = match time {
        [] => 0,
        [b' ' | b'T', h1, h2, b':', m1, m2, b':', s1, s2, fraction @ ..] => {
            let [hour, minute, second] = [number([*h1, *h2])?, number([*m1, *m2])?, number([*s1, *s2])?];
            let whole = match fraction {
                [] => true,
                [b'.', digits @ ..] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
                _ => false,
            };
            if !whole || hour > 23 || minute > 59 || second > 59 {
                return None;
            }
            hour * 3600 + minute * 60 + second
        }
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, u32::try_from(number([*m1, *m2])?).ok()?, u32::try_from(number([*d1, *d2])?).ok()?)?;
    Some(i64::from(date.to_epoch_days()) * 86_400 + of_day)
}

/// Two digits.
fn number([tens, ones]: [u8; 2]) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
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
    use super::{TimeReader, UtcOffset};

    #[test]
    fn the_time_of_day_counts() {
        let mut reader = TimeReader::of([], UtcOffset::default());
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
    fn what_programs_write_reads_as_everything_else() {
        let mut reader = TimeReader::of([], UtcOffset::default());
        let texts = [
            "0999-12-31",
            "1000-01-01",
            "1900-01-01",
            "1970-01-01",
            "2024-02-29",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-04-31",
            "2999-12-31",
            "3000-01-01",
            "9999-12-31",
        ];
        let times = [
            "",
            "T00:00:00",
            " 23:59:59",
            "T10:23:11.000",
            " 10:23:11.123456789",
            "T10:23:11.",
            "T10:23:11.1234567890",
            "T24:00:00",
            "T10:60:00",
            "T10:23:60",
            "T10:23:11Z",
            " 10:23",
            "  10:23:11",
        ];
        for text in texts.iter().flat_map(|text| times.map(|time| format!("{text}{time}"))) {
            reader.normalizer.normalize(&text, &mut reader.scratch);
            let ahead = if text.ends_with('Z') { 8 * 3600 } else { 0 };
            let slow = super::seconds(&reader.scratch.key, &reader.scratch.components[reader.time.unwrap()]).map(|seconds| seconds + ahead);
            let fast = super::iso(&text);
            assert!(fast.is_none() || fast == slow, "{text}: {fast:?} {slow:?}");
            assert_eq!(reader.seconds(&text), slow, "{text}");
        }
        assert_eq!((super::iso("2024-05-01T10:23:11.500"), super::iso("1969-12-31")), (Some(1_714_558_991), Some(-86_400)));
    }

    #[test]
    fn times_of_other_clocks_are_moved_to_the_plans() {
        let day = 86_400;
        for (clock, raw, seconds) in [
            ("+08:00", "1970-01-02T23:30:00Z", 2 * day + 7 * 3600 + 1800),
            ("+08:00", "1970-01-02T23:30:00+08:00", day + 23 * 3600 + 1800),
            ("+08:00", "1970-01-02 23:30:00", day + 23 * 3600 + 1800),
            ("+08:00", "Fri, 02 Jan 1970 01:00:00 -0500", day + 14 * 3600),
            ("Z", "1970-01-02T01:00:00+08:00", 17 * 3600),
            ("-03:30", "1970-01-02T01:00:00Z", 21 * 3600 + 1800),
        ] {
            let mut reader = TimeReader::of([], clock.parse().unwrap());
            assert_eq!(reader.seconds(raw), Some(seconds), "{raw} by {clock}");
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
            let mut reader = TimeReader::of(column.iter().copied(), UtcOffset::default());
            assert_eq!(reader.seconds(column[0]), seconds, "{column:?}");
        }
    }
}
