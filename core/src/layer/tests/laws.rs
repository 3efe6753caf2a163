//! What every layerer promises: exactly one layer each, the same for any order of the customers, and given its model the same alone as in
//! a batch.

use super::*;
use proptest::prelude::*;

const ALL: &str = r#"[
  {"score": {"name": "评分", "dimensions": [
     {"by": "金额", "weight": 60, "steps": [{"when": ">= 1万元", "points": 100}, {"when": ">= 100元", "points": 50}], "points": 0, "unknown": 10},
     {"by": "忠诚度", "weight": 40, "steps": [{"when": "= \"高\"", "points": 100}], "points": 20}],
     "bands": [{"layer": "上", "from": 50}, {"layer": "下"}], "otherwise": "未评"}},
  {"ranking": {"name": "分位", "by": "金额", "cut": {"quantiles": {"layers": ["A", "B", "C"]}}, "otherwise": "无"}},
  {"ranking": {"name": "后分位", "by": "距今", "lowest_first": true, "ties": "exclude", "cut": {"quantiles": {"layers": ["A", "B", "C", "D"]}}, "otherwise": "无"}},
  {"ranking": {"name": "前", "by": "次数", "ties": "exclude", "cut": {"top": {"shares": [{"percent": 20, "layer": "头"}], "rest": "尾"}}, "otherwise": "尾"}},
  {"ranking": {"name": "营收", "by": "金额", "cut": {"of_sum": {"shares": [{"percent": 60, "layer": "头"}, {"percent": 90, "layer": "腰"}], "rest": "尾"}}, "otherwise": "无"}},
  {"rfm": {"name": "RFM", "recency": {"by": "距今"}, "frequency": {"by": "次数", "ends": ["9", "5", "3", "2"]}, "monetary": {"by": "金额"}, "otherwise": "从未"}},
  {"k_means": {"name": "群", "layers": ["甲", "乙", "丙"], "columns": [{"by": "金额"}, {"by": "距今", "plain": true}], "most": 50, "otherwise": "无"}}]"#;

type Row = (Option<i64>, Option<i64>, Option<i64>, u16);

fn tables(rows: &[Row]) -> (FactTable, TagTable) {
    let column = |of: fn(&Row) -> Option<i64>| rows.iter().map(of).collect::<Vec<_>>();
    let facts = facts(&[("金额", FactUnit::Money, &column(|r| r.0)), ("次数", FactUnit::Count, &column(|r| r.1)), ("距今", FactUnit::Days, &column(|r| r.2))]);
    (facts, tags(&rows.iter().map(|row| row.3).collect::<Vec<_>>()))
}

fn layers(tables: &[LayerTable], row: usize) -> Vec<String> {
    tables.iter().map(|table| table.layer(row).unwrap().to_owned()).collect()
}

fn number(most: i64) -> impl Strategy<Value = Option<i64>> {
    prop_oneof![1 => Just(None), 4 => (0..7_i64).prop_map(Some), 4 => (-50..most).prop_map(Some), 1 => prop_oneof![Just(i64::MAX), Just(i64::MIN), Just(1 << 40)].prop_map(Some)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn alone_as_in_a_batch_and_in_any_order(rows in proptest::collection::vec((number(3_000_000), number(20), number(400), 0_u16..4), 1..120), turn in 0_usize..100) {
        let plan = sound(ALL);
        let (facts, tags) = tables(&rows);
        let batch = plan.evaluate(&facts, &tags);
        let models: LayerModels = batch.iter().filter_map(|table| Some((table.name.clone(), table.model.clone()?))).collect();
        // The models are documents.
        let models: LayerModels = serde_json::from_str(&serde_json::to_string(&models).unwrap()).unwrap();
        for (row, own) in rows.iter().enumerate() {
            let (facts, tags) = tables(std::slice::from_ref(own));
            let alone = plan.evaluate_given(&models, &facts, &tags);
            prop_assert_eq!(layers(&alone, 0), layers(&batch, row));
        }
        for (at, table) in batch.iter().enumerate() {
            prop_assert_eq!(table.counts().iter().sum::<u64>(), rows.len() as u64);
            for row in 0..rows.len().min(12) {
                let why = plan.explain(&batch, &facts, &tags, &table.name, row).unwrap();
                prop_assert!(why.text.starts_with(&format!("{}: {} (", table.name, table.layer(row).unwrap())), "{}: {}", at, why.text);
            }
        }
        let mut other = rows.clone();
        other.reverse();
        let turn = turn % other.len();
        other.rotate_left(turn);
        let (facts, tags) = tables(&other);
        let again = plan.evaluate(&facts, &tags);
        for (one, two) in batch.iter().zip(&again) {
            prop_assert_eq!(&one.model, &two.model);
        }
        for row in 0..rows.len() {
            let place = (2 * rows.len() - 1 - row - turn) % rows.len();
            prop_assert_eq!(layers(&again, place), layers(&batch, row));
        }
        prop_assert_eq!(plan.findings(&batch).collect::<Vec<_>>(), plan.findings(&again).collect::<Vec<_>>());
    }
}
