//! Numbers in digits, with whatever separates their groups: `1,280.00`, `1.280,00`, `1'280`, `12,34,567`, `15,0000`, `1.5e6`.
//!
//! | text | value |
//! |---|---|
//! | `1,280` | 1280: groups of three (of four as 万 are counted, of two and a last of three as lakh are) |
//! | `12,50` | 12.5, in doubt: two or fewer digits behind a single comma |
//! | `1.280` | 1.28, in doubt: the euro's countries write 1280 so |
//! | `1.280,50`, `1'280.50`, `1 280,50` | 1280.5 |
//! | `1.28E+05` | 128000 |

use super::fixed::{DECIMALS, LIMIT, ONE};
use crate::normalize::clean::cut;

/// A number in digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Arabic {
    /// In units of [`ONE`].
    pub(super) value: i128,
    /// One digit and nothing else.
    pub(super) single: bool,
    /// Starts with a zero that says nothing, as in 05.
    pub(super) zero: bool,
    /// Three digits behind a single dot.
    pub(super) dot: bool,
    /// A comma was read as a decimal mark.
    pub(super) comma: bool,
    /// More decimals than are kept.
    pub(super) cut: bool,
    /// Written as 1.5E+5.
    pub(super) scientific: bool,
    /// As 1.23457E+11: a spreadsheet shows no more digits than these.
    pub(super) lost: bool,
    /// Beyond the limit.
    pub(super) huge: bool,
}

/// The groups of digits of a number, and what stands between them.
#[derive(Debug, Default)]
struct Groups {
    lens: [u8; 16],
    marks: [u8; 16],
    count: usize,
}

impl Groups {
    fn len(&self, at: usize) -> u8 {
        self.lens.get(at).copied().unwrap_or(0)
    }

    fn mark(&self, at: usize) -> u8 {
        self.marks.get(at).copied().unwrap_or(0)
    }

    /// Whether the first `count` groups make one whole number.
    fn whole(&self, count: usize) -> bool {
        let Some(last) = count.checked_sub(1).filter(|last| *last > 0) else {
            return true;
        };
        let mark = self.mark(0);
        if (1..last).any(|at| self.mark(at) != mark) {
            return false;
        }
        let first = self.len(0);
        let all = |len: u8| (1..=len).contains(&first) && (1..count).all(|at| self.len(at) == len);
        let lakh = || (1..=2).contains(&first) && (1..last).all(|at| self.len(at) == 2) && self.len(last) == 3;
        match mark {
            b',' => all(3) || all(4) || lakh(),
            _ => all(3),
        }
    }
}

/// Reads the digits a text starts with; `None` when there are none or their separators make no number.
pub(super) fn read(text: &str) -> Option<(Arabic, &str)> {
    let (groups, end) = scan(text.as_bytes());
    let (token, mut rest) = cut(text, end);
    let mut out = Arabic::default();
    let last = groups.count.checked_sub(1)?;
    let zero_first = token.starts_with('0');
    let decimals = match last {
        0 => false,
        _ => {
            let (mark, len) = (groups.mark(last - 1), groups.len(last));
            match mark {
                b'.' if last == 1 => {
                    out.dot = len == 3 && (1..=3).contains(&groups.len(0)) && !zero_first;
                    true
                }
                b',' if last == 1 && (len <= 2 || zero_first) => {
                    out.comma = true;
                    true
                }
                b'.' | b',' => last > 1 && mark != groups.mark(0),
                _ => false,
            }
        }
    };
    if !groups.whole(if decimals { last } else { last + 1 }) {
        return None;
    }
    out.single = token.len() == 1;
    out.zero = zero_first && groups.len(0) > 1;
    let whole_end = if decimals { end - usize::from(groups.len(last)) } else { end };
    let (whole, fraction) = cut(token, whole_end);
    let value = number(whole);
    out.huge = value > LIMIT / ONE;
    let (kept, dropped) = cut(fraction, DECIMALS.min(fraction.len()));
    out.cut = dropped.bytes().any(|b| b != b'0');
    let scale = POWERS.get(kept.len()).copied().unwrap_or(1);
    out.value = value.saturating_mul(ONE).saturating_add(number(kept).saturating_mul(i128::from(scale)));
    if let Some((exponent, tail)) = exponent(rest) {
        let power = 10_i128.pow(exponent.unsigned_abs().min(30));
        let scaled = if exponent < 0 { Some(out.value / power) } else { out.value.checked_mul(power) };
        out.huge |= scaled.is_none();
        out.value = scaled.unwrap_or(0);
        (out.scientific, out.single, out.dot) = (true, false, false);
        out.lost = fraction.len() >= 5 && usize::try_from(exponent).is_ok_and(|e| e > fraction.len());
        rest = tail;
    }
    out.huge |= out.value >= LIMIT;
    Some((out, rest))
}

