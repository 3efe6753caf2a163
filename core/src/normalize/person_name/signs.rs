//! Characters of names, and those that only decorate nicknames.

/// Characters that decorate nicknames.
pub(super) fn is_decoration(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    const SIGNS: &str = "丶灬丨丿亅乄彡の〆ゝゞツシミ乀冫氵艹宀冖卩阝辶廾彐ঞ๑";
    let drawn = matches!(c, '\u{250}'..='\u{2b9}' | '\u{2bd}'..='\u{2ff}' | '\u{1d2c}'..='\u{1d6a}' | '\u{2460}'..='\u{24ff}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f2ff}' | '\u{e000}'..='\u{f8ff}');
    drawn || SIGNS.contains(c)
}

/// Whether a character can stand in a name at all.
pub(super) fn is_name_char(c: char) -> bool {
    if c.is_ascii_alphabetic() {
        return true;
    }
    if is_decoration(c) {
        return false;
    }
    c.is_alphabetic()
        || unicode_normalization::char::is_combining_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
        || crate::text::script::is_han(c)
        || is_dot(c)
        || matches!(
            c,
            ' ' | '.'
                | ','
                | '\''
                | '’'
                | '‘'
                | 'ʼ'
                | '`'
                | '´'
                | '-'
                | '‐'
                | '‑'
                | '–'
                | '，'
                | '、'
                | '('
                | ')'
                | '['
                | ']'
                | '/'
                | '"'
                | '“'
                | '”'
                | '«'
                | '»'
                | '&'
                | ';'
        )
}

/// The dots between the parts of a transliterated name.
pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' | '᛫' | '˙' | '﹒' | '⸱')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters() {
        for c in ['é', '伟', '·', 'ö', '\u{301}'] {
            assert!(is_name_char(c), "{c}");
        }
        for c in ['★', '灬', '😀', '①', '1'] {
            assert!(!is_name_char(c), "{c}");
        }
    }
}
