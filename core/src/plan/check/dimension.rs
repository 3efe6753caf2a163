//! One dimension on its cells: what its rules say of each, and which of them never decide.

use super::parent::{self, Parent};
use super::score::Totals;
use super::sets::{Grid, RuleSet};
use super::sums::Sums;
use super::{Check, constants, overlaps};
use crate::model::{FactTable, RuleFinding, Severity, TagTable};
use crate::rule::analyse::{Cover, cover};
use crate::rule::{Known, Rule, Verdict};
use crate::spec::{DimensionSpec, HitPolicy, TagRule};
use std::collections::{BTreeMap, BTreeSet};

/// Boxes of one hole or overlap that are told apart.
const BOXES: usize = 20;

/// What the rules of a dimension say of every cell.
pub(super) struct Scan {
    /// The first rule that is true.
    pub(super) first: Vec<Option<usize>>,
    /// How many rules cannot be decided.
    pub(super) unknown: Vec<u32>,
    /// Per rule: in how many cells it is true.
    pub(super) truths: Vec<usize>,
    /// Pairs of rules that are true together, the one that decides first.
    pub(super) pairs: BTreeMap<(usize, usize), usize>,
}

/// What becomes of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// It has a value.
    Given,
    /// No rule is true, and all are false.
    Nobody,
    /// Nothing can be decided.
    Open,
}

/// The verdicts of one rule on all cells.
pub(super) fn verdicts(rule: &Rule, grid: &Grid, set: usize) -> Vec<u8> {
    let empty = TagTable::default();
    verdicts_on(rule, &grid.facts, grid.tags.get(set).unwrap_or(&empty))
}

/// The verdicts of one rule on all rows of some facts and tags.
pub(super) fn verdicts_on(rule: &Rule, facts: &FactTable, tags: &TagTable) -> Vec<u8> {
    rule.bind(&Known { facts, tags }).verdicts()
}

pub(super) const TRUE: u8 = Verdict::True as u8;
pub(super) const UNKNOWN: u8 = Verdict::Unknown as u8;

impl Scan {
    pub(super) fn of(rules: &[Option<Rule>], grid: &Grid, set: usize) -> Self {
        let rows = grid.product.rows();
        let mut scan = Scan { first: vec![None; rows], unknown: vec![0; rows], truths: Vec::new(), pairs: BTreeMap::new() };
        for (at, rule) in rules.iter().enumerate() {
            let Some(rule) = rule else {
                scan.truths.push(0);
                continue;
            };
            let mut truths = 0;
            for ((verdict, first), unknown) in verdicts(rule, grid, set).into_iter().zip(&mut scan.first).zip(&mut scan.unknown) {
                *unknown += u32::from(verdict == UNKNOWN);
                if verdict == TRUE {
                    truths += 1;
                    match first {
                        Some(decides) => *scan.pairs.entry((*decides, at)).or_insert(0) += 1,
                        None => *first = Some(at),
                    }
                }
            }
            scan.truths.push(truths);
        }
        scan
    }

    /// What becomes of a cell by the rules alone.
    pub(super) fn fate(&self, row: usize) -> Fate {
        match (self.first.get(row).copied().flatten(), self.unknown.get(row)) {
            (Some(_), _) => Fate::Given,
            (None, Some(0) | None) => Fate::Nobody,
            (None, Some(_)) => Fate::Open,
        }
    }
}

/// Checks one dimension of a rule set.
pub(super) fn check(check: &mut Check<'_>, s: usize, d: usize) {
    let sets = check.sets;
    let Some((set, dimension, rules)) = sets.sets.get(s).and_then(|set| Some((set, set.spec.dimensions.get(d)?, set.rules.get(d)?))) else { return };
    if dimension.combine.is_some() || rules.iter().all(Option::is_none) {
        return;
    }
    parent::unknown(check, set, d);
    let parent = Parent::of(set, d);
    let Some(grid) = sets.grid_below((s, d), parent.as_ref().map(|parent| parent.dimension), rules) else {
        let finding = RuleFinding::new("unreadable", Severity::Warning, set.name(), &dimension.name).at(format!("{}.dimensions[{d}]", set.path));
        check
            .report
            .not_analysed
            .push(finding.told(format!("`{}` reads a dimension that cannot be resolved.", dimension.name), format!("「{}」引用了无法确定的维度。", dimension.name)));
        return;
    };
    if !grid.product.complete {
        if let Some(sums) = Sums::of(check, s, dimension, rules) {
            return sums.check(check, set, (s, d), dimension);
        }
        overlaps::in_pairs(check, set, s, d, dimension, rules);
    }
    for axis in grid.product.axes.iter().filter(|axis| !axis.complete) {
        let (finding, name) = (RuleFinding::new("too_many_keywords", Severity::Warning, set.name(), &dimension.name).at(format!("{}.dimensions[{d}]", set.path)), &axis.name);
        check.report.not_analysed.push(finding.told(
            format!("texts of `{name}` can have keywords of too many rules of `{}` at once: texts with those of one and of two were looked at.", dimension.name),
            format!("「{}」有太多规则在 `{name}` 中查找关键词: 只检查了含其中一条或两条规则的关键词的文本。", dimension.name),
        ));
    }
    let scan = Scan::of(rules, &grid, s);
    let totals = Totals::of(dimension, rules, &grid, s);
    let parent = parent.map(|parent| parent.bound(&grid, s));
    // Rules that cannot be read may be true anywhere, unless they are not written at all.
    let readable = rules.iter().zip(&dimension.rules).all(|(rule, spec)| rule.is_some() || spec.when.trim().is_empty());
    let mut one = One { check, set, s, d, dimension, rules, readable, grid: &grid, scan: &scan, totals: totals.as_ref(), parent: parent.as_ref(), work: sets.work };
    one.gaps();
    one.beyond();
    one.overlaps();
    one.domain();
    if grid.product.complete {
        let mut dead = one.shadowed();
        dead.extend(one.idle());
        if let Some(totals) = one.totals {
            one.empty_bands(totals.all().iter());
        }
        constants::check(&mut one, &dead);
        one.unfinished();
    }
}

