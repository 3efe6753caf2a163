//! Whether a short name can mean its division where it stands.
//!
//! | text | answer |
//! |---|---|
//! | 杭州\|西湖区 | yes |
//! | 南京\|西路 | no: a road |
//! | 台州\|路桥区 | yes: a division follows |
//! | 南湖\|街道 | no: a town |
//! | 洪山\|广场 behind 武汉 | no: a place that need not lie in the district |

use super::line::{is_separator, starts};
use super::words::{Words, words};
use crate::data::division::Level;

/// What full names of divisions end in.
pub(super) const KINDS: [char; 7] = ['省', '市', '区', '县', '州', '盟', '旗'];

/// What stands between the name of a road and its kind.
pub(in crate::normalize) fn is_direction(c: char) -> bool {
    matches!(
        c,
        '东' | '西'
            | '南'
            | '北'
            | '中'
            | '上'
            | '下'
            | '前'
            | '后'
            | '左'
            | '右'
            | '内'
            | '外'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '新'
            | '老'
            | '旧'
            | '大'
            | '小'
            | '支'
            | '横'
            | '直'
            | '正'
            | '副'
    ) || c.is_ascii_digit()
}

/// Whether what follows a short name makes it the name of a road.
pub(super) fn is_road(tail: &[char]) -> bool {
    let skipped = tail.iter().take(3).take_while(|c| is_direction(**c)).count();
    (0..=skipped).any(|from| {
        let rest = tail.get(from..).unwrap_or_default();
        match rest {
            ['湾', '仔', ..] => false,
            ['路' | '街' | '巷' | '弄' | '桥' | '湾', ..] => true,
            ['道', next, ..] => !matches!(next, '县' | '外' | '里'),
            ['道'] => true,
            ['门', next, ..] => *next != '头' && *next != '源',
            ['里', ..] => from > 0 || rest.len() == 1 || rest.get(1).is_some_and(|c| c.is_ascii_digit()),
            ['胡', '同', ..] | ['公', '路', ..] | ['立', '交', ..] | ['高', '速', ..] => true,
            _ => false,
        }
    })
}

/// Whether what follows makes it the name of a town or village.
pub(super) fn is_town(tail: &[char]) -> bool {
    words!["街道", "镇", "乡", "村", "社区", "新村", "庄"].at_start(tail).is_some()
}

/// Whether what follows makes it the name of a place that need not lie in the division.
fn is_sight(tail: &[char]) -> bool {
    const SIGHTS: &Words = words![
        "广场", "机场", "火车", "车站", "东站", "西站", "南站", "北站", "站", "港", "公园", "大厦", "大桥", "大学", "学院", "中学", "小学", "小区", "医院", "宾馆", "饭店", "酒店",
        "商城", "商厦", "花园", "家园", "新城", "山", "湖", "口", "苑", "园", "堂", "寺",
    ];
    SIGHTS.at_start(tail).is_some()
}

/// How a short name is followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Follows {
    /// It cannot mean the division.
    No,
    /// By nothing, or something that is no name.
    Alone,
    /// By the character of its kind: 恩施|州, 广西|省.
    Kind(usize),
    /// By other text.
    Text,
}

/// Whether a short name of a division of this level, whose full name is `full`, can mean it before `tail`.
///
/// `known`: behind a division that it lies in. `inner`: a division inside it follows.
pub(super) fn follows(level: Level, full: &str, tail: &[char], known: bool, inner: impl Fn() -> bool) -> Follows {
    let Some(&first) = tail.first() else {
        return Follows::Alone;
    };
    if is_separator(first) {
        // 浙江 省 杭州 市
        let blank = first == ' ' && tail.get(1).is_some_and(|c| full.ends_with(*c)) && tail.get(2).is_none_or(|c| is_separator(*c));
        return if blank { Follows::Kind(2) } else { Follows::Alone };
    }
    if starts(tail, "地区") && level == Level::Prefecture {
        return Follows::Kind(2);
    }
    if KINDS.contains(&first) && !starts(tail, "市场") && !starts(tail, "旗舰") {
        let own = full.ends_with(first) || first == '省' && level == Level::Province;
        return if own {
            Follows::Kind(1)
        } else if inner() {
            Follows::Text
        } else {
            Follows::No
        };
    }
    if is_road(tail) || is_town(tail) {
        return if level != Level::County && inner() { Follows::Text } else { Follows::No };
    }
    match level {
        Level::County if known && is_sight(tail) => Follows::No,
        Level::County if !known && !opens_address(tail) => Follows::No,
        _ => Follows::Text,
    }
}

/// Whether text behind the bare short name of a county goes on like an address inside it: a town, a zone.
pub(super) fn opens_address(tail: &[char]) -> bool {
    if words!["经济", "高新", "工业园", "工业区", "开发区", "城区", "城关", "市区", "新区", "县城"].at_start(tail).is_some() {
        return true;
    }
    let mark = |at: usize| matches!(tail.get(at..).unwrap_or_default(), ['镇' | '乡', ..] | ['街', '道', ..]);
    // The shortest towns have two characters in front of their kind.
    (2..=4).find(|at| mark(*at)).is_some_and(|at| tail.iter().take(at).all(|c| !is_separator(*c) && !c.is_ascii_alphanumeric()))
}

/// Whether text behind the bare short name of a county goes on with a road and a number: 富阳|笕浦西路760号.
pub(super) fn opens_road(tail: &[char]) -> bool {
    if is_road(tail) || is_town(tail) || is_sight(tail) {
        return false;
    }
    let road = |at: usize| {
        let rest = tail.get(at..).unwrap_or_default();
        let kind = match rest {
            ['大', '道' | '街', ..] => 2,
            ['路' | '街' | '巷' | '弄', ..] => 1,
            _ => return None,
        };
        Some(rest.get(kind).is_some_and(char::is_ascii_digit))
    };
    // The name of the road has two characters at least: 金沙|江路 is 金沙江路.
    let han = tail.iter().take(9).take_while(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count();
    (2..han).find_map(road).unwrap_or(false) && road(1).is_none()
}
