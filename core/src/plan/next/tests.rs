//! What is named really does, nothing smaller does, and both languages say it.

use super::super::{Outcome, Plan};
use crate::interop::json;
use crate::model::{Change, Explanation, Language, Statement};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

const AS_OF: &str = "2024-06-30";

fn spec() -> Value {
    let feed = |attributes: Value| json!([{"table": "事件", "time": "时间", "link": {"source": "来源", "id": "号"}, "attributes": attributes}]);
    let dimension = |name: &str, rules: &[(&str, &str)], otherwise: &str| {
        let rules: Vec<Value> = rules.iter().map(|(value, when)| json!({"value": value, "when": when})).collect();
        if otherwise.is_empty() { json!({"name": name, "rules": rules}) } else { json!({"name": name, "rules": rules, "otherwise": otherwise}) }
    };
    let mut orders = feed(json!({"amount": {"column": "金额"}}));
    orders[0]["table"] = json!("订单");
    json!({
        "version": 1,
        "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}}, {"name": "行业", "kind": {"category": {}}}],
        "sources": [{"name": "官网", "id": "号", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["电话"]}, {"field": "行业", "from": ["行业"]}]}],
        "facts": {
            "streams": [{"name": "互动", "attributes": [{"name": "内容", "kind": {"text": {}}}], "feeds": feed(json!({"内容": {"column": "内容"}}))},
                        {"name": "订单", "attributes": [{"name": "amount", "kind": {"money": {}}}], "feeds": orders}],
            "metrics": [
                {"name": "n30", "measure": {"count": {"of": "互动"}}, "window": {"rolling": {"days": 30}}},
                {"name": "last", "measure": {"recency": {"of": "互动"}}},
                {"name": "年消费", "measure": {"sum": {"of": "订单", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}},
                {"name": "总消费", "measure": {"sum": {"of": "订单", "attribute": "amount"}}},
                {"name": "单数", "measure": {"count": {"of": "订单"}}},
                {"name": "客单价", "measure": {"ratio": {"numerator": "总消费", "denominator": "单数"}}},
                {"name": "技术咨询", "measure": {"count": {"of": "互动"}}, "where": "内容 contains {\"参数\"}"}]
        },
        "tags": {"name": "002", "version": "1", "dimensions": [
            dimension("状态", &[("活跃", "n30 >= 2"), ("低频", "n30 = 1"), ("沉睡", "last in [30天, 90天]"), ("流失", "last > 90天")], "无互动"),
            dimension("价值", &[("高", "年消费 >= 10000元"), ("中", "年消费 in [3000元, 10000元)")], "低"),
            dimension("客单", &[("高", "客单价 >= 500元")], "低"),
            dimension("需求", &[("技术型", "技术咨询 >= 3 and 行业 = \"制造业\"")], "其他"),
            dimension("反话", &[("是", "not (年消费 >= 3000元) and n30 >= 1")], "否")]},
        "layers": [{"table": {"name": "分层", "dimensions": ["价值", "状态"], "layers": ["S级", "B级", "C级"],
            "overrides": [{"when": "状态 = \"流失\"", "layer": "C级"}],
            "cells": {"高": {"活跃": "S级", "低频": "B级", "沉睡": "B级", "流失": "C级", "无互动": "B级"},
                      "中": {"活跃": "B级", "低频": "B级", "沉睡": "B级", "流失": "C级", "无互动": "B级"},
                      "低": {"活跃": "B级", "低频": "B级", "沉睡": "C级", "流失": "C级", "无互动": "C级"}},
            "otherwise": "B级"}}]
    })
}

/// What happened: (days before, text or nothing), (days before, 元).
#[derive(Clone, Debug, Default)]
struct Life {
    industry: String,
    contacts: Vec<(i64, String)>,
    orders: Vec<(i64, String)>,
}

fn run(lives: &[Life], as_of: &str) -> Outcome {
    run_plan(&Plan::from_json(&spec().to_string()).unwrap(), lives, as_of)
}

fn run_plan(plan: &Plan, lives: &[Life], as_of: &str) -> Outcome {
    let day = |before: i64| (AS_OF.parse::<NaiveDate>().unwrap() - chrono::Duration::days(before)).to_string();
    let id = |n: usize| (n + 1).to_string();
    let people: Vec<Value> =
        lives.iter().enumerate().map(|(n, life)| json!({"号": id(n), "姓名": format!("客户{n}"), "电话": format!("138{:08}", 10_000 + n * 37), "行业": life.industry})).collect();
    let contacts: Vec<Value> = lives
        .iter()
        .enumerate()
        .flat_map(|(n, life)| life.contacts.iter().map(move |(before, text)| json!({"来源": "官网", "号": id(n), "时间": day(*before), "内容": text})))
        .collect();
    let orders: Vec<Value> = lives
        .iter()
        .enumerate()
        .flat_map(|(n, life)| life.orders.iter().map(move |(before, yuan)| json!({"来源": "官网", "号": id(n), "时间": day(*before), "金额": yuan})))
        .collect();
    json::run(plan, &json!({"as_of": as_of, "tables": {"官网": people, "事件": contacts, "订单": orders}}).to_string()).unwrap()
}

