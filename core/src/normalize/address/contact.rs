//! What is written behind an address and belongs to somebody, not to the place: names with telephones, postcodes, a country.

use crate::normalize::region::{is_separator, starts};

/// Where the address ends.
pub(super) fn end(text: &[char]) -> usize {
    let mut end = text.len();
    if let Some(at) = telephone(text) {
        end = behind(text, at);
    }
    // Postcodes may stand behind the telephone or before it.
    for _ in 0..3 {
        let shorter = postcode(text.get(..end).unwrap_or_default());
        let shorter = country(text.get(..shorter).unwrap_or_default());
        if shorter == end {
            break;
        }
        end = shorter;
    }
    if text.get(..end).unwrap_or_default().iter().all(|c| is_separator(*c)) { text.len() } else { end }
}

/// Where a telephone number begins: eleven digits of a mobile line, or an area code and a line.
fn telephone(text: &[char]) -> Option<usize> {
    // Few addresses have as many digits as the shortest number.
    if text.iter().filter(|c| c.is_ascii_digit()).count() < 10 {
        return None;
    }
    let mut at = 0;
    while at < text.len() {
        let is_digit = |n: usize| text.get(n).is_some_and(char::is_ascii_digit);
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let (mut n, mut digits, mut dashed) = (at, 0, 0);
        let mut groups = [0_usize; 4];
        while n < text.len() && digits <= 13 {
            if is_digit(n) {
                digits += 1;
                if let Some(group) = groups.get_mut(dashed) {
                    *group += 1;
                }
            } else if matches!(text.get(n), Some('-' | ' ')) && is_digit(n + 1) && dashed < 3 {
                dashed += 1;
            } else {
                break;
            }
            n += 1;
        }
        let second = text.get(at + 1).copied().unwrap_or(' ');
        let mobile = text.get(at) == Some(&'1') && matches!(second, '3'..='9') && digits == 11 && matches!(groups, [11, 0, 0, 0] | [3, 4, 4, 0]);
        let line = text.get(at) == Some(&'0') && matches!(groups, [3 | 4, 7 | 8, 0, 0]);
        let follows = text.get(n).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '号' | '室' | '栋' | '弄'));
        if (mobile || line) && !follows {
            return Some(at);
        }
        // A number may follow this group of digits: 310000 13812345678.
        at = (at..text.len()).find(|n| !is_digit(*n)).unwrap_or(text.len());
    }
    None
}

/// The end of the address before a telephone number, its label and the name of its owner.
fn behind(text: &[char], telephone: usize) -> usize {
    let back = |mut end: usize| {
        while end > 0 && text.get(end - 1).is_some_and(|c| is_separator(*c) || *c == '+') {
            end -= 1;
        }
        end
    };
    let word = |end: usize| {
        let start = (0..end).rev().find(|n| text.get(*n).is_some_and(|c| is_separator(*c))).map_or(0, |n| n + 1);
        (start, text.get(start..end).unwrap_or_default())
    };
    let mut end = back(telephone);
    for label in ["联系电话", "手机号码", "手机号", "电话号码", "联系人电话", "电话", "手机", "联系方式", "Tel", "TEL", "tel", "Phone", "phone", "86"] {
        let length = label.chars().count();
        if end >= length && starts(text.get(end - length..end).unwrap_or_default(), label) {
            end = back(end - length);
            break;
        }
    }
    // A name is a word of its own: 88号 张三 138…
    let (start, name) = word(end);
    let is_name = (1..=6).contains(&name.len())
        && name.iter().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
        && !name.iter().any(|c| matches!(c, '号' | '室' | '楼' | '栋' | '路' | '街' | '镇' | '村' | '区' | '座' | '层' | '园'));
    if is_name && start > 0 { back(start) } else { end }
}

/// The end before a postcode with a label, or alone behind a sign.
fn postcode(text: &[char]) -> usize {
    let mut end = text.len();
    while end > 0 && text.get(end - 1).is_some_and(|c| is_separator(*c)) {
        end -= 1;
    }
    let digits = text.get(..end).unwrap_or_default().iter().rev().take_while(|c| c.is_ascii_digit()).count();
    if digits != 6 {
        return text.len();
    }
    let mut at = end - 6;
    let separated = at > 0 && text.get(at - 1).is_some_and(|c| is_separator(*c) && *c != '-');
    while at > 0 && text.get(at - 1).is_some_and(|c| is_separator(*c)) {
        at -= 1;
    }
    for label in ["邮政编码", "邮编"] {
        let length = label.chars().count();
        if at >= length && starts(text.get(at - length..at).unwrap_or_default(), label) {
            return at - length;
        }
    }
    if separated { at } else { text.len() }
}

/// The end before the name of the country.
fn country(text: &[char]) -> usize {
    if !matches!(text.last(), Some('a' | 'A' | 'C' | '国')) {
        return text.len();
    }
    for name in ["P.R. China", "P.R.China", "PR China", "China", "CHINA", "PRC", "中国"] {
        let length = name.chars().count();
        if let Some(at) = text.len().checked_sub(length).filter(|at| *at > 0)
            && starts(text.get(at..).unwrap_or_default(), name)
            && text.get(at - 1).is_some_and(|c| is_separator(*c))
        {
            return at;
        }
    }
    text.len()
}
