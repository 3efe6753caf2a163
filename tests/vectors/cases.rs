//! The shared cases: one folder per stage, read alike by Rust, C and Python.
//!
//! | folder | file |
//! |---|---|
//! | `normalize/` | an array of `{name, kind, raw, source, must, expect}`; `source` is the standard, document or reasoning behind a case, `must` what has to be so by it, `expect` all that `interop::json::normalize` gives |
//! | `evaluate/` | `{name, input, expect}`; `expect` is what `interop::json::evaluate` gives |
//! | `ask/` | `{name, spec, input, questions, expect}`; `expect` has the answer to every question, as `interop::json::ask` gives it |
//! | `timeline/` | `{name, spec, input, script, expect}`; `expect` is what `interop::json::timeline` answers to the script |
//! | `rules/` | `{name, spec, expect}`; `expect` is what `interop::json::check_rules` finds in the rules of the spec |
//! | `run/` | `{name, spec, input, report, expect}`; `expect` is the outcome's document without `model` and `fingerprint`; where the spec has views, the customers of each role under `views`; the entries of its report that `report` names under `report` |
//! | `facts/` | `{name, metrics, input, expect}`; `expect` is what `interop::json::metrics` gives; with `spec` instead of `metrics`, `{facts, rules, sources}` of the outcome |
//! | `layers/` | `{name, spec, input, before, earlier, expect}`; `expect` is `{layers, before, migration}`: what `interop::json::layers` gives on the input and as of the date `before` (where `earlier` says so, on other tables), and `interop::json::layer_migration` between the two |
//! | `errors/` | `{name, spec, expect}`; `expect` lists `{code, path}` of everything that is wrong with the spec |
//!
//! Unknown keys are refused. A case with `skip` says why it is not run.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// One value and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NormalizeCase {
    pub(crate) name: String,
    pub(crate) kind: Value,
    pub(crate) raw: String,
    /// Where the case comes from.
    #[serde(default, rename = "source")]
    _source: Option<String>,
    /// What has to be so; `normalize::vectors` in the core holds `expect` to it.
    #[serde(default, rename = "must")]
    _must: Option<Value>,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

/// One spec, its input, and the outcome.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RunCase {
    pub(crate) name: String,
    pub(crate) spec: Value,
    pub(crate) input: Value,
    /// Entries of the outcome's report that are expected, too.
    #[serde(default)]
    pub(crate) report: Vec<String>,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

/// One partition and how well it agrees with the truth.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvaluateCase {
    pub(crate) name: String,
    pub(crate) input: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
    pub(crate) expect: Value,
}

/// One spec, its input, and the answers of the outcome to some questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskCase {
    pub(crate) name: String,
    pub(crate) spec: Value,
    pub(crate) input: Value,
    pub(crate) questions: Vec<Value>,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

/// One spec, its input, and a script of what happens to a timeline of the outcome, with the answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimelineCase {
    pub(crate) name: String,
    pub(crate) spec: Value,
    pub(crate) input: Value,
    pub(crate) script: Value,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

/// Metrics, or a spec with some, their input, and the facts.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactsCase {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) metrics: Option<Value>,
    #[serde(default)]
    pub(crate) spec: Option<Value>,
    pub(crate) input: Value,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

/// A spec with layerings, its input, and the layers as of two dates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LayersCase {
    pub(crate) name: String,
    pub(crate) spec: Value,
    pub(crate) input: Value,
    pub(crate) before: String,
    #[serde(default)]
    pub(crate) earlier: serde_json::Map<String, Value>,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

impl LayersCase {
    /// The input as of the earlier date.
    pub(crate) fn earlier(&self) -> Value {
        let mut input = self.input.clone();
        if let Some(input) = input.as_object_mut() {
            input.insert("as_of".to_owned(), self.before.clone().into());
            input.extend(self.earlier.clone());
        }
        input
    }
}

/// One spec and what is wrong with it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErrorCase {
    pub(crate) name: String,
    pub(crate) spec: Value,
    pub(crate) expect: Value,
    #[serde(default)]
    pub(crate) skip: Option<String>,
}

/// One spec and what is found in its rules.
pub(crate) type RulesCase = ErrorCase;

/// The files of a stage in the order of their names.
pub(crate) fn files(stage: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(stage);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    files.sort();
    assert!(!files.is_empty(), "{} has cases", folder.display());
    files
}

/// A file's cases.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Whether to run a case; says so if not.
pub(crate) fn wanted(name: &str, skip: Option<&str>) -> bool {
    if let Some(why) = skip {
        println!("skipped: {name}: {why}");
    }
    skip.is_none()
}