fn customer(outcome: &Outcome, n: usize) -> String {
    outcome.customer_of("官网", &(n + 1).to_string()).unwrap().id().to_owned()
}

fn changes(why: &Explanation) -> Vec<&Change> {
    why.parts.iter().filter_map(|part| if let Statement::Change(change) = &part.statement { Some(change) } else { None }).collect()
}

fn texts(why: Explanation, language: Language) -> Vec<String> {
    let told = why.in_language(language);
    std::iter::once(told.text.clone()).chain(told.parts.iter().filter(|part| matches!(part.code(), "change" | "searched")).map(|part| part.text.clone())).collect()
}

fn life(contacts: &[i64], orders: &[(i64, &str)]) -> Life {
    Life {
        industry: "零售业".into(),
        contacts: contacts.iter().map(|day| (*day, String::new())).collect(),
        orders: orders.iter().map(|(day, yuan)| (*day, (*yuan).to_owned())).collect(),
    }
}

#[test]
fn the_nearest_changes_are_named_in_both_languages() {
    let out = run(&[life(&[18, 50], &[(100, "8800")])], AS_OF);
    let id = customer(&out, 0);
    assert_eq!(texts(out.explain_next_tag(&id, "状态", "活跃").unwrap(), Language::En), ["状态: 低频 now; to be 活跃, this would do", "1 more in 互动, by 2024-07-11"]);
    // The older contact leaves the window of 30 days on the twelfth day.
    assert_eq!(texts(out.explain_next_tag(&id, "状态", "沉睡").unwrap(), Language::Zh), ["状态：现为低频；要成为沉睡，只需", "再过 12 天没有互动，至 2024-07-12"]);
    assert_eq!(texts(out.explain_next_tag(&id, "价值", "高").unwrap(), Language::Zh), ["价值：现为中；要成为高，只需", "再有一笔订单，amount 至少 ¥1200"]);
    // The layer needs both 高 and 活跃, which no single change gives.
    let layer = |language| texts(out.explain_next_layer(&id, "分层", "S级").unwrap(), language);
    assert_eq!(layer(Language::En), ["分层: B级 now; to be S级, this would do", "1 more in 互动; and one more in 订单 of amount ¥1200 or more, by 2024-07-11"]);
    assert_eq!(layer(Language::Zh)[1], "再有 1 次互动；并且再有一笔订单，amount 至少 ¥1200，最迟 2024-07-11");
    let reached = out.explain_next_tag(&id, "价值", "中").unwrap();
    assert_eq!(reached.text, "价值: 中 is what it is");
}

#[test]
fn why_not_says_by_how_much_conditions_fail() {
    let out = run(&[life(&[18, 50], &[(100, "8800")])], AS_OF);
    let why = out.explain_next_tag(&customer(&out, 0), "价值", "高").unwrap();
    let case = why.parts.iter().rev().find(|part| part.code() == "case").unwrap();
    let lacks: Vec<&str> = case.parts.iter().filter(|part| part.code() == "lacks").map(|part| part.text.as_str()).collect();
    assert_eq!(lacks, ["年消费 = ¥8800; at least 10000元 takes ¥1200 more"]);
    let why = out.explain_next_tag(&customer(&out, 0), "状态", "沉睡").unwrap().in_language(Language::Zh);
    let case = why.parts.iter().rev().find(|part| part.code() == "case").unwrap();
    assert_eq!(case.parts.iter().rev().find(|part| part.code() == "lacks").unwrap().text, "last是 18天；在范围 [30天, 90天] 还差 12天");
    let change = why.parts.iter().find(|part| part.code() == "change").unwrap();
    assert_eq!(change.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>(), ["n30：1 → 0", "last：18天 → 30天"]);
}

