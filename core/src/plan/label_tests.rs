//! What a run reports of itself, and labels in it.

use super::{Outcome, Plan};
use crate::identity::identifiability::{Identified, WeightsFrom};
use crate::interop::json;
use serde_json::{Value, json};

/// Two hundred customers of one to four records. Half of their copies have another telephone, which nothing but labels tells apart from
/// that of a namesake.
fn tables(labelled: usize) -> String {
    let (surnames, given) = (["王", "李", "张", "刘", "陈"], ["芳", "伟", "娜", "敏", "静", "丽", "强", "磊"]);
    let mut rows = Vec::new();
    for customer in 0..200usize {
        for copy in 0..=customer % 4 {
            let phone = format!("138{:08}", (customer + if copy % 2 == 1 { 1000 } else { 0 }) * 104_729 % 100_000_000);
            let label = if customer < labelled { format!("c{customer}") } else { " ".to_owned() };
            rows.push(json!({"id": format!("{customer}-{copy}"), "name": format!("{}{}", surnames[customer % 5], given[customer * 7 % 8]), "phone": phone, "who": label}));
        }
    }
    json!({"tables": {"all": rows}}).to_string()
}

fn run(identity: &Value, tables: &str) -> Outcome {
    let spec = json!({"version": 1, "identity": identity,
        "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
        "sources": [{"name": "all", "id": "id", "columns": [{"field": "name", "from": ["name"]}, {"field": "phone", "from": ["phone"]}]}]});
    json::run(&Plan::from_json(&spec.to_string()).unwrap(), tables).unwrap()
}

fn m(outcome: &Outcome, comparison: usize) -> f64 {
    outcome.model().unwrap().comparisons[comparison].levels.last().unwrap().m
}

#[test]
fn labels_refine_m_and_are_evaluated() {
    let labels = json!({"training": {"labels": {"column": "who"}}});
    let (without, with) = (run(&json!({}), &tables(200)), run(&labels, &tables(200)));
    assert!(without.report().labels.is_none());
    let report = with.report().labels.clone().unwrap();
    assert!(report.trained_matches > 100 && report.trained_non_matches > 100, "{report:?}");
    assert_eq!((report.evaluation.records, report.evaluation.true_pairs), (500, 500));
    assert!(report.reliability.iter().map(|band| band.pairs).sum::<u64>() > 0);
    // Of the true pairs a third has the telephone in common.
    assert!((m(&with, 1) - 0.33).abs() < (m(&without, 1) - 0.33).abs(), "{} {}", m(&with, 1), m(&without, 1));
    assert!(with.report().expected_matches > 0.0);
}

#[test]
fn labels_calibrate_and_the_model_keeps_what_they_say() {
    let labels = json!({"training": {"labels": {"column": "who"}}});
    let (without, with) = (run(&json!({}), &tables(200)), run(&labels, &tables(200)));
    assert_eq!(without.model().unwrap().calibration, None);
    let found = with.model().unwrap().calibration.unwrap();
    let off = |outcome: &Outcome| -> f64 { outcome.report().labels.iter().flat_map(|l| &l.reliability).map(|band| (band.expected - band.observed as f64).abs()).sum() };
    assert!(off(&with) < 1.0, "{found:?} {}", off(&with));
    // Without labels, but with the model, the probabilities are the same.
    let given = run(&json!({"model": with.model()}), &tables(0));
    assert_eq!((given.matched.partition.len(), given.model().unwrap().calibration), (with.matched.partition.len(), Some(found)));
    let text = with.explain_pair(("all", "3-0"), ("all", "3-1")).unwrap().to_string();
    assert!(text.contains("as labelled pairs say"), "{text}");
}

