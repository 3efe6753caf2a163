//! One pass over a stream: blocks of events are cut down to those that each selection holds, and handed to its accumulators.

use super::accumulate::{Accumulator, Ask, Picked};
use super::part::Part;
use super::span::{Bounds, Since, Span, day, midnight};
use super::today::Today;
use crate::model::{EventStream, EventValues};
use crate::rule::{BLOCK, Binding, Searched, Verdict};
use std::rc::Rc;

/// Per customer, the first and the last second of a window that an event opens.
pub(super) type Opened = Rc<Vec<(i64, i64)>>;

/// The events of a part within a window, and what is asked of them.
#[derive(Debug)]
struct Selection<'a> {
    part: &'a Part,
    span: &'a Span,
    /// Whether events after the day are in it, where their stream lets them count.
    future: bool,
    bounds: Bounds,
    /// The filter, bound to the stream.
    filter: Option<Binding<'a>>,
    /// Where customers have windows of their own: an event of theirs opens it, or each has its own day.
    opened: Option<Opened>,
    asked: Vec<(Ask<'a>, Accumulator<'a>)>,
}

/// Where an answer will be: selection and accumulator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Handle {
    pub(super) stream: usize,
    selection: usize,
    asked: usize,
}

/// A stream and everything that is asked of it.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub(super) stream: &'a EventStream,
    searched: &'a Searched<'a>,
    pub(super) customers: usize,
    /// Whether events after `as_of` count.
    pub(super) future: bool,
    selections: Vec<Selection<'a>>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(stream: &'a EventStream, searched: &'a Searched<'a>, customers: usize, future: bool) -> Self {
        Scan { stream, searched, customers, future, selections: Vec::new() }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&'a EventValues> {
        self.stream.attributes.iter().find(|a| a.name == name).map(|a| &a.values)
    }

    /// Asks for something; what was asked before is not computed twice.
    pub(super) fn ask(&mut self, part: &'a Part, span: &'a Span, today: Today<'_>, ask: Ask<'a>) -> Handle {
        // Where nothing after the day counts, the most recent event is the latest, which others may have asked for.
        let ask = if ask == Ask::Recent && !self.future { Ask::Moment(true) } else { ask };
        let future = self.future && ask != Ask::Recent;
        let selection = self.selections.iter().position(|s| s.part == part && s.span == span && s.future == future).unwrap_or_else(|| {
            let filter = part.filter.as_ref().map(|rule| rule.bind(self.searched));
            let (bounds, opened) = self.bounds(span, today, future);
            self.selections.push(Selection { part, span, future, bounds, filter, opened, asked: Vec::new() });
            self.selections.len() - 1
        });
        let values = match ask {
            Ask::Total(name) | Ask::Extreme(name, _) | Ask::Edge(name, _) => self.attribute(name),
            Ask::Count | Ask::Moment(_) | Ask::Recent | Ask::List => None,
        };
        let customers = self.customers;
        let asked = self.selections.get_mut(selection).map_or(0, |selection| {
            selection.asked.iter().position(|(known, _)| *known == ask).unwrap_or_else(|| {
                selection.asked.push((ask, Accumulator::new(ask, values, customers)));
                selection.asked.len() - 1
            })
        });
        Handle { stream: part.stream, selection, asked }
    }

    /// What a window holds: the same for all, or for each customer within that.
    fn bounds(&self, span: &Span, today: Today<'_>, future: bool) -> (Bounds, Option<Opened>) {
        let of = |today: Option<i64>| span.bounds(today, future);
        match today {
            Today::Unknown => (of(None), None),
            Today::One(day) => (of(Some(day)), None),
            Today::Each(days) => {
                let own = |day: &i64| {
                    let bounds = of(Some(*day));
                    (bounds.from, bounds.last)
                };
                (Bounds { from: i64::MIN, last: i64::MAX, ..of(None) }, Some(Rc::new(days.iter().map(own).collect())))
            }
        }
    }

    /// The windows that events open, of selections that have such a one.
    pub(super) fn open(&mut self, mut opened: impl FnMut(&'a Span) -> Option<Opened>) {
        for selection in &mut self.selections {
            let Some(window) = opened(selection.span) else { continue };
            selection.opened = Some(match &selection.opened {
                Some(own) => Rc::new(own.iter().zip(window.iter()).map(|(a, b)| (a.0.max(b.0), a.1.min(b.1))).collect()),
                None => window,
            });
        }
    }

    pub(super) fn answer(&self, handle: Handle) -> Option<&Accumulator<'a>> {
        self.selections.get(handle.selection)?.asked.get(handle.asked).map(|(_, accumulator)| accumulator)
    }

    /// Reads the stream once.
    pub(super) fn run(&mut self) {
        if self.selections.is_empty() {
            return;
        }
        let (stream, customers) = (self.stream, self.customers);
        let mut block = Buffers::default();
        let length = stream.customers.len().min(u32::MAX as usize);
        let (mut events, mut of) = (vec![0_u32; BLOCK.min(length)], vec![0_u32; BLOCK.min(length)]);
        for start in (0..length).step_by(BLOCK) {
            let rows = BLOCK.min(length - start);
            block.copy(stream, start, rows);
            for selection in &mut self.selections {
                if let Some(filter) = &selection.filter {
                    block.verdicts(filter, start, rows);
                }
                let n = selection.pick(&block, customers, &mut events, &mut of);
                let (Some(events), Some(customers)) = (events.get(..n), of.get(..n)) else { continue };
                for (_, accumulator) in &mut selection.asked {
                    accumulator.add(Picked { events, customers, times: &stream.times });
                }
            }
        }
    }
}

