//! Administrative divisions, GB/T 2260, as of the date that [`super::ReferenceTables::info`] reports.
//!
//! | input | answer |
//! |---|---|
//! | `by_code(310115)` | 浦东新区, short 浦东, county level, parent 310000 |
//! | `find("杭州")` | 330100 杭州市 |
//! | `find("朝阳")` | every 朝阳, the prefecture first |

use super::list::{List, list};
use hashbrown::HashMap;

use super::blob::{Id, ascending, keep_bytes};
use super::source::Source;

/// How high a division stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Province, municipality, autonomous region, special administrative region.
    Province,
    /// Prefecture-level city, prefecture, autonomous prefecture, league.
    Prefecture,
    /// County, district, county-level city, banner.
    County,
}

impl Level {
    /// The level of a code.
    #[must_use]
    pub const fn of(code: u32) -> Level {
        if code.is_multiple_of(10_000) {
            Level::Province
        } else if code.is_multiple_of(100) {
            Level::Prefecture
        } else {
            Level::County
        }
    }
}

/// One division of the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Division {
    code: u32,
    name: &'static str,
    short: &'static str,
}

impl Division {
    /// A division that is not in the table of today; its short name is by rule.
    pub(super) fn of_old(code: u32, name: &'static str) -> Self {
        Division { code, name, short: shorten(name) }
    }

    /// The six-digit code.
    #[must_use]
    pub const fn code(self) -> u32 {
        self.code
    }

    /// The full name, 浦东新区.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The customary short name, 浦东; the full name where a short one would be another place (朝阳县).
    #[must_use]
    pub const fn short(self) -> &'static str {
        self.short
    }

    /// Province, prefecture or county level.
    #[must_use]
    pub const fn level(self) -> Level {
        Level::of(self.code)
    }

    /// False for 香港, 澳门 and 台湾, whose addresses, telephone numbers and papers follow other rules.
    #[must_use]
    pub const fn is_mainland(self) -> bool {
        self.code < 700_000
    }
}

/// The divisions of today.
#[derive(Debug)]
pub struct Divisions {
    /// By code.
    rows: Vec<Division>,
    /// The stretch of `by_name` that bears a name.
    ranges: HashMap<&'static str, (usize, usize)>,
    by_name: Vec<Division>,
}

impl Divisions {
    pub(super) fn read(source: &Source) -> Self {
        let shorts: HashMap<u32, &'static str> = coded(source, Id::DivisionShort).into_iter().collect();
        let short = |code, name| shorts.get(&code).copied().unwrap_or_else(|| shorten(name));
        let mut rows: Vec<Division> = coded(source, Id::Division).into_iter().map(|(code, name)| Division { code, name, short: short(code, name) }).collect();
        rows.sort_unstable_by_key(|row| row.code);
        let (ranges, by_name) = named(&rows);
        Divisions { rows, ranges, by_name }
    }

    /// The division with this code.
    #[must_use]
    pub fn by_code(&self, code: u32) -> Option<Division> {
        let index = self.rows.binary_search_by_key(&code, |row| row.code).ok()?;
        self.rows.get(index).copied()
    }

    /// Every division by its code.
    pub(crate) fn all(&self) -> impl Iterator<Item = Division> + '_ {
        self.rows.iter().copied()
    }

    /// The next division above that the table has: counties of a municipality, and those that a
    /// province runs directly, belong to the province.
    #[must_use]
    pub fn parent(&self, division: Division) -> Option<Division> {
        let above = |unit: u32| self.by_code(division.code / unit * unit);
        match division.level() {
            Level::Province => None,
            Level::Prefecture => above(10_000),
            Level::County => above(100).or_else(|| above(10_000)),
        }
    }

    /// The provinces in the order of their codes, with 台湾, 香港 and 澳门 last.
    pub fn provinces(&self) -> impl Iterator<Item = Division> {
        self.rows.iter().copied().filter(|row| row.level() == Level::Province)
    }

    /// The divisions with exactly this full or short name (simplified), higher levels first, then by code.
    ///
    /// The short name by rule is known too where custom has another one: 朝阳 finds 朝阳市, 朝阳县 and 朝阳区.
    #[must_use]
    pub fn find(&self, name: &str) -> &[Division] {
        self.ranges.get(name).and_then(|&(start, end)| self.by_name.get(start..end)).unwrap_or_default()
    }
}

