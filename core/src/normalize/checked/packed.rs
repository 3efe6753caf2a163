//! The characters of a code without what people put between them.

use crate::normalize::clean;

/// Longer than any code, even two of them.
const CAPACITY: usize = 64;

/// The characters of a code in upper case; `*` stands for a hidden one.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    bytes: [u8; CAPACITY],
    len: usize,
    /// More characters than fit.
    full: bool,
    /// Some were in lower case.
    pub(super) lower: bool,
    /// Some were letters of other scripts that look like Latin ones.
    pub(super) look_alike: bool,
    /// How many separators there were, and before which character the last one stood if it was a hyphen.
    separators: usize,
    hyphen: Option<usize>,
    /// Something stood between the characters that does not belong to a code.
    strange: bool,
    /// The last character is a cross: a mask, or an X.
    cross: bool,
}

/// What a character, or a run of it, is to a code.
enum Sign {
    Code(u8),
    LookAlike(u8),
    Hidden,
    Cross,
    Separator,
    Strange,
}

impl Packed {
    pub(super) const fn new() -> Self {
        Packed { bytes: [0; CAPACITY], len: 0, full: false, lower: false, look_alike: false, separators: 0, hyphen: None, strange: false, cross: false }
    }

    /// The characters of a short text of ASCII letters, digits, hyphens and blanks; `None` for any other.
    #[inline]
    pub(super) fn plain(text: &str) -> Option<Self> {
        if text.len() > 24 {
            return None;
        }
        let mut packed = Packed::new();
        let mut lower = 0;
        for (slot, byte) in packed.bytes.iter_mut().zip(text.bytes()) {
            if !byte.is_ascii_alphanumeric() {
                return Self::separated(text);
            }
            lower |= u8::from(byte.is_ascii_lowercase());
            *slot = byte.to_ascii_uppercase();
        }
        packed.len = text.len();
        packed.lower = lower > 0;
        Some(packed)
    }

    fn separated(text: &str) -> Option<Self> {
        // More than two hyphens in a row hide something.
        if text.contains("---") {
            return None;
        }
        let mut packed = Packed::new();
        for byte in text.bytes() {
            match byte {
                b'-' | b' ' => packed.separate(byte == b'-'),
                _ if byte.is_ascii_alphanumeric() => {
                    packed.lower |= byte.is_ascii_lowercase();
                    packed.push(byte.to_ascii_uppercase());
                }
                _ => return None,
            }
        }
        Some(packed)
    }

    /// The characters of a clean text.
    pub(super) fn of(text: &str) -> Self {
        let mut packed = Packed::new();
        packed.add(text);
        packed
    }

    /// Adds the characters of a clean text.
    pub(super) fn add(&mut self, text: &str) {
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let mut run = 1;
            while rest.next_if_eq(&c).is_some() {
                run += 1;
            }
            match sign(c, run) {
                Sign::Code(byte) => {
                    self.lower |= c.is_ascii_lowercase();
                    self.repeat(byte, run);
                }
                Sign::LookAlike(byte) => {
                    self.look_alike = true;
                    self.repeat(byte, run);
                }
                Sign::Hidden => self.repeat(b'*', run),
                Sign::Cross => {
                    self.repeat(b'*', run);
                    self.cross = true;
                }
                Sign::Separator => self.separate(c == '-' && run == 1),
                Sign::Strange => self.strange = true,
            }
        }
    }

    fn push(&mut self, byte: u8) {
        self.cross = false;
        match self.bytes.get_mut(self.len) {
            Some(slot) => {
                *slot = byte;
                self.len += 1;
            }
            None => self.full = true,
        }
    }

    fn repeat(&mut self, byte: u8, run: usize) {
        (0..run.min(CAPACITY + 1)).for_each(|_| self.push(byte));
    }

    fn separate(&mut self, hyphen: bool) {
        self.separators += 1;
        self.hyphen = hyphen.then_some(self.len);
    }

    /// The characters.
    pub(super) fn code(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// Whether the text had nothing but characters and separators of one code.
    pub(super) fn is_whole(&self) -> bool {
        !self.full && !self.strange && self.len > 0
    }

    /// Whether something stood between the characters that is no separator of a code.
    pub(super) fn is_strange(&self) -> bool {
        self.strange
    }

    pub(super) fn is_masked(&self) -> bool {
        self.code().contains(&b'*')
    }

    pub(super) fn digits(&self) -> usize {
        self.code().iter().filter(|b| b.is_ascii_digit()).count()
    }

    /// Whether there were separators other than a hyphen at its usual place.
    pub(super) fn has_separators(&self, usual: Option<usize>) -> bool {
        self.separators > 0 && !(self.separators == 1 && usual.is_some() && self.hyphen == usual)
    }

    /// The same with an X for a cross at the end.
    pub(super) fn with_cross(&self) -> Option<Self> {
        let mut crossed = *self;
        let last = crossed.bytes.get_mut(self.len.checked_sub(1)?)?;
        if !self.cross {
            return None;
        }
        *last = b'X';
        Some(crossed)
    }

    /// Whether something is hidden and something visible, with X in runs of at least so many made stars.
    pub(super) fn hide(&mut self, least: usize) -> bool {
        if self.digits() >= 2 && self.len >= 8 {
            let mut rest = self.bytes.get_mut(..self.len).unwrap_or_default();
            while !rest.is_empty() {
                let run = rest.iter().take_while(|b| **b == b'X').count();
                let (xs, tail) = rest.split_at_mut_checked(run.max(1)).unwrap_or_default();
                if run >= least {
                    xs.fill(b'*');
                }
                rest = tail;
            }
        }
        self.is_masked() && self.code().iter().any(|b| *b != b'*')
    }
}

