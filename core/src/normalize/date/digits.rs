//! Numbers without separators: compact dates, serials of spreadsheets, seconds since 1970.
//!
//! | digits | reading |
//! |---|---|
//! | 4 | a year, 1800 to 2100 |
//! | 5 | a spreadsheet's serial (1900 system), 1927 to 2099; plausible 1954 to 2064 |
//! | 6 | `yymmdd`, or `yyyymm`; ambiguous where both are dates |
//! | 7 | `1130501` of the 民国 era, or `2024123`, the day of a year |
//! | 8 | `yyyymmdd`, or `ddmmyyyy` and `mmddyyyy` |
//! | 9, 10 | seconds since 1970; ten digits also `yyyymmddhh` |
//! | 12, 14, 17 | `yyyymmddhhmm`, `…ss`, with milliseconds; twelve also `yymmddhhmmss` |
//! | 13, 16, 19 | milli-, micro-, nanoseconds since 1970 |
//!
//! Orders that name a spreadsheet's system read every number up to its last day as a serial.

use super::civil::{self, Moment, Read, Reading, Time};
use super::era::{Era, is_minguo};
use super::note::Note;
use super::numbers::choose;
use super::parts::Number;
use super::periods;
use crate::model::Reason;
use crate::normalize::short::Short;
use crate::schema::DateOrder;

/// The last day that a spreadsheet knows, 9999-12-31.
const LAST_SERIAL: u64 = 2_958_465;
/// Serials that are dates of people and businesses, 1954 to 2064; and the widest span that is looked at, 1927 to 2099.
const PLAUSIBLE: std::ops::Range<u64> = 20_000..60_000;
const POSSIBLE: std::ops::Range<u64> = 10_000..73_051;
/// 2100-01-01 in seconds since 1970.
const YEAR_2100: u64 = 4_102_444_800;

/// Reads a text of digits with at most a fraction, an exponent or groups of three; `None`: it is something else.
pub(super) fn bare(text: &str, order: DateOrder) -> Option<Result<Read, Reason>> {
    if !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b',' | b'e' | b'+')) {
        return None;
    }
    if let Some((mantissa, exponent)) = text.split_once('e') {
        let spread = spread(mantissa, exponent)?;
        return Some(spread.and_then(|s| plain(s.as_str(), order).unwrap_or(Err(Reason::Syntax))).map(|r| r.noting(Note::Serial)));
    }
    if text.contains(',') {
        let mut joined = Short::<32>::new();
        let (whole, fraction) = text.split_once('.').map_or((text, ""), |(w, _)| (w, text.get(w.len()..).unwrap_or_default()));
        let mut groups = whole.split(',');
        let first = groups.next().filter(|g| (1..=3).contains(&g.len()))?;
        let fits = joined.push_str(first) && groups.all(|g| g.len() == 3 && joined.push_str(g)) && joined.push_str(fraction);
        return fits.then(|| plain(joined.as_str(), order)).flatten().map(|r| r.map(|r| r.noting(Note::Serial)));
    }
    plain(text, order)
}

/// `4.541343277e4` as `45413.43277`; an error where digits are gone.
fn spread(mantissa: &str, exponent: &str) -> Option<Result<Short<32>, Reason>> {
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok().filter(|e| (3..=18).contains(e))?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() != 1 || fraction.contains(['.', ',', '+']) {
        return None;
    }
    let Some((inside, behind)) = fraction.split_at_checked(exponent) else {
        return Some(Err(Reason::DigitsLost));
    };
    let mut out = Short::new();
    let fits = out.push_str(whole) && out.push_str(inside) && (behind.is_empty() || out.push('.') && out.push_str(behind));
    fits.then_some(Ok(out))
}

