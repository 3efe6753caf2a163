//! Numbers as keys: unsigned, in the order of the ranking, handed out block by block so that no copy of a column is made.

/// Keys in a block: they stay in the first cache.
pub(super) const BLOCK: usize = 512;
/// Leading bits that tell buckets apart, behind the exponent.
const BITS: u32 = 6;
/// Buckets of any key.
pub(super) const BUCKETS: usize = 65 << BITS;

/// A number whose order is that of the ranking: more is better.
pub(super) trait Key: Copy + Ord + Default {
    /// What holds the sum of the weights of all keys.
    type Sum: Copy + Default + std::ops::AddAssign + From<u64> + Into<u128>;
    /// The least and the greatest key.
    const ENDS: (Self, Self);
    /// The bits in which two keys differ.
    fn differing(self, other: Self) -> Self;
    /// All bits of either.
    fn either(self, other: Self) -> Self;
    /// The last bits, as a place.
    fn last(self, bits: u16) -> usize;
    /// The key with other last bits.
    fn with_last(self, bits: u16, place: usize) -> Self;
    /// The bucket of a number: exponent and leading bits of one more than its distance from the least as a floating-point number. They
    /// keep the order, and nothing falls together with the least number but itself, so that every turn takes something away.
    fn bucket(self, least: Self) -> u16;
}

impl Key for u32 {
    /// Weights below 2³², of fewer than 2³² keys.
    type Sum = u64;
    const ENDS: (Self, Self) = (u32::MIN, u32::MAX);

    fn differing(self, other: Self) -> Self {
        self ^ other
    }

    fn either(self, other: Self) -> Self {
        self | other
    }

    fn last(self, bits: u16) -> usize {
        (self & u32::from(bits)) as usize
    }

    fn with_last(self, bits: u16, place: usize) -> Self {
        (self & !u32::from(bits)) | (place as u32 & u32::from(bits))
    }

    fn bucket(self, least: Self) -> u16 {
        let leading = (self.wrapping_sub(least) as f32 + 1.0).to_bits() >> (23 - BITS);
        leading.wrapping_sub(127 << BITS) as u16
    }
}

impl Key for u64 {
    type Sum = u128;
    const ENDS: (Self, Self) = (u64::MIN, u64::MAX);

    fn differing(self, other: Self) -> Self {
        self ^ other
    }

    fn either(self, other: Self) -> Self {
        self | other
    }

    fn last(self, bits: u16) -> usize {
        (self & u64::from(bits)) as usize
    }

    fn with_last(self, bits: u16, place: usize) -> Self {
        (self & !u64::from(bits)) | (place as u64 & u64::from(bits))
    }

    fn bucket(self, least: Self) -> u16 {
        let leading = (self.wrapping_sub(least) as f64 + 1.0).to_bits() >> (52 - BITS);
        leading.wrapping_sub(1023 << BITS) as u16
    }
}

/// Keys that are to be ranked.
pub(super) trait Keys {
    /// What they are.
    type Key: Key;
    /// Hands out all keys until `each` says that it has seen enough.
    fn blocks(&self, each: impl FnMut(&[Self::Key]) -> bool);
}

impl<K: Key> Keys for [K] {
    type Key = K;

    fn blocks(&self, mut each: impl FnMut(&[K]) -> bool) {
        for keys in self.chunks(BLOCK) {
            if !each(keys) {
                break;
            }
        }
    }
}

/// A number as it is stored, and its key: the sign bit turned over, and all bits where the least number is the best.
pub(super) trait Cell: Copy {
    type Key: Key;
    fn key(self, lowest_first: bool) -> Self::Key;
    fn number(key: Self::Key, lowest_first: bool) -> i64;
}

impl Cell for i32 {
    type Key = u32;

    fn key(self, lowest_first: bool) -> u32 {
        self.cast_unsigned() ^ if lowest_first { !(1 << 31) } else { 1 << 31 }
    }

    fn number(key: u32, lowest_first: bool) -> i64 {
        i64::from((key ^ if lowest_first { !(1 << 31) } else { 1 << 31 }).cast_signed())
    }
}

