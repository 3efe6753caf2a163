//! Calendar dates, as precise as written, with or without a time of day; and ranges of them.
//!
//! | raw | key | components |
//! |---|---|---|
//! | `2024/5/1`, `2024年5月1日`, `二〇二四年五月一日`, `May 1, 2024`, `20240501` | `2024-05-01` | `precision` day |
//! | `2024-05-01T10:23:11+08:00` | `2024-05-01` | `time` 10:23:11, `offset` +08:00 |
//! | `2024年5月1日下午3点20分` | `2024-05-01` | `time` 15:20 |
//! | `2024.5`, `May 2024`, `202405` | `2024-05` | `precision` month |
//! | `2024年`, `2024` | `2024` | `precision` year |
//! | `2023-01-01至2023-12-31`, `2023年1月1日-12月31日` | `2023-01-01` | `end` 2023-12-31 |
//! | `2024Q1`, `2024年第一季度`, `2024年上半年` | `2024-01` | `end` 2024-03, 2024-06 |
//! | `2015-03-02至长期` | `2015-03-02` | no `end` (reason `unbounded`) |
//! | `民国113年5月1日`, `令和6年5月1日`, `R6.5.1` | `2024-05-01` | (reason `era`) |
//! | `45413`, `45413.43277` (spreadsheet) | `2024-05-01` | `time` 10:23:11 |
//! | `1714530191`, `1714530191123` (since 1970, read at UTC+8) | `2024-05-01` | `time` 10:23:11 |
//! | `2024-W18-3`, `2024-123` (week and day of the year) | `2024-05-01`, `2024-05-02` | |
//! | `5/10/2023` | none: ambiguous, both are candidates, unless the order is given | `year` 2023, `either` 2023-05-10 |
//! | `24-05-01`, `24年5月1日` | candidates; `2024-05-01` (suspicious: two-digit years are 1970–2069) | |
//! | `2024年5月上旬`, `2024年初` | `2024-05`, `2024` (reason `approximate`) | |
//! | `2023-02-30`, `5月1日`, `昨天`, `农历五月初五`, `9999-12-31` | none: invalid | |
//!
//! Match forms: `date` (`2024-05-01`), `month` (`2024-05`), `year`, `month_day` (`05-01`), each where the key has it; `either` is the earlier
//! of the date and the date with day and month exchanged, which undecided dates have, too. A time is `HH:MM` or `HH:MM:SS` as written, parts
//! of a second are dropped; in a value it is never moved to another zone (the times of rows and events are, to the spec's `utc_offset`). The display is the date in ISO 8601, with time and offset. Years 1000–2999. `1900-01-01`, `1970-01-01` and the like are suspicious placeholders.
//!
//! Parameter `order`: `day_first`, `month_first`, `year_first` (settle `5/10/2023`, `24-05-01`), `excel_1900`, `excel_1904` (bare numbers
//! are serials). [`OrderEvidence`] finds it from a column's values. Limits: no clock, so `3天前` is refused; no lunar calendar.
//!
//! JSON: `{"date": {"order": "day_first"}}`. Source: ISO 8601, GB/T 7408, RFC 2822 (zones), JIS X 0301 (eras), ECMA-376 (serials).

mod civil;
mod digits;
mod era;
mod fast;
mod fold;
mod lex;
mod names;
mod note;
mod numbers;
mod order;
mod parts;
mod periods;
mod phrases;
mod range;
mod remark;
mod time;
mod write;

pub use order::{OrderCount, OrderEvidence};

use super::clean;
use super::{Normalizer, missing};
use crate::model::{Missing, Normalized, Reason};
use crate::schema::DateOrder;

/// Reads calendar dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date {
    /// How `5/10/2023` is read.
    pub order: DateOrder,
}

impl Normalizer for Date {
    fn components(&self) -> &'static [&'static str] {
        &write::COMPONENTS
    }

    fn forms(&self) -> &'static [&'static str] {
        write::COMPONENTS.get(..write::FORMS).unwrap_or_default()
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        match text.as_bytes() {
            [b'1'..=b'9', ..] => None,
            [b'0', ..] => is_zero(text).then_some(Missing::Absent),
            // What a program makes of 0000-00-00.
            [b'-', b'0', ..] if text.starts_with("-0001-11-30") => Some(Missing::Absent),
            _ => missing::state(text).or_else(|| is_form(text).then_some(Missing::ToBeFilled)),
        }
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if let Some(moment) = fast::read(text) {
            write::one(&moment, self.order, false, out);
            if out.display.is_empty() {
                out.display.push_str(text);
            }
            return;
        }
        if clean::clean_name(text, out) && clean::drop_label(out, |text| self.missing(text)) {
            self.read_cell(out);
        }
    }
}