/// Digits, perhaps with a fraction.
fn plain(text: &str, order: DateOrder) -> Option<Result<Read, Reason>> {
    let is_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let number = |t: &str| -> Option<Number> { Some((t.parse().ok()?, u8::try_from(t.len()).ok()?)) };
    if is_digits(text) {
        return Some(number(text).map_or(Err(Reason::BadDate), |n| alone(n, order)));
    }
    let (whole, fraction) = text.split_once('.')?;
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let (n, digits) = number(whole)?;
    let seconds = seconds(fraction)?;
    let excel = system(order);
    if let Some(from_1904) = excel.filter(|_| n <= LAST_SERIAL && is_exact(n, digits)) {
        return Some(serial(n, seconds, from_1904, Note::Serial));
    }
    match digits {
        5 if POSSIBLE.contains(&n) => Some(serial(n, seconds, false, if PLAUSIBLE.contains(&n) { Note::Serial } else { Note::OddSerial })),
        9 | 10 if !fraction.bytes().all(|b| b == b'0') => Some(epoch(n, if digits == 10 { Note::Epoch } else { Note::OddEpoch })),
        // 20240501.0
        4.. if fraction.bytes().all(|b| b == b'0') => Some(alone((n, digits), order).map(|r| r.noting(Note::Serial))),
        5.. => Some(Err(Reason::BadDate)),
        _ => None,
    }
}

/// The seconds of a fraction of a day.
fn seconds(fraction: &str) -> Option<u32> {
    let kept = fraction.get(..fraction.len().min(12))?;
    let scale = 10_u64.pow(u32::try_from(kept.len()).ok()?);
    u32::try_from((kept.parse::<u64>().ok()?.checked_mul(86_400)? + scale / 2) / scale).ok()
}

/// Whether the declared order names a spreadsheet's system, and whether that counts from 1904.
fn system(order: DateOrder) -> Option<bool> {
    match order {
        DateOrder::Excel1900 => Some(false),
        DateOrder::Excel1904 => Some(true),
        _ => None,
    }
}

/// Whether a number has no leading zeros.
fn is_exact(n: u64, digits: u8) -> bool {
    n.checked_ilog10().map_or(0, |log| log + 1) == u32::from(digits)
}

fn serial(days: u64, seconds: u32, from_1904: bool, note: Note) -> Result<Read, Reason> {
    civil::serial(days, seconds, from_1904).map(|m| Read::one(m).noting(note)).ok_or(Reason::BadDate)
}

/// Digits without separators.
pub(super) fn alone((n, digits): Number, order: DateOrder) -> Result<Read, Reason> {
    if let Some(from_1904) = system(order).filter(|_| n <= LAST_SERIAL && is_exact(n, digits)) {
        return serial(n, 0, from_1904, Note::Serial);
    }
    match digits {
        4 if (1800..=2100).contains(&n) => Moment::year(n).map(Read::one),
        5 if PLAUSIBLE.contains(&n) => serial(n, 0, false, Note::Serial),
        5 if POSSIBLE.contains(&n) => serial(n, 0, false, Note::OddSerial),
        6 => six(n, order),
        7 => seven(n),
        8 => eight(n, order),
        9 if n >= 100_000_000 => epoch(n, Note::OddEpoch),
        10 => ten(n),
        12 => twelve(n),
        13 if n < YEAR_2100 * 1000 => epoch(n / 1000, Note::Epoch),
        14 => clock(n / 1_000_000, n % 1_000_000, true),
        16 if n < YEAR_2100 * 1_000_000 => either(clock(n / 100_000_000, n / 100 % 1_000_000, true), epoch(n / 1_000_000, Note::Epoch)),
        17 => clock(n / 1_000_000_000, n / 1000 % 1_000_000, true),
        19 if n < YEAR_2100 * 1_000_000_000 => epoch(n / 1_000_000_000, Note::Epoch),
        4.. => Err(Reason::BadDate),
        _ if n == 60 => Err(Reason::BadDate),
        _ => Err(Reason::Syntax),
    }
}

fn day(year: u64, month: u64, day: u64) -> Result<Moment, Reason> {
    civil::date(year, month, day).map(Moment::day)
}

