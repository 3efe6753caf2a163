//! The short way for what most cells hold: one number of digits, blanks, dashes and brackets, and nothing odd about it.

use super::china;
use super::reader::Reader;
use super::write;
use crate::model::{Normalized, Reason};

/// Reads a plain cell; false when it is something else.
pub(super) fn read(text: &str, reader: &Reader<'_>, out: &mut Normalized) -> bool {
    let home = reader.home.is_china();
    if home && let Some(line) = china::clean_mobile(text.as_bytes()) {
        write::mobile(text, line, out);
        return true;
    }
    let Some(plain) = Plain::of(text) else {
        return false;
    };
    if home && plain.mobile(text, out) {
        return true;
    }
    match std::str::from_utf8(plain.digits()).map(|digits| reader.read(digits, plain.plus, plain.ends())) {
        Ok(Ok(number)) if number.is_certain() => {
            write::number(&number, "", out);
            write::display(&number, "", text, home, out);
            true
        }
        _ => false,
    }
}

/// Digits with blanks, dashes and brackets between them, and perhaps a plus in front.
#[derive(Debug)]
struct Plain {
    digits: [u8; 20],
    len: usize,
    /// Where each group of digits ends.
    ends: [u8; 8],
    groups: usize,
    plus: bool,
}

impl Plain {
    fn of(text: &str) -> Option<Plain> {
        let mut plain = Plain { digits: [0; 20], len: 0, ends: [0; 8], groups: 0, plus: false };
        let bytes = match text.as_bytes() {
            [b'+', rest @ ..] => {
                plain.plus = true;
                rest
            }
            all => all,
        };
        if bytes.len() > 28 {
            return None;
        }
        let mut end = 0;
        for &byte in bytes {
            if byte.is_ascii_digit() {
                *plain.digits.get_mut(plain.len)? = byte;
                plain.len += 1;
            } else if matches!(byte, b' ' | b'-' | b'(' | b')') {
                end = plain.close(end)?;
            } else {
                return None;
            }
        }
        plain.close(end)?;
        (plain.len > 0).then_some(plain)
    }

    /// Ends a group of digits behind the end of the one before it.
    fn close(&mut self, end: usize) -> Option<usize> {
        if self.len > end {
            *self.ends.get_mut(self.groups)? = u8::try_from(self.len).ok()?;
            self.groups += 1;
        }
        Some(self.len)
    }

    fn digits(&self) -> &[u8] {
        self.digits.get(..self.len).unwrap_or_default()
    }

    fn ends(&self) -> &[u8] {
        self.ends.get(..self.groups).unwrap_or_default()
    }

    /// Writes a Chinese mobile number with or without +86; false when it is none.
    fn mobile(&self, text: &str, out: &mut Normalized) -> bool {
        let (national, prefixed) = match self.digits() {
            [b'8', b'6', national @ ..] if national.len() == 11 => (national, true),
            [b'0', b'0', b'8', b'6', national @ ..] if national.len() == 11 => (national, true),
            all if !self.plus => (all, false),
            _ => return false,
        };
        let (Some(line), Ok(national)) = (china::clean_mobile(national), std::str::from_utf8(national)) else {
            return false;
        };
        write::mobile(national, line, out);
        if prefixed {
            out.repaired(Reason::CountryPrefix);
        }
        if self.groups > 1 {
            out.repaired(Reason::Separators);
        } else if !prefixed && text.len() != national.len() {
            out.repaired(Reason::Trimmed);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{in_city, read};
    use crate::model::{Normalized, Reason, Status};

    /// Whatever stands before or behind a number, the common forms are read alike by the short way and the long one.
    #[test]
    fn the_short_way_and_the_long_one_agree() {
        let phone = in_city("");
        for raw in [
            "13812345678",
            "138 1234 5678",
            "13812345678-",
            "+86 13812345678",
            "+8613812345678",
            "0086-138-1234-5678",
            "8613812345678",
            "86 13812345678",
            "13800138000",
            "13000000000",
            "15412345678",
            "+13812345678",
            "1381234567",
            "021-62345678",
            "(021)62345678",
            "(021)62345678(801)",
            "+86(0)21-62345678",
            "(138)12345678",
            "(13812345678)",
            "13812345678(13912345678)",
            "(21)62345678",
            "(415) 555-2671",
            "0512 6234 5678",
            "+86-21-62345678",
            "4008208820",
            "95588",
            "62345678",
            "2162345678",
            "021-62345678-801",
        ] {
            let (short, mut long) = (read(&phone, raw), read(&phone, &format!("{raw}\u{200b}")));
            long.reasons.retain(|r| *r != Reason::Trimmed || short.reasons.contains(r));
            if short.status == Status::Ok {
                long.status = short.status;
            }
            let same = |n: &Normalized| (n.display.clone(), n.key.clone(), n.components.clone(), n.reasons.clone(), n.status, n.confidence);
            assert_eq!(same(&short), same(&long), "{raw}");
        }
    }
}
