//! Names of divisions as texts begin with them, in full and short: 深圳市南山区, 深圳, 恩施州, 景宁县.
//!
//! | text | places it may begin with |
//! |---|---|
//! | 深圳市腾讯 | 深圳 (short), 深圳市 (full) |
//! | 崇文区百货 | 崇文区, until 2010 |
//! | 恩施州硒源 | 恩施 (short of 州 and 市), 恩施州 (full) |

use hashbrown::HashSet;

use super::division::{Division, Divisions, Level, shorten};
use super::history::Histories;
use super::trie::{ROOT, Trie};

/// The names of divisions.
#[derive(Debug)]
pub struct PlaceNames {
    trie: Trie,
    /// The divisions of each name, name by name.
    places: Vec<Place>,
    /// Where the places of a name begin; one more than there are names.
    starts: Vec<usize>,
}

/// A division under one of its names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The division.
    pub division: Division,
    /// Whether the name says what kind of division it is: 深圳市, not 深圳.
    pub full: bool,
    /// Whether the name is rather a common word or part of brands: 东方, 兴业.
    pub common: bool,
}

/// Short names of counties, county-level cities and prefectures that mean something else more often.
const COMMON: &str = "东方 凤凰 九龙 康乐 东海 万年 同心 莲花 安达 新兴 泰和 和平 紫金 太和 龙门 太湖 兴隆 兴业 永兴 海伦 永和 方正 友谊 龙江 永昌 永丰 正阳 朝阳 宝丰 大方 永泰 金沙 滨海 \
    新源 南华 长兴 瑞丽 清水 永福 德兴 东兴 新星 永安 金阳 新龙 新安 德昌 凌云 保德 金门 甘泉 天柱 吉隆 永胜 永清 新丰 延长 安福 天长 华安 亚东 平和 富民 和康 和安 大新 民丰 明光 无极 大名 \
    定兴 尚义 三河 大城 安平 平定 和顺 万荣 五台 兴城 化德 商都 兴和 康平 新民 东港 德惠 富裕 宝清 富锦 安图 泰来 尚志 宝应 兴化 长丰 兴国 万安 永新 乐安 嘉祥 平原 惠民 商城 公安 大悟 资源 \
    灵山 乐业 宝兴 金川 白玉 普安 合作 共和 温泉 福海 比如 同仁 五常 太白 白水 海兴 望都 互助 通道 大通 青龙 紫云 玉龙 石林 河口 新平 阿里 兴安 红河 怒江 高阳 建平 建昌 江山 长武 双峰 双河 \
    北安 大安 龙井 龙泉 临海 广平 东明 东安 崇阳 怀远 定远 望江 会同 会东 天全 乌兰 祁连 白杨 玉山 蓝山 通海 安远 崇义 化州 丰都 大关 富源 元阳 山阳 平安 昌乐 昌图 金溪 金湖 广宁 宁海 南部";

