//! Branches of industry: GB/T 4754-2017 with its first amendment (2019), everyday words for them, and codes of older editions.
//!
//! | input | answer |
//! |---|---|
//! | `get("35")` | 专用设备制造业, level 2, section C |
//! | `get("0190")` | 其他农业: a group without classes stands for its own class |
//! | `get("2038")` | none |
//!
//! The table `industry_crosswalk` is empty: no list that leads from the codes of 2011 to those of 2017 may be shipped. A pack
//! gives it rows of `from_year` (2011, 2002 …), `from_code`, `to_code` and `kind` (a free word such as `same`, `moved`,
//! `split`); a code that is split has one row for each new code.

use hashbrown::HashMap;

use super::blob::{Id, ascending, keep};
use super::industry_fold::{Folded, stem};
use super::source::Source;
use super::variant::Variants;

/// A code: a letter, or two to four digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    bytes: [u8; 4],
    len: u8,
}

impl Code {
    /// A code as written in the standard; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let written = text.as_bytes();
        match written {
            [b'A'..=b'T'] => (),
            [_, _] | [_, _, _] | [_, _, _, _] if written.iter().all(u8::is_ascii_digit) => (),
            _ => return None,
        }
        let mut bytes = [0; 4];
        bytes.iter_mut().zip(written).for_each(|(to, from)| *to = *from);
        Some(Code { bytes, len: u8::try_from(written.len()).ok()? })
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    /// The place in the table of numbers: those of two digits first, then of three, then of four.
    fn place(self) -> Option<usize> {
        let number = self.as_str().parse::<usize>().ok()?;
        Some(number + [0, 100, 1100].get(usize::from(self.len).checked_sub(2)?)?)
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

/// One branch of industry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Industry {
    code: Code,
    section: u8,
    name: &'static str,
}

impl Industry {
    /// The code: a letter, or two to four digits.
    #[must_use]
    pub fn code(&self) -> &str {
        self.code.as_str()
    }

    /// The official name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// 1 门类, 2 大类, 3 中类, 4 小类.
    #[must_use]
    pub fn level(&self) -> u8 {
        self.code.len
    }

    /// The letter of the section.
    #[must_use]
    pub fn section(&self) -> char {
        char::from(self.section)
    }

    /// Whether this is the other branch or a part of it.
    #[must_use]
    pub fn is_within(&self, other: &Industry) -> bool {
        self.section == other.section && (other.code.len == 1 || self.code.len > 1 && self.code().starts_with(other.code()))
    }
}

/// What a name or an everyday word stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    /// The branches, by their place in [`Industries::all`].
    pub(crate) places: &'a [u16],
    /// 100 for official names.
    pub(crate) confidence: u8,
    /// The edition that an old name is from; 0: none.
    pub(crate) edition: u16,
}

#[derive(Clone, Copy, Debug)]
struct Stored {
    start: u32,
    count: u8,
    confidence: u8,
    edition: u16,
}

/// The branches of industry.
#[derive(Debug)]
pub struct Industries {
    /// Every branch, each followed by its parts.
    all: Vec<Industry>,
    /// The place of each code of digits and one more; 0: no such code.
    numbers: Vec<u16>,
    /// By their stems in UTF-8.
    words: HashMap<Box<[u8]>, Stored>,
    places: Vec<u16>,
    crosswalk: Vec<(u16, Code, Code)>,
}

impl Industries {
    pub(super) fn read(source: &Source, variants: &Variants) -> Self {
        let mut all: Vec<Industry> = rows(source).into_iter().filter_map(|(code, name)| Some(Industry { code, section: section_of(code, 2017)?, name })).collect();
        all.sort_unstable_by_key(order);
        all.dedup_by_key(|row| row.code);
        add_own_classes(&mut all);
        let mut numbers = vec![0; 11_100];
        for (row, place) in all.iter().zip(1_u16..) {
            if let Some(slot) = row.code.place().and_then(|at| numbers.get_mut(at)) {
                *slot = place;
            }
        }
        let mut table = Industries { all, numbers, words: HashMap::new(), places: Vec::new(), crosswalk: Vec::new() };
        table.read_names(variants);
        table.read_aliases(source, variants);
        for [year, from, to, _] in source.columns::<4>(Id::IndustryCrosswalk) {
            if let (Ok(year), Some(from), Some(to)) = (year.parse(), Code::parse(from), Code::parse(to)) {
                table.crosswalk.push((year, from, to));
            }
        }
        table
    }

    fn read_names(&mut self, variants: &Variants) {
        let count = u16::try_from(self.all.len()).unwrap_or(u16::MAX);
        self.words.reserve(self.all.len() * 2);
        for (level, place) in (1..=4).flat_map(|level| (0..count).map(move |place| (level, place))) {
            let Some(row) = self.at(place).copied().filter(|row| row.level() == level) else { continue };
            let Some(folded) = Folded::of(row.name, variants) else { continue };
            let name = stem(folded.as_str());
            let mut places: Vec<u16> = self.word(name).map(|word| word.places.to_vec()).unwrap_or_default();
            // A name at several levels is the highest one's.
            if !places.iter().filter_map(|&other| self.at(other)).any(|other| row.is_within(other)) {
                places.push(place);
                self.insert(name, &places, 100, 0);
            }
        }
    }

