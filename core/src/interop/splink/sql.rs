//! The part of SQL that conditions on two records are written in.

/// An expression; operators are calls (`and`, `=`, `is null`), casts are left out.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Sql {
    /// A column of one of the two records: `"name_l"`, `l.name`.
    Column {
        name: String,
        left: bool,
    },
    Text(String),
    Number(f64),
    /// A name in lower case, and its arguments; `and` and `or` hold all of their sides.
    Call(String, Vec<Sql>),
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Word(String),
    Quoted(String),
    Text(String),
    Number(f64),
    Sign(&'static str),
}

/// Longer signs first.
const SIGNS: [&str; 16] = ["<=", ">=", "<>", "!=", "::", "||", "=", "<", ">", "(", ")", ",", ".", "+", "-", "*"];
const MORE_SIGNS: [&str; 2] = ["/", "%"];
/// Nesting beyond this is not what anyone writes.
const DEEPEST: usize = 40;

/// Reads a condition; the error says what is not understood.
pub(super) fn parse(text: &str) -> Result<Sql, String> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let sql = parser.either()?;
    match parser.peek() {
        None => Ok(sql),
        Some(token) => Err(format!("{} is not understood", shown(token))),
    }
}

fn shown(token: &Token) -> String {
    match token {
        Token::Word(text) | Token::Quoted(text) | Token::Text(text) => crate::error::quote(text),
        Token::Number(number) => format!("`{number}`"),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let close = match first {
            '\'' | '"' | '`' => Some(first),
            _ => None,
        };
        if let Some(close) = close {
            let (content, after) = quoted(rest, close).ok_or_else(|| "a quotation mark is not closed".to_owned())?;
            out.push(if close == '\'' { Token::Text(content) } else { Token::Quoted(content) });
            rest = after;
        } else if first.is_ascii_digit() || (first == '.' && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())) {
            let length = number(rest);
            let (digits, after) = rest.split_at(length);
            out.push(Token::Number(digits.parse().map_err(|_| format!("`{digits}` is no number"))?));
            rest = after;
        } else if first.is_alphabetic() || first == '_' {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let (word, after) = rest.split_at(length);
            out.push(Token::Word(word.to_owned()));
            rest = after;
        } else {
            let sign = SIGNS.iter().chain(&MORE_SIGNS).find(|sign| rest.starts_with(**sign)).ok_or_else(|| format!("`{}` is not understood", first.escape_debug()))?;
            out.push(Token::Sign(sign));
            rest = rest.strip_prefix(sign).unwrap_or("");
        }
        rest = rest.trim_start();
    }
    Ok(out)
}

/// What stands between quotation marks, doubled ones inside, and what follows.
fn quoted(text: &str, mark: char) -> Option<(String, &str)> {
    let mut content = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((_, c)) = chars.next() {
        if c != mark {
            content.push(c);
        } else if chars.next_if(|(_, next)| *next == mark).is_some() {
            content.push(mark);
        } else {
            let after = chars.peek().and_then(|(at, _)| text.get(*at..)).unwrap_or("");
            return Some((content, after));
        }
    }
    None
}

