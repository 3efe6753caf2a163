//! Views by role (R9) over one unified view (R24), and that nothing else leaves with them.

use super::{Outcome, Plan, Section};
use crate::Code;
use crate::interop::json;
use serde_json::{Value, json};

/// A shop of everything that R9 and R24 speak of.
fn spec(views: Value) -> Value {
    let field = |name: &str, kind: &str, module: &str| json!({"name": name, "kind": {kind: {}}, "module": module});
    let fields = [
        field("姓名", "person_name", "base"),
        field("联系方式", "phone", "base"),
        field("身份证号", "resident_id", "base"),
        field("所属行业", "industry", "base"),
        field("地域", "region", "base"),
        field("沟通备注", "text", "interactions"),
        field("需求偏好", "text", "tags_and_needs"),
        field("购买能力", "category", "tags_and_needs"),
        field("跟进状态", "category", "follow_up"),
    ];
    let columns: Vec<Value> = fields.iter().map(|f| json!({"field": f["name"], "from": [f["name"]]})).collect();
    json!({"version": 1, "fields": fields, "views": views,
        "sources": [{"name": "官网", "id": "身份证号", "time": "时间", "columns": columns}],
        "facts": {
            "streams": [
                {"name": "orders", "attributes": [{"name": "product", "kind": {"category": {}}}, {"name": "amount", "kind": {"money": {}}}],
                 "feeds": [{"table": "orders", "time": "时间", "link": {"source": "来源", "id": "记录"},
                            "attributes": {"product": {"column": "商品"}, "amount": {"column": "金额"}}}]},
                {"name": "interactions", "attributes": [{"name": "content", "kind": {"text": {}}}],
                 "feeds": [{"table": "calls", "time": "时间", "link": {"source": "来源", "id": "记录"}, "attributes": {"content": {"column": "内容"}}}]}],
            "metrics": [
                {"name": "年消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}},
                {"name": "最新互动日期", "measure": {"last_date": {"of": "interactions"}}}]},
        "tags": {"name": "t", "version": "1", "dimensions": [
            {"name": "价值", "rules": [{"value": "高", "when": "年消费 >= 10000元"}], "otherwise": "低"},
            {"name": "状态", "rules": [{"value": "活跃", "when": "最新互动日期 >= 2024-06-01"}], "otherwise": "沉睡"},
            {"name": "需求", "rules": [{"value": "新品优先", "when": "需求偏好 = \"关注新品\""}], "otherwise": "其他"}]},
        "layers": [{"table": {"name": "综合分层", "dimensions": ["价值"], "layers": ["S级", "B级"], "cells": {"高": "S级", "低": "B级"}, "otherwise": "B级"}}]})
}

const INPUT: &str = r#"{"as_of": "2024-06-30", "tables": {
  "官网": [{"姓名": "安然", "联系方式": "13812345678", "身份证号": "11010519491231002X", "所属行业": "软件和信息技术服务业", "地域": "上海市浦东新区",
           "沟通备注": "周末再打", "需求偏好": "关注新品", "购买能力": "强", "跟进状态": "跟进中", "时间": "2024-05-01 10:00"}],
  "orders": [{"来源": "官网", "记录": "11010519491231002X", "时间": "2024-05-02", "商品": "A软件", "金额": "15000"},
             {"来源": "官网", "记录": "11010519491231002X", "时间": "2024-06-02", "商品": "B服务", "金额": "99.50"},
             {"来源": "官网", "记录": "11010519491231002X", "时间": "2024-07-02", "商品": "C配件", "金额": "1"}],
  "calls": [{"来源": "官网", "记录": "11010519491231002X", "时间": "2024-06-20", "内容": "咨询首发"}]}}"#;

fn run(views: Value) -> Outcome {
    json::run(&Plan::from_json(&spec(views).to_string()).unwrap(), INPUT).unwrap()
}

fn items(out: &Outcome, role: &str) -> Vec<(Section, String)> {
    out.view(role).unwrap().items().map(|item| (item.section, item.name.to_owned())).collect()
}

fn names(items: &[(Section, String)]) -> Vec<&str> {
    items.iter().map(|(_, name)| name.as_str()).collect()
}

