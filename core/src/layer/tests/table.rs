//! A small table over tags written by hand.

use super::super::*;
use crate::model::{FactColumn, FactUnit, FactValues, NO_TAG, TagCodes, TagDimension};

fn domain(name: &str, many: bool) -> Arc<TagDomain> {
    let values = vec!["高".to_owned(), "低".to_owned(), "unknown".to_owned()];
    Arc::new(TagDomain { name: name.into(), parent: None, values, unknown: Some(2), many })
}

fn compile(json: &str) -> (LayerPlan, Vec<Error>) {
    let spec: LayersSpec = serde_json::from_str(json).unwrap();
    let fields: Fields = [("n", FactUnit::Count)].into_iter().collect();
    let domains = [domain("价值", false), domain("活跃度", false), domain("标签", true)];
    let mut errors = Vec::new();
    let plan = LayerPlan::compile(&spec, &fields, &domains, &mut errors);
    (plan, errors)
}

const TABLE: &str = r#"[{"table": {"name": "分层", "dimensions": ["价值", "活跃度"], "layers": ["S", "B", "C"],
    "overrides": [{"when": "n > 90", "layer": "C"}, {"when": "n > 80", "layer": "B"}],
    "cells": {"高": {"高": "S", "低": "B"}, "低": {"高": "B", "低": "C"}}, "otherwise": "B"}}]"#;

fn input() -> (FactTable, TagTable) {
    let values = FactValues::Number(vec![Some(1), Some(1), Some(99), Some(85), None, None, None].into());
    let facts = FactTable { rows: 7, columns: vec![FactColumn { name: "n".into(), unit: FactUnit::Count, values }] };
    let dimension = |name, codes: Vec<u16>| TagDimension { domain: domain(name, false), codes: TagCodes::One(codes.into()) };
    let tags =
        TagTable { rows: 7, dimensions: vec![dimension("价值", vec![0, 1, 0, 0, 0, 2, NO_TAG]), dimension("活跃度", vec![0, 1, 0, 0, 1, 0, 0])], ..TagTable::default() };
    (facts, tags)
}

#[test]
fn overrides_go_before_cells_and_everyone_has_a_layer() {
    let (plan, errors) = compile(TABLE);
    assert!(errors.is_empty(), "{errors:?}");
    let (facts, tags) = input();
    let layers = plan.evaluate(&facts, &tags);
    let found: Vec<Option<&str>> = (0..7).map(|row| layers[0].layer(row)).collect();
    assert_eq!(found, [Some("S"), Some("C"), Some("C"), Some("B"), Some("B"), Some("B"), Some("B")]);
    assert_eq!(layers[0].counts(), [1, 4, 2]);
    let nothing = plan.evaluate(&FactTable { rows: 2, columns: Vec::new() }, &TagTable::default());
    assert_eq!(nothing[0].codes, [1, 1]);
}

#[test]
fn explanations_name_the_cell_or_the_override() {
    let (plan, _) = compile(TABLE);
    let (facts, tags) = input();
    let layers = plan.evaluate(&facts, &tags);
    let text = |row| plan.explain(&layers, &facts, &tags, "分层", row).unwrap().text;
    assert_eq!(text(0), "分层: S (cell 价值 = 高, 活跃度 = 高)");
    assert_eq!(text(3), "分层: B (override 2: `n > 80`)");
    assert_eq!(text(5), "分层: B (otherwise, since not everything is known: 价值 = unknown, 活跃度 = 高)");
    assert_eq!(plan.explain(&layers, &facts, &tags, "分", 0).unwrap_err().code(), Code::UnknownDimension);
}

#[test]
fn every_missing_and_surplus_cell_is_named() {
    let json = r#"[{"table": {"name": "", "dimensions": ["价值", "活跃度"],
        "cells": {"高": {"高": "S", "中": "B"}, "其他": {"高": "B"}}, "otherwise": "B"}}]"#;
    let (_, errors) = compile(json);
    let found: Vec<(&str, Code)> = errors.iter().map(|e| (e.path(), e.code())).collect();
    assert_eq!(
        found,
        [
            ("layers[0].table.name", Code::OutOfRange),
            ("layers[0].table.cells.其他", Code::IncompleteTable),
            ("layers[0].table.cells.高.中", Code::IncompleteTable),
            ("layers[0].table.cells.高.低", Code::IncompleteTable),
            ("layers[0].table.cells.低", Code::IncompleteTable),
        ]
    );
    assert_eq!(errors[3].detail(), "no layer for `价值 = 高, 活跃度 = 低`");
}

