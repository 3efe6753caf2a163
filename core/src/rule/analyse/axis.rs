//! The values of one name, cut where the rules' constants cut them.

use super::span::Span;
use super::texts;
use crate::model::{FactUnit, Missing};
use crate::rule::ast::{Bound, Constant, Predicate, Subject, Test};
use crate::rule::{FieldType, Fields};
use hashbrown::HashSet;
use std::collections::BTreeSet;

/// A name and the cells of its values.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The name: of a fact, or the canonical text of an aggregate.
    pub name: String,
    /// What its numbers count.
    pub unit: FactUnit,
    /// The cells, numbers in order; «not known» is the last one, if it can be.
    pub cells: Vec<Cell>,
    /// Whether every value lies in a cell; not of a text that too many tests look for keywords in.
    pub complete: bool,
    /// The tests that look for keywords.
    pub(super) contains: Vec<Test>,
    /// As the rules write it.
    pub(super) subject: Subject,
    /// The values that the name can have at all.
    domain: Span,
}

/// Values that no rule tells apart.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Cell {
    /// The whole numbers from `low` to `high`.
    Range {
        /// The lowest.
        low: i64,
        /// The highest.
        high: i64,
    },
    /// Texts.
    Text {
        /// One of them.
        example: String,
        /// Which.
        which: Texts,
    },
    /// No value is known.
    Missing,
    /// No value is known, and this is what was written of it; where rules tell the states apart.
    MissingAs(Missing),
}

/// The texts of a cell.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Texts {
    /// The example alone.
    One,
    /// Those of which each test of the axis that looks for keywords holds or does not, in their order.
    Fitting(Vec<bool>),
    /// All that no other cell holds.
    Others,
}

impl Cell {
    /// A number of the cell: the end that is nearest to an everyday value.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Cell::Range { low: i64::MIN, high: i64::MAX } => Some(0),
            Cell::Range { low: i64::MIN, high } => Some(*high),
            Cell::Range { low, .. } => Some(*low),
            Cell::Text { .. } | Cell::Missing | Cell::MissingAs(_) => None,
        }
    }

    /// Whether no value is known.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Cell::Missing | Cell::MissingAs(_))
    }

    /// What a value in the cell can be.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Cell::Range { low, high } => Span { low: *low, high: *high, known: true, missing: false },
            Cell::Text { .. } => Span { known: true, missing: false, ..Span::ANY },
            Cell::Missing | Cell::MissingAs(_) => Span { known: false, missing: true, ..Span::ANY },
        }
    }
}

/// The axes of the facts that predicates compare, in the order of first sight. `domain` says what values a name can have; names of
/// `skip` (tag dimensions, which are computed) have no axis.
#[must_use]
pub fn axes<'p>(predicates: impl IntoIterator<Item = &'p Predicate>, fields: &Fields, skip: impl Fn(&str) -> bool, domain: impl Fn(&str) -> Span) -> Vec<Axis> {
    let mut found: Vec<(String, Subject, Vec<&Test>)> = Vec::new();
    let mut seen: HashSet<(&Subject, &Test)> = HashSet::new();
    for predicate in predicates {
        predicate.comparisons(&mut |subject, test| {
            if !seen.insert((subject, test)) {
                return;
            }
            if let Some((.., tests)) = found.iter_mut().find(|(_, known, _)| known == subject) {
                return tests.push(test);
            }
            let name = subject.to_name();
            match found.iter_mut().find(|(known, ..)| *known == name) {
                Some((.., tests)) => tests.push(test),
                None if skip(&name) => {}
                None => found.push((name, subject.clone(), vec![test])),
            }
        });
    }
    let axis = |(name, subject, tests): (String, Subject, Vec<&Test>)| {
        let unit = match fields.find(&name) {
            Some(FieldType::Unit(unit)) => *unit,
            _ => FactUnit::Text,
        };
        let domain = domain(&name);
        let cut = if unit == FactUnit::Text { texts::cut(&tests) } else { texts::Cut { cells: ranges(&tests, domain), contains: Vec::new(), complete: true } };
        let texts::Cut { mut cells, contains, complete } = cut;
        let states = tests.iter().any(|test| matches!(test, Test::MissingAs { .. }));
        cells.extend(Missing::ALL.into_iter().filter(|_| domain.missing && states).map(Cell::MissingAs));
        cells.extend((domain.missing && !states).then_some(Cell::Missing));
        Axis { name, unit, cells, contains, complete, subject, domain }
    };
    found.into_iter().map(axis).collect()
}

