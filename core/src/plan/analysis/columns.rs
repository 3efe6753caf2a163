//! Which columns an analysis shows, and what stands in them.

use crate::model::{FactTable, FactUnit};
use crate::plan::collected::named;
use crate::plan::outcome::{CustomerRef, Outcome};
use crate::spec::{AnalysisSpec, DataDimension, Measure, RequiredData, Spec, Template};
use serde::Serialize;

/// A column of an analysis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AnalysisColumn {
    /// The name of the field, metric, tag dimension or layering.
    pub name: String,
    /// What it is.
    pub of: ColumnOf,
}

/// What a column of an analysis is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ColumnOf {
    /// A field of the profile.
    Field,
    /// A metric.
    Metric,
    /// A tag dimension.
    Tag,
    /// A layering.
    Layer,
}

/// What stands in a column.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged)]
pub enum AnalysisValue {
    /// Nothing is known.
    Unknown,
    /// A count; days.
    Count(i64),
    /// Money in yuan, a ratio.
    Number(f64),
    /// A text; a date as `2024-06-30`.
    Text(String),
    /// The values of a tag dimension that has several.
    Texts(Vec<String>),
}

/// The names that columns may have.
pub(in crate::plan) fn known_names(spec: &Spec) -> impl Iterator<Item = &str> {
    all(spec).map(|(name, _)| name)
}

/// The column of a name; of several by one name the one that rests on the others: a layering, a tag dimension, a metric, a field.
pub(in crate::plan) fn column(spec: &Spec, name: &str) -> Option<AnalysisColumn> {
    let found = all(spec).filter(|(known, _)| *known == name).last();
    found.map(|(name, of)| AnalysisColumn { name: name.to_owned(), of })
}

fn all(spec: &Spec) -> impl Iterator<Item = (&str, ColumnOf)> {
    let fields = spec.fields.iter().map(|field| (field.name.as_str(), ColumnOf::Field));
    let metrics = spec.facts.metrics.iter().map(|metric| (metric.name.as_str(), ColumnOf::Metric));
    let tags = spec.tags.dimensions.iter().map(|dimension| (dimension.name.as_str(), ColumnOf::Tag));
    let layers = spec.layers.layerers.iter().map(|layerer| (layerer.name(), ColumnOf::Layer));
    fields.chain(metrics).chain(tags).chain(layers)
}

/// The stream that a metric is over; of a ratio that of what is above the line.
pub(super) fn stream_of<'a>(spec: &'a Spec, metric: &'a str) -> Option<&'a str> {
    let mut name = metric;
    // A ratio of ratios ends; one that goes round does not compile.
    for _ in 0..=spec.facts.metrics.len() {
        let found = spec.facts.metrics.iter().find(|metric| metric.name == name)?;
        match &found.measure {
            Measure::Ratio { numerator, .. } => name = numerator,
            other => return other.stream(),
        }
    }
    None
}

/// The columns of the scope's dimensions, then those that it names; all, where it says nothing.
pub(super) fn shown(spec: &Spec, analysis: &AnalysisSpec) -> Vec<AnalysisColumn> {
    let scope = &analysis.scope;
    let every = scope.dimensions.is_empty() && scope.show.is_empty();
    let traded = |metric: &str| stream_of(spec, metric).is_some_and(|stream| analysis.holding(RequiredData::PurchaseHistory).any(|name| name == stream));
    let of_dimension = |name: &str, of: ColumnOf| match of {
        ColumnOf::Field => scope.dimensions.contains(&DataDimension::Basic) || (scope.dimensions.contains(&DataDimension::Profile) && in_profile(spec, name)),
        ColumnOf::Metric if traded(name) => scope.dimensions.contains(&DataDimension::Transactions),
        ColumnOf::Metric => scope.dimensions.contains(&DataDimension::Interactions),
        ColumnOf::Tag | ColumnOf::Layer => false,
    };
    let mut columns: Vec<(&str, ColumnOf)> = all(spec).filter(|(name, of)| every || of_dimension(name, *of)).collect();
    for name in &scope.show {
        let named = all(spec).find(|(known, _)| known == name);
        columns.extend(named.filter(|(name, _)| !columns.iter().any(|(there, _)| there == name)));
    }
    columns.into_iter().map(|(name, of)| AnalysisColumn { name: name.to_owned(), of }).collect()
}

/// Whether a field is in the profile of the spec's business (R8).
fn in_profile(spec: &Spec, name: &str) -> bool {
    let template = spec.business.map(Template::of);
    let field = spec.fields.iter().find(|field| field.name == name);
    template.zip(field).and_then(|(template, field)| named(template, spec, field)).is_some_and(|field| field.profile)
}

/// What a customer has in a column.
pub(in crate::plan) fn value(outcome: &Outcome, facts: &FactTable, customer: CustomerRef<'_>, column: &AnalysisColumn) -> AnalysisValue {
    let text = |text: Option<&str>| text.map_or(AnalysisValue::Unknown, |text| AnalysisValue::Text(text.to_owned()));
    match column.of {
        ColumnOf::Field => text(customer.value(&column.name).map(|value| value.value)),
        ColumnOf::Metric => fact(facts, &column.name, customer.index),
        ColumnOf::Tag => match outcome.tags().dimension(&column.name) {
            Some(dimension) if dimension.domain.many => AnalysisValue::Texts(dimension.values(customer.index).map(str::to_owned).collect()),
            found => text(found.and_then(|dimension| dimension.values(customer.index).next())),
        },
        ColumnOf::Layer => text(customer.layer(&column.name)),
    }
}

/// A metric's value in the unit that people read.
pub(super) fn fact(facts: &FactTable, name: &str, row: usize) -> AnalysisValue {
    let Some(column) = facts.column(name) else { return AnalysisValue::Unknown };
    if column.unit == FactUnit::Text {
        return column.text(row).map_or(AnalysisValue::Unknown, |text| AnalysisValue::Text(text.to_owned()));
    }
    let Some(number) = column.number(row) else { return AnalysisValue::Unknown };
    match column.unit {
        FactUnit::Money => AnalysisValue::Number(number as f64 / 100.0),
        FactUnit::Ratio => AnalysisValue::Number(number as f64 / 1e6),
        FactUnit::Date => i32::try_from(number).ok().and_then(chrono::NaiveDate::from_epoch_days).map_or(AnalysisValue::Unknown, |date| AnalysisValue::Text(date.to_string())),
        _ => AnalysisValue::Count(number),
    }
}
