//! The numbers at some places of a ranking, without sorting it.
//!
//! Numbers fall into buckets as wide as they are large, as a floating-point number's leading bits tell; the buckets that the wanted
//! places lie in are looked into in the same way until few numbers are left, or numbers so close together that each can be counted. Each
//! turn reads what is left twice, so long tails and outliers cost no more than even numbers do.

/// A number whose order is that of the ranking: more is better.
pub(super) trait Key: Copy + Ord {
    /// What holds the sum of the weights of all keys.
    type Sum: Copy + Default + std::ops::AddAssign + From<u64> + Into<u128>;
    /// The number as a whole number from 0 on.
    fn offset(self, least: Self) -> u64;
    /// The number that is so far from the least.
    fn at(least: Self, offset: u32) -> Self;
    /// The bucket of a number: exponent and leading bits of one more than its offset as a floating-point number. They keep the order, and
    /// nothing falls together with the least number but itself, so that every turn takes something away.
    fn bucket(self, least: Self) -> usize;
}

impl Key for u32 {
    /// Weights below 2³², of fewer than 2³² keys.
    type Sum = u64;

    fn offset(self, least: Self) -> u64 {
        u64::from(self.wrapping_sub(least))
    }

    fn at(least: Self, offset: u32) -> Self {
        least.wrapping_add(offset)
    }

    fn bucket(self, least: Self) -> usize {
        let leading = ((self.offset(least) + 1) as f32).to_bits() >> (23 - BITS);
        leading.wrapping_sub(127 << BITS) as usize
    }
}

impl Key for u64 {
    type Sum = u128;

    fn offset(self, least: Self) -> u64 {
        self.wrapping_sub(least)
    }

    fn at(least: Self, offset: u32) -> Self {
        least.wrapping_add(u64::from(offset))
    }

    fn bucket(self, least: Self) -> usize {
        let leading = (self.offset(least).saturating_add(1) as f64).to_bits() >> (52 - BITS);
        leading.wrapping_sub(1023 << BITS) as usize
    }
}

/// What is found at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place<K> {
    /// The number there.
    pub(super) key: K,
    /// How many numbers are better.
    pub(super) better: u64,
    /// How many are equal, the one at the place among them.
    pub(super) equal: u64,
    /// Which of the equal ones it is, from 1 on.
    pub(super) of_equal: u64,
}

/// So few numbers are sorted.
const FEW: usize = 1024;
/// Leading bits that tell buckets apart, behind the exponent.
const BITS: u32 = 6;
const BUCKETS: usize = 65 << BITS;

/// For each rank (in rising order, from 1 on) what stands there, counted from the best number.
pub(super) fn ranks<K: Key>(keys: &[K], ranks: &[u128]) -> Vec<Place<K>> {
    let mut found = Vec::with_capacity(ranks.len());
    search::<K, true>(keys, Before::default(), ranks, &|_| 1, &mut found);
    found
}

/// For each amount (in rising order, from 1 on) the first place, counted from the best number, where the weights of that number and all
/// better ones reach it. Amounts that are not reached are left out.
pub(super) fn amounts<K: Key>(keys: &[K], amounts: &[u128], weight: &impl Fn(K) -> u64) -> Vec<Place<K>> {
    let mut found = Vec::with_capacity(amounts.len());
    search::<K, false>(keys, Before::default(), amounts, weight, &mut found);
    found
}

/// What is better than all that is looked at.
#[derive(Clone, Copy, Default)]
struct Before {
    numbers: u64,
    amount: u128,
}

/// Where every number is `COUNTED`, its weight is 1 and nothing is summed.
fn search<K: Key, const COUNTED: bool>(keys: &[K], before: Before, amounts: &[u128], weight: &impl Fn(K) -> u64, found: &mut Vec<Place<K>>) {
    let (Some(least), Some(most)) = (keys.iter().min(), keys.iter().max()) else { return };
    if keys.len() <= FEW {
        few(keys, before, amounts, weight, found);
        return;
    }
    if most.offset(*least) < BUCKETS as u64 {
        close(keys, *least, before, amounts, weight, found);
        return;
    }
    let mut counts = vec![0_u32; BUCKETS];
    let mut sums = vec![K::Sum::default(); if COUNTED { 0 } else { BUCKETS }];
    for key in keys {
        let at = key.bucket(*least);
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
        if let Some(sum) = sums.get_mut(at) {
            *sum += weight(*key).into();
        }
    }
    // The buckets that amounts are reached in, best first, each with what is better and its amounts.
    let mut wanted: Vec<(Before, &[u128], Vec<K>)> = Vec::new();
    let mut place_of = vec![0_u16; BUCKETS];
    let (mut reached, mut left) = (before, amounts);
    for at in (0..BUCKETS).rev() {
        let count = counts.get(at).copied().unwrap_or(0);
        let end = reached.amount + if COUNTED { u128::from(count) } else { sums.get(at).copied().unwrap_or_default().into() };
        let (here, beyond) = left.split_at(left.partition_point(|amount| *amount <= end));
        if let (false, Some(place)) = (here.is_empty(), place_of.get_mut(at)) {
            wanted.push((reached, here, Vec::with_capacity(count as usize)));
            *place = u16::try_from(wanted.len()).unwrap_or(u16::MAX);
        }
        reached = Before { numbers: reached.numbers + u64::from(count), amount: end };
        left = beyond;
        if left.is_empty() {
            break;
        }
    }
    for key in keys {
        let place = place_of.get(key.bucket(*least)).copied().unwrap_or(0);
        if place > 0
            && let Some((.., inside)) = wanted.get_mut(usize::from(place) - 1)
        {
            inside.push(*key);
        }
    }
    for (before, here, inside) in wanted {
        search::<K, COUNTED>(&inside, before, here, weight, found);
    }
}

