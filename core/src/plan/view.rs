//! The unified view (R24) as a role is shown it (R9): one customer under one id, and only what the role's view declares.
//!
//! Of a field's value the source and its time are shown (R40), not the record id, the key or what lost: those may hold what the
//! view leaves out. So may running text: what somebody wrote down of a conversation is shown without the telephone numbers, e-mail addresses
//! and numbers of documents and cards of which the view declares no field (R96: `138****5678`).

use super::outcome::{CustomerRef, Outcome};
use super::time::date_of;
use super::views::{BoundItem, BoundView, Section};
use crate::error::{Code, Error, Result, quote};
use crate::model::{EventStream, EventValues, FactColumn, FactUnit};
use crate::schema::FieldKind;
use crate::spec::{AttributeKind, Measure};
use chrono::NaiveDate;
use std::borrow::Cow;

/// What one role is shown of all customers.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    outcome: &'a Outcome,
    bound: &'a BoundView,
}

/// Something that a view shows of every customer.
#[derive(Clone, Copy, Debug)]
pub struct ViewItem<'a> {
    /// The part of the unified view that it belongs to.
    pub section: Section,
    /// The name of the field, stream, metric, tag dimension or layering.
    pub name: &'a str,
    item: &'a BoundItem,
    view: View<'a>,
}

/// What a view shows of one customer.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Shown<'a> {
    /// A value of the profile.
    Field(ShownField<'a>),
    /// Events of a stream.
    Events(ShownEvents<'a>),
    /// A metric; `None` is not known.
    Metric(Option<Amount<'a>>),
    /// The values of a tag dimension.
    Tags(Vec<&'a str>),
    /// A layer.
    Layer(Option<&'a str>),
}

/// A value of the profile, with the source and time that it is marked with (R40).
#[derive(Clone, PartialEq, Debug)]
pub struct ShownField<'a> {
    /// The value, as its record wrote it; running text without contact data that the view does not declare.
    pub value: Cow<'a, str>,
    /// Its source.
    pub source: &'a str,
    /// When its record was written: civil seconds since 1970-01-01.
    pub time: Option<i64>,
    /// Whether it was confirmed, with method, date and operator.
    pub verified: bool,
}

/// The events of one customer in a stream, none of them after the as-of date.
#[derive(Clone, PartialEq, Debug)]
pub struct ShownEvents<'a> {
    /// How many.
    pub count: u64,
    /// The date of the first one that is dated.
    pub first: Option<NaiveDate>,
    /// The date of the last one.
    pub last: Option<NaiveDate>,
    /// The latest ones, the latest first, with the attributes that the view names.
    pub events: Vec<ShownEvent<'a>>,
}

/// One event.
#[derive(Clone, PartialEq, Debug)]
pub struct ShownEvent<'a> {
    /// When: civil seconds since 1970-01-01.
    pub time: Option<i64>,
    /// Attributes and their values; what is missing is left out.
    pub attributes: Vec<(&'a str, Amount<'a>)>,
}

/// A number in its unit, or a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amount<'a> {
    /// A number in a unit: money in 分, dates as days since 1970-01-01, ratios in millionths.
    Number(i64, FactUnit),
    /// A text; running text without contact data that the view does not declare.
    Text(Cow<'a, str>),
}

impl Outcome {
    /// What a role is shown.
    ///
    /// # Errors
    /// `unknown_role` when the spec declares no view for it.
    pub fn view(&self, role: &str) -> Result<View<'_>> {
        let views = &self.plan.0.views;
        let unknown = || {
            let error = Error::new(Code::UnknownRole, "", format!("there is no view for the role {}", quote(role))).with_nearest(role, views.iter().map(|v| v.role.as_str()));
            if error.help().is_some() { error } else { error.with_help("declare it under `views` of the spec") }
        };
        views.iter().find(|v| v.role == role).map(|bound| View { outcome: self, bound }).ok_or_else(unknown)
    }
}

impl<'a> View<'a> {
    /// The role.
    #[must_use]
    pub fn role(&self) -> &'a str {
        &self.bound.role
    }

    /// What is shown, section by section.
    pub fn items(&self) -> impl Iterator<Item = ViewItem<'a>> + use<'a> {
        let view = *self;
        let spec = view.outcome.plan.spec();
        view.bound.items.iter().map(move |(section, item)| {
            let name = match item {
                BoundItem::Field(at) => spec.fields.get(*at).map(|f| f.name.as_str()),
                BoundItem::Stream { stream, .. } => spec.facts.streams.get(*stream).map(|s| s.name.as_str()),
                BoundItem::Metric(at) => spec.facts.metrics.get(*at).map(|m| m.name.as_str()),
                BoundItem::Tag(at) => spec.tags.dimensions.get(*at).map(|d| d.name.as_str()),
                BoundItem::Layer(at) => spec.layers.layerers.get(*at).map(crate::spec::LayererSpec::name),
            };
            ViewItem { section: *section, name: name.unwrap_or(""), item, view }
        })
    }

    /// The customers, in the order of the outcome.
    pub fn customers(&self) -> impl ExactSizeIterator<Item = CustomerRef<'a>> + use<'a> {
        self.outcome.customers()
    }

    /// One customer.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn customer(&self, id: &str) -> Result<CustomerRef<'a>> {
        self.outcome.customer(id).ok_or_else(|| Error::new(Code::UnknownCustomer, "", format!("there is no customer {}", quote(id))))
    }
}

