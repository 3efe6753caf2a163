//! What a six-digit code of a division meant when: names with their years, for identity numbers.
//!
//! | input | answer |
//! |---|---|
//! | `at(362324, 1980)` | 丰城县 |
//! | `at(362324, 1990)` | 铅山县 |
//! | `at(362324, 2010)` | nothing: given up in 1999 |
//! | `standing(330114, 1975)` | out of force; the nearest period is 钱塘区 from 2021 on |
//! | `standing(110199, 1990)` | unknown |
//!
//! Years are those of the lists that the table is made from: the first and the last year in which the code
//! stood in the list at the end of the year. It was therefore also in force for a part of the year after its
//! last, which counts. An open start means 1980 or before. A code without years that is not in the table of
//! today was in force at an unknown time. What became of a code that was given up is not in the table.

use super::ReferenceTables;
use super::blob::{Id, ascending, keep_bytes};
use super::division::{Division, Divisions};
use super::source::Source;

/// A code's name and the years in which it had it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Period {
    code: u32,
    /// 0: open.
    start: u16,
    /// `u16::MAX`: open.
    end: u16,
    summary: bool,
    current: bool,
    name: &'static str,
}

impl Period {
    /// The six-digit code.
    #[must_use]
    pub const fn code(&self) -> u32 {
        self.code
    }

    /// The name at that time, 铅山县.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The first year; `None` where it was in force before the first list.
    #[must_use]
    pub fn start(&self) -> Option<u16> {
        (self.start > 0).then_some(self.start)
    }

    /// The last year; `None` where it is in force or the end is not known.
    #[must_use]
    pub fn end(&self) -> Option<u16> {
        (self.end < u16::MAX).then_some(self.end)
    }

    /// Whether the row only sums up others (市辖区, 省直辖县级行政单位) and is no place of its own.
    #[must_use]
    pub const fn is_summary(&self) -> bool {
        self.summary
    }

    /// Whether the code stands for something today, under this name or another.
    #[must_use]
    pub const fn is_current(&self) -> bool {
        self.current
    }

    /// How many years lie between a year and this period.
    fn distance(&self, year: u16) -> u16 {
        self.start.saturating_sub(year).max(year.saturating_sub(self.end))
    }

    /// The year of the period that is nearest to a year.
    #[must_use]
    pub fn nearest(&self, year: u16) -> u16 {
        year.max(self.start).min(self.end)
    }
}

/// What is known of a code in a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing<'a> {
    /// The code is in no list.
    Unknown,
    /// It was in force.
    InForce(&'a Period),
    /// It was in force at another time; this is the nearest.
    OutOfForce(&'a Period),
}

impl<'a> Standing<'a> {
    /// The period, whether the year lies in it or not.
    #[must_use]
    pub const fn period(self) -> Option<&'a Period> {
        match self {
            Standing::Unknown => None,
            Standing::InForce(period) | Standing::OutOfForce(period) => Some(period),
        }
    }
}

/// The history of codes, that of today's included.
#[derive(Debug)]
pub struct Histories {
    /// By code and start.
    periods: Vec<Period>,
    /// Where the periods begin whose code starts with these four digits.
    heads: Vec<u32>,
}

/// One more than there are pairs of digits above a county.
const HEADS: usize = 10_001;

impl Histories {
    pub(super) fn read(source: &Source, today: &Divisions) -> Self {
        let mut periods: Vec<Period> = match source.section(Id::DivisionHistory) {
            Some(_) => source.columns::<4>(Id::DivisionHistory).into_iter().filter_map(written).collect(),
            None => embedded(source),
        };
        periods.sort_unstable_by_key(|p| (p.code, p.start, p.end));
        add(&mut periods, today);
        if source.section(Id::DivisionHistory).is_none() {
            // The embedded history leaves out what the embedded table of divisions says.
            add(&mut periods, ReferenceTables::builtin().divisions());
        }
        let mut current = today.all().map(Division::code).peekable();
        for same in periods.chunk_by_mut(|a, b| a.code == b.code) {
            same.iter_mut().for_each(|period| period.summary = is_summary(period.name));
            let Some(code) = same.first().map(|period| period.code) else {
                continue;
            };
            while current.next_if(|other| *other < code).is_some() {}
            let known = current.peek() == Some(&code) || same.iter().any(|period| period.end == u16::MAX && period.summary);
            same.iter_mut().for_each(|period| period.current = known);
        }
        let mut heads: Vec<u32> = Vec::with_capacity(HEADS);
        for (at, period) in (0..).zip(&periods) {
            let head = period.code as usize / 100;
            while heads.len() <= head && heads.len() < HEADS {
                heads.push(at);
            }
        }
        heads.resize(HEADS, u32::try_from(periods.len()).unwrap_or(u32::MAX));
        Histories { periods, heads }
    }

