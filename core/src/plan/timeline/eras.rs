//! Rules that were published before: of the days on which they were in force, they are those that count.

use super::Timeline;
use super::judge::Judge;
use super::lifecycles::Stages;

/// Rules that were in force from a day on, until others were published.
#[derive(Debug)]
pub(super) struct Era {
    pub(super) from: i64,
    pub(super) judge: Judge,
    /// The stages of customers before that day.
    pub(super) stages: Stages,
}

/// An era, be it past or the present one.
#[derive(Clone, Copy, Debug)]
pub(super) struct InForce<'t> {
    pub(super) from: i64,
    pub(super) judge: &'t Judge,
    pub(super) stages: &'t Stages,
}

impl Timeline {
    /// All rules since the opening, or since customers came together or apart, in the order of time.
    pub(super) fn eras(&self) -> Vec<InForce<'_>> {
        let past = self.past.iter().map(|era| InForce { from: era.from, judge: &era.judge, stages: &era.stages });
        past.chain([InForce { from: self.since, judge: &self.judge, stages: &self.stages }]).collect()
    }

    /// The first day whose rules and customers are known.
    pub(super) fn begins(&self) -> i64 {
        self.past.first().map_or(self.since, |era| era.from)
    }

    /// The rules that were in force on a day.
    pub(super) fn in_force(&self, day: i64) -> &Judge {
        if day >= self.since {
            return &self.judge;
        }
        self.past.iter().rfind(|era| era.from <= day).or(self.past.first()).map_or(&self.judge, |era| &era.judge)
    }

    /// Other rules are in force from now on.
    pub(super) fn begin_era(&mut self, judge: Judge, stages: Stages) {
        let (judge, stages) = (std::mem::replace(&mut self.judge, judge), std::mem::replace(&mut self.stages, stages));
        // Rules that are replaced on the day on which they came have no day of their own.
        if self.since < self.as_of {
            self.past.push(Era { from: self.since, judge, stages });
        }
        for era in &mut self.past {
            era.judge.widen(&self.tracked);
        }
        self.since = self.as_of;
    }
}
