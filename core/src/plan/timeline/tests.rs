//! Timelines held to what runs say: the clock stepped day by day, histories told in any order.

mod follow;
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
      {"name": "合", "combine": ["状态", "手工"]}],
    "previous": {"table": "last", "customer": "c", "dimension": "d", "value": "v", "since": "s"}},
  "layers": [{"table": {"name": "层", "dimensions": ["状态"], "layers": ["A", "B", "C"], "overrides": [{"when": "sum(orders.amount, 35d) > 150元", "layer": "A"}],
     "cells": {"活跃": "A", "低频": "B", "沉睡": "B", "流失": "C", "无": "C"}, "otherwise": "C"}}]
}"#;

/// How many histories; `PROPTEST_CASES` asks for more.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

const START: &str = "2024-02-01";

fn day(n: u64) -> NaiveDate {
    START.parse::<NaiveDate>().unwrap() + Days::new(n)
}

fn plan() -> Plan {
    let text = SPEC.replace(r#""otherwise": "", "#, "");
    Plan::from_json(&text).unwrap()
}

/// (customer, stream, hours from the start on, 元, product), in no order.
pub(super) type Event = (u32, u8, Option<u16>, u8, u8);

const CUSTOMERS: u32 = 3;
/// Days that histories go over.
const SPAN: u16 = 150;

fn event() -> impl Strategy<Value = Event> {
    (0..CUSTOMERS, 0..3_u8, prop::option::weighted(0.95, 0..SPAN * 24), 0..120_u8, 0..2_u8)
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

fn given() -> Given {
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
        choices: vec![choice(0, Some(20), "乙", Some(31)), choice(0, Some(25), "甲", Some(28)), choice(1, None, "甲", Some(60)), choice(2, Some(90), "乙", None)],
        last: vec![LastTag { customer: 2, dimension: "手工".into(), since: days(5), value: "甲".into(), until: None }],
    }
}

/// What a run says of everybody on a day: by customer and dimension, with layers behind.
fn fresh(plan: &Plan, events: &[Event], at: NaiveDate) -> Vec<Vec<Vec<String>>> {
    let facts = plan.0.facts.evaluate(&streams(events), CUSTOMERS as usize, Some(at)).table;
    let tags = plan.0.tags.evaluate_with(&facts, &given(), Some(i64::from(at.to_epoch_days())));
    let layers = plan.0.layers.evaluate(&facts, &tags);
    let of = |row: usize| {
        let own = tags.dimensions.iter().map(|dimension| dimension.values(row).map(str::to_owned).collect());
        own.chain(layers.iter().map(|layer| layer.layer(row).map(str::to_owned).into_iter().collect())).collect()
    };
    (0..CUSTOMERS as usize).map(of).collect()
}

fn open(plan: &Plan, events: &[Event], at: NaiveDate) -> Timeline {
    plan.timeline(ids(CUSTOMERS), streams(events), &given(), FactTable::default(), at).unwrap()
}

fn names(timeline: &Timeline) -> Vec<String> {
    timeline.dimensions().map(str::to_owned).collect()
}

fn current(timeline: &Timeline) -> Vec<Vec<Vec<String>>> {
    let of = |customer: &String| names(timeline).iter().map(|name| timeline.values(customer, name).unwrap().into_iter().map(str::to_owned).collect()).collect();
    timeline.customers().iter().map(of).collect()
}

/// What the log says of a day.
fn logged(timeline: &Timeline, at: NaiveDate) -> Vec<Vec<Vec<String>>> {
    let of = |customer: &String| names(timeline).iter().map(|name| timeline.values_on(customer, name, at).unwrap().into_iter().map(str::to_owned).collect()).collect();
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

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(48), ..ProptestConfig::default() })]

    /// The clock is stepped day by day: what was said to change next changes on that day, and nothing before; every day is what a run as of
    /// it says; the log says the same of the days that are gone.
    #[test]
    fn stepping_the_clock_finds_nothing_else(events in prop::collection::vec(event(), 0..30), from in 0..40_u64) {
        let plan = plan();
        let mut timeline = open(&plan, &events, day(from));
        let columns = names(&timeline);
        let mut expected: Vec<Vec<Option<NaiveDate>>> = Vec::new();
        let mut seen = vec![fresh(&plan, &events, day(from))];
        for n in from..from + 260 {
            let today = day(n);
            let now = fresh(&plan, &events, today);
            timeline.advance(today).unwrap();
            prop_assert_eq!(&current(&timeline), &now, "as of {}", today);
            if n > from {
                let before = seen.last().unwrap();
                for (customer, own) in now.iter().enumerate() {
                    for (column, value) in own.iter().enumerate() {
                        let changed = *value != before[customer][column];
                        prop_assert_eq!(changed, expected[customer][column] == Some(today), "C{} {} on {}: {:?}", customer, columns[column], today, expected[customer][column]);
                    }
                }
                seen.push(now);
            }
            // Only what changed can change its next change.
            let find = |customer: usize, column: usize| timeline.next_change(&format!("C{customer}"), &columns[column]).unwrap();
            for customer in 0..CUSTOMERS as usize {
                if expected.len() <= customer {
                    expected.push((0..columns.len()).map(|column| find(customer, column)).collect());
                }
                for (column, next) in expected[customer].iter_mut().enumerate().filter(|(_, next)| **next == Some(today)) {
                    *next = find(customer, column);
                }
            }
        }
        for (n, said) in seen.iter().enumerate().step_by(7) {
            prop_assert_eq!(&logged(&timeline, day(from + n as u64)), said, "{}", day(from + n as u64));
        }
        let all = open(&plan, &events, day(from));
        let mut leap = all;
        leap.advance(timeline.as_of()).unwrap();
        let plain = |timeline: &Timeline| timeline.transitions().map(|t| (t.customer.to_owned(), t.dimension.to_owned(), t.from.map(str::to_owned), t.to.map(str::to_owned), t.at, t.cause, t.rule.map(str::to_owned))).collect::<Vec<_>>();
        prop_assert_eq!(plain(&leap), plain(&timeline), "one leap is as many steps");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(96), ..ProptestConfig::default() })]

    /// Events are told in any order between steps of the clock, some corrected, some withdrawn, some told twice: whatever the way, values and
    /// log are those of a run that has what is left, and of a timeline that knew it from the start.
    #[test]
    fn any_way_leads_to_the_same(
        events in prop::collection::vec(event(), 1..24),
        known in 0..8_usize,
        order in prop::collection::vec((any::<prop::sample::Index>(), 0..5_u8, 0..12_u64), 1..40),
    ) {
        let plan = plan();
        let known = known.min(events.len());
        let base: Vec<Event> = events[..known].to_vec();
        let mut timeline = open(&plan, &base, day(10));
        let mut live: BTreeMap<usize, Event> = BTreeMap::new();
        let mut today = 10;
        for (which, what, step) in order {
            let at = which.index(events.len());
            let id = at.to_string();
            match what {
                0 => {
                    let event = TimelineEvent { id, ..told(&events, at) };
                    let there = live.remove(&at).is_some();
                    // What the run had is withdrawn by what it says, under any id.
                    let of_the_run = base.iter().any(|one| says(one) == says(&events[at]));
                    if there || !of_the_run {
                        prop_assert_eq!(timeline.withdraw(&event).is_ok(), there);
                    }
                }
                1 => {
                    // Corrected: what another event says, perhaps of another customer, under this one's id.
                    let other = Event::from((events[(at + 1) % events.len()].0, events[at].1, events[(at + 1) % events.len()].2, events[(at + 1) % events.len()].3, events[at].4));
                    timeline.tell(&TimelineEvent { id, ..told(&[other], 0) }).unwrap();
                    live.insert(at, other);
                }
                _ => {
                    timeline.tell(&told(&events, at)).unwrap();
                    live.insert(at, events[at]);
                }
            }
            today += step / 3;
            timeline.advance(day(today)).unwrap();
            let left: Vec<Event> = base.iter().copied().chain(live.values().copied()).collect();
            prop_assert_eq!(&current(&timeline), &fresh(&plan, &left, day(today)));
        }
        let left: Vec<Event> = base.iter().copied().chain(live.values().copied()).collect();
        for n in 10..=today {
            prop_assert_eq!(&logged(&timeline, day(n)), &fresh(&plan, &left, day(n)), "of {}", day(n));
        }
        let mut straight = open(&plan, &left, day(10));
        straight.advance(day(today)).unwrap();
        prop_assert_eq!(timeline.next_turn(), straight.next_turn());
        for n in [today + 30, today + 200] {
            timeline.advance(day(n)).unwrap();
            straight.advance(day(n)).unwrap();
            prop_assert_eq!(current(&timeline), current(&straight));
        }
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
    assert_eq!(current(&timeline), fresh(&plan, &[], day(20)));
}
