//! Metrics of customers out of tables of events, and tags over them, without identity: a worked example per data set.
//!
//! ```text
//! facts [SPEC.json …] [--data FOLDER] [--language en|zh]
//! ```
//!
//! A spec is `{"about", "as_of", "tables": {name: {"file", "derive"}}, "show", "facts", "tags", "rule_sets", "told"}`; `facts`, `tags` and
//! `rule_sets` are what stands there in a spec of the library. Without arguments: those of `examples/specs/facts`. Files are looked for in
//! the folder, or in the one that `GUIYI_DATA` names; where there is none, the example says so and ends well.

mod report;
mod tags;
mod why;

use guiyi::{Inputs, Language, Metrics, Plan, RunOptions};
use guiyi_examples::file_table::FileTable;
use guiyi_examples::worked::{Arguments, Example, Register};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("facts: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    match Arguments::read("facts [SPEC.json …] [--data FOLDER] [--language en|zh]")? {
        Some(arguments) => arguments.each("facts", one),
        None => Ok(()),
    }
}

fn one(example: &Example, folder: &Path, language: Language) -> Result<(), String> {
    let metrics = Metrics::compile(&example.facts).map_err(|e| e.to_string())?;
    let tables: Vec<(&String, FileTable)> = example.tables(folder).collect::<Result<_, _>>()?;
    let mut inputs = Inputs::new();
    for (name, table) in &tables {
        inputs.push(name.as_str(), table.as_table());
    }
    let found = metrics.run(&inputs, example.as_of);
    report::print(example, &found).map_err(|e| e.to_string())?;
    if example.tags.dimensions.is_empty() {
        return Ok(());
    }
    // Tags are a matter of plans, whose customers come from lists: here from that of all whom the events name.
    let register = Register::of(found.customers());
    inputs.push(Register::SOURCE, register.as_table());
    let plan = Plan::compile(&example.spec()).map_err(|e| e.to_string())?;
    let mut options = RunOptions { previous: Some(register.assignment()), ..RunOptions::default() };
    let outcome = plan.run_with(&inputs, example.as_of, &mut options).map_err(|e| e.to_string())?;
    tags::print(example, &outcome, language).map_err(|e| e.to_string())
}
