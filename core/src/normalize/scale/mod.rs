//! The size of an organisation: how many people, what turnover, or a class.
//!
//! | raw | key |
//! |---|---|
//! | `100-500人`, `员工100至500名`, `100-500 employees` | `[100,500]` |
//! | `50人以下`, `≤50人` | `(,50]` |
//! | `少于50人`, `<50` | `(,50)` |
//! | `500人以上`, `1000+人`, `千人以上` | `[500,)`, `[1000,)` |
//! | `约200人`, `几十人` | `200`, `(10,100)` (suspicious) |
//! | `51-200` | `[51,200]` (people are assumed) |
//! | `年营收1000万-5000万` | `[10000000,50000000] CNY/year` |
//! | `大型`, `中型企业`, `小型`, `微型` | `large`, `medium`, `small`, `micro` |
//! | `中小企业` | none (ambiguous: `medium`, `small`) |
//! | `A轮`, `已上市`, `10家门店` | none (invalid) |
//!
//! Components, all of them match forms: `min`, `max` (as stated; absent on an open side), `bounds` (as of an amount), `unit` (`person`, or ISO 4217),
//! `period`, `class` (`large`, `medium`, `small`, `micro`; a class has no ends: what it means depends on the industry). All of them stand in
//! the key; people are what a key without unit counts. Numbers of which nothing says what they count are people by assumption.
//! Bounds, ranges, numerals and units are those of amounts (T15).
//!
//! JSON: `{"scale": {}}`. Source: Civil Code, article 1259; 统计上大中小微型企业划分办法 (2017) for the classes.

use super::Normalizer;
use super::clean::repair;
use super::quantity::{self, Column, Quantity};
use crate::model::{Normalized, Reason, Status};

/// Reads sizes of organisations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale;

const COMPONENTS: [&str; 6] = ["min", "max", "bounds", "unit", "period", "class"];
const CLASS: usize = 5;
const COLUMN: Column = Column::people();

impl Normalizer for Scale {
    fn components(&self) -> &'static [&'static str] {
        &COMPONENTS
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if quantity::plain(text, &COLUMN, out) {
            out.display.push_str(text);
            return;
        }
        let missing = |text: &str| self.missing(text);
        quantity::cell(text, out, missing, |text, out| {
            let mut scratch = std::mem::take(&mut out.key);
            let found = find(text, &mut scratch);
            scratch.clear();
            out.key = scratch;
            match found? {
                Found::Class(Class::One(class, full)) => {
                    out.key.push_str(class);
                    out.set(CLASS, class);
                    if !full {
                        repair(out, Reason::ShortName, 80);
                    }
                }
                Found::Class(Class::Two(one, other)) => {
                    out.candidates.extend([one.to_owned(), other.to_owned()]);
                    out.because(Reason::MultipleValues);
                    out.status = out.status.max(Status::Ambiguous);
                    out.confidence = 50;
                }
                Found::Numbers(found, behind_class) => {
                    if behind_class {
                        out.repaired(Reason::Label);
                    }
                    quantity::write(&found, COLUMN.home, out);
                }
            }
            Ok(())
        });
    }
}

/// What a text says.
enum Found {
    Class(Class),
    /// Numbers, and whether a class stood in front of them.
    Numbers(Quantity, bool),
}

/// Reads a class or numbers.
fn find(text: &str, scratch: &mut String) -> Result<Found, Reason> {
    if !text.starts_with(|c: char| c.is_ascii_digit())
        && quantity::fold(text, scratch)
        && let Some(class) = class(scratch)
    {
        return Ok(Found::Class(class));
    }
    let reason = match quantity::read(text, &COLUMN, scratch) {
        Ok(found) => return Ok(Found::Numbers(found, false)),
        Err(reason) => reason,
    };
    // 中型（100-300人）: the numbers say more than the class.
    let (head, inner) = text.split_once(['(', '（']).ok_or(reason)?;
    let named = quantity::fold(head, scratch) && class(scratch).is_some();
    let inner = inner.strip_suffix([')', '）']).filter(|_| named).ok_or(reason)?;
    quantity::read(inner, &COLUMN, scratch).map(|found| Found::Numbers(found, true))
}

