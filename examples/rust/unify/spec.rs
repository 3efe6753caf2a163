//! The spec: given, or proposed from the data.

use crate::arguments::Arguments;
use crate::manual;
use crate::print;
use crate::sources::{self, Tables};
use guiyi::interop::{json, splink};
use guiyi::spec::{Business, ColumnSpec, ModelSpec, SourceSpec, Spec, Template, ViewSpec};
use guiyi::{Evidence, Finding, Plan, Read};
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

/// The given spec, with what the command line adds to it: record ids, unique sources, lists it does not know.
pub(crate) fn given(a: &Arguments, path: &Path, tables: &Tables, findings: &mut Vec<Finding>) -> Result<Spec, Box<dyn Error>> {
    let at = path.display();
    let text = fs::read_to_string(path).map_err(|e| format!("{at}: {e}"))?;
    let text = text.trim_start_matches('\u{FEFF}');
    let json = if path.extension().is_some_and(|e| e == "toml") {
        let value: serde_json::Value = toml::from_str(text).map_err(|e| format!("{at}: {e}"))?;
        value.to_string()
    } else {
        text.to_owned()
    };
    let plan = Plan::from_json(&json).map_err(|e| format!("{at}: {e}"))?;
    let mut spec = plan.spec().clone();
    if let Some((table, operator)) = tables.manual() {
        manual::complete(&mut spec, table, operator, findings);
    }
    for (name, table) in &tables.lists {
        if !spec.sources.iter().any(|s| s.name == *name) {
            findings.push(Finding::new("unknown_source", name.clone(), format!("the spec has no such source: each of its {} rows is a customer of its own", table.rows)));
            spec.sources.push(SourceSpec { name: name.clone(), ..SourceSpec::default() });
        }
    }
    for (name, _) in &tables.events {
        if !spec.facts.streams.iter().flat_map(|s| &s.feeds).any(|f| f.table == *name) {
            findings.push(Finding::new("unused_events", name.clone(), "no stream of the spec reads this table"));
        }
    }
    spec.business = a.business.or(spec.business);
    complete(&mut spec, a, tables);
    Ok(spec)
}

/// A model that an earlier run trained.
pub(crate) fn model(path: &Path) -> Result<ModelSpec, Box<dyn Error>> {
    let at = path.display();
    let text = fs::read_to_string(path).map_err(|e| format!("{at}: {e}"))?;
    Ok(json::model(text.trim_start_matches('\u{FEFF}')).map_err(|e| format!("{at}: {e}"))?)
}

/// A spec with what a model that Splink saved says: the given one, or one of its columns. Written next to the output, the model by itself.
pub(crate) fn of_splink(a: &Arguments, tables: &Tables, findings: &mut Vec<Finding>, out: &mut impl Write) -> Result<Spec, Box<dyn Error>> {
    let path = a.splink_model.as_deref().unwrap_or(Path::new(""));
    let at = path.display();
    let text = fs::read_to_string(path).map_err(|e| format!("{at}: {e}"))?;
    let settings = text.trim_start_matches('\u{FEFF}');
    let spec = match &a.spec {
        Some(path) => given(a, path, tables, findings)?,
        None => {
            let mut spec = Spec::new(Vec::new(), splink::fields(settings).map_err(|e| format!("{at}: {e}"))?);
            for (name, table) in &tables.lists {
                let has = |field: &str| table.names().iter().any(|n| n == field);
                let columns = spec.fields.iter().filter(|f| has(&f.name)).map(|f| ColumnSpec { field: f.name.clone(), from: vec![f.name.clone()], ..ColumnSpec::default() });
                spec.sources.push(SourceSpec { name: name.clone(), columns: columns.collect(), ..SourceSpec::default() });
            }
            if let Some((table, operator)) = tables.manual() {
                manual::complete(&mut spec, table, operator, findings);
            }
            complete(&mut spec, a, tables);
            streams(&mut spec, tables, findings);
            spec
        }
    };
    let imported = splink::import(settings, &spec).map_err(|e| format!("{at}: {e}"))?;
    findings.extend(imported.findings);
    let mut spec = imported.spec;
    let model = spec.identity.model.take();
    written(a, &spec, "imported", out)?;
    if let Some(model) = &model {
        let path = a.out.join("model.json");
        fs::write(&path, serde_json::to_string_pretty(model)? + "\n").map_err(|e| format!("{}: {e}", path.display()))?;
        writeln!(out, "the imported model is in {}; pass it with --model", path.display())?;
    }
    spec.identity.model = model;
    Ok(spec)
}

/// What the command line and the headers say about record ids and duplicates.
fn complete(spec: &mut Spec, a: &Arguments, tables: &Tables) {
    for source in &mut spec.sources {
        source.unique |= a.unique.contains(&source.name);
        let lists = || tables.lists.iter().filter(|(name, _)| *name == source.name);
        let has = |column: &&str| lists().any(|(_, table)| table.names().iter().any(|n| n == column));
        let folded = |wanted: &str| lists().flat_map(|(_, t)| t.names()).find(|n| n.trim().to_lowercase().replace([' ', '-'], "_") == wanted).cloned();
        let id = a.id.as_deref().filter(has).or(source.id.as_deref()).map(str::to_owned);
        source.id = id.or_else(|| folded("id")).or_else(|| folded("record_id"));
    }
}

