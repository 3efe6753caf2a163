//! What every customer did, by customer, so that the events of a few can be laid side by side.

use super::judge::Row;
use crate::facts::Moments;
use crate::model::{EventAttribute, EventStream, EventValues};
use crate::plan::feeds::Value;
use crate::spec::{AttributeKind, StreamSpec};
use crate::table::Interner;
use hashbrown::HashMap;
use std::collections::BTreeMap;

const SECONDS_PER_DAY: i64 = 86_400;

/// The attributes that are read, by stream.
pub(super) type Reads = BTreeMap<String, Vec<String>>;

/// The streams of a timeline, in the order of the spec that it was opened with.
#[derive(Debug, Default)]
pub(super) struct Histories(Vec<History>);

/// One stream.
#[derive(Debug)]
struct History {
    name: String,
    kinds: Vec<(String, AttributeKind)>,
    /// Whether events that repeat an earlier one count once.
    once: bool,
    /// What was there when the timeline was opened.
    base: EventStream,
    /// The events of `base` by customer: those of customer `c` are `places[starts[c]..starts[c + 1]]`.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// Customers of whom something was told since; all of their events.
    told: HashMap<u32, Vec<Told>>,
    /// Whose the events are that were told under an id.
    holders: HashMap<String, u32>,
}

/// An event, in the order in which a stream has them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Told {
    pub(super) time: Option<i64>,
    pub(super) values: Vec<Value>,
    /// What it is called by whoever told it.
    pub(super) id: Option<String>,
}

/// An event that was told, by the names of its stream and attributes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Named {
    stream: String,
    time: Option<i64>,
    values: Vec<(String, Value)>,
    id: Option<String>,
}

impl Histories {
    pub(super) fn new(specs: &[StreamSpec], streams: Vec<EventStream>, customers: usize) -> Self {
        let mut streams: Vec<Option<EventStream>> = streams.into_iter().map(Some).collect();
        let mut named = |name: &str| streams.iter_mut().find(|s| s.as_ref().is_some_and(|s| s.name == name)).and_then(Option::take).unwrap_or_default();
        Histories(specs.iter().map(|spec| History::new(spec, named(&spec.name), customers)).collect())
    }

