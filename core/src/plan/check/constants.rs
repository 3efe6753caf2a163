//! Ends of intervals that can be left out without changing anything.

use super::dimension::{One, TRUE, UNKNOWN, given, verdicts};
use crate::model::Severity;
use crate::rule::{Constant, Predicate, Rule, Test};
use crate::spec::HitPolicy;

/// Reports dead constants of rules that do decide.
pub(super) fn check(one: &mut One<'_, '_, '_>, never: &[usize]) {
    for (at, rule) in one.rules.iter().enumerate().filter(|(at, _)| !never.contains(at)) {
        let Some(rule) = rule.as_ref().filter(|_| one.work > 0) else { continue };
        let before = verdicts(rule, one.grid, one.s);
        for (constant, without) in variants(rule.predicate()) {
            one.work = one.work.saturating_sub(before.len());
            let Some(variant) = Rule::from_predicate(&without, "", &one.set.fields, &mut Vec::new()).filter(|_| one.work > 0) else { continue };
            let after = verdicts(&variant, one.grid, one.s);
            if changes(one, at, &before, &after) {
                continue;
            }
            let value = one.dimension.rules.get(at).map_or_else(String::new, given);
            let finding = one.finding("dead_constant", Severity::Note).at(one.set.path_of(one.d, at));
            let (mut en, mut zh) = (format!("`{constant}` in the rule for `{value}` changes nothing"), format!("「{value}」规则中的 `{constant}` 不起作用"));
            let mut everything = false;
            without.comparisons(&mut |_, test| everything |= matches!(test, Test::AtLeast { value } if value.integer_in_unit() == Some(i64::MIN)));
            if everything {
                en.push_str(": its comparison could be left out.");
                zh.push_str(": 这一比较可以省去。");
            } else {
                en.push_str(&format!(": the rule could as well be `{without}`."));
                zh.push_str(&format!(": 写成 `{without}` 结果相同。"));
            }
            one.check.report.dead_constants.push(finding.told(en, zh));
        }
    }
}

/// Whether another verdict of one rule changes what is decided, or which rules are true where that is reported.
fn changes(one: &mut One<'_, '_, '_>, at: usize, before: &[u8], after: &[u8]) -> bool {
    if let Some(totals) = one.totals {
        let points = one.dimension.rules.get(at).and_then(|rule| rule.points).unwrap_or(0);
        // What would take too long may well change something.
        return totals.change(i64::from(points), before, after, &mut one.work).unwrap_or(true);
    }
    let first_matters = matches!(one.dimension.hit, HitPolicy::First {});
    before.iter().zip(after).enumerate().filter(|(_, (b, a))| b != a).any(|(row, (b, a))| {
        if !first_matters {
            return *b == TRUE || *a == TRUE || one.scan.first.get(row).copied().flatten().is_none();
        }
        match one.scan.first.get(row).copied().flatten() {
            // Another rule decides before this one, or the rule itself does.
            Some(first) => first >= at && (*b == TRUE || *a == TRUE),
            None => *a == TRUE || *b == UNKNOWN || *a == UNKNOWN,
        }
    })
}

/// The rule without one end of an interval or one member of a set of numbers, and the constant that was left out.
fn variants(predicate: &Predicate) -> Vec<(String, Predicate)> {
    let within = |of: &[Predicate], join: fn(Vec<Predicate>) -> Predicate| -> Vec<(String, Predicate)> {
        let mut found = Vec::new();
        for (n, part) in of.iter().enumerate() {
            for (constant, changed) in variants(part) {
                let parts = of.iter().enumerate().map(|(m, other)| if m == n { changed.clone() } else { other.clone() }).collect();
                found.push((constant, join(parts)));
            }
        }
        found
    };
    match predicate {
        Predicate::All { of } => within(of, Predicate::all),
        Predicate::Any { of } => within(of, Predicate::any),
        Predicate::Not { of } => variants(of).into_iter().map(|(constant, changed)| (constant, Predicate::negated(changed))).collect(),
        Predicate::Compare { subject, test } => {
            let compare = |value: &Constant, test: Option<Test>| test.map(|test| (value.to_string(), Predicate::Compare { subject: subject.clone(), test }));
            match test {
                Test::AtLeast { value } | Test::MoreThan { value } | Test::AtMost { value } | Test::LessThan { value } => {
                    compare(value, lowest(value).map(|value| Test::AtLeast { value })).into_iter().collect()
                }
                Test::Between { low, high } => {
                    let below = if high.closed { Test::AtMost { value: high.value.clone() } } else { Test::LessThan { value: high.value.clone() } };
                    let above = if low.closed { Test::AtLeast { value: low.value.clone() } } else { Test::MoreThan { value: low.value.clone() } };
                    [compare(&low.value, Some(below)), compare(&high.value, Some(above))].into_iter().flatten().collect()
                }
                Test::OneOf { values } if values.len() > 1 && values.iter().all(|v| v.integer_in_unit().is_some()) => {
                    let without = |n: usize| values.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, v)| v.clone()).collect();
                    values.iter().enumerate().filter_map(|(n, value)| compare(value, Some(Test::OneOf { values: without(n) }))).collect()
                }
                _ => Vec::new(),
            }
        }
    }
}

/// The lowest number of a constant's unit: a bound that every known value keeps.
fn lowest(value: &Constant) -> Option<Constant> {
    Some(match value {
        Constant::Money { .. } => Constant::Money { fen: i64::MIN },
        Constant::Days { .. } => Constant::Days { days: i64::MIN },
        Constant::Date { .. } => Constant::Date { days: i64::MIN },
        Constant::Ratio { .. } => Constant::Ratio { millionths: i64::MIN },
        Constant::Count { .. } => Constant::Count { count: i64::MIN },
        Constant::Number { .. } | Constant::Whether { .. } | Constant::Text { .. } => return None,
    })
}
