//! JSON in and out: rows as objects, an outcome as one document. What C and the shared vectors use.

mod stage;
mod view;

pub use super::analysis::analysis;
pub use super::evaluation::{evaluate, evaluate_inputs, evaluate_outcome, evaluate_outcome_inputs};
pub use super::facts::{facts, metric_catalogue, metrics, metrics_inputs, of_metrics, sources};
pub use super::layers::{layer_catalogue, layer_migration, layers};
pub use super::timeline::{OpenTimeline, timeline};
#[cfg(feature = "arrow")]
pub(super) use view::listed;
pub use view::{customer_view, view};

use super::question::Question;
use super::splink;
use crate::Language;
use crate::columns::{QualityReport, TableProfile};
use crate::data::ReferenceTables;
use crate::error::{Code, Error, Result, quote};
use crate::model::{Assignment, Explanation, GivenBy, Normalized};
use crate::normalize::record::{RecordReader, RecordReading};
use crate::normalize::{self, Normalizer};
use crate::plan::{Change, CustomerRef, Loser, Outcome, Plan, ProfileValue, Proposal, RunOptions, VerificationRef, check_rules_json, propose};
use crate::schema::FieldKind;
use crate::spec::{Business, ModelSpec, Module, Spec, Template};
use crate::table::{ColumnBuffer, Inputs, Table};
use chrono::{DateTime, NaiveDate};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rows of a table: objects of column and value.
pub(super) type Rows = Vec<Map<String, Value>>;

/// Tables, and how to run on them.
///
/// ```json
/// {"as_of": "2024-06-30", "tables": {"官网": [{"编号": "1", "姓名": "安然"}]}}
/// ```
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// Rows by table; a row is an object of column and value.
    tables: BTreeMap<String, Rows>,
    /// The date that tags are true at.
    #[serde(default)]
    as_of: Option<String>,
    /// Threads; never changes the outcome.
    #[serde(default)]
    threads: usize,
    /// Stop after the customers are found.
    #[serde(default)]
    only_links: bool,
    /// The customer ids of an earlier run.
    #[serde(default)]
    previous: Option<Assignment>,
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

/// A whole document, with the path of what is wrong in it.
pub(super) fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let document = serde_path_to_error::deserialize(&mut deserializer)?;
    deserializer.end().map_err(|e| Error::new(Code::InvalidJson, "", "there is text after the document").with_source(e))?;
    Ok(document)
}

/// A trained model as it was written: the document of [`Outcome::model`], for `spec.identity.model`.
///
/// # Errors
/// `invalid_json` or `invalid_spec`, with the path into the document. Whether the model is that of a spec, `compile` says.
pub fn model(json: &str) -> Result<ModelSpec> {
    parse(json)
}

/// The customer ids of a run as it wrote them: the document of [`Outcome::assignment`], for [`RunOptions::previous`].
///
/// # Errors
/// `invalid_json`, those of [`Assignment::check`].
pub fn assignment(json: &str) -> Result<Assignment> {
    let assignment: Assignment = parse(json)?;
    assignment.check("")?;
    Ok(assignment)
}

/// An assignment as a document, for [`assignment`] and for `"previous"` of [`run`].
///
/// # Errors
/// None that a caller could cause.
pub fn written(assignment: &Assignment) -> Result<String> {
    serde_json::to_string(assignment).map_err(|e| Error::new(Code::Internal, "", "the assignment cannot be written").with_source(e))
}

/// What is found in the rules of a spec before any data is seen: the document of [`crate::RuleReport`].
///
/// # Errors
/// `invalid_json`, `invalid_spec`, `unsupported_version`: a document that is no spec. What is wrong with its rules stands in the report.
pub fn check_rules(spec: &str) -> Result<Value> {
    check_rules_json(spec).map(|report| json!(report))
}

/// What is found in the rules of a plan: as [`check_rules`] of its spec.
#[must_use]
pub fn check_plan_rules(plan: &Plan) -> Value {
    json!(plan.check_rules())
}

/// What is graver than a note in the rules of a plan, in sentences, the gravest first: [`crate::RuleReport::warnings`].
#[must_use]
pub fn plan_warnings(plan: &Plan, language: Language) -> Vec<String> {
    plan.check_rules().warnings().into_iter().map(|finding| finding.tell(language)).collect()
}

