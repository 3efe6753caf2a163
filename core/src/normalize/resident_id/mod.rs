//! Chinese resident identity numbers.
//!
//! | raw | key | birth_date | sex | region_code | region | type |
//! |---|---|---|---|---|---|---|
//! | `11010519491231002x` | `11010519491231002X` | `1949-12-31` | `F` | `110105` | 北京市朝阳区 | `resident` |
//! | `110105 19491231 002X` | `11010519491231002X` | | | | | |
//! | `510202900514034` (15 digits) | `51020219900514034X` (`old_format`) | `1990-05-14` | `F` | `510202` | 四川省重庆市市中区 | `resident` |
//! | `810000200007010015` | as written | `2000-07-01` | `M` | `810000` | 香港特别行政区 | `residence_permit` |
//! | 9, province, nationality, birth … | as written | | | `310000` | 上海市 | `foreigner_permit` |
//! | `h0812345603` | `H0812345603` | | | | | `hk_mo_travel_permit` |
//! | `1101**********002X` | none: masked | | `F` | | 北京市 | `resident` |
//! | `110105194912310021` | none: wrong check character | | | | | |
//! | `4.40106E+17`, `440106199001010000` | none: a spreadsheet lost digits | | | | | |
//!
//! `birth_date`, `sex`, `region_code`, `visible` (a masked number, with `*` for what is hidden), `unchecked` (a number whose
//! check character is wrong, as written) and `other` (a number of another plan, such as a passport's: its letters and digits, no
//! key) are match forms; `region` and `type` are for people. `region` is the
//! name in the year of birth, from the province down:
//!
//! | the code | reason | status |
//! |---|---|---|
//! | was given up since | `legacy_region` | stays |
//! | was not in force at birth, but at another time, whose name is given | `region_not_in_force` | stays |
//! | is in no list, but its province is | `unknown_region` | suspicious |
//! | has no known province | `unknown_region` | invalid |
//!
//! Numbers were first given in 1984, with the codes of that time, so that the code of an older person need not
//! have been in force at birth. Serials 996–999 of 15 digits belong to people born in the 19th century.
//! Letters O, I and L among the digits are not read as digits; the number that they would give is a candidate.
//! Not read: passports, the 8 digits of the Taiwan travel permit (nothing tells them from other numbers),
//! identity cards of Hong Kong, Macao and Taiwan.
//!
//! JSON: `{"resident_id": {}}`. Source: GB 11643-1999, ISO 7064 MOD 11-2; the tables `division` and
//! `division_history`; permits: the notices of the immigration administration of 2018 and 2023.

mod masked;
mod number;
mod permit;
mod region;
#[cfg(test)]
mod tests;

use super::Normalizer;
use super::checked::{self, Checked};
use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason};
use number::Number;

/// Reads resident identity numbers.
#[derive(Clone, Debug, Default)]
pub struct ResidentId {
    tables: ReferenceTables,
}

impl ResidentId {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        ResidentId { tables: tables.clone() }
    }
}

const COMPONENTS: &[&str] = &["birth_date", "sex", "region_code", "visible", "unchecked", "other", "region", "type"];
const BIRTH_DATE: usize = 0;
const SEX: usize = 1;
const REGION_CODE: usize = 2;
const VISIBLE: usize = 3;
const UNCHECKED: usize = 4;
const OTHER: usize = 5;
const REGION: usize = 6;
const TYPE: usize = 7;

impl Normalizer for ResidentId {
    fn components(&self) -> &'static [&'static str] {
        COMPONENTS
    }

    fn forms(&self) -> &'static [&'static str] {
        COMPONENTS.get(..REGION).unwrap_or_default()
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        checked::missing(text)
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        checked::read(self, text, out);
    }
}

impl Checked for ResidentId {
    const LEN: usize = 18;
    const HIDING: usize = 2;

    fn write(&self, code: &[u8], out: &mut Normalized) -> Result<(), Reason> {
        if let Some(permit) = permit::travel(code) {
            return permit.write(out);
        }
        let number = Number::read(code)?;
        if number.is_foreigners() {
            return permit::foreigner(&self.tables, &number, out);
        }
        let place = region::find(&self.tables, number.region(), number.year()).ok_or(Reason::UnknownRegion)?;
        number.write(checked::text(code), out);
        out.set(REGION_CODE, number.region_text());
        out.set(TYPE, permit::kind(number.region()));
        place.write(out);
        Ok(())
    }

    fn refuse(&self, code: &[u8], reason: Reason, out: &mut Normalized) {
        match reason {
            Reason::WrongLength if masked::is_destroyed(&self.tables, code) => {
                out.because(Reason::WrongLength);
                out.invalid(Reason::DestroyedMask);
            }
            // Excel writes the last three of eighteen digits as zeros.
            Reason::BadCheckDigit if code.ends_with(b"000") => out.invalid(Reason::DigitsLost),
            Reason::BadCharacter => {
                out.invalid(reason);
                let digits: Vec<u8> = code.iter().map(|b| number::digit_like(*b)).collect();
                if digits != code && Number::read(&digits).is_ok_and(|n| region::find(&self.tables, n.region(), n.year()).is_some()) && digits.len() == Self::LEN {
                    out.candidates.push(checked::text(&digits).to_owned());
                }
            }
            Reason::BadCheckDigit if code.len() == Self::LEN => {
                out.invalid(reason);
                out.set(UNCHECKED, checked::text(code));
            }
            _ => out.invalid(reason),
        }
        if matches!(out.reasons.last(), Some(Reason::WrongLength | Reason::BadCharacter)) {
            out.set(OTHER, checked::of_another_plan(code).unwrap_or_default());
        }
    }

    fn masked(&self, code: &[u8], out: &mut Normalized) {
        out.set(VISIBLE, checked::text(code));
        masked::write(&self.tables, code, out);
    }
}
