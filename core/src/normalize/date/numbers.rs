//! Dates of three numbers, and of two numbers and a month by its name.

use super::civil::{Moment, Read, Reading, century, date};
use super::lex::Word;
use super::note::{Note, Notes};
use super::parts::{Number, full_year, number};
use crate::model::Reason;
use crate::schema::DateOrder;

type Tried = Result<Moment, Reason>;

fn day(year: u64, month: u64, day: u64) -> Tried {
    date(year, month, day).map(Moment::day)
}

/// Year, month and day; `mixed`: with `-` before the day and something else before the month.
pub(super) fn year_month_day(year: u64, m: u64, d: u64, mixed: bool) -> Result<Read, Reason> {
    let whole = day(year, m, d)?;
    // 2023.1-3 is January to March, or a date with signs of two kinds; 2024/05-01 only the latter.
    if mixed && d <= 12 && d > m {
        return Read::either([whole, Moment::month(year, m)?]).ok_or(Reason::BadDate);
    }
    Ok(Read::one(whole))
}

/// Three numbers, the year last or with two digits.
pub(super) fn triple(a: Number, b: Number, c: Number, order: DateOrder) -> Result<Read, Reason> {
    match (a, b, c) {
        ((a, 1 | 2), (b, 1 | 2), (y, 4)) => choose(day(y, b, a), day(y, a, b), None, order),
        ((a, first @ (1 | 2)), (b, 1 | 2), (c, last @ (1 | 2))) => {
            // A year has two digits.
            let year = |digits: u8, year: u64, m: u64, d: u64| if digits == 2 { day(century(year), m, d) } else { Err(Reason::BadDate) };
            choose(year(last, c, b, a), year(last, c, a, b), Some(year(first, a, b, c)), order).map(|r| r.noting(Note::TwoDigitYear))
        }
        _ => Err(Reason::Syntax),
    }
}

/// The reading that the declared order or the value itself decides for.
pub(super) fn choose(day_first: Tried, month_first: Tried, year_first: Option<Tried>, order: DateOrder) -> Result<Read, Reason> {
    let declared = match order {
        DateOrder::DayFirst => Some(day_first),
        DateOrder::MonthFirst => Some(month_first),
        DateOrder::YearFirst => year_first,
        DateOrder::Unknown | DateOrder::Excel1900 | DateOrder::Excel1904 => None,
    };
    if let Some(Ok(date)) = declared {
        return Ok(Read::one(date));
    }
    let against = if declared.is_some() { Notes::of(Note::AgainstOrder) } else { Notes::NONE };
    let readings = [year_first.and_then(Result::ok), day_first.ok(), month_first.ok()];
    let read = Read::either(readings.into_iter().flatten()).ok_or(Reason::BadDate)?.with(against);
    Ok(match readings {
        [Some(_), None, None] => read.noting(Note::YearFirst),
        [None, Some(_), None] => read.noting(Note::DayFirst),
        [None, None, Some(_)] => read.noting(Note::MonthFirst),
        _ => read,
    })
}

/// A month by its name with a day and a year.
pub(super) fn named(month: u8, d: Option<Number>, year: Option<Number>) -> Result<Read, Reason> {
    let (Some((d, 1 | 2)), Some((_, 2 | 4))) = (d, year) else {
        return Err(Reason::Syntax);
    };
    let (year, notes) = full_year(year, false)?;
    Ok(Read::one(day(year, u64::from(month), d)?).with(notes))
}

/// A month by its name with one number: `May 2024`; `May-24` is a day without a year, or a month of 2024.
pub(super) fn named_month(month: u8, n: Option<Number>) -> Result<Read, Reason> {
    let month = u64::from(month);
    match n {
        Some((year, 4)) => Moment::month(year, month).map(Read::one),
        Some((n, 2)) if date(2000, month, n).is_err() => Ok(Read::one(Moment::month(century(n), month)?).noting(Note::TwoDigitYear)),
        Some((n, 2)) => {
            let found = Moment::month(century(n), month)?;
            Ok(Read::new(Reading::Either([Some(found), None, None])))
        }
        Some((n, 1)) if date(2000, month, n).is_ok() => Err(Reason::PartialDate),
        _ => Err(Reason::Syntax),
    }
}

/// `01-5月-24`, `2024-5月-1`: the month is marked, year and day are at its sides.
pub(super) fn month_in_the_middle(a: &Word, m: &Word, b: &Word, order: DateOrder) -> Result<Read, Reason> {
    let (Some(a), Some((m, 1 | 2)), Some(b)) = (number(a), number(m), number(b)) else {
        return Err(Reason::Syntax);
    };
    match (a, b) {
        ((y, 4), (d, 1 | 2)) | ((d, 1 | 2), (y, 4)) => day(y, m, d).map(Read::one),
        ((a, 1 | 2), (b, 1 | 2)) => {
            let (year_last, year_first) = (day(century(b), m, a), day(century(a), m, b));
            let read = match order {
                DateOrder::YearFirst => year_first.or(year_last).map(Read::one)?,
                DateOrder::DayFirst | DateOrder::MonthFirst => year_last.or(year_first).map(Read::one)?,
                _ => Read::either([year_last.ok(), year_first.ok()].into_iter().flatten()).ok_or(Reason::BadDate)?,
            };
            Ok(read.noting(Note::TwoDigitYear))
        }
        _ => Err(Reason::Syntax),
    }
}