impl PlaceNames {
    pub(super) fn read(divisions: &Divisions, history: &Histories) -> Self {
        let words: HashSet<&str> = COMMON.split_whitespace().collect();
        let mut names: Vec<(String, Level, u32, Place)> = Vec::new();
        for division in divisions.all() {
            let mut add = |name: &str, full: bool| {
                let place = Place { division, full, common: !full && words.contains(name) };
                names.push((name.to_owned(), division.level(), division.code(), place));
            };
            let core = shorten(division.name());
            add(division.name(), true);
            for short in [division.short(), core] {
                add(short, short == division.name());
            }
            // 恩施州, 景宁县: people drop the peoples, not the kind.
            for (kind, end) in [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "自治区")] {
                if division.name().ends_with(kind) {
                    add(&format!("{core}{end}"), true);
                }
            }
        }
        // Names that were given up since 1980: 崇文区, 襄樊. Counties in full only.
        for old in history.all().filter(|old| !old.is_summary() && !divisions.find(old.name()).iter().any(|today| today.code() / 10_000 == old.code() / 10_000)) {
            let place = Place { division: Division::of_old(old.code(), old.name()), full: true, common: false };
            let mut add = |name: &str, full: bool| names.push((name.to_owned(), place.division.level(), old.code(), Place { full, ..place }));
            if old.name().chars().nth(2).is_some() && old.name().ends_with(['区', '县', '市', '州', '旗', '盟']) {
                add(old.name(), true);
            }
            if place.division.level() == Level::Prefecture && old.name().ends_with('市') {
                add(place.division.short(), false);
            }
        }
        names.sort_unstable_by(|a, b| (&a.0, a.1, a.2, !a.3.full).cmp(&(&b.0, b.1, b.2, !b.3.full)));
        names.dedup_by(|b, a| a.0 == b.0 && a.2 == b.2);
        let mut table = PlaceNames { trie: Trie::default(), places: Vec::new(), starts: Vec::new() };
        let mut last = "";
        for (name, _, _, place) in &names {
            if name.as_str() != last {
                table.trie.insert(name.chars(), u32::try_from(table.starts.len()).unwrap_or(u32::MAX));
                table.starts.push(table.places.len());
                last = name.as_str();
            }
            table.places.push(*place);
        }
        table.starts.push(table.places.len());
        table
    }

    /// Gives each name that a text begins with, shorter ones first: its length and its divisions, higher ones first.
    #[inline]
    pub(crate) fn each_start(&self, text: &[char], mut each: impl FnMut(usize, &[Place])) {
        let mut at = ROOT;
        for (before, &c) in text.iter().enumerate() {
            let Some((next, name)) = self.trie.step(at, c) else {
                return;
            };
            if let Some(name) = name {
                each(before + 1, self.of(name));
            }
            at = next;
        }
    }

    /// The divisions of a text that is a name as a whole.
    pub(crate) fn whole(&self, text: &[char]) -> &[Place] {
        let mut at = ROOT;
        let mut found = None;
        for &c in text {
            let Some((next, name)) = self.trie.step(at, c) else {
                return &[];
            };
            (at, found) = (next, name);
        }
        found.map_or(&[], |name| self.of(name))
    }

    fn of(&self, name: u32) -> &[Place] {
        let at = name as usize;
        let range = self.starts.get(at).zip(self.starts.get(at + 1));
        range.and_then(|(start, end)| self.places.get(*start..*end)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    fn starts(text: &str) -> Vec<(usize, Vec<(u32, bool)>)> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        ReferenceTables::builtin().place_names().each_start(&chars, |length, places| found.push((length, places.iter().map(|p| (p.division.code(), p.full)).collect())));
        found
    }

    #[test]
    fn names_in_full_and_short() {
        assert_eq!(starts("深圳市腾讯"), [(2, vec![(440_300, false)]), (3, vec![(440_300, true)])]);
        assert_eq!(starts("恩施州"), [(2, vec![(422_800, false), (422_801, false)]), (3, vec![(422_800, true)])]);
        assert!(starts("景宁畲族自治县").last().is_some_and(|(length, places)| *length == 7 && places.contains(&(331_127, true))));
        assert_eq!(starts("景宁县").last(), Some(&(3, vec![(331_127, true)])));
        assert_eq!(starts("朝阳").last().map(|(_, places)| places.len()), Some(4));
        assert_eq!(starts("腾讯"), []);
        assert_eq!(starts("崇文区").last(), Some(&(3, vec![(110_103, true)])));
        assert_eq!(starts("襄樊").last(), Some(&(2, vec![(420_600, false)])));
        let whole = |text: &str| ReferenceTables::builtin().place_names().whole(&text.chars().collect::<Vec<_>>()).len();
        assert_eq!((whole("上海"), whole("上海滩"), whole("上"), whole("")), (1, 0, 0, 0));
    }
}
