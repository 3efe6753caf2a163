//! Candidate pairs: records that agree on the keys of a rule.
//!
//! Every rule emits (hash, row) pairs, which are sorted into blocks. A pair belongs to the first rule
//! that produces it; that is a predicate on block numbers, so pairs are streamed and never stored.
//! A block that is too large is split by the other rules' keys, then by a sorted window; of what that
//! takes apart, rows meet those with which they share most other oversized blocks. Every pair given up
//! is counted.

mod blocks;
mod chosen;
mod group;
mod key;
mod linked;
mod parts;
mod split;

pub use blocks::{Blocks, RuleReport, Tile};
pub use chosen::Chosen;
pub(crate) use group::in_order;
pub use key::{FieldKey, KeyBlocker};
pub(crate) use key::{hash, mix};
pub use parts::Parts;

use crate::model::Records;
use std::fmt::Debug;

/// Gives a record its blocking keys.
///
/// Contract: records that are equal and not missing on the fields it names share a key.
pub trait Blocker: Debug + Send + Sync {
    /// Appends the keys of one row; none when a field is missing.
    fn keys(&self, records: &Records, row: usize, out: &mut Vec<u64>);
}
