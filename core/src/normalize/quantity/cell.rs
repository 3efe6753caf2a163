//! From a cell to the text of a quantity: cleaned, without quotes and label.

use super::fold::fold_into;
use super::front_words;
use super::words::Word;
use crate::model::{Missing, Normalized, Reason};
use crate::normalize::clean;

/// Cleans a cell and has its text read; the display is what was written, without what does not belong to the value.
///
/// A label that says something (年营收, 员工人数) stays where it stands, unless nothing can be read with it.
pub(in crate::normalize) fn cell(text: &str, out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>, mut read: impl FnMut(&str, &mut Normalized) -> Result<(), Reason>) {
    if is_clean(text) {
        out.display.push_str(text);
    } else if !clean::clean_name(text, out) {
        return;
    }
    if out.reasons.contains(&Reason::Width) {
        if is_wide(&out.display) {
            out.repaired(Reason::Width);
        } else {
            out.reasons.retain(|reason| *reason != Reason::Width);
        }
    }
    if !strip(out, &missing) {
        return;
    }
    if out.display.contains([':', '：']) {
        let mut scratch = std::mem::take(&mut out.key);
        let speaks = speaks(&out.display, &mut scratch);
        scratch.clear();
        out.key = scratch;
        if speaks {
            let display = std::mem::take(&mut out.display);
            let good = read(&display, out).is_ok();
            out.display = display;
            if good {
                return;
            }
        }
        if !clean::drop_label(out, &missing) || !strip(out, &missing) {
            return;
        }
    }
    let display = std::mem::take(&mut out.display);
    if let Err(reason) = read(&display, out) {
        out.invalid(reason);
    }
    out.display = display;
}

/// Whether a text is of visible ASCII with single blanks, Han characters and signs of money and of relations: cleaning would not
/// change it.
fn is_clean(text: &str) -> bool {
    let mut blank = true;
    for c in text.chars() {
        match c {
            ' ' if blank => return false,
            ' ' => blank = true,
            '!'..='>' | '@'..='~' | '\u{4e00}'..='\u{951e}' | '\u{9520}'..='\u{9fff}' | '¥' | '￥' | '€' | '£' | '≥' | '≤' => blank = false,
            _ => return false,
        }
    }
    !blank
}

/// Whether full-width characters had to be read as others: digits, letters and marks in numbers. Brackets, colons and waves are
/// how Chinese is typeset.
fn is_wide(text: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
    text.char_indices().any(|(at, c)| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '＄' | '％' => true,
        '．' | '，' => {
            let (before, behind) = clean::cut(text, at);
            digit(before.chars().next_back()) && digit(behind.chars().nth(1))
        }
        _ => false,
    })
}

/// Drops quotes and stray punctuation around the value; false when it is missing then.
fn strip(out: &mut Normalized, missing: &impl Fn(&str) -> Option<Missing>) -> bool {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '\u{4e00}'..='\u{9fff}'));
    if inside(out.display.chars().next()) && inside(out.display.chars().next_back()) {
        return true;
    }
    let inner = clean::strip_quotes(&out.display);
    if inner.is_empty() || inner.len() == out.display.len() {
        return true;
    }
    let start = inner.as_ptr().addr().saturating_sub(out.display.as_ptr().addr());
    let end = start + inner.len();
    let state = missing(inner);
    out.display.truncate(end);
    out.display.drain(..start);
    out.repaired(Reason::Trimmed);
    if let Some(state) = state {
        out.set_missing(state);
    }
    state.is_none()
}

/// Whether a label before a colon says what is counted, or over what time.
fn speaks(text: &str, folded: &mut String) -> bool {
    let Some((label, _)) = text.split_once([':', '：']).filter(|(label, _)| !label.is_empty()) else {
        return false;
    };
    if fold_into(label, folded).is_none() {
        return false;
    }
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        if matches!(front_words::in_front(rest), Some((Word::Money | Word::People | Word::Period(_) | Word::Bound(_) | Word::About | Word::Negative, _))) {
            return true;
        }
        rest = clean::cut(rest, c.len_utf8()).1;
    }
    false
}
