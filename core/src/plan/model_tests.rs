//! A model that was trained before, given.

use super::{Outcome, Plan};
use crate::error::Code;
use crate::identity::score::weight_at;
use crate::interop::json;
use crate::model::Statement;
use crate::spec::{ModelSpec, Prior};
use serde_json::{Value, json};

const SPEC: &str = r#"{"version":1,
  "fields":[{"name":"姓名","kind":{"person_name":{}}},{"name":"电话","kind":{"phone":{}}},{"name":"邮箱","kind":{"email":{}}},{"name":"城市","kind":{"text":{}}}],
  "sources":[{"name":"官网","id":"id","columns":[{"field":"姓名","from":["姓名"]},{"field":"电话","from":["电话"]},{"field":"邮箱","from":["邮箱"]},{"field":"城市","from":["城市"]}]},
             {"name":"门店","id":"id","unique":true,"columns":[{"field":"姓名","from":["姓名"]},{"field":"电话","from":["电话"]},{"field":"邮箱","from":["邮箱"]},{"field":"城市","from":["城市"]}]}]}"#;

/// Customers of one to four records, with shared names, cities and a shop's telephone.
fn tables() -> String {
    let surnames = ["王", "李", "张", "刘", "陈"];
    let given = ["芳", "伟", "娜", "敏", "静", "丽", "强", "磊"];
    let cities = ["上海", "北京", "广州"];
    let (mut web, mut shop) = (Vec::new(), Vec::new());
    for customer in 0..200usize {
        let name = format!("{}{}", surnames[customer % 5], given[customer * 7 % 8]);
        let phone = format!("138{:08}", customer * 104_729 % 100_000_000);
        for copy in 0..=customer % 4 {
            let email = if copy == 1 { format!("u{}@example.com", customer + 1) } else { format!("u{customer}@example.com") };
            let row = json!({"id": format!("{customer}-{copy}"), "姓名": name, "城市": cities[(customer + copy) % 3],
                "电话": if copy == 2 { "13800138000" } else { &phone }, "邮箱": if copy == 3 { "" } else { &email }});
            if copy == 0 && customer % 3 == 0 { shop.push(row) } else { web.push(row) }
        }
    }
    json!({"as_of": "2024-06-30", "tables": {"官网": web, "门店": shop}}).to_string()
}

fn with_model(model: Value) -> Result<Plan, crate::Error> {
    let mut spec: Value = serde_json::from_str(SPEC).unwrap();
    spec["identity"] = json!({"model": model});
    Plan::from_json(&spec.to_string())
}

/// All that an outcome says about who is whom.
fn links(outcome: &Outcome) -> (Value, Vec<(u32, u32, i32)>) {
    let mut document = json::outcome(outcome);
    document["fingerprint"] = Value::Null;
    (document, outcome.pairs().map(|p| (p.a.row, p.b.row, p.weight)).collect())
}

#[test]
fn a_given_model_links_as_the_run_that_trained_it() {
    let tables = tables();
    let trained = json::run(&Plan::from_json(SPEC).unwrap(), &tables).unwrap();
    assert!(trained.report().rounds > 0 && !trained.report().model_given);
    let text = serde_json::to_string_pretty(trained.model().unwrap()).unwrap();
    let read = json::model(&text).unwrap();
    assert_eq!(&read, trained.model().unwrap());
    assert!(read.records_per_customer.is_some_and(|n| n > 1024));
    let given = json::run(&with_model(json!(read)).unwrap(), &tables).unwrap();
    assert!(given.report().rounds == 0 && given.report().model_given);
    assert_eq!(links(&given), links(&trained));
    assert_eq!(given.model(), trained.model());
}

#[test]
fn a_prior_within_blocks_is_turned_into_that_of_random_pairs() {
    let tables = tables();
    let plan = Plan::from_json(SPEC).unwrap();
    let trained = json::run(&plan, &tables).unwrap();
    let mut model = trained.model().unwrap().clone();
    model.prior = Prior::WithinBlock(-1024);
    let given = json::run(&with_model(json!(model)).unwrap(), &tables).unwrap();
    let Prior::RandomPair(prior) = given.model().unwrap().prior else { panic!("scored by a prior within blocks") };
    // One in three candidates, which are a small part of all pairs.
    assert!((-20 * 1024..-3 * 1024).contains(&prior), "{prior}");
    let mut spec: Value = serde_json::from_str(SPEC).unwrap();
    spec["identity"] = json!({"training": {"prior": {"within_block": 1.0 / 3.0}}});
    let fixed = json::run(&Plan::from_json(&spec.to_string()).unwrap(), &tables).unwrap();
    let Prior::RandomPair(trained) = fixed.model().unwrap().prior else { panic!("trained a prior within blocks") };
    assert!((trained - prior).abs() < 64, "{trained} and {prior}");
}

