//! Divisions at the beginning of a text, level by level.

use crate::data::division::{Division, Divisions, Level};
use crate::normalize::clean::cut;

/// The longest division name, in characters.
const LONGEST: usize = 15;

/// What full names of divisions end in.
const SUFFIXES: &str = "省市区县州盟旗";

/// What the beginning of a text names.
#[derive(Debug)]
pub(super) struct Found<'a> {
    table: &'a Divisions,
    /// The deepest division found.
    pub(super) place: Option<Division>,
    /// Divisions that the last name could be, when it is not one.
    pub(super) namesakes: Vec<Division>,
    /// What is certain above the namesakes.
    pub(super) above: Option<Division>,
    /// A level was left out and completed from the table.
    pub(super) completed: bool,
    /// Only a bare short name was found, and other text runs on behind it.
    pub(super) bare: bool,
    pub(super) rest: &'a str,
}

impl<'a> Found<'a> {
    /// Nothing found yet but a division that is known.
    fn inside(table: &'a Divisions, place: Option<Division>, rest: &'a str) -> Found<'a> {
        Found { table, place, namesakes: Vec::new(), above: None, completed: false, bare: false, rest }
    }

    pub(super) fn of(table: &'a Divisions, text: &'a str) -> Found<'a> {
        let mut found = Found::inside(table, None, text);
        for _ in 0..6 {
            let rest = skip(found.rest);
            if let Some(tail) = found.repeated(rest) {
                found.rest = tail;
                continue;
            }
            let Some((mut divisions, tail)) = found.next(rest) else {
                break;
            };
            prefer_higher(&mut divisions);
            let written = rest.strip_suffix(tail).unwrap_or(rest);
            let full = divisions.iter().any(|d| d.name() == written) || written.ends_with(|c| SUFFIXES.contains(c));
            found.bare = found.place.is_none() && !full && !tail.is_empty() && !tail.starts_with(is_separator);
            found.rest = tail;
            match divisions.as_slice() {
                [only] => {
                    found.completed |= table.parent(*only) != found.place;
                    found.place = Some(*only);
                }
                _ => {
                    if let Some(only) = resolve(table, &divisions, skip(tail)) {
                        found.completed = true;
                        found.place = Some(only);
                        continue;
                    }
                    found.above = found.place.take();
                    found.namesakes = divisions;
                    break;
                }
            }
        }
        found
    }

    /// Skips 上海市上海市, 北京市市辖区, 温州市浙江省温州市.
    fn repeated(&self, rest: &'a str) -> Option<&'a str> {
        let place = self.place?;
        let mut at = Some(place);
        while let Some(division) = at {
            if let Some(tail) = rest.strip_prefix(division.name()) {
                return Some(tail);
            }
            at = self.table.parent(division);
        }
        if let Some(tail) = rest.strip_prefix("市辖区") {
            return Some(tail);
        }
        let tail = rest.strip_prefix(place.short())?;
        let whole = tail.is_empty() || tail.starts_with(is_separator) || tail.starts_with('市');
        // 吉林 in 吉林吉林 is the city.
        let city = self.table.find(place.short()).iter().any(|d| is_inside(*d, place));
        (whole && !city).then(|| tail.strip_prefix('市').unwrap_or(tail))
    }

    /// The divisions that the longest name here can mean, inside what is known.
    fn next(&self, rest: &'a str) -> Option<(Vec<Division>, &'a str)> {
        let mut ends = [0_usize; LONGEST];
        let mut count = 0;
        for (n, (at, c)) in rest.char_indices().enumerate().take(LONGEST) {
            if is_separator(c) {
                break;
            }
            // Short names have up to six characters, longer ones end like full names.
            if let Some(slot) = ends.get_mut(count).filter(|_| (1..6).contains(&n) || n > 0 && SUFFIXES.contains(c)) {
                *slot = at + c.len_utf8();
                count += 1;
            }
        }
        for end in ends.iter().take(count).rev() {
            let (name, tail) = cut(rest, *end);
            let mut divisions = self.table.find(name).to_vec();
            divisions.retain(|d| self.place.is_none_or(|p| is_inside(*d, p)));
            // 西区, 城区 and 郊区 mean a division only behind their city.
            let alone = self.place.is_some() || name.chars().nth(2).is_some();
            divisions.retain(|d| d.name() == name && alone || d.name() != name && self.may_be_short(*d, tail));
            if divisions.is_empty() {
                continue;
            }
            return Some(with_suffix(name, divisions, tail));
        }
        None
    }

    /// Whether a short name can mean its division here: 南京西路 is a road, 凌云3区 is not in 凌云县.
    fn may_be_short(&self, division: Division, tail: &str) -> bool {
        let alone = tail.is_empty() || tail.starts_with(is_separator);
        let suffixed = tail.chars().next().is_some_and(|c| SUFFIXES.contains(c) && division.name().ends_with(c));
        let county = division.level() == Level::County && self.place.is_none();
        let inner = || Found::inside(self.table, Some(division), tail).next(tail).is_some();
        alone || suffixed || !county && (!is_road(tail) || division.level() != Level::County && inner())
    }
}

