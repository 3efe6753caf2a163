//! A text as the readers of regions and addresses walk it: characters, simplified, half-width, dashes alike.

use crate::data::variant::Variants;
use crate::text::fold;

/// What most addresses fit into.
const SHORT: usize = 128;

/// The characters of a text.
pub(in crate::normalize) struct Line {
    short: [char; SHORT],
    len: usize,
    /// All characters, where they are more than fit.
    long: Vec<char>,
    /// Traditional characters were simplified.
    pub(in crate::normalize) traditional: bool,
    /// Full-width letters, digits or signs were folded.
    pub(in crate::normalize) wide: bool,
}

impl Line {
    /// The characters of a text that has been cleaned.
    pub(in crate::normalize) fn of(text: &str, variants: &Variants) -> Line {
        let mut line = Line { short: ['\0'; SHORT], len: 0, long: Vec::new(), traditional: false, wide: false };
        let (mut len, mut traditional, mut wide) = (0, false, false);
        for c in text.chars() {
            let simple = match c {
                // 乾 is a character of today in names: 乾元镇, 乾安县.
                '\u{3400}'..='\u{9fff}' if c != '乾' => {
                    let simple = variants.simplified(c);
                    traditional |= simple != c;
                    simple
                }
                '\0'..='~' | '乾' => c,
                '‐'..='―' | '−' | '﹣' | '－' | '～' | '〜' => '-',
                '＃' | '﹟' => '#',
                _ => {
                    let narrow = fold::width(c);
                    wide |= narrow != c;
                    if narrow == c { variants.simplified(c) } else { narrow }
                }
            };
            match line.short.get_mut(len) {
                Some(slot) => *slot = simple,
                None => line.long.push(simple),
            }
            len += 1;
        }
        if !line.long.is_empty() {
            line.long.splice(..0, line.short);
        }
        (line.len, line.traditional, line.wide) = (len, traditional, wide);
        line
    }

    pub(in crate::normalize) fn chars(&self) -> &[char] {
        if self.long.is_empty() { self.short.get(..self.len).unwrap_or_default() } else { &self.long }
    }
}

/// Whether a character stands between the parts of an address.
#[inline]
pub(in crate::normalize) fn is_separator(c: char) -> bool {
    !matches!(c, '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'A'..='Z' | 'a'..='z') && is_sign(c)
}

fn is_sign(c: char) -> bool {
    match c {
        ' ' | '-' | '/' | '\\' | '|' | ',' | '，' | '、' | '>' | '<' | '_' | '·' | '(' | ')' | '~' | '.' | '。' | ';' | '；' | ':' | '：' | '"' | '\'' | '“' | '”' | '‘' | '’'
        | '[' | ']' | '【' | '】' | '〔' | '〕' | '「' | '」' | '=' | '*' | '→' | '｜' | '・' | '•' | '«' | '»' | '?' | '？' => true,
        _ => c.is_whitespace(),
    }
}

/// Whether a text begins with a word.
#[inline]
pub(in crate::normalize) fn starts(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    #[test]
    fn lines_of_every_length_have_all_their_characters() {
        for length in [0, 1, SHORT - 1, SHORT, SHORT + 1, 3 * SHORT] {
            let text: Vec<char> = ('\u{4e00}'..).filter(|c| *c != '乾').take(length).collect();
            let simple: Vec<char> = text.iter().map(|c| ReferenceTables::builtin().variants().simplified(*c)).collect();
            let line = Line::of(&text.iter().collect::<String>(), ReferenceTables::builtin().variants());
            assert_eq!(line.chars(), simple, "{length}");
            assert_eq!((line.traditional, line.wide), (text != simple, false));
        }
        let line = Line::of("１號：乾—~", ReferenceTables::builtin().variants());
        assert_eq!((line.chars(), line.traditional, line.wide), (&['1', '号', ':', '乾', '-', '~'][..], true, true));
    }
}
