//! Numbers and dates, with what stands behind them.

use super::names::is_part;
use super::{Kind, Lexer, Token};
use crate::error::{Error, quote};
use crate::rule::number::{self, Number, Unit, is_numeral};
use crate::rule::words::POSTFIXES;
use chrono::NaiveDate;

impl Lexer<'_> {
    /// `三千元以上`, where a name cannot stand; whether there was one.
    pub(super) fn numeral(&mut self) -> bool {
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
    pub(super) fn date(&self) -> Result<Option<i64>, Error> {
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

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.folded(0).filter(char::is_ascii_digit) {
            digits.push(c);
            self.at += 1;
        }
        digits
    }

    pub(super) fn number(&mut self, sign: usize) -> Result<(), Error> {
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
}