    /// The place of a stream, and its attributes.
    pub(super) fn stream(&self, name: &str) -> Option<(usize, &[(String, AttributeKind)])> {
        let at = self.0.iter().position(|history| history.name == name)?;
        self.0.get(at).map(|history| (at, history.kinds.as_slice()))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|history| history.name.as_str())
    }

    /// The events of rows, customers being the rows; of each stream that is read its attributes that are.
    pub(super) fn gather(&self, rows: &[Row], read: &Reads) -> Vec<EventStream> {
        self.0.iter().filter_map(|history| Some(history.gather(rows, read.get(&history.name)?))).collect()
    }

    /// The first day after `after` on which an event of the customer begins or ceases to count.
    pub(super) fn turn(&self, moments: &Moments, customer: u32, after: i64) -> Option<i64> {
        let of = |history: &History| {
            let at = moments.stream(&history.name)?;
            history.times(customer).flatten().filter_map(|time| moments.of_event(at, time, after)).min()
        };
        self.0.iter().filter_map(of).min()
    }

    /// Whether something the customer did is dated this day.
    pub(super) fn any_on(&self, customer: u32, day: i64) -> bool {
        self.0.iter().any(|history| history.times(customer).flatten().any(|time| time.div_euclid(SECONDS_PER_DAY) == day))
    }

    /// The day of the customer's last event, of all streams or of one, up to a day.
    pub(super) fn last_day(&self, stream: &str, customer: u32, today: i64) -> Option<i64> {
        let history = self.0.iter().find(|history| history.name == stream)?;
        history.times(customer).flatten().map(|time| time.div_euclid(SECONDS_PER_DAY)).filter(|day| *day <= today).max()
    }

    /// All events of a customer in a stream, to be changed.
    pub(super) fn told(&mut self, stream: usize, customer: u32) -> Option<&mut Vec<Told>> {
        let history = self.0.get_mut(stream)?;
        if !history.told.contains_key(&customer) {
            let own = history.own(customer);
            history.told.insert(customer, own);
        }
        history.told.get_mut(&customer)
    }

    /// Adds an event.
    pub(super) fn tell(&mut self, stream: usize, customer: u32, event: Told) {
        if let (Some(history), Some(id)) = (self.0.get_mut(stream), event.id.clone()) {
            history.holders.insert(id, customer);
        }
        if let Some(own) = self.told(stream, customer) {
            let place = own.partition_point(|other| *other < event);
            own.insert(place, event);
        }
    }

    /// Takes out the event that was told under an id, and says whose it was.
    pub(super) fn take(&mut self, stream: usize, id: &str) -> Option<(u32, Told)> {
        let holder = self.0.get_mut(stream)?.holders.remove(id)?;
        let own = self.told(stream, holder)?;
        let at = own.iter().position(|event| event.id.as_deref() == Some(id))?;
        Some((holder, own.remove(at)))
    }

    /// What was told since the opening under an id, with its customer.
    pub(super) fn live(&self) -> impl Iterator<Item = (u32, Named)> {
        self.0.iter().flat_map(|history| {
            let named = |event: &Told| Named {
                stream: history.name.clone(),
                time: event.time,
                values: history.kinds.iter().map(|(name, _)| name.clone()).zip(event.values.iter().cloned()).collect(),
                id: event.id.clone(),
            };
            history.told.iter().flat_map(move |(customer, events)| events.iter().filter(|event| event.id.is_some()).map(move |event| (*customer, named(event))))
        })
    }

    /// Adds an event by names. One of a stream that there is not is left out, as are attributes that there are not or that are of another kind.
    pub(super) fn tell_named(&mut self, customer: u32, event: Named) {
        let Named { stream, time, values, id } = event;
        let Some((at, kinds)) = self.stream(&stream) else { return };
        let of = |(name, kind): &(String, AttributeKind)| {
            let (_, value) = values.iter().find(|(known, _)| known == name)?;
            let is_text = matches!(kind, AttributeKind::Text {} | AttributeKind::Category {});
            Some(value.clone()).filter(|value| matches!(value, Value::Text(_)) == is_text)
        };
        let values = kinds.iter().map(|kind| of(kind).unwrap_or(Value::None)).collect();
        self.tell(at, customer, Told { time, values, id });
    }
}

impl History {
    fn new(spec: &StreamSpec, base: EventStream, customers: usize) -> Self {
        let mut starts = vec![0_u32; customers + 1];
        for customer in &base.customers {
            if let Some(count) = starts.get_mut((*customer as usize).saturating_add(1)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; sum as usize];
        for (place, customer) in (0..).zip(&base.customers) {
            // The last of the starts is the end of all.
            if let Some(at) = next.get_mut(*customer as usize).filter(|_| (*customer as usize) < customers) {
                if let Some(slot) = places.get_mut(*at as usize) {
                    *slot = place;
                }
                *at += 1;
            }
        }
        let kinds = spec.attributes.iter().map(|a| (a.name.clone(), a.kind)).collect();
        History { name: spec.name.clone(), kinds, once: !spec.repeats.is_keep(), base, starts, places, told: HashMap::new(), holders: HashMap::new() }
    }

    fn base(&self, customer: u32) -> &[u32] {
        let bound = |at: usize| self.starts.get(at).map(|start| *start as usize);
        let range = bound(customer as usize).zip(bound((customer as usize).saturating_add(1)));
        range.and_then(|(from, to)| self.places.get(from..to)).unwrap_or(&[])
    }

    fn times(&self, customer: u32) -> impl Iterator<Item = Option<i64>> + '_ {
        let told = self.told.get(&customer);
        let base = if told.is_some() { &[] } else { self.base(customer) };
        let base = base.iter().map(|place| self.base.times.get(*place as usize).copied().flatten());
        base.chain(told.into_iter().flatten().map(|event| event.time))
    }

    fn values(&self, name: &str) -> Option<&EventValues> {
        self.base.attributes.iter().find(|a| a.name == name).map(|a| &a.values)
    }

