//! The smallest history found that gives certain facts: blocks of like events, put together until every fact is as wanted.

use super::aims::Aims;
use super::blocks::Blocks;
use super::definitions::Definitions;
use super::history::{self, Block};
use super::sets::Sets;
use crate::facts::FactsPlan;
use crate::model::{EventStream, FactColumn, FactTable, Witness, WitnessEvent};
use crate::rule::analyse::{Axis, Cell};
use crate::spec::{FactsSpec, StreamSpec};
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::cell::{Cell as Counter, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

/// How many unfinished histories are carried on, first and where that finds none.
const BEAMS: [usize; 2] = [4, 24];
/// How many blocks of events a history may have.
const BLOCKS: usize = 4;
/// How many histories are looked at together at first, and how many times as many each time after.
const FEW: usize = 6;
/// Of how many events, at most, those are that are looked at together, and all that are looked at for one witness.
const EVENTS: [usize; 2] = [100_000, 1_000_000];

/// What a history shall give: facts in cells.
#[derive(Debug)]
pub(super) struct Search<'a> {
    facts: &'a FactsSpec,
    /// All metrics; histories are looked at by those alone that they are for.
    plan: &'a FactsPlan,
    definitions: &'a Definitions,
    /// The plans of some metrics, by their names.
    plans: RefCell<HashMap<Vec<String>, Rc<FactsPlan>>>,
    blocks: Blocks<'a>,
    /// What was found before.
    found: RefCell<HashMap<Wanted, Option<Witness>>>,
}

/// The day that witnesses are looked at.
pub(super) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 30).unwrap_or_default()
}

/// The cells of facts by their names.
type Wanted = Vec<(String, Cell)>;
type History = Vec<WitnessEvent>;
/// Of a history how many facts are not as wanted (or at least how many), how many events it has, and its place.
type Tried = (usize, u32, usize);

impl<'a> Search<'a> {
    pub(super) fn new(facts: &'a FactsSpec, plan: &'a FactsPlan, definitions: &'a Definitions) -> Self {
        Search { facts, plan, definitions, plans: RefCell::default(), blocks: Blocks::new(facts, definitions), found: RefCell::default() }
    }

    pub(super) fn of(sets: &'a Sets<'_>) -> Self {
        Search::new(&sets.written, &sets.facts, &sets.definitions)
    }

    /// A history whose facts lie in the cells, if one is found. Facts that no event gives are fields of the profile.
    pub(super) fn find(&self, wanted: &[(&Axis, &Cell)]) -> Option<Witness> {
        let key: Wanted = wanted.iter().map(|(axis, cell)| (axis.name.clone(), (*cell).clone())).collect();
        if let Some(known) = self.found.borrow().get(&key) {
            return known.clone();
        }
        let found = self.look(wanted);
        self.found.borrow_mut().insert(key, found.clone());
        found
    }

    fn look(&self, wanted: &[(&Axis, &Cell)]) -> Option<Witness> {
        let of_events = |axis: &&(&Axis, &Cell)| self.definitions.find(&axis.0.name).is_some();
        // No history of one customer gives a number that a model of all of them says.
        if wanted.iter().any(|axis| !of_events(&axis) && axis.1.number().is_some()) {
            return None;
        }
        let targets: Vec<(&Axis, &Cell)> = wanted.iter().filter(of_events).copied().collect();
        let mut fields = BTreeMap::new();
        for (axis, cell) in wanted.iter().filter(|axis| !of_events(axis)) {
            let value = match cell {
                Cell::Text { example, .. } => example,
                Cell::MissingAs(state) => state.written(),
                _ => "",
            };
            if !value.is_empty() {
                fields.insert(axis.name.clone(), value.to_owned());
            }
        }
        let names: Vec<&str> = targets.iter().map(|(axis, _)| axis.name.as_str()).collect();
        let plan = self.reduced(&names);
        let score = |facts: &FactTable| unmet(facts, &targets);
        let events = self.search(&names, &targets, &plan, score)?;
        Some(self.written(events, fields))
    }

    /// A history into the cells of several parts that have nothing to do with one another: those of the parts together, if that is one.
    pub(super) fn find_apart(&self, parts: &[Vec<(&Axis, &Cell)>]) -> Option<Witness> {
        let (mut events, mut fields) = (History::new(), BTreeMap::new());
        for part in parts {
            let own = self.find(part)?;
            events.extend(own.events);
            fields.extend(own.fields);
        }
        let targets: Vec<(&Axis, &Cell)> = parts.iter().flatten().filter(|(axis, _)| self.definitions.find(&axis.name).is_some()).copied().collect();
        let names: Vec<&str> = targets.iter().map(|(axis, _)| axis.name.as_str()).collect();
        let streams = history::lived(self.facts, std::slice::from_ref(&events), as_of());
        let facts = self.reduced(&names).evaluate(&streams, 1, Some(as_of())).table;
        (unmet(&facts, &targets) == [0]).then(|| self.written(events, fields))
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
        let blocks = self.blocks.of(names, targets);
        let aims = Aims::of(targets, self.definitions, self.facts);
        let alone: Vec<&Block> = blocks.iter().collect();
        // Nothing at all is looked at beside the first events.
        let singles: Vec<&[&Block]> = std::iter::once(&[][..]).chain(alone.chunks(1)).collect();
        let widest = BEAMS.into_iter().max().unwrap_or(0);
        let [_, all] = EVENTS;
        let left = Counter::new(all);
        let mut first = match self.best(&singles, widest + 1, &aims, plan, &left, &score) {
            Ok(found) => return Some(found),
            Err(order) => order,
        };
        first.retain(|(.., row)| *row > 0);
        if !self.may_do(&singles, &aims, plan) {
            return None;
        }
        BEAMS.iter().find_map(|width| {
            let mut beam = beam(&first, &singles, *width);
            for length in 2..=BLOCKS {
                let grown: Vec<&Block> = beam.iter().flat_map(|start| blocks.iter().flat_map(move |block| start.iter().copied().chain([block]))).collect();
                let histories: Vec<&[&Block]> = grown.chunks(length).collect();
                // The longest are carried on no further.
                let kept = if length < BLOCKS { *width } else { 0 };
                match self.best(&histories, kept, &aims, plan, &left, &score) {
                    Ok(found) => return Some(found),
                    Err(order) => beam = self::beam(&order, &histories, *width),
                }
            }
            None
        })
    }

