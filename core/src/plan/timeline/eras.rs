//! Rules that were published before: of the days on which they were in force, they are those that count.

use super::Timeline;
use super::judge::Judge;
use super::lifecycles::Stages;

/// Rules that were in force from a day on, until others were published.
#[derive(Debug)]
pub(super) struct Era {
    pub(super) from: i64,
    /// Their place among all that were enacted.
    pub(super) enacted: usize,
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

    /// The rules that are at a place among those that were ever enacted.
    pub(super) fn enacted(&self, at: usize) -> &Judge {
        let former = self.former.iter().find(|(own, _)| *own == at).map(|(_, judge)| judge);
        let past = || self.past.iter().find(|era| era.enacted == at).map(|era| &era.judge);
        former.or_else(past).unwrap_or(&self.judge)
    }

    /// The past is over: its rules are asked about transitions that they decided, and of nothing else.
    pub(super) fn close_eras(&mut self) {
        self.former.extend(self.past.drain(..).map(|era| (era.enacted, era.judge)));
        self.since = self.as_of;
    }

    /// Other rules are in force from now on; they are not among the enacted ones yet.
    pub(super) fn begin_era(&mut self, judge: Judge, stages: Stages) {
        let (judge, stages) = (std::mem::replace(&mut self.judge, judge), std::mem::replace(&mut self.stages, stages));
        // Rules that are replaced on the day on which they came have no day of their own.
        let enacted = self.log.last_enacted();
        if self.since < self.as_of {
            self.past.push(Era { from: self.since, enacted, judge, stages });
        } else {
            self.former.push((enacted, judge));
        }
        for era in &mut self.past {
            era.judge.widen(&self.tracked);
        }
        self.since = self.as_of;
    }
}