#[test]
fn names_are_checked() {
    let json = r#"[{"table": {"name": "a", "dimensions": ["价值", "标签", "活跃", "价值"], "layers": ["S", "S"],
        "overrides": [{"when": "价值 = \"中\"", "layer": "C"}], "cells": "S", "otherwise": "B"}},
       {"table": {"name": "a", "dimensions": ["价值", "活跃度"], "cells": {"高": "S", "低": {"高": {"高": "S"}, "低": "B"}}, "otherwise": ""}}]"#;
    let (_, errors) = compile(json);
    let found: Vec<(&str, Code)> = errors.iter().map(|e| (e.path(), e.code())).collect();
    assert_eq!(
        found,
        [
            ("layers[0].table.layers[1]", Code::DuplicateName),
            ("layers[0].table.overrides[0].layer", Code::UnknownValue),
            ("layers[0].table.overrides[0].when", Code::UnknownValue),
            ("layers[0].table.dimensions[1]", Code::TypeMismatch),
            ("layers[0].table.dimensions[2]", Code::UnknownDimension),
            ("layers[0].table.dimensions[3]", Code::DuplicateName),
            ("layers[0].table.otherwise", Code::UnknownValue),
            ("layers[1].table.name", Code::DuplicateName),
            ("layers[1].table.otherwise", Code::OutOfRange),
            ("layers[1].table.cells.高", Code::IncompleteTable),
            ("layers[1].table.cells.低.高", Code::IncompleteTable),
        ]
    );
}

/// R69 and R70 as they run: every cell of the table of the catalogue is what the customers of that combination get.
#[test]
fn r69_r70_the_shipped_tables_give_their_layers() {
    for (table, quoted) in [
        (
            "purchase_and_interaction",
            [(["高", "高", "高"], "高价值客户"), (["高", "低", "中"], "潜力客户"), (["低", "低", "高"], "普通客户"), (["高", "高", "低"], "流失风险客户")],
        ),
        (
            "value_activity_loyalty",
            [(["高", "高", "高"], "高价值忠诚客户"), (["高", "高", "中"], "潜力客户"), (["低", "中", "高"], "潜力客户"), (["高", "低", "高"], "流失风险客户")],
        ),
    ] {
        let template = LayerTableTemplate::named(table).unwrap();
        let names = &template.table.dimensions;
        let own = |name: &String| Arc::new(TagDomain { values: ["高", "中", "低"].map(str::to_owned).to_vec(), ..TagDomain::empty(name) });
        let domains: Vec<Arc<TagDomain>> = names.iter().map(own).collect();
        let spec: LayersSpec = serde_json::from_str(&format!(r#"[{{"catalogue": {{"table": "{table}"}}}}]"#)).unwrap();
        let mut errors = Vec::new();
        let plan = LayerPlan::compile(&spec, &Fields::new(), &domains, &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        // 27 customers, one of each combination.
        let codes = |place: u32| (0..27_u16).map(|row| row / 3_u16.pow(2 - place) % 3).collect::<Vec<u16>>();
        let dimensions = (0..).zip(&domains).map(|(at, domain)| TagDimension { domain: domain.clone(), codes: TagCodes::One(codes(at).into()) }).collect();
        let tags = TagTable { rows: 27, dimensions, ..TagTable::default() };
        let found = plan.evaluate(&FactTable { rows: 27, columns: Vec::new() }, &tags);
        for (values, layer) in quoted {
            let row = (0..27).find(|row| (0..3).all(|at| tags.value(&names[at], *row) == Some(values[at]))).unwrap();
            assert_eq!(found[0].layer(row), Some(layer), "{values:?}");
        }
        // The cells are those of the table, in their order.
        let cell = |row: usize| {
            (0..3).try_fold(&template.table.cells, |cells, at| match cells {
                crate::spec::Cells::Split(split) => split.get(tags.value(&names[at], row)?),
                crate::spec::Cells::Layer(_) => None,
            })
        };
        for row in 0..27 {
            assert!(matches!(cell(row), Some(crate::spec::Cells::Layer(layer)) if Some(layer.as_str()) == found[0].layer(row)), "{row}");
        }
    }
}
