//! Years counted in eras: 民国, and the Japanese ones.
//!
//! | era | first year | until |
//! |---|---|---|
//! | 民国 | 1912 | |
//! | 明治 (M) | 1868; solar since 明治6年 (1873) | 1912-07-30 |
//! | 大正 (T) | 1912-07-30 | 1926-12-25 |
//! | 昭和 (S) | 1926-12-25 | 1989-01-07 |
//! | 平成 (H) | 1989-01-08 | 2019-04-30 |
//! | 令和 (R) | 2019-05-01 | |
//!
//! Source: JIS X 0301 for the letters, the decrees of the changes of era for the days.

use super::civil::{Moment, Precision, Read, Reading};
use super::note::{Note, Notes};
use crate::model::Reason;
use chrono::NaiveDate;

/// An era.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Era {
    Minguo,
    /// 民国前: backwards from 1911.
    BeforeMinguo,
    Meiji,
    Taisho,
    Showa,
    Heisei,
    Reiwa,
}

impl Era {
    /// The era of a letter, as in `R6.5.1`.
    pub(super) fn of_letter(letter: u8) -> Option<Era> {
        Some(match letter {
            b'm' => Era::Meiji,
            b't' => Era::Taisho,
            b's' => Era::Showa,
            b'h' => Era::Heisei,
            b'r' => Era::Reiwa,
            _ => return None,
        })
    }

    /// The common year of a year of the era.
    pub(super) fn year(self, n: u64) -> Result<u64, Reason> {
        if !(1..1000).contains(&n) {
            return Err(Reason::BadDate);
        }
        match self {
            Era::Minguo => Ok(n + 1911),
            Era::BeforeMinguo => 1912_u64.checked_sub(n).ok_or(Reason::BadDate),
            Era::Meiji => Ok(n + 1867),
            Era::Taisho => Ok(n + 1911),
            Era::Showa => Ok(n + 1925),
            Era::Heisei => Ok(n + 1988),
            Era::Reiwa => Ok(n + 2018),
        }
    }

    /// First and last day of the era.
    fn bounds(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let day = NaiveDate::from_ymd_opt;
        match self {
            Era::Minguo => (day(1912, 1, 1), None),
            Era::BeforeMinguo => (None, day(1911, 12, 31)),
            Era::Meiji => (day(1868, 1, 1), day(1912, 7, 30)),
            Era::Taisho => (day(1912, 7, 30), day(1926, 12, 25)),
            Era::Showa => (day(1926, 12, 25), day(1989, 1, 7)),
            Era::Heisei => (day(1989, 1, 8), day(2019, 4, 30)),
            Era::Reiwa => (day(2019, 5, 1), None),
        }
    }

    /// Notes on a reading in the era: documents printed ahead of time name years that the era never had.
    pub(super) fn check(self, read: Read) -> Result<Read, Reason> {
        let Reading::One(moment) = read.reading else {
            return Ok(read.noting(Note::Era));
        };
        // Before 1873 months and days were those of the lunisolar calendar.
        if self == Era::Meiji && moment.precision != Precision::Year && NaiveDate::from_ymd_opt(1873, 1, 1).is_some_and(|solar| moment.date < solar) {
            return Err(Reason::Lunar);
        }
        let (first, last) = self.bounds();
        let outside = |m: Moment| first.is_some_and(|f| m.last() < f) || last.is_some_and(|l| m.date > l);
        Ok(read.with(Notes::of(if outside(moment) { Note::BareEra } else { Note::Era })))
    }
}

/// Whether a bare year of three digits can be one of the 民国 era: 1990 to 2060.
pub(super) fn is_minguo(year: u64) -> bool {
    (79..150).contains(&year)
}
