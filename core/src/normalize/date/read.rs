//! From the words of a date to its reading.

use super::civil::{self, Moment, Read, Reading};
use super::lex::{Word, Words};
use super::time::{self, take_time};
use crate::model::Reason;
use crate::schema::DateOrder;
use chrono::NaiveDate;

/// A number of a date and how many digits it was written with.
type Number = (u64, u8);

/// Reads one date; `year` is the year that a text like `12月31日` inherits.
pub(super) fn read(text: &str, order: DateOrder, year: Option<i32>) -> Result<Read, Reason> {
    if let Some(moment) = serial_with_fraction(text) {
        return Ok(Read::new(Reading::One(moment)).because(Reason::SpreadsheetNumber));
    }
    let words = Words::of(text).ok_or(Reason::Syntax)?;
    let (words, time) = take_time(&words)?;
    let read = date(words.as_slice(), order, year)?;
    let Some((time, next_day)) = time else {
        return Ok(read);
    };
    let reading = match read.reading {
        Reading::One(moment) if moment.time.is_none() => {
            let date = if next_day { civil::next(moment.date).ok_or(Reason::BadDate)? } else { moment.date };
            Reading::One(Moment { date, time: Some(time) })
        }
        Reading::Either(dates, None) if !next_day => Reading::Either(dates, Some(time)),
        Reading::Part { .. } => read.reading,
        _ => return Err(Reason::Syntax),
    };
    Ok(Read { reading, ..read })
}

/// `2024-05-01`, the commonest date of all.
pub(super) fn iso(text: &str) -> Option<Moment> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else {
        return None;
    };
    let mut digits = [a, b, c, d, e, f, g, h].into_iter();
    let n = digits.try_fold(0_u64, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))?;
    let date = civil::date(n / 10_000, n / 100 % 100, n % 100).ok().filter(|_| n < 30_000_000)?;
    Some(Moment { date, time: None })
}

/// `45413.43276`: days and the part of a day.
fn serial_with_fraction(text: &str) -> Option<Moment> {
    let (days, fraction) = text.split_once('.')?;
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !digits(fraction) {
        return None;
    }
    let days: u64 = days.parse().ok().filter(|d| (20_000..60_000).contains(d))?;
    let kept = fraction.get(..fraction.len().min(12))?;
    let scale = 10_u64.pow(u32::try_from(kept.len()).ok()?);
    let seconds = (kept.parse::<u64>().ok()?.checked_mul(86_400)? + scale / 2) / scale;
    civil::serial(days, u32::try_from(seconds).ok()?)
}

/// Reads the words of a date without its time.
fn date(words: &[Word], order: DateOrder, year: Option<i32>) -> Result<Read, Reason> {
    let mut parts = Words::new();
    let mut separator = true;
    for word in words {
        match word {
            Word::Blank => {}
            Word::Separator('-' | '/' | '.') if !separator => separator = true,
            Word::Separator(_) => return Err(Reason::Syntax),
            other => {
                parts.push(*other).ok_or(Reason::Syntax)?;
                separator = false;
            }
        }
    }
    if separator && words.last() != Some(&Word::Separator('.')) {
        return Err(Reason::Syntax);
    }
    let number = |w: &Word| {
        if let Word::Number { value, digits } = w { Some((*value, *digits)) } else { None }
    };
    match parts.as_slice() {
        [Word::Era(base), n, rest @ ..] => {
            let counted = number(n).map(|(v, _)| (v + u64::from(*base), 4)).ok_or(Reason::Syntax)?;
            marked(counted, rest).map(|r| r.because(Reason::Era))
        }
        [n, rest @ ..] if rest.first() == Some(&Word::Year) => marked(number(n).ok_or(Reason::Syntax)?, rest),
        [m, Word::Month, d] | [m, Word::Month, d, Word::Day] => month_day(number(m), number(d), year),
        [Word::Named(m), d, y] => named(*m, number(d), number(y)),
        [d, Word::Named(m), y] => match (number(d), number(y)) {
            (Some(year @ (_, 4)), day) => named(*m, day, Some(year)),
            (day, year) => named(*m, day, year),
        },
        [Word::Named(m), y] | [y, Word::Named(m)] => match number(y) {
            Some((year, 4)) => Ok(part(Some(year), Some(u64::from(*m)))),
            _ => Err(Reason::Syntax),
        },
        [a] => alone(number(a).ok_or(Reason::Syntax)?, order),
        [a, b] => match (number(a), number(b)) {
            (Some((y, 4)), Some((m, 1 | 2))) | (Some((m, 1 | 2)), Some((y, 4))) if (1..=12).contains(&m) => Ok(part(Some(y), Some(m))),
            (Some((m, 1 | 2)), Some((d, 1 | 2))) if year.is_some() => month_day(Some((m, 2)), Some((d, 2)), year),
            (Some((_, 4)), Some((_, 1 | 2))) => Err(Reason::BadDate),
            _ => Err(Reason::Syntax),
        },
        [a, b, c] => match (number(a), number(b), number(c)) {
            (Some(a), Some(b), Some(c)) => triple(a, b, c, order),
            _ => Err(Reason::Syntax),
        },
        _ => Err(Reason::Syntax),
    }
}

