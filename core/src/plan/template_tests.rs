//! What a run says about required fields, over-collection, times, identifiers and verification: the templates' rows.

use super::{Outcome, Plan};
use crate::interop::json;
use crate::model::Status;
use crate::spec::Survivorship;

/// The findings of a code as `path: text`.
fn found(outcome: &Outcome, code: &str) -> Vec<String> {
    outcome.findings().iter().filter(|f| f.code == code).map(|f| format!("{}: {}", f.path, f.text)).collect()
}

fn run(spec: &str, tables: &str) -> Outcome {
    json::run(&Plan::from_json(spec).unwrap(), &format!(r#"{{"tables":{tables}}}"#)).unwrap()
}

const FORM: &str = r#"{"version":1,"business":"b2b",
  "fields":[{"name":"客户名称","kind":{"company":{}},"need":"required"},{"name":"联系人","kind":{"person_name":{}},"need":"required"},
    {"name":"联系方式","kind":{"phone":{}},"need":"required"},{"name":"企业规模","kind":{"text":{}}}],
  "sources":[{"name":"表单","id":"号","time":"首次接触时间","columns":[{"field":"客户名称","from":["客户名称"]},{"field":"联系人","from":["姓名"]},
    {"field":"联系方式","from":["联系电话"]},{"field":"企业规模","from":["企业规模"]}]}]}"#;

#[test]
fn r26_required_fields_must_not_be_empty() {
    let rows = r#"{"表单":[
      {"号":"1","客户名称":"苏州工业园区*科技有限公司","姓名":"张*","联系电话":"13812345678","企业规模":"","首次接触时间":"2023-10-15"},
      {"号":"2","客户名称":"","姓名":"王芳","联系电话":"1381234","首次接触时间":"2023-10-15"},
      {"号":"3","客户名称":"待补充","姓名":"李四","联系电话":null,"首次接触时间":"2023-10-15"},
      {"号":"4","客户名称":"-","姓名":"赵六","联系电话":"13987654321","首次接触时间":"2023-10-15"}]}"#;
    let out = run(FORM, rows);
    assert_eq!(
        found(&out, "missing_required"),
        [
            "表单.客户名称: 3 of 4 records (75.0 %) hold no `客户名称`, which is required (必采, R26); the first: `2`, `3`, `4`",
            "表单.联系方式: 1 of 4 records (25.0 %) hold no `联系方式`, which is required (必采, R26); the first: `3`; 1 more hold one that cannot be read",
        ]
    );
    // Nothing is lost, and every record says what it lacks: once.
    assert_eq!(out.records().len(), 4);
    let missing: Vec<_> = out.notes().filter(|n| n.status == Status::Missing).map(|n| (n.record_id, n.field, n.raw, n.missing.map(|m| m.as_str()))).collect();
    assert_eq!(
        missing,
        [("2", "客户名称", "", Some("absent")), ("3", "客户名称", "待补充", Some("to_be_filled")), ("3", "联系方式", "", Some("absent")), ("4", "客户名称", "-", Some("absent")),]
    );
    assert!(out.notes().any(|n| n.record_id == "2" && n.field == "联系方式" && n.status == Status::Invalid));
    // 选采: 企业规模 may be empty.
    assert!(found(&out, "over_collected").is_empty() && found(&out, "missing_field").is_empty());
}

