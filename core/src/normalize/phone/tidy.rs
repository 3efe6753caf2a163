//! What is put right in a cell before numbers are looked for: what exports leave behind, digits in words, look-alikes.
//!
//! | text | becomes |
//! |---|---|
//! | `&nbsp;138…` `138…_x000D_` | blanks |
//! | `13,812,345,678` | `13812345678` |
//! | `一三八一二三四五六七八` | `13812345678` |
//! | `138O0138123` `l3812345678` | `13800138123` `13812345678` |

/// What exports from web pages and workbooks leave behind, as blanks; `None` when there is nothing of it.
pub(super) fn residue(text: &str) -> Option<String> {
    const RESIDUE: [&str; 6] = ["&nbsp;", "&#160;", "_x000D_", "_x000d_", "_x000A_", "_x0009_"];
    if !text.contains(['&', '_']) || !RESIDUE.iter().any(|r| text.contains(r)) {
        return None;
    }
    let cleaned = RESIDUE.iter().fold(text.to_owned(), |text, r| text.replace(r, " "));
    Some(cleaned.trim().to_owned())
}

/// The digits of a number that a spreadsheet wrote with commas between the thousands.
pub(super) fn thousands(text: &str) -> Option<String> {
    if !text.contains(',') {
        return None;
    }
    let mut groups = text.split(',');
    let first = groups.next().filter(|g| (1..=3).contains(&g.len()))?;
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    let regular = digits(first) && groups.all(|g| g.len() == 3 && digits(g));
    (regular && text.matches(',').count() >= 2).then(|| text.replace(',', ""))
}

/// A number in Chinese numerals, read out digit by digit.
pub(super) fn numerals(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let numeral = |c: char| {
        Some(match c {
            '〇' | '零' | '○' => '0',
            '一' | '幺' | '壹' => '1',
            '二' | '两' | '贰' => '2',
            '三' | '叁' => '3',
            '四' | '肆' => '4',
            '五' | '伍' => '5',
            '六' | '陆' => '6',
            '七' | '柒' | '拐' => '7',
            '八' | '捌' => '8',
            '九' | '玖' => '9',
            '①'..='⑨' => char::from_digit(u32::from(c) - u32::from('①') + 1, 10)?,
            '⓪' => '0',
            _ => return None,
        })
    };
    let count = text.chars().filter(|c| numeral(*c).is_some()).count();
    let whole = count >= 7
        || count > 0 && text.chars().filter(|c| numeral(*c).is_some() || c.is_ascii_digit()).count() >= 11 && text.chars().all(|c| !c.is_alphabetic() || numeral(c).is_some());
    whole.then(|| text.chars().map(|c| numeral(c).unwrap_or(c)).collect())
}

/// The text with O for 0 and l for 1 put right, where a word holds digits and no other letters.
pub(super) fn look_alikes(text: &str) -> Option<String> {
    let is_alike = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    if !text.contains(is_alike) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(word).unwrap_or((rest, ""));
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let letters = word.len() - digits;
        if letters > 0 && digits >= letters && word.chars().all(|c| c.is_ascii_digit() || is_alike(c)) {
            changed = true;
            out.extend(word.chars().map(|c| match c {
                'O' | 'o' => '0',
                'l' | 'I' => '1',
                c => c,
            }));
        } else {
            out.push_str(word);
        }
        let mut chars = behind.chars();
        out.extend(chars.next());
        rest = chars.as_str();
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exports_leave() {
        assert_eq!(residue("&nbsp;13812345678_x000D_").as_deref(), Some("13812345678"));
        assert_eq!(residue("13812345678"), None);
        assert_eq!(thousands("13,812,345,678").as_deref(), Some("13812345678"));
        assert_eq!(thousands("138,1234,5678"), None);
    }

    #[test]
    fn digits_in_words() {
        assert_eq!(numerals("一三八一二三四五六七八").as_deref(), Some("13812345678"));
        assert_eq!(numerals("幺三八 1234 5678").as_deref(), Some("138 1234 5678"));
        assert_eq!(numerals("①③⑧12345678").as_deref(), Some("13812345678"));
        for text in ["李四 13812345678", "王五13812345678", "三楼 62345678", "13812345678"] {
            assert_eq!(numerals(text), None, "{text}");
        }
    }

    #[test]
    fn look_alikes_among_digits() {
        assert_eq!(look_alikes("138O0138123").as_deref(), Some("13800138123"));
        assert_eq!(look_alikes("手机 l38 1234 5678").as_deref(), Some("手机 138 1234 5678"));
        assert_eq!(look_alikes("O512-62345678").as_deref(), Some("0512-62345678"));
        for text in ["Tel 13812345678", "Tel13812345678", "Bob 138", "wxid13812345678", "13812345678"] {
            assert_eq!(look_alikes(text), None, "{text}");
        }
    }
}
