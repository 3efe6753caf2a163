//! Customers, each as of a day of its own: the events of the rows are laid side by side and go through the very programs that a run goes
//! through, so that nothing here can disagree with a run.

use super::chosen::{Chosen, Keeps};
use super::fitted::Fitted;
use super::held::{Held, Tracked};
use super::histories::{Histories, Reads};
use super::lifecycles::Lifecycles;
use crate::facts::{FactsPlan, Moments};
use crate::model::{FactColumn, FactTable, FactUnit, FactValues, NO_TAG, Stage, TagCodes, TagTable};
use crate::plan::Plan;
use crate::rule::{Rule, state_column};
use crate::table::Interner;
use crate::tag::Given;
use hashbrown::HashMap;

/// Rows that are judged together, at most: so many are regrouped by nobody and stay in a processor's cache.
pub(super) const TOGETHER: usize = 4096;

/// A customer on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row {
    pub(super) customer: u32,
    pub(super) day: i64,
    /// Only what happened before this second is known; `None`: all is.
    pub(super) before: Option<i64>,
    /// The stage before that day, per lifecycle.
    pub(super) stages: Vec<Option<Stage>>,
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
    pub(super) fn turn(&self, moments: &Moments, keeps: &Keeps, customer: u32, after: i64) -> Option<i64> {
        [self.histories.turn(moments, customer, after), self.chosen.turn(keeps, customer, after)].into_iter().flatten().min()
    }
}

/// A plan's rules, ready for customers on days of their own.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    pub(super) plan: Plan,
    /// What was fitted to all customers together.
    pub(super) fitted: Fitted,
    pub(super) lifecycles: Lifecycles,
    pub(super) keeps: Keeps,
    /// The metrics that rules read, and no others.
    facts: FactsPlan,
    pub(super) moments: Moments,
    read: Reads,
    /// The fields that are read.
    fields: Vec<String>,
    /// What each tracked column is here.
    columns: Vec<Column>,
    /// Per column of facts that a rule or a layer reads, the numbers at which it changes its mind; `None`: any.
    cuts: HashMap<String, Option<Vec<i64>>>,
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
    /// Whether it may rest on what says something else every day.
    daily: bool,
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
    /// The layers of all rows, by layering.
    layers: Vec<Vec<u16>>,
}

impl Judge {
    /// Makes the rules of a plan ready; what they decide is added to `tracked`, in which columns stay where they are.
    pub(super) fn new(plan: &Plan, fitted: Fitted, tracked: &mut Vec<Tracked>) -> Self {
        let compiled = &plan.0;
        let lifecycles = Lifecycles::of(plan);
        let mut cuts: HashMap<String, Option<Vec<i64>>> = HashMap::new();
        let due = compiled.due.iter().flat_map(|due| due.rules.iter().flatten());
        let taggers = compiled.tags.taggers().iter().flat_map(|tagger| tagger.rules());
        let of_lifecycles = lifecycles.places().flat_map(|at| compiled.tags.rules_of_lifecycle(at));
        let layerers = compiled.layers.layerers();
        let rules = taggers.chain(of_lifecycles).chain(layerers.iter().flat_map(|layerer| layerer.rules())).chain(due);
        let read_by_rules = rules.flat_map(Rule::reads).map(|(column, of)| (column.to_owned(), Some(of)));
        let of_layers = layerers.iter().flat_map(|layerer| layerer.reads(fitted.layers.get(layerer.name()))).map(|read| (read.name, read.cuts));
        for (column, of) in read_by_rules.chain(of_layers) {
            let own = cuts.entry(column).or_insert_with(|| Some(Vec::new()));
            match (own.as_mut(), of) {
                (Some(own), Some(of)) => own.extend(of),
                _ => *own = None,
            }
        }
        let facts = compiled.facts.clone().with_purchase_models(&fitted.purchases).of_metrics(|name| cuts.contains_key(name));
        // Of what only other metrics are made of, no number matters by itself.
        let moments = facts.moments(|name| cuts.get(name).map_or_else(|| Some(Vec::new()), Clone::clone));
        let read = reads(plan, &facts);
        let of_states = compiled.states.iter().map(|field| state_column(field));
        let fields = compiled.spec.fields.iter().map(|field| field.name.clone()).chain(of_states).filter(|name| cuts.contains_key(name)).collect();
        let mut judge = Judge { plan: plan.clone(), fitted, lifecycles, keeps: Keeps::of(&compiled.spec.tags), facts, moments, read, fields, columns: Vec::new(), cuts };
        judge.columns = judge.track(tracked);
        judge
    }

