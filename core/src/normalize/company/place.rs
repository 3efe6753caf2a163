//! The places a company's name starts with or carries elsewhere.
//!
//! | name | chain |
//! |---|---|
//! | 广东省深圳市南山区云帆科技 | 广东省 深圳市 南山区 |
//! | 昌邑市奎聚街道雨辰 | 昌邑市, and the town 奎聚街道 |
//! | 天台江渔百货 | 天台 (county, short: only where the name is not a common word) |
//! | 平安银行, 新华人寿 | none: 平安 and 新华 are districts too |
//!
//! Whether a place may be split off at all is decided in `stem`: something must be left that can stand alone.

use super::name::{begins, is};
use crate::data::division::{Division, Level};
use crate::data::list::{List, list};
use crate::data::place_name::{Place, PlaceNames};

/// At most this many divisions stand one behind the other: 省 市 县 镇.
pub(super) const DEPTH: usize = 5;

/// One place of a chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// Where it ends, in characters from the start of the chain.
    pub(super) end: usize,
    /// Its short name; none for towns and zones, which are taken as written.
    pub(super) short: Option<&'static str>,
    /// Whether its name says what it is: a town, a zone, a division in full.
    pub(super) full: bool,
    /// A province: left out of the loose key where a place in it follows.
    pub(super) province: bool,
}

/// The places at the start of a text, one inside the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    links: [Link; DEPTH],
    len: usize,
}

impl Chain {
    pub(super) const fn new() -> Chain {
        Chain { links: [Link { end: 0, short: None, full: false, province: false }; DEPTH], len: 0 }
    }

    pub(super) fn links(&self) -> &[Link] {
        self.links.get(..self.len).unwrap_or_default()
    }

    /// Where the chain ends; 0 when it is empty.
    pub(super) fn end(&self) -> usize {
        self.links().last().map_or(0, |link| link.end)
    }

    pub(super) fn pop(&mut self) {
        self.len = self.len.saturating_sub(1);
    }

    fn push(&mut self, link: Link) -> bool {
        match self.links.get_mut(self.len) {
            Some(slot) => {
                *slot = link;
                self.len += 1;
                true
            }
            None => false,
        }
    }
}

/// Zones that have a name without being divisions.
const ZONES: List = list![
    "高新技术产业开发区",
    "高新技术开发区",
    "经济技术开发区",
    "自由贸易试验区",
    "自贸试验区",
    "保税港区",
    "保税区",
    "工业园区",
    "产业园区",
    "经济开发区",
    "旅游度假区",
    "度假区",
    "开发区",
    "高新区",
    "自贸区",
    "示范区",
    "园区",
    "新区",
];

/// New areas that names begin with, without the province.
const NEW_AREAS: List = list!["西咸新区", "贵安新区", "横琴新区", "天府新区", "湘江新区", "赣江新区", "滇中新区", "舟山群岛新区"];

/// Places that stand in brackets or behind a name without being divisions.
const OTHERS: List = list![
    "中国",
    "中国大陆",
    "大陆",
    "大中华区",
    "大中华",
    "亚洲",
    "亚太",
    "亚太区",
    "欧洲",
    "北美",
    "华东",
    "华南",
    "华北",
    "华中",
    "华西",
    "东北",
    "西南",
    "西北",
    "新加坡",
    "日本",
    "韩国",
    "美国",
    "英国",
    "德国",
    "法国",
    "意大利",
    "荷兰",
    "瑞士",
    "瑞典",
    "加拿大",
    "澳大利亚",
    "新西兰",
    "俄罗斯",
    "印度",
    "泰国",
    "越南",
    "马来西亚",
    "印度尼西亚",
    "印尼",
    "菲律宾",
    "台北",
    "高雄",
    "九龙",
    "前海",
    "开曼",
    "开曼群岛",
    "百慕大",
    "百慕达",
    "中东",
    "非洲",
    "拉美",
    "全球",
    "粤港澳",
    "长三角",
    "珠三角",
];

/// The chain of places that a text starts with.
pub(super) fn chain(names: &PlaceNames, text: &[char]) -> Chain {
    let mut chain = Chain::new();
    let mut above: Option<Division> = None;
    let mut full = false;
    while let Some((length, place)) = division(names, text.get(chain.end()..).unwrap_or_default(), above) {
        let link = Link { end: chain.end() + length, short: Some(place.division.short()), full: place.full, province: place.division.level() == Level::Province };
        if !chain.push(link) {
            break;
        }
        (above, full) = (Some(place.division), place.full);
    }
    let area = above.is_none() && matches!(text.first(), Some('西' | '贵' | '横' | '天' | '湘' | '赣' | '滇' | '舟'));
    let mut zoned = area.then(|| NEW_AREAS.iter().find(|area| begins(text, area)).map(|area| area.chars().count())).flatten();
    if let Some(above) = above {
        let rest = text.get(chain.end()..).unwrap_or_default();
        zoned = zone(rest).or_else(|| town(rest).filter(|_| full || above.level() == Level::County));
    }
    // A zone may lie in a zone.
    for _ in 0..2 {
        let Some(length) = zoned else {
            break;
        };
        let end = chain.end() + length;
        chain.push(Link { end, short: None, full: true, province: false });
        zoned = zone(text.get(end..).unwrap_or_default());
    }
    chain
}

