//! Rows in the order of their keys.

use super::{Blocker, Chosen};
use crate::model::Records;

/// (key, row) of the rows that share a key with a chosen one, and of some more, by key and row.
///
/// Keys are well mixed: one pass puts them into buckets by their first bits, and each bucket is sorted by itself.
pub(crate) fn by_key(records: &Records, rule: &dyn Blocker, chosen: Chosen) -> Vec<(u64, u32)> {
    let mut keyed = Vec::new();
    let mut keys = Vec::new();
    let wanted = (!chosen.is_all()).then(|| Wanted::of(records, rule, chosen));
    for (row, number) in (0..records.len()).zip(0u32..) {
        keys.clear();
        rule.keys(records, row, &mut keys);
        keyed.extend(keys.iter().filter(|key| wanted.as_ref().is_none_or(|w| w.holds(**key))).map(|key| (*key, number)));
    }
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

/// Which keys the chosen rows have: a set that sometimes says yes for no (Bloom 1970, one hash).
struct Wanted(Vec<u64>);

const WANTED_BITS: u32 = 21;

impl Wanted {
    fn of(records: &Records, rule: &dyn Blocker, chosen: Chosen) -> Self {
        let mut wanted = Wanted(vec![0; 1 << (WANTED_BITS - 6)]);
        let mut keys = Vec::new();
        for (row, _) in (0..records.len()).zip(0u32..).filter(|(_, number)| chosen.takes(*number)) {
            keys.clear();
            rule.keys(records, row, &mut keys);
            for key in &keys {
                let (word, bit) = Wanted::place(*key);
                if let Some(word) = wanted.0.get_mut(word) {
                    *word |= bit;
                }
            }
        }
        wanted
    }

    fn holds(&self, key: u64) -> bool {
        let (word, bit) = Wanted::place(key);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    fn place(key: u64) -> (usize, u64) {
        let at = key & ((1 << WANTED_BITS) - 1);
        ((at >> 6) as usize, 1 << (at & 63))
    }
}
