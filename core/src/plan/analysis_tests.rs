//! Goal and scope of an analysis (R4–R6), with the values of the templates.

use super::{Outcome, Plan};
use crate::interop::json;
use crate::spec::{Goal, RequiredData};
use serde_json::{Value, json};

fn spec(analysis: Value) -> Value {
    let feed = |time: &str, attributes: Value| json!({"table": "订单", "time": time, "link": {"source": "来源", "id": "记录号"}, "attributes": attributes});
    json!({
        "version": 1,
        "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}},
                   {"name": "行业", "kind": {"category": {}}}, {"name": "服务反馈", "kind": {"text": {}}}, {"name": "渠道偏好", "kind": {"category": {}}}],
        "sources": [{"name": "官网", "id": "编号", "time": "注册时间", "columns": [
            {"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["电话"]}, {"field": "行业", "from": ["行业"]},
            {"field": "服务反馈", "from": ["反馈"]}, {"field": "渠道偏好", "from": ["渠道"]}]}],
        "facts": {
            "streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"category": {}}}],
                         "feeds": [feed("时间", json!({"amount": {"column": "金额"}, "product": {"column": "商品"}}))]}],
            "metrics": [{"name": "交易金额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}},
                        {"name": "购买频次", "measure": {"count": {"of": "orders"}}},
                        {"name": "产品偏好", "measure": {"last": {"of": "orders", "attribute": "product"}}},
                        {"name": "近90天金额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 90}}}]
        },
        "analysis": analysis,
    })
}

/// Ten customers; number n bought once within the year for n × 100 元, the first one long ago for much, numbers 7 and 8 for as much.
fn run(analysis: Value) -> Outcome {
    let customer = |n: u32| {
        let industry = if n.is_multiple_of(2) { "制造业" } else { "零售业" };
        let joined = if n < 9 { "2023-01-05" } else { "2024-05-02" };
        json!({"编号": n.to_string(), "姓名": format!("客户{n}"), "电话": format!("1380013800{}", n % 10), "行业": industry, "反馈": "满意", "渠道": "官网", "注册时间": joined})
    };
    let order = |n: u32, day: &str, amount: u32| json!({"来源": "官网", "记录号": n.to_string(), "时间": day, "金额": amount.to_string(), "商品": format!("产品{n}")});
    let mut orders: Vec<Value> = (1..=10).map(|n| order(n, "2024-02-01", if n == 8 { 700 } else { n * 100 })).collect();
    orders.push(order(1, "2022-02-01", 99_999));
    let input = json!({"as_of": "2024-06-30", "tables": {"官网": (1..=10).map(customer).collect::<Vec<_>>(), "订单": orders}});
    let plan = Plan::from_json(&spec(analysis).to_string()).unwrap();
    json::run(&plan, &input.to_string()).unwrap()
}

fn errors(analysis: Value) -> Vec<(String, String)> {
    let error = Plan::from_json(&spec(analysis).to_string()).unwrap_err();
    let place = |e: &crate::Error| (e.code().as_str().to_owned(), e.path().to_owned());
    if error.related().is_empty() { vec![place(&error)] } else { error.related().iter().map(place).collect() }
}

fn names(outcome: &Outcome) -> Vec<String> {
    let customers = outcome.analysis().unwrap().customers;
    customers.iter().map(|row| row.customer.value("姓名").unwrap().value.replace("客户", "")).collect()
}

const HELD: &str = r#"{"service_feedback": ["服务反馈"], "channel_preference": ["渠道偏好"]}"#;

fn held() -> Value {
    serde_json::from_str(HELD).unwrap()
}

#[test]
fn r4_each_goal_selects_the_data_it_requires() {
    let goals = [Goal::HighValue, Goal::ChurnWarning, Goal::NeedPreference, Goal::HighValueRepurchase];
    assert_eq!(goals.map(Goal::label), ["高价值客户识别", "客户流失预警", "产品需求偏好分析", "提升高价值客户复购率"]);
    let required: Vec<&str> = Goal::HighValueRepurchase.requires().iter().map(|data| RequiredData::label(*data)).collect();
    assert_eq!(required, ["历史购买记录", "服务反馈", "渠道偏好"]);

    // Orders are there by their usual name; feedback and preference are not named.
    let missing = errors(json!({"goal": "high_value_repurchase"}));
    let wanted = ["analysis.data.service_feedback", "analysis.data.channel_preference"].map(|path| ("missing_data".to_owned(), path.to_owned()));
    assert_eq!(missing, wanted);
    assert_eq!(errors(json!({"goal": "churn_warning"})), [("missing_data".to_owned(), "analysis.data.interaction_history".to_owned())]);
    assert_eq!(run(json!({"goal": "high_value_repurchase", "data": held()})).analysis().unwrap().goal.label(), "提升高价值客户复购率");
    assert_eq!(run(json!({"goal": "need_preference", "data": {"product_preference": ["产品偏好"]}})).analysis().unwrap().customers.len(), 10);

    let error = Plan::from_json(&spec(json!({"goal": "churn_warning"})).to_string()).unwrap_err();
    assert!(error.to_string().contains("`客户流失预警` requires `互动频次`") && error.help().unwrap().contains("`interactions`"), "{error}");
}

#[test]
fn r5_population_period_and_data_dimension() {
    let of = |scope: Value| run(json!({"goal": "high_value", "scope": scope}));
    let year = json!({"last_months": {"months": 12}});
    assert_eq!(names(&of(json!({"population": "existing", "period": year}))).len(), 8, "存量");
    assert_eq!(names(&of(json!({"population": "new", "period": {"last_months": {"months": 3}}}))), ["9", "10"], "新获, 近3个月");
    assert_eq!(names(&of(json!({"where": "行业 = \"制造业\""}))), ["2", "4", "6", "8", "10"], "行业客户");
    let quarter = of(json!({"period": {"last_months": {"months": 3}}})).analysis().unwrap().period;
    assert_eq!(quarter.map(|(from, to)| format!("{from} {to}")).unwrap(), "2024-03-31 2024-06-30");

    let columns = |scope: Value| of(scope).analysis().unwrap().columns.into_iter().map(|column| column.name).collect::<Vec<_>>();
    assert_eq!(columns(json!({"dimensions": ["basic"]})), ["姓名", "电话", "行业", "服务反馈", "渠道偏好"], "基础信息");
    assert_eq!(columns(json!({"dimensions": ["transactions"]})), ["交易金额", "购买频次", "产品偏好", "近90天金额"], "交易数据");
    assert!(columns(json!({"dimensions": ["interactions"]})).is_empty(), "互动频次");
    assert_eq!(columns(json!({})).len(), 9);
}

#[test]
fn r6_the_top_20_percent_by_the_amount_of_a_year() {
    let scope = |ties: &str, percent: u32| json!({"period": {"last_months": {"months": 12}}, "top": {"percent": percent, "by": "交易金额", "ties": ties}, "show": ["购买频次", "产品偏好", "服务反馈"]});
    let of = |ties: &str, percent: u32| run(json!({"goal": "high_value_repurchase", "data": held(), "scope": scope(ties, percent)}));
    let top = of("include", 20);
    assert_eq!(names(&top), ["10", "9"], "what was bought before the year does not count");
    let document = json::outcome(&top);
    let first = &document["analysis"]["customers"][0];
    assert_eq!((first["rank"].clone(), first["by"].clone()), (json!(1), json!(1000.0)));
    assert_eq!(first["values"], json!({"购买频次": 1, "产品偏好": "产品10", "服务反馈": "满意"}));
    assert_eq!(document["analysis"]["columns"][1], json!({"name": "产品偏好", "of": "metric"}));

    // Of ten, three: 10, 9, and of 7 and 8, who bought for as much, both, none, or the first.
    assert_eq!(names(&of("include", 30)), ["10", "9", "7", "8"]);
    assert_eq!(names(&of("exclude", 30)), ["10", "9"]);
    assert_eq!(names(&of("first", 30)), ["10", "9", "7"]);
    let tied = of("first", 30);
    let analysis = tied.analysis().unwrap();
    assert_eq!((analysis.ranked, analysis.tied, analysis.in_scope), (10, 2, 10));
    assert_eq!(analysis.customers.iter().map(|row| row.rank).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    assert_eq!(of("include", 1).analysis().unwrap().customers.len(), 1, "a share is rounded up");
}

#[test]
fn metrics_with_a_window_of_their_own_keep_it() {
    let out = run(json!({"goal": "high_value", "scope": {"period": {"between": {"from": "2024-01-01", "to": "2024-12-31"}}, "show": ["交易金额", "近90天金额"]}}));
    let document = json::analysis(&out);
    assert_eq!(document["customers"][0]["values"], json!({"交易金额": 100.0, "近90天金额": 0.0}));
    let all = run(json!({"goal": "high_value", "scope": {"show": ["交易金额"]}}));
    assert_eq!(json::analysis(&all)["customers"][0]["values"], json!({"交易金额": 100_099.0}));
}

#[test]
fn what_is_wrong_is_said_at_once() {
    let scope = json!({"population": "new", "where": "行页 = \"制造业\"", "top": {"percent": 0, "by": "交易额"}, "show": ["购买频率"]});
    let found = errors(json!({"goal": "high_value", "data": {"service_feedback": ["服务反溃"]}, "scope": scope}));
    let wanted = [
        ("unknown_field", "analysis.data.service_feedback[0]"),
        ("missing_data", "analysis.scope.period"),
        ("unknown_field", "analysis.scope.show[0]"),
        ("out_of_range", "analysis.scope.top.percent"),
        ("unknown_metric", "analysis.scope.top.by"),
        ("unknown_metric", "analysis.scope.where"),
    ];
    assert_eq!(found, wanted.map(|(code, path)| (code.to_owned(), path.to_owned())));
    let period = |from: &str| json!({"goal": "high_value", "scope": {"period": {"between": {"from": from, "to": "2024-01-01"}}}});
    assert_eq!(errors(period("2024-13-01"))[0], ("invalid_date".to_owned(), "analysis.scope.period.between.from".to_owned()));
    assert_eq!(errors(period("2024-02-01"))[0].0, "out_of_range");
    assert_eq!(errors(json!({"goal": "high_value", "scope": {"top": {"percent": 20, "by": "产品偏好"}}}))[0].0, "type_mismatch");
}

#[test]
fn without_an_as_of_date_nobody_is_new() {
    let plan = Plan::from_json(&spec(json!({"goal": "high_value", "scope": {"population": "new", "period": {"last_days": {"days": 30}}}})).to_string()).unwrap();
    let out = json::run(&plan, r#"{"tables": {"官网": [{"编号": "1", "姓名": "安然", "电话": "13800138001", "注册时间": "2024-05-01"}]}}"#).unwrap();
    let analysis = out.analysis().unwrap();
    assert_eq!((analysis.period, analysis.in_scope, analysis.undecided), (None, 0, 1));
}

#[test]
fn r8_the_profile_of_a_business_is_shown() {
    let columns = |business: &str, headers: [&str; 4]| {
        let template = crate::spec::Template::of(crate::spec::Business::named(business).unwrap());
        let mut spec = template.draft([("表", headers.to_vec())]).spec;
        spec.analysis = serde_json::from_value(json!({"goal": "high_value", "data": {"purchase_history": [spec.fields[0].name]}, "scope": {"dimensions": ["profile"]}})).unwrap();
        let plan = Plan::compile(&spec).unwrap();
        let outcome = json::run(&plan, r#"{"tables": {"表": []}}"#).unwrap();
        outcome.analysis().unwrap().columns.into_iter().map(|column| template.field(&column.name).unwrap().label.clone()).collect::<Vec<_>>()
    };
    assert_eq!(columns("b2b", ["客户名称", "所属行业", "年采购预算", "关键决策人"]), ["所属行业", "年采购预算", "关键决策人"]);
    assert_eq!(columns("b2c", ["姓名", "消费偏好", "购买频次", "价格敏感度"]), ["消费偏好", "购买频次", "价格敏感度"]);
    assert_eq!(columns("key_account", ["客户名称", "企业规模", "合作历史", "决策链"]), ["企业规模", "合作历史", "决策链"]);
    assert_eq!(columns("retail", ["姓名", "消费偏好", "购买频次", "价格敏感度"]), ["消费偏好", "购买频次", "价格敏感度"]);
    assert_eq!(columns("services", ["姓名", "满意度评分", "服务项目", "服务偏好"]), ["满意度评分", "服务项目", "服务偏好"]);
    assert_eq!(columns("startup", ["姓名", "客户来源", "填写需求", "跟进状态"]), ["客户来源", "需求描述", "跟进状态"]);
    assert_eq!(errors(json!({"goal": "high_value", "scope": {"dimensions": ["profile"]}})), [("missing_data".to_owned(), "business".to_owned())]);
}
