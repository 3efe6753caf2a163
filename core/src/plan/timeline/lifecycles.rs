//! Lifecycles go from day to day: the stage that a customer has before a day, and since the last move.

use super::judge::Row;
use crate::model::{Stage, TagTable};
use crate::plan::Plan;
use crate::tag::{Given, LastTag};

/// The dimensions of a plan that are lifecycles.
#[derive(Clone, Debug, Default)]
pub(super) struct Lifecycles(Vec<Lifecycle>);

#[derive(Clone, Debug)]
struct Lifecycle {
    /// Its place among the dimensions.
    at: usize,
    name: String,
    /// The stages by their codes.
    values: Vec<String>,
}

impl Lifecycles {
    pub(super) fn of(plan: &Plan) -> Self {
        let tags = &plan.0.tags;
        let of = |at: usize| tags.taggers().get(at).map(|tagger| Lifecycle { at, name: tagger.domain().name.clone(), values: tagger.domain().values.clone() });
        Lifecycles(tags.lifecycles().filter_map(of).collect())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The stages that a customer has in those of other rules: by their names; one that these do not have is none.
    pub(super) fn take_over(&self, old: &Lifecycles, stages: &[Option<Stage>]) -> Vec<Option<Stage>> {
        let of = |lifecycle: &Lifecycle| {
            let (before, stage) = old.0.iter().zip(stages).find(|(old, _)| old.name == lifecycle.name)?;
            let stage = (*stage)?;
            let value = before.values.get(usize::from(stage.code))?;
            let code = lifecycle.values.iter().position(|known| known == value)?;
            Some(Stage { code: u16::try_from(code).ok()?, ..stage })
        };
        self.0.iter().map(of).collect()
    }

    /// Their places among the dimensions.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|lifecycle| lifecycle.at)
    }

    /// The stages before their days are given to rows as those of a run before, with days counted from the day of each.
    pub(super) fn give(&self, rows: &[Row], given: &mut Given) {
        for (customer, row) in (0_u32..).zip(rows) {
            for (lifecycle, stage) in self.0.iter().zip(&row.stages) {
                let last = stage.as_ref().and_then(|stage| {
                    Some(LastTag {
                        customer,
                        dimension: lifecycle.name.clone(),
                        since: i64::from(stage.since?).saturating_sub(row.day),
                        value: lifecycle.values.get(usize::from(stage.code))?.clone(),
                        until: stage.until.map(|until| i64::from(until).saturating_sub(row.day)),
                    })
                });
                given.last.extend(last);
            }
        }
    }

    /// The stages that a row came to on its day.
    pub(super) fn reached(&self, tags: &TagTable, row: usize, day: i64) -> Vec<Option<Stage>> {
        let days = |of_day: i32| i32::try_from(i64::from(of_day).saturating_add(day)).unwrap_or(i32::MAX);
        let stage = |lifecycle: &Lifecycle| {
            let stage = tags.stages.iter().find(|table| table.dimension == lifecycle.at)?.stages.get(row).copied().flatten()?;
            Some(Stage { code: stage.code, since: stage.since.map(days), until: stage.until.map(days) })
        };
        self.0.iter().map(stage).collect()
    }

    /// The first day after `after` on which one of the stages could be left by the clock alone.
    pub(super) fn turn(&self, plan: &Plan, stages: &[Option<Stage>], after: i64) -> Option<i64> {
        self.0.iter().zip(stages).filter_map(|(lifecycle, stage)| plan.0.tags.turn_of_stage(lifecycle.at, (*stage)?, after)).min()
    }
}

/// A customer's last move in a lifecycle: where it was before that day, and where it is since.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Last {
    since: i64,
    before: Option<Stage>,
    now: Option<Stage>,
}

impl Last {
    pub(super) fn of(stage: Option<Stage>) -> Self {
        Last { since: i64::MIN, before: stage, now: stage }
    }

    /// The stage before a day, be it the day of the move or a later one.
    pub(super) fn before(self, day: i64) -> Option<Stage> {
        if day <= self.since { self.before } else { self.now }
    }

