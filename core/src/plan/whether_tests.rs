//! Yes and no, from tables into rules (`= true`): of fields, of what events say, of sequences.

use super::{Outcome, Plan};
use crate::interop::json;
use serde_json::{Value, json};

fn spec() -> Value {
    json!({"version": 1,
        "fields": [{"name": "编码", "kind": {"code": {}}}, {"name": "会员", "kind": {"text": {}}}, {"name": "订阅", "kind": {"category": {}}}],
        "sources": [{"name": "表", "id": "号", "columns": [{"field": "编码", "from": ["编码"]}, {"field": "会员", "from": ["会员"]}, {"field": "订阅", "from": ["订阅"]}]}],
        "facts": {
            "streams": [{"name": "orders", "attributes": [{"name": "paid", "kind": {"text": {}}}, {"name": "amount", "kind": {"money": {}}}],
                "feeds": [{"table": "订单", "time": "时间", "link": {"source": "来源", "id": "号"}, "attributes": {"paid": {"column": "已付"}, "amount": {"column": "金额"}}}]}],
            "metrics": [{"name": "付过", "measure": {"count": {"of": "orders"}}, "where": "paid = true"},
                        {"name": "欠着", "measure": {"count": {"of": "orders"}}, "where": "paid in {false}"},
                        {"name": "再买", "measure": {"sequence": {"first": {"of": "orders"}, "then": {"of": "orders"}, "within": 30, "gives": "whether"}}}]},
        "tags": {"name": "t", "version": "1", "dimensions": [
            {"name": "身份", "hit": {"unique": {}}, "rules": [{"value": "会员", "when": "会员 = true"}, {"value": "非会员", "when": "会员 != true"}, {"value": "不详", "when": "会员 is missing"}]},
            {"name": "是否订阅", "otherwise": "否", "rules": [{"value": "是", "when": "订阅 = true"}]},
            {"name": "付款", "otherwise": "没有", "rules": [{"value": "都付了", "when": "付过 >= 1 and 欠着 = 0"}, {"value": "有欠", "when": "欠着 >= 1"}]},
            {"name": "回头", "null": {"blank": {}}, "rules": [{"value": "回头客", "when": "再买 = 是"}, {"value": "一次客", "when": "再买 = false"}]}]}})
}

fn told(outcome: &Outcome) -> Vec<[String; 4]> {
    let value = |row: usize, of: &str| outcome.tags().value(of, row).unwrap_or("-").to_owned();
    (0..outcome.customers().len()).map(|row| ["身份", "是否订阅", "付款", "回头"].map(|of| value(row, of))).collect()
}

const TOLD: [[&str; 4]; 3] = [["会员", "是", "有欠", "回头客"], ["非会员", "否", "都付了", "一次客"], ["不详", "unknown", "没有", "-"]];

#[test]
fn what_is_true_in_a_document_is_true_in_rules() {
    let plan = Plan::from_json(&spec().to_string()).unwrap();
    let order = |id: &str, day: &str, paid: Value| json!({"来源": "表", "号": id, "时间": day, "已付": paid, "金额": "10"});
    let tables = json!({
        "表": [{"号": "1", "编码": "A-1", "会员": true, "订阅": true}, {"号": "2", "编码": "B-2", "会员": false, "订阅": false}, {"号": "3", "编码": "C-3", "会员": null}],
        "订单": [order("1", "2024-05-01", json!(true)), order("1", "2024-05-20", json!(false)), order("2", "2024-06-01", json!("true"))]});
    let outcome = json::run(&plan, &json!({"as_of": "2024-06-30", "tables": tables}).to_string()).unwrap();
    assert_eq!(told(&outcome), TOLD);
    // Whatever a sequence gives stays a number to those who read facts.
    let facts = json::facts(&outcome);
    let of: Vec<&Value> = facts["customers"].as_array().unwrap().iter().map(|customer| &customer["facts"]["再买"]["value"]).collect();
    assert_eq!(of, [&json!(1), &json!(0), &Value::Null]);
    let id = outcome.customers().next().unwrap().id().to_owned();
    let why = outcome.explain_tag(&id, "回头").unwrap().to_string();
    assert!(why.contains("再买 = true; equal to true is true"), "{why}");
}

#[cfg(feature = "arrow")]
#[test]
fn what_is_true_in_a_data_frame_is_true_in_rules() {
    use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray};
    use std::sync::Arc;
    let texts = |values: &[&str]| Arc::new(StringArray::from(values.to_vec())) as ArrayRef;
    let truths = |values: &[Option<bool>]| Arc::new(BooleanArray::from(values.to_vec())) as ArrayRef;
    let people = RecordBatch::try_from_iter([
        ("号", texts(&["1", "2", "3"])),
        ("编码", texts(&["A-1", "B-2", "C-3"])),
        ("会员", truths(&[Some(true), Some(false), None])),
        ("订阅", truths(&[Some(true), Some(false), None])),
    ])
    .unwrap();
    let orders = RecordBatch::try_from_iter([
        ("来源", texts(&["表", "表", "表"])),
        ("号", texts(&["1", "1", "2"])),
        ("时间", texts(&["2024-05-01", "2024-05-20", "2024-06-01"])),
        ("已付", truths(&[Some(true), Some(false), Some(true)])),
        ("金额", texts(&["10", "10", "10"])),
    ])
    .unwrap();
    let plan = Plan::from_json(&spec().to_string()).unwrap();
    let mut batches = crate::interop::arrow::Batches::new();
    batches.push("表", &people);
    batches.push("订单", &orders);
    let outcome = plan.run(&batches.inputs_of(&plan).unwrap(), "2024-06-30".parse().ok());
    assert_eq!(told(&outcome), TOLD);
}

#[test]
fn what_is_neither_is_told_where_it_stands() {
    for (metric, rule, help) in [
        ("amount = true", "付过 >= 1", "write an amount"),
        ("paid = true", "付过 = true", "write a whole number"),
        ("paid = true", "再买 = 60%", "write `true` or `false`"),
        ("paid is 未知", "付过 >= 1", "`is missing` and `is known`"),
    ] {
        let mut spec = spec();
        spec["facts"]["metrics"][0]["where"] = json!(metric);
        spec["tags"]["dimensions"][2]["rules"][0]["when"] = json!(rule);
        let error = Plan::from_json(&spec.to_string()).unwrap_err();
        let all: Vec<&crate::Error> = std::iter::once(&error).chain(error.related()).collect();
        assert!(all.iter().any(|e| e.code().as_str() == "type_mismatch" && e.help().is_some_and(|told| told.contains(help))), "{metric}, {rule}: {all:?}");
    }
}
