//! What histories are put together from: blocks of like events, at the ages and as often as some metric tells apart.

use super::definitions::{Definition, Definitions};
use super::history::{self, Block, Kind, Value, unit, written};
use super::witness::as_of;
use crate::facts::window_days;
use crate::rule::analyse::{Axis, Cell, Span, axes};
use crate::rule::{Fields, Predicate, Rule, Verdict};
use crate::spec::{AttributeSpec, FactsSpec, Measure, StreamSpec};
use hashbrown::HashMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many blocks there are to choose from.
const CHOICE: usize = 400;
/// How often one event is repeated at most.
const TIMES: i64 = 200;

/// Blocks for the metrics of a spec.
#[derive(Debug)]
pub(super) struct Blocks<'a> {
    facts: &'a FactsSpec,
    definitions: &'a Definitions,
    /// What filters cut attributes into.
    cuts: RefCell<HashMap<CutOf<'a>, Rc<Cut>>>,
}

/// The place of a stream, and filters.
type CutOf<'a> = (usize, Vec<&'a Predicate>);

/// Some filters of a stream, and what they cut its attributes into.
#[derive(Debug)]
struct Cut {
    filters: Vec<Rule>,
    axes: Vec<Axis>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(facts: &'a FactsSpec, definitions: &'a Definitions) -> Self {
        Blocks { facts, definitions, cuts: RefCell::default() }
    }

