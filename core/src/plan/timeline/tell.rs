//! Events that are told, corrected and withdrawn one at a time.

use super::Timeline;
use super::histories::Told;
use super::log::What;
use crate::error::{Code, Error, Result, quote};
use crate::plan::feeds::{Value, ValueReader};
use crate::plan::time::TimeReader;
use crate::spec::{AttributeKind, Late};
use serde::Deserialize;
use std::collections::BTreeMap;

const SECONDS_PER_DAY: i64 = 86_400;

/// An event as somebody tells it.
///
/// ```json
/// {"stream": "orders", "id": "SO-17", "customer": "C20240501001", "time": "2024-06-01 10:00", "values": {"amount": "99.00"}}
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimelineEvent {
    /// The stream.
    pub stream: String,
    /// What it is called there: what is told again under an id corrects what was told before.
    pub id: String,
    /// The customer's id.
    pub customer: String,
    /// When it happened; without a time it is undated.
    #[serde(default)]
    pub time: Option<String>,
    /// When it was written down, for streams that leave out late events.
    #[serde(default)]
    pub recorded: Option<String>,
    /// The attributes, as a table would hold them; those that are not named are missing.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

impl Timeline {
    /// Tells an event, or corrects the one that was told under its id. Only its customer is judged again. Returns whether it counts: an event
    /// that its stream drops as late does not, and neither does what it corrects.
    ///
    /// # Errors
    /// `unknown_metric` for a stream or attribute that there is not, `unknown_customer`, `out_of_range` for an event without an id,
    /// `invalid_date` for a time that cannot be read. Nothing has changed then.
    pub fn tell(&mut self, event: &TimelineEvent) -> Result<bool> {
        let (stream, told, late) = self.read(event)?;
        let customer = self.living(&event.customer)?;
        if event.id.is_empty() {
            return Err(Error::new(Code::OutOfRange, "event.id", "an event that is told needs an id").with_help("by its id it is corrected and withdrawn"));
        }
        let mut since = self.take(stream, event);
        if !late {
            since.push((customer, self.first_of(&event.stream, told.time)));
            self.people.histories.tell(stream, customer, told);
        }
        self.learn(What::Told { stream: event.stream.clone(), id: event.id.clone() }, since);
        Ok(!late)
    }

    /// Takes back the event that was told under an id, or one that the run had: that is named by its customer, time and values instead, and
    /// its id is of no account.
    ///
    /// # Errors
    /// As [`Timeline::tell`]; `unknown_event` where there is no such event. Nothing has changed then.
    pub fn withdraw(&mut self, event: &TimelineEvent) -> Result<()> {
        let (stream, told, _) = self.read(event)?;
        let mut since = if event.id.is_empty() { Vec::new() } else { self.take(stream, event) };
        if since.is_empty() {
            let customer = self.living(&event.customer)?;
            let same = |other: &Told| other.id.is_none() && (other.time, &other.values) == (told.time, &told.values);
            let own = self.people.histories.told(stream, customer);
            let found = own.and_then(|own| own.iter().position(same).map(|at| own.remove(at)));
            let found = found.ok_or_else(|| {
                let what = if event.id.is_empty() { "of this customer with this time and these values".to_owned() } else { quote(&event.id) };
                Error::new(Code::UnknownEvent, "event", format!("the stream {} has no event {what}", quote(&event.stream)))
            })?;
            since.push((customer, self.first_of(&event.stream, found.time)));
        }
        self.learn(What::Withdrawn { stream: event.stream.clone(), id: event.id.clone() }, since);
        Ok(())
    }

    /// A customer that is not gone.
    fn living(&self, id: &str) -> Result<u32> {
        let customer = self.customer(id)?;
        if self.is_gone(customer as usize) {
            return Err(Error::new(Code::UnknownCustomer, "event.customer", format!("the customer {} is no more", quote(id))));
        }
        Ok(customer)
    }

    /// Walks the way of everybody again of whom something was learned, each from its first day on; who is gone stays gone.
    fn learn(&mut self, what: What, mut since: Vec<(u32, i64)>) {
        since.sort_unstable();
        since.dedup_by_key(|(customer, _)| *customer);
        self.log.begin(self.as_of, what);
        for (customer, day) in since.into_iter().filter(|(customer, _)| !self.is_gone(*customer as usize)).collect::<Vec<_>>() {
            self.revise(customer, day);
        }
    }

    /// Takes out what was told under an id: whose it was, and from which day on that matters.
    fn take(&mut self, stream: usize, event: &TimelineEvent) -> Vec<(u32, i64)> {
        let gone = self.people.histories.take(stream, &event.id);
        gone.map(|(holder, gone)| (holder, self.first_of(&event.stream, gone.time))).into_iter().collect()
    }

    /// From which day on an event counts: one without a time, or of a stream that lets events of the future count, on every day.
    fn first_of(&self, stream: &str, time: Option<i64>) -> i64 {
        let future = self.judge.plan.0.spec.facts.streams.iter().find(|spec| spec.name == stream).is_some_and(|spec| !spec.future.is_ignored());
        time.filter(|_| !future).map_or(i64::MIN, |time| time.div_euclid(SECONDS_PER_DAY))
    }

    /// The event's stream, its time and values, and whether its stream drops it as late.
    fn read(&self, event: &TimelineEvent) -> Result<(usize, Told, bool)> {
        let histories = &self.people.histories;
        let (stream, kinds) = histories.stream(&event.stream).ok_or_else(|| {
            let error = Error::new(Code::UnknownMetric, "event.stream", format!("there is no stream {}", quote(&event.stream)));
            error.with_nearest(&event.stream, histories.names())
        })?;
        if let Some(strange) = event.values.keys().find(|name| !kinds.iter().any(|(known, _)| known == *name)) {
            let error = Error::new(Code::UnknownMetric, "event.values", format!("the stream {} has no attribute {}", quote(&event.stream), quote(strange)));
            return Err(error.with_nearest(strange, kinds.iter().map(|(name, _)| name.as_str())));
        }
        let seconds = |text: &Option<String>, path: &str| {
            let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) else { return Ok(None) };
            let read = TimeReader::of([text], self.judge.plan.0.spec.utc_offset).seconds(text);
            read.map(Some).ok_or_else(|| Error::new(Code::InvalidDate, path, format!("{} is not a time", quote(text))))
        };
        let (time, recorded) = (seconds(&event.time, "event.time")?, seconds(&event.recorded, "event.recorded")?);
        let mut reader = ValueReader::new();
        let mut value = |(name, kind): &(String, AttributeKind)| event.values.get(name).map_or(Value::None, |text| reader.read(*kind, text, None));
        let values = kinds.iter().map(&mut value).collect();
        let late = match self.judge.plan.0.spec.facts.streams.iter().find(|spec| spec.name == event.stream).and_then(|spec| spec.late) {
            Some(Late::Drop { days }) => {
                let day = |time: i64| time.div_euclid(SECONDS_PER_DAY);
                time.zip(recorded).is_some_and(|(time, recorded)| day(recorded) - day(time) >= i64::from(days))
            }
            _ => false,
        };
        Ok((stream, Told { time, values, id: (!event.id.is_empty()).then(|| event.id.clone()) }, late))
    }
}
