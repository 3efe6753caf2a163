//! `unify`: many channels' customer lists in, one customer list out.
//!
//! A complete command-line program around the library: reading files, printing, writing and the clock
//! live here, deciding lives in the library. `unify --help` lists the arguments.

mod arguments;
mod print;
mod sources;
mod write;

use arguments::Arguments;
use guiyi::{Control, Finding, Inputs, Outcome, Plan, Progress, RunOptions};
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(message) => {
            let help = message == arguments::USAGE;
            _ = if help { writeln!(std::io::stdout(), "{message}") } else { writeln!(std::io::stderr(), "unify: {message}") };
            return if help { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match unify(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "unify: {error}");
            ExitCode::FAILURE
        }
    }
}

fn unify(a: &Arguments) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    fs::create_dir_all(&a.out).map_err(|e| format!("{}: {e}", a.out.display()))?;
    let mut findings: Vec<Finding> = Vec::new();
    let tables = sources::read(a, &mut findings)?;
    let mut inputs = Inputs::new();
    for (name, table) in &tables {
        inputs.push(name.clone(), table.as_table());
    }
    let mut out = std::io::stdout().lock();
    let plan = plan(a, &inputs, &tables, &mut out)?;
    let as_of = a.as_of.or_else(|| plan.latest_date(&inputs));
    match as_of {
        Some(date) if a.as_of.is_some() => writeln!(out, "as of {date}")?,
        Some(date) => writeln!(out, "as of {date}, the latest date in the inputs")?,
        None => writeln!(out, "no date in the inputs: what depends on one is unknown")?,
    }
    let mut show = Ticker::new();
    let mut observer = |progress: &Progress| show.tick(progress);
    let mut options = RunOptions { threads: a.threads, observer: Some(&mut observer), only_links: a.only_links };
    let outcome = plan.run_with(&inputs, as_of, &mut options)?;
    let seconds = started.elapsed();
    findings.extend(outcome.findings().iter().cloned());

    write::links(&a.out, &outcome)?;
    if !a.only_links {
        write::customers(&a.out, &outcome)?;
        write::tags(&a.out, &outcome)?;
        write::notes(&a.out, &outcome, &findings)?;
    }
    print::findings(&mut out, &findings)?;
    print::channels(&mut out, &outcome)?;
    if !a.only_links {
        print::tags(&mut out, &outcome)?;
    }
    print::explained(&mut out, a, &outcome)?;
    print::pairs(&mut out, a, &outcome)?;
    if let Some(truth) = &a.truth {
        print::truth(&mut out, truth, a, &outcome)?;
    }
    print::cost(&mut out, &outcome, seconds)?;
    if let Some(earlier) = a.earlier {
        print::earlier(&mut out, a, outcome, earlier)?;
    }
    writeln!(out, "\nwritten to {}", a.out.display())?;
    Ok(())
}

/// The given spec, or a proposed one with its evidence.
fn plan(a: &Arguments, inputs: &Inputs<'_>, tables: &[(String, guiyi_examples::csv_table::CsvTable)], out: &mut impl std::io::Write) -> Result<Plan, Box<dyn Error>> {
    if let Some(path) = &a.spec {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let json = if path.extension().is_some_and(|e| e == "toml") {
            serde_json::to_string(&toml::from_str::<serde_json::Value>(&text).map_err(|e| format!("{}: {e}", path.display()))?)?
        } else {
            text
        };
        let plan = Plan::from_json(&json).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut spec = plan.spec().clone();
        for source in spec.sources.iter_mut().filter(|s| a.unique.contains(&s.name)) {
            source.unique = true;
        }
        return Ok(Plan::compile(&spec)?);
    }
    let only_lists = tables
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "interactions" | "orders"))
        .fold(Inputs::new(), |inputs, (name, table)| inputs.with(name.clone(), table.as_table()));
    let ignore: Vec<&str> = a.ignore.iter().map(String::as_str).chain(a.source_column.as_deref()).collect();
    let unique: Vec<&str> = a.unique.iter().map(String::as_str).collect();
    let mut proposal = guiyi::propose(&only_lists, a.id.as_deref(), &ignore, &unique);
    sources::propose_streams(&mut proposal.spec, inputs);
    print::evidence(out, &proposal)?;
    let path = a.out.join("spec.json");
    fs::write(&path, serde_json::to_string_pretty(&proposal.spec)? + "\n")?;
    writeln!(out, "the proposed spec is in {}; edit it and pass it with --spec", path.display())?;
    Ok(Plan::compile(&proposal.spec)?)
}

/// Progress on standard error, once work takes long enough to ask.
struct Ticker {
    started: Instant,
    last: Instant,
}

impl Ticker {
    fn new() -> Self {
        Ticker { started: Instant::now(), last: Instant::now() }
    }

    fn tick(&mut self, progress: &Progress) -> Control {
        let quiet = self.started.elapsed() < Duration::from_secs(1) || self.last.elapsed() < Duration::from_millis(500);
        if !quiet {
            self.last = Instant::now();
            let share = if progress.total > 1 { format!(" {} of {}", progress.done, progress.total) } else { String::new() };
            _ = writeln!(std::io::stderr(), "  … {}{share} ({:.0} s)", progress.stage, self.started.elapsed().as_secs_f32());
        }
        Control::Continue
    }
}

/// The outcome's customers of the records to explain.
fn asked<'a>(a: &Arguments, outcome: &'a Outcome) -> Vec<guiyi::CustomerRef<'a>> {
    a.explain.iter().filter_map(|(source, id)| outcome.customer_of(source, id)).collect()
}
