//! Names, units and filters of metrics.

use super::FactsPlan;
use crate::error::{Code, Error, quote};
use crate::model::FactUnit;
use crate::rule::{Aggregate, FieldType, Fields, InlineAggregate, Rule, parse_aggregate_filter};
use crate::spec::{AttributeKind, FactsSpec, Measure, StreamSpec, Window};
use hashbrown::HashSet;

/// One metric, resolved.
#[derive(Clone, Debug)]
pub(super) struct Metric {
    pub(super) name: String,
    pub(super) unit: FactUnit,
    pub(super) source: Source,
}

/// Where a metric comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// Events of a stream.
    Events { stream: String, measure: Measure, filter: Option<Box<Rule>>, window: Window },
    /// Two other metrics, as indices into the plan's metrics.
    Ratio { numerator: usize, denominator: usize },
}

pub(super) fn plan(spec: &FactsSpec, extra: &[InlineAggregate], errors: &mut Vec<Error>) -> FactsPlan {
    streams(&spec.streams, errors);
    let mut plan = FactsPlan { streams: spec.streams.iter().map(|s| s.name.clone()).collect(), ..FactsPlan::default() };
    let mut names = HashSet::new();
    let mut ratios = Vec::new();
    for (n, metric) in spec.metrics.iter().enumerate() {
        let path = format!("facts.metrics[{n}]");
        named(&metric.name, &path, "a metric", &mut names, errors);
        if let Measure::Ratio { numerator, denominator } = &metric.measure {
            if metric.filter.is_some() || !metric.window.is_lifetime() {
                let detail = "a ratio takes its events and window from its metrics";
                errors.push(Error::new(Code::TypeMismatch, &path, detail));
            }
            ratios.push((path, plan.metrics.len(), numerator, denominator));
            let source = Source::Ratio { numerator: usize::MAX, denominator: usize::MAX };
            plan.add(&metric.name, Some(FactUnit::Ratio), source);
            continue;
        }
        let before = errors.len();
        let filter = metric.filter.as_ref().and_then(|text| parse_aggregate_filter(text, &format!("{path}.where")).map_err(|error| errors.push(error)).ok());
        let aggregate = Aggregate { measure: metric.measure.clone(), filter, window: metric.window };
        let place = Place { measure: format!("{path}.measure"), filter: format!("{path}.where"), window: format!("{path}.window") };
        let (unit, source) = events(&aggregate, spec, &place, errors);
        plan.add(&metric.name, unit.filter(|_| errors.len() == before), source);
    }
    for (path, at, numerator, denominator) in ratios {
        ratio(&mut plan, &path, at, numerator, denominator, errors);
    }
    for InlineAggregate { path, aggregate } in extra {
        let name = aggregate.to_string();
        if plan.fields.find(&name).is_none() && !matches!(aggregate.measure, Measure::Ratio { .. }) {
            let before = errors.len();
            let place = Place { measure: path.clone(), filter: path.clone(), window: path.clone() };
            let (unit, source) = events(aggregate, spec, &place, errors);
            plan.add(&name, unit.filter(|_| errors.len() == before), source);
        }
    }
    plan
}

impl FactsPlan {
    fn add(&mut self, name: &str, unit: Option<FactUnit>, source: Source) {
        match unit {
            Some(unit) => self.fields.push(name, unit),
            None => self.fields.push_type(name, FieldType::Unresolved),
        }
        self.metrics.push(Metric { name: name.to_owned(), unit: unit.unwrap_or(FactUnit::Count), source });
    }
}

/// The paths of an aggregate's parts.
struct Place {
    measure: String,
    filter: String,
    window: String,
}

fn named(name: &str, path: &str, what: &str, names: &mut HashSet<String>, errors: &mut Vec<Error>) {
    let path = format!("{path}.name");
    if name.is_empty() {
        errors.push(Error::new(Code::OutOfRange, path, format!("{what} needs a name")));
    } else if !names.insert(name.to_owned()) {
        errors.push(Error::new(Code::DuplicateName, path, format!("the name {} is declared twice", quote(name))));
    }
}

fn streams(streams: &[StreamSpec], errors: &mut Vec<Error>) {
    let mut names = HashSet::new();
    for (s, stream) in streams.iter().enumerate() {
        let path = format!("facts.streams[{s}]");
        named(&stream.name, &path, "a stream", &mut names, errors);
        let mut attributes = HashSet::new();
        for (a, attribute) in stream.attributes.iter().enumerate() {
            named(&attribute.name, &format!("{path}.attributes[{a}]"), "an attribute", &mut attributes, errors);
        }
        for (f, feed) in stream.feeds.iter().enumerate() {
            for name in feed.attributes.keys().filter(|name| !attributes.contains(*name)) {
                errors.push(no_attribute(stream, name, &format!("{path}.feeds[{f}].attributes.{name}")));
            }
        }
    }
}