#[test]
fn labels_do_not_depend_on_the_order_of_rows_and_rows_without_one_say_nothing() {
    let labels = json!({"training": {"labels": {"column": "who"}}});
    let some = run(&labels, &tables(40));
    let mut document: Value = serde_json::from_str(&tables(40)).unwrap();
    document["tables"]["all"].as_array_mut().unwrap().reverse();
    let reversed = run(&labels, &document.to_string());
    assert_eq!(json::report(&some), json::report(&reversed));
    assert_eq!(some.report().labels.as_ref().unwrap().evaluation.records, 100);
    assert_eq!(run(&labels, &tables(0)).model(), run(&json!({}), &tables(0)).model());
}

#[test]
fn labelled_pairs_come_from_a_table() {
    let mut document: Value = serde_json::from_str(&tables(0)).unwrap();
    document["tables"]["reviewed"] = json!([
        {"record_a": "3-0", "record_b": "3-1", "match": "是"}, {"record_a": "3-2", "record_b": "3-0", "match": true},
        {"record_a": "3-0", "record_b": "43-0", "match": "no"}, {"record_a": "3-0", "record_b": "nobody", "match": 0}, {"record_a": "3-0", "record_b": "4-0", "match": "?"}]);
    let outcome = run(&json!({"training": {"labels": {"pairs": "reviewed"}}}), &document.to_string());
    let labels = outcome.report().labels.clone().unwrap();
    assert_eq!((labels.pairs.matches, labels.pairs.non_matches, labels.trained_matches, labels.trained_non_matches), (2, 1, 2, 1));
    let unread: Vec<&str> = outcome.findings().iter().filter(|f| f.code == "unread_labels").map(|f| f.text.as_str()).collect();
    assert!(matches!(unread.as_slice(), [text] if text.starts_with("2 of 5 ")), "{unread:?}");
    let nothing = json!({"version": 1, "fields": [], "sources": [{"name": "all", "columns": []}], "identity": {"training": {"labels": {}}}});
    assert_eq!(Plan::from_json(&nothing.to_string()).unwrap_err().path(), "identity.training.labels");
}

#[test]
fn a_column_of_labels_that_is_not_there_is_a_finding() {
    let outcome = run(&json!({"training": {"labels": {"column": "nobody"}}}), &tables(3));
    assert!(outcome.findings().iter().any(|f| f.code == "missing_column" && f.path == "nobody"));
    assert!(outcome.report().labels.is_none());
}

#[test]
fn what_the_weights_rest_on() {
    let learned = run(&json!({"training": {"labels": {"column": "who"}}}), &tables(200));
    assert_ne!(learned.report().weights_from, WeightsFrom::Expectation);
    // Without labels a few hundred records are too few to learn from.
    let few = run(&json!({}), &tables(0));
    assert_eq!(few.report().weights_from, WeightsFrom::Expectation);
    assert_eq!(learned.report().comparisons.iter().map(|c| c.comparison.as_str()).collect::<Vec<_>>(), ["name", "phone"]);
    let two = json!({"tables": {"all": [{"id": "1", "name": "安然", "phone": "13812345678"}, {"id": "2", "name": "安然", "phone": "13812345678"}]}});
    let tiny = run(&json!({}), &two.to_string());
    assert_eq!(tiny.report().weights_from, WeightsFrom::Expectation);
    assert!(tiny.report().comparisons.iter().all(|c| c.m == Identified::Not));
    let given = run(&json!({"model": learned.model()}), &tables(0));
    assert_eq!((given.report().weights_from, given.report().comparisons.len()), (WeightsFrom::Model, 0));
}

#[test]
fn partitions_at_other_thresholds() {
    let outcome = run(&json!({}), &tables(0));
    let threshold = outcome.plan().spec().identity.threshold;
    let least = outcome.least_threshold();
    let [below, same, above] = outcome.partitions_at(&[0.0, threshold, 0.999_999]).try_into().unwrap();
    assert_eq!(same, outcome.matched.partition);
    assert!(below.len() <= same.len() && same.len() <= above.len());
    assert!(least > 0.0 && least < threshold);
    let curve = json::report(&outcome)["curve"].clone();
    assert_eq!(curve["at"]["threshold"], json!(0.5));
    assert!(curve["points"].as_array().unwrap().len() > 50);
}
