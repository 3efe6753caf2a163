//! The customers of the data, without the rules, which may not compile.

use crate::arguments::Arguments;
use guiyi::{Inputs, Outcome, Plan, Spec};
use guiyi_examples::file_table::FileTable;
use std::error::Error;
use std::path::PathBuf;

pub(crate) fn outcome(a: &Arguments, spec: &Spec) -> Result<Outcome, Box<dyn Error>> {
    let mut names: Vec<&str> = spec.sources.iter().map(|s| s.name.as_str()).collect();
    for feed in spec.facts.streams.iter().flat_map(|s| &s.feeds) {
        if !names.contains(&feed.table.as_str()) {
            names.push(&feed.table);
        }
    }
    let mut tables: Vec<(&str, FileTable)> = Vec::new();
    for name in names {
        match path(a, name) {
            Some(path) => tables.push((name, FileTable::open(name, &path)?)),
            None => eprintln!("check_rules: there is no table for `{name}`; it counts as empty"),
        }
    }
    if tables.is_empty() {
        return Err("none of the tables that the spec names is there".into());
    }
    let inputs = tables.iter().fold(Inputs::new(), |inputs, (name, table)| inputs.with((*name).to_owned(), table.as_table()));
    let plan = Plan::compile(&spec.without_rules())?;
    Ok(plan.run(&inputs, a.as_of))
}

/// The file of a table: as named, or of its name in the folder.
fn path(a: &Arguments, name: &str) -> Option<PathBuf> {
    if let Some((_, path)) = a.sources.iter().find(|(source, _)| source == name) {
        return Some(path.clone());
    }
    let folder = a.folder.as_ref()?;
    ["csv", "xlsx", "xls"].iter().map(|ending| folder.join(format!("{name}.{ending}"))).find(|path| path.exists())
}
