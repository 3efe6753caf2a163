//! Something about a customer's past became known: its way is walked again, and what differs from what was thought is written down.

use super::Timeline;
use super::held::Held;
use super::log::{Cause, Change, replay};
use super::walk::Walk;
use crate::model::NO_TAG;

impl Timeline {
    /// Walks a customer's way again from a day on, or from the day on which today's customers began to count.
    pub(super) fn revise(&mut self, customer: u32, since: i64) {
        // The day before tells what came on the day itself.
        let since = since.saturating_sub(1).clamp(self.begins(), self.as_of);
        let Walk { first, changes, moves, next } = self.walk(customer, since, self.as_of);
        self.stages.put(customer, &moves);
        for column in 0..self.tracked.len() {
            let start = self.then.get(column).map_or(Held::One(NO_TAG), |then| then.get(customer));
            let known = self.log.known(customer, column, u32::MAX);
            let own: Vec<Change> = changes.iter().copied().filter(|change| change.tracked == column).collect();
            let known_on = |day: i64| replay(start.clone(), &known, day);
            let own_on = |day: i64| {
                let mut held = first.get(column).cloned().unwrap_or(Held::One(NO_TAG));
                own.iter().filter(|change| change.at <= day).for_each(|change| held.step(change.from, change.to));
                held
            };
            let mut days: Vec<i64> = known.iter().map(|entry| i64::from(entry.at)).filter(|at| *at >= since).chain(own.iter().map(|change| change.at)).chain([since]).collect();
            days.sort_unstable();
            let Some(day) = days.into_iter().find(|day| known_on(*day) != own_on(*day)) else { continue };
            // What was true before that day is known as it is; on the first of all days nothing was before.
            let before = if day > self.opened { known_on(day - 1) } else { start.clone() };
            let at_day = own.iter().find(|change| change.at == day).copied();
            let template = Change { customer, tracked: column, at: day, from: NO_TAG, to: NO_TAG, rule: None, cause: Cause::Event };
            let template = Change { rule: at_day.and_then(|change| change.rule), cause: at_day.map_or(Cause::Event, |change| change.cause), ..template };
            let now = own_on(day);
            let mut steps: Vec<Change> = before.steps(&now).into_iter().map(|(from, to)| Change { from, to, ..template }).collect();
            if steps.is_empty() {
                // A change that was thought of is taken back.
                steps.push(template);
            }
            steps.extend(own.iter().filter(|change| change.at > day));
            for change in steps {
                self.log.push(change);
            }
            let held = own_on(self.as_of);
            self.hold(customer, column, &held);
        }
        self.expect(customer, next);
    }
}
