//! Chinese addresses: the division, and what stands behind it.
//!
//! | raw | key | town | road | number | building | unit | rest |
//! |---|---|---|---|---|---|---|---|
//! | `浙江省杭州市西湖区文三路90号3栋2单元501室` | `330106 文三路90号3栋2单元501室` | | 文三路 | 90号 | 3栋 | 2单元501室 | |
//! | `上海市青浦区朱家角镇新风路268弄19号` | `310118 朱家角镇新风路268弄19号` | 朱家角镇 | 新风路 | 268弄19号 | | | |
//! | `广东 东莞 松山湖科技二路10号A栋` | `441900 松山湖科技二路10号a栋` | | 松山湖科技二路 | 10号 | A栋 | | |
//! | `杭州西湖区翠苑三区12-3-501` | `330106 翠苑三区12-3-501` | | | | 12 | 3-501 | 翠苑三区 |
//! | `人民北路56号` | `人民北路56号` | | 人民北路 | 56号 | | | |
//! | `和平区南京街10号` | none: candidates | | 南京街 | 10号 | | | |
//! | `abc` | `abc` (suspicious) | | | | | | abc |
//! | `12345` | none (invalid) | | | | | | |
//!
//! The division is read as the kind `region` reads it, with the same `adcode`, `province`, `city`, `district`, `macro_region`,
//! `city_cluster`, `division_status` and the same reasons. `display` is what was written, without a label. The key is the code and
//! the `remainder`: what stands behind the division, simplified, half-width, in lower case, without signs (a `-` stays between digits and
//! letters). Match forms: `adcode`, `province`, `city`, `district`, `remainder`, and `numbers`, the runs of digits of the remainder.
//!
//! Names and telephones of people, postcodes and the name of the country are no part of the address. Where there is no division the
//! text is split all the same; a text without any part of an address is suspicious, digits alone are invalid. Towns are known by
//! their kind (镇, 乡, 街道), roads by theirs: a name without a kind (下沙) is `rest`, and so are compounds, villages and firms.
//!
//! JSON: `{"address": {}}`. Source: GB/T 2260 for divisions; GB/T 23705 for the elements of an address.

mod contact;
mod number;
mod split;
mod words;

use super::clean::{self, doubt};
use super::region::{Finder, Line, Outcome, behind_area, drop_label, is_separator, looks_like_region, write};
use super::{Context, Normalizer};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};

/// Reads addresses.
#[derive(Clone, Debug, Default)]
pub struct Address {
    tables: ReferenceTables,
}

impl Address {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Address { tables: tables.clone() }
    }
}

const REMAINDER: usize = 4;
const NUMBERS: usize = 5;
/// Where the components stand that are derived from the division.
const DERIVED: usize = 6;
/// Where the parts of the remainder stand.
const PARTS: usize = 9;

impl Normalizer for Address {
    fn components(&self) -> &'static [&'static str] {
        &["adcode", "province", "city", "district", "remainder", "numbers", "macro_region", "city_cluster", "division_status", "town", "road", "number", "building", "unit", "rest"]
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
        let g = self.tables.gazetteer();
        let text = behind_area(&self.tables, line.chars());
        let found = Finder { g, text }.find();
        if found.start > 0 && text.get(..found.start).unwrap_or_default().iter().any(|c| !is_separator(*c)) && !found.is_country(text) {
            out.repaired(Reason::Label);
        }
        let tail = text.get(found.end..).unwrap_or_default();
        let tail = tail.get(..contact::end(tail)).unwrap_or_default();
        if found.end + tail.len() < text.len() {
            out.repaired(Reason::Label);
        }
        let parts = out.components.get_mut(PARTS..).is_some_and(|parts| split::split(tail, g, parts));
        match write(g, &found, context, DERIVED, out) {
            Outcome::Place(place) => {
                if looks_like_region(place, tail) {
                    doubt(out, Reason::UnknownRegion, 60);
                } else if found.bare && !parts {
                    clean::repair(out, Reason::ShortName, 80);
                }
            }
            Outcome::Unsettled => {}
            Outcome::Nothing if tail.iter().all(|c| c.is_ascii_digit() || is_separator(*c)) => return out.invalid(Reason::UnknownRegion),
            Outcome::Nothing if !parts || !tail.iter().any(|c| matches!(c, '\u{3400}'..='\u{9fff}')) => doubt(out, Reason::UnknownRegion, 50),
            Outcome::Nothing => {}
        }
        if let Some([remainder, numbers]) = out.components.get_mut(REMAINDER..=NUMBERS) {
            fold(tail, remainder, numbers);
        }
        let Normalized { key, components, candidates, .. } = out;
        if let Some(remainder) = components.get(REMAINDER).filter(|r| !r.is_empty() && candidates.is_empty()) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(remainder);
        }
        if line.traditional {
            out.because(Reason::Traditional);
        }
    }
}

/// The text without signs, in lower case, between digits or letters one `-`; and its runs of digits.
fn fold(text: &[char], out: &mut String, numbers: &mut String) {
    let mut before = None;
    let (mut gap, mut dash) = (false, false);
    for &c in text {
        if is_separator(c) {
            gap = true;
            dash |= c == '-';
            continue;
        }
        let is_word = |c: char| c.is_ascii_alphanumeric();
        // 3-501, 560号-18.
        if gap && is_word(c) && before.is_some_and(|b| is_word(b) || dash && b == '号') {
            out.push('-');
        }
        if c.is_ascii_digit() {
            let goes_on = !gap && before.is_some_and(|b| b.is_ascii_digit());
            if !goes_on && !numbers.is_empty() {
                numbers.push(' ');
            }
            numbers.push(c);
        }
        (before, gap, dash) = (Some(c), false, false);
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if matches!(c, '\u{3000}'..) {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests;
