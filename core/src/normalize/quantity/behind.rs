//! Everything behind a number: bounds, currencies, periods, remarks.

use super::behind_words;
use super::currency::{self, Currency};
use super::period::{self, Period};
use super::term::{Said, Term};
use super::words::{self, Word};
use super::{Column, Counted};
use crate::model::Reason;
use crate::normalize::clean::cut;
use crate::normalize::numeral;

/// Whether all of a text belongs behind the number.
pub(super) fn tail(text: &str, column: &Column, said: &mut Said, term: &mut Term) -> bool {
    behind(text, column, said, term, 0).is_ok_and(str::is_empty)
}

/// Everything behind the number, as far as it is understood.
pub(super) fn behind<'t>(text: &'t str, column: &Column, said: &mut Said, term: &mut Term, depth: u8) -> Result<&'t str, Reason> {
    let mut rest = text;
    while !rest.is_empty() {
        let trimmed = rest.trim_start_matches(' ');
        if let Some((found, tail)) = words::relation(trimmed) {
            // 10万 <: what follows is more.
            if term.bound.is_some() {
                return Ok(rest);
            }
            term.bound = Some(found.seen_from_behind());
            rest = tail;
        } else if let Some((period, tail)) = period::period(trimmed) {
            said.period(period)?;
            rest = tail;
        } else if let Some(tail) = trimmed.strip_prefix(['元', '块', '圆']).filter(|_| !term.coin) {
            (said.yuan, term.coin, rest) = (true, true, tail);
        } else if let Some((currency, tail)) = currency::read(trimmed, said.capitals) {
            said.name(currency)?;
            if currency.cents {
                (term.low, term.high, term.coin) = (term.low / 100, term.high / 100, true);
            }
            rest = tail;
        } else if let Some((word, tail)) = behind_words::behind(trimmed).filter(|(word, _)| usable(*word, column, said, term, trimmed)) {
            match word {
                Word::Bound(found) => term.bound = Some(term.included.map_or(found, |included| found.with(included))),
                Word::About => said.about = true,
                Word::Period(period) => said.period(period)?,
                Word::Label => said.label = true,
                Word::Money => said.money = true,
                Word::People => said.people = true,
                Word::Rest => {
                    said.detail = true;
                    return Ok("");
                }
                Word::Filler | Word::Negative | Word::From => {}
            }
            rest = tail;
        } else if let Some((inner, tail)) = bracket(trimmed).filter(|_| depth == 0) {
            if !remark(inner, column, said, term)? {
                return Ok(rest);
            }
            rest = tail;
        } else if let Some(tail) = no_cents(trimmed) {
            rest = tail;
        } else if let Some(tail) = months(trimmed) {
            said.period(Period::Month)?;
            said.detail = true;
            rest = tail;
        } else if let Some(tail) = per_piece(trimmed).filter(|_| column.counted == Counted::Money) {
            said.detail = true;
            rest = tail;
        } else {
            return Ok(rest);
        }
    }
    Ok(rest)
}

fn usable(word: Word, column: &Column, said: &Said, term: &Term, text: &str) -> bool {
    match word {
        Word::Bound(_) => term.bound.is_none(),
        Word::People => column.counted == Counted::People,
        // 5年 is no amount, 5万年薪 is one.
        Word::Period(_) => term.coin || term.value.units > 0 || said.currency.is_some() || text.chars().nth(1).is_some_and(|c| matches!(c, '薪' | '营')),
        _ => true,
    }
}

/// What stands in brackets behind a number: `(含)`, `(USD)`, `(大写：壹万元)`, or a remark that is no part of the value.
fn remark(inner: &str, column: &Column, said: &mut Said, term: &mut Term) -> Result<bool, Reason> {
    let included = match inner {
        "含" | "包含" | "含本数" | "含本级" | "含端点" | "包括本数" | "inclusive" | "incl." => Some(true),
        "不含" | "不包含" | "不含本数" | "不含本级" | "exclusive" | "excl." => Some(false),
        _ => ends_itself(inner),
    };
    if let Some(included) = included {
        term.bound = term.bound.map(|bound| bound.with(included));
        term.included = Some(included);
        return Ok(true);
    }
    if inner.contains(['%', '‰']) {
        return Ok(false);
    }
    if unit_in_brackets(inner, column, said, term)? {
        return Ok(true);
    }
    let mut inside = *said;
    if behind(inner, column, &mut inside, term, 1).is_ok_and(str::is_empty) && !inner.is_empty() {
        *said = inside;
        return Ok(true);
    }
    said.label = true;
    Ok(true)
}

/// `120.5(万元)`.
fn unit_in_brackets(inner: &str, column: &Column, said: &mut Said, term: &mut Term) -> Result<bool, Reason> {
    let plain = Column { times: 1, parts: 1, currency: "", period: None, ..*column };
    let Some(unit) = plain.with_unit(inner).filter(|unit| term.value.units == 0 && !term.coin && unit.times != unit.parts) else {
        return Ok(false);
    };
    term.scale(unit.times, unit.parts)?;
    term.value.carries(unit.times);
    said.unit = true;
    if let Some(code) = Some(unit.currency).filter(|code| !code.is_empty()) {
        said.name(Currency { code, weak: false, cents: false })?;
    }
    if let Some(period) = unit.period {
        said.period(period)?;
    }
    Ok(true)
}

/// `(含10万元)` or `(不含10万)`.
fn ends_itself(inner: &str) -> Option<bool> {
    let starts = |word: &str| inner.strip_prefix(word).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c)));
    if starts("不含") { Some(false) } else { (starts("含") || starts("包含")).then_some(true) }
}

/// The inside of a bracket that a text starts with, and what follows.
pub(super) fn bracket(text: &str) -> Option<(&str, &str)> {
    let close = match text.chars().next()? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let rest = cut(text, 1).1;
    let end = rest.find(close)?;
    let (inner, rest) = cut(rest, end);
    Some((inner.trim(), cut(rest, 1).1))
}

/// `,-` and `.--`: no cents.
fn no_cents(text: &str) -> Option<&str> {
    let rest = text.strip_prefix([',', '.'])?;
    let tail = rest.trim_start_matches('-');
    (tail.len() < rest.len() && !tail.starts_with(|c: char| c.is_ascii_digit())).then_some(tail)
}

/// `·13薪` behind a monthly salary.
fn months(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['·', '*', '×', 'x', '•', ' ', '・']);
    let (_, tail) = crate::normalize::sheet::digits(rest).filter(|(run, _)| run.len() == 2)?;
    tail.strip_prefix('薪')
}

/// `/件`, `/平米`, `每人`: a price of one piece.
fn per_piece(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['/', '每']).or_else(|| words::strip(text, "per"))?.trim_start_matches(' ');
    let end = rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '²' | '㎡' | '³' | '·')) || c == '以').unwrap_or(rest.len());
    let (name, tail) = cut(rest, end);
    (!name.is_empty() && name.chars().count() <= 6).then_some(tail)
}

/// `1,500.00-` as SAP writes negative amounts.
pub(super) fn accounting_minus<'t>(rest: &'t str, term: &Term, said: &mut Said) -> Option<&'t str> {
    let tail = rest.strip_prefix('-')?;
    if !tail.trim_start().is_empty() || term.value.units > 0 || term.coin || term.bound.is_some() {
        return None;
    }
    said.separators = true;
    Some(tail)
}
