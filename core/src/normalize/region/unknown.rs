//! Whether what follows a division looks like one that the tables do not have.

use super::find::skip;
use super::line::is_separator;
use super::short::KINDS;
use crate::data::division::Level;
use crate::data::gazetteer::Place;

/// Whether the text behind a division starts like a division inside it: 火星县, -火星.
pub(in crate::normalize) fn looks_like_region(place: &Place, tail: &[char]) -> bool {
    if place.level == Level::County || !place.divided {
        return false;
    }
    let from = skip(tail, 0);
    let dashed = matches!(tail.first(), Some('-' | '/'));
    let rest = tail.get(from..).unwrap_or_default();
    let word = rest.iter().position(|c| is_separator(*c) || c.is_ascii_alphanumeric()).map_or(rest, |end| rest.get(..end).unwrap_or_default());
    if dashed && word.len() == rest.len() && (2..=4).contains(&word.len()) {
        return !word.ends_with(&['区']) || !is_quarter(word);
    }
    // 绍兴|县: a kind without a name.
    if place.level == Level::Province && matches!(rest, [c, ..] if KINDS.contains(c) && *c != '区') {
        return true;
    }
    let Some(end) = word.iter().take(5).enumerate().position(|(n, c)| n >= 2 && matches!(c, '市' | '县' | '区' | '盟' | '旗') || n == 1 && *c == '县') else {
        return false;
    };
    let (name, next) = (word.get(..=end).unwrap_or_default(), word.get(end + 1));
    let street = name.iter().any(|c| matches!(c, '路' | '街' | '道' | '号' | '村' | '镇' | '乡' | '巷' | '弄' | '城' | '里'));
    let other = matches!(next, Some('场' | '政' | '民' | '委' | '局' | '舰' | '人' | '中'));
    let shop = matches!(name, [.., '超' | '城' | '门' | '夜' | '集' | '菜' | '花' | '都', '市']);
    !(street || other || shop || name.last() == Some(&'区') && is_quarter(name))
}

/// Parts of cities that are called 区 and are no divisions: 小区, 园区, 开发区, 新区.
fn is_quarter(name: &[char]) -> bool {
    matches!(
        name,
        [
            ..,
            '小' | '园'
                | '校'
                | '社'
                | '新'
                | '库'
                | '厂'
                | '景'
                | '特'
                | '院'
                | '发'
                | '业'
                | '片'
                | '商'
                | '住'
                | '活'
                | '墅'
                | '务'
                | '市'
                | '城'
                | '税'
                | '济'
                | '港'
                | '工'
                | '范'
                | '假'
                | '保'
                | '创'
                | '技'
                | '学'
                | '能'
                | '聚'
                | '理'
                | '验'
                | '物'
                | '流'
                | '农'
                | '林'
                | '场'
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
                | '东'
                | '西'
                | '南'
                | '北'
                | '中'
                | '地'
                | '作'
                | '集'
                | '管'
                | '化'
                | '术'
                | '高'
                | '经',
            '区'
        ]
    )
}
