//! Blocking by parts of texts, and rules before weights, as a spec asks for them.

use super::{Outcome, Plan};
use crate::interop::json;
use crate::model::Decision;
use serde_json::{Value, json};

fn spec(identity: &Value) -> String {
    let fields = json!([{"name": "name", "kind": {"text": {}}}, {"name": "phone", "kind": {"phone": {}}}]);
    let columns = json!([{"field": "name", "from": ["name"]}, {"field": "phone", "from": ["phone"]}]);
    json!({"version": 1, "identity": identity, "fields": fields, "sources": [{"name": "all", "id": "id", "columns": columns}]}).to_string()
}

fn run(identity: &Value, rows: &Value) -> Outcome {
    json::run(&Plan::from_json(&spec(identity)).unwrap(), &json!({"tables": {"all": rows}}).to_string()).unwrap()
}

#[test]
fn parts_of_texts_are_keys() {
    let rows = json!([{"id": "1", "name": "grand park hotel"}, {"id": "2", "name": "park hotel royal"}, {"id": "3", "name": "the inn"}, {"id": "4", "name": "grand pork hotel"}]);
    let pairs = |parts: Value| {
        let keys = json!([{"field": "name", "component": "loose", "parts": parts}]);
        run(&json!({"blocking": {"rules": [{"keys": keys}]}}), &rows).report().candidate_pairs
    };
    // Each word is a key, and a pair that shares two is one pair.
    assert_eq!(pairs(json!({"words": {}})), 3);
    assert_eq!(pairs(json!({"prefix": {"of": 5}})), 1);
    assert_eq!(pairs(json!({"grams": {"of": 6}})), 3);
    // 1 and 4 share two thirds of their grams, so that sixteen least hashes hardly all differ.
    assert!((1..=3).contains(&pairs(json!({"min_hash": {"of": 3, "keys": 16}}))));
}

#[test]
fn parts_out_of_range_are_errors_with_their_place() {
    let keys = json!([{"field": "name", "parts": {"min_hash": {"of": 3, "keys": 65}}}]);
    let error = Plan::from_json(&spec(&json!({"blocking": {"rules": [{"keys": keys}]}}))).unwrap_err();
    assert_eq!(error.path(), "identity.blocking.rules[0].keys[0].parts.min_hash.keys");
}

#[test]
fn never_goes_before_always() {
    let rows = json!([{"id": "1", "name": "Ann Lee", "phone": "13812345678"}, {"id": "2", "name": "Ann Lee", "phone": "13987654321"}]);
    let always = json!({"always": [{"comparison": "name", "at_least": "exact"}]});
    let never = json!({"never": [{"comparison": "phone", "at_most": "else"}]});
    for rules in [json!([&always, &never]), json!([&never, &always])] {
        let outcome = run(&json!({"rules": rules, "blocking": {"rules": [{"keys": [{"field": "name"}]}]}}), &rows);
        assert_eq!(outcome.customers().len(), 2);
        assert!(outcome.matched.edges.iter().all(|e| matches!(e.decision, Decision::Never(_))));
    }
}