/// The divisions name by name, and the stretch of each name. Those of a name are higher ones first, then by code.
fn named(rows: &[Division]) -> (HashMap<&'static str, (usize, usize)>, Vec<Division>) {
    let mut ranges: HashMap<&'static str, (usize, usize)> = HashMap::with_capacity(rows.len() * 2);
    let mut list: Vec<(&'static str, Division)> = Vec::with_capacity(rows.len() * 3);
    for level in [Level::Province, Level::Prefecture, Level::County] {
        let mut last = None;
        for &row in rows.iter().filter(|row| row.level() == level) {
            if last.replace(row) == Some(row) {
                continue;
            }
            let (name, short, core) = (row.name, row.short, shorten(row.name));
            for (name, new) in [(name, true), (short, short != name), (core, core != name && core != short)] {
                if new {
                    ranges.entry(name).or_default().1 += 1;
                    list.push((name, row));
                }
            }
        }
    }
    // From how many there are to where they stand; the end moves as they come.
    let mut sum = 0;
    for (start, end) in ranges.values_mut() {
        (sum, *start, *end) = (sum + *end, sum, sum);
    }
    let mut by_name = vec![Division { code: 0, name: "", short: "" }; list.len()];
    for (name, row) in list {
        if let Some((_, end)) = ranges.get_mut(name) {
            by_name.get_mut(*end).into_iter().for_each(|slot| *slot = row);
            *end += 1;
        }
    }
    (ranges, by_name)
}

/// The ends of autonomous areas, and what is left of them when people drop the peoples: 恩施州, 景宁县.
pub(super) const AUTONOMOUS: List = list![("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "自治区")];

/// A name without its administrative suffix, by rule alone: 呼和浩特市 → 呼和浩特, 恩施土家族苗族自治州 → 恩施.
/// At least two characters stay. [`Division::short`] knows the exceptions.
#[must_use]
pub fn shorten(name: &str) -> &str {
    const AUTONOMOUS: List = list!["特别行政区", "自治区", "自治州", "自治县", "自治旗"];
    const PLAIN: List = list!["地区", "省", "市", "区", "县", "旗", "盟"];
    // Longer ones first where one ends in another.
    const PEOPLES: List = list![
        "柯尔克孜",
        "鄂伦春",
        "达斡尔族",
        "哈萨克族",
        "维吾尔",
        "塔吉克",
        "鄂温克族",
        "土家族",
        "布依族",
        "朝鲜族",
        "蒙古族",
        "哈尼族",
        "傈僳族",
        "拉祜族",
        "东乡族",
        "纳西族",
        "景颇族",
        "仫佬族",
        "布朗族",
        "撒拉族",
        "毛南族",
        "仡佬族",
        "裕固族",
        "保安族",
        "独龙族",
        "普米族",
        "哈萨克",
        "蒙古",
        "锡伯",
        "回族",
        "藏族",
        "苗族",
        "彝族",
        "壮族",
        "满族",
        "侗族",
        "瑶族",
        "白族",
        "傣族",
        "黎族",
        "佤族",
        "畲族",
        "水族",
        "土族",
        "羌族",
        "怒族",
        "京族",
        "基诺族",
        "各族",
        "回",
    ];
    fn without(name: &str, suffixes: List) -> Option<&str> {
        suffixes.iter().filter_map(|suffix| name.strip_suffix(suffix)).find(|rest| rest.chars().nth(1).is_some())
    }
    // Most names end in 市, 区 or 县, few of these in what is longer.
    let longer = ["自治区", "自治州", "自治县", "自治旗", "行政区"].iter().any(|end| name.ends_with(end));
    if let Some(mut core) = without(name, if longer { AUTONOMOUS } else { list![] }) {
        // 内蒙古 is the name itself, not 内 and a people.
        while let Some(rest) = without(core, PEOPLES) {
            core = rest;
        }
        return core;
    }
    without(name, PLAIN).unwrap_or(name)
}

/// Codes and names: as deltas and lines in the embedded file, as rows in a pack.
fn coded(source: &Source, id: Id) -> Vec<(u32, &'static str)> {
    if let Some(rows) = source.rows(id) {
        return rows.filter_map(|(code, name)| Some((code.parse().ok()?, name))).collect();
    }
    let (raw, count) = source.bytes(id);
    let mut rest = raw.as_slice();
    let codes = ascending(&mut rest, count);
    let names = keep_bytes(rest.to_vec());
    codes.into_iter().zip(names.split('\n')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn table() -> &'static Divisions {
        ReferenceTables::builtin().divisions()
    }

    fn by_code(code: u32) -> Option<Division> {
        table().by_code(code)
    }

    fn codes(name: &str) -> Vec<u32> {
        table().find(name).iter().map(|d| d.code()).collect()
    }

    #[test]
    fn counts_are_those_of_the_standard_and_the_patch() {
        let mut counts = [0; 3];
        for row in table().rows.iter().filter(|row| row.is_mainland()) {
            counts[row.level() as usize] += 1;
        }
        assert_eq!(counts, [31, 333, 2847]);
        assert_eq!(table().provinces().count(), 34);
    }

    #[test]
    fn every_row_is_found_by_all_its_names() {
        for &row in &table().rows {
            assert_eq!(by_code(row.code), Some(row));
            for name in [row.name(), row.short(), shorten(row.name())] {
                assert!(table().find(name).contains(&row), "{name}");
            }
            assert_eq!(table().parent(row).is_none(), row.level() == Level::Province, "{row:?}");
            assert!(row.short().chars().count() >= 2);
        }
    }

    #[test]
    fn short_names() {
        for (code, short) in [
            (310_000, "上海"),
            (310_115, "浦东"),
            (150_000, "内蒙古"),
            (450_000, "广西"),
            (810_000, "香港"),
            (710_000, "台湾"),
            (150_121, "土左旗"),
            (211_321, "朝阳县"),
            (211_300, "朝阳"),
            (220_200, "吉林市"),
            (140_109, "万柏林"),
            (422_800, "恩施"),
            (422_801, "恩施市"),
            (533_325, "兰坪"),
            (429_021, "神农架"),
            (622_926, "东乡县"),
            (130_133, "赵县"),
            (460_400, "儋州"),
            (632_800, "海西"),
        ] {
            assert_eq!(by_code(code).map(Division::short), Some(short), "{code}");
        }
    }

    #[test]
    fn parents() {
        let parent = |code| by_code(code).and_then(|d| table().parent(d)).map(Division::code);
        assert_eq!(parent(110_101), Some(110_000));
        assert_eq!(parent(330_106), Some(330_100));
        assert_eq!(parent(330_100), Some(330_000));
        assert_eq!(parent(429_004), Some(420_000));
        assert_eq!(parent(659_013), Some(650_000));
        assert_eq!(parent(330_000), None);
        assert_eq!(by_code(330_103), None);
        assert_eq!(by_code(u32::MAX), None);
    }

    #[test]
    fn names_find_every_level() {
        assert_eq!(codes("杭州"), [330_100]);
        assert_eq!(codes("杭州市"), [330_100]);
        assert_eq!(codes("浦东"), [310_115]);
        assert_eq!(codes("朝阳"), [211_300, 110_105, 211_321, 220_104]);
        assert_eq!(codes("吉林"), [220_000, 220_200]);
        assert_eq!(codes("土默特左旗"), codes("土左旗"));
        assert_eq!(codes("香港"), [810_000]);
        assert!(["", "杭", "杭州西湖"].iter().all(|name| codes(name).is_empty()));
    }
}