/// By sorting.
fn few<K: Key>(keys: &[K], before: Before, amounts: &[u128], weight: &impl Fn(K) -> u64, found: &mut Vec<Place<K>>) {
    let mut keys = keys.to_vec();
    keys.sort_unstable_by(|a, b| b.cmp(a));
    let equal = keys.chunk_by(|a, b| a == b).filter_map(|equal| Some((*equal.first()?, equal.len() as u64)));
    walk(equal, before, amounts, weight, found);
}

/// By counting, where the numbers lie close together: days, how many orders.
fn close<K: Key>(keys: &[K], least: K, before: Before, amounts: &[u128], weight: &impl Fn(K) -> u64, found: &mut Vec<Place<K>>) {
    let mut counts = vec![0_u32; BUCKETS];
    for key in keys {
        if let Some(count) = usize::try_from(key.offset(least)).ok().and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let equal = counts.iter().enumerate().rev().filter(|(_, count)| **count > 0).map(|(at, count)| (K::at(least, at as u32), u64::from(*count)));
    walk(equal, before, amounts, weight, found);
}

/// Goes through equal numbers, best first, with how many there are of each.
fn walk<K: Key>(equal: impl Iterator<Item = (K, u64)>, before: Before, amounts: &[u128], weight: &impl Fn(K) -> u64, found: &mut Vec<Place<K>>) {
    let (mut reached, mut left) = (before, amounts);
    for (key, count) in equal {
        let each = u128::from(weight(key));
        let end = reached.amount + each * u128::from(count);
        let (here, beyond) = left.split_at(left.partition_point(|amount| *amount <= end));
        for amount in here {
            let of_equal = amount.saturating_sub(reached.amount).div_ceil(each.max(1));
            found.push(Place { key, better: reached.numbers, equal: count, of_equal: u64::try_from(of_equal).unwrap_or(count).clamp(1, count) });
        }
        reached = Before { numbers: reached.numbers + count, amount: end };
        left = beyond;
        if left.is_empty() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place by sorting everything.
    fn sorted(keys: &[u64], amount: u128, weight: impl Fn(u64) -> u64) -> Option<Place<u64>> {
        let mut keys = keys.to_vec();
        keys.sort_unstable_by(|a, b| b.cmp(a));
        let mut sum = 0;
        let at = keys.iter().position(|key| {
            sum += u128::from(weight(*key));
            sum >= amount
        })?;
        let key = keys[at];
        let (better, equal) = (keys.iter().filter(|k| **k > key).count(), keys.iter().filter(|k| **k == key).count());
        Some(Place { key, better: better as u64, equal: equal as u64, of_equal: (at - better) as u64 + 1 })
    }

    proptest::proptest! {
        #[test]
        fn selecting_is_sorting(seeds in proptest::collection::vec((0_u64..400, 0_u32..34), 1..4000), shares in proptest::collection::btree_set(1_u128..100, 1..6)) {
            // Even numbers, long tails and equal ones together.
            let keys: Vec<u64> = seeds.iter().map(|(n, shift)| n << (shift / 2)).collect();
            let narrow: Vec<u32> = keys.iter().map(|key| *key as u32).collect();
            let total = keys.iter().map(|k| u128::from(*k)).sum::<u128>();
            let ranks: Vec<u128> = shares.iter().map(|share| (keys.len() as u128 * share).div_ceil(100)).collect();
            let amounts: Vec<u128> = shares.iter().map(|share| (total * share).div_ceil(100).max(1)).collect();
            let one = |_: u64| 1;
            proptest::prop_assert_eq!(super::ranks(&keys, &ranks), ranks.iter().filter_map(|r| sorted(&keys, *r, one)).collect::<Vec<_>>());
            proptest::prop_assert_eq!(super::amounts(&keys, &amounts, &|k| k), amounts.iter().filter_map(|a| sorted(&keys, *a, |k| k)).collect::<Vec<_>>());
            let found: Vec<u64> = super::ranks(&narrow, &ranks).iter().map(|place| u64::from(place.key)).collect();
            let wide: Vec<u64> = super::ranks(&narrow.iter().map(|k| u64::from(*k)).collect::<Vec<_>>(), &ranks).iter().map(|place| place.key).collect();
            proptest::prop_assert_eq!(found, wide);
        }
    }

    #[test]
    fn buckets_keep_the_order() {
        let mut before = 0;
        for offset in (0..100_000).chain((17..64).flat_map(|e| [(1_u64 << e) - 1, 1 << e, (1 << e) + (1 << (e - 3))])).chain([u64::MAX]) {
            let at = offset.bucket(0);
            assert!(at >= before && at < BUCKETS, "{offset}");
            before = at;
            if let Ok(narrow) = u32::try_from(offset) {
                assert!(narrow.bucket(0) < BUCKETS && (narrow.bucket(0) > 0) == (offset > 0), "{offset}");
            }
        }
    }
}
