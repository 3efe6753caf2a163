//! The laws of layerers.

use crate::layer::Layerer;
use crate::model::{FactColumn, FactTable, FactValues, LayerModel, Numbers, TagCodes, TagDimension, TagTable};
use std::collections::BTreeSet;

/// Customers that are looked at one by one.
const ALONE: usize = 200;
/// Numbers that a customer is tried with.
const TRIED: usize = 40;

/// Layers have names, each its own; every customer gets exactly one of them, the same each time (`assign` is pure); what is fitted, the
/// layers and what is found are the same for any order of the customers; a model is a document that comes back as it went, and given it
/// one customer alone gets what it gets in the batch; a model of something else counts as none; the explanation names the layer; nobody,
/// and customers of whom nothing is known, are layered, too.
#[must_use]
pub fn layerer(layerer: &dyn Layerer, facts: &FactTable, tags: &TagTable) -> Vec<String> {
    let mut broken = Vec::new();
    let names: BTreeSet<&str> = layerer.layers().iter().map(String::as_str).collect();
    if layerer.name().is_empty() || names.contains("") || names.len() != layerer.layers().len() || names.is_empty() {
        broken.push(format!("the layering {:?} or one of its layers {:?} has no name, or one that stands twice", layerer.name(), layerer.layers()));
    }
    let model = layerer.fit(facts, tags);
    if layerer.fit(facts, tags) != model {
        broken.push("the same customers give two models".to_owned());
    }
    let codes = assigned(layerer, model.as_ref(), facts, tags, &mut broken);
    if layerer.assign(model.as_ref(), facts, tags) != codes {
        broken.push("the same customers get other layers the second time".to_owned());
    }
    orders(layerer, facts, tags, model.as_ref(), &codes, &mut broken);
    let read = model.as_ref().map(|model| serde_json::to_string(model).and_then(|text| serde_json::from_str::<LayerModel>(&text)));
    let read = match read.transpose() {
        Ok(read) if read == model => read,
        other => {
            broken.push(format!("the model does not come back as it went: {other:?}"));
            model.clone()
        }
    };
    for (row, code) in codes.iter().enumerate().take(ALONE) {
        let (own, own_tags) = (rows_of(facts, &[row]), tags_of(tags, &[row]));
        if layerer.assign(read.as_ref(), &own, &own_tags) != [*code] {
            broken.push(format!("customer {row} alone gets another layer than in the batch"));
        }
        let why = layerer.explain(model.as_ref(), facts, tags, row);
        match layerer.layers().get(usize::from(*code)) {
            Some(layer) if !why.text.contains(layer.as_str()) => broken.push(format!("customer {row} is {layer:?} and the explanation does not say so: {}", why.text)),
            _ => {}
        }
    }
    let foreign = LayerModel::Rfm(Box::default());
    if model.as_ref() != Some(&foreign) && layerer.assign(Some(&foreign), facts, tags) != layerer.assign(None, facts, tags) {
        broken.push("a model of something else is not taken for none".to_owned());
    }
    let (nobody, no_tags) = (rows_of(facts, &[]), tags_of(tags, &[]));
    assigned(layerer, model.as_ref(), &nobody, &no_tags, &mut broken);
    assigned(layerer, layerer.fit(&nobody, &no_tags).as_ref(), &nobody, &no_tags, &mut broken);
    let unknown = FactTable { rows: 3, columns: Vec::new() };
    assigned(layerer, model.as_ref(), &unknown, &TagTable { rows: 3, ..TagTable::default() }, &mut broken);
    assigned(layerer, layerer.fit(&unknown, &TagTable::default()).as_ref(), &unknown, &TagTable::default(), &mut broken);
    broken.dedup();
    broken
}

