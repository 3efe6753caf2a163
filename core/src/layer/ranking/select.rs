//! The numbers at some places of a ranking, without sorting it and without a copy of it.
//!
//! Numbers that differ in their last twelve bits alone (days, how many orders) are counted one by one. Others fall into buckets as wide as
//! they are large, as a floating-point number's leading bits tell; the numbers of the buckets that the wanted places lie in are looked
//! into in the same way until few are left. So long tails and outliers cost no more than even numbers do.

use super::keys::{BLOCK, BUCKETS, Key, Keys};

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
/// The last bits of numbers that are counted one by one.
const CLOSE: u16 = (1 << 12) - 1;

/// For each rank (in rising order, from 1 on) what stands there, counted from the best number.
pub(super) fn ranks<C: Keys + ?Sized>(keys: &C, ranks: &[u128]) -> Vec<Place<C::Key>> {
    let mut found = Vec::with_capacity(ranks.len());
    search::<C, true>(keys, Before::default(), ranks, &|_| 1, &mut found);
    found
}

/// For each amount (in rising order, from 1 on) the first place, counted from the best number, where the weights of that number and all
/// better ones reach it. Amounts that are not reached are left out.
pub(super) fn amounts<C: Keys + ?Sized>(keys: &C, amounts: &[u128], weight: &impl Fn(C::Key) -> u64) -> Vec<Place<C::Key>> {
    let mut found = Vec::with_capacity(amounts.len());
    search::<C, false>(keys, Before::default(), amounts, weight, &mut found);
    found
}

/// What is better than all that is looked at.
#[derive(Clone, Copy, Default)]
struct Before {
    numbers: u64,
    amount: u128,
}

/// The keys of a bucket that amounts are reached in, what is better, and those amounts.
struct Wanted<'a, K> {
    before: Before,
    amounts: &'a [u128],
    keys: Vec<K>,
}

/// Where every number is `COUNTED`, its weight is 1 and nothing is summed.
fn search<C: Keys + ?Sized, const COUNTED: bool>(keys: &C, before: Before, amounts: &[u128], weight: &impl Fn(C::Key) -> u64, found: &mut Vec<Place<C::Key>>) {
    if let Some(base) = alike(keys) {
        close(keys, base, before, amounts, weight, found);
        return;
    }
    let least = least(keys);
    let (counts, sums) = filled::<C, COUNTED>(keys, least, weight);
    let mut wanted = Vec::new();
    let mut place_of = vec![0_u16; BUCKETS];
    let (mut reached, mut left) = (before, amounts);
    for (at, place) in place_of.iter_mut().enumerate().rev() {
        let count = counts.get(at).copied().unwrap_or(0);
        let end = reached.amount + if COUNTED { u128::from(count) } else { sums.get(at).copied().unwrap_or_default().into() };
        let (here, beyond) = left.split_at(left.partition_point(|amount| *amount <= end));
        if !here.is_empty() {
            wanted.push(Wanted { before: reached, amounts: here, keys: Vec::with_capacity(count as usize) });
            *place = u16::try_from(wanted.len()).unwrap_or(u16::MAX);
        }
        reached = Before { numbers: reached.numbers + u64::from(count), amount: end };
        left = beyond;
        if left.is_empty() {
            break;
        }
    }
    collect(keys, least, &place_of, &mut wanted);
    for wanted in wanted {
        if wanted.keys.len() <= FEW {
            few(wanted.keys, wanted.before, wanted.amounts, weight, found);
        } else {
            search::<[C::Key], COUNTED>(&wanted.keys, wanted.before, wanted.amounts, weight, found);
        }
    }
}

/// Some key, if all differ in the last bits alone.
fn alike<C: Keys + ?Sized>(keys: &C) -> Option<C::Key> {
    let mut first = None;
    let mut differing = C::Key::default();
    let bound = C::Key::default().with_last(CLOSE, usize::from(CLOSE));
    keys.blocks(|keys| {
        let Some(base) = first.or_else(|| keys.first().copied()) else { return true };
        first = Some(base);
        differing = keys.iter().fold(differing, |all, key| all.either(key.differing(base)));
        differing <= bound
    });
    first.filter(|_| differing <= bound)
}

fn least<C: Keys + ?Sized>(keys: &C) -> C::Key {
    let mut least = C::Key::ENDS.1;
    keys.blocks(|keys| {
        least = keys.iter().fold(least, |least, key| least.min(*key));
        true
    });
    least
}

