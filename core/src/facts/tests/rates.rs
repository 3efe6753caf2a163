//! Shares of customers.

use super::*;

fn rates(rates: &str, rows: &[Order<'_>], customers: usize) -> Vec<Rate> {
    let json = format!(
        r#"{{"streams": [{{"name": "orders", "attributes": [{{"name": "amount", "kind": {{"money": {{}}}}}}, {{"name": "product", "kind": {{"text": {{}}}}}}]}}],
            "metrics": [{{"name": "订单数", "measure": {{"count": {{"of": "orders"}}}}}}, {{"name": "距上次", "measure": {{"recency": {{"of": "orders"}}}}}}], "rates": [{rates}]}}"#
    );
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&serde_json::from_str(&json).unwrap(), &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    plan.evaluate(&[orders(rows)], customers, Some(date("2024-06-30"))).rates
}

#[test]
fn a_share_of_some_customers() {
    let rows = [(0, "2024-06-01", None, "A"), (0, "2024-06-02", None, "A"), (1, "2024-06-03", None, "A"), (3, "2024-06-01", None, "A")];
    let found = rates(
        r#"{"name": "复购客户占比", "among": "订单数 >= 1", "when": "订单数 >= 2"},
           {"name": "近28天", "when": "距上次 < 28天"},
           {"name": "本月A", "when": "count(orders where product = \"A\", this month) >= 1"},
           {"name": "无人", "among": "订单数 > 9", "when": "订单数 > 10"}"#,
        &rows,
        5,
    );
    let numbers: Vec<_> = found.iter().map(|rate| (rate.value, rate.holds, rate.n, rate.undecided)).collect();
    // Customers 2 and 4 have no order, so that days since the last one are not known.
    assert_eq!(numbers, [(Some(333_333), 1, 3, 0), (Some(333_333), 1, 3, 2), (Some(600_000), 3, 5, 0), (None, 0, 0, 0)]);
    assert_eq!(found[0].definition.text, "share of customers with 订单数 >= 2 among those with 订单数 >= 1");
    assert_eq!(found[0].definition.unit, FactUnit::Ratio);
}

#[test]
fn rates_are_checked() {
    let spec: FactsSpec = serde_json::from_str(
        r#"{"streams": [{"name": "orders"}], "metrics": [{"name": "n", "measure": {"count": {"of": "orders"}}}],
            "rates": [{"name": "n", "when": "n > 1"}, {"name": "", "when": "m > 1"}, {"name": "c", "when": "n > 1", "among": "n >"}, {"name": "d", "when": "count(oders) > 1"}]}"#,
    )
    .unwrap();
    let mut errors = Vec::new();
    _ = FactsPlan::compile(&spec, &[], &mut errors);
    let found: Vec<(&str, Code)> = errors.iter().map(|e| (e.path(), e.code())).collect();
    assert_eq!(
        found,
        [
            ("facts.rates[0].name", Code::DuplicateName),
            ("facts.rates[1].name", Code::OutOfRange),
            ("facts.rates[3].when", Code::UnknownMetric),
            ("facts.rates[1].when", Code::UnknownMetric),
            ("facts.rates[2].among", Code::RuleSyntax),
        ]
    );
}

#[test]
fn r93_kpis_of_a_month_and_a_quarter() {
    // 月度/季度; 客单价, 复购率, 转化率, NPS, CSAT, 一次问题解决率(FCR). Targets and causes are the reader's.
    let json = r#"{"streams": [
        {"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"category": {}}}]},
        {"name": "surveys", "attributes": [{"name": "score", "kind": {"number": {}}}]},
        {"name": "calls", "attributes": [{"name": "result", "kind": {"category": {}}}]}],
      "metrics": [
        {"name": "本月订单", "measure": {"count": {"of": "orders"}}, "window": {"calendar": {"unit": "month"}}},
        {"name": "本月金额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"calendar": {"unit": "month"}}},
        {"name": "本月客单价", "measure": {"ratio": {"numerator": "本月金额", "denominator": "本月订单"}}},
        {"name": "上季订单", "measure": {"count": {"of": "orders"}}, "window": {"calendar": {"unit": "quarter", "back": 1}}},
        {"name": "上季金额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"calendar": {"unit": "quarter", "back": 1}}},
        {"name": "上季客单价", "measure": {"ratio": {"numerator": "上季金额", "denominator": "上季订单"}}},
        {"name": "评分", "measure": {"count": {"of": "surveys"}}},
        {"name": "来电", "measure": {"count": {"of": "calls"}}}],
      "rates": [
        {"name": "本月复购率", "among": "本月订单 >= 1", "when": "本月订单 >= 2"},
        {"name": "转化率", "among": "来电 >= 1", "when": "count(orders) >= 1"},
        {"name": "推荐者", "among": "评分 >= 1", "when": "count(surveys where score >= 9) >= 1"},
        {"name": "贬损者", "among": "评分 >= 1", "when": "count(surveys where score <= 6) >= 1"},
        {"name": "满意(CSAT)", "among": "评分 >= 1", "when": "count(surveys where score >= 8) >= 1"},
        {"name": "一次问题解决率", "among": "来电 >= 1", "when": "count(calls where result = \"已解决\") >= 1 and 来电 = 1"}]}"#;
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&serde_json::from_str(json).unwrap(), &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    // The half year to 2024-06-30: June is the month, January to March the quarter before.
    let bought = [
        (0, "2024-06-01", Some(10_000), "A"),
        (0, "2024-06-30", Some(20_000), "A"),
        (1, "2024-06-15", Some(5_000), "B"),
        (2, "2024-03-31", Some(90_000), "B"),
        (2, "2024-04-01", Some(1), "B"),
    ];
    let at = |days: &[&str]| days.iter().map(|day| seconds(day)).collect::<Vec<_>>();
    let score = EventAttribute { name: "score".into(), values: EventValues::Number(vec![Some(10), Some(9), Some(8), Some(3)]) };
    let surveys = EventStream { name: "surveys".into(), customers: vec![0, 1, 2, 3], times: at(&["2024-06-02"; 4]), attributes: vec![score] };
    let mut texts = Interner::new();
    let ids = ["已解决", "待跟进", "已解决", "已解决"].map(|text| Some(texts.intern(text))).to_vec();
    let result = EventAttribute { name: "result".into(), values: EventValues::Text { ids, texts } };
    let calls = EventStream { name: "calls".into(), customers: vec![0, 1, 1, 4], times: at(&["2024-06-03", "2024-06-03", "2024-06-04", "2024-06-05"]), attributes: vec![result] };
    let facts = plan.evaluate(&[orders(&bought), surveys, calls], 5, Some(date("2024-06-30")));
    assert_eq!(column(&facts, "本月客单价"), [Some(15_000), Some(5_000), None, None, None], "¥150.00 and ¥50.00");
    assert_eq!(column(&facts, "上季客单价"), [None, None, Some(90_000), None, None], "April is another quarter");
    let found: Vec<_> = facts.rates.iter().map(|rate| (rate.definition.name.as_str(), rate.holds, rate.n)).collect();
    // NPS is the share of 推荐者 less that of 贬损者: 50 % - 25 %.
    assert_eq!(found, [("本月复购率", 1, 2), ("转化率", 2, 3), ("推荐者", 2, 4), ("贬损者", 1, 4), ("满意(CSAT)", 3, 4), ("一次问题解决率", 2, 3)]);
}