/// Whole numbers from one cut to the next.
fn ranges(tests: &[&Test], domain: Span) -> Vec<Cell> {
    if !domain.known {
        return Vec::new();
    }
    let mut starts: BTreeSet<i64> = BTreeSet::from([domain.low]);
    if domain.low == 0 && domain.high > 0 && !domain.missing {
        // Something is another thing than nothing, whatever the rules say.
        starts.insert(1);
    }
    for test in tests {
        starts.extend(cuts(test).into_iter().flatten().filter(|at| (domain.low..=domain.high).contains(at)));
    }
    let mut cells = Vec::with_capacity(starts.len());
    let mut above = starts.iter().skip(1);
    for low in &starts {
        let high = above.next().map_or(domain.high, |next| next.saturating_sub(1));
        cells.push(Cell::Range { low: *low, high });
    }
    cells
}

/// Where a test begins to say something else; `None` beyond the numbers.
fn cuts(test: &Test) -> Vec<Option<i64>> {
    let at = |value: &Constant| value.integer();
    let after = |value: &Constant| value.integer().and_then(|v| v.checked_add(1));
    match test {
        Test::Is { value } | Test::IsNot { value } => vec![at(value), after(value)],
        Test::AtLeast { value } | Test::LessThan { value } => vec![at(value)],
        Test::MoreThan { value } | Test::AtMost { value } => vec![after(value)],
        Test::Between { low, high } => {
            vec![if low.closed { at(&low.value) } else { after(&low.value) }, if high.closed { after(&high.value) } else { at(&high.value) }]
        }
        Test::OneOf { values } => values.iter().flat_map(|value| [at(value), after(value)]).collect(),
        Test::Contains { .. } | Test::Missing {} | Test::MissingAs { .. } | Test::Known {} => Vec::new(),
    }
}

