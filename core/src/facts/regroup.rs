//! Events in any order, brought into the order of customers before the pass, so that neither a customer's slots nor an attribute's
//! values are waited for one by one.
//!
//! A counting sort by two digits: every column is first dealt to neighbourhoods of customers (as many rows are written side by side as a
//! processor keeps track of), then each neighbourhood, which fits its second cache, is put in order.

use super::compile::{Metric, Source};
use super::part::Part;
use super::span::Span;
use crate::model::{EventAttribute, EventStream, EventValues};
use std::borrow::Cow;

/// Customers of a neighbourhood, at least: 1 << 12.
const NEAR: u32 = 12;
/// Neighbourhoods, at most: 1 << 10.
const NEIGHBOURHOODS: u32 = 10;

/// The stream by customer, each customer's events in the order they had, with the attributes that metrics read; as it is where it is so
/// already, and where customers are so few that the order does not matter.
pub(super) fn by_customer<'a>(stream: &'a EventStream, at: usize, metrics: &[Metric], customers: usize) -> Cow<'a, EventStream> {
    let Some(reads) = reads(metrics, at) else { return Cow::Borrowed(stream) };
    if customers <= 1 << NEAR || stream.customers.len() > u32::MAX as usize || stream.customers.is_sorted() {
        return Cow::Borrowed(stream);
    }
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
        let (Source::Events { span, .. } | Source::Sequence { span, .. }) = &metric.source else { continue };
        match &metric.source {
            Source::Events { measure, part, .. } => add(part, measure.attribute()),
            Source::Sequence { first, then, .. } => [first, then].into_iter().for_each(|part| add(part, None)),
            Source::Ratio { .. } | Source::Unresolved => {}
        }
        if let Span::Since(since) = span {
            add(&since.event, None);
        }
    }
    any.then_some(names)
}

/// Where events go.
struct Order {
    /// The place of each among those of its neighbourhood.
    dealt: Vec<u32>,
    /// The end of each neighbourhood.
    ends: Vec<u32>,
    /// The places within a neighbourhood, in the order of customers.
    sorted: Vec<u32>,
}

impl Order {
    fn of(whom: &[u32], customers: u32) -> Self {
        let bits = (u32::BITS - customers.leading_zeros()).saturating_sub(NEIGHBOURHOODS).max(NEAR);
        // Whoever is out of range comes last.
        let key = |customer: u32| customer.min(customers);
        let near = |customer: u32| (key(customer) >> bits) as usize;
        let low = |customer: u32| (key(customer) & ((1 << bits) - 1)) as usize;
        let mut ends = starts(whom.iter().map(|customer| near(*customer)), near(customers) + 1);
        // Every counter stands at the end of its neighbourhood afterwards.
        let dealt: Vec<u32> = whom.iter().map(|customer| take(&mut ends, near(*customer))).collect();
        let mut sorted = vec![0; whom.len()];
        deal(whom, &dealt, &mut sorted);
        each(&mut sorted, &ends, |own, out| {
            let mut next = starts(own.iter().map(|customer| low(*customer)), 1 << bits);
            for (place, customer) in (0..).zip(own) {
                if let Some(slot) = out.get_mut(take(&mut next, low(*customer)) as usize) {
                    *slot = place;
                }
            }
        });
        Order { dealt, ends, sorted }
    }

    /// A column in the order of customers; what it does not have is `missing`.
    fn bring<T: Copy>(&self, column: &[T], missing: T) -> Vec<T> {
        let mut brought = vec![missing; self.dealt.len()];
        deal(column, &self.dealt, &mut brought);
        let mut from = 0;
        each(&mut brought, &self.ends, |own, out| {
            let places = self.sorted.get(from..from + own.len()).unwrap_or(&[]);
            from += own.len();
            for (slot, place) in out.iter_mut().zip(places) {
                *slot = own.get(*place as usize).copied().unwrap_or(missing);
            }
        });
        brought
    }
}

/// Writes each run anew, given what stood there.
fn each<T: Copy>(column: &mut [T], ends: &[u32], mut write: impl FnMut(&[T], &mut [T])) {
    let (mut own, mut from) = (Vec::new(), 0);
    for end in ends {
        let Some(out) = column.get_mut(from..*end as usize) else { continue };
        from += out.len();
        own.clear();
        own.extend_from_slice(out);
        write(&own, out);
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

    /// Two digits, customers out of range and a column that ends early: as a stable sort.
    #[test]
    fn sorts_stably() {
        let customers = 9000;
        let whom: Vec<u32> = (0..50_000_u32).map(|n| n.wrapping_mul(2_654_435_761) % 9010).collect();
        let column: Vec<Option<u32>> = (0..40_000).map(Some).collect();
        let order = Order::of(&whom, customers);
        let mut expected: Vec<u32> = (0..50_000).collect();
        expected.sort_by_key(|event| whom[*event as usize].min(customers));
        let expected: Vec<Option<u32>> = expected.into_iter().map(|event| column.get(event as usize).copied().flatten()).collect();
        assert_eq!(order.bring(&column, None), expected);
        assert!(order.bring(&whom, u32::MAX).is_sorted_by_key(|customer| *customer.min(&customers)));
    }
}
