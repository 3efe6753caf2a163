//! Windows, bound: which times they hold on a day.

use super::part::Part;
use crate::error::{Code, Error};
use crate::spec::{CalendarUnit, Edge, Window};
use chrono::{Datelike, Months, NaiveDate};

const SECONDS_PER_DAY: i64 = 86_400;

/// The calendar day of a time, as days since 1970-01-01.
pub(super) fn day(seconds: i64) -> i64 {
    seconds.div_euclid(SECONDS_PER_DAY)
}

/// The first second of a day.
pub(super) fn midnight(day: i64) -> i64 {
    day.saturating_mul(SECONDS_PER_DAY)
}

/// A window with its days read and its names found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Span {
    Lifetime,
    Rolling {
        days: u32,
    },
    Calendar {
        unit: CalendarUnit,
        count: u32,
        back: u32,
    },
    /// From the first second to before the other, of days.
    Fixed {
        from: i64,
        to: i64,
    },
    Since(Box<Since>),
}

/// A window that an event of the customer opens, or ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Since {
    pub(super) event: Part,
    pub(super) edge: Edge,
    pub(super) days: u32,
    /// Whether it lies before the event.
    pub(super) before: bool,
}

/// The times that a window holds: `from <= time <= last`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Bounds {
    pub(super) from: i64,
    pub(super) last: i64,
    /// Whether events without a time are in it.
    pub(super) undated: bool,
}

impl Span {
    /// Reads a window; `since` resolves the event that opens one.
    pub(super) fn bind(window: &Window, path: &str, errors: &mut Vec<Error>, since: impl FnOnce(&crate::spec::EventsSpec, &mut Vec<Error>) -> Option<Part>) -> Option<Self> {
        let mut least_one = |n: u32, what: &str| {
            if n == 0 {
                errors.push(Error::new(Code::OutOfRange, path, format!("a window needs at least one {what}")));
            }
            n > 0
        };
        match window {
            Window::Lifetime {} => Some(Span::Lifetime),
            Window::Rolling { days } => least_one(*days, "day").then_some(Span::Rolling { days: *days }),
            Window::Calendar { unit, count, back } => least_one(*count, unit.as_str()).then_some(Span::Calendar { unit: *unit, count: *count, back: *back }),
            Window::Fixed { from, to } => {
                let (from, to) = (date(from, &format!("{path}.fixed.from"), errors), date(to, &format!("{path}.fixed.to"), errors));
                let (from, to) = (from?, to?);
                if from >= to {
                    let error = Error::new(Code::OutOfRange, path, "a window ends after it begins");
                    errors.push(error.with_help("`to` is the day after the last one: the year 2023 is from 2023-01-01 to 2024-01-01"));
                    return None;
                }
                Some(Span::Fixed { from, to })
            }
            Window::Since { event, edge, days } | Window::Before { event, edge, days } => {
                let long = least_one(*days, "day");
                let event = since(event, errors)?;
                long.then(|| Span::Since(Box::new(Since { event, edge: *edge, days: *days, before: matches!(window, Window::Before { .. }) })))
            }
        }
    }

    /// Whether it moves with `as_of`.
    pub(super) fn needs_as_of(&self) -> bool {
        matches!(self, Span::Rolling { .. } | Span::Calendar { .. })
    }

    /// The times it holds as of `today`; of one that an event opens, those that any customer can have in it. Nothing after today is in
    /// it, unless `future` says so.
    pub(super) fn bounds(&self, today: Option<i64>, future: bool) -> Bounds {
        let tonight = today.map_or(i64::MAX, |today| midnight(today + 1) - 1);
        let end = if future { i64::MAX } else { tonight };
        // Half-open in days, so that the last second is the one before the day that is out.
        let bounds = |from, to: i64| Bounds { from, last: (to - 1).min(end), undated: false };
        match self {
            Span::Lifetime => Bounds { from: i64::MIN, last: end, undated: true },
            Span::Rolling { days } => Bounds { from: tonight.saturating_sub(midnight(i64::from(*days)) - 1), last: tonight, undated: false },
            Span::Fixed { from, to } => bounds(midnight(*from), midnight(*to)),
            Span::Since(_) => Bounds { from: i64::MIN, last: end, undated: false },
            Span::Calendar { unit, count, back } => {
                let (from, to) = today.and_then(|today| calendar(today, *unit, *count, *back)).unwrap_or((0, 0));
                bounds(midnight(from), midnight(to))
            }
        }
    }
}

/// The first and the last day that a window holds as of `today`; `None`: it holds none, or no day begins it.
pub(super) fn days(window: &Window, today: NaiveDate) -> Option<(i64, i64)> {
    let span = Span::bind(window, "", &mut Vec::new(), |_, _| None)?;
    let Bounds { from, last, .. } = span.bounds(Some(i64::from(today.to_epoch_days())), false);
    (from > i64::MIN && from <= last).then(|| (day(from), day(last)))
}

/// The first day of some units of the calendar, and the day after their last one.
fn calendar(today: i64, unit: CalendarUnit, count: u32, back: u32) -> Option<(i64, i64)> {
    let today = NaiveDate::from_epoch_days(i32::try_from(today).ok()?)?;
    let months = unit.months();
    let first = NaiveDate::from_ymd_opt(today.year(), today.month0() / months * months + 1, 1)?;
    // What lies before the calendar's beginning begins with it.
    let before = |units: u32| units.checked_mul(months).and_then(|months| first.checked_sub_months(Months::new(months))).unwrap_or(NaiveDate::MIN);
    let to = match back.checked_sub(1) {
        Some(units) => before(units),
        None => first.checked_add_months(Months::new(months))?,
    };
    let from = before(back.saturating_add(count).saturating_sub(1));
    Some((i64::from(from.to_epoch_days()), i64::from(to.to_epoch_days())))
}

/// The first day of the unit of the calendar that comes so many after that of a day.
pub(super) fn unit_start(day: i64, unit: CalendarUnit, later: u32) -> Option<i64> {
    let day = NaiveDate::from_epoch_days(i32::try_from(day).ok()?)?;
    let months = unit.months();
    let first = NaiveDate::from_ymd_opt(day.year(), day.month0() / months * months + 1, 1)?;
    Some(i64::from(first.checked_add_months(Months::new(later.checked_mul(months)?))?.to_epoch_days()))
}

/// A day as `2023-01-01`, as days since 1970-01-01.
pub(super) fn date(text: &str, path: &str, errors: &mut Vec<Error>) -> Option<i64> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d");
    if day.is_err() {
        errors.push(Error::new(Code::InvalidDate, path, format!("{} is not a date of the form YYYY-MM-DD", crate::error::quote(text))));
    }
    Some(i64::from(day.ok()?.to_epoch_days()))
}