    /// Whether so few blocks as a history may have can give all counts that are wanted: what is counted, is counted whatever happens besides.
    fn may_do(&self, singles: &[&[&Block]], aims: &Aims<'_>, plan: &FactsPlan) -> bool {
        let counts: Vec<&str> = aims.counts().filter(|name| self.definitions.find(name).is_some_and(|definition| definition.events().is_some())).collect();
        if counts.len() <= BLOCKS {
            return true;
        }
        let facts = plan.evaluate(&self.streams(plan, singles), singles.len(), Some(as_of())).table;
        let columns: Vec<&FactColumn> = counts.iter().filter_map(|name| facts.column(name)).collect();
        let given = |row: usize| columns.iter().filter(|column| column.number(row) >= Some(1)).count();
        let most = (0..facts.rows).map(given).max().unwrap_or(0);
        counts.len() <= most.saturating_mul(BLOCKS)
    }

    /// The smallest of some histories that is as wanted; if there is none, those that are `kept`, the best first. `left`: how many events may
    /// be looked at.
    fn best(
        &self,
        histories: &[&[&Block]],
        kept: usize,
        aims: &Aims<'_>,
        plan: &FactsPlan,
        left: &Counter<usize>,
        score: &impl Fn(&FactTable) -> Vec<usize>,
    ) -> Result<History, Vec<Tried>> {
        // No history is better than is plain to see. So in that order whatever can neither be as wanted nor come before the last that is kept,
        // and all behind it, need not be looked at.
        let mut rest: BinaryHeap<Reverse<Tried>> = histories.iter().enumerate().map(|(row, history)| Reverse((aims.missed(history), size(history), row))).collect();
        let (mut order, mut at_once): (Vec<Tried>, usize) = (Vec::new(), FEW);
        loop {
            let last = kept.checked_sub(1).and_then(|last| order.get(last)).copied();
            let matters = |one: &Tried| one.0 == 0 || (kept > 0 && last.is_none_or(|last| *one < last));
            let mut now: Vec<Tried> = Vec::with_capacity(at_once.min(rest.len()));
            let (mut events, [at_most, _]) = (0, EVENTS);
            while now.len() < at_once
                && events < at_most.min(left.get())
                && rest.peek().is_some_and(|Reverse(one)| matters(one))
                && let Some(Reverse(one)) = rest.pop()
            {
                events += one.1 as usize;
                now.push(one);
            }
            left.set(left.get().saturating_sub(events));
            if now.is_empty() {
                return Err(order);
            }
            order.extend(self.tried(&now, histories, plan, score));
            order.sort_unstable();
            if let Some((0, _, row)) = order.first() {
                return Ok(self.told(histories.get(*row).copied().unwrap_or(&[])));
            }
            order.truncate(kept);
            at_once = at_once.saturating_mul(FEW);
        }
    }

    /// What some of the histories are found to be.
    fn tried(&self, some: &[Tried], histories: &[&[&Block]], plan: &FactsPlan, score: &impl Fn(&FactTable) -> Vec<usize>) -> Vec<Tried> {
        let chosen: Vec<&[&Block]> = some.iter().filter_map(|(.., row)| histories.get(*row)).copied().collect();
        let facts = plan.evaluate(&self.streams(plan, &chosen), chosen.len(), Some(as_of())).table;
        let found = score(&facts).into_iter().zip(some);
        found
            .map(|(unmet, (plain, size, row))| {
                debug_assert!(*plain <= unmet, "what is plain to see is never more than there is, else witnesses are lost");
                (unmet, *size, *row)
            })
            .collect()
    }

    fn told(&self, history: &[&Block]) -> History {
        history.iter().map(|block| block.told(self.facts)).collect()
    }

    /// The streams that a plan reads of histories, one customer each.
    fn streams(&self, plan: &FactsPlan, histories: &[&[&Block]]) -> Vec<EventStream> {
        let read = |(at, spec): (usize, &StreamSpec)| {
            let attributes = plan.reads(&spec.name)?;
            Some(history::stream(at, spec, histories, as_of(), |name| attributes.contains(&name)))
        };
        self.facts.streams.iter().enumerate().filter_map(read).collect()
    }

    fn written(&self, mut events: History, fields: BTreeMap<String, String>) -> Witness {
        // Of one day the order stays: first and last depend on it.
        events.sort_by_key(|event| std::cmp::Reverse(event.days_before));
        let (en, zh) = super::words::history(&events, &fields);
        let text = BTreeMap::from([("en", en), ("zh", zh)]);
        Witness { as_of: as_of().to_string(), events, fields, text }
    }
}

/// The first histories of an order.
fn beam<'b>(order: &[Tried], histories: &[&[&'b Block]], width: usize) -> Vec<Vec<&'b Block>> {
    order.iter().take(width).filter_map(|(.., row)| Some(histories.get(*row)?.to_vec())).collect()
}

/// How many events a history has.
fn size(history: &[&Block]) -> u32 {
    history.iter().map(|block| block.times).sum()
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
        Cell::Missing | Cell::MissingAs(_) => column.number(row).is_none() && column.text(row).is_none(),
    }
}
