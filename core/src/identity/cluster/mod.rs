//! From edges to customers.

mod between;
mod component;
mod components;
mod contract;
mod correlation;
mod exact;
mod groups;
#[cfg(test)]
mod hostile_tests;
mod scan;
mod signed;
#[cfg(test)]
mod tests;

pub use components::Components;
pub(super) use components::root;
pub use correlation::Correlation;
pub use scan::{BestFirst, Center, OneToOne, Star};

use crate::model::{Edge, Partition};
use std::fmt::Debug;

/// What a customer may not hold together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Constraints {
    /// Per row, its source if that is declared unique, else `u16::MAX`.
    pub unique_source: Vec<u16>,
    /// (field, value per row) of every exclusive field; 0: no value.
    pub exclusive: Vec<(u16, Vec<u32>)>,
}

/// What the weights of edges are measured against, in 1/1024 bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Scale {
    /// From here on a pair speaks for a join.
    pub threshold: i32,
    /// The weight of a pair of which nothing is known: the prior. Less is evidence against a join; between the two there is
    /// too little evidence for one, which is none against it.
    pub neutral: i32,
}

/// What two groups of records say of one another when each is taken for one record with all values of its rows.
///
/// Contract: symmetric, and independent of the order of the rows.
pub trait Linkage: Debug + Sync {
    /// The match weight in 1/1024 bit, the prior included; `None`: nothing beyond the edges.
    fn weight(&self, a: &[u32], b: &[u32]) -> Option<i32>;
}

/// Nothing beyond the edges.
impl Linkage for () {
    fn weight(&self, _a: &[u32], _b: &[u32]) -> Option<i32> {
        None
    }
}

/// Edges, bans and must-links in, a partition out.
///
/// Contract: every row is in exactly one group; independent of the order of the edges; the
/// constraints are hard.
pub trait Clusterer: Debug + Send + Sync {
    /// How far below the threshold a pair may lie, in 1/1024 bit, that ties a record to a group of others. Two records by themselves
    /// need the threshold.
    fn leniency(&self) -> i32 {
        0
    }

    /// Groups `rows` rows. An edge speaks for a join from the threshold on, against it below the weight of no evidence.
    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, linkage: &dyn Linkage) -> Partition;
}
