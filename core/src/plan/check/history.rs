//! Histories as streams of events, one customer each.

use crate::model::{EventAttribute, EventStream, EventValues, FactUnit, WitnessEvent};
use crate::spec::{AttributeKind, FactsSpec, StreamSpec};
use crate::table::Interner;
use chrono::NaiveDate;
use std::borrow::Borrow;
use std::fmt::Write as _;
use std::rc::Rc;

/// The unit of an attribute.
pub(in crate::plan) fn unit(kind: AttributeKind) -> FactUnit {
    match kind {
        AttributeKind::Money { .. } => FactUnit::Money,
        AttributeKind::Number {} => FactUnit::Count,
        AttributeKind::Text {} | AttributeKind::Category {} => FactUnit::Text,
    }
}

/// A number as it would stand in a table.
pub(in crate::plan) fn written(kind: AttributeKind, number: i64) -> String {
    match kind {
        AttributeKind::Money { .. } => {
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
        AttributeKind::Money { .. } => text.replace('.', "").parse().ok(),
        _ => text.parse().ok(),
    }
}

/// Events that are alike.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The place of their stream among those of the spec.
    pub(super) stream: usize,
    pub(super) times: u32,
    pub(super) days_before: Option<u32>,
    pub(super) kind: Rc<Kind>,
}

/// What an event has for the attributes of its stream, in their order.
pub(super) type Kind = Vec<Value>;

/// One attribute of an event, as it would stand in a table and read.
#[derive(Clone, Default, Debug)]
pub(super) struct Value {
    text: Option<Rc<str>>,
    number: Option<i64>,
    /// Whether each of the events has a text of its own.
    distinct: bool,
}

impl Value {
    pub(super) fn new(kind: AttributeKind, text: Option<Rc<str>>, distinct: bool) -> Self {
        let number = text.as_ref().filter(|_| unit(kind) != FactUnit::Text).and_then(|text| number(kind, text));
        Value { text, number, distinct }
    }

    pub(super) fn number(&self) -> Option<i64> {
        self.number
    }
}

impl Block {
    /// Whether each of its events has a text of its own.
    pub(super) fn is_varied(&self) -> bool {
        self.kind.iter().any(|value| value.distinct)
    }

    /// The events of a witness; `None`: of a stream that there is not.
    fn read(event: &WitnessEvent, facts: &FactsSpec) -> Option<Self> {
        let stream = facts.streams.iter().position(|stream| stream.name == event.stream)?;
        let value = |a: &crate::spec::AttributeSpec| Value::new(a.kind, event.attributes.get(&a.name).map(|text| Rc::from(text.as_str())), event.distinct.contains(&a.name));
        let kind = facts.streams.get(stream)?.attributes.iter().map(value).collect();
        Some(Block { stream, times: event.times, days_before: event.days_before, kind: Rc::new(kind) })
    }

    /// The events as a witness tells them.
    pub(super) fn told(&self, facts: &FactsSpec) -> WitnessEvent {
        let spec = facts.streams.get(self.stream);
        let attributes = || spec.into_iter().flat_map(|spec| &spec.attributes).map(|a| &a.name).zip(&*self.kind);
        let mut distinct: Vec<String> = attributes().filter(|(_, value)| value.distinct).map(|(name, _)| name.clone()).collect();
        distinct.sort();
        WitnessEvent {
            stream: spec.map_or_else(String::new, |spec| spec.name.clone()),
            times: self.times,
            days_before: self.days_before,
            attributes: attributes().filter_map(|(name, value)| Some((name.clone(), value.text.as_ref()?.to_string()))).collect(),
            distinct,
        }
    }
}

