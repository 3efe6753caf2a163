//! Which characters of a nickname say something, and which only decorate it.

use crate::data::list::{List, list};
use crate::text::script::is_han;

/// What a character is to a nickname.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    /// Han, kana, Hangul, Latin, digits, and signs that stand for them (①, ℃, 🅰): never dropped.
    Letter,
    /// A letter of a script that is seldom read in China: one or two of them beside others decorate (ღ, ঔ).
    Foreign,
    /// A mark on the character before it.
    Mark,
    /// Punctuation that nicknames are written with.
    Punctuation,
    /// White space.
    Blank,
    /// Emoji, stars, hearts, lines, frames.
    Decoration,
}

#[inline]
pub(super) fn sign(c: char) -> Sign {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Sign::Letter,
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => Sign::Letter,
        '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' => Sign::Decoration,
        _ if c.is_whitespace() => Sign::Blank,
        '!'..='~' => Sign::Punctuation,
        _ if is_drawn(c) => Sign::Decoration,
        _ if is_spelling(c) || is_han(c) => Sign::Letter,
        _ if unicode_normalization::char::is_combining_mark(c) => Sign::Mark,
        _ if c.is_alphanumeric() => {
            if is_foreign(c) {
                Sign::Foreign
            } else {
                Sign::Letter
            }
        }
        _ if is_punctuation(c) => Sign::Punctuation,
        _ => Sign::Decoration,
    }
}

/// Letters and marks that are only ever drawn with: wings, frames, private characters of old telephones.
const fn is_drawn(c: char) -> bool {
    matches!(c,
        'ʚ' | 'ɞ' | 'ʕ' | 'ʔ' | 'ღ' | '๑' | '۞' | '۩' | '\u{1b44}' | '\u{1b50}'..='\u{1b7f}' | '\u{a980}'..='\u{a9df}' | '\u{f00}'..='\u{f3f}' | '\u{fbe}'..='\u{fff}' | 'ಠ' | 'ಥ'
        | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f18e}'..='\u{1f1ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{488}' | '\u{489}' | '\u{6d6}'..='\u{6ed}')
}

/// Signs that are letters or digits in another dress.
const fn is_spelling(c: char) -> bool {
    matches!(c,
        '\u{2100}'..='\u{214f}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{33ff}' | '\u{1f100}'..='\u{1f189}' | '\u{1f200}'..='\u{1f251}'
        | '\u{1fbf0}'..='\u{1fbf9}')
}

/// Scripts whose letters stand in Chinese, Japanese, Korean and Western nicknames for their looks.
const fn is_foreign(c: char) -> bool {
    matches!(c, '\u{530}'..='\u{58f}' | '\u{780}'..='\u{10ff}' | '\u{1200}'..='\u{1cff}' | '\u{2d00}'..='\u{2ddf}' | '\u{a000}'..='\u{a63f}' | '\u{a800}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10000}'..='\u{1cfff}')
}

/// Punctuation beside ASCII.
const fn is_punctuation(c: char) -> bool {
    matches!(c,
        '·' | '‐'..='―' | '‘'..='„' | '…' | '‧' | '•' | '、'..='。' | '〈'..='】' | '〔'..='〗' | '〜' | '・' | '\u{ff01}'..='\u{ff5e}' | '￥' | '¥' | '£' | '€' | '￡' | '¡' | '¿' | '×' | '«' | '»'
        | '؟' | '،')
}

/// What is cut off both ends: swung dashes, dots, bars.
pub(super) const fn is_edge(c: char) -> bool {
    matches!(c, '~' | '～' | '〜' | '*' | '＊' | '·' | '•' | '‧' | '・' | '|' | '｜' | '^' | '＾' | '`' | '=' | '＝')
}

/// A letter or digit for the key, where NFKC has none: small capitals, letters in dark squares, digits in dark circles.
pub(super) fn plain(c: char) -> Option<&'static str> {
    const CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡꞯʏᴢ";
    const THEIRS: &str = "abcdefghijklmnopqrstuvwqyz";
    const NUMBERS: List = list!["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"];
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let behind = |first: char| (u32::from(c) - u32::from(first)) as usize;
    let letter = |at: usize, of: &'static str| of.get(at..=at);
    match c {
        '❶'..='❿' => NUMBERS.get(behind('❶') + 1),
        '➀'..='➉' => NUMBERS.get(behind('➀') + 1),
        '➊'..='➓' => NUMBERS.get(behind('➊') + 1),
        '⓫'..='⓴' => NUMBERS.get(behind('⓫') + 11),
        '⓵'..='⓾' => NUMBERS.get(behind('⓵') + 1),
        '⓿' => Some("0"),
        '\u{1f150}'..='\u{1f169}' => letter(behind('\u{1f150}'), LETTERS),
        '\u{1f170}'..='\u{1f189}' => letter(behind('\u{1f170}'), LETTERS),
        '\u{1eb}'..='\u{2ff}' | '\u{1d00}'..='\u{1d2b}' | '\u{a720}'..='\u{a7ff}' => letter(CAPITALS.chars().position(|capital| capital == c)?, THEIRS),
        _ => None,
    }
}
