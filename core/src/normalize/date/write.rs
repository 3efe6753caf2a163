//! A reading as key, display, components, status and reasons.

use super::civil::{Moment, Precision, Read, Reading, Time, Zone};
use super::note::Note;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::clean::doubt;
use crate::schema::DateOrder;
use chrono::{Datelike, NaiveDate};

/// The components, match forms first.
pub(super) const COMPONENTS: [&str; 9] = ["date", "month", "year", "month_day", "either", "precision", "time", "end", "offset"];
/// How many of them are match forms.
pub(super) const FORMS: usize = 5;

const DATE: usize = 0;
const MONTH: usize = 1;
const YEAR: usize = 2;
const MONTH_DAY: usize = 3;
const EITHER: usize = 4;
const PRECISION: usize = 5;
const TIME: usize = 6;
const END: usize = 7;
const OFFSET: usize = 8;

/// Writes a reading. What is said to be approximate keeps its own words as display.
pub(super) fn read(read: &Read, order: DateOrder, out: &mut Normalized) {
    read.notes.write(out);
    match read.reading {
        Reading::One(moment) => one(&moment, order, read.notes.has(Note::Approximate), out),
        Reading::Either(moments) => either(&moments, out),
        Reading::Span(start, end) => span(&start, end.as_ref(), order, read, out),
    }
}

/// Writes one date.
pub(super) fn one(moment: &Moment, order: DateOrder, approximate: bool, out: &mut Normalized) {
    if !forms(moment, out) {
        return;
    }
    if !approximate {
        out.display.clear();
        shown(moment, order, &mut out.display);
    }
}

/// Writes key and components; false where the date stands for none.
fn forms(moment: &Moment, out: &mut Normalized) -> bool {
    match (moment.date.year(), moment.date.month(), moment.date.day()) {
        (9999, ..) => {
            out.invalid(Reason::Placeholder);
            return false;
        }
        (1900 | 1970, 1, 1) | (1899, 12, 30 | 31) | (1753, 1, 1) | (2099 | 2999, 12, 31) | (1111, 11, 11) if moment.precision == Precision::Day => {
            doubt(out, Reason::Placeholder, 50)
        }
        _ => {}
    }
    let mut text = std::mem::take(&mut out.key);
    date(moment, &mut text);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    out.set(YEAR, part(0, 4));
    if moment.precision >= Precision::Month {
        out.set(MONTH, part(0, 7));
    }
    if moment.precision == Precision::Day {
        out.set(DATE, &text);
        out.set(MONTH_DAY, part(5, 10));
        // 1900-01-01 is nobody's day: what it differs from says nothing.
        if !out.reasons.contains(&Reason::Placeholder) {
            let earlier = exchanged(&moment.date).filter(|other| *other < moment.date);
            match earlier.zip(out.components.get_mut(EITHER)) {
                Some((other, slot)) => date(&Moment::day(other), slot),
                None => out.set(EITHER, &text),
            }
        }
    } else {
        out.because(Reason::PartialDate);
    }
    out.key = text;
    out.set(PRECISION, moment.precision.as_str());
    if let Some(time) = &moment.time {
        clock(time, out);
    }
    true
}

fn clock(time: &Time, out: &mut Normalized) {
    if let Some(slot) = out.components.get_mut(TIME) {
        hours(time, slot);
    }
    if let Some(slot) = out.components.get_mut(OFFSET) {
        zone(time, slot);
    }
}

fn either(moments: &[Option<Moment>], out: &mut Normalized) {
    out.because(Reason::OrderUnknown);
    out.status = Status::Ambiguous;
    out.confidence = out.confidence.min(50);
    for moment in moments.iter().flatten() {
        let mut key = String::new();
        date(moment, &mut key);
        out.candidates.push(key);
    }
    // Whichever it is, the year is known, and the other date that it may be.
    if let [Some(a), Some(b), None] = moments
        && [a, b].iter().all(|m| m.precision == Precision::Day)
        && exchanged(&a.date) == Some(b.date)
        && let Some(slot) = out.components.get_mut(EITHER)
    {
        date(&Moment::day(a.date.min(b.date)), slot);
        let either = std::mem::take(slot);
        out.set(YEAR, either.get(..4).unwrap_or_default());
        out.set(EITHER, &either);
    }
    let mut times = moments.iter().flatten().map(|m| m.time);
    if let Some(Some(time)) = times.next()
        && times.all(|t| t == Some(time))
    {
        clock(&time, out);
    }
}

