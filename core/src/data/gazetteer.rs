//! Names of divisions as addresses write them, with what they stand for today.
//!
//! | name | entries |
//! |---|---|
//! | 杭州市 | 330100 in full |
//! | 杭州 | 330100, short |
//! | 朝阳 | 211300, 110105, 211321, 220104, short |
//! | 江干区 | 330104 of old, split: 330102, 330114 |
//! | 粤 | 440000, the letter of the province |
//! | 恩施州, 景宁县 | 422800, 331127 in full: people drop the peoples, not the kind |
//!
//! Names are stored as texts are compared: simplified by character (乾安 is also stored as 干安).

use super::ReferenceTables;
use super::division::{AUTONOMOUS, Division, Level, shorten};
use super::place_name::COMMON;
use super::region_group::{CITY_CLUSTER, MACRO_REGION};
use super::successor::How;
use super::trie::Trie;
use hashbrown::{HashMap, HashSet};

/// How a name names its division.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Form {
    /// With its kind: 深圳市.
    Full,
    /// Without: 深圳.
    Short,
    /// The one character of a province: 粤.
    Letter,
}

/// What became of the bearer of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Standing {
    /// It is there.
    Current,
    /// It bears another name, or has another kind.
    Renamed,
    /// It lies in another prefecture.
    Moved,
    /// It is part of another division.
    Merged,
    /// It was divided among several.
    Split,
    /// Only the prefecture that it lay in is known, or nothing.
    GivenUp,
}

impl Standing {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Standing::Current => "current",
            Standing::Renamed => "renamed",
            Standing::Moved => "moved",
            Standing::Merged => "merged",
            Standing::Split => "split",
            Standing::GivenUp => "given_up",
        }
    }
}

/// One bearer of a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// The code under which it had the name.
    pub(crate) code: u32,
    pub(crate) form: Form,
    pub(crate) standing: Standing,
    /// A short name that means something else more often: 东方, 兴业.
    pub(crate) common: bool,
    first: u32,
    count: u16,
}

/// A division of today, with what is above it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) division: Division,
    pub(crate) level: Level,
    /// Where its province stands among the places.
    pub(crate) province: u16,
    /// Where its prefecture stands; itself for a prefecture.
    pub(crate) prefecture: Option<u16>,
    pub(crate) macro_region: &'static str,
    pub(crate) city_cluster: &'static str,
    /// The last code that lies inside it.
    last: u32,
    /// Whether other divisions lie inside it.
    pub(crate) divided: bool,
}

impl Place {
    /// Whether a code lies inside.
    pub(crate) fn has(&self, code: u32) -> bool {
        self.division.code() < code && code <= self.last
    }

    /// Whether it is 北京, 天津, 上海, 重庆, which are their own city.
    pub(crate) fn is_municipality(&self) -> bool {
        matches!(self.division.code(), 110_000 | 120_000 | 310_000 | 500_000)
    }
}

/// The names, and the divisions of today that they stand for.
#[derive(Debug)]
pub(crate) struct Gazetteer {
    trie: Trie,
    /// Where the entries of a name begin; one more than there are names.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    targets: Vec<u16>,
    /// By code.
    places: Vec<Place>,
}

/// The letters of provinces.
const LETTERS: &str = "京110000 津120000 冀130000 晋140000 蒙150000 辽210000 吉220000 黑230000 沪310000 苏320000 浙330000 皖340000 闽350000 赣360000 鲁370000 豫410000 鄂420000 湘430000 粤440000 桂450000 \
    琼460000 渝500000 川510000 蜀510000 贵520000 黔520000 云530000 滇530000 藏540000 陕610000 秦610000 甘620000 陇620000 青630000 宁640000 新650000 港810000 澳820000 台710000";

/// Customary names that no rule gives.
const CUSTOM: [(&str, u32, Form); 8] = [
    ("内蒙", 150_000, Form::Short),
    ("巴州", 652_800, Form::Full),
    ("博州", 652_700, Form::Full),
    ("克州", 653_000, Form::Full),
    ("锡盟", 152_500, Form::Full),
    ("阿盟", 152_900, Form::Full),
    ("呼市", 150_100, Form::Full),
    ("乌市", 650_100, Form::Full),
];

