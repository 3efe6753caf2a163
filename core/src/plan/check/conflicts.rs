//! Names that mean two things: dimensions, values and metrics that are defined twice and differently.

use super::Check;
use super::sets::{Grid, Place, RuleSet};
use super::witness::Search;
use crate::error::quote;
use crate::model::{RuleFinding, Severity, TagCodes, TagDimension};
use crate::rule::analyse::cover;
use crate::rule::{Rule, Subject};
use crate::spec::{DimensionSpec, HitPolicy, Measure};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of values that two definitions of one dimension give, told apart.
const PAIRS: usize = 6;

pub(super) fn check(check: &mut Check<'_>) {
    metrics(check);
    let sets = check.sets;
    let all: Vec<(Place, &RuleSet<'_>, &DimensionSpec)> =
        sets.sets.iter().enumerate().flat_map(|(s, set)| set.spec.dimensions.iter().enumerate().map(move |(d, dimension)| ((s, d), set, dimension))).collect();
    for (n, first) in all.iter().enumerate() {
        mixed(check, first);
        for second in all.iter().skip(n + 1) {
            let told = first.2.name == second.2.name && first.0.0 != second.0.0 && dimensions(check, first, second);
            if !told && first.0 != second.0 {
                values(check, first, second);
            }
            if first.0.0 != second.0.0 {
                names(check, first, second);
            }
        }
    }
}

type Named<'s> = (Place, &'s RuleSet<'s>, &'s DimensionSpec);

/// The value of a dimension that is known, if it is one.
fn value<'g>(grid: &'g Grid, of: &Named<'_>, row: usize) -> Option<&'g str> {
    let dimension = dimension(grid, of)?;
    let code = dimension.codes(row).next()?;
    if dimension.domain.unknown == Some(code) { None } else { dimension.domain.value(code) }
}

fn dimension<'g>(grid: &'g Grid, of: &Named<'_>) -> Option<&'g TagDimension> {
    grid.tags.get(of.0.0)?.dimension(&of.2.name)
}

fn path(of: &Named<'_>) -> String {
    format!("{}.dimensions[{}]", of.1.path, of.0.1)
}

/// One dimension in two rule sets: where both give a value, and their values differ. Whether they do anywhere.
fn dimensions(check: &mut Check<'_>, first: &Named<'_>, second: &Named<'_>) -> bool {
    let Some(grid) = check.sets.grid(&[first.0, second.0]).filter(|grid| grid.product.complete) else { return false };
    let many = |of: &Named<'_>| dimension(&grid, of).is_none_or(|d| matches!(d.codes, TagCodes::Many { .. }));
    if many(first) || many(second) {
        return false;
    }
    let mut pairs: BTreeMap<(usize, &str, &str), Vec<usize>> = BTreeMap::new();
    for row in 0..grid.product.rows() {
        if let (Some(a), Some(b)) = (value(&grid, first, row), value(&grid, second, row))
            && a != b
        {
            // In the order of the first set's values.
            let place = dimension(&grid, first).and_then(|d| d.codes(row).next()).map_or(0, usize::from);
            pairs.entry((place, a, b)).or_default().push(row);
        }
    }
    for ((_, a, b), rows) in pairs.iter().take(PAIRS) {
        let mut wanted = vec![false; grid.product.rows()];
        for row in rows {
            if let Some(wanted) = wanted.get_mut(*row) {
                *wanted = true;
            }
        }
        let name = &first.2.name;
        let (one, other) = (first.1.name(), second.1.name());
        let finding = RuleFinding::new("conflicting_dimension", Severity::Error, one, name).at(path(first)).at(path(second)).told(
            format!("`{name}` is `{a}` by the rule set `{one}` and `{b}` by `{other}`. Rule sets are never merged: run one of them."),
            format!("「{name}」按规则集「{one}」为「{a}」, 按「{other}」为「{b}」。规则集互不合并, 请选定其一。"),
        );
        if let Some(found) = cover(&grid.product, &wanted, 1).first() {
            let finding = check.place(finding, &grid, found);
            check.report.conflicts.push(finding);
        }
    }
    !pairs.is_empty()
}

