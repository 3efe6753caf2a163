//! Mobile prefixes of the Chinese plan: 11 digits, and 13 for machines.
//!
//! Source: the ministry's table 公众移动通信网网号及H0分配情况 of 2023-03, as zh.wikisource has it; classes of 14x cross-checked
//! with the README of VincentSit/ChinaMobilePhoneNumberRegex (MIT). Since 2019-12 a number may move to another carrier
//! and keep its prefix: the carrier is the one that the prefix was given to.

use super::super::kind::Kind;

/// What a prefix was given out for, and to whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::normalize::phone) struct Line {
    pub(in crate::normalize::phone) kind: Kind,
    pub(in crate::normalize::phone) carrier: &'static str,
}

/// 中国移动, 中国联通, 中国电信, 中国广电; then resellers on their networks.
const CM: &str = "CM";
const CU: &str = "CU";
const CT: &str = "CT";
const CBN: &str = "CBN";
const MVNO_CM: &str = "MVNO-CM";
const MVNO_CU: &str = "MVNO-CU";
const MVNO_CT: &str = "MVNO-CT";

/// The line behind a mobile number; `None` when it is none, or its prefix is not assigned.
pub(super) const fn line(digits: &[u8]) -> Option<Line> {
    match digits {
        [b'1', b, c, d, e, _, _, _, _, _, _] => person(*b, *c, *d, *e),
        [b'1', b, c, d, e, _, _, _, _, _, _, _, _] => machine(*b, *c, *d, *e),
        _ => None,
    }
}

/// The line that so many first digits already tell: for masked numbers.
pub(super) const fn visible(head: &[u8]) -> Option<Line> {
    match head {
        // 134, 170 and 174 are divided by their fourth digit.
        [b'1', b'3', b'4'] | [b'1', b'7', b'0' | b'4'] | [b'1', b'7', b'4', _] => None,
        [b'1', b, c] => person(*b, *c, 0, 0),
        [b'1', b, c, d] => person(*b, *c, *d, 0),
        [b'1', b, c, d, e, ..] => person(*b, *c, *d, *e),
        _ => None,
    }
}

const fn person(b: u8, c: u8, d: u8, e: u8) -> Option<Line> {
    let (kind, carrier) = match (b, c) {
        (b'3', b'0'..=b'2') => (Kind::Mobile, CU),
        (b'3', b'3') => (Kind::Mobile, CT),
        (b'3', b'4') if d == b'9' => (Kind::Satellite, "SAT-CT"),
        (b'3', b'4'..=b'9') => (Kind::Mobile, CM),
        (b'4', b'5') => (Kind::DataCard, CU),
        (b'4', b'6') => (Kind::Iot, CU),
        (b'4', b'7') => (Kind::DataCard, CM),
        (b'4', b'8') => (Kind::Iot, CM),
        (b'4', b'9') => (Kind::DataCard, CT),
        (b'5', b'0'..=b'2' | b'7'..=b'9') => (Kind::Mobile, CM),
        (b'5', b'3') => (Kind::Mobile, CT),
        (b'5', b'5' | b'6') => (Kind::Mobile, CU),
        (b'6', b'2') => (Kind::Mobile, MVNO_CT),
        (b'6', b'5') => (Kind::Mobile, MVNO_CM),
        (b'6', b'6') => (Kind::Mobile, CU),
        (b'6', b'7') | (b'7', b'1') => (Kind::Mobile, MVNO_CU),
        (b'7', b'0') => match d {
            b'0'..=b'2' => (Kind::Mobile, MVNO_CT),
            b'3' | b'5' | b'6' => (Kind::Mobile, MVNO_CM),
            _ => (Kind::Mobile, MVNO_CU),
        },
        (b'7', b'2' | b'8') => (Kind::Mobile, CM),
        (b'7', b'3' | b'7') => (Kind::Mobile, CT),
        (b'7', b'4') => match (d, e) {
            (b'0', b'0'..=b'5') => (Kind::Satellite, "SAT-CT"),
            // 工业和信息化部应急通信保障中心
            (b'0', b'6'..=b'9') | (b'1', b'0'..=b'2') => (Kind::Satellite, "SAT-MIIT"),
            // 北京船舶通信导航有限公司
            (b'9', _) => (Kind::Satellite, "SAT-MCN"),
            _ => return None,
        },
        (b'7', b'5' | b'6') => (Kind::Mobile, CU),
        (b'8', b'0' | b'1' | b'9') => (Kind::Mobile, CT),
        (b'8', b'2'..=b'4' | b'7' | b'8') => (Kind::Mobile, CM),
        (b'8', b'5' | b'6') => (Kind::Mobile, CU),
        (b'9', b'0' | b'1' | b'3' | b'9') => (Kind::Mobile, CT),
        (b'9', b'2') => (Kind::Mobile, CBN),
        (b'9', b'5' | b'7' | b'8') => (Kind::Mobile, CM),
        (b'9', b'6') => (Kind::Mobile, CU),
        _ => return None,
    };
    Some(Line { kind, carrier })
}