/// Names that tell nothing without their city, and that many cities had.
const GENERIC: [&str; 6] = ["郊区", "城区", "市区", "东区", "西区", "新区"];

/// What the lists of old divisions hold beside divisions.
const OFFICES: [&str; 6] = ["开发区", "管理", "控制区", "总场", "林场", "委员会"];

struct Builder<'a> {
    tables: &'a ReferenceTables,
    trie: Trie,
    /// How many names there are.
    count: u32,
    /// By the number of their name.
    entries: Vec<(u32, Entry)>,
    targets: Vec<u16>,
    index: HashMap<u32, u16>,
    /// Short names that mean something else more often.
    common: HashSet<&'static str>,
}

impl Builder<'_> {
    /// Adds a bearer of a name, as it is written and simplified by character.
    fn add(&mut self, name: impl Iterator<Item = char> + Clone, entry: Entry) {
        let variants = self.tables.variants();
        if name.clone().any(|c| variants.simplified(c) != c) {
            self.put(name.clone().map(|c| variants.simplified(c)), entry);
        }
        self.put(name, entry);
    }

    fn put(&mut self, name: impl Iterator<Item = char>, entry: Entry) {
        let number = self.trie.insert(name, self.count);
        self.count = self.count.max(number + 1);
        self.entries.push((number, entry));
    }

    fn entry(&mut self, code: u32, form: Form, standing: Standing, targets: &[u32]) -> Entry {
        let first = u32::try_from(self.targets.len()).unwrap_or(u32::MAX);
        self.targets.extend(targets.iter().filter_map(|code| self.index.get(code)));
        let count = u16::try_from(self.targets.len() - first as usize).unwrap_or(0);
        Entry { code, form, standing, common: false, first, count }
    }

    /// The kinds of autonomous areas without their peoples.
    fn kinds(&mut self, name: &str, entry: Entry) {
        for (kind, end) in AUTONOMOUS {
            if name.ends_with(kind) {
                self.add(shorten(name).chars().chain(end.chars()), entry);
            }
        }
    }

    fn today(&mut self) {
        for division in self.tables.divisions().all() {
            let code = division.code();
            let full = self.entry(code, Form::Full, Standing::Current, &[code]);
            self.add(division.name().chars(), full);
            self.kinds(division.name(), full);
            for name in [division.short(), shorten(division.name())] {
                if name != division.name() {
                    let common = self.common.contains(name);
                    self.add(name.chars(), Entry { form: Form::Short, common, ..full });
                }
            }
        }
        for letter in LETTERS.split_whitespace() {
            let (letter, code) = letter.split_at_checked(letter.chars().next().map_or(0, char::len_utf8)).unwrap_or_default();
            let code = code.parse().unwrap_or(0);
            let entry = self.entry(code, Form::Letter, Standing::Current, &[code]);
            self.put(letter.chars(), entry);
        }
        for (name, code, form) in CUSTOM {
            let entry = self.entry(code, form, Standing::Current, &[code]);
            self.add(name.chars(), entry);
        }
    }

    /// The prefectures of today in the place of the one that a code lies in.
    fn prefectures(&self, code: u32) -> HashSet<u32> {
        let (tables, above) = (self.tables, code / 100 * 100);
        if tables.divisions().by_code(above).is_some() {
            return HashSet::from([above]);
        }
        tables.history().of(above).iter().flat_map(|p| tables.successors().of(tables.divisions(), above, p.name()).1).collect()
    }

    fn of_old(&mut self) {
        let (divisions, history, successors) = (self.tables.divisions(), self.tables.history(), self.tables.successors());
        let mut last = (0, "");
        for old in history.all().filter(|old| {
            !old.is_summary()
                && old.code() < 700_000
                && !old.code().is_multiple_of(10_000)
                && !GENERIC.contains(&old.name())
                && !OFFICES.iter().any(|word| old.name().contains(word))
        }) {
            let (code, name) = (old.code(), old.name());
            if (code, name) == last || divisions.by_code(code).is_some_and(|today| today.name() == name) {
                continue;
            }
            last = (code, name);
            let namesakes: Vec<u32> = divisions.find(name).iter().filter(|d| d.name() == name && d.code() / 10_000 == code / 10_000).map(|d| d.code()).collect();
            // The same county under a newer code.
            if !namesakes.is_empty() {
                let prefectures = self.prefectures(code);
                if namesakes.iter().any(|d| prefectures.contains(&(d / 100 * 100))) {
                    continue;
                }
            }
            let (how, codes) = successors.of(divisions, code, name);
            let is_prefecture = code.is_multiple_of(100);
            if codes.is_empty() && !is_prefecture {
                continue;
            }
            let core = shorten(name);
            let standing = match (how, codes.as_slice()) {
                (How::PrefectureOnly, _) | (_, []) => Standing::GivenUp,
                (_, [one]) if divisions.by_code(*one).is_some_and(|d| d.name() == name) => Standing::Moved,
                (How::Derived, _) => Standing::Renamed,
                // 蓟县 became 蓟州区, 崇文区 a part of 东城区.
                (How::Listed, [one]) if divisions.by_code(*one).is_some_and(|d| d.name().chars().next() == core.chars().next()) => Standing::Renamed,
                (How::Listed, [_]) => Standing::Merged,
                _ => Standing::Split,
            };
            let full = self.entry(code, Form::Full, standing, &codes);
            self.add(name.chars(), full);
            self.kinds(name, full);
            let known = divisions.find(core).iter().any(|d| d.code() / 10_000 == code / 10_000 && (d.level() == Level::Prefecture || !is_prefecture));
            if core != name && !known {
                self.add(core.chars(), Entry { form: Form::Short, ..full });
            }
        }
    }
}

