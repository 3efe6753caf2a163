//! Scores and segments.

use super::tests::{METRICS, holds, spec};
use super::*;
use crate::model::Severity;
use crate::spec::LayersSpec;

fn layered(layers: &str, tags: &str) -> (Spec, RuleReport) {
    let mut spec = spec(METRICS, tags);
    spec.layers = serde_json::from_str::<LayersSpec>(layers).unwrap_or_else(|e| panic!("{e}: {layers}"));
    let report = check_rules(&spec);
    holds(&spec, &report);
    (spec, report)
}

fn told(findings: &[RuleFinding]) -> Vec<(&str, String, &str)> {
    findings.iter().map(|f| (f.code, f.paths.join(" "), f.text["en"].as_str())).collect()
}

const LOYALTY: &str =
    r#"{"name": "忠诚度", "hit": {"first": {}}, "ordered": true, "otherwise": "低", "rules": [{"value": "高", "when": "orders >= 5"}, {"value": "中", "when": "orders >= 2"}]}"#;

fn score(steps: &str, points: i32, bands: &str) -> String {
    format!(
        r#"[{{"score": {{"name": "评分", "dimensions": [{{"by": "spent", "weight": 60, "steps": {steps}, "points": {points}, "unknown": 0}},
            {{"by": "忠诚度", "weight": 40, "steps": [{{"when": "= \"高\"", "points": 100}}, {{"when": "in {{\"高\", \"中\"}}", "points": 50}}], "points": 10}}],
            "bands": {bands}, "otherwise": "未评"}}}}]"#
    )
}

const BANDS: &str = r#"[{"layer": "S", "from": 80}, {"layer": "A", "from": 40}, {"layer": "B"}]"#;