/// The bytes of a number at the start of a text.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while bytes.get(at).is_some_and(|b| {
        let exponent = matches!(b, b'+' | b'-') && at > 0 && bytes.get(at - 1).is_some_and(|b| matches!(b, b'e' | b'E'));
        b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E') || exponent
    }) {
        at += 1;
    }
    at
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn sign(&mut self, signs: &[&str]) -> Option<&'static str> {
        let Some(Token::Sign(sign)) = self.peek() else { return None };
        let sign = *sign;
        signs.contains(&sign).then(|| {
            self.at += 1;
            sign
        })
    }

    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(w)) if w.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        self.sign(&[sign]).map(|_| ()).ok_or_else(|| format!("`{sign}` is missing"))
    }

    fn either(&mut self) -> Result<Sql, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("it is nested too deeply".to_owned());
        }
        let mut sides = vec![self.both()?];
        while self.word("or") {
            sides.push(self.both()?);
        }
        self.depth -= 1;
        Ok(joined("or", sides))
    }

    fn both(&mut self) -> Result<Sql, String> {
        let mut sides = vec![self.negated()?];
        while self.word("and") {
            sides.push(self.negated()?);
        }
        Ok(joined("and", sides))
    }

    fn negated(&mut self) -> Result<Sql, String> {
        if self.word("not") {
            return Ok(Sql::Call("not".to_owned(), vec![self.compared()?]));
        }
        self.compared()
    }

    fn compared(&mut self) -> Result<Sql, String> {
        let left = self.sum()?;
        if self.word("is") {
            let not = self.word("not");
            if !self.word("null") {
                return Err("`is` without `null` is not understood".to_owned());
            }
            return Ok(Sql::Call(if not { "is not null" } else { "is null" }.to_owned(), vec![left]));
        }
        if self.word("in") {
            self.expect("(")?;
            let mut sides = vec![left];
            sides.extend(self.arguments()?);
            return Ok(Sql::Call("in".to_owned(), sides));
        }
        match self.sign(&["=", "<=", ">=", "<", ">", "<>", "!="]) {
            Some(sign) => Ok(Sql::Call(sign.to_owned(), vec![left, self.sum()?])),
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Result<Sql, String> {
        let mut left = self.product()?;
        while let Some(sign) = self.sign(&["+", "-", "||"]) {
            left = Sql::Call(sign.to_owned(), vec![left, self.product()?]);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Sql, String> {
        let mut left = self.cast()?;
        while let Some(sign) = self.sign(&["*", "/", "%"]) {
            left = Sql::Call(sign.to_owned(), vec![left, self.cast()?]);
        }
        Ok(left)
    }

    fn cast(&mut self) -> Result<Sql, String> {
        let inner = self.single()?;
        while self.sign(&["::"]).is_some() {
            self.at += 1;
        }
        Ok(inner)
    }

    fn single(&mut self) -> Result<Sql, String> {
        let token = self.peek().cloned().ok_or_else(|| "it ends too early".to_owned())?;
        self.at += 1;
        match token {
            Token::Number(number) => Ok(Sql::Number(number)),
            Token::Text(text) => Ok(Sql::Text(text)),
            Token::Sign("(") => {
                let inner = self.either()?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Word(word) if word.eq_ignore_ascii_case("cast") || word.eq_ignore_ascii_case("try_cast") => {
                self.expect("(")?;
                let inner = self.either()?;
                if !self.word("as") {
                    return Err("`cast` without `as` is not understood".to_owned());
                }
                self.at += 1;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Word(word) if self.sign(&["("]).is_some() => Ok(Sql::Call(word.to_lowercase(), self.arguments()?)),
            Token::Word(word) if ["case", "between", "like", "exists", "select"].iter().any(|w| word.eq_ignore_ascii_case(w)) => {
                Err(format!("`{}` is not understood", word.to_lowercase()))
            }
            Token::Word(word) | Token::Quoted(word) => self.column(&word),
            token => Err(format!("{} is not understood", shown(&token))),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Sql>, String> {
        let mut out = Vec::new();
        if self.sign(&[")"]).is_some() {
            return Ok(out);
        }
        loop {
            out.push(self.either()?);
            if self.sign(&[","]).is_none() {
                self.expect(")")?;
                return Ok(out);
            }
        }
    }

    fn column(&mut self, word: &str) -> Result<Sql, String> {
        if self.sign(&["."]).is_some() {
            let side = word.to_lowercase();
            let Some(Token::Word(name) | Token::Quoted(name)) = self.peek().cloned() else {
                return Err("a name is missing after `.`".to_owned());
            };
            self.at += 1;
            return match side.as_str() {
                "l" | "r" => Ok(Sql::Column { name, left: side == "l" }),
                _ => Err(format!("{} is neither `l` nor `r`", crate::error::quote(word))),
            };
        }
        let sided = |suffix: &str, left: bool| word.strip_suffix(suffix).filter(|n| !n.is_empty()).map(|n| Sql::Column { name: n.to_owned(), left });
        sided("_l", true).or_else(|| sided("_r", false)).ok_or_else(|| format!("{} is a column of neither record: those end in `_l` and `_r`", crate::error::quote(word)))
    }
}

fn joined(word: &str, mut sides: Vec<Sql>) -> Sql {
    if sides.len() == 1
        && let Some(side) = sides.pop()
    {
        return side;
    }
    // Brackets around sides of the same kind change nothing.
    let flat = sides.into_iter().flat_map(|side| match side {
        Sql::Call(name, inner) if name == word => inner,
        side => vec![side],
    });
    Sql::Call(word.to_owned(), flat.collect())
}

impl Sql {
    /// The columns named, in order, some several times.
    pub(super) fn columns(&self) -> Vec<&str> {
        match self {
            Sql::Column { name, .. } => vec![name],
            Sql::Call(_, inner) => inner.iter().flat_map(Sql::columns).collect(),
            Sql::Text(_) | Sql::Number(_) => Vec::new(),
        }
    }

    /// The arguments, if it is a call of one of these names.
    pub(super) fn call(&self, names: &[&str]) -> Option<&[Sql]> {
        match self {
            Sql::Call(name, inner) if names.contains(&name.as_str()) => Some(inner),
            _ => None,
        }
    }

    /// What it comes to, where only numbers are in it.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Sql::Number(number) => Some(*number),
            Sql::Call(name, inner) => {
                let of = |at: usize| inner.get(at).and_then(Sql::number);
                match name.as_str() {
                    "floor" => of(0).map(f64::floor),
                    "*" => Some(of(0)? * of(1)?),
                    "/" => Some(of(0)? / of(1)?),
                    "+" => Some(of(0)? + of(1)?),
                    "-" => Some(of(0)? - of(1)?),
                    _ => None,
                }
            }
            Sql::Column { .. } | Sql::Text(_) => None,
        }
    }
}
