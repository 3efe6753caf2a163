//! Text into tokens.

mod names;
mod numbers;

use super::number::{Number, is_numeral};
use super::words::{BREAKS, Op, fold, may_break};
use crate::error::{Code, Error, quote};
pub(super) use names::is_bare;

/// The longest rule that is read, in characters.
const LONGEST: usize = 200_000;

/// A token and the character it starts at, from 0.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: usize,
}

/// What a token is.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kind {
    /// A bare name or a key word.
    Word(String),
    /// A name in backticks.
    Name(String),
    Text(String),
    Number(Number),
    /// Days since 1970-01-01.
    Date(i64),
    Op(Op),
    /// `以上`, `以内` … behind a number.
    Postfix(Op),
    And,
    Or,
    Not,
    /// One of `( ) [ ] { } , . -`; `~`, 至 and 到 are read as `-`.
    Mark(char),
}

/// The tokens of a rule's text.
pub(super) fn lex(text: &str, path: &str) -> Result<Vec<Token>, Error> {
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    chars.extend(text.chars());
    if chars.len() > LONGEST {
        return Err(Error::new(Code::TooLarge, path, format!("the rule has more than {LONGEST} characters")));
    }
    let mut lexer = Lexer { chars: &chars, at: 0, path, tokens: Vec::with_capacity(8) };
    while lexer.token()? {}
    Ok(lexer.tokens)
}

/// A syntax error that shows the place.
pub(super) fn syntax(path: &str, chars: &[char], at: usize, what: &str) -> Error {
    let from = at.saturating_sub(12).min(chars.len());
    let excerpt: String = chars.iter().skip(from).take(at - from + 20).collect();
    let place = if at >= chars.len() { "at the end".to_owned() } else { format!("at character {}", at + 1) };
    Error::new(Code::RuleSyntax, path, format!("{what} {place}: {}", quote(&excerpt)))
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
    path: &'a str,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn raw(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// The character with full-width forms folded.
    fn folded(&self, ahead: usize) -> Option<char> {
        self.raw(ahead).map(fold)
    }

    fn starts_with(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| self.folded(n) == Some(c))
    }

    /// The word that ends a bare name here.
    fn breaks(&self) -> Option<&'static (&'static str, Kind)> {
        self.raw(0).filter(|c| may_break(*c))?;
        BREAKS.iter().find(|(word, _)| self.starts_with(word))
    }

    fn error(&self, what: &str) -> Error {
        syntax(self.path, self.chars, self.at, what)
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, at: self.at });
        self.at += length;
    }

    /// Reads one token; false at the end.
    fn token(&mut self) -> Result<bool, Error> {
        while self.folded(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let Some(c) = self.folded(0) else {
            return Ok(false);
        };
        if let Some((word, kind)) = self.breaks() {
            self.push(kind.clone(), word.chars().count());
            return Ok(true);
        }
        let two = self.folded(1);
        match (c, two) {
            ('>', Some('=')) => self.push(Kind::Op(Op::Ge), 2),
            ('<', Some('=')) => self.push(Kind::Op(Op::Le), 2),
            ('!', Some('=')) | ('<', Some('>')) => self.push(Kind::Op(Op::Ne), 2),
            ('=', Some('=')) => self.push(Kind::Op(Op::Eq), 2),
            ('&', Some('&')) => self.push(Kind::And, 2),
            ('|', Some('|')) => self.push(Kind::Or, 2),
            ('=', _) => self.push(Kind::Op(Op::Eq), 1),
            ('>', _) => self.push(Kind::Op(Op::Gt), 1),
            ('<', _) => self.push(Kind::Op(Op::Lt), 1),
            ('≥', _) => self.push(Kind::Op(Op::Ge), 1),
            ('≤', _) => self.push(Kind::Op(Op::Le), 1),
            ('≠', _) => self.push(Kind::Op(Op::Ne), 1),
            ('!' | '非', _) => self.push(Kind::Not, 1),
            ('(' | ')' | '[' | ']' | '{' | '}' | ',' | '.' | '-', _) => self.push(Kind::Mark(c), 1),
            ('"' | '\'' | '“' | '‘' | '「', _) => self.quoted()?,
            ('`', _) => self.backticked()?,
            ('¥', _) => self.number(1)?,
            _ if c.is_ascii_digit() => match self.date()? {
                Some(date) => self.push(Kind::Date(date), 10),
                None => self.number(0)?,
            },
            _ if is_numeral(c) && self.numeral() => {}
            _ if self.raw(0).is_some_and(|c| c.is_alphabetic() || c == '_') => self.word(),
            ('/', _) if matches!(self.tokens.last(), Some(Token { kind: Kind::Number(_), .. })) => {
                let help = "what a number is counted over stands in the window of its metric, such as `{\"rolling\": {\"days\": 365}}` for 元/年; write the number alone";
                return Err(self.error("a period behind a number").with_help(help));
            }
            _ => return Err(self.error("unexpected character")),
        }
        Ok(true)
    }
}
