//! The optimal string alignment distance: Levenshtein with swapped neighbours as one edit, and no part edited twice.

use super::edit;
use super::signature::beyond;

/// The distance of two texts. Time grows with length times distance; where a bound will do, [`within`] is cheaper.
#[must_use]
pub fn distance(a: &[char], b: &[char]) -> u32 {
    edit::distance::<true>(a, b)
}

/// The distance of two texts if it is at most `max`.
#[must_use]
pub fn within(a: &[char], b: &[char], max: u32) -> Option<u32> {
    edit::within::<true>(a, b, max)
}

/// [`within`] for texts whose [`signature`](super::signature())s are at hand.
#[must_use]
pub fn within_signed(a: (&[char], u64), b: (&[char], u64), max: u32) -> Option<u32> {
    if beyond(a.1, b.1, max) { None } else { within(a.0, b.0, max) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similarity::signature;
    use crate::text::similarity::textbook::{edits, pair};
    use proptest::prelude::*;

    #[test]
    fn textbook_values() {
        let of = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(of("ca", "abc"), 3);
        assert_eq!(of("13812345678", "13812354678"), 1);
        assert_eq!(of("abcd", "badc"), 2);
        assert_eq!(of("张伟国", "张国伟"), 1);
        assert_eq!(of("same", "same"), 0);
    }

    proptest! {
        #[test]
        fn signatures_change_nothing((a, b) in pair(100), max in 0u32..20) {
            let book = edits(&a, &b, true);
            let (x, y) = ((a.as_slice(), signature(&a)), (b.as_slice(), signature(&b)));
            for max in [max, book] {
                prop_assert_eq!(within_signed(x, y, max), Some(book).filter(|d| *d <= max));
                prop_assert_eq!(within_signed(y, x, max), within(&a, &b, max));
            }
        }
    }
}
