//! The same scored pairs clustered again at other thresholds.

use super::exclusive::constraints;
use super::joint::Joint;
use super::outcome::Outcome;
use super::run::Conductor;
use super::scored::complete;
use crate::identity::cluster::Scale;
use crate::identity::compare::Prepared;
use crate::identity::score::{probability, weight_at};
use crate::model::Partition;

impl Outcome {
    /// The least threshold that [`Outcome::partitions_at`] knows all pairs of: of those further below the threshold of the run none
    /// were kept.
    #[must_use]
    pub fn least_threshold(&self) -> f64 {
        probability(self.matched.floor)
    }

    /// The customers that other thresholds would give, one partition for each: pairs are clustered again, not scored again.
    ///
    /// Rows are numbered as in [`Outcome::records`]. A threshold below [`Outcome::least_threshold`] counts as that one.
    #[must_use]
    pub fn partitions_at(&self, thresholds: &[f64]) -> Vec<Partition> {
        let (plan, records) = (&*self.plan.0, &self.records);
        let conductor = Conductor::silent();
        let prepared = conductor.pool.run(|| Prepared::new(records, &plan.comparisons, &plan.layout));
        let constraints = constraints(plan, records);
        let at = |threshold: &f64| {
            let threshold = weight_at(*threshold).max(self.matched.floor);
            let mut edges = self.matched.edges.clone();
            complete(plan, &prepared, &self.matched.weights, &conductor, &mut edges, threshold - plan.clusterer.leniency());
            let scale = Scale { threshold, neutral: self.matched.weights.neutral() };
            plan.clusterer.cluster(records.len(), &edges, scale, &constraints, &Joint::new(&prepared, &self.matched.weights))
        };
        thresholds.iter().map(at).collect()
    }
}
