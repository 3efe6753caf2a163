//! The smallest history found that gives certain facts: blocks of like events, put together until every fact is as wanted.

use super::definitions::{Definition, Definitions};
use super::history::{self, unit, written};
use super::sets::Sets;
use crate::facts::FactsPlan;
use crate::model::{EventStream, FactColumn, FactTable, Witness, WitnessEvent};
use crate::rule::analyse::{Axis, Cell, Span, axes};
use crate::rule::{Fields, Rule, Verdict};
use crate::spec::{FactsSpec, Measure, StreamSpec};
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many unfinished histories are carried on, first and where that finds none.
const BEAMS: [usize; 2] = [4, 24];
/// How many blocks of events a history may have.
const BLOCKS: usize = 4;
/// How many blocks there are to choose from.
const CHOICE: usize = 400;
/// How often one event is repeated at most.
const TIMES: i64 = 200;

/// What a history shall give: facts in cells.
#[derive(Debug)]
pub(super) struct Search<'a> {
    facts: &'a FactsSpec,
    /// All metrics; histories are looked at by those alone that they are for.
    plan: &'a FactsPlan,
    definitions: &'a Definitions,
    /// The plans of some metrics, by their names.
    plans: RefCell<HashMap<Vec<String>, Rc<FactsPlan>>>,
    /// What was found before.
    found: RefCell<HashMap<Vec<(String, Cell)>, Option<Witness>>>,
}

/// The day that witnesses are looked at.
pub(super) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 30).unwrap_or_default()
}

type History = Vec<WitnessEvent>;

impl<'a> Search<'a> {
    pub(super) fn new(facts: &'a FactsSpec, plan: &'a FactsPlan, definitions: &'a Definitions) -> Self {
        Search { facts, plan, definitions, plans: RefCell::default(), found: RefCell::default() }
    }

    pub(super) fn of(sets: &'a Sets<'_>) -> Self {
        Search::new(&sets.written, &sets.facts, &sets.definitions)
    }

    /// A history whose facts lie in the cells, if one is found. Facts that no event gives are fields of the profile.
    pub(super) fn find(&self, wanted: &[(&Axis, &Cell)]) -> Option<Witness> {
        let key: Vec<(String, Cell)> = wanted.iter().map(|(axis, cell)| (axis.name.clone(), (*cell).clone())).collect();
        if let Some(known) = self.found.borrow().get(&key) {
            return known.clone();
        }
        let found = self.look(wanted);
        self.found.borrow_mut().insert(key, found.clone());
        found
    }

    fn look(&self, wanted: &[(&Axis, &Cell)]) -> Option<Witness> {
        let of_events = |axis: &&(&Axis, &Cell)| self.definitions.find(&axis.0.name).is_some();
        let targets: Vec<(&Axis, &Cell)> = wanted.iter().filter(of_events).copied().collect();
        let mut fields = BTreeMap::new();
        for (axis, cell) in wanted.iter().filter(|axis| !of_events(axis)) {
            if let Cell::Text { example, .. } = cell {
                fields.insert(axis.name.clone(), example.clone());
            }
        }
        let names: Vec<&str> = targets.iter().map(|(axis, _)| axis.name.as_str()).collect();
        let plan = self.reduced(&names);
        let score = |facts: &FactTable| unmet(facts, &targets);
        let events = self.search(&names, &targets, &plan, score)?;
        Some(self.written(events, fields))
    }

    /// A history for which two metrics differ.
    pub(super) fn differs(&self, first: &str, second: &str) -> Option<Witness> {
        let names = [first, second];
        let plan = self.reduced(&names);
        let score = |facts: &FactTable| {
            let of = |name: &str| facts.column(name);
            let (one, two) = (of(first), of(second));
            (0..facts.rows).map(|row| usize::from(one.and_then(|column| column.number(row)) == two.and_then(|column| column.number(row)))).collect()
        };
        let events = self.search(&names, &[], &plan, score)?;
        Some(self.written(events, BTreeMap::new()))
    }

