//! Groups of records laid beside one another, for clusterers that look at more than pairs.

use crate::identity::cluster::Linkage;
use crate::identity::compare::{Cache, Prepared};
use crate::identity::joint::Best;
use crate::identity::score::Weights;
use std::fmt;
use std::sync::Mutex;

/// Records of a group that are compared, at most: what a sample of two crowds says does.
const MOST_RECORDS: usize = 1 << 5;

/// Compares the records of two groups, all with all.
pub(super) struct Joint<'a> {
    prepared: &'a Prepared<'a>,
    weights: &'a Weights,
    /// Of threads that are not comparing just now.
    caches: Mutex<Vec<Cache>>,
}

impl<'a> Joint<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, weights: &'a Weights) -> Self {
        Joint { prepared, weights, caches: Mutex::default() }
    }
}

impl fmt::Debug for Joint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Joint").finish_non_exhaustive()
    }
}

/// As many rows as are compared, evenly from among all.
fn spread(rows: &[u32]) -> impl Iterator<Item = u32> + Clone + '_ {
    rows.iter().step_by(rows.len().div_ceil(MOST_RECORDS).max(1)).copied()
}

impl Joint<'_> {
    /// The best that any pair across two groups says.
    pub(super) fn best(&self, a: &[u32], b: &[u32]) -> Best {
        let mut cache = self.caches.lock().ok().and_then(|mut caches| caches.pop()).unwrap_or_else(|| self.prepared.cache());
        let mut best = Best::default();
        let records = self.prepared.records();
        for x in spread(a) {
            for y in spread(b) {
                let (x, y) = (x.min(y), x.max(y));
                best.add(self.weights, records, self.prepared.compare(x, y, &mut cache), x, y);
            }
        }
        if let Ok(mut caches) = self.caches.lock() {
            caches.push(cache);
        }
        best
    }
}

impl Linkage for Joint<'_> {
    fn weight(&self, a: &[u32], b: &[u32]) -> Option<i32> {
        Some(self.best(a, b).weight(self.weights))
    }
}
