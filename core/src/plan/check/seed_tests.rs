//! The traps of the templates: told of the rules as they were written, gone from the repaired ones.

use super::tests::holds;
use super::*;
use crate::model::Severity;

fn literal() -> Spec {
    serde_json::from_str(include_str!("../../../../examples/specs/seed-literal.json")).unwrap()
}

fn repaired() -> Spec {
    serde_json::from_str(include_str!("../../../../examples/specs/seed-repaired.json")).unwrap()
}

#[track_caller]
fn found<'r>(findings: &'r [RuleFinding], code: &str, name: &str, says: &[&str]) -> &'r RuleFinding {
    let fits = |f: &&RuleFinding| f.code == code && f.name == name && says.iter().all(|part| f.cell.contains(part) || f.text["en"].contains(part) || f.rule_set == *part);
    let all: Vec<(&str, &str, &str, &str)> = findings.iter().map(|f| (f.code, f.name.as_str(), f.rule_set.as_str(), f.cell.as_str())).collect();
    findings.iter().find(fits).unwrap_or_else(|| panic!("{code} {name} {says:?} in {all:#?}"))
}

#[test]
fn the_rules_as_they_were_written() {
    let spec = literal();
    assert!(crate::Plan::compile(&spec).is_err(), "they contradict themselves");
    let report = check_rules(&spec);
    holds(&spec, &report);
    // T1: one interaction in 30 days is no state.
    let t1 = found(&report.gaps, "gap", "状态", &["002", "近30天互动 = 1"]);
    assert_eq!((t1.severity, t1.witness.as_ref().unwrap().events[0].times), (Severity::Error, 1));
    // … and who never did anything has none either.
    found(&report.gaps, "undecided", "状态", &["002", "距上次互动 is missing"]);
    // T2: day 30 is in both.
    let t2 = found(&report.overlaps, "overlap", "状态", &["002", "距上次互动 = 30天", "活跃", "沉睡"]);
    assert!(t2.witness.as_ref().unwrap().events.iter().all(|e| e.days_before == Some(30)));
    // T3: exactly 10000 is high and middling.
    let t3 = found(&report.overlaps, "overlap", "价值", &["002", "年消费 = 10000元"]);
    assert_eq!(t3.witness.as_ref().unwrap().events[0].attributes["amount"], "10000.00");
    // T4: from 10,000 to 100,000, and between the bands of size.
    found(&report.gaps, "gap", "价值", &["001", "年消费 in (10000元, 100000元)"]);
    found(&report.gaps, "gap", "规模", &["001", "员工人数 in (50, 100)"]);
    found(&report.gaps, "gap", "规模", &["001", "员工人数 > 500"]);
    // T5: 15,000 a year is high by 002 and low by 003.
    let t5 = found(&report.conflicts, "conflicting_dimension", "价值", &["`低` by the rule set `003` and `高` by `002`"]);
    assert_eq!(t5.cell, "年消费 in [10000元, 50000元)");
    found(&report.conflicts, "conflicting_dimension", "价值", &["`普通`"]);
    // T6: active by interactions, by logins, by anything at all, by more than five.
    found(&report.conflicts, "conflicting_dimension", "活跃度", &["`高` by the rule set `003` and `高活跃` by `000`"]);
    let t6: Vec<&RuleFinding> = report.conflicts.iter().filter(|f| f.name == "状态" || f.name == "活跃").collect();
    assert!(t6.iter().any(|f| f.text["en"].contains("002-可量化")), "{t6:#?}");
    // T7: one purchase makes a sleeper active by R65, and a repeat customer by R66.
    found(&report.conflicts, "conflicting_dimension", "状态", &["`沉睡` by the rule set `002` and `活跃` by `002-动态`"]);
    found(&report.conflicts, "two_names", "状态", &["`近30天下单 >= 1` is `活跃` in the rule set `002-动态` and `复购客户` in `000`"]);
    // T10: one row of the table is there; the rest is not, and S is C as well.
    found(&report.gaps, "layer_gap", "综合分层", &["no layer"]);
    // T12: repurchases of all time or of a year.
    let t12 = found(&report.conflicts, "conflicting_metric", "复购次数", &[]);
    assert!(t12.witness.is_some());
    found(&report.conflicts, "conflicting_metric", "复购率", &[]);
    // T13: 999 customers a day.
    found(&report.lints, "id_overflow", "customer_id", &["after 999 new customers in a day"]);
    // T14: what was written down and what was done.
    found(&report.conflicts, "mixed_dimension", "跟进状态", &["`待处理`", "`沉睡客户`"]);
    // T15: ends by convention; 以下 has one by law.
    found(&report.lints, "implied_end", "价值", &["`10万+`"]);
    found(&report.lints, "implied_end", "价值", &["`3000-10000元`"]);
    found(&report.lints, "implied_end", "关键词标签", &["`3次+`"]);
    assert!(report.lints.iter().all(|f| !f.text["en"].contains("以下")));
    // T16: words without a definition.
    for word in ["新客户", "潜力客户", "中小企业", "长三角"] {
        found(&report.undefined, "undefined", word, &[]);
    }
    for word in ["中", "低"] {
        found(&report.undefined, "no_rule", word, &["003"]);
    }
}

#[test]
fn the_repaired_rules() {
    let spec = repaired();
    crate::Plan::compile(&spec).unwrap();
    let report = check_rules(&spec);
    let left: Vec<(&str, &str, &str, &str)> = report.findings().map(|f| (f.code, f.name.as_str(), f.cell.as_str(), f.text["en"].as_str())).collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn the_contradicted_cell_is_told() {
    // With the words of 忠诚度 and 活跃度 defined, the override of R71 meets the cell of S.
    let mut spec = repaired();
    let crate::spec::LayererSpec::Table(table) = &mut spec.layers.layerers[0] else { panic!() };
    table.overrides[0].note = None;
    table.overrides[0].when = "活跃度 = \"低\"".to_owned();
    let report = check_rules(&spec);
    holds(&spec, &report);
    let t10 = found(&report.conflicts, "contradicted_cell", "综合分层", &["`S级` by the table"]);
    assert_eq!(t10.cell, "价值 = \"高\" and 忠诚度 = \"高\" and 活跃度 = \"低\"");
    assert!(t10.witness.is_some());
    // Only the row of S left: 24 of 27 cells are missing.
    let crate::spec::LayererSpec::Table(table) = &mut spec.layers.layerers[0] else { panic!() };
    table.cells = serde_json::from_str(r#"{"高": {"高": {"高": "S级", "中": "S级", "低": "S级"}}}"#).unwrap();
    let gaps: Vec<String> = check_rules(&spec).gaps.into_iter().map(|f| f.text["en"].clone()).collect();
    let cells: Vec<&str> = gaps.iter().map(|text| text.split("(").last().unwrap()).collect();
    assert!(!cells.is_empty());
    assert!(cells.iter().all(|text| text.contains("of its 27 possible cells")), "{cells:?}");
}
