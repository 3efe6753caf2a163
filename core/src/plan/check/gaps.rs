//! Customers whom a dimension gives no value.

use super::dimension::{Fate, One};
use crate::model::Severity;
use crate::rule::analyse::Cover;
use crate::spec::HitPolicy;
use std::collections::BTreeSet;

impl One<'_, '_, '_> {
    /// What becomes of a cell, `otherwise` aside.
    pub(super) fn fate(&self, row: usize) -> Fate {
        self.totals.map_or_else(|| self.scan.fate(row), |totals| totals.fate(row))
    }

    /// The cells of this fate among those that the dimension divides.
    fn who(&self, fate: Fate) -> Vec<bool> {
        (0..self.grid.product.rows()).map(|row| self.fate(row) == fate && self.parent.is_none_or(|parent| parent.holds(row))).collect()
    }

    pub(super) fn gaps(&mut self) {
        if matches!(self.dimension.hit, HitPolicy::Collect {}) || !self.readable {
            return;
        }
        let path = format!("{}.dimensions[{}]", self.set.path, self.d);
        let (code, name, name_zh) = match self.parent {
            None => ("gap", format!("`{}`", self.dimension.name), format!("「{}」", self.dimension.name)),
            Some(parent) => ("parent_gap", format!("`{}` below `{}`", self.dimension.name, parent.path()), format!("「{}」之下的「{}」", parent.path(), self.dimension.name)),
        };
        if let Some(totals) = self.totals {
            for found in self.covers(&self.who(Fate::Nobody)) {
                let (en, zh) = no_band(totals.range(found.rows(&self.grid.product)), &name, &name_zh);
                let finding = self.finding(code, Severity::Error).at(format!("{path}.hit.score.bands")).told(en, zh);
                let finding = self.check.place(finding, self.grid, &found);
                self.check.report.gaps.push(finding);
            }
        } else if self.dimension.otherwise.is_none() {
            // Below a value `otherwise` would reach beyond it.
            let (or, or_zh) = if self.parent.is_none() { (", or say `otherwise`", ", 或写明 `otherwise`") } else { ("", "") };
            for found in self.covers(&self.who(Fate::Nobody)) {
                let beside = self.beside(&found);
                let widen = if beside.is_empty() { String::new() } else { format!(", widen {}", beside.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(" or ")) };
                let widen_zh = if beside.is_empty() { String::new() } else { format!("、放宽{}", beside.iter().map(|v| format!("「{v}」")).collect::<Vec<_>>().join("或")) };
                let finding = self
                    .finding(code, Severity::Error)
                    .at(&path)
                    .told(format!("no {name}. Add a value for them{widen}{or}."), format!("{name_zh}没有值。请补一类{widen_zh}{or_zh}。"));
                let finding = self.check.place(finding, self.grid, &found);
                self.check.report.gaps.push(finding);
            }
        }
        // Who says what the undecided have, by a value or by a policy, means it.
        if self.dimension.unknown.is_none() && self.dimension.null.is_unknown() {
            for found in self.covers(&self.who(Fate::Open)) {
                let (en, zh) = undecided(&name, &name_zh);
                let finding = self.finding("undecided", Severity::Note).at(&path).told(en, zh);
                let finding = self.check.place(finding, self.grid, &found);
                self.check.report.gaps.push(finding);
            }
        }
    }

    /// The values that are given next to a hole.
    fn beside(&self, found: &Cover) -> Vec<String> {
        let rules: BTreeSet<usize> = found.beside(&self.grid.product).filter_map(|row| self.scan.first.get(row).copied().flatten()).collect();
        let mut values: Vec<String> = Vec::new();
        for value in rules.into_iter().filter_map(|at| self.dimension.rules.get(at)).map(|rule| &rule.value) {
            if !values.contains(value) && values.len() < 2 {
                values.push(value.clone());
            }
        }
        values
    }
}

/// That no band takes points between these, in English and Chinese.
pub(super) fn no_band((low, high): (i64, i64), name: &str, name_zh: &str) -> (String, String) {
    let points = if low == high { format!("{low}") } else { format!("{low} to {high}") };
    let points_zh = if low == high { format!("{low}") } else { format!("{low} 至 {high}") };
    (
        format!("{points} points, and no band of {name} takes them. Leave out the last band's `from`."),
        format!("共 {points_zh} 分, {name_zh}没有对应的分数段。请去掉最后一段的 `from`。"),
    )
}

/// That a dimension cannot be decided.
pub(super) fn undecided(name: &str, name_zh: &str) -> (String, String) {
    (
        format!("{name} cannot be decided and is `unknown`. Say `unknown` if that is meant, or add a rule with `is missing`."),
        format!("{name_zh}无法判定, 记为 `unknown`; 若本意如此, 请写明 `unknown`, 或加一条 `缺失` 规则。"),
    )
}
