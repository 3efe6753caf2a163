//! Tables to streams of events: each event finds its customer, its time and its values.

mod holders;
mod odd;
mod read;
mod values;

pub(super) use holders::Holders;
pub(super) use values::{ValueReader, check_currencies, times};

use super::repeats;
use crate::model::{EventAttribute, EventStream, EventValues, Finding};
use crate::spec::{AttributeKind, Spec, StreamSpec, UtcOffset};
use crate::table::{Inputs, Interner};
use read::Reader;
use std::collections::BTreeMap;

/// One event; in the order of its fields, so that the input's order never shows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub(super) customer: u32,
    pub(super) time: Option<i64>,
    pub(super) values: Vec<Value>,
    /// The feed it comes from.
    pub(super) feed: usize,
    /// The record that it belongs to; the largest number where it names its customer.
    pub(super) record: u32,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Value {
    None,
    Number(i64),
    Text(String),
}

/// By table, which of its rows a later one with the same key supersedes.
pub(super) type Superseded = BTreeMap<String, Vec<bool>>;

pub(super) fn streams(spec: &Spec, holders: &Holders<'_>, superseded: &Superseded, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> Vec<EventStream> {
    spec.facts.streams.iter().map(|stream_spec| stream(stream_spec, spec.utc_offset, holders, superseded, inputs, findings)).collect()
}

fn stream(spec: &StreamSpec, clock: UtcOffset, holders: &Holders<'_>, superseded: &Superseded, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> EventStream {
    let mut reader = Reader::new(spec, clock, holders, superseded, inputs);
    for feed in 0..spec.feeds.len() {
        reader.feed(feed, findings);
    }
    let Reader { mut events, odd, .. } = reader;
    odd.report(spec, findings);
    events.sort_unstable();
    repeats::find(spec, &mut events, holders, findings);
    let attributes = spec.attributes.iter().enumerate().map(|(i, attribute)| {
        let number = |e: &Event| match e.values.get(i) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        };
        let values = match attribute.kind {
            AttributeKind::Money { .. } => EventValues::Money(events.iter().map(number).collect()),
            AttributeKind::Number {} => EventValues::Number(events.iter().map(number).collect()),
            _ => {
                let mut texts = Interner::new();
                let text = |e: &Event| match e.values.get(i) {
                    Some(Value::Text(t)) => Some(texts.intern(t)),
                    _ => None,
                };
                EventValues::Text { ids: events.iter().map(text).collect(), texts }
            }
        };
        EventAttribute { name: attribute.name.clone(), values }
    });
    let attributes = attributes.collect();
    EventStream { name: spec.name.clone(), customers: events.iter().map(|e| e.customer).collect(), times: events.iter().map(|e| e.time).collect(), attributes }
}
