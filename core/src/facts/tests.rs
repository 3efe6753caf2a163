//! Facts over small streams whose results can be counted by hand.

mod catalogue;
mod each;
mod measures;
mod oracle;
mod purchases;
mod rates;
mod windowed;
mod windows;

use super::*;
use crate::error::Code;
use crate::model::{EventAttribute, EventValues, FactUnit};
use crate::rule::inline_aggregates;
use crate::table::Interner;

fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

fn seconds(day: &str) -> Option<i64> {
    (!day.is_empty()).then(|| date(day).and_hms_opt(23, 59, 59).unwrap().and_utc().timestamp())
}

/// (customer, day or nothing, 分 or nothing, product)
type Order<'a> = (u32, &'a str, Option<i64>, &'a str);

fn orders(rows: &[Order<'_>]) -> EventStream {
    let mut texts = Interner::new();
    let ids = rows.iter().map(|r| (!r.3.is_empty()).then(|| texts.intern(r.3))).collect();
    EventStream {
        name: "orders".into(),
        customers: rows.iter().map(|r| r.0).collect(),
        times: rows.iter().map(|r| seconds(r.1)).collect(),
        attributes: vec![
            EventAttribute { name: "amount".into(), values: EventValues::Money(rows.iter().map(|r| r.2).collect()) },
            EventAttribute { name: "product".into(), values: EventValues::Text { ids, texts } },
        ],
    }
}

fn spec(metrics: &str) -> FactsSpec {
    let json = format!(
        r#"{{"streams": [{{"name": "orders", "attributes": [
            {{"name": "amount", "kind": {{"money": {{}}}}}}, {{"name": "product", "kind": {{"category": {{}}}}}}]}}],
            "metrics": [{metrics}]}}"#
    );
    serde_json::from_str(&json).unwrap()
}

