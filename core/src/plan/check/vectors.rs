//! Test cases out of rules: of every dimension of a spec, or why there are none.

use super::Check;
use super::cases::Cases;
use super::sets::Sets;
use super::untested::Untested;
use crate::error::Result;
use crate::model::RuleTests;
use crate::rule::Rule;

/// Test cases for the rules of a spec, given as JSON: a history per case, and the value that the rules give it. Each case says what a
/// change of the rules would change; read them, and keep those that say what you mean.
///
/// | aim | cases |
/// |---|---|
/// | `boundary` | the last number below and the first above every constant, where one is rounder than the other |
/// | `mcdc` | for every comparison of every rule two customers that differ in it alone, and in whether the rule holds |
///
/// MC/DC: modified condition/decision coverage, RTCA DO-178C; unique cause where the cells allow it. A dimension that is put together out of others
/// (`combine`) has `boundary` cases, at the constants of those.
///
/// Whatever there are no cases for is in [`RuleTests::untested`]:
///
/// | no cases | code | severity |
/// |---|---|---|
/// | of a dimension one of whose rules is not written, or cannot be read: what it gives is not known | `no_rule`, the error's code | warning |
/// | of a dimension that reads, or is put together out of, one whose rules are not all there; of one without rules | `unreadable`; `no_rule` | warning |
/// | of a rule, or of a dimension that is put together, with too many cells | `too_many_cells` | warning |
/// | behind so many as there is time for | `unfinished` | warning |
/// | of a comparison that alone decides of nobody, so that no `mcdc` shows it | `never_alone` | note |
/// | at places that no history was found for | `no_history` | note |
///
/// # Limits
/// Where the rules of a dimension have too many cells to look at together (see [`super::check_rules`]), each is looked at by itself: on both sides of its
/// own constants, whatever else holds of a customer; the value that is expected is the dimension's all the same. 5,000 histories are looked for per
/// dimension.
///
/// # Errors
/// Those of [`super::check_rules_json`].
pub fn rule_test_cases(json: &str) -> Result<RuleTests> {
    let spec = super::super::compile::parse(json)?;
    Ok(tests(&Sets::of(&spec, &[])))
}

pub(super) fn tests(sets: &Sets<'_>) -> RuleTests {
    let check = Check::new(sets);
    let mut tests = RuleTests::default();
    for (s, set) in sets.sets.iter().enumerate() {
        for d in 0..set.spec.dimensions.len() {
            dimension(&check, s, d, &mut tests);
        }
    }
    tests
}

fn dimension(check: &Check<'_>, s: usize, d: usize, tests: &mut RuleTests) {
    let sets = check.sets;
    let Some((set, spec, rules)) = sets.sets.get(s).and_then(|set| Some((set, set.spec.dimensions.get(d)?, set.rules.get(d)?))) else { return };
    let mut untested = Untested::new(set, d, spec, &mut tests.untested);
    let combined = spec.combine.is_some();
    if !combined && !untested.all_written(rules) {
        return;
    }
    let unread = |d: &usize| !set.rules.get(*d).is_some_and(|rules| rules.iter().all(Option::is_some));
    if let Some(below) = sets.closure(s, std::iter::once(d)).into_iter().find(|below| *below != d && unread(below)) {
        return untested.reads_unreadable(below);
    }
    let rules: Vec<&Rule> = if combined { Vec::new() } else { rules.iter().flatten().collect() };
    let Some(grid) = sets.grid(&[(s, d)]) else { return untested.unreadable() };
    let mut cases = Cases::new(check, (s, d));
    if grid.product.complete && grid.product.rows().saturating_mul(rules.iter().map(|rule| rule.size()).sum()) <= sets.work {
        cases.of_all(&grid, &rules, &mut untested);
    } else if combined {
        untested.too_many_cells(None);
    } else {
        one_by_one(&mut cases, sets, s, &rules, &mut untested);
    }
    tests.cases.append(&mut cases.expected(&mut untested));
}

/// Rules that are too many, or have too many cells, to look at together.
fn one_by_one(cases: &mut Cases<'_, '_>, sets: &Sets<'_>, set: usize, rules: &[&Rule], untested: &mut Untested<'_>) {
    for (r, rule) in rules.iter().enumerate() {
        if cases.is_spent() {
            return;
        }
        match sets.grid_of(set, &[rule]).filter(|grid| grid.product.rows().saturating_mul(rule.size()) <= sets.work) {
            Some(grid) => cases.of_one(&grid, r, rule, untested),
            None => untested.too_many_cells(Some(r)),
        }
    }
}
