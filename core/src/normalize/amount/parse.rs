//! From the text of an amount to its bounds, currency and period.

use super::number::{self, MICRO, Value};
use super::words::{self, Bound};
use crate::model::Reason;
use crate::normalize::numeral;

/// One end of an amount, in fen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct End {
    pub(super) fen: i64,
    pub(super) exclusive: bool,
}

/// An amount, or a range of amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Parsed {
    pub(super) min: Option<End>,
    pub(super) max: Option<End>,
    /// Other than yuan.
    pub(super) currency: Option<&'static str>,
    pub(super) period: Option<&'static str>,
    pub(super) unit: bool,
    pub(super) about: bool,
    pub(super) rounded: bool,
    pub(super) scientific: bool,
    pub(super) comma: bool,
}

/// A number with what stands around it.
#[derive(Clone, Copy, Debug)]
struct Term {
    value: Value,
    bound: Option<Bound>,
    negative: bool,
}

/// Reads an amount.
pub(super) fn parse(text: &str) -> Result<Parsed, Reason> {
    let mut parsed = Parsed::default();
    let (text, bracketed) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (mut first, rest) = term(text, &mut parsed).ok_or(Reason::Syntax)?;
    if bracketed {
        first.negative = !first.negative && first.bound.is_none();
        if !first.negative {
            return Err(Reason::Syntax);
        }
    }
    let rest = rest.trim_start();
    if rest.trim_end_matches(['。', '.', ' ']).is_empty() {
        let fen = fen(&first, &mut parsed)?;
        parsed.one(fen, first.bound);
        return Ok(parsed);
    }
    let (between, rest) = connector(rest).ok_or(Reason::Syntax)?;
    let (second, rest) = term(rest, &mut parsed).ok_or(Reason::Syntax)?;
    if bracketed || !rest.trim_matches(['。', '.', ' ']).is_empty() {
        return Err(Reason::Syntax);
    }
    parsed.two(first, second, between)?;
    Ok(parsed)
}

impl Parsed {
    fn one(&mut self, fen: i64, bound: Option<Bound>) {
        let end = Some(End { fen, exclusive: bound.is_some_and(Bound::is_exclusive) });
        match bound {
            None => (self.min, self.max) = (end, end),
            Some(bound) if bound.is_lower() => self.min = end,
            Some(_) => self.max = end,
        }
    }

    /// `50-80万`: the unit counts for both; `1000元以上5000元以下`: two bounds.
    fn two(&mut self, mut first: Term, second: Term, between: bool) -> Result<(), Reason> {
        let sides = match (first.bound, second.bound) {
            (None, None) if between => (Bound::AtLeast, Bound::AtMost),
            // 50-80万以下 has no meaning; 3000以上-5000 has one.
            (Some(low), None) if between && low.is_lower() => (low, Bound::AtMost),
            (None, Some(high)) if between && !high.is_lower() => (Bound::AtLeast, high),
            (Some(low), Some(high)) if low.is_lower() && !high.is_lower() => (low, high),
            _ => return Err(Reason::Syntax),
        };
        if first.value.unit == 1 && second.value.unit > 1 && first.value.mantissa < second.value.mantissa {
            first.value.micro = first.value.micro.checked_mul(second.value.unit).ok_or(Reason::WrongLength)?;
        }
        let (min, max) = (fen(&first, self)?, fen(&second, self)?);
        // 80-50万: neither 80元 nor 80万 makes sense as the lower end.
        let apart = first.value.unit == 1 && second.value.unit > 1 && first.value.micro > 0 && second.value.micro / first.value.micro > 1000;
        if min > max || apart && first.value.micro == first.value.mantissa {
            return Err(Reason::Range);
        }
        self.min = Some(End { fen: min, exclusive: sides.0.is_exclusive() });
        self.max = Some(End { fen: max, exclusive: sides.1.is_exclusive() });
        Ok(())
    }
}

/// What stands between two numbers: `true` for a dash, `false` for «and».
fn connector(text: &str) -> Option<(bool, &str)> {
    const DASHES: [&str; 9] = ["-", "–", "—", "~", "～", "至", "到", "−", "to "];
    for dash in DASHES {
        if let Some(rest) = words::strip(text, dash) {
            return Some((true, rest.trim_start_matches(['-', '—', ' '])));
        }
    }
    for and in ["且", "并", ",", "，", "、", "和", "但"] {
        if let Some(rest) = text.strip_prefix(and) {
            return Some((false, rest));
        }
    }
    (text.starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c)) || words::bound_in_front(text).is_some()).then_some((false, text))
}

