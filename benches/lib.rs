//! What the benches share: the real sets and their truth, and how time is taken.

pub mod pairs;
pub mod shapes;
pub mod values;

use guiyi::identity::evaluate::{Evaluation, EvaluationOptions, Truth};
use guiyi::{Inputs, Outcome};
use guiyi_examples::file_table::FileTable;
use std::path::{Path, PathBuf};

/// One set with known truth.
#[derive(Clone, Copy, Debug)]
pub struct RealSet {
    /// The folder's name.
    pub name: &'static str,
    /// Its rows come from several sources, named in the column `source`.
    pub sources: bool,
    /// The sources hold no duplicates inside: a linkage task, counted across sources only.
    pub linkage: bool,
}

/// The sets of the table in `benches/README.md`.
pub const REAL_SETS: &[RealSet] = &[
    RealSet { name: "febrl1", sources: false, linkage: false },
    RealSet { name: "febrl4", sources: true, linkage: true },
    RealSet { name: "fake_1000", sources: false, linkage: false },
    RealSet { name: "h50k_dev", sources: false, linkage: false },
    RealSet { name: "senzing_truth", sources: true, linkage: false },
    RealSet { name: "zh_listed_companies", sources: true, linkage: false },
    RealSet { name: "rldata500", sources: false, linkage: false },
    RealSet { name: "dedupe_csv", sources: false, linkage: false },
    RealSet { name: "geo_multi", sources: true, linkage: false },
    RealSet { name: "fodors_zagat", sources: true, linkage: true },
    RealSet { name: "dblp_acm", sources: true, linkage: true },
];

/// Columns that hold the truth; the matcher never sees them.
const TRUTH: [&str; 3] = ["cluster", "alternate_cluster", "test_group"];

/// The folder of sets that `GUIYI_DATA` names.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    std::env::var_os("GUIYI_DATA").map(PathBuf::from).filter(|p| p.is_dir())
}

/// What one set came to.
#[derive(Debug)]
pub struct Measured {
    /// Agreement with the truth.
    pub evaluation: Evaluation,
    /// Candidate pairs.
    pub pairs: u64,
    /// Seconds from the file's bytes to customers.
    pub seconds: f64,
}

/// Proposes a spec for a set, runs it, and compares with the truth. No label and no setting of the set is used.
///
/// # Errors
/// When the file cannot be read.
pub fn measure(set: RealSet, folder: &Path) -> std::io::Result<Measured> {
    let path = folder.join(set.name).join("records.csv");
    let started = std::time::Instant::now();
    let bytes = std::fs::read(&path)?;
    let table = FileTable::read(set.name, &bytes);
    let parts = if set.sources { table.split("source", set.name) } else { vec![(set.name.to_owned(), table)] };
    let mut inputs = Inputs::new();
    for (name, part) in &parts {
        inputs.push(name.clone(), part.as_table());
    }
    let ignore: Vec<&str> = TRUTH.into_iter().chain(set.sources.then_some("source")).collect();
    let unique: Vec<&str> = if set.linkage { inputs.names() } else { Vec::new() };
    let proposal = guiyi::propose(&inputs, None, &ignore, &unique);
    let plan = guiyi::Plan::compile(&proposal.spec).map_err(std::io::Error::other)?;
    let outcome = plan.run(&inputs, None);
    let seconds = started.elapsed().as_secs_f64();
    Ok(Measured { evaluation: compare(&parts, &outcome, set.linkage)?, pairs: outcome.report().candidate_pairs, seconds })
}

fn compare(parts: &[(String, FileTable)], outcome: &Outcome, linkage: bool) -> std::io::Result<Evaluation> {
    let known: Vec<_> = parts.iter().filter_map(|(name, part)| Some((name.as_str(), part.column("id")?, part.column("cluster")?, part.rows))).collect();
    let rows = known.iter().flat_map(|(name, ids, clusters, rows)| (0..*rows).map(move |row| (*name, ids.get(row).unwrap_or(""), clusters.get(row).unwrap_or(""))));
    let options = EvaluationOptions { across_only: Some(linkage), ..EvaluationOptions::default() };
    outcome.evaluate(&Truth::new(rows), &options).map(|report| report.evaluation).map_err(std::io::Error::other)
}

/// What stands behind a word of the command line.
#[must_use]
pub fn argument(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != name).nth(1)
}

/// The seconds that this thread was on a processor, where the system says so (Linux): what other work on the machine does not lengthen by
/// taking turns. It is counted from tick to tick, so that what takes less than some milliseconds is told by the clock instead.
#[must_use]
pub fn on_processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<u64>().ok()? as f64 / 1e9)
}

/// What some work takes.
#[derive(Clone, Copy, Debug)]
pub struct Took {
    /// Seconds on the clock.
    pub clock: f64,
    /// Of these, on a processor; `None` where the system does not say.
    pub processor: Option<f64>,
}

impl Took {
    /// Below so many seconds a processor's ticks are too coarse.
    const COARSE: f64 = 0.02;

    /// The seconds to go by: those on a processor, unless there are so few that the clock is better.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.processor.filter(|_| self.clock >= Self::COARSE).unwrap_or(self.clock)
    }
}

/// Does some work, and says what it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Took, T) {
    let (begun, busy) = (std::time::Instant::now(), on_processor());
    let done = work();
    let clock = begun.elapsed().as_secs_f64();
    (Took { clock, processor: busy.zip(on_processor()).map(|(from, to)| to - from) }, done)
}

/// The least seconds on the clock of some rounds, and what the last one gave.
pub fn least<T>(rounds: usize, mut work: impl FnMut() -> T) -> (f64, Option<T>) {
    let (mut least, mut last) = (f64::INFINITY, None);
    for _ in 0..rounds {
        let (took, done) = timed(&mut work);
        least = least.min(took.clock);
        last = Some(done);
    }
    (least, last)
}

/// The largest resident set so far, in MiB; where the system says so.
#[must_use]
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
