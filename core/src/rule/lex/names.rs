//! Names, key words and texts.

use super::{Kind, LONGEST, Lexer, Token};
use crate::error::Error;
use crate::rule::words::{BREAKS, may_break};

/// Whether a character is one of a word.
pub(super) fn is_part(c: char) -> bool {
    // Ideographs are asked about most, and found last in the tables of Unicode.
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric() || c == '_'
}

/// Whether a name can stand in a rule without backticks: it is read back as one word, and none of those that mean something.
pub(in crate::rule) fn is_bare(name: &str) -> bool {
    const RESERVED: &[&str] = &["in", "is", "missing", "known", "contains", "where", "lifetime", "and", "or", "not"];
    let breaks = || name.char_indices().any(|(at, c)| may_break(c) && name.get(at..).is_some_and(|rest| BREAKS.iter().any(|(word, _)| rest.starts_with(word))));
    name.starts_with(|c: char| (c.is_alphabetic() || c == '_') && c != '非')
        && name.chars().all(is_part)
        && !RESERVED.iter().any(|word| name.eq_ignore_ascii_case(word))
        && !breaks()
        && name.chars().nth(LONGEST).is_none()
}

impl Lexer<'_> {
    pub(super) fn word(&mut self) {
        let mut word = String::with_capacity(16);
        let start = self.at;
        while let Some(c) = self.raw(0) {
            if !is_part(c) || self.breaks().is_some() {
                break;
            }
            word.push(c);
            self.at += 1;
        }
        let kind = match word.as_str() {
            w if w.eq_ignore_ascii_case("and") => Kind::And,
            w if w.eq_ignore_ascii_case("or") => Kind::Or,
            w if w.eq_ignore_ascii_case("not") => Kind::Not,
            _ => Kind::Word(word),
        };
        self.tokens.push(Token { kind, at: start });
    }

    pub(super) fn quoted(&mut self) -> Result<(), Error> {
        let start = self.at;
        let close = match self.raw(0) {
            Some('“') => '”',
            Some('‘') => '’',
            Some('「') => '」',
            Some(c) => c,
            None => return Ok(()),
        };
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.raw(0) {
                Some(c) if c == close => break,
                Some('\\') => {
                    match self.raw(1) {
                        Some('n') => text.push('\n'),
                        Some('t') => text.push('\t'),
                        Some(c) => text.push(c),
                        None => {}
                    }
                    self.at += 2;
                }
                Some(c) => {
                    text.push(c);
                    self.at += 1;
                }
                None => {
                    self.at = start;
                    return Err(self.error("the text has no closing quotation mark; it starts"));
                }
            }
        }
        self.at += 1;
        self.tokens.push(Token { kind: Kind::Text(text), at: start });
        Ok(())
    }

    /// A name in backticks; two backticks stand for one.
    pub(super) fn backticked(&mut self) -> Result<(), Error> {
        let start = self.at;
        self.at += 1;
        let mut name = String::new();
        loop {
            match (self.raw(0), self.raw(1)) {
                (Some('`'), Some('`')) => {
                    name.push('`');
                    self.at += 2;
                }
                (Some('`'), _) => break,
                (Some(c), _) => {
                    name.push(c);
                    self.at += 1;
                }
                (None, _) => {
                    self.at = start;
                    return Err(self.error("the name has no closing backtick; it starts"));
                }
            }
        }
        self.at += 1;
        self.tokens.push(Token { kind: Kind::Name(name), at: start });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::lex;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// A name is bare exactly when it is read as one word that is itself.
        #[test]
        fn bare_names_are_read_as_they_stand(name in "(in|IS|and|Or|not|missing|[a非不且或超过满_1０Ａ至到近天(. `\"-]){0,6}") {
            let reserved = ["in", "is", "missing", "known", "contains", "where", "lifetime"].iter().any(|word| name.eq_ignore_ascii_case(word));
            let read = matches!(lex(&name, "").as_deref(), Ok([Token { kind: Kind::Word(word), .. }]) if *word == name);
            prop_assert_eq!(is_bare(&name), read && !reserved);
        }
    }
}
