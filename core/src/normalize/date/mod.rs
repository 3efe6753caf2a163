//! Calendar dates, with or without a time of day.
//!
//! | raw | key |
//! |---|---|
//! | `2024/5/1`, `2024.05.01`, `20240501`, `2024年5月1日`, `二〇二四年五月一日`, `May 1, 2024` | `2024-05-01` |
//! | `2024-05-01T10:23:11+08:00`, `2024年5月1日上午10时23分11秒`, `20240501102311` | `2024-05-01T10:23:11` |
//! | `45413`, `45413.43277` (spreadsheet) | `2024-05-01`, `2024-05-01T10:23:11` |
//! | `1714530191` (seconds since 1970, read at UTC+8) | `2024-05-01T10:23:11` |
//! | `5/10/2023` | none: ambiguous, both are candidates, unless the column's order is given |
//! | `13/5/2023` | `2023-05-13` |
//! | `24年5月1日` | `2024-05-01` (suspicious: two-digit years are 1970–2069) |
//! | `2024-05`, `2024年` | none: partial; `month` and `year` are set |
//! | `2023-01-01至2023-12-31` | `2023-01-01` (suspicious: a range, both ends are candidates) |
//! | `2023-02-30` | none (invalid) |
//!
//! Derived forms: `date` (`2024-05-01`), `month` (`2024-05`), `year`, `month_day` (`05-01`). The display
//! is the key, with the offset as written; what has no key is shown as written. Times are never moved
//! to another zone. Years 1000–2999. `9999-12-31` and `0001-01-01` are placeholders.
//!
//! JSON: `{"date": {"order": "day_first"}}`. Source: ISO 8601, GB/T 7408.

mod civil;
mod lex;
mod read;
mod time;

use super::clean::{self, doubt};
use super::{Normalizer, missing};
use crate::model::{Missing, Normalized, Reason, Status};
use crate::schema::DateOrder;
use chrono::{Datelike, NaiveDate};
use civil::{Moment, Read, Reading};

/// Reads calendar dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date {
    /// How `5/10/2023` is read.
    pub order: DateOrder,
}

const DATE: usize = 0;
const MONTH: usize = 1;
const YEAR: usize = 2;
const MONTH_DAY: usize = 3;

