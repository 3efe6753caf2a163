//! The usual reading of each character of U+4E00–9FFF, without tones.
//!
//! | input | answer |
//! |---|---|
//! | `syllable('中')` | `zhong` |
//! | `syllable('绿')` | `lv` |
//! | `syllable('佛')` | `fo` |
//! | `syllable('あ')` | none |
//!
//! | `readings('乐')` | `le`, `yue` |
//! | `split("xiaoming")` | `xiao`, `ming` |
//!
//! One usual reading per character: surnames with another reading are in [`super::surname`].

use super::blob::{Id, keep_bytes};
use super::source::Source;
use hashbrown::{HashMap, HashSet};

const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// The readings of characters.
#[derive(Debug, Default)]
pub struct Pinyin {
    /// Number of the syllable, from 1; 0 = no reading.
    numbers: Vec<u16>,
    syllables: Vec<&'static str>,
    /// The letters of each syllable in a block of one size, its length behind them; the first stands for no reading.
    blocks: Vec<[u8; 8]>,
    /// The characters with several readings, and these.
    several: HashMap<char, Vec<&'static str>>,
    known: HashSet<&'static str>,
    /// One bit per character of the basic plane: has it several readings?
    heteronyms: Vec<u64>,
}

impl Pinyin {
    pub(super) fn read(source: &Source) -> Self {
        let mut table = match source.rows(Id::Pinyin) {
            Some(rows) => Self::from_rows(rows),
            None => Self::from_planes(&source.bytes(Id::Pinyin).0).unwrap_or_default(),
        };
        table.blocks = std::iter::once("").chain(table.syllables.iter().copied()).map(block).collect();
        table.known = table.syllables.iter().copied().collect();
        let several = source.pairs(Id::PinyinSet).filter_map(|(c, readings)| Some((c.chars().next()?, readings.split(',').collect())));
        table.several = several.collect();
        table.heteronyms = vec![0; 1024];
        for c in table.several.keys() {
            if let Some(word) = table.heteronyms.get_mut(*c as usize / 64) {
                *word |= 1 << (*c as u32 % 64);
            }
        }
        table
    }

    /// All readings of a character that today's dictionary gives, in the order of the alphabet; empty where it
    /// has only the usual one.
    #[must_use]
    pub fn readings(&self, c: char) -> &[&'static str] {
        self.several.get(&c).map_or(&[], Vec::as_slice)
    }

    /// Whether a character of the basic plane has several readings.
    #[must_use]
    #[inline]
    pub fn has_several(&self, c: char) -> bool {
        self.heteronyms.get(c as usize / 64).is_some_and(|word| word >> (c as u32 % 64) & 1 == 1)
    }

    /// Whether lower-case letters are one syllable, ü written `v`.
    #[must_use]
    pub fn is_syllable(&self, letters: &str) -> bool {
        self.known.contains(letters)
    }

