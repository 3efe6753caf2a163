//! Rule sets over facts written by hand.

use super::*;
use crate::model::{FactColumn, FactUnit, FactValues, NO_TAG};
use crate::rule::Fields;

fn spec(dimensions: &str) -> TagsSpec {
    serde_json::from_str(&format!(r#"{{"name": "t", "version": "1", "dimensions": [{dimensions}]}}"#)).unwrap()
}

pub(super) fn fields() -> Fields {
    [("n", FactUnit::Count), ("m", FactUnit::Count)].into_iter().collect()
}

pub(super) fn facts(n: &[Option<i64>]) -> FactTable {
    let column = |name: &str, values: Vec<Option<i64>>| FactColumn { name: name.into(), unit: FactUnit::Count, values: FactValues::Number(values.into()) };
    FactTable { rows: n.len(), columns: vec![column("n", n.to_vec()), column("m", vec![Some(1); n.len()])] }
}

/// `n`, `m` and the text `t`.
pub(super) fn fields_of() -> Fields {
    let mut fields = fields();
    fields.push("t", FactUnit::Text);
    fields
}

/// Columns `n`, `m` and the text `t`.
pub(super) fn facts_of(rows: &[(Option<i64>, Option<i64>, Option<String>)]) -> FactTable {
    let mut texts = crate::table::Interner::new();
    let ids = rows.iter().map(|(_, _, t)| t.as_deref().map(|t| texts.intern(t))).collect();
    let column = |name: &str, unit, values| FactColumn { name: name.into(), unit, values };
    FactTable {
        rows: rows.len(),
        columns: vec![
            column("n", FactUnit::Count, FactValues::Number(rows.iter().map(|(n, ..)| *n).collect())),
            column("m", FactUnit::Count, FactValues::Number(rows.iter().map(|(_, m, _)| *m).collect())),
            column("t", FactUnit::Text, FactValues::Text { ids, texts }),
        ],
    }
}

pub(super) fn errors(dimensions: &str) -> Vec<(String, Code)> {
    let mut errors = Vec::new();
    let _ = TagPlan::compile(&spec(dimensions), &fields(), &mut errors);
    errors.iter().map(|e| (e.path().to_owned(), e.code())).collect()
}

pub(super) fn plan(dimensions: &str) -> TagPlan {
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&spec(dimensions), &fields(), &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

pub(super) fn values(tags: &TagTable, dimension: &str) -> Vec<String> {
    let dimension = tags.dimension(dimension).unwrap();
    (0..tags.rows).map(|row| dimension.values(row).collect::<Vec<_>>().join(",")).collect()
}

#[test]
fn the_first_true_rule_decides() {
    let plan = plan(
        r#"{"name": "d", "otherwise": "low", "rules": [
            {"value": "high", "when": "n > 5"}, {"value": "middle", "when": "n > 2"}, {"value": "odd", "when": "m = 7"}]}"#,
    );
    let tags = plan.evaluate(&facts(&[Some(6), Some(3), Some(0), None]));
    assert_eq!(values(&tags, "d"), ["high", "middle", "low", "unknown"]);
    assert_eq!(tags.dimension("d").unwrap().counts(), [1, 1, 0, 1, 1]);
    assert_eq!((tags.name.as_str(), tags.version.as_str()), ("t", "1"));
}

#[test]
fn a_true_rule_outweighs_one_that_cannot_be_decided() {
    let plan = plan(r#"{"name": "d", "rules": [{"value": "a", "when": "n > 5"}, {"value": "b", "when": "m = 1"}]}"#);
    assert_eq!(values(&plan.evaluate(&facts(&[None])), "d"), ["b"]);
}

#[test]
fn unknown_values_can_be_named_and_values_can_be_absent() {
    let plan = plan(
        r#"{"name": "d", "unknown": "?", "rules": [{"value": "a", "when": "n = 1"}]},
           {"name": "e", "unknown": "b", "otherwise": "b", "rules": [{"value": "a", "when": "n = 1"}]},
           {"name": "f", "rules": [{"value": "x", "when": "d = \"a\""}, {"value": "y", "when": "e = \"b\""}]},
           {"name": "g", "otherwise": "no", "rules": [{"value": "yes", "when": "d is missing"}]}"#,
    );
    let tags = plan.evaluate(&facts(&[Some(1), Some(2), None]));
    assert_eq!(values(&tags, "d"), ["a", "", "?"]);
    assert_eq!(tags.dimension("d").unwrap().codes, TagCodes::One(vec![0, NO_TAG, 1].into()));
    assert_eq!(values(&tags, "e"), ["a", "b", "b"]);
    assert_eq!(values(&tags, "f"), ["x", "y", "y"]);
    assert_eq!(values(&tags, "g"), ["no", "yes", "yes"]);
}

#[test]
fn overlapping_rules_of_a_unique_dimension_are_reported() {
    let plan = plan(
        r#"{"name": "d", "hit": {"unique": {}}, "rules": [
            {"value": "a", "when": "n >= 2"}, {"value": "b", "when": "n <= 2"}, {"value": "c", "when": "n = 2"}]}"#,
    );
    let tags = plan.evaluate(&facts(&[Some(1), Some(2), Some(3), Some(2)]));
    assert_eq!(values(&tags, "d"), ["b", "a", "a", "a"]);
    let found: Vec<_> = tags.findings.iter().map(|f| (f.first, f.second, f.customers, f.example)).collect();
    assert_eq!(found, [(0, 1, 2, 1), (0, 2, 2, 1)]);
    assert_eq!(tags.findings[0].second_rule, "b if `n <= 2`");
}

