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
