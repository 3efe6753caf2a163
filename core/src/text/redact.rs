//! Contact data in running text, hidden as R96 writes it.
//!
//! | text | hidden |
//! |---|---|
//! | `请打 138-1234-5678` | `请打 138****5678` |
//! | `+86 13812345678`, `0086-13812345678` | `138****5678` |
//! | `座机 021-62345678` | `座机 021****5678` |
//! | `call +44 20 7946 0958` | `call +44****0958` |
//! | `zhang.san@example.com` | `z***@example.com` |
//! | `身份证 11010519491231002X` | `身份证 110****002X` |
//! | `卡号 6222 0202 0000 0000 006` (with a check digit that fits) | `卡号 622****0006` |
//! | `2024-05-01`, `订单 DS2023050300180`, `150,000元`, `62345678` | as they are |
//!
//! Limits: a number is seen in digits, half or full width, in groups behind single blanks, dots, hyphens or brackets; not in words, not
//! where somebody breaks it up with other signs, and a local number without its area code is too like an amount to be told from one.

use std::borrow::Cow;

/// What is hidden.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hidden {
    /// Telephone numbers.
    pub phones: bool,
    /// E-mail addresses.
    pub emails: bool,
    /// Numbers of identity documents and bank cards.
    pub documents: bool,
}

impl Hidden {
    /// Everything.
    pub const ALL: Hidden = Hidden { phones: true, emails: true, documents: true };

    /// A text without what is hidden.
    #[must_use]
    pub fn from(self, text: &str) -> Cow<'_, str> {
        let mut found = if self.emails { emails(text) } else { Vec::new() };
        numbers(text, self, &mut found);
        if found.is_empty() {
            return Cow::Borrowed(text);
        }
        found.sort_by_key(|f| f.start);
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for one in found {
            // What stands inside an address is hidden with it.
            if one.start < at {
                continue;
            }
            out.push_str(text.get(at..one.start).unwrap_or(""));
            out.push_str(&one.shown);
            at = one.end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        Cow::Owned(out)
    }
}

/// A piece of the text, and what stands in its place.
struct Found {
    start: usize,
    end: usize,
    shown: String,
}

/// Addresses of the form `local@domain.name`.
fn emails(text: &str) -> Vec<Found> {
    let local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let domain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let found = text.match_indices(['@', '＠']).filter_map(|(at, sign)| {
        let (before, after) = (text.get(..at)?, text.get(at + sign.len()..)?);
        let start = at - before.chars().rev().take_while(|c| local(*c)).map(char::len_utf8).sum::<usize>();
        let name = after.split(|c: char| !domain(c)).next()?.trim_end_matches(['.', '-']);
        let first = text.get(start..at)?.chars().next()?;
        name.contains('.').then(|| Found { start, end: at + sign.len() + name.len(), shown: format!("{first}***@{name}") })
    });
    found.collect()
}

/// Digits that follow one another.
struct Group {
    start: usize,
    end: usize,
    digits: String,
    /// Whether one sign stands between the group before and this one, and nothing else.
    joined: bool,
    /// A `+` in front, and where it stands.
    plus: Option<usize>,
    /// Whether a letter stands in front: then it is the end of a code.
    tail: bool,
}

/// Groups that are read as one number, at most.
const GROUPS: usize = 6;
/// Digits of a group behind the first of a number without `+`, at least: less is a day, a month, or one of a list.
const IN_GROUP: usize = 3;

