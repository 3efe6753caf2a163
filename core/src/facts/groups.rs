//! Events by customer, each customer's in the order of time: for what one total per customer cannot tell.

use super::accumulate::Accumulator;
use crate::model::EventStream;

/// Times and events, ascending.
pub(super) type Dated = Vec<(i64, u32)>;

/// Some events of a stream, grouped.
#[derive(Debug)]
pub(super) struct Groups {
    /// Where each customer's events begin; one more than there are customers.
    starts: Vec<u32>,
    events: Vec<u32>,
}

impl Groups {
    /// Groups the listed events by counting; they stay in the stream's order within a customer.
    pub(super) fn of(listed: Option<&Accumulator<'_>>, stream: &EventStream, customers: usize) -> Self {
        let listed: &[u32] = match listed {
            Some(Accumulator::List(events)) => events,
            _ => &[],
        };
        let customer = |event: u32| stream.customers.get(event as usize).map_or(usize::MAX, |customer| *customer as usize);
        let mut starts = vec![0_u32; customers + 1];
        for event in listed {
            if let Some(count) = starts.get_mut(customer(*event).saturating_add(1)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        if listed.is_sorted_by_key(|event| customer(*event)) {
            return Groups { starts, events: listed.to_vec() };
        }
        let mut next = starts.clone();
        let mut events = vec![0; listed.len()];
        for event in listed {
            if let Some(place) = next.get_mut(customer(*event)) {
                if let Some(slot) = events.get_mut(*place as usize) {
                    *slot = *event;
                }
                *place += 1;
            }
        }
        Groups { starts, events }
    }

    /// The events of each customer, in the stream's order.
    pub(super) fn each(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.iter().zip(self.starts.iter().skip(1)).map(|(from, to)| self.events.get(*from as usize..*to as usize).unwrap_or(&[]))
    }

    /// The times and events of each customer that have one, ascending; of equal times in the stream's order.
    pub(super) fn each_in_time<'a>(&'a self, stream: &'a EventStream) -> impl Iterator<Item = Dated> + 'a {
        self.each().map(|events| {
            let mut dated = Vec::with_capacity(events.len());
            put_in_time(events, stream, &mut dated);
            dated
        })
    }
}

/// Writes the times and events that have one, ascending.
pub(super) fn put_in_time(events: &[u32], stream: &EventStream, dated: &mut Dated) {
    dated.clear();
    dated.extend(events.iter().filter_map(|event| Some((stream.times.get(*event as usize).copied().flatten()?, *event))));
    if !dated.is_sorted() {
        dated.sort_unstable();
    }
}
