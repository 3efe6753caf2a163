//! What the header of a column says, whatever tables, forms and sanitizers made of it (R2).
//!
//! | written | name | else |
//! |---|---|---|
//! | `姓名`, `\u{feff}姓名 `, `“姓名”`, `【姓名】`, `姓名：` | 姓名 | |
//! | `*姓名`, `姓名（必填）`, `姓名*` | 姓名 | required |
//! | `备注（选填）` | 备注 | not required |
//! | `金额（万元）`, `金额/万元`, `金额（单位：万元）` | 金额 | unit 万元 |
//! | `发行总额（亿）` | 发行总额 | unit 亿 |
//! | `price (USD)` | price | unit USD |
//! | `联系方式（脱敏）` | 联系方式 | remark 脱敏 |
//! | `证件号码号` | 身份证号 | hole |
//! | `/企业OpenID` | 微信/企业OpenID | hole |
//! | `渠户` | 渠道/客户 | hole; or one of the two, or 渠道客户 |
//! | `(率、下单率` | 点击率、下单率 | hole |
//! | `手机、`, `手机(`, `“”手机`, `客户??` | 手机, 客户?? | hole, of which nothing else is known |
//! | nothing, `-` | | empty |
//!
//! A hole is where a sanitizer or a broken export took characters away; only those of the templates are known by what
//! they stand for. What was written is kept beside the reading, and nothing reads a header in place of another one
//! without a finding. Units are those of a closed list; what else stands in brackets at the end is a remark.
//!
//! Source: requirement R2 (the templates); units: GB 3100, GB/T 12406 and everyday forms.

mod hole;
mod members;
mod row;
mod unit;

pub use members::{Members, members};
pub use row::{NamedHeader, row};

use crate::text::fold;

/// A longer text is no header: it is its own name, and nothing is taken from it.
const LONGEST: usize = 1024;

/// A header as it reads.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Header {
    /// What was written, without blanks and invisible characters at its ends.
    pub written: String,
    /// The name alone, in ASCII width; empty when there is none.
    pub name: String,
    /// The unit of the values, as written.
    pub unit: Option<String>,
    /// What else stood in brackets; several are joined by a blank.
    pub remark: Option<String>,
    /// Whether the column must be filled in, where a mark says so.
    pub required: Option<bool>,
    /// Characters are missing.
    pub hole: bool,
    /// Other names that a known hole may stand for.
    pub others: Vec<String>,
}

impl Header {
    /// Whether there is no name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_empty()
    }

    /// Whether this header may stand for a name: in any width and case, with blanks or without.
    ///
    /// ```
    /// let header = guiyi::table::header::read("*渠 户（必填）");
    /// assert!(header.may_be("渠道") && header.may_be("渠道／客户") && !header.may_be("客户名称"));
    /// ```
    #[must_use]
    pub fn may_be(&self, name: &str) -> bool {
        let wanted = solid(name);
        !wanted.is_empty() && self.readings().any(|n| solid(n) == wanted)
    }

    /// The names that it may stand for: its own, and what a hole leaves open.
    pub fn readings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.others).map(String::as_str)
    }
}

impl Header {
    /// A cell of this column together with the unit that its header names: `12.5` under `金额（万元）` is `12.5万元`.
    /// `None` where there is nothing to add: the cell has a unit of its own or is no number, or the unit is 元 or none
    /// of money.
    ///
    /// ```
    /// let header = guiyi::table::header::read("金额（万元）");
    /// assert_eq!(header.with_unit("12.5").as_deref(), Some("12.5万元"));
    /// assert_eq!((header.with_unit("3000元"), header.with_unit("未知")), (None, None));
    /// ```
    #[must_use]
    pub fn with_unit(&self, cell: &str) -> Option<String> {
        let unit = self.unit.as_deref().filter(|u| unit::multiplies(u))?;
        let cell = fold::trim(cell);
        let bare = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '~' | '至' | ' ');
        let number = cell.chars().all(|c| bare(fold::width(c))) && cell.chars().next_back().is_some_and(|c| fold::width(c).is_ascii_digit());
        number.then(|| format!("{cell}{unit}"))
    }
}

/// Reads a header. Total; linear in the length of the text.
///
/// ```
/// use guiyi::table::header;
///
/// let amount = header::read("\u{feff}*金额（万元）");
/// assert_eq!((amount.name.as_str(), amount.unit.as_deref(), amount.required), ("金额", Some("万元"), Some(true)));
/// let card = header::read("证件号码号");
/// assert_eq!((card.name.as_str(), card.hole), ("身份证号", true));
/// ```
#[must_use]
pub fn read(text: &str) -> Header {
    let mut header = Header { written: fold::trim(text).to_owned(), ..Header::default() };
    let mut clean = String::new();
    header.hole = fold::clean_into(text, &mut clean).lost_bytes;
    if clean.len() > LONGEST {
        header.name = clean;
        return header;
    }
    let text: String = clean.chars().map(fold::width).collect();
    header.hole |= hole::empty_quotes(&text);
    let text = marks(&text, &mut header);
    if let Some(readings) = hole::known(text) {
        header.hole = true;
        let mut readings = readings.iter().map(|r| (*r).to_owned());
        header.name = readings.next().unwrap_or_default();
        header.others = readings.collect();
        return header;
    }
    let text = brackets(text, &mut header);
    let text = unit_behind(text, &mut header);
    let (name, torn) = hole::mended(text);
    // `金额（万元）` may have had its hole before the bracket.
    match hole::known(&name) {
        Some([first, others @ ..]) => {
            header.hole = true;
            (*first).clone_into(&mut header.name);
            header.others = others.iter().map(|o| (*o).to_owned()).collect();
        }
        _ => {
            header.hole |= torn && !name.is_empty();
            header.name = name;
        }
    }
    header
}

