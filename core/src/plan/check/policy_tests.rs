//! Scores, null policies, domains and dimensions below values.

use super::oracle_tests::{self, Lived, is, rule};
use super::tests::{METRICS, holds, spec};
use super::*;
use proptest::prelude::*;

fn told(findings: &[RuleFinding]) -> Vec<(&str, &str, &str)> {
    findings.iter().map(|f| (f.code, f.cell.as_str(), f.text["en"].as_str())).collect()
}

fn checked(tags: &str) -> RuleReport {
    let spec = spec(METRICS, tags);
    let report = check_rules(&spec);
    holds(&spec, &report);
    report
}

#[test]
fn points_are_added_up() {
    // R57 and R58 as points: 5 of them are never enough for the next band, and nobody comes to 120.
    let report = checked(
        r#"{"name": "d", "unknown": "?", "hit": {"score": {"bands": [{"value": "很高", "from": 120}, {"value": "高", "from": 80}, {"value": "中", "from": 40}, {"value": "低"}]}},
          "rules": [{"points": 50, "when": "spent >= 10000元"}, {"points": 40, "when": "n30 >= 2"}, {"points": 5, "when": "n90 >= 1"}, {"points": 3, "when": "n30 >= 1 and n90 = 0"}]}"#,
    );
    let codes: Vec<(&str, &str)> = report.shadowed.iter().map(|f| (f.code, f.paths[0].as_str())).collect();
    assert_eq!(
        codes,
        [("never_true", "tags.dimensions[0].rules[3].when"), ("idle_points", "tags.dimensions[0].rules[2].when"), ("empty_band", "tags.dimensions[0].hit.score.bands[0]")]
    );
    assert_eq!(report.shadowed[0].text["en"], "nobody can be `+3` by this rule: `n30 >= 1 and n90 = 0` is never true.");
    assert_eq!(report.shadowed[1].text["en"], "the +5 points of `n90 >= 1` change nobody's `d`: no total crosses a band by them.");
    assert_eq!(report.shadowed[2].text["en"], "nobody can be `很高` by points: totals go from 0 to 95.");
    assert_eq!((report.gaps.len(), report.overlaps.len(), report.dead_constants.len()), (0, 0, 0), "{report:#?}");
}

#[test]
fn a_total_that_no_band_takes_is_a_hole() {
    // The last band has a `from`, which does not compile; the check says whom it costs.
    let report = checked(
        r#"{"name": "d", "unknown": "?", "hit": {"score": {"bands": [{"value": "高", "from": 80}, {"value": "低", "from": 0}]}},
          "rules": [{"points": 100, "when": "n30 >= 2"}, {"points": -10, "when": "n90 = 0"}]}"#,
    );
    assert_eq!(
        told(&report.gaps).iter().map(|(code, cell, text)| (*code, *cell, text.split_once(": ").unwrap().1)).collect::<Vec<_>>(),
        [("gap", "n90 = 0", "-10 points, and no band of `d` takes them. Leave out the last band's `from`.")],
    );
    assert!(report.gaps[0].witness.as_ref().unwrap().events.is_empty());
    assert!(report.not_analysed.iter().any(|f| f.paths == ["tags.dimensions[0].hit.score.bands[1].from"]), "{:#?}", report.not_analysed);
}

#[test]
fn what_cannot_be_decided_is_open_only_where_it_matters() {
    let dimension = |more: &str| {
        format!(
            r#"{{"name": "d", {more} "hit": {{"score": {{"bands": [{{"value": "高", "from": 60}}, {{"value": "低"}}]}}}},
              "rules": [{{"points": 60, "when": "n30 >= 2"}}, {{"points": 60, "when": "last <= 10天"}}, {{"points": 10, "when": "rate >= 50%"}}]}}"#
        )
    };
    // Without a dated interaction the second rule is open, and would decide; the third is, and would not.
    let report = checked(&dimension(""));
    assert_eq!(told(&report.gaps).iter().map(|(code, cell, _)| (*code, *cell)).collect::<Vec<_>>(), [("undecided", "last is missing")]);
    for said in [r#""unknown": "无","#, r#""null": {"blank": {}},"#, r#""null": {"keep_last": {"days": 30}},"#] {
        assert!(checked(&dimension(said)).gaps.is_empty(), "{said}");
    }
}

#[test]
fn constants_of_points_count_by_the_value_they_lead_to() {
    let report = checked(
        r#"{"name": "d", "unknown": "?", "hit": {"score": {"bands": [{"value": "高", "from": 60}, {"value": "低"}]}},
          "rules": [{"points": 60, "when": "n30 >= 2"}, {"points": 30, "when": "n30 in [2, 9]"}, {"points": 60, "when": "n90 in [5, 7]"}]}"#,
    );
    assert_eq!(report.shadowed.iter().map(|f| (f.code, f.paths[0].as_str())).collect::<Vec<_>>(), [("idle_points", "tags.dimensions[0].rules[1].when")]);
    let dead: Vec<&str> = report.dead_constants.iter().map(|f| f.text["en"].as_str()).filter(|text| !text.contains("`+30`")).collect();
    assert!(dead.is_empty(), "{dead:?}");
}

