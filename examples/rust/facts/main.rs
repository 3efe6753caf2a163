//! Metrics of customers out of tables of events, without identity: a worked example per data set.
//!
//! ```text
//! facts [SPEC.json …] [--data FOLDER]
//! ```
//!
//! A spec is `{"about", "as_of", "tables": {name: {"file", "derive"}}, "show", "facts"}`; `facts` is what stands under `facts` in a spec
//! of the library. Without arguments: those of `examples/specs/facts`. Files are looked for in the folder, or in the one that
//! `GUIYI_DATA` names; where there is none, the example says so and ends well.

mod report;

use guiyi::{Inputs, Metrics};
use guiyi_examples::file_table::FileTable;
use guiyi_examples::worked::{Arguments, Example};
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
    match Arguments::read("facts [SPEC.json …] [--data FOLDER]")? {
        Some(arguments) => arguments.each("facts", |example, folder, _| one(example, folder)),
        None => Ok(()),
    }
}

fn one(example: &Example, folder: &Path) -> Result<(), String> {
    let metrics = Metrics::compile(&example.facts).map_err(|e| e.to_string())?;
    let tables: Vec<(&String, FileTable)> = example.tables(folder).collect::<Result<_, _>>()?;
    let mut inputs = Inputs::new();
    for (name, table) in &tables {
        inputs.push(name.as_str(), table.as_table());
    }
    let found = metrics.run(&inputs, example.as_of);
    report::print(example, &found).map_err(|e| e.to_string())
}