    /// The events that a customer had when the timeline was opened.
    fn own(&self, customer: u32) -> Vec<Told> {
        let value = |name: &str, place: u32| match self.values(name) {
            Some(EventValues::Money(numbers) | EventValues::Number(numbers)) => numbers.get(place as usize).copied().flatten().map_or(Value::None, Value::Number),
            Some(EventValues::Text { ids, texts }) => ids.get(place as usize).copied().flatten().map_or(Value::None, |id| Value::Text(texts.get(id).to_owned())),
            None => Value::None,
        };
        let told = |place: &u32| Told {
            time: self.base.times.get(*place as usize).copied().flatten(),
            values: self.kinds.iter().map(|(name, _)| value(name, *place)).collect(),
            id: None,
        };
        self.base(customer).iter().map(told).collect()
    }

    fn gather(&self, rows: &[Row], read: &[String]) -> EventStream {
        let mut out = EventStream { name: self.name.clone(), ..EventStream::default() };
        let mut columns: Vec<Gathered<'_>> = self.kinds.iter().enumerate().filter(|(_, (name, _))| read.contains(name)).map(|(at, kind)| Gathered::new(at, kind, self)).collect();
        for (row, Row { customer, before, .. }) in (0u32..).zip(rows) {
            let seen = |time: Option<i64>| before.is_none_or(|before| time.is_none_or(|time| time < before));
            if let Some(told) = self.told.get(customer) {
                let mut last: Option<&Told> = None;
                for event in told.iter().filter(|event| seen(event.time)) {
                    let repeats = self.once && event.time.is_some() && last.is_some_and(|last| (last.time, &last.values) == (event.time, &event.values));
                    last = Some(event);
                    if !repeats {
                        out.customers.push(row);
                        out.times.push(event.time);
                        columns.iter_mut().for_each(|column| column.push(event.values.get(column.at)));
                    }
                }
                continue;
            }
            for place in self.base(*customer) {
                let time = self.base.times.get(*place as usize).copied().flatten();
                if seen(time) {
                    out.customers.push(row);
                    out.times.push(time);
                    columns.iter_mut().for_each(|column| column.bring(*place as usize));
                }
            }
        }
        out.attributes = columns.into_iter().map(Gathered::finish).collect();
        out
    }
}

/// An attribute on its way from the streams into a few rows.
struct Gathered<'h> {
    at: usize,
    name: &'h str,
    kind: AttributeKind,
    base: Option<&'h EventValues>,
    numbers: Vec<Option<i64>>,
    ids: Vec<Option<u32>>,
    texts: Interner,
}

impl<'h> Gathered<'h> {
    fn new(at: usize, (name, kind): &'h (String, AttributeKind), history: &'h History) -> Self {
        Gathered { at, name, kind: *kind, base: history.values(name), numbers: Vec::new(), ids: Vec::new(), texts: Interner::new() }
    }

    fn is_text(&self) -> bool {
        matches!(self.kind, AttributeKind::Text {} | AttributeKind::Category {})
    }

    fn push(&mut self, value: Option<&Value>) {
        if self.is_text() {
            let id = if let Some(Value::Text(text)) = value { Some(self.texts.intern(text)) } else { None };
            self.ids.push(id);
        } else {
            self.numbers.push(if let Some(Value::Number(number)) = value { Some(*number) } else { None });
        }
    }

    fn bring(&mut self, place: usize) {
        match self.base {
            Some(EventValues::Text { ids, texts }) if self.is_text() => {
                let id = ids.get(place).copied().flatten().map(|id| self.texts.intern(texts.get(id)));
                self.ids.push(id);
            }
            Some(EventValues::Money(numbers) | EventValues::Number(numbers)) if !self.is_text() => self.numbers.push(numbers.get(place).copied().flatten()),
            _ => self.push(None),
        }
    }

    fn finish(self) -> EventAttribute {
        let values = match self.kind {
            AttributeKind::Money { .. } => EventValues::Money(self.numbers),
            AttributeKind::Number {} => EventValues::Number(self.numbers),
            AttributeKind::Text {} | AttributeKind::Category {} => EventValues::Text { ids: self.ids, texts: self.texts },
        };
        EventAttribute { name: self.name.to_owned(), values }
    }
}
