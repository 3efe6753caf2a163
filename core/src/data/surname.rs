//! Chinese surnames, single and compound, with their reading as a surname.
//!
//! Names are looked up in their simplified form. Rare surnames are in the table too (大, 之): whether a
//! text is a person's name at all is for the caller to weigh.
//!
//! | input | answer |
//! |---|---|
//! | `reading("单")` | `shan` |
//! | `reading("吕")` | `lv` |
//! | `reading("欧阳")` | `ouyang` |
//! | `is_compound("张简")` | true |

use std::sync::OnceLock;

use hashbrown::HashMap;

use super::blob::{self, Id};

/// Whether the text is exactly one surname.
#[must_use]
pub fn is_surname(text: &str) -> bool {
    let table = table();
    match one_char(text) {
        Some(c) => table.singles.contains(c),
        None => table.readings.contains_key(text),
    }
}

/// Whether the text is exactly one surname of two characters or more.
#[must_use]
pub fn is_compound(text: &str) -> bool {
    one_char(text).is_none() && table().readings.contains_key(text)
}

/// The reading of a surname without tones, ü written `v`, compound ones in one word.
#[must_use]
pub fn reading(text: &str) -> Option<&'static str> {
    table().readings.get(text).copied()
}

fn one_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.as_str().is_empty())
}

struct Table {
    singles: Bits,
    readings: HashMap<&'static str, &'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let readings: HashMap<_, _> = blob::pairs(blob::text(Id::Surname)).collect();
        let mut singles = Bits(vec![0; 1024]);
        readings.keys().filter_map(|surname| one_char(surname)).for_each(|c| singles.insert(c));
        Table { singles, readings }
    })
}

/// A set over the basic plane: most single characters asked for are not surnames, one bit says so.
struct Bits(Vec<u64>);

impl Bits {
    fn insert(&mut self, c: char) {
        if let Some(word) = self.0.get_mut(c as usize / 64) {
            *word |= 1 << (c as u32 % 64);
        }
    }

    fn contains(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|word| word >> (c as u32 % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let compound = table().readings.keys().filter(|surname| is_compound(surname)).count();
        assert_eq!((table().readings.len() - compound, compound), (986, 107));
        for (surname, reading) in &table().readings {
            assert!(is_surname(surname) && super::reading(surname) == Some(*reading), "{surname}");
            assert!(reading.bytes().all(|byte| byte.is_ascii_lowercase()), "{surname} {reading}");
            assert_eq!(is_compound(surname), surname.chars().count() > 1);
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
            ("欧阳", "ouyang"),
            ("尉迟", "yuchi"),
            ("单于", "chanyu"),
            ("万俟", "moqi"),
            ("长孙", "zhangsun"),
            ("爱新觉罗", "aixinjueluo"),
        ] {
            assert_eq!(reading(surname), Some(expected), "{surname}");
        }
    }

    #[test]
    fn what_is_not_a_surname() {
        for text in ["", "的", "a", "欧阳修", "小李", "\u{20000}", "李 "] {
            assert!(!is_surname(text) && reading(text).is_none() && !is_compound(text), "{text}");
        }
    }
}
