//! Missing states in rules (R28): each is a cell of its own where rules tell them apart. And what is true or false.

use super::tests::{METRICS, holds, spec};
use super::*;

fn cells(findings: &[RuleFinding]) -> Vec<(&str, &str)> {
    findings.iter().map(|f| (f.code, f.cell.as_str())).collect()
}

fn checked(rules: &str) -> RuleReport {
    let spec = spec(METRICS, &format!(r#"{{"name": "完善", "hit": {{"unique": {{}}}}, "rules": [{rules}]}}"#));
    let report = check_rules(&spec);
    holds(&spec, &report);
    report
}

#[test]
fn states_without_a_value_are_holes() {
    let report = checked(
        r#"{"value": "催", "when": "备注 is 待补充"}, {"value": "问", "when": "备注 待沟通确认"}, {"value": "无", "when": "备注 is absent"}, {"value": "有", "when": "备注 已知"}"#,
    );
    assert_eq!((cells(&report.gaps), cells(&report.overlaps)), (vec![("gap", "备注 is unknown")], vec![]));
    let told = &report.gaps[0].text;
    assert!(told["en"].starts_with("`备注` unknown: no `完善`.") && told["zh"].starts_with("「备注」未知: 「完善」没有值。"), "{told:?}");
    let witness = report.gaps[0].witness.as_ref().unwrap();
    assert_eq!((witness.fields["备注"].as_str(), witness.events.len()), ("未知", 0));
}

#[test]
fn a_state_is_missing_too() {
    let report = checked(r#"{"value": "催", "when": "备注 is 待补充"}, {"value": "缺", "when": "备注 is missing"}, {"value": "有", "when": "备注 is known"}"#);
    assert_eq!((cells(&report.gaps), cells(&report.overlaps)), (vec![], vec![("overlap", "备注 is to_be_filled")]));
    let report = checked(r#"{"value": "催", "when": "备注 is 待补充"}, {"value": "别", "when": "备注 is not 待补充"}"#);
    assert_eq!((cells(&report.gaps), cells(&report.overlaps), cells(&report.shadowed)), (vec![], vec![], vec![]));
}

/// Beside texts that are told apart: a text that no rule names is known, a state is none of its values.
#[test]
fn states_stand_beside_values() {
    let report =
        checked(r#"{"value": "停", "when": "备注 = \"停用\""}, {"value": "催", "when": "备注 is to_be_filled"}, {"value": "别", "when": "备注 is known and 备注 != \"停用\""}"#);
    // Whether it is 停用, cannot be said.
    assert_eq!(cells(&report.gaps), [("undecided", "备注 is absent or 备注 is unknown or 备注 is to_be_confirmed")]);
    assert_eq!(cells(&report.overlaps), []);
}

/// What is counted has no states, and neither has a dimension.
#[test]
fn only_fields_have_states() {
    let dimensions =
        r#"{"name": "a", "rules": [{"value": "x", "when": "last is 未知"}], "otherwise": "-"}, {"name": "b", "rules": [{"value": "y", "when": "a is unknown"}], "otherwise": "-"}"#;
    let error = crate::Plan::compile(&spec(METRICS, dimensions)).unwrap_err();
    let of_rules = error.related().iter().filter(|e| e.path().starts_with("tags"));
    let told: Vec<(&str, &str)> = of_rules.map(|e| (e.code().as_str(), e.path())).collect();
    assert_eq!(told, [("type_mismatch", "tags.dimensions[0].rules[0].when"), ("type_mismatch", "tags.dimensions[1].rules[0].when")]);
}

#[test]
fn cases_are_made_of_states() {
    let spec = serde_json::to_string(&spec(METRICS, r#"{"name": "d", "otherwise": "-", "rules": [{"value": "催", "when": "备注 is 待补充"}]}"#)).unwrap();
    let cases = rule_test_cases(&spec).unwrap();
    let told: Vec<(Option<&str>, &str)> = cases.cases.iter().map(|case| (case.witness.fields.get("备注").map(String::as_str), case.expect[0].as_str())).collect();
    assert!(told.contains(&(Some("待补充"), "催")) && told.iter().any(|(_, value)| *value == "-"), "{told:?}");
}

/// Who talked and did not buy within thirty days, and of whom nothing can be said since there was no talk.
#[test]
fn yes_no_and_not_known_are_three_cells() {
    const BOUGHT: &str = r#"{"name": "买了", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 30, "gives": "whether"}}}"#;
    let checked = |rules: &str| {
        let spec = spec(BOUGHT, &format!(r#"{{"name": "d", "hit": {{"unique": {{}}}}, "rules": [{rules}]}}"#));
        let report = check_rules(&spec);
        holds(&spec, &report);
        (cells(&report.gaps).iter().map(|(code, cell)| format!("{code} {cell}")).collect::<Vec<_>>(), report.overlaps.len(), report.shadowed.len())
    };
    assert_eq!(checked(r#"{"value": "x", "when": "买了 = true"}"#), (vec!["gap 买了 = false".to_owned(), "undecided 买了 is missing".to_owned()], 0, 0));
    assert_eq!(checked(r#"{"value": "x", "when": "买了 = 是"}, {"value": "y", "when": "买了 = 否"}, {"value": "z", "when": "买了 is missing"}"#), (vec![], 0, 0));
    assert_eq!(checked(r#"{"value": "x", "when": "买了 = true"}, {"value": "y", "when": "买了 in {true, false}"}, {"value": "z", "when": "买了 is missing"}"#).1, 1);
}
