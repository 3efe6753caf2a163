//! JSON in and out: rows as objects, an outcome as one document. What C and the shared vectors use.

use crate::data::ReferenceTables;
use crate::error::{Code, Error, Result, quote};
use crate::model::Normalized;
use crate::normalize::{self, Normalizer};
use crate::plan::{CustomerRef, Outcome, Plan, Proposal, RunOptions, propose};
use crate::schema::FieldKind;
use crate::table::{ColumnBuffer, Inputs, Table};
use chrono::{DateTime, NaiveDate};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Tables, and how to run on them.
///
/// ```json
/// {"as_of": "2024-06-30", "tables": {"官网": [{"编号": "1", "姓名": "安然"}]}}
/// ```
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// Rows by table; a row is an object of column and value.
    tables: BTreeMap<String, Vec<Map<String, Value>>>,
    /// The date that tags are true at.
    #[serde(default)]
    as_of: Option<String>,
    /// Threads; never changes the outcome.
    #[serde(default)]
    threads: usize,
    /// Stop after the customers are found.
    #[serde(default)]
    only_links: bool,
    /// For proposals: the column of the record id.
    #[serde(default)]
    id: Option<String>,
    /// For proposals: columns that are never used.
    #[serde(default)]
    ignore: Vec<String>,
    /// For proposals: sources without duplicates inside.
    #[serde(default)]
    unique: Vec<String>,
}

/// A date of the form `2024-06-30`.
///
/// # Errors
/// `invalid_date`.
pub fn date(text: &str, path: &str) -> Result<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Error::new(Code::InvalidDate, path, format!("{} is not a date of the form YYYY-MM-DD", quote(text))))
}

fn read(json: &str) -> Result<Document> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let document = serde_path_to_error::deserialize(&mut deserializer)?;
    deserializer.end().map_err(|e| Error::new(Code::InvalidJson, "", "there is text after the document").with_source(e))?;
    Ok(document)
}

/// The columns of every table, in the order of their names.
fn columns(tables: &BTreeMap<String, Vec<Map<String, Value>>>) -> Vec<(&str, Vec<(&str, ColumnBuffer)>)> {
    tables
        .iter()
        .map(|(table, rows)| {
            let names: std::collections::BTreeSet<&str> = rows.iter().flat_map(|r| r.keys().map(String::as_str)).collect();
            let column = |name: &&str| {
                rows.iter().map(|row| text(row.get(*name))).fold(ColumnBuffer::new(), |mut buffer, cell| {
                    buffer.push(cell.as_deref());
                    buffer
                })
            };
            (table.as_str(), names.iter().map(|name| (*name, column(name))).collect())
        })
        .collect()
}

/// A JSON value as the text a cell would hold.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn with_inputs<T>(tables: &BTreeMap<String, Vec<Map<String, Value>>>, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
    let columns = columns(tables);
    let mut inputs = Inputs::new();
    for (name, columns) in &columns {
        inputs.push(*name, Table::new(columns.iter().map(|(name, buffer)| (*name, buffer.as_column()))));
    }
    work(&inputs)
}

/// Runs a plan on a JSON document: `{"tables": {name: [row, …]}, "as_of": …, "threads": …, "only_links": …}`.
///
/// # Errors
/// `invalid_json`, `invalid_date`; never for what the rows hold.
pub fn run(plan: &Plan, json: &str) -> Result<Outcome> {
    let document = read(json)?;
    let as_of = document.as_of.as_deref().map(|d| date(d, "as_of")).transpose()?;
    let mut options = RunOptions { threads: document.threads, only_links: document.only_links, ..RunOptions::default() };
    with_inputs(&document.tables, |inputs| plan.run_with(inputs, as_of, &mut options))
}

/// Proposes a spec for the tables of a JSON document; `id`, `ignore` and `unique` as in [`propose`].
///
/// # Errors
/// `invalid_json`.
pub fn propose_for(json: &str) -> Result<Proposal> {
    let document = read(json)?;
    let ignore: Vec<&str> = document.ignore.iter().map(String::as_str).collect();
    let unique: Vec<&str> = document.unique.iter().map(String::as_str).collect();
    Ok(with_inputs(&document.tables, |inputs| propose(inputs, document.id.as_deref(), &ignore, &unique)))
}

