//! Chinese surnames, single and compound, with their reading as a surname.
//!
//! Names are looked up in their simplified form. Rare surnames are in the table too (大, 之): whether a
//! text is a person's name at all is for the caller to weigh.
//!
//! | input | answer |
//! |---|---|
//! | `reading("单")` | `shan` |
//! | `reading("吕")` | `lv` |
//! | `reading("欧阳")` | `ou yang` |
//! | `is_common('王')`, `is_common('之')` | true, false |
//! | `is_compound("张简")` | true |

use hashbrown::HashMap;

use super::blob::Id;
use super::source::Source;

const FIRST: u32 = 0x3400;
const COUNT: usize = 0xa000 - 0x3400;

/// The surnames.
#[derive(Debug)]
pub struct Surnames {
    /// The single ones of U+3400–9FFF: the number of the reading from 1; 0 = not a surname.
    singles: Vec<u16>,
    readings: Vec<&'static str>,
    /// The compound ones, and single ones outside that block.
    others: HashMap<&'static str, &'static str>,
    /// One bit per character: does a compound one start with it?
    starts: Vec<u64>,
    /// One bit per character: is it a surname that people do bear today?
    common: Vec<u64>,
}

impl Surnames {
    pub(super) fn read(source: &Source) -> Self {
        let mut table = Surnames { singles: vec![0; COUNT], readings: Vec::new(), others: HashMap::new(), starts: vec![0; 1024], common: vec![0; 1024] };
        for c in source.pairs(Id::SurnameFrequency).filter_map(|(surname, _)| one_char(surname)) {
            set(&mut table.common, c);
        }
        for (surname, reading) in source.pairs(Id::Surname) {
            let slot = one_char(surname).and_then(place).and_then(|at| table.singles.get_mut(at));
            if let Some(slot) = slot {
                table.readings.push(reading);
                *slot = u16::try_from(table.readings.len()).unwrap_or(0);
                continue;
            }
            if let Some(c) = surname.chars().next() {
                set(&mut table.starts, c);
            }
            table.others.insert(surname, reading);
        }
        table
    }

    /// Whether the text is exactly one surname.
    #[must_use]
    pub fn is_surname(&self, text: &str) -> bool {
        self.reading(text).is_some()
    }

    /// Whether the character is a surname of its own.
    #[must_use]
    #[inline]
    pub fn is_single(&self, c: char) -> bool {
        place(c).and_then(|at| self.singles.get(at)).is_some_and(|n| *n != 0)
    }

    /// Whether the text is exactly one surname of two characters or more.
    #[must_use]
    pub fn is_compound(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.starts_compound(c)) && one_char(text).is_none() && self.others.contains_key(text)
    }

    /// The reading of a surname without tones, ü written `v`, the syllables of compound ones parted by a blank.
    #[must_use]
    pub fn reading(&self, text: &str) -> Option<&'static str> {
        match one_char(text).and_then(place) {
            Some(at) => self.readings.get(usize::from(*self.singles.get(at)?).checked_sub(1)?).copied(),
            None => self.others.get(text).copied(),
        }
    }

    /// Whether a compound surname starts with the character.
    #[must_use]
    #[inline]
    pub fn starts_compound(&self, c: char) -> bool {
        has(&self.starts, c)
    }

    /// Whether the character is a surname that is borne in today's China, more than one in a million or so.
    #[must_use]
    pub fn is_common(&self, c: char) -> bool {
        has(&self.common, c)
    }
}

/// Sets the bit of a character of the basic plane.
fn set(bits: &mut [u64], c: char) {
    if let Some(word) = bits.get_mut(c as usize / 64) {
        *word |= 1 << (c as u32 % 64);
    }
}

fn has(bits: &[u64], c: char) -> bool {
    bits.get(c as usize / 64).is_some_and(|word| word >> (c as u32 % 64) & 1 == 1)
}

fn one_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}

fn place(c: char) -> Option<usize> {
    let at = u32::from(c).checked_sub(FIRST)? as usize;
    (at < COUNT).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    fn reading(text: &str) -> Option<&'static str> {
        ReferenceTables::builtin().surnames().reading(text)
    }

    #[test]
    fn counts() {
        let table = ReferenceTables::builtin().surnames();
        assert_eq!((table.readings.len(), table.others.len()), (986, 107));
        for (surname, reading) in &table.others {
            assert!(table.is_surname(surname) && table.reading(surname) == Some(*reading), "{surname}");
            assert!(reading.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '), "{surname} {reading}");
            assert_eq!(table.is_compound(surname), surname.chars().count() > 1);
            assert!(table.starts_compound(surname.chars().next().unwrap()));
        }
    }

    #[test]
    fn readings_as_surnames() {
        for (surname, expected) in [
            ("任", "ren"),
            ("单", "shan"),
            ("查", "zha"),
            ("曾", "zeng"),
            ("区", "ou"),
            ("朴", "piao"),
            ("乐", "yue"),
            ("仇", "qiu"),
            ("解", "xie"),
            ("吕", "lv"),
            ("牟", "mu"),
            ("种", "chong"),
            ("付", "fu"),
            ("闫", "yan"),
            ("欧阳", "ou yang"),
            ("尉迟", "yu chi"),
            ("单于", "chan yu"),
            ("万俟", "mo qi"),
            ("长孙", "zhang sun"),
            ("爱新觉罗", "ai xin jue luo"),
        ] {
            assert_eq!(reading(surname), Some(expected), "{surname}");
        }
    }

    #[test]
    fn what_is_not_a_surname() {
        for text in ["", "的", "a", "欧阳修", "小李", "\u{20000}", "李 "] {
            let table = ReferenceTables::builtin().surnames();
            assert!(!table.is_surname(text) && reading(text).is_none() && !table.is_compound(text), "{text}");
        }
    }
}