/// A block of events, side by side.
#[derive(Debug, Default)]
struct Buffers {
    events: Vec<u32>,
    customers: Vec<u32>,
    times: Vec<Option<i64>>,
    verdicts: Vec<u8>,
}

impl Buffers {
    /// The events of a row of places.
    fn copy(&mut self, stream: &EventStream, start: usize, rows: usize) {
        let first = u32::try_from(start).unwrap_or(u32::MAX);
        self.events.clear();
        self.events.extend((first..).take(rows));
        self.customers.clear();
        self.customers.extend_from_slice(stream.customers.get(start..start + rows).unwrap_or(&[]));
        self.times.clear();
        let times = stream.times.get(start..).unwrap_or(&[]);
        self.times.extend_from_slice(times.get(..rows).unwrap_or(times));
        // Events beyond the last time have none.
        self.times.resize(rows, None);
    }

    fn verdicts(&mut self, filter: &Binding<'_>, start: usize, rows: usize) {
        self.verdicts.resize(rows, 0);
        filter.block(start, &mut self.verdicts);
    }
}

impl Selection<'_> {
    /// Writes the places and customers of the events that it holds, and returns how many; without branches on the data.
    fn pick(&self, block: &Buffers, customers: usize, events: &mut [u32], of: &mut [u32]) -> usize {
        let Bounds { from, last, undated } = self.bounds;
        let mut n = 0;
        let mut put = |event: u32, customer: u32, holds: bool| {
            if let (Some(place), Some(whose)) = (events.get_mut(n), of.get_mut(n)) {
                (*place, *whose) = (event, customer);
            }
            n += usize::from(holds & ((customer as usize) < customers));
        };
        let window = |customer: u32| match &self.opened {
            Some(opened) => opened.get(customer as usize).map_or((i64::MAX, i64::MIN), |(opens, closes)| (from.max(*opens), last.min(*closes))),
            None => (from, last),
        };
        let inside = |time: &Option<i64>, (from, last): (i64, i64)| match time {
            Some(time) => (*time >= from) & (*time <= last),
            None => undated,
        };
        let events = block.events.iter().zip(&block.customers).zip(&block.times);
        // Without a filter nobody looks at them.
        let verdicts = block.verdicts.iter().chain(std::iter::repeat(&0));
        match (self.filter.is_some(), self.opened.is_some()) {
            (false, false) => events.for_each(|((event, customer), time)| put(*event, *customer, inside(time, (from, last)))),
            (true, false) => events.zip(verdicts).for_each(|(((event, customer), time), verdict)| {
                put(*event, *customer, inside(time, (from, last)) & (*verdict == Verdict::True as u8));
            }),
            (filtered, true) => events.zip(verdicts).for_each(|(((event, customer), time), verdict)| {
                put(*event, *customer, inside(time, window(*customer)) & (!filtered | (*verdict == Verdict::True as u8)));
            }),
        }
        n
    }
}

/// The windows of customers from the first or last moment on, or up to it, each of so many calendar days.
pub(super) fn opened(moments: &Accumulator<'_>, since: &Since) -> Vec<(i64, i64)> {
    let Accumulator::Moment { slots, .. } = moments else { return Vec::new() };
    let window = |slot: &super::accumulate::Moment| {
        let days = i64::from(since.days);
        match since.before {
            _ if slot.n == 0 => (i64::MAX, i64::MIN),
            false => (slot.time, midnight(day(slot.time).saturating_add(days)).saturating_sub(1)),
            true => (midnight(day(slot.time).saturating_sub(days).saturating_add(1)), slot.time.saturating_sub(1)),
        }
    };
    slots.iter().map(window).collect()
}
