//! Models of repeat buying over a stream: purchases by day, one customer as in the batch, refusals.

use super::*;
use crate::purchase::{PurchaseModel, Refusal};

const GIVES: &str = r#"{"alive": "存活", "churn": "流失", "silent": "沉默", "purchases": "次数", "amount": "单价", "value": "消费"}"#;

fn with(model: &str) -> FactsSpec {
    let json = format!(
        r#"{{"streams": [{{"name": "orders", "attributes": [{{"name": "amount", "kind": {{"money": {{}}}}}}, {{"name": "product", "kind": {{"category": {{}}}}}}]}}],
            "purchases": [{{"name": "复购", "of": "orders", "where": "product = \"A\"", "amount": "amount", "ahead": 90, "gives": {GIVES}{model}}}]}}"#
    );
    serde_json::from_str(&json).unwrap()
}

fn compiled(spec: &FactsSpec) -> FactsPlan {
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(spec, &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

/// Customers who buy at random, each at its own rate, until they leave.
fn shop(customers: u32) -> Vec<(u32, String, i64)> {
    let mut state = 5_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut rows = Vec::new();
    for customer in 0..customers {
        let (rate, leaves, own) = (0.004 + 0.06 * random() * random(), 0.05 + 0.5 * random(), 2_000.0 + 6_000.0 * random());
        let mut day = 60.0 * random();
        while day < 212.0 {
            let date = date("2024-01-01") + chrono::Days::new(day as u64);
            rows.push((customer, date.to_string(), (own * (0.5 + random())) as i64));
            day += 1.0 - (1.0 - random()).ln() / rate;
            if random() < leaves {
                break;
            }
        }
    }
    rows
}

fn stream(rows: &[(u32, String, i64)]) -> EventStream {
    let rows: Vec<Order<'_>> = rows.iter().map(|(customer, day, fen)| (*customer, day.as_str(), Some(*fen), "A")).collect();
    orders(&rows)
}

#[test]
fn one_customer_with_the_model_has_what_it_has_in_the_batch() {
    let rows = shop(300);
    let as_of = Some(date("2024-08-01"));
    let batch = compiled(&with("")).evaluate(&[stream(&rows)], 300, as_of);
    let fit = &batch.purchase_models[0];
    assert_eq!((fit.given, fit.refused, fit.without_amount), (false, None, 0));
    let model = serde_json::to_string(&fit.model).unwrap();
    let alone = compiled(&with(&format!(r#", "model": {model}"#)));
    // The order of events and customers does not show either.
    let turned: Vec<(u32, String, i64)> = rows.iter().rev().map(|(customer, day, fen)| (299 - customer, day.clone(), *fen)).collect();
    let reversed = compiled(&with("")).evaluate(&[stream(&turned)], 300, as_of);
    assert_eq!(reversed.purchase_models, batch.purchase_models);
    for customer in 0..300_u32 {
        let own: Vec<(u32, String, i64)> = rows.iter().filter(|row| row.0 == customer).map(|row| (0, row.1.clone(), row.2)).collect();
        let one = alone.evaluate(&[stream(&own)], 1, as_of);
        assert!(one.purchase_models[0].given);
        for column in &batch.table.columns {
            let value = column.number(customer as usize);
            assert_eq!(one.table.column(&column.name).unwrap().number(0), value, "{customer} {}", column.name);
            assert_eq!(reversed.table.column(&column.name).unwrap().number(299 - customer as usize), value);
        }
        let of = |name: &str| batch.table.column(name).unwrap().number(customer as usize).unwrap();
        assert_eq!(of("存活") + of("流失"), 1_000_000);
        assert!(of("沉默") >= of("流失") && of("次数") >= 0 && of("消费") >= 0);
        assert_eq!(batch.samples[0][customer as usize] as usize, own.len());
    }
}

/// Two events of a day are one purchase, refunds by `where` none, and what is undated or later than the day is not looked at.
#[test]
fn a_purchase_is_a_day() {
    let model = r#", "model": {"frequency": {"r": 0.25, "alpha": 4.5, "a": 0.8, "b": 2.5}, "amount": {"p": 6.25, "q": 3.75, "v": 15.5}}"#;
    let plan = compiled(&with(model));
    let plain: [Order<'_>; 3] = [(0, "2024-01-01", Some(3_000), "A"), (0, "2024-02-01", Some(5_000), "A"), (0, "2024-03-01", Some(7_000), "A")];
    let odd: [Order<'_>; 8] = [
        (0, "2024-03-01", Some(4_000), "A"),
        (0, "2024-01-01", Some(3_000), "A"),
        (0, "2024-02-01", Some(5_000), "A"),
        (0, "2024-03-01", Some(3_000), "A"),
        (0, "2024-05-01", Some(-5_000), "退"),
        (0, "", Some(9_000), "A"),
        (0, "2025-01-01", Some(9_000), "A"),
        (0, "2024-01-01", None, "A"),
    ];
    let (a, b) = (plan.evaluate(&[orders(&plain)], 2, Some(date("2024-06-01"))), plan.evaluate(&[orders(&odd)], 2, Some(date("2024-06-01"))));
    for name in ["存活", "流失", "沉默", "次数", "单价", "消费"] {
        assert_eq!(column(&a, name), column(&b, name), "{name}");
        assert!(column(&a, name)[0].is_some() && column(&a, name)[1].is_none(), "{name}: nobody forecasts for whom nothing was bought");
    }
    // (15.5 + 2 · 60) · 6.25 / (2 · 6.25 + 2.75), in 分.
    assert_eq!(column(&a, "单价")[0], Some(5_553));
    // Without a date nothing is known.
    let undated = plan.evaluate(&[orders(&plain)], 1, None);
    assert!(column(&undated, "存活")[0].is_none() && undated.purchase_models.is_empty());
}

#[test]
fn what_cannot_be_fitted_is_said_and_nobody_has_the_facts() {
    let facts = compiled(&with("")).evaluate(&[stream(&shop(20))], 20, Some(date("2024-08-01")));
    assert_eq!(facts.purchase_models[0].refused, Some(Refusal::TooFew { customers: 20 }));
    assert!(facts.purchase_models[0].model.is_none() && column(&facts, "存活").iter().all(Option::is_none));
    // Refunds that outweigh purchases are no amounts: of such customers nothing is said about money, and the others are not hurt.
    let mut rows = shop(300);
    rows.iter_mut().filter(|row| row.0 % 50 == 4).for_each(|row| row.2 = -row.2);
    let repeating: Vec<u32> = (0..300).filter(|c| c % 50 == 4 && rows.iter().filter(|row| row.0 == *c).count() > 1).collect();
    let facts = compiled(&with("")).evaluate(&[stream(&rows)], 300, Some(date("2024-08-01")));
    let fit = &facts.purchase_models[0];
    assert!(!repeating.is_empty());
    assert_eq!((fit.without_amount, fit.refused), (repeating.len() as u64, None));
    for customer in repeating {
        assert_eq!((column(&facts, "消费")[customer as usize], column(&facts, "次数")[customer as usize].is_some()), (None, true));
    }
    // Nobody ever comes back.
    let once: Vec<(u32, String, i64)> = (0..100).map(|customer| (customer, "2024-03-01".to_owned(), 5_000)).collect();
    let facts = compiled(&with("")).evaluate(&[stream(&once)], 100, Some(date("2024-08-01")));
    assert_eq!(facts.purchase_models[0].refused, Some(Refusal::TooFewRepeating { customers: 0, needed: 10 }));
    let _: Option<PurchaseModel> = facts.purchase_models[0].model;
}

#[test]
fn configuration_errors_are_found_at_once() {
    let mut spec = with(r#", "unit_days": 0, "model": {"frequency": {"r": 1, "alpha": 1, "a": 1, "b": 1}, "amount": {"p": 1, "q": 0.9, "v": 1}}"#);
    let second = spec.purchases[0].clone();
    spec.purchases.push(second);
    (spec.purchases[0].ahead, spec.purchases[1].amount) = (0, None);
    let third = crate::spec::PurchaseSpec { name: "三".into(), of: "order".into(), gives: crate::spec::PurchaseFacts::default(), ..spec.purchases[1].clone() };
    spec.purchases.push(third);
    let mut errors = Vec::new();
    let _ = FactsPlan::compile(&spec, &[], &mut errors);
    let mut found: Vec<(&str, &str)> = errors.iter().map(|error| (error.code().as_str(), error.path())).collect();
    found.sort_unstable();
    for wanted in [
        ("out_of_range", "facts.purchases[0].ahead"),
        ("out_of_range", "facts.purchases[0].unit_days"),
        ("out_of_range", "facts.purchases[0].model.amount.q"),
        ("duplicate_name", "facts.purchases[1].name"),
        ("duplicate_name", "facts.purchases[1].gives.alive"),
        ("missing_data", "facts.purchases[1].gives.value"),
        ("unknown_metric", "facts.purchases[2].of"),
        ("empty_list", "facts.purchases[2].gives"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} in {found:?}");
    }
}
