//! One customer's way through days: every change in order, each day by the rules that were in force.

use super::Timeline;
use super::eras::InForce;
use super::held::Held;
use super::judge::{Judged, Row};
use super::lifecycles::Last;
use super::log::{Cause, Change};
use super::settle::NEVER;
use crate::model::NO_TAG;

/// What a customer had on the first day, and every change until the last.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) first: Vec<Held>,
    pub(super) changes: Vec<Change>,
    /// Its last move in every lifecycle.
    pub(super) moves: Vec<Last>,
    /// The day of the next change after the last day.
    pub(super) next: i64,
}

impl Timeline {
    /// Walks from a day to another one, by all that is known now; with lifecycles from the first day that counts, since where a customer is
    /// there hangs on all days before.
    pub(super) fn walk(&self, customer: u32, from: i64, to: i64) -> Walk {
        let eras = self.eras();
        let lifecycles = eras.iter().any(|era| !era.judge.lifecycles.is_empty());
        let start = if lifecycles { 0 } else { eras.iter().rposition(|era| era.from <= from).unwrap_or(0) };
        let mut walk = Walk { next: NEVER, ..Walk::default() };
        let mut before: Option<(InForce<'_>, Vec<Held>)> = None;
        for (at, era) in eras.iter().enumerate().skip(start) {
            let last = eras.get(at + 1).map_or(to, |next| to.min(next.from - 1));
            let mut row = Row { customer, day: if lifecycles || at > start { era.from } else { from }, before: None, stages: Vec::new() };
            let mut held = if let Some((old, there)) = before.take() {
                row.stages = walk.moves.iter().map(|last| last.before(row.day)).collect();
                let by_old = old.judge.judge(&self.people, std::slice::from_ref(&row));
                walk.moves = era.judge.lifecycles.take_over(&old.judge.lifecycles, &row.stages).into_iter().map(Last::of).collect();
                let (judged, changes) = self.day(era, &mut row, &mut walk, Some(&there));
                // Where the rules before would say what the new ones say, these did nothing.
                let same = |column: usize| old.judge.held(&by_old, column, 0) == era.judge.held(&judged, column, 0);
                walk.changes.extend(changes.into_iter().map(|change| Change { cause: if same(change.tracked) { change.cause } else { Cause::Rules }, ..change }));
                self.all_held(era, &judged)
            } else {
                walk.moves = era.stages.first(customer);
                let (judged, _) = self.day(era, &mut row, &mut walk, None);
                walk.first = self.all_held(era, &judged);
                walk.first.clone()
            };
            while walk.next <= last {
                row.day = walk.next;
                let (judged, changes) = self.day(era, &mut row, &mut walk, Some(&held));
                walk.changes.extend(changes);
                held = self.all_held(era, &judged);
            }
            before = Some((*era, held));
        }
        walk
    }

    /// What comes on a day, after what was held before it.
    fn day(&self, era: &InForce<'_>, row: &mut Row, walk: &mut Walk, before: Option<&[Held]>) -> (Judged, Vec<Change>) {
        row.stages = walk.moves.iter().map(|last| last.before(row.day)).collect();
        let rows = std::slice::from_ref(&*row);
        let settled = era.judge.settle(&self.people, rows);
        let held = |column: usize| before.and_then(|before| before.get(column)).cloned().unwrap_or(Held::One(NO_TAG));
        let found = if before.is_some() { self.changes(era.judge, rows, &settled.judged, |_, _, column| held(column)) } else { Vec::new() };
        let reached = era.judge.stages(&settled.judged, 0, row.day);
        walk.moves = walk.moves.iter().zip(reached).map(|(last, stage)| last.then(row.day, stage)).collect();
        walk.next = settled.next.first().copied().unwrap_or(NEVER);
        (settled.judged, found.into_iter().flat_map(|(_, _, changes)| changes).collect())
    }

    fn all_held(&self, era: &InForce<'_>, judged: &Judged) -> Vec<Held> {
        (0..self.tracked.len()).map(|column| era.judge.held(judged, column, 0)).collect()
    }
}
