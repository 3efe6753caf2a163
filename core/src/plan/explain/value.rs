//! Why a field has its value.

use super::super::contest::{ConflictKind, Lost};
use super::super::outcome::{Outcome, VerificationRef};
use super::super::time::date_of;
use crate::error::Result;
use crate::model::{Disagreement, Explanation, Loss, Preference, Statement};
use crate::profile::Decided;
use crate::spec::Survivorship;

impl Outcome {
    /// Why a field has its value: the winner, what decided, and the losers.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_field`.
    pub fn explain_value(&self, customer_id: &str, field: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let index = self.field(field)?;
        let winner = customer.value_at(index);
        let by = winner.as_ref().and_then(|w| match w.by {
            _ if w.filled => Some(Preference::Filled),
            Some(by) => Some(preference(by)),
            None => (w.decided == Decided::Order).then_some(Preference::Order),
        });
        let mut out = Explanation::new(Statement::Value {
            field: field.to_owned(),
            value: winner.as_ref().map(|w| w.value.to_owned()),
            record: winner.as_ref().map(|w| self.name(w.record.row)),
            by,
            written: customer.losers_at(index).len() + usize::from(winner.is_some()),
        });
        if let Some(verified) = winner.and_then(|w| w.verified) {
            out.push(Explanation::new(self.verified(verified)));
        }
        for loser in customer.losers_at(index) {
            let lost = match loser.lost {
                Lost::Unusable => Loss::Unusable,
                Lost::Writing => Loss::Writing,
                Lost::By(by) => Loss::By(preference(by)),
                Lost::Group => Loss::Group,
                Lost::Order => Loss::By(Preference::Order),
            };
            out.push(Explanation::new(Statement::Loser { value: loser.value.to_owned(), record: self.name(loser.record.row), status: loser.status, lost: Some(lost) }));
        }
        for conflict in customer.conflicts_at(index) {
            let kind = match conflict.kind {
                ConflictKind::Contradiction => Disagreement::Contradiction,
                ConflictKind::Undecided => Disagreement::Undecided,
            };
            out.push(Explanation::new(Statement::Conflict { field: field.to_owned(), kind, values: conflict.values.iter().map(|v| (*v).to_owned()).collect() }));
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

fn preference(by: &Survivorship) -> Preference {
    match by {
        Survivorship::Valid {} => Preference::Valid,
        Survivorship::SourcePriority {} => Preference::SourcePriority,
        Survivorship::MostRecent {} => Preference::MostRecent,
        Survivorship::MostFrequent {} => Preference::MostFrequent,
        Survivorship::Longest {} => Preference::Longest,
        Survivorship::Verified {} => Preference::Verified,
        Survivorship::Complete {} => Preference::Complete,
        Survivorship::Sources(order) => Preference::Sources(order.clone()),
        Survivorship::Prefer(_) => Preference::Listed,
        Survivorship::Custom(name) => Preference::Custom(name.clone()),
    }
}