/// All streams of the histories of witnesses, one customer each, looked at on a day.
pub(in crate::plan) fn lived<E: Borrow<WitnessEvent>>(facts: &FactsSpec, histories: &[Vec<E>], today: NaiveDate) -> Vec<EventStream> {
    let blocks: Vec<Vec<Block>> = histories.iter().map(|history| history.iter().filter_map(|event| Block::read(event.borrow(), facts)).collect()).collect();
    facts.streams.iter().enumerate().map(|(at, spec)| stream(at, spec, &blocks, today, |_| true)).collect()
}

/// A block in the history of a customer.
struct Alike<'e> {
    customer: u32,
    time: Option<i64>,
    /// Its place in the history: what is distinct in it differs from that of other places.
    place: usize,
    block: &'e Block,
}

/// One stream of histories, one customer each, looked at on a day, with the attributes that are wanted.
pub(super) fn stream<B: Borrow<Block>, H: AsRef<[B]>>(at: usize, spec: &StreamSpec, histories: &[H], today: NaiveDate, wanted: impl Fn(&str) -> bool) -> EventStream {
    let today = i64::from(today.to_epoch_days());
    let mut events: Vec<Alike<'_>> = Vec::new();
    for (customer, history) in (0_u32..).zip(histories) {
        let first = events.len();
        for (place, block) in history.as_ref().iter().map(Borrow::borrow).enumerate().filter(|(_, block)| block.stream == at) {
            let time = block.days_before.map(|days| (today - i64::from(days)) * 86_400);
            events.push(Alike { customer, time, place, block });
        }
        if let Some(own) = events.get_mut(first..) {
            own.sort_by_key(|alike| (alike.time, alike.place));
        }
    }
    EventStream {
        name: spec.name.clone(),
        customers: repeated(&events, |alike| alike.customer),
        times: repeated(&events, |alike| alike.time),
        attributes: (spec.attributes.iter().enumerate().filter(|(_, a)| wanted(&a.name)))
            .map(|(n, a)| EventAttribute { name: a.name.clone(), values: values(n, a.kind, &events) })
            .collect(),
    }
}

/// What holds of each event.
fn repeated<T: Clone>(events: &[Alike<'_>], of: impl Fn(&Alike<'_>) -> T) -> Vec<T> {
    let mut all = Vec::with_capacity(events.iter().map(|alike| alike.block.times as usize).sum());
    for alike in events {
        all.extend(std::iter::repeat_n(of(alike), alike.block.times as usize));
    }
    all
}

/// An attribute of events.
fn values(at: usize, kind: AttributeKind, events: &[Alike<'_>]) -> EventValues {
    if unit(kind) != FactUnit::Text {
        let numbers = repeated(events, |alike| alike.block.kind.get(at).and_then(|value| value.number));
        return if matches!(kind, AttributeKind::Money { .. }) { EventValues::Money(numbers) } else { EventValues::Number(numbers) };
    }
    let (mut texts, mut ids, mut written) = (Interner::new(), Vec::new(), String::new());
    // Texts of one's own come again in other histories: by text and place those that are there.
    let mut own: Vec<(&str, usize, Vec<u32>)> = Vec::new();
    for alike in events {
        let value = alike.block.kind.get(at);
        match (value.and_then(|value| value.text.as_deref()), value.is_some_and(|value| value.distinct)) {
            (Some(text), true) => {
                let at = own.iter().position(|(known, place, _)| *known == text && *place == alike.place).unwrap_or_else(|| {
                    own.push((text, alike.place, Vec::new()));
                    own.len() - 1
                });
                let Some((_, place, known)) = own.get_mut(at) else { continue };
                let times = alike.block.times as usize;
                for n in known.len()..times {
                    written.clear();
                    _ = write!(written, "{text}{place}-{n}");
                    known.push(texts.intern(&written));
                }
                ids.extend(known.iter().take(times).map(|id| Some(*id)));
            }
            (text, _) => {
                let id = text.map(|text| texts.intern(text));
                ids.extend(std::iter::repeat_n(id, alike.block.times as usize));
            }
        }
    }
    EventValues::Text { ids, texts }
}