/// A mean is moved by what the orders before weigh, a filter by the kind of event, a condition on a field by nothing else.
#[test]
fn ratios_filters_and_fields_are_followed() {
    let mut asks = life(&[], &[(10, "100"), (20, "300")]);
    asks.industry = "制造业".into();
    asks.contacts = vec![(40, "参数如何".into()), (41, "参数".into()), (42, "价格".into())];
    let mut other = asks.clone();
    other.industry = "零售业".into();
    other.contacts.push((43, "有参数吗".into()));
    let out = run(&[asks, other], AS_OF);
    let next = |n: usize, dimension: &str, value: &str| out.explain_next_tag(&customer(&out, n), dimension, value).unwrap();
    // (100 + 300 + x) / 3 rounds to 500 元 from 1099.985 元 on.
    assert_eq!(texts(next(0, "客单", "高"), Language::En)[1], "one more in 订单 of amount ¥1099.99 or more");
    assert_eq!(texts(next(0, "需求", "技术型"), Language::Zh)[1], "再有 1 次互动（内容 “参数”）");
    assert_eq!(texts(next(1, "需求", "技术型"), Language::Zh), ["需求：现为其他；要成为技术型，只需", "行业由“零售业”变为“制造业”"]);
    // Waiting takes both orders out of the year; a contact then still counts.
    let out = run(&[life(&[400], &[(300, "5000")])], AS_OF);
    let why = out.explain_next_tag(&customer(&out, 0), "价值", "低").unwrap();
    assert_eq!(changes(&why), [&Change::Wait { days: 65, until: "2024-09-03".into(), without: vec!["订单".into()] }]);
}

/// Lets a change happen to a life as of a day, or one that is smaller by one; of two that is the second, or the days of waiting.
fn apply(change: &Change, (life, as_of): &mut (Life, String), less: bool, kinds: &mut [u32; 5]) {
    match change {
        Change::Events { stream, times, attributes, .. } => {
            kinds[0] += 1;
            let text = attributes.first().map_or(String::new(), |(_, text)| text.clone());
            // What is done after waiting is done on the later day.
            let waited = (as_of.parse::<NaiveDate>().unwrap() - AS_OF.parse::<NaiveDate>().unwrap()).num_days();
            for _ in 0..*times - u32::from(less) {
                match stream.as_str() {
                    "互动" => life.contacts.push((-waited, text.clone())),
                    _ => life.orders.push((-waited, String::new())),
                }
            }
        }
        Change::Amount { number, .. } => {
            kinds[1] += 1;
            let number = number - i64::from(less);
            life.orders.push((0, format!("{}.{:02}", number / 100, number % 100)));
        }
        Change::Wait { days, until, .. } => {
            kinds[2] += 1;
            let date: NaiveDate = AS_OF.parse().unwrap();
            assert_eq!((date + Days::new(u64::from(*days))).to_string(), *until);
            *as_of = (date + Days::new(u64::from(*days - u32::from(less)))).to_string();
        }
        Change::Field { to, .. } => {
            kinds[3] += 1;
            if !less {
                life.industry.clone_from(to);
            }
        }
        Change::Both { first, second } => {
            kinds[4] += 1;
            let mut both = (std::mem::take(life), as_of.clone());
            let waits = matches!(**first, Change::Wait { .. });
            apply(first, &mut both, less && waits, kinds);
            apply(second, &mut both, less && !waits, kinds);
            (*life, *as_of) = both;
        }
    }
}

/// Applying what is named to the tables moves the customer there, and no smaller one of its kind does: all of it run anew.
#[test]
fn what_is_named_does_and_nothing_smaller_does() {
    let mut state = 11_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let lives: Vec<Life> = (0..16)
        .map(|_| {
            let contacts = (0..random(5)).map(|_| (i64::try_from(random(130)).unwrap(), if random(2) == 0 { "参数".to_owned() } else { String::new() })).collect();
            let orders = (0..random(5)).map(|_| (i64::try_from(random(420)).unwrap(), format!("{}.{:02}", random(6_000), random(100)))).collect();
            Life { industry: if random(2) == 0 { "制造业".into() } else { "零售业".into() }, contacts, orders }
        })
        .collect();
    let out = run(&lives, AS_OF);
    let goals = [
        ("状态", "活跃"),
        ("状态", "沉睡"),
        ("状态", "流失"),
        ("价值", "高"),
        ("价值", "中"),
        ("价值", "低"),
        ("客单", "高"),
        ("需求", "技术型"),
        ("反话", "是"),
        ("分层", "S级"),
        ("分层", "C级"),
    ];
    // (life, as of, goal, shall it reach it)
    let mut trials: Vec<(Life, String, (&str, &str), bool)> = Vec::new();
    let mut kinds = [0; 5];
    for (n, life) in lives.iter().enumerate() {
        for goal in goals {
            let why = if goal.0 == "分层" { out.explain_next_layer(&customer(&out, n), goal.0, goal.1) } else { out.explain_next_tag(&customer(&out, n), goal.0, goal.1) }.unwrap();
            for change in changes(&why) {
                let (mut does, mut less) = ((life.clone(), AS_OF.to_owned()), (life.clone(), AS_OF.to_owned()));
                apply(change, &mut does, false, &mut kinds);
                apply(change, &mut less, true, &mut kinds);
                trials.push((does.0, does.1, goal, true));
                if !matches!(change, Change::Field { .. }) {
                    trials.push((less.0, less.1, goal, false));
                }
                if let Change::Both { first, second } = change {
                    for alone in [first, second] {
                        let mut one = (life.clone(), AS_OF.to_owned());
                        apply(alone, &mut one, false, &mut kinds);
                        trials.push((one.0, one.1, goal, false));
                    }
                }
            }
        }
    }
    assert!(kinds.iter().all(|n| *n > 0), "{kinds:?}");
    let mut days: Vec<&String> = trials.iter().map(|(_, as_of, ..)| as_of).collect();
    days.sort_unstable();
    days.dedup();
    for day in days {
        let of_day: Vec<&(Life, String, (&str, &str), bool)> = trials.iter().filter(|(_, as_of, ..)| as_of == day).collect();
        let lives: Vec<Life> = of_day.iter().map(|(life, ..)| life.clone()).collect();
        let out = run(&lives, day);
        for (n, (life, _, (of, value), shall)) in of_day.iter().enumerate() {
            let customer = out.customer_of("官网", &(n + 1).to_string()).unwrap();
            let has = customer.tags(of).any(|tag| tag == *value) || customer.layer(of) == Some(*value);
            assert_eq!(has, *shall, "{of} {value} on {day}: {life:?}");
        }
    }
}

