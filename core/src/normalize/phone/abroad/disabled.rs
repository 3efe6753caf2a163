//! Numbers of other countries by calling code and length alone: small, and unable to tell mobiles from landlines.

use super::super::kind::Kind;
use super::super::number::{Note, Number};
use super::calling_code;
use super::home::{Abroad, dialling};
use crate::model::Reason;
use crate::normalize::clean::cut;

/// Reads a country code and a number.
pub(in crate::normalize::phone) fn international(digits: &str) -> Result<Number, Reason> {
    let (len, region) = calling_code::of(digits).ok_or(Reason::UnassignedPrefix)?;
    let (country, national) = cut(digits, len);
    // Some leave the trunk zero behind the country code: +44 (0)20.
    let zero = dialling(country).is_none_or(|row| row.trunk.as_str() == "0");
    number(country, region, national.strip_prefix('0').filter(|_| zero).unwrap_or(national))
}

/// Reads a number as it is dialled at home.
pub(in crate::normalize::phone) fn national(home: &Abroad, digits: &str) -> Result<Number, Reason> {
    let row = home.dialling.ok_or(Reason::UnknownRegion)?;
    let (least, most) = row.length;
    let (country, trunk) = (row.country.as_str(), row.trunk.as_str());
    // Which of the countries that share +1 a number is of, its area code would tell.
    let region = if country == "1" { "" } else { home.region.as_str() };
    let fits = |national: &&str| (least..=most).contains(&national.len());
    if let Some(bare) = digits.strip_prefix(trunk).filter(|_| !trunk.is_empty()).filter(fits) {
        return number(country, region, bare);
    }
    // Where no trunk prefix is dialled, or need not be, a number is whole; elsewhere it lacks its area.
    if (trunk.is_empty() || country == "1") && fits(&digits) {
        return number(country, region, digits);
    }
    if let Some(bare) = digits.strip_prefix(country).filter(fits) {
        return number(country, region, bare).map(Number::after_prefix);
    }
    if !trunk.is_empty() && (5..=8).contains(&digits.len()) && !digits.starts_with(trunk) {
        let local = Number::local(Kind::Landline, region, digits);
        return local.map(|n| n.noted(Note::Doubt(Reason::NoAreaCode, 60))).ok_or(Reason::WrongLength);
    }
    Err(Reason::WrongLength)
}

/// Checks length and first digits.
fn number(country: &str, region: &str, national: &str) -> Result<Number, Reason> {
    let (least, most) = dialling(country).map_or((4, 15 - country.len()), |row| row.length);
    if !(least..=most).contains(&national.len()) {
        return Err(Reason::WrongLength);
    }
    let fits = match (country, national.as_bytes()) {
        ("1", [area, _, _, exchange, ..]) => matches!(area, b'2'..=b'9') && matches!(exchange, b'2'..=b'9'),
        ("44", [b'2' | b'7', ..]) => national.len() == 10,
        ("61", [first, ..]) => matches!(first, b'1'..=b'5' | b'7' | b'8'),
        ("852", [first, ..]) => matches!(first, b'2'..=b'9'),
        ("853", [first, ..]) => matches!(first, b'2' | b'6' | b'8'),
        ("65", [first, ..]) => matches!(first, b'3' | b'6' | b'8' | b'9'),
        // Zeros that are part of the number.
        ("39" | "225" | "241" | "242", _) => true,
        (_, [first, ..]) => *first != b'0',
        _ => false,
    };
    if fits { Number::foreign(Kind::Unknown, region, country, national).ok_or(Reason::WrongLength) } else { Err(Reason::UnassignedPrefix) }
}