/// What is found in the rules of an outcome's plan, with how many of its customers that concerns and what they spent.
#[must_use]
pub fn check_outcome_rules(outcome: &Outcome) -> Value {
    json!(outcome.check_rules())
}

/// Test cases for the rules of a spec, and what there are none for: [`crate::RuleTests`].
///
/// # Errors
/// Those of [`check_rules`].
pub fn rule_test_cases(spec: &str) -> Result<Value> {
    crate::plan::rule_test_cases(spec).map(|tests| json!(tests))
}

/// The columns of every table, in the order of their names.
fn columns(tables: &BTreeMap<String, Rows>) -> Vec<(&str, Vec<(&str, ColumnBuffer)>)> {
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

pub(super) fn with_inputs<T>(tables: &BTreeMap<String, Rows>, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
    let columns = columns(tables);
    let mut inputs = Inputs::new();
    for (name, columns) in &columns {
        inputs.push(*name, Table::new(columns.iter().map(|(name, buffer)| (*name, buffer.as_column()))));
    }
    work(&inputs)
}

/// Runs a plan on a JSON document: `{"tables": {name: [row, …]}, "as_of": …, "threads": …, "only_links": …, "previous": …}`;
/// `previous` is the [`assignment`] that an earlier run wrote.
///
/// # Errors
/// `invalid_json`, `invalid_date`, those of [`Assignment::check`]; never for what the rows hold.
pub fn run(plan: &Plan, json: &str) -> Result<Outcome> {
    let document = parse::<Document>(json)?;
    let as_of = document.as_of.as_deref().map(|d| date(d, "as_of")).transpose()?;
    let previous = document.previous.as_ref();
    previous.map_or(Ok(()), |previous| previous.check("previous."))?;
    let mut options = RunOptions { threads: document.threads, only_links: document.only_links, previous, ..RunOptions::default() };
    with_inputs(&document.tables, |inputs| plan.run_with(inputs, as_of, &mut options))
}

/// The answer to a question (see [`super::About`]) as JSON: `{"code", "data", "text", "parts"}`.
///
/// # Errors
/// `invalid_json`; those of the explanation that is asked for; `unknown_value` for a language that is none.
pub fn ask(outcome: &Outcome, question: &str) -> Result<Value> {
    Ok(explanation(&Question::from_json(question)?.answer(outcome)?))
}

/// The answer to a question in lines of text.
///
/// # Errors
/// As [`ask`].
pub fn tell(outcome: &Outcome, question: &str) -> Result<String> {
    Question::from_json(question)?.answer(outcome).map(|answer| answer.to_string())
}

/// An explanation as JSON.
#[must_use]
pub fn explanation(why: &Explanation) -> Value {
    serde_json::to_value(why).unwrap_or_default()
}

/// Proposes a spec for the tables of a JSON document; `id`, `ignore` and `unique` as in [`propose`].
///
/// # Errors
/// `invalid_json`.
pub fn propose_for(json: &str) -> Result<Proposal> {
    let document = parse::<Document>(json)?;
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
    let kind: FieldKind = parse(kind)?;
    let mut errors = Vec::new();
    normalize::check(&kind, kind.name(), &mut errors);
    if let Some(error) = Error::from_many(errors) {
        return Err(error);
    }
    Ok(normalize::builtin(&kind, tables))
}

/// Reads the values of one record together: the fields as an array of `{"name", "kind"}`, the record as an object of
/// name and text.
///
/// ```json
/// {"values": {"地址": {"display": …}}, "contradictions": [{"a": "地址", "b": "电话", "place_a": 440300, "place_b": 310000, "expected": true}]}
/// ```
///
/// # Errors
/// `invalid_json` when one of them cannot be read; never for what the record holds.
pub fn normalize_record(fields: &str, record: &str, tables: &ReferenceTables) -> Result<Value> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Field {
        name: String,
        kind: FieldKind,
    }
    let fields: Vec<Field> = parse(fields)?;
    let record: Map<String, Value> = parse(record)?;
    let texts: Vec<String> = fields.iter().map(|field| text(record.get(&field.name)).unwrap_or_default()).collect();
    let raws: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut reader = RecordReader::new(fields.iter().map(|field| field.kind.clone()), tables);
    let mut reading = RecordReading::default();
    reader.read(&raws, &mut reading);
    let name = |at: usize| fields.get(at).map_or("", |field| &field.name);
    let values: Map<String, Value> =
        reader.normalizers().zip(&fields).zip(&reading.values).map(|((normalizer, field), value)| (field.name.clone(), normalized(normalizer, value))).collect();
    let contradictions = reading.contradictions.iter().map(|c| json!({"a": name(c.a), "b": name(c.b), "place_a": c.place_a, "place_b": c.place_b, "expected": c.expected}));
    Ok(json!({"values": values, "contradictions": contradictions.collect::<Vec<_>>()}))
}

