//! The laws of metrics by their own definitions: what each rests on.

use super::definitions::{Definition, Definitions, Quantity};
use super::events::Events;
use super::pairs;
use super::windows::oldest;
use crate::rule::analyse::{Axis, Bond, Feasible, Span};
use crate::spec::{Measure, SequenceValue, Window};
use std::rc::Rc;

/// The laws between the values of axes.
pub(super) fn feasible(definitions: &Definitions, axes: &[Axis]) -> Feasible {
    let all: Vec<&Definition> = axes.iter().filter_map(|axis| definitions.find(&axis.name)).collect();
    let mut laws = Laws { definitions, all, quantities: Vec::new(), feasible: Feasible::default() };
    for axis in axes {
        laws.push(definitions.quantity(&axis.name), definitions.domain(&axis.name));
    }
    for (place, axis) in axes.iter().enumerate() {
        laws.own(place, &axis.name);
    }
    let between = pairs::bonds(&laws.quantities);
    laws.feasible.bonds.extend(between);
    laws.feasible
}

struct Laws<'a> {
    definitions: &'a Definitions,
    /// The definitions of the axes.
    all: Vec<&'a Definition>,
    /// What the values are of: those of axes, then hidden ones.
    quantities: Vec<Quantity>,
    feasible: Feasible,
}

impl<'a> Laws<'a> {
    fn push(&mut self, quantity: Quantity, span: Span) -> usize {
        self.quantities.push(quantity);
        self.feasible.spans.push(span);
        self.quantities.len() - 1
    }

    fn place(&mut self, quantity: Quantity, span: Span) -> usize {
        match self.quantities.iter().position(|known| *known == quantity) {
            Some(place) => place,
            None => self.push(quantity, span),
        }
    }

    fn bond(&mut self, bond: Bond) {
        self.feasible.bonds.push(bond);
    }

    fn count(&mut self, events: &Rc<Events>) -> usize {
        self.place(Quantity::Count(Rc::clone(events)), events.number())
    }

    /// How many of the events have the attribute; `None`: nothing else asks for it, so there is nothing to be told of it.
    fn valued(&mut self, events: &Rc<Events>, attribute: &str) -> Option<usize> {
        let asks = |definition: &&&Definition| definition.measure.attribute() == Some(attribute) && definition.events().is_some_and(|own| own.is_of(events.stream()));
        if self.all.iter().filter(asks).count() < 2 {
            return None;
        }
        let quantity = Quantity::Valued(Rc::clone(events), attribute.to_owned());
        if let Some(known) = self.quantities.iter().position(|known| *known == quantity) {
            return Some(known);
        }
        let (count, place) = (self.count(events), self.push(quantity, Span::COUNT));
        self.bond(Bond::Within(place, count));
        Some(place)
    }

    fn distinct(&mut self, events: &Rc<Events>, attribute: &str) -> usize {
        self.place(Quantity::Distinct(Rc::clone(events), attribute.to_owned()), Span::COUNT)
    }

    fn recency(&mut self, events: &Rc<Events>) -> usize {
        let quantity = Quantity::Recency(Rc::clone(events));
        if let Some(known) = self.quantities.iter().position(|known| *known == quantity) {
            return known;
        }
        let (low, high) = (0, oldest(&events.window));
        let (count, place) = (self.count(events), self.push(quantity, Span { low, high, ..Span::ANY }));
        self.bond(Bond::Needs(place, count, 1));
        place
    }

    /// The place of a metric by name, with its laws.
    fn metric(&mut self, name: &str) -> usize {
        let quantity = self.definitions.quantity(name);
        if let Some(place) = self.quantities.iter().position(|known| *known == quantity) {
            return place;
        }
        let place = self.push(quantity, self.definitions.domain(name));
        self.own(place, name);
        place
    }

    /// The laws of one metric's own definition.
    fn own(&mut self, place: usize, name: &str) {
        let definitions = self.definitions;
        let Some(definition) = definitions.find(name) else { return };
        if let Measure::Ratio { numerator, denominator } = &definition.measure {
            // Neither of them is a ratio.
            if let Some(times) = definitions.times(numerator, denominator) {
                let (above, below) = (self.metric(numerator), self.metric(denominator));
                let counts = self.feasible.spans.get(below).is_some_and(|span| span.low >= 0);
                self.bond(if counts { Bond::Ratio(place, above, below, times) } else { Bond::Quotient(place, above, below) });
                if definitions.is_beyond(numerator, denominator) {
                    self.bond(Bond::ShareBeyond(place, below));
                }
            }
            return;
        }
        let Some(events) = definition.events() else { return };
        // Two names for one quantity.
        if let Some(twin) = self.quantities.iter().position(|known| *known == definitions.quantity(name)).filter(|twin| *twin != place) {
            self.feasible.bonds.extend([Bond::Within(place, twin), Bond::Within(twin, place), Bond::Together(place, twin)]);
        }
        let count = self.count(&events);
        self.measured(place, definition, &events, count);
        if let Some(then) = definition.then() {
            self.followed(place, &definition.measure, (&events, count), &then);
        }
        if let Some(opener) = definition.opener() {
            self.opened(definition, (&events, count), &opener);
        }
    }