    /// The metrics of these names, and what they are made of.
    fn reduced(&self, names: &[&str]) -> Rc<FactsPlan> {
        let mut key: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        key.sort_unstable();
        let mut plans = self.plans.borrow_mut();
        Rc::clone(plans.entry(key).or_insert_with(|| Rc::new(self.plan.of_metrics(|name| names.contains(&name)))))
    }

    fn search(&self, names: &[&str], targets: &[(&Axis, &Cell)], plan: &FactsPlan, score: impl Fn(&FactTable) -> Vec<usize>) -> Option<History> {
        let blocks = self.blocks(names, targets);
        BEAMS.iter().find_map(|width| self.grow(&blocks, plan, &score, *width))
    }

    fn grow(&self, blocks: &[WitnessEvent], plan: &FactsPlan, score: &impl Fn(&FactTable) -> Vec<usize>, width: usize) -> Option<History> {
        let mut beam: Vec<Vec<&WitnessEvent>> = vec![Vec::new()];
        for level in 0..=BLOCKS {
            let mut histories = beam.clone();
            if level > 0 {
                histories = beam.iter().flat_map(|start| blocks.iter().map(move |block| start.iter().copied().chain([block]).collect())).collect();
            }
            let facts = plan.evaluate(&self.streams(&histories), histories.len(), Some(as_of())).table;
            let size = |history: &[&WitnessEvent]| history.iter().map(|event| event.times).sum::<u32>();
            let mut order: Vec<(usize, u32, usize)> = score(&facts).into_iter().zip(&histories).enumerate().map(|(row, (unmet, history))| (unmet, size(history), row)).collect();
            order.sort_unstable();
            let (unmet, _, row) = *order.first()?;
            if unmet == 0 {
                return histories.get(row).map(|history| history.iter().copied().cloned().collect());
            }
            beam = order.iter().take(width).filter_map(|(.., row)| histories.get(*row).cloned()).collect();
        }
        None
    }

