//! Always and never on level codes, and rules that contradict one another.

use crate::error::{Code, Error, quote};
use crate::identity::compare::Comparison;
use crate::spec::{DecisionRule, LevelCondition, Spec};

/// A decision rule on level codes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct BoundRule {
    pub(super) always: bool,
    /// (comparison, least code, greatest code).
    pub(super) conditions: Vec<(usize, u8, u8)>,
}

/// Binds the rules of a spec.
pub(super) fn compile(spec: &Spec, comparisons: &[Comparison], errors: &mut Vec<Error>) -> Vec<BoundRule> {
    let before = errors.len();
    let rules: Vec<BoundRule> = spec.identity.rules.iter().flatten().enumerate().map(|(i, rule)| bind(i, rule, comparisons, errors)).collect();
    // A rule that could not be read whole may mean something else.
    if errors.len() == before {
        contradictions(&rules, errors);
    }
    rules
}

fn bind(i: usize, rule: &DecisionRule, comparisons: &[Comparison], errors: &mut Vec<Error>) -> BoundRule {
    let (always, conditions) = match rule {
        DecisionRule::Always(c) => (true, c),
        DecisionRule::Never(c) => (false, c),
    };
    let path = path(i, always);
    if conditions.is_empty() {
        errors.push(Error::new(Code::EmptyList, &path, "a rule needs at least one condition"));
    }
    let conditions: Vec<_> = conditions.iter().enumerate().filter_map(|(k, c)| condition(c, comparisons, &format!("{path}[{k}]"), errors)).collect();
    // Last four digits and the like corroborate only: a rule of nothing else would decide alone (T11).
    let weak = |(c, low, _): &(usize, u8, u8)| comparisons.get(*c).and_then(|c| c.level(*low)).is_some_and(|l| l.weak);
    if always && !conditions.is_empty() && conditions.iter().all(weak) {
        errors.push(Error::new(Code::InvalidSpec, &path, "an always-rule rests on weak levels alone").with_help("add a condition on a level that is not weak"));
    }
    BoundRule { always, conditions }
}

fn path(i: usize, always: bool) -> String {
    format!("identity.rules[{i}].{}", if always { "always" } else { "never" })
}

fn condition(c: &LevelCondition, comparisons: &[Comparison], path: &str, errors: &mut Vec<Error>) -> Option<(usize, u8, u8)> {
    let Some((at, comparison)) = comparisons.iter().enumerate().find(|(_, k)| k.name == c.comparison) else {
        let error = Error::new(Code::UnknownComparison, format!("{path}.comparison"), format!("there is no comparison {}", quote(&c.comparison)));
        errors.push(error.with_nearest(&c.comparison, comparisons.iter().map(|c| c.name.as_str())));
        return None;
    };
    let mut code = |label: &Option<String>, default: u8, which: &str| match label {
        None => Some(default),
        Some(label) => {
            let found = comparison.code_of(label);
            if found.is_none() {
                let labels = comparison.levels.iter().map(|l| l.label.as_str()).chain(["else", "missing"]);
                errors.push(Error::new(Code::UnknownLevel, format!("{path}.{which}"), format!("there is no level {}", quote(label))).with_nearest(label, labels));
            }
            found
        }
    };
    let low = code(&c.at_least, 1, "at_least")?;
    let high = code(&c.at_most, comparison.codes() - 1, "at_most")?;
    Some((at, low, high))
}

/// Always-rules that never decide: a never-rule, which goes before them, applies wherever they do.
fn contradictions(rules: &[BoundRule], errors: &mut Vec<Error>) {
    for (i, always) in rules.iter().enumerate().filter(|(_, rule)| rule.always) {
        if let Some((j, _)) = rules.iter().enumerate().find(|(_, never)| !never.always && always.implies(never)) {
            let never = path(j, false);
            let text = format!("the rule can never join anybody: {never} keeps apart every pair that it applies to, and goes first");
            let help = format!("remove one of the two, or ask {never} for something that this rule excludes");
            errors.push(Error::new(Code::ContradictoryRules, path(i, true), text).with_help(help));
        }
    }
}

impl BoundRule {
    /// Whether every pair that this rule applies to is one that the other applies to.
    fn implies(&self, other: &BoundRule) -> bool {
        !other.conditions.is_empty() && other.conditions.iter().all(|(comparison, low, high)| self.levels(*comparison).is_some_and(|(least, most)| low <= &least && most <= *high))
    }

    /// The levels of a comparison that all conditions on it leave; `None`: it has none, or they leave nothing.
    fn levels(&self, comparison: usize) -> Option<(u8, u8)> {
        let of = self.conditions.iter().filter(|(c, ..)| *c == comparison).map(|(_, low, high)| (*low, *high));
        of.reduce(|(low, high), (least, most)| (low.max(least), high.min(most))).filter(|(low, high)| low <= high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(always: bool, conditions: &[(usize, u8, u8)]) -> BoundRule {
        BoundRule { always, conditions: conditions.to_vec() }
    }

    #[test]
    fn an_always_within_a_never_is_a_contradiction() {
        let cases = [
            (vec![(0, 3, 3)], vec![(0, 3, 3)], true),
            // Narrower, and with one condition more.
            (vec![(0, 3, 3), (1, 1, 4)], vec![(0, 2, 3)], true),
            // Two conditions on one comparison leave what both leave.
            (vec![(0, 1, 2), (0, 2, 3)], vec![(0, 2, 2)], true),
            // They only overlap: the never says nothing of level 3, or asks for more.
            (vec![(0, 2, 3)], vec![(0, 1, 2)], false),
            (vec![(0, 3, 3)], vec![(0, 3, 3), (1, 1, 1)], false),
            (vec![(0, 3, 3)], vec![(1, 0, 4)], false),
        ];
        for (always, never, contradict) in cases {
            let mut errors = Vec::new();
            contradictions(&[rule(true, &always), rule(false, &never)], &mut errors);
            assert_eq!(!errors.is_empty(), contradict, "{always:?} {never:?}");
        }
        let mut errors = Vec::new();
        contradictions(&[rule(false, &[(0, 1, 1)]), rule(true, &[(0, 2, 2)]), rule(false, &[(0, 2, 3)])], &mut errors);
        assert_eq!((errors[0].code(), errors[0].path()), (Code::ContradictoryRules, "identity.rules[1].always"));
        assert!(errors[0].detail().contains("identity.rules[2].never"), "{}", errors[0]);
    }
}
