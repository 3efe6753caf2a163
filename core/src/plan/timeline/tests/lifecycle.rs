//! A lifecycle from day to day, counted by hand: its moves, their causes and rules, what is learned later, other rules.

use super::*;

const RULES: &str = r#"{
  "version": 1, "fields": [{"name": "名", "kind": {"text": {}}}], "sources": [{"name": "s", "columns": [{"field": "名", "from": ["名"]}]}],
  "facts": {"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}]},
  "tags": {"name": "t", "version": "1", "previous": {"table": "last", "customer": "c", "dimension": "d", "value": "v", "since": "s"}, "dimensions": [
      {"name": "阶段", "domain": ["潜客", "成交", "忠诚", "沉睡"], "otherwise": "潜客", "rules": [{"value": "成交", "when": "count(orders, 30d) >= 1"}],
       "lifecycle": {"start": ["潜客", "成交"], "moves": [
          {"from": "潜客", "to": ["成交"]},
          {"from": "成交", "to": ["忠诚"], "when": "count(orders) >= 3"},
          {"from": "成交", "to": ["沉睡"], "after": 40},
          {"from": "忠诚", "to": ["潜客"]},
          {"from": "沉睡", "to": ["成交"]}],
         "stays": [{"stage": "忠诚", "days": 60}]}}]}}"#;

fn plan_of(rules: &str) -> Plan {
    Plan::from_json(rules).unwrap()
}

/// Orders by day.
fn orders(days: &[u16]) -> Vec<EventStream> {
    let events: Vec<Event> = days.iter().map(|day| (0, 0, Some(day * 24 + 9), 10, 0)).collect();
    streams(&events).into_iter().take(1).collect()
}

fn of(days: &[u16], given: &Given, from: u64) -> Timeline {
    plan_of(RULES).timeline(vec!["C0".into()], orders(days), given, FactTable::default(), day(from)).unwrap()
}

fn way(timeline: &Timeline) -> Vec<(NaiveDate, &str, &str, Cause, Option<&str>)> {
    timeline.transitions().map(|t| (t.at, t.from.unwrap(), t.to.unwrap(), t.cause, t.rule)).collect()
}

fn order(id: &str, at: u64) -> TimelineEvent {
    TimelineEvent { stream: "orders".into(), id: id.into(), customer: "C0".into(), time: Some(day(at).to_string()), ..TimelineEvent::default() }
}

#[test]
fn stages_move_by_events_and_by_the_clock() {
    let mut timeline = of(&[5, 20, 25], &Given::default(), 1);
    assert_eq!((timeline.values("C0", "阶段").unwrap(), timeline.next_change("C0", "阶段").unwrap()), (vec!["潜客"], Some(day(5))));
    timeline.advance(day(200)).unwrap();
    assert_eq!(
        way(&timeline),
        [
            (day(5), "潜客", "成交", Cause::Event, Some("count(orders, 30d) >= 1")),
            (day(25), "成交", "忠诚", Cause::Event, Some("count(orders) >= 3")),
            // The last order leaves the 30 days on day 55; the stay ends on day 85.
            (day(85), "忠诚", "潜客", Cause::Time, None),
        ]
    );
    // Two orders alone: 40 days after day 5 it falls asleep, though it bought on day 20; the day after, the rules still point to 成交.
    let mut timeline = of(&[5, 20], &Given::default(), 1);
    timeline.advance(day(44)).unwrap();
    assert_eq!(timeline.next_change("C0", "阶段").unwrap(), Some(day(45)));
    timeline.advance(day(200)).unwrap();
    let rest: Vec<_> = way(&timeline).into_iter().skip(1).collect();
    assert_eq!(
        rest,
        [(day(45), "成交", "沉睡", Cause::Time, None), (day(46), "沉睡", "成交", Cause::Time, Some("count(orders, 30d) >= 1")), (day(86), "成交", "沉睡", Cause::Time, None),]
    );
}

#[test]
fn what_is_learned_later_changes_the_stages_since() {
    let mut timeline = of(&[5, 20], &Given::default(), 1);
    timeline.advance(day(60)).unwrap();
    assert_eq!(timeline.values_on("C0", "阶段", day(50)).unwrap(), ["成交"]);
    let revision = timeline.transitions().last().unwrap().revision;
    timeline.tell(&order("late", 22)).unwrap();
    assert_eq!(["忠诚"; 2].as_slice(), [45, 60].map(|n| timeline.values_on("C0", "阶段", day(n)).unwrap()[0]));
    assert_eq!(timeline.values_known("C0", "阶段", day(45), revision).unwrap(), ["沉睡"]);
    assert_eq!(timeline.next_change("C0", "阶段").unwrap(), Some(day(82)));
    timeline.withdraw(&order("late", 22)).unwrap();
    assert_eq!((timeline.values("C0", "阶段").unwrap(), timeline.next_change("C0", "阶段").unwrap()), (vec!["成交"], Some(day(86))));
}

