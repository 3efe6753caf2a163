//! Facts: streams of events in, one typed column per metric out.
//!
//! ```text
//! FactsSpec + aggregates of rules --compile--> FactsPlan --evaluate(streams, customers, as_of)--> Facts
//! ```
//!
//! # Meaning
//! * An event's **age** is the number of calendar days from its date to `as_of`, both by the plan's clock ([`Spec::utc_offset`](crate::spec::Spec::utc_offset)). A rolling window of
//!   `n` days holds the ages `0 <= d < n`; the other windows stand in [`crate::spec::Window`]. Each is half-open.
//! * Events after `as_of` are in no window, and counted in [`Facts::future_events`]; those of a stream that lets them count, in
//!   [`Facts::counted_future_events`].
//! * Undated events count in lifetime counts, sums, extremes, shares and distinct values, but in no other window and not for first,
//!   last, recency, dates, spacings and sequences; they are counted in [`Facts::undated_events`].
//! * Without `as_of`, whatever depends on it (recency, rolling and calendar windows) is not known.
//! * Counts and sums of a customer without events are 0. A sum, mean or extreme over events none of which
//!   has a value is not known; values that were missing are counted in [`Facts::skipped_values`].
//! * First and last take the earliest and latest dated event that has the attribute; of equal times the
//!   first or last in input order.
//! * Sums are exact (128 bits) and held at the ends of 64 bits, which [`Facts::saturated`] counts.
//! * Every fact says how many events it rests on ([`Facts::samples`]), and every metric what it is ([`FactsPlan::definitions`]).
//!
//! The fact of an aggregate that stands in a rule is named by the aggregate's canonical text.
//!
//! # How
//! Metrics ask the streams that they are over for counts, totals, extremes, moments or the events themselves; what several ask for is
//! gathered once. A stream in another order than that of customers is dealt to neighbourhoods of them, once for all metrics. Each stream is
//! then read once, in blocks: a filter writes a verdict per event, those that it and the window hold are written side by side without
//! branches, and every accumulator goes over them. What one slot per customer cannot tell
//! (distinct values, spacings, sequences) is grouped by customer by counting.

mod accumulate;
mod catalogue;
mod compile;
mod definition;
mod divide;
mod evaluate;
mod finish;
mod groups;
mod moments;
mod part;
mod purchases;
mod rate;
mod regroup;
mod select;
mod sequence;
mod spacing;
mod span;
mod streams;
mod subset;
mod today;
mod values;

#[cfg(test)]
mod tests;

pub(crate) use moments::Moments;
pub use purchases::PurchaseFit;

use crate::error::Error;
use crate::model::{Definition, EventStream, FactTable, Ranking, Rate};
use crate::rule::{Fields, InlineAggregate, Predicate};
use crate::spec::{FactsSpec, StreamSpec, Window};
use chrono::NaiveDate;
use today::Today;

/// The metrics, resolved and checked.
#[derive(Clone, Debug, Default)]
pub struct FactsPlan {
    pub(self) metrics: Vec<compile::Metric>,
    pub(self) fields: Fields,
    pub(self) streams: Vec<StreamPlan>,
    pub(self) rates: Vec<rate::RatePlan>,
    pub(self) purchases: Vec<purchases::PurchasePlan>,
}

/// What evaluation has to know of a stream.
#[derive(Clone, Debug)]
struct StreamPlan {
    name: String,
    /// Whether events after `as_of` count.
    future: bool,
}

impl StreamPlan {
    fn of(spec: &StreamSpec) -> Self {
        StreamPlan { name: spec.name.clone(), future: !spec.future.is_ignored() }
    }
}

/// The facts of all customers, and what was set aside on the way.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// One column per metric, then one per aggregate of a rule.
    pub table: FactTable,
    /// Per column, how many events the fact of each customer rests on: the sample size.
    pub samples: Vec<Vec<u32>>,
    /// Of each `top` metric, how often each of a customer's most frequent values came.
    pub rankings: Vec<Ranking>,
    /// The shares of customers.
    pub rates: Vec<Rate>,
    /// The models of repeat buying, as they were used.
    pub purchase_models: Vec<PurchaseFit>,
    /// Events dated after `as_of` that count in no window.
    pub future_events: u64,
    /// Events dated after `as_of` of streams that let them count.
    pub counted_future_events: u64,
    /// Events without a readable time.
    pub undated_events: u64,
    /// Values that a sum, mean or extreme could not use because they were missing, over all metrics.
    pub skipped_values: u64,
    /// Sums that did not fit 64 bits.
    pub saturated: u64,
}

