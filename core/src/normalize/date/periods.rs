//! Quarters, halves, weeks, decades and days of a year.
//!
//! `2024Q1`, `2024年第一季度`, `前三季度`, `上半年`, `1H2024`, `2024-W18-3`, `2024年第18周`, `2024-123`, `1990年代`.

use super::civil::{Moment, Read, Reading};
use super::lex::Word;
use super::note::Note;
use super::parts::{full_year, number};
use crate::model::Reason;
use chrono::{NaiveDate, Weekday};

fn months(year: u64, first: u64, last: u64) -> Result<Read, Reason> {
    Ok(Read::new(Reading::Span(Moment::month(year, first)?, Some(Moment::month(year, last)?))).noting(Note::Range))
}

fn quarter(year: u64, n: u64) -> Result<Read, Reason> {
    if !(1..=4).contains(&n) {
        return Err(Reason::BadDate);
    }
    months(year, n * 3 - 2, n * 3)
}

fn half(year: u64, n: u64) -> Result<Read, Reason> {
    match n {
        1 => months(year, 1, 6),
        2 => months(year, 7, 12),
        _ => Err(Reason::BadDate),
    }
}

fn week(year: u64, n: u64) -> Result<Read, Reason> {
    let day = |weekday| iso(year, n, weekday);
    Ok(Read::new(Reading::Span(Moment::day(day(Weekday::Mon)?), Some(Moment::day(day(Weekday::Sun)?)))).noting(Note::Range))
}

fn iso(year: u64, week: u64, weekday: Weekday) -> Result<NaiveDate, Reason> {
    let year = i32::try_from(year).ok().filter(|y| (1000..3000).contains(y)).ok_or(Reason::BadDate)?;
    u32::try_from(week).ok().and_then(|w| NaiveDate::from_isoywd_opt(year, w, weekday)).ok_or(Reason::BadDate)
}

fn week_day(year: u64, week: u64, day: u64) -> Result<Read, Reason> {
    let weekday = u8::try_from(day).ok().and_then(|d| d.checked_sub(1)).and_then(|d| Weekday::try_from(d).ok()).ok_or(Reason::BadDate)?;
    iso(year, week, weekday).map(|d| Read::one(Moment::day(d)))
}

/// The n-th day of a year.
pub(super) fn ordinal(year: u64, n: u64) -> Result<NaiveDate, Reason> {
    let year = i32::try_from(year).ok().filter(|y| (1000..3000).contains(y)).ok_or(Reason::BadDate)?;
    u32::try_from(n).ok().and_then(|n| NaiveDate::from_yo_opt(year, n)).ok_or(Reason::BadDate)
}

/// What stands behind a year and is no month.
pub(super) fn of_year(year: u64, rest: &[Word]) -> Result<Read, Reason> {
    match rest.strip_prefix(&[Word::Nth]).unwrap_or(rest) {
        [Word::Number { value, .. }, Word::Quarter] | [Word::Letter(b'q'), Word::Number { value, digits: 1 }] => quarter(year, *value),
        [Word::Until, Word::Number { value: n @ 1..=4, .. }, Word::Quarter] => months(year, 1, n * 3),
        [Word::HalfYear(n)] => half(year, u64::from(*n)),
        [Word::Letter(b'h'), Word::Number { value, digits: 1 }] => half(year, *value),
        [Word::Letter(b'w'), Word::Number { value, digits: 1 | 2 }] => week(year, *value),
        [Word::Letter(b'w'), Word::Number { value, digits: 2 }, Word::Number { value: day, digits: 1 }] => week_day(year, *value, *day),
        [Word::Letter(b'w'), Word::Number { value, digits: 3 }] => week_day(year, value / 10, value % 10),
        // Which day a week begins with is not said.
        [Word::Number { value, digits: 1 | 2 }, Word::Week] => week(year, *value).map(|r| r.noting(Note::Approximate)),
        [Word::Number { value: m, digits: 1 | 2 }, Word::Month, Word::Nth, Word::Number { .. }, Word::Week]
        | [Word::Number { value: m, digits: 1 | 2 }, Word::Month, Word::Number { .. }, Word::Week] => Ok(Read::one(Moment::month(year, *m)?).noting(Note::Approximate)),
        [Word::Number { value, digits: 3 }] | [Word::Number { value, .. }, Word::Days] => ordinal(year, *value).map(|d| Read::one(Moment::day(d))),
        // 2024年0501
        [Word::Number { value, digits: 4 }] => Ok(Read::one(Moment::day(super::civil::date(year, value / 100, value % 100)?))),
        [Word::Decade | Word::Letter(b's')] if year.is_multiple_of(10) => {
            Ok(Read::new(Reading::Span(Moment::year(year)?, Some(Moment::year(year + 9)?))).noting(Note::Range).noting(Note::Approximate))
        }
        _ => Err(Reason::Syntax),
    }
}

/// `Q1 2024`, `1Q24`, `H1 2024`, `第一季度2024年`.
pub(super) fn year_last(words: &[Word]) -> Result<Read, Reason> {
    let marked = words.last() == Some(&Word::Year);
    let words = words.strip_suffix(&[Word::Year]).unwrap_or(words);
    let Some((year, rest)) = words.split_last() else {
        return Err(Reason::Syntax);
    };
    let (year, notes) = match number(year) {
        Some((_, 2 | 4)) => full_year(number(year), marked)?,
        _ => return Err(Reason::Syntax),
    };
    let read = match rest {
        [Word::Letter(b'q'), Word::Number { value, digits: 1 }] | [Word::Number { value, digits: 1 }, Word::Letter(b'q')] => quarter(year, *value),
        [Word::Letter(b'h'), Word::Number { value, digits: 1 }] | [Word::Number { value, digits: 1 }, Word::Letter(b'h')] => half(year, *value),
        [Word::Nth, Word::Number { value, .. }, Word::Quarter] | [Word::Number { value, .. }, Word::Quarter] => quarter(year, *value),
        [Word::Letter(b'w'), Word::Number { value, digits: 1 | 2 }] => week(year, *value),
        _ => Err(Reason::Syntax),
    };
    read.map(|r| r.with(notes))
}
