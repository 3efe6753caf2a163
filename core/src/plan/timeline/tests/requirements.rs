//! R44, R45, R65–R68 with the values of T7, T9 and T14.

use super::*;

/// The state rules of R56 as T1 and T2 repair them, with R65 before them as T7 has it: whoever slept and buys again is 活跃 for 30 days.
/// 复购 and 成交 (R66) are dimensions of their own (T7, T14). Refreshing is due as R44 says, handing over as R67 says, by both clocks of T9.
const RULES: &str = r#"{
  "version": 1, "fields": [{"name": "名", "kind": {"text": {}}}], "sources": [{"name": "s", "columns": [{"field": "名", "from": ["名"]}]}],
  "facts": {"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}, {"name": "interactions", "attributes": [{"name": "type", "kind": {"category": {}}}]}],
    "metrics": [{"name": "距上次互动", "measure": {"recency": {"of": "interactions"}}}]},
  "tags": {"name": "002", "version": "1", "dimensions": [
    {"name": "价值", "otherwise": "低", "rules": [{"value": "高", "when": "sum(orders.amount, 365d) >= 10000元"}, {"value": "中", "when": "sum(orders.amount, 365d) in [3000元, 10000元)"}]},
    {"name": "状态", "ordered": true, "rules": [
      {"value": "活跃", "when": "count(orders, 30d) >= 1 and count(orders) >= 2 and count(interactions, 30d before last(orders)) = 0 and count(interactions, 91d before last(orders)) >= 1"},
      {"value": "活跃", "when": "count(interactions, 30d) >= 2"},
      {"value": "低频", "when": "count(interactions, 30d) = 1"},
      {"value": "沉睡", "when": "距上次互动 in [30天, 90天]"},
      {"value": "流失", "when": "距上次互动 > 90天"},
      {"value": "无互动记录", "when": "count(interactions) = 0"}]},
    {"name": "复购", "otherwise": "否", "rules": [{"value": "复购客户", "when": "count(orders) >= 2"}]},
    {"name": "成交", "otherwise": "潜在客户", "rules": [{"value": "成交客户", "when": "count(orders) >= 1"}]}]},
  "due": [
    {"name": "资料刷新", "clock": {"last": {"of": "interactions"}}, "repeats": true, "steps": [{"when": "状态 = \"活跃\"", "days": 1}, {"when": "状态 = \"低频\"", "days": 7}, {"when": "状态 = \"沉睡\"", "days": 14}]},
    {"name": "流失跟进，自上次互动", "clock": {"last": {"of": "interactions"}}, "steps": [{"when": "价值 = \"中\" and 状态 in {\"沉睡\", \"流失\"}", "days": 90}]},
    {"name": "流失跟进，自入睡", "clock": {"entered": {"dimension": "状态", "value": "沉睡"}}, "steps": [{"when": "价值 = \"中\" and 状态 in {\"沉睡\", \"流失\"}", "days": 90}]}]
}"#;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An order is an interaction as well (R66).
fn life(contacts: &[&str], orders: &[(&str, i64)]) -> Vec<EventStream> {
    let time = |day: &str| Some(i64::from(date(day).to_epoch_days()) * 86_400);
    let mut all: Vec<(&str, &str)> = contacts.iter().map(|day| (*day, "咨询")).chain(orders.iter().map(|(day, _)| (*day, "下单"))).collect();
    all.sort_unstable();
    let mut texts = Interner::new();
    let kinds = all.iter().map(|(_, kind)| Some(texts.intern(kind))).collect();
    vec![
        EventStream {
            name: "orders".into(),
            customers: vec![0; orders.len()],
            times: orders.iter().map(|(day, _)| time(day)).collect(),
            attributes: vec![EventAttribute { name: "amount".into(), values: EventValues::Money(orders.iter().map(|(_, yuan)| Some(yuan * 100)).collect()) }],
        },
        EventStream {
            name: "interactions".into(),
            customers: vec![0; all.len()],
            times: all.iter().map(|(day, _)| time(day)).collect(),
            attributes: vec![EventAttribute { name: "type".into(), values: EventValues::Text { ids: kinds, texts } }],
        },
    ]
}

fn of(contacts: &[&str], orders: &[(&str, i64)], from: &str) -> Timeline {
    let plan = Plan::from_json(RULES).unwrap();
    plan.timeline(vec!["客户C".into()], life(contacts, orders), &Given::default(), FactTable::default(), date(from)).unwrap()
}

fn way(timeline: &Timeline, dimension: &str) -> Vec<String> {
    let own = timeline.transitions().filter(|t| t.dimension == dimension);
    own.map(|t| format!("{} {}→{} {}", t.at, t.from.unwrap_or(""), t.to.unwrap_or(""), t.cause.as_str())).collect()
}

