//! Numbers of houses, buildings and rooms: 88号, 123弄45号, 3号楼, A座, 2单元501室, 3-501.

use crate::normalize::region::{is_direction, is_separator, starts, words};

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Piece {
    /// 88号, 88号院, 123弄.
    Number,
    /// 3栋, 3号楼, A座.
    Building,
    /// 2单元, 501室, 3楼.
    Unit,
    /// 3巷, 6号大街, 104国道.
    Road,
}

/// What has been read before a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// The last part that was read, if nothing stands between.
    pub(super) last: Option<Piece>,
    /// A name without a kind stands directly before.
    pub(super) name: bool,
    pub(super) number: bool,
    pub(super) building: bool,
    pub(super) unit: bool,
    /// The last part was 弄 or 巷, or ended at an addition.
    pub(super) lane: bool,
}

/// A number that was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Counted {
    /// A part that ends here.
    Part(Piece, usize),
    /// A building that ends here, and a room behind it from there on to the end: 3-501.
    Rooms(usize, usize, usize),
    /// Part of a name that goes on from here.
    Name(usize),
}

pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '两')
}

/// Whether a number can begin with a character.
pub(super) fn may_begin(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || is_numeral(c)
        || matches!(c, '#' | '甲' | '乙' | '丙' | '丁' | '附' | '临' | '特' | '负' | '地' | '东' | '西' | '南' | '北' | '中' | '主' | '裙' | '首' | '顶' | '底' | '副')
}

/// Reads a number that begins at `at`.
pub(super) fn read(text: &[char], at: usize, before: Before) -> Option<Counted> {
    let c = *text.get(at)?;
    // 东单元, 甲单元.
    if before.building && !c.is_ascii_alphanumeric() && !is_numeral(c) && starts(text.get(at + 1..).unwrap_or_default(), "单元") {
        return Some(Counted::Part(Piece::Unit, at + 3));
    }
    match c {
        '东' | '西' | '南' | '北' | '中' | '主' | '裙' | '副' => side(text, at, before),
        '首' | '顶' | '底' | '负' | '地' => floor(text, at),
        '甲' | '乙' | '丙' | '丁' | '附' | '临' | '特' => {
            let next = text.get(at + 1)?;
            let begins = next.is_ascii_digit() || c == '附' && is_numeral(*next);
            if !begins {
                return None;
            }
            match counted(text, at, at + 1, before)? {
                Counted::Name(_) => None,
                part => Some(part),
            }
        }
        _ => counted(text, at, at, before),
    }
}

/// 北座, 东楼.
fn side(text: &[char], at: usize, before: Before) -> Option<Counted> {
    let kind = *text.get(at + 1)?;
    let ends = text.get(at + 2).is_none_or(|c| is_separator(*c) || c.is_ascii_alphanumeric() || is_numeral(*c));
    let building = kind == '座' && text.get(at + 2) != Some(&'椅') || matches!(kind, '楼' | '塔') && ends && (before.name || before.number || before.building);
    building.then_some(Counted::Part(Piece::Building, at + 2))
}

/// 首层, 负一楼, 地下一层.
fn floor(text: &[char], at: usize) -> Option<Counted> {
    let tail = text.get(at..).unwrap_or_default();
    let mut from = match tail {
        ['首' | '顶' | '底', '层' | '楼', ..] => return Some(Counted::Part(Piece::Unit, at + 2)),
        ['负', ..] => at + 1,
        ['地', '下', ..] => at + 2,
        _ => return None,
    };
    let digits = text.get(from..).unwrap_or_default().iter().take(3).take_while(|c| c.is_ascii_digit() || is_numeral(**c)).count();
    from += digits;
    (digits > 0 && matches!(text.get(from), Some('层' | '楼'))).then_some(Counted::Part(Piece::Unit, from + 1))
}

/// A number with its kind; `from` is where its digits begin.
fn counted(text: &[char], at: usize, from: usize, before: Before) -> Option<Counted> {
    let first = *text.get(from)?;
    if is_numeral(first) {
        let length = text.get(from..).unwrap_or_default().iter().take_while(|c| is_numeral(**c)).count();
        let end = from + length;
        return match kind(text, at, end, before) {
            Some(Counted::Name(_)) | None => None,
            some => some,
        };
    }
    let end = index(text, from);
    if let Some(part) = kind(text, at, end, before) {
        return Some(part);
    }
    Some(bare(text, at, end, before))
}

