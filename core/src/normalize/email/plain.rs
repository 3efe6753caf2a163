//! The clean address, seen in one pass over its bytes: nothing to repair, to unquote or to translate.

/// A plain ASCII address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Plain {
    /// Where `@` stands.
    pub(super) at: usize,
    /// Whether there are capitals.
    pub(super) upper: bool,
}

/// Recognizes a plain address; `None` leaves the text to the general way, be it good or bad.
pub(super) fn scan(text: &str) -> Option<Plain> {
    if text.len() > 254 {
        return None;
    }
    let mut upper = false;
    let mut start = true;
    let mut bytes = text.bytes().enumerate();
    let at = loop {
        let (at, byte) = bytes.next()?;
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'+' => start = false,
            b'A'..=b'Z' => (start, upper) = (false, true),
            b'.' if !start => start = true,
            b'@' if !start && at <= 64 => break at,
            _ => return None,
        }
    };
    let (mut label, mut letters, mut hyphen, mut dots) = (0, true, false, 0);
    for (_, byte) in bytes {
        match byte {
            b'a'..=b'z' => hyphen = false,
            b'A'..=b'Z' => (hyphen, upper) = (false, true),
            b'0'..=b'9' => (hyphen, letters) = (false, false),
            // Two in a row may be an international label.
            b'-' if label > 0 && !hyphen => (hyphen, letters) = (true, false),
            b'.' if label > 0 && label <= 63 && !hyphen => {
                (label, letters, dots) = (0, true, dots + 1);
                continue;
            }
            _ => return None,
        }
        label += 1;
    }
    (dots > 0 && letters && (2..=63).contains(&label)).then_some(Plain { at, upper })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_nothing_is_plain() {
        assert_eq!(scan("wei.chen+x@mail.huawei.com"), Some(Plain { at: 10, upper: false }));
        assert_eq!(scan("-Wei_@t-online.DE"), Some(Plain { at: 5, upper: true }));
        for text in ["", "@", "a@b", "a@.cn", "a@b.", "a@b..cn", ".a@b.cn", "a.@b.cn", "a..b@b.cn", "a b@b.cn", "a@b.c1", "a@b.c", "a@-b.cn", "a@b-.cn", "a@x--y.cn"] {
            assert_eq!(scan(text), None, "{text}");
        }
        for text in ["o'brien@ibm.com", "a@b.cn;", "张@b.cn", "a@b_c.cn", "a@b@c.cn", "a@1.2.3.4"] {
            assert_eq!(scan(text), None, "{text}");
        }
        let (local, label) = ("a".repeat(64), "b".repeat(63));
        assert!(scan(&format!("{local}@{label}.com")).is_some());
        assert_eq!(scan(&format!("{local}a@b.com")), None);
        assert_eq!(scan(&format!("a@{label}b.com")), None);
    }
}
