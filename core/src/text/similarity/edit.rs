//! Edit distances a column at a time: the bit-parallel recurrences of Hyyrö (2003, «A bit-vector algorithm for computing
//! Levenshtein and Damerau edit distances»), with and without swaps of neighbours.
//!
//! One text lies along the bits. A column is kept as the differences between vertical neighbours; the differences between
//! horizontal ones, shifted out at the last bit, add up to the distance. Beyond 64 characters the column is cut into blocks,
//! each run over its part of the diagonal band that the bound leaves, so that time grows with length times bound.

use super::pattern::{self, Kernel, Table, WORD};
use super::signature::{beyond, signature};

/// The distance if at most `max`. Swaps of neighbours count as one edit where asked for (no part is edited twice).
#[inline]
pub(super) fn within<const SWAPS: bool>(a: &[char], b: &[char], max: u32) -> Option<u32> {
    if a.len().abs_diff(b.len()) > max as usize {
        return None;
    }
    let (a, b) = differing(a, b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match (short, long, max) {
        // Between texts that differ at both ends, one edit leaves nothing more than these.
        ([], rest, _) => bounded(rest.len(), max),
        (_, _, 0) => None,
        ([_], [_], _) => Some(1),
        ([x, y], [z, w], _) if SWAPS && x == w && y == z => Some(1),
        (_, _, 1) => None,
        _ if long.len() > EASY && beyond(signature(short), signature(long), max) => None,
        _ => match one_word::<SWAPS>(short, long) {
            Some(distance) => Some(distance).filter(|d| *d <= max),
            None => blocks::<SWAPS>(short, long, max),
        },
    }
}

/// Up to so many characters the distance is found as soon as a signature.
const EASY: usize = 8;

/// The distance. Bounds are tried from small to large, so that time grows with length times distance.
pub(super) fn distance<const SWAPS: bool>(a: &[char], b: &[char]) -> u32 {
    let (a, b) = differing(a, b);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return u32::try_from(long.len()).unwrap_or(u32::MAX);
    }
    if let Some(distance) = one_word::<SWAPS>(short, long) {
        return distance;
    }
    let mut max = u32::try_from(long.len() - short.len()).unwrap_or(u32::MAX).max(32);
    loop {
        match within::<SWAPS>(a, b, max) {
            Some(distance) => return distance,
            None if max == u32::MAX => return max,
            None => max = max.saturating_mul(2),
        }
    }
}

/// The distance of two texts, neither empty, one of which fits a word. The long one lies along the bits if it can: fewer steps.
#[inline]
fn one_word<const SWAPS: bool>(short: &[char], long: &[char]) -> Option<u32> {
    let (text, other) = if long.len() <= WORD { (long, short) } else { (short, long) };
    (text.len() <= WORD).then(|| pattern::run(text, other, Column::<SWAPS> { height: text.len() }))
}

/// What is left without the common ends, which no edit needs to touch.
#[inline]
fn differing<'a>(a: &'a [char], b: &'a [char]) -> (&'a [char], &'a [char]) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or(&[]), b.get(start..).unwrap_or(&[]));
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    (a.get(..a.len() - end).unwrap_or(&[]), b.get(..b.len() - end).unwrap_or(&[]))
}

fn bounded(distance: usize, max: u32) -> Option<u32> {
    u32::try_from(distance).ok().filter(|d| *d <= max)
}

/// The kernel for a text of one word, of at least one character.
#[derive(Clone, Copy)]
struct Column<const SWAPS: bool> {
    height: usize,
}

impl<const SWAPS: bool> Kernel for Column<SWAPS> {
    type Output = u32;

    #[inline]
    fn run<const N: usize>(self, rows: impl Iterator<Item = u64>) -> u32 {
        let last = self.height.saturating_sub(1) as u32 & 63;
        let mut state = State::<SWAPS>::default();
        let mut score = self.height as u32;
        for row in rows {
            let (up, down) = state.step(row, Carry::TOP);
            score = score.wrapping_add((up >> last & 1) as u32).wrapping_sub((down >> last & 1) as u32);
        }
        score
    }
}

/// A block of a column: which vertical differences are +1 and -1, and what a swap must remember.
struct State<const SWAPS: bool> {
    plus: u64,
    minus: u64,
    /// Where the last column had no diagonal step for free, and its row.
    dear: u64,
    row: u64,
}

impl<const SWAPS: bool> Default for State<SWAPS> {
    /// The first column: each place costs one more than the place above.
    fn default() -> Self {
        State { plus: !0, minus: 0, dear: 0, row: 0 }
    }
}

/// What the block above hands down in a column, a bit each: its last horizontal difference (+1, -1), and whether its last
/// character is the column's and was not free a column ago, which a swap across the edge asks for.
#[derive(Clone, Copy, Default)]
struct Carry {
    up: bool,
    down: bool,
    swap: bool,
}

impl Carry {
    /// Above the first place, each column costs one more than the column before.
    const TOP: Carry = Carry { up: true, down: false, swap: false };
}

