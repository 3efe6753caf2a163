//! What an outcome says of customer ids: what changed, and what the next run is given.

use super::history::ChangeKind;
use super::outcome::{Outcome, RecordRef};
use crate::model::Assignment;
use std::collections::BTreeMap;

/// What happened to a customer id, or to a record, since the previous assignment.
///
/// | kind | from | into | record |
/// |---|---|---|---|
/// | `created` | | the new id | |
/// | `absorbed` | the id that is gone | the id that it leads to | |
/// | `split` | the id that most of its records had | the new id | |
/// | `retired` | the id that is gone | | |
/// | `moved` | the record's id before | its id now | the record |
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change<'a> {
    /// What happened.
    pub kind: ChangeKind,
    /// A customer id of the previous assignment.
    pub from: Option<&'a str>,
    /// A customer id of this outcome.
    pub into: Option<&'a str>,
    /// The record that moved.
    pub record: Option<RecordRef<'a>>,
}

impl Outcome {
    /// What happened to customer ids since the previous assignment, by kind, then id, then record. Without a previous assignment there
    /// is nothing to compare with, and nothing is listed; with an empty one every customer is `created`.
    #[must_use]
    pub fn changes(&self) -> impl ExactSizeIterator<Item = Change<'_>> {
        self.history.changes.iter().map(|change| Change {
            kind: change.kind,
            from: change.from.map(|id| self.history.former.get(id)),
            into: change.into.and_then(|at| self.customers.get(at as usize)).map(|customer| customer.id.as_str()),
            record: change.row.map(|row| self.record(row)),
        })
    }

    /// Ids that are new because a customer came apart, and the id that most of their records had before.
    pub(crate) fn split_from(&self) -> BTreeMap<String, String> {
        let split = self.changes().filter(|change| change.kind == ChangeKind::Split);
        split.filter_map(|change| Some((change.into?.to_owned(), change.from?.to_owned()))).collect()
    }

    /// Ids that no customer has any more, and the living id that each leads to; `None`: to none.
    #[must_use]
    pub fn redirects(&self) -> &BTreeMap<String, Option<String>> {
        &self.history.redirects
    }

    /// The customer ids of all records, for [`super::RunOptions::previous`] of the next run. The same customers give the same bytes.
    #[must_use]
    pub fn assignment(&self) -> Assignment {
        let mut assignment = Assignment::new();
        for record in self.records() {
            assignment.push(record.source, record.id, self.customer_at(record.row).map_or("", |customer| customer.id()));
        }
        assignment.with_past(self.history.redirects.clone(), self.history.next.clone())
    }
}
