//! Cells that cannot exist are not told: windows that an event opens, and what each measure can come to.

use super::tests::spec;
use super::*;
use crate::plan::check_rules;

const METRICS: &str = r#"
  {"name": "n", "measure": {"count": {"of": "o"}}},
  {"name": "since30", "measure": {"count": {"of": "o"}}, "window": {"since": {"event": {"of": "o"}, "edge": "first", "days": 30}}},
  {"name": "since60", "measure": {"count": {"of": "o"}}, "window": {"since": {"event": {"of": "o"}, "edge": "first", "days": 60}}},
  {"name": "last60", "measure": {"count": {"of": "o"}}, "window": {"since": {"event": {"of": "o"}, "edge": "last", "days": 60}}},
  {"name": "before30", "measure": {"count": {"of": "o"}}, "window": {"before": {"event": {"of": "o"}, "edge": "last", "days": 30}}},
  {"name": "whether", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 30, "gives": "whether"}}},
  {"name": "followed", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 30, "gives": "count"}}},
  {"name": "delay", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 30, "gives": "delay"}}},
  {"name": "again", "measure": {"again": {"of": "o", "attribute": "no"}}},
  {"name": "spacing", "measure": {"spacing": {"of": "o", "statistic": "mean"}}},
  {"name": "share", "measure": {"share": {"of": "i"}}, "where": "type = \"a\""}"#;

fn report(rules: &[(&str, &str)], otherwise: &str) -> RuleReport {
    let rules: Vec<String> = rules.iter().map(|(value, when)| format!(r#"{{"value": "{value}", "when": "{when}"}}"#)).collect();
    check_rules(&spec(METRICS, &format!(r#"{{"name": "D", "hit": {{"unique": {{}}}}, "rules": [{}]{otherwise}}}"#, rules.join(","))))
}

#[test]
fn windows_that_an_event_opens_lie_within_one_another() {
    for (one, other, overlap) in [
        ("since30 >= 1", "n = 0", false),
        ("since30 >= 2", "since60 <= 1", false),
        ("before30 >= 1", "n = 0", false),
        // Another event opens this one.
        ("since30 >= 2", "last60 <= 1", true),
        ("since60 >= 2", "since30 <= 1", true),
    ] {
        let found = report(&[("a", one), ("b", other)], r#", "otherwise": "c""#);
        assert_eq!(!found.overlaps.is_empty(), overlap, "{one}, {other}: {:?}", found.overlaps);
    }
}

#[test]
fn measures_come_to_what_they_can() {
    for rules in [
        [("yes", "whether = 1"), ("no", "whether = 0"), ("unknown", "whether is missing")],
        [("some", "followed >= 1"), ("one", "followed < 0"), ("none", "followed = 0")],
        [("slow", "delay >= 10天"), ("fast", "delay in [0天, 10天)"), ("unknown", "delay is missing")],
        [("some", "again >= 1"), ("never", "again < 0"), ("none", "again = 0")],
        [("wide", "spacing >= 10天"), ("narrow", "spacing in [1天, 10天)"), ("unknown", "spacing is missing")],
        [("most", "share > 50%"), ("few", "share in [0%, 50%]"), ("unknown", "share is missing")],
    ] {
        let found = report(&rules, "");
        assert!(found.gaps.is_empty() && found.overlaps.is_empty(), "{rules:?}: {:?} {:?}", found.gaps, found.overlaps);
    }
}