/// The divisions, and the text behind a suffix that belongs to the short name: 恩施|州, 广西|省, 山南|地区.
fn with_suffix<'a>(name: &str, mut divisions: Vec<Division>, tail: &'a str) -> (Vec<Division>, &'a str) {
    let is_short = |d: &Division| d.name() != name;
    for (suffix, level) in [("地区", Level::Prefecture), ("省", Level::Province)] {
        if let Some(rest) = tail.strip_prefix(suffix)
            && divisions.iter().any(|d| is_short(d) && d.level() == level)
        {
            divisions.retain(|d| is_short(d) && d.level() == level);
            return (divisions, rest);
        }
    }
    let first = tail.chars().next().filter(|c| SUFFIXES.contains(*c));
    match first.filter(|c| divisions.iter().any(|d| is_short(d) && d.name().ends_with(*c))) {
        Some(c) => {
            divisions.retain(|d| is_short(d) && d.name().ends_with(c));
            (divisions, cut(tail, c.len_utf8()).1)
        }
        None => (divisions, tail),
    }
}

/// A province before everything; a division before those inside it.
fn prefer_higher(divisions: &mut Vec<Division>) {
    if let Some(province) = divisions.iter().find(|d| d.level() == Level::Province).copied() {
        divisions.retain(|d| *d == province);
    }
    let all = divisions.clone();
    divisions.retain(|d| !all.iter().any(|outer| is_inside(*d, *outer)));
}

/// The one namesake that has the next name inside it: 朝阳-双塔区.
fn resolve(table: &Divisions, divisions: &[Division], rest: &str) -> Option<Division> {
    if rest.is_empty() {
        return None;
    }
    let mut fitting = divisions.iter().filter(|d| Found::inside(table, Some(**d), rest).next(rest).is_some());
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
}

fn is_inside(inner: Division, outer: Division) -> bool {
    let step = match outer.level() {
        Level::Province => 10_000,
        Level::Prefecture => 100,
        Level::County => return false,
    };
    inner.code() != outer.code() && inner.code() / step == outer.code() / step
}

/// Drops blanks, separators and 中国 in front.
pub(super) fn skip(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(is_separator);
        let next = next.strip_prefix("中国").or_else(|| next.strip_prefix("中华人民共和国")).unwrap_or(next);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '\\' | '|' | ',' | '，' | '、' | '>' | '_' | '·' | '(' | ')' | '~' | '.' | '。' | ';')
}

/// Drops 华东-, 地域- in front.
pub(super) fn without_area(text: &str) -> &str {
    const AREAS: [&str; 9] = ["地域", "华东", "华南", "华北", "华中", "东北", "西南", "西北", "港澳台"];
    let mut rest = text;
    for _ in 0..2 {
        let Some(tail) = AREAS.iter().find_map(|a| rest.strip_prefix(a)) else {
            break;
        };
        let next = skip(tail);
        if next.len() == tail.len() || next.is_empty() {
            break;
        }
        rest = next;
    }
    rest
}

/// Whether what follows a short name makes it the name of a road: 南京|西路.
fn is_road(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['东', '西', '南', '北', '中', '一', '二', '三', '四', '五', '六', '前', '后', '新', '老', '大']);
    ["路", "街", "道", "巷", "弄", "里", "胡同", "桥", "立交", "湾", "门"].iter().any(|road| rest.starts_with(road))
}

/// Whether the rest starts like a division that the table does not have: 江干区 of the time before 2021.
pub(super) fn looks_like_region(rest: &str) -> bool {
    // A bare word behind a dash should have been a region too.
    let dashed = rest.starts_with(['-', '/', '–', '—']);
    let rest = skip(rest);
    let word = rest.split(|c: char| is_separator(c) || c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if dashed && word.len() == rest.len() && (2..=4).contains(&word.chars().count()) {
        return true;
    }
    // 绍兴|县: the short name matched, its old suffix did not.
    if rest.starts_with(|c| SUFFIXES.contains(c)) {
        return true;
    }
    let found = word.char_indices().enumerate().find(|(n, (_, c))| *n >= 2 && "市县区盟旗".contains(*c) || *n == 1 && *c == '县');
    let Some((n, (at, c))) = found.filter(|(n, _)| *n <= 4) else {
        return false;
    };
    let (name, tail) = cut(word, at);
    let follows = tail.strip_prefix(c).unwrap_or_default();
    // 小区, 园区, 开发区, 市场 and 市政 are no divisions; 下城区 and 江东区 were.
    let quarter = name.ends_with(|c: char| "小园校社新库厂景特院发业片一二三四五六七八九十".contains(c) || n > 2 && "城东西南北中".contains(c));
    let other = quarter && c == '区' || follows.starts_with(['场', '政', '民', '委', '局']);
    !other && !name.contains(|c: char| "路街道号村镇乡巷弄".contains(c))
}
