//! The characters that two texts have in common after Jaro (1989), by bitmaps: for each character of the long text, the lowest
//! place of it in the short one that is within reach and not taken (the bit-parallel form of rapidfuzz).
//!
//! A common beginning is its own partner and is left out, within a reach that the whole lengths give. Which places are taken does not depend on the side one starts from: for each character, both orders pair its occurrences
//! like the merge of two sorted lists. So the shorter text may always be the bitmap.

use super::pattern::{self, Kernel, Table, WORD};
use std::ops::{BitAnd, BitOr, Not, Shl, Shr};

/// Characters beyond this many are not looked at.
pub(super) const LIMIT: usize = 128;

/// What Jaro counts.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Common {
    /// Characters in common.
    pub(super) matches: u32,
    /// Of these, in order, those that differ from the other text's.
    pub(super) out_of_place: u32,
}

impl Common {
    /// The similarity, from 0 to 1, of texts of these lengths, neither empty.
    pub(super) fn similarity(self, a: usize, b: usize) -> f64 {
        if self.matches == 0 {
            return 0.0;
        }
        let m = f64::from(self.matches);
        (m / a as f64 + m / b as f64 + (m - f64::from(self.out_of_place / 2)) / m) / 3.0
    }
}

/// Counts what two texts of at most [`LIMIT`] characters have in common, the first `same` of which are; `None` where it is
/// fewer than `enough` accepts.
#[inline]
pub(super) fn common(a: &[char], b: &[char], same: usize, enough: impl Fn(u32) -> bool + Copy) -> Option<Common> {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (a, b) = (a.get(same..).unwrap_or(&[]), b.get(same..).unwrap_or(&[]));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let count = Count { reach, same: same as u32, enough };
    if short.len() <= WORD { pattern::run(short, long, count) } else { long_common(short, long, count) }
}

/// Of texts that fill more than one word.
#[inline(never)]
fn long_common(short: &[char], long: &[char], count: Count<impl Fn(u32) -> bool + Copy>) -> Option<Common> {
    let (first, second) = short.split_at_checked(WORD).unwrap_or((short, &[]));
    let (low, high) = (Table::new(first), Table::new(second));
    count.over::<u128, LIMIT>(long.iter().map(|c| u128::from(low.places(*c)) | u128::from(high.places(*c)) << WORD))
}

#[derive(Clone, Copy)]
struct Count<F> {
    reach: usize,
    same: u32,
    enough: F,
}

impl<F: Fn(u32) -> bool> Kernel for Count<F> {
    type Output = Option<Common>;

    #[inline]
    fn run<const N: usize>(self, rows: impl Iterator<Item = u64>) -> Option<Common> {
        self.over::<u64, N>(rows)
    }
}

impl<F: Fn(u32) -> bool> Count<F> {
    #[inline]
    fn over<W: Bitmap, const N: usize>(self, rows: impl Iterator<Item = W>) -> Option<Common> {
        let mut found = [W::ZERO; N];
        let (mut taken, mut matches, mut crossed) = (W::ZERO, 0u32, false);
        // The places within reach: those below the character's own, which fill up first, are followed by a gap that grows.
        let mut below = W::ones(self.reach);
        let mut window = W::ones(self.reach + 1);
        for row in rows {
            let place = (row & window & !taken).lowest();
            crossed |= place.below(taken);
            taken = taken | place;
            if let Some(slot) = found.get_mut(matches as usize) {
                *slot = row;
            }
            matches += u32::from(place != W::ZERO);
            window = window << 1 | below & W::ONE;
            below = below >> 1;
        }
        if !(self.enough)(matches + self.same) {
            return None;
        }
        let mut out_of_place = 0;
        if crossed {
            // In the order of the long text, does its character stand at the short one's next taken place?
            for row in found.iter().take(matches as usize) {
                let place = taken.lowest();
                out_of_place += u32::from(*row & place == W::ZERO);
                taken = taken & !place;
            }
        }
        Some(Common { matches: matches + self.same, out_of_place })
    }
}

/// A word of bits.
trait Bitmap: Copy + PartialEq + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self> + Shl<u32, Output = Self> + Shr<u32, Output = Self> {
    const ZERO: Self;
    const ONE: Self;
    /// So many low bits.
    fn ones(count: usize) -> Self;
    /// The lowest bit alone.
    fn lowest(self) -> Self;
    /// Whether a bit is below some of others.
    fn below(self, others: Self) -> bool;
}

macro_rules! bitmap {
    ($word:ty) => {
        impl Bitmap for $word {
            const ZERO: Self = 0;
            const ONE: Self = 1;

            #[inline]
            fn ones(count: usize) -> Self {
                u32::try_from(count).ok().and_then(|n| Self::ONE.checked_shl(n)).unwrap_or(0).wrapping_sub(1)
            }

            #[inline]
            fn lowest(self) -> Self {
                self & self.wrapping_neg()
            }

            #[inline]
            fn below(self, others: Self) -> bool {
                self.wrapping_neg() & others != 0
            }
        }
    };
}

bitmap!(u64);
bitmap!(u128);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similarity::signature::{most_matches, signature};
    use crate::text::similarity::textbook::pair;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_common_beginning_may_be_left_out((a, b) in pair(LIMIT)) {
            let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
            let whole = common(&a, &b, 0, |_| true);
            for left_out in 0..=same {
                prop_assert_eq!(common(&a, &b, left_out, |_| true), whole);
            }
        }

        #[test]
        fn signatures_never_promise_too_little((a, b) in pair(LIMIT)) {
            let matches = common(&a, &b, 0, |_| true).unwrap_or_default().matches as usize;
            prop_assert!(matches <= most_matches((a.len(), signature(&a)), (b.len(), signature(&b))));
        }

        #[test]
        fn too_few_matches_are_told_apart((a, b) in pair(LIMIT), least in 0u32..40) {
            let whole = common(&a, &b, 0, |_| true);
            prop_assert_eq!(common(&a, &b, 0, |m| m >= least), whole.filter(|c| c.matches >= least));
        }
    }
}
