//! The weighted score.

use super::*;

fn score(weights: [u32; 3], declared: u32) -> String {
    let [money, loyalty, days] = weights;
    format!(
        r#"[{{"score": {{"name": "价值评分", "weights": {declared}, "dimensions": [
            {{"by": "金额", "weight": {money}, "steps": [{{"when": ">= 10000元", "points": 100}}, {{"when": "in [3000元, 10000元)", "points": 60}}], "points": 20, "unknown": 0}},
            {{"by": "忠诚度", "weight": {loyalty}, "steps": [{{"when": "= \"高\"", "points": 100}}, {{"when": "in {{\"高\", \"中\"}}", "points": 60}}], "points": 10}},
            {{"by": "距今", "weight": {days}, "steps": [{{"when": "< 30天", "points": 100}}], "points": 0, "unknown": 0}}],
          "bands": [{{"layer": "S级", "from": 80}}, {{"layer": "A级", "from": 68}}, {{"layer": "B级"}}], "otherwise": "未评"}}}}]"#
    )
}

fn input() -> (FactTable, TagTable) {
    let money = [Some(1_200_000), Some(1_200_000), Some(300_000), None, Some(999_999)];
    let days = [Some(5), Some(40), Some(5), None, Some(29)];
    (facts(&[("金额", FactUnit::Money, &money), ("距今", FactUnit::Days, &days)]), tags(&[0, 1, 2, 0, 3]))
}

/// R72: dimensions and weights are what a review changes.
#[test]
fn r72_points_are_weighted_and_summed_exactly() {
    let (facts, tags) = input();
    let layers = |weights| {
        let table = sound(&score(weights, 100)).evaluate(&facts, &tags).remove(0);
        (0..5).map(|row| table.layer(row).unwrap().to_owned()).collect::<Vec<_>>()
    };
    // 100; 50 + 18 = 68, which is where A级 begins; 30 + 3 + 20; 30; 忠诚度 is not known and has no points for that.
    assert_eq!(layers([50, 30, 20]), ["S级", "A级", "B级", "B级", "未评"]);
    // After the review loyalty weighs more, and the second customer falls behind.
    assert_eq!(layers([30, 60, 10]), ["S级", "B级", "B级", "B级", "未评"]);
    let plan = sound(&score([50, 30, 20], 100));
    let tables = plan.evaluate(&facts, &tags);
    let why = plan.explain(&tables, &facts, &tags, "价值评分", 1).unwrap();
    assert_eq!(why.text, "价值评分: A级 (68 points, from 68 on: 金额 ¥12000 gives 100 × 50, 忠诚度 `中` gives 60 × 30, 距今 40天 gives 0 × 20; by 100)");
    assert_eq!(
        why.in_language(crate::model::Language::Zh).text,
        "价值评分：A级（加权得分 68，不低于 68：金额为 ¥12000 得 100 分，权重 50；忠诚度为 `中` 得 60 分，权重 30；距今为 40天 得 0 分，权重 20；权重合计 100）"
    );
    assert!(plan.explain(&tables, &facts, &tags, "价值评分", 4).unwrap().text.starts_with("价值评分: 未评 (otherwise, since not everything is known"));
    // Nothing at all is known of customers beyond the columns.
    let empty = plan.evaluate(&FactTable { rows: 2, columns: Vec::new() }, &TagTable::default());
    assert_eq!(empty[0].codes, [3, 3]);
}

#[test]
fn weights_that_do_not_sum_to_what_is_declared_are_refused() {
    let (_, errors) = compile(&score([50, 30, 30], 100));
    assert_eq!((errors.len(), errors[0].code(), errors[0].path()), (1, Code::WrongWeights, "layers[0].score.dimensions"));
    assert_eq!(errors[0].detail(), "the weights sum to 110, and 100 is declared");
    assert!(compile(&score([50, 30, 30], 110)).1.is_empty());
}

#[test]
fn steps_and_bands_are_checked() {
    let spec = r#"[{"score": {"name": "a", "weights": 4, "dimensions": [
        {"by": "标签", "weight": 1, "steps": [], "points": 0},
        {"by": "距今", "weight": 1, "steps": [{"when": ">= 3元", "points": 1}, {"when": "> 3天 and < 5天", "points": 1}, {"when": "!= 3天", "points": 1}], "points": 9000000},
        {"by": "距今", "weight": 1, "steps": [], "points": 0},
        {"by": "没有", "weight": 1, "steps": [{"when": "= 1", "points": 1}], "points": 0}],
      "bands": [{"layer": "A", "from": 5}, {"layer": "B"}, {"layer": "B", "from": 7}], "otherwise": "A"}}]"#;
    let path = |at: &str| format!("layers[0].score.{at}");
    let expect = [
        ("type_mismatch", "dimensions[0].by"),
        ("out_of_range", "dimensions[1].points"),
        ("type_mismatch", "dimensions[1].steps[0].when"),
        ("rule_syntax", "dimensions[1].steps[1].when"),
        ("type_mismatch", "dimensions[1].steps[2].when"),
        ("duplicate_name", "dimensions[2].by"),
        ("unknown_metric", "dimensions[3].by"),
        ("out_of_range", "bands[1].from"),
        ("duplicate_name", "bands[2].layer"),
        ("incomplete_table", "bands[2].from"),
    ];
    assert_eq!(wrong(spec), expect.map(|(code, at)| format!("{code} {}", path(at))));
}
