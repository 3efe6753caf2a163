//! k-means.

use super::*;

fn means(layers: &str, more: &str) -> String {
    format!(
        r#"[{{"k_means": {{"name": "分群", "layers": {layers}, "columns": [{{"by": "距今", "lowest_first": true}}, {{"by": "次数"}}, {{"by": "金额"}}], "otherwise": "无"{more}}}}}]"#
    )
}

/// Three clouds: much and recent, little and recent, little and long ago.
fn clouds() -> FactTable {
    let rows: Vec<[i64; 3]> = (0..300_i64)
        .map(|n| match n % 3 {
            0 => [3 + n % 5, 30 + n % 7, 2_000_000 + n * 500],
            1 => [4 + n % 6, 2 + n % 2, 20_000 + n * 30],
            _ => [400 + n % 50, 1 + n % 2, 15_000 + n * 20],
        })
        .collect();
    let column = |at: usize| rows.iter().map(|row| Some(row[at])).collect::<Vec<_>>();
    facts(&[("距今", FactUnit::Days, &column(0)), ("次数", FactUnit::Count, &column(1)), ("金额", FactUnit::Money, &column(2))])
}

#[test]
fn clouds_are_told_apart_and_the_best_comes_first() {
    let plan = sound(&means(r#"["重点", "一般", "沉睡"]"#, ""));
    let (layers, findings) = run(&plan, &clouds());
    for (row, layer) in layers.iter().enumerate() {
        assert_eq!(layer, ["重点", "一般", "沉睡"][row % 3], "{row}");
    }
    assert!(findings.is_empty(), "{findings:?}");
    let [en, zh] = told(&plan, &clouds(), 0);
    assert!(en.starts_with("分群: 重点 (the nearest centre is 0.") && en.ends_with("距今 = 3天, 次数 = 30, 金额 = ¥20000)"), "{en}");
    assert!(zh.starts_with("分群：重点（离该群中心最近，相距 0.") && zh.contains("其次是`一般`"), "{zh}");
}

#[test]
fn constant_numbers_are_left_out_and_reported() {
    let plan = sound(&means(r#"["a", "b"]"#, ""));
    let codes = |facts: &FactTable| run(&plan, facts).1.iter().map(|f| f.code).collect::<Vec<_>>();
    let mut table = clouds();
    table.columns[1].values = FactValues::Number(vec![Some(7); 300].into());
    assert_eq!(codes(&table), ["constant_column"]);
    let same = [Some(5); 10];
    let all = facts(&[("距今", FactUnit::Days, &same), ("次数", FactUnit::Count, &same), ("金额", FactUnit::Money, &same)]);
    assert_eq!(codes(&all), ["constant_column", "constant_column", "constant_column", "too_few_points"]);
    assert_eq!(run(&plan, &all).0, ["a"; 10]);
    let nobody = facts(&[("距今", FactUnit::Days, &same), ("次数", FactUnit::Count, &[None; 10]), ("金额", FactUnit::Money, &same)]);
    assert_eq!((codes(&nobody), run(&plan, &nobody).0), (vec!["empty_population"], vec!["无".to_owned(); 10]));
}

#[test]
fn one_outlier_in_a_group_of_its_own_is_reported() {
    let mut money = vec![Some(1000); 99];
    money.push(Some(99_999_999));
    let table = facts(&[("距今", FactUnit::Days, &[Some(1); 100]), ("次数", FactUnit::Count, &[Some(1); 100]), ("金额", FactUnit::Money, &money)]);
    let plan = sound(&means(r#"["a", "b"]"#, ""));
    assert_eq!(run(&plan, &table).1.last().unwrap().code, "lopsided_groups");
}

/// A sample is drawn by content: its size changes nothing that the order of customers could.
#[test]
fn more_customers_than_are_fitted_to_get_the_nearest_centre() {
    let plan = sound(&means(r#"["重点", "一般", "沉睡"]"#, r#", "most": 90"#));
    let tables = plan.evaluate(&clouds(), &TagTable::default());
    let Some(LayerModel::Centres(centres)) = &tables[0].model else { panic!() };
    assert!((30..=150).contains(&centres.fitted), "{}", centres.fitted);
    for row in 0..300 {
        assert_eq!(tables[0].layer(row), Some(["重点", "一般", "沉睡"][row % 3]));
    }
}

#[test]
fn groups_and_numbers_are_checked() {
    assert_eq!(wrong(&means(r#"["a"]"#, "")), ["out_of_range layers[0].k_means.layers"]);
    assert_eq!(wrong(&means(r#"["a", "b"]"#, r#", "most": 1"#)), ["out_of_range layers[0].k_means.most"]);
    assert_eq!(wrong(&means(r#"["a", "b"]"#, "").replace("\"次数\"", "\"距今\"")), ["duplicate_name layers[0].k_means.columns[1].by"]);
    let model = r#", "model": {"centres": {"columns": [], "centres": [[0]], "customers": [1], "fitted": 1, "unknown": 0, "spread": 0}}"#;
    assert_eq!(wrong(&means(r#"["a", "b"]"#, model)), ["foreign_model layers[0].k_means.model"]);
}