/// How many keys each bucket has, and the sums of their weights.
fn filled<C: Keys + ?Sized, const COUNTED: bool>(keys: &C, least: C::Key, weight: &impl Fn(C::Key) -> u64) -> (Vec<u32>, Vec<<C::Key as Key>::Sum>) {
    let mut counts = Counts::new();
    let mut sums = vec![<C::Key as Key>::Sum::default(); if COUNTED { 0 } else { BUCKETS }];
    let mut buckets = [0_u16; BLOCK];
    keys.blocks(|keys| {
        for (bucket, key) in buckets.iter_mut().zip(keys) {
            *bucket = key.bucket(least);
        }
        let buckets = buckets.get(..keys.len()).unwrap_or(&[]);
        counts.add(buckets, |bucket| usize::from(*bucket));
        if !COUNTED {
            for (bucket, key) in buckets.iter().zip(keys) {
                if let Some(sum) = sums.get_mut(usize::from(*bucket)) {
                    *sum += weight(*key).into();
                }
            }
        }
        true
    });
    (counts.all(), sums)
}

/// Puts the keys of wanted buckets together.
fn collect<C: Keys + ?Sized>(keys: &C, least: C::Key, place_of: &[u16], wanted: &mut [Wanted<'_, C::Key>]) {
    let mut buckets = [0_u16; BLOCK];
    let mut inside = [(C::Key::default(), 0_u16); BLOCK];
    keys.blocks(|keys| {
        for (bucket, key) in buckets.iter_mut().zip(keys) {
            *bucket = key.bucket(least);
        }
        // Written in any case; what is not wanted is written over.
        let mut length = 0;
        for (bucket, key) in buckets.iter().zip(keys) {
            let place = place_of.get(usize::from(*bucket)).copied().unwrap_or(0);
            if let Some(next) = inside.get_mut(length) {
                *next = (*key, place);
            }
            length += usize::from(place > 0);
        }
        for (key, place) in inside.iter().take(length) {
            if let Some(wanted) = wanted.get_mut(usize::from(*place).wrapping_sub(1)) {
                wanted.keys.push(*key);
            }
        }
        true
    });
}

/// How often places occur, counted in four lines that are added up at last: equal places behind one another do not wait for each other.
struct Counts {
    lines: [Vec<u32>; 4],
}

impl Counts {
    fn new() -> Self {
        Counts { lines: std::array::from_fn(|_| vec![0; BUCKETS]) }
    }

    fn add<T>(&mut self, of: &[T], place: impl Fn(&T) -> usize) {
        let [a, b, c, d] = &mut self.lines;
        let (fours, rest) = of.as_chunks::<4>();
        for [w, x, y, z] in fours {
            one_more(a, place(w));
            one_more(b, place(x));
            one_more(c, place(y));
            one_more(d, place(z));
        }
        for last in rest {
            one_more(a, place(last));
        }
    }

    fn all(self) -> Vec<u32> {
        let [mut all, b, c, d] = self.lines;
        for line in [b, c, d] {
            for (all, own) in all.iter_mut().zip(line) {
                *all += own;
            }
        }
        all
    }
}

fn one_more(counts: &mut [u32], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

/// By sorting.
fn few<K: Key>(mut keys: Vec<K>, before: Before, amounts: &[u128], weight: &impl Fn(K) -> u64, found: &mut Vec<Place<K>>) {
    keys.sort_unstable_by(|a, b| b.cmp(a));
    let equal = keys.chunk_by(|a, b| a == b).filter_map(|equal| Some((*equal.first()?, equal.len() as u64)));
    walk(equal, before, amounts, weight, found);
}

/// By counting each number.
fn close<C: Keys + ?Sized>(keys: &C, base: C::Key, before: Before, amounts: &[u128], weight: &impl Fn(C::Key) -> u64, found: &mut Vec<Place<C::Key>>) {
    let mut counts = Counts::new();
    keys.blocks(|keys| {
        counts.add(keys, |key| key.last(CLOSE));
        true
    });
    let equal = counts.all().into_iter().enumerate().rev().filter(|(_, count)| *count > 0).map(|(at, count)| (base.with_last(CLOSE, at), u64::from(count)));
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
            proptest::prop_assert_eq!(super::ranks(keys.as_slice(), &ranks), ranks.iter().filter_map(|r| sorted(&keys, *r, one)).collect::<Vec<_>>());
            proptest::prop_assert_eq!(super::amounts(keys.as_slice(), &amounts, &|k| k), amounts.iter().filter_map(|a| sorted(&keys, *a, |k| k)).collect::<Vec<_>>());
            let found: Vec<u64> = super::ranks(narrow.as_slice(), &ranks).iter().map(|place| u64::from(place.key)).collect();
            let wide: Vec<u64> = super::ranks(narrow.iter().map(|k| u64::from(*k)).collect::<Vec<_>>().as_slice(), &ranks).iter().map(|place| place.key).collect();
            proptest::prop_assert_eq!(found, wide);
        }
    }
}