/// Words of one character and those that say nothing in particular are values of many dimensions.
fn speaks(value: &str) -> bool {
    value.chars().count() > 1 && !["其他", "未知", "unknown", "普通", "待补充"].contains(&value)
}

/// One value in two dimensions: who has it in one and not in the other.
fn values(check: &mut Check<'_>, first: &Named<'_>, second: &Named<'_>) {
    // Collected tags say what was seen of a customer, the others what it is.
    let collects = |of: &Named<'_>| matches!(of.2.hit, HitPolicy::Collect {});
    if first.2.combine.is_some() || second.2.combine.is_some() || collects(first) != collects(second) {
        return;
    }
    let said = |value: &str| second.2.rules.iter().any(|rule| rule.value == value);
    let shared: BTreeSet<&str> = first.2.rules.iter().map(|rule| rule.value.as_str()).filter(|value| said(value) && speaks(value)).collect();
    if shared.is_empty() {
        return;
    }
    let Some(grid) = check.sets.grid(&[first.0, second.0]).filter(|grid| grid.product.complete) else { return };
    for value in shared {
        let has = |of: &Named<'_>, row: usize| dimension(&grid, of).is_some_and(|d| d.values(row).any(|v| v == value));
        for (with, without) in [(first, second), (second, first)] {
            let wanted: Vec<bool> = (0..grid.product.rows()).map(|row| has(with, row) && !has(without, row)).collect();
            let Some(found) = cover(&grid.product, &wanted, 1).into_iter().next() else { continue };
            let (a, b) = (format!("{}/{}", with.1.name(), with.2.name), format!("{}/{}", without.1.name(), without.2.name));
            let finding = RuleFinding::new("conflicting_value", Severity::Warning, with.1.name(), value).at(path(with)).at(path(without)).told(
                format!("`{value}` by {} and not by {}: one word, two definitions. Give one of them another name.", quote(&a), quote(&b)),
                format!("按「{a}」是「{value}」, 按「{b}」不是: 同一个词有两种定义, 请为其一另取名称。"),
            );
            let finding = check.place(finding, &grid, &found);
            check.report.conflicts.push(finding);
            break;
        }
    }
}

/// The rules of a dimension that can be read.
fn rules<'s>(of: &Named<'s>) -> impl Iterator<Item = (usize, &'s Rule)> {
    of.1.rules.get(of.0.1).into_iter().flatten().enumerate().filter_map(|(at, rule)| Some((at, rule.as_ref()?)))
}

/// One rule under two names, in two rule sets.
fn names(check: &mut Check<'_>, first: &Named<'_>, second: &Named<'_>) {
    for (a, one) in rules(first) {
        for (b, other) in rules(second) {
            let (Some(x), Some(y)) = (first.2.rules.get(a), second.2.rules.get(b)) else { continue };
            if one.predicate() != other.predicate() || x.value == y.value || x.value.is_empty() || y.value.is_empty() {
                continue;
            }
            let finding = RuleFinding::new("two_names", Severity::Note, first.1.name(), &first.2.name);
            let finding = finding.at(first.1.path_of(first.0.1, a)).at(second.1.path_of(second.0.1, b)).told(
                format!("`{}` is `{}` in the rule set `{}` and `{}` in `{}`.", one.text(), x.value, first.1.name(), y.value, second.1.name()),
                format!("`{}` 在规则集「{}」中叫「{}」, 在「{}」中叫「{}」。", one.text(), first.1.name(), x.value, second.1.name(), y.value),
            );
            if let Some(grid) = check.sets.grid_of(first.0.0, &[one]) {
                let wanted: Vec<bool> = super::dimension::verdicts(one, &grid, first.0.0).into_iter().map(|v| v == crate::rule::Verdict::True as u8).collect();
                if let Some(found) = cover(&grid.product, &wanted, 1).first() {
                    let finding = check.place(finding, &grid, found);
                    check.report.conflicts.push(finding);
                }
            }
        }
    }
}

