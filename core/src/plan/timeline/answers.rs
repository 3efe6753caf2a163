//! What a timeline is asked.

use super::settle::NEVER;
use super::{Held, Timeline, Transition, date, log};
use crate::error::{Code, Error, Result};
use crate::tag::Choice;
use chrono::NaiveDate;

impl Timeline {
    /// What a customer has in a dimension or layering.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn values(&self, customer: &str, dimension: &str) -> Result<Vec<&str>> {
        let (customer, column) = (self.customer(customer)?, self.column(dimension)?);
        Ok(self.told(column, &self.held(customer, column)))
    }

    /// The day on which a customer's value in a dimension or layering changes if nothing happens; `None`: never, or where it rests on what
    /// says something else every day (forecasts; distances by recency), not within ten years. Who is gone changes no more.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn next_change(&self, customer: &str, dimension: &str) -> Result<Option<NaiveDate>> {
        let (customer, column) = (self.customer(customer)?, self.column(dimension)?);
        if self.is_gone(customer as usize) {
            return Ok(None);
        }
        let next = self.judge.nexts(&self.people, &self.stages.row(customer, self.as_of), &[column]);
        Ok(next.first().copied().filter(|day| *day < NEVER).and_then(date))
    }

    /// As [`Timeline::next_change`], of every dimension and layering by its name: one walk over the days for all of them.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn next_changes(&self, customer: &str) -> Result<Vec<(&str, Option<NaiveDate>)>> {
        let columns: Vec<usize> = (0..self.tracked.len()).filter(|at| self.judge.decides(*at)).collect();
        let customer = self.customer(customer)?;
        if self.is_gone(customer as usize) {
            return Ok(self.dimensions().map(|name| (name, None)).collect());
        }
        let next = self.judge.nexts(&self.people, &self.stages.row(customer, self.as_of), &columns);
        let days = next.into_iter().map(|day| Some(day).filter(|day| *day < NEVER).and_then(date));
        Ok(self.dimensions().zip(days).collect())
    }

    /// The choices by hand that count for a customer now, with who made them and why; the latest last.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn choices(&self, customer: &str) -> Result<Vec<&Choice>> {
        Ok(self.people.chosen.on(self.customer(customer)?, self.as_of).collect())
    }

    /// All transitions, in the order in which they became known.
    pub fn transitions(&self) -> impl DoubleEndedIterator<Item = Transition<'_>> {
        self.log.entries.iter().filter_map(|entry| self.log.told(*entry, &self.customers, &self.tracked))
    }

    /// How many there are.
    #[must_use]
    pub fn count_transitions(&self) -> usize {
        self.log.entries.len()
    }

    /// A customer's transitions, in the order in which they became known.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn transitions_of(&self, customer: &str) -> Result<Vec<Transition<'_>>> {
        let entries = self.log.of(self.customer(customer)?);
        Ok(entries.into_iter().filter_map(|entry| self.log.told(entry, &self.customers, &self.tracked)).collect())
    }

    /// What a customer had on a day since the opening, by all that is known now: what a run as of that day says.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`, `out_of_range` for a day before the opening or after the as-of date.
    pub fn values_on(&self, customer: &str, dimension: &str, day: NaiveDate) -> Result<Vec<&str>> {
        self.values_known(customer, dimension, day, u32::MAX)
    }

    /// What a customer was thought to have on a day when a revision was the last.
    ///
    /// # Errors
    /// As [`Timeline::values_on`].
    pub fn values_known(&self, customer: &str, dimension: &str, day: NaiveDate, revision: u32) -> Result<Vec<&str>> {
        let (customer, column) = (self.customer(customer)?, self.column(dimension)?);
        let at = i64::from(day.to_epoch_days());
        if at < self.opened || at > self.as_of {
            let detail = format!("the timeline knows the days from {} to {}, and not {day}", self.opened(), self.as_of());
            return Err(Error::new(Code::OutOfRange, "day", detail));
        }
        let first = self.then.get(column).map_or(Held::One(crate::model::NO_TAG), |then| then.get(customer));
        Ok(self.told(column, &log::replay(first, &self.log.known(customer, column, revision), at)))
    }
}
