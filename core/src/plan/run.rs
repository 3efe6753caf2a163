//! Running a plan: options, progress, threads.

use super::matching::{self, Matched};
use super::{Plan, ingest::Read, outcome::Outcome};
use crate::error::{Code, Error, Result};
use crate::model::{Assignment, Records};
use crate::table::Inputs;
use chrono::NaiveDate;
use std::fmt;
#[cfg(feature = "parallel")]
use std::sync::Mutex;

/// How a run is done; nothing here but `previous` can change what comes out.
#[derive(Default)]
pub struct RunOptions<'a> {
    /// Threads; 0: as many as there are cores; at most 256. Without the feature `parallel`, always one.
    pub threads: usize,
    /// Called by the coordinating thread between pieces of work.
    pub observer: Option<&'a mut Observer<'a>>,
    /// Stops after customers are found: no profiles, facts, tags or layers.
    pub only_links: bool,
    /// Rows that [`super::propose_and_read`] read from the same inputs; of no use to a plan of other columns.
    pub read: Option<Read>,
    /// The customer ids of an earlier run, or of another system: customers keep them, and the outcome lists what changed.
    pub previous: Option<&'a Assignment>,
}

/// Sees progress and may ask to stop.
pub type Observer<'a> = dyn FnMut(&Progress) -> Control + 'a;

/// Where a run stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// The stage: `normalize`, `block`, `compare` (candidate pairs, to train on), `sample` (random pairs), `train` (EM), `weigh`, `score`,
    /// `refine`, `cluster`, `profile`, `facts`, `done`.
    pub stage: &'static str,
    /// Pieces of work done in this stage.
    pub done: u64,
    /// Pieces of work in this stage.
    pub total: u64,
}

/// What an observer wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Control {
    /// Go on.
    Continue,
    /// Stop; the run ends with `cancelled`.
    Cancel,
}

impl fmt::Debug for RunOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunOptions").field("threads", &self.threads).field("only_links", &self.only_links).finish_non_exhaustive()
    }
}

impl Plan {
    /// Runs the plan on inputs as of a date. Total: whatever the data hold, there is an outcome.
    #[must_use]
    pub fn run(&self, inputs: &Inputs<'_>, as_of: Option<NaiveDate>) -> Outcome {
        // Without an observer nothing can stop a run.
        self.run_with(inputs, as_of, &mut RunOptions::default()).unwrap_or_else(|_| Outcome::new(self.clone(), Records::default(), Matched::default(), Vec::new(), as_of, None))
    }

    /// Runs the plan with threads and an observer of the caller's choice.
    ///
    /// # Errors
    /// `cancelled` when the observer asked to stop; nothing else.
    pub fn run_with(&self, inputs: &Inputs<'_>, as_of: Option<NaiveDate>, options: &mut RunOptions<'_>) -> Result<Outcome> {
        let only_links = options.only_links;
        let observer = options.observer.as_deref_mut().map(|o| o as &mut dyn FnMut(&Progress) -> Control);
        let mut conductor = Conductor { observer, pool: Pool::new(options.threads) };
        let plan = &*self.0;
        let mut findings = super::headers::odd(inputs);
        let inputs = &super::stand_in::named(&plan.spec, inputs, &mut findings);
        conductor.begin("normalize", plan.fields.len() as u64)?;
        let mut records = match options.read.take().and_then(|read| read.for_plan(plan)) {
            Some((records, mut noticed)) => {
                findings.append(&mut noticed);
                records
            }
            None => conductor.pool.run(|| super::ingest::records(plan, inputs, &mut findings)),
        };
        super::presence::check(plan, &records, &mut findings);
        super::collected::check(plan, inputs, &records, &mut findings);
        let labels = super::labels::read(plan, inputs, &records, &mut findings);
        let generic = conductor.pool.run(|| super::limits::demote(plan, &mut records));
        let matched = matching::matching(plan, &records, generic, &labels, &mut conductor)?;
        let mut outcome = conductor.pool.run(|| Outcome::new(self.clone(), records, matched, findings, as_of, options.previous));
        if !only_links {
            outcome.build_profiles(&mut conductor)?;
            conductor.begin("facts", 1)?;
            outcome.build_facts(inputs);
        }
        conductor.begin("done", 0)?;
        Ok(outcome)
    }
}

