//! Metrics of customers out of tables of events, without identity: a worked example per data set.
//!
//! ```text
//! facts [SPEC.json …] [--data FOLDER]
//! ```
//!
//! A spec is `{"about", "as_of", "tables": {name: {"file", "derive"}}, "show", "facts"}`; `facts` is what stands under `facts` in a spec
//! of the library. Without arguments: those of `examples/specs/facts`. Files are looked for in the folder, or in the one that
//! `GUIYI_DATA` names; where there is none, the example says so and ends well.
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod report;

use guiyi::{Inputs, Metrics};
use guiyi_examples::file_table::FileTable;
use guiyi_examples::worked as load;
use load::Example;
use std::path::{Path, PathBuf};
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
    let (mut specs, mut folder) = (Vec::new(), std::env::var_os("GUIYI_DATA").map(PathBuf::from));
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--help" {
            println!("facts [SPEC.json …] [--data FOLDER]");
            return Ok(());
        }
        if argument == "--data" {
            folder = Some(arguments.next().ok_or("--data needs a folder")?.into());
        } else {
            specs.push(PathBuf::from(argument));
        }
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/facts");
    if specs.is_empty() {
        let names = std::fs::read_dir(&own).map_err(|e| format!("{}: {e}", own.display()))?;
        specs = names.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
        specs.sort();
    }
    let Some(folder) = folder.filter(|folder| folder.is_dir()) else {
        println!("skipped: GUIYI_DATA names no folder of data sets, and neither does --data");
        return Ok(());
    };
    for path in &specs {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let example = Example::read(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        println!("\n== {} ==\n{}", path.file_stem().unwrap_or_default().to_string_lossy(), example.about);
        if let Some(missing) = example.files(&folder).find(|file| !file.is_file()) {
            println!("skipped: {} is not there", missing.display());
            continue;
        }
        one(&example, &folder)?;
    }
    Ok(())
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
