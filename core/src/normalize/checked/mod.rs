//! Cells that hold a code of fixed length with a check character: what identity numbers, credit codes and
//! organisation codes have in common.
//!
//! | cell | reading |
//! |---|---|
//! | `9144 0300 7084 6113 6T` | separators dropped, if the rest is one code |
//! | `税号：9144…`, `统一社会信用代码 9144…`, `9144…（已核）` | remarks around it dropped |
//! | `1101…/3301…`, two lines, `1101… 3301…` | several codes: the first is the key, all are candidates |
//! | `440106********0018`, `440106XXXXXXXX0018` | masked |
//! | `…0013.0`, `4.40106E+17` | restored, or lost |
//! | `…002Ⅹ`, `…002Х` (Cyrillic) | letters that look like the Latin ones |
//!
//! A code in plain characters is checked at once; everything else is only looked at when that fails.

pub(super) mod organisation;
mod packed;
mod pieces;

use super::clean::{self, doubt, repair};
use super::missing;
use super::sheet::{self, Sheet};
use crate::model::{Missing, Normalized, Reason};
use packed::Packed;

/// A kind of code: how one is checked and written, and what is said of others.
pub(super) trait Checked {
    /// How many characters a code has.
    const LEN: usize;
    /// Where a hyphen belongs to the usual form.
    const HYPHEN: Option<usize> = None;
    /// From how many X in a row on they hide other characters.
    const HIDING: usize = 4;

    /// Writes a code in upper case, without separators, as key, display and components; nothing is written
    /// where it is not one.
    ///
    /// # Errors
    /// Why it is not one.
    fn write(&self, code: &[u8], out: &mut Normalized) -> Result<(), Reason>;

    /// Rejects what could not be written; candidates may be added.
    fn refuse(&self, _code: &[u8], reason: Reason, out: &mut Normalized) {
        out.invalid(reason);
    }

    /// Writes what is visible of a masked code, in which `*` hides a character.
    fn masked(&self, code: &[u8], out: &mut Normalized);
}

/// The missing state of a trimmed text; zero is nobody's code.
pub(super) fn missing(text: &str) -> Option<Missing> {
    // No token is this long and has digits.
    if text.len() > 8 && text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    missing::state_or(text, &["0", "0.0"])
}

/// Reads a cell.
pub(super) fn read<K: Checked>(kind: &K, text: &str, out: &mut Normalized) {
    if let Some(packed) = Packed::plain(text)
        && kind.write(packed.code(), out).is_ok()
    {
        return finish::<K>(&packed, out);
    }
    clean::cell(text, out, missing, |written, out| read_cell(kind, written, out));
}

fn read_cell<K: Checked>(kind: &K, written: &str, out: &mut Normalized) {
    let text = clean::strip_quotes(written);
    if text.len() < written.len() {
        out.repaired(Reason::Trimmed);
    }
    // `7E0000010` may be a code, `1E+07` and `12.0` may not.
    let like_a_number = text.contains(['.', '+']);
    if like_a_number && from_a_sheet(kind, text, out) {
        return;
    }
    let mut packed = Packed::of(text);
    if packed.is_whole() {
        if packed.code().iter().all(|b| *b == b'*') {
            return doubt(out, Reason::Masked, 50);
        }
        let Err(reason) = kind.write(packed.code(), out) else {
            return finish::<K>(&packed, out);
        };
        if packed.with_cross().is_some_and(|crossed| kind.write(crossed.code(), out).is_ok()) {
            finish::<K>(&packed, out);
            return repair(out, Reason::LookAlike, 95);
        }
        if reason != Reason::Placeholder && packed.hide(K::HIDING) {
            return kind.masked(packed.code(), out);
        }
    }
    if !like_a_number && from_a_sheet(kind, text, out) {
        return;
    }
    pieces::read(kind, text, out);
}

