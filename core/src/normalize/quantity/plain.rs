//! The short way for what most cells hold: `12000`, `1280.5`, `¥1,280.00`, `-1500`, `50万`, `50-80万`, `3000-5000元`, `10万+`,
//! `1万以下`, and of people `100-500人`, `50人以下`.
//!
//! Everything else takes the long way; where both can read a text, they read it alike.

use super::fixed;
use super::{Column, Counted};
use crate::model::{Normalized, Reason};

/// A plain number in hundredths.
#[derive(Clone, Copy, Debug)]
struct Plain {
    cents: u64,
    /// The unit behind it, 1 where there is none.
    unit: u64,
    mark: Mark,
}

/// What stands behind a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    None,
    Yuan,
    People,
}

/// Reads a plain cell; false when it is something else.
pub(in crate::normalize) fn read(text: &str, column: &Column, out: &mut Normalized) -> bool {
    column.is_plain() && fast(text.as_bytes(), column.counted == Counted::People, out).is_some()
}

fn fast(text: &[u8], people: bool, out: &mut Normalized) -> Option<()> {
    let (negative, text) = match text {
        [b'-', rest @ ..] if !people => (true, rest),
        _ => (false, text),
    };
    let (sign, text) = sign(text);
    let (mut first, rest) = number(text)?;
    let unit = if people { "person" } else { "CNY" };
    // People are named, at the last number at the latest; yuan need not be.
    let named = |mark: Mark| if people { mark == Mark::People && !sign } else { mark != Mark::People };
    if rest.is_empty() {
        if !named(first.mark) {
            return None;
        }
        let cents = first.cents.checked_mul(first.unit)?;
        note_unit(first.unit, out);
        decimal(cents, negative && cents > 0, &mut out.key);
        let Normalized { key, components, .. } = out;
        let [min, max, ..] = components.as_mut_slice() else {
            return None;
        };
        min.push_str(key);
        max.push_str(key);
        finish("[]", unit, out);
        return Some(());
    }
    if negative {
        return None;
    }
    if let Some(bounds) = bound(rest) {
        if !named(first.mark) {
            return None;
        }
        let cents = first.cents.checked_mul(first.unit)?;
        out.because(Reason::Unbounded);
        note_unit(first.unit, out);
        out.key.push_str(if bounds == "[)" { "[" } else { "(," });
        decimal(cents, false, &mut out.key);
        out.key.push_str(if bounds == "[)" { ",)" } else { "]" });
        if let Some(slot) = out.components.get_mut(usize::from(bounds == "(]")) {
            decimal(cents, false, slot);
        }
        finish(bounds, unit, out);
        return Some(());
    }
    let rest = match rest {
        [b'-' | b'~', rest @ ..] => rest,
        [0xe8, 0x87, 0xb3, rest @ ..] => rest,
        _ => return None,
    };
    let (again, rest) = self::sign(rest);
    let (second, rest) = number(rest)?;
    if !rest.is_empty() || again && !sign || !named(second.mark) || first.mark != Mark::None && first.mark != second.mark && (people || first.mark == Mark::People) {
        return None;
    }
    if first.unit == 1 && second.unit > 1 {
        if first.mark != Mark::None || first.cents >= second.cents {
            return None;
        }
        first.unit = second.unit;
    }
    let (min, max) = (first.cents.checked_mul(first.unit)?, second.cents.checked_mul(second.unit)?);
    if min >= max {
        return None;
    }
    out.because(Reason::Range);
    note_unit(second.unit.max(first.unit), out);
    out.key.push('[');
    decimal(min, false, &mut out.key);
    out.key.push(',');
    decimal(max, false, &mut out.key);
    out.key.push(']');
    if let [low, high, ..] = out.components.as_mut_slice() {
        decimal(min, false, low);
        decimal(max, false, high);
    }
    finish("[]", unit, out);
    Some(())
}

fn note_unit(unit: u64, out: &mut Normalized) {
    if unit > 1 {
        out.because(Reason::Unit);
    }
}

fn finish(bounds: &str, unit: &str, out: &mut Normalized) {
    out.set(2, bounds);
    out.set(3, unit);
}

/// `¥` or `￥`, and whether it is there.
fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [0xc2, 0xa5, rest @ ..] | [0xef, 0xbf, 0xa5, rest @ ..] => (true, rest),
        _ => (false, text),
    }
}

/// `+`, 以上 or 以下 and nothing else.
fn bound(text: &[u8]) -> Option<&'static str> {
    match text {
        b"+" => Some("[)"),
        [0xe4, 0xbb, 0xa5, 0xe4, 0xb8, 0x8a] => Some("[)"),
        [0xe4, 0xbb, 0xa5, 0xe4, 0xb8, 0x8b] | [0xe4, 0xbb, 0xa5, 0xe5, 0x86, 0x85] => Some("(]"),
        _ => None,
    }
}

/// A number of up to thirteen digits with at most two decimals, a unit, 元.
fn number(text: &[u8]) -> Option<(Plain, &[u8])> {
    let (mut value, mut rest) = (0_u64, text);
    let (mut digits, mut group, mut grouped) = (0_u8, 0_u8, false);
    while let [byte, tail @ ..] = rest {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + u64::from(byte - b'0');
                (digits, group) = (digits + 1, group + 1);
            }
            b',' if digits > 0 && (if grouped { group == 3 } else { group <= 3 && value > 0 }) => (group, grouped) = (0, true),
            _ => break,
        }
        if digits > 13 {
            return None;
        }
        rest = tail;
    }
    // A leading zero and odd groups take the long way.
    if digits == 0 || grouped && group != 3 || digits > 1 && text.first() == Some(&b'0') {
        return None;
    }
    let mut cents = value * 100;
    match rest {
        [b'.', a @ b'0'..=b'9', b @ b'0'..=b'9', tail @ ..] => (cents, rest) = (cents + u64::from(a - b'0') * 10 + u64::from(b - b'0'), tail),
        [b'.', a @ b'0'..=b'9', tail @ ..] => (cents, rest) = (cents + u64::from(a - b'0') * 10, tail),
        _ => {}
    }
    if matches!(rest, [b'0'..=b'9' | b'.' | b',' | b'\'' | b'_' | b' ', ..]) {
        return None;
    }
    let (unit, rest) = match rest {
        [0xe4, 0xb8, 0x87, tail @ ..] => (10_000, tail),
        [0xe4, 0xba, 0xbf, tail @ ..] => (100_000_000, tail),
        [b'k' | b'K'] => (1000, [].as_slice()),
        [b'w' | b'W'] => (10_000, [].as_slice()),
        _ => (1, rest),
    };
    let (mark, rest) = match rest {
        [0xe5, 0x85, 0x83, tail @ ..] => (Mark::Yuan, tail),
        [0xe4, 0xba, 0xba, tail @ ..] => (Mark::People, tail),
        _ => (Mark::None, rest),
    };
    Some((Plain { cents, unit, mark }, rest))
}

/// Writes hundredths as a plain decimal.
fn decimal(cents: u64, negative: bool, out: &mut String) {
    if negative {
        out.push('-');
    }
    fixed::digits(cents / 100, 1, out);
    match cents % 100 {
        0 => {}
        rest if rest % 10 == 0 => {
            out.push('.');
            fixed::digits(rest / 10, 1, out);
        }
        rest => {
            out.push('.');
            fixed::digits(rest, 2, out);
        }
    }
}
