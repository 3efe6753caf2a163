//! Why a field has its value.

use super::super::outcome::{Outcome, VerificationRef};
use super::super::profiles;
use super::super::time::date_of;
use crate::error::Result;
use crate::model::{Explanation, Preference, Statement};
use crate::spec::Survivorship;

impl Outcome {
    /// Why a field has its value: the winner, what decided, and the losers.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_field`.
    pub fn explain_value(&self, customer_id: &str, field: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let index = self.field(field)?;
        let rows = self.matched.partition.rows_of(customer.index);
        let contenders = profiles::contenders(&self.plan.0, &self.records, rows, index);
        let winner = customer.value_at(index);
        let mut out = Explanation::new(Statement::Value {
            field: field.to_owned(),
            value: winner.as_ref().map(|w| w.value.to_owned()),
            record: winner.as_ref().map(|w| self.name(w.record.row)),
            by: winner.as_ref().and_then(|w| w.by).map(preference),
            written: contenders.len(),
        });
        let Some(winner) = winner else { return Ok(out) };
        out.parts.extend(winner.verified.map(|v| Explanation::new(self.verified(v))));
        for c in contenders.iter().filter(|c| c.display != winner.value) {
            let raw = || self.records.fields.get(index).map_or("", |f| f.forms.raw.get(c.form));
            let value = if c.display.is_empty() { raw() } else { c.display }.to_owned();
            out.push(Explanation::new(Statement::Loser { value, record: self.name(c.row), status: c.status, lost: None }));
        }
        Ok(out)
    }

    fn verified(&self, v: VerificationRef<'_>) -> Statement {
        Statement::Verified {
            method: v.method.map(str::to_owned),
            date: v.date.and_then(date_of).map(|d| d.to_string()),
            operator: v.operator.map(str::to_owned),
            record: self.name(v.record.row),
        }
    }
}

fn preference(by: Survivorship) -> Preference {
    match by {
        Survivorship::Valid {} => Preference::Valid,
        Survivorship::SourcePriority {} => Preference::SourcePriority,
        Survivorship::MostRecent {} => Preference::MostRecent,
        Survivorship::MostFrequent {} => Preference::MostFrequent,
        Survivorship::Longest {} => Preference::Longest,
        Survivorship::Verified {} => Preference::Verified,
    }
}
