//! Names, units and filters of metrics.

use super::catalogue::{Expanded, expand};
use super::definition::{define, text};
use super::part::{Part, unit_of};
use super::rate;
use super::span::Span;
use super::{FactsPlan, StreamPlan};
use crate::error::{Code, Error, quote};
use crate::model::{Definition, FactUnit};
use crate::rule::{Aggregate, FieldType, InlineAggregate, Predicate, inline_aggregates, parse_aggregate_filter, with_parts};
use crate::spec::{FactsSpec, Measure, MetricSpec, PurchaseFact, StreamSpec};
use hashbrown::HashSet;
use std::sync::Arc;

/// One metric, resolved.
#[derive(Clone, Debug)]
pub(super) struct Metric {
    pub(super) definition: Arc<Definition>,
    pub(super) source: Source,
}

/// Where a metric comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// Nowhere: it is wrong, and so is the plan.
    Unresolved,
    /// Events of a stream.
    Events { measure: Measure, part: Part, span: Span },
    /// Events that other events follow; the measure is a sequence.
    Sequence { measure: Measure, first: Part, then: Part, span: Span },
    /// Two other metrics, as indices into the plan's metrics.
    Ratio { numerator: usize, denominator: usize },
    /// A model of repeat buying, by its place in the plan, over purchases with their amounts.
    Purchases { model: usize, fact: PurchaseFact, part: Part, amount: Option<String> },
}

impl Source {
    /// The filter of events.
    pub(super) fn filter(&self) -> Option<&Predicate> {
        if let Source::Events { part, .. } = self { part.filter.as_ref().map(|rule| rule.predicate()) } else { None }
    }
}

/// A metric on its way: what it is counted in, if that can be told, and how it is defined.
struct Draft {
    unit: Option<FactUnit>,
    source: Source,
    text: String,
}

/// The plan, and the spec with its catalogue written out.
pub(super) fn plan(spec: &FactsSpec, extra: &[InlineAggregate], errors: &mut Vec<Error>) -> (FactsPlan, FactsSpec) {
    super::streams::check(&spec.streams, errors);
    let (own_metrics, own_rates) = (spec.metrics.len(), spec.rates.len());
    let Expanded { spec, metrics, rates, errors: mut unknown } = expand(spec);
    errors.append(&mut unknown);
    let origin = |list: &str, n: usize, own: usize, from: &[usize]| match n.checked_sub(own).and_then(|n| from.get(n)) {
        Some(entry) => format!("facts.catalogue[{entry}]"),
        None => format!("facts.{list}[{n}]"),
    };
    let path = |n: usize| origin("metrics", n, own_metrics, &metrics);
    let rate_path = |n: usize| origin("rates", n, own_rates, &rates);
    let mut plan = FactsPlan { streams: spec.streams.iter().map(StreamPlan::of).collect(), ..FactsPlan::default() };
    let mut names = HashSet::new();
    let mut drafts: Vec<Draft> = Vec::with_capacity(spec.metrics.len());
    for (n, metric) in spec.metrics.iter().enumerate() {
        let path = path(n);
        named(&metric.name, &path, "a metric", &mut names, errors);
        drafts.push(draft(metric, &spec, &path, errors));
    }
    for (n, metric) in spec.metrics.iter().enumerate() {
        if let Measure::Ratio { numerator, denominator } = &metric.measure {
            let found = ratio(&spec, &drafts, &path(n), numerator, denominator, errors);
            if let (Some(draft), Some((unit, source))) = (drafts.get_mut(n), found) {
                (draft.unit, draft.source) = (Some(unit), source);
            }
        }
    }
    for (n, rate) in spec.rates.iter().enumerate() {
        named(&rate.name, &rate_path(n), "a rate", &mut names, errors);
    }
    plan.add_all(&spec.metrics, drafts);
    super::purchases::add(&spec, &mut plan, &mut names, errors);
    let of_rates: Vec<InlineAggregate> = (0..).zip(&spec.rates).flat_map(|(n, rate)| rate::aggregates(rate, &rate_path(n))).collect();
    for stream in &spec.streams {
        plan.fields.push_stream(&stream.name);
    }
    let inline: Vec<InlineAggregate> = of_rates.iter().chain(extra).cloned().collect();
    for inline in &with_parts(&inline, &spec) {
        let name = inline.fact();
        let composed = inline.name.is_none() && matches!(inline.aggregate.measure, Measure::Ratio { .. } | Measure::Sequence { .. });
        if plan.fields.find(&name).is_some() || composed {
            continue;
        }
        // A name with a window that nobody knows here may be known elsewhere; the check of the rule says so if not.
        if let Some(aggregate) = inline.resolve(&spec) {
            let place = Place { measure: inline.path.clone(), filter: inline.path.clone(), window: inline.path.clone() };
            match &aggregate.measure {
                Measure::Ratio { numerator, denominator } => plan.add_ratio(&name, &aggregate, [numerator, denominator]),
                _ => plan.add(&name, None, events(&aggregate, &spec, &place, errors), &[], None),
            }
        }
    }
    plan.rates = (0..).zip(&spec.rates).filter_map(|(n, rate)| rate::bind(rate, &rate_path(n), &plan, errors)).collect();
    (plan, spec)
}