#[test]
fn steps_that_follow_one_another_are_sound() {
    let (_, report) = layered(&score(r#"[{"when": ">= 10000元", "points": 100}, {"when": ">= 3000元", "points": 60}]"#, 20, BANDS), LOYALTY);
    assert!(report.findings().all(|f| f.name != "评分"), "{report:?}");
}

/// A score that gives ¥6,000 less than ¥4,000.
#[test]
fn numbers_between_two_steps_are_reported_with_a_history() {
    let steps = r#"[{"when": ">= 10000元", "points": 100}, {"when": "in [3000元, 5000元)", "points": 60}]"#;
    let (_, report) = layered(&score(steps, 20, BANDS), LOYALTY);
    let at = "layers[0].score.dimensions[0].steps[1] layers[0].score.dimensions[0].steps[0]";
    let text = "`spent in [5000元, 10000元)`: between two steps, of 60 and 100 points, and in neither: 20 points.";
    assert_eq!(told(&report.gaps), [("step_gap", at.to_owned(), text)]);
    let gap = &report.gaps[0];
    assert_eq!((gap.severity, gap.cell.as_str()), (Severity::Warning, "spent in [5000元, 10000元)"));
    assert_eq!(gap.text["zh"], "`spent in [5000元, 10000元)`: 在 60 分与 100 分两档之间, 不属于任何一档: 得 20 分。");
    let witness = gap.witness.as_ref().unwrap();
    assert_eq!(witness.events[0].attributes["amount"], "5000.00");
    // Points between those of the neighbours are what somebody may want.
    let (_, report) = layered(&score(steps, 80, BANDS), LOYALTY);
    assert_eq!(report.gaps[0].severity, Severity::Note);
}

#[test]
fn steps_that_share_numbers_or_never_count_are_reported() {
    let steps = r#"[{"when": "in [3000元, 8000元]", "points": 60}, {"when": ">= 5000元", "points": 100}, {"when": "= 4000元", "points": 70}, {"when": "< 0元", "points": 5}]"#;
    let (_, report) = layered(&score(steps, 20, BANDS), LOYALTY);
    let path = |n: usize| format!("layers[0].score.dimensions[0].steps[{n}]");
    let text = "`spent in [5000元, 8000元]`: `spent in [3000元, 8000元]` gives 60 points and `spent >= 5000元` would give 100; the first decides.";
    let own: Vec<RuleFinding> = report.overlaps.into_iter().filter(|f| f.name == "评分").collect();
    assert_eq!(told(&own), [("ordered_overlap", format!("{} {}", path(0), path(1)), text)]);
    let own: Vec<RuleFinding> = report.shadowed.into_iter().filter(|f| f.name == "评分").collect();
    assert_eq!(told(&own), [("masked", path(2), "`spent = 4000元` never gives its points: the steps before it take all of it.")]);
    // There are no fewer interactions than none.
    let counts = score(r#"[{"when": "< 0", "points": 5}, {"when": ">= 1", "points": 50}]"#, 20, BANDS).replace("\"spent\"", "\"n\"");
    let own: Vec<RuleFinding> = layered(&counts, LOYALTY).1.shadowed.into_iter().filter(|f| f.name == "评分").collect();
    assert_eq!(told(&own)[0], ("never_true", path(0), "`n < 0` is never true."));
}

/// Weights 60 and 40: 0.6 · 91 and 0.6 · 1, with 0.4 of 10 to 100.
#[test]
fn scores_are_written_as_explanations_write_them() {
    let steps = r#"[{"when": ">= 10000元", "points": 91}]"#;
    let (_, report) = layered(&score(steps, 1, r#"[{"layer": "S", "from": 95}, {"layer": "A"}]"#).replace("\"unknown\": 0", "\"unknown\": 1"), LOYALTY);
    let own: Vec<RuleFinding> = report.shadowed.into_iter().filter(|f| f.name == "评分").collect();
    let text = "nobody can be `S` by points: scores go from 4.6 to 94.6.";
    assert_eq!(told(&own), [("empty_band", "layers[0].score.bands[0]".to_owned(), text)]);
    assert_eq!(own[0].text["zh"], "没有人的得分能成为「S」: 得分在 4.6 至 94.6 之间。");
}

/// Layers over facts alone: the spec has no rule set whose name a finding could bear.
#[test]
fn steps_of_a_spec_without_tags_are_counted_on_its_customers() {
    let json = r#"{"version": 1, "fields": [{"name": "姓名", "kind": {"person_name": {}}}],
      "sources": [{"name": "店", "id": "号", "columns": [{"field": "姓名", "from": ["姓名"]}]}],
      "facts": {"streams": [{"name": "o", "attributes": [{"name": "amount", "kind": {"money": {}}}],
        "feeds": [{"table": "单", "time": "日", "link": {"source": "来源", "id": "号"}, "attributes": {"amount": {"column": "额"}}}]}],
        "metrics": [{"name": "spent", "measure": {"sum": {"of": "o", "attribute": "amount"}}}]},
      "layers": [{"score": {"name": "评分", "dimensions": [{"by": "spent", "weight": 100, "points": 20,
        "steps": [{"when": ">= 10000元", "points": 100}, {"when": "in [3000元, 5000元)", "points": 60}]}], "bands": [{"layer": "A"}], "otherwise": "-"}}]}"#;
    let input = r#"{"as_of": "2024-06-30", "tables": {"店": [{"号": "1", "姓名": "陈静"}, {"号": "2", "姓名": "孙丽"}, {"号": "3", "姓名": "周伟"}],
      "单": [{"来源": "店", "号": "1", "日": "2024-05-01", "额": "6000"}, {"来源": "店", "号": "2", "日": "2024-05-01", "额": "20000"}]}}"#;
    let run = |input: &str| crate::interop::json::run(&crate::Plan::from_json(json).unwrap(), input).unwrap();
    let report = run(input).check_rules();
    assert_eq!((report.gaps[0].code, report.gaps[0].rule_set.as_str()), ("step_gap", ""));
    assert_eq!((report.gaps[0].customers, report.gaps[0].of, report.gaps[0].revenue), (Some(1), Some(3), Some(600_000)));
    // Without a date there is no year before it, and not a year without spending.
    let undated = run(&input.replacen(r#""as_of": "2024-06-30", "#, "", 1)).check_rules();
    assert_eq!((undated.gaps[0].customers, undated.gaps[0].revenue), (Some(1), None));
}

/// Weights 60 and 40: at most 100, at least 0.6 · 20 (nothing known gives less: 0) + 0.4 · 10.
#[test]
fn bands_that_no_score_reaches_are_reported() {
    let steps = r#"[{"when": ">= 10000元", "points": 90}]"#;
    let bands = r#"[{"layer": "S", "from": 95}, {"layer": "A", "from": 40}, {"layer": "B", "from": 4}, {"layer": "C", "from": -2}, {"layer": "D"}]"#;
    let (_, report) = layered(&score(steps, 20, bands), LOYALTY);
    let own: Vec<RuleFinding> = report.shadowed.into_iter().filter(|f| f.name == "评分").collect();
    let text = |layer: &str| format!("nobody can be `{layer}` by points: scores go from 4 to 94.");
    let found: Vec<(String, String)> = own.iter().map(|f| (f.paths[0].clone(), f.text["en"].clone())).collect();
    assert_eq!(found, [("S", 0), ("C", 3), ("D", 4)].map(|(layer, n)| (format!("layers[0].score.bands[{n}]"), text(layer))));
}

#[test]
fn segments_of_rfm_are_looked_at_as_cells_are() {
    let rfm = |segments: &str| {
        format!(
            r#"[{{"rfm": {{"name": "RFM", "recency": {{"by": "last"}}, "frequency": {{"by": "n"}}, "monetary": {{"by": "spent"}}, "scores": 2, "otherwise": "无"{segments}}}}}]"#
        )
    };
    let (_, report) = layered(
        &rfm(
            r#", "segments": [{"layer": "近", "r": [2, 2]}, {"layer": "多", "f": [2, 2]}, {"layer": "都好", "r": [2, 2], "m": [2, 2]}, {"layer": "无此", "f": [1, 1], "m": [1, 1], "fm": [2, 2]}]"#,
        ),
        LOYALTY,
    );
    let gaps = [("layer_gap", "layers[0].rfm.segments".to_owned(), "no segment for the scores `1 1 2, 1 1 1`. Write them out.")];
    assert_eq!(told(&report.gaps), gaps);
    let own: Vec<RuleFinding> = report.shadowed.into_iter().filter(|f| f.name == "RFM").collect();
    let expect = [
        ("masked", "layers[0].rfm.segments[2]".to_owned(), "nobody can be `都好` by this segment: those before it take all of its scores."),
        ("never_true", "layers[0].rfm.segments[3]".to_owned(), "no scores are `无此`."),
    ];
    assert_eq!(told(&own), expect);
    let path = "layers[0].rfm.segments[0] layers[0].rfm.segments[1]".to_owned();
    assert_eq!(told(&report.overlaps)[0], ("ordered_overlap", path, "the scores `2 2 2, 2 2 1` are `近` and could be `多`; the first decides."));
    // The eleven that are shipped.
    let shipped = rfm("").replace(r#""scores": 2, "#, "");
    assert!(layered(&shipped, LOYALTY).1.findings().all(|f| f.name != "RFM"));
}