/// What the columns of the tables of a JSON document are, and what is wrong in them: `{"profiles": […], "quality": […]}`.
/// With `profiles`, an array of frozen ones, columns are read as those say.
///
/// # Errors
/// `invalid_json`.
pub fn profile_tables(json: &str, profiles: Option<&str>, tables: &ReferenceTables) -> Result<Value> {
    let document = parse::<Document>(json)?;
    with_inputs(&document.tables, |inputs| profile_inputs(inputs, profiles, tables))
}

/// As [`profile_tables`], for tables that are at hand.
///
/// # Errors
/// `invalid_json` when the profiles cannot be read.
pub fn profile_inputs(inputs: &Inputs<'_>, profiles: Option<&str>, tables: &ReferenceTables) -> Result<Value> {
    let frozen: Vec<TableProfile> = profiles.map_or(Ok(Vec::new()), parse)?;
    let mut findings = Vec::new();
    let mut quality = Vec::new();
    let mut found = Vec::new();
    for name in inputs.names() {
        let (profile, odd) = match frozen.iter().find(|known| known.table == name) {
            Some(known) => known.again(inputs, tables),
            None => (TableProfile::infer(inputs, name, tables), Vec::new()),
        };
        findings.extend(odd);
        quality.extend(QualityReport::of_table(inputs, &profile, tables).columns);
        found.push(profile);
    }
    Ok(json!({"profiles": found, "quality": quality, "findings": findings}))
}

/// What became of the values of every source and field of a run, as a JSON array.
#[must_use]
pub fn quality(outcome: &Outcome) -> Value {
    json!(outcome.quality().columns)
}

/// What matching did, what to expect of it at every threshold, and what its weights rest on, as JSON: [`crate::MatchReport`] with the
/// keys of each blocking rule and the threshold of the spec. Floats have six decimals.
#[must_use]
pub fn report(outcome: &Outcome) -> Value {
    let identity = &outcome.plan().spec().identity;
    let mut document = json!(outcome.report());
    six_decimals(&mut document);
    if let Some(rules) = document.get_mut("blocking").and_then(Value::as_array_mut) {
        for (rule, spec) in rules.iter_mut().filter_map(Value::as_object_mut).zip(identity.blocking.rules.iter().flatten()) {
            rule.insert("keys".to_owned(), json!(spec.keys));
        }
    }
    if let Some(document) = document.as_object_mut() {
        document.insert("threshold".to_owned(), json!(identity.threshold));
        document.insert("least_threshold".to_owned(), json!(rounded(outcome.least_threshold())));
    }
    document
}

