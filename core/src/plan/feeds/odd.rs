//! Events that are late, or whose times and amounts are hard to believe: counted by table, with the least example.

use crate::error::quote;
use crate::model::Finding;
use crate::spec::{Late, StreamSpec};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What is odd about an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Oddity {
    Late,
    Time,
    Amount,
}

/// The odd events of a stream.
#[derive(Debug, Default)]
pub(super) struct Odd {
    found: BTreeMap<(String, Oddity), (u64, String)>,
}

/// What a stream holds to be odd, in numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// From how many days on an event is late.
    pub(super) late: Option<i64>,
    /// The first day that is believed.
    pub(super) from: i64,
    /// The largest amount that is believed, in 分.
    pub(super) amount: u64,
}

impl Bounds {
    pub(super) fn of(spec: &StreamSpec) -> Self {
        let from = NaiveDate::parse_from_str(&spec.plausible.from, "%Y-%m-%d").map_or(i64::MIN, |day| i64::from(day.to_epoch_days()));
        Bounds { late: spec.late.map(|late| i64::from(late.days())), from, amount: spec.plausible.amount.saturating_mul(100) }
    }

    /// Whether an event that was written down at a time is late.
    pub(super) fn is_late(self, time: Option<i64>, recorded: Option<i64>) -> bool {
        let day = |seconds: i64| seconds.div_euclid(86_400);
        matches!((self.late, time, recorded), (Some(days), Some(time), Some(recorded)) if day(recorded) - day(time) >= days)
    }
}

impl Odd {
    /// Counts an event; the least example is kept, so that the order of rows does not show.
    pub(super) fn count(&mut self, table: &str, what: Oddity, example: impl FnOnce() -> String) {
        let example = example();
        let (n, least) = self.found.entry((table.to_owned(), what)).or_insert_with(|| (0, example.clone()));
        *n += 1;
        if example < *least {
            *least = example;
        }
    }

    pub(super) fn report(self, spec: &StreamSpec, findings: &mut Vec<Finding>) {
        let stream = quote(&spec.name);
        for ((table, what), (n, example)) in self.found {
            let (code, text) = match what {
                Oddity::Late => {
                    let days = spec.late.map_or(0, Late::days);
                    let done = if matches!(spec.late, Some(Late::Drop { .. })) { "they are dropped" } else { "they count all the same" };
                    ("late_events", format!("{n} events of {stream} were written down {days} days after their own or later, such as {example}; {done}"))
                }
                Oddity::Time => ("implausible_times", format!("{n} events of {stream} are dated before {}, such as {example}; they count as they are", spec.plausible.from)),
                Oddity::Amount => {
                    ("implausible_amounts", format!("{n} events of {stream} have an amount beyond {}元, such as {example}; they count as they are", spec.plausible.amount))
                }
            };
            findings.push(Finding::new(code, table, text));
        }
    }
}
