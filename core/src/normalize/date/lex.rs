//! The words of a date: numbers, markers, names of months, separators.

use super::era::Era;
use super::names::{Name, name};
use super::note::{Note, Notes};
use super::phrases::{Phrase, phrase};
use crate::model::Reason;
use crate::normalize::numeral;

/// The most words a date can have.
const MOST: usize = 40;

/// One word of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Number {
        value: u64,
        digits: u8,
    },
    Year,
    Month,
    Day,
    /// 天: counts days.
    Days,
    Hour,
    Minute,
    Second,
    /// 半: thirty minutes.
    Half,
    /// 刻: fifteen minutes.
    QuarterHour,
    /// A month by its name.
    Named(u8),
    /// Hours count from midnight.
    Morning,
    /// Hours count from noon.
    Afternoon,
    /// 中午: 12 is noon, 1 is after it.
    Noon,
    /// 晚上: hours count from noon, 12 is midnight.
    Night,
    /// A letter of its own: `T` before a time, `W` before a week, `R` for 令和.
    Letter(u8),
    /// UTC.
    Zulu,
    /// Minutes east of UTC.
    Zone(i16),
    Era(Era),
    Separator(char),
    /// A long dash, between the parts of a date or between two dates.
    Dash,
    /// 至.
    To,
    /// 第.
    Nth,
    /// 季度.
    Quarter,
    HalfYear(u8),
    /// 年代.
    Decade,
    /// 周 behind a number.
    Week,
    /// 初, 上旬, 左右.
    Approx,
    /// 自 before a date.
    From,
    /// 起 behind a date.
    Since,
    /// 截至 before a date, 前 behind it.
    Until,
    /// 至今 (true), 长期 (false).
    Open(bool),
    Blank,
}

/// The words of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    words: [Word; MOST],
    len: usize,
    /// Which blanks were commas or the like.
    commas: u64,
    pub(super) notes: Notes,
}

/// Why the words of a text end before the text does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stop {
    /// Where, in bytes.
    pub(super) at: usize,
    pub(super) reason: Reason,
}

impl Words {
    pub(super) fn new() -> Self {
        Words { words: [Word::Blank; MOST], len: 0, commas: 0, notes: Notes::NONE }
    }

    pub(super) fn as_slice(&self) -> &[Word] {
        self.words.get(..self.len).unwrap_or_default()
    }

    /// Adds a word; `None` when there are too many. Blanks are written once, and not in front.
    pub(super) fn push(&mut self, word: Word) -> Option<()> {
        // 2024年年底
        let twice = |word| matches!(word, Word::Blank | Word::Year) && self.as_slice().last() == Some(&word);
        if twice(word) || word == Word::Blank && self.len == 0 {
            return Some(());
        }
        *self.words.get_mut(self.len)? = word;
        self.len += 1;
        Some(())
    }

