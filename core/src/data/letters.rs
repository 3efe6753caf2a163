//! Letters without their marks, for looking words up: `é` → `e`, `ß` → `ss`, `й` → `и`.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A lower-case letter without its marks, spelled out where it is a letter of its own; empty for others.
pub(crate) fn spelled(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "ng",
        _ => "",
    }
}

/// Gives the letters and digits of a lower-case text, without marks and without everything else.
pub(crate) fn each_plain(text: &str, mut each: impl FnMut(char)) {
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => each(c),
            '\0'..='\u{7f}' => {}
            '\u{ac00}'..='\u{d7a3}' | '\u{3040}'..='\u{9fff}' => each(c),
            _ => match spelled(c) {
                "" => decompose_compatible(c, |c| {
                    if !is_combining_mark(c) && c.is_alphanumeric() {
                        each(c);
                    }
                }),
                letters => letters.chars().for_each(&mut each),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::each_plain;

    #[test]
    fn marks_and_signs_go() {
        for (text, expected) in
            [("s.à r.l.", "sarl"), ("łoś spółka z o.o", "losspolkazoo"), ("ооо «й»", "ооои"), ("株式会社ガ", "株式会社ガ"), ("주식회사", "주식회사"), ("ø-ß", "oss")]
        {
            let mut plain = String::new();
            each_plain(text, |c| plain.push(c));
            assert_eq!(plain, expected, "{text}");
        }
    }
}