fn part(year: Option<u64>, month: Option<u64>) -> Read {
    let year = year.and_then(|y| i32::try_from(y).ok());
    Read::new(Reading::Part { year, month: month.and_then(|m| u32::try_from(m).ok()), day: None })
}

/// 年月日 behind the number of the year.
fn marked(year: Number, rest: &[Word]) -> Result<Read, Reason> {
    let (full, short) = match year {
        (y, 1 | 2) => (civil::century(y), true),
        (y, _) => (y, false),
    };
    if !(1000..3000).contains(&full) {
        return Err(Reason::BadDate);
    }
    let read = match rest {
        [Word::Year] => part(Some(full), None),
        [Word::Year, Word::Number { value, digits: 1 | 2 }] | [Word::Year, Word::Number { value, digits: 1 | 2 }, Word::Month] => {
            if !(1..=12).contains(value) {
                return Err(Reason::BadDate);
            }
            part(Some(full), Some(*value))
        }
        [Word::Year, Word::Number { value: month, .. }, Word::Month, Word::Number { value: day, .. }]
        | [Word::Year, Word::Number { value: month, .. }, Word::Month, Word::Number { value: day, .. }, Word::Day] => Read::date(civil::date(full, *month, *day)?),
        _ => return Err(Reason::Syntax),
    };
    Ok(if short { read.because(Reason::TwoDigitYear) } else { read })
}

/// A month and a day, with the year of the start of a range or none.
fn month_day(month: Option<Number>, day: Option<Number>, year: Option<i32>) -> Result<Read, Reason> {
    let (Some((month, _)), Some((day, _))) = (month, day) else {
        return Err(Reason::Syntax);
    };
    // 2000 is a leap year: 2月29日 may stand alone.
    let found = civil::date(year.and_then(|y| u64::try_from(y).ok()).unwrap_or(2000), month, day)?;
    if year.is_some() {
        return Ok(Read::date(found));
    }
    let small = |n: u64| u32::try_from(n).ok();
    Ok(Read::new(Reading::Part { year: None, month: small(month), day: small(day) }))
}

fn named(month: u8, day: Option<Number>, year: Option<Number>) -> Result<Read, Reason> {
    let month = u64::from(month);
    match (day, year) {
        (Some((day, 1 | 2)), Some((year, 4))) => Ok(Read::date(civil::date(year, month, day)?)),
        (Some((day, 1 | 2)), Some((year, 2))) => Ok(Read::date(civil::date(civil::century(year), month, day)?).because(Reason::TwoDigitYear)),
        _ => Err(Reason::Syntax),
    }
}

/// Three numbers: the year comes first or last.
fn triple(a: Number, b: Number, c: Number, order: DateOrder) -> Result<Read, Reason> {
    match (a, b, c) {
        ((y, 4), (m, 1 | 2), (d, 1 | 2)) => Ok(Read::date(civil::date(y, m, d)?)),
        ((a, 1 | 2), (b, 1 | 2), (y, 4)) => choose(civil::date(y, b, a), civil::date(y, a, b), None, order),
        ((a, 1 | 2), (b, 1 | 2), (c, 1 | 2)) => {
            let day_first = civil::date(civil::century(c), b, a);
            let month_first = civil::date(civil::century(c), a, b);
            let year_first = civil::date(civil::century(a), b, c);
            choose(day_first, month_first, Some(year_first), order).map(|r| r.because(Reason::TwoDigitYear))
        }
        _ => Err(Reason::Syntax),
    }
}

type Tried = Result<NaiveDate, Reason>;

