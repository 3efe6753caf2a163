//! Times of several clocks in one table.

use super::Plan;
use crate::error::Code;
use crate::interop::json;
use serde_json::{Value, json};

/// Three visits around midnight: by Greenwich, by China, and by a clock that nobody names.
const VISITS: [&str; 3] = ["2024-06-30T23:30:00Z", "2024-06-30T23:30:00+08:00", "2024-06-30 23:30:00"];

fn spec(utc_offset: Option<&str>) -> Value {
    let mut spec = json!({"version": 1, "fields": [{"name": "phone", "kind": {"phone": {}}}],
        "sources": [{"name": "s", "id": "id", "time": "at", "columns": [{"field": "phone", "from": ["phone"]}]}],
        "facts": {"streams": [{"name": "visits", "feeds": [{"table": "visits", "time": "at", "link": {"source": "source", "id": "id"}}], "repeats": {"drop": {}}}]},
        "tags": {"name": "t", "version": "1", "dimensions": [
            {"name": "today", "rules": [{"value": "none", "when": "count(visits, 1d) = 0"}, {"value": "one", "when": "count(visits, 1d) = 1"}, {"value": "more", "when": "count(visits, 1d) > 1"}]},
            {"name": "all", "rules": [{"value": "2", "when": "count(visits) = 2"}, {"value": "3", "when": "count(visits) = 3"}], "otherwise": "else"}]}});
    if let Some(utc_offset) = utc_offset {
        spec["utc_offset"] = json!(utc_offset);
    }
    spec
}

fn run(utc_offset: Option<&str>, as_of: &str) -> (Option<String>, Option<String>, String) {
    let visits: Vec<Value> = VISITS.iter().map(|at| json!({"source": "s", "id": "1", "at": at})).collect();
    let tables = json!({"as_of": as_of, "tables": {"s": [{"id": "1", "phone": "13812345678", "at": "2024-06-30T20:00:00Z"}], "visits": visits}});
    let out = json::run(&Plan::from_json(&spec(utc_offset).to_string()).unwrap(), &tables.to_string()).unwrap();
    let value = |dimension: &str| out.tags().value(dimension, 0).map(str::to_owned);
    let first = out.customers().next().unwrap().id().to_owned();
    (value("today"), value("all"), first)
}

#[test]
fn days_begin_by_the_plans_clock() {
    // Greenwich's half past eleven is half past seven of the next morning; the other two are one event.
    assert_eq!(run(None, "2024-07-01"), (Some("one".into()), Some("2".into()), "C20240701001".into()));
    assert_eq!(run(Some("+08:00"), "2024-06-30").0, Some("one".into()));
    // By Greenwich the clock that nobody names is Greenwich's, and China's is in the afternoon.
    assert_eq!(run(Some("Z"), "2024-06-30"), (Some("more".into()), Some("2".into()), "C20240630001".into()));
    assert_eq!(run(Some("-05:00"), "2024-06-30"), (Some("more".into()), Some("3".into()), "C20240630001".into()));
}

#[test]
fn the_clock_is_an_offset() {
    for wrong in ["Asia/Shanghai", "8", "+15:00"] {
        let error = Plan::from_json(&spec(Some(wrong)).to_string()).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::InvalidJson, "utc_offset"), "{error}");
        assert!(error.to_string().contains("+08:00"), "{error}");
    }
    assert!(!serde_json::to_string(Plan::from_json(&spec(None).to_string()).unwrap().spec()).unwrap().contains("utc_offset"));
}
