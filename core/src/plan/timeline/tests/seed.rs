//! Known then and known now, causes, rules and evidence, on a history that can be counted by hand.

use super::*;

/// Visits by day.
fn visits(days: &[u16]) -> Vec<Event> {
    days.iter().map(|day| (0, 1, Some(day * 24 + 12), 0, 0)).collect()
}

fn states(timeline: &Timeline, dimension: &str) -> Vec<(String, Option<String>, Option<String>, Cause)> {
    let own = timeline.transitions().filter(|t| t.customer == "C0" && t.dimension == dimension);
    own.map(|t| (t.at.to_string(), t.from.map(str::to_owned), t.to.map(str::to_owned), t.cause)).collect()
}

fn step(at: &str, from: &str, to: &str, cause: Cause) -> (String, Option<String>, Option<String>, Cause) {
    (at.to_owned(), Some(from.to_owned()), Some(to.to_owned()), cause)
}

#[test]
fn a_visitor_falls_asleep_and_is_lost() {
    let mut timeline = open(&plan(), &visits(&[0, 5]), day(1));
    assert_eq!(timeline.next_change("C0", "状态").unwrap(), Some(day(5)));
    timeline.advance(day(200)).unwrap();
    // Two visits on 02-01 and 02-06: the first leaves the 30 days on 03-02, the second on 03-07; 91 days after it is 05-07.
    assert_eq!(
        states(&timeline, "状态"),
        [
            step("2024-02-06", "低频", "活跃", Cause::Event),
            step("2024-03-02", "活跃", "低频", Cause::Time),
            step("2024-03-07", "低频", "沉睡", Cause::Time),
            step("2024-05-07", "沉睡", "流失", Cause::Time),
        ]
    );
    let asleep = timeline.transitions().find(|t| t.to == Some("沉睡")).unwrap();
    assert_eq!((asleep.rule, asleep.version, asleep.revision), (Some("距今 in [30, 90]"), "1", 1));
    let moved: Vec<(String, Option<String>, Option<String>)> = timeline.evidence(&asleep).unwrap().into_iter().map(|m| (m.fact, m.before, m.after)).collect();
    let number = |n: &str| Some(n.to_owned());
    assert_eq!(moved, [("距今".to_owned(), number("29"), number("30")), ("count(visits, 30d)".to_owned(), number("1"), number("0"))]);
    assert_eq!(timeline.next_change("C0", "状态").unwrap(), None);
}

#[test]
fn a_late_event_changes_what_was_and_not_what_was_thought() {
    let plan = plan();
    let mut timeline = open(&plan, &visits(&[0]), day(1));
    timeline.advance(day(40)).unwrap();
    assert_eq!(timeline.values_on("C0", "状态", day(35)).unwrap(), ["沉睡"]);
    let revision = timeline.transitions().last().unwrap().revision;
    assert!(timeline.tell(&told(&visits(&[20]), 0)).unwrap());
    // The second visit was on day 20: active until day 30, then seldom until day 50.
    assert_eq!(timeline.values_on("C0", "状态", day(25)).unwrap(), ["活跃"]);
    assert_eq!(timeline.values_on("C0", "状态", day(35)).unwrap(), ["低频"]);
    assert_eq!(timeline.values_known("C0", "状态", day(35), revision).unwrap(), ["沉睡"]);
    let last = timeline.transitions().rfind(|t| t.dimension == "状态").unwrap();
    assert_eq!((last.at, last.recorded, last.event.as_deref()), (day(30), day(40), Some("visits/0")));
    // It is taken back: what was thought first is known again.
    timeline.withdraw(&told(&visits(&[20]), 0)).unwrap();
    assert_eq!(timeline.values_on("C0", "状态", day(35)).unwrap(), ["沉睡"]);
    assert_eq!(timeline.values_known("C0", "状态", day(35), revision + 1).unwrap(), ["低频"]);
    assert_eq!(timeline.next_change("C0", "状态").unwrap(), Some(day(91)));
}

#[test]
fn a_choice_begins_and_ends_by_the_calendar() {
    let mut timeline = open(&plan(), &[], day(15));
    timeline.advance(day(40)).unwrap();
    let own: Vec<_> = timeline.transitions().filter(|t| t.customer == "C0" && t.dimension == "手工").map(|t| (t.at, t.from, t.to, t.cause)).collect();
    // 乙 from day 20 to 31, 甲 within it from day 25 to 28.
    let unknown = Some("unknown");
    assert_eq!(
        own,
        [
            (day(20), unknown, Some("乙"), Cause::Manual),
            (day(25), Some("乙"), Some("甲"), Cause::Manual),
            (day(29), Some("甲"), Some("乙"), Cause::Manual),
            (day(32), Some("乙"), unknown, Cause::Manual),
        ]
    );
    // A combination of it moves for the same reason.
    let combined: Vec<Cause> = timeline.transitions().filter(|t| t.dimension == "合" && t.customer == "C0").map(|t| t.cause).collect();
    assert!(!combined.is_empty() && combined.iter().all(|cause| *cause == Cause::Manual), "{combined:?}");
}

#[test]
fn other_rules_are_looked_at_and_then_published() {
    let plan = plan();
    let events: Vec<Event> = (0..3).map(|c| (c, 1, Some(c as u16 * 24 * 10), 0, 0)).collect();
    let mut timeline = open(&plan, &events, day(35));
    let other =
        Plan::from_json(&SPEC.replace(r#""otherwise": "", "#, "").replace("距今 in [30, 90]", "距今 in [60, 90]").replace(r#""version": "1""#, r#""version": "2""#)).unwrap();
    let preview = timeline.preview(&other);
    // Asleep for 35 days; the others were there 25 and 15 days ago.
    let states: Vec<_> = preview.changes.iter().filter(|change| change.dimension == "状态").collect();
    assert_eq!((preview.customers, preview.changing, states.len()), (3, 1, 1));
    assert_eq!((states[0].from.as_slice(), states[0].to.as_slice(), states[0].customers.as_slice()), (&["沉睡".to_owned()][..], &["无".to_owned()][..], &["C0".to_owned()][..]));
    assert_eq!(timeline.count_transitions(), 0);
    timeline.publish(&other).unwrap();
    let changed: Vec<_> = timeline.transitions().filter(|t| t.dimension == "状态").map(|t| (t.customer, t.from, t.to, t.at, t.cause, t.version)).collect();
    assert_eq!(changed, [("C0", Some("沉睡"), Some("无"), day(35), Cause::Rules, "2")]);
    assert_eq!(timeline.next_change("C0", "状态").unwrap(), Some(day(60)));
    timeline.advance(day(60)).unwrap();
    assert_eq!((timeline.values("C0", "状态").unwrap(), timeline.preview(&other).changing), (vec!["沉睡"], 0));
    assert_eq!(timeline.preview(&plan).changing, 2, "C1 and C2, whose last visits are 50 and 40 days ago");
}