impl Gazetteer {
    pub(super) fn read(tables: &ReferenceTables) -> Self {
        let places = places(tables);
        let index = places.iter().zip(0_u16..).map(|(place, at)| (place.division.code(), at)).collect();
        let common = COMMON.split_whitespace().collect();
        let mut builder = Builder { tables, trie: Trie::with_room(1 << 14), count: 0, entries: Vec::with_capacity(1 << 14), targets: Vec::new(), index, common };
        builder.today();
        builder.of_old();
        let Builder { trie, count, mut entries, targets, .. } = builder;
        // Those of today first, higher ones first.
        entries.sort_unstable_by_key(|(name, e)| (*name, e.standing != Standing::Current, Level::of(e.code), e.code, e.form, e.first));
        entries.dedup_by(|(b_name, b), (a_name, a)| a_name == b_name && a.code == b.code && a.first == b.first);
        let mut table = Gazetteer { trie, starts: Vec::with_capacity(count as usize + 1), entries: Vec::with_capacity(entries.len()), targets, places };
        let mut next = 0;
        for (name, entry) in entries {
            if name == next {
                table.starts.push(u32::try_from(table.entries.len()).unwrap_or(u32::MAX));
                next += 1;
            }
            table.entries.push(entry);
        }
        table.starts.push(u32::try_from(table.entries.len()).unwrap_or(u32::MAX));
        table
    }

    /// Gives each name that a text begins with, shorter ones first: its length and its bearers, those of today first.
    #[inline]
    pub(crate) fn each_start<'a>(&'a self, text: &[char], mut each: impl FnMut(usize, &'a [Entry])) {
        self.trie.each(text.iter().copied(), |length, name| each(length, self.of(name)));
    }

    fn of(&self, name: u32) -> &[Entry] {
        let at = name as usize;
        let range = self.starts.get(at).zip(self.starts.get(at + 1));
        range.and_then(|(start, end)| self.entries.get(*start as usize..*end as usize)).unwrap_or_default()
    }

    /// Whether a text is a name as a whole.
    pub(crate) fn is_name(&self, text: &[char]) -> bool {
        self.trie.whole(text.iter().copied()).is_some()
    }

    /// What an entry stands for today.
    pub(crate) fn targets(&self, entry: &Entry) -> &[u16] {
        let first = entry.first as usize;
        self.targets.get(first..first + usize::from(entry.count)).unwrap_or_default()
    }

    /// A division by its number.
    pub(crate) fn place(&self, at: u16) -> Option<&Place> {
        self.places.get(usize::from(at))
    }

