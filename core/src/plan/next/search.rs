//! The single changes that would do, each as small as it can be; behind another change, or alone.

use super::super::check::{Concern, Source, attribute_unit, written_number};
use super::trial::{Result, Trial, Variant};
use crate::model::{Change, FactUnit, WitnessEvent};
use crate::rule::analyse::{Cell, Texts};
use crate::rule::number_text;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// More events of one kind that are looked at.
pub(super) const MOST_EVENTS: u32 = 60;
/// Days of waiting that are looked at.
pub(super) const MOST_DAYS: u32 = 400;
/// Days on which a change is tried out, to say until when it would do.
const MOST_LATER: u32 = 120;
/// Events of variants that are put together at a time.
const AT_A_TIME: usize = 400_000;
/// The largest number that an event is given: ten thousand million 元.
const LARGEST: i64 = 1_000_000_000_000;

/// Changes that would do, with a variant of each and the days by which it is later.
pub(super) struct Found {
    pub(super) change: Change,
    pub(super) variant: Variant,
    pub(super) later: u32,
}

/// A search for what reaches a goal.
pub(super) struct Search<'a> {
    pub(super) trial: &'a Trial<'a>,
    pub(super) concern: &'a Concern,
    pub(super) reached: &'a dyn Fn(&Result, usize) -> bool,
}

