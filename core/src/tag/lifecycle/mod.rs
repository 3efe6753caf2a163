//! A dimension as a state machine: where the rules point, and where a customer may go.
//!
//! | before | rules point to | on 2024-06-30 |
//! |---|---|---|
//! | nothing | 活跃 | 活跃, since 2024-06-30 |
//! | 沉睡 since 2024-05-01 | 沉睡; the move to 活跃 has `近30天订单 >= 1`, which is true | 活跃 since 2024-06-30 |
//! | 活跃 since 2024-06-10, 30 days at least | 沉睡 | 活跃 since 2024-06-10 |
//! | 流失 since 2024-01-01, no move to 活跃 | 活跃 | 流失, and the finding `barred_moves` |

mod compile;
mod days;
mod machine;

#[cfg(test)]
mod tests;

pub(super) use compile::compile;
pub(super) use machine::Machine;

use super::given::{Given, LastTag};
use crate::model::{Codes, Decided, Explanation, FactTable, Finding, NO_TAG, Stage, StageReason, StageTable, Statement, TagCodes, TagDimension, TagDomain, TagTable};
use crate::rule::{Known, Rule, Verdict};
use chrono::NaiveDate;
use machine::Step;
use std::cmp::Reverse;

impl Machine {
    /// Where everybody goes from the stages before; `dimension` holds where the rules point, and then the stages.
    pub(super) fn apply(&self, at: usize, facts: &FactTable, given: &Given, today: Option<i64>, dimension: &mut TagDimension, tags: &mut TagTable) {
        let TagDimension { domain, codes: TagCodes::One(codes) } = dimension else { return };
        let today = today.and_then(|today| i32::try_from(today).ok());
        let mut notes = Vec::new();
        let before = self.before(domain, given, facts.rows, today, &mut notes);
        let verdicts = self.verdicts(&Known { facts, tags: &*tags });
        let is_true = |rule: usize, row: usize| verdicts.get(rule).and_then(|of| of.get(row)) == Some(&(Verdict::True as u8));
        let (mut stages, mut barred, mut unusual) = (Vec::with_capacity(facts.rows), Counted::default(), Counted::default());
        for (row, before) in before.iter().enumerate() {
            let target = codes.get(row).filter(|code| Some(*code) != domain.unknown);
            let (stage, step) = self.step(*before, today, target, |rule| is_true(rule, row));
            match step {
                Step::Barred => barred.count(row),
                Step::Began if !self.start.is_empty() && !stage.is_some_and(|stage| self.start.contains(&stage.code)) => unusual.count(row),
                _ => {}
            }
            stages.push(stage);
        }
        notes.extend(barred.finding("barred_moves", &domain.name, "customers stay where they were, since no move leads where the rules point"));
        notes.extend(unusual.finding("unusual_starts", &domain.name, "customers without a stage before begin where nobody should"));
        // Who has no stage has what the rules left it with.
        let new: Vec<u16> = stages.iter().enumerate().map(|(row, stage)| stage.map(|stage| stage.code).or(codes.get(row)).unwrap_or(NO_TAG)).collect();
        let targets = std::mem::replace(codes, Codes::from(new));
        tags.notes.extend(notes);
        tags.stages.push(StageTable { dimension: at, day: today, stages, before, targets });
    }

    /// What its rules say of everybody.
    fn verdicts(&self, known: &Known<'_>) -> Vec<Vec<u8>> {
        self.rules.iter().map(|rule| rule.bind(known).verdicts()).collect()
    }

