//! What stands around an address: brackets, labels, quotes, punctuation.

use super::local;
use crate::data::list::{List, list};

/// The text without blanks, quotes and punctuation at its ends.
pub(super) fn trim(text: &str) -> &str {
    let mut rest = text.trim_end_matches(is_tail);
    loop {
        let Some(first) = rest.chars().next() else { return rest };
        let formula = first == '=' && rest.starts_with("=\"");
        let quote = first == '"' && local::protected(rest).is_none();
        if !(is_head(first) || formula || quote) {
            return rest;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
}

fn is_head(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\'' | '“'
                | '”'
                | '‘'
                | '’'
                | '「'
                | '『'
                | '('
                | '['
                | '<'
                | '【'
                | '《'
                | '〈'
                | '〔'
                | ','
                | ';'
                | ':'
                | '、'
                | '，'
                | '；'
                | '：'
                | '。'
                | '·'
                | '•'
                | '●'
        )
}

fn is_tail(c: char) -> bool {
    is_head(c) && !matches!(c, '(' | '[' | '<') || matches!(c, '"' | '.' | '!' | '?' | ')' | ']' | '>' | '】' | '》' | '〉' | '〕' | '」' | '』' | '！' | '？' | '\\')
}

/// The text behind a label: `邮箱：`, `E-mail: `, `mailto:`. No address has a colon before its `@`, but in quotes.
///
/// The flag says that the label was `mailto`, behind which `?` starts something else (RFC 6068).
pub(super) fn unlabel(text: &str) -> Option<(&str, bool)> {
    let mut skip = 0;
    for (count, (at, c)) in text.char_indices().enumerate() {
        if at < skip {
            continue;
        }
        match c {
            ':' | '：' | '∶' | '﹕' => {
                let (label, rest) = (text.get(..at)?.trim(), text.get(at + c.len_utf8()..)?);
                let mailto = label.eq_ignore_ascii_case("mailto");
                return (mailto || is_label(label, rest)).then_some((rest.trim_start(), mailto));
            }
            '@' => return None,
            '"' => skip = at + local::protected(text.get(at..)?).unwrap_or(0),
            _ if count > 48 => return None,
            _ => {}
        }
    }
    None
}

/// Whether a colon separates a label, and is not a mistake in an address such as `wei:chen@b.cn`.
fn is_label(label: &str, rest: &str) -> bool {
    const WORDS: List = list!["mail", "smtp", "sip", "qq", "msn", "to", "cc", "bcc", "from", "contact", "work", "home", "office", "address"];
    if rest.starts_with("//") {
        return false;
    }
    let known = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    rest.is_empty()
        || rest.starts_with(' ')
        || !label.is_ascii()
        || label.len() >= 5 && label.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"mail"))
        || label.split(|c: char| !c.is_ascii_alphanumeric()).any(known)
}

/// The text in the brackets that the `@` stands in: `张伟 <a@b.cn>`, `张伟（a@b.cn）`.
pub(super) fn bracketed(text: &str) -> Option<&str> {
    if let Some((_, rest)) = text.rsplit_once('<') {
        let inner = rest.split_once('>').map_or(rest, |(inner, _)| inner);
        if inner.contains('@') {
            return Some(inner);
        }
    }
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('【', '】'), ('《', '》'), ('〈', '〉')];
    let (before, behind) = text.split_once('@')?;
    let inside = |(open, close): &(char, char)| {
        let start = before.rfind(*open)? + open.len_utf8();
        let (_, rest) = behind.split_once(*close)?;
        let end = text.len() - rest.len() - close.len_utf8();
        trim(rest).is_empty().then_some(text.get(start..end)?)
    };
    PAIRS.iter().find_map(inside)
}

