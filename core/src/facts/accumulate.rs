//! What is kept of a customer's events while they go by, once, in blocks. Nothing here depends on the order of customers.

use crate::model::EventValues;

/// The events of a block that a selection holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picked<'a> {
    /// Their places in the stream, ascending.
    pub(super) events: &'a [u32],
    /// The customer of each.
    pub(super) customers: &'a [u32],
    /// The times of the whole stream.
    pub(super) times: &'a [Option<i64>],
}

/// What is asked of the events of a selection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ask<'a> {
    Count,
    /// The sum of an attribute.
    Total(&'a str),
    /// The smallest or largest value of an attribute.
    Extreme(&'a str, bool),
    /// The earliest or latest time.
    Moment(bool),
    /// The latest time that is not after the day, whatever else counts.
    Recent,
    /// The event with the attribute that is the earliest or latest.
    Edge(&'a str, bool),
    /// The events themselves.
    List,
}

/// The answer on its way: a slot per customer.
#[derive(Debug)]
pub(super) enum Accumulator<'a> {
    Count(Vec<u32>),
    Total(Totals<'a>),
    Extreme { values: &'a [Option<i64>], largest: bool, slots: Vec<Extreme>, unknown: u64 },
    Moment { latest: bool, slots: Vec<Moment> },
    Edge { values: Option<&'a EventValues>, latest: bool, slots: Vec<Edge> },
    List(Vec<u32>),
}

/// Sums of 64 bits, and what they ran over by.
#[derive(Debug)]
pub(super) struct Totals<'a> {
    values: &'a [Option<i64>],
    pub(super) slots: Vec<Total>,
    /// Customers whose sum ran over, with the sign: rare, so that slots stay small.
    over: Vec<(u32, bool)>,
}

#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Total {
    low: i64,
    pub(super) known: u32,
    pub(super) unknown: u32,
}

#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Extreme {
    pub(super) value: i64,
    pub(super) known: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Moment {
    pub(super) time: i64,
    pub(super) n: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) time: i64,
    pub(super) event: u32,
    pub(super) n: u32,
}

/// The numbers of an attribute; none of a text.
pub(super) fn numbers(values: Option<&EventValues>) -> &[Option<i64>] {
    match values {
        Some(EventValues::Money(numbers) | EventValues::Number(numbers)) => numbers,
        Some(EventValues::Text { .. }) | None => &[],
    }
}

impl<'a> Accumulator<'a> {
    pub(super) fn new(ask: Ask<'_>, values: Option<&'a EventValues>, customers: usize) -> Self {
        let end = |latest| if latest { i64::MIN } else { i64::MAX };
        match ask {
            Ask::Count => Accumulator::Count(vec![0; customers]),
            Ask::Total(_) => Accumulator::Total(Totals { values: numbers(values), slots: vec![Total::default(); customers], over: Vec::new() }),
            Ask::Extreme(_, largest) => Accumulator::Extreme { values: numbers(values), largest, slots: vec![Extreme { value: end(largest), known: 0 }; customers], unknown: 0 },
            Ask::Moment(latest) => Accumulator::Moment { latest, slots: vec![Moment { time: end(latest), n: 0 }; customers] },
            Ask::Recent => Accumulator::Moment { latest: true, slots: vec![Moment { time: end(true), n: 0 }; customers] },
            Ask::Edge(_, latest) => Accumulator::Edge { values, latest, slots: vec![Edge { time: end(latest), event: u32::MAX, n: 0 }; customers] },
            Ask::List => Accumulator::List(Vec::new()),
        }
    }

    pub(super) fn add(&mut self, picked: Picked<'_>) {
        let each = picked.events.iter().zip(picked.customers);
        match self {
            Accumulator::Count(counts) => {
                for customer in picked.customers {
                    if let Some(count) = counts.get_mut(*customer as usize) {
                        *count += 1;
                    }
                }
            }
            Accumulator::Total(totals) => {
                for (event, customer) in each {
                    totals.add(*event, *customer);
                }
            }
            Accumulator::Extreme { values, largest, slots, unknown } => {
                let largest = *largest;
                for (event, customer) in each {
                    let value = values.get(*event as usize).copied().flatten();
                    if let (Some(slot), Some(value)) = (slots.get_mut(*customer as usize), value) {
                        slot.value = if largest { slot.value.max(value) } else { slot.value.min(value) };
                        slot.known += 1;
                    } else {
                        *unknown += 1;
                    }
                }
            }
            Accumulator::Moment { latest, slots } => {
                let latest = *latest;
                for (event, customer) in each {
                    if let (Some(slot), Some(time)) = (slots.get_mut(*customer as usize), picked.times.get(*event as usize).copied().flatten()) {
                        slot.time = if latest { slot.time.max(time) } else { slot.time.min(time) };
                        slot.n += 1;
                    }
                }
            }
            Accumulator::Edge { values, latest, slots } => match values {
                Some(EventValues::Text { ids, .. }) => edges(slots, *latest, picked, |event| ids.get(event).is_some_and(Option::is_some)),
                other => {
                    let values = numbers(*other);
                    edges(slots, *latest, picked, |event| values.get(event).is_some_and(Option::is_some));
                }
            },
            Accumulator::List(events) => events.extend_from_slice(picked.events),
        }
    }
}

/// Of equal times, the first event is the earliest and the last one the latest.
fn edges(slots: &mut [Edge], latest: bool, picked: Picked<'_>, known: impl Fn(usize) -> bool) {
    for (event, customer) in picked.events.iter().zip(picked.customers) {
        let time = picked.times.get(*event as usize).copied().flatten();
        let (Some(slot), Some(time)) = (slots.get_mut(*customer as usize), time) else { continue };
        if known(*event as usize) {
            let better = slot.event == u32::MAX || if latest { time >= slot.time } else { time < slot.time };
            slot.time = if better { time } else { slot.time };
            slot.event = if better { *event } else { slot.event };
            slot.n += 1;
        }
    }
}

impl Totals<'_> {
    fn add(&mut self, event: u32, customer: u32) {
        let Some(slot) = self.slots.get_mut(customer as usize) else { return };
        if let Some(Some(value)) = self.values.get(event as usize) {
            let (low, over) = slot.low.overflowing_add(*value);
            slot.low = low;
            slot.known += 1;
            if over {
                self.over.push((customer, *value < 0));
            }
        } else {
            slot.unknown += 1;
        }
    }

    /// The exact sums.
    pub(super) fn sums(&self) -> Vec<i128> {
        let mut sums: Vec<i128> = self.slots.iter().map(|slot| i128::from(slot.low)).collect();
        for (customer, below) in &self.over {
            if let Some(sum) = sums.get_mut(*customer as usize) {
                *sum += if *below { -(1 << 64) } else { 1 << 64 };
            }
        }
        sums
    }

    /// How many values were missing.
    pub(super) fn unknown(&self) -> u64 {
        self.slots.iter().map(|slot| u64::from(slot.unknown)).sum()
    }
}
