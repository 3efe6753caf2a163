//! Tokens into a syntax tree, by recursive descent.

use super::ast::{Bound, Constant, Predicate, Test};
use super::check::TRUTHS;
use super::lex::{Kind, Token, lex, syntax};
use super::number::Number;
use super::words::Op;
use crate::error::{Code, Error};
use crate::model::Missing;

/// How deep a rule may nest.
pub(super) const DEEPEST: usize = 64;

/// Reads a rule's text. Errors carry `path` and show the place in the text.
pub fn parse(text: &str, path: &str) -> Result<Predicate, Error> {
    let mut parser = Parser::new(text, path)?;
    let predicate = parser.any(0)?;
    parser.end()?;
    Ok(predicate)
}

/// Reads the text of a metric's `where`; it may not hold aggregates itself.
pub fn parse_aggregate_filter(text: &str, path: &str) -> Result<Predicate, Error> {
    let mut parser = Parser::new(text, path)?;
    parser.inside = true;
    let predicate = parser.any(0)?;
    parser.end()?;
    Ok(predicate)
}

pub(super) struct Parser<'a> {
    text: &'a str,
    path: &'a str,
    tokens: Vec<Token>,
    pub(super) at: usize,
    /// Within an aggregate, where no other may stand.
    pub(super) inside: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, path: &'a str) -> Result<Self, Error> {
        Ok(Parser { text, path, tokens: lex(text, path)?, at: 0, inside: false })
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    fn take(&mut self, kind: &Kind) -> bool {
        let found = self.peek(0) == Some(kind);
        self.at += usize::from(found);
        found
    }

    pub(super) fn mark(&mut self, mark: char) -> bool {
        self.take(&Kind::Mark(mark))
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek(ahead), Some(Kind::Word(w)) if w.eq_ignore_ascii_case(word))
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.is_word(0, word);
        self.at += usize::from(found);
        found
    }

    pub(super) fn error(&self, what: &str) -> Error {
        let chars: Vec<char> = self.text.chars().collect();
        let at = self.tokens.get(self.at).map_or(chars.len(), |token| token.at);
        syntax(self.path, &chars, at, what)
    }

    pub(super) fn expect(&mut self, mark: char, what: &str) -> Result<(), Error> {
        if self.mark(mark) { Ok(()) } else { Err(self.error(&format!("expected {what}"))) }
    }

    fn end(&self) -> Result<(), Error> {
        if self.peek(0).is_none() { Ok(()) } else { Err(self.error("expected `and`, `or` or the end")) }
    }

    fn deeper(&self, depth: usize) -> Result<usize, Error> {
        if depth >= DEEPEST {
            return Err(Error::new(Code::TooLarge, self.path, format!("the rule nests deeper than {DEEPEST} levels")));
        }
        Ok(depth + 1)
    }

    pub(super) fn any(&mut self, depth: usize) -> Result<Predicate, Error> {
        let depth = self.deeper(depth)?;
        let first = self.all(depth)?;
        if self.peek(0) != Some(&Kind::Or) {
            return Ok(first);
        }
        let mut of = vec![first];
        while self.take(&Kind::Or) {
            of.push(self.all(depth)?);
        }
        Ok(Predicate::any(of))
    }

    fn all(&mut self, depth: usize) -> Result<Predicate, Error> {
        let first = self.negated(depth)?;
        if self.peek(0) != Some(&Kind::And) {
            return Ok(first);
        }
        let mut of = vec![first];
        while self.take(&Kind::And) {
            of.push(self.negated(depth)?);
        }
        Ok(Predicate::all(of))
    }

    fn negated(&mut self, depth: usize) -> Result<Predicate, Error> {
        if self.take(&Kind::Not) {
            let depth = self.deeper(depth)?;
            return Ok(Predicate::negated(self.negated(depth)?));
        }
        if self.mark('(') {
            let inner = self.any(depth)?;
            self.expect(')', "`)`")?;
            return Ok(inner);
        }
        self.comparison(depth)
    }

    fn comparison(&mut self, depth: usize) -> Result<Predicate, Error> {
        let subject = self.subject(depth)?;
        let mut negate = self.take(&Kind::Not);
        let test = if self.word("in") || self.word("属于") {
            self.membership()?
        } else if self.word("contains") || self.word("包含") {
            Test::Contains { any: self.texts()? }
        } else if negate {
            return Err(self.error("expected `in` or `contains` after `not`"));
        } else if self.word("缺失") {
            Test::Missing {}
        } else if self.word("已知") {
            Test::Known {}
        } else if let Some(state) = self.declared() {
            Test::MissingAs { state }
        } else if self.word("is") {
            negate = self.take(&Kind::Not);
            let test = self.state()?;
            // Of these two each is the other's opposite.
            match test {
                Test::Missing {} if std::mem::take(&mut negate) => Test::Known {},
                Test::Known {} if std::mem::take(&mut negate) => Test::Missing {},
                test => test,
            }
        } else if let Some(Kind::Op(op)) = self.peek(0) {
            let op = *op;
            self.at += 1;
            self.ordered(op)?
        } else if matches!(self.peek(0), Some(Kind::Number(_))) {
            self.threshold()?
        } else {
            return Err(self
                .error("expected a comparison")
                .with_help("such as `>= 10000元`, `in [3000, 10000)`, `= \"沉睡\"`, `contains {\"参数\"}`, `is missing`; separate a name and a number by a blank"));
        };
        let compare = Predicate::Compare { subject, test };
        Ok(if negate { Predicate::negated(compare) } else { compare })
    }

    fn state(&mut self) -> Result<Test, Error> {
        if self.word("missing") {
            return Ok(Test::Missing {});
        }
        if self.word("known") {
            return Ok(Test::Known {});
        }
        let named = Missing::ALL.into_iter().find(|state| self.word(state.as_str()));
        named.or_else(|| self.declared()).map(|state| Test::MissingAs { state }).ok_or_else(|| {
            self.error("expected `missing`, `known` or a missing state")
                .with_help("the states are `to_be_filled` (待补充), `unknown` (未知), `to_be_confirmed` (待沟通确认) and `absent`")
        })
    }

    /// A missing state as it is written in data.
    fn declared(&mut self) -> Option<Missing> {
        Missing::ALL.into_iter().find(|state| self.word(state.written()))
    }

    /// What stands behind `>=` and its kin.
    fn ordered(&mut self, op: Op) -> Result<Test, Error> {
        if op == Op::Eq && matches!(self.peek(0), Some(Kind::Number(_))) && self.peek(1) == Some(&Kind::Mark('-')) {
            return self.range();
        }
        let value = self.constant()?;
        if matches!(self.peek(0), Some(Kind::Postfix(_))) {
            return Err(self.error("a comparison before and behind the number"));
        }
        Ok(test(op, value))
    }

    /// `10000元以上`, `3000-10000`.
    fn threshold(&mut self) -> Result<Test, Error> {
        if self.peek(1) == Some(&Kind::Mark('-')) {
            return self.range();
        }
        let value = self.constant()?;
        match self.peek(0) {
            Some(Kind::Postfix(op)) => {
                let op = *op;
                self.at += 1;
                Ok(test(op, value))
            }
            _ => Err(self.error("expected 以上, 以下, 以内 or a comparison before the number")),
        }
    }

    /// `3000-10000`, closed at both ends.
    fn range(&mut self) -> Result<Test, Error> {
        let low = self.number()?;
        self.expect('-', "`-`")?;
        let high_at = self.at;
        let high = self.number()?;
        let ends = low.lower_end_of(high).constant(false).and_then(|low| Ok((low, high.constant(false)?)));
        match ends {
            Ok((low, high)) => Ok(Test::Between { low: Bound { value: low, closed: true }, high: Bound { value: high, closed: true } }),
            Err(why) => {
                self.at = high_at;
                Err(self.error(why))
            }
        }
    }

    fn number(&mut self) -> Result<Number, Error> {
        match self.peek(0) {
            Some(Kind::Number(number)) => {
                let number = *number;
                self.at += 1;
                Ok(number)
            }
            _ => Err(self.error("expected a number")),
        }
    }

    /// What stands behind `in`.
    fn membership(&mut self) -> Result<Test, Error> {
        if self.mark('{') {
            let mut values = vec![self.constant()?];
            while self.mark(',') {
                values.push(self.constant()?);
            }
            self.expect('}', "`,` or `}`")?;
            return Ok(Test::OneOf { values });
        }
        let closed = self.mark('[');
        if closed || self.mark('(') {
            let low = Bound { value: self.constant()?, closed };
            self.expect(',', "`,`")?;
            let value = self.constant()?;
            let closed = self.mark(']');
            if !closed {
                self.expect(')', "`]` or `)`")?;
            }
            return Ok(Test::Between { low, high: Bound { value, closed } });
        }
        if matches!(self.peek(0), Some(Kind::Number(_))) {
            return self.range();
        }
        Err(self.error("expected an interval such as `[3000, 10000)` or a set such as `{\"a\", \"b\"}`"))
    }

    fn texts(&mut self) -> Result<Vec<String>, Error> {
        if !self.mark('{') {
            return Ok(vec![self.text()?]);
        }
        let mut texts = vec![self.text()?];
        while self.mark(',') {
            texts.push(self.text()?);
        }
        self.expect('}', "`,` or `}`")?;
        Ok(texts)
    }

    fn text(&mut self) -> Result<String, Error> {
        match self.peek(0) {
            Some(Kind::Text(text)) => {
                let text = text.clone();
                self.at += 1;
                Ok(text)
            }
            _ => Err(self.error("expected a text in quotation marks")),
        }
    }

    fn constant(&mut self) -> Result<Constant, Error> {
        let negative = self.peek(0) == Some(&Kind::Mark('-'));
        self.at += usize::from(negative);
        match self.peek(0) {
            Some(Kind::Number(number)) => {
                let constant = number.constant(negative).map_err(|why| self.error(why))?;
                self.at += 1;
                Ok(constant)
            }
            Some(Kind::Date(days)) if !negative => {
                let days = *days;
                self.at += 1;
                Ok(Constant::Date { days })
            }
            Some(Kind::Text(_)) if !negative => Ok(Constant::Text { text: self.text()? }),
            Some(Kind::Word(word)) if !negative && TRUTHS.iter().any(|(truth, _)| truth == word) => {
                let text = word.clone();
                self.at += 1;
                Ok(Constant::Text { text })
            }
            Some(Kind::Word(word)) if !negative => {
                let help = format!("texts are written in quotation marks: `\"{word}\"`");
                Err(self.error("expected a constant").with_help(help))
            }
            _ => Err(self.error("expected a number, a date or a text in quotation marks")),
        }
    }

    pub(super) fn name(&mut self, what: &str) -> Result<String, Error> {
        match self.peek(0) {
            Some(Kind::Word(name) | Kind::Name(name)) => {
                let name = name.clone();
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.error(&format!("expected {what}"))),
        }
    }
}

fn test(op: Op, value: Constant) -> Test {
    match op {
        Op::Eq => Test::Is { value },
        Op::Ne => Test::IsNot { value },
        Op::Ge => Test::AtLeast { value },
        Op::Gt => Test::MoreThan { value },
        Op::Le => Test::AtMost { value },
        Op::Lt => Test::LessThan { value },
    }
}
