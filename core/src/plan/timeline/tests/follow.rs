//! Customers who come together and apart between two runs.

use super::*;
use crate::Outcome;
use crate::interop::json;

const SPEC: &str = r#"{"version": 1,
  "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}}],
  "sources": [{"name": "客户", "id": "号", "time": "登记", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["电话", "电话2"]}]}],
  "facts": {"streams": [{"name": "visits", "feeds": [{"table": "到访", "time": "时间", "link": {"source": "来源", "id": "号"}}]}]},
  "tags": {"name": "t", "version": "1",
    "manual": {"table": "人工", "customer": "客户", "dimension": "维度", "value": "值", "actor": "人", "reason": "为何", "until": "到"},
    "dimensions": [
      {"name": "次数", "otherwise": "少", "rules": [{"value": "多", "when": "count(visits, 30d) >= 3"}]},
      {"name": "等级", "otherwise": "普通", "domain": ["贵宾", "普通"], "rules": [{"value": "贵宾", "when": "count(visits) >= 100"}]}]}}"#;

const VISITS: &str = r#"[{"来源": "客户", "号": "1", "时间": "2024-05-01"}, {"来源": "客户", "号": "2", "时间": "2024-05-10"}, {"来源": "客户", "号": "2", "时间": "2024-05-11"}]"#;
const CHOICE: &str = r#"[{"客户": "C20240102001", "维度": "等级", "值": "贵宾", "人": "张经理", "为何": "标杆客户", "到": "2024-06-30"}]"#;

