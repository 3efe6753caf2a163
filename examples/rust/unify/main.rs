//! `unify`: many channels' customer lists in, one customer list out.
//!
//! A complete command-line program around the library: reading files, printing, writing and the clock
//! live here, deciding lives in the library. `unify --help` lists the arguments.

mod arguments;
mod cost;
mod manual;
mod previous;
mod print;
mod report;
mod rules;
mod sources;
mod spec;
mod sweep;
mod walk;
mod write;

use arguments::Arguments;
use cost::Clock;
use guiyi::identity::evaluate::{EvaluationOptions, Truth};
use guiyi::{Control, Finding, Inputs, Outcome, Plan, Progress, RunOptions};
use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use sweep::Sweep;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args_os().skip(1)) {
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
    let mut clock = Clock::start("reading");
    fs::create_dir_all(&a.out).map_err(|e| format!("{}: {e}", a.out.display()))?;
    let mut findings: Vec<Finding> = Vec::new();
    let tables = sources::read(a, &mut findings)?;
    let mut out = std::io::stdout().lock();
    clock.begin("proposing");
    let (mut spec, read) = match (&a.spec, a.business) {
        _ if a.splink_model.is_some() => (spec::of_splink(a, &tables, &mut findings, &mut out)?, None),
        (Some(path), _) => (spec::given(a, path, &tables, &mut findings)?, None),
        (None, Some(business)) => (spec::drafted(a, business, &tables, &mut findings, &mut out)?, None),
        (None, None) => spec::proposed(a, &tables, &mut findings, &mut out)?,
    };
    spec::check_unique(a, &spec)?;
    if let Some(path) = &a.model {
        spec.identity.model = Some(spec::model(path)?);
    }
    spec::labels(a, &mut spec);
    spec::views(a, &mut spec);
    let inputs = tables.inputs();
    clock.begin("planning");
    let plan = Plan::compile(&spec)?;
    let as_of = a.as_of.or_else(|| plan.latest_date(&inputs));
    match as_of {
        Some(date) if a.as_of.is_some() => writeln!(out, "as of {date}")?,
        Some(date) => writeln!(out, "as of {date}, the latest date in the inputs")?,
        None => writeln!(out, "no date in the inputs: what depends on one is unknown")?,
    }
    let previous = a.previous.as_deref().map(previous::read).transpose()?;
    let mut show = Ticker::new();
    let mut observer = |progress: &Progress| {
        clock.follow(progress);
        show.tick(progress)
    };
    let mut options = RunOptions { threads: a.threads, observer: Some(&mut observer), only_links: a.only_links, read, previous: previous.as_ref() };
    let outcome = plan.run_with(&inputs, as_of, &mut options)?;
    findings.extend(outcome.findings().iter().cloned());

    clock.begin("writing");
    write::links(&a.out, &outcome)?;
    if !a.only_links || previous.is_some() {
        previous::write(&a.out, &outcome)?;
    }
    write::model(&a.out, &outcome)?;
    if let Some(path) = &a.export_splink {
        findings.extend(write::splink(path, &outcome)?);
    }
    if !a.only_links {
        write::customers(&a.out, &outcome)?;
        write::tags(&a.out, &outcome)?;
        write::analysis(&a.out, &outcome)?;
        write::layer_sheets(&a.out, &outcome)?;
        write::notes(&a.out, &outcome, &findings)?;
        for role in &a.views {
            write::view(&a.out, &outcome, role)?;
        }
    }
    clock.begin("printing");
    print::findings(&mut out, a, &findings)?;
    print::channels(&mut out, &outcome)?;
    if previous.is_some() {
        previous::print(&mut out, &outcome)?;
    }
    if !a.only_links {
        print::tags(&mut out, &outcome)?;
    }
    rules::print(&mut out, a, &outcome)?;
    print::explained(&mut out, a, &outcome)?;
    print::answers(&mut out, a, &outcome)?;
    walk::print(&mut out, a, &outcome)?;
    clock.begin("evaluating");
    let known = a.truth.as_deref().map(|path| sources::file("truth", path)).transpose()?;
    let only = if let [source] = spec.sources.as_slice() { Some(source.name.as_str()) } else { None };
    let truth = known.as_ref().map(|table| Truth::of_inputs(&Inputs::new().with("truth", table.as_table()), only)).transpose()?;
    let options = EvaluationOptions { sampling: a.truth_sample, ..EvaluationOptions::default() };
    let evaluation = truth.as_ref().map(|truth| outcome.evaluate(truth, &options)).transpose()?;
    if let Some(evaluation) = &evaluation {
        print::truth(&mut out, evaluation)?;
    }
    clock.begin("sweeping");
    let sweep = truth.as_ref().filter(|_| a.sweep).map(|truth| Sweep::of(&outcome, truth)).transpose()?;
    if let Some(sweep) = &sweep {
        print::sweep(&mut out, sweep, &outcome)?;
    }
    clock.begin("done");
    print::expected(&mut out, &outcome)?;
    print::labels(&mut out, &outcome)?;
    print::model(&mut out, a, &outcome)?;
    print::cost(&mut out, &outcome, &clock)?;
    if let Some(path) = &a.report {
        report::write(path, &outcome, &clock, evaluation.as_ref(), sweep.as_ref())?;
    }
    if let Some(earlier) = a.earlier {
        print::earlier(&mut out, a, outcome, earlier)?;
    }
    writeln!(out, "\nwritten to {}", a.out.display())?;
    Ok(())
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
