//! A cell with several addresses, cut where one ends.

use super::super::clean;
use super::local;

/// The pieces of a cell, at separators outside of quotes.
///
/// `;`, `,` and their Chinese forms always separate; blanks, slashes, brackets and words for "and" only behind
/// an address, since they may also stand before one.
#[derive(Clone, Debug)]
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

/// The pieces of a cell.
pub(super) fn pieces(cell: &str) -> Pieces<'_> {
    Pieces { rest: cell }
}

/// How many `@` stand outside of quotes that protect them.
pub(super) fn count_at(text: &str) -> usize {
    unquoted(text).filter(|(_, c)| *c == '@').count()
}

/// The characters outside of quotes that protect what is in them, with their places.
pub(super) fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut skip = 0;
    text.char_indices().filter(move |(at, c)| {
        if *c == '"' && *at >= skip {
            skip = at + text.get(*at..).and_then(local::protected).unwrap_or(0);
        }
        *at >= skip
    })
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let text = self.rest;
        let mut seen = None;
        for (at, c) in unquoted(text) {
            let cut = match c {
                ';' | ',' | '；' | '，' | '、' | '|' => true,
                '@' => {
                    seen = seen.or(Some(at));
                    false
                }
                ' ' => seen.is_some_and(|seen| ends_at_blank(text, seen, at)),
                '/' | '\\' | '&' | '<' | '(' => seen.is_some(),
                '和' | '与' | '或' | '及' => seen.is_some() && between_ascii(text, at, c),
                _ => false,
            };
            if cut {
                let (piece, rest) = clean::cut(text, at);
                // A bracket belongs to what follows.
                self.rest = if matches!(c, '<' | '(') { rest } else { clean::cut(rest, c.len_utf8()).1 };
                return Some(piece);
            }
        }
        self.rest = "";
        Some(text)
    }
}

/// Whether an address ends at a blank: not beside `@`, and not beside a dot that more of the domain follows.
fn ends_at_blank(text: &str, seen: usize, at: usize) -> bool {
    let (before, behind) = clean::cut(text, at);
    let next = behind.trim_start().chars().next();
    if before.ends_with('@') || matches!(next, Some('@' | '.' | '。')) {
        return false;
    }
    let domain = before.get(seen + 1..).unwrap_or_default();
    domain.strip_suffix(['.', '。']).is_none_or(|head| head.contains('.'))
}

fn between_ascii(text: &str, at: usize, c: char) -> bool {
    let (before, behind) = clean::cut(text, at);
    let behind = behind.strip_prefix(c).unwrap_or_default();
    before.ends_with(|c: char| c.is_ascii_alphabetic()) && behind.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_behind_addresses() {
        for (cell, expected) in [
            ("a@b.cn;c@d.cn", &["a@b.cn", "c@d.cn"][..]),
            ("a@b.cn c@d.cn", &["a@b.cn", "c@d.cn"]),
            ("a @ b.cn c @ d .cn", &["a @ b.cn", "c @ d .cn"]),
            ("a/x@b.cn/c@d.cn", &["a/x@b.cn", "c@d.cn"]),
            ("a@b.cn和c@d.cn", &["a@b.cn", "c@d.cn"]),
            ("张三 a@b.cn 李四 c@d.cn", &["张三 a@b.cn", "李四 c@d.cn"]),
            ("\"a;b\"@x.cn,c@d.cn", &["\"a;b\"@x.cn", "c@d.cn"]),
            ("\"Z, S\" <a@b.cn>; \"L, H\" <c@d.cn>", &["\"Z, S\" <a@b.cn>", " \"L, H\" <c@d.cn>"]),
            ("a@b.cn<mailto:a@b.cn>", &["a@b.cn", "<mailto:a@b.cn>"]),
            ("zhang san@b.cn li hua@d.cn", &["zhang san@b.cn", "li hua@d.cn"]),
        ] {
            assert_eq!(pieces(cell).map(str::to_owned).collect::<Vec<_>>(), expected, "{cell}");
        }
        assert_eq!(count_at("\"a@b\"@x.cn"), 1);
        assert_eq!(count_at("\"a@b.cn\" <a@b.cn>"), 1);
        assert_eq!(count_at("\"a@b.cn\",\"c@d.cn\""), 2);
    }
}
