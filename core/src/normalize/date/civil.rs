//! What a date can be read as, and the calendar under it.

use crate::model::Reason;
use chrono::{DateTime, Datelike, Days, NaiveDate};

/// A time of day in seconds, and the offset written with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Time {
    pub(super) seconds: u32,
    /// Minutes east of UTC, as written; `None` when no zone was.
    pub(super) offset: Option<i16>,
}

/// A calendar date with or without a time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    pub(super) date: NaiveDate,
    pub(super) time: Option<Time>,
}

/// What a text was read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    One(Moment),
    /// Readable as any of these.
    Either([Option<NaiveDate>; 3], Option<Time>),
    /// A part of a date.
    Part {
        year: Option<i32>,
        month: Option<u32>,
        day: Option<u32>,
    },
}

/// A reading with what was assumed on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Read {
    pub(super) reading: Reading,
    pub(super) why: Option<Reason>,
}

impl Read {
    pub(super) fn new(reading: Reading) -> Self {
        Read { reading, why: None }
    }

    pub(super) fn because(self, why: Reason) -> Self {
        Read { why: Some(why), ..self }
    }

    pub(super) fn date(date: NaiveDate) -> Self {
        Read::new(Reading::One(Moment { date, time: None }))
    }
}

/// A date of the years 1000 to 2999.
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

/// A spreadsheet's day number, with the rest of the day in seconds.
pub(super) fn serial(days: u64, seconds: u32) -> Option<Moment> {
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let date = start.checked_add_days(Days::new(days + u64::from(seconds / 86_400)))?;
    let time = (!seconds.is_multiple_of(86_400)).then_some(Time { seconds: seconds % 86_400, offset: None });
    Some(Moment { date, time })
}

/// Seconds since 1970, on the clock of UTC+8.
pub(super) fn epoch(seconds: u64) -> Option<Moment> {
    let shifted = i64::try_from(seconds).ok()?.checked_add(8 * 3600)?;
    let at = DateTime::from_timestamp(shifted, 0)?.naive_utc();
    let time = Time { seconds: u32::try_from(shifted.rem_euclid(86_400)).ok()?, offset: None };
    Some(Moment { date: at.date(), time: Some(time) })
}

/// The day after, for `24:00`.
pub(super) fn next(date: NaiveDate) -> Option<NaiveDate> {
    date.succ_opt()
}

/// Appends a number with leading zeros.
pub(super) fn pad(value: u32, width: usize, out: &mut String) {
    let mut divisor = 10_u32.pow(u32::try_from(width.saturating_sub(1)).unwrap_or(0));
    while divisor > 0 {
        out.extend(char::from_digit(value / divisor % 10, 10));
        divisor /= 10;
    }
}

/// Appends `2024-05-01`.
pub(super) fn write_date(date: NaiveDate, out: &mut String) {
    pad(u32::try_from(date.year()).unwrap_or(0), 4, out);
    out.push('-');
    pad(date.month(), 2, out);
    out.push('-');
    pad(date.day(), 2, out);
}

/// Appends `2024-05-01` or `2024-05-01T10:23:11`.
pub(super) fn write_moment(moment: &Moment, out: &mut String) {
    write_date(moment.date, out);
    if let Some(Time { seconds, .. }) = moment.time {
        for (sign, part) in [('T', seconds / 3600), (':', seconds / 60 % 60), (':', seconds % 60)] {
            out.push(sign);
            pad(part, 2, out);
        }
    }
}

/// Appends the offset as `Z` or `+08:00`.
pub(super) fn write_offset(moment: &Moment, out: &mut String) {
    match moment.time.and_then(|t| t.offset) {
        None => {}
        Some(0) => out.push('Z'),
        Some(minutes) => {
            out.push(if minutes < 0 { '-' } else { '+' });
            pad(u32::from(minutes.unsigned_abs() / 60), 2, out);
            out.push(':');
            pad(u32::from(minutes.unsigned_abs() % 60), 2, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(moment: Option<Moment>) -> String {
        let mut out = String::new();
        write_moment(&moment.unwrap(), &mut out);
        out
    }

    #[test]
    fn counts_become_dates() {
        assert_eq!(text(serial(45413, 0)), "2024-05-01");
        assert_eq!(text(serial(45413, 37_391)), "2024-05-01T10:23:11");
        assert_eq!(text(epoch(1_714_530_191)), "2024-05-01T10:23:11");
        assert_eq!(century(69), 2069);
        assert_eq!(century(70), 1970);
        assert!(date(2023, 2, 29).is_err() && date(1832, 4, 74).is_err() && date(2024, 2, 29).is_ok());
    }
}