#[test]
fn what_is_not_there_is_an_error_with_the_nearest_name() {
    let out = run(&[life(&[1], &[])], AS_OF);
    let id = customer(&out, 0);
    let code = |result: crate::Result<Explanation>| result.unwrap_err().code().as_str();
    assert_eq!(code(out.explain_next_tag("C1", "状态", "活跃")), "unknown_customer");
    assert_eq!(code(out.explain_next_tag(&id, "状况", "活跃")), "unknown_dimension");
    assert_eq!(code(out.explain_next_tag(&id, "状态", "活泼")), "unknown_value");
    assert_eq!(code(out.explain_next_layer(&id, "层", "S级")), "unknown_dimension");
    assert_eq!(code(out.explain_next_layer(&id, "分层", "D级")), "unknown_value");
    let undated = out.with_as_of(None);
    assert_eq!(code(undated.explain_next_tag(&id, "状态", "活跃")), "missing_as_of");
}

/// A model of repeat buying was fitted to everybody; what it says of one customer with one order more is said by that model, though one
/// customer is too few for a fit. Layers that rest on everybody stay where they are cut, too.
#[test]
fn models_of_all_customers_stay_as_they_were_fitted() {
    let mut state = 3_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let lives: Vec<Life> = (0..90)
        .map(|_| {
            let (rate, leaves) = (0.004 + 0.05 * random() * random(), 0.05 + 0.4 * random());
            let mut orders = Vec::new();
            let mut before = 300.0 - 60.0 * random();
            while before > 1.0 {
                orders.push((before as i64, format!("{:.2}", 50.0 + 100.0 * random())));
                before -= 1.0 - (1.0 - random()).ln() / rate;
                if random() < leaves {
                    break;
                }
            }
            Life { orders, ..Life::default() }
        })
        .collect();
    let mut spec = spec();
    spec["facts"]["purchases"] = json!([{"name": "复购", "of": "订单", "ahead": 90, "gives": {"alive": "存活概率"}}]);
    spec["tags"]["dimensions"].as_array_mut().unwrap().push(json!({"name": "去留", "rules": [{"value": "会买", "when": "存活概率 >= 60%"}], "otherwise": "可能流失"}));
    let plan = Plan::from_json(&spec.to_string()).unwrap();
    let out = run_plan(&plan, &lives, AS_OF);
    assert!(out.purchase_models()[0].model.is_some(), "{:?}", out.purchase_models());
    let gone = (0..lives.len()).find(|n| lives[*n].orders.len() > 2 && out.customer_of("官网", &(n + 1).to_string()).unwrap().tags("去留").eq(["可能流失"])).unwrap();
    let why = out.explain_next_tag(&customer(&out, gone), "去留", "会买").unwrap();
    assert!(matches!(changes(&why)[0], Change::Events { stream, times: 1, .. } if stream == "订单"), "{why}");
    let change = why.parts.iter().find(|part| part.code() == "change").unwrap();
    assert!(change.parts[0].text.starts_with("存活概率: ") && !change.parts[0].text.contains("not known"), "{why}");
}
