//! International domains in their ASCII form.
//!
//! | written | ASCII form |
//! |---|---|
//! | `例子.中国`, `例子。中国`, `XN--FSQU00A.xn--fiqs8s` | `xn--fsqu00a.xn--fiqs8s` |
//! | `BÜCHER.de` | `xn--bcher-kva.de` |
//! | `fußball.de` | `xn--fuball-cta.de` (`ß` is a letter of its own) |
//! | `xn--.com`, `xn--a.com` | none: not the form of any label |
//!
//! Domains of plain ASCII labels never come here. Source: UTS 46, non-transitional, by the crate `idna`.

use super::domain;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use std::borrow::Cow;

/// Whether a domain has an international label, in either form.
pub(super) fn is_international(written: &str) -> bool {
    !written.is_ascii() || written.split('.').any(domain::is_international)
}

/// The ASCII form in lower case; `None` when the domain has none.
pub(super) fn to_ascii(written: &str) -> Option<Cow<'_, str>> {
    Uts46::new().to_ascii(written.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (written, ascii) in [
            ("例子.中国", Some("xn--fsqu00a.xn--fiqs8s")),
            ("例子.中國", Some("xn--fsqu00a.xn--fiqz9s")),
            ("XN--FSQU00A.xn--fiqs8s", Some("xn--fsqu00a.xn--fiqs8s")),
            ("BÜCHER.DE", Some("xn--bcher-kva.de")),
            ("fußball.de", Some("xn--fuball-cta.de")),
            ("почта.рф", Some("xn--80a1acny.xn--p1ai")),
            ("日本語.jp", Some("xn--wgv71a119e.jp")),
            ("xn--.com", None),
            ("xn--a.com", None),
            ("例_子.中国", None),
            ("-例子.中国", None),
            ("例子..中国", None),
        ] {
            assert_eq!(to_ascii(written).as_deref(), ascii, "{written}");
            assert!(is_international(written));
        }
        assert!(!is_international("qq.com") && !is_international("a--b.com"));
    }
}
