//! The output files. All in the outcome's canonical order: the same bytes whatever order the rows came in.

use guiyi::interop::splink;
use guiyi::model::{FactUnit, GivenBy, TagDimension};
use guiyi::{Amount, AnalysisValue, Finding, Outcome, Shown};
use std::error::Error;
use std::io::Write as _;
use std::path::Path;

/// Bytes that are written at once.
pub(crate) const BUFFER: usize = 1 << 18;

type Written = Result<(), Box<dyn Error>>;

pub(crate) fn writer(folder: &Path, name: &str) -> Result<csv::Writer<std::fs::File>, Box<dyn Error>> {
    let path = folder.join(name);
    csv::WriterBuilder::new().buffer_capacity(BUFFER).from_path(&path).map_err(|e| format!("{}: {e}", path.display()).into())
}

/// `source,record_id,customer_id,probability`. The one file that grows with the rows, so nothing is made per row.
pub(crate) fn links(folder: &Path, outcome: &Outcome) -> Written {
    let mut out = writer(folder, "links.csv")?;
    out.write_record(["source", "record_id", "customer_id", "probability"])?;
    let mut probability = Vec::new();
    for record in outcome.records() {
        let id = outcome.customer_at(record.row).map_or("", |c| c.id());
        probability.clear();
        // In whole millionths, which are written much faster than the same digits of a floating-point number.
        let millionths = (outcome.probability(record.row) * 1e6).round() as u32;
        write!(probability, "{}.{:06}", millionths / 1_000_000, millionths % 1_000_000)?;
        out.write_field(record.source)?;
        out.write_field(record.id)?;
        out.write_field(id)?;
        out.write_field(&probability)?;
        out.write_record(None::<&[u8]>)?;
    }
    Ok(out.flush()?)
}

/// The model, where this run trained it: for `--model`.
pub(crate) fn model(folder: &Path, outcome: &Outcome) -> Written {
    let Some(model) = outcome.model().filter(|_| !outcome.report().model_given) else { return Ok(()) };
    let path = folder.join("model.json");
    std::fs::write(&path, serde_json::to_string_pretty(model)? + "\n").map_err(|e| format!("{}: {e}", path.display()).into())
}

/// The comparisons, blocking and model as Splink's settings; what is not in them.
pub(crate) fn splink(path: &Path, outcome: &Outcome) -> Result<Vec<Finding>, Box<dyn Error>> {
    let mut spec = outcome.plan().spec().clone();
    spec.identity.model = outcome.model().cloned();
    let exported = splink::export(&spec)?;
    std::fs::write(path, exported.settings + "\n").map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(exported.findings)
}

/// Golden profiles: one row per customer, and where every value comes from.
pub(crate) fn customers(folder: &Path, outcome: &Outcome) -> Written {
    let mut out = writer(folder, "customers.csv")?;
    let fields: Vec<&str> = outcome.plan().spec().fields.iter().map(|f| f.name.as_str()).collect();
    out.write_record(["customer_id", "first_seen", "records", "sources"].iter().copied().chain(fields.iter().copied()).chain(["provenance"]))?;
    for customer in outcome.customers() {
        let mut sources: Vec<&str> = customer.records().map(|r| r.source).collect();
        sources.dedup();
        let values: Vec<_> = fields.iter().map(|f| customer.value(f)).collect();
        let provenance: Vec<String> = values.iter().flatten().map(|v| format!("{}={}/{}{}", v.field, v.record.source, v.record.id, written(v.time))).collect();
        let mut row = vec![customer.id().to_owned(), customer.first_seen().map_or(String::new(), |d| d.to_string()), customer.records().len().to_string(), sources.join(" ")];
        row.extend(values.iter().map(|v| v.as_ref().map_or(String::new(), |v| v.value.to_owned())));
        row.push(provenance.join("; "));
        out.write_record(row)?;
    }
    Ok(out.flush()?)
}

/// One row per customer, one column per tag dimension and layerer; where the spec names choices by hand or the tags of the run before, a
/// column says which dimensions' values come from there.
pub(crate) fn tags(folder: &Path, outcome: &Outcome) -> Written {
    let mut out = writer(folder, "tags.csv")?;
    let tags = outcome.tags();
    let dimensions = tags.dimensions.iter().map(|d| d.domain.name.as_str());
    let spec = &outcome.plan().spec().tags;
    let given = spec.manual.is_some() || spec.previous.is_some();
    out.write_record(["customer_id"].into_iter().chain(dimensions).chain(outcome.layers().iter().map(|l| l.name.as_str())).chain(given.then_some("given")))?;
    for customer in outcome.customers() {
        let mut row = vec![customer.id().to_owned()];
        row.extend(tags.dimensions.iter().map(|d| d.values(customer.index).collect::<Vec<_>>().join(";")));
        row.extend(outcome.layers().iter().map(|l| l.layer(customer.index).unwrap_or("").to_owned()));
        row.extend(given.then(|| given_tags(outcome, customer.index)));
        out.write_record(row)?;
    }
    Ok(out.flush()?)
}

/// `客户等级=choice;状态=kept`.
fn given_tags(outcome: &Outcome, row: usize) -> String {
    let word = |by: &GivenBy| if matches!(by, GivenBy::Choice { .. }) { "choice" } else { "kept" };
    let tags = outcome.tags();
    let of = |(at, dimension): (usize, &TagDimension)| tags.given_to(at, row).next().map(|by| format!("{}={}", dimension.domain.name, word(by)));
    tags.dimensions.iter().enumerate().filter_map(of).collect::<Vec<_>>().join(";")
}

