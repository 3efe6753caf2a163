//! Pairs compared in batches, and no further than they matter, come out as those compared one by one to their end.

use super::decide::{Decider, Memo};
use super::{Outcome, Plan};
use crate::identity::compare::{Batched, Ceilings, Prepared, Vector};
use crate::identity::score::BIT;
use crate::interop::json;
use crate::model::Edge;
use serde_json::{Value, json};

/// Rows whose few values are equal, alike, masked and missing in all ways.
fn outcome(always: &Value, model: &Value) -> Outcome {
    let fields = json!([{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}, {"name": "born", "kind": {"date": {}}},
        {"name": "id", "kind": {"resident_id": {}}}, {"name": "address", "kind": {"address": {}}}, {"name": "city", "kind": {"category": {}}}]);
    let columns: Vec<Value> = [
        ("name", vec!["name"]),
        ("phone", vec!["mobile"]),
        ("phone", vec!["other"]),
        ("born", vec!["born"]),
        ("id", vec!["no"]),
        ("address", vec!["address"]),
        ("city", vec!["city"]),
    ]
    .into_iter()
    .map(|(field, from)| json!({"field": field, "from": from}))
    .collect();
    let names = ["张伟", "張偉", "章玮", "李娜", "李小娜", "Zhang Wei", "", "王先生"];
    let phones = ["13812345678", "13812345679", "138****5678", "", "021-62345678", "13987654321"];
    let born = ["1987-08-10", "1987-10-08", "08/10/1987", "", "1990-01-01"];
    let ids = ["", "11010519491231002X", "110105********002X", "", "E12345678"];
    let addresses = ["", "上海市浦东新区科技园路88号", "上海浦东科技园路88号3室", "杭州市西湖区文三路1号"];
    let of = |values: &[&str], n: u32| values.get(n as usize % values.len()).copied().unwrap_or("").to_owned();
    let mut state = 7u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 16
    };
    let rows: Vec<Value> = (0..160)
        .map(|row| {
            json!({"record": row.to_string(), "name": of(&names, random()), "mobile": of(&phones, random()), "other": of(&phones, random() / 3), "born": of(&born, random()),
                "no": of(&ids, random()), "address": of(&addresses, random()), "city": of(&["上海", "杭州", ""], random())})
        })
        .collect();
    let comparisons: Vec<Value> =
        ["name", "phone", "born", "id"].iter().map(|f| json!({"field": f})).chain(["address", "city"].iter().map(|f| json!({"field": f, "group": "place"}))).collect();
    let spec = json!({"version": 1, "fields": fields, "sources": [{"name": "s", "id": "record", "columns": columns}],
        "identity": {"comparisons": comparisons, "rules": always, "model": model, "blocking": {"rules": [{"keys": [{"field": "phone"}]}, {"keys": [{"field": "name"}]}, {"keys": [{"field": "born"}]}]}}});
    json::run(&Plan::from_json(&spec.to_string()).unwrap(), &json!({"tables": {"s": rows}}).to_string()).unwrap()
}

/// The model that the rows teach, as one with much that depends on something else: so few rows teach none.
fn dependent_model() -> Value {
    let mut model = serde_json::to_value(outcome(&json!([]), &Value::Null).model().unwrap()).unwrap();
    let levels = |model: &Value, name: &str| {
        let comparisons = model["comparisons"].as_array().unwrap();
        comparisons.iter().find(|c| c["name"] == name).unwrap()["levels"].as_array().unwrap().len()
    };
    // Above and below nothing, level by level, and of one comparison given two others.
    let dependences = [("name", "city", 700), ("name", "born", -1900), ("phone", "name", -2500), ("born", "id", 1300), ("city", "address", 900)];
    let change = |(of, given, step): (&str, &str, i32)| {
        let change: Vec<i32> = (0..levels(&model, of)).map(|code| if code % 2 == 0 { step } else { -step / 2 }).collect();
        json!({"comparison": of, "given": given, "change": change})
    };
    model["dependences"] = dependences.map(change).into_iter().collect();
    model["relatives"] = json!(-2048);
    model
}

#[test]
fn what_is_not_compared_to_its_end_would_not_have_been_kept() {
    let rule = json!([{"always": [{"comparison": "born", "at_least": "exact"}, {"comparison": "city", "at_least": "exact"}]}]);
    for (always, model) in [(json!([]), Value::Null), (rule.clone(), Value::Null), (json!([]), dependent_model()), (rule, dependent_model())] {
        let outcome = outcome(&always, &model);
        let (plan, records, weights) = (&*outcome.plan.0, &outcome.records, &outcome.matched.weights);
        let prepared = Prepared::new(records, &plan.comparisons, &plan.layout);
        let decider = Decider { plan, weights, records };
        let rules: Vec<_> = plan.rules.iter().filter(|rule| rule.always).map(|rule| rule.conditions.clone()).collect();
        let pairs = || (0..records.len() as u32).flat_map(|a| (a + 1..records.len() as u32).map(move |b| (a, b)));
        let (mut cache, mut memo, mut stopped) = (prepared.cache(), Memo::default(), 0);
        for floor in [-40, -10, -3, 0, 8, 20].map(|bits| bits * BIT) {
            let kept: Vec<Edge> = pairs().filter_map(|(a, b)| decider.decide_from(floor, prepared.compare(a, b, &mut cache), a, b, &mut memo)).collect();
            let (mut found, mut compared) = (Vec::new(), 0);
            let ceilings = weights.ceilings(floor, rules.clone());
            let mut together = prepared.cache();
            let mut batched = Batched::new(&prepared, &ceilings, &mut together);
            let mut decide = |a: u32, b: u32, vector: Vector| {
                compared += 1;
                found.extend(decider.decide_from(floor, vector, a, b, &mut memo));
            };
            pairs().for_each(|(a, b)| batched.add(a, b, &mut decide));
            batched.compare(decide);
            assert_eq!(found, kept, "{floor}");
            stopped += pairs().count() - compared;
        }
        assert!(stopped > 10_000, "many pairs need not be compared to their end: {stopped} of {}", 6 * pairs().count());
    }
}

#[test]
fn a_batch_compares_as_one_by_one_does() {
    let outcome = outcome(&json!([]), &Value::Null);
    let (plan, records) = (&*outcome.plan.0, &outcome.records);
    let prepared = Prepared::new(records, &plan.comparisons, &plan.layout);
    let (mut one, mut many, all) = (prepared.cache(), prepared.cache(), Ceilings::none(plan.comparisons.len()));
    let mut batched = Batched::new(&prepared, &all, &mut many);
    let mut pairs = 0;
    let mut same = |a: u32, b: u32, vector: Vector| {
        assert_eq!(vector, prepared.compare(a, b, &mut one));
        pairs += 1;
    };
    (0..160).flat_map(|a| (a + 1..160).map(move |b| (a, b))).for_each(|(a, b)| batched.add(a, b, &mut same));
    batched.compare(same);
    assert_eq!(pairs, 160 * 159 / 2);
}
