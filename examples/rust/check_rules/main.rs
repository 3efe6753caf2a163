//! What is wrong with the rules of a spec before any data is seen, and how many customers it is about where there is data.
//!
//! ```text
//! check_rules examples/specs/seed-literal.json --text
//! check_rules examples/specs/seed-literal.json --data examples/data --as-of 2024-06-30 --language zh
//! check_rules examples/specs/seed-repaired.json --vectors > cases.json
//! ```
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod arguments;
mod data;
mod print;

use arguments::Arguments;
use guiyi::Spec;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Arguments::read(std::env::args().skip(1)).map_err(Into::into).and_then(|a| run(&a)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("check_rules: {message}");
            ExitCode::from(2)
        }
    }
}

/// Whether the rules are sound.
fn run(a: &Arguments) -> Result<bool, Box<dyn std::error::Error>> {
    let at = a.spec.display();
    let text = std::fs::read_to_string(&a.spec).map_err(|e| format!("{at}: {e}"))?;
    let json = text.trim_start_matches('\u{FEFF}');
    let mut out = BufWriter::new(std::io::stdout().lock());
    if a.vectors {
        let tests = guiyi::rule_test_cases(json).map_err(|e| format!("{at}: {e}"))?;
        for finding in &tests.untested {
            eprintln!("check_rules: {} ({})", finding.tell(a.language), finding.paths.join(", "));
        }
        writeln!(out, "{}", serde_json::to_string_pretty(&tests.cases)?)?;
        return Ok(true);
    }
    // Read as every spec is, so that a document that is none says where.
    let report = guiyi::check_rules_json(json).map_err(|e| format!("{at}: {e}"))?;
    let report = if a.has_data() {
        let spec: Spec = serde_json::from_str(json)?;
        guiyi::check_rules_on(&spec, &data::outcome(a, &spec)?)
    } else {
        report
    };
    if a.text {
        print::report(&mut out, &report, a.language)?;
    } else {
        writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?;
    }
    out.flush()?;
    Ok(report.is_sound())
}
