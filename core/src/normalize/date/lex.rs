//! The words of a date: numbers, markers, names of months, separators.

use crate::normalize::numeral;
use crate::normalize::short::Short;

/// The most words a date can have.
const MOST: usize = 32;

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
    Hour,
    Minute,
    Second,
    Half,
    /// A month by its name.
    Named(u8),
    /// Hours count from midnight.
    Morning,
    /// Hours count from noon.
    Afternoon,
    /// 中午: 12 is noon, 1 is after it.
    Noon,
    /// The `T` of ISO 8601.
    Time,
    /// UTC.
    Zulu,
    /// The year of an era before its first: 1911 for 民国.
    Era(u16),
    Separator(char),
    Blank,
}

/// The words of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    words: [Word; MOST],
    len: usize,
}

impl Words {
    pub(super) fn new() -> Self {
        Words { words: [Word::Blank; MOST], len: 0 }
    }

    pub(super) fn as_slice(&self) -> &[Word] {
        self.words.get(..self.len).unwrap_or_default()
    }

    /// Adds a word; `None` when there are too many. Blanks are written once.
    pub(super) fn push(&mut self, word: Word) -> Option<()> {
        if word == Word::Blank && matches!(self.as_slice().last(), Some(Word::Blank) | None) {
            return Some(());
        }
        *self.words.get_mut(self.len)? = word;
        self.len += 1;
        Some(())
    }

    /// Parts a text into words; `None` when it has others than dates have.
    pub(super) fn of(text: &str) -> Option<Words> {
        let mut words = Words::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let tail = rest.get(c.len_utf8()..).unwrap_or_default();
            rest = if c.is_ascii_digit() {
                words.number(rest)?
            } else if c.is_ascii_alphabetic() {
                words.latin(rest)?
            } else if let Some(tail) = weekday(rest) {
                tail
            } else if numeral::is_numeral(c) {
                words.numeral(rest)?
            } else if let Some((word, tail)) = phrase(rest) {
                words.push(word)?;
                tail
            } else {
                words.sign(c)?;
                tail
            };
        }
        while words.as_slice().last() == Some(&Word::Blank) {
            words.len -= 1;
        }
        Some(words)
    }

    fn number<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (run, tail) = text.split_at_checked(end)?;
        self.push(Word::Number { value: run.parse().ok()?, digits: u8::try_from(run.len()).ok()? })?;
        // 1st, 2nd, 3rd, 4th
        let ordinal = tail.get(..2).filter(|t| ["st", "nd", "rd", "th"].iter().any(|o| t.eq_ignore_ascii_case(o)));
        Some(ordinal.and_then(|o| tail.get(o.len()..)).unwrap_or(tail))
    }

    fn numeral<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let end = text.find(|c| !numeral::is_numeral(c)).unwrap_or(text.len());
        let (run, tail) = text.split_at_checked(end)?;
        let number = numeral::small(run)?;
        self.push(Word::Number { value: number.value, digits: number.digits })?;
        Some(tail)
    }

    fn latin<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
        let (run, tail) = text.split_at_checked(end)?;
        let mut lower = Short::<12>::new();
        if !run.chars().all(|c| lower.push(c.to_ascii_lowercase())) {
            return None;
        }
        let word = match lower.as_str() {
            "jan" | "january" => Word::Named(1),
            "feb" | "february" => Word::Named(2),
            "mar" | "march" => Word::Named(3),
            "apr" | "april" => Word::Named(4),
            "may" => Word::Named(5),
            "jun" | "june" => Word::Named(6),
            "jul" | "july" => Word::Named(7),
            "aug" | "august" => Word::Named(8),
            "sep" | "sept" | "september" => Word::Named(9),
            "oct" | "october" => Word::Named(10),
            "nov" | "november" => Word::Named(11),
            "dec" | "december" => Word::Named(12),
            "am" | "a" => Word::Morning,
            "pm" | "p" => Word::Afternoon,
            "t" => Word::Time,
            "z" | "utc" | "gmt" => Word::Zulu,
            "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun" | "of" | "the" | "at" | "m" | "cst" | "bjt" => Word::Blank,
            "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" => Word::Blank,
            _ => return None,
        };
        self.push(word)?;
        Some(tail)
    }

    fn sign(&mut self, c: char) -> Option<()> {
        let word = match c {
            '年' => Word::Year,
            '月' => Word::Month,
            '日' | '号' | '號' => Word::Day,
            '时' | '時' | '点' | '點' => Word::Hour,
            '分' => Word::Minute,
            '秒' => Word::Second,
            '半' => Word::Half,
            '-' | '‐' | '‑' | '–' | '−' => Word::Separator('-'),
            '/' | '\\' => Word::Separator('/'),
            ':' | '：' | '∶' => Word::Separator(':'),
            '.' | '。' | '．' | '·' => Word::Separator('.'),
            '+' => Word::Separator('+'),
            ' ' | ',' | '，' | '、' | '(' | ')' | '（' | '）' | '_' | '整' | '[' | ']' => Word::Blank,
            _ => return None,
        };
        self.push(word)
    }
}