/// Normalizes one value by reference tables: the kind as it stands in a spec (`{"phone": {}}`), the raw text, the
/// result as JSON.
///
/// # Errors
/// `invalid_json` when the kind cannot be read, `unknown_value` when one of its parameters is none.
pub fn normalize(kind: &str, raw: &str, tables: &ReferenceTables) -> Result<Value> {
    let normalizer = normalizer(kind, tables)?;
    let mut out = Normalized::default();
    normalizer.normalize(raw, &mut out);
    Ok(normalized(&*normalizer, &out))
}

/// The normalizer of a kind as it stands in a spec (`{"phone": {}}`).
///
/// # Errors
/// `invalid_json` when the kind cannot be read, `unknown_value` when one of its parameters is none.
pub fn normalizer(kind: &str, tables: &ReferenceTables) -> Result<Arc<dyn Normalizer>> {
    let mut deserializer = serde_json::Deserializer::from_str(kind);
    let kind: FieldKind = serde_path_to_error::deserialize(&mut deserializer)?;
    let mut errors = Vec::new();
    normalize::check(&kind, kind.name(), &mut errors);
    if let Some(error) = Error::from_many(errors) {
        return Err(error);
    }
    Ok(normalize::builtin(&kind, tables))
}

/// What every reference table is, as a JSON array.
#[must_use]
pub fn reference_tables(tables: &ReferenceTables) -> Value {
    json!(tables.info())
}

/// What a normalizer wrote, as JSON; components that are empty are left out.
#[must_use]
pub fn normalized(normalizer: &dyn Normalizer, out: &Normalized) -> Value {
    let components: Map<String, Value> =
        normalizer.components().iter().zip(&out.components).filter(|(_, text)| !text.is_empty()).map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    json!({
        "display": out.display,
        "key": out.key,
        "components": components,
        "status": out.status,
        "missing": out.missing,
        "reasons": out.reasons,
        "candidates": out.candidates,
        "confidence": out.confidence,
    })
}

/// The whole outcome as one JSON document, in canonical order.
#[must_use]
pub fn outcome(outcome: &Outcome) -> Value {
    json!({
        "fingerprint": outcome.plan().fingerprint(),
        "as_of": outcome.as_of().map(|d| d.to_string()),
        "customers": outcome.customers().map(|c| customer(outcome, c)).collect::<Vec<_>>(),
        "notes": outcome.notes().map(|n| json!(n)).collect::<Vec<_>>(),
        "findings": outcome.findings(),
        "model": outcome.model(),
        "candidate_pairs": outcome.report().candidate_pairs,
        "joined_pairs": outcome.report().joined_pairs,
    })
}

fn customer(outcome: &Outcome, customer: CustomerRef<'_>) -> Value {
    let record = |r: crate::plan::RecordRef<'_>| json!({"source": r.source, "record_id": r.id, "probability": rounded(outcome.probability(r.row))});
    let profile: Map<String, Value> = customer
        .values()
        .map(|v| {
            let time = v.time.and_then(|t| DateTime::from_timestamp(t, 0)).map(|t| t.naive_utc().format("%Y-%m-%dT%H:%M:%S").to_string());
            (v.field.to_owned(), json!({"value": v.value, "key": v.key, "source": v.record.source, "record_id": v.record.id, "time": time, "by": v.by}))
        })
        .collect();
    let tags: Map<String, Value> = outcome
        .tags()
        .dimensions
        .iter()
        .map(|d| {
            let values: Vec<&str> = d.values(customer.index).collect();
            let value = if d.domain.many { json!(values) } else { json!(values.first()) };
            (d.domain.name.clone(), value)
        })
        .collect();
    let layers: Map<String, Value> = outcome.layers().iter().map(|l| (l.name.clone(), json!(l.layer(customer.index)))).collect();
    json!({
        "customer_id": customer.id(),
        "first_seen": customer.first_seen().map(|d| d.to_string()),
        "records": customer.records().map(record).collect::<Vec<_>>(),
        "profile": profile,
        "tags": tags,
        "layers": layers,
    })
}

/// Probabilities leave with six decimals, so that they print alike everywhere.
fn rounded(p: f64) -> f64 {
    (p * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_a_kind_are_checked() {
        let error = normalizer(r#"{"amount": {"unit": "头"}}"#, ReferenceTables::builtin()).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::UnknownValue, "amount.unit"));
        assert!(normalizer(r#"{"amount": {"unit": "万元", "currency": "USD"}}"#, ReferenceTables::builtin()).is_ok());
    }
}
