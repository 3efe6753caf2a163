//! Free text: titles, streets, remarks.
//!
//! | raw | key | tokens | numbers | prefix |
//! |---|---|---|---|---|
//! | `12 Pinkerton Circuit` | `12 pinkerton circuit` | `12 circuit pinkerton` | `12` | `12pi` |
//! | `张江路１５號` | `张江路15号` | `15 号 张江 江路` | `15` | `张江` |
//! | `Beef & Beer!` | `beef beer` | `beef beer` | | `beef` |
//!
//! The key is the folded text (width, case, simplified characters) with punctuation as blanks, words
//! inside apostrophes joined. `tokens`: the distinct words in byte order, Han runs as pairs of
//! neighbours; `numbers`: the runs of digits in their order; `prefix`: four letters, or two Han.
//! Texts above 4,096 characters are cut (suspicious).
//!
//! JSON: `{"text": {}}`.

use super::Normalizer;
use super::clean;
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::text::{fold, script};

/// Reads free text.
#[derive(Clone, Debug, Default)]
pub struct Text {
    tables: ReferenceTables,
}

impl Text {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Text { tables: tables.clone() }
    }
}

impl Normalizer for Text {
    fn components(&self) -> &'static [&'static str] {
        &["tokens", "numbers", "prefix"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_cut(text, out) {
            return;
        }
        let mut folded = String::new();
        fold::key_into(self.tables.variants(), &out.display, &mut folded);
        words(&folded, &mut out.key);
        if self.tables.variants().changes(&out.display) {
            out.because(Reason::Traditional);
        }
        let Normalized { key, components, .. } = out;
        if let [tokens_out, numbers_out, prefix_out] = components.as_mut_slice() {
            tokens(key, tokens_out);
            numbers(key, numbers_out);
            prefix(key, prefix_out);
        }
    }
}

/// Punctuation becomes one blank; apostrophes vanish.
fn words(folded: &str, out: &mut String) {
    let mut blank = false;
    for c in folded.chars() {
        if is_word(c) {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        } else if !matches!(c, '\'' | '’' | 'ʼ' | '`') {
            blank = true;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || script::is_han(c)
}

/// Combining marks that did not compose belong to their letter.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The distinct words in byte order.
fn tokens(key: &str, out: &mut String) {
    let mut found: Vec<&str> = Vec::new();
    for word in key.split(' ') {
        runs(word, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    for token in found {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(token);
    }
}

/// A word's parts: pairs of neighbours in Han runs, digits, and the rest.
fn runs<'a>(word: &'a str, out: &mut Vec<&'a str>) {
    let class = |c: char| {
        if script::is_han(c) { 2 } else { u8::from(c.is_ascii_digit()) }
    };
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let end = if class(first) == 2 || word.contains(script::is_han) { rest.find(|c| class(c) != class(first)).unwrap_or(rest.len()) } else { rest.len() };
        let (run, tail) = clean::cut(rest, end);
        if class(first) == 2 {
            pairs(run, out);
        } else {
            out.push(run);
        }
        rest = tail;
    }
}

fn pairs<'a>(run: &'a str, out: &mut Vec<&'a str>) {
    let before = out.len();
    for ((start, _), (last, c)) in run.char_indices().zip(run.char_indices().skip(1)) {
        out.extend(run.get(start..last + c.len_utf8()));
    }
    if out.len() == before {
        out.push(run);
    }
}

fn numbers(key: &str, out: &mut String) {
    let runs = key.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    for run in runs {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(run);
    }
}

fn prefix(key: &str, out: &mut String) {
    let letters = key.chars().filter(|c| *c != ' ');
    let count = if key.starts_with(script::is_han) { 2 } else { 4 };
    out.extend(letters.take(count));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Text::default().normalize(raw, &mut out);
        out
    }

    #[test]
    fn keys_and_forms() {
        for (raw, key, tokens, numbers, prefix) in [
            ("12 Pinkerton Circuit", "12 pinkerton circuit", "12 circuit pinkerton", "12", "12pi"),
            ("张江路１５號", "张江路15号", "15 号 张江 江路", "15", "张江"),
            ("Beef & Beer!", "beef beer", "beef beer", "", "beef"),
            ("O'Brien's", "obriens", "obriens", "", "obri"),
            ("a  b\nA", "a b a", "a b", "", "aba"),
            ("A-1, 2.5", "a 1 2 5", "1 2 5 a", "1 2 5", "a125"),
            ("产品X价格", "产品x价格", "x 产品 价格", "", "产品"),
            ("路", "路", "路", "", "路"),
            ("!!!", "", "", "", ""),
            ("Straße Ünal", "straße ünal", "straße ünal", "", "stra"),
            ("mp3 player", "mp3 player", "mp3 player", "3", "mp3p"),
        ] {
            let out = read(raw);
            assert_eq!(out.key, key, "{raw}");
            assert_eq!(out.components, [tokens, numbers, prefix], "{raw}");
        }
    }

    #[test]
    fn long_texts_are_cut() {
        let out = read(&"字".repeat(5000));
        assert_eq!((out.status, out.display.chars().count()), (Status::Suspicious, 4096));
        assert_eq!(out.reasons, [Reason::TooLong]);
    }

    #[test]
    fn lost_bytes_are_noted() {
        assert_eq!(read("确??蛻粼").reasons, [Reason::LostBytes, Reason::Traditional]);
        assert_eq!(read("無").status, Status::Missing);
        assert_eq!(read("無錫").reasons, [Reason::Traditional]);
    }
}
