//! Chinese regions: 省-市-区.
//!
//! | raw | display | key | status |
//! |---|---|---|---|
//! | `广东省深圳市南山区科技园1号` | `广东-深圳-南山区` | `440305` | ok |
//! | `广东-深圳`, `深圳`, `粤深圳`, `华南-深圳` | `广东-深圳` | `440300` | ok (completed) |
//! | `上海市浦东新区…` | `上海-浦东新区` | `310115` | ok |
//! | `浙江省绍兴县`, `襄樊` | `浙江-绍兴-柯桥区`, `湖北-襄阳` | `330603`, `420600` | repaired (`old_name`) |
//! | `江苏省鼓楼区`, `朝阳区` | as written | none: candidates | ambiguous |
//! | `浙江省江干区` | as written | none: 上城区 or 钱塘区 | ambiguous |
//! | `广东-火星` | `广东` | `440000` | suspicious |
//! | `广东省杭州市` | as written | none: candidates | suspicious (`contradiction`) |
//! | `广东省杭州市西湖区` | `浙江-杭州-西湖区` | `330106` | suspicious (`contradiction`) |
//! | `London` | as written | none | invalid |
//!
//! Match forms: `adcode` (the key), `province`, `city`, `district`: the full names of today. The city of a municipality is itself;
//! counties that a province runs directly have none; cities without districts have no district; 香港, 澳门 and 台湾 are provinces
//! only. Also `macro_region` (华东) and `city_cluster` (长三角) by the table of [`crate::data::region_group`], and `division_status`: what
//! became of the division that was written (`current`, `renamed`, `moved`, `merged`, `split`, `given_up`), as of the date of the
//! table of divisions.
//!
//! A bare name means the highest division of that name, and a city rather than districts elsewhere; other namesakes are ambiguous,
//! unless a context (`city`, `region`) settles them. A road that bears the name of a place (上海市山西路) is none. Text behind the
//! region is told apart by the kind `address`.
//!
//! JSON: `{"region": {}}`. Source: GB/T 2260, the tables of [`crate::data::division`], [`crate::data::history`] and
//! [`crate::data::successor`].

mod find;
mod line;
mod set;
mod short;
mod taiwan;
mod unknown;
mod words;
mod write;

pub(super) use find::{Finder, skip};
pub(super) use line::{Line, is_separator, starts};
pub(super) use short::is_direction;
pub(super) use unknown::looks_like_region;
pub(super) use words::{Words, length, words};
pub(super) use write::{Outcome, write};

use super::clean::{self, doubt};
use super::{Context, Normalizer};
use crate::data::ReferenceTables;
use crate::data::region_group::MACRO_REGION;
use crate::model::{Normalized, Reason};

/// Reads regions and the region part of addresses.
#[derive(Clone, Debug, Default)]
pub struct Region {
    tables: ReferenceTables,
}

impl Region {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Region { tables: tables.clone() }
    }
}

/// Components of a region; an address begins with the same four.
pub(super) const ADCODE: usize = 0;
pub(super) const PROVINCE: usize = 1;
pub(super) const CITY: usize = 2;
pub(super) const DISTRICT: usize = 3;
/// Where the components stand that are derived from the division: its greater area, its cluster, what became of it.
const DERIVED: usize = 4;

impl Normalizer for Region {
    fn components(&self) -> &'static [&'static str] {
        &["adcode", "province", "city", "district", "macro_region", "city_cluster", "division_status"]
    }

    fn forms(&self) -> &'static [&'static str] {
        self.components().split_at_checked(DERIVED).unwrap_or_default().0
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        self.read_with(text, &Context::default(), out);
    }

    fn read_with(&self, text: &str, context: &Context, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        let mut line = Line::of(&out.display, self.tables.variants());
        if !drop_label(&self.tables, &mut line, out) {
            return;
        }
        let text = behind_area(&self.tables, line.chars());
        let g = self.tables.gazetteer();
        let found = Finder { g, text }.find();
        let tail = text.get(found.end..).unwrap_or_default();
        match write(g, &found, context, DERIVED, out) {
            Outcome::Nothing => return self.area_alone(line.chars(), out),
            Outcome::Unsettled => return,
            Outcome::Place(place) => {
                out.display.clear();
                write::display(g, place, &mut out.display);
                if looks_like_region(place, tail) {
                    doubt(out, Reason::UnknownRegion, 60);
                } else if tail.iter().any(|c| !is_separator(*c)) {
                    out.because(Reason::Detail);
                    if found.bare {
                        clean::repair(out, Reason::ShortName, 80);
                    }
                }
            }
        }
        if line.traditional {
            out.because(Reason::Traditional);
        }
    }
}

impl Region {
    /// 华东 alone names a greater area and no division.
    fn area_alone(&self, text: &[char], out: &mut Normalized) {
        let label = words!["地域", "区域", "大区"].at_start(text).map(|length| skip(text, length)).filter(|length| *length > 2);
        let text = text.get(label.unwrap_or(0)..).unwrap_or_default();
        let named = self.tables.region_groups().at_start(text, |length| {
            let rest = text.get(length..).unwrap_or_default();
            rest.is_empty() || words!["地区", "大区", "区域", "区"].at_start(rest) == Some(rest.len())
        });
        match named {
            Some((hierarchy, name, _)) => {
                out.set(if hierarchy == MACRO_REGION { DERIVED } else { DERIVED + 1 }, name);
                doubt(out, Reason::UnknownRegion, 50);
            }
            None => out.invalid(Reason::UnknownRegion),
        }
    }
}

/// Drops a label such as `收货地址：`, but not a division before a colon; false when what it labels is missing.
#[inline]
pub(super) fn drop_label(tables: &ReferenceTables, line: &mut Line, out: &mut Normalized) -> bool {
    !line.chars().contains(&':') || drop_before_colon(tables, line, out)
}

#[inline(never)]
fn drop_before_colon(tables: &ReferenceTables, line: &mut Line, out: &mut Normalized) -> bool {
    /// Labels are short, in bytes.
    const MOST: usize = 40;
    if out.display.find([':', '：']).is_none_or(|at| at >= MOST) {
        return true;
    }
    let before = line.chars().split(|c| *c == ':').next().unwrap_or_default();
    let found = Finder { g: tables.gazetteer(), text: before }.find();
    if !found.is_nothing() {
        return true;
    }
    if !clean::drop_label(out, super::missing_state) {
        return false;
    }
    *line = Line::of(&out.display, tables.variants());
    true
}

/// Behind 华东-, 地域-, 长三角- in front.
pub(super) fn behind_area<'a>(tables: &ReferenceTables, text: &'a [char]) -> &'a [char] {
    let mut rest = text.get(skip(text, 0)..).unwrap_or_default();
    for _ in 0..2 {
        let area = words!["地域", "区域", "大区"].at_start(rest);
        let Some(mut length) = area.or_else(|| tables.region_groups().at_start(rest, |_| true).map(|(.., length)| length)) else {
            break;
        };
        length += words!["地区", "大区", "区域"].at_start(rest.get(length..).unwrap_or_default()).unwrap_or(0);
        let next = skip(rest, length);
        if next == length || next >= rest.len() {
            break;
        }
        rest = rest.get(next..).unwrap_or_default();
    }
    rest
}

#[cfg(test)]
mod tests;