/// The reading that the declared order or the value itself decides for.
fn choose(day_first: Tried, month_first: Tried, year_first: Option<Tried>, order: DateOrder) -> Result<Read, Reason> {
    let declared = match order {
        DateOrder::DayFirst => day_first.ok(),
        DateOrder::MonthFirst => month_first.ok(),
        DateOrder::Unknown | DateOrder::YearFirst | DateOrder::Excel1900 | DateOrder::Excel1904 => None,
    };
    if let Some(date) = declared {
        return Ok(Read::date(date));
    }
    let mut dates: [Option<NaiveDate>; 3] = [None; 3];
    let mut len = 0;
    for date in [year_first.and_then(Result::ok), day_first.ok(), month_first.ok()].into_iter().flatten() {
        if !dates.contains(&Some(date))
            && let Some(slot) = dates.get_mut(len)
        {
            *slot = Some(date);
            len += 1;
        }
    }
    match dates {
        [None, ..] => Err(Reason::BadDate),
        [Some(date), None, _] => Ok(Read::date(date)),
        _ => Ok(Read::new(Reading::Either(dates, None))),
    }
}

/// Digits without separators.
fn alone((n, digits): Number, order: DateOrder) -> Result<Read, Reason> {
    match digits {
        4 if (1900..2100).contains(&n) => Ok(part(Some(n), None)),
        5 if (20_000..60_000).contains(&n) => civil::serial(n, 0).map(|m| Read::new(Reading::One(m)).because(Reason::SpreadsheetNumber)).ok_or(Reason::BadDate),
        6 => six(n),
        8 => match civil::date(n / 10_000, n / 100 % 100, n % 100) {
            Ok(date) => Ok(Read::date(date)),
            Err(_) if (1900..2100).contains(&(n % 10_000)) => {
                let (a, b, y) = (n / 1_000_000, n / 10_000 % 100, n % 10_000);
                choose(civil::date(y, b, a), civil::date(y, a, b), None, order)
            }
            Err(reason) => Err(reason),
        },
        10 => ten(n),
        12 => clock(n / 10_000, n % 10_000 * 100),
        13 if (1_000_000_000_000..4_102_444_800_000).contains(&n) => epoch(n / 1000),
        14 => clock(n / 1_000_000, n % 1_000_000),
        17 => clock(n / 1_000_000_000, n / 1000 % 1_000_000),
        4..=17 => Err(Reason::BadDate),
        _ => Err(Reason::Syntax),
    }
}

/// `240501` or `202405`.
fn six(n: u64) -> Result<Read, Reason> {
    let short = civil::date(civil::century(n / 10_000), n / 100 % 100, n % 100);
    let month = (1900..2100).contains(&(n / 100)) && (1..=12).contains(&(n % 100));
    match (short, month) {
        (Ok(date), false) => Ok(Read::date(date).because(Reason::TwoDigitYear)),
        (Ok(date), true) => Ok(Read::new(Reading::Either([Some(date), None, None], None))),
        (Err(_), true) => Ok(part(Some(n / 100), Some(n % 100))),
        (Err(reason), false) => Err(reason),
    }
}

/// Seconds since 1970, or `2024050110`.
fn ten(n: u64) -> Result<Read, Reason> {
    let hour = clock(n / 100, n % 100 * 10_000);
    let seconds = (1_000_000_000..4_102_444_800).contains(&n).then(|| epoch(n));
    match (hour, seconds) {
        (Ok(Read { reading: Reading::One(moment), .. }), Some(Ok(_))) => Ok(Read::new(Reading::Either([Some(moment.date), None, None], moment.time))),
        (hour, None) => hour,
        (_, Some(seconds)) => seconds,
    }
}

fn epoch(seconds: u64) -> Result<Read, Reason> {
    civil::epoch(seconds).map(|m| Read::new(Reading::One(m)).because(Reason::Epoch)).ok_or(Reason::BadDate)
}

/// `yyyymmdd` and `hhmmss`.
fn clock(day: u64, hms: u64) -> Result<Read, Reason> {
    let date = civil::date(day / 10_000, day / 100 % 100, day % 100)?;
    let (time, next_day) = time::of(hms / 10_000, hms / 100 % 100, hms % 100, None)?;
    if next_day {
        return Err(Reason::BadDate);
    }
    Ok(Read::new(Reading::One(Moment { date, time: Some(time) })))
}
