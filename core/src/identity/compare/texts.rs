//! Characters and words of distinct texts, laid out flat.

use crate::table::Interner;

/// Characters of distinct texts, by id.
#[derive(Debug, Default)]
pub(super) struct Chars {
    spans: Vec<Span>,
    items: Vec<char>,
}

/// Where a text's characters lie, and which there are: what rejects most pairs without a look at them.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    len: u32,
    signature: u64,
}

/// One text's characters with their signature.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text<'a> {
    pub(super) chars: &'a [char],
    pub(super) signature: u64,
}

impl Chars {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut out = Chars::default();
        for text in texts {
            let start = u32::try_from(out.items.len()).unwrap_or(u32::MAX);
            out.items.extend(text.chars());
            let len = u32::try_from(out.items.len()).unwrap_or(u32::MAX).saturating_sub(start);
            let signature = out.items.get(start as usize..).unwrap_or(&[]).iter().fold(0, |bits, c| bits | bit(*c));
            out.spans.push(Span { start, len, signature });
        }
        out
    }

    pub(super) fn get(&self, id: u32) -> Text<'_> {
        let Some(span) = self.spans.get(id as usize) else { return Text::default() };
        let start = span.start as usize;
        Text { chars: self.items.get(start..start + span.len as usize).unwrap_or(&[]), signature: span.signature }
    }
}

/// One of 64 bits for a character.
fn bit(c: char) -> u64 {
    1 << (u32::from(c).wrapping_mul(0x9e37_79b1) >> 26)
}

impl Text<'_> {
    pub(super) fn is_empty(self) -> bool {
        self.chars.is_empty()
    }

    /// Characters that the other surely lacks, at least; and the other way round.
    fn strangers(self, other: Text<'_>) -> (usize, usize) {
        ((self.signature & !other.signature).count_ones() as usize, (other.signature & !self.signature).count_ones() as usize)
    }

    /// Whether lengths and signatures leave room for a Jaro–Winkler similarity of so many thousandths.
    ///
    /// With m common characters Jaro is at most (m/a + m/b + 1)/3, and a common prefix of four adds at most four tenths of what is missing.
    pub(super) fn could_reach(self, other: Text<'_>, min: u32) -> bool {
        let (a, b) = (self.chars.len(), other.chars.len());
        let (x, y) = self.strangers(other);
        let common = (a.saturating_sub(x)).min(b.saturating_sub(y)) as u64;
        let (a, b) = (a as u64, b as u64);
        // 1000 * (1 - 0.6 * (1 - jaro)) >= min, over the common denominator 3ab; rounding up is kept in favour of looking.
        let jaro = common * (a + b) + a * b;
        let denominator = 3 * a * b;
        denominator > 0 && 400 * denominator + 600 * jaro + denominator >= u64::from(min) * denominator
    }

    /// Whether lengths and signatures leave room for so few edits.
    pub(super) fn could_be_within(self, other: Text<'_>, max: u32) -> bool {
        let (x, y) = self.strangers(other);
        x.max(y).max(self.chars.len().abs_diff(other.chars.len())) <= max as usize
    }
}

/// Words of distinct texts as sorted ids, by text.
#[derive(Debug, Default)]
pub(super) struct Words {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Words {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let (mut out, mut known) = (Words::default(), Interner::new());
        for text in texts {
            let start = out.items.len();
            out.items.extend(text.split(' ').filter(|w| !w.is_empty()).map(|w| known.intern(w)));
            if let Some(row) = out.items.get_mut(start..) {
                row.sort_unstable();
            }
            out.ends.push(u32::try_from(out.items.len()).unwrap_or(u32::MAX));
        }
        out
    }

    pub(super) fn get(&self, id: u32) -> &[u32] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends.get(id - 1).copied().unwrap_or(u32::MAX) };
        let end = self.ends.get(id).copied().unwrap_or(0);
        self.items.get(start as usize..end as usize).unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::similarity::{jaro_winkler, levenshtein};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_signatures_reject_is_not_alike(a in "[a-f王李张]{0,9}", b in "[a-f王李张]{0,9}", min in 500u32..1000, max in 0u32..4) {
            let chars = Chars::of([a.as_str(), b.as_str()].into_iter());
            let (x, y) = (chars.get(0), chars.get(1));
            prop_assume!(!x.is_empty() && !y.is_empty());
            if !x.could_reach(y, min) {
                prop_assert!(jaro_winkler::similarity(x.chars, y.chars) < min);
            }
            if !x.could_be_within(y, max) {
                prop_assert!(levenshtein::osa_within(x.chars, y.chars, max as usize).is_none());
            }
        }
    }
}