/// Layers stand best first: given its model, a customer whose number gets better, all else being equal, does not come into a worse layer.
/// `by` is a numeric fact; `lowest_first`: less is better.
#[must_use]
pub fn layerer_is_monotone(layerer: &dyn Layerer, facts: &FactTable, tags: &TagTable, by: &str, lowest_first: bool) -> Vec<String> {
    let mut broken = Vec::new();
    let model = layerer.fit(facts, tags);
    let Some(at) = facts.columns.iter().position(|column| column.name == by) else { return vec![format!("there is no fact {by:?}")] };
    let known: BTreeSet<i64> = facts.columns.get(at).map_or_else(BTreeSet::new, |column| (0..facts.rows).filter_map(|row| column.number(row)).collect());
    // Worst first.
    let mut tried: Vec<i64> = known.iter().copied().step_by(known.len().div_ceil(TRIED).max(1)).chain(known.last().copied()).collect();
    tried.dedup();
    if lowest_first {
        tried.reverse();
    }
    for row in 0..facts.rows.min(ALONE) {
        let rows = vec![row; tried.len()];
        let mut own = rows_of(facts, &rows);
        if let Some(column) = own.columns.get_mut(at) {
            column.values = FactValues::Number(tried.iter().map(|n| Some(*n)).collect());
        }
        let codes = layerer.assign(model.as_ref(), &own, &tags_of(tags, &rows));
        for (pair, numbers) in codes.windows(2).zip(tried.windows(2)) {
            if let ([worse, better], [from, to]) = (pair, numbers)
                && better > worse
            {
                let name = |code: &u16| layerer.layers().get(usize::from(*code)).map_or("?", String::as_str);
                broken.push(format!("customer {row} is {:?} with {from} of {by}, and {:?} with {to}, which is better", name(worse), name(better)));
            }
        }
    }
    broken.dedup();
    broken
}

fn assigned(layerer: &dyn Layerer, model: Option<&LayerModel>, facts: &FactTable, tags: &TagTable, broken: &mut Vec<String>) -> Vec<u16> {
    let codes = layerer.assign(model, facts, tags);
    if codes.len() != facts.rows {
        broken.push(format!("{} customers have {} layers", facts.rows, codes.len()));
    }
    if let Some(code) = codes.iter().find(|code| usize::from(**code) >= layerer.layers().len()) {
        broken.push(format!("there is no layer {code} among {}", layerer.layers().len()));
    }
    codes
}

/// Other orders of the customers.
fn orders(layerer: &dyn Layerer, facts: &FactTable, tags: &TagTable, model: Option<&LayerModel>, codes: &[u16], broken: &mut Vec<String>) {
    let findings = layerer.findings(model);
    for turn in 0..3 {
        let mut order: Vec<usize> = (0..facts.rows).rev().collect();
        order.rotate_left(turn * facts.rows / 3);
        let (other, other_tags) = (rows_of(facts, &order), tags_of(tags, &order));
        let fitted = layerer.fit(&other, &other_tags);
        if fitted.as_ref() != model {
            broken.push("another order of the customers gives another model".to_owned());
        }
        if layerer.findings(fitted.as_ref()) != findings {
            broken.push("another order of the customers gives other findings".to_owned());
        }
        let expected: Vec<Option<u16>> = order.iter().map(|row| codes.get(*row).copied()).collect();
        if layerer.assign(fitted.as_ref(), &other, &other_tags).into_iter().map(Some).collect::<Vec<_>>() != expected {
            broken.push("another order of the customers gives other layers".to_owned());
        }
    }
}

/// Some rows of the facts, in this order.
fn rows_of(facts: &FactTable, rows: &[usize]) -> FactTable {
    let column = |column: &FactColumn| {
        let values = match &column.values {
            FactValues::Number(numbers) => FactValues::Number(rows.iter().map(|row| numbers.get(*row)).collect::<Numbers>()),
            FactValues::Text { ids, texts } => FactValues::Text { ids: rows.iter().map(|row| ids.get(*row).copied().flatten()).collect(), texts: texts.clone() },
        };
        FactColumn { values, ..column.clone() }
    };
    FactTable { rows: rows.len(), columns: facts.columns.iter().map(column).collect() }
}

