//! Layers of customers out of tables of events, without identity: a worked example per data set.
//!
//! ```text
//! layers [SPEC.json …] [--data FOLDER] [--language en|zh]
//! ```
//!
//! A spec is that of the example `facts` with `layers`, what stands under `layers` in a spec of the library, and `before`, an earlier date
//! that the layers are set beside. Without arguments: those of `examples/specs/layers`. Files are looked for in the folder, or in the one
//! that `GUIYI_DATA` names; where there is none, the example says so and ends well.
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod report;

use guiyi::layer::LayerPlan;
use guiyi::model::TagTable;
use guiyi::{Inputs, Language, LayerRecord, Metrics};
use guiyi_examples::file_table::FileTable;
use guiyi_examples::worked::Example;
use report::Layered;
use std::path::{Path, PathBuf};
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
    let (mut specs, mut folder, mut language) = (Vec::new(), std::env::var_os("GUIYI_DATA").map(PathBuf::from), Language::En);
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--help") => {
                println!("layers [SPEC.json …] [--data FOLDER] [--language en|zh]");
                return Ok(());
            }
            Some("--data") => folder = Some(arguments.next().ok_or("--data needs a folder")?.into()),
            Some("--language") => {
                language = match arguments.next().as_deref().and_then(|name| name.to_str()) {
                    Some("en") => Language::En,
                    Some("zh") => Language::Zh,
                    _ => return Err("--language is `en` or `zh`".to_owned()),
                };
            }
            _ => specs.push(PathBuf::from(argument)),
        }
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/layers");
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
        one(&example, &folder, language)?;
    }
    Ok(())
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
    let of = |found: &guiyi::MetricsOutcome| plan.evaluate(found.facts(), &TagTable::default());
    let now = Layered { example, plan: &plan, tables: of(&found), found: &found };
    let earlier = example.before.map(|day| metrics.run(&inputs, Some(day)));
    let before: Vec<LayerRecord> = earlier.iter().flat_map(|found| Layered { example, plan: &plan, tables: of(found), found }.records()).collect();
    report::print(&now, &before, language).map_err(|e| e.to_string())
}
