//! Quantiles, the top N %, the head of a sum.

use super::*;

fn ranking(cut: &str, more: &str) -> String {
    format!(r#"[{{"ranking": {{"name": "排名", "by": "金额", "cut": {cut}, "otherwise": "无"{more}}}}}]"#)
}

const FIFTHS: &str = r#"{"quantiles": {"layers": ["A", "B", "C", "D", "E"]}}"#;

fn money(values: &[i64]) -> FactTable {
    facts(&[("金额", FactUnit::Money, &values.iter().map(|n| Some(*n)).collect::<Vec<_>>())])
}

#[test]
fn quantiles_are_counted_from_the_best_and_rounded_up() {
    let plan = sound(&ranking(FIFTHS, ""));
    let (layers, findings) = run(&plan, &money(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100]));
    assert_eq!(layers, ["E", "E", "D", "D", "C", "C", "B", "B", "A", "A"]);
    assert!(findings.is_empty(), "{findings:?}");
    // Of seven, the first fifth is two, the second ends at three.
    assert_eq!(run(&plan, &money(&[1, 2, 3, 4, 5, 6, 7])).0, ["E", "D", "C", "C", "B", "A", "A"]);
    let lowest = sound(&ranking(FIFTHS, r#", "lowest_first": true"#));
    assert_eq!(run(&lowest, &money(&[10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).0, ["A", "A", "B", "B", "C", "C", "D", "D", "E", "E"]);
}

#[test]
fn what_is_not_known_stands_in_no_ranking() {
    let plan = sound(&ranking(r#"{"quantiles": {"layers": ["上", "下"]}}"#, ""));
    let (layers, _) = run(&plan, &facts(&[("金额", FactUnit::Money, &[Some(5), None, Some(-7), None, Some(i64::MAX), Some(i64::MIN)])]));
    assert_eq!(layers, ["上", "无", "下", "无", "上", "下"]);
    for nobody in [facts(&[("金额", FactUnit::Money, &[None, None])]), FactTable { rows: 2, columns: Vec::new() }] {
        let (layers, findings) = run(&plan, &nobody);
        assert_eq!(layers, ["无", "无"]);
        assert_eq!(findings[0].code, "empty_population");
    }
    assert_eq!(run(&plan, &FactTable::default()).0, Vec::<String>::new());
}

/// R6's Top20%.
#[test]
fn r6_the_top_twenty_per_cent() {
    let plan = sound(&ranking(r#"{"top": {"shares": [{"percent": 20, "layer": "Top20%"}, {"percent": 50, "layer": "中部"}], "rest": "其他"}}"#, ""));
    let (layers, _) = run(&plan, &money(&[100_000, 90_000, 80_000, 70_000, 60_000, 50_000, 40_000, 30_000, 20_000, 10_000]));
    assert_eq!(layers, ["Top20%", "Top20%", "中部", "中部", "中部", "其他", "其他", "其他", "其他", "其他"]);
    let [en, zh] = told(&plan, &money(&[100_000, 90_000, 80_000, 70_000, 60_000, 50_000, 40_000, 30_000, 20_000, 10_000]), 3);
    assert_eq!(en, "排名: 中部 (金额 ¥700 among 10 customers: at least the ¥600 of the highest 50%, less than the ¥900 of the highest 20%)");
    assert_eq!(zh, "排名：中部（金额为 ¥700，参与排名 10 位，达到前 50%的界限 ¥600，低于前 20%的界限 ¥900）");
}

/// Ten equal values have the answer that the spec declares, and it is said.
#[test]
fn ten_equal_values_go_where_the_rule_on_ties_says() {
    for (ties, layer) in [("include", "A"), ("exclude", "E")] {
        let plan = sound(&ranking(FIFTHS, &format!(r#", "ties": "{ties}""#)));
        let (layers, findings) = run(&plan, &money(&[100; 10]));
        assert_eq!(layers, [layer; 10]);
        assert_eq!(findings.len(), 1);
        let text = &findings[0].text;
        assert!(findings[0].code == "tied_layers" && text.contains("4 of 4 cuts") && text.contains("10 of 10 ranked customers have ¥1;"), "{text}");
    }
    // A cut that leaves equal ones whole moves nobody: 2 of 4 are the upper half either way.
    for ties in ["include", "exclude"] {
        let plan = sound(&ranking(r#"{"quantiles": {"layers": ["上", "下"]}}"#, &format!(r#", "ties": "{ties}""#)));
        let (layers, findings) = run(&plan, &money(&[7, 9, 9, 1]));
        assert_eq!(layers, ["下", "上", "上", "下"]);
        assert!(findings.is_empty());
    }
    assert_eq!(wrong(&ranking(FIFTHS, r#", "ties": "first""#)), ["out_of_range layers[0].ranking.ties"]);
}

/// R84: «年交易额超10万元客户占比15%,贡献总营收60%».
#[test]
fn r84_the_head_that_makes_most_of_the_revenue() {
    let plan = sound(&ranking(r#"{"of_sum": {"shares": [{"percent": 60, "layer": "头部"}], "rest": "长尾"}}"#, ""));
    // Three of twenty (15 %) spend 200,000 yuan each, the others 23,529.41 in the mean: 600,000 of 1,000,000.
    let mut spent = vec![20_000_000_i64; 3];
    spent.extend(std::iter::repeat_n(40_000_000 / 17, 17));
    let table = money(&spent);
    let (layers, findings) = run(&plan, &table);
    assert_eq!(layers.iter().filter(|layer| *layer == "头部").count(), 3);
    assert!(findings.is_empty());
    assert_eq!(told(&plan, &table, 0)[1], "排名：头部（金额为 ¥200000，参与排名 20 位，达到合计占 60% 的客户的界限 ¥200000）");
    assert_eq!(told(&plan, &table, 9)[0], "排名: 长尾 (金额 ¥23529.41 among 20 customers: less than the ¥200000 of those who make 60% of the sum)");
}

#[test]
fn refunds_add_nothing_to_a_sum_and_a_sum_of_nothing_has_no_head() {
    let plan = sound(&ranking(r#"{"of_sum": {"shares": [{"percent": 80, "layer": "头部"}], "rest": "长尾"}}"#, ""));
    let (layers, findings) = run(&plan, &money(&[800, 100, 100, -5000]));
    assert_eq!(layers, ["头部", "长尾", "长尾", "长尾"]);
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["negative_values"]);
    assert_eq!(run(&plan, &money(&[0, 0, -3])).0, ["长尾"; 3]);
}

#[test]
fn what_cannot_be_cut_is_refused() {
    assert_eq!(wrong(&ranking(r#"{"quantiles": {"layers": ["A"]}}"#, "")), ["empty_list layers[0].ranking.cut.quantiles.layers"]);
    assert_eq!(wrong(&ranking(r#"{"quantiles": {"layers": ["A", "A"]}}"#, "")), ["duplicate_name layers[0].ranking.cut.quantiles.layers[1]"]);
    let shares = r#"{"top": {"shares": [{"percent": 50, "layer": "A"}, {"percent": 20, "layer": "B"}, {"percent": 100, "layer": ""}], "rest": "A"}}"#;
    let path = |at: &str| format!("layers[0].ranking.cut.top.{at}");
    let expect = [("out_of_range", "shares[1].percent"), ("out_of_range", "shares[2].percent"), ("out_of_range", "shares[2].layer"), ("duplicate_name", "rest")];
    assert_eq!(wrong(&ranking(shares, "")), expect.map(|(code, at)| format!("{code} {}", path(at))));
    let sum = r#"{"of_sum": {"shares": [], "rest": "A"}}"#;
    assert_eq!(wrong(&ranking(sum, r#", "lowest_first": true"#)), ["empty_list layers[0].ranking.cut.of_sum.shares", "out_of_range layers[0].ranking.lowest_first"]);
    assert_eq!(wrong(&ranking(FIFTHS, "").replace("\"金额\"", "\"金客\"")), ["unknown_metric layers[0].ranking.by"]);
    assert_eq!(wrong(&ranking(FIFTHS, "").replace("\"金额\"", "\"姓名\"")), ["type_mismatch layers[0].ranking.by"]);
}

#[test]
fn a_model_of_another_ranking_is_refused() {
    let model = |ends: &str| format!(r#", "model": {{"cuts": {{"by": "金额", "unit": "money", "ends": {ends}, "ranked": 10, "unknown": 0, "tied": [0, 0, 0, 0]}}}}"#);
    let plan = sound(&ranking(FIFTHS, &model("[90, 70, 50, 30]")));
    assert_eq!(run(&plan, &money(&[80])).0, ["B"]);
    for ends in ["[90, 70, 50]", "[30, 50, 70, 90]"] {
        assert_eq!(wrong(&ranking(FIFTHS, &model(ends))), ["foreign_model layers[0].ranking.model"]);
    }
    // A run that hands over another layering's model is as one without a model.
    let models = LayerModels::from([("排名".to_owned(), LayerModel::Rfm(Box::default()))]);
    let plan = sound(&ranking(FIFTHS, ""));
    let table = &plan.evaluate_given(&models, &money(&[80]), &TagTable::default())[0];
    assert_eq!(table.layer(0), Some("无"));
}
