//! Events of a window into one value per customer. Nothing depends on the order of customers.

use super::evaluate::{day, divide};
use crate::model::{EventStream, EventValues, FactUnit, FactValues};
use crate::spec::Measure;
use crate::table::Interner;

/// The events that count, and what was set aside on the way.
pub(super) struct Fold<'a> {
    pub(super) stream: &'a EventStream,
    pub(super) events: &'a [u32],
    pub(super) customers: usize,
    pub(super) today: Option<i64>,
    pub(super) skipped: u64,
    pub(super) saturated: u64,
}

impl<'a> Fold<'a> {
    pub(super) fn values(&mut self, measure: &Measure, unit: FactUnit) -> FactValues {
        let numbers = match measure {
            Measure::Count { .. } => self.counts().into_iter().map(Some).collect(),
            Measure::Repeat { attribute: None, .. } => self.counts().into_iter().map(repeats).collect(),
            Measure::Repeat { attribute: Some(attribute), .. } => self.distinct(attribute).into_iter().map(repeats).collect(),
            Measure::Distinct { attribute, .. } => self.distinct(attribute).into_iter().map(Some).collect(),
            Measure::Sum { attribute, .. } => self.sum(attribute),
            Measure::Mean { attribute, .. } => self.mean(attribute),
            Measure::Min { attribute, .. } => self.extreme(attribute, i64::min),
            Measure::Max { attribute, .. } => self.extreme(attribute, i64::max),
            Measure::Recency { .. } => {
                let today = self.today;
                self.days(i64::max).into_iter().map(|last| Some(today? - last?)).collect()
            }
            Measure::FirstDate { .. } => self.days(i64::min),
            Measure::LastDate { .. } => self.days(i64::max),
            Measure::First { attribute, .. } => return self.edge(attribute, unit, false),
            Measure::Last { attribute, .. } => return self.edge(attribute, unit, true),
            Measure::Ratio { .. } => vec![None; self.customers],
        };
        FactValues::Number(numbers.into())
    }