/// The customers of the analysis that the spec asks for, if it does: one row per customer, one column per column that its scope shows.
pub(crate) fn analysis(folder: &Path, outcome: &Outcome) -> Written {
    let Some(analysis) = outcome.analysis() else { return Ok(()) };
    let mut out = writer(folder, "analysis.csv")?;
    out.write_record(["customer_id", "rank", "by"].into_iter().chain(analysis.columns.iter().map(|column| column.name.as_str())))?;
    for found in &analysis.customers {
        let mut row = vec![found.customer.id().to_owned(), found.rank.map_or(String::new(), |rank| rank.to_string()), found.by.as_ref().map_or(String::new(), analysed_cell)];
        row.extend(found.values.iter().map(analysed_cell));
        out.write_record(row)?;
    }
    Ok(out.flush()?)
}

/// The sheets of the spec, each a file: one row per customer with its levels, its layer and what is advised (R23).
pub(crate) fn layer_sheets(folder: &Path, outcome: &Outcome) -> Written {
    for sheet in outcome.layer_sheets() {
        let mut out = writer(folder, &format!("sheet_{}.csv", file_name(sheet.name())))?;
        out.write_record(sheet.headers())?;
        for row in sheet.rows() {
            out.write_record(row.iter().map(analysed_cell))?;
        }
        out.flush()?;
    }
    Ok(())
}

/// What a role is shown: one row per customer, a column for everything in the role's view. Of a stream: how many, first and last day,
/// and the events that are shown one by one.
pub(crate) fn view(folder: &Path, outcome: &Outcome, role: &str) -> Written {
    let view = outcome.view(role)?;
    let mut out = writer(folder, &format!("view_{}.csv", file_name(role)))?;
    out.write_record(["customer_id"].into_iter().chain(view.items().map(|item| item.name)))?;
    for customer in view.customers() {
        let mut row = vec![customer.id().to_owned()];
        row.extend(view.items().map(|item| item.of(customer).map_or(String::new(), |shown| shown_cell(&shown))));
        out.write_record(row)?;
    }
    Ok(out.flush()?)
}

/// A name without the signs that a folder may not hold.
fn file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

fn analysed_cell(value: &AnalysisValue) -> String {
    match value {
        AnalysisValue::Unknown => String::new(),
        AnalysisValue::Count(count) => count.to_string(),
        AnalysisValue::Number(number) => number.to_string(),
        AnalysisValue::Text(text) => text.clone(),
        AnalysisValue::Texts(texts) => texts.join(";"),
    }
}

fn shown_cell(shown: &Shown<'_>) -> String {
    match shown {
        Shown::Field(field) => field.value.to_string(),
        Shown::Metric(metric) => metric.as_ref().map_or(String::new(), amount),
        Shown::Tags(values) => values.join(";"),
        Shown::Layer(layer) => layer.unwrap_or("").to_owned(),
        Shown::Events(events) if events.count > 0 => {
            let mut out = events.count.to_string();
            if let (Some(first), Some(last)) = (events.first, events.last) {
                out.push_str(&format!(" ({first} – {last})"));
            }
            for event in &events.events {
                let attributes: Vec<String> = event.attributes.iter().map(|(_, value)| amount(value)).collect();
                out.push_str(&format!("; {} {}", written(event.time).trim_start_matches('@'), attributes.join(" ")));
            }
            out
        }
        Shown::Events(_) => "0".to_owned(),
        _ => String::new(),
    }
}

fn amount(amount: &Amount<'_>) -> String {
    match *amount {
        Amount::Text(ref text) => text.to_string(),
        Amount::Number(fen, FactUnit::Money) => format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, (fen / 100).abs(), (fen % 100).abs()),
        Amount::Number(millionths, FactUnit::Ratio) => format!("{:.4}", millionths as f64 / 1e6),
        Amount::Number(days, FactUnit::Date) => i32::try_from(days).ok().and_then(chrono::NaiveDate::from_epoch_days).map_or(String::new(), |d| d.to_string()),
        Amount::Number(n, _) => n.to_string(),
    }
}

/// What was found about files and rows, then every value that was repaired, doubted or refused, and why.
pub(crate) fn notes(folder: &Path, outcome: &Outcome, findings: &[Finding]) -> Written {
    let mut out = writer(folder, "notes.csv")?;
    out.write_record(["source", "record_id", "field", "raw", "value", "status", "reasons", "detail"])?;
    for f in findings {
        out.write_record([f.path.as_str(), f.record_id.as_deref().unwrap_or(""), "", "", "", "finding", f.code, &f.text])?;
    }
    for n in outcome.notes() {
        let reasons: Vec<&str> = n.reasons.iter().map(|r| r.as_str()).chain(n.missing.map(|m| m.as_str())).collect();
        let detail = if n.candidates.is_empty() { String::new() } else { format!("could be {}", n.candidates.join(" or ")) };
        let status = serde_json::to_value(n.status)?;
        out.write_record([n.source, n.record_id, n.field, &cut(n.raw), &cut(n.value), status.as_str().unwrap_or(""), &reasons.join(";"), &detail])?;
    }
    Ok(out.flush()?)
}

/// A cell of a megabyte helps nobody in a report; the input still has it whole.
fn cut(text: &str) -> String {
    let mut out: String = text.chars().take(200).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// The date a record was written, where it has one (R40).
fn written(time: Option<i64>) -> String {
    time.and_then(|t| chrono::DateTime::from_timestamp(t, 0)).map_or(String::new(), |t| t.format("@%Y-%m-%d").to_string())
}
