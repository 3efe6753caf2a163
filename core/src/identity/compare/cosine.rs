//! Likeness of texts by their words, of which rare ones count more.

use crate::table::Interner;

/// The words of distinct texts with their weights, by text.
///
/// A word weighs `ln(1 + n / df)`, where `df` of the `n` texts hold it, as often as it stands in a text. Weights are rounded
/// once: everything after that is integers, so that no order of sums and no machine changes an answer.
#[derive(Debug, Default)]
pub(super) struct WeightedWords {
    ends: Vec<usize>,
    /// In the order of the words' ids.
    items: Vec<(u32, u32)>,
    /// Sums of squares.
    squares: Vec<u64>,
}

/// A weight of 1.
const ONE: f64 = 1024.0;
/// A word counts for at most so many of itself: more would only make sums overflow.
const MOST_REPEATS: u32 = 16;
/// Words of a text, at most; the rest says nothing new.
const MOST_WORDS: usize = 4096;

impl WeightedWords {
    /// Of distinct texts by id, where id 0 is no text.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let (mut out, mut known) = (WeightedWords::default(), Interner::new());
        let mut holders: Vec<u32> = Vec::new();
        for text in texts {
            let start = out.items.len();
            out.items.extend(text.split(' ').filter(|w| !w.is_empty()).take(MOST_WORDS).map(|w| (known.intern(w), 1)));
            let row = out.items.split_off(start);
            out.items.extend(counted(row));
            for (word, _) in out.items.iter().skip(start) {
                holders.resize(holders.len().max(*word as usize + 1), 0);
                if let Some(count) = holders.get_mut(*word as usize) {
                    *count += 1;
                }
            }
            out.ends.push(out.items.len());
        }
        let texts = out.ends.len().saturating_sub(1).max(1) as f64;
        let weigh = |df: &u32| libm::round(libm::log(1.0 + texts / f64::from((*df).max(1))) * ONE) as u32;
        let weights: Vec<u32> = holders.iter().map(weigh).collect();
        for (word, count) in &mut out.items {
            *count = (*count).min(MOST_REPEATS) * weights.get(*word as usize).copied().unwrap_or(0);
        }
        out.squares = (0..out.ends.len()).map(|id| out.get(id).iter().map(|(_, w)| u64::from(*w) * u64::from(*w)).sum()).collect();
        out
    }

    fn get(&self, id: usize) -> &[(u32, u32)] {
        let start = id.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(id).copied().unwrap_or(0);
        self.items.get(start..end).unwrap_or(&[])
    }

    /// The words of a text, by id.
    pub(super) fn words(&self, id: u32) -> impl Iterator<Item = u32> {
        self.get(id as usize).iter().map(|(word, _)| *word)
    }

    /// Whether the cosine of two texts is at least so many thousandths; never where they have no word in common.
    pub(super) fn at_least(&self, a: u32, b: u32, min: u32) -> bool {
        let (a, b) = (a as usize, b as usize);
        let of = |id: usize| u128::from(self.squares.get(id).copied().unwrap_or(0));
        let dot = u128::from(product(self.get(a), self.get(b)));
        let min = u128::from(min);
        // cos ≥ min: squared, without roots and without division.
        dot > 0 && dot * dot * 1_000_000 >= min * min * of(a) * of(b)
    }
}

/// Equal words once, with how often they stand there.
fn counted(mut row: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    row.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(row.len());
    for (word, count) in row {
        match out.last_mut() {
            Some((last, sum)) if *last == word => *sum += count,
            _ => out.push((word, count)),
        }
    }
    out
}

fn product(a: &[(u32, u32)], b: &[(u32, u32)]) -> u64 {
    let (mut left, mut right, mut sum) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some((x, v)), Some((y, w))) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                sum += u64::from(*v) * u64::from(*w);
                left.next();
                right.next();
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_count_more() {
        let texts = ["", "park hotel", "grand hotel", "savoy hotel", "savoy inn", "hotel savoy", "hotel hotel", "x"];
        let words = WeightedWords::of(texts.into_iter());
        let at_least = |a: u32, b: u32, min: u32| {
            assert_eq!(words.at_least(a, b, min), words.at_least(b, a, min));
            words.at_least(a, b, min)
        };
        // The same words in another order are the same, with a rounding of nothing.
        assert!(at_least(3, 5, 1000) && at_least(1, 1, 1000));
        // A name in common says more than what many are.
        assert!(at_least(3, 4, 400) && !at_least(1, 2, 400));
        assert!(at_least(1, 2, 100));
        // Nothing in common is never alike, whatever is asked for.
        assert!(!at_least(1, 7, 0) && !at_least(0, 1, 0) && !at_least(0, 0, 0) && !at_least(99, 1, 0));
    }

    #[test]
    fn the_order_of_texts_does_not_matter() {
        let one = WeightedWords::of(["", "a b c", "b c d", "d e"].into_iter());
        let other = WeightedWords::of(["", "d e", "b c d", "a b c"].into_iter());
        for min in 0..=1000 {
            assert_eq!(one.at_least(1, 2, min), other.at_least(3, 2, min), "{min}");
        }
    }
}
