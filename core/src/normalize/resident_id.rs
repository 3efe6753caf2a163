//! Chinese resident identity numbers.
//!
//! | raw | key | birth | sex | region |
//! |---|---|---|---|---|
//! | `11010519491231002x` | `11010519491231002X` | `1949-12-31` | `female` | `110105` |
//! | `110105 19491231 002X` | `11010519491231002X` | `1949-12-31` | `female` | `110105` |
//! | `110105491231002` (15 digits) | `11010519491231002X` (old format) | | | |
//! | `1101**********002X` | none: masked | | `female` | `1101` |
//! | `110105194912310021` | none: wrong check character | | | |
//! | `4.40106E+17` | none: digits are lost | | | |
//!
//! The region is the one at the time of issue: a county that today's table lacks is suspicious
//! (`unknown_region`) if its province is known, otherwise the number is invalid. Serials 996–999 of old
//! numbers belong to people born in the 19th century. Passports and permits are not read.
//!
//! JSON: `{"resident_id": {}}`. Source: GB 11643-1999, ISO 7064 MOD 11-2.

use super::clean::{self, doubt};
use super::sheet::{self, Sheet};
use super::short::Short;
use super::{Normalizer, missing};
use crate::data::division;
use crate::model::{Missing, Normalized, Reason};
use chrono::NaiveDate;

/// Reads resident identity numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ResidentId;

const BIRTH: usize = 0;
const SEX: usize = 1;
const REGION: usize = 2;

type Id = Short<24>;

