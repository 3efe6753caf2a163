//! Where a number was first registered: the names of its code in the year of birth.

use super::REGION;
use crate::data::ReferenceTables;
use crate::data::history::{Histories, Period, Standing};
use crate::model::{Normalized, Reason};
use crate::normalize::clean::doubt;

/// The prefix of the residence permits for people from Taiwan, which is no division.
const TAIWAN: u32 = 830_000;

/// A province, and what is known of the rest of a code.
pub(super) struct Place<'a> {
    province: &'a Period,
    prefecture: Option<&'a Period>,
    county: Standing<'a>,
}

/// The place of a code of six digits in a year; `None` where the province is not known.
#[inline]
pub(super) fn find(tables: &ReferenceTables, code: u32, year: u16) -> Option<Place<'_>> {
    let history = tables.history();
    let province = province(history, code, year)?;
    // A province is nobody's county, except for those that are given as a whole.
    let county = if code.is_multiple_of(10_000) && code < 700_000 { Standing::Unknown } else { history.standing(code, year) };
    // Names of one time: those of the period that gives the county its name.
    let year = county.period().map_or(year, |period| period.nearest(year));
    Some(Place { province, prefecture: prefecture(code).and_then(|above| history.standing(above, year).period()), county })
}

/// The province of a code.
pub(super) fn province(history: &Histories, code: u32, year: u16) -> Option<&Period> {
    let code = code / 10_000 * 10_000;
    history.standing(code, year).period().filter(|province| province.is_current() || code == TAIWAN)
}

/// The code of the prefecture above a county, where it is not the county or the province itself.
const fn prefecture(code: u32) -> Option<u32> {
    let above = code / 100 * 100;
    if above != code && !above.is_multiple_of(10_000) { Some(above) } else { None }
}

impl Place<'_> {
    /// Writes the name, and what is odd about the code.
    #[inline]
    pub(super) fn write(&self, out: &mut Normalized) {
        write(out, [Some(self.province), self.prefecture, self.county.period()]);
        match self.county {
            Standing::Unknown => return doubt(out, Reason::UnknownRegion, 85),
            Standing::InForce(_) => {}
            Standing::OutOfForce(_) => out.because(Reason::RegionNotInForce),
        }
        if self.county.period().is_some_and(|county| !county.is_current() && county.code() != TAIWAN) {
            out.because(Reason::LegacyRegion);
        }
    }
}

/// Writes names from the province down, without rows that sum up others, and each once.
fn write(out: &mut Normalized, periods: [Option<&Period>; 3]) {
    let Some(region) = out.components.get_mut(REGION) else {
        return;
    };
    let mut last = 0;
    for period in periods.into_iter().flatten().filter(|p| !p.is_summary()) {
        if period.code() != last {
            region.push_str(period.name());
        }
        last = period.code();
    }
}

/// Writes what the first digits of a code say when the year is not known: names that never changed.
pub(super) fn write_visible(tables: &ReferenceTables, digits: &[u8], out: &mut Normalized) {
    let history = tables.history();
    let code = |len: usize| {
        let seen = digits.get(..len)?;
        Some(seen.iter().chain(b"0000").take(6).fold(0_u32, |n, b| n * 10 + u32::from(b - b'0')))
    };
    let only = |code: Option<u32>| match history.of(code?) {
        [only] => Some(only),
        _ => None,
    };
    let province = only(code(2)).filter(|p| p.is_current() || p.code() == TAIWAN);
    let prefecture = only(code(4)).filter(|_| province.is_some());
    let county = only(code(6)).filter(|_| prefecture.is_some());
    write(out, [province, prefecture, county]);
}