#[test]
fn collecting_dimensions_hold_every_true_value() {
    let plan = plan(
        r#"{"name": "d", "hit": {"collect": {}}, "rules": [
            {"value": "a", "when": "n > 1"}, {"value": "b", "when": "n > 2"}, {"value": "a", "when": "n = 9"}]},
           {"name": "e", "otherwise": "no", "rules": [{"value": "yes", "when": "d = \"b\""}]}"#,
    );
    let tags = plan.evaluate(&facts(&[Some(2), Some(9), Some(0), None]));
    assert_eq!(values(&tags, "d"), ["a", "a,b", "", ""]);
    assert_eq!(values(&tags, "e"), ["no", "yes", "no", "no"]);
}

#[test]
fn combinations_join_labelled_values_in_any_order_of_declaration() {
    let plan = plan(
        r#"{"name": "c", "combine": ["v", "w"]},
           {"name": "x", "rules": [{"value": "hit", "when": "c = \"1V+lo\""}]},
           {"name": "v", "label": "{}V", "rules": [{"value": "1", "when": "n = 1"}]},
           {"name": "w", "otherwise": "lo", "rules": [{"value": "hi", "when": "n > 1"}]}"#,
    );
    let facts = facts(&[Some(1), Some(2), None]);
    let tags = plan.evaluate(&facts);
    assert_eq!(values(&tags, "c"), ["1V+lo", "unknown+hi", "unknown+unknown"]);
    assert_eq!(values(&tags, "x"), ["hit", "", ""]);
    let order: Vec<&str> = tags.dimensions.iter().map(|d| d.domain.name.as_str()).collect();
    assert_eq!(order, ["c", "x", "v", "w"]);
    let why = plan.explain(&facts, &tags, "c", 0).unwrap();
    assert_eq!(why.to_string(), "c: 1V+lo (joined)\n  v: 1\n  w: lo\n");
    assert_eq!(plan.explain(&facts, &tags, "y", 0).unwrap_err().code(), Code::UnknownDimension);
}

#[test]
fn explanations_show_the_rule_that_decided_and_those_before_it() {
    let plan = plan(
        r#"{"name": "d", "otherwise": "low", "rules": [
            {"value": "high", "when": "n > 5"}, {"value": "middle", "when": "n > 2"}, {"value": "odd", "when": "m = 7"}]}"#,
    );
    let facts = facts(&[Some(3), Some(1)]);
    let tags = plan.evaluate(&facts);
    assert_eq!(
        plan.explain(&facts, &tags, "d", 0).unwrap().to_string(),
        "d: middle (rule 2: `n > 2`)\n  high if `n > 5` is false\n    n = 3; more than 5 is false\n  middle if `n > 2` is true\n    n = 3; more than 2 is true\n"
    );
    assert!(plan.explain(&facts, &tags, "d", 1).unwrap().text.starts_with("d: low (every rule is false)"));
}

