//! Some events of a stream: those for which a filter holds.

use crate::error::{Code, Error, quote};
use crate::model::FactUnit;
use crate::rule::{Fields, Predicate, Rule, field_names, parse_aggregate_filter};
use crate::spec::{AttributeKind, EventsSpec, FactsSpec, StreamSpec};

/// The events of a stream for which a rule holds.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The stream, by its place in the plan.
    pub(super) stream: usize,
    pub(super) filter: Option<Box<Rule>>,
}

impl PartialEq for Part {
    /// The predicate of a rule says all of it.
    fn eq(&self, other: &Self) -> bool {
        self.stream == other.stream && self.filter.as_ref().map(|rule| rule.predicate()) == other.filter.as_ref().map(|rule| rule.predicate())
    }
}

impl Eq for Part {}

impl Part {
    /// The attributes that the filter reads.
    pub(super) fn reads(&self) -> Vec<&str> {
        self.filter.as_ref().map_or_else(Vec::new, |rule| field_names(rule.predicate()))
    }

    /// The events that a spec names.
    pub(super) fn named(events: &EventsSpec, spec: &FactsSpec, path: &str, errors: &mut Vec<Error>) -> Option<Self> {
        let place = format!("{path}.where");
        let predicate = match &events.filter {
            Some(text) => Some(parse_aggregate_filter(text, &place).map_err(|error| errors.push(error)).ok()?),
            None => None,
        };
        Part::of(&events.of, predicate.as_ref(), spec, path, &place, errors)
    }

    /// The events of a stream for which a predicate holds; errors name the paths of both.
    pub(super) fn of(of: &str, predicate: Option<&Predicate>, spec: &FactsSpec, path: &str, filter_path: &str, errors: &mut Vec<Error>) -> Option<Self> {
        let Some((stream, found)) = spec.streams.iter().enumerate().find(|(_, s)| s.name == of) else {
            let error = Error::new(Code::UnknownMetric, path, format!("there is no stream {}", quote(of)));
            errors.push(error.with_nearest(of, spec.streams.iter().map(|s| s.name.as_str())));
            return None;
        };
        let filter = match predicate {
            Some(predicate) => Some(Box::new(Rule::from_predicate(predicate, filter_path, &fields(found), errors)?)),
            None => None,
        };
        Some(Part { stream, filter })
    }
}

fn fields(stream: &StreamSpec) -> Fields {
    stream.attributes.iter().map(|a| (a.name.as_str(), unit_of(a.kind))).collect()
}

/// What the values of an attribute are as facts.
pub(super) fn unit_of(kind: AttributeKind) -> FactUnit {
    match kind {
        AttributeKind::Text {} | AttributeKind::Category {} => FactUnit::Text,
        AttributeKind::Money { .. } => FactUnit::Money,
        AttributeKind::Number {} => FactUnit::Count,
    }
}