/// The date with its day for the month and its month for the day, if there is one.
fn exchanged(date: &NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.day(), date.month())
}

fn span(start: &Moment, end: Option<&Moment>, order: DateOrder, read: &Read, out: &mut Normalized) {
    if !forms(start, out) {
        return;
    }
    // 9999-12-31 as an end means that there is none.
    let end = end.filter(|e| e.date.year() != 9999);
    if end.is_none() {
        out.because(Reason::Unbounded);
    }
    if let Some(end) = end
        && let Some(slot) = out.components.get_mut(END)
    {
        date(end, slot);
    }
    if read.notes.has(Note::Approximate) {
        return;
    }
    out.display.clear();
    shown(start, order, &mut out.display);
    out.display.push('至');
    match end {
        Some(end) => shown(end, order, &mut out.display),
        None => out.display.push_str("长期"),
    }
}

/// Appends a date as it is shown.
fn shown(moment: &Moment, order: DateOrder, out: &mut String) {
    date(moment, out);
    // Four digits alone would be a serial, or no year.
    let digits = matches!(order, DateOrder::Excel1900 | DateOrder::Excel1904) || !(1800..=2100).contains(&moment.date.year());
    if moment.precision == Precision::Year && digits {
        out.push('年');
    }
    if let Some(time) = &moment.time {
        out.push('T');
        hours(time, out);
        zone(time, out);
    }
}

/// Appends `2024-05-01`, `2024-05` or `2024`.
fn date(moment: &Moment, out: &mut String) {
    let year = u32::try_from(moment.date.year()).unwrap_or(0);
    let [[a, b], [c, d], [e, f], [g, h]] = [year / 100, year % 100, moment.date.month(), moment.date.day()].map(digits);
    let text = [a, b, c, d, b'-', e, f, b'-', g, h];
    let length = match moment.precision {
        Precision::Year => 4,
        Precision::Month => 7,
        Precision::Day => 10,
    };
    out.push_str(text.get(..length).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default());
}

/// Appends `10:23` or `10:23:11`.
fn hours(time: &Time, out: &mut String) {
    two(u32::from(time.hour), out);
    out.push(':');
    two(u32::from(time.minute), out);
    if let Some(second) = time.second {
        out.push(':');
        two(u32::from(second), out);
    }
}

/// Appends `Z` or `+08:00`.
fn zone(time: &Time, out: &mut String) {
    match time.zone {
        Zone::None => {}
        Zone::Zulu => out.push('Z'),
        Zone::East(minutes) => {
            out.push(if minutes < 0 { '-' } else { '+' });
            two(u32::from(minutes.unsigned_abs() / 60), out);
            out.push(':');
            two(u32::from(minutes.unsigned_abs() % 60), out);
        }
    }
}

fn two(n: u32, out: &mut String) {
    digits(n).into_iter().for_each(|digit| out.push(char::from(digit)));
}

/// The last two digits.
fn digits(n: u32) -> [u8; 2] {
    [n / 10 % 10, n % 10].map(|digit| b'0' + digit as u8)
}

/// Writes a masked date: no key, but the parts that can be seen.
pub(super) fn masked(year: &str, month: Option<u32>, out: &mut Normalized) {
    doubt(out, Reason::Masked, 40);
    out.set(YEAR, year);
    if let (Some(month), Some(slot)) = (month, out.components.get_mut(MONTH)) {
        slot.push_str(year);
        slot.push('-');
        two(month, slot);
    }
}
