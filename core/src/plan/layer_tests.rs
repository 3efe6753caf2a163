//! Layers as a spec asks for them: bad input, each with its code, path and help; migration where customers came together or apart.

use super::{Outcome, Plan};
use crate::Error;
use crate::interop::json;
use serde_json::{Value, json};

fn spec(layers: &Value) -> Value {
    let feed = json!({"table": "订单", "time": "时间", "link": {"source": "来源", "id": "记录号"}, "attributes": {"amount": {"column": "金额"}}});
    json!({
        "version": 1,
        "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}}],
        "sources": [{"name": "店", "id": "编号", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["电话"]}]}],
        "facts": {"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}], "feeds": [feed]}],
            "metrics": [{"name": "消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}, {"name": "次数", "measure": {"count": {"of": "orders"}}}]},
        "tags": {"name": "002", "version": "1", "dimensions": [{"name": "价值", "otherwise": "低", "rules": [{"value": "高", "when": "消费 >= 1000元"}, {"value": "中", "when": "消费 >= 100元"}]}]},
        "layers": layers,
    })
}

fn plan(layers: &Value) -> Plan {
    Plan::from_json(&spec(layers).to_string()).unwrap()
}

/// Name, telephone, and orders: each of a day and so much.
type Customer<'a> = (&'a str, &'a str, &'a [(&'a str, u32)]);

fn input(customers: &[Customer<'_>]) -> Value {
    let row = |(n, (name, phone, _)): (usize, &Customer<'_>)| json!({"编号": n.to_string(), "姓名": name, "电话": phone});
    let orders = customers
        .iter()
        .enumerate()
        .flat_map(|(n, (.., orders))| orders.iter().map(move |(day, amount)| json!({"来源": "店", "记录号": n.to_string(), "时间": day, "金额": amount.to_string()})));
    json!({"as_of": "2024-06-30", "tables": {"店": customers.iter().enumerate().map(row).collect::<Vec<_>>(), "订单": orders.collect::<Vec<_>>()}})
}

fn run(plan: &Plan, input: &Value) -> Outcome {
    json::run(plan, &input.to_string()).unwrap()
}

/// Ten customers who bought for as much.
fn equal() -> Value {
    let orders: &[(&str, u32)] = &[("2024-05-01", 500)];
    input(&["王芳", "李伟", "张娜", "刘敏", "陈静", "杨丽", "赵强", "黄磊", "周军", "吴洋"].map(|name| (name, "", orders)))
}

/// The only error of a spec: code, path, detail and help.
fn wrong(layers: &Value) -> [String; 4] {
    let error = Plan::from_json(&spec(layers).to_string()).unwrap_err();
    assert!(error.related().len() < 2, "{error}");
    told(&error)
}

fn told(error: &Error) -> [String; 4] {
    [error.code().as_str(), error.path(), error.detail(), error.help().unwrap_or_default()].map(str::to_owned)
}

/// The findings of an outcome with a code.
fn found(outcome: &Outcome, code: &str) -> Vec<(String, String)> {
    outcome.findings().iter().filter(|finding| finding.code == code).map(|finding| (finding.path.clone(), finding.text.clone())).collect()
}

#[test]
fn a_layer_table_with_a_hole_does_not_compile() {
    let table = json!([{"table": {"name": "分层", "dimensions": ["价值"], "cells": {"高": "S级", "低": "C级"}, "otherwise": "C级"}}]);
    let help = "write the cell out: every combination of values that is known has its layer";
    assert_eq!(wrong(&table), ["incomplete_table", "layers[0].table.cells.中", "no layer for `价值 = 中`", help]);
    let rfm = json!([{"rfm": {"name": "RFM", "recency": {"by": "次数"}, "frequency": {"by": "次数"}, "monetary": {"by": "消费"}, "scores": 2, "otherwise": "无",
        "segments": [{"layer": "好", "r": [2, 2]}, {"layer": "老", "r": [1, 1], "f": [2, 2]}]}}]);
    assert_eq!(
        wrong(&rfm),
        ["incomplete_table", "layers[0].rfm.segments", "no segment for the scores `1 1 2, 1 1 1`", "add a segment, or widen one: every combination of scores has its segment"]
    );
}

#[test]
fn weights_that_do_not_sum_do_not_compile() {
    let dimension = |by: &str, weight: u32| json!({"by": by, "weight": weight, "steps": [{"when": ">= 5", "points": 100}], "points": 0});
    let mut money = dimension("消费", 60);
    money["steps"][0]["when"] = json!(">= 500元");
    let score = json!([{"score": {"name": "评分", "dimensions": [money, dimension("次数", 30)], "bands": [{"layer": "上", "from": 50}, {"layer": "下"}], "otherwise": "下"}}]);
    assert_eq!(wrong(&score), ["wrong_weights", "layers[0].score.dimensions", "the weights sum to 90, and 100 is declared", "change a weight, or `weights`"]);
}

#[test]
fn quantiles_of_ten_equal_values_are_one_layer_and_it_is_said() {
    for (ties, layer, how) in [("include", "A", "all of them are in the better layer"), ("exclude", "E", "none of them is in the better layer")] {
        let ranking = json!([{"ranking": {"name": "五分位", "by": "消费", "ties": ties, "cut": {"quantiles": {"layers": ["A", "B", "C", "D", "E"]}}, "otherwise": "无"}}]);
        let outcome = run(&plan(&ranking), &equal());
        assert!(outcome.customers().all(|customer| customer.layer("五分位") == Some(layer)), "{ties}");
        let text = format!("4 of 4 cuts of `消费` go through customers with equal numbers: 10 of 10 ranked customers have ¥500; {how}, as `ties` says");
        assert_eq!(found(&outcome, "tied_layers"), [("五分位".to_owned(), text)]);
    }
}

#[test]
fn k_means_of_constant_columns_says_that_nobody_is_told_apart() {
    let means = json!([{"k_means": {"name": "群", "layers": ["甲", "乙"], "columns": [{"by": "消费"}, {"by": "次数"}], "otherwise": "无"}}]);
    let outcome = run(&plan(&means), &equal());
    assert!(outcome.customers().all(|customer| customer.layer("群") == Some("甲")));
    let constant = |by: &str| ("群".to_owned(), format!("`{by}` is the same for all customers and tells nobody apart"));
    assert_eq!(found(&outcome, "constant_column"), [constant("次数"), constant("消费")]);
    let few = "the customers have only 1 different combinations of numbers, fewer than 2 groups";
    assert_eq!(found(&outcome, "too_few_points"), [("群".to_owned(), few.to_owned())]);
}

#[test]
fn events_after_the_date_count_in_no_layer_and_it_is_said() {
    let top = json!([{"ranking": {"name": "头部", "by": "消费", "cut": {"top": {"shares": [{"percent": 50, "layer": "头"}], "rest": "尾"}}, "otherwise": "无"}}]);
    let outcome = run(&plan(&top), &input(&[("王芳", "13800138001", &[("2024-05-01", 500)]), ("李伟", "13900139002", &[("2024-05-01", 400), ("2024-07-01", 9000)])]));
    let layers: Vec<Option<&str>> = outcome.customers().map(|customer| customer.layer("头部")).collect();
    assert_eq!(layers, [Some("头"), Some("尾")]);
    assert_eq!(found(&outcome, "future_events"), [("facts".to_owned(), "1 events are dated after the as-of date and count in no window".to_owned())]);
}

#[test]
fn a_clock_that_goes_backwards_is_refused() {
    let outcome = run(&plan(&json!([])), &equal());
    let mut timeline = outcome.timeline(None).unwrap();
    let error = timeline.advance("2024-06-01".parse().unwrap()).unwrap_err();
    let [code, path, detail, help] = told(&error);
    assert_eq!([code.as_str(), path.as_str(), help.as_str()], ["clock_backwards", "as_of", "what was true on a day before, `values_on` says"]);
    assert!(detail.contains("2024-06-01") && detail.contains("2024-06-30"), "{detail}");
}

/// 王芳 was two customers, one of them S级 and one C级, and two records of what was one customer turned out to be 李伟 and 张娜.
#[test]
fn migration_follows_customers_who_came_together_or_apart() {
    let table = json!([{"table": {"name": "分层", "dimensions": ["价值"], "layers": ["S级", "B级", "C级"], "cells": {"高": "S级", "中": "B级", "低": "C级"}, "otherwise": "C级"}}]);
    let mut now = input(&[
        ("王芳", "13800138001", &[("2024-05-01", 900)]),
        ("王芳", "13800138001", &[("2024-05-02", 200)]),
        ("李伟", "13900139002", &[("2024-05-01", 150)]),
        ("张娜", "13700137003", &[]),
    ]);
    let link = |record: u32, id: &str| json!({"source": "店", "record_id": record.to_string(), "customer_id": id});
    now["previous"] = json!({"version": 1, "links": [link(0, "C20240101001"), link(1, "C20240101002"), link(2, "C20240101003"), link(3, "C20240101003")]});
    let outcome = run(&plan(&table), &now);
    let layers: Vec<(&str, Option<&str>)> = outcome.customers().map(|customer| (customer.id(), customer.layer("分层"))).collect();
    assert_eq!(layers.len(), 3, "{layers:?}");
    assert_eq!(outcome.redirects()["C20240101002"].as_deref(), Some("C20240101001"));
    let before = json!({"as_of": "2024-03-31", "layerings": [{"name": "分层", "layers": [{"layer": "S级"}, {"layer": "B级"}, {"layer": "C级"}],
        "customers": {"C20240101001": "S级", "C20240101002": "C级", "C20240101003": "B级"}}]});
    let after = json::layers(&outcome);
    assert_eq!(after["redirects"], json!({"C20240101002": "C20240101001"}));
    assert_eq!(after["split_from"].as_object().unwrap().values().collect::<Vec<_>>(), ["C20240101003"]);
    let migration = &json::layer_migration(&before.to_string(), &after.to_string()).unwrap()[0];
    // Both that 王芳 was went to S级; of one B级 there is a B级 and a C级.
    assert_eq!(migration["moves"], json!([[1, 0, 0], [0, 1, 1], [1, 0, 0]]));
    assert_eq!((&migration["gone"], &migration["new"]), (&json!([0, 0, 0]), &json!([0, 0, 0])));
    assert_eq!((&migration["together"], &migration["apart"]), (&json!([1, 0, 0]), &json!([0, 1, 0])));
    let text =
        "分层: from 2024-03-31 to 2024-06-30, of 4 customers 1 went up, 1 down, 2 stayed; 0 are new, 0 gone; 1 went into another customer, 1 came out of one, and are followed.";
    assert!(migration["text"]["en"].as_str().unwrap().starts_with(text), "{}", migration["text"]["en"]);
    // The record of a layering has the same.
    let record = outcome.layer_record("分层").unwrap();
    assert_eq!((record.redirects.len(), record.split_from.len()), (1, 1));
}
