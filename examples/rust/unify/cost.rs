//! Where the time goes, stage by stage.

use guiyi::Progress;
use std::time::{Duration, Instant};

/// Seconds by stage, in the order in which the stages were first begun.
#[derive(Debug)]
pub(crate) struct Clock {
    since: Instant,
    stages: Vec<(&'static str, Duration)>,
    now: usize,
}

impl Clock {
    /// Begins with a stage.
    pub(crate) fn start(stage: &'static str) -> Self {
        Clock { since: Instant::now(), stages: vec![(stage, Duration::ZERO)], now: 0 }
    }

    /// Ends the stage at hand and begins, or goes on with, another one.
    pub(crate) fn begin(&mut self, stage: &'static str) {
        let passed = self.since.elapsed();
        self.since += passed;
        if let Some((_, spent)) = self.stages.get_mut(self.now) {
            *spent += passed;
        }
        self.now = self.stages.iter().position(|(known, _)| *known == stage).unwrap_or(self.stages.len());
        if self.now == self.stages.len() {
            self.stages.push((stage, Duration::ZERO));
        }
    }

    /// Follows a run.
    pub(crate) fn follow(&mut self, progress: &Progress) {
        if self.stages.get(self.now).is_none_or(|(stage, _)| *stage != name(progress.stage)) {
            self.begin(name(progress.stage));
        }
    }

    /// All of it so far.
    pub(crate) fn total(&self) -> Duration {
        self.stages.iter().map(|(_, spent)| *spent).sum()
    }

    /// Seconds by stage.
    pub(crate) fn seconds(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.stages.iter().map(|(stage, spent)| (*stage, spent.as_secs_f64()))
    }

    /// `reading 0.41, proposing 1.20, …`: stages that took a hundredth of a second.
    pub(crate) fn shown(&self) -> String {
        let long = self.stages.iter().filter(|(_, spent)| spent.as_millis() >= 10);
        long.map(|(stage, spent)| format!("{stage} {:.2}", spent.as_secs_f64())).collect::<Vec<_>>().join(", ")
    }
}

/// The largest resident set so far, in MiB; where the system says so.
pub(crate) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}

/// What a run is doing, as an activity.
fn name(stage: &'static str) -> &'static str {
    match stage {
        "normalize" => "normalizing",
        "block" => "blocking",
        "compare" => "comparing",
        "sample" => "sampling",
        "train" => "training",
        "weigh" => "weighing",
        "score" => "scoring",
        "refine" => "refining",
        "cluster" => "clustering",
        "profile" => "profiling",
        "done" => "finishing",
        other => other,
    }
}
