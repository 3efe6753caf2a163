//! Facts as JSON: what metrics are, what they come to for every customer, and what they rest on.

use super::json::{Rows, date, parse, with_inputs};
use crate::error::Result;
use crate::facts::PurchaseFit;
use crate::model::{Definition, FactColumn, FactTable, FactUnit, Ranking, Rate};
use crate::plan::{Metrics, MetricsOutcome, Outcome};
use crate::purchase::Refusal;
use crate::spec::MetricTemplate;
use crate::table::Inputs;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The metrics of an outcome: what each is (`id`, definition in the words of rules, unit), what it comes to for every customer, and on
/// how many events that rests (`n`); shares of customers (`rates`).
///
/// ```json
/// {"as_of": "2023-12-31",
///  "metrics": [{"name": "总交易额", "id": "total_amount@1", "text": "sum(orders.amount)", "unit": "money", "note": "…"}],
///  "rates": [{"name": "复购客户占比", "id": "repurchasing_customers@1", "text": "…", "unit": "ratio", "value": 250000, "holds": 1, "n": 4, "undecided": 0}],
///  "customers": [{"customer_id": "C20231025001", "facts": {"总交易额": {"value": 15000000, "n": 25}}}]}
/// ```
///
/// Where the spec has models of repeat buying, `purchase_models` holds each as it was fitted (`{"name", "model", "given", "refused",
/// "without_amount"}`): what stands under `model` may stand under `model` in the spec, and then nothing is fitted again.
///
/// Numbers are exact: money is in 分, a ratio in millionths, days are whole, yes is 1 and no is 0, a date is `2023-12-15`; what is not known is null. A `top`
/// metric says how often each of its values came: `{"value": "A、B", "n": 5, "values": [{"value": "A", "n": 3}, {"value": "B", "n": 2}]}`.
#[must_use]
pub fn facts(outcome: &Outcome) -> Value {
    let ids: Vec<&str> = outcome.customers().map(|customer| customer.id()).collect();
    let definitions: Vec<&Definition> = outcome.definitions().collect();
    let mut document =
        document(outcome.as_of(), &definitions, outcome.rates(), outcome.facts(), &|at, row| outcome.fact_samples().get(at)?.get(row).copied(), outcome.rankings(), &ids);
    with_models(&mut document, outcome.purchase_models());
    document
}

/// Facts of customers whom the caller knows, without identity: `metrics` is the document that stands under `facts` in a spec, with
/// feeds that name a `customer` column; `input` is `{"as_of": …, "tables": {name: [row, …]}}`. The answer is that of [`facts`] with
/// `findings`.
///
/// # Errors
/// Those of [`Metrics::from_json`]; `invalid_json`, `invalid_date`; never for what the rows hold.
pub fn metrics(metrics: &str, input: &str) -> Result<Value> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Document {
        tables: BTreeMap<String, Rows>,
        #[serde(default)]
        as_of: Option<String>,
    }
    let metrics = Metrics::from_json(metrics)?;
    let document: Document = parse(input)?;
    let as_of = document.as_of.as_deref().map(|day| date(day, "as_of")).transpose()?;
    Ok(with_inputs(&document.tables, |inputs| metrics_inputs(&metrics, inputs, as_of)))
}

/// As [`metrics`], for tables that are at hand.
#[must_use]
pub fn metrics_inputs(metrics: &Metrics, inputs: &Inputs<'_>, as_of: Option<NaiveDate>) -> Value {
    of_metrics(&metrics.run(inputs, as_of))
}

/// An outcome of metrics as JSON.
#[must_use]
pub fn of_metrics(found: &MetricsOutcome) -> Value {
    let ids: Vec<&str> = found.customers().iter().map(String::as_str).collect();
    let definitions: Vec<&Definition> = found.metrics().definitions().collect();
    let mut document = document(found.as_of(), &definitions, found.rates(), found.facts(), &|at, row| found.samples().get(at)?.get(row).copied(), found.rankings(), &ids);
    with_models(&mut document, found.purchase_models());
    if let Some(document) = document.as_object_mut() {
        document.insert("findings".to_owned(), json!(found.findings()));
    }
    document
}

/// The catalogue of metrics as a JSON array (see [`MetricTemplate`]).
#[must_use]
pub fn metric_catalogue() -> Value {
    json!(MetricTemplate::all())
}

/// Where an outcome's data came from and should come from: the spec's `channels` with their costs in 分, and of every table with a
/// sync rule what arrived and from where the next increment begins.
///
/// ```json
/// {"channels": [{"name": "抖音", "class": "partner", "priority": 20, "fen_per_month": 300000, "fen_per_contact": null}],
///  "sync": [{"table": "orders", "system": "电商后台", "rows": 4, "keys": 3, "repeated": 1, "superseded": 1, "without_key": 0, "without_time": 0,
///            "from": "2024-05-01", "to": "2024-06-29", "next_from": "2024-06-26", "every_hours": 1}]}
/// ```
#[must_use]
pub fn sources(outcome: &Outcome) -> Value {
    json!({"channels": outcome.plan().channels(), "sync": outcome.sync()})
}

/// Models of repeat buying, where the spec has some.
fn with_models(document: &mut Value, models: &[PurchaseFit]) {
    let refused = |refusal: Refusal| json!({"code": refusal.code(), "text": refusal.to_string()});
    let model = |fit: &PurchaseFit| json!({"name": fit.name, "model": fit.model, "given": fit.given, "refused": fit.refused.map(refused), "without_amount": fit.without_amount});
    if let Some(document) = document.as_object_mut().filter(|_| !models.is_empty()) {
        document.insert("purchase_models".to_owned(), models.iter().map(model).collect());
    }
}

fn document(
    as_of: Option<NaiveDate>,
    definitions: &[&Definition],
    rates: &[Rate],
    table: &FactTable,
    sample: &dyn Fn(usize, usize) -> Option<u32>,
    rankings: &[Ranking],
    customers: &[&str],
) -> Value {
    let of = |row: usize, id: &str| {
        let facts = definitions.iter().zip(&table.columns).enumerate();
        let one = |at: usize, column: &FactColumn| {
            let mut fact = json!({"value": value(column, row), "n": sample(at, row)});
            if let (Some(ranking), Some(fact)) = (rankings.iter().find(|ranking| ranking.metric == column.name), fact.as_object_mut()) {
                fact.insert("values".to_owned(), ranking.of(row).map(|(value, n)| json!({"value": value, "n": n})).collect());
            }
            fact
        };
        let facts: Map<String, Value> = facts.map(|(at, (_, column))| (column.name.clone(), one(at, column))).collect();
        json!({"customer_id": id, "facts": facts})
    };
    json!({
        "as_of": as_of.map(|day| day.to_string()),
        "metrics": definitions,
        "rates": rates,
        "customers": customers.iter().enumerate().map(|(row, id)| of(row, id)).collect::<Vec<_>>(),
    })
}

fn value(column: &FactColumn, row: usize) -> Value {
    match column.unit {
        FactUnit::Text => json!(column.text(row)),
        FactUnit::Date => json!(day(column.number(row)).map(|day| day.to_string())),
        _ => json!(column.number(row)),
    }
}

/// The date of a fact.
pub(super) fn day(days: Option<i64>) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(days?).ok()?)
}
