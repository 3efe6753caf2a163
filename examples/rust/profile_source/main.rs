//! What each column of a list (CSV or spreadsheet) is, what is wrong in it, and what was repaired.
//!
//! ```text
//! profile_source customers.csv                       # a table to read
//! profile_source customers.csv --json                # the same as JSON
//! profile_source monday.csv --save profile.json      # freeze what the columns are …
//! profile_source friday.csv --profile profile.json   # … and read later files the same way
//! ```
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod print;

use guiyi::data::ReferenceTables;
use guiyi::{Finding, Inputs, QualityReport, TableProfile};
use guiyi_examples::file_table::FileTable;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
profile_source: what each column of a file is, what is wrong in it, what was repaired

profile_source FILE [--json] [--save PROFILE.json] [--profile PROFILE.json] [--pack FILE …]
  --json           JSON instead of a table: profile, quality and findings
  --save FILE      freeze what the columns are (kinds with their parameters)
  --profile FILE   read the columns as a frozen profile says, instead of looking again
  --pack FILE      reference tables of your own in the place of embedded ones (repeat)";

#[derive(Debug, Default)]
struct Arguments {
    file: Option<PathBuf>,
    json: bool,
    save: Option<PathBuf>,
    profile: Option<PathBuf>,
    packs: Vec<PathBuf>,
    help: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("profile_source: {message}");
            ExitCode::from(2)
        }
    }
}

fn arguments() -> Result<Arguments, String> {
    let mut found = Arguments::default();
    let mut words = std::env::args_os().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().map(PathBuf::from).ok_or_else(|| format!("{} needs a value", word.display()));
        match word.to_str() {
            Some("--json") => found.json = true,
            Some("--save") => found.save = Some(value()?),
            Some("--profile") => found.profile = Some(value()?),
            Some("--pack") => found.packs.push(value()?),
            Some("--help" | "-h") => found.help = true,
            Some(option) if option.starts_with("--") => return Err(format!("`{option}` is not an argument; try --help")),
            _ if found.file.is_none() => found.file = Some(word.into()),
            _ => return Err(format!("one file at a time; `{}` is one too many", word.display())),
        }
    }
    Ok(found)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn run() -> Result<(), String> {
    let arguments = arguments()?;
    if arguments.help {
        println!("{USAGE}");
        return Ok(());
    }
    let path = arguments.file.as_deref().ok_or("which file? try --help")?;
    let mut tables = ReferenceTables::builtin().clone();
    for pack in &arguments.packs {
        let text = String::from_utf8(read(pack)?).map_err(|e| format!("{}: {e}", pack.display()))?;
        tables = tables.with_pack(&text).map_err(|e| format!("{}: {e}", pack.display()))?;
    }
    let name = path.file_stem().map_or_else(|| "file".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let table = FileTable::open(&name, path)?;
    let inputs = Inputs::new().with(name.clone(), table.as_table());
    let mut findings: Vec<Finding> = table.findings.clone();
    let profile = match &arguments.profile {
        None => TableProfile::infer(&inputs, &name, &tables),
        Some(path) => {
            let mut frozen: TableProfile = serde_json::from_slice(&read(path)?).map_err(|e| format!("{}: {e}", path.display()))?;
            frozen.table = name;
            let (profile, odd) = frozen.again(&inputs, &tables);
            findings.extend(odd);
            profile
        }
    };
    if let Some(path) = &arguments.save {
        let text = serde_json::to_string_pretty(&profile).map_err(|e| e.to_string())?;
        std::fs::write(path, text + "\n").map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let quality = QualityReport::of_table(&inputs, &profile, &tables);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = if arguments.json {
        let all = serde_json::json!({"profile": profile, "quality": quality, "findings": findings});
        serde_json::to_writer_pretty(&mut out, &all).map_err(|e| e.to_string())?;
        writeln!(out)
    } else {
        print::report(&mut out, &profile, &quality, &findings)
    };
    match written.and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}
