//! What histories are put together from: blocks of like events, at the ages and as often as some metric tells apart.

use super::definitions::{Definition, Definitions};
use super::history::Block;
use super::kinds::{Kinds, Listed};
use super::witness::as_of;
use crate::facts::window_days;
use crate::rule::analyse::{Axis, Cell};
use crate::spec::{FactsSpec, Measure, StreamSpec, Window};
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many blocks there are to choose from.
const CHOICE: usize = 400;
/// How often one event is repeated at most.
const TIMES: i64 = 20_000;

/// Blocks for the metrics of a spec.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    facts: &'a FactsSpec,
    definitions: &'a Definitions,
    kinds: Kinds<'a>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(facts: &'a FactsSpec, definitions: &'a Definitions) -> Self {
        Blocks { facts, definitions, kinds: Kinds::default() }
    }

    /// The blocks that could matter to metrics of these names.
    pub(super) fn of(&self, names: &[&str], targets: &[(&Axis, &Cell)]) -> Vec<Block> {
        let mut definitions: Vec<&'a Definition> = Vec::new();
        let mut queue: Vec<&str> = names.to_vec();
        while let Some(name) = queue.pop() {
            let Some(definition) = self.definitions.find(name).filter(|found| !definitions.iter().any(|known| std::ptr::eq(*known, *found))) else { continue };
            definitions.push(definition);
            definitions.extend(definition.besides.iter().flat_map(|besides| std::iter::once(besides).chain(&besides.besides)));
            if let Measure::Ratio { numerator, denominator } = &definition.measure {
                queue.extend([numerator.as_str(), denominator.as_str()]);
            }
        }
        definitions.reverse();
        let aimed: Vec<(&Definition, &Cell)> = targets.iter().filter_map(|(axis, cell)| Some((self.definitions.find(&axis.name)?, *cell))).collect();
        let wanted = |definition: &Definition| aimed.iter().find(|(known, _)| std::ptr::eq(*known, definition)).map(|(_, cell)| *cell);
        let mut blocks = Vec::new();
        let share = CHOICE / self.facts.streams.len().max(1);
        for (at, stream) in self.facts.streams.iter().enumerate() {
            let own: Vec<(&'a Definition, Option<&Cell>)> = definitions.iter().filter(|d| d.measure.stream() == Some(&stream.name)).map(|d| (*d, wanted(d))).collect();
            if own.is_empty() {
                continue;
            }
            let ratio = definitions.iter().any(|d| matches!(d.measure, Measure::Ratio { .. }));
            let steps = steps(definitions.iter().map(|d| (*d, wanted(d))));
            let (kinds, ages, times) = (self.kinds(at, stream, &own), ages(&own, &steps), times(&own, ratio));
            let mut found = Vec::new();
            for times in &times {
                for days_before in &ages {
                    for (kind, varied) in kinds.iter() {
                        if *times > 1 || !*varied {
                            found.push(Block { stream: at, times: *times, days_before: *days_before, kind: Rc::clone(kind) });
                        }
                    }
                }
            }
            // Were the choice cut at its end, only what is repeated most would be lost.
            found.truncate(share.max(CHOICE / 4));
            blocks.extend(found);
        }
        blocks
    }

    /// The events that filters and measures tell apart, and whether each of them has texts of its own.
    pub(super) fn kinds(&self, at: usize, stream: &'a StreamSpec, own: &[(&'a Definition, Option<&Cell>)]) -> Listed {
        self.kinds.of(at, stream, own)
    }
}

/// How many days apart two events begin or cease to matter to one another.
fn steps<'d>(all: impl Iterator<Item = (&'d Definition, Option<&'d Cell>)>) -> BTreeSet<i64> {
    let mut steps = BTreeSet::new();
    for (definition, cell) in all {
        if let Window::Since { days, .. } | Window::Before { days, .. } = &definition.window {
            steps.extend([1, i64::from(*days) - 1, i64::from(*days)]);
        }
        match (&definition.measure, cell) {
            (Measure::Sequence { within, .. }, _) => steps.extend([1, i64::from(*within) - 1, i64::from(*within)]),
            (Measure::Spacing { .. }, cell) => steps.extend(cell.and_then(Cell::number).into_iter().chain([1])),
            _ => {}
        }
        // Of days by a count, too.
        if let (Measure::Sequence { .. } | Measure::Ratio { .. }, Some(days)) = (&definition.measure, cell.and_then(Cell::number)) {
            steps.insert(days);
        }
    }
    steps.retain(|step| (1..40_000).contains(step));
    steps
}

/// The ages at which events begin or cease to matter, with those a step from them; last, no date at all.
fn ages(own: &[(&Definition, Option<&Cell>)], steps: &BTreeSet<i64>) -> Vec<Option<u32>> {
    let mut ages: BTreeSet<i64> = BTreeSet::new();
    let today = i64::from(as_of().to_epoch_days());
    for (definition, cell) in own {
        if let Some((first, last)) = window_days(&definition.window, as_of()) {
            ages.extend([today - first, today - first + 1]);
            // Today stands for what is young, unless the window is over.
            ages.extend((last < today).then_some([today - last - 1, today - last]).into_iter().flatten());
        }
        match (&definition.measure, cell) {
            (Measure::Recency { .. }, Some(Cell::Range { low, high })) => ages.extend([*low, *high]),
            (Measure::FirstDate { .. } | Measure::LastDate { .. }, Some(cell)) => ages.extend(cell.number().map(|date| today.saturating_sub(date))),
            _ => {}
        }
    }
    ages.retain(|age| (0..40_000).contains(age));
    if ages.is_empty() {
        ages.insert(0);
    }
    if let (Some(youngest), Some(oldest)) = (ages.first().copied(), ages.last().copied()) {
        ages.extend(steps.iter().flat_map(|step| [youngest, oldest].into_iter().flat_map(move |age| [age - step, age + step])));
    }
    ages.into_iter().filter(|age| (0..40_000).contains(age)).filter_map(|age| u32::try_from(age).ok()).map(Some).chain([None]).collect()
}

/// How often events may have to be repeated.
fn times(own: &[(&Definition, Option<&Cell>)], ratio: bool) -> Vec<u32> {
    let mut times: BTreeSet<i64> = BTreeSet::from([1]);
    let lows: Vec<i64> = own
        .iter()
        .filter_map(|(d, cell)| {
            matches!(d.measure, Measure::Count { .. } | Measure::Distinct { .. } | Measure::Repeat { .. } | Measure::Again { .. } | Measure::Sequence { .. })
                .then(|| cell.and_then(Cell::number))?
        })
        .collect();
    for low in &lows {
        times.extend([*low, low.saturating_add(1)]);
        times.extend(lows.iter().map(|other| low.saturating_sub(*other)));
    }
    if own.iter().any(|(d, _)| matches!(d.measure, Measure::Distinct { .. } | Measure::Repeat { .. })) {
        times.insert(2);
    }
    if ratio {
        times.extend([2, 3, 4, 5, 10, 20, 21, 50]);
    }
    times.into_iter().filter(|n| (1..=TIMES).contains(n)).filter_map(|n| u32::try_from(n).ok()).collect()
}