impl Date {
    /// Reads what stands in the display, which stays where the reading has none of its own.
    fn read_cell(&self, out: &mut Normalized) {
        // Full-width signs are how Chinese is written; full-width digits are not.
        if out.reasons.contains(&Reason::Width) {
            if out.display.contains(|c| matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')) {
                out.repaired(Reason::Width);
            } else {
                out.reasons.retain(|r| *r != Reason::Width);
            }
        }
        let inner = clean::strip_quotes(&out.display);
        let trimmed = inner.len() < out.display.len();
        let folded = fold::folded(inner);
        if trimmed {
            out.repaired(Reason::Trimmed);
        }
        let Some(text) = folded else {
            return out.invalid(Reason::Syntax);
        };
        let text = text.as_str();
        match remark::read(text, self.order) {
            Ok(read) => write::read(&read, self.order, out),
            Err(_) if is_spreadsheet_zero(text) => out.invalid(Reason::Placeholder),
            Err(_) if text.len() > 2 && text.bytes().all(|b| b == b'#') => out.invalid(Reason::DigitsLost),
            Err(reason) => match masked(text) {
                Some((year, month)) => write::masked(year, month, out),
                None => out.invalid(reason),
            },
        }
    }
}

/// Whether a text is a date of zeros: `0000-00-00 00:00:00`, `0`, `00/00/0000`.
fn is_zero(text: &str) -> bool {
    let dated = text.len() < 3 || text.contains(['-', '/', '.', '年']) || !text.contains(':');
    dated && text.chars().all(|c| matches!(c, '0' | '-' | '/' | '.' | ':' | ' ' | 'T' | 'Z' | '年' | '月' | '日'))
}

/// Whether a text is a form that was not filled in: `    年  月  日`, `yyyy-mm-dd`.
fn is_form(text: &str) -> bool {
    if !text.starts_with(['y', 'Y', 'd', 'D', 'm', 'M', '年', '_', 'x', 'X']) || text.len() > 64 {
        return false;
    }
    let mut marks = 0;
    for c in text.chars() {
        match c.to_ascii_lowercase() {
            'y' | 'm' | 'd' | 'x' | '年' | '月' | '日' | '_' => marks += 1,
            ' ' | '-' | '/' | '.' | '\u{3000}' => {}
            _ => return false,
        }
    }
    marks >= 2 && !matches!(text.len(), 0..=3)
}

/// Whether a text is day zero of a spreadsheet, or the first day of a program's calendar.
fn is_spreadsheet_zero(text: &str) -> bool {
    [
        "1900-01-00",
        "1900/1/0",
        "1900-1-0",
        "1900/01/00",
        "1900.1.0",
        "0001-01-01",
        "0001/01/01",
        "0001/1/1",
        "1900年1月0日",
        "0-jan-00",
        "0-jan-1900",
        "1/0/1900",
        "1/0/00",
        "00/01/1900",
        "01/00/1900",
        "1-1-1",
        "1/1/0001",
        "01/01/0001",
    ]
    .iter()
    .any(|zero| text.strip_prefix(zero).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())))
}

/// The year, and the month, that a masked date shows: `1990-**-**`, `1990年5月**日`.
fn masked(text: &str) -> Option<(&str, Option<u32>)> {
    let is_hidden = |t: &str| !t.is_empty() && t.chars().all(|c| clean::is_mask(c) || matches!(c, 'x' | '?'));
    let (year, rest) = text.split_at_checked(4).filter(|(y, _)| y.bytes().all(|b| b.is_ascii_digit()) && y.starts_with(['1', '2']))?;
    // 2024? is a doubt, not a mask.
    if rest.len() < 2 {
        return None;
    }
    let mut parts = rest.split(['-', '/', '.', '年', '月', '日']).filter(|p| !p.is_empty());
    let (month, day) = (parts.next()?, parts.next());
    if parts.next().is_some() || !day.is_none_or(is_hidden) {
        return None;
    }
    match month {
        month if is_hidden(month) => Some((year, None)),
        month if day.is_some() && month.len() < 3 => month.parse().ok().filter(|m| (1..=12).contains(m)).map(|m| (year, Some(m))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