#[test]
fn one_customer_alone_gets_the_same_tags() {
    let plan = plan(
        r#"{"name": "d", "hit": {"unique": {}}, "rules": [{"value": "a", "when": "n > 2"}, {"value": "b", "when": "n < 2"}]},
           {"name": "e", "hit": {"collect": {}}, "rules": [{"value": "a", "when": "n > 2"}, {"value": "b", "when": "d = \"a\""}]},
           {"name": "c", "combine": ["d", "d"]}"#,
    );
    let numbers: Vec<Option<i64>> = (0..10_000).map(|i| (i % 11 != 0).then_some(i % 5)).collect();
    let batch = plan.evaluate(&facts(&numbers));
    for row in (0..10_000).step_by(97) {
        let alone = plan.evaluate(&facts(&numbers[row..=row]));
        for dimension in ["d", "e", "c"] {
            assert!(alone.dimension(dimension).unwrap().codes(0).eq(batch.dimension(dimension).unwrap().codes(row)));
        }
    }
}

#[test]
fn all_errors_come_at_once_with_their_paths() {
    assert_eq!(
        errors(
            r#"{"name": "n", "rules": [{"value": "a", "when": "n = 1"}]},
               {"name": "d", "rules": [{"value": "", "when": "n = "}, {"value": "b", "when": "k = 1"}], "label": "x", "parent": "a//b"},
               {"name": "d", "rules": []},
               {"name": "e", "combine": ["d", "f", "g", "c"]},
               {"name": "c", "hit": {"collect": {}}, "rules": [{"value": "a", "when": "d = \"zz\""}]},
               {"name": "h", "rules": [{"value": "a", "when": "count(orders) = 1"}]}"#
        ),
        [
            ("tags.dimensions[0].name".to_owned(), Code::DuplicateName),
            ("tags.dimensions[2].name".to_owned(), Code::DuplicateName),
            ("tags.dimensions[1].rules[0].value".to_owned(), Code::OutOfRange),
            ("tags.dimensions[1].label".to_owned(), Code::OutOfRange),
            ("tags.dimensions[1].parent".to_owned(), Code::OutOfRange),
            ("tags.dimensions[1].rules[0].when".to_owned(), Code::RuleSyntax),
            ("tags.dimensions[1].rules[1].when".to_owned(), Code::UnknownMetric),
            ("tags.dimensions[2].rules".to_owned(), Code::EmptyList),
            ("tags.dimensions[3].combine[1]".to_owned(), Code::UnknownDimension),
            ("tags.dimensions[3].combine[2]".to_owned(), Code::UnknownDimension),
            ("tags.dimensions[3].combine[3]".to_owned(), Code::TypeMismatch),
            ("tags.dimensions[4].rules[0].when".to_owned(), Code::UnknownValue),
            ("tags.dimensions[5].rules[0].when".to_owned(), Code::UnknownMetric),
        ]
    );
}

#[test]
fn circles_are_rejected() {
    assert_eq!(
        errors(
            r#"{"name": "a", "rules": [{"value": "x", "when": "b = \"x\""}]},
               {"name": "b", "rules": [{"value": "x", "when": "c = \"x\""}]},
               {"name": "c", "rules": [{"value": "x", "when": "b = \"x\""}]},
               {"name": "d", "rules": [{"value": "x", "when": "d = \"x\""}]}"#
        ),
        [("tags.dimensions[1]".to_owned(), Code::DependencyCycle), ("tags.dimensions[3]".to_owned(), Code::DependencyCycle)]
    );
    assert_eq!(errors("").len(), 0);
    let mut found = Vec::new();
    let unnamed: TagsSpec = serde_json::from_str(r#"{"dimensions": [{"name": "a", "rules": [{"value": "x", "when": "n = 1"}]}]}"#).unwrap();
    let _ = TagPlan::compile(&unnamed, &fields(), &mut found);
    assert_eq!(found.iter().map(Error::path).collect::<Vec<_>>(), ["tags.name", "tags.version"]);
}