/// A spec of the fields that a business collects, bound by the headers of the lists, and written next to the output.
pub(crate) fn drafted(a: &Arguments, business: Business, tables: &Tables, findings: &mut Vec<Finding>, out: &mut impl Write) -> Result<Spec, Box<dyn Error>> {
    let draft = Template::of(business).draft(tables.lists.iter().map(|(name, table)| (name, table.names().to_vec())));
    let mut spec = draft.spec;
    if let Some((table, operator)) = tables.manual() {
        manual::complete(&mut spec, table, operator, findings);
    }
    complete(&mut spec, a, tables);
    streams(&mut spec, tables, findings);
    writeln!(out, "a spec for {}: the fields {}", business.as_str(), spec.fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(", "))?;
    for (name, headers) in &draft.unbound {
        let is_id = |header: &String| spec.sources.iter().any(|s| s.name == *name && s.id.as_ref() == Some(header));
        let unknown: Vec<&str> = headers.iter().filter(|header| !is_id(header)).map(String::as_str).collect();
        if !unknown.is_empty() {
            writeln!(out, "  {name}: nothing is known of {}", unknown.join(", "))?;
        }
    }
    written(a, &spec, "drafted", out)?;
    Ok(spec)
}

/// Event tables without a spec of their own.
fn streams(spec: &mut Spec, tables: &Tables, findings: &mut Vec<Finding>) {
    for (name, table) in &tables.events {
        if !sources::propose_stream(spec, name, table) {
            findings.push(Finding::new("unused_events", name.clone(), "no columns that name a source and a record id: its rows belong to nobody"));
        }
    }
}

fn written(a: &Arguments, spec: &Spec, how: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let path = a.out.join("spec.json");
    fs::write(&path, serde_json::to_string_pretty(spec)? + "\n").map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(writeln!(out, "the {how} spec is in {}; edit it and pass it with --spec", path.display())?)
}

/// A proposed spec with the rows that it was proposed from: its evidence printed, itself written next to the output.
pub(crate) fn proposed(a: &Arguments, tables: &Tables, findings: &mut Vec<Finding>, out: &mut impl Write) -> Result<(Spec, Option<Read>), Box<dyn Error>> {
    let unused: Vec<&str> = a.source_column.iter().chain(&tables.operator).chain(&a.labels).map(String::as_str).collect();
    let unique: Vec<&str> = a.unique.iter().map(String::as_str).collect();
    let (mut proposal, read) = guiyi::propose_and_read(&tables.only_lists(), a.id.as_deref(), &unused, &unique);
    streams(&mut proposal.spec, tables, findings);
    if let Some((table, operator)) = tables.manual() {
        manual::complete(&mut proposal.spec, table, operator, findings);
    }
    crowded_keys(&proposal.spec, &proposal.evidence, findings);
    print::evidence(out, &proposal)?;
    written(a, &proposal.spec, "proposed", out)?;
    Ok((proposal.spec, read))
}

/// Identifiers that too many records share to be looked at by them alone.
fn crowded_keys(spec: &Spec, evidence: &Evidence, findings: &mut Vec<Finding>) {
    for field in spec.fields.iter().filter(|f| f.kind.is_identifier()) {
        let mut alone = evidence.keys.iter().filter(|k| k.keys.iter().all(|key| key.field == field.name));
        if let Some(key) = alone.clone().find(|k| k.pairs > 0 && k.keys.iter().all(|key| key.component.is_none()))
            && !alone.any(|k| k.chosen)
        {
            let text = format!("{} pairs share a value: too many to look at by this field alone; the proposed spec does not", key.pairs);
            findings.push(Finding::new("crowded_key", field.name.clone(), text));
        }
    }
}

/// What the command line says of labels goes before what the spec says.
pub(crate) fn labels(a: &Arguments, spec: &mut Spec) {
    let labels = &mut spec.identity.training.labels;
    if let Some(column) = &a.labels {
        labels.get_or_insert_default().column = Some(column.clone());
    }
    if a.label_pairs.is_some() {
        labels.get_or_insert_default().pairs = Some(sources::LABEL_PAIRS.to_owned());
    }
}

/// A role that the spec says nothing of is shown what the library knows it to need; a role that it does not know is an error of the plan.
pub(crate) fn views(a: &Arguments, spec: &mut Spec) {
    for role in &a.views {
        if !spec.views.iter().any(|view| view.role == *role) {
            spec.views.push(ViewSpec { role: role.clone(), ..ViewSpec::default() });
        }
    }
}

/// A misspelt name would let duplicates through without a word.
pub(crate) fn check_unique(a: &Arguments, spec: &Spec) -> Result<(), String> {
    let names: Vec<&str> = spec.sources.iter().map(|s| s.name.as_str()).collect();
    match a.unique.iter().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(format!("--unique-source {name}: there is no such source; there are {}", names.join(", "))),
        None => Ok(()),
    }
}