/// The longest division that a text starts with, inside the one above.
fn division(names: &PlaceNames, text: &[char], above: Option<Division>) -> Option<(usize, Place)> {
    let mut best: Option<(usize, Place)> = None;
    names.each_start(text, |length, places| {
        let (name, rest) = text.split_at_checked(length).unwrap_or_default();
        // 北京|市政, 义乌|市场.
        if name.last() == Some(&'市') && rest.first().is_some_and(|c| matches!(c, '政' | '场' | '民' | '话')) && best.is_some() {
            return;
        }
        if let Some(place) = places.iter().find(|place| above.is_none_or(|above| is_inside(place.division, above)) && counts(place, name, rest, above)) {
            best = Some((length, *place));
        }
    });
    best
}

/// Whether a division may be meant by its name here.
fn counts(place: &Place, name: &[char], rest: &[char], above: Option<Division>) -> bool {
    match place.division.level() {
        _ if place.full && name.len() > 2 => true,
        Level::Province => true,
        Level::Prefecture => !place.common,
        Level::County if above.is_some() => !rest.is_empty() && !place.common,
        // Alone, districts count with their full name only; 赵县 is one.
        Level::County => place.full || place.division.name().ends_with(['县', '市']) && rest.len() > 3 && !place.common,
    }
}

fn is_inside(inner: Division, outer: Division) -> bool {
    match outer.level() {
        Level::Province => inner.code() / 10_000 == outer.code() / 10_000 && inner.code() != outer.code(),
        Level::Prefecture => inner.code() / 100 == outer.code() / 100 && inner.code() != outer.code(),
        Level::County => false,
    }
}

/// A development zone at the start of a text behind a place: 工业园区, 梅山保税港区.
fn zone(text: &[char]) -> Option<usize> {
    if !text.iter().take(14).any(|c| *c == '区') {
        return None;
    }
    (0..=4).find_map(|at| {
        let rest = text.get(at..).filter(|rest| rest.len() > 3)?;
        let length = ZONES.iter().find(|zone| begins(rest, zone))?.chars().count();
        // 创新|区块链.
        (!matches!(rest.get(length), None | Some('块' | '域' | '别' | '间'))).then_some(at + length)
    })
}

/// A street or town at the start of a text behind a county: 良渚街道, 祁各庄镇.
fn town(text: &[char]) -> Option<usize> {
    (2..=4).find_map(|at| {
        let rest = text.get(at..).filter(|rest| rest.len() > 2)?;
        match rest.first() {
            Some('镇' | '乡') => Some(at + 1),
            Some('街') if rest.len() > 3 && rest.get(1) == Some(&'道') => Some(at + 2),
            _ => None,
        }
    })
}

/// Whether a text is a place as a whole, as in brackets: its short name, or the text itself.
pub(super) fn whole(names: &PlaceNames, text: &[char]) -> Option<Option<&'static str>> {
    // All of them are Han, three bytes each.
    if let Some(other) = OTHERS.iter().find(|other| other.len() == text.len() * 3 && is(text, other)) {
        return Some(Some(other));
    }
    if let Some(place) = names.whole(text).first() {
        return Some(Some(place.division.short()));
    }
    let chain = chain(names, text);
    if !chain.links().is_empty() && chain.end() == text.len() {
        return Some(None);
    }
    // 苏州工业园区: a zone that fills the brackets.
    (ZONES.iter().any(|zone| super::name::ends(text, zone)) && !chain.links().is_empty()).then_some(None)
}

/// The province, prefecture or country that a text is as a whole.
pub(super) fn wide(names: &PlaceNames, text: &[char]) -> Option<&'static str> {
    if text == ['中', '国'] {
        return Some("中国");
    }
    let place = names.whole(text).first().filter(|place| place.division.level() != Level::County)?;
    (place.full || !place.common).then(|| place.division.short())
}

/// Whether a text starts with a province, a prefecture, or a county in full.
pub(super) fn starts(names: &PlaceNames, text: &[char]) -> bool {
    let mut found = false;
    names.each_start(text, |length, places| {
        found |= places.iter().any(|place| place.division.level() != Level::County || place.full && length > 2);
    });
    found
}
