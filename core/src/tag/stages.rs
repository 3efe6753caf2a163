//! What whoever goes from day to day asks of a plan's lifecycles, by the place of their dimension.

use super::TagPlan;
use super::given::Given;
use super::lifecycle::Machine;
use crate::model::{FactTable, Stage, TagTable};
use crate::rule::Rule;

impl TagPlan {
    /// The places of the dimensions that are lifecycles.
    pub(crate) fn lifecycles(&self) -> impl Iterator<Item = usize> {
        self.machines.iter().enumerate().filter(|(_, machine)| machine.is_some()).map(|(at, _)| at)
    }

    fn machine(&self, at: usize) -> Option<&Machine> {
        self.machines.get(at)?.as_ref()
    }

    /// The rules by which customers move and stay.
    pub(crate) fn rules_of_lifecycle(&self, at: usize) -> &[Rule] {
        self.machine(at).map_or(&[], Machine::rules)
    }

    /// The stages that customers had before, one per row, by what is given.
    pub(crate) fn stages_before(&self, at: usize, given: &Given, rows: usize) -> Vec<Option<Stage>> {
        let known = self.machine(at).zip(self.taggers.get(at));
        known.map_or_else(|| vec![None; rows], |(machine, tagger)| machine.before(tagger.domain(), given, rows, None, &mut Vec::new()))
    }

    /// The first day after `after` on which a stage could be left by the clock alone.
    pub(crate) fn turn_of_stage(&self, at: usize, stage: Stage, after: i64) -> Option<i64> {
        self.machine(at)?.turn(stage, after)
    }

    /// Of each customer, the rule that decides a dimension alone; those of a lifecycle stand behind those of the dimension.
    pub(crate) fn deciding(&self, at: usize, facts: &FactTable, tags: &TagTable) -> Vec<Option<usize>> {
        let Some(tagger) = self.taggers.get(at) else { return vec![None; facts.rows] };
        let deciding = tagger.deciding(facts, tags);
        match self.machine(at) {
            Some(machine) => machine.deciding(at, facts, tags, deciding, tagger.rules().len()),
            None => deciding,
        }
    }
}