/// Where digits and letters with signs between them end: 12-3, 39-43, A1203, 998、888.
fn index(text: &[char], from: usize) -> usize {
    let mut end = from;
    let part = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    for _ in 0..24 {
        let c = text.get(end);
        let joins = matches!(c, Some('-' | '/' | '~' | '.' | '&' | '、' | '之' | '至' | '_'));
        if part(c) || c == Some(&'#') && end == from {
            end += 1;
        } else if joins && end > from && text.get(end + 1).is_some_and(|n| n.is_ascii_digit() || *c.unwrap_or(&' ') == '-' && n.is_ascii_alphabetic()) {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// The kind that a number has by what follows it.
fn kind(text: &[char], at: usize, end: usize, before: Before) -> Option<Counted> {
    let tail = text.get(end..).unwrap_or_default();
    let part = |piece, length: usize| Some(Counted::Part(piece, end + length));
    let digits = text.get(at..end).unwrap_or_default().iter().any(char::is_ascii_digit);
    match tail.first()? {
        '号' => Some(number(text, end, before)),
        '#' => {
            let more = words!["号楼", "楼", "栋", "幢", "座"].at_start(tail.get(1..).unwrap_or_default()).unwrap_or(0);
            let unit = before.building && more == 0;
            part(if unit { Piece::Unit } else { Piece::Building }, 1 + more)
        }
        '栋' | '幢' => part(Piece::Building, if tail.get(1) == Some(&'楼') && !tail.get(2).is_some_and(|c| matches!(c, '层')) { 2 } else { 1 }),
        '座' if tail.get(1) != Some(&'谈') => part(Piece::Building, 1),
        '塔' => part(Piece::Building, 1),
        '单' if starts(tail, "单元") => part(Piece::Unit, 2),
        '层' | '室' => part(Piece::Unit, if starts(tail, "层楼") { 2 } else { 1 }),
        '楼' if !matches!(tail.get(1), Some('盘' | '宇' | '梯' | '村' | '镇' | '市')) => {
            let inside = tail.get(1..).unwrap_or_default();
            let count = inside.iter().take(3).take_while(|c| c.is_ascii_digit() || is_numeral(**c)).count();
            let next = inside.get(count..).unwrap_or_default();
            let building = count > 0 && !before.building && (words!["单元", "门", "层"].at_start(next).is_some() || matches!(next.first(), Some('楼')));
            part(if building { Piece::Building } else { Piece::Unit }, 1)
        }
        '门' if before.building && !matches!(tail.get(1), Some('口' | '店' | '诊' | '面' | '市' | '卫' | '厅')) => part(Piece::Unit, 1),
        '房' if digits && !matches!(tail.get(1), Some('地' | '产' | '屋' | '管')) => part(Piece::Unit, 1),
        '户' if digits && (before.building || before.unit) => part(Piece::Unit, 1),
        '弄' => part(if before.name && !digits { Piece::Road } else { Piece::Number }, 1),
        '支' if starts(tail, "支弄") => part(Piece::Number, 2),
        '支' if starts(tail, "支路") || starts(tail, "支巷") => part(Piece::Road, 2),
        '巷' if !before.number => {
            let long = text.get(at..end).unwrap_or_default().iter().filter(|c| c.is_ascii_digit()).count() > 2;
            part(if long { Piece::Number } else { Piece::Road }, 1)
        }
        '国' | '省' | '县' | '乡' if tail.get(1) == Some(&'道') && digits => part(Piece::Road, 2),
        // 4路, 22大街: roads by numbers.
        '路' | '街'
            if digits
                && before.last.is_none()
                && (!before.name || text.get(at.wrapping_sub(1)).is_some_and(|c| matches!(c, '东' | '西' | '南' | '北' | '中')))
                && !starts(tail, "街道")
                && !starts(tail, "街坊")
                && !starts(tail, "街区")
                && !starts(tail, "路车") =>
        {
            part(Piece::Road, 1)
        }
        '大' if digits && !before.name && (starts(tail, "大街") || starts(tail, "大道")) => part(Piece::Road, 2),
        _ => None,
    }
}

/// 号 behind a number, and what belongs to it.
fn number(text: &[char], at: usize, before: Before) -> Counted {
    let tail = text.get(at + 1..).unwrap_or_default();
    let end = at + 1;
    if let Some(length) = words!["大街", "大道", "公路", "支路", "路", "街", "巷", "弄"].at_start(tail)
        && !starts(tail, "路口")
        && !starts(tail, "街道")
        && !before.number
    {
        let section = text.get(end + length..).unwrap_or_default();
        let directions = section.iter().take(2).take_while(|c| is_direction(**c)).count();
        let more = if directions > 0 && section.get(directions) == Some(&'段') { directions + 1 } else { 0 };
        return Counted::Part(Piece::Road, end + length + more);
    }
    if words!["线", "桥", "井", "码头", "航站", "地块", "高速", "坑", "矿"].at_start(tail).is_some() {
        return Counted::Name(end);
    }
    if let Some(length) = words!["楼", "栋", "幢", "座", "厂房", "车间", "馆", "塔"].at_start(tail) {
        // 8号楼下 is the entrance below, 8号馆 a hall.
        return Counted::Part(Piece::Building, end + length);
    }
    if starts(tail, "单元") {
        return Counted::Part(Piece::Unit, end + 2);
    }
    if let Some(length) = words!["房", "室"].at_start(tail) {
        return Counted::Part(Piece::Unit, end + length);
    }
    if before.building || before.unit || before.number && !before.lane {
        return Counted::Part(Piece::Unit, end);
    }
    if let Some(length) = words!["大院", "院"].at_start(tail)
        && !starts(tail, "院内")
        && !starts(tail, "院子")
    {
        return Counted::Part(Piece::Number, end + length);
    }
    Counted::Part(Piece::Number, end + addition(tail))
}

/// What belongs to a number behind 号: 88号-1, 88号之一, 88号甲.
fn addition(tail: &[char]) -> usize {
    match tail {
        ['-' | '之', rest @ ..] => {
            let count = rest.iter().take(4).take_while(|c| c.is_ascii_digit() || is_numeral(**c)).count();
            let next = rest.get(count);
            let other = next.is_some_and(|c| matches!(c, '-' | '栋' | '幢' | '号' | '楼' | '座' | '单' | '室' | '层' | '#') || c.is_ascii_alphanumeric());
            if (1..=3).contains(&count) && !other { 1 + count } else { 0 }
        }
        ['甲' | '乙' | '丙' | '丁', rest @ ..] if rest.first().is_none_or(|c| is_separator(*c) || c.is_ascii_digit()) => 1,
        _ => 0,
    }
}

/// A number without a kind.
fn bare(text: &[char], at: usize, end: usize, before: Before) -> Counted {
    let word = text.get(at..end).unwrap_or_default();
    let ends = text.get(end).is_none_or(|c| is_separator(*c) || matches!(c, '与' | '和'));
    let digits = word.iter().filter(|c| c.is_ascii_digit()).count();
    if digits == 0 {
        return Counted::Name(end);
    }
    // 3F, B1: floors.
    if matches!(word, [.., 'F' | 'f']) && word.len() <= 4 && digits == word.len() - 1 {
        return Counted::Part(Piece::Unit, end);
    }
    let dash = word.iter().position(|c| *c == '-');
    let rooms = |dash: usize| Counted::Rooms(at + dash, at + dash + 1, end);
    match before.last {
        Some(Piece::Building | Piece::Unit) => Counted::Part(Piece::Unit, end),
        Some(Piece::Number) if word.len() <= 12 => match dash {
            Some(dash) if dash <= 4 => rooms(dash),
            _ => Counted::Part(Piece::Unit, end),
        },
        Some(Piece::Road) if !before.number && word.first().is_some_and(char::is_ascii_digit) && (ends || digits == word.len() && !starts_name(text, end)) => {
            Counted::Part(Piece::Number, end)
        }
        None if before.name && ends && !before.building => match dash {
            Some(dash) if dash <= 4 && word.len() <= 16 => rooms(dash),
            None if digits >= 3 && word.len() <= 6 => Counted::Part(Piece::Unit, end),
            _ => Counted::Name(end),
        },
        _ => Counted::Name(end),
    }
}

/// Whether a number is the beginning of a name: 798艺术区.
fn starts_name(text: &[char], end: usize) -> bool {
    let count = text.get(end..).unwrap_or_default().iter().take_while(|c| !is_separator(**c)).count();
    (1..=3).contains(&count) || words!["年", "米", "公里", "路", "连锁", "便利", "艺术", "创意"].at_start(text.get(end..).unwrap_or_default()).is_some()
}
