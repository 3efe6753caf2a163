//! Rows in the order of their keys.

use super::{Blocker, Chosen};
use crate::model::Records;

/// (key, row) of the chosen rows, by key and row.
pub(crate) fn by_key(records: &Records, rule: &dyn Blocker, chosen: Chosen) -> Vec<(u64, u32)> {
    let mut keyed = Vec::new();
    let mut keys = Vec::new();
    for (row, number) in (0..records.len()).zip(0u32..).filter(|(_, number)| chosen.takes(*number)) {
        keys.clear();
        rule.keys(records, row, &mut keys);
        keyed.extend(keys.iter().map(|key| (*key, number)));
    }
    in_order(keyed)
}

/// (key, row) by key and row.
///
/// Keys are well mixed: one pass puts them into buckets by their first bits, and each bucket is sorted by itself.
pub(crate) fn in_order(mut keyed: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    let bits = usize::BITS - (keyed.len() / 8).leading_zeros();
    if bits == 0 {
        keyed.sort_unstable();
        return keyed;
    }
    let bucket = |key: u64| (key >> (64 - bits)) as usize;
    let mut ends = vec![0usize; (1 << bits) + 1];
    for (key, _) in &keyed {
        if let Some(count) = ends.get_mut(bucket(*key) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let mut sorted = vec![(0, 0); keyed.len()];
    for pair in &keyed {
        // What starts as the start of a bucket ends as its end.
        if let Some(place) = ends.get_mut(bucket(pair.0)) {
            if let Some(slot) = sorted.get_mut(*place) {
                *slot = *pair;
            }
            *place += 1;
        }
    }
    let mut from = 0;
    for end in &ends {
        if let Some(bucket) = sorted.get_mut(from..*end) {
            bucket.sort_unstable();
        }
        from = *end;
    }
    sorted
}
