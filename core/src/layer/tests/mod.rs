//! Layers over facts and tags written by hand.

mod k_means;
mod laws;
mod ranking;
mod rfm;
mod score;
mod table;

use super::*;
use crate::model::{FactColumn, FactUnit, FactValues, TagCodes, TagDimension};

/// Facts of the units that layers read, and 忠诚度 with the values 高, 中, 低 and unknown.
fn compile(json: &str) -> (LayerPlan, Vec<Error>) {
    let spec: LayersSpec = serde_json::from_str(json).unwrap();
    let mut fields: Fields = [("金额", FactUnit::Money), ("次数", FactUnit::Count), ("距今", FactUnit::Days), ("占比", FactUnit::Ratio)].into_iter().collect();
    fields.push("姓名", FactUnit::Text);
    let mut errors = Vec::new();
    let plan = LayerPlan::compile(&spec, &fields, &[loyalty(false), TagDomain { name: "标签".into(), ..loyalty(true) }].map(Arc::new), &mut errors);
    (plan, errors)
}

fn sound(json: &str) -> LayerPlan {
    let (plan, errors) = compile(json);
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

/// What is wrong with a spec, as `code path`.
fn wrong(json: &str) -> Vec<String> {
    compile(json).1.iter().map(|e| format!("{} {}", e.code().as_str(), e.path())).collect()
}

fn loyalty(many: bool) -> TagDomain {
    TagDomain { name: "忠诚度".into(), parent: None, values: ["高", "中", "低", "unknown"].map(str::to_owned).to_vec(), unknown: Some(3), many }
}

fn facts(columns: &[(&str, FactUnit, &[Option<i64>])]) -> FactTable {
    let column = |(name, unit, values): &(&str, FactUnit, &[Option<i64>])| FactColumn { name: (*name).to_owned(), unit: *unit, values: FactValues::Number(values.to_vec().into()) };
    FactTable { rows: columns.first().map_or(0, |(.., values)| values.len()), columns: columns.iter().map(column).collect() }
}

fn tags(codes: &[u16]) -> TagTable {
    TagTable { rows: codes.len(), dimensions: vec![TagDimension { domain: loyalty(false).into(), codes: TagCodes::One(codes.to_vec().into()) }], ..TagTable::default() }
}

/// The layers of all customers, and the codes of what is found.
fn run(plan: &LayerPlan, facts: &FactTable) -> (Vec<String>, Vec<Finding>) {
    let tables = plan.evaluate(facts, &TagTable::default());
    let layers = (0..facts.rows).map(|row| tables[0].layer(row).unwrap().to_owned()).collect();
    (layers, plan.findings(&tables).collect())
}

fn told(plan: &LayerPlan, facts: &FactTable, row: usize) -> [String; 2] {
    let tables = plan.evaluate(facts, &TagTable::default());
    let why = plan.explain(&tables, facts, &TagTable::default(), &tables[0].name, row).unwrap();
    [why.text.clone(), why.in_language(crate::model::Language::Zh).text]
}