/// Whether what stands before an address is a remark on it, and not a piece of it.
///
/// `张三 a@b.cn`, `Email a@b.cn`, `13800138000 a@b.cn`; not `zhang san@b.cn`, of which `zhang` may be a part.
pub(super) fn is_remark(before: &str, local: &str) -> bool {
    if before.ends_with(';') {
        return true;
    }
    if !before.contains(char::is_alphanumeric) {
        return before.ends_with(' ') || !before.is_ascii();
    }
    if !before.is_ascii() {
        return local.is_ascii();
    }
    let words = before.trim_end_matches([' ', '.', ',', '-', '=']);
    let label = ["email", "e-mail", "mail", "mailbox", "e-mail address", "email address"].iter().any(|label| words.eq_ignore_ascii_case(label));
    let digits = before.bytes().filter(u8::is_ascii_digit).count();
    let number = digits >= 7 && before.bytes().all(|b| b.is_ascii_digit() || b" +-,/()".contains(&b));
    label || number && local.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The local part without a label that was written against it: `邮箱zhang@b.cn`, `13800138000/zhang@b.cn`.
///
/// Only before plain ASCII; a local part of Chinese characters is let alone.
pub(super) fn unglue(local: &str) -> &str {
    const LABELS: List = list!["电子邮箱地址", "电子邮箱", "电子邮件", "邮箱地址", "联系邮箱", "邮箱", "邮件", "电邮", "郵箱"];
    let plain = |rest: &&str| rest.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    let mut rest = local;
    while let Some(inner) = LABELS.iter().find_map(|label| rest.strip_prefix(label)).filter(plain) {
        rest = inner;
    }
    if let Some((before, inner)) = rest.rsplit_once(['/', '|'])
        && plain(&inner)
        && is_remark(before, inner)
    {
        rest = inner;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_what_is_not_part_of_an_address() {
        for (text, inner) in [
            (" “a@b.cn”； ", "a@b.cn"),
            ("(a@b.cn).", "a@b.cn"),
            ("=\"a@b.cn\"", "a@b.cn"),
            ("'a@b.cn", "a@b.cn"),
            ("\"a b\"@b.cn", "\"a b\"@b.cn"),
            ("\"a@b.cn\"", "a@b.cn"),
            (".a@b.cn", ".a@b.cn"),
            ("-a@b.cn-", "-a@b.cn-"),
            ("，，", ""),
        ] {
            assert_eq!(trim(text), inner);
        }
    }

    #[test]
    fn labels_and_brackets() {
        assert_eq!(unlabel("E-mail/邮箱: a@b.cn"), Some(("a@b.cn", false)));
        assert_eq!(unlabel("MailTo:a@b.cn"), Some(("a@b.cn", true)));
        assert_eq!(unlabel("E-mail:a@b.cn"), Some(("a@b.cn", false)));
        assert_eq!(unlabel("wei:chen@b.cn"), None);
        assert_eq!(unlabel("http://wei@b.cn"), None);
        assert_eq!(unlabel("a@b.cn: x"), None);
        assert_eq!(unlabel("\"a:b\"@b.cn"), None);
        assert_eq!(bracketed("张伟 <a@b.cn>;"), Some("a@b.cn"));
        assert_eq!(bracketed("张伟(a@b.cn)"), Some("a@b.cn"));
        assert_eq!(bracketed("wei(chen@b.cn"), None);
        assert_eq!(bracketed("wei(chen)@b.cn"), None);
        assert_eq!(bracketed("a@[1.2.3.4]"), None);
    }

    #[test]
    fn remarks_before_an_address() {
        for (before, local) in [("张三 ", "a"), ("Email ", "a"), ("张三;", "a"), ("13800138000 ", "a"), ("📧", "a"), ("- ", "a"), ("Zhang San;", "a")] {
            assert!(is_remark(before, local), "{before}");
        }
        for (before, local) in [("zhang ", "san"), ("wei(", "chen"), ("wei\\", "chen"), ("wei,", "chen"), ("李、", "华"), ("138 0013 ", "8000"), ("\\", "a")] {
            assert!(!is_remark(before, local), "{before}");
        }
        assert_eq!(unglue("邮箱zhang"), "zhang");
        assert_eq!(unglue("邮箱"), "邮箱");
        assert_eq!(unglue("13800138000/zhang"), "zhang");
        assert_eq!(unglue("customer/department=shipping"), "customer/department=shipping");
    }
}
