//! Timelines held to what runs say: the clock stepped day by day, histories told in any order.
//!
//! A case has a dozen customers, each with a history of its own, since a run of a dozen costs what a run of one does.

mod any_way;
mod daily;
mod follow;
mod lifecycle;
mod requirements;
mod seed;

use super::*;
use crate::model::{EventAttribute, EventValues};
use crate::table::Interner;
use crate::tag::{Choice, LastTag};
use chrono::Days;
use proptest::prelude::*;

/// Every kind of window, measure, hit policy and gift.
const SPEC: &str = r#"{
  "version": 1, "fields": [{"name": "名", "kind": {"text": {}}}], "sources": [{"name": "s", "columns": [{"field": "名", "from": ["名"]}]}],
  "facts": {"streams": [
      {"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"category": {}}}]},
      {"name": "visits", "repeats": {"drop": {}}, "attributes": [{"name": "kind", "kind": {"text": {}}}]},
      {"name": "bookings", "future": {"count": {}}}],
    "metrics": [
      {"name": "距今", "measure": {"recency": {"of": "visits"}}},
      {"name": "周期", "measure": {"spacing": {"of": "orders", "statistic": "mean"}}},
      {"name": "距单", "measure": {"recency": {"of": "orders"}}},
      {"name": "周期比", "measure": {"ratio": {"numerator": "距单", "denominator": "周期"}}},
      {"name": "反比", "measure": {"ratio": {"numerator": "周期", "denominator": "距单"}}},
      {"name": "双距", "measure": {"ratio": {"numerator": "距今", "denominator": "距单"}}},
      {"name": "问后买", "measure": {"sequence": {"first": {"of": "visits"}, "then": {"of": "orders"}, "within": 9, "gives": "count"}}, "window": {"rolling": {"days": 25}}},
      {"name": "单数", "measure": {"count": {"of": "orders"}}, "window": {"rolling": {"days": 80}}},
      {"name": "总额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 80}}},
      {"name": "无人用", "measure": {"top": {"of": "orders", "attribute": "product"}}}]},
  "tags": {"name": "t", "version": "1", "dimensions": [
      {"name": "状态", "otherwise": "无", "rules": [
        {"value": "活跃", "when": "count(visits, 30d) >= 2"}, {"value": "低频", "when": "count(visits, 30d) = 1"},
        {"value": "沉睡", "when": "距今 in [30, 90]"}, {"value": "流失", "when": "距今 > 90"}]},
      {"name": "唤醒", "otherwise": "否", "rules": [{"value": "是", "when": "count(visits, 20d before last(orders)) = 0 and count(visits, 60d before last(orders)) >= 1 and count(orders, 15d) >= 1"}]},
      {"name": "本月", "otherwise": "少", "rules": [{"value": "多", "when": "sum(orders.amount, this month) >= 100元"}, {"value": "曾多", "when": "sum(orders.amount, previous 2 months) >= 100元"}]},
      {"name": "季年", "otherwise": "无", "rules": [{"value": "季", "when": "count(orders where product = \"A\", this quarter) >= 2"}, {"value": "年", "when": "count(orders, 1 year back 1) >= 1"}]},
      {"name": "固定", "otherwise": "否", "rules": [{"value": "是", "when": "count(orders, [2024-03-01, 2024-04-10)) >= 1"}]},
      {"name": "新客", "otherwise": "否", "rules": [{"value": "是", "when": "count(visits, 10d since first(orders)) >= 1"}, {"value": "近", "when": "count(visits, 5d since last(orders where product = \"B\")) >= 1"}]},
      {"name": "到期", "otherwise": "早", "rules": [{"value": "晚", "when": "周期比 >= 150%"}, {"value": "远", "when": "反比 < 40%"}, {"value": "比", "when": "双距 in [50%, 90%)"}]},
      {"name": "问", "hit": {"collect": {}}, "rules": [{"value": "问后买", "when": "问后买 >= 1"}, {"value": "约", "when": "count(bookings, this month) >= 1"}, {"value": "早约", "when": "count(bookings) >= 2"}, {"value": "末A", "when": "last(orders.product) = \"A\""}]},
      {"name": "分", "otherwise": "", "hit": {"score": {"bands": [{"value": "高", "from": 50}, {"value": "低"}]}}, "rules": [{"points": 30, "when": "count(visits, 14d) >= 1"}, {"points": 30, "when": "mean(orders.amount, 45d) >= 60元"}]},
      {"name": "手工", "domain": ["甲", "乙"], "null": {"keep_last": {"days": 40}}, "rules": [{"value": "甲", "when": "mean(orders.amount, 20d) > 50元"}, {"value": "乙", "when": "mean(orders.amount, 20d) <= 50元"}]},
      {"name": "合", "combine": ["状态", "手工"]},
      {"name": "阶段", "manual": {"wins": {}}, "otherwise": "潜客", "rules": [
        {"value": "忠诚", "when": "count(orders, 60d) >= 3"}, {"value": "新客", "when": "count(orders, 60d) >= 1"}, {"value": "流失", "when": "距单 > 45"}],
       "lifecycle": {"start": ["潜客", "新客"], "moves": [
          {"from": "潜客", "to": ["新客"]}, {"from": "新客", "to": ["忠诚"], "days": 12}, {"from": "新客", "to": ["流失"], "when": "状态 = \"流失\" or 距单 >= 50"},
          {"from": "新客", "to": ["流失"], "after": 40}, {"from": "忠诚", "to": ["流失", "新客"]}, {"from": "流失", "to": ["新客"], "when": "count(orders, 3d) >= 1"}],
         "stays": [{"stage": "忠诚", "days": 9, "while": "count(visits, 20d) >= 2"}]}},
      {"name": "阶段色", "otherwise": "灰", "rules": [{"value": "红", "when": "阶段 = \"流失\" and count(visits, 30d) >= 1"}, {"value": "绿", "when": "阶段 in {\"忠诚\", \"新客\"}"}]}],
    "previous": {"table": "last", "customer": "c", "dimension": "d", "value": "v", "since": "s"}},
  "layers": [{"table": {"name": "层", "dimensions": ["状态"], "layers": ["A", "B", "C"], "overrides": [{"when": "sum(orders.amount, 35d) > 150元", "layer": "A"}],
     "cells": {"活跃": "A", "低频": "B", "沉睡": "B", "流失": "C", "无": "C"}, "otherwise": "C"}},
    {"ranking": {"name": "近", "by": "距今", "lowest_first": true, "cut": {"quantiles": {"layers": ["1", "2", "3", "4"]}}, "ties": "include", "otherwise": "无"}},
    {"ranking": {"name": "头", "by": "总额", "cut": {"of_sum": {"shares": [{"percent": 60, "layer": "头"}], "rest": "尾"}}, "ties": "exclude", "otherwise": "无"}},
    {"rfm": {"name": "客群", "scores": 5, "recency": {"by": "距单"}, "frequency": {"by": "单数"}, "monetary": {"by": "总额"}, "ties": "include", "otherwise": "无"}},
    {"k_means": {"name": "群", "columns": [{"by": "单数"}, {"by": "总额"}], "layers": ["甲", "乙", "丙"], "otherwise": "无"}},
    {"score": {"name": "总分", "weights": 100, "dimensions": [
        {"by": "距今", "weight": 60, "steps": [{"when": "< 10", "points": 100}, {"when": "in [10, 40]", "points": 50}], "points": 0, "unknown": 0},
        {"by": "状态", "weight": 40, "steps": [{"when": "= \"活跃\"", "points": 100}], "points": 10}],
      "bands": [{"layer": "优", "from": 60}, {"layer": "良", "from": 30}, {"layer": "差"}], "otherwise": "无"}}]
}"#;

/// How many histories; `PROPTEST_CASES` asks for more.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// Other rules about the same facts.
fn other_plan() -> Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    let text = || {
        let other = SPEC.replace(r#""otherwise": "", "#, "").replace("距今 in [30, 90]", "距今 in [20, 70]").replace(r#""after": 40"#, r#""after": 17"#);
        other.replace("count(visits, 14d) >= 1", "count(visits, 21d) >= 2").replace(r#""version": "1""#, r#""version": "2""#)
    };
    PLAN.get_or_init(|| Plan::from_json(&text()).unwrap()).clone()
}

const START: &str = "2024-02-01";

fn day(n: u64) -> NaiveDate {
    START.parse::<NaiveDate>().unwrap() + Days::new(n)
}

/// The plan of the spec, compiled once.
fn plan() -> Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    PLAN.get_or_init(|| Plan::from_json(&SPEC.replace(r#""otherwise": "", "#, "")).unwrap()).clone()
}

/// (customer, stream, hours from the start on, 元, product), in no order.
pub(super) type Event = (u32, u8, Option<u16>, u8, u8);

/// Customers of tests by hand.
const CUSTOMERS: u32 = 3;
/// Days that histories go over.
const SPAN: u16 = 150;

fn event(customers: u32) -> impl Strategy<Value = Event> {
    (0..customers, 0..3_u8, prop::option::weighted(0.95, 0..SPAN * 24), 0..120_u8, 0..2_u8)
}

fn seconds(hours: u16) -> i64 {
    day(0).and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp() + i64::from(hours) * 3600
}

fn ids(n: u32) -> Vec<String> {
    (0..n).map(|c| format!("C{c}")).collect()
}

/// What an event says: visits have no amounts, bookings nothing but a time.
fn says(event: &Event) -> Event {
    let (customer, stream, hours, amount, product) = *event;
    (customer, stream, hours, if stream == 0 { amount } else { 0 }, if stream == 2 { 0 } else { product })
}

/// The streams as a run hands them over.
fn streams(events: &[Event]) -> Vec<EventStream> {
    let of = |stream: u8| {
        let mut own: Vec<(u32, Option<i64>, u8, u8)> = events.iter().filter(|e| e.1 == stream).map(|(c, _, h, amount, product)| (*c, h.map(seconds), *amount, *product)).collect();
        own.sort_unstable();
        if stream == 1 {
            own.iter_mut().for_each(|e| e.2 = 0);
            own.sort_unstable();
            let once = |e: &(u32, Option<i64>, u8, u8)| *e;
            let mut kept: Vec<(u32, Option<i64>, u8, u8)> = Vec::new();
            for e in own {
                if e.1.is_none() || kept.last().map(once) != Some(e) {
                    kept.push(e);
                }
            }
            own = kept;
        }
        own
    };
    let text = |name: &str, values: Vec<&str>| {
        let mut texts = Interner::new();
        let ids = values.into_iter().map(|v| Some(texts.intern(v))).collect();
        EventAttribute { name: name.into(), values: EventValues::Text { ids, texts } }
    };
    let stream = |at: u8, name: &str| {
        let own = of(at);
        let attributes = match at {
            0 => vec![
                EventAttribute { name: "amount".into(), values: EventValues::Money(own.iter().map(|e| Some(i64::from(e.2) * 100)).collect()) },
                text("product", own.iter().map(|e| ["A", "B"][usize::from(e.3)]).collect()),
            ],
            1 => vec![text("kind", own.iter().map(|e| ["x", "y"][usize::from(e.3)]).collect())],
            _ => Vec::new(),
        };
        EventStream { name: name.into(), customers: own.iter().map(|e| e.0).collect(), times: own.iter().map(|e| e.1).collect(), attributes }
    };
    vec![stream(0, "orders"), stream(1, "visits"), stream(2, "bookings")]
}

/// Every third customer has choices alike.
fn given(customers: u32) -> Given {
    let few = given_to_few();
    let of_all = |whose: u32| (0..customers).filter(move |customer| customer % 3 == whose);
    Given {
        choices: few.choices.iter().flat_map(|choice| of_all(choice.customer).map(|customer| Choice { customer, ..choice.clone() })).collect(),
        last: few.last.iter().flat_map(|last| of_all(last.customer).map(|customer| LastTag { customer, ..last.clone() })).collect(),
    }
}

fn given_to_few() -> Given {
    let days = |n: u64| i64::from(day(n).to_epoch_days());
    let choice = |customer: u32, at: Option<u64>, value: &str, until: Option<u64>| Choice {
        customer,
        dimension: "手工".into(),
        at: at.map(|at| days(at) * 86_400 + 7),
        value: value.into(),
        actor: Some("张".into()),
        reason: None,
        until: until.map(days),
    };
    Given {
        choices: vec![
            choice(0, Some(20), "乙", Some(31)),
            choice(0, Some(25), "甲", Some(28)),
            choice(1, None, "甲", Some(60)),
            choice(2, Some(90), "乙", None),
            Choice { dimension: "阶段".into(), ..choice(1, Some(40), "忠诚", Some(55)) },
        ],
        last: vec![
            LastTag { customer: 2, dimension: "手工".into(), since: days(5), value: "甲".into(), until: None },
            LastTag { customer: 0, dimension: "阶段".into(), since: days(3), value: "忠诚".into(), until: Some(days(30)) },
        ],
    }
}

/// What customers have, by customer and dimension, with layers behind.
type Values = Vec<Vec<Vec<String>>>;

/// Rules that are published, the day, and the models that they go by.
type Other = (NaiveDate, Plan, Fitted);

/// Runs day after day, each with the stages of the one before, by the models of a timeline.
struct Runs<'t> {
    plan: Plan,
    /// Other rules, and from which day on they are in force.
    other: Option<Other>,
    fitted: &'t Fitted,
    customers: u32,
    given: Given,
}

impl<'t> Runs<'t> {
    fn of(timeline: &'t Timeline) -> Self {
        let customers = timeline.customers.len() as u32;
        Runs { plan: timeline.judge.plan.clone(), other: None, fitted: &timeline.judge.fitted, customers, given: given(customers) }
    }

    /// Of one customer alone.
    fn alone(timeline: &'t Timeline, customer: u32) -> Self {
        let mut runs = Runs { customers: 1, ..Runs::of(timeline) };
        runs.given.choices.retain(|choice| choice.customer == customer);
        runs.given.last.retain(|last| last.customer == customer);
        runs.given.choices.iter_mut().for_each(|choice| choice.customer = 0);
        runs.given.last.iter_mut().for_each(|last| last.customer = 0);
        runs
    }

    /// The run of a day; its stages are given to the next one.
    fn run(&mut self, streams: &[EventStream], at: NaiveDate) -> Values {
        let rows = self.customers as usize;
        let in_force = self.other.as_ref().filter(|(from, ..)| *from <= at);
        let (plan, fitted) = in_force.map_or((&self.plan, self.fitted), |(_, plan, fitted)| (plan, fitted));
        let facts = plan.0.facts.clone().with_purchase_models(&fitted.purchases).evaluate(streams, rows, Some(at)).table;
        let tags = plan.0.tags.evaluate_with(&facts, &self.given, Some(i64::from(at.to_epoch_days())));
        // Where nobody was known there is no model, and none is fitted.
        let layers = plan.0.layers.layerers().iter().map(|layerer| (layerer.layers(), layerer.assign(fitted.layers.get(layerer.name()), &facts, &tags)));
        let layers: Vec<(&[String], Vec<u16>)> = layers.collect();
        for table in &tags.stages {
            let domain = &tags.dimensions[table.dimension].domain;
            self.given.last.retain(|last| last.dimension != domain.name);
            self.given.last.extend((0..).zip(&table.stages).filter_map(|(customer, stage)| {
                let stage = (*stage)?;
                Some(LastTag {
                    customer,
                    dimension: domain.name.clone(),
                    since: stage.since?.into(),
                    value: domain.value(stage.code)?.to_owned(),
                    until: stage.until.map(i64::from),
                })
            }));
        }
        let of = |row: usize| {
            let own = tags.dimensions.iter().map(|dimension| dimension.values(row).map(str::to_owned).collect());
            own.chain(layers.iter().map(|(names, codes)| vec![names[usize::from(codes[row])].clone()])).collect()
        };
        (0..rows).map(of).collect()
    }

    /// All days from one to another one.
    fn days(mut self, streams: &[EventStream], from: u64, to: u64) -> Vec<Values> {
        (from..=to).map(|n| self.run(streams, day(n))).collect()
    }
}

fn open_of(plan: &Plan, customers: u32, events: &[Event], at: NaiveDate) -> Timeline {
    plan.timeline(ids(customers), streams(events), &given(customers), FactTable::default(), at).unwrap()
}

fn open(plan: &Plan, events: &[Event], at: NaiveDate) -> Timeline {
    open_of(plan, CUSTOMERS, events, at)
}

/// Where what a timeline says is not what a run says.
fn apart(columns: &[String], timeline: &Values, run: &Values) -> Vec<String> {
    assert_eq!(timeline.len(), run.len());
    let mut found = Vec::new();
    for (customer, (one, other)) in timeline.iter().zip(run).enumerate() {
        let differ = columns.iter().zip(one.iter().zip(other)).filter(|(_, (one, other))| one != other);
        found.extend(differ.map(|(column, (one, other))| format!("C{customer} {column}: {one:?} for {other:?}")));
    }
    found
}

fn names(timeline: &Timeline) -> Vec<String> {
    timeline.dimensions().map(str::to_owned).collect()
}

fn current(timeline: &Timeline) -> Values {
    let of = |customer: &String| names(timeline).iter().map(|name| timeline.values(customer, name).unwrap().into_iter().map(str::to_owned).collect()).collect();
    timeline.customers().iter().map(of).collect()
}

/// What the log says of a day, as it was known with a revision.
fn logged(timeline: &Timeline, at: NaiveDate, revision: u32) -> Values {
    let of = |customer: &String| names(timeline).iter().map(|name| timeline.values_known(customer, name, at, revision).unwrap().into_iter().map(str::to_owned).collect()).collect();
    timeline.customers().iter().map(of).collect()
}

fn told(events: &[Event], at: usize) -> TimelineEvent {
    let (customer, stream, hours, amount, product) = events[at];
    let time = hours.map(|hours| chrono::DateTime::from_timestamp(seconds(hours), 0).unwrap().format("%Y-%m-%d %H:%M:%S").to_string());
    let values: &[(&str, String)] = match stream {
        0 => &[("amount", amount.to_string()), ("product", ["A", "B"][usize::from(product)].to_owned())],
        1 => &[("kind", ["x", "y"][usize::from(product)].to_owned())],
        _ => &[],
    };
    TimelineEvent {
        stream: ["orders", "visits", "bookings"][usize::from(stream)].into(),
        id: at.to_string(),
        customer: format!("C{customer}"),
        time,
        recorded: None,
        values: values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
    }
}

#[test]
fn the_clock_does_not_go_back() {
    let plan = plan();
    let events = [(0, 1, Some(48), 0, 0), (0, 1, Some(72), 0, 0)];
    let mut timeline = open(&plan, &events, day(20));
    let (before, log) = (current(&timeline), timeline.count_transitions());
    let error = timeline.advance(day(19)).unwrap_err();
    assert_eq!((error.code().as_str(), error.path()), ("clock_backwards", "as_of"));
    assert_eq!((current(&timeline), timeline.count_transitions(), timeline.as_of()), (before, log, day(20)));
    assert_eq!(timeline.values_on("C0", "状态", day(19)).unwrap_err().code(), Code::OutOfRange);
    assert_eq!(timeline.values("C9", "状态").unwrap_err().help(), Some("did you mean `C0`?"));
    assert_eq!(timeline.next_change("C0", "状 态").unwrap_err().code(), Code::UnknownDimension);
    assert_eq!(timeline.advance(day(20)).unwrap(), 0, "the same day again is no step");
}

#[test]
fn what_cannot_be_told_changes_nothing() {
    let plan = plan();
    let mut timeline = open(&plan, &[(0, 0, Some(48), 9, 0)], day(20));
    let good = told(&[(0, 0, Some(50), 70, 0)], 0);
    let with = |change: &dyn Fn(&mut TimelineEvent)| {
        let mut event = good.clone();
        change(&mut event);
        event
    };
    for (event, code) in [
        (with(&|e| e.stream = "order".into()), Code::UnknownMetric),
        (with(&|e| e.customer = "C7".into()), Code::UnknownCustomer),
        (with(&|e| e.time = Some("soon".into())), Code::InvalidDate),
        (with(&|e| e.id.clear()), Code::OutOfRange),
        (with(&|e| drop(e.values.insert("price".into(), "1".into()))), Code::UnknownMetric),
    ] {
        assert_eq!(timeline.tell(&event).unwrap_err().code(), code, "{event:?}");
    }
    assert_eq!(timeline.withdraw(&good).unwrap_err().code(), Code::UnknownEvent);
    assert_eq!(timeline.count_transitions(), 0);
    // What a run had is named by what it says.
    let had = TimelineEvent { id: String::new(), ..told(&[(0, 0, Some(48), 9, 0)], 0) };
    timeline.withdraw(&had).unwrap();
    assert_eq!(timeline.withdraw(&had).unwrap_err().code(), Code::UnknownEvent);
    let without = Timeline::open(&plan, ids(CUSTOMERS), streams(&[]), &given(CUSTOMERS), FactTable::default(), day(20), Some(timeline.judge.fitted.clone())).unwrap();
    assert_eq!(current(&timeline), current(&without));
}
