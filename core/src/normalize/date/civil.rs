//! What a date can be read as, and the calendar under it.

use super::note::{Note, Notes};
use crate::model::Reason;
use chrono::{DateTime, Datelike, Days, NaiveDate};

/// How precisely a date is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Precision {
    Year,
    Month,
    Day,
}

impl Precision {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
        }
    }
}

/// The zone written with a time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Zone {
    None,
    /// `Z`, UTC, GMT.
    Zulu,
    /// Minutes east of UTC.
    East(i16),
}

/// A time of day, as precisely as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Time {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
    pub(super) zone: Zone,
}

impl Time {
    /// A time of day without a zone; 24:00 is the hour 24.
    pub(super) fn new(hour: u64, minute: u64, second: Option<u64>) -> Result<Time, Reason> {
        // A leap second is only ever put in at the end of an hour (of a quarter of one, by local clocks).
        let seconds = if minute % 15 == 14 { 60 } else { 59 };
        if minute > 59 || second.is_some_and(|s| s > seconds) || hour > 24 || hour == 24 && minute + second.unwrap_or(0) > 0 {
            return Err(Reason::BadDate);
        }
        let byte = |n: u64| u8::try_from(n).map_err(|_| Reason::BadDate);
        Ok(Time { hour: byte(hour)?, minute: byte(minute)?, second: second.map(byte).transpose()?, zone: Zone::None })
    }

    /// The second of the day.
    pub(super) fn of_seconds(seconds: u32) -> Time {
        let part = |n: u32| u8::try_from(n % 60).unwrap_or(0);
        Time { hour: part(seconds / 3600), minute: part(seconds / 60), second: Some(part(seconds)), zone: Zone::None }
    }
}

/// A calendar date, by its first day, with or without a time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    pub(super) date: NaiveDate,
    pub(super) precision: Precision,
    pub(super) time: Option<Time>,
}

impl Moment {
    pub(super) fn day(date: NaiveDate) -> Moment {
        Moment { date, precision: Precision::Day, time: None }
    }

    pub(super) fn month(year: u64, month: u64) -> Result<Moment, Reason> {
        Ok(Moment { precision: Precision::Month, ..Moment::day(date(year, month, 1)?) })
    }

    pub(super) fn year(year: u64) -> Result<Moment, Reason> {
        Ok(Moment { precision: Precision::Year, ..Moment::day(date(year, 1, 1)?) })
    }

    /// The last day that the date can mean.
    pub(super) fn last(self) -> NaiveDate {
        let next = match self.precision {
            Precision::Day => return self.date,
            Precision::Month if self.date.month() < 12 => NaiveDate::from_ymd_opt(self.date.year(), self.date.month() + 1, 1),
            _ => NaiveDate::from_ymd_opt(self.date.year() + 1, 1, 1),
        };
        next.and_then(|d| d.pred_opt()).unwrap_or(self.date)
    }
}

/// The most readings one text has.
pub(super) const MOST: usize = 3;

/// What a text was read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    One(Moment),
    /// Readable as any of these.
    Either([Option<Moment>; MOST]),
    /// From one date to another; `None`: without an end.
    Span(Moment, Option<Moment>),
}

/// A reading with what was assumed on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Read {
    pub(super) reading: Reading,
    pub(super) notes: Notes,
}

impl Read {
    pub(super) fn new(reading: Reading) -> Self {
        Read { reading, notes: Notes::NONE }
    }

    pub(super) fn one(moment: Moment) -> Self {
        Read::new(Reading::One(moment))
    }

    pub(super) fn noting(self, note: Note) -> Self {
        Read { notes: self.notes.with(note), ..self }
    }

    pub(super) fn with(self, notes: Notes) -> Self {
        Read { notes: self.notes.and(notes), ..self }
    }

    /// The one date it was read as.
    pub(super) fn moment(&self) -> Option<Moment> {
        match self.reading {
            Reading::One(moment) => Some(moment),
            _ => None,
        }
    }

