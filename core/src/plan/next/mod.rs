//! Why not, and what next: what keeps a customer from a tag or a layer, and the nearest changes that would give it.
//!
//! ```text
//! goal --concern--> facts, constants, kinds of events --variants of the customer--> the evaluators themselves --> those that reach it
//! ```
//!
//! A change is something that can happen: more events, an event of some amount, days without events, another value of a field. Each is tried
//! on the customer's own events, so windows, ratios, recency and everything else follow as they would. Nothing is estimated from rules.

mod pairs;
mod search;
#[cfg(test)]
mod tests;
mod trial;
mod why_not;

use super::check::{Concern, Root, concern};
use super::outcome::Outcome;
use crate::error::{Code, Error, Result, quote};
use crate::model::{Explanation, FactTable, Statement};
use crate::rule::{FieldType, Known, Rule, number_text};
use search::{Found, MOST_DAYS, MOST_EVENTS, Search};
use trial::{Trial, Variant};

/// Facts of a change that are listed.
const LISTED: usize = 8;

/// A tag or a layer that a customer might have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Goal<'a> {
    Tag { dimension: &'a str, value: &'a str },
    Layer { layering: &'a str, layer: &'a str },
}

impl Outcome {
    /// Why a customer does not have a tag, and what would give it: the conditions that fail, by how much, and the single changes that would do,
    /// the nearest first; where none would, pairs of them.
    ///
    /// | part | what is said |
    /// |---|---|
    /// | `tag` | what it has, and why |
    /// | `case` | a rule that gives what is wanted, with its comparisons; `lacks`: by how much they fail |
    /// | `change` | what would do: so many more events, one event of at least so much, so many days without events, another value of a field, or two of these together; its parts `becomes` are the facts that change |
    /// | `searched` | what was looked at, where nothing would do |
    ///
    /// Nearest first is: events by their number, then amounts, then waiting, then fields. Each change is the least of its kind. An event counts on
    /// the as-of date, and `until` says up to when it would do as well.
    ///
    /// # Limits
    /// 60 more events of one kind, one more event of up to 10,000 million 元, 400 days without events. Pairs are looked for where no single
    /// change would do: first up to 6 more events of one kind (of the first 4 kinds of each stream), or another value of a field; beside it up to 6
    /// more events of one kind, or one more event of some amount; beside events another value of a field; and beside one event or another value
    /// of a field up to 120 days without events before it. Of each two sorts of change one pair is named, 5 at most. What takes other values of
    /// two fields, two amounts, an amount after waiting, more events after waiting, or three changes, is not found.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`, `unknown_value`; `missing_as_of` where the outcome has no date.
    pub fn explain_next_tag(&self, customer_id: &str, dimension: &str, value: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let domains = || self.plan.0.tags.domains();
        let domain = domains().find(|domain| domain.name == dimension).ok_or_else(|| {
            let error = Error::new(Code::UnknownDimension, "", format!("there is no dimension {}", quote(dimension)));
            error.with_nearest(dimension, domains().map(|domain| domain.name.as_str()))
        })?;
        known_value(value, domain.values.iter().map(String::as_str), &format!("the dimension {}", quote(dimension)))?;
        self.next(customer.index, Goal::Tag { dimension, value })
    }

    /// As [`Outcome::explain_next_tag`], of a layer. Layers that rest on all customers stay where they are cut.
    ///
    /// # Errors
    /// As [`Outcome::explain_next_tag`].
    pub fn explain_next_layer(&self, customer_id: &str, layering: &str, layer: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let table = self.layers.iter().find(|table| table.name == layering).ok_or_else(|| {
            let error = Error::new(Code::UnknownDimension, "", format!("there is no layering {}", quote(layering)));
            error.with_nearest(layering, self.layers.iter().map(|table| table.name.as_str()))
        })?;
        known_value(layer, table.layers.iter().map(String::as_str), &format!("the layering {}", quote(layering)))?;
        self.next(customer.index, Goal::Layer { layering, layer })
    }