/// A class of size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Class {
    /// The class, and whether its full word was written.
    One(&'static str, bool),
    Two(&'static str, &'static str),
}

/// The class that a folded text names.
fn class(text: &str) -> Option<Class> {
    let text = text.trim_matches([' ', '(', ')', '[', ']']);
    let text = ["企业规模", "公司规模", "规模"].iter().find_map(|label| text.strip_prefix(label)).unwrap_or(text).trim_start_matches([' ', ':', '为']);
    if let Some(class) = short(text) {
        return Some(class);
    }
    // Compared one by one where it stands, which is faster than a list.
    const NOUNS: [&str; 16] =
        ["企业", "公司", "单位", "规模", "工厂", "机构", "集团", "型", "-sized", " sized", "-size", " size", " enterprises", " enterprise", " business", " company"];
    let mut stem = text;
    let mut full = false;
    while let Some((noun, rest)) = NOUNS.iter().find_map(|noun| stem.strip_suffix(noun).filter(|rest| !rest.is_empty()).map(|rest| (*noun, rest))) {
        full |= noun == "型" || noun.is_ascii();
        stem = rest;
    }
    Some(match stem {
        "大" | "large" => Class::One("large", full || stem == "large"),
        "中" | "medium" | "middle" => Class::One("medium", full || stem == "medium"),
        "小" | "small" => Class::One("small", full || stem == "small"),
        "微" | "micro" => Class::One("micro", full || stem == "micro"),
        "中等" | "mid" => Class::One("medium", false),
        "特大" | "超大" | "巨" | "very large" => Class::One("large", false),
        "超小" => Class::One("micro", false),
        "大中" | "中大" => Class::Two("large", "medium"),
        "中小" | "small and medium" | "small & medium" | "small to medium" => Class::Two("medium", "small"),
        "小微" => Class::Two("small", "micro"),
        _ => return None,
    })
}

