//! The run in numbers, as JSON.

use crate::cost::{Clock, peak_memory};
use crate::sweep::{At, Sweep};
use guiyi::Outcome;
use guiyi::identity::evaluate::EvaluationReport;
use guiyi::interop::json;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::path::Path;

/// Writes what the library reports, and beside it records, customers, seconds by stage, peak memory, and how well the run agrees with
/// the known truth.
pub(crate) fn write(path: &Path, outcome: &Outcome, clock: &Clock, evaluation: Option<&EvaluationReport>, sweep: Option<&Sweep>) -> Result<(), Box<dyn Error>> {
    let seconds: Map<String, Value> = clock.seconds().filter(|(stage, _)| *stage != "done").map(|(stage, seconds)| (stage.to_owned(), json!(seconds))).collect();
    let mut document = json!({
        "records": outcome.records().len(),
        "customers": outcome.customers().len(),
        "seconds": seconds,
        "total_seconds": clock.total().as_secs_f64(),
        "peak_mib": peak_memory(),
    });
    if let (Some(document), Value::Object(report)) = (document.as_object_mut(), json::report(outcome)) {
        document.extend(report);
        document.extend(evaluation.map(|e| ("evaluation".to_owned(), json!(e))));
        document.extend(sweep.map(|s| ("sweep".to_owned(), s.points.iter().map(At::json).collect())));
        document.extend(sweep.and_then(Sweep::best).map(|best| ("best".to_owned(), best.json())));
    }
    let text = serde_json::to_string_pretty(&document)? + "\n";
    std::fs::write(path, text).map_err(|e| format!("{}: {e}", path.display()).into())
}
