//! Letters of the keypad in North American numbers: `1-800-FLOWERS` is 1-800-356-9377.

use crate::normalize::short::Short;

/// The number of a text that ends in a word of at least three letters; letters beyond the tenth digit ring nowhere.
pub(in crate::normalize::phone) fn number(text: &str) -> Option<Short<16>> {
    let mut out = Short::new();
    out.push_str("+1");
    let mut letters = 0;
    let text = text.trim_start_matches(['+', ' ', '(']);
    for c in text.strip_prefix('1').unwrap_or(text).chars() {
        let room = out.len() < 12;
        match c {
            '0'..='9' if letters > 0 || !room => return None,
            '0'..='9' | 'a'..='z' | 'A'..='Z' if room => {
                letters += usize::from(c.is_ascii_alphabetic());
                out.push(key(c));
            }
            'a'..='z' | 'A'..='Z' | ' ' | '-' | '.' | '(' | ')' => {}
            _ => return None,
        }
    }
    (letters >= 3 && out.len() == 12).then_some(out)
}

/// The key that bears a letter.
fn key(c: char) -> char {
    match c.to_ascii_uppercase() {
        'A'..='C' => '2',
        'D'..='F' => '3',
        'G'..='I' => '4',
        'J'..='L' => '5',
        'M'..='O' => '6',
        'P'..='S' => '7',
        'T'..='V' => '8',
        'W'..='Z' => '9',
        digit => digit,
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn words_on_the_keypad() {
        let read = |text: &str| number(text).map(|d| d.as_str().to_owned());
        assert_eq!(read("1-800-FLOWERS").as_deref(), Some("+18003569377"));
        assert_eq!(read("+1 (800) CONTACTS").as_deref(), Some("+18002668228"));
        assert_eq!(read("800-GOFEDEX").as_deref(), Some("+18004633339"));
        for text in ["415-555-2671 ext", "FLOWERS", "1-800-FLO-1234567", "1-800-356-9377", "800-FLOW", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