fn numbers(text: &str, hidden: Hidden, found: &mut Vec<Found>) {
    let groups = groups(text);
    let (mut at, mut known) = (0, 0);
    while at < groups.len() {
        let rest = groups.get(at..).unwrap_or(&[]);
        // Alone first, so that two numbers in a row are two; then the longest.
        let most = 1 + rest.iter().skip(1).take_while(|g| g.joined).count().min(GROUPS - 1);
        // What hangs on other digits in front is the rest of something else, unless these were a number of their own.
        let inside = at != known && rest.first().is_some_and(|g| g.joined);
        let taken = std::iter::once(1).chain((2..=most).rev()).find_map(|count| Some((count, number(rest.get(..count)?, inside)?)));
        let Some((count, (kind, shown))) = taken else {
            at += 1;
            continue;
        };
        let (first, last) = (rest.first(), rest.get(count - 1));
        let hides = match kind {
            Kind::Phone => hidden.phones,
            Kind::Document => hidden.documents,
        };
        if let (true, Some(first), Some(last)) = (hides, first, last) {
            let start = first.plus.unwrap_or(first.start);
            // A bracket that closes inside opens in front.
            let closes = text.get(start..last.end).is_some_and(|piece| piece.contains([')', '）']));
            let bracket = text.get(..start).and_then(|before| before.chars().next_back()).filter(|c| closes && matches!(c, '(' | '（'));
            found.push(Found { start: start - bracket.map_or(0, char::len_utf8), end: last.end, shown });
        }
        at += count;
        known = at;
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Phone,
    Document,
}

/// What groups of digits are together, and how that is shown.
fn number(groups: &[Group], inside: bool) -> Option<(Kind, String)> {
    let first = groups.first()?;
    let digits: String = groups.iter().map(|g| g.digits.as_str()).collect();
    let bare = ["0086", "86"].iter().find_map(|prefix| digits.strip_prefix(prefix)).filter(|rest| is_mobile(rest)).unwrap_or(&digits);
    let whole = groups.iter().skip(1).all(|g| g.digits.len() >= IN_GROUP);
    if is_mobile(bare) && (whole || first.plus.is_some()) {
        return Some((Kind::Phone, shown("", bare)));
    }
    if first.plus.is_some() {
        return (8..=15).contains(&digits.len()).then(|| (Kind::Phone, shown("+", &digits)));
    }
    if first.tail || !whole {
        return None;
    }
    if is_resident_id(&digits) || (16..=19).contains(&digits.len()) && luhn(&digits) {
        return Some((Kind::Document, shown("", &digits)));
    }
    // An area code, the zero in front of it, and seven or eight digits.
    let landline = !inside && digits.starts_with('0') && !digits.starts_with("00") && (10..=12).contains(&digits.len());
    landline.then(|| (Kind::Phone, shown("", &digits)))
}

/// The first three and the last four digits.
fn shown(sign: &str, digits: &str) -> String {
    let (head, tail) = (digits.get(..3 - sign.len()).unwrap_or(""), digits.get(digits.len().saturating_sub(4)..).unwrap_or(""));
    format!("{sign}{head}****{tail}")
}

fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && digits.as_bytes().get(1).is_some_and(|b| (b'3'..=b'9').contains(b))
}

/// Eighteen characters, or the fifteen of old cards, with a day of birth inside.
fn is_resident_id(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|d| d.parse::<u32>().ok());
    let (month, day, century) = match digits.len() {
        18 => (number(10..12), number(12..14), number(6..8).is_some_and(|c| (18..=20).contains(&c))),
        15 => (number(8..10), number(10..12), true),
        _ => return false,
    };
    century && !digits.starts_with('0') && month.is_some_and(|m| (1..=12).contains(&m)) && day.is_some_and(|d| (1..=31).contains(&d))
}

/// The check digit of card numbers (ISO/IEC 7812-1).
fn luhn(digits: &str) -> bool {
    let value = |(at, c): (usize, char)| c.to_digit(10).map(|d| if at % 2 == 1 { if d > 4 { 2 * d - 9 } else { 2 * d } } else { d });
    digits.chars().rev().enumerate().map(value).sum::<Option<u32>>().is_some_and(|sum| sum > 0 && sum % 10 == 0)
}

/// The groups of digits of a text; an X behind seventeen digits belongs to them.
fn groups(text: &str) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    // What stands between the last group and here.
    let (mut between, mut before) = (String::new(), None);
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if let Some(digit) = digit(c) {
            if open && let Some(group) = out.last_mut() {
                group.digits.push(digit);
                group.end = end;
            } else {
                let joined = !out.is_empty() && joins(&between);
                let plus = before.filter(|(_, c)| matches!(c, '+' | '＋')).map(|(at, _)| at);
                let tail = before.is_some_and(|(_, c): (usize, char)| c.is_ascii_alphabetic());
                out.push(Group { start: at, end, digits: digit.to_string(), joined: joined && plus.is_none(), plus, tail });
                between.clear();
            }
            open = true;
        } else {
            let last = out.last_mut().filter(|g| open && g.digits.len() == 17 && matches!(c, 'x' | 'X' | 'Ｘ' | 'ｘ'));
            if let Some(group) = last {
                group.digits.push('X');
                group.end = end;
            } else {
                between.push(c);
            }
            open = false;
        }
        before = Some((at, c));
    }
    out
}

