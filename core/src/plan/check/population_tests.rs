//! What customers in a cell spent is told in the currency that it was spent in.

use super::tests::METRICS;
use crate::model::Language;
use crate::{Code, Plan};

/// Orders of two customers in a currency, as a plan reads them.
fn plan(kind: &str) -> crate::error::Result<Plan> {
    let text = format!(
        r#"{{"version": 1, "fields": [{{"name": "phone", "kind": {{"phone": {{}}}}}}], "sources": [{{"name": "web", "id": "id", "columns": [{{"field": "phone", "from": ["phone"]}}]}}],
          "facts": {{"streams": [{{"name": "i"}}, {{"name": "o", "attributes": [{{"name": "amount", "kind": {{"money": {kind}}}}}, {{"name": "no", "kind": {{"text": {{}}}}}}],
            "feeds": [{{"table": "orders", "time": "at", "link": {{"source": "source", "id": "id"}}, "attributes": {{"amount": {{"column": "amount"}}}}}}]}}], "metrics": [{METRICS}]}},
          "tags": {{"name": "T", "version": "1", "dimensions": [{{"name": "d", "rules": [{{"value": "much", "when": "spent >= 1000元"}}]}}]}}}}"#
    );
    Plan::from_json(&text)
}

fn told(kind: &str) -> (Option<i64>, [String; 2]) {
    let plan = plan(kind).unwrap();
    let web = ["13817650501", "13511112222", "13600001111", "13700002222"].iter().zip(1..).map(|(phone, id)| format!(r#"{{"id": "{id}", "phone": "{phone}"}}"#));
    let order = |(id, day, amount): (u8, u8, &str)| format!(r#"{{"source": "web", "id": "{id}", "at": "2024-05-0{day}", "amount": "{amount}"}}"#);
    let orders = [(1, 1, "£20.50"), (1, 2, "8"), (1, 3, "¥5"), (2, 3, "-0.25")].map(order);
    let input = format!(r#"{{"as_of": "2024-06-30", "tables": {{"web": [{}], "orders": [{}]}}}}"#, web.collect::<Vec<_>>().join(","), orders.join(","));
    let outcome = crate::interop::json::run(&plan, &input).unwrap();
    let report = outcome.check_rules();
    let gap = report.gaps.iter().find(|gap| gap.code == "gap").unwrap();
    (gap.revenue, [Language::En, Language::Zh].map(|language| gap.tell(language)))
}

#[test]
fn amounts_are_told_in_their_currency() {
    let (revenue, [en, zh]) = told(r#"{"currency": "GBP"}"#);
    assert_eq!(revenue, Some(2_825), "pounds and what names no currency");
    assert!(en.ends_with("4 of your 4 customers (100.0 %), GBP 28.25 a year."), "{en}");
    assert!(zh.ends_with("现有 4 位客户中的 4 位 (100.0 %), 年消费 GBP 28.25。"), "{zh}");
    let (revenue, [en, zh]) = told("{}");
    assert_eq!(revenue, Some(1_275), "yuan and what names no currency");
    assert!(en.ends_with(", ¥12.75 a year.") && zh.ends_with("年消费 ¥12.75。"), "{en} {zh}");
}

#[test]
fn a_currency_that_there_is_not_is_an_error() {
    let error = plan(r#"{"currency": "GBB"}"#).unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::UnknownValue, "facts.streams[1].attributes[0].kind.money.currency"));
    let error = plan(r#"{"currency": "pounds"}"#).unwrap_err();
    assert_eq!(error.code(), Code::InvalidJson);
    assert!(error.to_string().contains("ISO 4217"), "{error}");
}