    /// The readings, the same one once; several are an ambiguity.
    pub(super) fn either(found: impl IntoIterator<Item = Moment>) -> Option<Self> {
        let mut readings = [None; MOST];
        let mut len = 0;
        for moment in found {
            if !readings.contains(&Some(moment))
                && let Some(slot) = readings.get_mut(len)
            {
                *slot = Some(moment);
                len += 1;
            }
        }
        match readings {
            [None, ..] => None,
            [Some(moment), None, ..] => Some(Read::one(moment)),
            _ => Some(Read::new(Reading::Either(readings))),
        }
    }
}

/// A date of the years 1000 to 2999, or of the year 9999 that stands for none.
pub(super) fn date(year: u64, month: u64, day: u64) -> Result<NaiveDate, Reason> {
    if !(1000..3000).contains(&year) && year != 9999 {
        return Err(Reason::BadDate);
    }
    let found = (i32::try_from(year).ok()).zip(u32::try_from(month).ok().zip(u32::try_from(day).ok()));
    found.and_then(|(y, (m, d))| NaiveDate::from_ymd_opt(y, m, d)).ok_or(Reason::BadDate)
}

/// The year that two digits stand for: 1970 to 2069.
pub(super) fn century(year: u64) -> u64 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// The year of a date as a count.
pub(super) fn year_of(date: NaiveDate) -> u64 {
    u64::try_from(date.year()).unwrap_or(0)
}

/// The day number of a spreadsheet that counts from 1900 or 1904, with the seconds of its fraction.
pub(super) fn serial(days: u64, seconds: u32, from_1904: bool) -> Option<Moment> {
    // 1900 was no leap year, but spreadsheets count its 29 February as day 60.
    let (year, month, day) = match (from_1904, days) {
        (true, _) => (1904, 1, 1),
        (false, 60) | (false, 0) => return None,
        (false, 1..60) => (1899, 12, 31),
        (false, _) => (1899, 12, 30),
    };
    let date = NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(days + u64::from(seconds / 86_400)))?;
    let time = (!seconds.is_multiple_of(86_400)).then(|| Time::of_seconds(seconds % 86_400));
    (date.year() < 3000).then_some(Moment { time, ..Moment::day(date) })
}

/// Seconds since 1970, on the clock of UTC+8.
pub(super) fn epoch(seconds: u64) -> Option<Moment> {
    let shifted = i64::try_from(seconds).ok()?.checked_add(8 * 3600)?;
    let date = DateTime::from_timestamp(shifted, 0)?.date_naive();
    let time = Time::of_seconds(u32::try_from(shifted.rem_euclid(86_400)).ok()?);
    Some(Moment { time: Some(time), ..Moment::day(date) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(moment: Option<Moment>) -> String {
        let moment = moment.unwrap();
        let time = moment.time.map_or(String::new(), |t| format!(" {}:{}:{:?}", t.hour, t.minute, t.second));
        format!("{}{time}", moment.date)
    }

    #[test]
    fn counts_become_dates() {
        assert_eq!(text(serial(45413, 0, false)), "2024-05-01");
        assert_eq!(text(serial(43951, 0, true)), "2024-05-01");
        assert_eq!(text(serial(0, 0, true)), "1904-01-01");
        assert_eq!(text(serial(1, 0, false)), "1900-01-01");
        assert_eq!(text(serial(59, 0, false)), "1900-02-28");
        assert_eq!(serial(60, 0, false), None);
        assert_eq!(text(serial(61, 0, false)), "1900-03-01");
        assert_eq!(text(serial(45413, 37_391, false)), "2024-05-01 10:23:Some(11)");
        assert_eq!(text(epoch(1_714_530_191)), "2024-05-01 10:23:Some(11)");
        assert_eq!((century(69), century(70)), (2069, 1970));
        assert!(date(2023, 2, 29).is_err() && date(1832, 4, 74).is_err() && date(2024, 2, 29).is_ok());
    }

    #[test]
    fn the_last_day() {
        let last = |m: Result<Moment, Reason>| m.unwrap().last().to_string();
        assert_eq!(last(Moment::month(2024, 2)), "2024-02-29");
        assert_eq!(last(Moment::month(2024, 12)), "2024-12-31");
        assert_eq!(last(Moment::year(2024)), "2024-12-31");
    }
}
