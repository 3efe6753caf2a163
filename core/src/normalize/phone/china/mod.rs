//! Chinese numbers, from the numbering plan alone: no library is asked.

mod city;
mod landline;
mod mobile;
mod service;

use super::kind::Kind;
use super::number::{Note, Number};
use crate::data::area_code::AreaCodes;
use crate::model::Reason;
use crate::normalize::clean::cut;
pub(super) use city::{Area, area, area_at};
use landline::Landline;
pub(super) use mobile::Line;

/// Reads Chinese numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct China<'a> {
    pub(super) codes: &'a AreaCodes,
    /// The area code of local numbers; empty: they stay without one.
    pub(super) area: &'a str,
}

impl China<'_> {
    /// Reads digits as they are dialled in China, in groups that end there.
    pub(super) fn domestic(&self, digits: &str, ends: &[u8]) -> Result<Number, Reason> {
        if let Some(number) = plain(digits) {
            return Ok(number);
        }
        if let Some(national) = digits.strip_prefix('0') {
            let tail = digits.len() == 4 && !self.codes.is_known(national.as_bytes());
            return if tail { Err(Reason::DestroyedMask) } else { self.with_trunk(national, ends) };
        }
        if let Some(number) = digits.strip_prefix("86").and_then(|national| self.international(national).ok()).filter(Number::has_key) {
            return Ok(number);
        }
        if let Some(number) = carrier_selected(digits).and_then(|rest| self.domestic(rest, &[]).ok()).filter(|n| n.has_key() && n.is_certain()) {
            return Ok(number.after_prefix());
        }
        match digits.len() {
            7 | 8 if landline::starts_well(digits) && !is_date(digits, ends) => self.local(digits),
            10 | 11 if !digits.starts_with('1') || digits.len() == 10 && digits.starts_with("10") => without_trunk(self.codes, digits, ends),
            _ => Err(wrong(digits)),
        }
    }

    /// Reads digits behind `+86`.
    pub(super) fn international(&self, national: &str) -> Result<Number, Reason> {
        if let Some(number) = plain(national) {
            return Ok(number.after_prefix());
        }
        let bare = national.strip_prefix('0').unwrap_or(national);
        if let Some(line) = mobile::line(bare.as_bytes()) {
            return Number::chinese(line.kind, line.carrier, bare).map(Number::after_prefix).ok_or(Reason::WrongLength);
        }
        match (bare.len(), bare.as_bytes()) {
            (9..=11, [b'2'..=b'9', ..] | [b'1', b'0', ..]) => self.fixed(bare).map(Number::after_prefix),
            (11, _) => Err(Reason::UnassignedPrefix),
            // The prefix was written twice.
            (13, [b'8', b'6', ..]) => self.international(cut(bare, 2).1),
            _ => Err(Reason::WrongLength),
        }
    }

    /// Reads what follows the trunk zero.
    fn with_trunk(&self, national: &str, ends: &[u8]) -> Result<Number, Reason> {
        if let Some(line) = mobile::line(national.as_bytes()) {
            return Number::chinese(line.kind, line.carrier, national).map(Number::after_prefix).ok_or(Reason::WrongLength);
        }
        // A zero for the plus sign: 086-755-83765566.
        if let Some(number) = national.strip_prefix("86").and_then(|national| self.international(national).ok()).filter(Number::has_key) {
            return Ok(number);
        }
        // 090-1234-5678 is not 0901-2345678.
        match ends {
            [first, _, ..] if (2..=landline::area_len(national)).contains(&usize::from(*first)) => Err(Reason::UnknownAreaCode),
            _ => self.fixed(national),
        }
    }

    fn fixed(&self, national: &str) -> Result<Number, Reason> {
        let number = match landline::read(self.codes, national)? {
            Landline::Number { area, local } => Number::landline(area, "", local),
            Landline::Old { area, added, local } => Number::landline(area, added, local).map(|n| n.noted(Note::Repair(Reason::OldNumbering, 80))),
            Landline::Short => {
                let mut number = Number::local(Kind::Service, "CN", national);
                if let Some(number) = &mut number {
                    number.area = u8::try_from(landline::area_len(national)).unwrap_or(0);
                }
                number
            }
        };
        number.ok_or(Reason::WrongLength)
    }

    /// Reads a local number, in the city if there is one.
    fn local(&self, digits: &str) -> Result<Number, Reason> {
        if self.area.is_empty() {
            return Number::local(Kind::Landline, "CN", digits).map(|n| n.noted(Note::Doubt(Reason::NoAreaCode, 60))).ok_or(Reason::WrongLength);
        }
        landline::check(self.area, digits)?;
        Number::landline(self.area, "", digits).map(|n| n.noted(Note::Repair(Reason::CityAssumed, 90))).ok_or(Reason::WrongLength)
    }
}

