//! Rule sets that are very large.

use super::*;

#[test]
fn a_dimension_of_ten_thousand_rules_compiles_and_runs() {
    let set = |when: &dyn Fn(usize) -> String| {
        let rules: Vec<_> = (0..10_000).map(|n| serde_json::json!({"value": format!("v{n}"), "when": when(n)})).collect();
        let spec: TagsSpec = serde_json::from_value(serde_json::json!({"name": "t", "version": "1", "dimensions": [{"name": "d", "otherwise": "-", "rules": rules}]})).unwrap();
        let mut errors = Vec::new();
        let plan = TagPlan::compile(&spec, &super::tests::fields_of(), &mut errors);
        assert!(errors.is_empty(), "{:?}", errors[0]);
        plan
    };
    let row = |n: Option<i64>, t: Option<&str>| (n, n, t.map(str::to_owned));
    let facts = super::tests::facts_of(&[row(Some(9_999), Some("v7")), row(Some(0), Some("9")), row(Some(10_000), None), row(None, Some("9999"))]);
    let values = |plan: TagPlan| -> Vec<String> {
        let tags = plan.evaluate(&facts);
        (0..4).map(|row| tags.value("d", row).unwrap_or_default().to_owned()).collect()
    };
    // One column of numbers; one of texts; two columns, which would make too many cells for a table.
    assert_eq!(values(set(&|n| format!("n = {n}"))), ["v9999", "v0", "-", "unknown"]);
    assert_eq!(values(set(&|n| format!("t = \"{n}\""))), ["-", "v9", "unknown", "v9999"]);
    assert_eq!(values(set(&|n| format!("n = {n} and m >= {n}"))), ["v9999", "v0", "-", "unknown"]);
}

#[test]
fn ten_thousand_wrong_rules_are_ten_thousand_errors() {
    let rules: Vec<_> = (0..10_000).map(|n| serde_json::json!({"value": "v", "when": format!("n3{n} >")})).collect();
    let spec: TagsSpec = serde_json::from_value(serde_json::json!({"name": "t", "version": "1", "dimensions": [{"name": "d", "rules": rules}]})).unwrap();
    let mut errors = Vec::new();
    _ = TagPlan::compile(&spec, &super::tests::fields(), &mut errors);
    assert_eq!(errors.len(), 10_000);
}
