//! The clock goes on: customers whose day has come are judged, and nobody else. Of whom something is said anew every day (forecasts, distances
//! by recency), a day comes at the latest after 32.

use super::judge::{Judge, Judged, Row, TOGETHER};
use super::log::{Cause, Change, What};
use super::{Timeline, date};
use crate::error::{Code, Error, Result};
use chrono::NaiveDate;

const SECONDS_PER_DAY: i64 = 86_400;

/// From a value to a value.
type Step = (u16, u16);

impl Timeline {
    /// Lets the clock go on to a date. What changes by then is added to the transitions, by day, customer and dimension; how much that is, is
    /// returned.
    ///
    /// # Errors
    /// `clock_backwards` for a date before the one it is at; nothing has changed then.
    pub fn advance(&mut self, as_of: NaiveDate) -> Result<usize> {
        let last = i64::from(as_of.to_epoch_days());
        if last < self.as_of {
            let detail = format!("the timeline is as of {} and does not go back to {as_of}", self.as_of());
            return Err(Error::new(Code::ClockBackwards, "as_of", detail).with_help("what was true on a day before, `values_on` says"));
        }
        let before = self.log.entries.len();
        if self.queue.first_key_value().is_some_and(|(day, _)| *day <= last) {
            self.log.begin(last, What::Advanced);
        }
        while let Some((day, mut due)) = self.queue.first_key_value().is_some_and(|(day, _)| *day <= last).then(|| self.queue.pop_first()).flatten() {
            due.retain(|customer| self.next.get(*customer as usize) == Some(&day));
            due.sort_unstable();
            due.dedup();
            for some in due.chunks(TOGETHER) {
                self.turn(some, day);
            }
        }
        self.as_of = last;
        Ok(self.log.entries.len() - before)
    }

    /// Customers change on a day.
    fn turn(&mut self, customers: &[u32], day: i64) {
        let rows: Vec<Row> = customers.iter().map(|customer| self.stages.row(*customer, day)).collect();
        let settled = self.judge.settle(&self.people, &rows);
        let changes = self.changes(&self.judge, &rows, &settled.judged, |timeline, at, column| {
            let customer = customers.get(at).copied().unwrap_or(u32::MAX);
            timeline.held(customer, column)
        });
        for (column, at, steps) in changes {
            let Some(customer) = customers.get(at) else { continue };
            self.hold(*customer, column, &self.judge.held(&settled.judged, column, at));
            for change in steps {
                self.log.push(change);
            }
        }
        for (at, (customer, next)) in customers.iter().zip(settled.next).enumerate() {
            self.stages.set(*customer, day, &self.judge.stages(&settled.judged, at, day));
            self.expect(*customer, next);
        }
    }

    /// What differs of rows, judged by some rules, from what was held before them, with rule and cause, by row and column.
    pub(super) fn changes(&self, judge: &Judge, rows: &[Row], judged: &Judged, before: impl Fn(&Self, usize, usize) -> super::Held) -> Vec<(usize, usize, Vec<Change>)> {
        let mut found: Vec<(usize, usize, Vec<Step>)> = Vec::new();
        for at in 0..rows.len() {
            for column in 0..self.tracked.len() {
                let (from, to) = (before(self, at, column), judge.held(judged, column, at));
                if from != to {
                    found.push((column, at, from.steps(&to)));
                }
            }
        }
        // Without what happened that day: where the value is the same then, the clock alone made it.
        let mut eventful: Vec<usize> = found.iter().map(|(_, at, _)| *at).collect();
        eventful.dedup();
        eventful.retain(|at| rows.get(*at).is_some_and(|row| self.people.histories.any_on(row.customer, row.day)));
        let quiet = |row: &Row| Row { before: Some(row.day.saturating_mul(SECONDS_PER_DAY)), ..row.clone() };
        let without: Vec<Row> = eventful.iter().filter_map(|at| rows.get(*at)).map(quiet).collect();
        let quiet = if without.is_empty() { None } else { Some(judge.judge(&self.people, &without)) };
        let cause = |column: usize, at: usize| {
            let Some(row) = rows.get(at) else { return Cause::Time };
            if self.people.chosen.any_on(row.customer, row.day, judge.on(column)) {
                return Cause::Manual;
            }
            match (eventful.binary_search(&at), &quiet) {
                (Ok(place), Some(quiet)) if judge.held(quiet, column, place) != judge.held(judged, column, at) => Cause::Event,
                _ => Cause::Time,
            }
        };
        let mut deciding: Vec<Option<Vec<Option<usize>>>> = vec![None; self.tracked.len()];
        let mut rule = |column: usize, at: usize| {
            let rules = deciding.get_mut(column)?.get_or_insert_with(|| judge.deciding(judged, column));
            rules.get(at).copied().flatten()
        };
        let mut changes = Vec::with_capacity(found.len());
        for (column, at, steps) in found {
            let Some(row) = rows.get(at) else { continue };
            let (rule, cause) = (rule(column, at), cause(column, at));
            let change = |(from, to): Step| Change { customer: row.customer, tracked: column, at: row.day, from, to, rule, cause };
            changes.push((column, at, steps.into_iter().map(change).collect()));
        }
        changes
    }

    /// The day of the next change of anybody, or of a stage behind a choice by hand, or on which somebody is looked at again of whom something
    /// is said anew every day; `None`: never.
    #[must_use]
    pub fn next_turn(&self) -> Option<NaiveDate> {
        let whose = |(day, customers): (&i64, &Vec<u32>)| customers.iter().any(|customer| self.next.get(*customer as usize) == Some(day)).then_some(*day);
        self.queue.iter().find_map(whose).and_then(date)
    }
}
