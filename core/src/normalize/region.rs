//! Chinese regions: 省-市-区.
//!
//! | raw | display | key | status |
//! |---|---|---|---|
//! | `广东省深圳市南山区科技园1号` | `广东-深圳-南山区` | `440305` | ok |
//! | `广东-深圳`, `深圳`, `华南-深圳` | `广东-深圳` | `440300` | ok, repaired (completed) |
//! | `上海市浦东新区…` | `上海-浦东新区` | `310115` | ok |
//! | `上海-上海` | `上海` | `310000` | ok |
//! | `江苏省鼓楼区` | as written | none: two candidates | ambiguous |
//! | `朝阳区` | as written | none: candidates | ambiguous |
//! | `广东-火星` | `广东` | `440000` | suspicious |
//! | `London` | as written | none | invalid |
//!
//! Derived forms: `code` (the key), `province`, `city` (short names; of a municipality its own), `county`
//! (full name), `remainder` (the text behind, only where there is no key: all forms depend on the key
//! alone). A bare name means the highest division of that name, and a city rather than a county inside
//! it; other namesakes are ambiguous. Road names (上海市山西路) are not places. Historic names are not known.
//!
//! JSON: `{"region": {}}`. Source: GB/T 2260, the table of [`crate::data::division`].

use super::Normalizer;
use super::clean::{self, cut, doubt};
use crate::data::division::{self, Division, Level};
use crate::model::{Normalized, Reason, Status};
use crate::text::fold;

/// Reads regions and the region part of addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Region;

const CODE: usize = 0;
const PROVINCE: usize = 1;
const CITY: usize = 2;
const COUNTY: usize = 3;
const REMAINDER: usize = 4;

/// The longest division name, in characters.
const LONGEST: usize = 15;

impl Normalizer for Region {
    fn components(&self) -> &'static [&'static str] {
        &["code", "province", "city", "county", "remainder"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        let written = std::mem::take(&mut out.display);
        let mut folded = String::new();
        fold::key_into(&written, &mut folded);
        read_folded(&folded, out);
        if out.display.is_empty() {
            out.display = written;
        }
    }
}

fn read_folded(folded: &str, out: &mut Normalized) {
    let mut text = folded;
    if let Some(inner) = clean::unlabel(text) {
        out.repaired(Reason::Label);
        text = inner;
    }
    text = without_area(skip(text));
    let found = Found::of(text);
    let Some(place) = found.place else {
        return match found.namesakes.as_slice() {
            [] => out.invalid(Reason::UnknownRegion),
            several => ambiguous(several, found.above, found.rest, out),
        };
    };
    if !found.namesakes.is_empty() {
        return ambiguous(&found.namesakes, Some(place), found.rest, out);
    }
    write(place, out);
    if found.completed {
        out.because(Reason::ShortName);
    }
    let rest = skip(found.rest);
    if looks_like_region(rest) {
        doubt(out, Reason::UnknownRegion, 60);
    } else if !rest.is_empty() {
        out.because(Reason::Detail);
    }
}

/// What the beginning of a text names.
#[derive(Debug, Default)]
struct Found<'a> {
    /// The deepest division found.
    place: Option<Division>,
    /// Divisions that the last name could be, when it is not one.
    namesakes: Vec<Division>,
    /// What is certain above the namesakes.
    above: Option<Division>,
    /// A level was left out and completed from the table.
    completed: bool,
    rest: &'a str,
}