    fn read_aliases(&mut self, source: &Source, variants: &Variants) {
        for [alias, codes, confidence, edition] in source.columns::<4>(Id::IndustryAlias) {
            let Some(folded) = Folded::of(alias, variants) else { continue };
            let name = stem(folded.as_str());
            let places: Vec<u16> = codes.split(',').filter_map(|code| self.place(Code::parse(code.trim())?)).collect();
            if !name.is_empty() && !places.is_empty() && self.word(name).is_none() {
                self.insert(name, &places, confidence.parse().unwrap_or(50).min(99), edition.parse().unwrap_or(0));
            }
        }
    }

    fn insert(&mut self, name: &str, places: &[u16], confidence: u8, edition: u16) {
        let start = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let count = u8::try_from(places.len()).unwrap_or(u8::MAX);
        self.places.extend_from_slice(places);
        self.words.insert(name.as_bytes().into(), Stored { start, count, confidence, edition });
    }

    /// The branch of a code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Industry> {
        self.at(self.place(Code::parse(code)?)?)
    }

    /// Every branch, each followed by its parts.
    #[must_use]
    pub fn all(&self) -> &[Industry] {
        &self.all
    }

    /// A branch and its parts, with their places in [`Industries::all`].
    pub(crate) fn within(&self, place: u16) -> impl Iterator<Item = (u16, &Industry)> {
        let rows = self.all.get(usize::from(place)..).unwrap_or_default();
        (place..).zip(rows).take_while(|(_, row)| rows.first().is_some_and(|first| row.is_within(first)))
    }

    pub(crate) fn at(&self, place: u16) -> Option<&Industry> {
        self.all.get(usize::from(place))
    }

    /// Where a code stands in [`Industries::all`].
    pub(crate) fn place(&self, code: Code) -> Option<u16> {
        match code.place() {
            Some(at) => self.numbers.get(at)?.checked_sub(1),
            None => u16::try_from(self.all.binary_search_by_key(&order(&Industry { code, section: *code.bytes.first()?, name: "" }), order).ok()?).ok(),
        }
    }

    /// What the stem of a folded name stands for.
    #[inline]
    pub(crate) fn word(&self, stem: &str) -> Option<Word<'_>> {
        self.word_of_bytes(stem.as_bytes())
    }

    /// As [`Industries::word`], of the stem in UTF-8.
    #[inline]
    pub(crate) fn word_of_bytes(&self, stem: &[u8]) -> Option<Word<'_>> {
        let Stored { start, count, confidence, edition } = *self.words.get(stem)?;
        let start = start as usize;
        Some(Word { places: self.places.get(start..start + usize::from(count))?, confidence, edition })
    }

    /// The codes of today that a pack gives for a code of an older edition (0: of any).
    pub(crate) fn upgraded(&self, year: u16, code: &str) -> impl Iterator<Item = u16> {
        let rows = self.crosswalk.iter().filter(move |(y, from, _)| (year == 0 || *y == year) && from.as_str() == code);
        rows.filter_map(|(_, _, to)| self.place(*to))
    }
}

fn order(row: &Industry) -> (u8, Code) {
    let none = Code { bytes: [0; 4], len: 0 };
    (row.section, if row.code.len == 1 { none } else { row.code })
}

fn rows(source: &Source) -> Vec<(Code, &'static str)> {
    if let Some(rows) = source.rows(Id::Industry) {
        return rows.filter_map(|(code, name)| Some((Code::parse(code)?, name))).collect();
    }
    // Embedded: sections as 1 to 20, other codes as four digits times four and their level; then the names in UTF-16.
    let (raw, count) = source.bytes(Id::Industry);
    let mut rest = raw.as_slice();
    let numbers = ascending(&mut rest, count);
    let units = rest.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
    let names = keep(char::decode_utf16(units).filter_map(Result::ok).collect());
    let code = |number: u32| match number {
        1..=20 => Code::parse(char::from(u8::try_from(number).ok()? + b'A' - 1).encode_utf8(&mut [0; 4])),
        _ => {
            let mut digits = [0; 4];
            let mut left = number / 4;
            for digit in digits.iter_mut().rev() {
                *digit = b'0' + u8::try_from(left % 10).ok()?;
                left /= 10;
            }
            Code::parse(std::str::from_utf8(digits.get(..usize::try_from(number % 4 + 1).ok()?)?).ok()?)
        }
    };
    numbers.into_iter().zip(names.split('\n')).filter_map(|(number, name)| Some((code(number)?, name))).collect()
}

/// A group without classes stands for its own class: its code with a zero, and its name.
fn add_own_classes(all: &mut Vec<Industry>) {
    let mut own = Vec::new();
    for (at, row) in all.iter().enumerate() {
        let childless = all.get(at + 1).is_none_or(|next| !next.is_within(row));
        if row.code.len == 3 && childless {
            let [a, b, c, _] = row.code.bytes;
            own.push(Industry { code: Code { bytes: [a, b, c, b'0'], len: 4 }, ..*row });
        }
    }
    all.extend(own);
    all.sort_unstable_by_key(order);
}