    fn next(&self, customer: usize, goal: Goal<'_>) -> Result<Explanation> {
        let as_of = self
            .as_of
            .ok_or_else(|| Error::new(Code::MissingAsOf, "", "the outcome has no as-of date, and what would change depends on one").with_help("run with an as-of date"))?;
        let spec = &self.plan.0.spec;
        let has = |tags: &crate::model::TagTable, layers: &[crate::model::LayerTable], row: usize| -> Vec<String> {
            match goal {
                Goal::Tag { dimension, .. } => tags.dimension(dimension).into_iter().flat_map(|d| d.values(row)).map(str::to_owned).collect(),
                Goal::Layer { layering, .. } => layers.iter().find(|table| table.name == layering).and_then(|table| table.layer(row)).map(str::to_owned).into_iter().collect(),
            }
        };
        let (of, wanted) = match goal {
            Goal::Tag { dimension, value } => (dimension, value),
            Goal::Layer { layering, layer } => (layering, layer),
        };
        let now = has(&self.tags, &self.layers, customer);
        let id = self.customers.get(customer).map_or("", |customer| customer.id.as_str());
        let why = match goal {
            Goal::Tag { dimension, .. } => self.explain_tag(id, dimension)?,
            Goal::Layer { layering, .. } => self.explain_layer(id, layering)?,
        };
        let answer = |reached: bool, changes: usize| {
            let changes = u32::try_from(changes).unwrap_or(u32::MAX);
            Explanation::new(Statement::Next { of: of.to_owned(), wanted: wanted.to_owned(), now: now.clone(), reached, changes })
        };
        if now.iter().any(|value| value == wanted) {
            return Ok(answer(true, 0).with(why));
        }
        let layerer = spec.layers.layerers.iter().find(|layerer| layerer.name() == of);
        let concern = match (goal, layerer) {
            (Goal::Layer { .. }, Some(layerer)) => concern(spec, Root::Layering(layerer)),
            _ => concern(spec, Root::Dimension(of)),
        };
        let trial = Trial::new(self, customer, as_of);
        let reached = |result: &trial::Result, row: usize| has(&result.tags, &result.layers, row).iter().any(|value| value == wanted);
        let found = Search { trial: &trial, concern: &concern, reached: &reached }.all();
        let mut out = answer(false, found.len());
        for found in &found {
            out.push(told(found, &trial, &concern));
        }
        if found.is_empty() {
            out.push(Explanation::new(searched()));
        }
        out.push(why);
        if let Goal::Tag { dimension, value } = goal {
            out.parts.extend(self.conditions(customer, dimension, value));
        }
        Ok(out)
    }

    /// The rules that give a value, with what they lack.
    fn conditions(&self, customer: usize, dimension: &str, value: &str) -> Vec<Explanation> {
        let spec = &self.plan.0.spec.tags;
        let mut fields = self.plan.0.facts.fields().clone();
        for field in self.plan.0.spec.fields.iter().filter(|field| self.plan.0.facts.fields().find(&field.name).is_none()) {
            fields.push_field(&field.name);
        }
        for domain in self.plan.0.tags.domains() {
            if fields.find(&domain.name).is_none() {
                fields.push_type(&domain.name, FieldType::Unit(crate::model::FactUnit::Text));
            }
        }
        let known = Known { facts: &self.facts, tags: &self.tags };
        let rules = spec.dimensions.iter().find(|d| d.name == dimension).into_iter().flat_map(|d| &d.rules).filter(|rule| rule.value == value);
        rules
            .filter_map(|rule| {
                let rule = Rule::compile(&rule.when, "", &fields, &mut Vec::new())?;
                let mut why = rule.explain_row(&known, customer, Some(value));
                why.parts.extend(why_not::lacking(rule.predicate(), &fields, &known, customer));
                Some(why)
            })
            .collect()
    }
}

/// What was looked at.
fn searched() -> Statement {
    Statement::Searched { events: MOST_EVENTS, days: MOST_DAYS, pair_events: pairs::MOST_FIRST, pair_days: pairs::PAIR_DAYS, kinds: pairs::KINDS }
}

/// A change, with the facts that it changes among those that are read.
fn told(found: &Found, trial: &Trial<'_>, concern: &Concern) -> Explanation {
    let (before, after) = (trial.results(&[Variant::default()], 0), trial.results(std::slice::from_ref(&found.variant), found.later));
    let mut out = Explanation::new(Statement::Change(found.change.clone()));
    let read = |name: &str| concern.names.iter().any(|known| known == name);
    for column in after.facts.columns.iter().filter(|column| read(&column.name)) {
        let (from, to) = (shown(&before.facts, &column.name), shown(&after.facts, &column.name));
        if from != to && out.parts.len() < LISTED {
            out.push(Explanation::new(Statement::Becomes { column: column.name.clone(), from, to }));
        }
    }
    out
}

fn known_value<'v>(value: &str, values: impl Iterator<Item = &'v str> + Clone, of: &str) -> Result<()> {
    if values.clone().any(|known| known == value) {
        return Ok(());
    }
    Err(Error::new(Code::UnknownValue, "", format!("{of} has no value {}", quote(value))).with_nearest(value, values))
}

/// A fact as rules write it.
fn shown(facts: &FactTable, name: &str) -> Option<String> {
    let column = facts.column(name)?;
    column.number(0).map(|number| number_text(number, column.unit)).or_else(|| column.text(0).map(quote))
}
