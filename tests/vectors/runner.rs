//! The shared cases, through Rust. `GUIYI_UPDATE=1` rewrites what runs, evaluations and errors are expected to give.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice, reason = "a test: to stop is the answer")]

mod cases;

use cases::{AskCase, ErrorCase, EvaluateCase, FactsCase, LayersCase, NormalizeCase, RulesCase, RunCase, TimelineCase};
use guiyi::interop::json;
use guiyi::{Error, Plan, ReferenceTables};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

#[test]
fn normalize() {
    let mut wrong = Vec::new();
    for file in cases::files("normalize") {
        for case in cases::read::<Vec<NormalizeCase>>(&file) {
            if !cases::wanted(&case.name, case.skip.as_deref()) {
                continue;
            }
            let found = json::normalize(&case.kind.to_string(), &case.raw, ReferenceTables::builtin()).expect("a known kind");
            if found != case.expect {
                wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An outcome's document without what is long and follows from the rest, what each role is shown, and some entries of the report.
fn document(plan: &Plan, input: &Value, entries: &[String]) -> Value {
    let outcome = json::run(plan, &input.to_string()).expect("an input document");
    let mut document = json::outcome(&outcome);
    if let Value::Object(map) = &mut document {
        map.remove("model");
        map.remove("fingerprint");
        let shown = |role: &String| (role.clone(), json::view(&outcome, role, None).expect("a view")["customers"].take());
        let views: Map<String, Value> = plan.spec().views.iter().map(|view| shown(&view.role)).collect();
        if !views.is_empty() {
            map.insert("views".to_owned(), Value::Object(views));
        }
        if !entries.is_empty() {
            let report = json::report(&outcome);
            map.insert("report".to_owned(), entries.iter().map(|entry| (entry.clone(), report[entry].clone())).collect());
        }
    }
    document
}

/// Replaces the last entry of a case and leaves what people wrote as they wrote it.
fn rewrite(path: &Path, expect: &Value) {
    let text = fs::read_to_string(path).expect("a case");
    let (head, _) = text.rsplit_once("\n  \"expect\":").expect("the last entry is `expect`");
    let pretty = serde_json::to_string_pretty(expect).expect("JSON").replace('\n', "\n  ");
    fs::write(path, format!("{head}\n  \"expect\": {pretty}\n}}\n")).expect("the case is writable");
}

#[test]
fn run() {
    let mut wrong = Vec::new();
    for file in cases::files("run") {
        let case: RunCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let plan = Plan::from_json(&case.spec.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let found = document(&plan, &case.input, &case.report);
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
        // The order of the rows and the number of threads never show.
        let mut other = case.input.clone();
        other["threads"] = json!(2);
        for rows in other["tables"].as_object_mut().expect("tables").values_mut() {
            rows.as_array_mut().expect("rows").reverse();
        }
        if case.spec["sources"].as_array().is_some_and(|sources| sources.iter().all(|source| source["id"].is_string())) {
            assert_eq!(document(&plan, &other, &case.report), found, "{}: reversed", file.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn evaluate() {
    let mut wrong = Vec::new();
    for file in cases::files("evaluate") {
        let case: EvaluateCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let found = json::evaluate(&case.input.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
        // The order of the rows never shows.
        let mut other = case.input.clone();
        for rows in other.as_object_mut().expect("an object").values_mut().filter_map(Value::as_array_mut) {
            rows.reverse();
        }
        assert_eq!(json::evaluate(&other.to_string()).expect("an input"), found, "{}: reversed", file.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The facts of a case, on its input or on another.
fn facts_of(case: &FactsCase, input: &Value) -> Value {
    if let Some(metrics) = &case.metrics {
        return json::metrics(&metrics.to_string(), &input.to_string()).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    }
    let spec = case.spec.as_ref().expect("metrics or a spec").to_string();
    let plan = Plan::from_json(&spec).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let outcome = json::run(&plan, &input.to_string()).expect("an input document");
    assert_eq!(json::check_plan_rules(&plan), json::check_rules(&spec).expect("a spec"), "{}", case.name);
    json!({"facts": json::facts(&outcome), "rules": json::check_outcome_rules(&outcome), "sources": json::sources(&outcome)})
}

#[test]
fn facts() {
    let mut wrong = Vec::new();
    for file in cases::files("facts") {
        let case: FactsCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let found = facts_of(&case, &case.input);
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
        // The order of the rows never shows.
        let mut other = case.input.clone();
        for rows in other["tables"].as_object_mut().expect("tables").values_mut() {
            rows.as_array_mut().expect("rows").reverse();
        }
        assert_eq!(facts_of(&case, &other), found, "{}: reversed", file.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The layers of a case at both dates, and how customers went between them.
fn layers_of(case: &LayersCase, input: &Value, earlier: &Value) -> Value {
    let plan = Plan::from_json(&case.spec.to_string()).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    let of = |input: &Value| json::layers(&json::run(&plan, &input.to_string()).expect("an input document"));
    let (layers, before) = (of(input), of(earlier));
    let migration = json::layer_migration(&before.to_string(), &layers.to_string()).unwrap_or_else(|e| panic!("{}: {e}", case.name));
    json!({"layers": layers, "before": before, "migration": migration})
}

#[test]
fn layers() {
    let mut wrong = Vec::new();
    for file in cases::files("layers") {
        let case: LayersCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let found = layers_of(&case, &case.input, &case.earlier());
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
        // The order of the rows and the number of threads never show.
        let turned = |input: &Value| {
            let mut other = input.clone();
            other["threads"] = json!(2);
            for rows in other["tables"].as_object_mut().expect("tables").values_mut() {
                rows.as_array_mut().expect("rows").reverse();
            }
            other
        };
        assert_eq!(layers_of(&case, &turned(&case.input), &turned(&case.earlier())), found, "{}: reversed", file.display());
        // Given the models of the run, the same customers have the same layers.
        let mut given = case.spec.clone();
        for (layering, found) in given["layers"].as_array_mut().expect("layerings").iter_mut().zip(found["layers"]["layerings"].as_array().expect("layerings")) {
            let model = &found["model"];
            if let Some(layering) = layering.as_object_mut().and_then(|layering| layering.values_mut().next()).filter(|_| !model.is_null()) {
                layering["model"] = model.clone();
            }
        }
        let again = LayersCase {
            spec: given,
            name: case.name.clone(),
            input: case.input.clone(),
            before: case.before.clone(),
            earlier: case.earlier.clone(),
            expect: Value::Null,
            skip: None,
        };
        assert_eq!(layers_of(&again, &case.input, &case.earlier())["layers"], found["layers"], "{}: given", file.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rules() {
    let mut wrong = Vec::new();
    for file in cases::files("rules") {
        let case: RulesCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let found = json::check_rules(&case.spec.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ask() {
    let mut wrong = Vec::new();
    for file in cases::files("ask") {
        let case: AskCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let plan = Plan::from_json(&case.spec.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let outcome = json::run(&plan, &case.input.to_string()).expect("an input document");
        let answer = |question: &Value| json::ask(&outcome, &question.to_string()).unwrap_or_else(|e| panic!("{}: {question}: {e}", file.display()));
        let found: Value = case.questions.iter().map(answer).collect();
        let mut other = case.input.clone();
        other["threads"] = json!(2);
        for rows in other["tables"].as_object_mut().expect("tables").values_mut() {
            rows.as_array_mut().expect("rows").reverse();
        }
        let turned = json::run(&plan, &other.to_string()).expect("an input document");
        for (question, answer) in case.questions.iter().zip(found.as_array().expect("answers")) {
            assert_eq!(json::ask(&turned, &question.to_string()).expect("an answer"), *answer, "{}: reversed: {question}", file.display());
        }
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn timeline() {
    let mut wrong = Vec::new();
    for file in cases::files("timeline") {
        let case: TimelineCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        let plan = Plan::from_json(&case.spec.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let answers = |input: &Value| {
            let outcome = json::run(&plan, &input.to_string()).expect("an input document");
            json::timeline(&outcome, &case.script.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
        };
        let found = answers(&case.input);
        // One at a time the steps are answered alike, and what cannot be read changes nothing.
        let outcome = json::run(&plan, &case.input.to_string()).expect("an input document");
        let mut open = json::OpenTimeline::new(&outcome, case.script.get("from").and_then(Value::as_str)).expect("a timeline");
        for (step, answer) in case.script["steps"].as_array().expect("steps").iter().zip(found.as_array().expect("answers")) {
            open.step(r#"{"leap": {}}"#).expect_err("there is no such step");
            assert_eq!(open.step(&step.to_string()).expect("an answer"), *answer, "{}: {step}", case.name);
        }
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
        // The order of the rows never shows.
        let mut other = case.input.clone();
        other["threads"] = json!(2);
        for rows in other["tables"].as_object_mut().expect("tables").values_mut() {
            rows.as_array_mut().expect("rows").reverse();
        }
        assert_eq!(answers(&other), found, "{}: reversed", file.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn places(error: &Error) -> Value {
    let place = |e: &Error| json!({"code": e.code().as_str(), "path": e.path()});
    if error.related().is_empty() { json!([place(error)]) } else { error.related().iter().map(place).collect() }
}

#[test]
fn errors() {
    let mut wrong = Vec::new();
    for file in cases::files("errors") {
        let case: ErrorCase = cases::read(&file);
        if !cases::wanted(&case.name, case.skip.as_deref()) {
            continue;
        }
        // A spec that is a text is handed over as it stands.
        let spec = case.spec.as_str().map_or_else(|| case.spec.to_string(), str::to_owned);
        let found = Plan::from_json(&spec).err().map_or(json!([]), |error| places(&error));
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            rewrite(&file, &found);
        } else if found != case.expect {
            wrong.push(format!("{}: {}\n  found    {found}\n  expected {}", file.display(), case.name, case.expect));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