/// Reads bound, sign and currency, the number, and what follows it.
fn term<'a>(text: &'a str, parsed: &mut Parsed) -> Option<(Term, &'a str)> {
    let (mut bound, mut negative) = (None, false);
    let mut rest = text.trim_start();
    while !rest.starts_with(|c: char| c.is_ascii_digit()) {
        rest = rest.trim_start();
        if let Some((found, tail)) = words::bound_in_front(rest).filter(|_| bound.is_none()) {
            (bound, rest) = (Some(found), tail);
        } else if let Some((currency, tail)) = words::currency(rest) {
            set_currency(parsed, currency)?;
            rest = tail;
        } else if let Some((period, tail)) = words::period(rest) {
            parsed.period = Some(period);
            rest = tail;
        } else if let Some(tail) = words::about(rest).or_else(|| rest.strip_prefix('~')) {
            parsed.about = true;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix(['-', '−', '负', '負']).filter(|_| !negative) {
            (negative, rest) = (true, tail);
        } else {
            break;
        }
    }
    let (mut value, mut rest) = number::value(rest)?;
    parsed.unit |= value.unit > 1;
    rest = coins(&mut value, rest)?;
    while !rest.is_empty() {
        rest = rest.trim_start();
        if let Some((found, tail)) = words::bound_behind(rest).filter(|_| bound.is_none()) {
            let exclusive = ["(不含)", "不含本数", "(不含本数)"].iter().find_map(|w| tail.strip_prefix(w));
            let inclusive = ["(含)", "(含本数)"].iter().find_map(|w| tail.strip_prefix(w));
            bound = Some(if exclusive.is_some() { found.exclusive() } else { found });
            rest = exclusive.or(inclusive).unwrap_or(tail);
        } else if let Some((currency, tail)) = words::currency(rest) {
            set_currency(parsed, currency)?;
            rest = tail;
        } else if let Some((period, tail)) = words::period(rest) {
            parsed.period = Some(period);
            rest = tail;
        } else if let Some(tail) = words::about(rest) {
            parsed.about = true;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix(['整', '正']) {
            rest = tail;
        } else {
            break;
        }
    }
    parsed.about |= value.about;
    parsed.scientific |= value.scientific;
    parsed.comma |= value.comma;
    parsed.rounded |= value.cut;
    Some((Term { value, bound, negative }, rest))
}

fn set_currency(parsed: &mut Parsed, currency: &'static str) -> Option<()> {
    if currency != "CNY" {
        if parsed.currency.is_some_and(|c| c != currency) {
            return None;
        }
        parsed.currency = Some(currency);
    }
    Some(())
}

/// Reads 元, 角 and 分 behind the number.
fn coins<'a>(value: &mut Value, text: &'a str) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix(['角', '毛']) {
        value.micro /= 10;
        return fen_coin(value, rest);
    }
    if let Some(rest) = text.strip_prefix('分') {
        value.micro /= 100;
        return Some(rest);
    }
    let text = text.trim_start();
    let Some(yuan) = words::YUAN.iter().find(|y| text.starts_with(**y)) else {
        return Some(text);
    };
    let rest = text.strip_prefix(yuan)?;
    let Some((small, tail)) = number::value(rest) else {
        return Some(rest);
    };
    if let Some(tail) = tail.strip_prefix(['角', '毛']) {
        value.micro += small.micro / 10;
        return fen_coin(value, tail);
    }
    if let Some(tail) = tail.strip_prefix('分') {
        value.micro += small.micro / 100;
        return Some(tail);
    }
    if *yuan == "块" && small.micro < 10 * MICRO {
        value.micro += small.micro / 10;
        return Some(tail);
    }
    Some(rest)
}

fn fen_coin<'a>(value: &mut Value, text: &'a str) -> Option<&'a str> {
    let Some((small, tail)) = number::value(text) else {
        return Some(text);
    };
    match tail.strip_prefix('分') {
        Some(tail) => {
            value.micro += small.micro / 100;
            Some(tail)
        }
        None if small.micro < 10 * MICRO => {
            value.micro += small.micro / 100;
            Some(tail)
        }
        None => None,
    }
}

/// The number in fen, rounded half away from zero.
fn fen(term: &Term, parsed: &mut Parsed) -> Result<i64, Reason> {
    let per_fen = MICRO / 100;
    parsed.rounded |= term.value.micro % per_fen != 0;
    let fen = i64::try_from((term.value.micro + per_fen / 2) / per_fen).map_err(|_| Reason::WrongLength)?;
    Ok(if term.negative { -fen } else { fen })
}
