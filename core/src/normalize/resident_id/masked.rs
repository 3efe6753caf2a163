//! Numbers of which only a part is left.

use super::number::{is_date, write_birth, write_sex};
use super::{REGION_CODE, TYPE, permit, region};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::normalize::checked::{text, visible};
use crate::normalize::clean::doubt;

/// Writes what is visible of a masked number.
pub(super) fn write(tables: &ReferenceTables, code: &[u8], out: &mut Normalized) {
    let (head, tail) = visible(code);
    if code.iter().any(|b| b.is_ascii_uppercase() && *b != b'X') {
        // Part of another paper's number.
        return doubt(out, Reason::Masked, 40);
    }
    let six = head.get(..6).filter(|six| six.iter().all(u8::is_ascii_digit));
    let province = head.get(..2).and_then(|two| text(two).parse::<u32>().ok());
    if province.is_some_and(|code| region::province(tables.history(), code * 10_000, 2000).is_none()) && !head.starts_with(b"9") {
        return out.invalid(Reason::UnknownRegion);
    }
    // With 18 or 15 places, each one has its meaning; otherwise only what is counted from the start has.
    let birth = match code.len() {
        18 => code.get(6..14).and_then(|b| b.first_chunk::<8>()).filter(|b| b.iter().all(u8::is_ascii_digit)),
        _ => None,
    };
    if let Some(birth) = birth {
        if !is_date(*birth) {
            return out.invalid(Reason::BadDate);
        }
        write_birth(*birth, out);
    }
    match code.len() {
        18 => write_sex(code.get(16).copied(), out),
        15 => write_sex(code.last().copied(), out),
        // An X closes the 18 characters, wherever they were cut.
        _ if tail.ends_with(b"X") => write_sex(tail.iter().rev().nth(1).copied(), out),
        _ => {}
    }
    let year = birth.and_then(|b| text(b.get(..4)?).parse::<u16>().ok());
    let region = six.and_then(|six| text(six).parse::<u32>().ok());
    if let Some(six) = six {
        out.set(REGION_CODE, text(six));
    }
    match (region.zip(year).and_then(|(region, year)| region::find(tables, region, year)), province) {
        (Some(place), _) => place.write(out),
        (None, Some(_)) => region::write_visible(tables, head.get(..6).unwrap_or(head), out),
        (None, None) => {}
    }
    if let Some(region) = region.filter(|_| !head.starts_with(b"9")) {
        out.set(TYPE, permit::kind(region));
    }
    doubt(out, Reason::Masked, 50);
}

/// Whether digits are what remains of a masked number whose stars are gone: its ends, or its start.
pub(super) fn is_destroyed(tables: &ReferenceTables, code: &[u8]) -> bool {
    let known = || code.get(..6).and_then(|six| text(six).parse().ok()).is_some_and(|six: u32| !tables.history().of(six).is_empty());
    match code.len() {
        4 => true,
        6 | 10 => known(),
        14 => known() && code.last_chunk::<8>().is_some_and(|birth| is_date(*birth)),
        _ => false,
    }
}