/// 10¹² without as many zeros.
const POWERS: [u64; DECIMALS + 1] = [1_000_000_000_000, 100_000_000_000, 10_000_000_000, 1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1];

/// The digits of a text as a whole number.
fn number(text: &str) -> i128 {
    if text.len() <= 18 {
        return i128::from(text.bytes().filter(u8::is_ascii_digit).fold(0_u64, |n, b| n * 10 + u64::from(b - b'0')));
    }
    text.bytes().filter(u8::is_ascii_digit).fold(0_i128, |n, b| n.saturating_mul(10).saturating_add(i128::from(b - b'0')))
}

/// Where the number ends, and its groups.
fn scan(bytes: &[u8]) -> (Groups, usize) {
    let mut groups = Groups::default();
    let digits = |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = 0;
    loop {
        let len = digits(at);
        // `.5` has an empty first group.
        if len == 0 && !(groups.count == 0 && bytes.first() == Some(&b'.') && digits(1) > 0) {
            break;
        }
        if let Some(slot) = groups.lens.get_mut(groups.count) {
            *slot = u8::try_from(len).unwrap_or(u8::MAX);
        }
        groups.count += 1;
        at += len;
        let Some(mark @ (b',' | b'.' | b'\'' | b'_' | b' ')) = bytes.get(at).copied() else {
            break;
        };
        let next = digits(at + 1);
        if next == 0 || mark == b' ' && (next != 3 || len > 3) || groups.count >= groups.lens.len() {
            break;
        }
        if let Some(slot) = groups.marks.get_mut(groups.count - 1) {
            *slot = mark;
        }
        at += 1;
    }
    (groups, at)
}

/// `e+10` behind a number.
fn exponent(text: &str) -> Option<(i32, &str)> {
    let tail = text.strip_prefix('e')?;
    let (negative, tail) = match tail.strip_prefix(['+', '-']) {
        Some(rest) => (tail.starts_with('-'), rest),
        None => (false, tail),
    };
    let (run, rest) = crate::normalize::sheet::digits(tail)?;
    let exponent: i32 = run.parse().ok().filter(|e| *e <= 99)?;
    Some((if negative { -exponent } else { exponent }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators() {
        for (text, hundredths, rest) in [
            ("1,280.00元", 128_000, "元"),
            ("150,000", 15_000_000, ""),
            ("15,0000", 15_000_000, ""),
            ("12,34,567.00", 123_456_700, ""),
            ("1,00,000", 10_000_000, ""),
            ("1 280 000", 128_000_000, ""),
            ("1.280.000,00", 128_000_000, ""),
            ("1'280'000.50", 128_000_050, ""),
            ("1 280,50", 128_050, ""),
            ("1_000_000", 100_000_000, ""),
            (".5", 50, ""),
            ("1280.", 128_000, "."),
            ("12,50", 1250, ""),
            ("0,125", 12, ""),
            ("1.5e+06", 150_000_000, ""),
            ("2e5", 20_000_000, ""),
            ("5e-1", 50, ""),
            ("1.5euro", 150, "euro"),
            ("500 80", 50_000, " 80"),
            ("3000-5000", 300_000, "-5000"),
        ] {
            let (number, tail) = read(text).unwrap();
            assert_eq!((number.value / (ONE / 100), tail), (hundredths, rest), "{text}");
        }
        for text in ["1,23,4", "1.2.3", "1,280,00.0,0", "1,23456", "1234,567", "1.28,00", "", ".", "x"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn doubts() {
        let read = |t| read(t).unwrap().0;
        assert!(read("1.280").dot && !read("0.280").dot && !read("1.28").dot && !read("1280.125").dot);
        assert!(read("12,50").comma && !read("12,500").comma && !read("1.200,50").comma);
        assert!(read("1.23457e+11").lost && !read("1.5e+06").lost);
        assert!(read("99999999999999999999999999").huge && read("1e40").huge && !read("99999999999999999999").huge);
        assert!(read("05").zero && !read("0").zero && !read("0.5").zero);
        assert!(read("0.1234567890123").cut);
    }
}
