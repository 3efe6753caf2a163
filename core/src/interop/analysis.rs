//! The analysis of an outcome as JSON.

use super::json::six_decimals;
use crate::plan::{AnalysisRow, Outcome};
use serde_json::{Map, Value, json};

/// The analysis that the spec asks for; null where it asks for none. Money is in yuan, a date `2024-06-30`.
///
/// ```json
/// {"goal": "high_value_repurchase", "label": "提升高价值客户复购率", "from": "2023-07-01", "to": "2024-06-30",
///  "in_scope": 4, "undecided": 0, "ranked": 4, "tied": 0, "columns": [{"name": "购买频次", "of": "metric"}],
///  "customers": [{"customer_id": "C20230101001", "rank": 1, "by": 5200.0, "values": {"购买频次": 3}}]}
/// ```
#[must_use]
pub fn analysis(outcome: &Outcome) -> Value {
    let Some(found) = outcome.analysis() else { return Value::Null };
    let row = |row: &AnalysisRow<'_>| {
        let values: Map<String, Value> = found.columns.iter().zip(&row.values).map(|(column, value)| (column.name.clone(), json!(value))).collect();
        let mut document = json!({"customer_id": row.customer.id(), "values": values});
        if let (Some(rank), Some(document)) = (row.rank, document.as_object_mut()) {
            document.insert("rank".to_owned(), json!(rank));
            document.insert("by".to_owned(), json!(row.by));
        }
        document
    };
    let mut document = json!({
        "goal": found.goal,
        "label": found.goal.label(),
        "from": found.period.map(|(from, _)| from.to_string()),
        "to": found.period.map(|(_, to)| to.to_string()),
        "in_scope": found.in_scope,
        "undecided": found.undecided,
        "ranked": found.ranked,
        "tied": found.tied,
        "columns": found.columns,
        "customers": found.customers.iter().map(row).collect::<Vec<_>>(),
    });
    six_decimals(&mut document);
    document
}
