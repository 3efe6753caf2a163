//! What would be otherwise: a field, or one value of it, ignored.
//!
//! The kept pairs are weighed again with the field's comparisons as missing, pairs that only its blocking keys brought together are
//! dropped, how rare values are is counted again from what is left, and what chains of pairs connected is clustered again under the same
//! constraints. It is what a run with the outcome's own model would do on inputs without the field, but for two things: pairs that were
//! never kept are not looked for (they neither join anybody nor count among the holders of a value), and a pair that shares the key of a
//! crowded block is taken to be looked at.

use super::super::decide::{Decider, Memo};
use super::super::joint::Joint;
use super::super::matching::{REFINEMENTS, complete, constraints, joins};
use super::super::model::records_per_customer;
use super::super::outcome::Outcome;
use super::super::run::Conductor;
use super::refusal::omitted;
use super::tie::rounded;
use crate::error::{Code, Error, Result, quote};
use crate::identity::cluster::{Components, Constraints, Scale};
use crate::identity::compare::{Cache, Prepared, Vector};
use crate::identity::score::Weights;
use crate::model::{Decision, Edge, Explanation, Normalized, Omitted, Partition, Statement};
use hashbrown::HashMap;
use std::cmp::Reverse;

/// Pairs that one thread weighs again at a time.
const EDGES_TOGETHER: usize = 1 << 12;
/// Groups of a customer that are listed.
const LISTED_GROUPS: usize = 6;
/// Ties that would be lost, listed.
const LISTED_TIES: usize = 5;
/// Customers that would fall apart, listed.
const LISTED_SPLITS: usize = 20;

/// A customer that would fall apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Split {
    /// The customer, by index.
    pub customer: usize,
    /// Its rows that would still be together, ascending; the groups in the order of their first rows.
    pub groups: Vec<Vec<u32>>,
}

/// What is ignored.
#[derive(Clone, Copy, Debug)]
struct Ignored {
    field: usize,
    /// One value of the field; `None`: all.
    value: Option<u32>,
}

/// The pairs weighed again, and what they make of the rows.
struct Otherwise {
    /// By rows; of pairs that nothing brings together any longer there is none.
    edges: Vec<Edge>,
    partition: Partition,
}

impl Outcome {
    /// The customers that would fall apart if a field, or one value of it (such as the telephone of a shop), were ignored; in the order of
    /// the customers. The value is one as written, as displayed, or a match key; what it reads as counts.
    ///
    /// # Errors
    /// `unknown_field`; `unknown_value` when no record has the value.
    pub fn what_if_ignored(&self, field: &str, value: Option<&str>) -> Result<Vec<Split>> {
        let ignored = self.ignored(field, value)?;
        let otherwise = self.otherwise(ignored, None);
        Ok((0..self.customers.len()).filter_map(|customer| self.split(&otherwise.partition, customer)).collect())
    }

    /// As [`Outcome::what_if_ignored`], in words: how many customers would fall apart, and the first of them.
    ///
    /// # Errors
    /// As [`Outcome::what_if_ignored`].
    pub fn explain_ignored(&self, field: &str, value: Option<&str>) -> Result<Explanation> {
        let ignored = self.ignored(field, value)?;
        let otherwise = self.otherwise(ignored, None);
        let several = |customer: &usize| self.matched.partition.rows_of(*customer).len() > 1;
        let customers: Vec<usize> = (0..self.customers.len()).filter(several).collect();
        let splits: Vec<usize> = customers.iter().copied().filter(|c| self.split(&otherwise.partition, *c).is_some()).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut out =
            Explanation::new(Statement::Ignored { field: field.to_owned(), value: value.map(str::to_owned), customers: count(customers.len()), split: count(splits.len()) });
        out.parts.extend(splits.iter().take(LISTED_SPLITS).map(|customer| self.told(ignored, (field, value), *customer, &otherwise)));
        out.parts.extend(omitted(Omitted::Splits, splits.len().saturating_sub(LISTED_SPLITS)));
        Ok(out)
    }

