//! Dimensions that stand below a value of another: whether they divide the customers who have it, all of them and no others.

use super::Check;
use super::dimension::{Fate, One, verdicts};
use super::sets::{Grid, RuleSet};
use crate::model::{RuleFinding, Severity};
use crate::rule::{Constant, Predicate, Rule, Subject, Test};
use crate::spec::HitPolicy;

/// The value that a dimension stands below, as its `parent` says: `价值等级/高`, where `价值等级` is a dimension of the same rule set and `高`
/// a value that it can have. Any other path only files the dimension.
pub(super) struct Parent {
    /// The place of the parent's dimension in the rule set.
    pub(super) dimension: usize,
    name: String,
    value: String,
    rule: Rule,
    /// Per cell, whether it has the value.
    holds: Vec<bool>,
}

/// The last two parts of a path, where the first of them is another dimension.
fn named<'s>(set: &'s RuleSet<'_>, own: usize) -> Option<(usize, &'s str, &'s str)> {
    let path = set.spec.dimensions.get(own)?.parent.as_deref()?;
    let (above, value) = path.rsplit_once('/')?;
    let name = above.rsplit('/').next()?;
    Some((set.dimension(name).filter(|dimension| *dimension != own)?, name, value))
}

/// Says that a dimension stands below a value that its parent cannot have.
pub(super) fn unknown(check: &mut Check<'_>, set: &RuleSet<'_>, own: usize) {
    let Some((dimension, name, value)) = named(set, own) else { return };
    let domain = set.plan.domains().find(|domain| domain.name == name);
    if domain.is_none_or(|domain| domain.values.iter().any(|known| known == value)) || set.spec.dimensions.get(dimension).is_none_or(|d| d.combine.is_some()) {
        return;
    }
    let finding = RuleFinding::new("unknown_parent", Severity::Warning, set.name(), value).at(format!("{}.dimensions[{own}].parent", set.path));
    check
        .report
        .undefined
        .push(finding.told(format!("`{name}` has no value `{value}` that a dimension could stand below."), format!("「{name}」没有「{value}」这个值, 其下不能再分维度。")));
}

impl Parent {
    pub(super) fn of(set: &RuleSet<'_>, own: usize) -> Option<Self> {
        let (dimension, name, value) = named(set, own)?;
        let readable = set.rules.get(dimension)?.iter().all(Option::is_some);
        // What is no value of the dimension is not a rule either.
        let when = Predicate::Compare { subject: Subject::Field { name: name.to_owned() }, test: Test::Is { value: Constant::Text { text: value.to_owned() } } };
        let rule = Rule::from_predicate(&when, "", &set.fields, &mut Vec::new()).filter(|_| readable)?;
        Some(Parent { dimension, name: name.to_owned(), value: value.to_owned(), rule, holds: Vec::new() })
    }

    /// As it is on the cells of a grid.
    pub(super) fn bound(mut self, grid: &Grid, set: usize) -> Self {
        self.holds = verdicts(&self.rule, grid, set).into_iter().map(|verdict| verdict == super::dimension::TRUE).collect();
        self
    }

    /// `价值等级/高`.
    pub(super) fn path(&self) -> String {
        format!("{}/{}", self.name, self.value)
    }

    pub(super) fn holds(&self, row: usize) -> bool {
        self.holds.get(row).copied().unwrap_or(false)
    }
}

impl One<'_, '_, '_> {
    /// Customers who have a value and not that which the dimension stands below.
    pub(super) fn beyond(&mut self) {
        let Some(parent) = self.parent else { return };
        let fallback = self.dimension.otherwise.is_some() && !matches!(self.dimension.hit, HitPolicy::Score { .. });
        let given = |row: usize| match self.fate(row) {
            Fate::Given => true,
            Fate::Nobody => fallback && self.readable,
            Fate::Open => false,
        };
        let wanted: Vec<bool> = (0..self.grid.product.rows()).map(|row| given(row) && !parent.holds(row)).collect();
        let (own, path, value, rule) = (&self.dimension.name, parent.path(), &parent.value, parent.rule.text());
        for found in self.covers(&wanted) {
            let help = if fallback { " and leave out `otherwise`" } else { "" };
            let help_zh = if fallback { ", 并去掉 `otherwise`" } else { "" };
            let finding = self.finding("beyond_parent", Severity::Warning).at(format!("{}.dimensions[{}]", self.set.path, self.d)).told(
                format!("a value of `{own}`, which stands below `{path}`, and not `{value}`. Begin its rules with `{rule} and`{help}."),
                format!("有「{own}」的值, 却不是其上级「{path}」。请让规则以 `{rule} and` 开头{help_zh}。"),
            );
            let finding = self.check.place(finding, self.grid, &found);
            self.check.report.overlaps.push(finding);
        }
    }
}
