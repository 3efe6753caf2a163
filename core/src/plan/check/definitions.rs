//! What the definitions of metrics say of their values: which there can be, and which can be together.

use super::events::Events;
use super::filters::Held;
use super::laws;
use super::windows::{certain, fixed, length, longest, oldest};
use crate::facts::FactsPlan;
use crate::model::FactUnit;
use crate::rule::analyse::{Axis, Feasible, Span};
use crate::rule::{InlineAggregate, Predicate, parse_aggregate_filter, with_parts};
use crate::spec::{FactsSpec, Measure, MetricSpec, SequenceValue, Ties, Window};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The metrics of a spec and the aggregates that stand in its rules.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions {
    all: BTreeMap<String, Rc<Definition>>,
}

/// One definition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Definition {
    pub(super) measure: Measure,
    pub(super) filter: Option<Predicate>,
    pub(super) window: Window,
    /// A filter for which nobody needs events but those that are counted: the same stream, filter and window. `None`: there are no laws of its
    /// window, or it is not of events.
    events: Option<Rc<Events>>,
    /// As these, what follows in a sequence.
    then: Option<Rc<Events>>,
    /// All events that can open or end its window, whenever.
    opener: Option<Rc<Events>>,
    /// What the filter says of the attribute.
    held: Held,
    /// What it is counted in; `None` of ratios, and of what there is not.
    unit: Option<FactUnit>,
    /// Other events that it takes: both sides of a sequence, what opens or ends its window.
    pub(super) besides: Vec<Definition>,
}

impl Definition {
    pub(super) fn new(measure: &Measure, filter: Option<Predicate>, window: &Window, spec: &FactsSpec) -> Self {
        let events = measure.stream().and_then(|stream| Events::of(stream, filter.as_ref(), window, spec));
        // A sequence says of each of its sides which events it is over.
        let (events, then) = match measure {
            Measure::Sequence { first, then, .. } => (Events::named(first, window, spec), Events::named(then, window, spec)),
            _ => (events, None),
        };
        let opener = match window {
            Window::Since { event, .. } | Window::Before { event, .. } => Events::named(event, &Window::Lifetime {}, spec),
            _ => None,
        };
        let held = Held::of(measure, filter.as_ref(), spec);
        let sides = if let Measure::Sequence { first, then, .. } = measure { [Some((first, window)), Some((then, window))] } else { [None, None] };
        let event = if let Window::Since { event, .. } | Window::Before { event, .. } = window { Some((event, &Window::Lifetime {})) } else { None };
        let besides = sides.into_iter().chain([event]).flatten().filter_map(|(events, window)| {
            let filter = events.filter.as_ref().map(|text| parse_aggregate_filter(text, "")).transpose().ok()?;
            Some(Definition::new(&Measure::Count { of: events.of.clone() }, filter, window, spec))
        });
        let besides = besides.collect();
        Definition { measure: measure.clone(), filter, window: window.clone(), events, then, opener, held, unit: unit(measure, spec), besides }
    }

    /// `None`: a metric whose filter cannot be read has no laws. `known`: what was read of it already.
    fn of(metric: &MetricSpec, known: Option<&Predicate>, spec: &FactsSpec) -> Option<Self> {
        let read = |text: &String| known.cloned().map_or_else(|| parse_aggregate_filter(text, ""), Ok);
        let filter = metric.filter.as_ref().map(read).transpose().ok()?;
        Some(Definition::new(&metric.measure, filter, &metric.window, spec))
    }

    /// Whether its value is one that the attribute has in some event that counts.
    fn gives_one(&self) -> bool {
        match &self.measure {
            Measure::First { .. } | Measure::Last { .. } => true,
            Measure::Top { most, ties, .. } => *most == 1 && *ties != Ties::Include,
            _ => false,
        }
    }

    pub(super) fn events(&self) -> Option<Rc<Events>> {
        self.events.clone()
    }

    pub(super) fn then(&self) -> Option<Rc<Events>> {
        self.then.clone()
    }

    pub(super) fn held(&self) -> &Held {
        &self.held
    }

    pub(super) fn opener(&self) -> Option<Rc<Events>> {
        self.opener.clone()
    }
}

