//! Test cases out of rules: what they expect is what the rules give, and what has none is said.

use super::tests::{METRICS, relived, shop, spec};
use super::vectors::tests;
use super::*;
use crate::model::{Language, RuleTests};

/// What every case expects is what its history gives, run through facts and rules.
#[track_caller]
fn hold(sets: &Sets<'_>, tests: &RuleTests) {
    for case in &tests.cases {
        let set = sets.sets.iter().find(|set| set.name() == case.rule_set).unwrap();
        let facts = relived(sets, &case.witness);
        let (s, d) = (sets.sets.iter().position(|other| other.path == set.path).unwrap(), set.dimension(&case.dimension).unwrap());
        let tags = set.tags(&sets.closure(s, [d].into_iter()), &facts).unwrap();
        assert_eq!(tags.dimension(&case.dimension).unwrap().values(0).collect::<Vec<_>>(), case.expect, "{case:?}");
    }
}

fn codes(tests: &RuleTests) -> Vec<(&str, &str)> {
    tests.untested.iter().map(|finding| (finding.code, finding.paths[0].as_str())).collect()
}

#[test]
fn every_dimension_of_the_seeds_has_cases_or_a_reason() {
    for text in [include_str!("../../../../examples/specs/seed-literal.json"), include_str!("../../../../examples/specs/seed-repaired.json")] {
        let spec: Spec = serde_json::from_str(text).unwrap();
        let sets = Sets::of(&spec, &[]);
        let tests = tests(&sets);
        hold(&sets, &tests);
        for set in &sets.sets {
            for (d, dimension) in set.spec.dimensions.iter().enumerate() {
                let path = format!("{}.dimensions[{d}]", set.path);
                let tested = tests.cases.iter().any(|case| case.rule_set == set.name() && case.dimension == dimension.name);
                let told = tests.untested.iter().any(|f| f.paths[0] == path || f.paths[0].starts_with(&format!("{path}.")));
                assert!(tested || told, "{path} {}", dimension.name);
            }
        }
        for finding in &tests.untested {
            assert!(!finding.tell(Language::En).is_empty() && !finding.tell(Language::Zh).is_empty());
        }
    }
    let literal = rule_test_cases(include_str!("../../../../examples/specs/seed-literal.json")).unwrap();
    let none = literal.untested.iter().find(|f| f.code == "no_rule" && f.name == "忠诚度").unwrap();
    assert_eq!(none.text["en"], "`忠诚度` has no test cases: nothing says who is `中`.");
    assert_eq!(none.text["zh"], "「忠诚度」没有测试用例: 没有写明谁属于「中」。");
}

#[test]
fn what_is_put_together_has_cases_at_the_ends_of_its_parts() {
    let spec = shop();
    let sets = Sets::of(&spec, &[]);
    let combined = spec.tags.dimensions.iter().find(|d| d.combine.is_some()).unwrap();
    let tests = tests(&sets);
    hold(&sets, &tests);
    let own: Vec<_> = tests.cases.iter().filter(|case| case.dimension == combined.name).collect();
    assert!(own.iter().all(|case| case.aim.starts_with("boundary: ") && case.expect.len() == 1), "{own:#?}");
    let given: std::collections::BTreeSet<&String> = own.iter().flat_map(|case| &case.expect).collect();
    assert!(given.len() > 2, "{given:?}");
}

/// A million cells together, two or three by rule.
#[test]
fn rules_with_too_many_cells_are_tested_one_by_one() {
    let wanted = |k: usize| format!("count(i where type = \\\"t{k}\\\") >= {}", k + 1);
    let mut rules: Vec<String> = (0..20).map(|k| format!(r#"{{"value": "v{k}", "when": "{} and n30 >= 1"}}"#, wanted(k))).collect();
    let all = (0..20).map(wanted).collect::<Vec<_>>().join(" or ");
    rules.push(format!(r#"{{"value": "some", "when": "{all}"}}"#));
    let spec = spec(METRICS, &format!(r#"{{"name": "d", "otherwise": "-", "rules": [{}]}}, {{"name": "e", "combine": ["d"]}}"#, rules.join(",")));
    let sets = Sets::of(&spec, &[]);
    let tests = tests(&sets);
    hold(&sets, &tests);
    assert_eq!(codes(&tests), [("too_many_cells", "tags.dimensions[0].rules[20].when"), ("too_many_cells", "tags.dimensions[1]")]);
    for k in 0..20 {
        let own = |aim: &str, value: &str| tests.cases.iter().any(|case| case.aim.contains(aim) && case.cell.contains(&format!("\"t{k}\"")) && case.expect == [value]);
        assert!(own(&format!("mcdc: rule {} by ", k + 1), &format!("v{k}")), "{k}: {:#?}", tests.cases);
        assert!(own("boundary: count(i where type = ", "-"), "{k}");
    }
    // With work for a few of them.
    let few = super::vectors::tests(&Sets { work: 100, ..Sets::of(&spec, &[]) });
    assert!(codes(&few).contains(&("unfinished", "tags.dimensions[0]")), "{:?}", few.untested);
    assert!(!few.cases.is_empty() && few.cases.len() < tests.cases.len());
}

#[test]
fn what_has_no_cases_is_said() {
    let spec = spec(
        METRICS,
        r#"{"name": "a", "rules": [{"value": "x", "when": "n31 >= 1"}, {"value": "y", "when": ""}]},
           {"name": "b", "otherwise": "-", "rules": [{"value": "x", "when": "n30 >= 2 and n30 >= 1"}]},
           {"name": "c", "rules": []}, {"name": "d", "otherwise": "-", "rules": [{"value": "x", "when": "a = \"x\""}]}"#,
    );
    let sets = Sets::of(&spec, &[]);
    let found = tests(&sets);
    hold(&sets, &found);
    let dimensions: Vec<(&str, &str)> = codes(&found);
    assert_eq!(
        dimensions,
        [
            ("unknown_metric", "tags.dimensions[0].rules[0].when"),
            ("no_rule", "tags.dimensions[0].rules[1].when"),
            ("never_alone", "tags.dimensions[1].rules[0].when"),
            ("no_rule", "tags.dimensions[2]"),
            ("unreadable", "tags.dimensions[3]"),
        ]
    );
    assert!(found.untested[0].text["en"].contains("`n31`"), "{:?}", found.untested[0]);
    assert!(found.untested[2].text["en"].starts_with("no `mcdc` cases for `n30 >= 1` in the rule for `x` of `b`"), "{:?}", found.untested[2]);
    assert!(found.cases.iter().all(|case| case.dimension == "b"));
    let few = tests(&Sets { work: 1, ..Sets::of(&spec, &[]) });
    assert!(codes(&few).contains(&("too_many_cells", "tags.dimensions[1].rules[0].when")), "{few:#?}");
}
