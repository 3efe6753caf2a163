//! From the text of one number to its digits, groups, mask and extension.

use crate::normalize::clean::is_mask;
use crate::normalize::short::Short;

/// The most digits a number is scanned for.
pub(super) const MOST: usize = 40;

/// One number as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan {
    /// The digits, without mask and extension.
    pub(super) digits: Short<MOST>,
    /// Digits and `*` for what is hidden; the same as `digits` when nothing is.
    pub(super) pattern: Short<MOST>,
    /// Written with `+`.
    pub(super) plus: bool,
    /// Where each group of digits ends, in digits.
    ends: [u8; 16],
    groups: usize,
    /// The character in front of the last group.
    pub(super) last_separator: char,
    /// The extension.
    pub(super) extension: Short<8>,
    /// Words in front of or behind the digits.
    pub(super) words: bool,
    /// Letters stand directly against the digits, or more digits follow the words.
    pub(super) broken: bool,
    /// The words say that only the last digits are given (`尾号`).
    pub(super) tail_only: bool,
    /// More digits than a number can have.
    pub(super) overflow: bool,
}

impl Scan {
    /// Reads one number.
    pub(super) fn of(text: &str) -> Scan {
        let mut scan = Scan {
            digits: Short::new(),
            pattern: Short::new(),
            plus: false,
            ends: [0; 16],
            groups: 0,
            last_separator: '\0',
            extension: Short::new(),
            words: false,
            broken: false,
            tail_only: false,
            overflow: false,
        };
        scan.run(text);
        scan
    }

    /// The ends of the digit groups.
    pub(super) fn ends(&self) -> impl Iterator<Item = usize> + '_ {
        self.ends.iter().take(self.groups).map(|e| usize::from(*e))
    }

    /// Whether part of the number is hidden.
    pub(super) fn masked(&self) -> bool {
        self.tail_only || self.pattern.len() > self.digits.len()
    }

    fn run(&mut self, text: &str) {
        let text = self.skip_words(text);
        let mut rest = text.chars();
        let mut previous = '\0';
        while let Some(c) = rest.next() {
            let after = rest.as_str();
            if c.is_ascii_digit() {
                self.digit(c, previous);
            } else if is_mask(c) || self.hides(c, previous, after) {
                self.overflow |= !self.pattern.push('*');
            } else if c == '(' && self.plus && after.starts_with("0)") {
                rest.nth(1); // the `(0)` of +44 (0)20
            } else if let Some(extension) = extension(text_from(c, after, text)).filter(|_| self.digits.len() >= 7) {
                extension.chars().filter(char::is_ascii_digit).for_each(|d| self.overflow |= !self.extension.push(d));
                return;
            } else if !is_separator(c) {
                self.words = true;
                self.broken |= c.is_ascii_alphabetic() && previous.is_ascii_digit() || after.contains(|c: char| c.is_ascii_digit());
                return;
            }
            previous = c;
        }
    }

    fn digit(&mut self, c: char, previous: char) {
        if !self.digits.is_empty() && !previous.is_ascii_digit() {
            self.last_separator = previous;
        }
        if previous.is_ascii_digit() && self.groups > 0 {
            self.groups -= 1;
        }
        self.overflow |= !(self.digits.push(c) && self.pattern.push(c));
        match self.ends.get_mut(self.groups) {
            Some(end) => {
                *end = u8::try_from(self.digits.len()).unwrap_or(u8::MAX);
                self.groups += 1;
            }
            None => self.overflow = true,
        }
    }

    /// `x`, `#` and `?` hide a digit when there are two of them in a row.
    fn hides(&self, c: char, previous: char, after: &str) -> bool {
        let same = |o: char| o.eq_ignore_ascii_case(&c);
        matches!(c, 'x' | 'X' | '#' | '?' | '.') && (after.starts_with(same) || same(previous)) && (c != '.' || after.starts_with("..") || previous == '.')
    }

    /// Drops the words in front of the number.
    fn skip_words<'a>(&mut self, text: &'a str) -> &'a str {
        let starts = |c: char| c.is_ascii_digit() || c == '+' || c == '(' || is_mask(c) || matches!(c, 'x' | 'X' | '#' | '?' | '.' | '[');
        let start =
            text.char_indices().find(|(at, c)| starts(*c) && (c.is_ascii_digit() || !c.is_ascii_alphabetic() || text.get(at + 1..).is_some_and(|t| t.starts_with(['x', 'X']))));
        let Some((at, first)) = start else {
            self.words = true;
            return "";
        };
        let (words, rest) = text.split_at_checked(at).unwrap_or(("", text));
        if words.contains(|c: char| c.is_alphanumeric()) {
            self.words = true;
            self.tail_only = ["尾号", "尾號", "末四位", "后四位", "後四位"].iter().any(|t| words.contains(t));
            let last = words.chars().next_back().unwrap_or(' ');
            self.broken = last.is_ascii_alphabetic() && first.is_ascii_digit();
        }
        let inner = rest.trim_start_matches(['(', '[', ' ']);
        match inner.strip_prefix('+') {
            Some(inner) => {
                self.plus = true;
                inner
            }
            None => rest,
        }
    }
}

/// The rest of `text` from the character `c` on, given what follows it.
fn text_from<'a>(c: char, after: &'a str, text: &'a str) -> &'a str {
    let at = text.len().saturating_sub(after.len() + c.len_utf8());
    text.get(at..).unwrap_or(after)
}

/// The digits of an extension that starts here.
fn extension(text: &str) -> Option<&str> {
    const WORDS: [&str; 9] = ["转", "轉", "分机", "分機", "extension", "ext.", "ext", "x", "#"];
    let lower = |word: &&&str| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    let word = WORDS.iter().find(lower)?;
    let rest = text.get(word.len()..)?.trim_start_matches(['机', '機', '号', ':', '：', '.', ' ', '-']);
    let rest = rest.trim_end_matches([')', ' ', '号', ']']);
    ((1..=6).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')' | '[' | ']' | '_' | '·' | '\'' | '"' | '/' | '\\' | ':' | '~' | '+' | '‐'..='―' | '−' | '•' | '，' | '。')
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn digits_masks_and_extensions() {
        let parts = |t: &str| {
            let s = Scan::of(t);
            (s.digits.as_str().to_owned(), s.pattern.as_str().to_owned(), s.extension.as_str().to_owned())
        };
        let plain = |d: &str| (d.to_owned(), d.to_owned(), String::new());
        assert_eq!(parts("138 1234-5678"), plain("13812345678"));
        assert_eq!(parts("+44 (0)20 7946 0958"), plain("442079460958"));
        assert_eq!(parts("手机13812345678"), plain("13812345678"));
        assert_eq!(parts("138xxxx5678").1, "138****5678");
        assert_eq!(parts("138…").1, "138*");
        assert_eq!(parts("138...").1, "138***");
        assert_eq!(parts("62345678x801"), ("62345678".into(), "62345678".into(), "801".into()));
        assert_eq!(parts("021-62345678转801").2, "801");
        assert_eq!(parts("021-62345678 分机 801").2, "801");
        assert!(Scan::of("尾号5678").masked());
        assert!(Scan::of("13812345O78").broken);
        assert!(Scan::of("wx13812345678").broken);
        assert!(!Scan::of("13812345678 张先生").broken);
        assert_eq!(Scan::of("021-62345678-801").ends().collect::<Vec<_>>(), [3, 11, 14]);
    }
}