/// Mobile, 400 and 800 numbers and short codes, which are written alike everywhere.
fn plain(digits: &str) -> Option<Number> {
    if let Some(line) = mobile::line(digits.as_bytes()) {
        let number = Number::chinese(line.kind, line.carrier, digits)?;
        return Some(if is_example(digits.as_bytes()) { number.noted(Note::Doubt(Reason::Placeholder, 30)) } else { number });
    }
    if let Some(kind) = service::nationwide(digits.as_bytes()) {
        return Number::chinese(kind, "", digits);
    }
    service::short(digits.as_bytes()).and_then(|kind| Number::local(kind, "CN", digits))
}

/// The line of an ordinary mobile number of eleven digits.
pub(super) fn clean_mobile(digits: &[u8]) -> Option<Line> {
    if digits.len() != 11 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    mobile::line(digits).filter(|_| !is_example(digits) && !digits.ends_with(b"00000000"))
}

/// Whether a mobile number that exists is mostly written where there is none: the service line of 中国移动 in 北京, which
/// stands in half of all examples, and 18888888888 and its like.
fn is_example(digits: &[u8]) -> bool {
    digits == b"13800138000" || matches!(digits, [_, second, rest @ ..] if rest.iter().all(|b| b == second))
}

/// The line that the first digits of a masked number tell.
pub(super) fn visible_mobile(head: &str) -> Option<Line> {
    mobile::visible(head.as_bytes())
}

/// Whether the first digits of a masked number are an area code with its zero.
pub(super) fn visible_area(codes: &AreaCodes, head: &str) -> bool {
    head.strip_prefix('0').is_some_and(|bare| codes.is_known(cut(bare, landline::area_len(bare)).0.as_bytes()))
}

/// What follows the prefix of a carrier's cheap long-distance service.
fn carrier_selected(digits: &str) -> Option<&str> {
    let (prefix, rest) = digits.split_at_checked(5)?;
    (rest.len() >= 10 && (prefix.starts_with("179") || matches!(prefix, "12593" | "10193"))).then_some(rest)
}

/// Reads `2162345678` and `21-62345678`: the trunk zero is gone. Groups must be those of the area code, or there are none:
/// 212-345-6789 is not 上海.
fn without_trunk(codes: &AreaCodes, digits: &str, ends: &[u8]) -> Result<Number, Reason> {
    if digits.starts_with("400") || digits.starts_with("800") {
        return Err(Reason::WrongLength);
    }
    let (area, local) = match landline::read(codes, digits)? {
        Landline::Number { area, local } => (area, local),
        _ => return Err(wrong(digits)),
    };
    let ends_at = |end: &u8, len: usize| usize::from(*end) == len;
    let agrees = match ends {
        [] | [_] => true,
        [first, _] => ends_at(first, area.len()),
        [first, second, _] => ends_at(first, area.len()) && local.len() == 8 && ends_at(second, area.len() + 4),
        _ => false,
    };
    if !agrees {
        return Err(Reason::WrongLength);
    }
    Number::landline(area, "", local).map(|n| n.noted(Note::Doubt(Reason::DefaultAssumed, 80))).ok_or(Reason::WrongLength)
}

/// Whether the groups are those of a date: 2024-05-01.
fn is_date(digits: &str, ends: &[u8]) -> bool {
    matches!(ends, [4, _, _]) && (digits.starts_with("20") || digits.starts_with("19"))
}

/// Why digits are no number.
fn wrong(digits: &str) -> Reason {
    match (digits.len(), digits.as_bytes()) {
        // What remains of 138****5678 when the stars are gone.
        (4, _) | (3 | 7, [b'1', b'3'..=b'9', ..]) => Reason::DestroyedMask,
        (11, [b'1', ..]) | (7 | 8, [b'9', ..]) => Reason::UnassignedPrefix,
        _ => Reason::WrongLength,
    }
}
