//! Where a character stands in a short text, as a bitmap: what every bit-parallel kernel reads once per character of the
//! other text.
//!
//! Pairs are compared once, so the map is built for one use. Up to 32 characters each, of the Basic Multilingual Plane (all
//! of Western and nearly all of Chinese), the bitmaps of all characters are made at once by comparing lanes, without
//! branches, hashing or clearing a table; beyond that, a small open-addressed table on the stack holds one text.

/// What is computed from the bitmaps.
pub(super) trait Kernel {
    /// What comes out.
    type Output;

    /// `rows` gives, for each character of the other text in turn, its places in the text. At most `N` characters pair up.
    fn run<const N: usize>(self, rows: impl Iterator<Item = u64>) -> Self::Output;
}

/// The longest text that fits one bitmap.
pub(super) const WORD: usize = 64;

/// Runs a kernel on the places of the characters of `other` in `text`, of which at most the first 64 characters count.
#[inline]
pub(super) fn run<K: Kernel + Copy>(text: &[char], other: &[char], kernel: K) -> K::Output {
    let output = match (text.len(), other.len()) {
        (0..=8, 0..=8) => narrow::<8, K>(text, other, kernel),
        (0..=16, 0..=16) => narrow::<16, K>(text, other, kernel),
        (0..=16, 0..=32) => narrow::<32, K>(text, other, kernel),
        (0..=32, 0..=16) => wide::<16, K>(text, other, kernel),
        (0..=32, 0..=32) => wide::<32, K>(text, other, kernel),
        _ => None,
    };
    output.unwrap_or_else(|| tabled(text, other, kernel))
}

/// At most 16 characters beside at most `N`.
#[inline]
fn narrow<const N: usize, K: Kernel>(text: &[char], other: &[char], kernel: K) -> Option<K::Output> {
    let (lanes, beyond) = lanes::<N>(other);
    let (rows, more) = rows(text, &lanes);
    in_plane(beyond | more).then(|| kernel.run::<N>(rows.iter().take(other.len()).map(|r| u64::from(*r))))
}

/// At most 32 characters beside at most 32, the text in two halves.
#[inline]
fn wide<const N: usize, K: Kernel>(text: &[char], other: &[char], kernel: K) -> Option<K::Output> {
    let (first, second) = text.split_at_checked(16).unwrap_or((text, &[]));
    let (lanes, beyond) = lanes::<N>(other);
    let (low, more) = rows(first, &lanes);
    let (high, most) = rows(second, &lanes);
    let both = low.iter().zip(&high).take(other.len()).map(|(l, h)| u64::from(*l) | u64::from(*h) << 16);
    in_plane(beyond | more | most).then(|| kernel.run::<N>(both))
}

fn tabled<K: Kernel>(text: &[char], other: &[char], kernel: K) -> K::Output {
    let table = Table::new(text);
    kernel.run::<WORD>(other.iter().map(|c| table.places(*c)))
}

/// Whether the union of characters' bits has none above sixteen.
fn in_plane(bits: u32) -> bool {
    bits >> 16 == 0
}

/// A text in lanes of sixteen bits, and the union of its characters' bits. Empty lanes hold a surrogate, which no text has.
#[inline]
fn lanes<const N: usize>(text: &[char]) -> ([u16; N], u32) {
    let mut lanes = [0xD800; N];
    let mut union = 0;
    for (lane, &c) in lanes.iter_mut().zip(text) {
        union |= u32::from(c);
        *lane = low(c);
    }
    (lanes, union)
}

/// The low sixteen bits; the caller looks at the union of those cut off.
#[inline]
fn low(c: char) -> u16 {
    u32::from(c) as u16
}

/// For each lane, the places in the text of the lane's character; the union of the text's bits.
#[inline]
fn rows<const N: usize>(text: &[char], lanes: &[u16; N]) -> ([u16; N], u32) {
    let mut rows = [0; N];
    let (mut place, mut union) = (1u16, 0);
    for &c in text {
        union |= u32::from(c);
        let c = low(c);
        for (row, lane) in rows.iter_mut().zip(lanes) {
            *row |= if c == *lane { place } else { 0 };
        }
        place <<= 1;
    }
    (rows, union)
}

/// The places of characters in a text of up to 64, open-addressed. A slot is known by the text's character at its lowest place.
pub(super) struct Table<'a> {
    text: &'a [char],
    slots: [u64; SLOTS],
}

/// Twice the characters, and one for each of ASCII.
const SLOTS: usize = 128;

impl<'a> Table<'a> {
    /// The table of the first 64 characters.
    #[inline]
    pub(super) fn new(text: &'a [char]) -> Self {
        let mut table = Table { text: text.get(..WORD).unwrap_or(text), slots: [0; SLOTS] };
        let mut place = 1u64;
        for &c in table.text {
            let slot = table.slot(c);
            if let Some(places) = table.slots.get_mut(slot) {
                *places |= place;
            }
            place <<= 1;
        }
        table
    }

    /// The places of a character.
    #[inline]
    pub(super) fn places(&self, c: char) -> u64 {
        self.slots.get(self.slot(c)).copied().unwrap_or(0)
    }

    /// The slot of a character: the first from its own on that is its or empty; half of them always are.
    #[inline]
    fn slot(&self, c: char) -> usize {
        let code = u32::from(c);
        let mut slot = (code ^ code >> 7) as usize % SLOTS;
        loop {
            let places = self.slots.get(slot).copied().unwrap_or(0);
            if places == 0 || self.text.get(places.trailing_zeros() as usize) == Some(&c) {
                return slot;
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similarity::textbook::pair;
    use proptest::prelude::*;

    /// Collects the bitmaps.
    #[derive(Clone, Copy)]
    struct Rows;

    impl Kernel for Rows {
        type Output = Vec<u64>;

        fn run<const N: usize>(self, rows: impl Iterator<Item = u64>) -> Vec<u64> {
            rows.collect()
        }
    }

    proptest! {
        #[test]
        fn every_way_gives_the_same_places((a, b) in pair(WORD)) {
            let places = |c: &char| a.iter().enumerate().fold(0, |bits, (i, x)| bits | u64::from(x == c) << i);
            let expected: Vec<u64> = b.iter().map(places).collect();
            prop_assert_eq!(run(&a, &b, Rows), &expected[..]);
            prop_assert_eq!(tabled(&a, &b, Rows), expected);
        }
    }

    #[test]
    fn characters_that_share_a_slot_are_told_apart() {
        let text: Vec<char> = ('一'..='龥').filter(|c| (u32::from(*c) ^ u32::from(*c) >> 7) % 128 == 5).take(WORD).collect();
        assert_eq!(text.len(), WORD);
        for (place, c) in text.iter().enumerate() {
            assert!(Table::new(&text).places(*c) >> place & 1 == 1);
        }
        assert_eq!(Table::new(&text).places('a'), 0);
    }
}
