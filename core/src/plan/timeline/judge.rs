//! Customers, each as of a day of its own: the events of the rows are laid side by side and go through the very programs that a run goes
//! through, so that nothing here can disagree with a run.

use super::chosen::Chosen;
use super::held::{Held, Tracked};
use super::histories::Histories;
use crate::facts::{FactsPlan, Moments};
use crate::layer::Layerer;
use crate::model::{FactColumn, FactTable, FactUnit, FactValues, LayerTable, NO_TAG, TagCodes, TagTable};
use crate::plan::Plan;
use crate::rule::Rule;
use crate::spec::LayererSpec;
use crate::table::Interner;
use hashbrown::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows that are judged together, at most: so many are regrouped by nobody and stay in a processor's cache.
pub(super) const TOGETHER: usize = 4096;

/// A customer on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) customer: u32,
    pub(super) day: i64,
    /// Only what happened before this second is known; `None`: all is.
    pub(super) before: Option<i64>,
}

impl Row {
    pub(super) fn new(customer: u32, day: i64) -> Self {
        Row { customer, day, before: None }
    }
}

/// What is known of customers.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) histories: Histories,
    pub(super) chosen: Chosen,
    /// The fields of profiles that rules may read.
    pub(super) fields: Vec<FactColumn>,
}

impl People {
    /// The first day after `after` on which something begins or ceases to count for a customer.
    pub(super) fn turn(&self, moments: &Moments, customer: u32, after: i64) -> Option<i64> {
        [self.histories.turn(moments, customer, after), self.chosen.turn(customer, after)].into_iter().flatten().min()
    }
}

/// A plan's rules, ready for customers on days of their own.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    pub(super) plan: Plan,
    /// The metrics that rules read, and no others.
    facts: FactsPlan,
    pub(super) moments: Moments,
    /// Per stream, the attributes that are read.
    read: Vec<Vec<String>>,
    /// The fields that are read.
    fields: Vec<String>,
    layerers: Vec<Arc<dyn Layerer>>,
    /// What each tracked column is here.
    columns: Vec<Column>,
    /// Per column of facts that a rule reads, the numbers at which it changes its mind.
    cuts: HashMap<String, Vec<i64>>,
}

#[derive(Clone, Debug)]
struct Column {
    source: Source,
    /// Whether a customer can have several values.
    many: bool,
    /// What the codes of this plan are among the values of the timeline.
    codes: Vec<u16>,
    /// The dimensions that it rests on, itself among them.
    rests_on: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Source {
    Dimension(usize),
    Layer(usize),
    /// This plan does not have it.
    Gone,
}

/// What is true of some rows.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) facts: FactTable,
    pub(super) tags: TagTable,
    layers: Vec<LayerTable>,
}

impl Judge {
    /// Makes the rules of a plan ready; what they decide is added to `tracked`, in which columns stay where they are.
    pub(super) fn new(plan: &Plan, tracked: &mut Vec<Tracked>) -> Self {
        let compiled = &plan.0;
        let others = untracked(plan);
        // Layers that depend on all customers together are none of one customer's own doing.
        let of_table = |(layerer, spec): &(&Arc<dyn Layerer>, &LayererSpec)| {
            let table = if let LayererSpec::Table(table) = spec { Some(table) } else { None };
            table.is_some_and(|table| !table.dimensions.iter().any(|name| others.contains(name.as_str())) && !reads_any(&layerer.rules(), &others))
        };
        let layerers: Vec<Arc<dyn Layerer>> =
            compiled.layers.layerers().iter().zip(&compiled.spec.layers.layerers).filter(of_table).map(|(layerer, _)| Arc::clone(layerer)).collect();
        let mut cuts: HashMap<String, Vec<i64>> = HashMap::new();
        let due = compiled.due.iter().flat_map(|due| due.rules.iter().flatten());
        let rules = compiled.tags.taggers().iter().flat_map(|tagger| tagger.rules()).chain(layerers.iter().flat_map(|layerer| layerer.rules())).chain(due);
        for (column, of) in rules.flat_map(crate::rule::Rule::reads) {
            cuts.entry(column.to_owned()).or_default().extend(of);
        }
        let facts = compiled.facts.of_metrics(|name| cuts.contains_key(name));
        let moments = facts.moments(|name| cuts.get(name).cloned().unwrap_or_default());
        let streams = &compiled.spec.facts.streams;
        let read = streams.iter().map(|stream| facts.reads(&stream.name).into_iter().flatten().map(str::to_owned).collect()).collect();
        let fields = compiled.spec.fields.iter().map(|field| field.name.clone()).filter(|name| cuts.contains_key(name)).collect();
        let mut judge = Judge { plan: plan.clone(), facts, moments, read, fields, layerers, columns: Vec::new(), cuts };
        judge.columns = judge.track(tracked, &others);
        judge
    }

