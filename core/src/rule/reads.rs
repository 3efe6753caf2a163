//! What a rule reads, and at which numbers it can change its mind.

use super::Rule;
use super::lookup::cuts;

impl Rule {
    /// The columns that it compares, each with the numbers from which on a comparison says something else.
    pub(crate) fn reads(&self) -> impl Iterator<Item = (&str, Vec<i64>)> {
        self.program().leaves.iter().map(|leaf| (leaf.column.as_str(), cuts(&[leaf])))
    }
}
