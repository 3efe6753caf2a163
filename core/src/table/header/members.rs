//! The members of an enumeration that stands in one text.

use super::is_quote;
use crate::text::fold;

/// The members of an enumeration, and how many were nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Members {
    /// The members, in the order written.
    pub values: Vec<String>,
    /// Empty ones, which are dropped: `“”`, or nothing between two separators.
    pub empty: usize,
}

/// Reads the members of an enumeration (R2). Total; linear in the length of the text.
///
/// | text | members | empty |
/// |---|---|---|
/// | `“官网”“门店”“”` | 官网, 门店 | 1 |
/// | `采购/咨询/合作/其他`, `{采购、咨询、合作、其他}` | 采购, 咨询, 合作, 其他 | 0 |
/// | `官网，，门店；` | 官网, 门店 | 2 |
/// | `"A/B","C"` | A/B, C | 0 |
/// | `「高」「中」「低」` | 高, 中, 低 | 0 |
/// | `Men's, Women's` | Men's, Women's | 0 |
/// | `“官网` | 官网 | 0 |
///
/// Separators are `、` `/` `,` `;` `|` and line ends, in any width; marks of quotation stand around a member. A
/// separator at the end says that there was a member behind it. White space alone separates nothing.
///
/// ```
/// let members = guiyi::table::header::members("“官网”“门店”“”");
/// assert_eq!((members.values, members.empty), (vec!["官网".to_owned(), "门店".to_owned()], 1));
/// ```
#[must_use]
pub fn members(text: &str) -> Members {
    let text = unbraced(fold::trim(text));
    let mut out = Members::default();
    if text.is_empty() {
        return out;
    }
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(is_blank);
        let (member, behind) = match rest.chars().next().filter(|c| is_quote(fold::width(*c))) {
            Some(quote) => quoted(rest, quote),
            None => rest.split_at(end(rest)),
        };
        out.push(member);
        let trimmed = behind.trim_start_matches(is_blank);
        rest = match trimmed.chars().next() {
            None => return out,
            Some(c) if is_separator(c) => trimmed.get(c.len_utf8()..).unwrap_or(""),
            Some(_) => trimmed,
        };
        if rest.len() < trimmed.len() && rest.trim_start_matches(is_blank).is_empty() {
            out.empty += 1;
            return out;
        }
    }
}

impl Members {
    fn push(&mut self, member: &str) {
        let member = fold::trim(member);
        if member.is_empty() {
            self.empty += 1;
        } else {
            self.values.push(member.to_owned());
        }
    }
}

/// The text in quotation marks, and what comes behind; without a closing mark, as if there were none.
fn quoted(text: &str, open: char) -> (&str, &str) {
    let inside = text.get(open.len_utf8()..).unwrap_or("");
    let close = closing(fold::width(open));
    // A second opening mark before the closing one says that this one was lost.
    let found = inside.char_indices().find(|(_, c)| fold::width(*c) == close || *c == open);
    match found.filter(|(_, c)| fold::width(*c) == close) {
        Some((at, c)) => {
            let (member, behind) = inside.split_at_checked(at).unwrap_or((inside, ""));
            (member, behind.get(c.len_utf8()..).unwrap_or(""))
        }
        None => inside.split_at_checked(end(inside)).unwrap_or((inside, "")),
    }
}

/// Where a member without quotation marks ends: at a separator, or at a mark that opens another one.
fn end(text: &str) -> usize {
    text.find(|c| is_separator(c) || matches!(c, '“' | '「' | '『' | '《')).unwrap_or(text.len())
}

fn closing(open: char) -> char {
    match open {
        '“' | '„' | '‟' => '”',
        '‘' | '‚' | '‛' => '’',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '«' => '»',
        same => same,
    }
}

fn is_separator(c: char) -> bool {
    matches!(fold::width(c), '、' | '/' | ',' | ';' | '|' | '\n' | '､')
}

fn is_blank(c: char) -> bool {
    (c.is_whitespace() && !is_separator(c)) || fold::is_invisible(c)
}

/// `{a/b}` is a/b.
fn unbraced(text: &str) -> &str {
    let inside = |(open, close): (char, char)| text.strip_prefix(open)?.strip_suffix(close);
    [('{', '}'), ('[', ']'), ('｛', '｝'), ('【', '】')].into_iter().find_map(inside).map_or(text, fold::trim)
}