    /// Finds what is decided among what is tracked, or adds it.
    fn track(&self, tracked: &mut Vec<Tracked>, others: &BTreeSet<String>) -> Vec<Column> {
        let dimensions: Vec<&str> = self.plan.0.tags.domains().map(|domain| domain.name.as_str()).collect();
        let mut found: Vec<(usize, Column)> = Vec::new();
        for (at, tagger) in self.plan.0.tags.taggers().iter().enumerate().filter(|(_, tagger)| !others.contains(&tagger.domain().name)) {
            let domain = tagger.domain();
            let (place, codes) = Tracked::find(tracked, &domain.name, false, domain.many, &domain.values);
            found.push((place, Column { source: Source::Dimension(at), many: domain.many, codes, rests_on: self.rests_on(&domain.name) }));
        }
        for (at, layerer) in self.layerers.iter().enumerate() {
            let (place, codes) = Tracked::find(tracked, layerer.name(), true, false, layerer.layers());
            found.push((place, Column { source: Source::Layer(at), many: false, codes, rests_on: dimensions.iter().map(|name| (*name).to_owned()).collect() }));
        }
        let column = |place: usize| found.iter().find(|(at, _)| *at == place).map(|(_, column)| column.clone());
        let gone = |tracked: &Tracked| Column { source: Source::Gone, many: tracked.many, codes: Vec::new(), rests_on: Vec::new() };
        tracked.iter().enumerate().map(|(place, tracked)| column(place).unwrap_or_else(|| gone(tracked))).collect()
    }