    /// Cuts a word of lower-case letters into syllables, longer ones first: `xiaoming` → `xiao`, `ming`.
    /// False when it cannot be cut, or has more than four.
    pub fn split<'a>(&self, word: &'a str, out: &mut Vec<&'a str>) -> bool {
        if word.is_empty() {
            return true;
        }
        if out.len() == 4 {
            return false;
        }
        for end in (1..=word.len().min(6)).rev() {
            let Some((head, tail)) = word.split_at_checked(end).filter(|(head, _)| self.is_syllable(head)) else {
                continue;
            };
            out.push(head);
            if self.split(tail, out) {
                return true;
            }
            out.pop();
        }
        false
    }

    /// The syllable of a character in ASCII letters, ü written `v`.
    #[must_use]
    #[inline]
    pub fn syllable(&self, c: char) -> Option<&'static str> {
        let offset = u32::from(c).checked_sub(FIRST)?;
        let number = *self.numbers.get(offset as usize)?;
        self.syllables.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Appends the syllables of characters in one word; ASCII letters in lower case, nothing for everything else.
    pub(crate) fn letters_into(&self, chars: impl Iterator<Item = char>, out: &mut String) {
        let mut letters = [0; 64];
        let mut len = 0;
        for c in chars {
            let number = u32::from(c).checked_sub(FIRST).and_then(|offset| self.numbers.get(offset as usize));
            let block = match number {
                Some(number) => self.blocks.get(usize::from(*number)).copied().unwrap_or_default(),
                None if c.is_ascii_alphabetic() => [c.to_ascii_lowercase() as u8, 0, 0, 0, 0, 0, 0, 1],
                None => continue,
            };
            let length = usize::from(block[7]);
            if length == LONG || len + 8 > letters.len() {
                out.push_str(str::from_utf8(letters.get(..len).unwrap_or_default()).unwrap_or_default());
                len = 0;
            }
            if length == LONG {
                out.push_str(self.syllable(c).unwrap_or_default());
            } else if let Some(slot) = letters.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<8>()) {
                *slot = block;
                len += length;
            }
        }
        out.push_str(str::from_utf8(letters.get(..len).unwrap_or_default()).unwrap_or_default());
    }

    /// Raw form: the syllables by frequency, NUL, then the low bytes of all numbers and the high ones;
    /// so ordered, the planes deflate best.
    fn from_planes(raw: &[u8]) -> Option<Self> {
        let end = raw.iter().position(|&byte| byte == 0)?;
        let (syllables, planes) = raw.split_at_checked(end)?;
        let (low, high) = planes.get(1..)?.split_at_checked(COUNT)?;
        let numbers = low.iter().zip(high).map(|(&low, &high)| u16::from_le_bytes([low, high])).collect();
        let syllables = keep_bytes(syllables.to_vec()).split(' ').collect();
        Some(Pinyin { numbers, syllables, ..Pinyin::default() })
    }

    /// Rows of a pack: character, syllable without tone.
    fn from_rows(rows: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        let mut table = Pinyin { numbers: vec![0; COUNT], ..Pinyin::default() };
        let mut known: HashMap<&'static str, u16> = HashMap::new();
        for (character, syllable) in rows {
            let next = u16::try_from(table.syllables.len() + 1).unwrap_or(0);
            let number = *known.entry(syllable).or_insert_with(|| {
                table.syllables.push(syllable);
                next
            });
            let offset = character.chars().next().and_then(|c| u32::from(c).checked_sub(FIRST));
            if let Some(slot) = offset.and_then(|o| table.numbers.get_mut(o as usize)) {
                *slot = number;
            }
        }
        table
    }
}

/// The length of a block for a syllable that does not fit into one.
const LONG: usize = 255;

/// A syllable in a block.
fn block(syllable: &str) -> [u8; 8] {
    let mut block = [0; 8];
    let fits = syllable.len() < block.len();
    block.iter_mut().zip(syllable.bytes().filter(|_| fits)).for_each(|(slot, letter)| *slot = letter);
    block[7] = if fits { syllable.len() as u8 } else { LONG as u8 };
    block
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    fn syllable(c: char) -> Option<&'static str> {
        ReferenceTables::builtin().pinyin().syllable(c)
    }

    #[test]
    fn counts() {
        assert_eq!(ReferenceTables::builtin().pinyin().syllables.len(), 410);
        let all = ('\u{4e00}'..='\u{9fff}').filter(|&c| syllable(c).is_some()).count();
        assert_eq!(all, 20_924);
    }

    #[test]
    fn readings_and_syllables() {
        let table = ReferenceTables::builtin().pinyin();
        assert_eq!(table.readings('乐'), ["le", "yue"]);
        assert!(table.readings('中').is_empty() && table.readings('a').is_empty());
        let split = |word: &'static str| {
            let mut out = Vec::new();
            table.split(word, &mut out).then_some(out)
        };
        for (word, expected) in [("xiaoming", vec!["xiao", "ming"]), ("enlai", vec!["en", "lai"]), ("xian", vec!["xian"]), ("lvbu", vec!["lv", "bu"])] {
            assert_eq!(split(word), Some(expected));
        }
        assert_eq!((split("smith"), split("tolkien")), (None, None));
    }

    #[test]
    fn common_characters() {
        for (c, expected) in [('一', "yi"), ('中', "zhong"), ('绿', "lv"), ('女', "nv"), ('略', "lve"), ('佛', "fo"), ('乐', "le"), ('張', "zhang")] {
            assert_eq!(syllable(c), Some(expected), "{c}");
        }
        for c in ['a', 'あ', '한', '\0', '\u{4dff}', '\u{a000}', '\u{20000}', char::MAX] {
            assert_eq!(syllable(c), None);
        }
    }
}
