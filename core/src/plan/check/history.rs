//! Histories as streams of events, one customer each.

use crate::model::{EventAttribute, EventStream, EventValues, FactUnit, WitnessEvent};
use crate::spec::{AttributeKind, StreamSpec};
use crate::table::Interner;
use chrono::NaiveDate;
use std::borrow::Borrow;
use std::fmt::Write as _;

/// The unit of an attribute.
pub(in crate::plan) fn unit(kind: AttributeKind) -> FactUnit {
    match kind {
        AttributeKind::Money {} => FactUnit::Money,
        AttributeKind::Number {} => FactUnit::Count,
        AttributeKind::Text {} | AttributeKind::Category {} => FactUnit::Text,
    }
}

/// A number as it would stand in a table.
pub(in crate::plan) fn written(kind: AttributeKind, number: i64) -> String {
    match kind {
        AttributeKind::Money {} => {
            let sign = if number < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", number.unsigned_abs() / 100, number.unsigned_abs() % 100)
        }
        AttributeKind::Number {} => number.to_string(),
        AttributeKind::Text {} | AttributeKind::Category {} => "A".to_owned(),
    }
}

/// The number that [`written`] wrote.
fn number(kind: AttributeKind, text: &str) -> Option<i64> {
    match kind {
        AttributeKind::Money {} => text.replace('.', "").parse().ok(),
        _ => text.parse().ok(),
    }
}

/// Events of a history that are alike.
struct Alike<'e> {
    customer: u32,
    time: Option<i64>,
    /// Their place in the history: what is distinct in them differs from that of other places.
    place: usize,
    event: &'e WitnessEvent,
}

/// One stream of histories, one customer each, looked at on a day.
pub(in crate::plan) fn stream<E: Borrow<WitnessEvent>>(spec: &StreamSpec, histories: &[Vec<E>], today: NaiveDate) -> EventStream {
    let today = i64::from(today.to_epoch_days());
    let mut events: Vec<Alike<'_>> = Vec::new();
    for (customer, history) in (0_u32..).zip(histories) {
        let first = events.len();
        for (place, event) in history.iter().map(Borrow::borrow).enumerate().filter(|(_, event)| event.stream == spec.name) {
            let time = event.days_before.map(|days| (today - i64::from(days)) * 86_400);
            events.push(Alike { customer, time, place, event });
        }
        if let Some(own) = events.get_mut(first..) {
            own.sort_by_key(|alike| (alike.time, alike.place));
        }
    }
    let times = |alike: &Alike<'_>| alike.event.times as usize;
    EventStream {
        name: spec.name.clone(),
        customers: events.iter().flat_map(|alike| std::iter::repeat_n(alike.customer, times(alike))).collect(),
        times: events.iter().flat_map(|alike| std::iter::repeat_n(alike.time, times(alike))).collect(),
        attributes: spec.attributes.iter().map(|a| EventAttribute { name: a.name.clone(), values: values(&a.name, a.kind, &events) }).collect(),
    }
}

/// An attribute of events.
fn values(name: &str, kind: AttributeKind, events: &[Alike<'_>]) -> EventValues {
    if unit(kind) != FactUnit::Text {
        let numbers = events.iter().flat_map(|alike| {
            let value = alike.event.attributes.get(name).and_then(|text| number(kind, text));
            std::iter::repeat_n(value, alike.event.times as usize)
        });
        return if matches!(kind, AttributeKind::Money {}) { EventValues::Money(numbers.collect()) } else { EventValues::Number(numbers.collect()) };
    }
    let (mut texts, mut ids, mut own) = (Interner::new(), Vec::new(), String::new());
    for alike in events {
        let text = alike.event.attributes.get(name);
        match text.filter(|_| alike.event.distinct.iter().any(|distinct| distinct == name)) {
            Some(text) => {
                for n in 0..alike.event.times {
                    own.clear();
                    _ = write!(own, "{text}{}-{n}", alike.place);
                    ids.push(Some(texts.intern(&own)));
                }
            }
            None => {
                let id = text.map(|text| texts.intern(text));
                ids.extend(std::iter::repeat_n(id, alike.event.times as usize));
            }
        }
    }
    EventValues::Text { ids, texts }
}