    /// Every period, by code and start.
    pub(super) fn all(&self) -> impl Iterator<Item = &Period> {
        self.periods.iter()
    }

    /// The periods of a code, from the first on.
    #[must_use]
    pub fn of(&self, code: u32) -> &[Period] {
        let head = usize::try_from(code / 100).unwrap_or(usize::MAX);
        let (Some(&start), Some(&end)) = (self.heads.get(head), self.heads.get(head.saturating_add(1))) else {
            return &[];
        };
        let bucket = self.periods.get(start as usize..end as usize).unwrap_or_default();
        let first = bucket.partition_point(|p| p.code < code);
        let rest = bucket.get(first..).unwrap_or_default();
        let count = rest.iter().take_while(|p| p.code == code).count();
        rest.get(..count).unwrap_or_default()
    }

    /// What a code was called in a year; `None` where it was not in force or is not known.
    #[must_use]
    pub fn at(&self, code: u32, year: u16) -> Option<&'static str> {
        match self.standing(code, year) {
            Standing::InForce(period) => Some(period.name),
            _ => None,
        }
    }

    /// Whether a code was in force in a year, at another time, or is not known.
    #[must_use]
    pub fn standing(&self, code: u32, year: u16) -> Standing<'_> {
        let periods = self.of(code);
        // Where the year has two (lists of the early eighties overlap), the first: the prefectures have its names too.
        let nearest = match periods {
            [] => return Standing::Unknown,
            [only] => only,
            [first, rest @ ..] => rest.iter().fold(first, |best, p| if p.distance(year) < best.distance(year) { p } else { best }),
        };
        if nearest.distance(year) == 0 || year.checked_sub(1) == Some(nearest.end) { Standing::InForce(nearest) } else { Standing::OutOfForce(nearest) }
    }
}

/// Adds the divisions whose codes have no period yet, as in force at all times.
fn add(periods: &mut Vec<Period>, divisions: &Divisions) {
    let known = std::mem::take(periods);
    periods.reserve(known.len() + 512);
    let mut rest = known.into_iter().peekable();
    for division in divisions.all() {
        let (code, name) = (division.code(), division.name());
        while let Some(period) = rest.next_if(|period| period.code < code) {
            periods.push(period);
        }
        if rest.peek().is_none_or(|period| period.code != code) {
            periods.push(Period { code, start: 0, end: u16::MAX, summary: false, current: false, name });
        }
    }
    periods.extend(rest);
}

fn is_summary(name: &str) -> bool {
    matches!(name, "市辖区" | "县" | "市") || name.as_bytes().windows("直辖".len()).any(|part| part == "直辖".as_bytes())
}

/// The embedded table: codes as deltas, then the years, then the names.
fn embedded(source: &Source) -> Vec<Period> {
    let (raw, count) = source.bytes(Id::DivisionHistory);
    let mut rest = raw.as_slice();
    let codes = ascending(&mut rest, count);
    let (starts, rest) = rest.split_at_checked(count).unwrap_or_default();
    let (ends, names) = rest.split_at_checked(count).unwrap_or_default();
    let year = |byte: u8, open: u16| if byte == 0 { open } else { 1979 + u16::from(byte) };
    let rows = codes.into_iter().zip(starts).zip(ends).zip(keep_bytes(names.to_vec()).split('\n'));
    rows.map(|(((code, start), end), name)| Period { code, start: year(*start, 0), end: year(*end, u16::MAX), summary: false, current: false, name }).collect()
}

