//! Evaluations as JSON: of any partition given as a table, and of an outcome against the known truth.

use super::json::{Rows, parse, six_decimals, with_inputs};
use crate::error::Result;
use crate::identity::evaluate::{EvaluationOptions, EvaluationReport, Sampling, Truth, evaluate_tables};
use crate::plan::Outcome;
use crate::table::Inputs;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The rows of a partition, and what is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partition {
    records: Rows,
    #[serde(default)]
    pairs: Rows,
    #[serde(default)]
    across_only: Option<bool>,
    #[serde(default)]
    sampling: Option<Sampling>,
}

/// The rows of a truth, and what is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    truth: Rows,
    #[serde(default)]
    across_only: Option<bool>,
    #[serde(default)]
    sampling: Option<Sampling>,
    #[serde(default)]
    name: Option<String>,
}

/// How well any partition agrees with the truth, whoever made it: the document of [`EvaluationReport`]. Floats have six decimals.
///
/// ```json
/// {"records": [{"record_id": "1", "source": "官网", "customer": "甲", "predicted": "C1", "name": "安然"}],
///  "pairs": [{"source_a": "官网", "record_a": "1", "source_b": "门店", "record_b": "7", "probability": 0.93}],
///  "across_only": false, "sampling": "uniform"}
/// ```
///
/// Of a record only `predicted` is needed; without `customer` the true one is not known. `pairs` are scored ones, for precision by band
/// of probability; `sampling` (`uniform`, `by_size`) says how the known customers were drawn and asks for estimates with intervals.
///
/// # Errors
/// `invalid_json`; `invalid_input` when a table lacks a column that it needs.
pub fn evaluate(json: &str) -> Result<Value> {
    let document: Partition = parse(json)?;
    let options = EvaluationOptions { across_only: document.across_only, sampling: document.sampling, name: None };
    let tables = BTreeMap::from([("records".to_owned(), document.records), ("pairs".to_owned(), document.pairs)]);
    with_inputs(&tables, |inputs| evaluate_tables(inputs, &options)).map(written)
}

/// As [`evaluate`], of tables that are at hand, `records` and `pairs`; `options` as JSON: `{"across_only": …, "sampling": …}`.
///
/// # Errors
/// Those of [`evaluate`].
pub fn evaluate_inputs(inputs: &Inputs<'_>, options: &str) -> Result<Value> {
    evaluate_tables(inputs, &parse::<EvaluationOptions>(options)?).map(written)
}

/// How well an outcome agrees with the known truth: [`Outcome::evaluate`] of the rows of a document.
///
/// ```json
/// {"truth": [{"source": "官网", "record_id": "1", "customer": "甲"}], "across_only": false, "sampling": "uniform", "name": "姓名"}
/// ```
///
/// # Errors
/// `invalid_json`; `invalid_input` when the truth lacks a column that it needs; `unknown_field`.
pub fn evaluate_outcome(outcome: &Outcome, json: &str) -> Result<Value> {
    let document: Known = parse(json)?;
    let options = EvaluationOptions { across_only: document.across_only, sampling: document.sampling, name: document.name };
    with_inputs(&BTreeMap::from([("truth".to_owned(), document.truth)]), |inputs| of_truth(outcome, inputs, &options))
}

/// As [`evaluate_outcome`], of a table `truth` that is at hand; `options` as JSON: `{"across_only": …, "sampling": …, "name": …}`.
///
/// # Errors
/// Those of [`evaluate_outcome`].
pub fn evaluate_outcome_inputs(outcome: &Outcome, inputs: &Inputs<'_>, options: &str) -> Result<Value> {
    of_truth(outcome, inputs, &parse(options)?)
}

fn of_truth(outcome: &Outcome, inputs: &Inputs<'_>, options: &EvaluationOptions) -> Result<Value> {
    let sources = &outcome.plan().spec().sources;
    let only = if let [source] = sources.as_slice() { Some(source.name.as_str()) } else { None };
    outcome.evaluate(&Truth::of_inputs(inputs, only)?, options).map(written)
}

#[expect(clippy::needless_pass_by_value, reason = "it comes out of a result")]
fn written(report: EvaluationReport) -> Value {
    let mut document = json!(report);
    six_decimals(&mut document);
    document
}
