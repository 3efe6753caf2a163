//! What a transition rests on: the facts that moved.

use super::judge::Row;
use super::{Timeline, Transition};
use crate::error::Result;
use crate::model::FactUnit;
use serde::Serialize;

/// A fact that moved past a number that a rule compares it with: before the transition, and from then on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Moved {
    /// The metric or field.
    pub fact: String,
    /// What its numbers count.
    pub unit: FactUnit,
    /// The number, or the text, the day before.
    pub before: Option<String>,
    /// The number, or the text, on the day.
    pub after: Option<String>,
}

impl Timeline {
    /// The facts that make a transition, by what is known now: those that its rules read and that passed one of their numbers that day. Money
    /// is in 分, ratios in millionths, dates in days since 1970-01-01.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn evidence(&self, transition: &Transition<'_>) -> Result<Vec<Moved>> {
        let (customer, today) = (self.customer(transition.customer)?, self.column(transition.dimension)?);
        let day = i64::from(transition.at.to_epoch_days());
        // The rules that decided it, be they in force still or not.
        let rules = self.enacted(self.log.decided(day, transition.revision));
        let own = self.tracked.iter().enumerate().rposition(|(at, tracked)| tracked.name == transition.dimension && rules.decides(at));
        let column = own.unwrap_or(today);
        // Facts are asked for, and they rest on no stage.
        let judge = |day: i64| rules.judge(&self.people, &[Row { customer, day, before: None, stages: Vec::new() }]);
        let (before, after) = (judge(day - 1), judge(day));
        let value = |column: &crate::model::FactColumn| column.number(0).map(|number| number.to_string()).or_else(|| column.text(0).map(str::to_owned));
        let moved = rules.apart(column, &before, &after);
        Ok(moved.map(|(before, after)| Moved { fact: before.name.clone(), unit: before.unit, before: value(before), after: value(after) }).collect())
    }
}
