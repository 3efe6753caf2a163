//! The form in which names of industries are looked up.
//!
//! | written | folded | stem |
//! |---|---|---|
//! | `信息传输、软件和信息技术服务业` | `信息传输软件信息技术服务业` | without 业 |
//! | `軟件 及 信息技術服務業` | `软件信息技术服务业` | without 业 |
//! | `电子行业` | `电子行业` | `电子` |
//!
//! Signs, blanks and the words that only join (和 及 与 或 的) go; no two names of the standard fall together by it.

use super::variant::Variants;

/// Longer texts are no name: the longest of the standard has 34 characters.
const ROOM: usize = 160;

/// A folded text on the stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Folded {
    bytes: [u8; ROOM],
    len: usize,
    /// Whether there were traditional characters.
    pub(crate) traditional: bool,
}

impl Folded {
    /// Folds a text; `None` when it is too long to be a name.
    #[inline]
    pub(crate) fn of(text: &str, variants: &Variants) -> Option<Self> {
        let mut folded = Folded { bytes: [0; ROOM], len: 0, traditional: false };
        // What stays is copied in one go up to what does not.
        let mut copied = 0;
        for (at, c) in text.char_indices() {
            let form = match c {
                '和' | '及' | '与' | '與' | '或' | '的' => None,
                '它' => Some('他'),
                '\u{4e00}'..='\u{9fff}' => {
                    let simple = variants.simplified(c);
                    folded.traditional |= simple != c;
                    Some(simple)
                }
                c => match width(c) {
                    c @ ('a'..='z' | '0'..='9') => Some(c),
                    c @ 'A'..='Z' => Some(c.to_ascii_lowercase()),
                    '\0'..='\u{7f}' => None,
                    c if is_sign(c) => None,
                    c => Some(c),
                },
            };
            if form != Some(c) {
                folded.push_str(text.get(copied..at)?)?;
                if let Some(form) = form {
                    folded.push_str(form.encode_utf8(&mut [0; 4]))?;
                }
                copied = at + c.len_utf8();
            }
        }
        folded.push_str(text.get(copied..)?)?;
        Some(folded)
    }

    /// Adds a folded text; `None` when there is no room.
    #[inline]
    pub(crate) fn push_str(&mut self, text: &str) -> Option<()> {
        let slot = self.bytes.get_mut(self.len..self.len + text.len())?;
        slot.copy_from_slice(text.as_bytes());
        self.len += text.len();
        Some(())
    }

    /// The text.
    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text in UTF-8.
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// A folded text followed by another one.
    pub(crate) fn joined(first: &str, second: &str) -> Option<Self> {
        let mut folded = Folded { bytes: [0; ROOM], len: 0, traditional: false };
        folded.push_str(first)?;
        folded.push_str(second)?;
        Some(folded)
    }
}

/// Full-width ASCII to ASCII (this floor lies below `text::fold`).
const fn width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => (c as u32 as u8).wrapping_add(0x20) as char,
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Punctuation, arrows, bullets and blanks outside ASCII.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{21ff}' | '\u{25a0}'..='\u{27bf}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{30fb}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff61}'..='\u{ff65}')
        || c.is_whitespace()
}

/// A folded name without 行业 or 业 at its end, unless nothing would be left.
#[inline]
pub(crate) fn stem(folded: &str) -> &str {
    folded.get(..stem_bytes(folded.as_bytes()).len()).unwrap_or(folded)
}

/// As [`stem`], of what need not be looked at as text.
#[inline]
pub(crate) fn stem_bytes(folded: &[u8]) -> &[u8] {
    let ends = |end: &str| folded.strip_suffix(end.as_bytes());
    ends("行业").or_else(|| ends("业")).filter(|stem| !stem.is_empty()).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    #[test]
    fn names_are_folded() {
        for (text, folded) in [
            ("信息传输、软件和信息技术服务业", "信息传输软件信息技术服务业"),
            (" 農 / 林，牧；渔业", "农林牧渔业"),
            ("三维（3D)打印", "三维3d打印"),
            ("ＩＴ·互联网＋", "it互联网"),
            ("其它采矿业", "其他采矿业"),
        ] {
            assert_eq!(Folded::of(text, ReferenceTables::builtin().variants()).unwrap().as_str(), folded);
        }
        assert!(Folded::of(&"业".repeat(60), ReferenceTables::builtin().variants()).is_none());
        assert_eq!([stem("电子行业"), stem("渔业"), stem("业"), stem("教育")], ["电子", "渔", "业", "教育"]);
    }
}