#[test]
fn a_stage_that_was_given_goes_on() {
    let since = |n: u64| i64::from(day(n).to_epoch_days());
    let given = |n: u64| Given { last: vec![LastTag { customer: 0, dimension: "阶段".into(), since: since(n), value: "忠诚".into(), until: None }], ..Given::default() };
    // Loyal since day 3, it stays for 60 days.
    let mut timeline = of(&[], &given(3), 10);
    assert_eq!((timeline.values("C0", "阶段").unwrap(), timeline.next_change("C0", "阶段").unwrap()), (vec!["忠诚"], Some(day(63))));
    timeline.advance(day(70)).unwrap();
    assert_eq!(way(&timeline), [(day(63), "忠诚", "潜客", Cause::Time, None)]);
}

#[test]
fn other_rules_go_on_from_the_stage_before_the_day() {
    let mut timeline = of(&[5, 20, 25], &Given::default(), 1);
    timeline.advance(day(30)).unwrap();
    // Nobody stays loyal for long any more; whoever does not buy is lost.
    let other = RULES
        .replace(r#""stays": [{"stage": "忠诚", "days": 60}]"#, r#""stays": [{"stage": "忠诚", "days": 2}]"#)
        .replace(r#"{"from": "忠诚", "to": ["潜客"]}"#, r#"{"from": "忠诚", "to": ["流失"], "when": "count(orders, 10d) = 0"}, {"from": "流失", "to": ["成交"]}"#)
        .replace(r#""忠诚", "沉睡"]"#, r#""忠诚", "沉睡", "流失"]"#)
        .replace(r#""version": "1""#, r#""version": "2""#);
    let other = plan_of(&other);
    assert_eq!(timeline.preview(&other).changing, 0);
    // It was to stay until day 85, by the rules of the day on which it came.
    assert_eq!(timeline.publish(&other).unwrap(), 0);
    assert_eq!(timeline.next_change("C0", "阶段").unwrap(), Some(day(85)));
    timeline.advance(day(100)).unwrap();
    let last = timeline.transitions().last().unwrap();
    assert_eq!((last.at, last.to, last.rule, last.version), (day(85), Some("流失"), Some("count(orders, 10d) = 0"), "2"));
    assert_eq!(timeline.values_on("C0", "阶段", day(26)).unwrap(), ["忠诚"]);
}

/// An event of before is told after other rules were published: the days before are by the rules that were in force on them, and so say their
/// transitions; those from then on by the new ones.
#[test]
fn what_is_learned_of_days_before_goes_by_the_rules_of_those_days() {
    let mut timeline = of(&[5], &Given::default(), 1);
    timeline.advance(day(50)).unwrap();
    let other = plan_of(&RULES.replace("count(orders) >= 3", "count(orders) >= 2").replace(r#""version": "1""#, r#""version": "2""#));
    timeline.publish(&other).unwrap();
    timeline.advance(day(52)).unwrap();
    assert_eq!(way(&timeline).iter().map(|(at, _, to, ..)| (*at, *to)).collect::<Vec<_>>(), [(day(5), "成交"), (day(45), "沉睡")]);
    for (n, id) in ["a", "b"].into_iter().enumerate() {
        timeline.tell(&order(id, 30 + n as u64)).unwrap();
    }
    // Three orders made it loyal on day 31 by the first rules.
    let told: Vec<_> = timeline.transitions().map(|t| (t.at, t.to.unwrap(), t.rule, t.version, t.recorded)).collect();
    assert_eq!(told.last().copied(), Some((day(31), "忠诚", Some("count(orders) >= 3"), "1", day(52))));
    timeline.withdraw(&order("b", 31)).unwrap();
    // Two do by the second ones, from the day on which they were published; before, it slept on day 45 and had bought again by day 46.
    let told: Vec<_> = timeline.transitions().map(|t| (t.at, t.to.unwrap(), t.cause, t.version)).collect();
    assert_eq!(told.last().copied(), Some((day(50), "忠诚", Cause::Rules, "2")));
    assert_eq!([31, 45, 46, 50, 52].map(|n| timeline.values_on("C0", "阶段", day(n)).unwrap()[0]), ["成交", "沉睡", "成交", "忠诚", "忠诚"]);
}

/// Streams are known by their names, whatever their order in the rules that are published.
#[test]
fn streams_in_another_order_are_the_same_streams() {
    let rules = RULES
        .replace(r#"{"streams": ["#, r#"{"streams": [{"name": "visits", "attributes": [{"name": "kind", "kind": {"text": {}}}]}, "#)
        .replace("count(orders, 30d) >= 1", "sum(orders.amount, 30d) >= 10元 or count(visits where kind = \\\"x\\\", 9d) >= 1");
    let swapped = RULES.replace(
        r#"[{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}]"#,
        r#"[{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}, {"name": "visits", "attributes": [{"name": "kind", "kind": {"text": {}}}]}]"#,
    );
    let swapped = swapped.replace("count(orders, 30d) >= 1", "sum(orders.amount, 30d) >= 10元 or count(visits where kind = \\\"x\\\", 9d) >= 1");
    let events: Vec<Event> = [(5, 0), (6, 1), (60, 1)].map(|(day, stream)| (0, stream, Some(day * 24), 10, 0)).to_vec();
    let of = |rules: &str| plan_of(rules).timeline(vec!["C0".into()], streams(&events), &Given::default(), FactTable::default(), day(1)).unwrap();
    let (mut one, mut other) = (of(&rules), of(&rules));
    other.publish(&plan_of(&swapped)).unwrap();
    for timeline in [&mut one, &mut other] {
        timeline.advance(day(90)).unwrap();
    }
    assert_eq!(way(&one), way(&other));
    assert!(way(&one).len() >= 3, "{:?}", way(&one));
}

/// What the run before said stays where rules are published that keep it: as a timeline says that these rules open.
#[test]
fn a_last_value_is_kept_by_rules_that_are_published_later() {
    let rules = |null: &str| {
        let own = r#"{"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}], "metrics": [{"name": "距单", "measure": {"recency": {"of": "orders"}}}]}"#;
        plan_of(&format!(
            r#"{{"version": 1, "fields": [{{"name": "名", "kind": {{"text": {{}}}}}}], "sources": [{{"name": "s", "columns": [{{"field": "名", "from": ["名"]}}]}}], "facts": {own},
              "tags": {{"name": "t", "version": "1", "previous": {{"table": "last", "customer": "c", "dimension": "d", "value": "v", "since": "s"}},
              "dimensions": [{{"name": "存", "null": {{"keep_last": {{"days": 9}}}}, "otherwise": "二", "rules": [{{"value": "一", "when": "距单 < 5"}}]}},
                {{"name": "级", {null} "otherwise": "低", "rules": [{{"value": "高", "when": "距单 < 10"}}]}}]}}}}"#
        ))
    };
    let given =
        Given { last: vec![LastTag { customer: 0, dimension: "级".into(), since: i64::from(day(5).to_epoch_days()), value: "高".into(), until: None }], ..Given::default() };
    let open = |plan: &Plan| plan.timeline(vec!["C0".into()], orders(&[]), &given, FactTable::default(), day(10)).unwrap();
    let keeping = rules(r#""null": {"keep_last": {"days": 30}},"#);
    let (mut timeline, mut fresh) = (open(&rules("")), open(&keeping));
    assert_ne!(timeline.values("C0", "级").unwrap(), ["高"]);
    assert_eq!(timeline.preview(&keeping).changing, 1);
    timeline.publish(&keeping).unwrap();
    assert_eq!((timeline.values("C0", "级").unwrap(), fresh.values("C0", "级").unwrap()), (vec!["高"], vec!["高"]));
    let next = timeline.next_change("C0", "级").unwrap();
    assert!(next.is_some() && next == fresh.next_change("C0", "级").unwrap(), "{next:?}");
    for timeline in [&mut timeline, &mut fresh] {
        timeline.advance(day(60)).unwrap();
    }
    assert_eq!(timeline.values("C0", "级").unwrap(), fresh.values("C0", "级").unwrap());
    assert_eq!(timeline.transitions().last().map(|t| (t.at, t.to)), fresh.transitions().last().map(|t| (t.at, t.to)));
    // And it is kept no more by rules that do not.
    timeline.publish(&rules("")).unwrap();
    assert_eq!(timeline.values("C0", "级").unwrap(), open(&rules("")).values("C0", "级").unwrap());
}