impl<const SWAPS: bool> State<SWAPS> {
    /// Goes on by a column; the horizontal differences that are +1 and -1.
    #[inline]
    fn step(&mut self, row: u64, carry: Carry) -> (u64, u64) {
        let reached = row | u64::from(carry.down);
        let mut diagonal = ((reached & self.plus).wrapping_add(self.plus) ^ self.plus) | reached | self.minus;
        if SWAPS {
            diagonal |= ((self.dear & row) << 1 | u64::from(carry.swap)) & self.row;
            self.dear = !diagonal;
            self.row = row;
        }
        let up = self.minus | !(diagonal | self.plus);
        let down = diagonal & self.plus;
        let (from_left_up, from_left_down) = (up << 1 | u64::from(carry.up), down << 1 | u64::from(carry.down));
        self.plus = from_left_down | !(diagonal | from_left_up);
        self.minus = diagonal & from_left_up;
        (up, down)
    }
}

/// The distance of long texts if at most `max`: blocks of 64 characters of `short`, from top to bottom, each over the columns
/// of `long` within `max` of its diagonal. What lies outside the band is taken for as dear as it can be.
#[inline(never)]
fn blocks<const SWAPS: bool>(short: &[char], long: &[char], max: u32) -> Option<u32> {
    // A column more on either side, which swaps look at.
    let reach = (max as usize).saturating_add(2);
    // What the block above handed down in columns from `from` on.
    let mut above = vec![Carry::TOP; long.len()];
    // The distance above the block's first place, left of its first column.
    let (mut corner, mut from) = (0usize, 0usize);
    let mut bottom = 0;
    for (index, block) in short.chunks(WORD).enumerate() {
        let top = index * WORD;
        let start = top.saturating_sub(reach);
        for carry in above.get(from..start).unwrap_or(&[]) {
            corner = corner + usize::from(carry.up) - usize::from(carry.down);
        }
        from = start;
        let end = (top + block.len()).saturating_add(reach).min(long.len());
        let table = Table::new(block);
        let last = (block.len() - 1) as u32 & 63;
        let mut state = State::<SWAPS>::default();
        let mut score = corner + block.len();
        let mut least = score;
        for (c, carry) in long.get(start..end).unwrap_or(&[]).iter().zip(above.get_mut(start..end).unwrap_or(&mut [])) {
            let row = table.places(*c);
            let swap = SWAPS && (state.dear & row) >> last & 1 == 1;
            let (up, down) = state.step(row, *carry);
            *carry = Carry { up: up >> last & 1 == 1, down: down >> last & 1 == 1, swap };
            score = score + usize::from(carry.up) - usize::from(carry.down);
            least = least.min(score);
        }
        if least > max as usize {
            return None;
        }
        // Columns from `end` on are as they were at first, each one more than the one before, and bands only move right.
        corner += block.len();
        bottom = score;
    }
    bounded(bottom, max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similarity::signature::least_edits;
    use crate::text::similarity::textbook::{edits, pair};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distances_are_those_of_the_book((a, b) in pair(200)) {
            let (plain, swaps) = (edits(&a, &b, false), edits(&a, &b, true));
            prop_assert_eq!(distance::<false>(&a, &b), plain);
            prop_assert_eq!(distance::<false>(&b, &a), plain);
            prop_assert_eq!(distance::<true>(&a, &b), swaps);
            prop_assert_eq!(distance::<true>(&b, &a), swaps);
        }

        #[test]
        fn a_bound_hides_what_is_above_it((a, b) in pair(200), max in prop_oneof![0u32..6, 0u32..210, Just(u32::MAX)]) {
            let (plain, swaps) = (edits(&a, &b, false), edits(&a, &b, true));
            for max in [max, plain, plain.saturating_sub(1), swaps, swaps.saturating_sub(1)] {
                prop_assert_eq!(within::<false>(&a, &b, max), Some(plain).filter(|d| *d <= max));
                prop_assert_eq!(within::<true>(&a, &b, max), Some(swaps).filter(|d| *d <= max));
            }
        }

        #[test]
        fn signatures_never_promise_too_much((a, b) in pair(200)) {
            prop_assert!(least_edits(signature(&a), signature(&b)) <= edits(&a, &b, true));
        }
    }

    #[test]
    fn bounds_by_signature_are_one_rule() {
        for (a, b) in [(0, 0), (1, 2), (3, 4), (7, 0), (0, 7), (15, 16), (u64::MAX, 0), (u64::MAX, 255)] {
            for max in 0..6 {
                assert_eq!(beyond(a, b, max), least_edits(a, b) > max, "{a} {b} {max}");
            }
        }
    }

    #[test]
    fn blocks_hand_swaps_down() {
        // A swap across the edge of two blocks, and around it.
        for at in 55..75 {
            let a: Vec<char> = ('一'..).take(150).collect();
            let mut b = a.clone();
            b.swap(0, 1);
            b.swap(at, at + 1);
            b.swap(148, 149);
            assert_eq!((within::<true>(&a, &b, 3), within::<true>(&a, &b, 2)), (Some(3), None), "{at}");
            assert_eq!(within::<false>(&a, &b, 9), Some(6), "{at}");
        }
    }

    #[test]
    fn a_bound_keeps_long_texts_cheap() {
        let long: Vec<char> = ('a'..='z').cycle().take(1_000_000).collect();
        let mut other = long.clone();
        other.insert(1, '王');
        other.remove(999_990);
        assert_eq!(within::<true>(&long, &other, 2), Some(2));
        assert_eq!(within::<true>(&long, &long, 0), Some(0));
        assert_eq!(within::<false>(&long, long.get(7..).unwrap_or(&[]), 5), None);
        let unlike: Vec<char> = ('a'..='z').rev().cycle().take(1_000_000).collect();
        assert_eq!(within::<false>(&long, &unlike, 5), None);
        assert_eq!(distance::<false>(&long, &other), 2);
    }
}
