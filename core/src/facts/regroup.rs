//! Events in any order, dealt to neighbourhoods of customers before the pass, so that neither a customer's slots nor an attribute's
//! values are waited for one by one.
//!
//! A neighbourhood's slots fit a processor's second cache, and there are no more of them than rows that are written side by side without
//! losing track. Within a neighbourhood events stay in the order they had, and so do those of each customer, which is all that metrics
//! need: to put them in order altogether would take as long again.

use super::compile::{Metric, Source};
use super::part::Part;
use super::span::Span;
use crate::model::{EventAttribute, EventStream, EventValues};
use std::borrow::Cow;

/// Customers of a neighbourhood, at least: 1 << 12.
const NEAR: u32 = 12;
/// Neighbourhoods, at most: 1 << 10.
const NEIGHBOURHOODS: u32 = 10;

/// The stream by neighbourhoods of customers, each customer's events in the order they had, with the attributes that metrics read; as it is where it is so
/// already, and where customers are so few that the order does not matter.
pub(super) fn by_customer<'a>(stream: &'a EventStream, at: usize, metrics: &[Metric], customers: usize) -> Cow<'a, EventStream> {
    if customers <= 1 << NEAR || stream.customers.len() > u32::MAX as usize || stream.customers.is_sorted() {
        return Cow::Borrowed(stream);
    }
    let Some(reads) = reads(metrics, at) else { return Cow::Borrowed(stream) };
    let order = Order::of(&stream.customers, u32::try_from(customers).unwrap_or(u32::MAX));
    let attribute = |attribute: &EventAttribute| EventAttribute {
        name: attribute.name.clone(),
        values: match &attribute.values {
            EventValues::Money(values) => EventValues::Money(order.bring(values, None)),
            EventValues::Number(values) => EventValues::Number(order.bring(values, None)),
            EventValues::Text { ids, texts } => EventValues::Text { ids: order.bring(ids, None), texts: texts.clone() },
        },
    };
    let attributes = stream.attributes.iter().filter(|a| reads.contains(&a.name.as_str())).map(attribute).collect();
    let times = order.bring(&stream.times, None);
    Cow::Owned(EventStream { name: stream.name.clone(), customers: order.bring(&stream.customers, u32::MAX), times, attributes })
}

/// The attributes of a stream that metrics read; `None`: no metric is over it.
pub(super) fn reads<'a>(metrics: &'a [Metric], stream: usize) -> Option<Vec<&'a str>> {
    let mut any = false;
    let mut names = Vec::new();
    let mut add = |part: &'a Part, attribute: Option<&'a str>| {
        if part.stream == stream {
            any = true;
            names.extend(attribute);
            names.extend(part.reads());
        }
    };
    for metric in metrics {
        let span = match &metric.source {
            Source::Events { measure, part, span } => {
                add(part, measure.attribute());
                span
            }
            Source::Sequence { first, then, span, .. } => {
                [first, then].into_iter().for_each(|part| add(part, None));
                span
            }
            Source::Purchases { part, amount, .. } => {
                add(part, amount.as_deref());
                continue;
            }
            Source::Ratio { .. } | Source::Unresolved => continue,
        };
        if let Span::Since(since) = span {
            add(&since.event, None);
        }
    }
    any.then_some(names)
}

/// Where events go.
struct Order {
    /// The place of each.
    dealt: Vec<u32>,
}

impl Order {
    fn of(whom: &[u32], customers: u32) -> Self {
        let bits = (u32::BITS - customers.leading_zeros()).saturating_sub(NEIGHBOURHOODS).max(NEAR);
        // Whoever is out of range comes last.
        let near = |customer: u32| (customer.min(customers) >> bits) as usize;
        let mut next = starts(whom.iter().map(|customer| near(*customer)), near(customers) + 1);
        Order { dealt: whom.iter().map(|customer| take(&mut next, near(*customer))).collect() }
    }

    /// A column by neighbourhoods; what it does not have is `missing`.
    fn bring<T: Copy>(&self, column: &[T], missing: T) -> Vec<T> {
        let mut brought = vec![missing; self.dealt.len()];
        deal(column, &self.dealt, &mut brought);
        brought
    }
}

/// Puts each value in its place.
fn deal<T: Copy>(column: &[T], places: &[u32], out: &mut [T]) {
    for (value, place) in column.iter().zip(places) {
        if let Some(slot) = out.get_mut(*place as usize) {
            *slot = *value;
        }
    }
}

/// Where the run of each key begins.
fn starts(keys: impl Iterator<Item = usize>, n: usize) -> Vec<u32> {
    let mut starts = vec![0; n];
    for key in keys {
        if let Some(count) = starts.get_mut(key) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    starts
}

/// The next place of a key's run.
fn take(next: &mut [u32], key: usize) -> u32 {
    next.get_mut(key).map_or(u32::MAX, |place| {
        *place += 1;
        *place - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Customers out of range and a column that ends early: as a stable sort by neighbourhoods.
    #[test]
    fn deals_stably() {
        let customers = 9000;
        let whom: Vec<u32> = (0..50_000_u32).map(|n| n.wrapping_mul(2_654_435_761) % 9010).collect();
        let column: Vec<Option<u32>> = (0..40_000).map(Some).collect();
        let order = Order::of(&whom, customers);
        let mut expected: Vec<u32> = (0..50_000).collect();
        expected.sort_by_key(|event| whom[*event as usize].min(customers) >> NEAR);
        let expected: Vec<Option<u32>> = expected.into_iter().map(|event| column.get(event as usize).copied().flatten()).collect();
        assert_eq!(order.bring(&column, None), expected);
        assert!(order.bring(&whom, u32::MAX).is_sorted_by_key(|customer| *customer.min(&customers) >> NEAR));
    }
}