fn no_attribute(stream: &StreamSpec, name: &str, path: &str) -> Error {
    Error::new(Code::UnknownMetric, path, format!("the stream {} has no attribute {}", quote(&stream.name), quote(name)))
        .with_nearest(name, stream.attributes.iter().map(|a| a.name.as_str()))
}

/// The unit of an aggregate, if it can be told, and how to compute it.
fn events(aggregate: &Aggregate, spec: &FactsSpec, place: &Place, errors: &mut Vec<Error>) -> (Option<FactUnit>, Source) {
    let (of, attribute) = aggregate.reads().unwrap_or_default();
    let mut source = Source::Events { stream: of.to_owned(), measure: aggregate.measure.clone(), filter: None, window: aggregate.window };
    if aggregate.window == (Window::Rolling { days: 0 }) {
        errors.push(Error::new(Code::OutOfRange, &place.window, "a window needs at least one day"));
    }
    let Some(stream) = spec.streams.iter().find(|s| s.name == of) else {
        let error = Error::new(Code::UnknownMetric, &place.measure, format!("there is no stream {}", quote(of)));
        errors.push(error.with_nearest(of, spec.streams.iter().map(|s| s.name.as_str())));
        return (None, source);
    };
    let fields: Fields = stream.attributes.iter().map(|a| (a.name.as_str(), unit_of(a.kind))).collect();
    if let (Some(predicate), Source::Events { filter, .. }) = (&aggregate.filter, &mut source) {
        *filter = Rule::from_predicate(predicate, &place.filter, &fields, errors).map(Box::new);
    }
    let kind = match attribute {
        None => None,
        Some(name) => match stream.attributes.iter().find(|a| a.name == name) {
            Some(attribute) => Some(unit_of(attribute.kind)),
            None => {
                errors.push(no_attribute(stream, name, &place.measure));
                return (None, source);
            }
        },
    };
    let unit = match &aggregate.measure {
        Measure::Count { .. } | Measure::Repeat { .. } | Measure::Distinct { .. } => Some(FactUnit::Count),
        Measure::Recency { .. } => Some(FactUnit::Days),
        Measure::FirstDate { .. } | Measure::LastDate { .. } => Some(FactUnit::Date),
        Measure::First { .. } | Measure::Last { .. } => kind,
        Measure::Sum { .. } | Measure::Mean { .. } | Measure::Min { .. } | Measure::Max { .. } => {
            if kind == Some(FactUnit::Text) {
                let detail = format!("{} is a text and cannot be added or ordered", quote(attribute.unwrap_or_default()));
                errors.push(Error::new(Code::TypeMismatch, &place.measure, detail));
                return (None, source);
            }
            kind
        }
        Measure::Ratio { .. } => None,
    };
    (unit, source)
}

fn unit_of(kind: AttributeKind) -> FactUnit {
    match kind {
        AttributeKind::Text {} | AttributeKind::Category {} => FactUnit::Text,
        AttributeKind::Money {} => FactUnit::Money,
        AttributeKind::Number {} => FactUnit::Count,
    }
}

fn ratio(plan: &mut FactsPlan, path: &str, at: usize, above: &str, below: &str, errors: &mut Vec<Error>) {
    let mut find = |name: &str, part: &str| {
        let found = plan.metrics.iter().position(|m| m.name == name);
        if found.is_none() {
            let path = format!("{path}.measure.ratio.{part}");
            let error = Error::new(Code::UnknownMetric, path, format!("there is no metric {}", quote(name)));
            errors.push(error.with_nearest(name, plan.metrics.iter().map(|m| m.name.as_str())));
        }
        found
    };
    let (Some(numerator), Some(denominator)) = (find(above, "numerator"), find(below, "denominator")) else {
        return;
    };
    let kind = |name: &str| match plan.fields.find(name) {
        Some(FieldType::Unit(unit)) => Some(*unit),
        _ => None,
    };
    if let (Some(a), Some(b)) = (kind(above), kind(below))
        && (a != b || !matches!(a, FactUnit::Count | FactUnit::Money | FactUnit::Days))
    {
        let detail = "a ratio needs two counts, two amounts of money or two numbers of days";
        errors.push(Error::new(Code::TypeMismatch, format!("{path}.measure"), detail));
        return;
    }
    if let Some(metric) = plan.metrics.get_mut(at) {
        metric.source = Source::Ratio { numerator, denominator };
    }
}
