//! What every kind does first: the length limit, cleaning, labels.

use crate::model::{Missing, Normalized, Reason};
use crate::text::{fold, lost};

/// Longer values are cut (texts) or refused, so that no input can cost more than this.
pub(super) const LIMIT: usize = 4096;

/// Where a text exceeds [`LIMIT`] characters.
pub(super) fn limit(text: &str) -> Option<usize> {
    if text.len() <= LIMIT {
        return None;
    }
    text.char_indices().nth(LIMIT).map(|(at, _)| at)
}

/// Cleans a code or number into `out.display`, full-width characters folded; false when nothing is left
/// to read.
pub(super) fn clean(text: &str, out: &mut Normalized) -> bool {
    if !clean_name(text, out) {
        return false;
    }
    if out.reasons.contains(&Reason::Width) {
        out.repaired(Reason::Width);
        out.display = out.display.chars().map(fold::width).collect();
    }
    true
}

/// Cleans a name or text into `out.display`, which keeps its width; false when nothing is left to read.
pub(super) fn clean_name(text: &str, out: &mut Normalized) -> bool {
    if limit(text).is_some() {
        out.invalid(Reason::TooLong);
        return false;
    }
    display(text, out)
}

/// As [`clean_name`], for running text: cuts what is too long, and two question marks may end a sentence.
pub(super) fn clean_prose(text: &str, out: &mut Normalized) -> bool {
    let text = match limit(text) {
        Some(at) => {
            out.suspicious(Reason::TooLong);
            cut(text, at).0
        }
        None => text,
    };
    tidy(text, true, out)
}

fn display(text: &str, out: &mut Normalized) -> bool {
    tidy(text, false, out)
}

fn tidy(text: &str, prose: bool, out: &mut Normalized) -> bool {
    if let Some(wide) = is_clean(text) {
        out.display.push_str(text);
        if wide {
            out.because(Reason::Width);
        }
        return true;
    }
    let changes = fold::clean_into(text, &mut out.display);
    if out.display.is_empty() {
        out.set_missing(Missing::Absent);
        return false;
    }
    if changes.invisible {
        out.repaired(Reason::Invisible);
    }
    if changes.width {
        out.because(Reason::Width);
    }
    if changes.whitespace {
        out.repaired(Reason::Separators);
    }
    if changes.lost_bytes && (!prose || lost::in_prose(text)) {
        doubt(out, Reason::LostBytes, 50);
    }
    true
}

/// Whether a text is visible ASCII and ordinary Han with single blanks, so that cleaning would not change it; and whether there
/// are full-width signs in it.
fn is_clean(text: &str) -> Option<bool> {
    let mut before = b' ';
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x80 {
            return is_clean_han(before, cut(text, at).1);
        }
        if !matches!(byte, b' '..=b'~') || byte == b'?' || byte == b' ' && before == b' ' {
            return None;
        }
        before = byte;
    }
    (before != b' ').then_some(false)
}

fn is_clean_han(before: u8, text: &str) -> Option<bool> {
    let suspects = lost::Suspects::get();
    let (mut blank, mut wide) = (before == b' ', false);
    for c in text.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' if !suspects.has(c) => {}
            ' ' if !blank => {}
            '!'..='>' | '@'..='~' | '·' | '—' | '‘'..='’' | '“'..='”' | '…' | '、'..='。' | '〈'..='】' => {}
            '\u{ff01}'..='\u{ff5e}' => wide = true,
            _ => return None,
        }
        blank = c == ' ';
    }
    (!blank).then_some(wide)
}

/// Marks an oddity and lowers the confidence.
pub(super) fn doubt(out: &mut Normalized, reason: Reason, confidence: u8) {
    out.suspicious(reason);
    out.confidence = out.confidence.min(confidence);
}

/// Marks a repair that is not beyond doubt.
pub(super) fn repair(out: &mut Normalized, reason: Reason, confidence: u8) {
    out.repaired(reason);
    out.confidence = out.confidence.min(confidence);
}

/// A text in two, at a character boundary.
pub(super) fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// The text behind a label such as `手机：` or `Tel:`.
fn unlabel(text: &str) -> Option<&str> {
    for (n, (at, c)) in text.char_indices().enumerate() {
        if matches!(c, ':' | '：') {
            let rest = cut(text, at + c.len_utf8()).1.trim_start();
            return (n > 0 && !rest.is_empty()).then_some(rest);
        }
        if n > 12 || !(matches!(c, '\u{4e00}'..='\u{9fff}' | ' ') || c.is_alphabetic()) {
            return None;
        }
    }
    None
}

/// Whether a text is a label and something behind it.
pub(super) fn is_labelled(text: &str) -> bool {
    unlabel(text).is_some()
}

/// Drops a label such as `手机：` from `out.display`; false when what it labels is missing.
pub(super) fn drop_label(out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>) -> bool {
    while let Some(start) = unlabel(&out.display).map(|inner| out.display.len() - inner.len()) {
        out.display.drain(..start);
        out.repaired(Reason::Label);
        if let Some(state) = missing(&out.display) {
            out.set_missing(state);
            return false;
        }
    }
    true
}

/// Cleans a cell, drops its label, and has the rest read; a reading that leaves no display keeps what was written.
pub(super) fn cell(text: &str, out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>, read: impl FnOnce(&str, &mut Normalized)) {
    if !clean(text, out) || !drop_label(out, missing) {
        return;
    }
    let written = std::mem::take(&mut out.display);
    read(&written, out);
    if out.display.is_empty() {
        out.display = written;
    }
}

/// Drops blanks, quotes and stray punctuation around a value.
pub(super) fn strip_quotes(text: &str) -> &str {
    let inner = text.strip_prefix('=').filter(|t| t.starts_with('"')).unwrap_or(text);
    inner.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | ',' | ';' | '，' | '；' | '。' | '、'))
}

/// Whether a character hides another one in a masked value.
pub(super) fn is_mask(c: char) -> bool {
    matches!(c, '*' | '＊' | '×' | '✱' | '∗' | '●' | '█' | '□' | '■' | '…' | '╳' | '✻')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_words_before_a_colon() {
        assert_eq!(unlabel("手机：138"), Some("138"));
        assert_eq!(unlabel("Tel: 138"), Some("138"));
        assert_eq!(unlabel("10:23"), None);
        assert_eq!(unlabel(":23"), None);
        assert_eq!(unlabel("手机："), None);
    }

    #[test]
    fn quotes_and_formulas_are_dropped() {
        assert_eq!(strip_quotes("=\"138\""), "138");
        assert_eq!(strip_quotes("'138"), "138");
        assert_eq!(strip_quotes("=138"), "=138");
    }
}