/// Marks what was changed on the way to a code that could be written.
fn finish<K: Checked>(packed: &Packed, out: &mut Normalized) {
    if packed.lower {
        out.because(Reason::Case);
    }
    if packed.look_alike {
        repair(out, Reason::LookAlike, 95);
    }
    if packed.has_separators(K::HYPHEN) {
        out.repaired(Reason::Separators);
    }
}

/// Reads a code that a spreadsheet took for a number; false when it is something else.
fn from_a_sheet<K: Checked>(kind: &K, text: &str, out: &mut Normalized) -> bool {
    match sheet::number(text) {
        Some(Sheet::Restored(digits)) => {
            let digits = digits.as_str().as_bytes();
            match kind.write(digits, out) {
                Ok(()) => out.repaired(Reason::SpreadsheetNumber),
                // As many digits as a code has, but not the ones it had.
                Err(Reason::BadCheckDigit | Reason::BadDate) if digits.len() == K::LEN => out.invalid(Reason::DigitsLost),
                Err(reason) => kind.refuse(digits, reason, out),
            }
        }
        Some(Sheet::Lost) => out.invalid(Reason::DigitsLost),
        None if is_scientific(text) => out.invalid(Reason::DigitsLost),
        None => return false,
    }
    true
}

/// Whether a text is a number such as `4,40106E+17`, in any spelling.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let digits = exponent.trim().as_bytes();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '))
        && matches!(digits.len(), 1..=3)
        && digits.iter().all(u8::is_ascii_digit)
}

/// The bytes of a code as text; they are ASCII.
pub(super) fn text(code: &[u8]) -> &str {
    std::str::from_utf8(code).unwrap_or_default()
}

/// Whether a code is one that people type when they have none: one character throughout, or 123456789…
pub(super) fn is_placeholder(code: &[u8]) -> bool {
    let all_the_same = code.len() >= 6 && code.iter().all(|b| code.first() == Some(b));
    all_the_same || code.len() >= 9 && code.iter().zip(b"123456789012345678".iter().cycle()).all(|(a, b)| a == b)
}

/// A number of another plan, such as a passport's or a tax number from abroad: six to fifteen letters and digits, mostly digits.
/// Longer ones are Chinese codes that lost a character.
///
/// No check tells it from a slip of the pen, so that it is nobody's key.
pub(super) fn of_another_plan(code: &[u8]) -> Option<&str> {
    let digits = code.iter().filter(|b| b.is_ascii_digit()).count();
    let plain = code.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    (plain && (6..16).contains(&code.len()) && digits >= 5 && digits * 2 > code.len() && !is_placeholder(code)).then(|| text(code))
}

/// The characters of a masked code that are visible before the first hidden one, and after the last.
pub(super) fn visible(code: &[u8]) -> (&[u8], &[u8]) {
    let head = code.split(|b| *b == b'*').next().unwrap_or_default();
    let tail = code.rsplit(|b| *b == b'*').next().unwrap_or_default();
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        for (code, expected) in [
            ("000000000000000000", true),
            ("111111111", true),
            ("123456789", true),
            ("123456789012345678", true),
            ("123456789012345", true),
            ("0000", false),
            ("123456780", false),
            ("440106199001010013", false),
        ] {
            assert_eq!(is_placeholder(code.as_bytes()), expected, "{code}");
        }
    }

    #[test]
    fn numbers_of_other_plans() {
        for (code, expected) in
            [("K65261033", true), ("546614929", true), ("GB782186413", true), ("12345", false), ("123456789", false), ("ABCDEF12345", false), ("1234*678", false)]
        {
            assert_eq!(of_another_plan(code.as_bytes()).is_some(), expected, "{code}");
        }
    }

    #[test]
    fn numbers_of_spreadsheets() {
        for (text, expected) in [("4.40106E+17", true), ("4,40106e+17", true), ("4.40106 E+17", true), ("9144E+1503", false), ("E+17", false), ("1E+", false), ("4.4E+1x", false)] {
            assert_eq!(is_scientific(text), expected, "{text}");
        }
    }
}
