//! The part behind `@`, in its ASCII form: RFC 5321 `Domain`, with the lengths of RFC 1035.

use crate::model::Reason;

/// The host and what follows its dot.
pub(super) fn split(domain: &str) -> (&str, &str) {
    // By bytes: domains are short, and this is asked of every address.
    let dot = domain.bytes().position(|b| b == b'.').unwrap_or(domain.len());
    (domain.get(..dot).unwrap_or_default(), domain.get(dot + 1..).unwrap_or_default())
}

/// Checks a domain: at least two labels of letters, digits and inner hyphens, the last of letters alone.
///
/// The last label is a top-level domain, and those are letters or international (RFC 1123 2.1, RFC 3696 2).
pub(super) fn check(domain: &str) -> Result<(), Reason> {
    let Some((_, top)) = domain.rsplit_once('.') else { return Err(Reason::Syntax) };
    if !domain.split('.').all(is_label) || !is_top(top) {
        return Err(Reason::Syntax);
    }
    if domain.len() > 253 || domain.split('.').any(|label| label.len() > 63) {
        return Err(Reason::WrongLength);
    }
    Ok(())
}

fn is_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    let ends = [bytes.first(), bytes.last()];
    ends.iter().all(|end| end.is_some_and(u8::is_ascii_alphanumeric)) && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

fn is_top(label: &str) -> bool {
    is_international(label) || label.len() > 1 && label.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Whether a label is the ASCII form of an international one.
pub(super) fn is_international(label: &str) -> bool {
    label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_and_bad_ones() {
        for good in ["qq.com", "21cn.com", "12306.cn", "g.cn", "t-online.de", "long--name.com", "foshan.technology", "a1.b2.c3.cn", "xn--fsqu00a.xn--fiqs8s"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["", "qq", ".qq.com", "qq..com", "qq.com.", "-qq.com", "qq-.com", "a.-b.cn", "a_b.com", "a!b.com", "qq.123", "1.2.3.4", "[1.2.3.4]", "qq.c", "qq.c0m", "例.cn"]
        {
            assert_eq!(check(bad), Err(Reason::Syntax), "{bad}");
        }
        assert_eq!(check(&format!("{}.com", "a".repeat(63))), Ok(()));
        assert_eq!(check(&format!("{}.com", "a".repeat(64))), Err(Reason::WrongLength));
        assert_eq!(check(&format!("{}com", "abcdefg.".repeat(32))), Err(Reason::WrongLength));
    }
}
