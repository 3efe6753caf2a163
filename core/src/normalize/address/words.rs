//! Words that end or divide the parts of an address.

use super::number::is_numeral;
use crate::data::list::{List, list};
use crate::normalize::region::{Words, is_direction, starts, words};

/// What ends at a character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// A town: how many characters of its kind stand from here on.
    Town(usize),
    /// A road: the length of its kind before and at the character, and how many follow that belong to it.
    Road(usize, usize),
}

/// Whether a town or a road ends with the kind at `at`; `from` is where its name may begin.
pub(super) fn mark(text: &[char], from: usize, at: usize) -> Option<Mark> {
    let c = *text.get(at)?;
    let tail = text.get(at..).unwrap_or_default();
    let before = |n: usize| at.checked_sub(n).filter(|b| *b >= from).and_then(|b| text.get(b)).copied();
    match c {
        '镇' if is_town(before(1), at.saturating_sub(from), tail) => Some(Mark::Town(1)),
        '办' if starts(tail, "办事处") && at.saturating_sub(from) >= 2 && !matches!(before(1), Some('司' | '团')) => Some(Mark::Town(3)),
        '乡' if is_township(before(1), at.saturating_sub(from), tail) => Some(Mark::Town(1)),
        '苏' if starts(tail, "苏木") && before(1).is_some() && !starts(tail, "苏木尔") => Some(Mark::Town(2)),
        '街' if starts(tail, "街道") && before(1).is_some() => Some(Mark::Town(2)),
        '路' | '街' | '道' | '巷' | '弄' | '同' | '里' | '口' | '线' | '条' | '速' | '环' | '堤' | '桥' | '沿' => road(text, from, at),
        _ => None,
    }
}

fn is_town(before: Option<char>, length: usize, tail: &[char]) -> bool {
    // 古镇镇 is a town, the 古镇 of a tour is none.
    let named = before.is_some_and(|c| !matches!(c, '小' | '古') && (length > 1 || !matches!(c, '城' | '村' | '重' | '乡' | '市' | '名' | '集')));
    named && !matches!(tail.get(1), Some('路' | '巷' | '弄')) && (length > 1 || tail.get(1) != Some(&'镇')) && words!["镇江市", "镇海区", "镇街"].at_start(tail).is_none()
}

fn is_township(before: Option<char>, length: usize, tail: &[char]) -> bool {
    before.is_some_and(|c| length > 1 || !matches!(c, '水' | '城' | '老' | '家' | '故' | '同' | '下'))
        && !starts(tail, "乡街道")
        && !matches!(tail.get(1), Some('镇' | '下' | '间' | '里' | '亲' | '愁' | '路' | '巷' | '弄'))
}

/// What follows the name of a road and makes it the name of something else: 南京东路街道, 文三路社区, 解放路小区.
fn names_more(tail: &[char]) -> bool {
    words!["街道", "街办", "社区", "新村", "小区", "居委", "镇", "乡", "村", "派出所", "庄", "苑", "坊", "办事处"].at_start(tail).is_some()
}

