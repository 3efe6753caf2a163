//! Metrics over streams: select the events of a window, then fold them by customer.

use super::compile::{Metric, Source};
use super::fold::Fold;
use super::{Facts, FactsPlan};
use crate::model::{EventStream, FactColumn, FactTable, FactUnit, FactValues};
use crate::rule::{Rule, Verdict};
use crate::spec::{Measure, Window};
use crate::table::Interner;
use chrono::NaiveDate;

const SECONDS_PER_DAY: i64 = 86_400;

/// The calendar day of a time, as days since 1970-01-01.
pub(super) fn day(seconds: i64) -> i64 {
    seconds.div_euclid(SECONDS_PER_DAY)
}

pub(super) fn facts(plan: &FactsPlan, streams: &[EventStream], customers: usize, as_of: Option<NaiveDate>) -> Facts {
    let today = as_of.map(|date| i64::from(date.to_epoch_days()));
    let mut facts = Facts { table: FactTable { rows: customers, columns: Vec::new() }, ..Facts::default() };
    for stream in streams.iter().filter(|s| plan.streams.contains(&s.name)) {
        for time in stream.times.iter().take(stream.customers.len()) {
            match time {
                None => facts.undated_events += 1,
                Some(time) => facts.future_events += u64::from(today.is_some_and(|today| day(*time) > today)),
            }
        }
    }
    let none = EventStream::default();
    for metric in &plan.metrics {
        let values = match &metric.source {
            Source::Events { stream, measure, filter, window } => {
                let stream = streams.iter().find(|s| s.name == *stream).unwrap_or(&none);
                let needs_today = *window != (Window::Lifetime {}) || matches!(measure, Measure::Recency { .. });
                if needs_today && today.is_none() {
                    unknown(metric, customers)
                } else {
                    let events = select(stream, filter.as_deref(), *window, today, customers);
                    let mut fold = Fold { stream, events: &events, customers, today, skipped: 0, saturated: 0 };
                    let values = fold.values(measure, metric.unit);
                    facts.skipped_values += fold.skipped;
                    facts.saturated += fold.saturated;
                    values
                }
            }
            // Computed below, when every metric it can refer to is there.
            Source::Ratio { .. } => unknown(metric, customers),
        };
        facts.table.columns.push(FactColumn { name: metric.name.clone(), unit: metric.unit, values });
    }
    for (at, metric) in plan.metrics.iter().enumerate() {
        if let Source::Ratio { numerator, denominator } = metric.source {
            let values = ratio(&facts.table, numerator, denominator, customers);
            if let Some(column) = facts.table.columns.get_mut(at) {
                column.values = values;
            }
        }
    }
    facts
}

fn unknown(metric: &Metric, customers: usize) -> FactValues {
    match metric.unit {
        FactUnit::Text => FactValues::Text { ids: vec![None; customers], texts: Interner::new() },
        _ => FactValues::Number(vec![None; customers].into()),
    }
}

/// The events that count, in the stream's order.
fn select(stream: &EventStream, filter: Option<&Rule>, window: Window, today: Option<i64>, customers: usize) -> Vec<u32> {
    let inside = |event: usize| {
        if stream.customers.get(event).is_none_or(|customer| *customer as usize >= customers) {
            return false;
        }
        match (stream.times.get(event).copied().flatten(), today, window) {
            (None, _, Window::Lifetime {}) | (Some(_), None, _) => true,
            (None, _, Window::Rolling { .. }) => false,
            (Some(time), Some(today), Window::Lifetime {}) => day(time) <= today,
            (Some(time), Some(today), Window::Rolling { days }) => (0..i64::from(days)).contains(&(today - day(time))),
        }
    };
    let all = 0..u32::try_from(stream.customers.len()).unwrap_or(u32::MAX);
    let Some(rule) = filter else {
        return all.filter(|event| inside(*event as usize)).collect();
    };
    let mut events = Vec::new();
    rule.bind(stream).blocks(|start, verdicts| {
        for (n, verdict) in verdicts.iter().enumerate() {
            let event = start + n;
            if *verdict == Verdict::True as u8 && inside(event) {
                events.extend(u32::try_from(event));
            }
        }
    });
    events
}

/// Millionths, rounded half away from zero.
fn ratio(table: &FactTable, numerator: usize, denominator: usize, customers: usize) -> FactValues {
    let number = |at: usize, row: usize| table.columns.get(at).and_then(|column| column.number(row));
    let of = |row: usize| {
        let (above, below) = (number(numerator, row)?, number(denominator, row)?);
        divide(i128::from(above) * 1_000_000, i128::from(below))
    };
    FactValues::Number((0..customers).map(of).collect())
}

/// A quotient rounded half away from zero, held at the ends of 64 bits; none for a zero divisor.
pub(super) fn divide(above: i128, below: i128) -> Option<i64> {
    if below == 0 {
        return None;
    }
    let half = below.abs() / 2;
    let magnitude = (above.abs() + half) / below.abs();
    let signed = if (above < 0) == (below < 0) { magnitude } else { -magnitude };
    Some(i64::try_from(signed).unwrap_or(if signed < 0 { i64::MIN } else { i64::MAX }))
}