    fn cut(&self, at: usize, stream: &'a StreamSpec, own: &[(&'a Definition, Option<&Cell>)]) -> Rc<Cut> {
        let filters: Vec<&'a Predicate> = own.iter().filter_map(|(definition, _)| definition.filter.as_ref()).collect();
        if let Some(cut) = self.cuts.borrow().get(&(at, filters.clone())) {
            return Rc::clone(cut);
        }
        let fields: Fields = stream.attributes.iter().map(|a| (a.name.as_str(), unit(a.kind))).collect();
        let rules: Vec<Rule> = filters.iter().filter_map(|filter| Rule::from_predicate(filter, "", &fields, &mut Vec::new())).collect();
        let axes = axes(rules.iter().map(Rule::predicate), &fields, |_| false, |_| Span::ANY);
        let cut = Rc::new(Cut { filters: rules, axes });
        self.cuts.borrow_mut().insert((at, filters), Rc::clone(&cut));
        cut
    }

    /// The blocks that could matter to metrics of these names.
    pub(super) fn of(&self, names: &[&str], targets: &[(&Axis, &Cell)]) -> Vec<Block> {
        let mut definitions: Vec<&'a Definition> = Vec::new();
        let mut queue: Vec<&str> = names.to_vec();
        while let Some(name) = queue.pop() {
            let Some(definition) = self.definitions.find(name).filter(|d| !definitions.contains(d)) else { continue };
            definitions.push(definition);
            if let Measure::Ratio { numerator, denominator } = &definition.measure {
                queue.extend([numerator.as_str(), denominator.as_str()]);
            }
        }
        definitions.reverse();
        let wanted = |definition: &Definition| targets.iter().find(|(axis, _)| self.definitions.find(&axis.name) == Some(definition)).map(|(_, cell)| *cell);
        let mut blocks = Vec::new();
        let share = CHOICE / self.facts.streams.len().max(1);
        for (at, stream) in self.facts.streams.iter().enumerate() {
            let own: Vec<(&'a Definition, Option<&Cell>)> = definitions.iter().filter(|d| d.measure.stream() == Some(&stream.name)).map(|d| (*d, wanted(d))).collect();
            if own.is_empty() {
                continue;
            }
            let ratio = definitions.iter().any(|d| matches!(d.measure, Measure::Ratio { .. }));
            let (kinds, ages, times) = (self.kinds(at, stream, &own), ages(&own), times(&own, ratio));
            let mut found = Vec::new();
            for times in &times {
                for days_before in &ages {
                    for (kind, varied) in &kinds {
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
    pub(super) fn kinds(&self, at: usize, stream: &'a StreamSpec, own: &[(&'a Definition, Option<&Cell>)]) -> Vec<(Rc<Kind>, bool)> {
        let cut = self.cut(at, stream, own);
        let filters = &cut.filters;
        // Per attribute the texts it may have; per kind, which of them it has.
        let texts: Vec<Vec<Option<Rc<str>>>> = stream.attributes.iter().map(|attribute| texts(attribute, own, &cut.axes)).collect();
        let mut kinds: Vec<Vec<usize>> = vec![Vec::new()];
        for texts in &texts {
            let wider = |kind: &Vec<usize>| -> Vec<Vec<usize>> { (0..texts.len().max(1)).map(|n| kind.iter().copied().chain([n]).collect()).collect() };
            kinds = kinds.iter().flat_map(wider).take(CHOICE).collect();
        }
        let text = |kind: &[usize], n: usize| -> Option<Rc<str>> { texts.get(n)?.get(*kind.get(n)?)?.clone() };
        let whole = |kind: &[usize], distinct: &dyn Fn(&str) -> bool| -> Rc<Kind> {
            Rc::new(
                stream.attributes.iter().enumerate().map(|(n, a)| text(kind, n).map_or_else(Value::default, |text| Value::new(a.kind, Some(text), distinct(&a.name)))).collect(),
            )
        };
        // Of kinds that no filter and no measure tells apart, the first is enough.
        let single = |kind: &Vec<usize>| vec![Block { stream: at, times: 1, days_before: Some(0), kind: whole(kind, &|_| false) }];
        let verdicts = if filters.is_empty() { vec![Vec::new(); kinds.len()] } else { self.verdicts(at, stream, filters, &kinds.iter().map(single).collect::<Vec<_>>()) };
        let place = |name: &str| stream.attributes.iter().position(|a| a.name == name);
        let measured: Vec<usize> = own.iter().filter_map(|(d, _)| read(&d.measure)).filter_map(|(name, _)| place(name)).collect();
        let distinct: Vec<&str> = own.iter().filter_map(|(d, _)| read(&d.measure)).filter(|(_, counts)| *counts).map(|(name, _)| name).collect();
        let mut seen = BTreeSet::new();
        let mut found: Vec<(Rc<Kind>, bool)> = Vec::new();
        for (kind, verdicts) in kinds.iter().zip(verdicts) {
            let told: Vec<usize> = measured.iter().filter_map(|n| kind.get(*n).copied()).collect();
            if !seen.insert((verdicts, told)) {
                continue;
            }
            if distinct.iter().any(|name| place(name).and_then(|n| text(kind, n)).is_some()) {
                found.push((whole(kind, &|name| distinct.contains(&name)), true));
            }
            found.push((whole(kind, &|_| false), false));
        }
        found
    }

    /// Per history of one event, which filters hold.
    fn verdicts(&self, at: usize, stream: &StreamSpec, filters: &[Rule], histories: &[Vec<Block>]) -> Vec<Vec<bool>> {
        let events = history::stream(at, stream, histories, as_of(), |_| true);
        let mut verdicts: Vec<Vec<bool>> = vec![Vec::with_capacity(filters.len()); histories.len()];
        for rule in filters {
            rule.bind(&events).blocks(|start, block| {
                for (own, verdict) in verdicts.iter_mut().skip(start).zip(block) {
                    own.push(*verdict == Verdict::True as u8);
                }
            });
        }
        verdicts
    }
}

/// What an attribute may have: what measures want of it, and one of each cell that filters cut it into. Nothing, where nobody reads it.
fn texts(attribute: &AttributeSpec, own: &[(&Definition, Option<&Cell>)], cut: &[Axis]) -> Vec<Option<Rc<str>>> {
    let mut texts: Vec<Option<Rc<str>>> = Vec::new();
    let mut push = |text: Option<String>| {
        let text = text.map(Rc::from);
        if !texts.contains(&text) {
            texts.push(text);
        }
    };
    for (definition, cell) in own {
        match read(&definition.measure) {
            Some((name, counts)) if name == attribute.name => {
                if counts {
                    push(Some("A".to_owned()));
                }
                match cell {
                    Some(Cell::Text { example, .. }) => push(Some(example.clone())),
                    Some(range @ Cell::Range { .. }) => range.number().into_iter().for_each(|number| push(Some(written(attribute.kind, number)))),
                    Some(Cell::Missing) => push(None),
                    None => {}
                }
                push(Some(written(attribute.kind, 100)));
                push(None);
            }
            _ => {}
        }
    }
    for cell in cut.iter().filter(|axis| axis.name == attribute.name).flat_map(|axis| &axis.cells) {
        push(match cell {
            Cell::Text { example, .. } => Some(example.clone()),
            Cell::Range { .. } => cell.number().map(|number| written(attribute.kind, number)),
            Cell::Missing => None,
        });
    }
    texts
}

/// The attribute that a measure reads, and whether it counts its distinct values.
fn read(measure: &Measure) -> Option<(&str, bool)> {
    match measure {
        Measure::Distinct { attribute, .. } => Some((attribute, true)),
        Measure::Repeat { attribute, .. } => attribute.as_deref().map(|attribute| (attribute, true)),
        Measure::Sum { attribute, .. }
        | Measure::Mean { attribute, .. }
        | Measure::Min { attribute, .. }
        | Measure::Max { attribute, .. }
        | Measure::First { attribute, .. }
        | Measure::Last { attribute, .. } => Some((attribute, false)),
        _ => None,
    }
}

/// The ages at which events begin or cease to matter; last, no date at all.
fn ages(own: &[(&Definition, Option<&Cell>)]) -> Vec<Option<u32>> {
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
    if ages.is_empty() {
        ages.insert(0);
    }
    ages.into_iter().filter(|age| (0..40_000).contains(age)).filter_map(|age| u32::try_from(age).ok()).map(Some).chain([None]).collect()
}

/// How often events may have to be repeated.
fn times(own: &[(&Definition, Option<&Cell>)], ratio: bool) -> Vec<u32> {
    let mut times: BTreeSet<i64> = BTreeSet::from([1]);
    let lows: Vec<i64> = own
        .iter()
        .filter_map(|(d, cell)| matches!(d.measure, Measure::Count { .. } | Measure::Distinct { .. } | Measure::Repeat { .. }).then(|| cell.and_then(Cell::number))?)
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