/// Signs that may stand inside a number: one, or a bracket with a blank or hyphen.
fn joins(between: &str) -> bool {
    let mut signs = between.chars();
    let inside = |c: char| matches!(c, ' ' | '-' | '.' | '·' | '‐' | '–' | '－' | '(' | ')' | '（' | '）' | '\u{a0}' | '\u{3000}');
    signs.clone().count() <= 2 && signs.all(inside)
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn contact_data_is_hidden_and_nothing_else() {
        for (text, hidden) in [
            ("请打 138-1234-5678 找王姐", "请打 138****5678 找王姐"),
            ("电话１３８１２３４５６７８。", "电话138****5678。"),
            ("wx13812345678", "wx138****5678"),
            ("+86 138 1234 5678 / 0086-13987654321", "138****5678 / 139****4321"),
            ("13812345678 13987654321", "138****5678 139****4321"),
            ("座机 021-62345678，(0512) 6234 5678", "座机 021****5678，051****5678"),
            ("call +44 20 7946 0958 now", "call +44****0958 now"),
            ("写信到 zhang.san@example.com, 或 a＠b.cn。", "写信到 z***@example.com, 或 a***@b.cn。"),
            ("13812345678@qq.com", "1***@qq.com"),
            ("身份证 11010519491231002X", "身份证 110****002X"),
            ("13812345678 021-62345678", "138****5678 021****5678"),
            ("旧证 110105491231002", "旧证 110****1002"),
            ("卡 6222 0202 0000 0000 006", "卡 622****0006"),
            ("见 @张三，邮箱@", "见 @张三，邮箱@"),
        ] {
            assert_eq!(Hidden::ALL.from(text), hidden);
        }
        for plain in [
            "2024-05-01 10:00",
            "2024.05.01-2024.06.30",
            "2024-05-01 2024-05-02 2024-05-03",
            "1 3 8 1 2 3 4 5 6 7 8",
            "订单 DS2023050300180",
            "150,000元",
            "62345678",
            "型号 X1-2000, 3 件",
            "S202405010000000001",
            "",
        ] {
            assert!(matches!(Hidden::ALL.from(plain), Cow::Borrowed(same) if same == plain), "{plain}");
        }
    }

    #[test]
    fn only_what_is_not_needed_is_hidden() {
        let text = "13812345678, a@b.cn, 11010519491231002X";
        assert_eq!(Hidden::default().from(text), text);
        assert_eq!(Hidden { phones: true, ..Hidden::default() }.from(text), "138****5678, a@b.cn, 11010519491231002X");
        assert_eq!(Hidden { emails: true, ..Hidden::default() }.from(text), "13812345678, a***@b.cn, 11010519491231002X");
        assert_eq!(Hidden { documents: true, ..Hidden::default() }.from(text), "13812345678, a@b.cn, 110****002X");
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_and_what_is_no_number_stays(text in "[ 0-9a-zX@.+（）\\-张０-９]{0,60}", words in "[a-z张 ，。+()\\-]{0,40}") {
            let hidden = Hidden::ALL.from(&text).into_owned();
            prop_assert!(hidden.matches('张').count() == text.matches('张').count(), "{} {}", text, hidden);
            prop_assert_eq!(Hidden::ALL.from(&words), words.as_str());
        }

        #[test]
        fn a_mobile_number_never_comes_through(before in "[张 a：，]{0,8}", tail in "[3-9][0-9]{9}", after in "[张 ：，]{0,8}") {
            let number = format!("1{tail}");
            let text = format!("{before}{number}{after}");
            prop_assert!(!Hidden::ALL.from(&text).contains(&number));
        }
    }
}