    /// What would become of one customer if a field, or one value of it, were ignored: one customer still, or which ones.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_field`; `unknown_value` when no record has the value.
    pub fn explain_without(&self, customer_id: &str, field: &str, value: Option<&str>) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let ignored = self.ignored(field, value)?;
        let first = self.matched.partition.rows_of(customer.index).first().copied();
        Ok(self.told(ignored, (field, value), customer.index, &self.otherwise(ignored, first)))
    }

    /// The field and value of their names.
    fn ignored(&self, name: &str, value: Option<&str>) -> Result<Ignored> {
        let field = self.field(name)?;
        Ok(Ignored { field, value: value.map(|text| self.value_of(field, name, text)).transpose()? })
    }

    /// The value that a text means in a field.
    fn value_of(&self, field: usize, name: &str, text: &str) -> Result<u32> {
        let missing = || Error::new(Code::UnknownValue, "value", format!("no record has the {} {}", quote(name), quote(text)));
        let Some(column) = self.records.fields.get(field) else { return Err(missing()) };
        let mut read = Normalized::default();
        if let Some(bound) = self.plan.0.fields.get(field) {
            bound.normalizer.normalize(text, &mut read);
        }
        let of_form = || {
            let form = (0u32..).zip(column.forms.raw.iter()).find(|(form, raw)| *raw == text || column.forms.display(*form) == text)?.0;
            column.forms.value.get(form as usize).copied()
        };
        let keyed = [read.key.as_str(), text].into_iter().filter(|key| !key.is_empty()).find_map(|key| column.values.keys.find(key));
        keyed.or_else(of_form).filter(|value| *value != 0).ok_or_else(|| missing().with_nearest(text, column.forms.raw.iter().take(super::NAMES_LOOKED_AT)))
    }

    /// Whether a row has what is ignored.
    fn has(&self, row: u32, ignored: Ignored) -> bool {
        self.records.fields.get(ignored.field).is_some_and(|column| {
            let mut values = self.records.field_values(row as usize, column).iter();
            values.any(|v| ignored.value.map_or(*v != 0, |value| *v == value))
        })
    }

    /// Clusters again what chains of pairs connect, without what is ignored: all of it, or what a row is connected with.
    fn otherwise(&self, ignored: Ignored, row: Option<u32>) -> Otherwise {
        let (plan, records) = (&*self.plan.0, &self.records);
        let conductor = Conductor::silent();
        let prepared = conductor.pool.run(|| Prepared::new(records, &plan.comparisons, &plan.layout).without(ignored.field, ignored.value));
        let mut weights = self.unrefined(&prepared);
        let decider = Decider { plan, weights: &weights, records };
        let again = |edges: &&[Edge], state: &mut Option<(Cache, Memo)>| {
            let (cache, memo) = state.get_or_insert_with(|| (prepared.cache(), Memo::default()));
            let brought = edges.iter().filter(|e| self.brought_together(e.a, e.b, ignored));
            brought.map(|e| decider.decide(prepared.compare_again(Vector(e.vector), e.a, e.b, cache), e.a, e.b, memo)).collect::<Vec<Edge>>()
        };
        let pieces: Vec<&[Edge]> = self.matched.edges.chunks(EDGES_TOGETHER).collect();
        let mut edges: Vec<Edge> = conductor.pool.map(&pieces, again).into_iter().flatten().collect();
        conductor.pool.run(|| weights.refine(records, &mut edges, REFINEMENTS));
        weights.calibrate(self.matched.model.as_ref().and_then(|m| m.calibration));
        edges.iter_mut().for_each(|e| e.weight = weights.calibrated(e.weight));
        // What comes together only now is not asked.
        let components = Components::new(records.len(), &self.matched.edges, |e| joins(e, plan.ties_from()));
        let wanted = row.map(|row| components.of(row));
        edges.retain(|e| {
            let of = components.of(e.a);
            let kept = e.weight >= self.matched.floor || !matches!(e.decision, Decision::Weight | Decision::WeakOnly);
            kept && of.is_some() && of == components.of(e.b) && wanted.is_none_or(|wanted| wanted == of)
        });
        complete(plan, &prepared, &weights, &conductor, &mut edges, plan.ties_from());
        let scale = Scale { threshold: plan.threshold, neutral: weights.neutral() };
        let constraints = self.constraints_without(ignored);
        let joint = Joint::new(&prepared, &weights);
        let partition = conductor.pool.run(|| plan.clusterer.cluster(records.len(), &edges, scale, &constraints, &joint));
        Otherwise { edges, partition }
    }

    /// The outcome's model bound to its records as at the start of a run, before holders are counted.
    fn unrefined(&self, prepared: &Prepared<'_>) -> Weights {
        let Some(model) = &self.matched.model else { return self.matched.weights.clone() };
        let prior = self.matched.weights.prior();
        Weights::new(model, prior, prepared, records_per_customer(model.records_per_customer, prior, self.records.len()))
    }

    /// What a customer may not hold together, but for what is ignored.
    fn constraints_without(&self, ignored: Ignored) -> Constraints {
        let mut constraints = constraints(&self.plan.0, &self.records);
        for (_, values) in constraints.exclusive.iter_mut().filter(|(field, _)| usize::from(*field) == ignored.field) {
            values.iter_mut().filter(|v| ignored.value.is_none_or(|value| **v == value)).for_each(|v| *v = 0);
        }
        constraints
    }

    /// Whether some blocking rule brings two rows together without what is ignored. Where a record has several values of a field, that two
    /// share another one than the ignored is read from its comparisons, not here.
    fn brought_together(&self, a: u32, b: u32, ignored: Ignored) -> bool {
        let one = self.records.fields.get(ignored.field).is_some_and(|column| column.slots == 1);
        let lost = (ignored.value.is_none() || one) && (self.has(a, ignored) || self.has(b, ignored));
        let (mut left, mut right) = (Vec::new(), Vec::new());
        self.plan.0.blockers.iter().zip(&self.plan.0.blocker_fields).any(|(blocker, fields)| {
            if lost && fields.contains(&ignored.field) {
                return false;
            }
            left.clear();
            right.clear();
            blocker.keys(&self.records, a as usize, &mut left);
            blocker.keys(&self.records, b as usize, &mut right);
            left.iter().any(|key| right.contains(key))
        })
    }

    /// How a customer would fall apart, if it would.
    fn split(&self, partition: &Partition, customer: usize) -> Option<Split> {
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut place: HashMap<u32, usize> = HashMap::new();
        for row in self.matched.partition.rows_of(customer) {
            let label = partition.of_row.get(*row as usize).copied()?;
            let at = *place.entry(label).or_insert(groups.len());
            match groups.get_mut(at) {
                Some(group) => group.push(*row),
                None => groups.push(vec![*row]),
            }
        }
        (groups.len() > 1).then_some(Split { customer, groups })
    }

    /// What would become of a customer, and the ties that it would lose.
    fn told(&self, ignored: Ignored, (field, value): (&str, Option<&str>), customer: usize, otherwise: &Otherwise) -> Explanation {
        let rows = self.matched.partition.rows_of(customer);
        let split = self.split(&otherwise.partition, customer);
        let groups = split.map_or_else(|| vec![rows.to_vec()], |split| split.groups);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut out = Explanation::new(Statement::Without {
            customer: self.customers.get(customer).map_or(String::new(), |c| c.id.clone()),
            field: field.to_owned(),
            value: value.map(str::to_owned),
            groups: groups.iter().take(LISTED_GROUPS).map(|rows| self.group(rows)).collect(),
            customers: count(groups.len()),
            records: count(rows.iter().filter(|row| self.has(**row, ignored)).count()),
        });
        let mut lost: Vec<(&Edge, Option<&Edge>)> = self.ties(rows).into_iter().map(|edge| (edge, otherwise.edge(edge))).collect();
        lost.retain(|(_, again)| again.is_none_or(|e| !joins(e, self.plan.0.ties_from())));
        // Those across the groups first: they are why it would fall apart.
        let of = |row: u32| otherwise.partition.of_row.get(row as usize);
        lost.sort_by_key(|(edge, _)| Reverse(of(edge.a) != of(edge.b)));
        out.parts.extend(
            lost.iter().take(LISTED_TIES).map(|(edge, again)| Explanation::new(Statement::LostTie { tie: self.tie(edge), probability: again.map(|e| rounded(e.probability())) })),
        );
        out.parts.extend(omitted(Omitted::LostTies, lost.len().saturating_sub(LISTED_TIES)));
        if groups.len() == 1 {
            out.parts.extend(self.weakest(rows, &self.ties_among(&otherwise.edges, rows)));
        }
        out
    }
}

impl Otherwise {
    /// A pair as it would be weighed; `None`: nothing would bring it together.
    fn edge(&self, edge: &Edge) -> Option<&Edge> {
        let at = self.edges.binary_search_by_key(&(edge.a, edge.b), |e| (e.a, e.b)).ok()?;
        self.edges.get(at)
    }
}
