//! The days of a period, and the facts of its events.

use super::columns::stream_of;
use crate::model::{EventAttribute, EventStream, EventValues, FactTable};
use crate::plan::outcome::Outcome;
use crate::plan::time::date_of;
use crate::spec::{Measure, Period, Spec};
use chrono::{Days, Months, NaiveDate};

/// The first and the last day.
pub(super) fn days(period: Option<&Period>, as_of: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
    match period? {
        Period::Between { from, to } => Some((day(from)?, day(to)?)),
        Period::LastDays { days } => Some((as_of?.checked_sub_days(Days::new(u64::from(days.saturating_sub(1))))?, as_of?)),
        Period::LastMonths { months } => Some((as_of?.checked_sub_months(Months::new(*months))?.checked_add_days(Days::new(1))?, as_of?)),
    }
}

/// A day as `2024-01-01`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// The facts of the outcome, with metrics that have no window of their own over the events of the period alone.
pub(super) fn facts(outcome: &Outcome, days: (NaiveDate, NaiveDate)) -> FactTable {
    let plan = &outcome.plan().0;
    let streams: Vec<EventStream> = outcome.streams.iter().map(|stream| within(stream, days)).collect();
    let of_period = plan.facts.evaluate(&streams, outcome.customers().len(), outcome.as_of()).table;
    let mut facts = outcome.facts().clone();
    for column in of_period.columns.into_iter().filter(|column| is_open(&plan.spec, &column.name)) {
        if let Some(own) = facts.columns.iter_mut().find(|own| own.name == column.name) {
            *own = column;
        }
    }
    facts
}

/// Whether a metric of the spec counts events of any age.
fn is_open(spec: &Spec, name: &str) -> bool {
    let open = |name: &str| {
        let metric = spec.facts.metrics.iter().find(|metric| metric.name == name);
        metric.is_some_and(|metric| metric.window.is_lifetime() && stream_of(spec, name).is_some())
    };
    spec.facts.metrics.iter().find(|metric| metric.name == name).is_some_and(|metric| match &metric.measure {
        Measure::Ratio { numerator, denominator } => open(numerator) && open(denominator),
        _ => open(name),
    })
}

fn within(stream: &EventStream, (from, to): (NaiveDate, NaiveDate)) -> EventStream {
    let inside = |time: &Option<i64>| time.and_then(date_of).is_some_and(|day| (from..=to).contains(&day));
    let kept: Vec<bool> = stream.times.iter().map(inside).collect();
    let attributes = stream.attributes.iter().map(|attribute| {
        let values = match &attribute.values {
            EventValues::Text { ids, texts } => EventValues::Text { ids: chosen(ids, &kept), texts: texts.clone() },
            EventValues::Money(values) => EventValues::Money(chosen(values, &kept)),
            EventValues::Number(values) => EventValues::Number(chosen(values, &kept)),
        };
        EventAttribute { name: attribute.name.clone(), values }
    });
    EventStream { name: stream.name.clone(), customers: chosen(&stream.customers, &kept), times: chosen(&stream.times, &kept), attributes: attributes.collect() }
}

fn chosen<T: Copy>(values: &[T], kept: &[bool]) -> Vec<T> {
    values.iter().zip(kept).filter(|(_, kept)| **kept).map(|(value, _)| *value).collect()
}