#[test]
fn r26_a_source_without_a_column_for_a_required_field_says_so_once() {
    let spec = FORM.replace(r#"{"field":"联系人","from":["姓名"]},"#, "");
    let out = run(&spec, r#"{"表单":[{"号":"1","客户名称":"阿里巴巴","联系电话":"13812345678","首次接触时间":"2023-10-15"}]}"#);
    assert_eq!(found(&out, "missing_required"), ["表单.联系人: no column of the source feeds `联系人`, which is required (必采, R26): 1 of 1 records (100.0 %) hold none"]);
    assert_eq!(found(&out, "missing_field"), ["contact_name: `b2b` collects `联系人` (必采, R7), and no source feeds it"]);
    assert_eq!(out.notes().filter(|n| n.status == Status::Missing).count(), 0);
}

#[test]
fn r7_no_more_is_collected_than_the_business_needs() {
    let spec = r#"{"version":1,"business":"b2c",
      "fields":[{"name":"name","kind":{"person_name":{}}},{"name":"电话","kind":{"phone":{}}},{"name":"证件","kind":{"resident_id":{}}},{"name":"卡","kind":{"bank_card":{}}},
        {"name":"生日","kind":{"date":{}}}],
      "sources":[{"name":"门店","id":"号","time":"到访时间","columns":[{"field":"name","from":["顾客"]},{"field":"电话","from":["电话"]},{"field":"证件","from":["会员卡号"]},
        {"field":"卡","from":["银行卡"]},{"field":"生日","from":["生日"]}]}]}"#;
    let rows = r#"{"门店":[
      {"号":"1","顾客":"张三","电话":"13812345678","会员卡号":"11010519491231002X","生日":"1949-12-31","星座":"摩羯","企业规模":"50-100人","空":"-","到访时间":"2024-05-01","咨询产品":"A"},
      {"号":"2","顾客":"李四","电话":"13987654321","会员卡号":"","星座":"未知","到访时间":"2024-05-02"}]}"#;
    let out = run(spec, rows);
    let over = found(&out, "over_collected");
    assert_eq!(
        over,
        [
            "卡: the field `卡` holds values on 0 of 2 records, and the template `b2c` does not collect it: 避免过度收集 (R7); it is sensitive personal information (bank_card)",
            "生日: the field `生日` holds values on 1 of 2 records, and the template `b2c` does not collect it: 避免过度收集 (R7); it is sensitive personal information (生日)",
            "证件: the field `证件` holds values on 1 of 2 records, and the template `b2c` does not collect it: 避免过度收集 (R7); it is sensitive personal information (resident_id)",
            "门店.企业规模: the column `企业规模`, which feeds nothing, holds values on 1 of 2 records, and the template `b2c` does not collect it: 避免过度收集 (R7)",
            "门店.星座: the column `星座`, which feeds nothing, holds values on 1 of 2 records, and the template `b2c` does not collect it: 避免过度收集 (R7)",
        ]
    );
    // Without a business nobody says what is needed.
    let quiet = run(&spec.replace(r#""business":"b2c","#, ""), rows);
    assert!(found(&quiet, "over_collected").is_empty() && found(&quiet, "missing_field").is_empty());
}

#[test]
fn r7_the_least_is_collected_under_any_name_or_by_another_way() {
    let missing = |fields: &str, columns: &str| {
        let spec = format!(r#"{{"version":1,"business":"b2c","fields":[{fields}],"sources":[{{"name":"官网","columns":[{columns}]}}]}}"#);
        found(&run(&spec, r#"{"官网":[]}"#), "missing_field")
    };
    assert_eq!(missing(r#"{"name":"n","kind":{"person_name":{}}},{"name":"t","kind":{"phone":{}}}"#, r#"{"field":"n","from":["x"]},{"field":"t","from":["y"]}"#), [""; 0]);
    // An e-mail address is a 联系方式.
    assert_eq!(
        missing(r#"{"name":"姓名","kind":{"person_name":{}}},{"name":"邮箱","kind":{"email":{}}}"#, r#"{"field":"姓名","from":["x"]},{"field":"邮箱","from":["y"]}"#),
        [""; 0]
    );
    // The own staff is no customer, and a field without a column holds nothing.
    assert_eq!(
        missing(r#"{"name":"对接人","kind":{"person_name":{}}},{"name":"电话","kind":{"phone":{}}}"#, r#"{"field":"对接人","from":["x"]}"#),
        [
            "name: `b2c` collects `姓名` (必采, R7), and no source feeds it",
            "phone: `b2c` collects `联系方式` (必采, R7), and no source feeds it, nor `邮箱` instead, nor `微信OpenID` instead",
        ]
    );
}

#[test]
fn r18_every_row_carries_a_time_and_an_identifier_or_says_which_it_lacks() {
    let spec = r#"{"version":1,"fields":[{"name":"手机号","kind":{"phone":{}}},{"name":"昵称","kind":{"nickname":{}}},{"name":"姓名","kind":{"person_name":{}}},
        {"name":"订单号","kind":{"code":{}},"module":"interactions"}],
      "sources":[{"name":"官网","id":"号","time":"注册时间","columns":[{"field":"手机号","from":["联系方式"]}]},
        {"name":"抖音","id":"号","time":"互动时间","columns":[{"field":"昵称","from":["昵称"]}]},
        {"name":"门店","id":"号","columns":[{"field":"姓名","from":["顾客"]},{"field":"订单号","from":["单"]}]},
        {"name":"展会","columns":[{"field":"姓名","from":["姓名"]}]}]}"#;
    let rows = r#"{"官网":[{"号":"1","注册时间":"2024-05-01","联系方式":"13812345678"},{"号":"2","注册时间":"","联系方式":"138"},{"号":"3","注册时间":"昨天","联系方式":"****5678"}],
      "抖音":[{"号":"1","互动时间":"2024-05-01 10:23","昵称":"小红薯"}],"门店":[{"号":"1","顾客":"张三","单":"DD1"}],"展会":[]}"#;
    let out = run(spec, rows);
    assert_eq!(
        found(&out, "row_without_identifier"),
        [
            "官网: 1 of 3 records (33.3 %) hold no identifier (手机号, 昵称 …) that can be read (R18); the first: `2`",
            "门店: 1 of 1 records (100.0 %) hold no identifier: no column of the source feeds one (R18); the first: `1`",
        ]
    );
    assert_eq!(found(&out, "row_without_time"), ["官网: 2 of 3 records (66.7 %) hold no time that can be read (R18); the first: `2`, `3`"]);
    assert_eq!(found(&out, "source_without_time"), ["门店: the spec names no column of the time of its 1 records (R18)"]);
}

const CHECKED: &str = r#"{"version":1,"fields":[{"name":"客户","kind":{"code":{}}},{"name":"联系方式","kind":{"phone":{}}}],
  "profile":{"fields":[{"field":"联系方式","by":[{"verified":{}},{"most_recent":{}}]}]},
  "identity":{"rules":[{"always":[{"comparison":"客户","at_least":"exact"}]}]},
  "sources":[{"name":"CRM","id":"号","time":"时间","columns":[{"field":"客户","from":["客户"]},
    {"field":"联系方式","from":["手机"],"verified":{"method":{"column":"方式"},"date":{"column":"日期"},"operator":{"column":"人"}}}]}]}"#;

#[test]
fn r27_verification_carries_method_date_and_operator_to_the_profile() {
    let rows = r#"{"CRM":[
      {"号":"1","客户":"A","时间":"2024-05-01","手机":"13812345678","方式":"电话回访","日期":"2024-05-02","人":"小A"},
      {"号":"2","客户":"A","时间":"2024-06-01","手机":"13987654321","方式":"短信","日期":"","人":"小B"},
      {"号":"3","客户":"A","时间":"2024-06-02","手机":"13700001111","方式":"未核实","日期":"2024-06-02","人":"小B"},
      {"号":"4","客户":"A","时间":"2024-04-01","手机":"138-1234-5678","方式":"","日期":"","人":""},
      {"号":"5","客户":"B","时间":"2024-04-01","手机":"","方式":"电话回访","日期":"2024-05-02","人":"小A"},
      {"号":"6","客户":"C","时间":"2024-04-01","手机":"13600002222","方式":"电话回访","日期":"改天","人":"-"}]}"#;
    let out = run(CHECKED, rows);
    let customer = out.customer_of("CRM", "1").unwrap();
    let value = customer.value("联系方式").unwrap();
    let verified = value.verified.unwrap();
    // The latest record is the third; the first is the verified one.
    assert_eq!((value.value, value.record.id, value.by), ("13812345678", "1", Some(&Survivorship::Verified {})));
    assert_eq!((verified.method, verified.date, verified.operator, verified.record.id), (Some("电话回访"), Some(1_714_608_000), Some("小A"), "1"));
    assert_eq!(
        found(&out, "incomplete_verification"),
        [
            "CRM.联系方式: 2 of 3 verifications (66.7 %) say too little and do not count: 0 without a method, 2 without a date that can be read, 1 without an operator (R27); the first: `2`, `6`"
        ]
    );
    let document = json::outcome(&out);
    let profile = |id: &str| document["customers"].as_array().unwrap().iter().find(|c| c["records"][0]["record_id"] == id).unwrap()["profile"]["联系方式"].clone();
    assert_eq!(profile("1")["verified"], serde_json::json!({"method": "电话回访", "date": "2024-05-02T00:00:00", "operator": "小A", "source": "CRM", "record_id": "1"}));
    assert_eq!(profile("6")["verified"], serde_json::json!({"method": "电话回访", "date": null, "operator": null, "source": "CRM", "record_id": "6"}));
    let why = out.explain_value(customer.id(), "联系方式").unwrap().to_string();
    assert!(why.contains("it was verified") && why.contains("verified: method “电话回访”, date 2024-05-02, operator “小A”, says CRM 1"), "{why}");
}

#[test]
fn r27_a_value_is_verified_whichever_record_won() {
    // Most frequent decides, so the winner is the first row; the second confirms the same number.
    let spec = CHECKED.replace(r#"[{"verified":{}},{"most_recent":{}}]"#, r#"[{"most_frequent":{}}]"#);
    let rows = r#"{"CRM":[{"号":"1","客户":"A","手机":"138 1234 5678"},{"号":"2","客户":"A","手机":"13812345678","方式":"电话","日期":"2024-05-02","人":"小A"}]}"#;
    let out = run(&spec, rows);
    let value = out.customer_of("CRM", "1").unwrap().value("联系方式").unwrap();
    assert_eq!((value.record.id, value.verified.map(|v| v.record.id)), ("1", Some("2")));
    // Constants alone hold for every value.
    let constant = r#"{"method":{"constant":"客服回访"},"date":{"constant":"2024-05-01"},"operator":{"constant":"小A"}}"#;
    let all = CHECKED.replace(r#"{"method":{"column":"方式"},"date":{"column":"日期"},"operator":{"column":"人"}}"#, constant);
    let out = run(&all, rows);
    assert_eq!(out.customer_of("CRM", "1").unwrap().value("联系方式").unwrap().verified.and_then(|v| v.method), Some("客服回访"));
    assert!(found(&out, "incomplete_verification").is_empty());
}

#[test]
fn templates_and_drafts_leave_as_json() {
    let template = json::template("b2b").unwrap();
    assert_eq!(template["modules"][0], serde_json::json!({"name": "base", "label": "客户基本信息"}));
    let phone = template["fields"].as_array().unwrap().iter().find(|f| f["name"] == "phone").unwrap();
    assert_eq!((&phone["label"], &phone["need"], &phone["module"]), (&"联系方式".into(), &"required".into(), &"base".into()));
    let error = json::template("b2d").unwrap_err();
    assert_eq!((error.code(), error.path(), error.help()), (crate::Code::UnknownValue, "business", Some("did you mean `b2b`?")));
    let draft = json::draft("b2b", r#"{"官网":["公司名称","联系人","手机","注册时间","星座"]}"#).unwrap();
    assert_eq!((&draft["unbound"], &draft["spec"]["sources"][0]["time"]), (&serde_json::json!({"官网": ["星座"]}), &"注册时间".into()));
    // A draft is a spec as it stands.
    assert!(found(&run(&draft["spec"].to_string(), r#"{"官网":[]}"#), "missing_field").is_empty());
    assert_eq!(json::draft("b2b", "[]").unwrap_err().code(), crate::Code::InvalidJson);
}