/// A dimension in which some rules read what was written down and others what was counted, of customers of whom both can be true (T14).
fn mixed(check: &mut Check<'_>, of: &Named<'_>) {
    if matches!(of.2.hit, HitPolicy::Collect {}) {
        return;
    }
    let Some(rules) = of.1.rules.get(of.0.1) else { return };
    let written = |name: &str| match check.sets.definitions.find(name) {
        Some(definition) => matches!(definition.measure, Measure::First { .. } | Measure::Last { .. }),
        None => check.sets.fields.find(name).is_some(),
    };
    // Only of one kind: `Some(true)` written, `Some(false)` counted.
    let kind = |rule: &Rule| {
        let mut names = Vec::new();
        rule.predicate().comparisons(&mut |subject: &Subject, _| names.push(subject.to_name()));
        let texts = names.iter().filter(|name| written(name)).count();
        if texts == names.len() {
            Some(true)
        } else if texts == 0 && names.iter().all(|n| check.sets.fields.find(n).is_some()) {
            Some(false)
        } else {
            None
        }
    };
    let of_kind = |wanted: bool| rules.iter().enumerate().find_map(|(n, rule)| rule.as_ref().filter(|rule| kind(rule) == Some(wanted)).map(|rule| (n, rule)));
    let (Some((a, recorded)), Some((b, counted))) = (of_kind(true), of_kind(false)) else { return };
    let Some(grid) = check.sets.grid_of(of.0.0, &[recorded, counted]) else { return };
    let one = super::dimension::verdicts(recorded, &grid, of.0.0);
    let both: Vec<bool> = one.iter().zip(super::dimension::verdicts(counted, &grid, of.0.0)).map(|(x, y)| x.min(&y) == &(crate::rule::Verdict::True as u8)).collect();
    let Some(found) = cover(&grid.product, &both, 1).into_iter().next() else { return };
    let value = |at: usize| of.2.rules.get(at).map_or("", |r| r.value.as_str());
    let name = &of.2.name;
    let finding = RuleFinding::new("mixed_dimension", Severity::Warning, of.1.name(), name).at(of.1.path_of(of.0.1, a)).at(of.1.path_of(of.0.1, b)).told(
        format!("`{name}` mixes what somebody wrote down (`{}`) with what customers did (`{}`); both are true at once. Make them two dimensions.", value(a), value(b)),
        format!("「{name}」混合了人工记录的状态（{}）与客户的行为（{}）, 二者可同时成立。请拆成两个维度。", value(a), value(b)),
    );
    let finding = check.place(finding, &grid, &found);
    check.report.conflicts.push(finding);
}

/// Metrics of one name with different definitions, and a history that tells them apart.
fn metrics(check: &mut Check<'_>) {
    let facts = &check.sets.spec.facts;
    for (n, metric) in facts.metrics.iter().enumerate() {
        for (m, other) in facts.metrics.iter().enumerate().skip(n + 1).filter(|(_, other)| other.name == metric.name) {
            if (&metric.measure, &metric.filter, &metric.window) == (&other.measure, &other.filter, &other.window) {
                continue;
            }
            let (one, two) = (format!("{} 1", metric.name), format!("{} 2", metric.name));
            let definitions = check.sets.definitions.and(&check.sets.written, [(&one, metric), (&two, other)]);
            let plan = check.sets.facts.of_places(&[(n, &one), (m, &two)]);
            let witness = Search::new(&check.sets.written, &plan, &definitions).differs(&one, &two);
            let mut finding = RuleFinding::new("conflicting_metric", Severity::Error, "", &metric.name).at(format!("facts.metrics[{n}]")).at(format!("facts.metrics[{m}]")).told(
                format!("`{}` is defined twice and differently. Give each meaning a name of its own.", metric.name),
                format!("指标「{}」有两种不同的定义, 请分别命名。", metric.name),
            );
            finding.witness = witness;
            check.report.conflicts.push(finding);
        }
    }
}
