//! Layers of customers out of tables of events, without identity: a worked example per data set.
//!
//! ```text
//! layers [SPEC.json …] [--data FOLDER] [--language en|zh]
//! ```
//!
//! A spec is that of the example `facts` with `layers`, what stands under `layers` in a spec of the library, and `before`, an earlier date
//! that the layers are set beside. Without arguments: those of `examples/specs/layers`. Files are looked for in the folder, or in the one
//! that `GUIYI_DATA` names; where there is none, the example says so and ends well.

mod report;

use guiyi::layer::LayerPlan;
use guiyi::{Inputs, Language, LayerRecord, Metrics};
use guiyi_examples::file_table::FileTable;
use guiyi_examples::worked::{Arguments, Example};
use report::Layered;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("layers: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    match Arguments::read("layers [SPEC.json …] [--data FOLDER] [--language en|zh]")? {
        Some(arguments) => arguments.each("layers", one),
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
    let fields = found.facts().columns.iter().map(|column| (column.name.clone(), column.unit)).collect();
    let mut errors = Vec::new();
    let plan = LayerPlan::compile(&example.layers, &fields, [], &mut errors);
    if let Some(error) = guiyi::Error::from_many(errors) {
        return Err(error.to_string());
    }
    let now = Layered::of(example, &plan, &found);
    let earlier = example.before.map(|day| metrics.run(&inputs, Some(day)));
    let before: Vec<LayerRecord> = earlier.iter().flat_map(|found| Layered::of(example, &plan, found).records()).collect();
    report::print(&now, &before, language).map_err(|e| e.to_string())
}
