//! The part before `@`: RFC 5321 `Dot-string` or `Quoted-string`, with the letters of RFC 6531.

use super::super::clean;
use crate::model::Reason;

/// Most octets.
const LIMIT: usize = 64;

/// Whether a character may stand in an unquoted local part, dots and masks included.
///
/// RFC 6531 allows every character beyond ASCII; only letters, digits and their marks are taken, since bullets,
/// emoji and Chinese punctuation beside an address are not meant as part of it.
pub(super) fn is_local(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c == '.' || is_atext(c),
        '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' => true,
        '\u{2000}'..='\u{2bff}' | '\u{3200}'..='\u{33ff}' => false,
        _ => c.is_alphanumeric(),
    }
}

fn is_atext(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '!' | '#'..='\'' | '*' | '+' | '-' | '/' | '=' | '?' | '^'..='`' | '{'..='~')
}

/// Whether a character hides others.
pub(super) fn is_mask(c: char) -> bool {
    clean::is_mask(c) || c == '•'
}

/// Checks a whole local part.
pub(super) fn check(local: &str) -> Result<(), Reason> {
    if local.len() > LIMIT {
        return Err(Reason::WrongLength);
    }
    let good = if local.starts_with('"') { is_quoted(local) } else { is_dotted(local) };
    if good { Ok(()) } else { Err(Reason::Syntax) }
}

fn is_dotted(local: &str) -> bool {
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(|c| is_local(c) && c != '.'))
}

/// Whether the text is one quoted string with something in it.
fn is_quoted(local: &str) -> bool {
    let mut content = Content::of(local);
    content.by_ref().count() > 0 && content.closed && content.rest.as_str().is_empty() && !local.contains(char::is_control)
}

/// The characters that a quoted string stands for.
struct Content<'a> {
    rest: std::str::Chars<'a>,
    closed: bool,
}

impl<'a> Content<'a> {
    fn of(quoted: &'a str) -> Self {
        Content { rest: quoted.strip_prefix('"').unwrap_or_default().chars(), closed: false }
    }
}

impl Iterator for Content<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if self.closed {
            return None;
        }
        match self.rest.next()? {
            '"' => {
                self.closed = true;
                None
            }
            '\\' => self.rest.next(),
            c => Some(c),
        }
    }
}

/// Writes a quoted local part with no more quoting than it needs (RFC 5321 4.1.2).
pub(super) fn unquote(quoted: &str, out: &mut String) {
    let start = out.len();
    out.extend(Content::of(quoted));
    if out.get(start..).is_some_and(is_dotted) {
        return;
    }
    out.truncate(start);
    out.push('"');
    for c in Content::of(quoted) {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// The length of the quoted string that a text starts with, if it protects what is in it: a local part in quotes,
/// or a display name in quotes before `<`.
pub(super) fn protected(text: &str) -> Option<usize> {
    let mut content = Content::of(text);
    content.by_ref().for_each(drop);
    let rest = content.rest.as_str();
    (content.closed && (rest.starts_with('@') || rest.trim_start().starts_with('<'))).then(|| text.len() - rest.len())
}

/// Where the quoted string starts that a text ends with.
pub(super) fn quoted_start(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(quote) = text.get(at..)?.find('"') {
        at += quote;
        let mut content = Content::of(text.get(at..)?);
        content.by_ref().for_each(drop);
        let rest = content.rest.as_str();
        match (content.closed, rest.is_empty()) {
            (true, true) => return Some(at),
            (true, false) => at = text.len() - rest.len(),
            (false, _) => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_and_bad_ones() {
        for good in ["a", "-a_", "o'brien", "customer/department=shipping", "!def!xyz%abc", "$a1", "~{w}", "a#1?", "w^`x", "李华", "müller", "\"a b\"", "\"a@b\"", "\"a\\\"b\""]
        {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", ".", ".a", "a.", "a..b", "a b", "a\\b", "a[b]", "a(b", "a\"b", "\"", "\"\"", "\"a", "\"a\"b", "\"a\\\"", "李、华", "★a", "①a"] {
            assert_eq!(check(bad), Err(Reason::Syntax), "{bad}");
        }
        assert_eq!(check(&"a".repeat(64)), Ok(()));
        assert_eq!(check(&"a".repeat(65)), Err(Reason::WrongLength));
        assert_eq!(check(&"华".repeat(22)), Err(Reason::WrongLength));
    }

    #[test]
    fn quotes_go_where_they_are_not_needed() {
        for (quoted, key) in [("\"wei.chen\"", "wei.chen"), ("\"w\\ei\"", "wei"), ("\"a b\"", "\"a b\""), ("\"a\\\"b\"", "\"a\\\"b\""), ("\"a..b\"", "\"a..b\"")] {
            let mut out = String::new();
            unquote(quoted, &mut out);
            assert_eq!(out, key);
        }
    }

    #[test]
    fn quotes_protect_local_parts_and_display_names() {
        assert_eq!(protected("\"a b\"@x.cn"), Some(5));
        assert_eq!(protected("\"Zhang, San\" <z@x.cn>"), Some(12));
        assert_eq!(protected("\"z@x.cn\""), None);
        assert_eq!(protected("\"z@x.cn\",\"b@x.cn\""), None);
        assert_eq!(protected("\"z@x.cn"), None);
        assert_eq!(protected("z"), None);
    }
}
