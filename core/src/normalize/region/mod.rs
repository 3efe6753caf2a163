//! Chinese regions: 省-市-区.
//!
//! | raw | display | key | status |
//! |---|---|---|---|
//! | `广东省深圳市南山区科技园1号` | `广东-深圳-南山区` | `440305` | ok |
//! | `广东-深圳`, `深圳`, `华南-深圳` | `广东-深圳` | `440300` | ok, repaired (completed) |
//! | `上海市浦东新区…` | `上海-浦东新区` | `310115` | ok |
//! | `上海-上海` | `上海` | `310000` | ok |
//! | `江苏省鼓楼区` | as written | none: two candidates | ambiguous |
//! | `朝阳区` | as written | none: candidates | ambiguous |
//! | `广东-火星` | `广东` | `440000` | suspicious |
//! | `深圳科技园`, `浙江省江干区` | `广东-深圳`, `浙江` | `440300`, `330000` | suspicious |
//! | `London` | as written | none | invalid |
//!
//! Derived forms: `code` (the key), `province`, `city` (short names; of a municipality its own), `county`
//! (full name), `remainder` (the text behind, only where there is no key: all forms depend on the key
//! alone). A bare name means the highest division of that name, and a city rather than a county inside
//! it; other namesakes are ambiguous. Road names (上海市山西路) are not places. Historic names are not known.
//!
//! JSON: `{"region": {}}`. Source: GB/T 2260, the table of [`crate::data::division`].

mod find;

use super::Normalizer;
use super::clean::{self, doubt};
use crate::data::ReferenceTables;
use crate::data::division::{Division, Divisions, Level};
use crate::model::{Normalized, Reason, Status};
use crate::text::fold;
use find::{Found, looks_like_region, skip, without_area};

/// Reads regions and the region part of addresses.
#[derive(Clone, Debug, Default)]
pub struct Region {
    tables: ReferenceTables,
}

impl Region {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Region { tables: tables.clone() }
    }
}

const CODE: usize = 0;
const PROVINCE: usize = 1;
const CITY: usize = 2;
const COUNTY: usize = 3;
const REMAINDER: usize = 4;

impl Normalizer for Region {
    fn components(&self) -> &'static [&'static str] {
        &["code", "province", "city", "county", "remainder"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        if !clean::drop_label(out, |text| self.missing(text)) {
            return;
        }
        let written = std::mem::take(&mut out.display);
        let mut folded = String::new();
        fold::key_into(self.tables.variants(), &written, &mut folded);
        read_folded(self.tables.divisions(), &folded, out);
        if out.display.is_empty() {
            out.display = written;
        }
    }
}

fn read_folded(table: &Divisions, folded: &str, out: &mut Normalized) {
    let found = Found::of(table, without_area(skip(folded)));
    let Some(place) = found.place else {
        return match found.namesakes.as_slice() {
            [] => out.invalid(Reason::UnknownRegion),
            several => ambiguous(table, several, found.above, found.rest, out),
        };
    };
    if !found.namesakes.is_empty() {
        return ambiguous(table, &found.namesakes, Some(place), found.rest, out);
    }
    write(table, place, out);
    if found.completed {
        out.because(Reason::ShortName);
    }
    if looks_like_region(found.rest) {
        doubt(out, Reason::UnknownRegion, 60);
    } else if !skip(found.rest).is_empty() {
        out.because(Reason::Detail);
        if found.bare {
            doubt(out, Reason::ShortName, 70);
        }
    }
}

fn ambiguous(table: &Divisions, divisions: &[Division], above: Option<Division>, rest: &str, out: &mut Normalized) {
    out.because(Reason::Namesakes);
    out.status = Status::Ambiguous;
    out.confidence = u8::try_from(100 / divisions.len().max(1)).unwrap_or(0).min(50);
    out.candidates.extend(divisions.iter().map(|d| d.code().to_string()));
    if let Some(above) = above {
        write_levels(table, above, out);
    }
    if let [first, ..] = divisions
        && divisions.iter().all(|d| d.name() == first.name())
    {
        out.set(if first.level() == Level::County { COUNTY } else { CITY }, first.name());
    }
    out.set(REMAINDER, skip(rest));
}

fn write(table: &Divisions, place: Division, out: &mut Normalized) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = write!(out.key, "{:06}", place.code());
    let code = std::mem::take(&mut out.key);
    out.set(CODE, &code);
    out.key = code;
    write_levels(table, place, out);
    let Normalized { display, components, .. } = out;
    if let [_, province, city, county, ..] = components.as_slice() {
        display.push_str(province);
        for part in [city, county] {
            let repeated = part == city && part == province && is_municipality(place);
            if !part.is_empty() && !repeated {
                display.push('-');
                display.push_str(part);
            }
        }
    }
}

/// Writes the names of a division and of those above it.
fn write_levels(table: &Divisions, place: Division, out: &mut Normalized) {
    let mut at = Some(place);
    while let Some(division) = at {
        match division.level() {
            Level::Province => out.set(PROVINCE, division.short()),
            Level::Prefecture => out.set(CITY, division.short()),
            Level::County => out.set(COUNTY, division.name()),
        }
        at = table.parent(division);
    }
    if is_municipality(place) {
        let province = table.by_code(place.code() / 10_000 * 10_000);
        out.set(CITY, province.map_or("", Division::short));
    }
}

/// 北京, 天津, 上海, 重庆 have no level of cities.
fn is_municipality(place: Division) -> bool {
    matches!(place.code() / 10_000, 11 | 12 | 31 | 50)
}

#[cfg(test)]
mod tests;