/// What a metric over events is counted in.
fn unit(measure: &Measure, spec: &FactsSpec) -> Option<FactUnit> {
    let kind = |attribute: &String| {
        let stream = spec.streams.iter().find(|stream| measure.stream() == Some(&stream.name))?;
        Some(super::history::unit(stream.attributes.iter().find(|own| own.name == *attribute)?.kind))
    };
    match measure {
        Measure::Count { .. } | Measure::Repeat { .. } | Measure::Again { .. } | Measure::Distinct { .. } => Some(FactUnit::Count),
        Measure::Sequence { gives: SequenceValue::Count | SequenceValue::Whether, .. } => Some(FactUnit::Count),
        Measure::Sequence { gives: SequenceValue::Delay, .. } | Measure::Recency { .. } | Measure::Spacing { .. } => Some(FactUnit::Days),
        Measure::Sequence { .. } | Measure::FirstDate { .. } | Measure::LastDate { .. } => Some(FactUnit::Date),
        Measure::Sum { attribute, .. } | Measure::Mean { attribute, .. } | Measure::Min { attribute, .. } | Measure::Max { attribute, .. } => kind(attribute),
        Measure::First { attribute, .. } | Measure::Last { attribute, .. } => kind(attribute),
        Measure::Top { .. } => Some(FactUnit::Text),
        Measure::Share { .. } => Some(FactUnit::Ratio),
        Measure::Ratio { .. } => None,
    }
}

/// A value that laws speak of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Quantity {
    Count(Rc<Events>),
    Distinct(Rc<Events>, String),
    /// How many of the events have the attribute.
    Valued(Rc<Events>, String),
    Recency(Rc<Events>),
    /// What else is measured of them.
    Measured(Rc<Events>, Measure),
    /// A metric or field of which only its own laws are known.
    Other(String),
}

impl Definitions {
    pub(super) fn of(spec: &FactsSpec, inline: &[InlineAggregate], facts: &FactsPlan) -> Self {
        let mut all: BTreeMap<String, Rc<Definition>> = BTreeMap::new();
        for metric in &spec.metrics {
            if !all.contains_key(&metric.name) {
                all.extend(Definition::of(metric, facts.filter(&metric.name), spec).map(|definition| (metric.name.clone(), Rc::new(definition))));
            }
        }
        for inline in with_parts(inline, spec) {
            let name = inline.fact();
            if let Some(aggregate) = inline.resolve(spec)
                && !all.contains_key(&name)
            {
                let filter = facts.filter(&name).or(aggregate.filter.as_ref()).cloned();
                all.insert(name, Rc::new(Definition::new(&aggregate.measure, filter, &aggregate.window, spec)));
            }
        }
        Definitions { all }
    }