impl FactsPlan {
    fn add_all(&mut self, specs: &[MetricSpec], drafts: Vec<Draft>) {
        let ids: Vec<(String, Option<String>)> = drafts.iter().zip(specs).map(|(draft, spec)| (draft.text.clone(), spec.id.clone())).collect();
        for (draft, spec) in drafts.into_iter().zip(specs) {
            // A ratio is what its parts are, whatever they are called.
            let parts: Vec<&str> = match draft.source {
                Source::Ratio { numerator, denominator } => {
                    [numerator, denominator].into_iter().filter_map(|at| ids.get(at)).map(|(text, id)| id.as_deref().unwrap_or(text)).collect()
                }
                _ => Vec::new(),
            };
            self.add(&spec.name, spec.id.as_ref(), draft, &parts, spec.note.as_ref());
        }
    }

    /// A ratio of facts that are there; what is wrong with its parts was said of the metric that it is in another window.
    fn add_ratio(&mut self, name: &str, aggregate: &Aggregate, parts: [&String; 2]) {
        let place = |name: &String| self.metrics.iter().position(|metric| metric.definition.name == *name);
        let unit = |name: &String| if let Some(FieldType::Unit(unit)) = self.fields.find(name) { Some(*unit) } else { None };
        let [above, below] = parts;
        let found = place(above).zip(place(below)).zip(unit(above).zip(unit(below)).and_then(|(above, below)| unit_of_ratio(above, below)));
        let (unit, source) = found.map_or((None, Source::Unresolved), |((numerator, denominator), unit)| (Some(unit), Source::Ratio { numerator, denominator }));
        let ids: Vec<String> = parts.into_iter().filter_map(place).filter_map(|at| self.metrics.get(at)).map(|metric| metric.definition.text.clone()).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        self.add(name, None, Draft { unit, source, text: aggregate.to_string() }, &ids, None);
    }

    fn add(&mut self, name: &str, id: Option<&String>, draft: Draft, parts: &[&str], note: Option<&String>) {
        match draft.unit {
            Some(unit) => self.fields.push(name, unit),
            None => self.fields.push_type(name, FieldType::Unresolved),
        }
        // The text of a ratio holds names; its parts say it without.
        let text = draft.text;
        let mut definition = define(name, id, if parts.is_empty() { text.clone() } else { "ratio".to_owned() }, draft.unit.unwrap_or(FactUnit::Count), parts, note);
        definition.text = text;
        self.metrics.push(Metric { definition: Arc::new(definition), source: draft.source });
    }
}

/// The paths of an aggregate's parts.
struct Place {
    measure: String,
    filter: String,
    window: String,
}

pub(super) fn named(name: &str, path: &str, what: &str, names: &mut HashSet<String>, errors: &mut Vec<Error>) {
    let mut error = |code: Code, detail: String| errors.push(Error::new(code, format!("{path}.name"), detail));
    if name.is_empty() {
        error(Code::OutOfRange, format!("{what} needs a name"));
    } else if !names.insert(name.to_owned()) {
        error(Code::DuplicateName, format!("the name {} is declared twice", quote(name)));
    }
}