    fn rests_on(&self, dimension: &str) -> Vec<String> {
        let mut names = vec![dimension.to_owned()];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            let tagger = self.plan.0.tags.taggers().iter().find(|tagger| tagger.domain().name == name);
            for need in tagger.into_iter().flat_map(|tagger| tagger.needs()) {
                if !names.contains(need) {
                    names.push(need.clone());
                }
            }
            at += 1;
        }
        names
    }

    /// How many columns are tracked.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Whether the plan decides a tracked column.
    pub(super) fn decides(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| !matches!(column.source, Source::Gone))
    }

    /// The dimensions that a tracked column rests on.
    pub(super) fn on(&self, column: usize) -> &[String] {
        self.columns.get(column).map_or(&[], |column| &column.rests_on)
    }

    /// Facts, tags and layers of rows.
    pub(super) fn judge(&self, people: &People, rows: &[Row]) -> Judged {
        let days: Vec<i64> = rows.iter().map(|row| row.day).collect();
        let streams = people.histories.gather(rows, &self.read);
        let mut facts = self.facts.evaluate_each(&streams, &days).table;
        facts.columns.extend(self.fields.iter().filter_map(|name| people.fields.iter().find(|field| field.name == *name)).map(|field| of_rows(field, rows)));
        let tags = self.plan.0.tags.evaluate_with(&facts, &people.chosen.given(rows), Some(0));
        let layer =
            |layerer: &Arc<dyn Layerer>| LayerTable { name: layerer.name().to_owned(), layers: layerer.layers().to_vec(), codes: layerer.assign(None, &facts, &tags), model: None };
        let layers = self.layerers.iter().map(layer).collect();
        Judged { facts, tags, layers }
    }

    /// What a row has in a tracked column.
    pub(super) fn held(&self, judged: &Judged, column: usize, row: usize) -> Held {
        let Some(Column { source, many, codes, .. }) = self.columns.get(column) else { return Held::One(NO_TAG) };
        let own = |code: u16| codes.get(usize::from(code)).copied().unwrap_or(NO_TAG);
        match source {
            Source::Dimension(at) => match judged.tags.dimensions.get(*at).map(|dimension| (dimension, &dimension.codes)) {
                Some((_, TagCodes::One(codes))) => Held::One(codes.get(row).map_or(NO_TAG, own)),
                Some((dimension, TagCodes::Many { .. })) => {
                    let mut several: Vec<u16> = dimension.codes(row).map(own).collect();
                    several.sort_unstable();
                    Held::Many(several)
                }
                None => Held::One(NO_TAG),
            },
            Source::Layer(at) => Held::One(judged.layers.get(*at).and_then(|layers| layers.codes.get(row)).map_or(NO_TAG, |code| own(*code))),
            Source::Gone if *many => Held::Many(Vec::new()),
            Source::Gone => Held::One(NO_TAG),
        }
    }

    /// Per row, the rule that decides a tracked column alone; none where the value does not come from the rules.
    pub(super) fn deciding(&self, judged: &Judged, column: usize) -> Vec<Option<usize>> {
        let none = || vec![None; judged.facts.rows];
        let Some(Source::Dimension(at)) = self.columns.get(column).map(|column| column.source) else { return none() };
        let mut deciding = self.plan.0.tags.taggers().get(at).map_or_else(none, |tagger| tagger.deciding(&judged.facts, &judged.tags));
        for given in judged.tags.given.iter().filter(|given| given.dimension == at) {
            if let Some(rule) = deciding.get_mut(given.customer as usize) {
                *rule = None;
            }
        }
        deciding
    }

    /// The facts by which the rules of a tracked column tell two rows of two judgements apart.
    pub(super) fn apart<'j>(&'j self, column: usize, before: &'j Judged, after: &'j Judged) -> impl Iterator<Item = (&'j FactColumn, &'j FactColumn)> {
        let on = self.on(column);
        let taggers = self.plan.0.tags.taggers().iter().filter(move |tagger| on.contains(&tagger.domain().name));
        let layer = match self.columns.get(column).map(|column| column.source) {
            Some(Source::Layer(at)) => self.layerers.get(at),
            _ => None,
        };
        let rules = taggers.flat_map(|tagger| tagger.rules()).chain(layer.into_iter().flat_map(|layerer| layerer.rules()));
        let mut read: Vec<&str> = rules.flat_map(|rule| rule.reads().map(|(column, _)| column).collect::<Vec<_>>()).collect();
        read.sort_unstable();
        read.dedup();
        let pairs = before.facts.columns.iter().zip(&after.facts.columns).filter(move |(column, _)| read.contains(&column.name.as_str()));
        pairs.filter(|(one, other)| {
            let place = |column: &FactColumn| column.number(0).map(|number| self.cuts.get(&column.name).map_or(0, |cuts| cuts.iter().filter(|cut| **cut <= number).count()));
            if one.unit == FactUnit::Text { one.text(0) != other.text(0) } else { place(one) != place(other) }
        })
    }
}

/// The dimensions that are not tracked, and the facts for which they are not: forecasts of repeat buying, which rest on all customers together
/// and change every day; lifecycles, whose next stage is a matter of the run before; and what rests on either.
fn untracked(plan: &Plan) -> BTreeSet<String> {
    let lifecycles = plan.0.spec.tags.dimensions.iter().filter(|dimension| dimension.lifecycle.is_some()).map(|dimension| dimension.name.clone());
    let mut others: BTreeSet<String> = plan.0.facts.forecasts().map(str::to_owned).chain(lifecycles).collect();
    loop {
        let rests = |tagger: &&Arc<dyn crate::tag::Tagger>| tagger.needs().iter().any(|need| others.contains(need)) || reads_any(&tagger.rules(), &others);
        let more: Vec<String> = plan.0.tags.taggers().iter().filter(rests).map(|tagger| tagger.domain().name.clone()).filter(|name| !others.contains(name)).collect();
        if more.is_empty() {
            return others;
        }
        others.extend(more);
    }
}

fn reads_any(rules: &[&Rule], names: &BTreeSet<String>) -> bool {
    rules.iter().any(|rule| rule.reads().any(|(column, _)| names.contains(column)))
}

/// The values of a profile field that rows have.
fn of_rows(field: &FactColumn, rows: &[Row]) -> FactColumn {
    let mut texts = Interner::new();
    let ids = rows.iter().map(|row| field.text(row.customer as usize).map(|text| texts.intern(text))).collect();
    FactColumn { name: field.name.clone(), unit: FactUnit::Text, values: FactValues::Text { ids, texts } }
}
