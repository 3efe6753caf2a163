//! One step of one customer: pure, by the stage before, the day and what the rules say.

use crate::model::Stage;
use crate::rule::Rule;

/// The moves, resolved. Stages are codes of the dimension's values.
#[derive(Clone, Debug, Default)]
pub(in crate::tag) struct Machine {
    pub(super) start: Vec<u16>,
    pub(super) moves: Vec<Move>,
    pub(super) stays: Vec<Stay>,
    /// What moves and stays ask, by place.
    pub(super) rules: Vec<Rule>,
}

/// A move between two stages.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) when: Option<usize>,
    pub(super) after: Option<i32>,
    pub(super) days: i32,
}

impl Move {
    /// Whether it goes by a rule or clock of its own, not by the rules of the dimension.
    pub(super) fn has_rule(&self) -> bool {
        self.when.is_some() || self.after.is_some()
    }
}

/// What keeps customers in a stage.
#[derive(Clone, Debug)]
pub(super) struct Stay {
    pub(super) stage: u16,
    pub(super) days: i32,
    pub(super) hold: Option<usize>,
}

/// What happened to a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Began,
    /// By the move of this place.
    Moved(usize),
    Same,
    /// Until this day.
    Dwells(i32),
    /// By the stay of this place.
    Held(usize),
    Barred,
    Open,
}

impl Machine {
    /// The stage after a day. `target`: where the rules of the dimension point, if anywhere; `is_true`: whether a rule of the machine is.
    pub(super) fn step(&self, before: Option<Stage>, today: Option<i32>, target: Option<u16>, is_true: impl Fn(usize) -> bool) -> (Option<Stage>, Step) {
        let Some(before) = before else {
            let begun = target.map(|code| self.entered(code, today, 0));
            return (begun, if begun.is_some() { Step::Began } else { Step::Open });
        };
        let stays = |step| (Some(before), step);
        let Some(today) = today else { return stays(if target == Some(before.code) { Step::Same } else { Step::Open }) };
        if let Some(until) = before.until.filter(|until| today < *until) {
            return stays(Step::Dwells(until));
        }
        let out = || self.moves.iter().enumerate().filter(|(_, m)| m.from == before.code);
        let age = before.since.map(|since| today.saturating_sub(since));
        let goes = |m: &Move| m.has_rule() && m.when.is_none_or(&is_true) && m.after.is_none_or(|after| age.is_some_and(|age| age >= after));
        if let Some((at, chosen)) = out().find(|(_, m)| goes(m)) {
            return (Some(self.entered(chosen.to, Some(today), chosen.days)), Step::Moved(at));
        }
        let Some(target) = target else { return stays(Step::Open) };
        if target == before.code {
            return stays(Step::Same);
        }
        let held = self.stays.iter().position(|stay| stay.stage == before.code && stay.hold.is_some_and(&is_true));
        if let Some(at) = held {
            return stays(Step::Held(at));
        }
        match out().find(|(_, m)| m.to == target && !m.has_rule()) {
            Some((at, chosen)) => (Some(self.entered(target, Some(today), chosen.days)), Step::Moved(at)),
            None => stays(Step::Barred),
        }
    }

    /// A stage that is entered today, and kept for as long as it and the move say.
    pub(super) fn entered(&self, code: u16, today: Option<i32>, days: i32) -> Stage {
        Stage { code, since: today, until: self.until(code, today, days) }
    }

    /// The day before which a stage that was entered on `since` is not left.
    pub(super) fn until(&self, code: u16, since: Option<i32>, days: i32) -> Option<i32> {
        let days = self.stays.iter().filter(|stay| stay.stage == code).map(|stay| stay.days).max().unwrap_or(0).max(days);
        since.filter(|_| days > 0).map(|since| since.saturating_add(days))
    }

    /// Where moves without a rule of their own lead from a stage.
    pub(super) fn open_from(&self, code: u16) -> impl Iterator<Item = u16> {
        self.moves.iter().filter(move |m| m.from == code && !m.has_rule()).map(|m| m.to)
    }
}