impl<'a> Found<'a> {
    fn of(text: &'a str) -> Found<'a> {
        let mut found = Found {
            rest: text,
            ..Found::default()
        };
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
            found.rest = tail;
            match divisions.as_slice() {
                [only] => {
                    found.completed |= only.parent() != found.place.map(|p| p.code());
                    found.place = Some(*only);
                }
                _ => {
                    if let Some(only) = resolve(&divisions, skip(tail)) {
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

    /// Skips 上海市上海市, 北京市市辖区.
    fn repeated(&self, rest: &'a str) -> Option<&'a str> {
        let place = self.place?;
        for name in [place.name(), "市辖区"] {
            if let Some(tail) = rest.strip_prefix(name) {
                return Some(tail);
            }
        }
        let tail = rest.strip_prefix(place.short())?;
        let whole = tail.is_empty() || tail.starts_with(is_separator) || tail.starts_with('市');
        // 吉林 in 吉林吉林 is the city.
        let city = division::find(place.short())
            .iter()
            .any(|d| is_inside(*d, place));
        (whole && !city).then(|| tail.strip_prefix('市').unwrap_or(tail))
    }

    /// The divisions that the longest name here can mean, inside what is known.
    fn next(&self, rest: &'a str) -> Option<(Vec<Division>, &'a str)> {
        let mut ends = [0_usize; LONGEST];
        let mut count = 0;
        for (slot, (at, c)) in ends.iter_mut().zip(rest.char_indices()) {
            if is_separator(c) {
                break;
            }
            *slot = at + c.len_utf8();
            count += 1;
        }
        for end in ends.iter().take(count).skip(1).rev() {
            let (name, tail) = cut(rest, *end);
            let mut divisions = division::find(name);
            divisions.retain(|d| self.place.is_none_or(|p| is_inside(*d, p)));
            // 南京西路 is a road.
            let road = |d: &Division| d.name() != name && is_road(tail);
            divisions.retain(|d| !road(d));
            if divisions.is_empty() {
                continue;
            }
            // 恩施州 is short for 恩施土家族苗族自治州.
            let suffix = tail.chars().next().filter(|c| {
                divisions
                    .iter()
                    .any(|d| d.name() != name && d.name().ends_with(*c))
            });
            let Some(suffix) = suffix else {
                return Some((divisions, tail));
            };
            divisions.retain(|d| d.name() != name && d.name().ends_with(suffix));
            return Some((divisions, cut(tail, suffix.len_utf8()).1));
        }
        None
    }
}

/// A province before everything; a division before those inside it.
fn prefer_higher(divisions: &mut Vec<Division>) {
    if let Some(province) = divisions
        .iter()
        .find(|d| d.level() == Level::Province)
        .copied()
    {
        divisions.retain(|d| *d == province);
    }
    let all = divisions.clone();
    divisions.retain(|d| !all.iter().any(|outer| is_inside(*d, *outer)));
}

/// The one namesake that has the next name inside it: 朝阳-双塔区.
fn resolve(divisions: &[Division], rest: &str) -> Option<Division> {
    if rest.is_empty() {
        return None;
    }
    let mut fitting = divisions.iter().filter(|d| {
        let inner = Found {
            place: Some(**d),
            rest,
            ..Found::default()
        };
        inner.next(rest).is_some()
    });
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

fn ambiguous(divisions: &[Division], above: Option<Division>, rest: &str, out: &mut Normalized) {
    out.because(Reason::UnknownRegion);
    out.status = Status::Ambiguous;
    out.confidence = u8::try_from(100 / divisions.len().max(1))
        .unwrap_or(0)
        .min(50);
    out.candidates
        .extend(divisions.iter().map(|d| d.code().to_string()));
    if let Some(above) = above {
        write_levels(above, out);
    }
    if let [first, ..] = divisions
        && divisions.iter().all(|d| d.name() == first.name())
    {
        out.set(
            if first.level() == Level::County {
                COUNTY
            } else {
                CITY
            },
            first.name(),
        );
    }
    out.set(REMAINDER, skip(rest));
}

fn write(place: Division, out: &mut Normalized) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = write!(out.key, "{:06}", place.code());
    let code = std::mem::take(&mut out.key);
    out.set(CODE, &code);
    out.key = code;
    write_levels(place, out);
    let Normalized {
        display,
        components,
        ..
    } = out;
    if let [_, province, city, county, ..] = components.as_slice() {
        display.push_str(province);
        for part in [city, county] {
            if !part.is_empty() && !(part == city && part == province && is_municipality(place)) {
                display.push('-');
                display.push_str(part);
            }
        }
    }
}

/// Writes the names of a division and of those above it.
fn write_levels(place: Division, out: &mut Normalized) {
    let mut at = Some(place);
    while let Some(division) = at {
        match division.level() {
            Level::Province => out.set(PROVINCE, division.short()),
            Level::Prefecture => out.set(CITY, division.short()),
            Level::County => out.set(COUNTY, division.name()),
        }
        at = division.parent().and_then(division::by_code);
    }
    if is_municipality(place) {
        let province = division::by_code(place.code() / 10_000 * 10_000);
        out.set(CITY, province.map_or("", Division::short));
    }
}

/// 北京, 天津, 上海, 重庆 have no level of cities.
fn is_municipality(place: Division) -> bool {
    matches!(place.code() / 10_000, 11 | 12 | 31 | 50)
}

/// Drops blanks, separators and 中国 in front.
fn skip(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start_matches(is_separator);
        let next = next
            .strip_prefix("中国")
            .or_else(|| next.strip_prefix("中华人民共和国"))
            .unwrap_or(next);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '–'
                | '—'
                | '/'
                | '\\'
                | '|'
                | ','
                | '，'
                | '、'
                | '>'
                | '_'
                | '·'
                | '('
                | ')'
                | '~'
                | '.'
                | '。'
                | ';'
        )
}

/// Drops 华东-, 地域- in front.
fn without_area(text: &str) -> &str {
    const AREAS: [&str; 9] = [
        "地域",
        "华东",
        "华南",
        "华北",
        "华中",
        "东北",
        "西南",
        "西北",
        "港澳台",
    ];
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
    let rest = rest.trim_start_matches([
        '东', '西', '南', '北', '中', '一', '二', '三', '四', '五', '六', '前', '后', '新', '老',
        '大',
    ]);
    ["路", "街", "道", "巷", "弄", "里", "胡同", "桥", "立交"]
        .iter()
        .any(|road| rest.starts_with(road))
}

/// Whether the rest starts like a division that the table does not have.
fn looks_like_region(rest: &str) -> bool {
    let word: &str = rest
        .split(|c: char| is_separator(c) || c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    let at = word
        .char_indices()
        .find(|(at, c)| *at >= 3 && matches!(c, '省' | '市' | '县' | '州' | '盟' | '旗'))
        .map(|(at, _)| at);
    let named = at.is_some_and(|at| {
        (3..=15).contains(&at)
            && cut(word, at)
                .0
                .chars()
                .all(|c| !"路街道号村镇乡".contains(c))
    });
    // A bare word behind a dash, with nothing after it, should have been a region too.
    named
        || !rest.is_empty()
            && word.len() == rest.len()
            && (2..=4).contains(&word.chars().count())
            && !word.chars().any(|c| "路街道号村镇乡区园".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Region.normalize(raw, &mut out);
        out
    }

    #[test]
    fn reads_the_table() {
        let mut wrong = Vec::new();
        for (raw, display, key, status) in [
            ("广东-深圳", "广东-深圳", "440300", Status::Ok),
            (
                "广东省深圳市南山区科技园1号",
                "广东-深圳-南山区",
                "440305",
                Status::Ok,
            ),
            ("广东 深圳 南山", "广东-深圳-南山区", "440305", Status::Ok),
            ("廣東省深圳市", "广东-深圳", "440300", Status::Ok),
            ("深圳", "广东-深圳", "440300", Status::Ok),
            ("深圳市", "广东-深圳", "440300", Status::Ok),
            ("华南-广州", "广东-广州", "440100", Status::Ok),
            ("地域-华东-上海", "上海", "310000", Status::Ok),
            (
                "上海市浦东新区张江路1号",
                "上海-浦东新区",
                "310115",
                Status::Ok,
            ),
            ("上海浦东", "上海-浦东新区", "310115", Status::Ok),
            ("上海-上海", "上海", "310000", Status::Ok),
            (
                "上海市上海市浦东新区",
                "上海-浦东新区",
                "310115",
                Status::Ok,
            ),
            ("北京市市辖区朝阳区", "北京-朝阳区", "110105", Status::Ok),
            ("北京", "北京", "110000", Status::Ok),
            ("江苏省苏州市", "江苏-苏州", "320500", Status::Ok),
            ("江苏昆山", "江苏-苏州-昆山市", "320583", Status::Ok),
            (
                "内蒙古自治区呼和浩特市",
                "内蒙古-呼和浩特",
                "150100",
                Status::Ok,
            ),
            ("新疆维吾尔自治区", "新疆", "650000", Status::Ok),
            ("湖北恩施州", "湖北-恩施", "422800", Status::Ok),
            ("湖北省仙桃市", "湖北-仙桃市", "429004", Status::Ok),
            ("中国广东省", "广东", "440000", Status::Ok),
            ("吉林", "吉林", "220000", Status::Ok),
            ("吉林省吉林市", "吉林-吉林市", "220200", Status::Ok),
            ("海南", "海南", "460000", Status::Ok),
            ("上海市山西路", "上海", "310000", Status::Ok),
            ("无锡", "江苏-无锡", "320200", Status::Ok),
            ("朝阳区", "朝阳区", "", Status::Ambiguous),
            ("鼓楼区", "鼓楼区", "", Status::Ambiguous),
            ("江苏省鼓楼区", "江苏省鼓楼区", "", Status::Ambiguous),
            ("广东-火星", "广东", "440000", Status::Suspicious),
            ("南京西路", "南京西路", "", Status::Invalid),
            ("华东", "华东", "", Status::Invalid),
            ("London", "London", "", Status::Invalid),
            ("未知", "", "", Status::Missing),
        ] {
            let out = read(raw);
            if (out.display.as_str(), out.key.as_str(), out.status) != (display, key, status) {
                wrong.push(format!(
                    "{raw}: {} {} {:?} {:?} {:?}",
                    out.display, out.key, out.status, out.reasons, out.candidates
                ));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn derived_forms() {
        assert_eq!(
            read("广东省深圳市南山区科技园").components,
            ["440305", "广东", "深圳", "南山区", ""]
        );
        assert_eq!(
            read("上海市浦东新区").components,
            ["310115", "上海", "上海", "浦东新区", ""]
        );
        assert_eq!(
            read("江苏省鼓楼区中山路1号").components,
            ["", "江苏", "", "鼓楼区", "中山路1号"]
        );
        assert_eq!(read("朝阳区").candidates, ["110105", "220104"]);
        assert_eq!(read("江苏省鼓楼区").candidates, ["320106", "320302"]);
    }
}