    /// The blocks that could matter to metrics of these names.
    fn blocks(&self, names: &[&str], targets: &[(&Axis, &Cell)]) -> Vec<WitnessEvent> {
        let mut definitions: Vec<&Definition> = Vec::new();
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
        for stream in &self.facts.streams {
            let own: Vec<(&Definition, Option<&Cell>)> = definitions.iter().filter(|d| d.measure.stream() == Some(&stream.name)).map(|d| (*d, wanted(d))).collect();
            if own.is_empty() {
                continue;
            }
            let ratio = definitions.iter().any(|d| matches!(d.measure, Measure::Ratio { .. }));
            let (kinds, ages, times) = (kinds(stream, &own), ages(&own), times(&own, ratio));
            let mut found = Vec::new();
            for times in &times {
                for days_before in &ages {
                    for (attributes, distinct) in &kinds {
                        if *times > 1 || distinct.is_empty() {
                            found.push(WitnessEvent {
                                stream: stream.name.clone(),
                                times: *times,
                                days_before: *days_before,
                                attributes: attributes.clone(),
                                distinct: distinct.clone(),
                            });
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

    /// The events of histories, one customer each.
    pub(super) fn streams<E: Borrow<WitnessEvent>>(&self, histories: &[Vec<E>]) -> Vec<EventStream> {
        self.facts.streams.iter().map(|spec| history::stream(spec, histories, as_of())).collect()
    }

    fn written(&self, mut events: History, fields: BTreeMap<String, String>) -> Witness {
        // Of one day the order stays: first and last depend on it.
        events.sort_by_key(|event| std::cmp::Reverse(event.days_before));
        let text = BTreeMap::from([("en", super::words::history_en(&events, &fields)), ("zh", super::words::history_zh(&events, &fields))]);
        Witness { as_of: as_of().to_string(), events, fields, text }
    }
}

/// Per history, how many facts are not as wanted.
fn unmet(facts: &FactTable, targets: &[(&Axis, &Cell)]) -> Vec<usize> {
    let mut unmet = vec![0; facts.rows];
    for (axis, cell) in targets {
        let column = facts.column(&axis.name);
        for (row, unmet) in unmet.iter_mut().enumerate() {
            *unmet += usize::from(!column.is_some_and(|column| lies_in(column, cell, row)));
        }
    }
    unmet
}

fn lies_in(column: &FactColumn, cell: &Cell, row: usize) -> bool {
    match cell {
        Cell::Range { low, high } => column.number(row).is_some_and(|n| (*low..=*high).contains(&n)),
        Cell::Text { example, .. } => column.text(row) == Some(example),
        Cell::Missing => column.number(row).is_none() && column.text(row).is_none(),
    }
}

/// The attributes of events that filters and measures tell apart, and which of them differ from event to event.
fn kinds(stream: &StreamSpec, own: &[(&Definition, Option<&Cell>)]) -> Vec<(BTreeMap<String, String>, Vec<String>)> {
    let fields: Fields = stream.attributes.iter().map(|a| (a.name.as_str(), unit(a.kind))).collect();
    let filters: Vec<Rule> = own.iter().filter_map(|(d, _)| Rule::from_predicate(d.filter.as_ref()?, "", &fields, &mut Vec::new())).collect();
    let cut = axes(filters.iter().map(Rule::predicate), &fields, |_| false, |_| Span::ANY);
    let mut kinds: Vec<BTreeMap<String, String>> = vec![BTreeMap::new()];
    let mut distinct: Vec<String> = Vec::new();
    for attribute in &stream.attributes {
        let mut values: Vec<Option<String>> = Vec::new();
        let mut push = |value: Option<String>| {
            if !values.contains(&value) {
                values.push(value);
            }
        };
        for (definition, cell) in own {
            match read(&definition.measure) {
                Some((name, counts)) if name == attribute.name => {
                    if counts {
                        distinct.push(attribute.name.clone());
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
        if values.is_empty() {
            continue;
        }
        let wider = |kind: &BTreeMap<String, String>| -> Vec<BTreeMap<String, String>> {
            values.iter().map(|value| kind.iter().map(|(k, v)| (k.clone(), v.clone())).chain(value.iter().map(|v| (attribute.name.clone(), v.clone()))).collect()).collect()
        };
        kinds = kinds.iter().flat_map(wider).take(CHOICE).collect();
    }
    distinct.sort();
    distinct.dedup();
    // Of kinds that no filter and no measure tells apart, the first is enough.
    let histories: Vec<History> = kinds.iter().map(|kind| vec![event(stream, kind)]).collect();
    let events = history::stream(stream, &histories, as_of());
    let verdict = |rule: &Rule, row: usize| rule.row(&events, row) == Verdict::True;
    let mut seen = BTreeSet::new();
    let mut row = 0;
    kinds.retain(|kind| {
        let measured: Vec<Option<String>> = own.iter().filter_map(|(d, _)| read(&d.measure)).map(|(name, _)| kind.get(name).cloned()).collect();
        let verdicts: Vec<bool> = filters.iter().map(|rule| verdict(rule, row)).collect();
        row += 1;
        seen.insert((verdicts, measured))
    });
    let mut found: Vec<(BTreeMap<String, String>, Vec<String>)> = Vec::new();
    for kind in kinds {
        let varied: Vec<String> = distinct.iter().filter(|name| kind.contains_key(*name)).cloned().collect();
        if !varied.is_empty() {
            found.push((kind.clone(), varied));
        }
        found.push((kind, Vec::new()));
    }
    found
}

fn event(stream: &StreamSpec, kind: &BTreeMap<String, String>) -> WitnessEvent {
    WitnessEvent { stream: stream.name.clone(), times: 1, days_before: Some(0), attributes: kind.clone(), distinct: Vec::new() }
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
        if let Some(days) = definition.days.filter(|days| *days < i64::MAX) {
            ages.extend([days.saturating_sub(1), days]);
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