impl FactsPlan {
    /// Resolves the metrics of a spec, and the aggregates that stand in the rules of tags and layers.
    ///
    /// Errors are pushed with their paths (`facts.metrics[2].where`); the plan is usable when none were.
    #[must_use]
    pub fn compile(spec: &FactsSpec, extra: &[InlineAggregate], errors: &mut Vec<Error>) -> Self {
        compile::plan(spec, extra, errors).0
    }

    /// As [`FactsPlan::compile`], and the spec whose metrics of the catalogue are written out, behind its own.
    pub(crate) fn compile_written(spec: &FactsSpec, extra: &[InlineAggregate], errors: &mut Vec<Error>) -> (Self, FactsSpec) {
        compile::plan(spec, extra, errors)
    }

    /// What is read of the filter of a metric over events.
    pub(crate) fn filter(&self, name: &str) -> Option<&Predicate> {
        self.metrics.iter().find(|metric| metric.definition.name == name).and_then(|metric| metric.source.filter())
    }

    /// The same plan by models of repeat buying that were fitted before: what it says of one customer is what was said of it among all.
    #[must_use]
    pub fn with_purchase_models(mut self, fitted: &[PurchaseFit]) -> Self {
        for (plan, fit) in self.purchases.iter_mut().zip(fitted) {
            plan.take(fit);
        }
        self
    }

    /// A plan of the metrics whose names are wanted, with those that they are ratios of: what these are, computed alone.
    #[must_use]
    pub(crate) fn of_metrics(&self, wanted: impl Fn(&str) -> bool) -> Self {
        subset::of(self, |_, name| wanted(name), |_| None)
    }

    /// A plan of the metrics of these places, under other names, with those that they are ratios of.
    #[must_use]
    pub(crate) fn of_places(&self, named: &[(usize, &str)]) -> Self {
        let name = |at: usize| named.iter().find(|(wanted, _)| *wanted == at).map(|(_, name)| *name);
        subset::of(self, |at, _| name(at).is_some(), name)
    }

    /// The attributes that metrics read of a stream; `None`: no metric is over it.
    pub(crate) fn reads(&self, stream: &str) -> Option<Vec<&str>> {
        regroup::reads(&self.metrics, self.streams.iter().position(|known| known.name == stream)?)
    }

    /// What each metric is, in the order of the columns.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.metrics.iter().map(|metric| &*metric.definition)
    }

    /// The names and units of the facts, for checking rules.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Computes every metric for every customer. Total: events of customers out of range are ignored, and a
    /// stream that is not given has no events.
    #[must_use]
    pub fn evaluate(&self, streams: &[EventStream], customers: usize, as_of: Option<NaiveDate>) -> Facts {
        evaluate::facts(self, streams, customers, as_of.map_or(Today::Unknown, |date| Today::One(i64::from(date.to_epoch_days()))))
    }

    /// As [`FactsPlan::evaluate`], for as many customers as there are days, each as of a day of its own, in days since 1970-01-01.
    /// Each fact is that of an evaluation as of the customer's day; events that are set aside are not counted.
    #[must_use]
    pub fn evaluate_each(&self, streams: &[EventStream], days: &[i64]) -> Facts {
        evaluate::facts(self, streams, days.len(), Today::Each(days))
    }
}

/// The first and the last day that a window holds as of a day, as days since 1970-01-01; `None`: none, or no day begins it.
pub(crate) fn window_days(window: &Window, today: NaiveDate) -> Option<(i64, i64)> {
    span::days(window, today)
}

/// A spec whose metrics of the catalogue are written out, behind its own. What cannot be, [`FactsPlan::compile`] says of the spec as it
/// was.
#[must_use]
pub fn with_catalogue(spec: &FactsSpec) -> FactsSpec {
    catalogue::expand(spec).spec
}
