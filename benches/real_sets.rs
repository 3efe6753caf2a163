//! The table of real sets: `cargo bench -p guiyi-benches --bench real_sets`.
//!
//! Each set runs in a process of its own, so that its peak memory is its own. With `--check`, fails when
//! a set falls below the least F1 that the project promises.

use guiyi_benches::{REAL_SETS, RealSet, data_folder, measure, peak_memory};
use std::io::Write;
use std::process::{Command, ExitCode};

/// Pairwise F1 that must be reached.
const LEAST: &[(&str, f64)] = &[
    ("febrl1", 0.99),
    ("febrl4", 0.9995),
    ("fake_1000", 0.96),
    ("h50k_dev", 0.955),
    ("senzing_truth", 0.90),
    ("zh_listed_companies", 0.97),
    ("rldata500", 0.96),
    ("dedupe_csv", 0.90),
    ("fodors_zagat", 0.985),
    ("dblp_acm", 0.985),
    ("geo_multi", 0.96),
];

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "real_sets: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> std::io::Result<bool> {
    let mut out = std::io::stdout().lock();
    let Some(folder) = data_folder() else {
        writeln!(out, "skipped: GUIYI_DATA names no folder of data sets")?;
        return Ok(true);
    };
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(name) = arguments.iter().position(|a| a == "--set").and_then(|at| arguments.get(at + 1)) {
        let set = REAL_SETS.iter().find(|s| s.name == name).ok_or_else(|| std::io::Error::other("no such set"))?;
        return one(*set, &folder, &mut out).map(|()| true);
    }
    let mut good = true;
    writeln!(out, "| set | records | candidate pairs | precision | recall | F1 | B³ F1 | seconds | peak MiB |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---:|---:|")?;
    for set in REAL_SETS {
        if !folder.join(set.name).is_dir() {
            writeln!(std::io::stderr(), "skipped: {} is not in GUIYI_DATA", set.name)?;
            continue;
        }
        let line = Command::new(std::env::current_exe()?).args(["--set", set.name]).output()?.stdout;
        let line = String::from_utf8_lossy(&line);
        write!(out, "{line}")?;
        let f1 = line.split('|').nth(6).and_then(|c| c.trim().parse::<f64>().ok()).unwrap_or(0.0);
        let least = LEAST.iter().find(|(name, _)| *name == set.name).map_or(0.0, |(_, f1)| *f1);
        if arguments.iter().any(|a| a == "--check") && f1 < least {
            writeln!(std::io::stderr(), "{}: F1 {f1} is below {least}", set.name)?;
            good = false;
        }
    }
    Ok(good)
}

fn one(set: RealSet, folder: &std::path::Path, out: &mut impl Write) -> std::io::Result<()> {
    let m = measure(set, folder)?;
    let e = m.evaluation;
    let memory = peak_memory().map_or("-".to_owned(), |m| m.to_string());
    writeln!(out, "| {} | {} | {} | {:.4} | {:.4} | {:.4} | {:.4} | {:.2} | {memory} |", set.name, e.records, m.pairs, e.precision, e.recall, e.f1, e.b3_f1, m.seconds)
}