/// The first division of each section from A on, and the last division, of an edition.
const SECTIONS: [(u16, [u8; 20], u8); 3] = [
    (2017, [1, 6, 13, 44, 47, 51, 53, 61, 63, 66, 70, 71, 73, 76, 80, 83, 84, 86, 91, 97], 97),
    (2011, [1, 6, 13, 44, 47, 51, 53, 61, 63, 66, 70, 71, 73, 76, 79, 82, 83, 85, 90, 96], 96),
    (2002, [1, 6, 13, 44, 47, 51, 60, 63, 66, 68, 72, 73, 75, 79, 82, 84, 85, 88, 93, 98], 98),
];

/// The letter of the section of a code in an edition. In 1994 other letters were used; that edition is not known here.
fn section_of(code: Code, edition: u16) -> Option<u8> {
    if code.len == 1 {
        return code.bytes.first().copied();
    }
    let division = code.as_str().get(..2)?.parse::<u8>().ok()?;
    let (_, first, last) = SECTIONS.iter().find(|(year, ..)| *year == edition)?;
    let section = first.iter().filter(|start| **start <= division).count();
    (section > 0 && division <= *last).then(|| b'A' + u8::try_from(section - 1).unwrap_or(0))
}

/// The older edition in which a code of digits belongs to this section.
pub(crate) fn older_edition(digits: &str, section: u8) -> Option<u16> {
    let code = Code::parse(digits)?;
    [2011, 2002].into_iter().find(|edition| section_of(code, *edition) == Some(section))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn table() -> &'static Industries {
        ReferenceTables::builtin().industries()
    }

    #[test]
    fn counts_of_the_statistics_offices() {
        let count = |level| table().all().iter().filter(|row| row.level() == level).count();
        assert_eq!([1, 2, 3, 4].map(count), [20, 97, 473, 1382]);
    }

    #[test]
    fn codes() {
        for (code, name, section) in [
            ("A", "农、林、牧、渔业", 'A'),
            ("T", "国际组织", 'T'),
            ("35", "专用设备制造业", 'C'),
            ("3591", "环境保护专用设备制造", 'C'),
            ("0111", "稻谷种植", 'A'),
            ("0190", "其他农业", 'A'),
            ("4030", "钟表与计时仪器制造", 'C'),
            ("9700", "国际组织", 'T'),
            ("2039", "软木制品及其他木制品制造", 'C'),
            ("9231", "监察委员会", 'S'),
            ("7517", "三维（3D）打印技术推广服务", 'M'),
        ] {
            let row = table().get(code).unwrap();
            assert_eq!((row.code(), row.name(), row.section()), (code, name, section));
        }
        for code in ["", "U", "a", "2038", "98", "00", "3510", "35910", "９7"] {
            assert_eq!(table().get(code), None, "{code}");
        }
    }

    #[test]
    fn every_code_and_name_leads_back() {
        let variants = ReferenceTables::builtin().variants();
        for (place, row) in (0_u16..).zip(table().all()) {
            assert_eq!(table().get(row.code()), Some(row));
            assert_eq!(table().place(row.code), Some(place));
            let folded = Folded::of(row.name(), variants).unwrap();
            let word = table().word(stem(folded.as_str())).unwrap();
            assert_eq!((word.places.len(), word.confidence), (1, 100), "{row:?}");
            assert!(row.is_within(table().at(word.places[0]).unwrap()), "{row:?}");
        }
    }

    #[test]
    fn editions_by_their_letters() {
        assert_eq!(older_edition("82", b'P'), Some(2011));
        assert_eq!(older_edition("84", b'P'), Some(2002));
        assert_eq!(older_edition("6510", b'H'), Some(2002));
        assert_eq!(older_edition("35", b'P'), None);
    }

    #[test]
    fn packs() {
        let pack = "table\tindustry_crosswalk\t2018-01-01\tmine\n2011\t3660\t3670\tmoved\n2011\t0512\t0513\tmoved\n\
                    table\tindustry_alias\t\t\n占星\t8090,O\t40\t\ntable\tindustry\t\t\nA\t甲\n01\t乙\n011\t丙\n";
        let tables = ReferenceTables::builtin().with_pack(pack).unwrap();
        let table = tables.industries();
        assert_eq!(table.all().iter().map(Industry::code).collect::<Vec<_>>(), ["A", "01", "011", "0110"]);
        assert_eq!(table.upgraded(0, "3660").count(), 0, "no such code in that pack");
        let tables = ReferenceTables::builtin().with_pack("table\tindustry_crosswalk\t2018-01-01\tmine\n2011\t3660\t3670\tmoved\n").unwrap();
        let table = tables.industries();
        assert_eq!(table.upgraded(2011, "3660").map(|p| table.at(p).unwrap().code()).collect::<Vec<_>>(), ["3670"]);
        assert_eq!(table.upgraded(2002, "3660").count(), 0);
    }
}
