//! Names of divisions as texts begin with them, in full and short: 深圳市南山区, 深圳, 恩施州, 景宁县.
//!
//! | text | places it may begin with |
//! |---|---|
//! | 深圳市腾讯 | 深圳 (short), 深圳市 (full) |
//! | 崇文区百货 | 崇文区, until 2010 |
//! | 恩施州硒源 | 恩施 (short of 州 and 市), 恩施州 (full) |

use super::division::{AUTONOMOUS, Division, Divisions, shorten};
use super::history::Histories;
use super::trie::Trie;

/// The names of divisions.
#[derive(Debug)]
pub struct PlaceNames {
    trie: Trie,
    /// The divisions of each name, name by name.
    places: Vec<Place>,
    /// Where the places of a name begin; one more than there are names.
    starts: Vec<u32>,
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
pub(super) const COMMON: &str = "东方 凤凰 九龙 康乐 东海 万年 同心 莲花 安达 新兴 泰和 和平 紫金 太和 龙门 太湖 兴隆 兴业 永兴 海伦 永和 方正 友谊 龙江 永昌 永丰 正阳 朝阳 宝丰 大方 永泰 金沙 滨海 \
    新源 南华 长兴 瑞丽 清水 永福 德兴 东兴 新星 永安 金阳 新龙 新安 德昌 凌云 保德 金门 甘泉 天柱 吉隆 永胜 永清 新丰 延长 安福 天长 华安 亚东 平和 富民 和康 和安 大新 民丰 明光 无极 大名 \
    定兴 尚义 三河 大城 安平 平定 和顺 万荣 五台 兴城 化德 商都 兴和 康平 新民 东港 德惠 富裕 宝清 富锦 安图 泰来 尚志 宝应 兴化 长丰 兴国 万安 永新 乐安 嘉祥 平原 惠民 商城 公安 大悟 资源 \
    灵山 乐业 宝兴 金川 白玉 普安 合作 共和 温泉 福海 比如 同仁 五常 太白 白水 海兴 望都 互助 通道 大通 青龙 紫云 玉龙 石林 河口 新平 阿里 兴安 红河 怒江 高阳 建平 建昌 江山 长武 双峰 双河 \
    北安 大安 龙井 龙泉 临海 广平 东明 东安 崇阳 怀远 定远 望江 会同 会东 天全 乌兰 祁连 白杨 玉山 蓝山 通海 安远 崇义 化州 丰都 大关 富源 元阳 山阳 平安 昌乐 昌图 金溪 金湖 广宁 宁海 南部";

impl PlaceNames {
    pub(super) fn read(divisions: &Divisions, history: &Histories) -> Self {
        let mut names = Names { trie: Trie::with_room(1 << 14), heads: Vec::with_capacity(1 << 13), list: Vec::with_capacity(1 << 14) };
        // Common words have the first numbers.
        let words = COMMON.split_whitespace().map(|word| names.number(word.chars())).max().map_or(0, |last| last + 1);
        for division in divisions.all() {
            let mut add = |name: &str, full: bool| {
                let common = !full && names.number(name.chars()) < words;
                names.add(name.chars(), Place { division, full, common });
            };
            let core = shorten(division.name());
            add(division.name(), true);
            for short in [division.short(), core] {
                add(short, short == division.name());
            }
            // 恩施州, 景宁县: people drop the peoples, not the kind.
            for (kind, end) in AUTONOMOUS.pairs() {
                if division.name().ends_with(kind) {
                    names.add(core.chars().chain(end.chars()), Place { division, full: true, common: false });
                }
            }
        }
        // Names that were given up since 1980: 崇文区, 襄樊. Counties in full only.
        for old in history.all().filter(|old| !old.is_summary()) {
            let full = old.name().ends_with(['区', '县', '市', '州', '旗', '盟']) && old.name().chars().nth(2).is_some();
            let short = old.code().is_multiple_of(100) && !old.code().is_multiple_of(10_000) && old.name().ends_with('市');
            if !(full || short) || divisions.find(old.name()).iter().any(|today| today.code() / 10_000 == old.code() / 10_000) {
                continue;
            }
            let division = Division::of_old(old.code(), old.name());
            if full {
                names.add(old.name().chars(), Place { division, full: true, common: false });
            }
            if short {
                names.add(division.short().chars(), Place { division, full: false, common: false });
            }
        }
        names.table()
    }

    /// Gives each name that a text begins with, shorter ones first: its length and its divisions, higher ones first.
    #[inline]
    pub(crate) fn each_start(&self, text: &[char], mut each: impl FnMut(usize, &[Place])) {
        self.trie.each(text.iter().copied(), |length, name| each(length, self.of(name)));
    }

    /// The divisions of a text that is a name as a whole.
    pub(crate) fn whole(&self, text: &[char]) -> &[Place] {
        self.trie.whole(text.iter().copied()).map_or(&[], |name| self.of(name))
    }

    fn of(&self, name: u32) -> &[Place] {
        let at = name as usize;
        let range = self.starts.get(at).zip(self.starts.get(at + 1));
        range.and_then(|(start, end)| self.places.get(*start as usize..*end as usize)).unwrap_or_default()
    }
}

/// The names while they are collected.
struct Names {
    trie: Trie,
    /// The first place of each name, by its number in the list.
    heads: Vec<usize>,
    /// Every place, with the next one of its name.
    list: Vec<(Place, usize)>,
}

/// No place follows.
const END: usize = usize::MAX;

impl Names {
    /// The number of a name.
    fn number(&mut self, name: impl Iterator<Item = char>) -> usize {
        let number = self.trie.insert(name, u32::try_from(self.heads.len()).unwrap_or(u32::MAX)) as usize;
        if number == self.heads.len() {
            self.heads.push(END);
        }
        number
    }

    /// Adds a place under a name, where it belongs: higher ones first, then by code, each once, in full where it is named so.
    fn add(&mut self, name: impl Iterator<Item = char>, place: Place) {
        let number = self.number(name);
        let rank = |place: &Place| (place.division.level(), place.division.code());
        let (mut before, mut at) = (None, self.heads.get(number).copied().unwrap_or(END));
        while let Some((_, next)) = self.list.get(at).filter(|(other, _)| rank(other) < rank(&place)) {
            (before, at) = (Some(at), *next);
        }
        if let Some((other, _)) = self.list.get_mut(at).filter(|(other, _)| other.division.code() == place.division.code()) {
            if place.full && !other.full {
                *other = place;
            }
            return;
        }
        let new = self.list.len();
        self.list.push((place, at));
        let link = match before {
            None => self.heads.get_mut(number),
            Some(before) => self.list.get_mut(before).map(|(_, next)| next),
        };
        link.into_iter().for_each(|link| *link = new);
    }

    /// The places of each name together.
    fn table(self) -> PlaceNames {
        let mut table = PlaceNames { trie: self.trie, places: Vec::with_capacity(self.list.len()), starts: Vec::with_capacity(self.heads.len() + 1) };
        let position = |places: &Vec<Place>| u32::try_from(places.len()).unwrap_or(u32::MAX);
        for mut at in self.heads {
            table.starts.push(position(&table.places));
            while let Some((place, next)) = self.list.get(at) {
                table.places.push(*place);
                at = *next;
            }
        }
        table.starts.push(position(&table.places));
        table
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