pub(super) fn no_attribute(stream: &StreamSpec, name: &str, path: &str) -> Error {
    Error::new(Code::UnknownMetric, path, format!("the stream {} has no attribute {}", quote(&stream.name), quote(name)))
        .with_nearest(name, stream.attributes.iter().map(|a| a.name.as_str()))
}

fn draft(metric: &MetricSpec, spec: &FactsSpec, path: &str, errors: &mut Vec<Error>) -> Draft {
    let before = errors.len();
    let composed = match metric.measure {
        Measure::Ratio { .. } if metric.filter.is_some() || !metric.window.is_lifetime() => Some("a ratio takes its events and window from its metrics"),
        Measure::Sequence { .. } if metric.filter.is_some() => Some("a sequence says of each of its two sides which events it is over"),
        _ => None,
    };
    if let Some(detail) = composed {
        errors.push(Error::new(Code::TypeMismatch, path, detail));
    }
    let filter = metric.filter.as_ref().and_then(|text| parse_aggregate_filter(text, &format!("{path}.where")).map_err(|error| errors.push(error)).ok());
    let aggregate = Aggregate { measure: metric.measure.clone(), filter, window: metric.window.clone() };
    if matches!(metric.measure, Measure::Ratio { .. }) {
        return Draft { unit: None, source: Source::Unresolved, text: aggregate.to_string() };
    }
    let place = Place { measure: format!("{path}.measure"), filter: format!("{path}.where"), window: format!("{path}.window") };
    let mut draft = events(&aggregate, spec, &place, errors);
    if errors.len() > before {
        draft.unit = None;
    }
    draft
}

/// An aggregate over events.
fn events(aggregate: &Aggregate, spec: &FactsSpec, place: &Place, errors: &mut Vec<Error>) -> Draft {
    let before = errors.len();
    let unresolved = |text: String| Draft { unit: None, source: Source::Unresolved, text };
    let span = Span::bind(&aggregate.window, &place.window, errors, |event, errors| Part::named(event, spec, &format!("{}.since.event", place.window), errors));
    let (first, then) = match &aggregate.measure {
        Measure::Sequence { first, then, within, .. } => {
            if *within == 0 {
                errors.push(Error::new(Code::OutOfRange, &place.measure, "a sequence needs at least one day"));
            }
            let first = Part::named(first, spec, &format!("{}.sequence.first", place.measure), errors);
            (first, Part::named(then, spec, &format!("{}.sequence.then", place.measure), errors))
        }
        measure => (Part::of(measure.stream().unwrap_or_default(), aggregate.filter.as_ref(), spec, &place.measure, &place.filter, errors), None),
    };
    let text = text(aggregate, first.as_ref(), then.as_ref(), span.as_ref());
    let stream = spec.streams.iter().find(|s| Some(s.name.as_str()) == aggregate.measure.stream());
    let unit = stream.and_then(|stream| unit(&aggregate.measure, stream, aggregate.filter.is_some(), place, errors));
    let (Some(unit), Some(span), Some(part), true) = (unit, span, first, errors.len() == before) else {
        return unresolved(text);
    };
    let measure = aggregate.measure.clone();
    let source = match (then, &measure) {
        (Some(then), _) => Source::Sequence { measure, first: part, then, span },
        (None, Measure::Sequence { .. }) => return unresolved(text),
        (None, _) => Source::Events { measure, part, span },
    };
    Draft { unit: Some(unit), source, text }
}

