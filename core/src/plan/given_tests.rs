//! Choices by hand and last values find their customers, through merges and other dates.

use super::{Outcome, Plan};
use crate::interop::json;

const SPEC: &str = r#"{"version":1,
  "fields":[{"name":"姓名","kind":{"person_name":{}}},{"name":"电话","kind":{"phone":{}}}],
  "sources":[{"name":"官网","id":"号","time":"时间","columns":[{"field":"姓名","from":["姓名"]},{"field":"电话","from":["电话"]}]}],
  "tags":{"name":"t","version":"1",
    "dimensions":[{"name":"等级","domain":["高","潜力"],"null":{"keep_last":{"days":30}},"rules":[{"value":"高","when":"电话 = \"13812345678\""}]}],
    "manual":{"table":"手动","customer":"客户","dimension":"维度","value":"标签","actor":"操作人","until":"到期"},
    "previous":{"table":"上次","customer":"客户","dimension":"维度","value":"标签","since":"日期"}}}"#;

fn run(given: &str) -> Outcome {
    let input = format!(
        r#"{{"as_of":"2024-06-30",
          "previous":{{"version":1,"links":[{{"source":"官网","record_id":"1","customer_id":"C1"}},{{"source":"官网","record_id":"2","customer_id":"C2"}}]}},
          "tables":{{"官网":[{{"号":"1","姓名":"安然","电话":"13812345678","时间":"2024-05-01"}},{{"号":"2","姓名":"安然","电话":"13812345678","时间":"2024-05-02"}}],{given}}}}}"#
    );
    json::run(&Plan::from_json(SPEC).unwrap(), &input).unwrap()
}

fn codes(outcome: &Outcome) -> Vec<&'static str> {
    outcome.findings().iter().map(|f| f.code).collect()
}

#[test]
fn a_choice_follows_its_customer_into_another() {
    let out = run(r#""手动":[{"客户":"C2","维度":"等级","标签":"潜力","操作人":"张伟","到期":"2024-12-31"}],"上次":[]"#);
    let ids: Vec<&str> = out.customers().map(|c| c.id()).collect();
    assert_eq!(ids, ["C1"]);
    assert_eq!(out.customer("C1").unwrap().tags("等级").collect::<Vec<_>>(), ["潜力"]);
    // The day after its end it counts no more.
    let later = out.with_as_of(chrono::NaiveDate::from_ymd_opt(2025, 1, 1));
    assert_eq!(later.customer("C1").unwrap().tags("等级").collect::<Vec<_>>(), ["高"]);
    assert_eq!(codes(&later).iter().filter(|code| **code == "expired_choices").count(), 1);
    let back = later.with_as_of(chrono::NaiveDate::from_ymd_opt(2024, 6, 30));
    assert!(!codes(&back).contains(&"expired_choices"));
}

#[test]
fn what_cannot_be_joined_or_read_is_reported() {
    let out = run(r#""手动":[{"客户":"C9","维度":"等级","标签":"潜力","操作人":"","到期":""},{"客户":"C1","维度":"等级","标签":"潜力","操作人":"","到期":"年底"},
                  {"客户":"C1","维度":"","标签":"潜力","操作人":"","到期":""},{"客户":"C1","维度":"级别","标签":"潜力","操作人":"","到期":""}]"#);
    for code in ["unlinked_tags", "unread_tags", "unknown_dimension", "missing_source"] {
        assert!(codes(&out).contains(&code), "{code}: {:?}", out.findings());
    }
    assert_eq!(out.customer("C1").unwrap().tags("等级").collect::<Vec<_>>(), ["高"]);
}