/// `240501` or `202405`.
fn six(n: u64, order: DateOrder) -> Result<Read, Reason> {
    let (a, b, c) = (n / 10_000, n / 100 % 100, n % 100);
    let year_first = day(civil::century(a), b, c);
    let declared = match order {
        DateOrder::DayFirst => day(civil::century(c), b, a),
        DateOrder::MonthFirst => day(civil::century(c), a, b),
        DateOrder::YearFirst => year_first,
        _ => Err(Reason::OrderUnknown),
    };
    let month = if (1900..2100).contains(&(n / 100)) { Moment::month(n / 100, c) } else { Err(Reason::BadDate) };
    match (declared, year_first, month) {
        (Ok(date), ..) | (_, Ok(date), Err(_)) => Ok(Read::one(date).noting(Note::TwoDigitYear)),
        (_, Ok(date), Ok(month)) => Ok(Read::new(Reading::Either([Some(date), Some(month), None]))),
        (_, Err(reason), month) => month.map(Read::one).map_err(|_| reason),
    }
}

/// `1130501` of the 民国 era, or `2024123`.
fn seven(n: u64) -> Result<Read, Reason> {
    let (year, rest) = (n / 10_000, n % 10_000);
    if is_minguo(year) {
        return day(Era::Minguo.year(year)?, rest / 100, rest % 100).map(|m| Read::one(m).noting(Note::BareEra));
    }
    let (year, rest) = (n / 1000, n % 1000);
    if !(1900..2100).contains(&year) {
        return Err(Reason::BadDate);
    }
    // 2024123 may also be 12-3 or 1-23.
    let readings = [periods::ordinal(year, rest).map(Moment::day), day(year, rest / 10, rest % 10), day(year, rest / 100, rest % 100)];
    Read::either(readings.into_iter().flatten()).map(|r| r.noting(Note::Assumed)).ok_or(Reason::BadDate)
}

fn eight(n: u64, order: DateOrder) -> Result<Read, Reason> {
    match day(n / 10_000, n / 100 % 100, n % 100) {
        Ok(date) => Ok(Read::one(date)),
        Err(_) if (1900..2100).contains(&(n % 10_000)) => {
            let (a, b, y) = (n / 1_000_000, n / 10_000 % 100, n % 10_000);
            choose(day(y, b, a), day(y, a, b), None, order)
        }
        Err(reason) => Err(reason),
    }
}

/// Seconds since 1970, or `2024050110`.
fn ten(n: u64) -> Result<Read, Reason> {
    let hour = clock(n / 100, n % 100 * 10_000, false);
    let seconds = if (1_000_000_000..YEAR_2100).contains(&n) { epoch(n, Note::Epoch) } else { Err(Reason::BadDate) };
    either(hour, seconds)
}

/// The one reading that there is, or both.
fn either(a: Result<Read, Reason>, b: Result<Read, Reason>) -> Result<Read, Reason> {
    match (a, b) {
        (Ok(a), Ok(b)) => Read::either([a, b].iter().filter_map(Read::moment)).ok_or(Reason::BadDate),
        (a, Err(_)) => a,
        (Err(_), b) => b,
    }
}

/// `202405011023`, `240501102311`, or milliseconds of the years before 2001.
fn twelve(n: u64) -> Result<Read, Reason> {
    let minutes = clock(n / 10_000, n % 10_000 * 100, false);
    let short = || {
        let date = n / 1_000_000;
        clock(civil::century(date / 10_000) * 10_000 + date % 10_000, n % 1_000_000, true).map(|r| r.noting(Note::TwoDigitYear))
    };
    minutes.or_else(|reason| short().or(if n >= 100_000_000_000 { epoch(n / 1000, Note::OddEpoch) } else { Err(reason) }))
}

fn epoch(seconds: u64, note: Note) -> Result<Read, Reason> {
    civil::epoch(seconds).map(|m| Read::one(m).noting(note)).ok_or(Reason::BadDate)
}

/// `yyyymmdd` and `hhmmss`.
fn clock(date: u64, hms: u64, seconds: bool) -> Result<Read, Reason> {
    let date = civil::date(date / 10_000, date / 100 % 100, date % 100)?;
    let time = Time::new(hms / 10_000, hms / 100 % 100, seconds.then_some(hms % 100))?;
    if time.hour == 24 {
        return Err(Reason::BadDate);
    }
    Ok(Read::one(Moment { time: Some(time), ..Moment::day(date) }))
}