fn run(customers: &str, as_of: &str, previous: Option<&Outcome>) -> Outcome {
    let plan = Plan::from_json(SPEC).unwrap();
    let assignment = previous.map(Outcome::assignment);
    let rows: serde_json::Value = serde_json::from_str(&format!(r#"{{"客户": [{customers}], "到访": {VISITS}, "人工": {CHOICE}}}"#)).unwrap();
    let document = serde_json::json!({"as_of": as_of, "tables": rows, "previous": assignment.map(|a| serde_json::to_value(a).unwrap())});
    json::run(&plan, &document.to_string()).unwrap()
}

const ONE: &str = r#"{"号": "1", "姓名": "王芳", "电话": "13812345678", "登记": "2024-01-01"}"#;
const TWO: &str = r#"{"号": "2", "姓名": "李雷", "电话": "13987654321", "登记": "2024-01-02"}"#;
/// The same record, put right.
const TWO_RIGHT: &str = r#"{"号": "2", "姓名": "王芳", "电话": "13987654321", "登记": "2024-01-02"}"#;
/// The record that shows that both are one.
const BOTH: &str = r#"{"号": "3", "姓名": "王芳", "电话": "13812345678", "电话2": "13987654321", "登记": "2024-05-15"}"#;

#[test]
fn events_choices_and_history_go_where_the_records_go() {
    let apart = run(&format!("{ONE},{TWO}"), "2024-05-12", None);
    let (a, b) = ("C20240101001", "C20240102001");
    let mut timeline = apart.timeline(None).unwrap();
    assert_eq!(timeline.customers(), [a, b]);
    assert_eq!((timeline.values(a, "等级").unwrap(), timeline.values(b, "等级").unwrap()), (vec!["普通"], vec!["贵宾"]));
    let visit = |id: &str, customer: &str, day: &str| TimelineEvent {
        stream: "visits".into(),
        id: id.into(),
        customer: customer.into(),
        time: Some(day.into()),
        ..TimelineEvent::default()
    };
    timeline.tell(&visit("V1", b, "2024-05-12")).unwrap();
    assert_eq!(timeline.values(b, "次数").unwrap(), ["多"]);

    let together = run(&format!("{ONE},{TWO_RIGHT},{BOTH}"), "2024-05-20", Some(&apart));
    assert_eq!(together.customers().len(), 1, "the records are one customer's");
    let heir = together.customers().next().unwrap().id().to_owned();
    timeline.follow(&together).unwrap();
    let gone = if heir == a { b } else { a };
    // Both ids lead to the heir, who has all four visits, that which was told among them, and the choice of the one who is gone.
    for id in [a, b] {
        assert_eq!((timeline.values(id, "次数").unwrap(), timeline.values(id, "等级").unwrap()), (vec!["多"], vec!["贵宾"]));
    }
    let choice = timeline.choices(&heir).unwrap();
    assert_eq!(choice.iter().map(|c| (c.actor.as_deref(), c.reason.as_deref())).collect::<Vec<_>>(), [(Some("张经理"), Some("标杆客户"))]);
    let merged: Vec<_> = timeline.transitions().filter(|t| t.cause == Cause::Merge).map(|t| (t.customer, t.dimension, t.to, t.at.to_string())).collect();
    assert!(merged.contains(&(gone, "次数", None, "2024-05-20".to_owned())) && merged.contains(&(gone, "等级", None, "2024-05-20".to_owned())), "{merged:?}");
    assert_eq!(merged.len(), if heir == a { 4 } else { 2 }, "{merged:?}");
    // What was before stays what it was; the 30 days go on for the heir.
    assert_eq!(timeline.values_on(&heir, "等级", "2024-05-12".parse().unwrap()).unwrap(), [if heir == a { "普通" } else { "贵宾" }]);
    assert_eq!(timeline.next_change(&heir, "次数").unwrap(), "2024-06-09".parse().ok());
    assert_eq!(timeline.next_change(&heir, "等级").unwrap(), "2024-07-01".parse().ok());

    // They come apart again: who is new has its own events, and the choice is with whom its id leads to.
    let again = run(&format!("{ONE},{TWO}"), "2024-05-25", Some(&together));
    timeline.follow(&again).unwrap();
    for customer in again.customers() {
        let expected: Vec<&str> = again.tags().dimension("等级").unwrap().values(customer.index).collect();
        assert_eq!(timeline.values(customer.id(), "等级").unwrap(), expected);
    }
    assert_eq!(timeline.follow(&apart).unwrap_err().code(), Code::ClockBackwards);
}

#[test]
fn a_customer_alone_is_as_among_all() {
    let outcome = run(&format!("{ONE},{TWO}"), "2024-07-20", None);
    let all = outcome.timeline("2024-04-30".parse().ok()).unwrap();
    for customer in outcome.customers() {
        let alone = outcome.timeline_of(customer.id(), None).unwrap();
        let own: Vec<_> = all.transitions_of(customer.id()).unwrap().into_iter().map(|t| (t.dimension, t.from, t.to, t.at, t.cause)).collect();
        assert_eq!(alone.transitions().filter(|t| t.at > all.opened()).map(|t| (t.dimension, t.from, t.to, t.at, t.cause)).collect::<Vec<_>>(), own);
    }
    assert_eq!(outcome.timeline_of("C2024", None).unwrap_err().code(), Code::UnknownCustomer);
    let undated = Plan::from_json(SPEC).unwrap().run(&crate::Inputs::new(), None);
    assert_eq!(undated.timeline(None).unwrap_err().code(), Code::MissingAsOf);
}

/// The spec with a second stream, in one order of streams and attributes and in another one.
fn two_streams(swapped: bool) -> String {
    let visits = r#"{"name": "visits", "feeds": [{"table": "到访", "time": "时间", "link": {"source": "来源", "id": "号"}}]}"#;
    let (minutes, about) = (r#"{"name": "minutes", "kind": {"number": {}}}"#, r#"{"name": "about", "kind": {"text": {}}}"#);
    let calls = |attributes: [&str; 2]| {
        let feed = r#"[{"table": "通话", "time": "时间", "link": {"source": "来源", "id": "号"}, "attributes": {"minutes": {"column": "分"}, "about": {"column": "事"}}}]"#;
        format!(r#"{{"name": "calls", "attributes": [{}], "feeds": {feed}}}"#, attributes.join(", "))
    };
    let streams = if swapped { [calls([about, minutes]), visits.to_owned()] } else { [visits.to_owned(), calls([minutes, about])] };
    let rule = r#"{"name": "投诉", "otherwise": "无", "rules": [{"value": "有", "when": "sum(calls.minutes where about = \"投诉\", 30d) >= 5"}]}, {"name": "次数""#;
    SPEC.replace(visits, &streams.join(", ")).replace(r#"{"name": "次数""#, rule)
}

#[test]
fn what_was_told_keeps_its_stream_and_attributes_under_rules_in_another_order() {
    let run_of = |spec: &str, as_of: &str, previous: Option<&Outcome>| {
        let rows: serde_json::Value = serde_json::from_str(&format!(
            r#"{{"客户": [{ONE},{TWO}], "到访": {VISITS}, "人工": {CHOICE}, "通话": [{{"来源": "客户", "号": "2", "时间": "2024-05-02", "分": "1", "事": "问"}}]}}"#
        ))
        .unwrap();
        let previous = previous.map(|previous| serde_json::to_value(previous.assignment()).unwrap());
        json::run(&Plan::from_json(spec).unwrap(), &serde_json::json!({"as_of": as_of, "tables": rows, "previous": previous}).to_string()).unwrap()
    };
    let first = run_of(&two_streams(false), "2024-05-12", None);
    let mut timeline = first.timeline(None).unwrap();
    let a = "C20240101001";
    assert_eq!((timeline.values(a, "投诉").unwrap(), timeline.values(a, "次数").unwrap()), (vec!["无"], vec!["少"]));
    let values = [("minutes", "7"), ("about", "投诉")].map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let call = TimelineEvent { stream: "calls".into(), id: "T1".into(), customer: a.into(), time: Some("2024-05-12".into()), values, ..TimelineEvent::default() };
    timeline.tell(&call).unwrap();
    assert_eq!((timeline.values(a, "投诉").unwrap(), timeline.values(a, "次数").unwrap()), (vec!["有"], vec!["少"]));
    timeline.publish(&Plan::from_json(&two_streams(true)).unwrap()).unwrap();
    let second = run_of(&two_streams(true), "2024-05-20", Some(&first));
    timeline.follow(&second).unwrap();
    assert_eq!((timeline.values(a, "投诉").unwrap(), timeline.values(a, "次数").unwrap()), (vec!["有"], vec!["少"]));
    assert_eq!(timeline.next_change(a, "投诉").unwrap(), "2024-06-11".parse().ok());
    // It is known by its id still.
    timeline.withdraw(&call).unwrap();
    assert_eq!(timeline.values(a, "投诉").unwrap(), ["无"]);
}

#[test]
fn who_is_gone_stays_gone() {
    let first = run(&format!("{ONE},{TWO}"), "2024-05-12", None);
    let mut timeline = first.timeline(None).unwrap();
    let (a, b) = ("C20240101001", "C20240102001");
    let visit =
        |id: &str, customer: &str| TimelineEvent { stream: "visits".into(), id: id.into(), customer: customer.into(), time: Some("2024-05-12".into()), ..TimelineEvent::default() };
    for id in ["V1", "V2", "V3"] {
        timeline.tell(&visit(id, b)).unwrap();
    }
    assert_eq!(timeline.values(b, "次数").unwrap(), ["多"]);
    let second = run(ONE, "2024-05-20", Some(&first));
    assert_eq!(second.customers().map(|customer| customer.id().to_owned()).collect::<Vec<_>>(), [a], "the other customer has no record any more");
    timeline.follow(&second).unwrap();
    assert!(timeline.values(b, "次数").unwrap().is_empty());
    let before = timeline.count_transitions();
    // Its events are withdrawn, and put right as another customer's.
    timeline.withdraw(&visit("V1", b)).unwrap();
    timeline.tell(&visit("V2", a)).unwrap();
    timeline.advance("2024-08-01".parse().unwrap()).unwrap();
    assert!(timeline.transitions_of(b).unwrap().len() <= before && timeline.transitions().skip(before).all(|t| t.customer == a));
    assert!(timeline.values(b, "次数").unwrap().is_empty() && timeline.values(b, "等级").unwrap().is_empty());
    assert_eq!((timeline.next_change(b, "次数").unwrap(), timeline.next_changes(b).unwrap()), (None, vec![("次数", None), ("等级", None)]));
    let preview = timeline.preview(&Plan::from_json(&SPEC.replace("count(visits) >= 100", "count(visits) >= 1")).unwrap());
    assert_eq!((preview.customers, preview.changing), (1, 1));
    assert!(timeline.due().is_empty());
}

#[test]
fn evidence_outlives_the_rules_that_it_is_of() {
    let outcome = run(&format!("{ONE},{TWO}"), "2024-05-12", None);
    let mut timeline = outcome.timeline(None).unwrap();
    let visit = TimelineEvent { stream: "visits".into(), id: "V".into(), customer: "C20240102001".into(), time: Some("2024-05-12".into()), ..TimelineEvent::default() };
    timeline.tell(&visit).unwrap();
    let evidence = |timeline: &Timeline| {
        let first = timeline.transitions().find(|t| t.dimension == "次数").unwrap();
        timeline.evidence(&first).unwrap().into_iter().map(|m| (m.fact, m.before, m.after)).collect::<Vec<_>>()
    };
    let expected = [("count(visits, 30d)".to_owned(), Some("2".to_owned()), Some("3".to_owned()))];
    assert_eq!(evidence(&timeline), expected);
    // Other rules, twice on the day itself, and then another run.
    for rule in ["count(visits, 9d) >= 50", "count(visits, 8d) >= 60"] {
        timeline.publish(&Plan::from_json(&SPEC.replace("count(visits, 30d) >= 3", rule)).unwrap()).unwrap();
        assert_eq!(evidence(&timeline), expected, "{rule}");
    }
    timeline.follow(&run(&format!("{ONE},{TWO}"), "2024-05-20", Some(&outcome))).unwrap();
    assert_eq!(evidence(&timeline), expected);
}
