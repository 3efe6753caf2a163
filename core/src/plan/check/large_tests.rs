//! Rules and steps that are very many: what takes too long is not looked at, and said so.

use super::tests::{METRICS, spec};
use super::*;
use crate::spec::LayersSpec;

fn codes(report: &RuleReport) -> Vec<(&str, &str)> {
    report.not_analysed.iter().map(|f| (f.code, f.name.as_str())).collect()
}

/// Rules whose points add up: 高 from so many on, else 低.
fn scoring(rules: &[String], from: u32) -> Spec {
    let bands = format!(r#"[{{"value": "高", "from": {from}}}, {{"value": "低"}}]"#);
    spec(METRICS, &format!(r#"{{"name": "s", "hit": {{"score": {{"bands": {bands}}}}}, "unknown": "?", "rules": [{}]}}"#, rules.join(",")))
}

/// 20,001 cells and 200 million verdicts: too many for one part of a score, too.
#[test]
fn ten_thousand_rules_that_score_are_drawn() {
    let rules: Vec<String> = (0..10_000).map(|k| format!(r#"{{"points": 1, "when": "n >= {k}"}}"#)).collect();
    let spec = scoring(&rules, 5000);
    // With a hundredth of the work, of which tests without optimization have less to spend; the bench `rules` has all of it.
    let report = super::report(&Sets { work: 600_000, ..Sets::of(&spec, &[]) });
    assert_eq!(codes(&report), [("too_many_cells", "s")]);
}

/// As many parts as rules would each hold a place for every rule.
#[test]
fn a_score_of_very_many_parts_is_drawn() {
    let rules: Vec<String> = (0..510).map(|k| format!(r#"{{"points": 1, "when": "count(i where type = \"t{k}\") >= 1"}}"#)).collect();
    let spec = scoring(&rules, 500);
    let report = super::report(&Sets { work: 60_000, ..Sets::of(&spec, &[]) });
    assert_eq!(codes(&report), [("too_many_cells", "s")]);
}

/// Points whose change takes longer to look at than there is work are not called idle.
#[test]
fn points_that_take_too_long_are_said_to_be_left_out() {
    let rules: Vec<String> = (0..14).map(|n| format!(r#"{{"points": {}, "when": "count(i where type = \"t{n}\") >= 1"}}"#, 1 << n)).collect();
    let spec = scoring(&rules, 100000);
    let idle = |report: &RuleReport| report.shadowed.iter().filter(|f| f.code == "idle_points").count();
    let whole = super::report(&Sets { cells: 0, ..Sets::of(&spec, &[]) });
    assert_eq!((codes(&whole), idle(&whole)), (vec![("added_up", "s")], 14));
    let report = super::report(&Sets { cells: 0, work: 20_000, ..Sets::of(&spec, &[]) });
    assert_eq!(codes(&report), [("added_up", "s"), ("unfinished", "s")]);
    assert!((1..14).contains(&idle(&report)), "{:?}", report.shadowed);
}

fn layered(layers: &str, work: usize) -> RuleReport {
    let mut spec = spec(METRICS, "");
    spec.tags = crate::spec::TagsSpec::default();
    spec.layers = serde_json::from_str::<LayersSpec>(layers).unwrap_or_else(|e| panic!("{e}: {layers}"));
    super::report(&Sets { work, ..Sets::of(&spec, &[]) })
}

fn score(steps: &[String]) -> String {
    format!(
        r#"[{{"score": {{"name": "评分", "dimensions": [{{"by": "n", "weight": 1, "steps": [{}], "points": 0}}], "bands": [{{"layer": "A"}}], "otherwise": "-"}}}}]"#,
        steps.join(",")
    )
}

#[test]
fn ten_thousand_steps_that_overlap_are_bounded() {
    // 20,000 cells: too many.
    let many: Vec<String> = (0..10_000).map(|k| format!(r#"{{"when": "in [{k}, {}]", "points": {k}}}"#, k + 5_000)).collect();
    let report = layered(&score(&many), 3_000_000);
    assert_eq!((codes(&report), report.overlaps.len()), (vec![("too_many_cells", "评分")], 0));
    // A hundred ends, again and again: looked at, as far as pairs go.
    let again: Vec<String> = (0..10_000).map(|k| format!(r#"{{"when": "in [{}, {}]", "points": {k}}}"#, k % 100, k % 100 + 50)).collect();
    let report = layered(&score(&again), 3_000_000);
    assert_eq!((codes(&report), report.overlaps.len()), (vec![("unfinished", "评分"), ("more_overlaps", "评分")], 50));
}

#[test]
fn ten_thousand_segments_that_overlap_are_bounded() {
    let rfm = |count: usize| {
        let segments: Vec<String> = (0..count).map(|k| format!(r#"{{"layer": "L{k}", "r": [{}, {}], "f": [{}, 5]}}"#, k % 3 + 1, k % 3 + 3, k / 3 % 5 + 1)).collect();
        format!(
            r#"[{{"rfm": {{"name": "RFM", "recency": {{"by": "last"}}, "frequency": {{"by": "n"}}, "monetary": {{"by": "spent"}}, "scores": 5, "otherwise": "-", "segments": [{}]}}}}]"#,
            segments.join(",")
        )
    };
    let report = layered(&rfm(10_000), 1_250_000);
    assert_eq!((codes(&report), report.overlaps.len()), (vec![("unfinished", "RFM"), ("more_overlaps", "RFM")], 50));
    let report = layered(&rfm(10_001), 1_250_000);
    assert_eq!((codes(&report), report.overlaps.len()), (vec![("too_many_cells", "RFM")], 0));
}

/// Dimensions each of which rests on the one before, `n` of them.
fn chain(n: usize) -> Spec {
    let first = r#"{"name": "d0", "rules": [{"value": "高", "when": "n >= 10"}], "otherwise": "低"}"#.to_owned();
    let other = |k: usize| format!(r#"{{"name": "d{k}", "rules": [{{"value": "高", "when": "d{} = \"高\""}}], "otherwise": "低"}}"#, k - 1);
    spec(METRICS, &std::iter::once(first).chain((1..n).map(other)).collect::<Vec<_>>().join(","))
}

/// What is below a dimension is found and evaluated once for each: the square of their number, not its cube.
#[test]
fn a_chain_of_dimensions_is_looked_at_to_its_end() {
    let mut spec = chain(500);
    assert_eq!(check_rules(&spec).gaps, []);
    if let Some(last) = spec.tags.dimensions.last_mut() {
        last.otherwise = None;
    }
    let report = check_rules(&spec);
    assert_eq!(report.gaps.iter().map(|gap| (gap.name.as_str(), gap.cell.as_str())).collect::<Vec<_>>(), [("d499", "n < 10")]);
}

/// Events that are alike are told once, with how often; so many that a history of them is not looked at have no witness.
#[test]
fn histories_of_very_many_events_are_found() {
    let witness = |from: u32| {
        let rules = format!(r#"{{"name": "d", "rules": [{{"value": "常客", "when": "n < {from}"}}, {{"value": "贵宾", "when": "n > {from}"}}]}}"#);
        let gap = check_rules(&spec(METRICS, &rules)).gaps.into_iter().next();
        gap.unwrap_or_else(|| panic!("{from}")).witness.map(|witness| witness.events.iter().map(|event| event.times).sum::<u32>())
    };
    assert_eq!(witness(1_000), Some(1_000));
    assert_eq!(witness(20_000), Some(20_000));
    assert_eq!(witness(3_000_000), None);
}