/// What a rule gives: a value, or points.
pub(super) fn given(rule: &TagRule) -> String {
    rule.points.map_or_else(|| rule.value.clone(), |points| format!("{points:+}"))
}

/// A dimension on its cells.
pub(super) struct One<'c, 's, 'a> {
    pub(super) check: &'c mut Check<'s>,
    pub(super) set: &'s RuleSet<'a>,
    pub(super) s: usize,
    pub(super) d: usize,
    pub(super) dimension: &'s DimensionSpec,
    pub(super) rules: &'c [Option<Rule>],
    /// Whether all rules that are written could be read.
    pub(super) readable: bool,
    pub(super) grid: &'c Grid,
    pub(super) scan: &'c Scan,
    /// What the points of a `score` come to.
    pub(super) totals: Option<&'c Totals<'c>>,
    /// Whom it divides, if not everybody.
    pub(super) parent: Option<&'c Parent>,
    /// What is left to be spent on points and constants that may change nothing.
    pub(super) work: usize,
}

impl One<'_, '_, '_> {
    pub(super) fn finding(&self, code: &'static str, severity: Severity) -> RuleFinding {
        RuleFinding::new(code, severity, self.set.name(), &self.dimension.name)
    }

    /// Says that not all points and constants were looked at, if so.
    pub(super) fn unfinished(&mut self) {
        if self.work > 0 {
            return;
        }
        let finding = self.finding("unfinished", Severity::Note).at(format!("{}.dimensions[{}]", self.set.path, self.d));
        let name = &self.dimension.name;
        self.check.report.not_analysed.push(finding.told(
            format!("not all points and constants of `{name}` were looked at: some may change nothing."),
            format!("「{name}」的分值与常量未能全部检查, 其中可能有不起作用的。"),
        ));
    }

    pub(super) fn covers(&self, wanted: &[bool]) -> Vec<Cover> {
        if self.grid.product.complete {
            cover(&self.grid.product, wanted, BOXES)
        } else {
            wanted.iter().position(|w| *w).map(|row| Cover::of(&self.grid.product, row)).into_iter().collect()
        }
    }

    /// Rules that never decide; returns them.
    pub(super) fn shadowed(&mut self) -> Vec<usize> {
        // Where every rule counts none stands before another.
        let all = matches!(self.dimension.hit, HitPolicy::Collect {} | HitPolicy::Score { .. });
        let decides: BTreeSet<usize> = self.scan.first.iter().flatten().copied().collect();
        let mut dead = Vec::new();
        for (at, (rule, spec)) in self.rules.iter().zip(&self.dimension.rules).enumerate() {
            let (Some(rule), true) = (rule, all || !decides.contains(&at)) else { continue };
            let (value, path) = (given(spec), self.set.path_of(self.d, at));
            if self.scan.truths.get(at) == Some(&0) {
                dead.push(at);
                let finding = self.finding("never_true", Severity::Warning).at(path).told(
                    format!("nobody can be `{value}` by this rule: `{}` is never true.", rule.text()),
                    format!("没有人会因此成为「{value}」: `{}` 永远不成立。", rule.text()),
                );
                self.check.report.shadowed.push(finding);
                continue;
            }
            if all {
                continue;
            }
            dead.push(at);
            let own: Vec<bool> = verdicts(rule, self.grid, self.s).into_iter().map(|v| v == TRUE).collect();
            let before: BTreeSet<usize> = self.scan.first.iter().zip(&own).filter(|(_, own)| **own).filter_map(|(first, _)| *first).collect();
            let values: BTreeSet<&str> = before.iter().filter_map(|at| self.dimension.rules.get(*at)).map(|r| r.value.as_str()).collect();
            let (en, zh) = (values.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(" or "), values.iter().map(|v| format!("「{v}」")).collect::<Vec<_>>().join("或"));
            let finding = self.finding("masked", Severity::Warning).at(path).told(
                format!("{en} stands before `{value}` and always decides first: the rule for `{value}` never counts."),
                format!("在「{value}」之前总由{zh}判定: 「{value}」这条规则从不起作用。"),
            );
            if let Some(found) = self.covers(&own).first() {
                let finding = self.check.place(finding, self.grid, found);
                self.check.report.shadowed.push(finding);
            }
        }
        if let Some(otherwise) = &self.dimension.otherwise
            && self.readable
            && !all
            && !(0..self.grid.product.rows()).any(|row| self.scan.fate(row) == Fate::Nobody)
        {
            let finding = self.finding("unused_otherwise", Severity::Note).at(format!("{}.dimensions[{}].otherwise", self.set.path, self.d));
            self.check.report.shadowed.push(
                finding.told(
                    format!("`otherwise` (`{otherwise}`) is never reached: the rules leave nobody out."),
                    format!("`otherwise`（{otherwise}）永远用不到: 各条规则已无遗漏。"),
                ),
            );
        }
        dead
    }
}