#[test]
fn declared_values_that_nothing_gives() {
    let dimension = r#"{"name": "d", "domain": ["高", "中", "低", "?"], "unknown": "?", "otherwise": "低", MORE "rules": [{"value": "高", "when": "n30 >= 2"}]}"#;
    let report = checked(&dimension.replace("MORE", ""));
    assert_eq!(told(&report.shadowed), [("unused_value", "", "nothing gives `中`, which the domain of `d` declares.")]);
    // Somebody may choose it.
    let with = |more: &str| {
        let mut spec = spec(METRICS, &dimension.replace("MORE", more));
        spec.tags.manual = Some(serde_json::from_str(r#"{"table": "手工", "customer": "客户", "dimension": "维度", "value": "值"}"#).unwrap());
        check_rules(&spec).shadowed.len()
    };
    assert_eq!((with(""), with(r#""manual": {"refused": {}},"#)), (0, 1));
}

#[test]
fn values_below_a_value_divide_its_customers() {
    let tags = |below: &str| {
        format!(
            r#"{{"name": "价值等级", "otherwise": "低", "unknown": "?", "rules": [{{"value": "高", "when": "spent >= 10000元"}}]}},
               {{"name": "细分", "unknown": "?", "hit": {{"unique": {{}}}}, {below}}}"#
        )
    };
    let good =
        r#""parent": "一级/价值等级/高", "rules": [{"value": "常来", "when": "价值等级 = \"高\" and n30 >= 2"}, {"value": "少来", "when": "价值等级 = \"高\" and n30 < 2"}]"#;
    let report = checked(&tags(good));
    assert_eq!((told(&report.gaps), told(&report.overlaps), report.undefined.len()), (vec![], vec![], 0));
    // Nobody below 2 interactions, and who is not 高 is reached as well.
    let bad = r#""parent": "价值等级/高", "rules": [{"value": "常来", "when": "n30 >= 2"}]"#;
    let report = checked(&tags(bad));
    assert_eq!(
        told(&report.gaps),
        [(
            "parent_gap",
            "n30 <= 1 and spent >= 10000元",
            "at most 1 `i` in the last 30 days, `spent >= 10000元`: no `细分` below `价值等级/高`. Add a value for them, widen `常来`."
        )]
    );
    assert_eq!(report.overlaps.iter().map(|f| (f.code, f.cell.as_str())).collect::<Vec<_>>(), [("beyond_parent", "n30 >= 2 and (spent < 10000元 or spent is missing)")]);
    assert!(
        report.overlaps[0].text["en"].ends_with(": a value of `细分`, which stands below `价值等级/高`, and not `高`. Begin its rules with `价值等级 = \"高\" and`."),
        "{:?}",
        report.overlaps[0].text
    );
    assert!(report.overlaps[0].witness.is_some());
    // `otherwise` reaches everybody.
    let otherwise = r#""parent": "价值等级/高", "otherwise": "少来", "rules": [{"value": "常来", "when": "价值等级 = \"高\" and n30 >= 2"}]"#;
    let report = checked(&tags(otherwise));
    assert!(report.gaps.is_empty());
    assert!(!report.overlaps.is_empty() && report.overlaps.iter().all(|f| f.text["en"].contains("leave out `otherwise`")), "{:#?}", report.overlaps);
    // A path that is no value only files the dimension; of a dimension without that value it is a slip.
    let filed = bad.replace("价值等级/高", "一级/价值");
    assert_eq!(checked(&tags(&filed)).gaps[0].code, "gap");
    let slip = checked(&tags(&bad.replace("价值等级/高", "价值等级/很高")));
    assert_eq!(told(&slip.undefined), [("unknown_parent", "", "`价值等级` has no value `很高` that a dimension could stand below.")]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn every_history_has_the_points_that_the_report_says(rules in prop::collection::vec((rule(), -3..4_i32), 1..4), top in 0..4_i64, below in any::<bool>()) {
        let score: Vec<String> = rules.iter().map(|(r, points)| format!(r#"{{"points": {points}, "when": "{r}"}}"#)).collect();
        let (r, _) = &rules[0];
        let parent = if below { r#""parent": "p/v","# } else { "" };
        let spec = spec(oracle_tests::METRICS, &format!(
            r#"{{"name": "p", "otherwise": "w", "rules": [{{"value": "v", "when": "{r}"}}]}}, {{"name": "d", {parent} "hit": {{"unique": {{}}}}, "rules": [{{"value": "x", "when": "n2 >= 1"}}]}},
               {{"name": "s", "hit": {{"score": {{"bands": [{{"value": "a", "from": {top}}}, {{"value": "b"}}]}}}}, "rules": [{}]}}"#, score.join(",")));
        let lived = Lived::of(&spec);
        prop_assume!(lived.is_some());
        let Lived { report, sets, histories, facts, tags } = lived.unwrap();
        for (row, history) in histories.iter().enumerate() {
            let inside = |code: &str, name: &str, findings: &[RuleFinding]| findings.iter().any(|f| f.code == code && f.name == name && is(&f.cell, &sets, &facts, row));
            prop_assert_eq!(tags.value("s", row) == Some("unknown"), inside("undecided", "s", &report.gaps), "{:?} {:?}", history, report.gaps);
            let (has, within) = (tags.value("d", row).is_some(), !below || tags.value("p", row) == Some("v"));
            let gap = if below { "parent_gap" } else { "gap" };
            prop_assert_eq!(within && !has, inside(gap, "d", &report.gaps), "{:?} {:?}", history, report.gaps);
            prop_assert_eq!(!within && has, inside("beyond_parent", "d", &report.overlaps), "{:?} {:?}", history, report.overlaps);
        }
        // Points that are said to change nothing change nothing.
        for finding in report.shadowed.iter().filter(|f| f.code == "idle_points") {
            let at = finding.paths[0].split(['[', ']']).nth(3).and_then(|n| n.parse::<usize>().ok()).unwrap();
            let mut without = spec.clone();
            without.tags.dimensions[2].rules[at].points = Some(0);
            let without = Sets::of(&without, &[]);
            let other = without.sets[0].plan.evaluate(&facts);
            prop_assert!((0..histories.len()).all(|row| tags.value("s", row) == other.value("s", row)
                || tags.value("s", row) == Some("unknown")), "{:?}", finding);
        }
    }
}