fn plan(metrics: &str) -> FactsPlan {
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec(metrics), &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

fn column(facts: &Facts, name: &str) -> Vec<Option<i64>> {
    let column = facts.table.column(name).unwrap();
    (0..facts.table.rows).map(|row| column.number(row)).collect()
}

const METRICS: &str = r#"
    {"name": "count", "measure": {"count": {"of": "orders"}}},
    {"name": "n30", "measure": {"count": {"of": "orders"}}, "window": {"rolling": {"days": 30}}},
    {"name": "repeat", "measure": {"repeat": {"of": "orders"}}},
    {"name": "again", "measure": {"repeat": {"of": "orders", "attribute": "product"}}},
    {"name": "kinds", "measure": {"distinct": {"of": "orders", "attribute": "product"}}},
    {"name": "sum", "measure": {"sum": {"of": "orders", "attribute": "amount"}}},
    {"name": "sum_b", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "where": "product = \"B\""},
    {"name": "mean", "measure": {"mean": {"of": "orders", "attribute": "amount"}}},
    {"name": "min", "measure": {"min": {"of": "orders", "attribute": "amount"}}},
    {"name": "max", "measure": {"max": {"of": "orders", "attribute": "amount"}}},
    {"name": "first", "measure": {"first": {"of": "orders", "attribute": "product"}}},
    {"name": "last", "measure": {"last": {"of": "orders", "attribute": "product"}}},
    {"name": "last_amount", "measure": {"last": {"of": "orders", "attribute": "amount"}}},
    {"name": "recency", "measure": {"recency": {"of": "orders"}}},
    {"name": "from", "measure": {"first_date": {"of": "orders"}}},
    {"name": "to", "measure": {"last_date": {"of": "orders"}}},
    {"name": "rate", "measure": {"ratio": {"numerator": "repeat", "denominator": "count"}}}"#;

#[test]
fn every_measure_counts_what_it_says() {
    let stream = orders(&[
        (0, "2024-06-01", Some(100), "A"),
        (0, "2024-06-30", Some(250), "B"),
        (0, "2024-06-30", Some(-51), "A"),
        (0, "", Some(1_000), "C"),
        (0, "2024-07-01", Some(9_999), "D"),
        (1, "2024-05-31", None, "B"),
        (1, "2024-05-31", None, ""),
        (9, "2024-06-30", Some(1), "A"),
    ]);
    let facts = plan(METRICS).evaluate(&[stream], 3, Some(date("2024-06-30")));
    assert_eq!((facts.future_events, facts.undated_events), (1, 1));
    // Customer 1's two missing amounts, in sum, mean, min and max; `sum_b` reads one of them.
    assert_eq!((facts.skipped_values, facts.saturated), (2 * 4 + 1, 0));
    let of = |name| column(&facts, name);
    assert_eq!(of("count"), [Some(4), Some(2), Some(0)]);
    assert_eq!(of("n30"), [Some(3), Some(0), Some(0)]);
    assert_eq!(of("repeat"), [Some(3), Some(1), Some(0)]);
    assert_eq!(of("again"), [Some(2), Some(0), Some(0)]);
    assert_eq!(of("kinds"), [Some(3), Some(1), Some(0)]);
    assert_eq!(of("sum"), [Some(1_299), None, Some(0)]);
    assert_eq!(of("sum_b"), [Some(250), None, Some(0)]);
    assert_eq!(of("mean"), [Some(325), None, None]);
    assert_eq!(of("min"), [Some(-51), None, None]);
    assert_eq!(of("max"), [Some(1_000), None, None]);
    assert_eq!(of("last_amount"), [Some(-51), None, None]);
    assert_eq!(of("recency"), [Some(0), Some(30), None]);
    let day = |text| Some(i64::from(date(text).to_epoch_days()));
    assert_eq!(of("from"), [day("2024-06-01"), day("2024-05-31"), None]);
    assert_eq!(of("to"), [day("2024-06-30"), day("2024-05-31"), None]);
    assert_eq!(of("rate"), [Some(750_000), Some(500_000), None]);
    let text = |name: &str, row| facts.table.column(name).unwrap().text(row);
    assert_eq!((text("first", 0), text("last", 0), text("last", 1), text("last", 2)), (Some("A"), Some("A"), Some("B"), None));
}

#[test]
fn windows_are_half_open_in_calendar_days() {
    let plan = plan(r#"{"name": "n30", "measure": {"count": {"of": "orders"}}, "window": {"rolling": {"days": 30}}}"#);
    for (day, inside) in [("2024-06-30", 1), ("2024-06-01", 1), ("2024-05-31", 0), ("2024-07-01", 0)] {
        let facts = plan.evaluate(&[orders(&[(0, day, None, "")])], 1, Some(date("2024-06-30")));
        assert_eq!(column(&facts, "n30"), [Some(inside)], "{day}");
    }
}

#[test]
fn without_as_of_only_lifetime_facts_are_known() {
    let facts = plan(METRICS).evaluate(&[orders(&[(0, "2024-06-01", Some(100), "A")])], 1, None);
    assert_eq!(column(&facts, "count"), [Some(1)]);
    assert_eq!(column(&facts, "sum"), [Some(100)]);
    assert_eq!(column(&facts, "n30"), [None]);
    assert_eq!(column(&facts, "recency"), [None]);
    assert_eq!(facts.future_events, 0);
}

#[test]
fn a_stream_that_is_not_given_has_no_events() {
    let facts = plan(METRICS).evaluate(&[], 2, Some(date("2024-06-30")));
    assert_eq!(column(&facts, "count"), [Some(0), Some(0)]);
    assert_eq!(column(&facts, "recency"), [None, None]);
    assert_eq!(facts.table.column("last").unwrap().text(0), None);
}

#[test]
fn sums_are_exact_and_held_at_the_ends() {
    let stream = orders(&[
        (0, "2024-06-01", Some(i64::MAX), "A"),
        (0, "2024-06-02", Some(i64::MAX), "A"),
        (0, "2024-06-03", Some(-i64::MAX), "A"),
        (1, "2024-06-01", Some(i64::MAX), "A"),
        (1, "2024-06-02", Some(i64::MAX), "A"),
    ]);
    let facts = plan(METRICS).evaluate(&[stream], 2, None);
    assert_eq!(column(&facts, "sum"), [Some(i64::MAX), Some(i64::MAX)]);
    assert_eq!(facts.saturated, 1);
}

#[test]
fn aggregates_of_rules_become_facts() {
    let extra = inline_aggregates("sum(orders.amount where product = \"A\", 30d) > 1 and count(orders) = 1", "tags.x");
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec(""), &extra, &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let names: Vec<&str> = plan.fields().names().collect();
    assert_eq!(names, ["sum(orders.amount where product = \"A\", 30d)", "count(orders)"]);
    let stream = orders(&[(0, "2024-06-01", Some(100), "A"), (0, "2024-06-01", Some(100), "B")]);
    let facts = plan.evaluate(&[stream], 1, Some(date("2024-06-30")));
    assert_eq!(column(&facts, names[0]), [Some(100)]);
}

#[test]
fn all_errors_come_at_once_with_their_paths() {
    let spec: FactsSpec = serde_json::from_str(
        r#"{"streams": [{"name": "orders",
              "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"text": {}}}],
              "feeds": [{"table": "t", "attributes": {"amuont": {"column": "x"}}}]}],
            "metrics": [
              {"name": "a", "measure": {"count": {"of": "oders"}}},
              {"name": "a", "measure": {"sum": {"of": "orders", "attribute": "product"}}},
              {"name": "b", "measure": {"sum": {"of": "orders", "attribute": "amont"}}},
              {"name": "c", "measure": {"count": {"of": "orders"}}, "where": "amount > 3天", "window": {"rolling": {"days": 0}}},
              {"name": "d", "measure": {"count": {"of": "orders"}}, "where": "amount >"},
              {"name": "e", "measure": {"ratio": {"numerator": "n", "denominator": "g"}}},
              {"name": "f", "measure": {"ratio": {"numerator": "g", "denominator": "h"}}},
              {"name": "g", "measure": {"count": {"of": "orders"}}},
              {"name": "h", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}]}"#,
    )
    .unwrap();
    let extra = inline_aggregates("count(orders where amount contains \"x\") = 1", "tags.dimensions[0].rules[0].when");
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec, &extra, &mut errors);
    let found: Vec<(&str, Code)> = errors.iter().map(|e| (e.path(), e.code())).collect();
    assert_eq!(
        found,
        [
            ("facts.streams[0].feeds[0].attributes.amuont", Code::UnknownMetric),
            ("facts.metrics[0].measure", Code::UnknownMetric),
            ("facts.metrics[1].name", Code::DuplicateName),
            ("facts.metrics[1].measure", Code::TypeMismatch),
            ("facts.metrics[2].measure", Code::UnknownMetric),
            ("facts.metrics[3].window", Code::OutOfRange),
            ("facts.metrics[3].where", Code::TypeMismatch),
            ("facts.metrics[4].where", Code::RuleSyntax),
            ("facts.metrics[5].measure.ratio.numerator", Code::UnknownMetric),
            ("facts.metrics[6].measure", Code::TypeMismatch),
            ("tags.dimensions[0].rules[0].when", Code::TypeMismatch),
        ]
    );
    assert_eq!(errors[1].help(), Some("did you mean `orders`?"));
    // A metric that is wrong itself does not make the rules that use it wrong as well.
    assert_eq!(plan.fields().find("b"), Some(&crate::rule::FieldType::Unresolved));
}
