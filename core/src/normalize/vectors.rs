//! Runs `tests/vectors/normalize/*.json`.
//!
//! A case has `name`, `kind`, `raw`, `source` (the standard, document or reasoning behind it), `must` (what has
//! to be so, by that source: never rewritten) and `expect` (all that the library answers, the same bytes in
//! every language). `GUIYI_UPDATE=1` rewrites `expect`, and refuses where `must` does not hold.

use super::builtin;
use crate::data::ReferenceTables;
use crate::interop::json::normalized;
use crate::model::Normalized;
use crate::schema::FieldKind;
use crate::text::fold;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// The least number of cases of each kind that the templates and standards fix.
const LEAST: [(&str, usize); 18] = [
    ("phone", 300),
    ("email", 60),
    ("resident_id", 60),
    ("credit_code", 60),
    ("org_code", 60),
    ("bank_card", 60),
    ("wechat_id", 60),
    ("person_name", 150),
    ("company", 150),
    ("address", 300),
    ("region", 60),
    ("date", 300),
    ("amount", 300),
    ("scale", 60),
    ("industry", 60),
    ("text", 60),
    ("nickname", 60),
    ("channel", 60),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/normalize")
}

fn result(kind: &FieldKind, raw: &str) -> Value {
    let normalizer = builtin(kind, ReferenceTables::builtin());
    let mut out = Normalized::default();
    normalizer.normalize(raw, &mut out);
    normalized(&*normalizer, &out)
}

/// What of `must` an answer does not hold.
fn broken(must: &Value, got: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (field, wanted) in must.as_object().unwrap() {
        let found = &got[field];
        let holds = match field.as_str() {
            "components" => wanted.as_object().unwrap().iter().all(|(name, text)| found[name].as_str().unwrap_or("") == text.as_str().unwrap()),
            "reasons" => wanted.as_array().unwrap().iter().all(|reason| found.as_array().unwrap().contains(reason)),
            "candidates" => {
                let set = |v: &Value| v.as_array().unwrap().iter().map(|c| c.as_str().unwrap().to_owned()).collect::<HashSet<_>>();
                set(wanted) == set(found)
            }
            "key" | "display" | "status" | "missing" => wanted == found,
            other => panic!("`{other}` cannot be demanded"),
        };
        if !holds {
            wrong.push(format!("{field}: {found} instead of {wanted}"));
        }
    }
    wrong
}

/// One case per paragraph, fields in a fixed order.
fn write(path: &Path, cases: &[(Value, Value)]) {
    let field = |v: &Value, name: &str| format!("{}: {}", json!(name), v[name]);
    let case = |(case, got): &(Value, Value)| {
        let head: Vec<String> = ["name", "kind", "raw", "source", "must"].iter().filter(|f| !case[*f].is_null()).map(|f| field(case, f)).collect();
        let fields = ["display", "key", "components", "status", "missing", "reasons", "candidates", "confidence"];
        let expect: Vec<String> = fields.iter().map(|f| field(got, f)).collect();
        format!("  {{{},\n   \"expect\": {{{}}}}}", head.join(", "), expect.join(", "))
    };
    let text: Vec<String> = cases.iter().map(case).collect();
    let text = format!("[\n{}\n]\n", text.join(",\n"));
    let escaped: String = text.chars().map(|c| if c != '\n' && fold::is_invisible(c) { escaped(c) } else { c.to_string() }).collect();
    std::fs::write(path, escaped).unwrap();
}

/// A character as JSON escapes it: those beyond U+FFFF in two halves.
fn escaped(c: char) -> String {
    c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

#[test]
fn every_vector() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in files {
        let cases: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut seen = HashSet::new();
        let run = |case: &Value| {
            let kind: FieldKind = serde_json::from_value(case["kind"].clone()).unwrap();
            assert!(kind.name() == stem && case["source"].as_str().is_none_or(|s| !s.is_empty()), "{stem}: {}", case["name"]);
            result(&kind, case["raw"].as_str().unwrap())
        };
        let cases: Vec<(Value, Value)> = cases.into_iter().map(|case| (case.clone(), run(&case))).collect();
        assert!(cases.iter().all(|(case, _)| seen.insert(format!("{} {}", case["kind"], case["raw"]))), "{stem}: a value stands twice");
        counts.insert(stem.clone(), cases.iter().filter(|(case, _)| case["must"].is_object() && case["source"].is_string()).count());
        let cases: Vec<(Value, Value)> = cases.into_iter().map(|(case, got)| if read_here(&case) { (case, got) } else { (case.clone(), case["expect"].clone()) }).collect();
        for (case, got) in &cases {
            let broken = if case["must"].is_object() { broken(&case["must"], got) } else { Vec::new() };
            if !broken.is_empty() {
                wrong.push(format!("{stem} {}: {} {}", case["name"], case["raw"], broken.join("; ")));
            }
        }
        if std::env::var_os("GUIYI_UPDATE").is_some() {
            write(&path, &cases);
        } else {
            wrong.extend(cases.iter().filter(|(case, got)| case["expect"] != *got).map(|(case, got)| format!("{stem} {}: {}\n  {got}", case["name"], case["raw"])));
        }
    }
    assert!(wrong.is_empty(), "{} answers:\n{}", wrong.len(), wrong.join("\n"));
    for (kind, least) in LEAST {
        let count = counts.get(kind).copied().unwrap_or(0);
        assert!(count >= least, "{kind}: {count} cases with a source, {least} are wanted");
    }
    assert_eq!(counts.len(), kinds(), "one file per kind");
}

/// Whether the features of this build read the case: foreign telephone numbers need `phone-intl`.
fn read_here(case: &Value) -> bool {
    if cfg!(feature = "phone-intl") || case["kind"]["phone"].is_null() {
        return true;
    }
    let raw: String = case["raw"].as_str().unwrap().chars().map(fold::width).collect();
    let abroad = |text: &Value| text.as_str().is_some_and(|t| t != "CN");
    let dialled = raw.contains('+') || raw.trim_start_matches(|c: char| !c.is_ascii_digit()).starts_with("00");
    let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
    let china = ["86", "0086", "01186"].iter().any(|prefix| digits.starts_with(prefix));
    !(abroad(&case["kind"]["phone"]["region"]) || abroad(&case["expect"]["components"]["region"]) || dialled && !china)
}

/// How many kinds there are.
fn kinds() -> usize {
    let mut map = Map::new();
    for kind in super::laws::kinds() {
        map.insert(kind.name().to_owned(), Value::Null);
    }
    map.len()
}