    /// The number of the division with this code.
    pub(crate) fn number(&self, code: u32) -> Option<u16> {
        let at = self.places.binary_search_by_key(&code, |place| place.division.code()).ok()?;
        u16::try_from(at).ok()
    }
}

/// The divisions of today by their codes.
fn places(tables: &ReferenceTables) -> Vec<Place> {
    let groups = tables.region_groups();
    let mut places: Vec<Place> = Vec::new();
    let (mut province, mut prefecture) = (0, None);
    let mut area = "";
    for (division, at) in tables.divisions().all().zip(0_u16..) {
        let code = division.code();
        let level = division.level();
        let last = match level {
            Level::Province => {
                (province, prefecture) = (at, None);
                area = groups.of(MACRO_REGION, code).unwrap_or("");
                code + 9_999
            }
            Level::Prefecture => {
                prefecture = Some(at);
                code + 99
            }
            Level::County => code,
        };
        // Counties that a province runs itself have no prefecture.
        let above = prefecture.filter(|p| places.get(usize::from(*p)).map_or(*p == at, |p| p.division.code() / 100 == code / 100));
        for outer in [Some(province), above].into_iter().flatten().filter(|outer| *outer != at) {
            if let Some(outer) = places.get_mut(usize::from(outer)) {
                outer.divided = true;
            }
        }
        let city_cluster = groups.of(CITY_CLUSTER, code).unwrap_or("");
        places.push(Place { division, level, province, prefecture: above, macro_region: area, city_cluster, last, divided: false });
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::type_complexity, reason = "a test: what stands for what, written out")]
    fn names(text: &str) -> Vec<(usize, Vec<(u32, Form, Standing)>)> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        ReferenceTables::builtin().gazetteer().each_start(&chars, |length, entries| found.push((length, entries.iter().map(|e| (e.code, e.form, e.standing)).collect())));
        found
    }

    #[test]
    fn names_of_today_and_of_old() {
        use Form::{Full, Letter, Short};
        use Standing::{Current, Merged, Renamed, Split};
        assert_eq!(names("杭州市西湖区"), [(2, vec![(330_100, Short, Current)]), (3, vec![(330_100, Full, Current)])]);
        assert_eq!(names("粤"), [(1, vec![(440_000, Letter, Current)])]);
        assert_eq!(names("江干区").last(), Some(&(3, vec![(330_104, Full, Split)])));
        assert_eq!(names("崇文区").last(), Some(&(3, vec![(110_103, Full, Merged)])));
        assert!(names("襄樊市").last().is_some_and(|(_, e)| e.contains(&(420_600, Full, Renamed))));
        assert!(names("干安县").last().is_some_and(|(_, e)| e.contains(&(220_723, Full, Current))));
        assert_eq!(names("恩施州").last(), Some(&(3, vec![(422_800, Full, Current)])));
        assert_eq!(names("腾讯"), []);
    }

    #[test]
    fn places_know_what_is_above() {
        let g = ReferenceTables::builtin().gazetteer();
        let of = |code| {
            let place = g.place(g.number(code).unwrap()).unwrap();
            let code = |at: u16| g.place(at).unwrap().division.code();
            (code(place.province), place.prefecture.map(code), place.divided, place.macro_region, place.city_cluster)
        };
        assert_eq!(of(330_106), (330_000, Some(330_100), false, "华东", "长三角"));
        assert_eq!(of(330_100), (330_000, Some(330_100), true, "华东", "长三角"));
        assert_eq!(of(441_900), (440_000, Some(441_900), false, "华南", "珠三角"));
        assert_eq!(of(429_004), (420_000, None, false, "华中", "长江中游"));
        assert_eq!(of(310_115), (310_000, None, false, "华东", "长三角"));
        assert_eq!(of(110_000), (110_000, None, true, "华北", "京津冀"));
    }

    #[test]
    fn has_the_names_of_today_and_of_old() {
        let table = Gazetteer::read(ReferenceTables::builtin());
        assert!(table.places.len() > 3200 && table.starts.len() > 7000, "{} {}", table.places.len(), table.starts.len());
    }
}
