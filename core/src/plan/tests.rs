//! The templates' rows on identity and profiles, with their values.

use super::{Outcome, Plan};
use crate::Code;
use crate::interop::json;
use crate::model::Decision;

const FIELDS: &str = r#"[{"name":"姓名","kind":{"person_name":{}}},{"name":"电话","kind":{"phone":{}}},{"name":"身份证号","kind":{"resident_id":{}}}]"#;

fn plan(identity: &str, unique: bool) -> Result<Plan, crate::Error> {
    let columns = r#"[{"field":"姓名","from":["姓名"]},{"field":"电话","from":["电话"]},{"field":"身份证号","from":["身份证号"]}]"#;
    let source = |name: &str| format!(r#"{{"name":"{name}","id":"号","time":"时间","unique":{unique},"columns":{columns}}}"#);
    Plan::from_json(&format!(r#"{{"version":1,"fields":{FIELDS},"sources":[{},{}],"identity":{identity}}}"#, source("官网"), source("门店")))
}

fn run(identity: &str, unique: bool, web: &str, shop: &str) -> Outcome {
    let tables = format!(r#"{{"as_of":"2024-06-30","tables":{{"官网":[{web}],"门店":[{shop}]}}}}"#);
    json::run(&plan(identity, unique).unwrap(), &tables).unwrap()
}

fn ids(outcome: &Outcome) -> Vec<&str> {
    outcome.customers().map(|c| c.id()).collect()
}

#[test]
fn r38_the_same_phone_in_web_and_shop_is_one_customer_with_one_id() {
    let out = run("{}", false, r#"{"号":"1","姓名":"客户A","电话":"13800138001","时间":"2024-05-01"}"#, r#"{"号":"M1","姓名":"客户A","电话":"138-0013-8001","时间":"2024-05-18"}"#);
    assert_eq!(ids(&out), ["C20240501001"]);
    assert_eq!(out.customer("C20240501001").map(|c| c.records().len()), Some(2));
}

#[test]
fn r36_t11_the_last_four_digits_are_never_sufficient_alone() {
    // Weights that would join at once, were the level not weak.
    let by_tail = r#"{"blocking":{"rules":[{"keys":[{"field":"电话","component":"tail4"}]}]},"training":{"prior":{"random_pair":0.4}},
      "comparisons":[{"field":"电话","levels":[{"label":"exact","test":{"exact":{}}},
        {"label":"same_tail4","test":{"same":{"component":"tail4"}},"weak":true,"m":0.9,"u":0.0001}]}]}"#;
    let out = run(by_tail, false, r#"{"号":"1","电话":"****5678"}"#, r#"{"号":"M1","电话":"****5678"},{"号":"M2","电话":"139****5678"}"#);
    assert_eq!(out.customers().len(), 3);
    assert!(out.pairs().len() == 3 && out.pairs().all(|p| p.decision == Decision::WeakOnly && p.weight > 0));
    let alone = r#"{"comparisons":[{"field":"电话"}],"rules":[{"always":[{"comparison":"电话","at_least":"same_tail4"}]}]}"#;
    let error = plan(alone, false).unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::InvalidSpec, "identity.rules[0].always"));
}

#[test]
fn r28_missing_states_never_match_each_other() {
    let row = |id: &str| format!(r#"{{"号":"{id}","姓名":"待补充","电话":"未知","身份证号":"待沟通确认"}}"#);
    let out = run("{}", false, &row("1"), &row("M1"));
    assert_eq!(out.customers().len(), 2);
    let states: Vec<_> = out.notes().filter_map(|n| n.missing).map(|m| m.as_str()).collect();
    assert_eq!(states, ["to_be_filled", "unknown", "to_be_confirmed", "to_be_filled", "unknown", "to_be_confirmed"]);
}

#[test]
fn r35_two_identity_numbers_are_never_one_person_however_much_else_agrees() {
    let row = |id: &str, card: &str| format!(r#"{{"号":"{id}","姓名":"王芳","电话":"13812345678","身份证号":"{card}"}}"#);
    let out = run("{}", false, &row("1", "11010519491231002X"), &row("M1", "440524188001010014"));
    assert_eq!(out.customers().len(), 2);
    let same = run("{}", false, &row("1", "11010519491231002X"), &row("M1", "11010519491231002x"));
    assert_eq!(same.customers().len(), 1);
}

#[test]
fn r40_every_value_carries_its_source_record_and_time_and_losers_are_kept() {
    let out =
        run("{}", false, r#"{"号":"1","姓名":"陳芳","电话":"13812345678","时间":"2024-05-01"}"#, r#"{"号":"M1","姓名":"陈芳","电话":"13812345678","时间":"2024-06-01 10:00"}"#);
    let customer = out.customers().next().unwrap();
    let value = customer.value("姓名").unwrap();
    assert_eq!((value.value, value.record.source, value.record.id, value.time), ("陈芳", "门店", "M1", Some(1_717_236_000)));
    let text = out.explain_value(customer.id(), "姓名").unwrap().to_string();
    assert!(text.contains("not “陳芳” from 官网 1"), "{text}");
}

#[test]
fn every_clusterer_keeps_to_one_record_of_a_unique_source_and_one_identity_number() {
    let ids = ["11010519491231002X", "440524188001010014", ""];
    let row = |at: usize, id: &str| format!(r#"{{"号":"{id}{at}","姓名":"王芳","电话":"13812345678","身份证号":"{}"}}"#, ids[at % 3]);
    let rows = |id: &str| (0..9).map(|at| row(at, id)).collect::<Vec<_>>().join(",");
    for clustering in [r#"{"best_first":{}}"#, r#"{"center":{}}"#, r#"{"star":{}}"#, r#"{"one_to_one":{}}"#, r#"{"correlation":{"doubt":2}}"#] {
        for unique in [false, true] {
            let out = run(&format!(r#"{{"clustering":{clustering}}}"#), unique, &rows("W"), &rows("M"));
            let mut together = 0;
            for customer in out.customers() {
                let count = |of: &dyn Fn(&str, &str) -> bool| customer.records().filter(|r| of(r.source, r.id)).count();
                let number = |at: usize| count(&|_, id| id.ends_with(|c: char| c.to_digit(10).is_some_and(|d| d as usize % 3 == at)));
                assert!(number(0) == 0 || number(1) == 0, "{clustering}: two identity numbers are one customer's");
                let most = if unique { 1 } else { 9 };
                assert!(count(&|source, _| source == "官网") <= most && count(&|source, _| source == "门店") <= most, "{clustering}: a source twice");
                together += usize::from(customer.records().len() > 1);
            }
            assert!(together >= 2, "{clustering}: constraints are no reason to join nothing");
        }
    }
}

#[test]
fn unique_sources_are_linked_one_to_one() {
    let row = |id: &str| format!(r#"{{"号":"{id}","姓名":"王芳","电话":"13812345678"}}"#);
    let out = run("{}", true, &[row("1"), row("2")].join(","), &[row("M1"), row("M2")].join(","));
    assert_eq!(out.customers().len(), 2);
    for customer in out.customers() {
        let sources: Vec<&str> = customer.records().map(|r| r.source).collect();
        assert_eq!(sources, ["官网", "门店"]);
    }
}