#[test]
fn r9_the_three_roles_see_what_they_need() {
    let out = run(json!([{"role": "销售"}, {"role": "客服"}, {"role": "市场"}, {"role": "marketing"}]));
    let sales = items(&out, "销售");
    assert_eq!(names(&sales), ["姓名", "联系方式", "orders", "interactions", "最新互动日期", "需求偏好", "跟进状态", "状态", "价值", "综合分层"]);
    let service = items(&out, "客服");
    assert_eq!(names(&service), ["姓名", "联系方式", "沟通备注", "orders", "interactions", "最新互动日期", "需求偏好", "需求", "状态", "综合分层"]);
    let marketing = items(&out, "市场");
    assert_eq!(names(&marketing), ["所属行业", "地域", "orders", "年消费", "购买能力", "需求", "价值", "综合分层"]);
    assert_eq!(items(&out, "marketing"), marketing);
    let error = out.view("销集").unwrap_err();
    assert_eq!((error.code(), error.help()), (Code::UnknownRole, Some("did you mean `销售`?")));
}

#[test]
fn r24_one_view_has_five_sections_under_one_id() {
    let views = json!([{"role": "全部", "fields": ["姓名", "地域", "需求偏好", "跟进状态"], "streams": [{"of": "orders", "attributes": ["amount", "product"], "last": 1}, {"of": "interactions"}],
        "metrics": ["年消费"], "tags": ["价值", "状态", "需求"], "layers": ["综合分层"]}]);
    let out = run(views);
    assert_eq!(Section::ALL.map(Section::label), ["基本属性", "消费历史", "互动偏好", "生命周期阶段", "价值评分"]);
    let marked = |value: &str| json!({"value": value, "source": "官网", "time": "2024-05-01T10:00:00"});
    let wanted = json!({
        "customer_id": "C20240501001",
        "attributes": {"姓名": marked("安然"), "地域": marked("上海-浦东新区")},
        "history": {
            "orders": {"count": 2, "first": "2024-05-02", "last": "2024-06-02", "events": [{"time": "2024-06-02T00:00:00", "attributes": {"amount": 99.5, "product": "B服务"}}]},
            "interactions": {"count": 1, "first": "2024-06-20", "last": "2024-06-20"},
            "年消费": 15099.5},
        "preferences": {"需求偏好": marked("关注新品"), "需求": "新品优先"},
        "stage": {"跟进状态": marked("跟进中"), "状态": "活跃"},
        "value": {"价值": "高", "综合分层": "S级"}});
    assert_eq!(json::customer_view(&out, "全部", "C20240501001").unwrap(), wanted);
    assert_eq!(json::view(&out, "全部", None).unwrap(), json!({"role": "全部", "as_of": "2024-06-30", "customers": [wanted]}));
    assert_eq!(json::view(&out, "全部", Some("C1")).unwrap_err().code(), Code::UnknownCustomer);
}

#[test]
fn nothing_but_the_declared_leaves_with_a_view() {
    let out = run(json!([{"role": "市场"}, {"role": "客服"}]));
    let secrets = ["安然", "13812345678", "11010519491231002X", "周末再打", "跟进中", "A软件", "咨询首发"];
    let marketing = json::view(&out, "市场", None).unwrap().to_string();
    // The record id is the identity number: not even the provenance may tell it.
    assert!(secrets.iter().all(|secret| !marketing.contains(secret)), "{marketing}");
    assert!(marketing.contains("上海-浦东新区"));
    let service = json::view(&out, "客服", None).unwrap().to_string();
    assert!(["11010519491231002X", "软件和信息技术服务业", "浦东新区", "跟进中"].iter().all(|secret| !service.contains(secret)), "{service}");
    #[cfg(feature = "arrow")]
    {
        let frame = crate::interop::arrow::view(&out, "市场").unwrap();
        let columns: Vec<&str> = frame.schema.fields().iter().map(|f| f.name().as_str()).collect();
        let wanted = ["customer_id", "所属行业", "所属行业_source", "所属行业_time", "地域", "地域_source", "地域_time", "orders", "orders_first", "orders_last", "年消费"];
        assert_eq!(columns, [&wanted[..], &["购买能力", "购买能力_source", "购买能力_time", "需求", "价值", "综合分层"]].concat());
        let all = format!("{:?}", frame.batches);
        assert!(secrets.iter().all(|secret| !all.contains(secret)), "{all}");
    }
}

