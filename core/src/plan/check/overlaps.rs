//! Two rules of one dimension that are true together.

use super::Check;
use super::dimension::{One, TRUE, verdicts};
use super::sets::RuleSet;
use crate::model::{RuleFinding, Severity};
use crate::rule::Rule;
use crate::rule::analyse::cover;
use crate::spec::{DimensionSpec, HitPolicy};
use std::collections::BTreeSet;

/// Pairs of rules that are told apart.
const PAIRS: usize = 50;
/// Pairs of rules that are looked at one by one where there are too many cells.
const PAIRWISE: usize = 2_000;

impl One<'_, '_, '_> {
    pub(super) fn overlaps(&mut self) {
        let mut told = 0;
        for (a, b) in self.scan.pairs.keys() {
            let Some(finding) = overlap(self.set, self.d, self.dimension, *a, *b) else { continue };
            told += 1;
            // What two rules have in common may have been told when they were looked at by themselves.
            if told > PAIRS || self.check.report.overlaps.iter().any(|known| known.paths == finding.paths) {
                continue;
            }
            let (Some(Some(first)), Some(Some(second))) = (self.rules.get(*a), self.rules.get(*b)) else { continue };
            let one = verdicts(first, self.grid, self.s);
            let both: Vec<bool> = one.iter().zip(verdicts(second, self.grid, self.s)).map(|(x, y)| *x == TRUE && y == TRUE).collect();
            for found in self.covers(&both).iter().take(3) {
                let finding = self.check.place(finding.clone(), self.grid, found);
                self.check.report.overlaps.push(finding);
            }
        }
        if told > PAIRS {
            let finding = self.finding("more_overlaps", Severity::Warning).at(format!("{}.dimensions[{}]", self.set.path, self.d));
            let name = &self.dimension.name;
            self.check.report.not_analysed.push(
                finding.told(format!("{told} pairs of rules of `{name}` overlap; the first {PAIRS} are told."), format!("「{name}」有 {told} 对规则重叠, 只列出前 {PAIRS} 对。")),
            );
        }
    }
}

/// Says that cells were drawn, and looks at pairs of rules by themselves.
pub(super) fn in_pairs(check: &mut Check<'_>, set: &RuleSet<'_>, s: usize, d: usize, dimension: &DimensionSpec, rules: &[Option<Rule>]) {
    // Overlaps are what scores and collections are for.
    let rules = if matches!(dimension.hit, HitPolicy::Unique {} | HitPolicy::First {}) { rules } else { &[] };
    let names = |rule: &Rule| {
        let mut names = BTreeSet::new();
        rule.predicate().comparisons(&mut |subject, _| {
            names.insert(subject.to_name());
        });
        names
    };
    let named: Vec<(usize, &Rule, BTreeSet<String>)> = rules.iter().enumerate().filter_map(|(n, rule)| rule.as_ref().map(|rule| (n, rule, names(rule)))).collect();
    let (mut looked, mut told) = (0, 0);
    // Those that have a name in common first: others can only be apart by their definitions.
    let distances = (1..named.len()).map(|d| (d, true)).chain((1..named.len()).map(|d| (d, false)));
    'pairs: for (distance, common) in distances {
        for ((a, first, of_first), (b, second, of_second)) in named.iter().zip(named.iter().skip(distance)) {
            if of_first.is_disjoint(of_second) == common {
                continue;
            }
            if looked == PAIRWISE {
                break 'pairs;
            }
            looked += 1;
            if told == PAIRS {
                continue;
            }
            let Some(grid) = check.sets.grid_of(s, &[first, second]) else { continue };
            let both: Vec<bool> = verdicts(first, &grid, s).iter().zip(&verdicts(second, &grid, s)).map(|(x, y)| *x == TRUE && *y == TRUE).collect();
            if let Some(found) = cover(&grid.product, &both, 1).first()
                && let Some(finding) = overlap(set, d, dimension, *a, *b)
            {
                let finding = check.place(finding, &grid, found);
                check.report.overlaps.push(finding);
                told += 1;
            }
        }
    }
    let finding = RuleFinding::new("too_many_cells", Severity::Warning, set.name(), &dimension.name).at(format!("{}.dimensions[{d}]", set.path));
    check.report.not_analysed.push(finding.told(
        format!(
            "`{}` has too many cells to look at all: {looked} pairs of its rules were looked at exactly, the rest in cells that were drawn; holes may be missed.",
            dimension.name
        ),
        format!("「{}」的组合太多, 未能全部检查: 精确检查了 {looked} 对规则, 其余只抽样, 可能有遗漏。", dimension.name),
    ));
}

/// An overlap of two rules, if their dimension's policy minds it.
fn overlap(set: &RuleSet<'_>, d: usize, dimension: &DimensionSpec, a: usize, b: usize) -> Option<RuleFinding> {
    let (first, second) = (dimension.rules.get(a)?, dimension.rules.get(b)?);
    let same = first.value == second.value;
    let (code, severity) = match dimension.hit {
        HitPolicy::Unique {} => ("overlap", if same { Severity::Warning } else { Severity::Error }),
        HitPolicy::First {} if !same && !dimension.ordered => ("ordered_overlap", Severity::Note),
        _ => return None,
    };
    let finding = RuleFinding::new(code, severity, set.name(), &dimension.name).at(set.path_of(d, a)).at(set.path_of(d, b));
    let (x, y, name) = (&first.value, &second.value, &dimension.name);
    Some(if code == "overlap" {
        finding.told(format!("both `{x}` and `{y}` of `{name}`. Narrow one of them."), format!("「{name}」同时为「{x}」与「{y}」, 须收窄其一。"))
    } else {
        finding.told(
            format!("both `{x}` and `{y}` of `{name}`; `{x}` stands first and decides. Say `\"ordered\": true` if that is meant."),
            format!("「{name}」同时为「{x}」与「{y}」, 以在前的「{x}」为准; 若本意如此, 请写 `\"ordered\": true`。"),
        )
    })
}