impl Normalizer for Date {
    fn components(&self) -> &'static [&'static str] {
        &["date", "month", "year", "month_day"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state_or(text, &["0", "00", "0000-00-00", "0000/00/00", "0000-00-0000:00:00", "0000-00-00t00:00:00", "00000000", "0000年00月00日", "00/00/0000"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if let Some(moment) = read::iso(text) {
            return write_one(&moment, out);
        }
        clean::cell(text, out, |text| self.missing(text), |written, out| self.read_cell(written, out));
    }
}

impl Date {
    fn read_cell(&self, written: &str, out: &mut Normalized) {
        let text = clean::strip_quotes(written);
        if text.len() < written.len() {
            out.repaired(Reason::Trimmed);
        }
        if text.len() > 128 {
            return out.invalid(Reason::Syntax);
        }
        let whole = read::read(text, self.order, None);
        if let Ok(read) = whole {
            return write(&read, out);
        }
        if let Some((from, to)) = self.range(text) {
            return write_range(&from, &to, out);
        }
        out.invalid(whole.err().unwrap_or(Reason::Syntax));
    }

    /// Reads `A至B`, `A~B`, `A - B`; the end may leave the year out.
    fn range(&self, text: &str) -> Option<(Read, Read)> {
        const BETWEEN: [&str; 12] = ["至", "到", "~", "～", "—", "–", "--", " - ", " to ", "-", "/", "―"];
        for between in BETWEEN {
            let mut ends = text.match_indices(between).filter_map(|(at, _)| {
                let (from, to) = text.split_at_checked(at)?;
                let to = to.strip_prefix(between)?.trim_start_matches(['—', '~', '-', ' ']);
                let from = read::read(from.trim(), self.order, None).ok()?;
                let year = match from.reading {
                    Reading::One(moment) => moment.date.year(),
                    Reading::Part { year: Some(year), .. } => year,
                    _ => return None,
                };
                // `-` and `/` also divide the parts of a date: both sides must be whole.
                let strict = matches!(between, "-" | "/");
                let to = read::read(to.trim(), self.order, (!strict).then_some(year)).ok()?;
                let whole = |r: &Read| matches!(r.reading, Reading::One(_));
                (!strict || whole(&from) && whole(&to)).then_some((from, to))
            });
            if let Some(found) = ends.next() {
                return Some(found);
            }
        }
        None
    }
}

fn write(read: &Read, out: &mut Normalized) {
    match read.why {
        Some(Reason::TwoDigitYear) => doubt(out, Reason::TwoDigitYear, 80),
        Some(why @ (Reason::SpreadsheetNumber | Reason::Epoch)) => clean::repair(out, why, 90),
        Some(why) => out.because(why),
        None => {}
    }
    match read.reading {
        Reading::One(moment) => write_one(&moment, out),
        Reading::Either(dates, time) => {
            out.because(Reason::OrderUnknown);
            out.status = Status::Ambiguous;
            out.confidence = out.confidence.min(50);
            for date in dates.into_iter().flatten() {
                let mut key = String::new();
                civil::write_moment(&Moment { date, time }, &mut key);
                out.candidates.push(key);
            }
        }
        Reading::Part { year, month, day } => {
            write_part(year, month, day, out);
            doubt(out, Reason::PartialDate, 80);
        }
    }
}

fn write_one(moment: &Moment, out: &mut Normalized) {
    let date = moment.date;
    match (date.year(), date.month(), date.day()) {
        (9999, ..) => return out.invalid(Reason::Placeholder),
        (1900, 1, 1) | (1899, 12, 30 | 31) => doubt(out, Reason::Placeholder, 50),
        _ => {}
    }
    civil::write_moment(moment, &mut out.key);
    civil::write_moment(moment, &mut out.display);
    civil::write_offset(moment, &mut out.display);
    write_forms(date, out);
}

fn write_forms(date: NaiveDate, out: &mut Normalized) {
    if let Some(form) = out.components.get_mut(DATE) {
        civil::write_date(date, form);
    }
    write_part(Some(date.year()), Some(date.month()), Some(date.day()), out);
}

fn write_part(year: Option<i32>, month: Option<u32>, day: Option<u32>, out: &mut Normalized) {
    let year = year.and_then(|y| u32::try_from(y).ok());
    for (component, parts) in [(MONTH, [year, month]), (YEAR, [year, None]), (MONTH_DAY, [month, day])] {
        let Some(form) = out.components.get_mut(component) else {
            continue;
        };
        let needed = if component == YEAR { parts.first().is_some_and(Option::is_some) } else { parts.iter().all(Option::is_some) };
        if !needed {
            continue;
        }
        for (n, part) in parts.iter().flatten().enumerate() {
            if n > 0 {
                form.push('-');
            }
            civil::pad(*part, if n == 0 && component != MONTH_DAY { 4 } else { 2 }, form);
        }
    }
}

fn write_range(from: &Read, to: &Read, out: &mut Normalized) {
    doubt(out, Reason::Range, 80);
    let (Reading::One(start), Reading::One(end)) = (from.reading, to.reading) else {
        return doubt(out, Reason::PartialDate, 60);
    };
    if start.date > end.date {
        return out.invalid(Reason::Range);
    }
    for why in [from.why, to.why].into_iter().flatten() {
        out.because(why);
    }
    civil::write_moment(&start, &mut out.key);
    write_forms(start.date, out);
    for moment in [&start, &end] {
        let mut key = String::new();
        civil::write_moment(moment, &mut key);
        if !out.display.is_empty() {
            out.display.push('至');
        }
        out.display.push_str(&key);
        out.candidates.push(key);
    }
}

#[cfg(test)]
mod tests;
