//! What would be otherwise: a field, or one value of it, ignored.

use super::super::outcome::Outcome;
use super::super::scored::joins;
use super::otherwise::{Ignored, Otherwise};
use super::refusal::omitted;
use super::tie::rounded;
use crate::error::{Code, Error, Result, quote};
use crate::model::{Assumption, Edge, Explanation, FieldColumn, Normalized, Omitted, Partition, Reason, Statement};
use crate::normalize::record::{speaks_of_country, speaks_of_place};
use hashbrown::HashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Groups of a customer, and customers that it would come together with, that are listed.
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

impl Outcome {
    /// The customers that would fall apart if a field, or one value of it (such as the telephone of a shop), were ignored; in the order of
    /// the customers. The value is one as written, as displayed, or a match key; what it reads as counts.
    ///
    /// # Errors
    /// `unknown_field`; `unknown_value` when no record has the value.
    pub fn what_if_ignored(&self, field: &str, value: Option<&str>) -> Result<Vec<Split>> {
        let ignored = self.ignored(field, value)?;
        let otherwise = self.otherwise(ignored);
        Ok((0..self.customers.len()).filter_map(|customer| self.split(&otherwise.partition, customer)).collect())
    }

    /// As [`Outcome::what_if_ignored`], in words: how many customers would fall apart, and the first of them.
    ///
    /// # Errors
    /// As [`Outcome::what_if_ignored`].
    pub fn explain_ignored(&self, field: &str, value: Option<&str>) -> Result<Explanation> {
        let ignored = self.ignored(field, value)?;
        let otherwise = self.otherwise(ignored);
        let several = |customer: &usize| self.matched.partition.rows_of(*customer).len() > 1;
        let customers: Vec<usize> = (0..self.customers.len()).filter(several).collect();
        let splits: Vec<usize> = customers.iter().copied().filter(|c| self.split(&otherwise.partition, *c).is_some()).collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut out =
            Explanation::new(Statement::Ignored { field: field.to_owned(), value: value.map(str::to_owned), customers: count(customers.len()), split: count(splits.len()) });
        out.parts.extend(splits.iter().take(LISTED_SPLITS).map(|customer| self.told(ignored, (field, value), *customer, &otherwise)));
        out.parts.extend(omitted(Omitted::Splits, splits.len().saturating_sub(LISTED_SPLITS)));
        let rows: Vec<u32> = (0u32..).take(self.records.len()).collect();
        out.parts.extend(self.assumed(ignored, field, &rows));
        Ok(out)
    }

    /// What would become of one customer if a field, or one value of it, were ignored: one customer still, or which ones.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_field`; `unknown_value` when no record has the value.
    pub fn explain_without(&self, customer_id: &str, field: &str, value: Option<&str>) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let ignored = self.ignored(field, value)?;
        let mut out = self.told(ignored, (field, value), customer.index, &self.otherwise(ignored));
        out.parts.extend(self.assumed(ignored, field, self.matched.partition.rows_of(customer.index)));
        Ok(out)
    }

    /// The field and value of their names.
    pub(super) fn ignored(&self, name: &str, value: Option<&str>) -> Result<Ignored> {
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
        out.parts.extend(self.gained(&otherwise.partition, customer));
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

    /// The other customers whose records would be with some of a customer's.
    fn gained(&self, partition: &Partition, customer: usize) -> Option<Explanation> {
        let mine = self.matched.partition.rows_of(customer);
        let labels: BTreeSet<u32> = mine.iter().filter_map(|row| partition.of_row.get(*row as usize).copied()).collect();
        let beside = labels.iter().flat_map(|label| partition.rows_of(*label as usize)).filter_map(|row| self.customer_at(*row)).map(|c| c.index);
        let others: BTreeSet<usize> = beside.filter(|other| *other != customer).collect();
        let named = others.iter().take(LISTED_GROUPS).filter_map(|other| self.customers.get(*other)).map(|c| c.id.clone());
        (!others.is_empty()).then(|| Explanation::new(Statement::Gained { customers: named.collect(), count: u32::try_from(others.len()).unwrap_or(u32::MAX) }))
    }

    /// What a what-if takes for granted about some rows: what only a run on other inputs could tell.
    fn assumed(&self, ignored: Ignored, field: &str, rows: &[u32]) -> Vec<Explanation> {
        let assumed = |what: Assumption| Explanation::new(Statement::Assumed { field: field.to_owned(), what });
        let learned = ignored.value.is_none() && !self.matched.report.model_given;
        let model = learned.then_some(Assumption::Weights);
        let read = self.read_by(ignored.field, rows);
        let readings = (!read.is_empty()).then_some(Assumption::Readings(read));
        model.into_iter().chain(readings).map(assumed).collect()
    }

    /// The fields of which some rows hold values that were read with the help of a place, where a field speaks of places.
    fn read_by(&self, field: usize, rows: &[u32]) -> Vec<String> {
        let speaks = self.records.fields.get(field).is_some_and(|f| speaks_of_place(&f.kind) || speaks_of_country(&f.kind));
        let helped = |reason: &Reason| matches!(reason, Reason::CountryOfRecord | Reason::CityAssumed);
        let others = self.records.fields.iter().enumerate().filter(|(at, _)| speaks && *at != field).map(|(_, other)| other);
        let of = |column: &&FieldColumn| rows.iter().any(|row| self.records.field_forms(*row as usize, column).iter().any(|form| column.forms.reasons(*form).iter().any(helped)));
        others.filter(of).map(|column| column.name.clone()).collect()
    }
}
