//! Whether a spec has what its analysis needs.

use super::columns::{known_names, stream_of};
use super::period::day;
use crate::error::{Code, Error, quote};
use crate::rule::{FieldType, Fields, InlineAggregate, Rule, inline_aggregates};
use crate::spec::{AnalysisSpec, Business, DataDimension, Period, Population, RequiredData, Spec, TopSpec};
use crate::tag::TagPlan;
use std::sync::Arc;

const WHERE: &str = "analysis.scope.where";

/// The aggregates that stand in the scope's rule; the facts must be compiled with them.
pub(in crate::plan) fn aggregates(spec: &Spec) -> Vec<InlineAggregate> {
    spec.analysis.iter().filter_map(|analysis| analysis.scope.filter.as_deref()).flat_map(|rule| inline_aggregates(rule, WHERE)).collect()
}

/// Checks goal and scope; the scope's rule.
pub(in crate::plan) fn compile(spec: &Spec, fields: &Fields, tags: &TagPlan, errors: &mut Vec<Error>) -> Option<Rule> {
    let analysis = spec.analysis.as_ref()?;
    data(spec, analysis, errors);
    let scope = &analysis.scope;
    period(scope.period.as_ref(), scope.population, errors);
    if scope.dimensions.contains(&DataDimension::Profile) && spec.business.is_none() {
        let error = Error::new(Code::MissingData, "business", "the profile is that of a business, and the spec names none");
        errors.push(error.with_help(format!("give `business`: {}", Business::ALL.map(Business::as_str).join(", "))));
    }
    for (n, name) in scope.show.iter().enumerate().filter(|(_, name)| !known_names(spec).any(|known| known == name.as_str())) {
        let error = Error::new(Code::UnknownField, format!("analysis.scope.show[{n}]"), format!("{} is no field, metric, tag dimension or layering", quote(name)));
        errors.push(error.with_nearest(name, known_names(spec)));
    }
    scope.top.iter().for_each(|top| self::top(spec, top, fields, errors));
    let mut known = fields.clone();
    for domain in tags.domains() {
        known.push_type(&domain.name, FieldType::Values(Arc::clone(domain)));
    }
    Rule::compile(scope.filter.as_deref()?, WHERE, &known, errors)
}

/// What the goal requires must be named, and what is named must be there and be fed.
fn data(spec: &Spec, analysis: &AnalysisSpec, errors: &mut Vec<Error>) {
    for (data, names) in &analysis.data {
        for (n, name) in names.iter().enumerate().filter(|(_, name)| !holders(spec).any(|known| known == name.as_str())) {
            let path = format!("analysis.data.{}[{n}]", data.as_str());
            let error = Error::new(Code::UnknownField, path, format!("{} is no field, stream, metric or tag dimension", quote(name)));
            errors.push(error.with_nearest(name, holders(spec)));
        }
    }
    for data in analysis.goal.requires() {
        if !analysis.holding(*data).any(|name| is_fed(spec, name)) {
            let detail = format!("the goal {} requires {} ({}), and nothing in the spec holds it", quote(analysis.goal.label()), quote(data.label()), data.as_str());
            errors.push(Error::new(Code::MissingData, format!("analysis.data.{}", data.as_str()), detail).with_help(help(*data)));
        }
    }
}

fn help(data: RequiredData) -> String {
    let stream = data.usual_stream().map_or_else(|| "a stream".to_owned(), |stream| format!("the stream `{stream}`"));
    format!("feed {stream}, or name what holds it: a stream with feeds, a field that a source feeds, a metric, a tag dimension")
}

fn holders(spec: &Spec) -> impl Iterator<Item = &str> {
    known_names(spec).chain(spec.facts.streams.iter().map(|stream| stream.name.as_str()))
}

/// Whether a name is one of data that the inputs can bring.
fn is_fed(spec: &Spec, name: &str) -> bool {
    let stream = |wanted: &str| spec.facts.streams.iter().any(|stream| stream.name == wanted && !stream.feeds.is_empty());
    let field = spec.sources.iter().flat_map(|source| &source.columns).any(|column| column.field == name && !column.from.is_empty());
    let metric = spec.facts.metrics.iter().any(|metric| metric.name == name && stream_of(spec, name).is_some_and(stream));
    field || stream(name) || metric || spec.tags.dimensions.iter().any(|dimension| dimension.name == name)
}

fn period(period: Option<&Period>, population: Population, errors: &mut Vec<Error>) {
    let path = "analysis.scope.period";
    match period {
        None if population != Population::All => {
            let error = Error::new(Code::MissingData, path, "whether a customer is new is asked of a period, and there is none");
            errors.push(error.with_help("give `period`, such as {\"last_months\": {\"months\": 12}}, or the population `all`"));
        }
        Some(Period::LastDays { days: 0 } | Period::LastMonths { months: 0 }) => errors.push(Error::new(Code::OutOfRange, path, "a period has at least one day")),
        Some(Period::Between { from, to }) => {
            for (end, text) in [("from", from), ("to", to)].into_iter().filter(|(_, text)| day(text).is_none()) {
                errors.push(Error::new(Code::InvalidDate, format!("{path}.between.{end}"), format!("{} is not a date of the form YYYY-MM-DD", quote(text))));
            }
            if let (Some(first), Some(last)) = (day(from), day(to))
                && last < first
            {
                errors.push(Error::new(Code::OutOfRange, path, format!("{first} is after {last}")));
            }
        }
        _ => {}
    }
}

fn top(spec: &Spec, top: &TopSpec, fields: &Fields, errors: &mut Vec<Error>) {
    if !(1..=100).contains(&top.percent) {
        errors.push(Error::new(Code::OutOfRange, "analysis.scope.top.percent", format!("{} is not a percentage from 1 to 100", top.percent)));
    }
    let metrics = || spec.facts.metrics.iter().map(|metric| metric.name.as_str());
    let path = "analysis.scope.top.by";
    if !metrics().any(|name| name == top.by) {
        let error = Error::new(Code::UnknownMetric, path, format!("there is no metric {}", quote(&top.by)));
        errors.push(error.with_nearest(&top.by, metrics()));
    } else if fields.find(&top.by) == Some(&FieldType::Unit(crate::model::FactUnit::Text)) {
        errors.push(Error::new(Code::TypeMismatch, path, format!("the metric {} is a text, and only numbers have a highest", quote(&top.by))));
    }
}
