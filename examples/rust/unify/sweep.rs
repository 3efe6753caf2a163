//! The run's pairs at other thresholds, against the known truth.

use guiyi::Outcome;
use guiyi::identity::evaluate::{Evaluation, EvaluationOptions, Truth};
use serde_json::{Value, json};

/// The thresholds that are tried, in hundredths.
const TRIED: std::ops::RangeInclusive<u32> = 1..=19;
/// More of them where most of the weights are.
const HIGH: [f64; 2] = [0.97, 0.99];

/// Agreement at every threshold.
#[derive(Debug)]
pub(crate) struct Sweep {
    pub(crate) points: Vec<At>,
}

/// Agreement at one threshold.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct At {
    pub(crate) threshold: f64,
    pub(crate) evaluation: Evaluation,
}

impl At {
    /// The threshold, and what an evaluation holds.
    pub(crate) fn json(&self) -> Value {
        let mut document = json!(self.evaluation);
        if let Some(document) = document.as_object_mut() {
            document.insert("threshold".to_owned(), json!(self.threshold));
        }
        document
    }
}

impl Sweep {
    /// From 0.05, or from the least threshold of which all pairs were kept, to 0.99, with the one of the spec and the proposed one.
    pub(crate) fn of(outcome: &Outcome, truth: &Truth<'_>) -> guiyi::Result<Self> {
        let least = outcome.least_threshold();
        let own = [least, outcome.plan().spec().identity.threshold, outcome.report().curve.proposed.threshold];
        let mut thresholds: Vec<f64> = TRIED.map(|n| f64::from(n) / 20.0).chain(HIGH).chain(own).filter(|t| *t >= least).collect();
        thresholds.sort_by(f64::total_cmp);
        thresholds.dedup();
        // One partition after the other: of a large list each takes memory.
        let at = |threshold: f64| {
            let partition = outcome.partitions_at(&[threshold]).pop().unwrap_or_default();
            Ok(At { threshold, evaluation: outcome.evaluate_partition(&partition, truth, &EvaluationOptions::default())?.evaluation })
        };
        Ok(Sweep { points: thresholds.into_iter().map(at).collect::<guiyi::Result<_>>()? })
    }

    /// That of the best F1 of pairs; of equals the highest threshold.
    pub(crate) fn best(&self) -> Option<&At> {
        self.points.iter().max_by(|a, b| a.evaluation.f1.total_cmp(&b.evaluation.f1).then(a.threshold.total_cmp(&b.threshold)))
    }
}