/// R65, T7: 沉睡客户30天内复购 → 活跃客户, for 30 days, though R56 asks for two interactions.
#[test]
fn r65_a_sleeper_who_buys_again_is_active_for_30_days() {
    let mut timeline = of(&["2024-01-20"], &[("2024-01-10", 4000), ("2024-03-15", 500)], "2024-01-09");
    timeline.advance(date("2024-08-01")).unwrap();
    assert_eq!(
        way(&timeline, "状态"),
        [
            "2024-01-10 无互动记录→低频 event",
            "2024-01-20 低频→活跃 event",
            "2024-02-09 活跃→低频 time",
            "2024-02-19 低频→沉睡 time",
            // The one purchase that wakes, and 30 days later its end.
            "2024-03-15 沉睡→活跃 event",
            "2024-04-14 活跃→沉睡 time",
            "2024-06-14 沉睡→流失 time",
        ]
    );
    let woken = timeline.transitions().find(|t| t.at == date("2024-03-15") && t.dimension == "状态").unwrap();
    assert!(woken.rule.unwrap().contains("30d before last(orders)"), "the transition outranks the state rule: {woken:?}");
    // Without the rule of T7 the same purchase makes nobody active: R56 asks for two.
    let without = RULES.replace(r#"{"value": "活跃", "when": "count(orders, 30d) >= 1 and count(orders) >= 2 and count(interactions, 30d before last(orders)) = 0 and count(interactions, 91d before last(orders)) >= 1"},"#, "");
    assert_ne!(without, RULES);
    let plain = Plan::from_json(&without).unwrap();
    let plain = plain
        .timeline(vec!["客户C".into()], life(&["2024-01-20"], &[("2024-01-10", 4000), ("2024-03-15", 500)]), &Given::default(), FactTable::default(), date("2024-03-15"))
        .unwrap();
    assert_eq!(plain.values("客户C", "状态").unwrap(), ["低频"]);
}

/// Who was awake, who never bought, and who was lost is not woken.
#[test]
fn r65_wakes_only_sleepers() {
    for (contacts, orders, as_of, state) in [
        (&["2024-03-01"][..], &[("2024-01-10", 1), ("2024-03-15", 1)][..], "2024-04-12", "低频"),
        (&["2024-01-20"], &[("2024-03-15", 1)], "2024-03-15", "低频"),
        (&[], &[("2023-11-01", 1), ("2024-03-15", 1)], "2024-03-15", "低频"),
        // 30 and 90 days of silence are sleep, 29 and 91 are not (T2).
        (&[], &[("2024-02-14", 1), ("2024-03-15", 1)], "2024-03-15", "活跃"),
        (&[], &[("2024-02-15", 1), ("2024-03-15", 1)], "2024-03-16", "低频"),
        (&[], &[("2023-12-16", 1), ("2024-03-15", 1)], "2024-04-13", "活跃"),
        (&[], &[("2023-12-15", 1), ("2024-03-15", 1)], "2024-04-13", "低频"),
    ] {
        assert_eq!(of(contacts, orders, as_of).values("客户C", "状态").unwrap(), [state], "{contacts:?} {orders:?} {as_of}");
    }
}

/// R66: 客户C is 潜在, then 成交, sleeps, and is 复购客户 on repurchase; the order is appended to the interactions, and what was 沉睡 is a state
/// of its own (T14). R45: on a new interaction the customer is tagged anew at once.
#[test]
fn r66_customer_c_walks_from_lead_to_repurchase() {
    let mut timeline = of(&["2024-01-05"], &[], "2024-01-05");
    let order = |id: &str, day: &str| {
        let event = |stream: &str, values: &[(&str, &str)]| TimelineEvent {
            stream: stream.into(),
            id: id.into(),
            customer: "客户C".into(),
            time: Some(day.into()),
            recorded: None,
            values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        };
        [event("orders", &[("amount", "3500元")]), event("interactions", &[("type", "下单")])]
    };
    for (id, day) in [("SO1", "2024-01-10"), ("SO2", "2024-03-01")] {
        timeline.advance(date(day)).unwrap();
        for event in order(id, day) {
            timeline.tell(&event).unwrap();
        }
    }
    assert_eq!(way(&timeline, "成交"), ["2024-01-10 潜在客户→成交客户 event"]);
    assert_eq!(way(&timeline, "复购"), ["2024-03-01 否→复购客户 event"]);
    assert_eq!(timeline.values_on("客户C", "状态", date("2024-02-29")).unwrap(), ["沉睡"]);
    assert_eq!(timeline.values("客户C", "状态").unwrap(), ["活跃"]);
    assert_eq!(timeline.values("客户C", "价值").unwrap(), ["中"]);
    let event = timeline.transitions().find(|t| t.to == Some("复购客户")).unwrap().event;
    assert_eq!(event.as_deref(), Some("orders/SO2"));
}

/// R67, T9: 中价值沉睡, 连续3个月无互动 → 流失跟进. Counted from the last contact that is 90 days after it, counted from falling asleep 120.
#[test]
fn r67_three_months_are_counted_from_a_declared_day() {
    let mut timeline = of(&[], &[("2024-01-20", 6000)], "2024-01-20");
    timeline.advance(date("2024-03-01")).unwrap();
    let due = |timeline: &Timeline| {
        timeline.due().into_iter().filter(|due| due.name.starts_with("流失跟进")).map(|due| (due.name.to_owned(), due.date.to_string(), due.since.to_string())).collect::<Vec<_>>()
    };
    let expect = |name: &str, date: &str, since: &str| (name.to_owned(), date.to_owned(), since.to_owned());
    let both = [expect("流失跟进，自上次互动", "2024-04-19", "2024-01-20"), expect("流失跟进，自入睡", "2024-05-19", "2024-02-19")];
    assert_eq!(due(&timeline), both);
    // On the day after the 90th the customer is lost, as R56 has it; handing over is due, or overdue, all the same.
    timeline.advance(date("2024-04-20")).unwrap();
    assert_eq!((timeline.values("客户C", "状态").unwrap(), due(&timeline)), (vec!["流失"], both.to_vec()));
    // Whoever comes back is nobody's to hand over.
    let back = |stream: &str| TimelineEvent { stream: stream.into(), id: "1".into(), customer: "客户C".into(), time: Some("2024-04-20".into()), ..TimelineEvent::default() };
    timeline.tell(&back("interactions")).unwrap();
    assert_eq!(due(&timeline), []);
    let error = Plan::from_json(&RULES.replace(r#""clock": {"entered": {"dimension": "状态", "value": "沉睡"}}, "#, "")).unwrap_err();
    assert!(error.to_string().contains("missing field `clock`"), "the clock has no default: {error}");
}

/// R44: 高活跃每日, 中低活跃每周、每两周: a due date per customer.
#[test]
fn r44_refreshing_is_due_by_activity() {
    let due = |timeline: &Timeline| timeline.due().into_iter().find(|due| due.name == "资料刷新").map(|due| (due.date.to_string(), due.days));
    let mut timeline = of(&["2024-03-01", "2024-03-10"], &[], "2024-03-12");
    assert_eq!(due(&timeline), Some(("2024-03-12".to_owned(), 1)));
    // One contact is left from 2024-03-31 on: every seven days from the tenth.
    timeline.advance(date("2024-04-01")).unwrap();
    assert_eq!(due(&timeline), Some(("2024-04-07".to_owned(), 7)));
    timeline.advance(date("2024-04-21")).unwrap();
    assert_eq!(due(&timeline), Some(("2024-04-21".to_owned(), 14)));
    timeline.advance(date("2024-04-22")).unwrap();
    assert_eq!(due(&timeline), Some(("2024-05-05".to_owned(), 14)));
    timeline.advance(date("2024-07-01")).unwrap();
    assert_eq!(due(&timeline), None, "nothing is due for whom no step names");
}

/// R68: whenever customers are tagged anew, every change says when, why, by which rule of which version.
#[test]
fn r68_changes_can_be_traced() {
    let mut timeline = of(&["2024-03-01", "2024-03-10"], &[], "2024-03-10");
    for week in 1..=20 {
        timeline.advance(date("2024-03-10") + Days::new(7 * week)).unwrap();
    }
    let traced: Vec<(String, String, Option<&str>, &str)> = timeline.transitions().map(|t| (t.at.to_string(), t.recorded.to_string(), t.rule, t.version)).collect();
    let of = |at: &str, recorded: &str, rule: &'static str| (at.to_owned(), recorded.to_owned(), Some(rule), "1");
    assert_eq!(
        traced,
        [
            of("2024-03-31", "2024-03-31", "count(interactions, 30d) = 1"),
            of("2024-04-09", "2024-04-14", "距上次互动 in [30天, 90天]"),
            of("2024-06-09", "2024-06-09", "距上次互动 > 90天"),
        ]
    );
}

#[test]
fn what_is_wrong_with_due_dates_is_said_at_once() {
    let wrong = RULES
        .replace(r#""last": {"of": "interactions"}}, "repeats""#, r#""last": {"of": "interaction"}}, "repeats""#)
        .replace(r#""value": "沉睡"}}"#, r#""value": "沉睡了"}}"#)
        .replace("\"days\": 14}", "\"days\": 0}")
        .replace("状态 = \\\"低频\\\"", "状态 = \\\"低\\\"");
    let error = Plan::from_json(&wrong).unwrap_err();
    let found: Vec<(&str, &str)> = error.related().iter().map(|e| (e.code().as_str(), e.path())).collect();
    assert_eq!(
        found,
        [
            ("unknown_value", "due[0].steps[1].when"),
            ("out_of_range", "due[0].steps[2].days"),
            ("unknown_metric", "due[0].clock.last.of"),
            ("unknown_value", "due[2].clock.entered.value"),
        ]
    );
}
