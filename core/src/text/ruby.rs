//! Readings in brackets behind a character, as pages for learners have them (R1): `說(shuō)明` is 說明.
//!
//! | text | without readings |
//! |---|---|
//! | `內(nèi)容` | `內容` |
//! | `顧C(jī)RM` | `顧CRM` |
//! | `重庆（Chóngqìng）` | `重庆` |
//! | `法餐(à la carte)` | `法餐(à la carte)` |
//!
//! A reading is pinyin with tone marks (every syllable has one, or the syllables are those of the characters before), or bopomofo.

use crate::data::pinyin::Pinyin;
use crate::text::script::is_han;

/// The most bytes between the brackets.
const LONGEST: usize = 40;

/// Drops the readings; false (and no change) when there is none.
pub fn strip(pinyin: &Pinyin, text: &mut String) -> bool {
    // Whether a byte is there that begins a sound: one look at all bytes, without branches.
    let may = text.bytes().fold(false, |may, byte| may | matches!(byte, 0xc3..=0xe1 | 0xe3));
    if !may || !text.chars().any(is_sound) || !text.contains(is_han) {
        return false;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(c);
        if matches!(c, ')' | '）')
            && let Some(start) = reading(pinyin, &out)
        {
            out.truncate(start);
        }
    }
    let found = out.len() < text.len();
    if found {
        std::mem::swap(text, &mut out);
    }
    found
}

/// Where the reading begins that a text ends with.
fn reading(pinyin: &Pinyin, text: &str) -> Option<usize> {
    let inner = text.strip_suffix([')', '）'])?;
    let (at, open) = inner.char_indices().rev().take_while(|(at, _)| inner.len() - at <= LONGEST).find(|(_, c)| !is_sound(*c) && !is_letter(*c))?;
    let (before, content) = inner.split_at_checked(at)?;
    let content = content.strip_prefix(['(', '（'])?;
    let last = before.chars().next_back()?;
    let said = matches!(open, '(' | '（') && (is_han(last) || last.is_alphabetic());
    (said && (is_bopomofo(content) || is_pinyin(pinyin, before, content))).then_some(at)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | 'ü' | 'Ü')
}

fn is_bopomofo(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{3105}'..='\u{312f}')) && text.chars().all(|c| matches!(c, '\u{3105}'..='\u{312f}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙' | ' '))
}

/// Whether a character is one that only readings have: a vowel with a tone, or bopomofo.
fn is_sound(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{1fff}' | '\u{3105}'..='\u{312f}') && (toned(c).is_some() || matches!(c, '\u{3105}'..='\u{312f}' | 'ˊ' | 'ˇ' | 'ˋ' | '˙'))
}

/// Whether a text is pinyin, as a reading of what stands before it.
fn is_pinyin(pinyin: &Pinyin, before: &str, text: &str) -> bool {
    let mut plain = String::with_capacity(text.len());
    let mut tones = 0_usize;
    for c in text.chars() {
        match toned(c) {
            Some(letter) => {
                tones += 1;
                plain.push(letter);
            }
            None if matches!(c, 'ü' | 'Ü') => plain.push('v'),
            None if is_letter(c) => plain.push(c.to_ascii_lowercase()),
            None => return false,
        }
    }
    let mut syllables = Vec::new();
    for word in plain.split(|c: char| !c.is_ascii_lowercase()) {
        let mut parts = Vec::new();
        if !pinyin.split(word, &mut parts) {
            return false;
        }
        syllables.extend(parts);
    }
    let read = || before.chars().rev().zip(syllables.iter().rev()).filter(|(c, s)| pinyin.syllable(*c) == Some(**s) || pinyin.readings(*c).contains(s)).count();
    tones > 0 && (tones == syllables.len() || read() == syllables.len())
}

/// The letter under a tone mark.
const fn toned(c: char) -> Option<char> {
    Some(match c {
        'ā' | 'á' | 'ǎ' | 'à' | 'Ā' | 'Á' | 'Ǎ' | 'À' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'Ē' | 'É' | 'Ě' | 'È' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' | 'Ī' | 'Í' | 'Ǐ' | 'Ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' | 'Ō' | 'Ó' | 'Ǒ' | 'Ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'Ū' | 'Ú' | 'Ǔ' | 'Ù' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'Ǖ' | 'Ǘ' | 'Ǚ' | 'Ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn strip_of(text: &str) -> String {
        let mut out = text.to_owned();
        let found = strip(ReferenceTables::builtin().pinyin(), &mut out);
        assert_eq!(found, out != text, "{text}");
        out
    }

    #[test]
    fn readings_go() {
        for (text, expected) in [
            ("說(shuō)明", "說明"),
            ("內(nèi)容", "內容"),
            ("進(jìn)行客戶（hù）關(guān)系", "進行客戶關系"),
            ("顧C(jī)RM系統", "顧CRM系統"),
            ("重庆(Chóngqìng)火锅", "重庆火锅"),
            ("妈妈(māma)", "妈妈"),
            ("女(nǚ)士", "女士"),
            ("說(shu(shuō)ō)明", "說明"),
            ("注音(ㄓㄨˋ ㄧㄣ)", "注音"),
        ] {
            assert_eq!(strip_of(text), expected, "{text}");
            assert_eq!(strip_of(expected), expected, "{text}");
        }
    }

    #[test]
    fn remarks_stay() {
        for text in ["法餐(à la carte)", "咖啡(café)", "简历(résumé)", "電腦(PC)", "銀行(bank)", "voilà (là)", "波哥大(Bogotá)", "(shuō)明", "說 (1)", "王芳(女)", "北京(Beijing)"]
        {
            assert_eq!(strip_of(text), text, "{text}");
        }
    }
}