fn short(text: &str) -> Option<Class> {
    match text {
        "sme" | "smes" | "smb" | "smbs" => Some(Class::Two("medium", "small")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Scale.normalize(raw, &mut out);
        out
    }

    #[test]
    fn reads_the_table() {
        let mut wrong = Vec::new();
        for (raw, key, status) in [
            ("100-500人", "[100,500]", Status::Ok),
            ("100人-500人", "[100,500]", Status::Ok),
            ("100～500人", "[100,500]", Status::Ok),
            ("1-49人", "[1,49]", Status::Ok),
            ("50-99人", "[50,99]", Status::Ok),
            ("1000-9999人", "[1000,9999]", Status::Ok),
            ("10000人以上", "[10000,)", Status::Ok),
            ("1万人以上", "[10000,)", Status::Ok),
            ("万人以上", "[10000,)", Status::Ok),
            ("千人以上", "[1000,)", Status::Ok),
            ("500人以上", "[500,)", Status::Ok),
            ("500人及以上", "[500,)", Status::Ok),
            ("50人以下", "(,50]", Status::Ok),
            ("50 人以下", "(,50]", Status::Ok),
            ("50人以内", "(,50]", Status::Ok),
            ("少于50人", "(,50)", Status::Ok),
            ("不足50人", "(,50)", Status::Ok),
            ("不超过300人", "(,300]", Status::Ok),
            ("≥300人", "[300,)", Status::Ok),
            ("<20人", "(,20)", Status::Ok),
            ("20≤X<300", "[20,300)", Status::Ok),
            ("超过1000人", "(1000,)", Status::Ok),
            ("1000+人", "[1000,)", Status::Ok),
            ("1000人+", "[1000,)", Status::Ok),
            ("500+", "[500,)", Status::Ok),
            ("120人", "120", Status::Ok),
            ("120名员工", "120", Status::Ok),
            ("员工120名", "120", Status::Ok),
            ("三百人", "300", Status::Ok),
            ("1.5万人", "15000", Status::Ok),
            ("0人", "0", Status::Ok),
            ("51-200 employees", "[51,200]", Status::Ok),
            ("10,001+ employees", "[10001,)", Status::Ok),
            ("1K-5K employees", "[1000,5000]", Status::Ok),
            ("fewer than 50 employees", "(,50)", Status::Ok),
            ("more than 10,000 people", "(10000,)", Status::Ok),
            ("50 or fewer employees", "(,50]", Status::Ok),
            ("51-200", "[51,200]", Status::Ok),
            ("规模：100-500人", "[100,500]", Status::Repaired),
            ("员工人数：100-499人", "[100,499]", Status::Repaired),
            ("200人（含外包）", "200", Status::Repaired),
            ("１００－５００人", "[100,500]", Status::Repaired),
            ("约200人", "200", Status::Suspicious),
            ("200人左右", "200", Status::Suspicious),
            ("200余人", "200", Status::Suspicious),
            ("几十人", "(10,100)", Status::Suspicious),
            ("三五个人", "[3,5]", Status::Suspicious),
            ("近百人", "100", Status::Suspicious),
            ("上千人", "[1000,)", Status::Suspicious),
            ("年营收1000万-5000万", "[10000000,50000000] CNY/year", Status::Ok),
            ("营收过亿", "(100000000,) CNY", Status::Ok),
            ("年营业额5000万以上", "[50000000,) CNY/year", Status::Ok),
            ("1000-5000万元", "[10000000,50000000] CNY", Status::Ok),
            ("年收入$10M-$50M", "[10000000,50000000] USD/year", Status::Ok),
            ("注册资本500万元", "5000000 CNY", Status::Ok),
            ("大型", "large", Status::Ok),
            ("中型企业", "medium", Status::Ok),
            ("小型", "small", Status::Ok),
            ("微型企业", "micro", Status::Ok),
            ("小公司", "small", Status::Repaired),
            ("Medium-sized", "medium", Status::Ok),
            ("中小企业", "", Status::Ambiguous),
            ("小微企业", "", Status::Ambiguous),
            ("A轮", "", Status::Invalid),
            ("B轮及以上", "", Status::Invalid),
            ("已上市", "", Status::Invalid),
            ("10家门店", "", Status::Invalid),
            ("50%", "", Status::Invalid),
            ("-5人", "", Status::Invalid),
            ("中型（100-300人）", "[100,300]", Status::Repaired),
            ("公司规模(20-99人)", "[20,99]", Status::Repaired),
            ("30几人", "(30,40)", Status::Suspicious),
            ("2000≤Y<40000万元", "[20000000,400000000) CNY", Status::Ok),
            ("1000万-5000万", "[10000000,50000000] CNY", Status::Suspicious),
            ("年营收：1-2亿元", "[100000000,200000000] CNY/year", Status::Repaired),
            ("500人次", "", Status::Invalid),
            ("人", "", Status::Invalid),
            ("未知", "", Status::Missing),
            ("不详", "", Status::Missing),
        ] {
            let out = read(raw);
            if (out.key.as_str(), out.status) != (key, status) {
                wrong.push(format!("{raw}: {:?} {:?} {:?}", out.key, out.status, out.reasons));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn components_and_reasons() {
        assert_eq!(read("100-500人").components, ["100", "500", "[]", "person", "", ""]);
        assert_eq!(read("50人以下").components, ["", "50", "(]", "person", "", ""]);
        assert_eq!(read("年营收1000万-5000万").components, ["10000000", "50000000", "[]", "CNY", "year", ""]);
        assert_eq!(read("大型企业").components, ["", "", "", "", "", "large"]);
        assert_eq!(read("51-200").reasons, [Reason::Range, Reason::DefaultAssumed]);
        assert_eq!(read("中小企业").candidates, ["medium", "small"]);
    }
}