/// The prior that a pair is weighed by.
fn prior_of_pairs(outcome: &Outcome) -> i32 {
    let pair = outcome.explain_pair(("官网", "7-0"), ("官网", "7-1")).unwrap();
    pair.parts.iter().find_map(|part| if let Statement::Prior { weight, .. } = part.statement { Some(weight) } else { None }).unwrap()
}

#[test]
fn the_prior_follows_the_pairs_that_are_found_unless_it_is_given() {
    // Customers of five records, some of which have the telephone alone: by frequencies alone hardly a sign of one customer.
    let row = |customer: usize, copy: usize| {
        let name = if copy % 2 == 1 { String::new() } else { format!("{}{}", ["王", "李", "张"][customer % 3], ["芳", "伟", "娜", "敏", "静"][customer % 5]) };
        json!({"id": format!("{customer}-{copy}"), "姓名": name, "电话": format!("138{:08}", (customer + 1) * 104_729), "城市": (if copy.is_multiple_of(2) { "上海" } else { "北京" })})
    };
    let rows: Vec<Value> = (0..150).flat_map(|customer| (0..5).map(move |copy| row(customer, copy))).collect();
    let tables = json!({"as_of": "2024-06-30", "tables": {"官网": rows, "门店": []}}).to_string();
    let run = |identity: Value| {
        let mut spec: Value = serde_json::from_str(SPEC).unwrap();
        spec["identity"] = identity;
        json::run(&Plan::from_json(&spec.to_string()).unwrap(), &tables).unwrap()
    };
    let of_model = |outcome: &Outcome| if let Prior::RandomPair(prior) = outcome.model().unwrap().prior { prior } else { panic!("a prior within blocks") };
    let trained = run(json!({}));
    let (before, after) = (of_model(&trained), prior_of_pairs(&trained));
    // 150 * 10 of 750 * 749 / 2 pairs.
    let truth = weight_at(1500.0 / 280_875.0);
    assert!((after - truth).abs() < (before - truth).abs(), "{before} {after} {truth}");
    let told = run(json!({"training": {"prior": {"random_pair": 0.001}}}));
    assert_eq!((of_model(&told), prior_of_pairs(&told)), (weight_at(0.001), weight_at(0.001)));
    // What labelled pairs say of the weights holds for this prior.
    let mut calibrated = json!(trained.model());
    calibrated["calibration"] = json!({"slope": 1024, "shift": 0});
    assert_eq!(prior_of_pairs(&run(json!({"model": calibrated}))), before);
}

#[test]
fn what_is_wrong_with_a_model_is_said_where_it_is() {
    let trained = json::run(&Plan::from_json(SPEC).unwrap(), &tables()).unwrap();
    let model = trained.model().unwrap().clone();
    type Change = fn(&mut ModelSpec);
    let cases: [(Change, Code, &str); 11] = [
        (|m| m.comparisons[1].name = "手机".to_owned(), Code::InvalidSpec, ""),
        (|m| m.comparisons.swap(0, 1), Code::InvalidSpec, ""),
        (|m| _ = m.comparisons.pop(), Code::UnknownComparison, "identity.model.comparisons"),
        (|m| m.comparisons[2].levels[2].label = "near".to_owned(), Code::UnknownLevel, "identity.model.comparisons[2].levels"),
        (|m| m.comparisons[0].levels[1].weight = i32::MAX, Code::OutOfRange, "identity.model.comparisons[0].levels[1].weight"),
        (|m| m.comparisons[0].levels[0].weight = 1, Code::OutOfRange, "identity.model.comparisons[0].levels[0].weight"),
        (|m| m.comparisons[0].levels[1].u = -0.1, Code::OutOfRange, "identity.model.comparisons[0].levels[1].u"),
        (|m| m.prior = Prior::WithinBlock(i32::MIN), Code::OutOfRange, "identity.model.prior"),
        (|m| m.comparisons[1].one_customer[3] = 1025, Code::OutOfRange, "identity.model.comparisons[1].one_customer[3]"),
        (|m| m.records_per_customer = Some(1), Code::OutOfRange, "identity.model.records_per_customer"),
        (
            |m| m.dependences = vec![crate::spec::ModelDependence { comparison: "城市".to_owned(), given: "姓名".to_owned(), change: vec![1] }],
            Code::InvalidSpec,
            "identity.model.dependences[0].change",
        ),
    ];
    for (change, code, path) in cases {
        let mut model = model.clone();
        change(&mut model);
        let error = with_model(json!(model)).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path), "{error}");
        assert!(error.help().is_some() || !error.related().is_empty() || code == Code::OutOfRange, "{error}");
    }
    // A prior that does not say of which pairs.
    let mut untyped = json!(model);
    untyped["prior"] = json!(-15234);
    let error = with_model(untyped).unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::InvalidJson, "identity.model.prior"), "{error}");
    assert!(error.to_string().contains(r#"`{"random_pair": …}`"#), "{error}");
    let both = json::model(r#"{"prior": {"random_pair": 1, "within_block": 2}, "comparisons": []}"#).unwrap_err();
    assert_eq!(both.path(), "prior", "{both}");
}
