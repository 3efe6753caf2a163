//! From a cell to the text of a quantity: cleaned, without quotes and label.

use crate::model::{Missing, Normalized, Reason};
use crate::normalize::clean;

/// Cleans a cell into `out.display`, whose width stays as written; false when there is nothing to read.
pub(in crate::normalize) fn clean(text: &str, out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>) -> bool {
    if !clean::clean_name(text, out) {
        return false;
    }
    // Full-width brackets, colons and waves are how Chinese is typeset; digits, letters and marks in numbers are not.
    let wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '，' | '＄' | '％');
    if out.display.trim_end_matches('，').contains(wide) {
        out.repaired(Reason::Width);
    } else {
        out.reasons.retain(|reason| *reason != Reason::Width);
    }
    if !strip(out, &missing) || !clean::drop_label(out, &missing) {
        return false;
    }
    strip(out, &missing)
}

/// Drops quotes and stray punctuation around the value; false when it is missing then.
fn strip(out: &mut Normalized, missing: &impl Fn(&str) -> Option<Missing>) -> bool {
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