fn road(text: &[char], from: usize, at: usize) -> Option<Mark> {
    let tail = text.get(at + 1..).unwrap_or_default();
    let next = tail.first().copied();
    let name = at.checked_sub(from)?;
    let before = |n: usize| at.checked_sub(n).filter(|b| *b >= from).and_then(|b| text.get(b)).copied();
    if name == 0 || names_more(tail) {
        return None;
    }
    // A number, the end, a sign or another road: what short kinds need behind them.
    let ends = next.is_none_or(|c| !matches!(c, '\u{4e00}'..='\u{9fff}') || matches!(c, '与' | '和' | '甲' | '乙' | '附' | '交'));
    let (kind, whole) = match text.get(at)? {
        '路' => match before(1) {
            Some('铁') => return None,
            Some('网' | '电' | '思' | '走' | '线' | '丝' | '陆' | '水') if name == 1 => return None,
            Some('公') if name >= 2 => (2, name - 1),
            Some('公' | '马' | '道') if name == 1 => return None,
            Some('大' | '支') if name >= 2 => (2, name - 1),
            _ => (1, name),
        },
        '街' if next == Some('口') && leads_to_road(tail.get(1..).unwrap_or_default()) => return None,
        '街' => match (before(2), before(1), next) {
            (.., Some('区')) => return None,
            (Some('步'), Some('行'), _) | (Some('商'), Some('业'), _) | (Some('美'), Some('食'), _) | (Some('小'), Some('吃'), _) | (Some('风'), Some('情'), _)
                if !ends || next.is_none() =>
            {
                return None;
            }
            (.., Some('道')) => return None,
            (_, Some('大' | '正' | '小'), _) if name >= 2 => (2, name - 1),
            _ => (1, name),
        },
        '道' => match before(1) {
            Some('大') if name >= 2 => (2, name - 1),
            Some('国' | '省' | '县') if ends && name >= 2 => (2, name - 1),
            Some('街' | '隧' | '轨' | '道' | '大' | '国' | '省' | '县' | '乡') => return None,
            Some('通' | '管' | '频' | '河' | '渠' | '便' | '车' | '味' | '人' | '步' | '公' | '报' | '赛' | '航' | '水' | '跑' | '弯' | '巷' | '铁' | '行' | '地')
                if !next.is_some_and(|c| c.is_ascii_digit()) =>
            {
                return None;
            }
            _ if ends && name >= 2 => (1, name),
            _ => return None,
        },
        '巷' | '弄' if next == Some('路') => return None,
        '巷' | '弄' => (1, name),
        '同' if before(1) == Some('胡') && name >= 2 => (2, name - 1),
        '速' if before(1) == Some('高') && name >= 3 => (2, name - 1),
        '里' if name >= 2 && ends && !matches!(before(1), Some('公' | '海' | '院' | '城' | '家' | '村' | '楼' | '园' | '这' | '那' | '故' | '华' | '邻' | '英')) => {
            (1, name)
        }
        '口' if name >= 2 && ends && matches!(before(1), Some('道' | '街' | '市' | '器')) && !matches!(before(2), Some('大' | '路' | '街')) => (1, name),
        '堤' | '桥' if name >= 2 && next.is_some_and(|c| c.is_ascii_digit()) && !matches!(before(1), Some('大' | '立' | '天' | '人')) => (1, name),
        '沿' if name >= 2 && ends && before(1).is_some_and(is_direction) => (1, name),
        '线' if name >= 2
            && (ends || next.is_some_and(|c| matches!(c, '东' | '西' | '南' | '北')))
            && !matches!(before(1), Some('号' | '产' | '热' | '专' | '在' | '干' | '铁' | '沿' | '一' | '二' | '地')) =>
        {
            (1, name)
        }
        '条' if ends && matches!(before(1), Some('一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '头')) && name >= 2 => (1, name),
        '环' if matches!(before(1), Some('一' | '二' | '三' | '四' | '五' | '六')) && (ends || before(2).is_some_and(is_direction)) && !leads_to_road(tail) => (1, name),
        _ => return None,
    };
    // 四路, 东路: a name of numerals or directions is one only where nothing else is said.
    (whole > 0).then(|| Mark::Road(kind, section(tail)))
}

/// 东路, 快速路: the name of a road goes on.
fn leads_to_road(tail: &[char]) -> bool {
    let directions = tail.iter().take(2).take_while(|c| is_direction(**c)).count();
    matches!(tail.get(directions), Some('路' | '街' | '线')) || starts(tail, "快速") || starts(tail, "城")
}

/// 南段, 四段, 东一段 behind a road.
fn section(tail: &[char]) -> usize {
    let directions = tail.iter().take(3).take_while(|c| is_direction(**c)).count();
    if directions > 0 && matches!(tail.get(directions), Some('段' | '端')) { directions + 1 } else { 0 }
}

/// Where the name of a town or road begins in `text[from..to]`: behind the last word that ends something else.
///
/// Not where only a direction or a number is left of the name: 开发区|东路, 中关村|南大街.
pub(super) fn begin(text: &[char], from: usize, to: usize) -> usize {
    let mut start = from;
    for at in from..to {
        let Some(length) = divider(text, start, at) else { continue };
        let end = at + length;
        let left = text.get(end..to).unwrap_or_default();
        if !left.is_empty() && !is_side(left) {
            start = end;
        }
    }
    start
}

/// 东, 北二, 三: what only tells roads of one name apart.
fn is_side(name: &[char]) -> bool {
    let counted = name.last().is_some_and(|c| c.is_ascii_digit() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'));
    name.iter().all(|c| is_direction(*c)) && (name.len() == 1 || name.len() <= 3 && counted)
}

/// How long the word is that ends a part of an address and begins at `at`.
fn divider(text: &[char], from: usize, at: usize) -> Option<usize> {
    const WORDS: &Words = words![
        "街道",
        "中心",
        "社区",
        "小区",
        "工业园",
        "工业区",
        "示范区",
        "科技园",
        "科技城",
        "产业园",
        "软件园",
        "创业园",
        "物流园",
        "保税区",
        "度假区",
        "风景区",
        "商务区",
        "商城",
        "商贸城",
        "功能区",
        "集聚区",
        "管理区",
        "管委会",
        "广场",
        "大厦",
        "大学",
        "大队",
        "大学城",
        "市场",
        "医院",
        "公司",
        "公寓",
        "花园",
        "新城",
        "居委会",
        "村委会",
        "办事处",
        "农场",
        "林场",
        "学校",
        "轻纺城",
        "服装城",
        "建材城",
        "家居城",
        "汽配城",
        "电子城",
    ];
    let tail = text.get(at..).unwrap_or_default();
    let before = at.saturating_sub(from);
    let single = match tail.first()? {
        '村' | '屯' | '镇' | '乡' => before >= 1,
        '区' | '厦' | '苑' | '厂' | '院' | '站' | '局' | '园' => before >= 2,
        '与' | '跟' => before >= 2,
        '期' => before >= 1 && text.get(at - 1).is_some_and(|c| c.is_ascii_digit() || is_direction(*c)),
        _ => false,
    };
    if let Some(length) = words!["对面", "旁边", "附近", "隔壁", "新区", "开发区", "高新区", "园区", "工业园区", "城区", "市区"].at_start(tail) {
        return Some(length);
    }
    if before >= 1
        && let Some(length) = WORDS.at_start(tail)
    {
        return Some(length);
    }
    single.then_some(1)
}

/// Where the name of a road begins in `text[from..to]` when a name without a kind stands before it: 柳市|大兴东路, 下沙|围垦街.
///
/// Roads of more than three characters without their direction and kind are rare (one in two hundred), and then names of divisions, of
/// buildings, or from other languages.
pub(super) fn trim(text: &[char], from: usize, to: usize, is_place: impl Fn(&[char]) -> bool) -> usize {
    const ENDS: List = list![
        "剧场",
        "剧院",
        "影院",
        "园区",
        "发区",
        "公园",
        "机场",
        "车站",
        "中心",
        "广场",
        "学校",
        "医院",
        "市场",
        "大学",
        "学院",
        "新村",
        "花园",
        "体育场",
        "体育馆",
        "文化宫",
        "博物馆",
        "动物园",
        "植物园",
        "少年宫",
        "展览馆",
        "科技园",
        "工业园",
        "码头",
        "火车站",
    ];
    let name = text.get(from..to).unwrap_or_default();
    let side = name.iter().rev().take(3).take_while(|c| is_direction(**c) || **c == '环').count();
    let core = name.get(..name.len() - side).unwrap_or_default();
    if core.len() < 4 || name.iter().any(|c| !matches!(c, '\u{4e00}'..='\u{9fff}')) || core.iter().any(|c| is_numeral(*c)) {
        return from;
    }
    let ends = |word: &str| {
        let length = word.chars().count();
        core.len() >= length && starts(core.get(core.len() - length..).unwrap_or_default(), word)
    };
    let foreign = |part: &[char]| part.iter().filter(|c| "尔勒特斯巴乌兰汗吉思德布哈罗依克拉玛图木阿塔鲁伊犁利苏诺彦淖鄂察额格".contains(**c)).count() * 4 >= part.len() * 3;
    let last = |n: usize| core.get(core.len() - n..).unwrap_or_default();
    if ENDS.iter().any(ends) || foreign(last(4)) || is_place(last(4)) {
        return from;
    }
    // 纬三路: the numeral belongs to its character.
    let short = side > 0 && matches!(core.last(), Some('经' | '纬'));
    let three = is_place(last(3)) || matches!(last(3), [.., '门' | '桥' | '山' | '湖' | '江' | '河' | '村' | '庄' | '寺' | '口' | '里']);
    let length = if short { 1 } else { 2 + usize::from(three) };
    if core.len() - length < 2 { from } else { from + core.len() - length }
}