#[test]
fn r96_contact_data_in_running_text_is_hidden_from_roles_that_need_it_not() {
    let said = "王姐改号 139-8765-4321，邮箱 wang.jie@example.com，证件 440524188001010014";
    let input = INPUT.replace("咨询首发", said).replace("周末再打", "打 13700001111").replace("A软件", "13700001111");
    let field = |name: &str, kind: &str| json!({"name": name, "kind": {kind: {}}});
    let calls = |role: &str, fields: &[&str]| json!({"role": role, "fields": fields, "streams": [{"of": "interactions", "attributes": ["content"]}, {"of": "orders", "attributes": ["product"]}], "metrics": ["最新内容"]});
    let views = json!([{"role": "客服"}, calls("质检", &["沟通备注"]), calls("法务", &["联系方式", "邮箱", "身份证号"])]);
    let mut spec = spec(views);
    spec["fields"].as_array_mut().unwrap().push(field("邮箱", "email"));
    spec["facts"]["metrics"].as_array_mut().unwrap().push(json!({"name": "最新内容", "measure": {"last": {"of": "interactions", "attribute": "content"}}}));
    let out = json::run(&Plan::from_json(&spec.to_string()).unwrap(), &input).unwrap();
    let shown = |role: &str| json::view(&out, role, None).unwrap()["customers"][0].clone();
    let content = |role: &str| shown(role)["history"]["interactions"]["events"][0]["attributes"]["content"].as_str().unwrap().to_owned();
    // The service desk is declared to need the telephone, and nothing else of these.
    assert_eq!(content("客服"), "王姐改号 139-8765-4321，邮箱 w***@example.com，证件 440****0014");
    assert_eq!(shown("客服")["history"]["沟通备注"]["value"], "打 13700001111");
    let quality = shown("质检");
    assert_eq!(content("质检"), "王姐改号 139****4321，邮箱 w***@example.com，证件 440****0014");
    assert_eq!((&quality["history"]["最新内容"], &quality["history"]["沟通备注"]["value"]), (&json!(content("质检")), &json!("打 137****1111")));
    // A word from a short list is none that somebody wrote down of a customer.
    assert_eq!(quality["history"]["orders"]["events"][1]["attributes"]["product"], "13700001111");
    assert_eq!((content("法务").as_str(), &shown("法务")["history"]["最新内容"]), (said, &json!(said)));
    #[cfg(feature = "arrow")]
    {
        let all = format!("{:?}", crate::interop::arrow::view(&out, "质检").unwrap().batches);
        assert!(["139-8765-4321", "wang.jie", "440524188001010014"].iter().all(|secret| !all.contains(secret)), "{all}");
        assert!(all.contains("139****4321"), "{all}");
    }
}

#[test]
fn unknown_names_of_views_are_errors() {
    let views = json!([{"role": "销售", "fields": ["姓明"], "streams": [{"of": "order", "attributes": []}, {"of": "orders", "attributes": ["amuont"]}], "metrics": ["年销费"],
        "tags": ["价植"], "layers": ["综合分成", "综合分层", "综合分层"]}, {"role": "销售"}, {"role": "saels"}, {"role": ""}]);
    let error = Plan::from_json(&spec(views).to_string()).unwrap_err();
    let found: Vec<(Code, &str)> = error.related().iter().map(|e| (e.code(), e.path())).collect();
    let wanted = [
        (Code::UnknownField, "views[0].fields[0]"),
        (Code::UnknownMetric, "views[0].streams[0].of"),
        (Code::UnknownMetric, "views[0].streams[1].attributes[0]"),
        (Code::UnknownMetric, "views[0].metrics[0]"),
        (Code::UnknownDimension, "views[0].tags[0]"),
        (Code::UnknownDimension, "views[0].layers[0]"),
        (Code::DuplicateName, "views[0].layers[2]"),
        (Code::DuplicateName, "views[1].role"),
        (Code::EmptyList, "views[2]"),
        (Code::OutOfRange, "views[3].role"),
        (Code::EmptyList, "views[3]"),
    ];
    assert_eq!(found, wanted);
    assert_eq!(error.related()[8].help(), Some("did you mean `sales`?"));
    let nothing = r#"{"version": 1, "fields": [{"name": "姓名", "kind": {"person_name": {}}}], "sources": [{"name": "官网", "columns": []}], "views": [{"role": "市场"}]}"#;
    assert_eq!(Plan::from_json(nothing).unwrap_err().detail(), "the spec declares nothing that the role `市场` is known to need");
}