impl Axis {
    /// The axis of a name that has one of these texts.
    #[must_use]
    pub fn of_texts<'t>(name: &str, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let subject = Subject::Field { name: name.to_owned() };
        let cell = |text: &str| Cell::Text { example: text.to_owned(), which: Texts::One };
        Axis {
            name: name.to_owned(),
            unit: FactUnit::Text,
            cells: texts.into_iter().map(cell).collect(),
            contains: Vec::new(),
            complete: true,
            subject,
            domain: Span { missing: false, ..Span::ANY },
        }
    }

    /// The text of a cell.
    #[must_use]
    pub fn text_of(&self, place: u32) -> Option<&str> {
        match self.cells.get(place as usize) {
            Some(Cell::Text { example, .. }) => Some(example),
            _ => None,
        }
    }

    /// The cell of a text.
    #[must_use]
    pub fn place_of(&self, text: &str) -> Option<u32> {
        (0..).zip(&self.cells).find(|(_, cell)| matches!(cell, Cell::Text { example, .. } if example == text)).map(|(place, _)| place)
    }

    /// Cuts the cell of a number in two: below it, and from it on.
    pub fn cut_at(&mut self, at: i64) {
        let place = self.cells.iter().position(|cell| matches!(cell, Cell::Range { low, high } if *low < at && at <= *high));
        if let Some(place) = place
            && let Some(Cell::Range { high, .. }) = self.cells.get_mut(place)
        {
            let end = std::mem::replace(high, at.saturating_sub(1));
            self.cells.insert(place + 1, Cell::Range { low: at, high: end });
        }
    }

    /// What is true of the values in exactly these cells; `None`: of all.
    #[must_use]
    pub fn predicate(&self, chosen: &[bool]) -> Option<Predicate> {
        let is = |at: usize| chosen.get(at).copied().unwrap_or(false);
        if (0..self.cells.len()).all(is) {
            return None;
        }
        let compare = |test: Test| Predicate::Compare { subject: self.subject.clone(), test };
        let known = self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_missing()).map(|(at, _)| at);
        let mut missing = self.cells.iter().enumerate().filter(|(_, cell)| cell.is_missing());
        let states = missing.clone().filter(|(at, _)| is(*at));
        let mut parts: Vec<Predicate> = Vec::new();
        if known.clone().all(is) {
            parts.push(compare(Test::Known {}));
        } else if self.unit == FactUnit::Text {
            parts.extend(texts::predicates(self, chosen));
        } else {
            parts.extend(self.runs(chosen).into_iter().map(|(low, high)| compare(self.interval(low, high))));
        }
        if missing.clone().next().is_some() && missing.all(|(at, _)| is(at)) {
            parts.push(compare(Test::Missing {}));
        } else {
            parts.extend(states.filter_map(|(_, cell)| if let Cell::MissingAs(state) = cell { Some(compare(Test::MissingAs { state: *state })) } else { None }));
        }
        Some(Predicate::any(parts))
    }

    /// The chosen ranges, those side by side as one.
    fn runs(&self, chosen: &[bool]) -> Vec<(i64, i64)> {
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for (cell, chosen) in self.cells.iter().zip(chosen) {
            let (true, Cell::Range { low, high }) = (*chosen, cell) else { continue };
            match runs.last_mut() {
                Some(run) if run.1.checked_add(1) == Some(*low) => run.1 = *high,
                _ => runs.push((*low, *high)),
            }
        }
        runs
    }

    /// From `low` to `high`, told by the rounder of the two numbers at each end.
    fn interval(&self, low: i64, high: i64) -> Test {
        let value = |number| constant(self.unit, number);
        if low == high {
            return Test::Is { value: value(low) };
        }
        // Half-open intervals are the ones people mean by amounts and ratios; what is counted begins at 1.
        let counted = matches!(self.unit, FactUnit::Count | FactUnit::Days);
        let exclusive = |inside: i64, outside: i64| roundness(outside) > roundness(inside) && !(counted && outside == 0);
        let below = low.saturating_sub(1);
        let above = high.saturating_add(1);
        match (low <= self.domain.low, high >= self.domain.high) {
            (true, true) => Test::Known {},
            (false, true) if exclusive(low, below) => Test::MoreThan { value: value(below) },
            (false, true) => Test::AtLeast { value: value(low) },
            (true, false) if exclusive(high, above) => Test::LessThan { value: value(above) },
            (true, false) => Test::AtMost { value: value(high) },
            (false, false) => {
                let (open_low, open_high) = (exclusive(low, below), exclusive(high, above));
                let low = Bound { value: value(if open_low { below } else { low }), closed: !open_low };
                let high = Bound { value: value(if open_high { above } else { high }), closed: !open_high };
                Test::Between { low, high }
            }
        }
    }
}

/// How many zeros a number ends in.
fn roundness(mut number: i64) -> u32 {
    let mut zeros = 0;
    while number != 0 && number % 10 == 0 {
        number /= 10;
        zeros += 1;
    }
    if number == 0 { u32::MAX } else { zeros }
}

/// A number of a unit as it stands in a rule.
fn constant(unit: FactUnit, number: i64) -> Constant {
    match unit {
        FactUnit::Money => Constant::Money { fen: number },
        FactUnit::Days => Constant::Days { days: number },
        FactUnit::Date => Constant::Date { days: number },
        FactUnit::Ratio => Constant::Ratio { millionths: number },
        FactUnit::Whether if matches!(number, 0 | 1) => Constant::Whether { yes: number == 1 },
        FactUnit::Count | FactUnit::Whether | FactUnit::Text => Constant::Count { count: number },
    }
}

impl Constant {
    /// The number in the constant's own unit: 分, days, millionths; `None` for a text.
    #[must_use]
    pub fn integer_in_unit(&self) -> Option<i64> {
        self.integer()
    }
}

impl Subject {
    /// The name that facts know it by.
    #[must_use]
    pub fn to_name(&self) -> String {
        match self {
            Subject::Field { name } => name.clone(),
            Subject::Aggregate(aggregate) => aggregate.to_string(),
        }
    }
}

impl Predicate {
    /// Shows every comparison, in order.
    pub fn comparisons<'p>(&'p self, see: &mut impl FnMut(&'p Subject, &'p Test)) {
        match self {
            Predicate::All { of } | Predicate::Any { of } => of.iter().for_each(|part| part.comparisons(see)),
            Predicate::Not { of } => of.comparisons(see),
            Predicate::Compare { subject, test } => see(subject, test),
        }
    }
}
