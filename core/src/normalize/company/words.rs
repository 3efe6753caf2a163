//! Western names in words, each with the stretch of the written text it came from.
//!
//! | written | key |
//! |---|---|
//! | `Acme Co.,Ltd.` | `acme co ltd` |
//! | `Fiat S.p.A.`, `Novo Nordisk A/S` | `fiat spa`, `novo nordisk as` |
//! | `Procter & Gamble`, `L'Oréal`, `Rolls-Royce` | `procter and gamble`, `loréal`, `rolls royce` |
//! | `Amazon.com` | `amazoncom` |
//!
//! Dots and slashes between single letters join, other punctuation parts words, apostrophes vanish.

use crate::data::letters::each_plain;
use crate::data::variant::Variants;
use crate::text::fold;

/// Names of more words are not taken apart.
pub(super) const LIMIT: usize = 40;

/// One word: where it stands in the written text and in the plain letters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub(super) from: usize,
    pub(super) to: usize,
    start: usize,
    end: usize,
}

/// The words of a name.
#[derive(Debug)]
pub(super) struct Words {
    words: [Word; LIMIT],
    len: usize,
    /// Whether there are more words than fit.
    pub(super) long: bool,
    /// The key in letters without marks; empty where the key is that.
    plain: String,
}

impl Words {
    pub(super) fn all(&self) -> &[Word] {
        self.words.get(..self.len).unwrap_or_default()
    }

    /// A word in letters without marks.
    pub(super) fn plain<'a>(&'a self, key: &'a str, word: &Word) -> &'a str {
        let text = if self.plain.is_empty() { key } else { &self.plain };
        text.get(word.start..word.end).unwrap_or_default()
    }

    /// Reads the words of a text into a key.
    pub(super) fn read(variants: &Variants, text: &str, key: &mut String) -> Words {
        let mut words = Words { words: [Word::default(); LIMIT], len: 0, long: false, plain: String::new() };
        let mut writer = Writer { words: &mut words, key, word: Word::default(), open: false, run: 0, dotted: true };
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            let rest = chars.as_str();
            let next = text.len() - rest.len();
            match fold::width(c) {
                c @ ('a'..='z' | '0'..='9') => writer.letter(c, at, next),
                c @ 'A'..='Z' => writer.letter(c.to_ascii_lowercase(), at, next),
                '\'' | '`' | '’' | '´' | '‘' | 'ʼ' => {}
                '.' if writer.joins() || joined_domain(rest) => writer.run = 0,
                '/' if writer.joins() && ends_after_letter(rest) => writer.run = 0,
                '&' => writer.sign("and", at, next),
                '+' => writer.sign("plus", at, next),
                c if c.is_ascii() => writer.part(),
                _ => {
                    let tail = rest.find(|c| !unicode_normalization::char::is_combining_mark(c)).unwrap_or(rest.len());
                    let mut folded = String::new();
                    fold::key_into(variants, text.get(at..next + tail).unwrap_or_default(), &mut folded);
                    writer.folded(&folded, at, next + tail);
                    for _ in 0..rest.get(..tail).unwrap_or_default().chars().count() {
                        chars.next();
                    }
                }
            }
        }
        writer.part();
        if !key.is_ascii() {
            words.strip(key);
        }
        words
    }

    /// Writes the plain letters of a key with marks, and moves the words there.
    fn strip(&mut self, key: &str) {
        let mut plain = String::with_capacity(key.len());
        for word in self.words.iter_mut().take(self.len) {
            if !plain.is_empty() {
                plain.push(' ');
            }
            let start = plain.len();
            each_plain(key.get(word.start..word.end).unwrap_or_default(), |c| plain.push(c));
            (word.start, word.end) = (start, plain.len());
        }
        self.plain = plain;
    }
}

/// Writes words one after the other.
struct Writer<'a> {
    words: &'a mut Words,
    key: &'a mut String,
    word: Word,
    open: bool,
    /// Letters since the last dot or blank.
    run: usize,
    /// Whether the word so far is single letters with dots.
    dotted: bool,
}

impl Writer<'_> {
    fn letter(&mut self, c: char, from: usize, to: usize) {
        if !self.open {
            if !self.key.is_empty() {
                self.key.push(' ');
            }
            self.word = Word { from, to, start: self.key.len(), end: 0 };
            (self.open, self.run, self.dotted) = (true, 0, true);
        }
        self.key.push(c);
        self.word.to = to;
        self.run += 1;
        self.dotted &= self.run <= 1;
    }

    /// Whether a sign here stands behind a single letter of an abbreviation.
    fn joins(&self) -> bool {
        self.open && self.dotted && self.run == 1
    }

    fn part(&mut self) {
        if !self.open {
            return;
        }
        self.open = false;
        self.word.end = self.key.len();
        match self.words.words.get_mut(self.words.len) {
            Some(slot) => {
                *slot = self.word;
                self.words.len += 1;
            }
            None => self.words.long = true,
        }
    }

    fn sign(&mut self, word: &str, from: usize, to: usize) {
        self.part();
        word.chars().for_each(|c| self.letter(c, from, to));
        self.part();
    }

    fn folded(&mut self, folded: &str, from: usize, to: usize) {
        for c in folded.chars() {
            if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
                self.letter(c, from, to);
            } else {
                self.part();
            }
        }
    }
}

/// amazon.com is one word.
fn joined_domain(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["com", "cn", "net", "org", "io", "ai", "cz", "de", "eu"].iter().any(|domain| domain.eq_ignore_ascii_case(word))
}

/// Whether one letter follows and nothing on it: A/S, not A/Schmidt.
fn ends_after_letter(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    #[test]
    fn words_of_names() {
        for (text, expected) in [
            ("Acme Co., Ltd.", "acme co ltd"),
            ("Acme Co.,Ltd", "acme co ltd"),
            ("Acme Co.Ltd.", "acme co ltd"),
            ("Fiat S.p.A.", "fiat spa"),
            ("Acme L.L.C.", "acme llc"),
            ("Novo Nordisk A/S", "novo nordisk as"),
            ("and/or", "and or"),
            ("Amazon.com, Inc.", "amazoncom inc"),
            ("Procter & Gamble", "procter and gamble"),
            ("AT&T", "at and t"),
            ("McDonald's", "mcdonalds"),
            ("Foo (China) Ltd", "foo china ltd"),
            ("7-Eleven", "7 eleven"),
            ("Ｆｏｏ", "foo"),
            ("Škoda a.s.", "škoda as"),
            ("S.à r.l.", "sà rl"),
            ("ООО «Ромашка»", "ооо ромашка"),
            ("D'Addario & Co", "daddario and co"),
            ("", ""),
            ("...", ""),
        ] {
            let mut key = String::new();
            let words = Words::read(ReferenceTables::builtin().variants(), text, &mut key);
            assert_eq!(key, expected, "{text}");
            assert_eq!(words.all().len(), expected.split_whitespace().count());
        }
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "Säätämö, Oy";
        let mut key = String::new();
        let words = Words::read(ReferenceTables::builtin().variants(), text, &mut key);
        let found: Vec<(&str, &str)> = words.all().iter().map(|word| (text.get(word.from..word.to).unwrap(), words.plain(&key, word))).collect();
        assert_eq!(found, [("Säätämö", "saatamo"), ("Oy", "oy")]);
    }
}
