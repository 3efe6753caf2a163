//! Lists of words that a text may begin with.
//!
//! Most texts begin with none of a list, which one bit of their first character tells.

use super::line::starts;
use crate::data::lexicon::{Lexicon, first};

/// Words, looked through at compile time.
#[derive(Debug)]
pub(in crate::normalize) struct Words {
    /// One bit for the low byte of each first character.
    firsts: [u64; 4],
    /// With their lengths in characters.
    words: Lexicon<u8>,
}

impl Words {
    /// For the macro.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    pub(in crate::normalize) const fn of(texts: &[&str], words: Lexicon<u8>) -> Self {
        let mut firsts = [0; 4];
        let mut at = 0;
        while at < texts.len() {
            let first = first(texts[at]) as u32;
            firsts[(first as usize >> 6) & 3] |= 1 << (first & 63);
            at += 1;
        }
        Words { firsts, words }
    }

    /// The first of the words that a text begins with, as its length.
    #[inline]
    pub(in crate::normalize) fn at_start(&self, text: &[char]) -> Option<usize> {
        let first = *text.first()?;
        let bits = self.firsts.get((first as usize >> 6) & 3)?;
        if bits >> (first as u32 & 63) & 1 == 0 { None } else { find(self.words, first, text) }
    }
}

fn find(words: Lexicon<u8>, first: char, text: &[char]) -> Option<usize> {
    words.find_map(first, |word, length| starts(text, word).then_some(usize::from(*length)))
}

/// How many characters a text has.
pub(in crate::normalize) const fn length(text: &str) -> u8 {
    let mut rest = text.as_bytes();
    let mut count = 0;
    while let Some((byte, behind)) = rest.split_first() {
        count += (*byte & 0xc0 != 0x80) as u8;
        rest = behind;
    }
    count
}

/// A list of words, made at compile time.
macro_rules! words {
    ($($word:literal),* $(,)?) => {
        const { &$crate::normalize::region::Words::of(&[$($word),*], $crate::data::lexicon::lexicon![$(($word, $crate::normalize::region::length($word))),*]) }
    };
}
pub(in crate::normalize) use words;

#[cfg(test)]
mod tests {
    #[test]
    fn the_first_that_fits() {
        let list = words!["街道", "街", "P.R. China", "é", "𠮷野"];
        for (text, length) in
            [("街道办", Some(2)), ("街", Some(1)), ("道", None), ("P.R. China!", Some(10)), ("P.R.", None), ("éa", Some(1)), ("𠮷野家", Some(2)), ("", None), ("衖", None)]
        {
            assert_eq!(list.at_start(&text.chars().collect::<Vec<_>>()), length, "{text}");
        }
    }
}