    /// After a day.
    pub(super) fn then(self, day: i64, stage: Option<Stage>) -> Self {
        let before = self.before(day);
        if stage == before { Last::of(before) } else { Last { since: day, before, now: stage } }
    }
}

/// The stages of all customers.
#[derive(Clone, Debug)]
pub(super) struct Stages {
    lifecycles: Lifecycles,
    /// By customer and lifecycle: before the first day that counts.
    first: Vec<Option<Stage>>,
    last: Vec<Last>,
}

impl Stages {
    /// Those that are given to customers before the first day.
    pub(super) fn new(plan: &Plan, given: &Given, customers: usize) -> Self {
        let mut stages = Stages { lifecycles: Lifecycles::of(plan), first: Vec::new(), last: Vec::new() };
        stages.grow(plan, given, customers);
        stages
    }

    /// More customers, with the stages that are given to them.
    pub(super) fn grow(&mut self, plan: &Plan, given: &Given, customers: usize) {
        let width = self.lifecycles.0.len();
        let known = self.first.len().checked_div(width).unwrap_or(customers);
        let of_each: Vec<Vec<Option<Stage>>> = self.lifecycles.places().map(|at| plan.0.tags.stages_before(at, given, customers)).collect();
        for customer in known..customers {
            self.first.extend(of_each.iter().map(|stages| stages.get(customer).copied().flatten()));
        }
        let known = self.last.len();
        self.last.extend(self.first.iter().skip(known).map(|stage| Last::of(*stage)));
    }

    /// The stages before a day under the rules of another plan.
    pub(super) fn under(&self, plan: &Plan, customers: usize, day: i64) -> Self {
        let lifecycles = Lifecycles::of(plan);
        let before = |customer: u32| self.of(customer).iter().map(|last| last.before(day)).collect::<Vec<_>>();
        let first: Vec<Option<Stage>> = (0_u32..).take(customers).flat_map(|customer| lifecycles.take_over(&self.lifecycles, &before(customer))).collect();
        let last = first.iter().map(|stage| Last::of(*stage)).collect();
        Stages { lifecycles, first, last }
    }

    /// Days before are over: what was before this one is the first that is known.
    pub(super) fn restart(&mut self, day: i64) {
        for (first, last) in self.first.iter_mut().zip(&mut self.last) {
            *first = last.before(day);
        }
    }

    /// The place of a customer's stages.
    fn range(&self, customer: u32) -> std::ops::Range<usize> {
        let (width, at) = (self.lifecycles.0.len(), customer as usize);
        at.saturating_mul(width)..at.saturating_add(1).saturating_mul(width)
    }

    /// A customer's last moves.
    pub(super) fn of(&self, customer: u32) -> &[Last] {
        self.last.get(self.range(customer)).unwrap_or(&[])
    }

    /// What a customer had before the first day that counts.
    pub(super) fn first(&self, customer: u32) -> Vec<Last> {
        self.first.get(self.range(customer)).unwrap_or(&[]).iter().map(|stage| Last::of(*stage)).collect()
    }

    /// A customer on a day, with the stages before it.
    pub(super) fn row(&self, customer: u32, day: i64) -> Row {
        Row { customer, day, before: None, stages: self.of(customer).iter().map(|last| last.before(day)).collect() }
    }

    /// Notes the stages that a customer came to on a day.
    pub(super) fn set(&mut self, customer: u32, day: i64, stages: &[Option<Stage>]) {
        let range = self.range(customer);
        for (last, stage) in self.last.get_mut(range).into_iter().flatten().zip(stages) {
            *last = last.then(day, *stage);
        }
    }

    /// Notes a customer's last moves.
    pub(super) fn put(&mut self, customer: u32, moves: &[Last]) {
        let range = self.range(customer);
        for (last, own) in self.last.get_mut(range).into_iter().flatten().zip(moves) {
            *last = *own;
        }
    }
}
