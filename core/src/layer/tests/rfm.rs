//! RFM.

use super::*;
use crate::spec::RfmSegment;
use std::collections::BTreeMap;

fn rfm(more: &str) -> String {
    format!(r#"[{{"rfm": {{"name": "RFM", "recency": {{"by": "距今"}}, "frequency": {{"by": "次数"}}, "monetary": {{"by": "金额"}}, "otherwise": "从未购买"{more}}}}}]"#)
}

/// Every combination of scores falls into one of the eleven segments, and each of these is reached.
#[test]
fn the_shipped_segments_cover_all_125_cells() {
    let segments = RfmSegment::usual();
    let mut cells: BTreeMap<&str, usize> = BTreeMap::new();
    for (r, f, m) in (1..=5).flat_map(|r| (1..=5).flat_map(move |f| (1..=5).map(move |m| (r, f, m)))) {
        let fitting: Vec<&str> = segments.iter().filter(|s| s.holds(r, f, m)).map(|s| s.layer.as_str()).collect();
        assert_eq!(fitting.len(), 1, "{r} {f} {m}: {fitting:?}");
        *cells.entry(fitting[0]).or_default() += 1;
    }
    assert_eq!(cells.values().sum::<usize>(), 125);
    let names = ["冠军客户", "忠诚客户", "潜在忠诚客户", "新客户", "有希望客户", "需关注客户", "即将沉睡客户", "流失风险客户", "不能流失客户", "休眠客户", "已流失客户"];
    assert_eq!(cells.len(), 11);
    assert!(names.iter().all(|name| cells.contains_key(name)), "{cells:?}");
    // The corners.
    let of = |r, f, m| segments.iter().find(|s| s.holds(r, f, m)).map(|s| s.layer.as_str());
    assert_eq!([of(5, 5, 5), of(1, 1, 1), of(5, 1, 1), of(1, 5, 5)], [Some("冠军客户"), Some("已流失客户"), Some("新客户"), Some("不能流失客户")]);
}

fn five() -> FactTable {
    facts(&[
        ("距今", FactUnit::Days, &[Some(3), Some(20), Some(60), Some(150), Some(400), None]),
        ("次数", FactUnit::Count, &[Some(12), Some(1), Some(3), Some(2), Some(9), Some(0)]),
        ("金额", FactUnit::Money, &[Some(2_000_000), Some(2_000), Some(50_000), Some(9_000), Some(900_000), None]),
    ])
}

#[test]
fn quintiles_of_each_number_give_the_scores() {
    let plan = sound(&rfm(""));
    let (layers, findings) = run(&plan, &five());
    // Of six frequencies two are the best fifth: 5 5 5; 4 2 1 (mean 2); 3 4 3 (4); 2 3 2 (3); 1 5 4 (5).
    assert_eq!(layers, ["冠军客户", "潜在忠诚客户", "忠诚客户", "流失风险客户", "不能流失客户", "从未购买"]);
    assert!(findings.is_empty(), "{findings:?}");
    let [en, zh] = told(&plan, &five(), 0);
    assert_eq!(en, "RFM: 冠军客户 (距今 3天 scores 5 of 5, 次数 12 scores 5 of 5, 金额 ¥20000 scores 5 of 5)");
    assert_eq!(zh, "RFM：冠军客户（距今为 3天，得 5 分（满分 5），次数为 12，得 5 分（满分 5），金额为 ¥20000，得 5 分（满分 5））");
    assert!(told(&plan, &five(), 5)[0].contains("otherwise, since not everything is known: 距今 = no value, 次数 = 0"));
}

#[test]
fn ends_that_the_spec_gives_need_no_population() {
    let spec = r#"[{"rfm": {"name": "RFM", "recency": {"by": "距今", "ends": ["30天", "60天", "90天", "180天"]},
        "frequency": {"by": "次数", "ends": ["10", "5", "3", "2"]}, "monetary": {"by": "金额", "ends": ["10000元", "5000元", "1000元", "100元"]}, "otherwise": "从未购买"}}]"#;
    let plan = sound(spec);
    let tables = plan.evaluate(&five(), &TagTable::default());
    assert_eq!(tables[0].model, None);
    assert!(plan.findings(&tables).next().is_none());
    // 5 5 5; 5 1 1; 4 3 2 (mean 3); 2 2 1 (2); 1 4 4.
    let layers: Vec<&str> = (0..6).map(|row| tables[0].layer(row).unwrap()).collect();
    assert_eq!(layers, ["冠军客户", "新客户", "忠诚客户", "休眠客户", "不能流失客户", "从未购买"]);
}

#[test]
fn a_hole_in_the_segments_is_told_cell_by_cell() {
    let segments = r#", "scores": 2, "segments": [{"layer": "好", "r": [2, 2]}, {"layer": "老", "r": [1, 1], "fm": [2, 2]}, {"layer": "坏", "r": [1, 3]}]"#;
    assert_eq!(wrong(&rfm(segments)), ["out_of_range layers[0].rfm.segments[2].r"]);
    let segments = r#", "scores": 2, "segments": [{"layer": "好", "r": [2, 2]}, {"layer": "老", "r": [1, 1], "f": [2, 2]}]"#;
    let (_, errors) = compile(&rfm(segments));
    assert_eq!((errors[0].code(), errors[0].path()), (Code::IncompleteTable, "layers[0].rfm.segments"));
    assert_eq!(errors[0].detail(), "no segment for the scores `1 1 2, 1 1 1`");
    // The shipped segments are for five scores: of three they cover all the same, since what is beyond is never reached, but ranges break.
    assert!(wrong(&rfm(r#", "scores": 3"#)).iter().all(|e| e.starts_with("out_of_range layers[0].rfm.segments") || e.starts_with("incomplete_table")));
    assert_eq!(wrong(&rfm(r#", "scores": 1"#))[0], "out_of_range layers[0].rfm.scores");
    assert_eq!(wrong(&rfm(r#", "ties": "first""#)), ["out_of_range layers[0].rfm.ties"]);
    let ends = rfm("").replace(r#"{"by": "距今"}"#, r#"{"by": "距今", "ends": ["60天", "30天", "3元"]}"#);
    assert_eq!(wrong(&ends), ["out_of_range layers[0].rfm.recency.ends", "type_mismatch layers[0].rfm.recency.ends[2]", "out_of_range layers[0].rfm.recency.ends[1]"]);
}