/// Takes quotes, signs and marks from both ends.
fn marks<'a>(text: &'a str, header: &mut Header) -> &'a str {
    let mut rest = text;
    loop {
        let before = rest.len();
        let unquoted = rest.trim_matches(|c: char| c.is_whitespace() || is_quote(c));
        // Marks inside, as in `《合同》编号`, belong together with those at the ends.
        rest = if unquoted.contains(is_quote) { rest.trim() } else { unquoted };
        rest = whole_bracket(rest.trim_end_matches(':'));
        let starless = rest.trim_matches(['*', '※', '●']);
        if starless.len() < rest.len() && !starless.is_empty() {
            header.required = Some(true);
            rest = starless;
        }
        if rest.len() == before {
            return rest;
        }
    }
}

/// `【姓名】` is 姓名; `(率、下单率` and `(a)b(c)` stay.
fn whole_bracket(text: &str) -> &str {
    let inside = |(open, close): &(char, char)| text.strip_prefix(*open)?.strip_suffix(*close).filter(|t| !t.is_empty() && !t.contains(['(', ')', '[', ']', '【', '】']));
    BRACKETS.iter().find_map(inside).unwrap_or(text)
}

/// Takes brackets from the end: marks, units, remarks.
fn brackets<'a>(text: &'a str, header: &mut Header) -> &'a str {
    let mut rest = text;
    while let Some((before, inside)) = last_bracket(rest).filter(|(before, _)| !before.is_empty()) {
        let inside = inside.trim();
        if inside.is_empty() {
            // Something stood in there, once.
            header.hole = true;
        } else if let Some(required) = required(inside) {
            header.required = Some(required);
        } else if let Some(unit) = unit::read(inside).filter(|_| header.unit.is_none()) {
            header.unit = Some(unit.to_owned());
        } else {
            // From right to left, so the new one comes first.
            header.remark = Some(header.remark.take().map_or(inside.to_owned(), |behind| format!("{inside} {behind}")));
        }
        rest = marks(before, header);
    }
    match rest.rsplit_once(['-', '_', ' ']).map(|(before, mark)| (before.trim_end(), required(mark))) {
        Some((before, Some(mark))) if !before.is_empty() => {
            header.required = Some(mark);
            before
        }
        _ => rest,
    }
}

/// The text before a bracket that closes at the end, and what is in it.
fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let (open, close) = BRACKETS.iter().find(|(_, close)| text.ends_with(*close))?;
    let (before, inside) = text.strip_suffix(*close)?.rsplit_once(*open)?;
    (!inside.contains(*close)).then_some((before, inside))
}

/// `金额/万元`, `金额:元`, `金额,单位万元`.
fn unit_behind<'a>(text: &'a str, header: &mut Header) -> &'a str {
    let Some((before, behind)) = text.rsplit_once(['/', ':', ',']) else { return text };
    // Other units would be a rate: `费用/次` is what one costs.
    match unit::read(behind.trim()).filter(|unit| unit::is_money(unit)).filter(|_| header.unit.is_none() && !before.trim().is_empty()) {
        Some(unit) => {
            header.unit = Some(unit.to_owned());
            before.trim_end()
        }
        None => text,
    }
}

fn required(word: &str) -> Option<bool> {
    match word {
        "必填" | "必填项" | "必选" | "必采" | "必须" | "*" | "必填*" | "*必填" => Some(true),
        "选填" | "选填项" | "可选" | "选采" | "非必填" | "可不填" => Some(false),
        _ if word.eq_ignore_ascii_case("required") || word.eq_ignore_ascii_case("mandatory") => Some(true),
        _ if word.eq_ignore_ascii_case("optional") => Some(false),
        _ => None,
    }
}

const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('【', '】'), ('{', '}'), ('〔', '〕')];

/// Quotation marks of all kinds; full-width ones were folded.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '「' | '」' | '『' | '』' | '《' | '》' | '«' | '»')
}

/// In lower case and ASCII width, without blanks.
fn solid(text: &str) -> String {
    text.chars().filter(|&c| !c.is_whitespace() && !fold::is_invisible(c)).flat_map(|c| fold::width(c).to_lowercase()).collect()
}

#[cfg(test)]
mod tests;
