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
    assert_eq!(t1.text["en"], "1 interaction in the last 30 days, none on the day before them: no `状态`. Add a value for them, widen `活跃` or `沉睡`, or say `otherwise`.");
    assert_eq!(t1.text["zh"], "近30天互动 1 次、此前一天没有: 「状态」没有值。请补一类、放宽「活跃」或「沉睡」, 或写明 `otherwise`。");
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
    // T10: three of 27 cells are there; who is S and hardly active is C as well.
    let cells = |cell: &str| found(&report.gaps, "layer_gap", "综合分层", &[cell, "(18 of its 27 possible cells; 24 have none)"]).cell == cell;
    assert!(cells("价值 in {\"中\", \"低\"}") && cells("忠诚度 in {\"中\", \"低\"}"));
    let t10 = found(&report.conflicts, "contradicted_cell", "综合分层", &["`S级` by the table", "`C级` by the override"]);
    assert_eq!(t10.cell, "价值 = \"高\" and 忠诚度 = \"高\" and 活跃度 = \"低\"");
    // Which of 中 and 低 somebody is, nothing says.
    assert_eq!(t10.witness, None);
    // T12: repurchases of all time or of a year.
    let t12 = found(&report.conflicts, "conflicting_metric", "复购次数", &[]);
    assert!(t12.witness.is_some());
    found(&report.conflicts, "conflicting_metric", "复购率", &[]);
    // T13: 999 customers a day.
    found(&report.lints, "id_overflow", "customer_id", &["after 999 new customers in a day"]);
    let mut nowhere = spec.clone();
    nowhere.identity.customer_id.digits = None;
    assert!(check_rules(&nowhere).lints.iter().all(|f| f.code != "id_overflow"), "who asks for no length does not count on it");
    // … and the year that is counted begins before `C20231025001` was a customer.
    let t13 = found(&report.lints, "period_before_customer", "总交易额", &["begins on 2023-01-01 for everybody", "CYYYYMMDD…"]);
    assert_eq!(t13.severity, Severity::Note);
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
    // R59: dimensions of which the template says no more than their names.
    for name in ["年龄", "性别", "职业", "购买品类", "关注功能", "服务偏好"] {
        found(&report.undefined, "no_rule", name, &["002", "named and has no values"]);
    }
    let unread: Vec<&RuleFinding> = report.not_analysed.iter().filter(|f| f.code == "empty_list").collect();
    assert!(unread.is_empty(), "{unread:#?}");
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

#[test]
fn t10_t13_on_data() {
    // Six customers of 2024 who bought for 60,000, 30,000, nothing …; the period of 2023 was before all of them.
    let spec = literal();
    let plan = crate::Plan::compile(&spec.without_rules()).unwrap();
    let rows: Vec<String> =
        (1..=6).map(|n| format!(r#"{{"编号":"{n}","姓名":"赵{}","手机号码":"1381234567{n}","注册时间":"2024-03-0{n}"}}"#, ["一", "二", "三", "四", "五", "六"][n - 1])).collect();
    let order = |n: usize, no: usize, yuan: u32| format!(r#"{{"来源":"官网","记录号":"{n}","订单号":"{no}","时间":"2024-06-01","金额":"{yuan}","商品":"产品A"}}"#);
    // 1: high and loyal; 2: high, bought once; 3: middling and loyal; 4: low, bought once; 5 and 6 bought nothing.
    let orders = [
        order(1, 11, 90_000),
        order(1, 12, 90_000),
        order(1, 13, 90_000),
        order(2, 21, 200_000),
        order(3, 31, 20_000),
        order(3, 32, 20_000),
        order(3, 33, 20_000),
        order(4, 41, 50),
    ];
    let input = format!(r#"{{"as_of":"2024-06-30","tables":{{"官网":[{}],"orders":[{}]}}}}"#, rows.join(","), orders.join(","));
    let outcome = crate::interop::json::run(&plan, &input).unwrap();
    assert_eq!(outcome.customers().len(), 6);
    let report = check_rules_on(&spec, &outcome);
    let counted = |cell: &str| found(&report.gaps, "layer_gap", "综合分层", &[cell]).customers;
    // 3, 4, 5 and 6; and 2 and 4, of whom it is known that they are not loyal.
    assert_eq!(counted("价值 in {\"中\", \"低\"}"), Some(4));
    assert_eq!(counted("忠诚度 in {\"中\", \"低\"}"), Some(2));
    assert_eq!(found(&report.conflicts, "contradicted_cell", "综合分层", &[]).customers, None);
    let t13 = found(&report.lints, "period_before_customer", "总交易额", &[]);
    assert_eq!((t13.customers, t13.of), (Some(6), Some(6)));
    // Who says why means it.
    let mut said = literal();
    said.facts.metrics.iter_mut().filter(|metric| metric.name == "总交易额").for_each(|metric| metric.note = Some("2023 年全年".to_owned()));
    assert!(check_rules(&said).lints.iter().all(|f| f.code != "period_before_customer"));
}