    /// The stages before, one per customer: the latest, where several are given.
    pub(super) fn before(&self, domain: &TagDomain, given: &Given, rows: usize, today: Option<i32>, notes: &mut Vec<Finding>) -> Vec<Option<Stage>> {
        let mut last: Vec<&LastTag> = given.last.iter().filter(|last| last.dimension == domain.name && (last.customer as usize) < rows).collect();
        last.sort_by_key(|last| (last.customer, Reverse(last.since), &last.value, last.until));
        last.dedup_by_key(|last| last.customer);
        let mut before = vec![None; rows];
        let (mut strange, mut future) = (Counted::default(), Counted::default());
        for last in last {
            let row = last.customer as usize;
            let Some(code) = domain.code(&last.value).filter(|code| Some(*code) != domain.unknown) else {
                strange.count(row);
                continue;
            };
            let day = |day: i64| i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX });
            let since = day(last.since);
            if today.is_some_and(|today| since > today) {
                future.count(row);
            }
            let until = last.until.map(day).max(self.until(code, Some(since), 0));
            if let Some(slot) = before.get_mut(row) {
                *slot = Some(Stage { code, since: Some(since), until });
            }
        }
        notes.extend(strange.finding("unknown_stages", &domain.name, "customers had a stage that the dimension does not have, and begin anew"));
        notes.extend(future.finding("future_stages", &domain.name, "customers entered their stage after the as-of date"));
        before
    }

    /// The rules that it reads, for what must be decided before.
    pub(super) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Why a customer is in its stage; `rules` say where the rules point.
    pub(super) fn explain(&self, at: usize, rules: Explanation, known: &Known<'_>, row: usize) -> Explanation {
        let Some(table) = known.tags.stages.iter().find(|table| table.dimension == at) else { return rules };
        let Some(domain) = known.tags.dimensions.get(at).map(|dimension| &dimension.domain) else { return rules };
        let Statement::Tag { dimension, .. } = &rules.statement else { return rules };
        let before = table.before.get(row).copied().flatten();
        let target = table.targets.get(row).filter(|code| Some(*code) != domain.unknown);
        let (stage, step) = self.step(before, table.day, target, |rule| self.rules.get(rule).is_some_and(|rule| rule.row(known, row) == Verdict::True));
        let name = |code: u16| domain.value(code).unwrap_or_default().to_owned();
        let toward = target.filter(|target| stage.is_some_and(|stage| stage.code != *target)).map(name);
        let rule = |at: Option<usize>| at.and_then(|at| self.rules.get(at));
        let text = |at: Option<usize>| rule(at).map(|rule| rule.text().to_owned());
        let reason = match step {
            Step::Began => StageReason::Began,
            Step::Moved(at) => StageReason::Moved {
                from: before.map(|before| name(before.code)).unwrap_or_default(),
                by: text(self.moves.get(at).and_then(|m| m.when)),
                after: self.moves.get(at).and_then(|m| m.after).map(i64::from),
            },
            Step::Same => StageReason::Same,
            Step::Dwells(until) => StageReason::Dwells { until: date(until), toward },
            Step::Held(at) => StageReason::Held { by: text(self.stays.get(at).and_then(|stay| stay.hold)).unwrap_or_default(), toward },
            Step::Barred => StageReason::Barred { toward: toward.unwrap_or_default(), open: before.into_iter().flat_map(|before| self.open_from(before.code)).map(name).collect() },
            Step::Open => StageReason::Open,
        };
        let decided = Decided::Stage { reason, since: stage.and_then(|stage| stage.since).map(date) };
        let values = stage.map(|stage| name(stage.code)).into_iter().collect();
        let mut explanation = Explanation::new(Statement::Tag { dimension: dimension.clone(), values, decided: Some(decided) });
        let of_stage = before.map_or(u16::MAX, |before| before.code);
        for m in self.moves.iter().filter(|m| m.from == of_stage) {
            explanation.parts.extend(rule(m.when).map(|rule| rule.explain_row(known, row, domain.value(m.to))));
        }
        for stay in self.stays.iter().filter(|stay| stay.stage == of_stage) {
            explanation.parts.extend(rule(stay.hold).map(|rule| rule.explain_row(known, row, domain.value(stay.stage))));
        }
        explanation.parts.extend(rules.parts);
        explanation
    }
}

fn date(days: i32) -> String {
    NaiveDate::from_epoch_days(days).map_or_else(|| days.to_string(), |date| date.to_string())
}

/// Customers that something is true of, and the first of them.
#[derive(Default)]
struct Counted {
    n: u64,
    first: usize,
}

impl Counted {
    fn count(&mut self, row: usize) {
        self.first = if self.n == 0 { row } else { self.first };
        self.n += 1;
    }

    fn finding(&self, code: &'static str, dimension: &str, text: &str) -> Option<Finding> {
        (self.n > 0).then(|| Finding::new(code, dimension, format!("{} {text}; the first is customer {} of the outcome", self.n, self.first + 1)))
    }
}