/// Leads a run: tells the observer, hands pieces of work to the pool.
pub(super) struct Conductor<'a> {
    observer: Option<&'a mut (dyn FnMut(&Progress) -> Control + 'a)>,
    pub(super) pool: Pool,
}

/// Tiles handed out between two calls of the observer.
const WAVE: usize = 64;

impl Conductor<'static> {
    /// With all cores, and nobody to tell.
    pub(super) fn silent() -> Self {
        Conductor { observer: None, pool: Pool::new(0) }
    }
}

impl Conductor<'_> {
    /// Announces a stage.
    pub(super) fn begin(&mut self, stage: &'static str, total: u64) -> Result<()> {
        self.tell(stage, 0, total)
    }

    fn tell(&mut self, stage: &'static str, done: u64, total: u64) -> Result<()> {
        match self.observer.as_mut().map(|observe| observe(&Progress { stage, done, total })) {
            Some(Control::Cancel) => Err(Error::new(Code::Cancelled, "", format!("the observer asked to stop during {stage}"))),
            _ => Ok(()),
        }
    }

    /// Works on every tile; the results are in the order of the tiles, whatever the threads did.
    pub(super) fn tiles<T: Sync, C: Send, R: Send>(&mut self, stage: &'static str, tiles: &[T], work: impl Fn(&T, &mut Option<C>) -> R + Sync) -> Result<Vec<R>> {
        let total = tiles.len() as u64;
        self.tell(stage, 0, total)?;
        let mut out = Vec::with_capacity(tiles.len());
        for wave in tiles.chunks(WAVE) {
            out.extend(self.pool.map(wave, &work));
            self.tell(stage, out.len() as u64, total)?;
        }
        Ok(out)
    }
}

/// Threads of one run, at most: more only cost memory.
#[cfg(feature = "parallel")]
const MOST_THREADS: usize = 256;

/// A run's own threads; `None` when none could be had: then the caller's own does the work.
#[cfg(feature = "parallel")]
pub(super) struct Pool(Option<rayon::ThreadPool>);

#[cfg(feature = "parallel")]
impl Pool {
    /// A pool of so many threads, at most [`MOST_THREADS`]; 0: one per core.
    fn new(threads: usize) -> Self {
        Pool(rayon::ThreadPoolBuilder::new().num_threads(threads.min(MOST_THREADS)).build().ok())
    }

    pub(super) fn run<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    pub(super) fn map<T: Sync, C: Send, R: Send>(&self, items: &[T], work: impl Fn(&T, &mut Option<C>) -> R + Sync) -> Vec<R> {
        use rayon::prelude::*;
        // Rayon's own states last as long as one of its splits; these are handed on.
        let states: Mutex<Vec<Option<C>>> = Mutex::new(Vec::new());
        let one = |item: &T| {
            let mut state = states.lock().ok().and_then(|mut states| states.pop()).flatten();
            let done = work(item, &mut state);
            if let Ok(mut states) = states.lock() {
                states.push(state);
            }
            done
        };
        self.run(|| items.par_iter().map(one).collect())
    }
}

/// Without threads: the caller's own.
#[cfg(not(feature = "parallel"))]
pub(super) struct Pool;

#[cfg(not(feature = "parallel"))]
impl Pool {
    fn new(_threads: usize) -> Self {
        Pool
    }

    #[expect(clippy::unused_self, reason = "the same signature as with threads")]
    pub(super) fn run<R>(&self, work: impl FnOnce() -> R) -> R {
        work()
    }

    #[expect(clippy::unused_self, reason = "the same signature as with threads")]
    pub(super) fn map<T, C, R>(&self, items: &[T], work: impl Fn(&T, &mut Option<C>) -> R) -> Vec<R> {
        let mut state = None;
        items.iter().map(|item| work(item, &mut state)).collect()
    }
}