/// Some rows of the tags, in this order; what was found in the whole is left out.
fn tags_of(tags: &TagTable, rows: &[usize]) -> TagTable {
    let dimension = |of: &TagDimension| {
        let codes = match &of.codes {
            TagCodes::One(codes) => TagCodes::One(rows.iter().map(|row| codes.get(*row).unwrap_or(crate::model::NO_TAG)).collect::<Vec<u16>>().into()),
            TagCodes::Many { .. } => {
                let (mut offsets, mut codes) = (vec![0_u32], Vec::new());
                for row in rows {
                    codes.extend(of.codes(*row));
                    offsets.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
                }
                TagCodes::Many { offsets, codes }
            }
        };
        TagDimension { domain: of.domain.clone(), codes }
    };
    TagTable { name: tags.name.clone(), version: tags.version.clone(), rows: rows.len(), dimensions: tags.dimensions.iter().map(dimension).collect(), ..TagTable::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::LayerPlan;
    use crate::model::{Explanation, FactUnit, TagDomain};
    use crate::rule::Fields;
    use crate::spec::LayersSpec;
    use proptest::prelude::*;
    use std::sync::Arc;

    const SPEC: &str = r#"[
      {"table": {"name": "表", "dimensions": ["忠诚度"], "overrides": [{"when": "金额 >= 1万元", "layer": "好"}], "cells": {"高": "好", "中": "中", "低": "差"}, "layers": ["好", "中", "差"], "otherwise": "差"}},
      {"catalogue": {"table": "composite", "dimensions": {"价值": "忠诚度", "活跃度": "忠诚三", "忠诚度": "忠诚二", "状态": "忠诚四"}}},
      {"score": {"name": "评分", "dimensions": [
         {"by": "金额", "weight": 60, "steps": [{"when": ">= 1万元", "points": 100}, {"when": ">= 100元", "points": 50}], "points": 0, "unknown": 10},
         {"by": "忠诚度", "weight": 40, "steps": [{"when": "= \"高\"", "points": 100}], "points": 20}],
         "bands": [{"layer": "上", "from": 50}, {"layer": "下"}], "otherwise": "未评"}},
      {"ranking": {"name": "分位", "by": "金额", "cut": {"quantiles": {"layers": ["A", "B", "C"]}}, "otherwise": "无"}},
      {"ranking": {"name": "后分位", "by": "距今", "lowest_first": true, "ties": "exclude", "cut": {"quantiles": {"layers": ["A", "B", "C", "D"]}}, "otherwise": "无"}},
      {"ranking": {"name": "前", "by": "金额", "ties": "exclude", "cut": {"top": {"shares": [{"percent": 20, "layer": "头"}], "rest": "尾"}}, "otherwise": "尾"}},
      {"ranking": {"name": "营收", "by": "金额", "cut": {"of_sum": {"shares": [{"percent": 60, "layer": "头"}, {"percent": 90, "layer": "腰"}], "rest": "尾"}}, "otherwise": "无"}},
      {"rfm": {"name": "RFM", "recency": {"by": "距今"}, "frequency": {"by": "次数", "ends": ["9", "5", "3", "2"]}, "monetary": {"by": "金额"}, "otherwise": "从未"}},
      {"rfm": {"name": "总分", "scores": 2, "recency": {"by": "距今"}, "frequency": {"by": "次数"}, "monetary": {"by": "金额"}, "otherwise": "从未", "segments": [
         {"layer": "好", "r": [2, 2], "fm": [2, 2]}, {"layer": "中", "r": [2, 2]}, {"layer": "中", "fm": [2, 2]}, {"layer": "差"}]}},
      {"k_means": {"name": "群", "layers": ["甲", "乙", "丙"], "columns": [{"by": "金额"}, {"by": "距今", "plain": true}], "most": 50, "otherwise": "无"}}]"#;

    /// What of each layering is monotone: in the number, where less is better or not.
    const MONOTONE: [(&str, &str, bool); 10] = [
        ("表", "金额", false),
        ("评分", "金额", false),
        ("分位", "金额", false),
        ("后分位", "距今", true),
        ("前", "金额", false),
        ("营收", "金额", false),
        ("总分", "金额", false),
        ("总分", "次数", false),
        ("总分", "距今", true),
        ("后分位", "金额", false),
    ];

    fn domain(name: &str) -> Arc<TagDomain> {
        Arc::new(TagDomain { values: ["高", "中", "低", "unknown"].map(str::to_owned).to_vec(), unknown: Some(3), ..TagDomain::empty(name) })
    }

    /// Money, how often, days, and the code of a tag.
    type Row = (Option<i64>, Option<i64>, Option<i64>, u16);

    fn tables(rows: &[Row]) -> (FactTable, TagTable) {
        let numbers = |of: fn(&Row) -> Option<i64>| FactValues::Number(rows.iter().map(of).collect());
        let column = |name: &str, unit, values| FactColumn { name: name.into(), unit, values };
        let facts = FactTable {
            rows: rows.len(),
            columns: vec![
                column("金额", FactUnit::Money, numbers(|row| row.0)),
                column("次数", FactUnit::Count, numbers(|row| row.1)),
                column("距今", FactUnit::Days, numbers(|row| row.2)),
            ],
        };
        let dimension = |(at, name): (usize, &str)| {
            let codes = rows.iter().map(|row| (row.3 + at as u16) % 4).collect::<Vec<u16>>();
            TagDimension { domain: domain(name), codes: TagCodes::One(codes.into()) }
        };
        let dimensions = ["忠诚度", "忠诚二", "忠诚三", "忠诚四"].into_iter().enumerate().map(dimension).collect();
        (facts, TagTable { rows: rows.len(), dimensions, ..TagTable::default() })
    }

    fn built_ins() -> Vec<Arc<dyn Layerer>> {
        let spec: LayersSpec = serde_json::from_str(SPEC).unwrap();
        let fields: Fields = [("金额", FactUnit::Money), ("次数", FactUnit::Count), ("距今", FactUnit::Days)].into_iter().collect();
        let mut errors = Vec::new();
        let domains = ["忠诚度", "忠诚二", "忠诚三"].map(domain);
        let state = Arc::new(TagDomain { values: ["活跃", "沉睡", "流失", "unknown"].map(str::to_owned).to_vec(), ..(*domain("忠诚四")).clone() });
        let plan = LayerPlan::compile(&spec, &fields, domains.iter().chain([&state]), &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        plan.layerers().to_vec()
    }

    fn number(most: i64) -> impl Strategy<Value = Option<i64>> {
        prop_oneof![1 => Just(None), 4 => (0..7_i64).prop_map(Some), 4 => (-50..most).prop_map(Some), 1 => prop_oneof![Just(i64::MAX), Just(i64::MIN), Just(1 << 40)].prop_map(Some)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_built_in_layerers_keep_the_laws(rows in proptest::collection::vec((number(3_000_000), number(20), number(400), 0_u16..4), 0..60)) {
            let (facts, tags) = tables(&rows);
            let all = built_ins();
            for layerer in &all {
                prop_assert_eq!(super::layerer(&**layerer, &facts, &tags), Vec::<String>::new(), "{}", layerer.name());
            }
            for (name, by, lowest_first) in MONOTONE {
                let layerer = all.iter().find(|layerer| layerer.name() == name).unwrap();
                prop_assert_eq!(layerer_is_monotone(&**layerer, &facts, &tags, by, lowest_first), Vec::<String>::new(), "{}", name);
            }
        }
    }

    /// Gives layers by the place in the table, and hands out a model that depends on the order.
    #[derive(Debug)]
    struct ByRow;

    impl Layerer for ByRow {
        fn name(&self) -> &str {
            "行"
        }

        fn layers(&self) -> &[String] {
            static LAYERS: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
            LAYERS.get_or_init(|| vec!["一".to_owned(), "二".to_owned()])
        }

        fn fit(&self, facts: &FactTable, _: &TagTable) -> Option<LayerModel> {
            let first = facts.columns.first()?.number(0)?;
            Some(LayerModel::Cuts(crate::model::Cuts {
                by: "金额".into(),
                unit: FactUnit::Money,
                lowest_first: false,
                ends: vec![first],
                ranked: 0,
                unknown: 0,
                negative: 0,
                tied: vec![0],
            }))
        }

        fn assign(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable) -> Vec<u16> {
            let more = u16::from(matches!(model, Some(LayerModel::Rfm(_)))) * 7;
            (0..facts.rows).map(|row| u16::from(row % 2 == 1) + more).collect()
        }

        fn explain(&self, _: Option<&LayerModel>, facts: &FactTable, _: &TagTable, _: usize) -> Explanation {
            Explanation::new(crate::model::Statement::Layer {
                layering: "行".into(),
                layer: "一".into(),
                decided: crate::model::Decided::NoCell(vec![(facts.rows.to_string(), None)]),
            })
        }
    }

    #[test]
    fn a_layerer_that_breaks_a_law_is_told_which() {
        let rows: Vec<_> = (0..6).map(|n| (Some(n * 100), Some(n), Some(n), 0)).collect();
        let (facts, tags) = tables(&rows);
        let broken = layerer(&ByRow, &facts, &tags).join("; ");
        for law in [
            "another order of the customers gives another model",
            "another order of the customers gives other layers",
            "customer 1 alone gets another layer than in the batch",
            "customer 1 is \"二\" and the explanation does not say so",
            "a model of something else is not taken for none",
        ] {
            assert!(broken.contains(law), "{law}: {broken}");
        }
        // More is worse to a layerer that has them by days.
        let days = built_ins().into_iter().find(|layerer| layerer.name() == "后分位").unwrap();
        let broken = layerer_is_monotone(&*days, &facts, &tags, "距今", false);
        assert!(broken[0].contains("\"A\" with 1 of 距今, and \"B\" with 2") && broken[0].ends_with("which is better"), "{broken:?}");
        assert_eq!(layerer_is_monotone(&*days, &facts, &tags, "没有", false), ["there is no fact \"没有\""]);
    }
}
