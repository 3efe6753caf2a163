//! The events of a stream that filters and measures tell apart, one of each kind.

use super::definitions::Definition;
use super::history::{Kind, Value, unit, written};
use super::witness::as_of;
use crate::model::{EventAttribute, EventStream, EventValues, FactUnit};
use crate::rule::analyse::{Axis, Cell, Span, axes};
use crate::rule::{Fields, Predicate, Rule, Verdict};
use crate::spec::{AttributeKind, AttributeSpec, Measure, StreamSpec};
use crate::table::Interner;
use hashbrown::HashMap;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// How many kinds of events there are to choose from.
const CHOICE: usize = 400;

/// Kinds, each list of them made once.
#[derive(Debug, Default)]
pub(super) struct Kinds<'a> {
    /// What filters cut attributes into.
    cuts: RefCell<HashMap<CutOf<'a>, Rc<Cut>>>,
    known: RefCell<HashMap<KindsOf, Listed>>,
}

/// The place of a stream, and filters.
type CutOf<'a> = (usize, Vec<&'a Predicate>);

/// The place of a stream, and the definitions by where they lie, with the cell of those that read an attribute.
type KindsOf = (usize, Vec<(usize, Option<Cell>)>);

/// Kinds, and whether each has texts of its own.
pub(super) type Listed = Rc<[(Rc<Kind>, bool)]>;

/// Some filters of a stream, and what they cut its attributes into.
#[derive(Debug)]
struct Cut {
    filters: Vec<Rule>,
    axes: Vec<Axis>,
}

/// Definitions over one stream, each with the cell that its metric shall be in.
type Own<'o, 'a> = [(&'a Definition, Option<&'o Cell>)];

impl<'a> Kinds<'a> {
    /// The kinds that matter to some definitions.
    pub(super) fn of(&self, at: usize, stream: &'a StreamSpec, own: &Own<'_, 'a>) -> Listed {
        let told = |(definition, cell): &(&Definition, Option<&Cell>)| {
            let cell = read(&definition.measure).and_then(|_| cell.cloned());
            (std::ptr::from_ref::<Definition>(definition).addr(), cell)
        };
        let key: KindsOf = (at, own.iter().map(told).collect());
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let listed: Listed = self.list(at, stream, own).into();
        self.known.borrow_mut().insert(key, Rc::clone(&listed));
        listed
    }

    fn cut(&self, at: usize, stream: &'a StreamSpec, own: &Own<'_, 'a>) -> Rc<Cut> {
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

    fn list(&self, at: usize, stream: &'a StreamSpec, own: &Own<'_, 'a>) -> Vec<(Rc<Kind>, bool)> {
        let cut = self.cut(at, stream, own);
        let choices = Choices::of(stream, own, &cut.axes);
        // Of kinds that no filter and no measure tells apart, the first is enough.
        let verdicts = choices.verdicts(stream, &cut.filters);
        let place = |name: &str| stream.attributes.iter().position(|a| a.name == name);
        let read = || own.iter().filter_map(|(definition, _)| read(&definition.measure));
        let measured: Vec<usize> = read().filter_map(|(name, _)| place(name)).collect();
        let distinct: Vec<usize> = read().filter(|(_, counts)| *counts).filter_map(|(name, _)| place(name)).collect();
        let whole = |kind: usize, distinct: &[usize]| -> Rc<Kind> {
            let of = |(n, a): (usize, &AttributeSpec)| choices.text(kind, n).map_or_else(Value::default, |text| Value::new(a.kind, Some(Rc::clone(text)), distinct.contains(&n)));
            Rc::new(stream.attributes.iter().enumerate().map(of).collect())
        };
        let mut seen = BTreeSet::new();
        let mut found: Vec<(Rc<Kind>, bool)> = Vec::new();
        for kind in 0..choices.kinds {
            let told: Vec<usize> = measured.iter().map(|n| choices.place(kind, *n)).collect();
            let verdicts: Vec<bool> = verdicts.iter().map(|holds| holds.get(kind).copied().unwrap_or(false)).collect();
            if !seen.insert((verdicts, told)) {
                continue;
            }
            if distinct.iter().any(|n| choices.text(kind, *n).is_some()) {
                found.push((whole(kind, &distinct), true));
            }
            found.push((whole(kind, &[]), false));
        }
        found
    }
}

/// The texts that each attribute may have; a kind is a number whose digits are places of them, those of the last attribute changing first.
struct Choices {
    /// Per attribute, how far apart kinds are that differ in it alone, and its texts.
    attributes: Vec<(usize, Vec<Option<Rc<str>>>)>,
    kinds: usize,
}

impl Choices {
    fn of(stream: &StreamSpec, own: &Own<'_, '_>, cut: &[Axis]) -> Self {
        let mut attributes: Vec<(usize, Vec<Option<Rc<str>>>)> = stream.attributes.iter().map(|attribute| (1, texts(attribute, own, cut))).collect();
        let mut kinds: usize = 1;
        for (apart, texts) in attributes.iter_mut().rev() {
            *apart = kinds;
            kinds = kinds.saturating_mul(texts.len().max(1));
        }
        Choices { attributes, kinds: kinds.min(CHOICE) }
    }