    /// The laws of a measure of some events.
    fn measured(&mut self, place: usize, definition: &Definition, events: &Rc<Events>, count: usize) {
        let (known, least) = (definition.held().is_known(), definition.held().span().low);
        match &definition.measure {
            Measure::Distinct { attribute, .. } => {
                self.bond(Bond::Within(place, count));
                if let Some(valued) = self.valued(events, attribute) {
                    self.feasible.bonds.extend([Bond::Within(place, valued), Bond::Some(place, valued)]);
                }
            }
            Measure::Repeat { attribute: None, .. } => self.bond(Bond::Beyond(place, count)),
            Measure::Repeat { attribute: Some(attribute), .. } => {
                let distinct = self.distinct(events, attribute);
                self.bond(Bond::Within(distinct, count));
                if let Some(valued) = self.valued(events, attribute) {
                    self.feasible.bonds.extend([Bond::Within(distinct, valued), Bond::Some(distinct, valued)]);
                }
                self.bond(Bond::Beyond(place, distinct));
            }
            Measure::Again { attribute, .. } => {
                self.bond(Bond::Fewer(place, count));
                if let Some(valued) = self.valued(events, attribute) {
                    let distinct = self.distinct(events, attribute);
                    self.feasible.bonds.extend([Bond::Rest(place, valued, distinct), Bond::Some(distinct, valued)]);
                }
            }
            Measure::Sum { attribute, .. } => {
                self.bond(Bond::Sum(place, count));
                if known && least > 0 {
                    self.bond(Bond::Each(place, count, least));
                }
                if let Some(valued) = self.valued(events, attribute) {
                    self.bond(Bond::Added(place, valued));
                }
            }
            Measure::Mean { attribute, .. } | Measure::Min { attribute, .. } | Measure::Max { attribute, .. } => {
                self.bond(if known { Bond::Known(place, count) } else { Bond::Needs(place, count, 1) });
                if let Some(valued) = self.valued(events, attribute) {
                    self.bond(Bond::Known(place, valued));
                }
            }
            // Of an undated event, or with equal numbers of several, there may be none.
            Measure::First { attribute, .. } | Measure::Last { attribute, .. } | Measure::Top { attribute, .. } => {
                self.bond(Bond::Needs(place, count, 1));
                if let Some(valued) = self.valued(events, attribute) {
                    self.bond(Bond::Needs(place, valued, 1));
                }
            }
            Measure::Recency { .. } => self.bond(Bond::Needs(place, count, 1)),
            Measure::FirstDate { .. } | Measure::LastDate { .. } => {
                self.bond(Bond::Needs(place, count, 1));
                // What is ahead has a date; recency looks back.
                if !events.future {
                    let recency = self.recency(events);
                    self.bond(Bond::Together(place, recency));
                }
            }
            Measure::Spacing { .. } => self.bond(Bond::Needs(place, count, 2)),
            Measure::Share { attribute, .. } => {
                let whole = events.whole();
                let all = self.count(&whole);
                match attribute {
                    None => self.bond(Bond::Ratio(place, count, all, 1_000_000)),
                    Some(attribute) => {
                        self.feasible.bonds.extend([Bond::Needs(place, all, 1), Bond::Zero(place, count)]);
                        if let Some(valued) = self.valued(&whole, attribute) {
                            self.bond(Bond::Needs(place, valued, 1));
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// The laws of a sequence: of so many first events, and those that follow.
    fn followed(&mut self, place: usize, measure: &Measure, (events, count): (&Rc<Events>, usize), then: &Rc<Events>) {
        let Measure::Sequence { gives, or_same_time, .. } = measure else { return };
        let after = self.count(then);
        match gives {
            SequenceValue::Count => {
                // Of events that shall follow one another the last one is followed by none.
                self.bond(if events == then && !or_same_time { Bond::Fewer(place, count) } else { Bond::Within(place, count) });
                self.bond(Bond::Zero(place, after));
            }
            SequenceValue::Whether => self.feasible.bonds.extend([Bond::Needs(place, count, 1), Bond::Zero(place, after)]),
            SequenceValue::LastDate | SequenceValue::Delay => self.feasible.bonds.extend([Bond::Needs(place, count, 1), Bond::Needs(place, after, 1)]),
        }
    }

    /// The laws of a window that an event opens or ends: without one, nothing is in it.
    fn opened(&mut self, definition: &Definition, (events, count): (&Rc<Events>, usize), opener: &Rc<Events>) {
        let known = |place: &usize| self.feasible.bonds.iter().any(|bond| matches!(bond, Bond::Known(_, count) | Bond::Young(_, count, _) if count == place));
        let others = self.all.iter().filter(|other| other.events().is_some_and(|own| own.is_of(opener.stream())) && other.window != definition.window);
        if known(&count) || others.count() == 0 {
            return;
        }
        if opener.future {
            let any = self.count(opener);
            self.bond(Bond::Sum(count, any));
            return;
        }
        let last = self.recency(opener);
        // A window from an event on holds that event itself.
        let itself = matches!(definition.window, Window::Since { .. }) && opener.filtered_from(events);
        self.bond(if itself { Bond::Known(last, count) } else { Bond::Young(last, count, i64::MAX) });
    }
}