    /// The events with their customers.
    fn each(&self) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let stream = self.stream;
        self.events.iter().filter_map(|event| {
            let event = *event as usize;
            stream.customers.get(event).map(|customer| (event, *customer as usize))
        })
    }

    fn attribute(&self, name: &str) -> Option<&'a EventValues> {
        self.stream.attributes.iter().find(|a| a.name == name).map(|a| &a.values)
    }

    fn counts(&self) -> Vec<i64> {
        let mut counts = vec![0; self.customers];
        for (_, customer) in self.each() {
            if let Some(count) = counts.get_mut(customer) {
                *count += 1;
            }
        }
        counts
    }

    /// Folds the known numbers of an attribute: the accumulated value, how many were known, how many were not.
    fn numbers(&mut self, attribute: &str, with: impl Fn(i128, i128) -> i128) -> Vec<(i128, u64, u64)> {
        let mut totals = vec![(0, 0, 0); self.customers];
        let values = self.attribute(attribute);
        for (event, customer) in self.each() {
            let Some((total, known, unknown)) = totals.get_mut(customer) else {
                continue;
            };
            match values.and_then(|values| number(values, event)) {
                Some(value) => {
                    let value = i128::from(value);
                    *total = if *known == 0 { value } else { with(*total, value) };
                    *known += 1;
                }
                None => {
                    *unknown += 1;
                    self.skipped += 1;
                }
            }
        }
        totals
    }

    fn sum(&mut self, attribute: &str) -> Vec<Option<i64>> {
        let totals = self.numbers(attribute, |a, b| a + b);
        let mut saturated = 0;
        let sums = totals.into_iter().map(|(total, known, unknown)| {
            if known == 0 && unknown > 0 {
                return None;
            }
            Some(i64::try_from(total).unwrap_or_else(|_| {
                saturated += 1;
                if total < 0 { i64::MIN } else { i64::MAX }
            }))
        });
        let sums = sums.collect();
        self.saturated += saturated;
        sums
    }

    fn mean(&mut self, attribute: &str) -> Vec<Option<i64>> {
        let totals = self.numbers(attribute, |a, b| a + b);
        totals.into_iter().map(|(total, known, _)| divide(total, i128::from(known))).collect()
    }

    fn extreme(&mut self, attribute: &str, better: fn(i64, i64) -> i64) -> Vec<Option<i64>> {
        // Every value came from 64 bits, so the way there and back loses nothing.
        let narrow = |value: i128| i64::try_from(value).unwrap_or(0);
        let totals = self.numbers(attribute, |a, b| i128::from(better(narrow(a), narrow(b))));
        totals.into_iter().map(|(value, known, _)| (known > 0).then(|| narrow(value))).collect()
    }

    fn days(&self, better: fn(i64, i64) -> i64) -> Vec<Option<i64>> {
        let mut days: Vec<Option<i64>> = vec![None; self.customers];
        for (event, customer) in self.each() {
            if let (Some(slot), Some(time)) = (days.get_mut(customer), self.stream.times.get(event).copied().flatten()) {
                *slot = Some(slot.map_or(day(time), |best| better(best, day(time))));
            }
        }
        days
    }

    fn distinct(&self, attribute: &str) -> Vec<i64> {
        let values = self.attribute(attribute);
        let mut pairs: Vec<(usize, i64)> = self
            .each()
            .filter_map(|(event, customer)| {
                let value = match values? {
                    EventValues::Text { ids, .. } => i64::from(ids.get(event).copied().flatten()?),
                    numbers => number(numbers, event)?,
                };
                Some((customer, value))
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut counts = vec![0; self.customers];
        for (customer, _) in pairs {
            if let Some(count) = counts.get_mut(customer) {
                *count += 1;
            }
        }
        counts
    }

    /// The attribute at the first or last dated event that has it.
    fn edge(&self, attribute: &str, unit: FactUnit, last: bool) -> FactValues {
        let values = self.attribute(attribute);
        let known = |event: usize| match values {
            Some(EventValues::Text { ids, .. }) => ids.get(event).is_some_and(Option::is_some),
            Some(numbers) => number(numbers, event).is_some(),
            None => false,
        };
        let mut best: Vec<Option<(i64, usize)>> = vec![None; self.customers];
        for (event, customer) in self.each() {
            let time = self.stream.times.get(event).copied().flatten();
            if let (Some(slot), Some(time)) = (best.get_mut(customer), time)
                && known(event)
                && slot.is_none_or(|(other, _)| if last { time >= other } else { time < other })
            {
                *slot = Some((time, event));
            }
        }
        let events = best.into_iter().map(|best| best.map(|(_, event)| event));
        if unit != FactUnit::Text {
            return FactValues::Number(events.map(|event| number(values?, event?)).collect());
        }
        let Some(EventValues::Text { ids, texts }) = values else {
            return FactValues::Text { ids: vec![None; self.customers], texts: Interner::new() };
        };
        // Only the texts that are left are kept, since a stream's texts can be many; each is interned once.
        let mut kept = Interner::new();
        let mut places: Vec<Option<u32>> = vec![None; texts.len()];
        let mut text = |event: usize| {
            let id = ids.get(event).copied().flatten()?;
            let place = places.get_mut(id as usize)?;
            Some(*place.get_or_insert_with(|| kept.intern(texts.get(id))))
        };
        let ids = events.map(|event| text(event?)).collect();
        FactValues::Text { ids, texts: kept }
    }
}

fn number(values: &EventValues, event: usize) -> Option<i64> {
    match values {
        EventValues::Money(numbers) | EventValues::Number(numbers) => numbers.get(event).copied().flatten(),
        EventValues::Text { .. } => None,
    }
}

/// How many beyond the first.
fn repeats(count: i64) -> Option<i64> {
    Some((count - 1).max(0))
}