impl Cell for i64 {
    type Key = u64;

    fn key(self, lowest_first: bool) -> u64 {
        self.cast_unsigned() ^ if lowest_first { !(1 << 63) } else { 1 << 63 }
    }

    fn number(key: u64, lowest_first: bool) -> i64 {
        (key ^ if lowest_first { !(1 << 63) } else { 1 << 63 }).cast_signed()
    }
}

/// The known numbers of a column.
#[derive(Clone, Copy)]
pub(super) struct Column<'a, T> {
    pub(super) cells: &'a [T],
    pub(super) known: Option<&'a [bool]>,
    pub(super) lowest_first: bool,
}

impl<T> Column<'_, T> {
    /// How many numbers are known.
    pub(super) fn len(&self) -> u64 {
        match self.known {
            None => self.cells.len() as u64,
            Some(known) => known.iter().zip(self.cells).filter(|(known, _)| **known).count() as u64,
        }
    }
}

impl<T: Cell> Keys for Column<'_, T> {
    type Key = T::Key;

    fn blocks(&self, mut each: impl FnMut(&[T::Key]) -> bool) {
        let mut block = [T::Key::default(); BLOCK];
        for (at, cells) in self.cells.chunks(BLOCK).enumerate() {
            let mut length = cells.len().min(BLOCK);
            match self.known {
                None => {
                    for (key, cell) in block.iter_mut().zip(cells) {
                        *key = cell.key(self.lowest_first);
                    }
                }
                Some(known) => {
                    length = 0;
                    for (cell, known) in cells.iter().zip(known.iter().skip(at * BLOCK)) {
                        // Written in any case; what is not known is written over.
                        if let Some(key) = block.get_mut(length) {
                            *key = cell.key(self.lowest_first);
                        }
                        length += usize::from(*known);
                    }
                }
            }
            if !each(block.get(..length).unwrap_or(&[])) {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_keep_the_order() {
        let mut before = 0;
        for offset in (0..100_000).chain((17..64).flat_map(|e| [(1_u64 << e) - 1, 1 << e, (1 << e) + (1 << (e - 3))])).chain([u64::MAX]) {
            let at = offset.bucket(0);
            assert!(at >= before && usize::from(at) < BUCKETS, "{offset}");
            before = at;
            if let Ok(narrow) = u32::try_from(offset) {
                assert!(usize::from(narrow.bucket(0)) < BUCKETS && (narrow.bucket(0) > 0) == (offset > 0), "{offset}");
            }
        }
    }

    #[test]
    fn keys_are_ordered_as_the_ranking_and_lead_back() {
        for lowest_first in [false, true] {
            for pair in [i64::MIN, -7, -1, 0, 1, 8, 1 << 40, i64::MAX].windows(2) {
                assert_eq!(pair[0].key(lowest_first) < pair[1].key(lowest_first), !lowest_first);
                assert_eq!(<i64 as Cell>::number(pair[0].key(lowest_first), lowest_first), pair[0]);
                let (a, b) = (pair[0].clamp(-9, 9) as i32, pair[1].clamp(-9, 9) as i32);
                assert!(a == b || (a.key(lowest_first) < b.key(lowest_first)) != lowest_first);
                assert_eq!(<i32 as Cell>::number(a.key(lowest_first), lowest_first), i64::from(a));
            }
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let cells: Vec<i32> = (0..2000).collect();
        let known: Vec<bool> = (0..2000).map(|n| n % 3 == 0).collect();
        for known in [None, Some(known.as_slice())] {
            let column = Column { cells: &cells, known, lowest_first: true };
            let mut all = Vec::new();
            column.blocks(|keys| {
                all.extend(keys.iter().map(|key| <i32 as Cell>::number(*key, true)));
                true
            });
            let expected: Vec<i64> = (0..2000).filter(|n| known.is_none() || n % 3 == 0).collect();
            assert_eq!((column.len(), all), (expected.len() as u64, expected));
        }
    }
}
