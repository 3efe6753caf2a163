//! Jaro–Winkler similarity (Winkler 1990), in thousandths, counted in characters.
//!
//! Up to four common leading characters add a tenth of the missing part each, at any similarity. Beyond the first 128
//! characters a text is not looked at: that is more than names need.

use super::jaro::{self, Common};
use super::signature::most_matches;

/// The similarity of two texts: 0 (nothing in common) to 1000 (equal).
#[must_use]
pub fn similarity(a: &[char], b: &[char]) -> u32 {
    let (a, b) = (head(a), head(b));
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1000 } else { 0 };
    }
    let same = prefix(a, b);
    let common = jaro::common(a, b, same, |_| true).unwrap_or_default();
    score(a, b, same, common)
}

/// Whether the similarity of two texts is at least so many thousandths: as [`similarity`] says, found sooner.
///
/// The lengths and the common beginning say how many characters must be in common; where fewer are, nothing else is counted.
#[must_use]
pub fn at_least(a: &[char], b: &[char], min_thousandths: u32) -> bool {
    let (a, b) = (head(a), head(b));
    decide(a, b, min_thousandths, usize::MAX)
}

/// [`at_least`] for texts whose [`signature`](super::signature())s are at hand.
#[must_use]
pub fn at_least_signed(a: (&[char], u64), b: (&[char], u64), min_thousandths: u32) -> bool {
    let (x, y) = (head(a.0), head(b.0));
    // The signature of what is cut off says nothing of what is left.
    let whole = x.len() == a.0.len() && y.len() == b.0.len();
    decide(x, y, min_thousandths, if whole { most_matches((x.len(), a.1), (y.len(), b.1)) } else { usize::MAX })
}

/// Whether texts of these lengths and [`signature`](super::signature())s, neither empty, can be so similar at all.
#[must_use]
#[inline]
pub fn may_reach(a: (usize, u64), b: (usize, u64), min_thousandths: u32) -> bool {
    if a.0.max(b.0) > jaro::LIMIT {
        return true;
    }
    let at_most = most_matches(a, b);
    // A common beginning is part of what they have in common.
    Enough::new(a.0, b.0, at_most, min_thousandths).accepts(at_most)
}

/// For texts that have at most so many characters in common.
#[inline]
fn decide(a: &[char], b: &[char], min: u32, at_most: usize) -> bool {
    if a.is_empty() || b.is_empty() {
        return a.len() == b.len() && min <= 1000 || min == 0;
    }
    let same = prefix(a, b);
    let enough = Enough::new(a.len(), b.len(), same, min);
    if !enough.accepts(a.len().min(b.len()).min(at_most)) {
        return false;
    }
    jaro::common(a, b, same, |matches| enough.accepts(matches as usize)).is_some_and(|common| score(a, b, same, common) >= min)
}

/// How many characters in common a threshold asks for.
#[derive(Clone, Copy)]
struct Enough {
    lengths: f64,
    least: f64,
}

impl Enough {
    /// With nothing out of place, Jaro is (m/a + m/b + 1)/3, and the bonus leaves 1 - prefix/10 of what is missing.
    #[inline]
    fn new(a: usize, b: usize, same: usize, min: u32) -> Self {
        const GROWN: [f64; 5] = [1.0, 1.0 / 0.9, 1.0 / 0.8, 1.0 / 0.7, 1.0 / 0.6];
        // A little less than what rounds to the threshold, by far more than the error of the sums.
        let missing = 1.0 - (f64::from(min) - 0.5) / 1000.0 + 1e-9;
        let jaro = 1.0 - missing * GROWN.get(same.min(4)).copied().unwrap_or(2.0);
        let (a, b) = (a as f64, b as f64);
        Enough { lengths: a + b, least: (3.0 * jaro - 1.0) * a * b }
    }

    #[inline]
    fn accepts(self, matches: usize) -> bool {
        matches as f64 * self.lengths >= self.least
    }
}

/// Rounded once, so that a threshold is an integer comparison.
#[inline]
fn score(a: &[char], b: &[char], same: usize, common: Common) -> u32 {
    let jaro = common.similarity(a.len(), b.len());
    let boosted = jaro + same.min(4) as f64 * 0.1 * (1.0 - jaro);
    (boosted * 1000.0 + 0.5) as u32
}

/// Common leading characters.
#[inline]
fn prefix(a: &[char], b: &[char]) -> usize {
    a.iter().zip(b).take_while(|(x, y)| x == y).count()
}

#[inline]
fn head(text: &[char]) -> &[char] {
    text.get(..jaro::LIMIT).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similarity::signature;
    use crate::text::similarity::textbook::{self, pair};
    use proptest::prelude::*;

    fn jw(a: &str, b: &str) -> u32 {
        similarity(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn textbook_values() {
        assert_eq!(jw("MARTHA", "MARHTA"), 961);
        assert_eq!(jw("DWAYNE", "DUANE"), 840);
        assert_eq!(jw("DIXON", "DICKSONX"), 813);
        assert_eq!((jw("", ""), jw("a", ""), jw("张三", "张三")), (1000, 0, 1000));
    }

    #[test]
    fn what_stands_beyond_the_limit_is_not_looked_at() {
        let a: Vec<char> = "王".repeat(200_000).chars().collect();
        let mut b = a.clone();
        b.truncate(150_000);
        b.extend("abcdefgh".chars());
        assert_eq!(similarity(&a, &b), 1000);
        assert!(at_least_signed((&a, signature(&a)), (&b, signature(&b)), 1000));
    }

    proptest! {
        #[test]
        fn similarities_are_those_of_the_book((a, b) in pair(200)) {
            let book = textbook::jaro_winkler(&a, &b);
            prop_assert_eq!(similarity(&a, &b), book);
            prop_assert_eq!(similarity(&b, &a), book);
            for (a, b) in [(&a, &b), (&b, &a)] {
                for min in [0, 1, 500, 700, 800, 850, 900, 950, 1000, 1001, u32::MAX, book.saturating_sub(1), book, book + 1] {
                    prop_assert_eq!(at_least(a, b, min), book >= min, "{}", min);
                    prop_assert_eq!(at_least_signed((a, signature(a)), (b, signature(b)), min), book >= min, "{}", min);
                    let open = a.is_empty() || b.is_empty() || may_reach((a.len(), signature(a)), (b.len(), signature(b)), min);
                    prop_assert!(open || book < min, "{}", min);
                }
            }
        }
    }
}
