//! From a folded name to branches: official names, everyday words, and both with other endings.
//!
//! | folded | branches |
//! |---|---|
//! | `专用设备制造业`, `专用设备制造`, `专用设备制造行业` | 35 |
//! | `轮胎` | 2911 轮胎制造 (the only ending that makes a name) |
//! | `医药零售`, `服装生产` | 525, 18 (the word, as far as it lies in 零售业 or 制造业) |
//! | `从事软件开发业务` | 651, doubtful |
//! | `电子` in 制造业 | 39, the only division of it whose name has the word |

use super::set::{Found, How, Set};
use crate::data::ReferenceTables;
use crate::data::industry::{Code, Industries, Industry};
use crate::data::industry_fold::{Folded, stem, stem_bytes};
use crate::data::list::{List, list};

/// What may be missing at the end of an official name.
const ENDINGS: List = list!["制造", "服务", "加工", "活动", "生产", "批发", "零售", "种植", "养殖", "开采", "采选", "运输"];

/// What may stand behind a word, and where its branches must lie then; behind a bar, where there are none in the first places.
const WORK: List = list![
    ("生产制造", "C"),
    ("加工制造", "C"),
    ("制造", "C"),
    ("生产", "C|A"),
    ("加工", "C"),
    ("厂", "C|B D N"),
    ("批发零售", "F"),
    ("批发", "51"),
    ("零售", "52"),
    ("专卖", "52"),
    ("专卖店", "52"),
    ("商店", "52"),
    ("店", "52|H L O Q R"),
    ("馆", "52|H L O Q R"),
    ("销售", "F"),
    ("贸易", "F"),
    ("经销", "F"),
    ("商贸", "F"),
    ("代理", "F|58 L R"),
    ("种植", "A"),
    ("养殖", "A"),
    ("场", "A"),
    ("施工", "E"),
    ("工程", "E"),
    ("运输", "G"),
    ("维修", "O|43"),
    ("租赁", "71"),
    ("出租", "71"),
    ("服务", ""),
    ("活动", ""),
];

/// What says nothing in front of a name.
const FRONTS: List = list!["主要从事", "专业从事", "主要经营", "从事", "主营", "专注", "经营", "属于", "传统", "国内"];

/// What says nothing behind a name.
const BACKS: List = list![
    "有限公司",
    "相关行业",
    "相关业务",
    "相关",
    "业务",
    "公司",
    "企业",
    "集团",
    "产业",
    "领域",
    "板块",
    "方向",
    "方面",
    "机构",
    "单位",
    "客户",
    "厂商",
    "厂家",
    "商家",
    "为主",
    "等",
    "类",
    "系统",
    "部门",
    "大类",
    "从业者",
    "中心",
];

/// Where a folded name leads.
pub(super) fn find(table: &Industries, folded: &str) -> Option<Found> {
    whole(table, folded.as_bytes()).or_else(|| changed(table, folded, 0))
}

/// A folded name, in UTF-8, as it stands in the table.
#[inline]
pub(super) fn whole(table: &Industries, folded: &[u8]) -> Option<Found> {
    let name = stem_bytes(folded);
    let word = table.word_of_bytes(name)?;
    let (confidence, how) = match (word.confidence, word.edition) {
        // 业 is dropped and added freely, 行业 says nothing.
        (100, _) => (if folded.len() == name.len() + 6 { 90 } else { 100 }, How::Name),
        (confidence, 0) => (confidence, How::Word),
        (confidence, _) => (confidence, How::Edition),
    };
    Some(Found { set: Set::of(word.places.iter().copied()), confidence, how })
}

/// A name with something added or missing; each step costs confidence.
fn changed(table: &Industries, folded: &str, depth: u8) -> Option<Found> {
    if depth > 3 || folded.len() > 90 {
        return None;
    }
    let again = |rest: &str| whole(table, rest.as_bytes()).or_else(|| changed(table, rest, depth + 1));
    let less = |found: Found, confidence: u8| Found {
        confidence: found.confidence.min(confidence).saturating_sub(depth * 5),
        how: if found.how == How::Edition { How::Edition } else { How::Word },
        ..found
    };
    if let Some(set) = extended(table, folded, None) {
        return Some(Found { set, confidence: 75_u8.saturating_sub(depth * 5), how: How::Word });
    }
    for (ending, places) in WORK.pairs() {
        let Some(rest) = folded.strip_suffix(ending).or_else(|| stem(folded).strip_suffix(ending)).filter(|rest| rest.len() >= 6 || rest.is_ascii() && rest.len() > 1) else {
            continue;
        };
        let Some(found) = again(rest) else { continue };
        if places.is_empty() {
            return Some(less(found, 80));
        }
        let among = |codes: &str| found.set.within(&Set::of(codes.split(' ').filter_map(|code| table.place(Code::parse(code)?))), table);
        let mut sets = places.split('|').map(among);
        let set = sets.find(|set| !set.is_empty()).unwrap_or_default();
        return (!set.is_empty()).then(|| less(Found { set, ..found }, 75));
    }
    let bare = FRONTS.iter().find_map(|front| folded.strip_prefix(front)).or_else(|| BACKS.iter().find_map(|back| folded.strip_suffix(back)));
    again(bare.filter(|rest| rest.len() >= 6 || rest.is_ascii() && rest.len() > 1)?).map(|found| less(found, 70))
}

/// The branches whose name is this word and one of the endings, within some branches or anywhere.
fn extended(table: &Industries, folded: &str, scope: Option<&Set>) -> Option<Set> {
    let name = stem(folded);
    // Too wide, unless a parent was named before.
    const WIDE: List = list!["综合", "居民", "家庭", "安全", "办公", "内陆", "海水", "水上", "海洋", "婚姻", "道路"];
    if name.len() < 6 || name == "其他" || scope.is_none() && WIDE.contains(name) {
        return None;
    }
    let mut set = Set::default();
    for ending in ENDINGS.iter() {
        let joined = Folded::joined(name, ending)?;
        if let Some(word) = table.word(joined.as_str()).filter(|word| word.confidence == 100) {
            let places = Set::of(word.places.iter().copied());
            scope.map_or(places, |scope| places.within(scope, table)).as_slice().iter().for_each(|place| set.add(*place));
        }
    }
    (!set.is_empty()).then(|| set.outermost(table))
}

/// The branches inside others that a word names: with an ending, as the rest (其他), or as a part of one name on the highest
/// level that has it.
pub(super) fn inside(tables: &ReferenceTables, folded: &str, scope: &Set) -> Option<Found> {
    let table = tables.industries();
    let name = stem(folded);
    let found = |set: Set, confidence| (!set.is_empty()).then_some(Found { set, confidence, how: How::Word });
    if name == "其他" {
        let parent = table.at(scope.single()?)?;
        let joined = Folded::joined("其他", Folded::of(parent.name(), tables.variants())?.as_str())?;
        let word = table.word(stem(joined.as_str()))?;
        return found(Set::of(word.places.iter().copied()).within(scope, table), 80);
    }
    if let Some(set) = extended(table, folded, Some(scope)) {
        return found(set, 80);
    }
    if name.len() < 6 || name.len() > 60 {
        return None;
    }
    let top = scope.rows(table).map(Industry::level).min()?;
    let scope = scope.ascending();
    (top + 1..=4).find_map(|level| {
        let parts = scope.as_slice().iter().flat_map(|parent| table.within(*parent));
        let named = parts.filter(|(_, row)| row.level() == level && row.name().contains(name));
        found(Set::of(named.map(|(place, _)| place)), 75)
    })
}
