//! Which windows lie within which, and how old what they hold can be: whatever day it is.

use crate::spec::{CalendarUnit, Window};
use chrono::NaiveDate;

/// Whether every event of one window is in the other, on any day. Never says yes wrongly.
///
/// | one | the other | |
/// |---|---|---|
/// | any | `lifetime` | yes |
/// | `30d` | `90d` | yes |
/// | `this month` | `this quarter`, `this year`, `31d` | yes |
/// | `previous month` | `previous 3 months`, `62d` | yes |
/// | `previous month` | `this year` | no: not in January |
/// | `[2023-03-01, 2023-04-01)` | `[2023-01-01, 2024-01-01)` | yes |
/// | `30d since first(orders)` | `60d since first(orders)` | yes |
/// | `30d before last(orders)` | `30d before first(orders)` | no: another event |
pub(super) fn within(one: &Window, other: &Window) -> bool {
    match (one, other) {
        (_, Window::Lifetime {}) => true,
        (Window::Fixed { from, to }, Window::Fixed { from: begin, to: end }) => from >= begin && to <= end,
        (Window::Calendar { unit, count, back }, Window::Calendar { unit: by, count: units, back: before }) => {
            // So many units back, a day is at least and at most so many of the larger units back.
            let Some(ratio) = by.months().checked_div(unit.months()).filter(|ratio| *ratio > 0) else { return false };
            let oldest = back.saturating_add(count.saturating_sub(1));
            back / ratio >= *before && oldest.div_ceil(ratio) < before.saturating_add(*units)
        }
        (Window::Since { event, edge, days }, Window::Since { event: of, edge: end, days: most })
        | (Window::Before { event, edge, days }, Window::Before { event: of, edge: end, days: most }) => event == of && edge == end && days <= most,
        (_, Window::Rolling { days }) => longest(one).is_some_and(|longest| longest <= i64::from(*days)),
        _ => false,
    }
}

/// How many days back a window reaches at most, from today on; `None`: there is no such number.
pub(super) fn longest(window: &Window) -> Option<i64> {
    match window {
        Window::Rolling { days } => Some(i64::from(*days)),
        Window::Calendar { unit, count, back } => Some(i64::from(back.saturating_add(*count)).saturating_mul(days(*unit).1)),
        _ => None,
    }
}

/// The age of the oldest day that a window can hold.
pub(super) fn oldest(window: &Window) -> i64 {
    longest(window).map_or(i64::MAX, |days| days.saturating_sub(1))
}

/// How many days a window has at most, wherever it lies.
pub(super) fn length(window: &Window) -> Option<i64> {
    match window {
        Window::Lifetime {} => None,
        Window::Rolling { .. } => longest(window),
        Window::Calendar { unit, count, .. } => Some(i64::from(*count).saturating_mul(days(*unit).1)),
        Window::Fixed { .. } => fixed(window).map(|(from, to)| to - from),
        Window::Since { days, .. } | Window::Before { days, .. } => Some(i64::from(*days)),
    }
}

/// The first day of a window that lies fixed, and the day after its last one, as days since 1970-01-01.
pub(super) fn fixed(window: &Window) -> Option<(i64, i64)> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| i64::from(day.to_epoch_days()));
    match window {
        Window::Fixed { from, to } => day(from).zip(day(to)).filter(|(from, to)| from < to),
        _ => None,
    }
}

/// How many days back from today on are in it for certain.
pub(super) fn certain(window: &Window) -> Option<i64> {
    match window {
        Window::Rolling { days } => Some(i64::from(*days)),
        Window::Calendar { unit, count, back: 0 } => Some(i64::from(count.saturating_sub(1)).saturating_mul(days(*unit).0).saturating_add(1)),
        _ => None,
    }
}

/// How many days a unit has at least and at most.
fn days(unit: CalendarUnit) -> (i64, i64) {
    match unit {
        CalendarUnit::Month => (28, 31),
        CalendarUnit::Quarter => (90, 92),
        CalendarUnit::Year => (365, 366),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::window_days;
    use chrono::Days;

    fn windows() -> Vec<Window> {
        let mut all: Vec<Window> = [1, 27, 28, 29, 31, 62, 92, 366, 1100].map(|days| Window::Rolling { days }).into();
        for unit in CalendarUnit::ALL {
            all.extend((1..5).flat_map(|count| (0..4).map(move |back| Window::Calendar { unit, count, back })));
        }
        let fixed = |from: &str, to: &str| Window::Fixed { from: from.to_owned(), to: to.to_owned() };
        all.extend([fixed("2023-01-01", "2024-01-01"), fixed("2023-03-01", "2023-04-01"), fixed("2023-12-31", "2024-02-01")]);
        all
    }

    /// Three years of days: what is said of windows is true on each of them.
    #[test]
    fn what_is_said_of_windows_is_true_on_every_day() {
        let first = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap();
        let all = windows();
        let mut said = 0;
        for today in (0..1200).step_by(3).map(|n| first + Days::new(n)) {
            let number = i64::from(today.to_epoch_days());
            let held: Vec<Option<(i64, i64)>> = all.iter().map(|window| window_days(window, today)).collect();
            for (one, own) in all.iter().zip(&held) {
                let Some((from, last)) = own else { continue };
                assert!(longest(one).is_none_or(|longest| number - from < longest), "{one:?} {today}");
                assert!(length(one).is_none_or(|days| last - from < days), "{one:?} {today}");
                assert!(fixed(one).is_none_or(|(first, end)| first == *from && end > *last), "{one:?} {today}");
                assert!(certain(one).is_none_or(|days| *last == number && number - from + 1 >= days), "{one:?} {today}");
                for (other, _) in all.iter().zip(&held).filter(|(other, _)| within(one, other)) {
                    let (begin, end) = window_days(other, today).unwrap();
                    assert!(begin <= *from && *last <= end, "{one:?} {other:?} {today}");
                    said += 1;
                }
            }
        }
        assert!(said > 100_000, "{said}");
        assert!(all.iter().all(|window| within(window, window) && within(window, &Window::Lifetime {})));
    }
}