    /// Finds what is decided among what is tracked, or adds it.
    fn track(&self, tracked: &mut Vec<Tracked>) -> Vec<Column> {
        let dimensions: Vec<String> = self.plan.0.tags.domains().map(|domain| domain.name.clone()).collect();
        let mut found: Vec<(usize, Column)> = Vec::new();
        for (at, tagger) in self.plan.0.tags.taggers().iter().enumerate() {
            let domain = tagger.domain();
            let (place, codes) = Tracked::find(tracked, &domain.name, false, domain.many, &domain.values);
            let rests_on = self.rests_on(&domain.name);
            let daily = self.rules_of(&rests_on).any(|rule| self.reads_daily(rule));
            found.push((place, Column { source: Source::Dimension(at), many: domain.many, codes, rests_on, daily }));
        }
        for (at, layerer) in self.plan.0.layers.layerers().iter().enumerate() {
            let (place, codes) = Tracked::find(tracked, layerer.name(), true, false, layerer.layers());
            let own = layerer.reads(self.fitted.layers.get(layerer.name())).iter().any(|read| self.moments.is_daily_fact(&read.name));
            let daily = own || self.rules_of(&dimensions).chain(layerer.rules()).any(|rule| self.reads_daily(rule));
            found.push((place, Column { source: Source::Layer(at), many: false, codes, rests_on: dimensions.clone(), daily }));
        }
        let column = |place: usize| found.iter().find(|(at, _)| *at == place).map(|(_, column)| column.clone());
        tracked.iter().enumerate().map(|(place, tracked)| column(place).unwrap_or_else(|| gone(tracked))).collect()
    }

    /// The rules of some dimensions, those of lifecycles among them.
    fn rules_of<'j>(&'j self, dimensions: &'j [String]) -> impl Iterator<Item = &'j Rule> {
        let tags = &self.plan.0.tags;
        let own = tags.taggers().iter().enumerate().filter(move |(_, tagger)| dimensions.contains(&tagger.domain().name));
        own.flat_map(move |(at, tagger)| tagger.rules().into_iter().chain(tags.rules_of_lifecycle(at)))
    }

    fn reads_daily(&self, rule: &Rule) -> bool {
        rule.reads().any(|(column, _)| self.moments.is_daily_fact(column))
    }

    /// Whether a tracked column, or any, may rest on what says something else every day.
    pub(super) fn is_daily(&self, column: Option<usize>) -> bool {
        let of = |column: &Column| column.daily;
        column.map_or_else(|| self.columns.iter().any(of), |column| self.columns.get(column).is_some_and(of))
    }

