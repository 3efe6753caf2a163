//! Text into tokens.

use super::number::{self, Number, Unit, is_numeral};
use super::words::{BREAKS, Op, POSTFIXES, fold, may_break};
use crate::error::{Code, Error, quote};
use chrono::NaiveDate;

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

/// Whether a character is one of a word.
fn is_part(c: char) -> bool {
    // Ideographs are asked about most, and found last in the tables of Unicode.
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric() || c == '_'
}

/// Whether a name can stand in a rule without backticks: it is read back as one word, and none of those that mean something.
pub(super) fn is_bare(name: &str) -> bool {
    const RESERVED: &[&str] = &["in", "is", "missing", "known", "contains", "where", "lifetime", "and", "or", "not"];
    let breaks = || name.char_indices().any(|(at, c)| may_break(c) && name.get(at..).is_some_and(|rest| BREAKS.iter().any(|(word, _)| rest.starts_with(word))));
    name.starts_with(|c: char| (c.is_alphabetic() || c == '_') && c != '非')
        && name.chars().all(is_part)
        && !RESERVED.iter().any(|word| name.eq_ignore_ascii_case(word))
        && !breaks()
        && name.chars().nth(LONGEST).is_none()
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

    /// `三千元以上`, where a name cannot stand; whether there was one.
    fn numeral(&mut self) -> bool {
        let kinds: Vec<&Kind> = self.tokens.iter().rev().take(2).map(|token| &token.kind).collect();
        let here = match kinds.as_slice() {
            [Kind::Word(word), ..] if word == "where" => false,
            [Kind::Op(_) | Kind::Word(_) | Kind::Name(_) | Kind::Mark('[' | '{' | ')' | '-'), ..] => true,
            [Kind::Mark(','), Kind::Number(_), ..] => true,
            [Kind::Mark('('), Kind::Word(word), ..] => word == "in" || word == "属于",
            _ => false,
        };
        let (start, tokens) = (self.at, self.tokens.len());
        if !here {
            return false;
        }
        let text: String = (0..).map_while(|n| self.raw(n).filter(|c| is_numeral(*c))).collect();
        let Some(millionths) = number::numeral(&text).and_then(|value| value.checked_mul(number::ONE)) else { return false };
        self.at += text.chars().count();
        if let Ok((multiplier, unit)) = self.unit() {
            self.tokens.push(Token { kind: Kind::Number(Number { millionths, multiplier, unit }), at: start });
            self.postfix();
            self.range_word();
            if self.breaks().is_some() || !self.raw(0).is_some_and(is_part) {
                return true;
            }
        }
        self.at = start;
        self.tokens.truncate(tokens);
        false
    }

    /// `2024-05-01`, and nothing that goes on like a number.
    fn date(&self) -> Result<Option<i64>, Error> {
        let text: String = (0..10).filter_map(|n| self.folded(n)).collect();
        let shaped = text.chars().enumerate().all(|(n, c)| if n == 4 || n == 7 { c == '-' } else { c.is_ascii_digit() });
        if !shaped || text.len() != 10 || self.folded(10).is_some_and(|c| c.is_ascii_digit()) {
            return Ok(None);
        }
        match NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
            Ok(date) => Ok(Some(i64::from(date.to_epoch_days()))),
            Err(_) => Err(self.error(&format!("{} is no day of the calendar", quote(&text)))),
        }
    }

    fn word(&mut self) {
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

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.folded(0).filter(char::is_ascii_digit) {
            digits.push(c);
            self.at += 1;
        }
        digits
    }

    fn number(&mut self, sign: usize) -> Result<(), Error> {
        let start = self.at;
        self.at += sign;
        let whole = self.digits();
        if whole.is_empty() {
            return Err(self.error("expected digits"));
        }
        let mut fraction = String::new();
        if self.folded(0) == Some('.') && self.folded(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            fraction = self.digits();
        }
        let Some(millionths) = number::millionths(&whole, &fraction) else {
            self.at = start;
            return Err(self.error("the number is too large or too fine"));
        };
        let (multiplier, mut unit) = self.unit()?;
        if sign > 0 {
            if !matches!(unit, Unit::None | Unit::Yuan) {
                self.at = start;
                return Err(self.error("`¥` before a number that is not money"));
            }
            unit = Unit::Yuan;
        }
        self.tokens.push(Token { kind: Kind::Number(Number { millionths, multiplier, unit }), at: start });
        self.postfix();
        self.range_word();
        Ok(())
    }

    /// What is written behind the digits; blanks before it are allowed when it is a known unit.
    fn unit(&mut self) -> Result<(i64, Unit), Error> {
        let blanks = (0..).take_while(|n| self.folded(*n).is_some_and(char::is_whitespace)).count();
        if self.folded(blanks) == Some('%') {
            self.at += blanks + 1;
            return Ok((1, Unit::Percent));
        }
        let start = self.at;
        self.at += blanks;
        let mut text = String::new();
        while let Some(c) = self.raw(0).filter(|c| c.is_alphabetic()) {
            let ends = self.breaks().is_some() || POSTFIXES.iter().any(|(word, _)| self.starts_with(word)) || self.range_word_here();
            if ends {
                break;
            }
            text.push(c);
            self.at += 1;
        }
        match number::unit(&text) {
            Some(unit) if !text.is_empty() => Ok(unit),
            _ if blanks > 0 || text.is_empty() => {
                self.at = start;
                Ok((1, Unit::None))
            }
            _ => {
                self.at = start;
                Err(self.error(&format!("unknown unit {}", quote(&text))).with_help("units are 元, 万元, 万, 亿, 天, 次 and %; months and years are written in days"))
            }
        }
    }

    fn postfix(&mut self) {
        let blanks = (0..).take_while(|n| self.folded(*n).is_some_and(char::is_whitespace)).count();
        self.at += blanks;
        match POSTFIXES.iter().find(|(word, _)| self.starts_with(word)) {
            Some((word, op)) => self.push(Kind::Postfix(*op), word.chars().count()),
            None => self.at -= blanks,
        }
    }

    fn range_word_here(&self) -> bool {
        matches!(self.raw(0), Some('至' | '到')) && self.folded(1).is_some_and(|c| c.is_ascii_digit() || c == '¥')
    }

    fn range_word(&mut self) {
        if self.range_word_here() {
            self.push(Kind::Mark('-'), 1);
        }
    }

    fn quoted(&mut self) -> Result<(), Error> {
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
    fn backticked(&mut self) -> Result<(), Error> {
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
