//! Test cases out of rules: both sides of every end of an interval, and for every comparison two customers of whom it alone decides.

use super::Check;
use super::dimension::verdicts;
use super::sets::{Grid, Sets};
use crate::error::Result;
use crate::model::RuleTestCase;
use crate::rule::analyse::{Axis, Cell, Cover};
use crate::rule::{Predicate, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// Test cases for the rules of a spec, given as JSON: a history per case, and the value that the rules give it. Each case says what a
/// change of the rules would change; read them, and keep those that say what you mean.
///
/// | aim | cases |
/// |---|---|
/// | `boundary` | the last number below and the first above every constant, where one is rounder than the other |
/// | `mcdc` | for every comparison of every rule two customers that differ in it alone, and in whether the rule holds |
///
/// MC/DC: modified condition/decision coverage, RTCA DO-178C; unique cause where the cells allow it.
///
/// # Errors
/// Those of [`super::check_rules_json`]. Dimensions that cannot be looked at whole have no cases.
pub fn rule_test_cases(json: &str) -> Result<Vec<RuleTestCase>> {
    let spec = super::super::compile::parse(json)?;
    let sets = Sets::of(&spec, &[]);
    let check = Check::new(&sets);
    let mut cases = Vec::new();
    for (s, set) in sets.sets.iter().enumerate() {
        for (d, dimension) in set.spec.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.combine.is_none()) {
            let Some(rules) = set.rules.get(d).filter(|rules| rules.iter().all(Option::is_some)) else { continue };
            let rules: Vec<&Rule> = rules.iter().flatten().collect();
            let Some(grid) = sets.grid(&[(s, d)]).filter(|grid| grid.product.complete && grid.product.rows().saturating_mul(rules.len()) <= sets.work) else { continue };
            let mut maker = Maker { check: &check, grid: &grid, set: s, rule_set: set.name(), dimension: &dimension.name, cases: Vec::new() };
            maker.boundaries();
            for (n, rule) in rules.iter().enumerate() {
                maker.conditions(n, rule, &set.fields);
            }
            cases.append(&mut maker.cases);
        }
    }
    Ok(cases)
}

struct Maker<'a, 's> {
    check: &'a Check<'s>,
    grid: &'a Grid,
    set: usize,
    rule_set: &'a str,
    dimension: &'a str,
    cases: Vec<RuleTestCase>,
}

impl Maker<'_, '_> {
    fn values(&self, row: usize) -> Vec<String> {
        let dimension = self.grid.tags.get(self.set).and_then(|tags| tags.dimension(self.dimension));
        dimension.into_iter().flat_map(|d| d.values(row)).map(str::to_owned).collect()
    }

    /// One case, unless its history stands in another.
    fn push(&mut self, aim: String, row: usize, narrowed: Option<(usize, Cell)>) {
        let cells: Vec<(&Axis, &Cell)> = self.grid.product.cells(row).collect();
        let own = narrowed.as_ref().map(|(at, cell)| (*at, cell));
        let wanted: Vec<(&Axis, &Cell)> = cells.iter().enumerate().map(|(n, (axis, cell))| (*axis, own.filter(|(at, _)| *at == n).map_or(*cell, |(_, cell)| cell))).collect();
        let Some(witness) = self.check.history(&wanted) else { return };
        if let Some(known) = self.cases.iter_mut().find(|case| case.witness.events == witness.events && case.witness.fields == witness.fields) {
            if !known.aim.contains(&aim) {
                known.aim = format!("{}; {aim}", known.aim);
            }
            return;
        }
        let cell = Cover::of(&self.grid.product, row).predicate(&self.grid.product).map_or_else(String::new, |p| p.to_string());
        let expect = self.values(row);
        self.cases.push(RuleTestCase { rule_set: self.rule_set.to_owned(), dimension: self.dimension.to_owned(), aim, cell, witness, expect });
    }

    /// Both sides of every cut, where the value turns if it does anywhere.
    fn boundaries(&mut self) {
        let product = &self.grid.product;
        for (at, axis) in product.axes.iter().enumerate() {
            let places = |row: usize| product.row(row).get(at).copied();
            let others = |row: usize| -> Vec<u32> { product.row(row).iter().enumerate().filter(|(n, _)| *n != at).map(|(_, p)| *p).collect() };
            for (below, pair) in (0_u32..).zip(axis.cells.windows(2)) {
                let [Cell::Range { high, .. }, Cell::Range { low, .. }] = pair else { continue };
                let lower: BTreeMap<Vec<u32>, usize> = (0..product.rows()).filter(|row| places(*row) == Some(below)).map(|row| (others(row), row)).collect();
                let upper = (0..product.rows()).filter(|row| places(*row) == Some(below + 1));
                let pairs: Vec<(usize, usize)> = upper.filter_map(|row| Some((*lower.get(&others(row))?, row))).collect();
                let turning = pairs.iter().find(|(a, b)| self.values(*a) != self.values(*b)).or(pairs.first()).copied();
                // Where no customer can be on both sides and else alike, any on each side will do.
                let any = || Some((lower.values().min().copied()?, (0..product.rows()).find(|row| places(*row) == Some(below + 1))?));
                let Some((a, b)) = turning.or_else(any) else { continue };
                let aim = format!("boundary: {}", axis.name);
                self.push(aim.clone(), a, Some((at, Cell::Range { low: *high, high: *high })));
                self.push(aim, b, Some((at, Cell::Range { low: *low, high: *low })));
            }
        }
    }

    /// For every comparison of a rule, two cells in which it alone turns the rule.
    fn conditions(&mut self, number: usize, rule: &Rule, fields: &crate::rule::Fields) {
        let mut comparisons: Vec<Predicate> = Vec::new();
        rule.predicate().comparisons(&mut |subject, test| {
            let compare = Predicate::Compare { subject: subject.clone(), test: test.clone() };
            if !comparisons.contains(&compare) {
                comparisons.push(compare);
            }
        });
        let leaves: Vec<Vec<u8>> =
            comparisons.iter().filter_map(|leaf| Rule::from_predicate(leaf, "", fields, &mut Vec::new())).map(|leaf| verdicts(&leaf, self.grid, self.set)).collect();
        let whole = verdicts(rule, self.grid, self.set);
        let mut seen = BTreeSet::new();
        for (leaf, comparison) in comparisons.iter().enumerate() {
            let mut sides: BTreeMap<Vec<u8>, [Option<usize>; 2]> = BTreeMap::new();
            let mut found = None;
            for (row, verdict) in whole.iter().enumerate().filter(|(_, v)| **v != 1) {
                let of = |n: usize| leaves.get(n).and_then(|l| l.get(row)).copied().unwrap_or(1);
                if of(leaf) == 1 {
                    continue;
                }
                let others: Vec<u8> = (0..leaves.len()).filter(|n| *n != leaf).map(of).collect();
                let slot = sides.entry(others).or_default();
                // Of a comparison that is turned by `not`, the rule holds on its false side.
                if let Some(side) = slot.get_mut(usize::from(*verdict == 2)) {
                    side.get_or_insert(row);
                }
                if let [Some(fails), Some(holds)] = slot
                    && leaves.get(leaf).is_some_and(|l| l.get(*fails) != l.get(*holds))
                {
                    found = Some((*fails, *holds));
                    break;
                }
            }
            if let Some((fails, holds)) = found {
                for row in [holds, fails] {
                    if seen.insert(row) {
                        self.push(format!("mcdc: rule {} by {comparison}", number + 1), row, None);
                    }
                }
            }
        }
    }
}