const fn machine(b: u8, c: u8, d: u8, e: u8) -> Option<Line> {
    let carrier = match (b, c) {
        (b'4', b'0' | b'6') => CU,
        (b'4', b'1') => CT,
        (b'4', b'4' | b'8') => CM,
        (b'0', b'6') if d == b'4' => match e {
            b'6' => CU,
            b'7' | b'8' => CM,
            b'9' => CT,
            _ => return None,
        },
        _ => return None,
    };
    Some(Line { kind: Kind::Iot, carrier })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes() {
        for (digits, expected) in [
            ("13012345678", "mobile CU"),
            ("13312345678", "mobile CT"),
            ("13812345678", "mobile CM"),
            ("13481234567", "mobile CM"),
            ("13491234567", "satellite SAT-CT"),
            ("14512345678", "data_card CU"),
            ("14612345678", "iot CU"),
            ("14712345678", "data_card CM"),
            ("14812345678", "iot CM"),
            ("14912345678", "data_card CT"),
            ("14212345678", ""),
            ("15312345678", "mobile CT"),
            ("15412345678", ""),
            ("16012345678", ""),
            ("16112345678", ""),
            ("16212345678", "mobile MVNO-CT"),
            ("16512345678", "mobile MVNO-CM"),
            ("16612345678", "mobile CU"),
            ("16712345678", "mobile MVNO-CU"),
            ("17012345678", "mobile MVNO-CT"),
            ("17042345678", "mobile MVNO-CU"),
            ("17052345678", "mobile MVNO-CM"),
            ("17112345678", "mobile MVNO-CU"),
            ("17405123456", "satellite SAT-CT"),
            ("17412123456", "satellite SAT-MIIT"),
            ("17413123456", ""),
            ("17491234567", "satellite SAT-MCN"),
            ("17912345678", ""),
            ("19212345678", "mobile CBN"),
            ("19412345678", ""),
            ("12345678901", ""),
            ("1400012345678", "iot CU"),
            ("1410012345678", "iot CT"),
            ("1440012345678", "iot CM"),
            ("1420012345678", ""),
            ("1064712345678", "iot CM"),
            ("1381234567890", ""),
            ("1381234567", ""),
        ] {
            let got = line(digits.as_bytes()).map(|l| format!("{} {}", l.kind.as_str(), l.carrier)).unwrap_or_default();
            assert_eq!(got, expected, "{digits}");
        }
    }

    #[test]
    fn what_a_visible_head_tells() {
        let carrier = |head: &str| visible(head.as_bytes()).map(|l| l.carrier);
        assert_eq!(carrier("138"), Some("CM"));
        assert_eq!((carrier("134"), carrier("1349"), carrier("1341")), (None, Some("SAT-CT"), Some("CM")));
        assert_eq!((carrier("170"), carrier("1703"), carrier("174"), carrier("1740")), (None, Some("MVNO-CM"), None, None));
        assert_eq!((carrier("154"), carrier("13"), carrier("021")), (None, None, None));
    }
}
