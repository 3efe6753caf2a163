//! Plain numbers: sizes, weights, counts, scores.
//!
//! | raw | key |
//! |---|---|
//! | `12.50` `12.5` `+12.5` | `12.5` |
//! | `1,280` `1280.0` `１２８０` | `1280` |
//! | `.5` | `0.5` |
//! | `-0.0` | `0` |
//! | `12,5` `3 kg` | invalid (`syntax`) |
//!
//! The key is the number in decimal digits without a sign that says nothing and without zeros at its ends. Commas may stand between
//! groups of three digits. Up to 15 digits each before and behind the point; more before it are invalid (`out_of_range`), more
//! behind it are cut (repaired, `rounded`). No derived forms.
//!
//! JSON: `{"number": {}}`. Source: ours; as spreadsheets and programs write numbers.

use super::{Normalizer, clean};
use crate::model::{Normalized, Reason};

/// Digits on one side of the point.
const MOST_DIGITS: usize = 15;

/// Reads numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Number;

impl Normalizer for Number {
    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean(text, out) {
            return;
        }
        let (negative, digits) = match out.display.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, out.display.strip_prefix('+').unwrap_or(&out.display)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let Some(whole) = ungrouped(whole).filter(|whole| are_digits(whole) && are_digits(part) && !(whole.is_empty() && part.is_empty())) else {
            return out.invalid(Reason::Syntax);
        };
        let whole = whole.trim_start_matches('0');
        if whole.len() > MOST_DIGITS {
            return out.invalid(Reason::OutOfRange);
        }
        let (kept, cut) = part.split_at_checked(MOST_DIGITS).unwrap_or((part, ""));
        let cut = !cut.trim_end_matches('0').is_empty();
        let kept = kept.trim_end_matches('0');
        if negative && !(whole.is_empty() && kept.is_empty()) {
            out.key.push('-');
        }
        out.key.push_str(if whole.is_empty() { "0" } else { whole });
        if !kept.is_empty() {
            out.key.push('.');
            out.key.push_str(kept);
        }
        if cut {
            out.repaired(Reason::Rounded);
        }
    }
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without the commas between groups of three; none where they stand elsewhere.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let mut out = groups.next()?.to_owned();
    let first = out.len();
    for group in groups {
        if group.len() != 3 || !(1..=3).contains(&first) {
            return None;
        }
        out.push_str(group);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    #[test]
    fn keys() {
        let read = |raw: &str| {
            let mut out = Normalized::default();
            Number.normalize(raw, &mut out);
            out
        };
        for (raw, key) in [
            ("12.50", "12.5"),
            ("+12.5", "12.5"),
            ("1,280", "1280"),
            ("1280.0", "1280"),
            ("１２８０", "1280"),
            (".5", "0.5"),
            ("-0.0", "0"),
            ("0", "0"),
            ("007", "7"),
            ("−3.10", "-3.1"),
        ] {
            assert_eq!(read(raw).key, key, "{raw}");
        }
        for raw in ["12,5", "3 kg", ".", "-", "1.2.3", "1,2345", ",123", "9999999999999999"] {
            let out = read(raw);
            assert!(out.key.is_empty() && matches!(out.status, Status::Invalid | Status::Missing), "{raw} {out:?}");
        }
    }
}
