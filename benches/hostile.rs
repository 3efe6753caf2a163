//! Lists that take customers apart or run them together, at full size: `cargo bench --profile release -p guiyi-benches --bench hostile`.
//!
//! Each runs in a process of its own, so that its peak memory is its own. Fails when a bound is broken: the customers that may come of
//! it (`shapes.rs`), and what a run of so many rows may take. `-- --only NAME` runs one, `-- --rows N` at another size.

use guiyi_benches::shapes::{SHAPES, Shape, inputs};
use guiyi_benches::{argument, peak_memory};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// What a run may take at the most: a start, and so much for each million rows. Twice of what two cores took that others used, too.
const SECONDS: (f64, f64) = (30.0, 90.0);
const MIB: (u64, u64) = (200, 1_500);

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "hostile: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> std::io::Result<bool> {
    let mut out = std::io::stdout().lock();
    if let Some(name) = argument("--shape") {
        let shape = SHAPES.iter().find(|shape| shape.name == name).ok_or_else(|| std::io::Error::other("no such shape"))?;
        let rows = argument("--rows").and_then(|n| n.parse().ok()).unwrap_or(shape.rows);
        return one(shape, rows, &mut out);
    }
    writeln!(out, "| shape | rows | seconds | peak MiB | candidate pairs | customers | largest | findings |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|---:|---|")?;
    let (only, rows) = (argument("--only"), argument("--rows"));
    let mut good = true;
    for shape in SHAPES.iter().filter(|shape| only.as_ref().is_none_or(|name| name == shape.name)) {
        out.flush()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--shape", shape.name]).args(rows.iter().flat_map(|rows| ["--rows", rows]));
        let done = command.stderr(Stdio::inherit()).output()?;
        write!(out, "{}", String::from_utf8_lossy(&done.stdout))?;
        if !done.status.success() {
            writeln!(std::io::stderr(), "{}: broken, {}", shape.name, done.status)?;
            good = false;
        }
    }
    Ok(good)
}

/// Runs one, and says which bounds it breaks.
fn one(shape: &Shape, rows: usize, out: &mut impl Write) -> std::io::Result<bool> {
    let columns = shape.columns(rows);
    let inputs = inputs(&columns);
    let started = Instant::now();
    let plan = shape.plan(&inputs).map_err(std::io::Error::other)?;
    let outcome = plan.run(&inputs, None);
    let seconds = started.elapsed().as_secs_f64();
    let memory = peak_memory();
    let (customers, largest) = (outcome.customers().len(), outcome.customers().map(|c| c.records().len()).max().unwrap_or(0));
    let mut findings: BTreeMap<&str, usize> = BTreeMap::new();
    outcome.findings().iter().for_each(|finding| *findings.entry(finding.code).or_default() += 1);
    let told: Vec<String> = findings.iter().map(|(code, n)| format!("{n} × {code}")).collect();
    let pairs = outcome.report().candidate_pairs;
    let mib = memory.map_or("-".to_owned(), |mib| mib.to_string());
    writeln!(out, "| {} | {rows} | {seconds:.2} | {mib} | {pairs} | {customers} | {largest} | {} |", shape.name, told.join(", "))?;
    for finding in outcome.findings().iter().take(3) {
        writeln!(std::io::stderr(), "  {}: {}: {}: {}", shape.name, finding.code, finding.path, finding.text)?;
    }
    let millions = rows as f64 / 1e6;
    let broken = [
        (largest > shape.largest, format!("a customer of {largest} rows, at most {}", shape.largest)),
        (customers < shape.fewest * rows / 1000, format!("{customers} customers, at least {} of a thousand rows", shape.fewest)),
        (shape.finding.is_some_and(|code| !findings.contains_key(code)), format!("no finding {}", shape.finding.unwrap_or(""))),
        (seconds > SECONDS.0 + SECONDS.1 * millions, format!("{seconds:.1} s")),
        (memory.is_some_and(|mib| mib > MIB.0 + (MIB.1 as f64 * millions) as u64), format!("{mib} MiB")),
    ];
    for (_, what) in broken.iter().filter(|(broken, _)| *broken) {
        writeln!(std::io::stderr(), "{}: {what}", shape.name)?;
    }
    Ok(!broken.iter().any(|(broken, _)| *broken))
}
