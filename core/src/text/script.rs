//! Which script a text is written in, and its reading in Latin letters.
//!
//! | input | `of` | `pinyin_into` |
//! |---|---|---|
//! | 王芳 | `Han` | `wangfang` |
//! | Wang Fang | `Latin` | `wangfang` |
//! | 阿里Ali | `Mixed` | `aliali` |
//! | 13800138000 | `Digits` | |

use super::fold;
use crate::data::pinyin::Pinyin;
use serde::{Deserialize, Serialize};

/// The script of a text, judged by its letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Script {
    /// Han characters only.
    Han,
    /// Latin letters only, with or without marks.
    Latin,
    /// Han, Latin and others together.
    Mixed,
    /// Digits and no letters.
    Digits,
    /// Japanese: kana, with or without Han characters.
    Kana,
    /// Korean: hangul, with or without Han characters.
    Hangul,
    /// Letters of one other script, or neither letters nor digits.
    Other,
    /// Nothing to see.
    Empty,
}

/// Whether a character is Han, the zero 〇, the iteration mark 々 and radicals included.
#[must_use]
pub const fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '々' | '〇' | '\u{3021}'..='\u{3029}'
        | '\u{3038}'..='\u{303b}' | '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

const fn is_latin(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | 'ª' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2af}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{fb00}'..='\u{fb06}')
}

const fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}'
        | '\u{a960}'..='\u{a97c}' | '\u{d7b0}'..='\u{d7fb}')
}

/// The script of a text. Punctuation, white space and, beside letters, digits do not count.
#[must_use]
pub fn of(text: &str) -> Script {
    let [mut han, mut latin, mut kana, mut hangul, mut other, mut digits, mut visible] = [false; 7];
    for c in text.chars().map(fold::width) {
        match c {
            'a'..='z' | 'A'..='Z' => latin = true,
            '0'..='9' => digits = true,
            '\u{4e00}'..='\u{9fff}' => han = true,
            '!'..='~' => {}
            _ if fold::is_invisible(c) || c.is_whitespace() => continue,
            _ if is_han(c) => han = true,
            _ if is_latin(c) => latin = true,
            _ if is_kana(c) => kana = true,
            _ if is_hangul(c) => hangul = true,
            _ => other |= c.is_alphabetic(),
        }
        visible = true;
    }
    match (han, latin, kana, hangul, other) {
        _ if !visible => Script::Empty,
        (true, false, false, false, false) => Script::Han,
        (false, true, false, false, false) => Script::Latin,
        (_, false, true, false, false) => Script::Kana,
        (_, false, false, true, false) => Script::Hangul,
        (false, false, false, false, _) if digits && !other => Script::Digits,
        (false, false, false, false, _) => Script::Other,
        _ => Script::Mixed,
    }
}

/// Appends the syllables of all characters in one word; ASCII letters stay, in lower case, and everything
/// else is skipped. One usual reading per character: surnames are for the caller.
pub fn pinyin_into(pinyin: &Pinyin, text: &str, out: &mut String) {
    pinyin.letters_into(text.chars().map(fold::width), out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    #[test]
    fn scripts() {
        for (text, expected) in [
            ("", Script::Empty),
            (" \u{3000}\u{200b}", Script::Empty),
            ("王芳", Script::Han),
            ("第3中学（北）", Script::Han),
            ("〇〇", Script::Han),
            ("𠮷", Script::Han),
            ("O'Neil-Łukasz", Script::Latin),
            ("ＡＢＣ　1", Script::Latin),
            ("阿里Ali", Script::Mixed),
            ("John Смит", Script::Mixed),
            ("Смит", Script::Other),
            ("高橋さくら", Script::Kana),
            ("ﾔﾏﾀﾞ", Script::Kana),
            ("김 金", Script::Hangul),
            ("１３８-0013", Script::Digits),
            ("---", Script::Other),
            ("买买提·艾力", Script::Han),
        ] {
            assert_eq!(of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn readings() {
        for (text, expected) in [("王芳", "wangfang"), ("吕", "lv"), ("3M中国Ｃo.", "mzhongguoco"), ("あ 한 É 1", "")] {
            let mut out = String::new();
            pinyin_into(ReferenceTables::builtin().pinyin(), text, &mut out);
            assert_eq!(out, expected, "{text}");
        }
    }
}
