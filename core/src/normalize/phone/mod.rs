//! Telephone numbers: Chinese ones by the numbering plan, others by libphonenumber's metadata.
//!
//! | raw | display | key | what is said |
//! |---|---|---|---|
//! | `138 1234 5678`, `+86-138-1234-5678` | `13812345678` | `+8613812345678` | mobile, CM |
//! | `021-62345678转801` | `021-62345678-801` | `+862162345678` | landline, extension 801 |
//! | `62345678` in 苏州 | `0512-62345678` | `+8651262345678` | `city_assumed`; without a city `no_area_code` and no key |
//! | `2162345678`, `21-62345678` | `021-62345678` | `+862162345678` | suspicious: `default_assumed` |
//! | `0378-2865033` | `0371-22865033` | `+8637122865033` | `old_numbering` |
//! | `400-820-8820` | `400-820-8820` | `+864008208820` | `service_number` |
//! | `95588` | `95588` | none: short codes have no E.164 form | `service_number` |
//! | `17012345678-1234` | `17012345678-1234` | `+8617012345678` | suspicious: `relay_number` |
//! | `+1 (702) 919-1300` | `+17029191300` | `+17029191300` | region US |
//! | `138O0138123` | `13800138123` | `+8613800138123` | `look_alike` |
//! | `138****5678` | as written | none | suspicious: `masked`, its tail is a form |
//! | `13812345678 / 13912345678` | as written | the first | ambiguous: both are candidates |
//! | `15412345678`, `138123456`, `213-780-4216`, `+92 42 7925774` | as written | none | invalid: `unassigned_prefix`, `wrong_length`; its tails are forms |
//! | `213-780-4216`, `2155606996` in a record of the US | `+12137804216` | `+12137804216` | `country_of_record` |
//! | `01711 9246840` in one of Germany | `+4917119246840` | `+4917119246840` | `country_of_record` |
//! | `138`, `8888`, `1.38E+10` | as written | none | invalid: `destroyed_mask`, `digits_lost` |
//!
//! Components: `national` (the number without `+86`; with its country code when foreign), `tail7`, `tail4`, `type`, `area` (the area
//! code of a Chinese landline, without its zero), `visible` (of masked Chinese numbers, as the key would be: `+86138****5678`), then
//! `carrier` (to whom the prefix was given: since 2019 a number may move and keep it), `extension`, `region` (ISO 3166). The
//! first six are match forms.
//!
//! Parameters: `region` of numbers without an international prefix (`CN`), `city` of local numbers without an area code, by
//! name or by its code; the record around a number may say another. In a record of another country than `region` a number without an
//! international prefix is read as it is dialled there; where it is none of that country, the reading at home in `region` stays.
//!
//! Limits: no look-up of cities by mobile prefix. Without the feature `phone-intl` foreign numbers are checked by calling code
//! and length alone.
//!
//! JSON: `{"phone": {}}`, `{"phone": {"region": "US"}}`, `{"phone": {"city": "苏州"}}`. Source: the ministry's 电信网编号计划
//! (2017) and table of network codes of 2023-03; ITU-T E.164; libphonenumber (Apache-2.0).

mod abroad;
mod cell;
mod china;
mod kind;
mod number;
mod plain;
mod reader;
mod run;
mod scan;
mod tidy;
mod write;

use super::clean;
use super::sheet::{self, Sheet};
use super::{Context, Normalizer, missing};
use crate::data::ReferenceTables;
use crate::model::{Adcode, Missing, Normalized, Reason, Status};
use abroad::{Home, vanity};
use china::{Area, China};
use reader::Reader;

/// Reads telephone numbers.
#[derive(Clone, Debug)]
pub struct Phone {
    tables: ReferenceTables,
    home: Home,
    area: Area,
}

impl Phone {
    /// Numbers at home in a region (ISO 3166), local ones in a city: 苏州, 苏州市, 0512; empty: unknown.
    #[must_use]
    pub fn new(region: &str, city: &str, tables: &ReferenceTables) -> Self {
        Phone { home: Home::new(region), area: china::area(tables, city), tables: tables.clone() }
    }

    /// Reads one trimmed, non-missing value at home in a country; local numbers of China are in this place where it is known.
    fn read_at(&self, home: &Home, place: Adcode, text: &str, out: &mut Normalized) {
        let area = if place.is_none() { Area::new() } else { china::area_at(&self.tables, place) };
        let area = if area.is_empty() { &self.area } else { &area };
        let reader = Reader { home, china: China { codes: self.tables.area_codes(), area: area.as_str() } };
        if !plain::read(text, &reader, out) {
            read_any(text, &reader, out);
        }
    }
}

