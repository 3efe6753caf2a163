//! What an edge is worth to a partition: more than 0 for one customer, less against it.

use super::Scale;
use crate::identity::score::BIT;
use crate::model::{Decision, Edge};

/// The largest weight of one edge in a sum; always-rules stand above it.
const CERTAIN: i64 = 1 << 40;

/// The signed value of an edge: always-rules first in their order, then log-odds above the threshold; below it what the pair says
/// against a join, 0 where there is only too little evidence for one.
pub(super) fn value(edge: &Edge, scale: Scale) -> i64 {
    let weight = match edge.decision {
        Decision::Always(rule) => return CERTAIN - (i64::from(rule) << 20) + i64::from(edge.weight),
        Decision::Never(_) => return i64::MIN / 4,
        Decision::Weight => edge.weight,
        Decision::WeakOnly => edge.weight.min(scale.threshold - BIT),
    };
    if weight >= scale.threshold { i64::from(weight) - i64::from(scale.threshold) + 1 } else { (i64::from(weight) - i64::from(scale.neutral)).min(0) }
}

/// Whether an edge bans its two rows from one customer.
pub(super) fn bans(edge: &Edge) -> bool {
    matches!(edge.decision, Decision::Never(_))
}
