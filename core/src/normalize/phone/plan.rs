//! The Chinese numbering plan: mobile prefixes (MIIT, 2023-03), area codes, service numbers.

use crate::data::area_code;
use crate::normalize::clean::cut;

/// What a number is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Mobile,
    Virtual,
    Iot,
    Satellite,
    Landline,
    Service,
    International,
    Unknown,
}

impl Class {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Class::Mobile => "mobile",
            Class::Virtual => "virtual",
            Class::Iot => "iot",
            Class::Satellite => "satellite",
            Class::Landline => "landline",
            Class::Service => "service",
            Class::International => "international",
            Class::Unknown => "unknown",
        }
    }
}

/// The class of a mobile number, 11 digits or 13 for things; `None` when the prefix is not assigned.
pub(super) fn mobile(digits: &str) -> Option<Class> {
    let [b'1', b, c, d, e, rest @ ..] = digits.as_bytes() else {
        return None;
    };
    match rest.len() {
        6 => mobile_11(*b, *c, *d, *e),
        // 140–144, 146, 148 and 10646–10649 carry machines.
        8 => match (b, c, d, e) {
            (b'4', b'0'..=b'4' | b'6' | b'8', ..) | (b'0', b'6', b'4', b'6'..=b'9') => Some(Class::Iot),
            _ => None,
        },
        _ => None,
    }
}

fn mobile_11(b: u8, c: u8, d: u8, e: u8) -> Option<Class> {
    match (b, c) {
        (b'3', b'4') if d == b'9' => Some(Class::Satellite),
        (b'3' | b'8', _) => Some(Class::Mobile),
        (b'4', b'5' | b'7' | b'9') => Some(Class::Mobile),
        (b'4', b'6' | b'8') => Some(Class::Iot),
        (b'5', b'4') => None,
        (b'5', _) => Some(Class::Mobile),
        (b'6', b'2' | b'5' | b'7') => Some(Class::Virtual),
        (b'6', b'6') => Some(Class::Mobile),
        (b'7', b'0' | b'1') => Some(Class::Virtual),
        (b'7', b'2' | b'3' | b'5'..=b'8') => Some(Class::Mobile),
        (b'7', b'4') => match (d, e) {
            (b'0' | b'9', _) | (b'1', b'0'..=b'2') => Some(Class::Satellite),
            _ => None,
        },
        (b'9', b'4') => None,
        (b'9', _) => Some(Class::Mobile),
        _ => None,
    }
}

/// What became of digits read as a landline number without its trunk zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Landline {
    /// Area code of so many digits, and a local number.
    Number(usize),
    /// A short service number of one city.
    Service,
    /// The local part is well formed, the area code is not assigned.
    UnknownArea,
}

/// Reads digits as area code and local number.
pub(super) fn landline(digits: &str) -> Option<Landline> {
    let area_len = if digits.starts_with("10") || digits.starts_with('2') { 2 } else { 3 };
    let (area, local) = cut(digits, area_len);
    let known = area_code::cities(area).is_some();
    if known && matches!(local.len(), 5 | 6) && (local.starts_with('1') || local.starts_with("9")) {
        return Some(Landline::Service);
    }
    let fits = (local.len() == 8 || local.len() == 7 && area_len == 3) && matches!(local.as_bytes().first(), Some(b'2'..=b'8'));
    match (fits, known) {
        (true, true) => Some(Landline::Number(area_len)),
        (true, false) => Some(Landline::UnknownArea),
        _ => None,
    }
}

/// Whether digits are a service number: hotlines, banks, emergency calls, message ports.
pub(super) fn is_service(digits: &str) -> bool {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| digits.starts_with(p));
    match digits.len() {
        3 => matches!(digits, "110" | "112" | "114" | "117" | "119" | "120" | "121" | "122" | "999"),
        5 => starts(&["10", "11", "12", "95", "96"]),
        6 => starts(&["95", "96", "116", "118", "125"]),
        7 | 8 => starts(&["95"]),
        10 => starts(&["400", "800"]),
        12.. => starts(&["106"]),
        _ => false,
    }
}

/// Whether the digits are made up: one digit throughout, a sequence, an all-zero subscriber.
pub(super) fn is_placeholder(digits: &str) -> bool {
    const KNOWN: [&str; 11] =
        ["1234567", "12345678", "123456789", "1234567890", "0123456789", "12345678901", "12345678910", "01234567890", "87654321", "9876543210", "13800138000"];
    let bytes = digits.as_bytes();
    let [first, ..] = bytes else {
        return false;
    };
    digits.len() >= 7 && (bytes.iter().all(|b| b == first) || KNOWN.contains(&digits) || digits.len() == 11 && digits.ends_with("00000000"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_prefixes() {
        for (digits, class) in [
            ("13812345678", Some(Class::Mobile)),
            ("13491234567", Some(Class::Satellite)),
            ("13481234567", Some(Class::Mobile)),
            ("14612345678", Some(Class::Iot)),
            ("14812345678", Some(Class::Iot)),
            ("14912345678", Some(Class::Mobile)),
            ("14212345678", None),
            ("15412345678", None),
            ("16112345678", None),
            ("16212345678", Some(Class::Virtual)),
            ("16612345678", Some(Class::Mobile)),
            ("17012345678", Some(Class::Virtual)),
            ("17405123456", Some(Class::Satellite)),
            ("17413123456", None),
            ("17912345678", None),
            ("19212345678", Some(Class::Mobile)),
            ("19412345678", None),
            ("12345678901", None),
            ("1440012345678", Some(Class::Iot)),
            ("1064712345678", Some(Class::Iot)),
            ("1381234567890", None),
            ("1381234567", None),
        ] {
            assert_eq!(mobile(digits), class, "{digits}");
        }
    }

    #[test]
    fn landlines_and_services() {
        assert_eq!(landline("2162345678"), Some(Landline::Number(2)));
        assert_eq!(landline("75583765566"), Some(Landline::Number(3)));
        assert_eq!(landline("216234567"), None);
        assert_eq!(landline("2112345678"), None);
        assert_eq!(landline("7022345678"), Some(Landline::UnknownArea));
        assert_eq!(landline("21962288"), Some(Landline::Service));
        assert!(is_service("4008123123") && is_service("95588") && is_service("10086") && is_service("12345") && is_service("110"));
        assert!(!is_service("8888") && !is_service("138") && !is_service("7029191300"));
    }

    #[test]
    fn placeholders() {
        assert!(is_placeholder("11111111111") && is_placeholder("12345678901") && is_placeholder("13000000000"));
        assert!(!is_placeholder("13812345678") && !is_placeholder("13888888888") && !is_placeholder("888"));
    }
}
