//! Metrics of the catalogue, written out as metrics of the spec.

use crate::error::{Code, Error, quote};
use crate::rule::{Predicate, Subject, parse, parse_aggregate_filter};
use crate::spec::{CatalogueUse, EventsSpec, FactsSpec, Measure, MetricSpec, MetricTemplate, RateSpec, Window};
use std::collections::BTreeMap;

/// A spec without a catalogue, and where its last metrics and rates came from.
pub(super) struct Expanded {
    pub(super) spec: FactsSpec,
    /// Per metric behind those of the spec itself, the entry of the catalogue.
    pub(super) metrics: Vec<usize>,
    /// Per rate behind those of the spec itself, the entry of the catalogue.
    pub(super) rates: Vec<usize>,
    pub(super) errors: Vec<Error>,
}

/// Writes out what a spec takes of the catalogue, behind its own metrics and rates. What a ratio or a rate is made of comes along,
/// by its own name in this spec where it has one.
pub(super) fn expand(spec: &FactsSpec) -> Expanded {
    let mut expanded = Expanded { spec: FactsSpec { catalogue: Vec::new(), ..spec.clone() }, metrics: Vec::new(), rates: Vec::new(), errors: Vec::new() };
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for (entry, wanted) in spec.catalogue.iter().enumerate() {
        let path = format!("facts.catalogue[{entry}]");
        let Some(template) = MetricTemplate::named(&wanted.metric) else {
            let error = Error::new(Code::UnknownMetric, format!("{path}.metric"), format!("the catalogue has no metric {}", quote(&wanted.metric)));
            expanded.errors.push(error.with_nearest(&wanted.metric, MetricTemplate::all().iter().map(|template| template.name.as_str())));
            continue;
        };
        if template.measure.is_none() && (wanted.window.is_some() || wanted.filter.is_some()) {
            let detail = "a share of customers takes its events and windows from its metrics";
            expanded.errors.push(Error::new(Code::TypeMismatch, &path, detail));
        }
        // Each under its last name; the same metric with two windows has two names.
        if wanted.window.is_none() && wanted.filter.is_none() {
            names.entry(&template.name).or_insert_with(|| name(template, wanted));
        }
    }
    for (entry, wanted) in spec.catalogue.iter().enumerate() {
        if let Some(template) = MetricTemplate::named(&wanted.metric) {
            add(&mut expanded, &mut names, template, wanted, entry);
        }
    }
    expanded
}

fn name(template: &MetricTemplate, wanted: &CatalogueUse) -> String {
    wanted.name.clone().unwrap_or_else(|| template.label.clone())
}

fn add(expanded: &mut Expanded, names: &mut BTreeMap<&'static str, String>, template: &'static MetricTemplate, wanted: &CatalogueUse, entry: usize) {
    let mut part = |expanded: &mut Expanded, part: &str| {
        if let Some(known) = names.get(part) {
            return known.clone();
        }
        let Some(template) = MetricTemplate::named(part) else { return part.to_owned() };
        let along = CatalogueUse { metric: part.to_owned(), streams: wanted.streams.clone(), attributes: wanted.attributes.clone(), ..CatalogueUse::default() };
        names.insert(&template.name, template.label.clone());
        add(expanded, names, template, &along, entry);
        template.label.clone()
    };
    let changed = wanted.window.is_some() || wanted.filter.is_some();
    let id = (!changed).then(|| template.id());
    let note = Some(format!("{} ({})", template.note, template.seed.join(", ")));
    let name = name(template, wanted);
    let Some(mut measure) = template.measure.clone() else {
        let mut rule = |expanded: &mut Expanded, text: &str| match parse(text, "") {
            Ok(mut predicate) => {
                rename_fields(&mut predicate, &mut |name| part(expanded, name));
                predicate.to_string()
            }
            Err(_) => text.to_owned(),
        };
        let among = template.among.as_ref().map(|text| rule(expanded, text));
        let when = template.when.as_ref().map_or_else(String::new, |text| rule(expanded, text));
        expanded.spec.rates.push(RateSpec { name, when, among, id, note });
        expanded.rates.push(entry);
        return;
    };
    if let Measure::Ratio { numerator, denominator } = &mut measure {
        *numerator = part(expanded, numerator);
        *denominator = part(expanded, denominator);
    }
    let of = measure.stream().unwrap_or_default().to_owned();
    rename(&mut measure, wanted);
    let filter = wanted.filter.clone().or_else(|| template.filter.as_ref().map(|text| rename_filter(text, &of, wanted)));
    let mut window = wanted.window.clone().unwrap_or_else(|| template.window.clone());
    if let (Window::Since { event, .. } | Window::Before { event, .. }, None) = (&mut window, &wanted.window) {
        rename_events(event, wanted);
    }
    expanded.spec.metrics.push(MetricSpec { name, measure, filter, window, id, note });
    expanded.metrics.push(entry);
}

fn stream(name: &str, wanted: &CatalogueUse) -> String {
    wanted.streams.get(name).map_or(name, String::as_str).to_owned()
}

fn attribute(of: &str, name: &str, wanted: &CatalogueUse) -> String {
    wanted.attributes.get(&format!("{of}.{name}")).map_or(name, String::as_str).to_owned()
}

/// The measure with the names that its streams and attributes have here.
fn rename(measure: &mut Measure, wanted: &CatalogueUse) {
    match measure {
        Measure::Count { of } | Measure::Recency { of } | Measure::FirstDate { of } | Measure::LastDate { of } | Measure::Spacing { of, .. } => *of = stream(of, wanted),
        Measure::Repeat { of, attribute: name } | Measure::Share { of, attribute: name } => {
            *name = name.as_ref().map(|name| attribute(of, name, wanted));
            *of = stream(of, wanted);
        }
        Measure::Again { of, attribute: name }
        | Measure::Distinct { of, attribute: name }
        | Measure::Sum { of, attribute: name }
        | Measure::Mean { of, attribute: name }
        | Measure::Min { of, attribute: name }
        | Measure::Max { of, attribute: name }
        | Measure::First { of, attribute: name }
        | Measure::Last { of, attribute: name }
        | Measure::Top { of, attribute: name, .. } => {
            *name = attribute(of, name, wanted);
            *of = stream(of, wanted);
        }
        Measure::Sequence { first, then, .. } => {
            rename_events(first, wanted);
            rename_events(then, wanted);
        }
        Measure::Ratio { .. } => {}
    }
}

fn rename_events(events: &mut EventsSpec, wanted: &CatalogueUse) {
    events.filter = events.filter.as_ref().map(|text| rename_filter(text, &events.of, wanted));
    events.of = stream(&events.of, wanted);
}

fn rename_filter(text: &str, of: &str, wanted: &CatalogueUse) -> String {
    if wanted.attributes.is_empty() {
        return text.to_owned();
    }
    match parse_aggregate_filter(text, "") {
        Ok(mut predicate) => {
            rename_fields(&mut predicate, &mut |name| attribute(of, name, wanted));
            predicate.to_string()
        }
        Err(_) => text.to_owned(),
    }
}

fn rename_fields(predicate: &mut Predicate, to: &mut impl FnMut(&str) -> String) {
    match predicate {
        Predicate::All { of } | Predicate::Any { of } => of.iter_mut().for_each(|part| rename_fields(part, to)),
        Predicate::Not { of } => rename_fields(of, to),
        Predicate::Compare { subject: Subject::Field { name }, .. } => *name = to(name),
        Predicate::Compare { .. } => {}
    }
}