/// Rounds every float of a document.
pub(super) fn six_decimals(document: &mut Value) {
    match document {
        Value::Number(n) if n.is_f64() => *document = n.as_f64().map_or(Value::Null, |p| json!(rounded(p))),
        Value::Array(all) => all.iter_mut().for_each(six_decimals),
        Value::Object(all) => all.values_mut().for_each(six_decimals),
        _ => {}
    }
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
///
/// Of a customer, `profile` has for every field the value with its provenance, and what lost:
///
/// ```json
/// {"value": "13812345678", "key": "+8613812345678", "source": "门店", "record_id": "M1", "columns": ["电话"], "time": "2024-06-01T00:00:00",
///  "by": {"most_recent": {}},
///  "losers": [{"value": "13987654321", "source": "官网", "record_id": "1", "time": null, "status": "ok", "lost": {"by": {"most_recent": {}}}}]}
/// ```
///
/// A customer some of whose tags no rule gave has `given`, which says of each dimension where its values come from:
///
/// ```json
/// {"客户等级": [{"choice": {"actor": "王经理", "reason": "战略客户", "until": "2024-12-31"}}], "状态": [{"kept": {"since": "2024-05-01"}}]}
/// ```
///
/// A customer of a spec with lifecycles has `stages`: where it is in each, since when, the day before which it does not leave, and the stage
/// before the run. `stage`, `since` and `until` are what the table under `tags.previous` takes in the next run:
///
/// ```json
/// {"状态": {"stage": "活跃", "since": "2024-06-30", "until": "2024-07-30", "before": {"stage": "沉睡", "since": "2024-05-01", "until": null}}}
/// ```
#[must_use]
pub fn outcome(outcome: &Outcome) -> Value {
    let mut document = json!({
        "fingerprint": outcome.plan().fingerprint(),
        "as_of": outcome.as_of().map(|d| d.to_string()),
        "customers": outcome.customers().map(|c| customer(outcome, c)).collect::<Vec<_>>(),
        "notes": outcome.notes().map(|n| json!(n)).collect::<Vec<_>>(),
        "findings": outcome.findings(),
        "changes": outcome.changes().map(change).collect::<Vec<_>>(),
        "model": outcome.model(),
        "candidate_pairs": outcome.report().candidate_pairs,
        "joined_pairs": outcome.report().joined_pairs,
    });
    if let (Some(document), Some(_)) = (document.as_object_mut(), &outcome.plan().spec().analysis) {
        document.insert("analysis".to_owned(), analysis(outcome));
    }
    document
}

/// `{"change": "moved", "from": …, "into": …, "source": …, "record_id": …}`; what a change has not is left out.
fn change(change: Change<'_>) -> Value {
    let record = change.record;
    let cells = [("change", Some(change.kind.as_str())), ("from", change.from), ("into", change.into), ("source", record.map(|r| r.source)), ("record_id", record.map(|r| r.id))];
    cells.into_iter().filter_map(|(name, text)| Some((name.to_owned(), json!(text?)))).collect::<Map<String, Value>>().into()
}

fn customer(outcome: &Outcome, customer: CustomerRef<'_>) -> Value {
    let record = |r: crate::plan::RecordRef<'_>| json!({"source": r.source, "record_id": r.id, "probability": rounded(outcome.probability(r.row))});
    let profile: Map<String, Value> = customer
        .values()
        .map(|v| {
            let mut value = provenance(customer, &v, clock);
            value.insert("value".to_owned(), json!(v.value));
            value.insert("key".to_owned(), json!(v.key));
            (v.field.to_owned(), Value::Object(value))
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
    let given: Map<String, Value> = (0..)
        .zip(&outcome.tags().dimensions)
        .map(|(at, d)| (d.domain.name.clone(), outcome.tags().given_to(at, customer.index).map(given).collect::<Vec<_>>()))
        .filter(|(_, given)| !given.is_empty())
        .map(|(name, given)| (name, json!(given)))
        .collect();
    let mut document = json!({
        "customer_id": customer.id(),
        "first_seen": customer.first_seen().map(|d| d.to_string()),
        "records": customer.records().map(record).collect::<Vec<_>>(),
        "profile": profile,
        "tags": tags,
        "layers": layers,
    });
    let stages = stage::stages(outcome.tags(), customer.index);
    if let (Some(document), false) = (document.as_object_mut(), stages.is_empty()) {
        document.insert("stages".to_owned(), Value::Object(stages));
    }
    if let (Some(document), false) = (document.as_object_mut(), given.is_empty()) {
        document.insert("given".to_owned(), Value::Object(given));
    }
    document
}

/// Where a tag comes from that no rule gave; days as dates.
fn given(by: &GivenBy) -> Value {
    let date = |days: i64| i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days).map(|date| date.to_string());
    match by {
        GivenBy::Choice { actor, reason, until } => json!({"choice": {"actor": actor, "reason": reason, "until": until.and_then(date)}}),
        GivenBy::Kept(since) => json!({"kept": {"since": date(*since)}}),
    }
}

/// Where a profile's value comes from, what decided, and what lost: `source`, `record_id`, `columns`, `time`, `by`; where there is
/// something to say, `group`, `filled`, `verified`, `losers` and `conflicts`. Times as `clock` writes them.
pub(super) fn provenance(customer: CustomerRef<'_>, v: &ProfileValue<'_>, clock: fn(i64) -> Option<String>) -> Map<String, Value> {
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
    put("source", json!(v.record.source));
    put("record_id", json!(v.record.id));
    put("columns", json!(v.columns));
    put("time", json!(v.time.and_then(clock)));
    put("by", json!(v.by));
    if let Some(group) = v.group {
        put("group", json!(group));
    }
    if v.filled {
        put("filled", json!(true));
    }
    if let Some(verified) = &v.verified {
        put("verified", verification(verified));
    }
    let losers: Vec<Value> = customer.losers(v.field).iter().map(|l| loser(l, clock)).collect();
    if !losers.is_empty() {
        put("losers", json!(losers));
    }
    let conflicts: Vec<Value> = customer.conflicts_of(v.field).iter().map(|c| json!({"kind": c.kind, "values": c.values})).collect();
    if !conflicts.is_empty() {
        put("conflicts", json!(conflicts));
    }
    out
}

fn loser(loser: &Loser<'_>, clock: fn(i64) -> Option<String>) -> Value {
    let record = loser.record;
    json!({"value": loser.value, "source": record.source, "record_id": record.id, "time": loser.time.and_then(clock), "status": loser.status, "lost": loser.lost})
}

/// How, when and by whom a value was confirmed, and which record says so.
#[must_use]
pub fn verification(verified: &VerificationRef<'_>) -> Value {
    let record = verified.record;
    json!({"method": verified.method, "date": verified.date.and_then(clock), "operator": verified.operator, "source": record.source, "record_id": record.id})
}

pub(super) fn clock(seconds: i64) -> Option<String> {
    Some(DateTime::from_timestamp(seconds, 0)?.naive_utc().format("%Y-%m-%dT%H:%M:%S").to_string())
}

/// The ready-made schema of a business (`b2b`, `b2c`, `key_account`, `retail`, `services`, `startup`) as a JSON object: `business`, `label`, `note`,
/// `modules` and `fields` (see [`Template`]).
///
/// # Errors
/// `unknown_value` when there is no such business.
pub fn template(business: &str) -> Result<Value> {
    let mut document = json!(of_business(business)?);
    if let Some(document) = document.as_object_mut() {
        document.insert("modules".to_owned(), Module::ALL.iter().map(|m| json!({"name": m.as_str(), "label": m.label()})).collect());
    }
    Ok(document)
}

/// Drafts a spec for a business from the headers of its tables: `{"官网": ["姓名", "手机"], …}`. The answer is
/// `{"spec": …, "unbound": {"官网": […]}}`; what is unbound means nothing to the template.
///
/// # Errors
/// `unknown_value` when there is no such business, `invalid_json` when the headers cannot be read.
pub fn draft(business: &str, headers: &str) -> Result<Value> {
    let template = of_business(business)?;
    let tables: BTreeMap<String, Vec<String>> = parse(headers)?;
    Ok(json!(template.draft(tables)))
}

/// Splink's settings as a spec: `{"spec": …, "findings": […]}`. `spec` is a spec whose fields and sources are used; without one,
/// the fields are the settings' columns, and there are no sources yet (see [`splink`]).
///
/// # Errors
/// Those of [`splink::import`]; `invalid_json` when the spec cannot be read.
pub fn from_splink(settings: &str, spec: Option<&str>) -> Result<Value> {
    let spec = match spec {
        Some(spec) => parse(spec)?,
        None => Spec::new(Vec::new(), splink::fields(settings)?),
    };
    Ok(json!(splink::import(settings, &spec)?))
}

/// A spec as Splink's settings: `{"settings": …, "findings": […]}`. Comparisons that are left to the library are those of a plan.
///
/// # Errors
/// Those of [`Plan::from_json`] and of [`splink::export`].
pub fn to_splink(spec: &str) -> Result<Value> {
    let spec: Spec = parse(spec)?;
    let left_out = spec.identity.comparisons.as_ref().is_none_or(|c| c.iter().any(|c| c.levels.is_empty()));
    let exported = if left_out { splink::export(Plan::compile(&spec)?.spec())? } else { splink::export(&spec)? };
    let settings: Value = parse(&exported.settings)?;
    Ok(json!({"settings": settings, "findings": exported.findings}))
}

fn of_business(business: &str) -> Result<&'static Template> {
    let names = Business::ALL.map(Business::as_str);
    let unknown = || {
        let error = Error::new(Code::UnknownValue, "business", format!("there is no template of the business {}", quote(business)));
        error.with_help(format!("there are {}", names.join(", "))).with_nearest(business, names)
    };
    Business::named(business).map(Template::of).ok_or_else(unknown)
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
