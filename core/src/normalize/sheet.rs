//! What spreadsheets do to long codes: `13812345678.0`, `1.38E+10`, `="138…"`.
//!
//! | text | reading |
//! |---|---|
//! | `13812345678.0` | restored: `13812345678` |
//! | `1.3812345678E+10` | restored: every digit is there |
//! | `1.38E+10` | lost: eight digits are gone |

use super::clean::cut;
use super::short::Short;

/// What a spreadsheet left of a code.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sheet {
    /// All digits could be restored.
    Restored(Short<32>),
    /// Digits are gone.
    Lost,
}

/// Reads a code that a spreadsheet turned into a number; `None` when it is something else.
pub(super) fn number(text: &str) -> Option<Sheet> {
    let (whole, rest) = digits(text)?;
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(rest) => digits(rest).unwrap_or(("", rest)),
        None => ("", rest),
    };
    let mut restored = Short::new();
    if rest.is_empty() {
        let zeros = !fraction.is_empty() && fraction.bytes().all(|b| b == b'0');
        return (zeros && whole.len() >= 6 && restored.push_str(whole)).then_some(Sheet::Restored(restored));
    }
    let exponent = rest.strip_prefix(['e', 'E'])?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    if !(6..=30).contains(&exponent) || whole.len() != 1 || fraction.len() > exponent {
        return None;
    }
    let complete = fraction.len() == exponent && restored.push_str(whole) && restored.push_str(fraction);
    Some(if complete { Sheet::Restored(restored) } else { Sheet::Lost })
}

/// The digits a text starts with, and the rest.
pub(super) fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| cut(text, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restores_only_what_is_whole() {
        let restored = |t| match number(t) {
            Some(Sheet::Restored(d)) => d.as_str().to_owned(),
            Some(Sheet::Lost) => "lost".to_owned(),
            None => "none".to_owned(),
        };
        assert_eq!(restored("13812345678.0"), "13812345678");
        assert_eq!(restored("13812345678.00"), "13812345678");
        assert_eq!(restored("1.3812345678E+10"), "13812345678");
        assert_eq!(restored("1.38E+10"), "lost");
        assert_eq!(restored("4.40106E+17"), "lost");
        assert_eq!(restored("13812345678"), "none");
        assert_eq!(restored("13812345678.5"), "none");
        assert_eq!(restored("12.0"), "none");
        assert_eq!(restored("1.5e3"), "none");
    }
}