/// A row of a pack; an empty year is open.
fn written([code, name, start, end]: [&'static str; 4]) -> Option<Period> {
    let year = |text: &str, open: u16| if text.is_empty() { Some(open) } else { text.parse().ok() };
    Some(Period { code: code.parse().ok()?, start: year(start, 0)?, end: year(end, u16::MAX)?, summary: false, current: false, name })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> &'static Histories {
        ReferenceTables::builtin().history()
    }

    #[test]
    fn names_change_with_the_years() {
        for (code, year, name) in [
            (362_324, 1949, Some("丰城县")),
            (362_324, 1980, Some("丰城县")),
            (362_324, 1982, Some("铅山县")),
            (362_324, 1999, Some("铅山县")),
            (362_324, 2000, Some("铅山县")),
            (362_324, 2001, None),
            (330_106, 1985, Some("西湖区")),
            (110_105, 2026, Some("朝阳区")),
            (510_200, 1990, Some("重庆市")),
            (442_621, 1982, Some("始兴县")),
            (510_202, 1990, Some("市中区")),
            (510_202, 1994, Some("渝中区")),
            (510_202, 1996, Some("渝中区")),
            (500_103, 1985, None),
            (500_157, 2026, Some("两江新区")),
            (110_199, 1990, None),
            (0, 1990, None),
            (u32::MAX, 1990, None),
        ] {
            assert_eq!(table().at(code, year), name, "{code} {year}");
        }
    }

    #[test]
    fn standing_says_what_is_known() {
        let nearest = |code, year| match table().standing(code, year) {
            Standing::OutOfForce(period) => (period.name(), period.nearest(year)),
            other => panic!("{code} {year}: {other:?}"),
        };
        assert_eq!(nearest(330_114, 1975), ("钱塘区", 2021));
        assert_eq!(nearest(110_103, 2016), ("崇文区", 2009));
        assert_eq!(nearest(362_324, 2020), ("铅山县", 1999));
        assert_eq!(table().standing(110_199, 1990), Standing::Unknown);
        let is_current = |code| table().of(code).iter().any(Period::is_current);
        assert!(is_current(110_105) && is_current(440_401) && is_current(500_157));
        assert!(!is_current(110_103) && !is_current(140_120) && !is_current(330_103));
        assert!(table().standing(110_100, 1990).period().is_some_and(Period::is_summary));
        assert_eq!(table().of(120_110).iter().map(|p| (p.start(), p.end())).collect::<Vec<_>>(), [(None, Some(1991)), (Some(1992), None)]);
    }

    #[test]
    fn every_division_of_today_is_in_force() {
        for division in ReferenceTables::builtin().divisions().all() {
            assert_eq!(table().at(division.code(), 2026), Some(division.name()), "{division:?}");
        }
    }

    #[test]
    fn packs_replace_the_history_and_keep_its_ground() {
        let pack = "table\tdivision_history\t\t\n110199\t旧区\t1990\t1995\n";
        let tables = ReferenceTables::builtin().with_pack(pack).unwrap();
        assert_eq!((tables.history().at(110_199, 1991), tables.history().at(110_199, 2001)), (Some("旧区"), None));
        assert_eq!((tables.history().at(110_105, 1991), tables.history().at(110_103, 1991)), (Some("朝阳区"), None));
        // A division that a newer table no longer has was one before.
        let tables = ReferenceTables::builtin().with_pack("table\tdivision\t2027-01-31\tmine\n110000\t北京市\n").unwrap();
        assert_eq!(tables.history().at(110_105, 1991), Some("朝阳区"));
        assert!(!tables.history().of(110_105).iter().any(Period::is_current));
    }

    #[test]
    fn loads_fast() {
        let begin = std::time::Instant::now();
        let table = Histories::read(&Source::default(), ReferenceTables::builtin().divisions());
        // Far more than it takes, also without optimisation.
        assert!(table.periods.len() > 8000 && begin.elapsed().as_millis() < 500, "{:?}", begin.elapsed());
    }
}