    fn rests_on(&self, dimension: &str) -> Vec<String> {
        let mut names = vec![dimension.to_owned()];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            let tagger = self.plan.0.tags.taggers().iter().find(|tagger| tagger.domain().name == name);
            let place = self.plan.0.tags.taggers().iter().position(|tagger| tagger.domain().name == name);
            let of_lifecycle = place.into_iter().flat_map(|at| self.plan.0.tags.rules_of_lifecycle(at)).flat_map(Rule::reads).map(|(column, _)| column);
            let of_lifecycle = of_lifecycle.filter(|column| self.plan.0.tags.domains().any(|domain| domain.name == *column));
            for need in tagger.into_iter().flat_map(|tagger| tagger.needs()).map(String::as_str).chain(of_lifecycle) {
                if !names.iter().any(|known| known == need) {
                    names.push(need.to_owned());
                }
            }
            at += 1;
        }
        names
    }

    /// Columns that are tracked since, and that these rules do not decide.
    pub(super) fn widen(&mut self, tracked: &[Tracked]) {
        self.columns.extend(tracked.iter().skip(self.columns.len()).map(gone).collect::<Vec<_>>());
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
        let tags = self.plan.0.tags.evaluate_with(&facts, &given_to(people, &self.lifecycles, &self.keeps, rows), Some(0));
        let layers = self.plan.0.layers.layerers().iter().map(|layerer| layerer.assign(self.fitted.layers.get(layerer.name()), &facts, &tags)).collect();
        Judged { facts, tags, layers }
    }

    /// The stages that a row came to on its day.
    pub(super) fn stages(&self, judged: &Judged, row: usize, day: i64) -> Vec<Option<Stage>> {
        self.lifecycles.reached(&judged.tags, row, day)
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
            Source::Layer(at) => Held::One(judged.layers.get(*at).and_then(|layers| layers.get(row)).map_or(NO_TAG, |code| own(*code))),
            Source::Gone if *many => Held::Many(Vec::new()),
            Source::Gone => Held::One(NO_TAG),
        }
    }

    /// Per row, the rule that decides a tracked column alone; none where the value does not come from the rules.
    pub(super) fn deciding(&self, judged: &Judged, column: usize) -> Vec<Option<usize>> {
        let none = || vec![None; judged.facts.rows];
        let Some(Source::Dimension(at)) = self.columns.get(column).map(|column| column.source) else { return none() };
        let mut deciding = self.plan.0.tags.deciding(at, &judged.facts, &judged.tags);
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
        let layer = match self.columns.get(column).map(|column| column.source) {
            Some(Source::Layer(at)) => self.plan.0.layers.layerers().get(at),
            _ => None,
        };
        let rules = self.rules_of(on).chain(layer.into_iter().flat_map(|layerer| layerer.rules()));
        let mut read: Vec<String> = rules.flat_map(Rule::reads).map(|(column, _)| column.to_owned()).collect();
        read.extend(layer.into_iter().flat_map(|layerer| layerer.reads(self.fitted.layers.get(layerer.name()))).map(|read| read.name));
        read.sort_unstable();
        read.dedup();
        let pairs = before.facts.columns.iter().zip(&after.facts.columns).filter(move |(column, _)| read.contains(&column.name));
        pairs.filter(|(one, other)| {
            let place = |column: &FactColumn| {
                let (number, cuts) = (column.number(0)?, self.cuts.get(&column.name)?);
                // Where any number can matter, each is a place of its own.
                Some(cuts.as_ref().map_or(number, |cuts| cuts.iter().map(|cut| i64::from(*cut <= number)).sum()))
            };
            if one.unit == FactUnit::Text { one.text(0) != other.text(0) } else { place(one) != place(other) }
        })
    }
}

/// A column that a plan does not have.
fn gone(tracked: &Tracked) -> Column {
    Column { source: Source::Gone, many: tracked.many, codes: Vec::new(), rests_on: Vec::new(), daily: false }
}

/// What is given to rows beside the rules, with days counted from the day of each.
pub(super) fn given_to(people: &People, lifecycles: &Lifecycles, keeps: &Keeps, rows: &[Row]) -> Given {
    let mut given = people.chosen.given(keeps, rows);
    lifecycles.give(rows, &mut given);
    given
}

/// The attributes that metrics read, by stream of a plan.
pub(super) fn reads(plan: &Plan, facts: &FactsPlan) -> Reads {
    let of = |name: &str| facts.reads(name).into_iter().flatten().map(str::to_owned).collect();
    plan.0.spec.facts.streams.iter().map(|stream| (stream.name.clone(), of(&stream.name))).collect()
}

/// The values of a profile field that rows have.
pub(super) fn of_rows(field: &FactColumn, rows: &[Row]) -> FactColumn {
    let mut texts = Interner::new();
    let ids = rows.iter().map(|row| field.text(row.customer as usize).map(|text| texts.intern(text))).collect();
    FactColumn { name: field.name.clone(), unit: FactUnit::Text, values: FactValues::Text { ids, texts } }
}
