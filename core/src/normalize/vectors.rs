//! Runs `tests/vectors/normalize/*.json`; `GUIYI_UPDATE=1` rewrites the expectations.

use super::builtin;
use crate::model::Normalized;
use crate::schema::FieldKind;
use crate::text::fold;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/normalize")
}

fn result(kind: &FieldKind, raw: &str) -> Value {
    let normalizer = builtin(kind);
    let mut out = Normalized::default();
    normalizer.normalize(raw, &mut out);
    let components: Map<String, Value> = normalizer.components().iter().zip(&out.components).filter(|(_, v)| !v.is_empty()).map(|(n, v)| ((*n).to_owned(), json!(v))).collect();
    json!({
        "display": out.display, "key": out.key, "components": components, "status": out.status, "missing": out.missing,
        "reasons": out.reasons, "candidates": out.candidates, "confidence": out.confidence,
    })
}

/// One case per paragraph, fields in a fixed order.
fn write(path: &Path, cases: &[(Value, Value)]) {
    let field = |v: &Value, name: &str| format!("{}: {}", json!(name), v[name]);
    let case = |(case, got): &(Value, Value)| {
        let head: Vec<String> = ["name", "kind", "raw"].iter().map(|f| field(case, f)).collect();
        let fields = ["display", "key", "components", "status", "missing", "reasons", "candidates", "confidence"];
        let expect: Vec<String> = fields.iter().map(|f| field(got, f)).collect();
        format!("  {{{},\n   \"expect\": {{{}}}}}", head.join(", "), expect.join(", "))
    };
    let text: Vec<String> = cases.iter().map(case).collect();
    let text = format!("[\n{}\n]\n", text.join(",\n"));
    let escaped: String = text.chars().map(|c| if fold::is_invisible(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect();
    std::fs::write(path, escaped).unwrap();
}

#[test]
fn every_vector() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 14, "one file per kind");
    let mut wrong = Vec::new();
    for path in files {
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert!(cases.len() >= 12, "{}", path.display());
        let run = |case: &Value| {
            let kind: FieldKind = serde_json::from_value(case["kind"].clone()).unwrap();
            result(&kind, case["raw"].as_str().unwrap())
        };
        let cases: Vec<(Value, Value)> = cases.into_iter().map(|case| (case.clone(), run(&case))).collect();
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            write(&path, &cases);
        }
        wrong.extend(cases.iter().filter(|(case, got)| case["expect"] != *got).map(|(case, got)| format!("{} {}:\n  {got}", path.display(), case["name"])));
    }
    assert!(wrong.is_empty() || std::env::var_os("GUIYI_UPDATE").is_some(), "{}", wrong.join("\n"));
}
