//! Why: pairs, customers, ways between records, values, tags and layers, and what would be otherwise; as data that is told in words.

mod apart;
mod customer;
mod otherwise;
mod pair;
mod path;
mod refusal;
#[cfg(test)]
mod refusal_tests;
mod tags;
#[cfg(test)]
mod tests;
mod tie;
mod value;
mod without;

pub(super) use otherwise::LastAsked;
pub use without::Split;

use super::outcome::{CustomerRef, Outcome, RecordRef};
use crate::error::{Code, Error, Result, quote};
use crate::model::{Explanation, RecordGroup, RecordName, Statement};

/// Names that are looked through for the nearest to one that is not known.
const NAMES_LOOKED_AT: usize = 100_000;
/// Records of a group that are named.
const NAMED: usize = 6;

impl Outcome {
    /// Everything about a customer: what holds its records together, its values, tags and layers. In English;
    /// [`Explanation::in_language`] tells it in another language.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn explain(&self, customer_id: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let mut all = self.cohesion(customer);
        let mut values = Explanation::new(Statement::Profile {});
        for field in &self.records.fields {
            if customer.value(&field.name).is_some() {
                values.push(self.explain_value(customer_id, &field.name)?);
            }
        }
        all.push(values);
        for dimension in &self.tags.dimensions {
            all.push(self.explain_tag(customer_id, &dimension.domain.name)?);
        }
        for layers in &self.layers {
            all.push(self.explain_layer(customer_id, &layers.name)?);
        }
        Ok(all)
    }

    pub(in crate::plan) fn known(&self, customer_id: &str) -> Result<CustomerRef<'_>> {
        let unknown = || {
            let ids = self.customers.iter().map(|c| c.id.as_str()).take(NAMES_LOOKED_AT);
            Error::new(Code::UnknownCustomer, "", format!("there is no customer {}", quote(customer_id))).with_nearest(customer_id, ids)
        };
        self.customer(customer_id).ok_or_else(unknown)
    }

    /// The record of a source and an id.
    ///
    /// # Errors
    /// `unknown_record`, with the nearest name.
    pub fn find_record(&self, (source, id): (&str, &str)) -> Result<RecordRef<'_>> {
        self.records.find(source, id).map(|row| self.record(row)).ok_or_else(|| {
            let error = Error::new(Code::UnknownRecord, "", format!("there is no record {} in source {}", quote(id), quote(source)));
            if self.records.sources.iter().any(|s| s == source) {
                error.with_nearest(id, self.records().filter(|r| r.source == source).map(|r| r.id).take(NAMES_LOOKED_AT))
            } else {
                error.with_nearest(source, self.records.sources.iter().map(String::as_str))
            }
        })
    }

    /// The field of a name.
    fn field(&self, name: &str) -> Result<usize> {
        let names = || self.records.fields.iter().map(|f| f.name.as_str());
        self.records.field(name).ok_or_else(|| Error::new(Code::UnknownField, "", format!("there is no field {}", quote(name))).with_nearest(name, names()))
    }

    /// A record's name.
    fn name(&self, row: u32) -> RecordName {
        let RecordRef { source, id, .. } = self.record(row);
        RecordName { source: source.to_owned(), record_id: id.to_owned() }
    }

    /// Some records by name, the others counted.
    fn group(&self, rows: &[u32]) -> RecordGroup {
        RecordGroup { named: rows.iter().take(NAMED).map(|row| self.name(*row)).collect(), records: u32::try_from(rows.len()).unwrap_or(u32::MAX) }
    }

    /// The id of a row's customer.
    fn customer_id(&self, row: u32) -> String {
        self.customer_at(row).map_or(String::new(), |c| c.id().to_owned())
    }
}