impl Search<'_> {
    /// All of them, nearest first: by what they take (events, then amounts, then waiting, then other values of fields), then by how much.
    /// Where no single change does, pairs of them.
    pub(super) fn all(&self) -> Vec<Found> {
        let single = self.single();
        if single.is_empty() { self.pairs() } else { single }
    }

    fn single(&self) -> Vec<Found> {
        let alone = Variant::default();
        let mut found = Vec::new();
        for source in &self.concern.sources {
            found.extend(self.events(source, &alone, MOST_EVENTS));
        }
        found.sort_by_key(|found| match &found.change {
            Change::Events { times, .. } => *times,
            _ => 0,
        });
        let mut amounts: Vec<Found> = self.concern.sources.iter().flat_map(|source| source.numbers.iter().filter_map(|name| self.amount(source, name, &alone))).collect();
        // What any such event does, needs no amount.
        amounts.retain(|amount| !found.iter().any(|events| one_of(&events.change, &amount.change)));
        found.append(&mut amounts);
        found.extend(self.wait(&alone, MOST_DAYS));
        found.extend(self.fields(&alone));
        found
    }

    /// Which of the variants reach the goal, so many days later.
    fn try_all(&self, variants: &[Variant], later: u32) -> Vec<bool> {
        let each = self.trial.events() + MOST_EVENTS as usize;
        let chunk = (AT_A_TIME / each.max(1)).max(1);
        variants
            .chunks(chunk)
            .flat_map(|variants| {
                let result = self.trial.results(variants, later);
                (0..variants.len()).map(|row| (self.reached)(&result, row)).collect::<Vec<bool>>()
            })
            .collect()
    }

    fn does(&self, variant: &Variant, later: u32) -> bool {
        self.try_all(std::slice::from_ref(variant), later).first().copied().unwrap_or(false)
    }

    /// The fewest more events of a stream that do, of the kind that needs the fewest.
    pub(super) fn events(&self, source: &Source, base: &Variant, most: u32) -> Option<Found> {
        let mut best: Option<(u32, Variant)> = None;
        for kind in &source.kinds {
            let most = best.as_ref().map_or(most, |(times, _)| times - 1);
            let variants: Vec<Variant> = (1..=most).map(|times| more(base, source, kind, times)).collect();
            if let Some((times, variant)) = (1..).zip(variants.iter()).zip(self.try_all(&variants, 0)).find(|(_, does)| *does).map(|(found, _)| found) {
                best = Some((times, variant.clone()));
            }
        }
        let (times, variant) = best?;
        let until = self.until(&variant);
        Some(Found { change: named_events(source, &variant, times, until), variant, later: 0 })
    }

    /// The least number of one more event that does.
    pub(super) fn amount(&self, source: &Source, name: &str, base: &Variant) -> Option<Found> {
        let kind = source.stream.attributes.iter().find(|a| a.name == name).map(|a| a.kind)?;
        let with = |of: &BTreeMap<String, String>, number: i64| {
            let mut of = of.clone();
            of.insert(name.to_owned(), written_number(kind, number));
            more(base, source, &of, 1)
        };
        let steps = self.steps(base);
        let mut best: Option<(i64, Variant)> = None;
        for of in source.kinds.iter().filter(|of| !of.contains_key(name)) {
            let variants: Vec<Variant> = steps.iter().map(|number| with(of, *number)).collect();
            let Some(at) = self.try_all(&variants, 0).iter().position(|does| *does) else { continue };
            // Between the last step that does not do and the first that does lies the least.
            let (mut low, mut high) = (at.checked_sub(1).and_then(|at| steps.get(at)).copied().unwrap_or(0), steps.get(at).copied()?);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if self.does(&with(of, middle), 0) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            if best.as_ref().is_none_or(|(least, _)| high < *least) {
                best = Some((high, with(of, high)));
            }
        }
        let (number, variant) = best?;
        let unit = attribute_unit(kind);
        let written = number_text(number, if unit == FactUnit::Text { FactUnit::Count } else { unit });
        let until = self.until(&variant);
        let change = Change::Amount { stream: source.stream.name.clone(), attribute: name.to_owned(), number, written, attributes: attributes(&variant, Some(name)), until };
        Some(Found { change, variant, later: 0 })
    }

    /// Numbers at which an event may begin to matter: what is lacking to every constant of the rules as a sum and as a mean, the constants
    /// themselves, and a ladder for what is no rule.
    fn steps(&self, base: &Variant) -> Vec<i64> {
        let now = self.trial.results(std::slice::from_ref(base), 0);
        let mut steps: BTreeSet<i64> = BTreeSet::new();
        let mut ladder = 1;
        while ladder < LARGEST {
            steps.extend([ladder, ladder * 2, ladder * 5]);
            ladder *= 10;
        }
        let events = i64::try_from(self.trial.events()).unwrap_or(i64::MAX);
        for axis in &self.concern.axes {
            let value = now.facts.column(&axis.name).and_then(|column| column.number(0)).unwrap_or(0);
            let ends = axis.cells.iter().filter_map(|cell| if let Cell::Range { low, .. } = cell { Some(*low) } else { None });
            for end in ends.filter(|end| *end > 0 && *end < LARGEST) {
                let lacking = end.saturating_sub(value);
                steps.extend([end, lacking, lacking.saturating_mul(events.saturating_add(1)).saturating_add(value)]);
            }
        }
        steps.into_iter().filter(|step| (1..=LARGEST).contains(step)).collect()
    }

    /// The fewest days without events that do.
    pub(super) fn wait(&self, base: &Variant, most: u32) -> Option<Found> {
        let days = (1..=most).find(|days| self.does(base, *days))?;
        let without = self.concern.sources.iter().map(|source| source.stream.name.clone()).collect();
        Some(Found { change: Change::Wait { days, until: self.day(days)?.to_string(), without }, variant: base.clone(), later: days })
    }

    /// Other values of fields that do, one of each field.
    pub(super) fn fields(&self, base: &Variant) -> Vec<Found> {
        let others: Vec<Found> = self.other_fields();
        let variants: Vec<Variant> = others.iter().map(|other| Variant { events: base.events.clone(), field: other.variant.field.clone() }).collect();
        let does = self.try_all(&variants, 0);
        let mut found: Vec<Found> = Vec::new();
        for ((other, variant), _) in others.into_iter().zip(variants).zip(does).filter(|(_, does)| *does) {
            let of = |change: &Change| if let Change::Field { field, .. } = change { field.clone() } else { String::new() };
            if !found.iter().any(|known| of(&known.change) == of(&other.change)) {
                found.push(Found { variant, ..other });
            }
        }
        found
    }

    /// Other values that fields can have, whatever comes of them.
    pub(super) fn other_fields(&self) -> Vec<Found> {
        let now = self.trial.results(&[Variant::default()], 0);
        let fields = self.concern.axes.iter().filter(|axis| axis.unit == FactUnit::Text && self.trial.is_field(&axis.name));
        let others = fields.flat_map(|axis| {
            let from = now.facts.column(&axis.name).and_then(|column| column.text(0)).map(str::to_owned);
            let texts = axis.cells.iter().filter_map(|cell| if let Cell::Text { example, which: Texts::One | Texts::Fitting(_) } = cell { Some(example.clone()) } else { None });
            let others: Vec<String> = texts.filter(|text| Some(text) != from.as_ref()).collect();
            others.into_iter().map(move |to| (axis.name.clone(), from.clone(), to))
        });
        let found = |(field, from, to): (String, Option<String>, String)| {
            let variant = Variant { events: Vec::new(), field: Some((field.clone(), to.clone())) };
            Found { change: Change::Field { field, from, to }, variant, later: 0 }
        };
        others.map(found).collect()
    }

    /// The last day, in a row from the as-of date on, on which a change does.
    fn until(&self, variant: &Variant) -> Option<String> {
        let fails = (1..=MOST_LATER).find(|later| !self.does(variant, *later))?;
        Some(self.day(fails - 1)?.to_string())
    }

    fn day(&self, later: u32) -> Option<NaiveDate> {
        self.trial.as_of.checked_add_days(Days::new(u64::from(later)))
    }
}

/// So many more events of one kind, beside what there is already.
pub(super) fn more(base: &Variant, source: &Source, kind: &BTreeMap<String, String>, times: u32) -> Variant {
    let event = WitnessEvent { stream: source.stream.name.clone(), times, days_before: Some(0), attributes: kind.clone(), distinct: Vec::new() };
    let mut variant = base.clone();
    variant.events.push(event);
    variant
}

/// The events that a variant adds last, as a change.
pub(super) fn named_events(source: &Source, variant: &Variant, times: u32, until: Option<String>) -> Change {
    Change::Events { stream: source.stream.name.clone(), times, attributes: attributes(variant, None), until }
}

/// The attributes of what is added last, but for one.
fn attributes(variant: &Variant, without: Option<&str>) -> Vec<(String, String)> {
    let all = variant.events.last().into_iter().flat_map(|event| &event.attributes);
    all.filter(|(name, _)| Some(name.as_str()) != without).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Whether one event does what an amount does.
fn one_of(events: &Change, amount: &Change) -> bool {
    match (events, amount) {
        (Change::Events { stream, times: 1, attributes, .. }, Change::Amount { stream: other, attributes: more, .. }) => {
            stream == other && attributes.iter().all(|own| more.contains(own))
        }
        _ => false,
    }
}
