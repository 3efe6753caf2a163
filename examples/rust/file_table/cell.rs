//! Cells of a spreadsheet as the texts that a person sees.
//!
//! | cell | text |
//! |---|---|
//! | number 13812345678.0 | `13812345678` |
//! | number 0.1 + 0.2 | `0.3`: a spreadsheet shows fifteen digits |
//! | date 45413, also of the 1904 system | `2024-05-01` |
//! | date 45413.4327 | `2024-05-01 10:23:05` |
//! | time 0.4327 | `10:23:05` |
//! | duration 1.5 | `36:00:00` |
//! | `TRUE` | `TRUE` |
//! | `#N/A` | nothing, and a finding |
//!
//! Number formats other than of dates are not known to the reader: 12 % is `0.12`, and a number that was shown with
//! leading zeros has none.

use calamine::{Data, DataRef, ExcelDateTime};
use chrono::{NaiveDate, TimeDelta};

/// What a cell says.
pub(super) enum Cell {
    Nothing,
    Text(String),
    /// A number of more digits than a spreadsheet keeps: the last ones are lost.
    LongNumber(String),
    /// An error value, by its name.
    Error(String),
}

/// Reads a cell.
pub(super) fn read(cell: &DataRef<'_>) -> Cell {
    let text = match cell {
        DataRef::Empty => return Cell::Nothing,
        DataRef::Error(error) => return Cell::Error(error.to_string()),
        DataRef::Int(n) if n.unsigned_abs() >= MOST => return Cell::LongNumber(n.to_string()),
        DataRef::Float(n) if n.abs() >= MOST as f64 => return Cell::LongNumber(number(*n)),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => number(*n),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) => date(time),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => duration(text).unwrap_or_else(|| text.clone()),
    };
    if text.is_empty() { Cell::Nothing } else { Cell::Text(text) }
}

/// As [`read`], for readers that own what they read.
pub(super) fn read_owned(cell: &Data) -> Cell {
    read(&match cell {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    })
}

/// The first integer of sixteen digits.
const MOST: u64 = 1_000_000_000_000_000;

/// Fifteen significant digits, as a spreadsheet keeps and shows them, and no exponent.
fn number(n: f64) -> String {
    if !n.is_finite() {
        return String::new();
    }
    let shown: f64 = format!("{n:.14e}").parse().unwrap_or(n);
    // No telephone, number or amount is that large or small; three hundred digits help nobody.
    if shown != 0.0 && !(1e-15..1e30).contains(&shown.abs()) {
        return format!("{shown:e}");
    }
    // Negative zero is zero.
    format!("{}", shown + 0.0)
}

fn date(time: &ExcelDateTime) -> String {
    let days = time.as_f64();
    if !days.is_finite() || !(-2_958_466.0..2_958_466.0).contains(&days) {
        return number(days);
    }
    if time.is_duration() {
        return clock((days * 86_400.0).round() as i64);
    }
    if days < 0.0 {
        return number(days);
    }
    let (year, month, day, hour, minute, second, millis) = time.to_ymd_hms_milli();
    if days < 1.0 {
        return clock((days * 86_400.0).round() as i64);
    }
    let at = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).and_then(|d| d.and_hms_opt(hour.into(), minute.into(), second.into()));
    match at.and_then(|at| at.checked_add_signed(TimeDelta::seconds((millis >= 500).into()))) {
        Some(at) => iso(&at.format("%Y-%m-%d %H:%M:%S").to_string()),
        // 1900-02-29, a day that spreadsheets alone know.
        None => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// `2024-05-01T10:23:05.000` as `2024-05-01 10:23:05`; midnight is no time of day.
fn iso(text: &str) -> String {
    let text = text.trim_end_matches('Z').replacen('T', " ", 1);
    let text = text.split_once('.').map_or(text.as_str(), |(whole, _)| whole);
    text.strip_suffix(" 00:00:00").unwrap_or(text).to_owned()
}

/// `PT36H00M05S` as `36:00:05`.
fn duration(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let [hours, minutes, seconds] = [hours, minutes, seconds].map(|n| n.parse::<i32>().ok().map(i64::from));
    Some(clock(hours? * 3600 + minutes? * 60 + seconds?))
}

fn clock(seconds: i64) -> String {
    let (sign, s) = (if seconds < 0 { "-" } else { "" }, seconds.unsigned_abs());
    format!("{sign}{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
}
