//! What a tag or a layer hangs on: the facts that its rules compare, where they cut them, and the kinds of events that the facts are made of.

use super::blocks::Blocks;
use super::definitions::Definition;
use super::history::{Block, unit};
use super::sets::{RuleSet, Sets};
use crate::model::FactUnit;
use crate::rule::analyse::{Axis, Cell};
use crate::rule::{Predicate, Rule, field_names, parse_aggregate_filter};
use crate::spec::{FactsSpec, LayererSpec, Measure, Spec, StreamSpec, Window};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a tag or a layer hangs on.
#[derive(Debug)]
pub(in crate::plan) struct Concern {
    /// The facts and fields that rules compare, and the cells of their values.
    pub(in crate::plan) axes: Vec<Axis>,
    /// The facts and fields that matter: these, and the metrics that ratios among them are made of.
    pub(in crate::plan) names: Vec<String>,
    /// The streams whose events could change a fact.
    pub(in crate::plan) sources: Vec<Source>,
}

/// A stream whose events matter.
#[derive(Debug)]
pub(in crate::plan) struct Source {
    pub(in crate::plan) stream: StreamSpec,
    /// The attributes of events that the facts tell apart, as they would stand in a table; those that say least go first.
    pub(in crate::plan) kinds: Vec<BTreeMap<String, String>>,
    /// The attributes whose numbers the facts add up, average or compare.
    pub(in crate::plan) numbers: Vec<String>,
}

/// What is asked about.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) enum Root<'a> {
    Dimension(&'a str),
    Layering(&'a LayererSpec),
}

/// What the root hangs on, by the rules that run.
pub(in crate::plan) fn concern(spec: &Spec, root: Root<'_>) -> Concern {
    let sets = Sets::of(spec, &[]);
    let mut axes = Vec::new();
    let mut names: Vec<String> = Vec::new();
    if let Some((place, set)) = sets.sets.iter().enumerate().find(|(_, set)| set.path == "tags") {
        axes = sets.cut(set, predicates(&sets, place, set, root).iter());
        names.extend(axes.iter().map(|axis| axis.name.clone()));
    }
    if matches!(root, Root::Layering(layerer) if layerer.as_table().is_none()) {
        // Layers that are no table may hang on any fact.
        names.extend(sets.facts.definitions().map(|definition| definition.name.clone()));
    }
    let mut at = 0;
    while let Some(name) = names.get(at) {
        if let Some(Measure::Ratio { numerator, denominator }) = sets.definitions.find(name).map(|definition| &definition.measure) {
            names.extend([numerator, denominator].into_iter().filter(|part| !names.contains(part)).cloned().collect::<Vec<_>>());
        }
        at += 1;
    }
    let sources = sources(spec, &sets, &names, &axes);
    Concern { axes, names, sources }
}

/// The streams that the facts of these names are made of.
fn sources(spec: &Spec, sets: &Sets<'_>, names: &[String], axes: &[Axis]) -> Vec<Source> {
    let mut defined: Vec<(Definition, &[Cell])> = Vec::new();
    for name in names {
        let cells = axes.iter().find(|axis| axis.name == *name).map_or(&[][..], |axis| axis.cells.as_slice());
        defined.extend(sets.definitions.find(name).map(|definition| (definition.clone(), cells)));
    }
    // What a model of repeat buying says changes with purchases.
    for model in spec.facts.purchases.iter().filter(|model| model.gives.named().any(|(_, name)| names.iter().any(|known| known == name))) {
        let filter = model.filter.as_ref().and_then(|text| parse_aggregate_filter(text, "").ok());
        let measure = match &model.amount {
            Some(amount) => Measure::Sum { of: model.of.clone(), attribute: amount.clone() },
            None => Measure::Count { of: model.of.clone() },
        };
        defined.push((Definition::new(&measure, filter, &Window::Lifetime {}, &spec.facts), &[]));
    }
    let blocks = Blocks::new(&spec.facts, &sets.definitions);
    (0..spec.facts.streams.len()).filter_map(|at| source(&spec.facts, at, &defined, &blocks)).collect()
}

/// The rules that decide, those of the dimensions that they read, and those of lifecycles among these.
fn predicates(sets: &Sets<'_>, place: usize, set: &RuleSet<'_>, root: Root<'_>) -> Vec<Predicate> {
    let read = |text: &str| Rule::compile(text, "", &set.fields, &mut Vec::new()).map(|rule| rule.predicate().clone());
    let mut found: Vec<Predicate> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    match root {
        Root::Dimension(name) => open.extend(set.dimension(name)),
        Root::Layering(layerer) => {
            found.extend(layerer.rules().iter().filter_map(|(_, text)| read(text)));
            match layerer.as_table() {
                Some(table) => open.extend(table.dimensions.iter().filter_map(|name| set.dimension(name))),
                None => open.extend(0..set.spec.dimensions.len()),
            }
            open.extend(found.iter().flat_map(field_names).filter_map(|name| set.dimension(name)));
        }
    }
    let mut done: BTreeSet<usize> = BTreeSet::new();
    while let Some(dimension) = open.pop() {
        for below in sets.closure(place, std::iter::once(dimension)) {
            if !done.insert(below) {
                continue;
            }
            found.extend(set.rules.get(below).into_iter().flatten().flatten().map(|rule| rule.predicate().clone()));
            let lifecycle = set.spec.dimensions.get(below).and_then(|dimension| dimension.lifecycle.as_ref());
            for predicate in lifecycle.into_iter().flat_map(|lifecycle| lifecycle.rules()).filter_map(|(_, text)| read(text)) {
                open.extend(field_names(&predicate).into_iter().filter_map(|name| set.dimension(name)));
                found.push(predicate);
            }
        }
    }
    found
}

fn over(measure: &Measure, stream: &str) -> bool {
    match measure {
        Measure::Sequence { first, then, .. } => first.of == stream || then.of == stream,
        other => other.stream() == Some(stream),
    }
}

fn source<'a>(facts: &'a FactsSpec, at: usize, defined: &'a [(Definition, &[Cell])], blocks: &Blocks<'a>) -> Option<Source> {
    let stream = facts.streams.get(at)?;
    let mut own: Vec<(&Definition, Option<&Cell>)> = Vec::new();
    for (definition, cells) in defined.iter().filter(|(definition, _)| over(&definition.measure, &stream.name)) {
        own.push((definition, None));
        own.extend(cells.iter().filter(|cell| matches!(cell, Cell::Text { .. })).map(|cell| (definition, Some(cell))));
    }
    if own.is_empty() {
        return None;
    }
    let filters: Vec<&str> = own.iter().filter_map(|(definition, _)| definition.filter.as_ref()).flat_map(field_names).collect();
    let text = |name: &str| stream.attributes.iter().any(|a| a.name == name && unit(a.kind) == FactUnit::Text);
    let mut kinds: Vec<BTreeMap<String, String>> = {
        let told = |kind| Block { stream: at, times: 1, days_before: None, kind }.told(facts).attributes;
        blocks.kinds(at, stream, &own).iter().map(|(kind, _)| told(Rc::clone(kind))).collect()
    };
    for kind in &mut kinds {
        kind.retain(|name, _| text(name) || filters.contains(&name.as_str()));
    }
    kinds.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    kinds.dedup();
    let measured = |name: &str| own.iter().any(|(definition, _)| definition.measure.attribute() == Some(name));
    let numbers = stream.attributes.iter().filter(|a| unit(a.kind) != FactUnit::Text && measured(&a.name)).map(|a| a.name.clone()).collect();
    Some(Source { stream: stream.clone(), kinds, numbers })
}
