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
use super::list::{List, list};
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

/// A name, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Name(u32);

impl Name {
    /// A number that no name has.
    pub(crate) const NONE: Name = Name(u32::MAX);
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
    /// The name is as long as the full name of what it stands for: 恩施州 and 内蒙古 are not.
    pub(crate) whole: bool,
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
const GENERIC: List = list!["郊区", "城区", "市区", "东区", "西区", "新区"];

/// Whether a name is that of an office, which the lists of old divisions hold beside divisions.
fn is_office(name: &str) -> bool {
    const WORDS: List = list!["开发区", "管理", "控制区", "总场", "林场", "委员会"];
    // A search of its own for each word would cost more than all the rest of the table.
    name.contains(['发', '管', '制', '场', '委']) && WORDS.iter().any(|word| name.contains(word))
}

/// Room for the steps between the characters of all names, and for the bearers of names.
const STEPS: usize = 1 << 14;
const NAMES: usize = 1 << 14;

struct Builder<'a> {
    tables: &'a ReferenceTables,
    trie: Trie,
    /// How many names there are.
    count: u32,
    /// By the number of their name.
    entries: Vec<(u32, Entry)>,
    targets: Vec<u16>,
    index: HashMap<u32, u16>,
    /// How many characters the full name of each division of today has.
    lengths: Vec<usize>,
    /// Short names that mean something else more often.
    common: HashSet<&'static str>,
    /// The characters of one name.
    name: Vec<char>,
}

impl Builder<'_> {
    /// Adds a bearer of a name, as it is written and simplified by character.
    fn add(&mut self, name: impl Iterator<Item = char>, entry: Entry) {
        let variants = self.tables.variants();
        self.put(name, entry);
        if self.name.iter().any(|c| variants.simplified(*c) != *c) {
            let simple: Vec<char> = self.name.iter().map(|c| variants.simplified(*c)).collect();
            self.put(simple.into_iter(), entry);
        }
    }

    fn put(&mut self, name: impl Iterator<Item = char>, entry: Entry) {
        self.name.clear();
        self.name.extend(name);
        let number = self.trie.insert(self.name.iter().copied(), self.count);
        self.count = self.count.max(number + 1);
        let target = self.targets.get(entry.first as usize).filter(|_| entry.count > 0);
        let whole = target.and_then(|at| self.lengths.get(usize::from(*at))).is_none_or(|length| *length == self.name.len());
        self.entries.push((number, Entry { whole, ..entry }));
    }

    fn entry(&mut self, code: u32, form: Form, standing: Standing, targets: &[u32]) -> Entry {
        let first = u32::try_from(self.targets.len()).unwrap_or(u32::MAX);
        self.targets.extend(targets.iter().filter_map(|code| self.index.get(code)));
        let count = u16::try_from(self.targets.len() - first as usize).unwrap_or(0);
        Entry { code, form, standing, common: false, whole: false, first, count }
    }

    /// The kinds of autonomous areas without their peoples.
    fn kinds(&mut self, name: &str, entry: Entry) {
        // 自治州: few names have this character there.
        if name.chars().nth_back(2) != Some('自') {
            return;
        }
        for (kind, end) in AUTONOMOUS.pairs() {
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
            let (short, core) = (division.short(), shorten(division.name()));
            for (name, new) in [(short, true), (core, core != short)] {
                if new && name != division.name() {
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

    /// Whether a prefecture of today is in the place of the one that a code lies in.
    fn lies_in(&self, code: u32, prefecture: u32) -> bool {
        let (tables, above) = (self.tables, code / 100 * 100);
        if tables.divisions().by_code(above).is_some() {
            return prefecture == above;
        }
        tables.history().of(above).iter().any(|p| tables.successors().of(tables.divisions(), above, p.name()).1.contains(&prefecture))
    }

    fn of_old(&mut self) {
        let (divisions, history, successors) = (self.tables.divisions(), self.tables.history(), self.tables.successors());
        let mut last = (0, "");
        for old in history.all().filter(|old| !old.is_summary() && old.code() < 700_000 && !old.code().is_multiple_of(10_000)) {
            let (code, name) = (old.code(), old.name());
            if (code, name) == last || divisions.by_code(code).is_some_and(|today| today.name() == name) || GENERIC.contains(name) || is_office(name) {
                continue;
            }
            last = (code, name);
            // The same county under a newer code.
            let mut namesakes = divisions.find(name).iter().filter(|d| d.name() == name && d.code() / 10_000 == code / 10_000);
            if namesakes.any(|d| self.lies_in(code, d.code() / 100 * 100)) {
                continue;
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
        let lengths = places.iter().map(|place| place.division.name().chars().count()).collect();
        let (trie, entries) = (Trie::with_room(STEPS), Vec::with_capacity(NAMES));
        let mut builder = Builder { tables, trie, count: 0, entries, targets: Vec::with_capacity(NAMES), index, lengths, common, name: Vec::new() };
        builder.today();
        builder.of_old();
        let Builder { trie, count, entries, targets, .. } = builder;
        let (starts, entries) = by_name(&entries, count);
        Gazetteer { trie, starts, entries, targets, places }
    }

    /// Gives each name that a text begins with, shorter ones first, and its length.
    #[inline]
    pub(crate) fn each_start(&self, text: &[char], mut each: impl FnMut(usize, Name)) {
        self.trie.each(text.iter().copied(), |length, name| each(length, Name(name)));
    }

    /// Those who bear a name, those of today first.
    #[inline]
    pub(crate) fn bearers(&self, name: Name) -> &[Entry] {
        let at = name.0 as usize;
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

/// The bearers name by name, those of today first, higher ones first, each once; and where those of a name begin.
fn by_name(list: &[(u32, Entry)], count: u32) -> (Vec<u32>, Vec<Entry>) {
    // Few names have many bearers: they are brought together by counting, and only then sorted.
    let mut ends = vec![0_u32; count as usize + 1];
    for (name, _) in list {
        if let Some(end) = ends.get_mut(*name as usize + 1) {
            *end += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let Some((_, first)) = list.first() else {
        return (ends, Vec::new());
    };
    let mut together = vec![*first; list.len()];
    for (name, entry) in list {
        if let Some(next) = ends.get_mut(*name as usize) {
            together.get_mut(*next as usize).into_iter().for_each(|slot| *slot = *entry);
            *next += 1;
        }
    }
    let mut starts = Vec::with_capacity(ends.len());
    let mut entries: Vec<Entry> = Vec::with_capacity(list.len());
    let mut from = 0;
    for to in ends {
        let start = entries.len();
        starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        let same = together.get_mut(from..to as usize).unwrap_or_default();
        same.sort_unstable_by_key(|e| (e.standing != Standing::Current, Level::of(e.code), e.code, e.form, e.first));
        for entry in same {
            let known = entries.get(start..).and_then(<[Entry]>::last).is_some_and(|last| last.code == entry.code && last.first == entry.first);
            if !known {
                entries.push(*entry);
            }
        }
        from = to as usize;
    }
    (starts, entries)
}

/// The divisions of today by their codes.
fn places(tables: &ReferenceTables) -> Vec<Place> {
    let groups = tables.region_groups();
    let mut places: Vec<Place> = Vec::with_capacity(tables.divisions().all().count());
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
        let g = ReferenceTables::builtin().gazetteer();
        g.each_start(&chars, |length, name| found.push((length, g.bearers(name).iter().map(|e| (e.code, e.form, e.standing)).collect())));
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