impl Normalizer for Phone {
    fn components(&self) -> &'static [&'static str] {
        write::COMPONENTS
    }

    fn forms(&self) -> &'static [&'static str] {
        write::COMPONENTS.split_at_checked(write::FORMS).map_or(write::COMPONENTS, |(forms, _)| forms)
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        state(text)
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        self.read_at(&self.home, Adcode::NONE, text, out);
    }

    fn read_with(&self, text: &str, context: &Context, out: &mut Normalized) {
        // A plus says the country itself.
        let elsewhere = !context.country.is_none() && !self.home.is_in(context.country) && !text.contains(['+', '＋']);
        let there = elsewhere.then(|| out.clone());
        self.read_at(&self.home, context.region, text, out);
        if let Some(mut there) = there {
            self.read_at(&Home::new(context.country.code()), context.region, text, &mut there);
            if is_better(&there, out) {
                clean::repair(&mut there, Reason::CountryOfRecord, 90);
                write::abroad(&mut there);
                *out = there;
            }
        }
    }
}

/// Whether the reading in the country of the record is a good number, and another one than at home.
fn is_better(there: &Normalized, here: &Normalized) -> bool {
    // By lengths alone nearly everything is a number somewhere: what is sound at home stays.
    if cfg!(not(feature = "phone-intl")) && here.status == Status::Ok {
        return false;
    }
    let several = there.status == Status::Ambiguous && there.candidates.len() >= here.candidates.len();
    !there.key.is_empty() && there.key != here.key && (there.status <= Status::Repaired || several)
}

/// Whether a text stands for a missing number.
fn state(text: &str) -> Option<Missing> {
    // Whatever has five digits is no word for nothing.
    let digits = text.bytes().take(64).filter(u8::is_ascii_digit).count();
    if digits >= 5 { None } else { missing::state_or(text, &["0", "0.0", "00"]) }
}

/// Reads anything else.
fn read_any(text: &str, reader: &Reader<'_>, out: &mut Normalized) {
    if !clean::clean(text, out) {
        return;
    }
    if let Some(cleaned) = tidy::residue(&out.display) {
        out.display = cleaned;
        out.repaired(Reason::Separators);
    }
    let chat = out.display.get(..2).is_some_and(|label| label.eq_ignore_ascii_case("qq"));
    // The label of a tail is part of what is said.
    if !scan::names_tail(&out.display) && !clean::drop_label(out, state) {
        return;
    }
    let written = std::mem::take(&mut out.display);
    if !plain::read(&written, reader, out) {
        read_cell(&written, reader, out);
    }
    // The number of a chat account may look like a local one.
    if chat && !out.key.contains("+861") {
        out.invalid(Reason::Syntax);
    }
    if out.display.is_empty() {
        out.display = written;
    }
}

/// Reads a clean cell without its label.
fn read_cell(cell: &str, reader: &Reader<'_>, out: &mut Normalized) {
    let text = clean::strip_quotes(cell);
    if text.len() < cell.len() {
        out.repaired(Reason::Trimmed);
    }
    if text.contains('@') {
        return out.invalid(Reason::Syntax);
    }
    // A column too narrow for its numbers.
    if text.len() > 2 && text.bytes().all(|b| b == b'#') {
        return out.invalid(Reason::DigitsLost);
    }
    match sheet::number(text.strip_prefix('+').unwrap_or(text)) {
        Some(Sheet::Lost) => return out.invalid(Reason::DigitsLost),
        Some(Sheet::Restored(digits)) => {
            out.repaired(Reason::SpreadsheetNumber);
            return cell::read(digits.as_str(), reader, out);
        }
        None => {}
    }
    if let Some(digits) = tidy::thousands(text) {
        out.repaired(Reason::SpreadsheetNumber);
        return cell::read(&digits, reader, out);
    }
    if let Some(digits) = tidy::numerals(text) {
        out.repaired(Reason::Numerals);
        return cell::read(&digits, reader, out);
    }
    if let Some(alike) = tidy::look_alikes(text)
        && read_otherwise(&alike, Reason::LookAlike, reader, out)
    {
        return;
    }
    if (reader.home.spells() || text.starts_with("+1"))
        && let Some(spelled) = vanity::number(text)
        && read_otherwise(spelled.as_str(), Reason::Numerals, reader, out)
    {
        return;
    }
    cell::read(text, reader, out);
}

/// Reads a cell with other characters in it, if that gives one good number.
fn read_otherwise(text: &str, reason: Reason, reader: &Reader<'_>, out: &mut Normalized) -> bool {
    let mut other = out.clone();
    cell::read(text, reader, &mut other);
    let good = other.status <= Status::Repaired && !other.key.is_empty();
    if good {
        clean::repair(&mut other, reason, 80);
        *out = other;
    }
    good
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
