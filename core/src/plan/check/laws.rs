//! The laws between the values of metrics, by what their definitions have in common.

use super::definitions::{Definitions, Events, Quantity, oldest};
use super::windows::{certain, longest};
use crate::rule::analyse::{Axis, Bond, Feasible, Span};
use crate::spec::Measure;
use std::rc::Rc;

/// The laws between the values of axes.
pub(super) fn feasible(definitions: &Definitions, axes: &[Axis]) -> Feasible {
    let mut laws = Laws { definitions, quantities: Vec::new(), feasible: Feasible::default() };
    for axis in axes {
        laws.push(definitions.quantity(&axis.name), definitions.domain(&axis.name));
    }
    for (place, axis) in axes.iter().enumerate() {
        laws.own(place, &axis.name, 0);
    }
    laws.between();
    laws.feasible
}

/// Ratios of ratios end here.
const DEEPEST: usize = 4;

struct Laws<'a> {
    definitions: &'a Definitions,
    quantities: Vec<Quantity>,
    feasible: Feasible,
}

impl Laws<'_> {
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

    fn count(&mut self, events: &Rc<Events>) -> usize {
        self.place(Quantity::Count(Rc::clone(events)), Span::COUNT)
    }

    /// The place of a metric by name, with its laws.
    fn metric(&mut self, name: &str, depth: usize) -> usize {
        let quantity = self.definitions.quantity(name);
        if let Some(place) = self.quantities.iter().position(|known| *known == quantity) {
            return place;
        }
        let place = self.push(quantity, self.definitions.domain(name));
        self.own(place, name, depth);
        place
    }

    /// The laws of one metric's own definition.
    fn own(&mut self, place: usize, name: &str, depth: usize) {
        let definitions = self.definitions;
        let Some(definition) = definitions.find(name) else { return };
        if let Measure::Ratio { numerator, denominator } = &definition.measure {
            let counts = [numerator, denominator].iter().all(|name| self.definitions.domain(name).low >= 0);
            if counts && depth < DEEPEST {
                let (above, below) = (self.metric(numerator, depth + 1), self.metric(denominator, depth + 1));
                self.feasible.bonds.push(Bond::Ratio(place, above, below));
                if self.definitions.is_beyond(numerator, denominator) {
                    self.feasible.bonds.push(Bond::ShareBeyond(place, below));
                }
            }
            return;
        }
        let Some(events) = definition.events() else { return };
        let count = self.count(&events);
        // Two names for one quantity.
        if let Some(twin) = self.quantities.iter().position(|known| *known == self.definitions.quantity(name)).filter(|twin| *twin != place) {
            self.feasible.bonds.extend([Bond::Within(place, twin), Bond::Within(twin, place)]);
        }
        let bond = match &definition.measure {
            Measure::Distinct { .. } => Bond::Within(place, count),
            Measure::Repeat { attribute: None, .. } => Bond::Beyond(place, count),
            Measure::Repeat { attribute: Some(attribute), .. } => {
                let distinct = self.place(Quantity::Distinct(Rc::clone(&events), attribute.clone()), Span::COUNT);
                self.feasible.bonds.push(Bond::Within(distinct, count));
                Bond::Beyond(place, distinct)
            }
            Measure::Sum { .. } => Bond::Sum(place, count),
            Measure::Mean { .. } | Measure::Min { .. } | Measure::Max { .. } | Measure::First { .. } | Measure::Last { .. } => Bond::Needs(place, count),
            Measure::Recency { .. } => Bond::Needs(place, count),
            Measure::FirstDate { .. } | Measure::LastDate { .. } => {
                let (low, high) = (0, oldest(&events.window));
                let recency = self.place(Quantity::Recency(Rc::clone(&events)), Span { low, high, ..Span::ANY });
                self.feasible.bonds.push(Bond::Needs(recency, count));
                Bond::Together(place, recency)
            }
            _ => return,
        };
        self.feasible.bonds.push(bond);
    }

    /// The laws between what counts and what dates events of one stream.
    fn between(&mut self) {
        let mut bonds = Vec::new();
        for (a, first) in self.quantities.iter().enumerate() {
            for (b, second) in self.quantities.iter().enumerate().filter(|(b, _)| *b != a) {
                match (first, second) {
                    (Quantity::Count(x), Quantity::Count(y)) if x.among(y) => bonds.push(Bond::Within(a, b)),
                    (Quantity::Distinct(x, s), Quantity::Distinct(y, t)) if s == t && x.among(y) => bonds.push(Bond::Within(a, b)),
                    (Quantity::Recency(x), Quantity::Recency(y)) if x.among(y) => bonds.push(Bond::Later(a, b)),
                    (Quantity::Recency(last), Quantity::Count(counted)) => {
                        if let Some(days) = longest(&counted.window).filter(|_| counted.among(last)) {
                            bonds.push(Bond::Young(a, b, days));
                        }
                        if let Some(days) = certain(&counted.window).filter(|_| last.filtered_from(counted)) {
                            bonds.push(Bond::Seen(a, b, days));
                        }
                    }
                    _ => {}
                }
            }
        }
        self.feasible.bonds.extend(bonds);
    }
}