    /// Whether a blank was a comma or the like.
    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.commas.checked_shr(u32::try_from(at).unwrap_or(u32::MAX)).is_some_and(|bits| bits & 1 == 1)
    }

    /// Parts a folded text into words, as far as they are words of a date.
    pub(super) fn of(text: &str) -> (Words, Option<Stop>) {
        let mut words = Words::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|t| !t.is_empty()) {
            match words.next(rest) {
                Ok(length) => at += length,
                Err(reason) => {
                    words.trim();
                    return (words, Some(Stop { at, reason }));
                }
            }
        }
        words.trim();
        (words, None)
    }

    fn trim(&mut self) {
        while self.as_slice().last() == Some(&Word::Blank) {
            self.len -= 1;
        }
    }

    /// Adds the word that a text starts with, and gives its length.
    fn next(&mut self, text: &str) -> Result<usize, Reason> {
        let Some(c) = text.chars().next() else {
            return Err(Reason::Syntax);
        };
        let found = if c.is_ascii_digit() {
            self.number(text)
        } else if c.is_ascii_alphabetic() || matches!(c, 'а'..='я') {
            return self.letters(text);
        } else if ["(农历)", "(阴历)", "(旧历)"].iter().any(|w| c == '(' && text.starts_with(w)) {
            return Err(Reason::Lunar);
        } else if c.is_ascii() || c == '\u{2014}' {
            self.sign(c, text)
        } else if numeral::is_numeral(c) {
            self.numeral(text)
        } else {
            return self.phrase(text);
        };
        found.ok_or(Reason::Syntax)
    }

    fn number(&mut self, text: &str) -> Option<usize> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (run, tail) = text.split_at_checked(end)?;
        self.push(Word::Number { value: run.parse().unwrap_or(u64::MAX), digits: u8::try_from(run.len()).unwrap_or(u8::MAX) })?;
        // 1st, 2nd, 3rd, 4th, 1er
        let is_ordinal = |o: &&&str| tail.starts_with(**o) && !tail.get(o.len()..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_alphabetic()));
        Some(end + ["st", "nd", "rd", "th", "er"].iter().find(is_ordinal).map_or(0, |o| o.len()))
    }

    fn numeral(&mut self, text: &str) -> Option<usize> {
        // A Latin O or a zero often stands for 〇.
        let is_zero = |c: char| matches!(c, 'o' | '0');
        let end = text.find(|c| !(numeral::is_numeral(c) || is_zero(c))).unwrap_or(text.len());
        let run = text.split_at_checked(end)?.0;
        let (value, digits) = match run.contains(is_zero) {
            false => numeral::small(run).map(|n| (n.value, n.digits))?,
            true => run.chars().try_fold((0_u64, 0_u8), |(value, digits), c| {
                let digit = if is_zero(c) { 0 } else { numeral::digit(c)? };
                Some((value.checked_mul(10)?.checked_add(u64::from(digit))?, digits.checked_add(1)?))
            })?,
        };
        self.push(Word::Number { value, digits })?;
        Some(end)
    }

    fn letters(&mut self, text: &str) -> Result<usize, Reason> {
        let end = text.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, 'а'..='я'))).unwrap_or(text.len());
        let (run, tail) = text.split_at_checked(end).ok_or(Reason::Syntax)?;
        let (word, length) = match (run, name(run)) {
            ("a" | "p", _) if tail.starts_with(".m") => {
                let half = if run == "a" { Word::Morning } else { Word::Afternoon };
                (half, end + ".m".len() + usize::from(tail.starts_with(".m.")))
            }
            ("am" | "pm", Some(Name::Is(half))) => (half, end + usize::from(tail.starts_with('.'))),
            (_, Some(Name::Is(word))) => (word, end),
            (_, Some(Name::Label)) => {
                self.notes = self.notes.with(Note::Label);
                (Word::Blank, end)
            }
            (_, Some(Name::Refused(reason))) => return Err(reason),
            ("a", None) => (Word::Morning, end),
            ("p", None) => (Word::Afternoon, end),
            ("z", None) => (Word::Zulu, end),
            (letter, None) => match letter.as_bytes() {
                [letter] => (Word::Letter(*letter), end),
                _ => return Err(Reason::Syntax),
            },
        };
        self.push(word).ok_or(Reason::Syntax)?;
        Ok(length)
    }

    fn phrase(&mut self, text: &str) -> Result<usize, Reason> {
        let (found, length) = phrase(text).ok_or(Reason::Syntax)?;
        const ONE: Word = Word::Number { value: 1, digits: 1 };
        let added = match found {
            Phrase::Is(word) => self.push(word),
            Phrase::NewYear => [ONE, Word::Month, ONE, Word::Day].into_iter().try_for_each(|w| self.push(w)),
            Phrase::Label => {
                self.notes = self.notes.with(Note::Label);
                self.push(Word::Blank)
            }
            Phrase::And => self.comma(),
            Phrase::ToNow => self.push(Word::To).and_then(|()| self.push(Word::Open(true))),
            Phrase::Refused(reason) => return Err(reason),
        };
        added.map(|()| length).ok_or(Reason::Syntax)
    }

    fn sign(&mut self, c: char, text: &str) -> Option<usize> {
        let word = match c {
            '-' => Word::Separator('-'),
            '\u{2014}' => Word::Dash,
            '/' | '\\' => Word::Separator('/'),
            ':' | '.' | '+' => Word::Separator(c),
            '~' => Word::To,
            '?' => Word::Approx,
            ',' | ';' | '|' | '&' => {
                self.comma()?;
                return Some(1);
            }
            '(' | '[' | '{' | '<' if self.len > 0 => return self.bracket(c, text),
            ' ' | '\t' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '_' | '"' | '\'' | '`' | '#' => Word::Blank,
            _ => return None,
        };
        // Two dashes are one.
        if word != Word::Dash || self.as_slice().last() != Some(&Word::Dash) {
            self.push(word)?;
        }
        Some(c.len_utf8())
    }

    fn comma(&mut self) -> Option<()> {
        self.push(Word::Blank)?;
        if let Some(at) = self.len.checked_sub(1) {
            self.commas |= 1 << at;
        }
        Some(())
    }

    /// What stands in brackets behind a date: a weekday, a zone, a remark, or more of the date.
    fn bracket(&mut self, open: char, text: &str) -> Option<usize> {
        let close = match open {
            '(' => ')',
            '[' => ']',
            '{' => '}',
            _ => '>',
        };
        self.push(Word::Blank)?;
        let Some((inner, _)) = text.get(1..).and_then(|t| t.split_once(close)) else {
            return Some(1);
        };
        let lunar = ["农历", "阴历", "旧历"].iter().any(|w| inner.starts_with(w));
        if !lunar && (inner.bytes().any(|b| b.is_ascii_digit()) || inner.contains(['年', '月']) && inner.chars().count() > 1) {
            return Some(1);
        }
        let mut chars = inner.chars();
        let weekday = match (chars.next(), chars.next()) {
            (Some(c), None) => "一二三四五六日天月火水木金土월화수목금토일".contains(c),
            _ => ["周", "星期", "礼拜"].iter().any(|w| inner.starts_with(w)) || inner.ends_with("曜日") || inner.ends_with("曜") || inner.ends_with("요일"),
        };
        let zone = inner.contains("时间") || inner.contains("time") || inner.contains('/') || matches!(name(inner), Some(Name::Is(Word::Blank | Word::Zulu | Word::Zone(_))));
        match name(inner) {
            _ if weekday || zone || inner.trim().is_empty() => {}
            Some(Name::Is(word @ (Word::Morning | Word::Afternoon))) => self.push(word)?,
            _ if matches!(inner, "约" | "大约" | "大概" | "左右" | "前后") => self.push(Word::Approx)?,
            _ if matches!(inner, "公历" | "阳历" | "新历" | "西历") => {}
            _ => self.notes = self.notes.with(Note::Label),
        }
        self.push(Word::Blank)?;
        Some(inner.len() + 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u64, digits: u8) -> Word {
        Word::Number { value, digits }
    }

    fn words(text: &str) -> Option<Vec<Word>> {
        let (words, stop) = Words::of(text);
        stop.is_none().then(|| words.as_slice().to_vec())
    }

    #[test]
    fn parts_a_text() {
        assert_eq!(words("2024年5月1日"), Some(vec![number(2024, 4), Word::Year, number(5, 1), Word::Month, number(1, 1), Word::Day]));
        assert_eq!(words("二〇二四年十二月"), Some(vec![number(2024, 4), Word::Year, number(12, 2), Word::Month]));
        assert_eq!(words("二o二四"), Some(vec![number(2024, 4)]));
        assert_eq!(words("星期三 10:05"), Some(vec![number(10, 2), Word::Separator(':'), number(5, 2)]));
        assert_eq!(words("may 1st"), Some(vec![Word::Named(5), Word::Blank, number(1, 1)]));
        assert_eq!(words("令和元年"), Some(vec![Word::Era(Era::Reiwa), number(1, 1), Word::Year]));
        assert_eq!(words("5 a.m."), Some(vec![number(5, 1), Word::Blank, Word::Morning]));
        assert_eq!(words("1(水)"), Some(vec![number(1, 1)]));
        assert_eq!(words("hello"), None);
    }

    #[test]
    fn says_where_it_stops() {
        assert_eq!(Words::of("5月1日 鸡").1, Some(Stop { at: "5月1日 ".len(), reason: Reason::Syntax }));
        assert_eq!(Words::of("农历五月").1, Some(Stop { at: 0, reason: Reason::Lunar }));
        assert_eq!(Words::of("昨天").1, Some(Stop { at: 0, reason: Reason::Relative }));
        let words = Words::of("1, 2 3").0;
        assert!(words.is_comma(1) && !words.is_comma(3));
    }
}