impl Normalizer for ResidentId {
    fn components(&self) -> &'static [&'static str] {
        &["birth", "sex", "region"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state_or(text, &["0", "0.0"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        clean::cell(text, out, |text| self.missing(text), read_cell);
    }
}

fn read_cell(written: &str, out: &mut Normalized) {
    let text = clean::strip_quotes(written);
    if text.len() < written.len() {
        out.repaired(Reason::Trimmed);
    }
    match sheet::number(text) {
        Some(Sheet::Lost) => return out.invalid(Reason::DigitsLost),
        // A spreadsheet keeps fifteen digits: only old numbers survive it.
        Some(Sheet::Restored(digits)) if digits.len() == 15 => {
            out.repaired(Reason::SpreadsheetNumber);
            return number(digits.as_str(), out);
        }
        Some(Sheet::Restored(_)) => return out.invalid(Reason::DigitsLost),
        None => {}
    }
    let mut id = Id::new();
    for c in text.chars() {
        let fits = match c {
            '0'..='9' => id.push(c),
            'x' | 'X' | '×' | 'Х' | 'х' if id.len() == 17 => id.push('X'),
            _ if clean::is_mask(c) || matches!(c, 'x' | 'X') => id.push('*'),
            ' ' | '-' | '_' | '.' | '\u{2013}' => {
                out.repaired(Reason::Separators);
                true
            }
            _ => return out.invalid(Reason::BadCharacter),
        };
        if !fits {
            return out.invalid(Reason::WrongLength);
        }
    }
    if text.ends_with(['x', '×', 'Х', 'х']) {
        out.because(Reason::Case);
    }
    if id.as_str().contains('*') { masked(id.as_str(), out) } else { number(id.as_str(), out) }
}

/// Reads 18 or 15 digits.
fn number(id: &str, out: &mut Normalized) {
    let mut full = Id::new();
    let old = id.len() == 15;
    let fits = match id.len() {
        18 => full.push_str(id),
        15 => upgrade(id, &mut full),
        _ => false,
    };
    let full = full.as_str();
    let (Some(region), Some(birth)) = (full.get(..6), full.get(6..14)) else {
        return out.invalid(Reason::WrongLength);
    };
    if !fits || full.len() != 18 {
        return out.invalid(if old { Reason::BadCharacter } else { Reason::WrongLength });
    }
    let Some(birth) = date(birth) else {
        return out.invalid(Reason::BadDate);
    };
    if check(full) != full.chars().next_back() {
        // Excel writes the last three of eighteen digits as zeros.
        return out.invalid(if full.ends_with("000") { Reason::DigitsLost } else { Reason::BadCheckDigit });
    }
    let Some(county) = county_is_known(region) else {
        return out.invalid(Reason::UnknownRegion);
    };
    if !county {
        doubt(out, Reason::UnknownRegion, 85);
    }
    if old {
        out.repaired(Reason::OldFormat);
    }
    out.display.push_str(if old { id } else { full });
    out.key.push_str(full);
    write_birth(birth, out);
    write_sex(full, out);
    out.set(REGION, region);
}

/// The 18 digits of a number of 15: the century, and the check character.
fn upgrade(id: &str, full: &mut Id) -> bool {
    let (head, tail) = clean::cut(id, 6);
    let century = if matches!(tail.get(6..), Some("996" | "997" | "998" | "999")) { "18" } else { "19" };
    let written = full.push_str(head) && full.push_str(century) && full.push_str(tail);
    written && check(full.as_str()).is_some_and(|c| full.push(c))
}

/// The check character of the first 17 digits; `None` when one is no digit.
fn check(id: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    let mut digits = id.chars();
    for weight in WEIGHTS {
        sum += digits.next()?.to_digit(10)? * weight;
    }
    "10X98765432".chars().nth(usize::try_from(sum % 11).ok()?)
}

fn date(text: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let year = part(0, 4).filter(|y| (1800..2100).contains(y))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, part(4, 6)?, part(6, 8)?)
}

/// Whether the table has the county; `None` when it has not even the province.
fn county_is_known(region: &str) -> Option<bool> {
    let code: u32 = region.parse().ok()?;
    if division::by_code(code).is_some_and(|d| d.level() == division::Level::County) {
        return Some(true);
    }
    // 83 is the prefix of the residence permits for Taiwan.
    division::by_code(code / 10_000 * 10_000).map(|province| !province.is_mainland()).or((code / 10_000 == 83).then_some(true))
}

fn write_birth(date: NaiveDate, out: &mut Normalized) {
    if let Some(form) = out.components.get_mut(BIRTH) {
        use std::fmt::Write;
        // Writing to a string cannot fail.
        let _ = write!(form, "{date}");
    }
}

fn write_sex(id: &str, out: &mut Normalized) {
    if let Some(serial) = id.chars().nth(16).and_then(|c| c.to_digit(10)) {
        out.set(SEX, if serial % 2 == 1 { "male" } else { "female" });
    }
}

/// Reads what is visible of a masked number.
fn masked(id: &str, out: &mut Normalized) {
    if id.len() == 18 {
        let visible = |from: usize, to: usize| id.get(from..to).filter(|t| !t.contains('*'));
        if let Some(birth) = visible(6, 14) {
            match date(birth) {
                Some(birth) => write_birth(birth, out),
                None => return out.invalid(Reason::BadDate),
            }
        }
        write_sex(id, out);
        let region = visible(0, 6).or_else(|| visible(0, 4)).or_else(|| visible(0, 2)).unwrap_or_default();
        out.set(REGION, region);
    }
    doubt(out, Reason::Masked, 50);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        ResidentId.normalize(raw, &mut out);
        out
    }

    #[test]
    fn reads_the_table() {
        for (raw, key, status, reasons) in [
            ("11010519491231002X", "11010519491231002X", Status::Ok, &[][..]),
            ("11010519491231002x", "11010519491231002X", Status::Ok, &[Reason::Case]),
            ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", Status::Repaired, &[Reason::Width]),
            ("110105 19491231 002X", "11010519491231002X", Status::Repaired, &[Reason::Separators]),
            ("身份证:11010519491231002X", "11010519491231002X", Status::Repaired, &[Reason::Label]),
            ("110105491231002", "11010519491231002X", Status::Repaired, &[Reason::OldFormat]),
            ("440524188001010014", "440524188001010014", Status::Suspicious, &[Reason::UnknownRegion]),
            ("110105194912310021", "", Status::Invalid, &[Reason::BadCheckDigit]),
            ("110105194913310025", "", Status::Invalid, &[Reason::BadDate]),
            ("990105194912310021", "", Status::Invalid, &[Reason::BadCheckDigit]),
            ("110105199001010000", "", Status::Invalid, &[Reason::DigitsLost]),
            ("4.40106E+17", "", Status::Invalid, &[Reason::DigitsLost]),
            ("1101**********002X", "", Status::Suspicious, &[Reason::Masked]),
            ("11010519491231", "", Status::Invalid, &[Reason::WrongLength]),
            ("E12345678", "", Status::Invalid, &[Reason::BadCharacter]),
            ("111111111111111111", "", Status::Invalid, &[Reason::BadDate]),
            ("未知", "", Status::Missing, &[]),
        ] {
            let out = read(raw);
            assert_eq!((out.key.as_str(), out.status, out.reasons.as_slice()), (key, status, reasons), "{raw}");
        }
    }

    #[test]
    fn derived_forms() {
        assert_eq!(read("11010519491231002X").components, ["1949-12-31", "female", "110105"]);
        assert_eq!(read("110105491231002").display, "110105491231002");
        assert_eq!(read("1101**********002X").components, ["", "female", "1101"]);
        assert_eq!(read("11010519491231****").components, ["1949-12-31", "", "110105"]);
        assert_eq!(read("440524188001010014").components, ["1880-01-01", "male", "440524"]);
    }

    #[test]
    fn old_numbers_of_centenarians() {
        assert_eq!(read("110105991231997").components[BIRTH], "1899-12-31");
    }

    #[test]
    fn unknown_provinces_are_refused() {
        let mut id = "99010519491231002".to_owned();
        id.push(check(&id).unwrap());
        assert_eq!(read(&id).reasons, [Reason::UnknownRegion]);
    }
}
