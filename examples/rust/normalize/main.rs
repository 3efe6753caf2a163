//! Normalizes a column from the command line: lines in, one JSON object per line out.
//!
//! ```text
//! printf '138 1234 5678\n021-62345678转801\n' | normalize --kind phone
//! ```
#![allow(clippy::print_stdout, reason = "a command-line program")]

mod arguments;

use arguments::{Arguments, USAGE};
use guiyi::Normalized;
use guiyi::data::ReferenceTables;
use guiyi::interop::json;
use guiyi::normalize::builtin;
use std::io::{BufRead, BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("normalize: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let arguments = Arguments::parse(std::env::args_os().skip(1))?;
    if arguments.help {
        println!("{USAGE}");
        return Ok(());
    }
    let mut tables = ReferenceTables::builtin().clone();
    for path in &arguments.packs {
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        tables = tables.with_pack(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    if arguments.tables {
        for table in tables.info() {
            write_line(&mut out, &serde_json::json!(table))?;
        }
        return out.flush().map_err(|e| e.to_string());
    }
    let kind = arguments.kind()?;
    let normalizer = builtin(&kind, &tables);
    let mut value = Normalized::default();
    let mut lines = std::io::stdin().lock();
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).map_err(|e| format!("standard input: {e}"))? == 0 {
            break;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        // Bytes that are not UTF-8 become U+FFFD, which every kind reports as lost.
        let raw = String::from_utf8_lossy(text);
        normalizer.normalize(&raw, &mut value);
        let mut answer = json::normalized(&*normalizer, &value);
        if let Some(answer) = answer.as_object_mut() {
            answer.insert("raw".to_owned(), raw.into());
        }
        match write_line(&mut out, &answer) {
            Err(closed) if closed.is_empty() => return Ok(()),
            other => other?,
        }
    }
    out.flush().map_err(|e| e.to_string())
}

/// Writes one object; the empty error says that nobody reads any more.
fn write_line(out: &mut impl Write, value: &serde_json::Value) -> Result<(), String> {
    writeln!(out, "{value}").map_err(|e| if e.kind() == std::io::ErrorKind::BrokenPipe { String::new() } else { e.to_string() })
}