    /// The same, and some metrics under other names.
    pub(super) fn and<'m>(&self, spec: &FactsSpec, metrics: impl IntoIterator<Item = (&'m String, &'m MetricSpec)>) -> Self {
        let named = metrics.into_iter().filter_map(|(name, metric)| Some((name.clone(), Rc::new(Definition::of(metric, None, spec)?))));
        let mut all = self.all.clone();
        named.for_each(|(name, definition)| {
            all.entry(name).or_insert(definition);
        });
        Definitions { all }
    }

    pub(super) fn find(&self, name: &str) -> Option<&Definition> {
        self.all.get(name).map(|definition| &**definition)
    }

    /// The values that a name can have, on a day `as_of` that is given.
    pub(super) fn domain(&self, name: &str) -> Span {
        let Some(definition) = self.find(name) else { return Span::ANY };
        let number = definition.events().map_or(Span::COUNT, |events| events.number());
        let most = |most: i64| Span { high: number.high.min(most), ..Span::COUNT };
        // A filter over a text says nothing of its order.
        let held = definition.held.span();
        let length = || length(&definition.window).unwrap_or(i64::MAX);
        match &definition.measure {
            Measure::Count { .. } | Measure::Again { .. } | Measure::Repeat { attribute: None, .. } => number,
            Measure::Distinct { .. } => most(definition.held.most()),
            Measure::Repeat { .. } => most(definition.held.most().saturating_sub(1).max(0)),
            Measure::Mean { .. } | Measure::Min { .. } | Measure::Max { .. } | Measure::First { .. } | Measure::Last { .. } => held,
            Measure::Sum { .. } if held.low >= 0 => Span { low: 0, missing: !definition.held.is_known(), ..Span::ANY },
            Measure::Sequence { gives: SequenceValue::Count, .. } => number,
            Measure::Sequence { gives: SequenceValue::Whether, .. } => Span { low: 0, high: 1, ..Span::ANY },
            Measure::Sequence { gives: SequenceValue::Delay, within, .. } => Span { low: 0, high: i64::from(*within).min(length()) - 1, ..Span::ANY },
            // Between two days of events lies one day at least.
            Measure::Spacing { .. } => Span { low: 1, high: length() - 1, known: length() > 1, missing: true },
            Measure::FirstDate { .. } | Measure::LastDate { .. } | Measure::Sequence { gives: SequenceValue::LastDate, .. } => {
                fixed(&definition.window).map_or(Span::ANY, |(from, to)| Span { low: from, high: to - 1, ..Span::ANY })
            }
            Measure::Share { attribute: None, .. } => Span { low: 0, high: 1_000_000, ..Span::ANY },
            Measure::Recency { .. } => Span { low: 0, high: oldest(&definition.window), ..Span::ANY },
            Measure::Ratio { numerator, denominator } if numerator == denominator && self.times(numerator, denominator).is_some() => {
                Span { low: 1_000_000, high: 1_000_000, ..Span::ANY }
            }
            Measure::Ratio { numerator, denominator } if self.times(numerator, denominator).is_some() => {
                let high = if self.is_part(numerator, denominator) { 1_000_000 } else { i64::MAX };
                // Of a ratio by one that can be below 0 not even the sign is known.
                let above = [numerator, denominator].into_iter().all(|name| self.domain(name).low >= 0);
                Span { low: if above { 0 } else { i64::MIN }, high, ..Span::ANY }
            }
            _ => Span::ANY,
        }
    }

    /// What a ratio of two metrics is told in: millionths, or an amount or days as such. `None`: they are no two that can be divided, such as
    /// ratios themselves.
    pub(super) fn times(&self, numerator: &str, denominator: &str) -> Option<i64> {
        let unit = |name: &str| self.find(name)?.unit;
        match (unit(numerator)?, unit(denominator)?) {
            (FactUnit::Money | FactUnit::Days, FactUnit::Count) => Some(1),
            (above @ (FactUnit::Count | FactUnit::Money | FactUnit::Days), below) if above == below => Some(1_000_000),
            _ => None,
        }
    }

    /// Whether a count is of events or values that another counts as well.
    fn is_part(&self, part: &str, whole: &str) -> bool {
        let (Some(part), Some(whole)) = (self.find(part), self.find(whole)) else { return false };
        let within = part.events().zip(whole.events()).is_some_and(|(a, b)| a.among(&b));
        let attribute = |measure: &Measure| match measure {
            Measure::Distinct { attribute, .. } => Some(Some(attribute.clone())),
            Measure::Repeat { attribute, .. } => Some(attribute.clone()),
            Measure::Count { .. } => Some(None),
            _ => None,
        };
        // What counts all but one is no part of what leaves one out.
        let beyond = |measure: &Measure| matches!(measure, Measure::Repeat { .. });
        if beyond(&whole.measure) && !beyond(&part.measure) {
            return false;
        }
        match (attribute(&part.measure), attribute(&whole.measure)) {
            (Some(_), Some(None)) => within,
            (Some(a), Some(b)) => within && a == b,
            _ => false,
        }
    }

    /// Whether a count is of what another counts, but for one.
    pub(super) fn is_beyond(&self, beyond: &str, all: &str) -> bool {
        let (Some(beyond), Some(all)) = (self.find(beyond), self.find(all)) else { return false };
        let same = match (&beyond.measure, &all.measure) {
            (Measure::Repeat { attribute: None, .. }, Measure::Count { .. }) => true,
            (Measure::Repeat { attribute: Some(a), .. }, Measure::Distinct { attribute: b, .. }) => a == b,
            _ => false,
        };
        same && beyond.events().is_some() && beyond.events() == all.events()
    }

    /// Cuts the ages of last events where the windows end that events of the same stream are counted in: there the laws turn.
    pub(super) fn refine(&self, axes: &mut [Axis]) {
        let ends = |events: Rc<Events>| [longest(&events.window), certain(&events.window)].into_iter().flatten().map(move |days| (events.stream().to_owned(), days));
        let windows: Vec<(String, i64)> = axes.iter().filter_map(|axis| self.find(&axis.name)?.events()).flat_map(ends).collect();
        for axis in axes {
            if let Some(Definition { measure: Measure::Recency { of }, .. }) = self.find(&axis.name) {
                windows.iter().filter(|(stream, _)| stream == of).for_each(|(_, days)| axis.cut_at(*days));
            }
            if let Some(definition) = self.find(&axis.name).filter(|definition| definition.gives_one()) {
                axis.keep_texts(definition.held.tests());
            }
        }
    }

    /// The laws between the values of axes.
    pub(super) fn feasible(&self, axes: &[Axis]) -> Feasible {
        laws::feasible(self, axes)
    }

    pub(super) fn quantity(&self, name: &str) -> Quantity {
        let other = || Quantity::Other(name.to_owned());
        let Some(definition) = self.find(name) else { return other() };
        let Some(events) = definition.events() else { return other() };
        match &definition.measure {
            Measure::Count { .. } => Quantity::Count(events),
            Measure::Distinct { attribute, .. } => Quantity::Distinct(events, attribute.clone()),
            Measure::Recency { .. } => Quantity::Recency(events),
            measure => Quantity::Measured(events, measure.clone()),
        }
    }
}
