//! One customer's way through days: every change in order.

use super::Timeline;
use super::held::Held;
use super::judge::Row;
use super::log::Change;
use super::settle::NEVER;

/// What a customer had on the first day, and every change until the last.
pub(super) struct Walk {
    pub(super) first: Vec<Held>,
    pub(super) changes: Vec<Change>,
    /// The day of the next change after the last day.
    pub(super) next: i64,
}

impl Timeline {
    /// Walks from a day to another one, by all that is known now.
    pub(super) fn walk(&self, customer: u32, from: i64, to: i64) -> Walk {
        let width = self.tracked.len();
        let mut row = Row::new(customer, from);
        let mut settled = self.judge.settle(&self.people, &[row], None);
        let held = |judged: &super::judge::Judged| (0..width).map(|column| self.judge.held(judged, column, 0)).collect::<Vec<Held>>();
        let first = held(&settled.judged);
        let (mut before, mut changes) = (first.clone(), Vec::new());
        let mut next = settled.next.first().copied().unwrap_or(NEVER);
        while next <= to {
            row.day = next;
            settled = self.judge.settle(&self.people, &[row], None);
            let found = self.changes(&[row], &settled.judged, |_, _, column| before.get(column).cloned().unwrap_or(Held::One(crate::model::NO_TAG)));
            changes.extend(found.into_iter().flat_map(|(_, _, changes)| changes));
            before = held(&settled.judged);
            next = settled.next.first().copied().unwrap_or(NEVER);
        }
        Walk { first, changes, next }
    }
}
