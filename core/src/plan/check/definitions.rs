//! What the definitions of metrics say of their values: which there can be, and which can be together.

use super::laws;
use super::windows::{certain, longest, within};
use crate::facts::FactsPlan;
use crate::rule::analyse::{Axis, Feasible, Span};
use crate::rule::{InlineAggregate, Predicate, parse_aggregate_filter, with_parts};
use crate::spec::{FactsSpec, Measure, MetricSpec, SequenceValue, Window};
use std::collections::{BTreeMap, BTreeSet};
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
}

impl Definition {
    pub(super) fn new(measure: &Measure, filter: Option<Predicate>, window: &Window, spec: &FactsSpec) -> Self {
        let mut parts: Vec<String> = match &filter {
            Some(Predicate::All { of }) => of.iter().map(ToString::to_string).collect(),
            Some(other) => vec![other.to_string()],
            None => Vec::new(),
        };
        parts.sort();
        let stream = measure.stream().filter(|_| lawful(measure, window, spec));
        let events = stream.map(|stream| Rc::new(Events { stream: stream.to_owned(), parts, window: window.clone() }));
        Definition { measure: measure.clone(), filter, window: window.clone(), events }
    }

    /// `None`: a metric whose filter cannot be read has no laws. `known`: what was read of it already.
    fn of(metric: &MetricSpec, known: Option<&Predicate>, spec: &FactsSpec) -> Option<Self> {
        let read = |text: &String| known.cloned().map_or_else(|| parse_aggregate_filter(text, ""), Ok);
        let filter = metric.filter.as_ref().map(read).transpose().ok()?;
        Some(Definition::new(&metric.measure, filter, &metric.window, spec))
    }

    pub(super) fn events(&self) -> Option<Rc<Events>> {
        self.events.clone()
    }
}

/// Where events after the day count, windows that end by themselves hold what is younger than today.
fn lawful(measure: &Measure, window: &Window, spec: &FactsSpec) -> bool {
    let future = || spec.streams.iter().any(|stream| measure.stream() == Some(&stream.name) && !stream.future.is_ignored());
    match window {
        Window::Lifetime {} | Window::Rolling { .. } => true,
        Window::Calendar { .. } | Window::Fixed { .. } | Window::Since { .. } | Window::Before { .. } => !future(),
    }
}

/// The age of the oldest day that a window can hold.
pub(super) fn oldest(window: &Window) -> i64 {
    longest(window).map_or(i64::MAX, |days| days.saturating_sub(1))
}

/// Some events of a stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Events {
    stream: String,
    /// The parts of the filter that are joined by `and`, in text.
    parts: Vec<String>,
    pub(super) window: Window,
}

impl Events {
    /// Whether the others have all of these, by their filters.
    pub(super) fn filtered_from(&self, others: &Events) -> bool {
        self.stream == others.stream && others.parts.iter().all(|part| self.parts.contains(part))
    }

    /// Whether the others have all of these.
    pub(super) fn among(&self, others: &Events) -> bool {
        self.filtered_from(others) && within(&self.window, &others.window)
    }
}

/// A value that laws speak of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Quantity {
    Count(Rc<Events>),
    Distinct(Rc<Events>, String),
    Recency(Rc<Events>),
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
        match &definition.measure {
            Measure::Count { .. } | Measure::Distinct { .. } | Measure::Repeat { .. } | Measure::Again { .. } => Span::COUNT,
            Measure::Sequence { gives: SequenceValue::Count, .. } => Span::COUNT,
            Measure::Sequence { gives: SequenceValue::Whether, .. } => Span { low: 0, high: 1, ..Span::ANY },
            Measure::Sequence { gives: SequenceValue::Delay, within, .. } => Span { low: 0, high: i64::from(*within) - 1, ..Span::ANY },
            // Between two days of events lies one day at least.
            Measure::Spacing { .. } => Span { low: 1, ..Span::ANY },
            Measure::Share { attribute: None, .. } => Span { low: 0, high: 1_000_000, ..Span::ANY },
            Measure::Recency { .. } => Span { low: 0, high: oldest(&definition.window), ..Span::ANY },
            Measure::Ratio { numerator, denominator } if self.never_below_zero(name) => {
                let high = if self.is_part(numerator, denominator) { 1_000_000 } else { i64::MAX };
                Span { low: 0, high, ..Span::ANY }
            }
            _ => Span::ANY,
        }
    }

    /// Whether a ratio divides nothing but what cannot be below zero, through all ratios that it rests on. Not of one that rests on itself, which
    /// has no value; a loop rather than a call in itself, for a chain of ratios can be longer than the stack.
    fn never_below_zero(&self, ratio: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![ratio];
        while let Some(name) = open.pop() {
            match self.find(name).map(|definition| &definition.measure) {
                Some(Measure::Ratio { numerator, denominator }) => {
                    for part in [numerator.as_str(), denominator.as_str()] {
                        if part == ratio {
                            return false;
                        }
                        if seen.insert(part) {
                            open.push(part);
                        }
                    }
                }
                Some(_) if self.domain(name).low >= 0 => {}
                _ => return false,
            }
        }
        true
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
        let ends = |events: Rc<Events>| [longest(&events.window), certain(&events.window)].into_iter().flatten().map(move |days| (events.stream.clone(), days));
        let windows: Vec<(String, i64)> = axes.iter().filter_map(|axis| self.find(&axis.name)?.events()).flat_map(ends).collect();
        for axis in axes {
            if let Some(Definition { measure: Measure::Recency { of }, .. }) = self.find(&axis.name) {
                windows.iter().filter(|(stream, _)| stream == of).for_each(|(_, days)| axis.cut_at(*days));
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
            _ => other(),
        }
    }
}