/// Words of several characters.
fn phrase(text: &str) -> Option<(Word, &str)> {
    const PHRASES: [(&str, Word); 25] = [
        ("上午", Word::Morning),
        ("早上", Word::Morning),
        ("早晨", Word::Morning),
        ("清晨", Word::Morning),
        ("凌晨", Word::Morning),
        ("下午", Word::Afternoon),
        ("午后", Word::Afternoon),
        ("傍晚", Word::Afternoon),
        ("晚上", Word::Afternoon),
        ("晚间", Word::Afternoon),
        ("中午", Word::Noon),
        ("民國", Word::Era(1911)),
        ("民国", Word::Era(1911)),
        ("令和", Word::Era(2018)),
        ("平成", Word::Era(1988)),
        ("昭和", Word::Era(1925)),
        ("大正", Word::Era(1911)),
        ("公元", Word::Blank),
        ("公历", Word::Blank),
        ("西元", Word::Blank),
        ("阳历", Word::Blank),
        ("元年", Word::Number { value: 1, digits: 1 }),
        ("小时", Word::Hour),
        ("分钟", Word::Minute),
        ("秒钟", Word::Second),
    ];
    PHRASES.iter().find_map(|(phrase, word)| {
        // 元年 is two words, the second is 年.
        let len = if *phrase == "元年" { '元'.len_utf8() } else { phrase.len() };
        text.strip_prefix(phrase).and(text.get(len..)).map(|tail| (*word, tail))
    })
}

/// The text behind 星期三, 周三, 礼拜三.
fn weekday(text: &str) -> Option<&str> {
    let rest = ["星期", "礼拜", "禮拜", "周", "週"].iter().find_map(|w| text.strip_prefix(w))?;
    rest.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天', '末', '1', '2', '3', '4', '5', '6', '7'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: u64, digits: u8) -> Word {
        Word::Number { value, digits }
    }

    #[test]
    fn words() {
        let words = |t: &str| Words::of(t).map(|w| w.as_slice().to_vec());
        assert_eq!(words("2024年5月1日"), Some(vec![number(2024, 4), Word::Year, number(5, 1), Word::Month, number(1, 1), Word::Day]));
        assert_eq!(words("二〇二四年十二月"), Some(vec![number(2024, 4), Word::Year, number(12, 2), Word::Month]));
        assert_eq!(words("星期三 10:05"), Some(vec![number(10, 2), Word::Separator(':'), number(5, 2)]));
        assert_eq!(words("May 1st"), Some(vec![Word::Named(5), Word::Blank, number(1, 1)]));
        assert_eq!(words("令和元年"), Some(vec![Word::Era(2018), number(1, 1), Word::Year]));
        assert_eq!(words("hello"), None);
    }
}
