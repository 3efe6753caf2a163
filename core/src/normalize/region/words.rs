//! Lists of words that a text may begin with.
//!
//! Most texts begin with none of a list, which one bit of their first character tells.

use super::line::starts;

/// Words, looked through at compile time.
#[derive(Debug)]
pub(in crate::normalize) struct Words<const N: usize> {
    /// One bit for the low byte of each first character.
    firsts: [u64; 4],
    words: [Word; N],
}

#[derive(Clone, Copy, Debug)]
struct Word {
    text: &'static str,
    first: char,
    /// In characters.
    length: usize,
}

impl<const N: usize> Words<N> {
    /// In the order in which they are tried.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    pub(in crate::normalize) const fn of(texts: [&'static str; N]) -> Self {
        let mut list = Words { firsts: [0; 4], words: [Word { text: "", first: '\0', length: 0 }; N] };
        let mut at = 0;
        while at < N {
            let first = first(texts[at]);
            list.words[at] = Word { text: texts[at], first, length: length(texts[at]) };
            list.firsts[(first as usize >> 6) & 3] |= 1 << (first as u32 & 63);
            at += 1;
        }
        list
    }

    /// The first of the words that a text begins with, as its length.
    #[inline]
    pub(in crate::normalize) fn at_start(&self, text: &[char]) -> Option<usize> {
        let first = *text.first()?;
        let bits = self.firsts.get((first as usize >> 6) & 3)?;
        if bits >> (first as u32 & 63) & 1 == 0 { None } else { find(&self.words, first, text) }
    }
}

fn find(words: &[Word], first: char, text: &[char]) -> Option<usize> {
    words.iter().find(|word| word.first == first && starts(text, word.text)).map(|word| word.length)
}

/// The first character of a text.
const fn first(text: &str) -> char {
    let code = match text.as_bytes() {
        [a @ 0..=0x7f, ..] => *a as u32,
        [a @ 0xc0..=0xdf, b, ..] => (*a as u32 & 0x1f) << 6 | low(*b),
        [a @ 0xe0..=0xef, b, c, ..] => (*a as u32 & 0xf) << 12 | low(*b) << 6 | low(*c),
        [a, b, c, d, ..] => (*a as u32 & 0x7) << 18 | low(*b) << 12 | low(*c) << 6 | low(*d),
        _ => 0,
    };
    match char::from_u32(code) {
        Some(c) => c,
        None => '\0',
    }
}

/// What a byte behind the first says.
const fn low(byte: u8) -> u32 {
    byte as u32 & 0x3f
}

/// How many characters a text has.
const fn length(text: &str) -> usize {
    let mut rest = text.as_bytes();
    let mut count = 0;
    while let Some((byte, behind)) = rest.split_first() {
        count += (*byte & 0xc0 != 0x80) as usize;
        rest = behind;
    }
    count
}

/// A list of words, made at compile time.
macro_rules! words {
    ($($word:literal),* $(,)?) => { const { &$crate::normalize::region::Words::of([$($word),*]) } };
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
