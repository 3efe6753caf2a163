//! The usual reading of each character of U+4E00–9FFF, without tones.
//!
//! | input | answer |
//! |---|---|
//! | `syllable('中')` | `zhong` |
//! | `syllable('绿')` | `lv` |
//! | `syllable('佛')` | `fo` |
//! | `syllable('あ')` | none |
//!
//! One reading per character: surnames with another reading are in [`super::surname`].

use std::sync::OnceLock;

use super::blob::{self, Id};

const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// The syllable of a character in ASCII letters, ü written `v`.
#[must_use]
pub fn syllable(c: char) -> Option<&'static str> {
    let table = table();
    let offset = u32::from(c).checked_sub(FIRST)?;
    let number = *table.numbers.get(offset as usize)?;
    table.syllables.get(usize::from(number).checked_sub(1)?).copied()
}

struct Table {
    /// Number of the syllable, from 1; 0 = no reading.
    numbers: Vec<u16>,
    syllables: Vec<&'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // Raw form: the syllables by frequency, NUL, then the low bytes of all numbers and the high ones;
    // so ordered, the planes deflate best.
    TABLE.get_or_init(|| read().unwrap_or(Table { numbers: Vec::new(), syllables: Vec::new() }))
}

fn read() -> Option<Table> {
    let (raw, _) = blob::bytes(Id::Pinyin);
    let end = raw.iter().position(|&byte| byte == 0)?;
    let (syllables, planes) = raw.split_at_checked(end)?;
    let (low, high) = planes.get(1..)?.split_at_checked(COUNT)?;
    let numbers = low.iter().zip(high).map(|(&low, &high)| u16::from_le_bytes([low, high])).collect();
    let syllables = blob::keep(syllables.to_vec()).split(' ').collect();
    Some(Table { numbers, syllables })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        assert_eq!(table().syllables.len(), 410);
        let all = ('\u{4e00}'..='\u{9fff}').filter(|&c| syllable(c).is_some()).count();
        assert_eq!(all, 20_924);
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
