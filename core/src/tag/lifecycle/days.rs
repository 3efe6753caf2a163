//! What whoever goes from day to day asks of a state machine.

use super::machine::{Machine, Step};
use crate::model::{FactTable, Stage, TagTable};
use crate::rule::{Known, Verdict};

impl Machine {
    /// The first day after `after` on which a customer could leave a stage, though its facts and tags are those of the day before: the day
    /// after it came, the end of its stay, and the days that moves count.
    pub(in crate::tag) fn turn(&self, stage: Stage, after: i64) -> Option<i64> {
        let since = stage.since.map(i64::from);
        let counted = self.moves.iter().filter(|m| m.from == stage.code).filter_map(|m| m.after).map(i64::from);
        let days = counted.chain([1]).filter_map(|days| Some(since?.saturating_add(days)));
        days.chain(stage.until.map(i64::from)).filter(|day| *day > after).min()
    }

    /// Of each customer, the rule that brought it into its stage today: one of the dimension where its rules point there, else that of the
    /// move, numbered behind those of the dimension, `rules` of them.
    pub(in crate::tag) fn deciding(&self, at: usize, facts: &FactTable, tags: &TagTable, pointing: Vec<Option<usize>>, rules: usize) -> Vec<Option<usize>> {
        let Some(table) = tags.stages.iter().find(|table| table.dimension == at) else { return pointing };
        let Some(unknown) = tags.dimensions.get(at).map(|dimension| dimension.domain.unknown) else { return pointing };
        let known = Known { facts, tags };
        let of = |(row, pointing): (usize, Option<usize>)| {
            let target = table.targets.get(row).filter(|code| Some(*code) != unknown);
            let is_true = |rule: usize| self.rules.get(rule).is_some_and(|rule| rule.row(&known, row) == Verdict::True);
            match self.step(table.before.get(row).copied().flatten(), table.day, target, is_true).1 {
                Step::Moved(by) => match self.moves.get(by) {
                    Some(by) if by.has_rule() => by.when.map(|when| rules + when),
                    _ => pointing,
                },
                Step::Began => pointing,
                _ => None,
            }
        };
        pointing.into_iter().enumerate().map(of).collect()
    }
}
