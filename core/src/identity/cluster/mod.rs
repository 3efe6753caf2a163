//! From edges to customers.

mod groups;
mod joiner;

pub use joiner::Joiner;

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

/// Edges, bans and must-links in, a partition out.
///
/// Contract: every row is in exactly one group; independent of the order of the edges; the
/// constraints are hard.
pub trait Clusterer: Debug + Send + Sync {
    /// Groups `rows` rows. An edge speaks for a join from the threshold on.
    fn cluster(&self, rows: usize, edges: &[Edge], threshold: i32, constraints: &Constraints) -> Partition;
}
