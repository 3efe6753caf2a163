//! Chinese service numbers: short codes, which have no E.164 form, and 400 and 800 numbers, which have one.
//!
//! | digits | kind |
//! |---|---|
//! | `110` `119` `120` `122` `112` `999` | emergency |
//! | `114` `12345` `10086` `95588` `962288` `116114` `10105757` `16812345` `106…` | service |
//! | `4008208820` | shared cost |
//! | `8008208820` | toll free |
//!
//! Source: 电信网编号计划 (2017).

use super::super::kind::Kind;

/// What a 400 or 800 number is.
pub(super) const fn nationwide(digits: &[u8]) -> Option<Kind> {
    match digits {
        [b'4', b'0', b'0', _, _, _, _, _, _, _] => Some(Kind::SharedCost),
        [b'8', b'0', b'0', _, _, _, _, _, _, _] => Some(Kind::TollFree),
        _ => None,
    }
}

/// What a short code is, as dialled without an area code.
pub(super) const fn short(digits: &[u8]) -> Option<Kind> {
    match digits {
        b"110" | b"112" | b"119" | b"120" | b"122" | b"999" => Some(Kind::Emergency),
        b"114" | b"117" | b"121" => Some(Kind::Service),
        // 10086 and its like, with what is dialled behind them: 1008611.
        [b'1', b'0', b'0', _, _] | [b'1', b'0', b'0', b'0' | b'1' | b'5' | b'8' | b'9', _, _, _] => Some(Kind::Service),
        [b'1', b'0' | b'1' | b'2' | b'6', _, _, _] | [b'1', b'7', b'9', _, _] => Some(Kind::Service),
        [b'9', b'5' | b'6', _, _, _] | [b'9', b'5' | b'6', _, _, _, _] => Some(Kind::Service),
        [b'9', b'5', _, _, _, _, _] | [b'9', b'5', _, _, _, _, _, _] => Some(Kind::Service),
        [b'1', b'1', b'6' | b'8', _, _, _] | [b'1', b'2', b'5', _, _, _] => Some(Kind::Service),
        [b'1', b'0', b'1', b'0' | b'1', _, _, _, _] | [b'1', b'6', b'0' | b'8', _, _, _, _, _] => Some(Kind::Service),
        // Senders of text messages.
        [b'1', b'0', b'6', b'2' | b'3' | b'5' | b'6' | b'8' | b'9', rest @ ..] if rest.len() >= 4 && rest.len() <= 16 && rest.len() != 6 => Some(Kind::Service),
        _ => None,
    }
}

/// Whether the digits behind an area code are a short code of that city.
pub(super) const fn local(digits: &[u8]) -> bool {
    matches!(digits, [b'9', b'5' | b'6', _, _, _] | [b'9', b'5' | b'6', _, _, _, _] | [b'1', b'0' | b'1' | b'2', _, _, _] | [b'1', b'1' | b'2', _])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for code in ["95588", "96110", "962288", "12345", "12306", "10086", "1008611", "114", "116114", "11888", "10105757", "95013123", "16812345", "10690123456789", "17951"] {
            assert_eq!(short(code.as_bytes()), Some(Kind::Service), "{code}");
        }
        assert_eq!(short(b"120"), Some(Kind::Emergency));
        for code in ["8888", "138", "34567", "13812", "1381234", "62345678", "4008208820", "021", "10613812345"] {
            assert_eq!(short(code.as_bytes()), None, "{code}");
        }
        assert_eq!((nationwide(b"4008208820"), nationwide(b"8008208820"), nationwide(b"400820882")), (Some(Kind::SharedCost), Some(Kind::TollFree), None));
        assert!(local(b"962288") && local(b"12345") && local(b"114") && !local(b"6234567") && !local(b"83765"));
    }
}