impl<'a> ViewItem<'a> {
    /// What it is of a customer; `None` where the profile has no value.
    #[must_use]
    pub fn of(&self, customer: CustomerRef<'a>) -> Option<Shown<'a>> {
        let outcome = self.view.outcome;
        match self.item {
            BoundItem::Field(at) => customer.value_at(*at).map(|v| {
                let verified = v.verified.is_some_and(|v| v.method.is_some() && v.date.is_some() && v.operator.is_some());
                let value = if self.is_running_text(*at) { self.view.bound.hidden.from(v.value) } else { Cow::Borrowed(v.value) };
                Shown::Field(ShownField { value, source: v.record.source, time: v.time, verified })
            }),
            BoundItem::Stream { stream, attributes, last } => outcome.streams.get(*stream).map(|s| Shown::Events(self.events(s, customer.index, attributes, *last))),
            BoundItem::Metric(_) => outcome.facts.column(self.name).map(|column| Shown::Metric(self.fact(column, customer.index))),
            BoundItem::Tag(at) => outcome.tags.dimensions.get(*at).map(|d| Shown::Tags(d.values(customer.index).collect())),
            BoundItem::Layer(at) => outcome.layers.get(*at).map(|l| Shown::Layer(l.layer(customer.index))),
        }
    }

    /// Whether it is a field.
    #[must_use]
    pub fn is_field(&self) -> bool {
        matches!(self.item, BoundItem::Field(_))
    }

    /// Whether it is a stream.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self.item, BoundItem::Stream { .. })
    }

    /// Whether it is a stream whose events are shown one by one.
    #[must_use]
    pub fn lists_events(&self) -> bool {
        matches!(self.item, BoundItem::Stream { last, .. } if *last > 0)
    }

    /// The unit, where it is a metric of a run that has metrics.
    #[must_use]
    pub fn unit(&self) -> Option<FactUnit> {
        let BoundItem::Metric(_) = self.item else { return None };
        self.view.outcome.facts.column(self.name).map(|column| column.unit)
    }

    /// Whether a field holds what people write in their own words.
    fn is_running_text(&self, field: usize) -> bool {
        let kind = self.view.outcome.plan.spec().fields.get(field).map(|f| &f.kind);
        kind.is_some_and(|kind| matches!(kind, FieldKind::Text {} | FieldKind::Title {} | FieldKind::Address {} | FieldKind::Nickname {}))
    }

    /// A text of an event: free text without what is hidden, a word from a short list as it is.
    fn text<'t>(&self, stream: &str, attribute: &str, text: &'t str) -> Cow<'t, str> {
        let streams = &self.view.outcome.plan.spec().facts.streams;
        let kind = streams.iter().find(|s| s.name == stream).and_then(|s| s.attributes.iter().find(|a| a.name == attribute)).map(|a| &a.kind);
        if matches!(kind, Some(AttributeKind::Category {})) { Cow::Borrowed(text) } else { self.view.bound.hidden.from(text) }
    }

    fn fact(&self, column: &'a FactColumn, customer: usize) -> Option<Amount<'a>> {
        let words = column.text(customer).map(|text| {
            let metric = self.view.outcome.plan.spec().facts.metrics.iter().find(|m| m.name == self.name);
            match metric.map(|m| &m.measure) {
                Some(Measure::First { of, attribute } | Measure::Last { of, attribute }) => self.text(of, attribute, text),
                _ => self.view.bound.hidden.from(text),
            }
        });
        words.map(Amount::Text).or_else(|| column.number(customer).map(|n| Amount::Number(n, column.unit)))
    }

    /// A customer's events up to the as-of date.
    fn events(&self, stream: &'a EventStream, customer: usize, attributes: &[usize], last: usize) -> ShownEvents<'a> {
        let as_of = self.view.outcome.as_of;
        let customer = u32::try_from(customer).unwrap_or(u32::MAX);
        // Events lie by customer, then time; those without a time come first.
        let from = stream.customers.partition_point(|c| *c < customer);
        let to = stream.customers.partition_point(|c| *c <= customer);
        let date = |event: usize| stream.times.get(event).copied().flatten().and_then(date_of);
        let counts = |event: &usize| as_of.is_none_or(|as_of| date(*event).is_none_or(|date| date <= as_of));
        let own = || (from..to).filter(counts);
        let value = |event: usize, attribute: usize| {
            let attribute = stream.attributes.get(attribute)?;
            let value = match &attribute.values {
                EventValues::Text { ids, texts } => Amount::Text(self.text(self.name, &attribute.name, texts.get(ids.get(event).copied().flatten()?))),
                EventValues::Money(values) => Amount::Number(values.get(event).copied().flatten()?, FactUnit::Money),
                EventValues::Number(values) => Amount::Number(values.get(event).copied().flatten()?, FactUnit::Count),
            };
            Some((attribute.name.as_str(), value))
        };
        let shown = |event: usize| ShownEvent {
            time: stream.times.get(event).copied().flatten(),
            attributes: attributes.iter().filter_map(|attribute| value(event, *attribute)).collect(),
        };
        ShownEvents { count: own().count() as u64, first: own().find_map(date), last: own().rev().find_map(date), events: own().rev().take(last).map(shown).collect() }
    }
}
