//! A date's text in one spelling: ASCII width, lower case, simplified, signs of one kind.

use crate::normalize::short::Short;
use crate::text::fold::width;

/// The longest text that is looked at, in bytes.
pub(super) const LONGEST: usize = 192;

/// A folded text.
pub(super) type Folded = Short<LONGEST>;

/// Folds a text; `None` when it is too long for a date.
pub(super) fn folded(text: &str) -> Option<Folded> {
    if text.len() > LONGEST {
        return None;
    }
    let mut out = Folded::new();
    for c in text.chars() {
        let c = width(c);
        if c.is_ascii() {
            if !out.push(c.to_ascii_lowercase()) {
                return None;
            }
            continue;
        }
        let fits = match c {
            '㋿' => out.push_str("令和"),
            '㍻' => out.push_str("平成"),
            '㍼' => out.push_str("昭和"),
            '㍽' => out.push_str("大正"),
            '㍾' => out.push_str("明治"),
            _ => out.push(one(c)),
        };
        if !fits {
            return None;
        }
    }
    Some(out)
}

/// One character in its one spelling.
fn one(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2212}' | '\u{fe63}' | '\u{30fb}' => '-',
        '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2500}' => '\u{2014}',
        '〜' | '\u{223c}' | '\u{2053}' | '〰' => '~',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2236}' | '\u{fe30}' | '\u{fe55}' => ':',
        '。' | '·' | '\u{2024}' | '\u{fe52}' | '\u{2027}' | '•' => '.',
        '、' => ',',
        '【' | '〔' | '「' | '《' | '〈' => '[',
        '】' | '〕' | '」' | '》' | '〉' => ']',
        '“' | '”' | '‘' | '’' | '\u{2032}' | '\u{2033}' => '"',
        'à'..='å' | 'À'..='Å' => 'a',
        'ç' | 'Ç' => 'c',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' => 'i',
        'ò'..='ö' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'º' | 'ª' | '°' => ' ',
        'А'..='Я' => c.to_lowercase().next().unwrap_or(c),
        // Radicals and compatibility characters look the same.
        '\u{2f49}' => '月',
        '\u{2f47}' | '\u{2e9c}' => '日',
        '\u{f98e}' => '年',
        '時' => '时',
        '點' => '点',
        '號' => '号',
        '國' => '国',
        '華' => '华',
        '週' => '周',
        '禮' => '礼',
        '後' => '后',
        '曆' | '歷' => '历',
        '陰' => '阴',
        '陽' => '阳',
        '農' => '农',
        '臘' => '腊',
        '閏' => '闰',
        '舊' => '旧',
        '間' => '间',
        '從' => '从',
        '長' => '长',
        '遠' => '远',
        '現' => '现',
        '約' => '约',
        '當' => '当',
        '這' => '这',
        '個' => '个',
        '無' => '无',
        '開' => '开',
        '鐘' | '鍾' => '钟',
        '節' => '节',
        '剛' => '刚',
        '統' => '统',
        '緒' => '绪',
        '幾' => '几',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn one_spelling() {
        for (text, wanted) in
            [("２０２４－０５－０１Ｔ", "2024-05-01t"), ("2024年5月1日 下午3時", "2024年5月1日 下午3时"), ("1er Février", "1er fevrier"), ("㋿6年", "令和6年"), ("1 МАЯ", "1 мая")]
        {
            assert_eq!(folded(text).unwrap().as_str(), wanted);
        }
        assert!(folded(&"1".repeat(200)).is_none());
    }
}
