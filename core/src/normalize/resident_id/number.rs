//! The digits of a number: date of birth, serial, check character.

use super::{BIRTH_DATE, SEX};
use crate::model::{Normalized, Reason};
use crate::normalize::checked;

/// A number of 18 characters whose date exists and whose check character fits.
#[derive(Clone, Copy)]
pub(super) struct Number {
    full: [u8; 18],
    old: bool,
    region: u32,
    year: u16,
}

impl Number {
    /// Reads 18 characters, or 15 digits of the old form.
    ///
    /// # Errors
    /// Why it is not a number.
    #[inline]
    pub(super) fn read(code: &[u8]) -> Result<Self, Reason> {
        if let Some(full) = code.first_chunk::<18>().filter(|_| code.len() == 18) {
            let [body @ .., last] = full;
            if !body.iter().all(u8::is_ascii_digit) || !(last.is_ascii_digit() || *last == b'X') {
                return Err(if checked::is_placeholder(code) { Reason::Placeholder } else { Reason::BadCharacter });
            }
            return Self::check(*full, false);
        }
        if checked::is_placeholder(code) {
            return Err(Reason::Placeholder);
        }
        if !code.iter().enumerate().all(|(at, b)| b.is_ascii_digit() || *b == b'X' && at + 1 == code.len() && at >= 3) {
            return Err(Reason::BadCharacter);
        }
        let Some(short) = code.first_chunk::<15>().filter(|_| code.len() == 15) else {
            return Err(Reason::WrongLength);
        };
        let [head @ .., _, _, _, _, _, _, _, _, _] = short;
        let [_, _, _, _, _, _, tail @ ..] = short;
        if !short.iter().all(u8::is_ascii_digit) {
            return Err(Reason::BadCharacter);
        }
        // Serials 996 to 999 were kept for people who were a hundred years old.
        let century = if tail.ends_with(b"996") || tail.ends_with(b"997") || tail.ends_with(b"998") || tail.ends_with(b"999") { b"18" } else { b"19" };
        let mut full = [0; 18];
        for (slot, byte) in full.iter_mut().zip(head.iter().chain(century).chain(tail)) {
            *slot = *byte;
        }
        let check = check_character(&full);
        if let Some(last) = full.last_mut() {
            *last = check;
        }
        Self::check(full, true)
    }

    fn check(full: [u8; 18], old: bool) -> Result<Self, Reason> {
        let [a, b, c, d, e, f, y1, y2, y3, y4, m1, m2, d1, d2, .., last] = full;
        if !is_date([y1, y2, y3, y4, m1, m2, d1, d2]) {
            return Err(if checked::is_placeholder(&full) { Reason::Placeholder } else { Reason::BadDate });
        }
        if check_character(&full) != last {
            return Err(if checked::is_placeholder(&full) { Reason::Placeholder } else { Reason::BadCheckDigit });
        }
        let number = |digits: &[u8]| digits.iter().fold(0_u32, |n, b| n * 10 + u32::from(b - b'0'));
        let year = u16::try_from(number(&[y1, y2, y3, y4])).unwrap_or_default();
        Ok(Number { full, old, region: number(&[a, b, c, d, e, f]), year })
    }

    /// The first six digits.
    pub(super) fn region(&self) -> u32 {
        self.region
    }

    pub(super) fn region_text(&self) -> &str {
        checked::text(self.full.get(..6).unwrap_or_default())
    }

    /// The year of birth.
    pub(super) fn year(&self) -> u16 {
        self.year
    }

    /// Whether this is the number of a permanent residence permit of 2023, which begins with a nine.
    pub(super) fn is_foreigners(&self) -> bool {
        self.full.first() == Some(&b'9')
    }

    /// Writes key, display, date of birth and sex.
    pub(super) fn write(&self, written: &str, out: &mut Normalized) {
        out.key.push_str(checked::text(&self.full));
        out.display.push_str(written);
        let [_, _, _, _, _, _, y1, y2, y3, y4, m1, m2, d1, d2, _, _, serial, _] = self.full;
        write_birth([y1, y2, y3, y4, m1, m2, d1, d2], out);
        write_sex(Some(serial), out);
        if self.old {
            out.repaired(Reason::OldFormat);
        }
    }
}

/// The check character of the first 17 digits, ISO 7064 MOD 11-2.
#[inline]
fn check_character(full: &[u8; 18]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = full.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte & 15) * weight).sum();
    b"10X98765432".get(sum as usize % 11).copied().unwrap_or_default()
}

/// Whether eight digits are a date on which somebody could be born: from 1800 to 2100.
#[inline]
pub(super) fn is_date(digits: [u8; 8]) -> bool {
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits;
    let two = |tens: u8, ones: u8| u32::from((tens & 15) * 10 + (ones & 15));
    let (year, month, day) = (two(y1, y2) * 100 + two(y3, y4), two(m1, m2), two(d1, d2));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1800..=2100).contains(&year) && (1..=days).contains(&day)
}

/// Writes eight digits as `1949-12-31`.
#[inline]
pub(super) fn write_birth([y1, y2, y3, y4, m1, m2, d1, d2]: [u8; 8], out: &mut Normalized) {
    out.set(BIRTH_DATE, checked::text(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]));
}

/// The last digit of the serial is odd for men.
pub(super) fn write_sex(serial: Option<u8>, out: &mut Normalized) {
    if let Some(digit) = serial.filter(u8::is_ascii_digit) {
        out.set(SEX, if digit % 2 == 1 { "M" } else { "F" });
    }
}

/// The digit that a letter looks like.
pub(super) fn digit_like(byte: u8) -> u8 {
    match byte {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        other => other,
    }
}