/// What an aggregate is counted in.
fn unit(measure: &Measure, stream: &StreamSpec, filtered: bool, place: &Place, errors: &mut Vec<Error>) -> Option<FactUnit> {
    let attribute = measure.attribute();
    let kind = match attribute {
        None => None,
        Some(name) => match stream.attributes.iter().find(|a| a.name == name) {
            Some(attribute) => Some(unit_of(attribute.kind)),
            None => {
                errors.push(no_attribute(stream, name, &place.measure));
                return None;
            }
        },
    };
    let mut wrong = |code: Code, what: &str| {
        errors.push(Error::new(code, &place.measure, format!("{} {what}", quote(attribute.unwrap_or_default()))));
        None
    };
    let text = kind == Some(FactUnit::Text);
    match measure {
        Measure::Count { .. } | Measure::Repeat { .. } | Measure::Again { .. } | Measure::Distinct { .. } => Some(FactUnit::Count),
        Measure::Recency { .. } | Measure::Spacing { .. } => Some(FactUnit::Days),
        Measure::FirstDate { .. } | Measure::LastDate { .. } => Some(FactUnit::Date),
        Measure::First { .. } | Measure::Last { .. } => kind,
        Measure::Sum { .. } | Measure::Mean { .. } | Measure::Min { .. } | Measure::Max { .. } if text => wrong(Code::TypeMismatch, "is a text and cannot be added or ordered"),
        Measure::Sum { .. } | Measure::Mean { .. } | Measure::Min { .. } | Measure::Max { .. } => kind,
        Measure::Top { .. } if !text => wrong(Code::TypeMismatch, "is a number; the most frequent values are those of a text"),
        Measure::Top { most: 0, .. } => wrong(Code::OutOfRange, "needs at least one value to be the most frequent"),
        Measure::Top { .. } => Some(FactUnit::Text),
        Measure::Share { .. } if text => wrong(Code::TypeMismatch, "is a text and has no sum to share"),
        Measure::Share { .. } if !filtered => {
            let error = Error::new(Code::TypeMismatch, &place.measure, "a share of everything is everything");
            errors.push(error.with_help("`where` says of which events it is the share"));
            None
        }
        Measure::Share { .. } => Some(FactUnit::Ratio),
        Measure::Sequence { gives, .. } => Some(super::sequence::unit(*gives)),
        Measure::Ratio { .. } => None,
    }
}

/// Two metrics of a kind, or an amount or days by a count.
fn ratio(spec: &FactsSpec, drafts: &[Draft], path: &str, above: &str, below: &str, errors: &mut Vec<Error>) -> Option<(FactUnit, Source)> {
    let mut find = |name: &str, part: &str| {
        let found = spec.metrics.iter().position(|m| m.name == name);
        if found.is_none() {
            let path = format!("{path}.measure.ratio.{part}");
            let error = Error::new(Code::UnknownMetric, path, format!("there is no metric {}", quote(name)));
            errors.push(error.with_nearest(name, spec.metrics.iter().map(|m| m.name.as_str())));
        }
        found
    };
    let (numerator, denominator) = (find(above, "numerator"), find(below, "denominator"));
    let (numerator, denominator) = (numerator?, denominator?);
    // A ratio of ratios has no unit yet, and none that would help.
    let unit = |at: usize| match spec.metrics.get(at).map(|m| &m.measure) {
        Some(Measure::Ratio { .. }) => Some(FactUnit::Ratio),
        _ => drafts.get(at).and_then(|draft| draft.unit),
    };
    let unit = unit_of_ratio(unit(numerator)?, unit(denominator)?);
    if unit.is_none() {
        let detail = "a ratio needs two counts, two amounts of money or two numbers of days, or one of these by a count";
        errors.push(Error::new(Code::TypeMismatch, format!("{path}.measure"), detail));
    }
    Some((unit?, Source::Ratio { numerator, denominator }))
}

fn unit_of_ratio(above: FactUnit, below: FactUnit) -> Option<FactUnit> {
    let counted = |unit: FactUnit| if unit == FactUnit::Whether { FactUnit::Count } else { unit };
    let (above, below) = (counted(above), counted(below));
    match (above, below) {
        (FactUnit::Count, FactUnit::Count) | (FactUnit::Money, FactUnit::Money) | (FactUnit::Days, FactUnit::Days) => Some(FactUnit::Ratio),
        (FactUnit::Money | FactUnit::Days, FactUnit::Count) => Some(above),
        _ => None,
    }
}

/// The aggregates of a rule's text.
pub(super) fn aggregates_of(text: &str, path: &str) -> Vec<InlineAggregate> {
    inline_aggregates(text, path)
}
