//! What cannot be together is no finding, and what can be is one, measure by measure.

use super::tests::{holds, spec};
use super::*;

/// The streams `i` and `o`, and metrics that the cases refer to.
const METRICS: &str = r#"
  {"name": "b", "measure": {"count": {"of": "o"}}},
  {"name": "n", "measure": {"count": {"of": "i"}}},
  {"name": "big", "measure": {"count": {"of": "o"}}, "where": "amount >= 100"},
  {"name": "share", "measure": {"share": {"of": "o"}}, "where": "amount >= 100"},
  {"name": "part", "measure": {"share": {"of": "o", "attribute": "amount"}}, "where": "no = \"A\""},
  {"name": "followed", "measure": {"sequence": {"first": {"of": "o"}, "then": {"of": "i"}, "within": 3, "gives": "count"}}},
  {"name": "whether", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 3, "gives": "whether"}}},
  {"name": "delay", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 3, "gives": "delay"}}},
  {"name": "when", "measure": {"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 3, "gives": "last_date"}}},
  {"name": "top", "measure": {"top": {"of": "o", "attribute": "no", "most": 1}}},
  {"name": "first", "measure": {"first": {"of": "o", "attribute": "amount"}}},
  {"name": "last", "measure": {"last": {"of": "o", "attribute": "no"}}},
  {"name": "apart", "measure": {"spacing": {"of": "o", "statistic": "shortest"}}},
  {"name": "apart_most", "measure": {"spacing": {"of": "o", "statistic": "longest"}}},
  {"name": "ago", "measure": {"recency": {"of": "o"}}},
  {"name": "begun", "measure": {"first_date": {"of": "o"}}},
  {"name": "ended", "measure": {"last_date": {"of": "o"}}},
  {"name": "since", "measure": {"count": {"of": "i"}}, "window": {"since": {"event": {"of": "o"}, "edge": "first", "days": 30}}},
  {"name": "before", "measure": {"sum": {"of": "o", "attribute": "amount"}}, "window": {"before": {"event": {"of": "o"}, "edge": "last", "days": 30}}},
  {"name": "before_all", "measure": {"count": {"of": "o"}}, "window": {"before": {"event": {"of": "o"}, "edge": "first", "days": 30}}},
  {"name": "spent", "measure": {"sum": {"of": "o", "attribute": "amount"}}},
  {"name": "spent_big", "measure": {"sum": {"of": "o", "attribute": "amount"}}, "where": "amount >= 100"},
  {"name": "mean", "measure": {"mean": {"of": "o", "attribute": "amount"}}},
  {"name": "min", "measure": {"min": {"of": "o", "attribute": "amount"}}},
  {"name": "max", "measure": {"max": {"of": "o", "attribute": "amount"}}},
  {"name": "max30", "measure": {"max": {"of": "o", "attribute": "amount"}}, "window": {"rolling": {"days": 30}}},
  {"name": "min_big", "measure": {"min": {"of": "o", "attribute": "amount"}}, "where": "amount >= 100"},
  {"name": "numbers", "measure": {"distinct": {"of": "o", "attribute": "no"}}},
  {"name": "more", "measure": {"repeat": {"of": "o", "attribute": "no"}}},
  {"name": "again", "measure": {"again": {"of": "o", "attribute": "no"}}},
  {"name": "of_a", "measure": {"top": {"of": "o", "attribute": "no", "most": 1, "ties": "exclude"}}, "where": "no in {\"A\", \"B\"}"},
  {"name": "numbers_a", "measure": {"distinct": {"of": "o", "attribute": "no"}}, "where": "no in {\"A\", \"B\"}"},
  {"name": "notes", "measure": {"last": {"of": "i", "attribute": "content"}}, "where": "content contains {\"参数\"}"},
  {"name": "apart7", "measure": {"spacing": {"of": "o", "statistic": "longest"}}, "window": {"rolling": {"days": 7}}},
  {"name": "aov", "measure": {"ratio": {"numerator": "spent", "denominator": "b"}}},
  {"name": "per", "measure": {"ratio": {"numerator": "ago", "denominator": "b"}}},
  {"name": "odd", "measure": {"ratio": {"numerator": "numbers", "denominator": "more"}}},
  {"name": "one", "measure": {"ratio": {"numerator": "ago", "denominator": "ago"}}}"#;

/// Whether two rules are told to be true together, and whether every history that is told is so.
fn meet(first: &str, second: &str) -> (bool, bool) {
    let rule = |value: &str, when: &str| serde_json::json!({"value": value, "when": when}).to_string();
    let tags = format!(r#"{{"name": "d", "hit": {{"unique": {{}}}}, "unknown": "?", "otherwise": "-", "rules": [{}, {}]}}"#, rule("x", first), rule("y", second));
    let spec = spec(METRICS, &tags);
    let sets = Sets::of(&spec, &[]);
    assert!(sets.errors.is_empty() && sets.sets[0].errors.is_empty(), "{:?} {:?}", sets.errors, sets.sets[0].errors);
    let report = check_rules(&spec);
    holds(&spec, &report);
    (!report.overlaps.is_empty(), report.overlaps.iter().all(|finding| finding.witness.is_some()))
}

/// Without events of a stream whatever takes one is missing or 0; with one it is not.
#[test]
fn what_takes_an_event_is_nothing_without_one() {
    for fact in [
        "share > 50%",
        "part > 50%",
        "followed >= 1",
        "whether = 1",
        "delay >= 1天",
        "when is known",
        "top = \"A\"",
        "first > 0元",
        "last contains {\"A\"}",
        "ago >= 0天",
        "begun is known",
        "since >= 1",
        "spent > 0元",
        "mean > 0元",
        "numbers >= 1",
        "aov > 0元",
        "per >= 1天",
    ] {
        assert_eq!(meet("b = 0", fact), (false, true), "{fact}");
        assert_eq!(meet("b >= 1", fact), (true, true), "{fact}");
    }
    // These take two.
    for fact in ["apart >= 1天", "again >= 1", "before > 0元", "odd > 0%"] {
        assert_eq!(meet("b <= 1", fact).0, matches!(fact, "before > 0元"), "{fact}");
        assert_eq!(meet("b = 0", fact), (false, true), "{fact}");
        assert_eq!(meet("b >= 2", fact), (true, true), "{fact}");
    }
}

/// What the definitions of two metrics have in common keeps their values together.
#[test]
fn values_of_the_same_events_keep_together() {
    for (first, second) in [
        ("min >= 100元", "max < 100元"),
        ("mean < 100元", "min >= 100元"),
        ("max30 >= 100元", "max < 100元"),
        ("begun >= 2024-06-02", "ended <= 2024-06-01"),
        ("apart >= 3天", "apart_most < 3天"),
        ("mean is missing", "spent > 0元"),
        ("spent is missing", "max >= 0元"),
        ("again >= 1", "numbers = 0"),
        ("numbers = 0", "top is known"),
        // What the filter says.
        ("b >= 0", "spent_big in (0元, 100元)"),
        ("big >= 2", "spent_big < 200元"),
        ("b >= 0", "min_big < 100元"),
        ("b >= 0", "of_a = \"C\""),
        ("b >= 0", "numbers_a >= 3"),
        ("b >= 0", "not notes contains {\"参\"}"),
        // Windows are only so long, and the one before the first event is empty.
        ("b >= 0", "apart7 >= 7天"),
        ("b >= 0", "before_all >= 1"),
        // A ratio goes by the sign of its parts.
        ("spent < 0元", "aov > 0元"),
        ("b >= 0", "one < 100%"),
        ("ago >= 10天 and b = 2", "per < 5天"),
    ] {
        assert_eq!(meet(first, second), (false, true), "{first} {second}");
    }
    for (first, second) in [
        ("min < 100元", "max >= 100元"),
        ("spent is missing", "max is missing and b >= 1"),
        ("big >= 2", "spent_big >= 200元"),
        ("b >= 0", "of_a = \"B\""),
        ("b >= 0", "apart7 = 6天"),
        ("ago >= 10天 and b = 2", "per = 5天"),
        // A count of all values by that of all but one is above one.
        ("more = 1", "odd = 200%"),
    ] {
        assert_eq!(meet(first, second), (true, true), "{first} {second}");
    }
}

/// Whatever has 参数 has 参, and what is compared as a whole is looked through as well.
#[test]
fn keywords_within_keywords() {
    let told = |first: &str, second: &str| meet(&first.replace("T", "备注"), &second.replace("T", "备注"));
    for (first, second) in [
        (r#"T contains {"参数"}"#, r#"not T contains {"参"}"#),
        (r#"T contains {"会员A"}"#, r#"not T contains {"员a"}"#),
        (r#"T = "参数表""#, r#"not T contains {"参数"}"#),
        (r#"T = "参""#, r#"T contains {"参数"}"#),
        (r#"T in {"甲", "乙"}"#, r#"T contains {"丙"}"#),
    ] {
        assert_eq!(told(first, second), (false, true), "{first} {second}");
    }
    for (first, second) in [
        (r#"T contains {"参"}"#, r#"not T contains {"参数"}"#),
        (r#"T contains {"参数", "价"}"#, r#"not T contains {"参"}"#),
        (r#"T contains {"参 数"}"#, r#"T contains {"参"} and T contains {"数"}"#),
        (r#"T contains {"参"} and T contains {"数"}"#, r#"not T contains {"参 数"}"#),
        (r#"T != "其他""#, r#"not T contains {"其"}"#),
    ] {
        assert_eq!(told(first, second), (true, true), "{first} {second}");
    }
}

/// Seven keywords that have nothing to do with one another come in 128 ways; as many that lie in one another in eight.
#[test]
fn too_many_keywords_are_said_to_be_looked_at_in_pairs() {
    let codes = |words: &[&str]| -> Vec<&'static str> {
        let rules: Vec<String> = words.iter().enumerate().map(|(n, word)| format!(r#"{{"value": "v{n}", "when": "备注 contains {{\"{word}\"}}"}}"#)).collect();
        let spec = spec(METRICS, &format!(r#"{{"name": "d", "ordered": true, "unknown": "?", "otherwise": "-", "rules": [{}]}}"#, rules.join(",")));
        check_rules(&spec).not_analysed.iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes(&["a", "b", "c", "d", "e", "f", "g"]), ["too_many_keywords"]);
    assert!(codes(&["abcdefg", "abcdef", "abcde", "abcd", "abc", "ab", "a"]).is_empty());
}