fn sign(c: char, run: usize) -> Sign {
    match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' => Sign::Code((c as u32 as u8).to_ascii_uppercase()),
        '×' | '╳' | '✕' | '✖' => Sign::Cross,
        _ if clean::is_mask(c) || matches!(c, '﹡' | '⁎') => Sign::Hidden,
        '#' | '?' | '•' | '○' | '◯' if run > 1 => Sign::Hidden,
        '-' | '_' | '.' | '·' | '・' | '‐'..='―' | '−' => {
            if run > 2 {
                Sign::Hidden
            } else {
                Sign::Separator
            }
        }
        ' ' => Sign::Separator,
        _ => latin(c).map_or(Sign::Strange, Sign::LookAlike),
    }
}

/// The Latin letter that a Greek, Cyrillic or Roman numeral one looks like.
fn latin(c: char) -> Option<u8> {
    Some(match c {
        'Α' | 'А' => b'A',
        'Β' | 'В' => b'B',
        'С' | 'Ⅽ' => b'C',
        'Ⅾ' => b'D',
        'Ε' | 'Е' => b'E',
        'Η' | 'Н' => b'H',
        'Ι' | 'І' | 'Ⅰ' => b'I',
        'Κ' | 'К' => b'K',
        'Ⅼ' => b'L',
        'Μ' | 'М' | 'Ⅿ' => b'M',
        'Ν' => b'N',
        'Ο' | 'О' => b'O',
        'Ρ' | 'Р' => b'P',
        'Τ' | 'Т' => b'T',
        'Χ' | 'χ' | 'Х' | 'х' | 'Ⅹ' | 'ⅹ' => b'X',
        'Υ' | 'У' => b'Y',
        _ => return None,
    })
}

/// Whether a character may stand inside a code, as one of its own, a mask or a separator.
pub(super) fn is_inside(c: char) -> bool {
    !matches!(sign(c, 2), Sign::Strange)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(text: &str) -> String {
        String::from_utf8(Packed::of(text).code().to_vec()).unwrap()
    }

    #[test]
    fn separators_go_and_runs_of_signs_hide() {
        for (text, expected) in [
            ("11010519491231002x", "11010519491231002X"),
            ("110105 1949-1231_002.X", "11010519491231002X"),
            ("440106********0018", "440106********0018"),
            ("440106••••••••0018", "440106********0018"),
            ("440106____0018", "440106****0018"),
            ("440106…0018", "440106*0018"),
            ("4401#06", "440106"),
            ("4401##06", "4401**06"),
            ("002Ⅹ", "002X"),
            ("002×", "002*"),
        ] {
            assert_eq!(packed(text), expected, "{text}");
        }
        assert!(Packed::of("4401#06").is_strange() && Packed::of("四401").is_strange() && !Packed::of("4401-06").is_strange());
        assert!(!Packed::of(&"1".repeat(70)).is_whole());
    }

    #[test]
    fn crosses_and_runs_of_x() {
        assert_eq!(Packed::of("002×").with_cross().map(|p| p.code().to_vec()), Some(b"002X".to_vec()));
        assert!(Packed::of("00××2").with_cross().is_none());
        let mut hidden = Packed::of("440106XXXXXXXX001X");
        assert!(hidden.hide(2));
        assert_eq!(hidden.code(), b"440106********001X");
        assert!(!Packed::of("440106XX").hide(4) && !Packed::of("********").hide(2));
    }
}
