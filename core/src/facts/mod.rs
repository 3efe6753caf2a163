//! Facts: streams of events in, one typed column per metric out.
//!
//! ```text
//! FactsSpec + aggregates of rules --compile--> FactsPlan --evaluate(streams, customers, as_of)--> Facts
//! ```
//!
//! # Meaning
//! * An event's **age** is the number of calendar days from its date to `as_of`, both in the plan's fixed
//!   offset. A rolling window of `n` days holds the ages `0 <= d < n`.
//! * Events after `as_of` are in no window, and counted in [`Facts::future_events`].
//! * Undated events count in lifetime counts, sums, extremes and distinct values, but not in rolling windows
//!   and not for first, last, recency and dates; they are counted in [`Facts::undated_events`].
//! * Without `as_of`, whatever depends on it (recency and rolling windows) is not known.
//! * Counts and sums of a customer without events are 0. A sum, mean or extreme over events none of which
//!   has a value is not known; values that were missing are counted in [`Facts::skipped_values`].
//! * First and last take the earliest and latest dated event that has the attribute; of equal times the
//!   first or last in input order.
//! * Sums are exact (128 bits) and held at the ends of 64 bits, which [`Facts::saturated`] counts.
//!
//! The fact of an aggregate that stands in a rule is named by the aggregate's canonical text.

mod compile;
mod evaluate;
mod fold;

#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::model::{EventStream, FactTable};
use crate::rule::{Fields, InlineAggregate};
use crate::spec::FactsSpec;
use chrono::NaiveDate;

/// The metrics, resolved and checked.
#[derive(Clone, Debug, Default)]
pub struct FactsPlan {
    pub(self) metrics: Vec<compile::Metric>,
    pub(self) fields: Fields,
    pub(self) streams: Vec<String>,
}

/// The facts of all customers, and what was set aside on the way.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// One column per metric, then one per aggregate of a rule.
    pub table: FactTable,
    /// Events dated after `as_of`.
    pub future_events: u64,
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
        compile::plan(spec, extra, errors)
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
        evaluate::facts(self, streams, customers, as_of)
    }
}