    fn place(&self, kind: usize, attribute: usize) -> usize {
        self.attributes.get(attribute).map_or(0, |(apart, texts)| kind / apart % texts.len().max(1))
    }

    fn text(&self, kind: usize, attribute: usize) -> Option<&Rc<str>> {
        self.attributes.get(attribute)?.1.get(self.place(kind, attribute))?.as_ref()
    }

    /// Per filter, of which kinds it holds.
    fn verdicts(&self, stream: &StreamSpec, filters: &[Rule]) -> Vec<Vec<bool>> {
        if filters.is_empty() {
            return Vec::new();
        }
        let attributes = stream.attributes.iter().enumerate().map(|(n, a)| EventAttribute { name: a.name.clone(), values: self.values(n, a.kind) }).collect();
        let day = i64::from(as_of().to_epoch_days()) * 86_400;
        let customers = (0..).take(self.kinds).collect();
        let events = EventStream { name: stream.name.clone(), customers, times: vec![Some(day); self.kinds], attributes };
        filters.iter().map(|rule| rule.bind(&events).verdicts().into_iter().map(|verdict| verdict == Verdict::True as u8).collect()).collect()
    }

    /// What an attribute is in each kind.
    fn values(&self, attribute: usize, kind: AttributeKind) -> EventValues {
        let texts = self.attributes.get(attribute).map_or(&[][..], |(_, texts)| texts.as_slice());
        let each = || (0..self.kinds).map(|kind| self.place(kind, attribute));
        if unit(kind) == FactUnit::Text {
            let mut interner = Interner::new();
            let ids: Vec<Option<u32>> = texts.iter().map(|text| text.as_ref().map(|text| interner.intern(text))).collect();
            return EventValues::Text { ids: each().map(|place| ids.get(place).copied().flatten()).collect(), texts: interner };
        }
        let numbers: Vec<Option<i64>> = texts.iter().map(|text| Value::new(kind, text.clone(), false).number()).collect();
        let numbers = each().map(|place| numbers.get(place).copied().flatten()).collect();
        if matches!(kind, AttributeKind::Money { .. }) { EventValues::Money(numbers) } else { EventValues::Number(numbers) }
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
                    Some(Cell::Missing | Cell::MissingAs(_)) => push(None),
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
            Cell::Missing | Cell::MissingAs(_) => None,
        });
    }
    texts
}

/// The attribute that a measure reads, and whether it counts its distinct values.
fn read(measure: &Measure) -> Option<(&str, bool)> {
    match measure {
        Measure::Distinct { attribute, .. } | Measure::Again { attribute, .. } => Some((attribute, true)),
        Measure::Repeat { attribute, .. } => attribute.as_deref().map(|attribute| (attribute, true)),
        Measure::Sum { attribute, .. }
        | Measure::Mean { attribute, .. }
        | Measure::Min { attribute, .. }
        | Measure::Max { attribute, .. }
        | Measure::First { attribute, .. }
        | Measure::Last { attribute, .. }
        | Measure::Top { attribute, .. } => Some((attribute, false)),
        Measure::Share { attribute, .. } => attribute.as_deref().map(|attribute| (attribute, false)),
        _ => None,
    }
}
