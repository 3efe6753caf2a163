//! One end of a quantity: a number, and the bound, sign, currency, period and hedges around it.

use super::currency::{self, Currency};
use super::front_words;
use super::period::{self, Period};
use super::value::{Pick, Value};
use super::words::{self, Bound, Word};
use super::{Column, Counted, behind, coin, reader};
use crate::model::Reason;
use crate::normalize::clean::cut;
use crate::normalize::numeral;

/// What is said of the whole quantity, by whichever of its ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Said {
    pub(super) currency: Option<&'static str>,
    /// Only by a sign or a word that several currencies share.
    pub(super) weak: bool,
    /// 元 and its parts, which count whatever currency is named beside them.
    pub(super) yuan: bool,
    pub(super) people: bool,
    /// A label says that it is money.
    pub(super) money: bool,
    pub(super) period: Option<Period>,
    pub(super) about: bool,
    pub(super) label: bool,
    pub(super) detail: bool,
    /// A reading of separators that is in doubt.
    pub(super) separators: bool,
    pub(super) scientific: bool,
    pub(super) lost: bool,
    pub(super) cut: bool,
    pub(super) unit: bool,
    /// Nothing says whether people or money are counted.
    pub(super) assumed: bool,
    /// What was assumed is in doubt.
    pub(super) doubted: bool,
    pub(super) capitals: bool,
}

/// One end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) value: Value,
    pub(super) low: i128,
    pub(super) high: i128,
    pub(super) bound: Option<Bound>,
    /// `(含)` or `(不含)` without a side.
    pub(super) included: Option<bool>,
    pub(super) negative: bool,
    /// 元, 角 or 分 stands behind the number.
    pub(super) coin: bool,
    /// «from» stands in front: a lower bound unless an upper one follows.
    pub(super) from: bool,
}

impl Said {
    /// Takes note of a currency; two that cannot both be meant are refused.
    pub(super) fn name(&mut self, found: Currency) -> Result<(), Reason> {
        match self.currency {
            None => (self.currency, self.weak) = (Some(found.code), found.weak),
            Some(known) if known == found.code => self.weak &= found.weak,
            Some(known) if self.weak && !found.weak && currency::share_sign(known, found.code) => (self.currency, self.weak) = (Some(found.code), false),
            Some(known) if found.weak && currency::share_sign(found.code, known) => {}
            Some(_) => return Err(Reason::Currency),
        }
        Ok(())
    }

    pub(super) fn period(&mut self, period: Period) -> Result<(), Reason> {
        if self.period.is_some_and(|known| known != period) {
            return Err(Reason::Syntax);
        }
        self.period = Some(period);
        Ok(())
    }
}

/// Reads one end of a quantity and what follows it.
pub(super) fn read<'t>(text: &'t str, column: &Column, said: &mut Said) -> Result<Option<(Term, &'t str)>, Reason> {
    let Some(Front { mut bound, mut negative, from, rest }) = in_front(text, column, said)? else {
        return Ok(None);
    };
    let Some((value, tail)) = reader::read(rest, Pick::Low)? else {
        return Ok(None);
    };
    let high = if value.spread { reader::read(rest, Pick::High)?.map_or(value.amount, |(value, _)| value.amount) } else { value.amount };
    let mut term = Term { value, low: value.amount, high, bound: None, included: None, negative: false, coin: false, from };
    let mut rest = coin::read(&mut term, tail, said)?;
    if value.plus {
        bound = bound.or(Some(Bound::AtLeast));
    }
    said.about |= value.about;
    said.scientific |= value.scientific;
    said.lost |= value.lost;
    said.cut |= value.cut;
    said.unit |= value.units > 0 && (value.scaled || !value.han);
    term.bound = bound;
    rest = behind::behind(rest, column, said, &mut term, 0)?;
    if let Some(tail) = behind::accounting_minus(rest, &term, said) {
        negative = !negative;
        rest = tail;
    }
    term.negative = negative;
    if term.value.dot {
        separators(&mut term, column, said);
    }
    said.separators |= value.comma && !said.currency.is_some_and(currency::dots_thousands);
    // 99.00 CR is a credit as often as crores.
    said.detail |= value.crore && said.currency != Some("INR");
    // 万元 and 千人 are headers unless something says «more than a».
    let hedged = term.bound.is_some() || said.about || said.people;
    if value.bare && !hedged {
        return Err(Reason::Syntax);
    }
    Ok(Some((term, rest)))
}

/// What stands in front of a number, and what follows.
struct Front<'t> {
    bound: Option<Bound>,
    negative: bool,
    from: bool,
    rest: &'t str,
}

/// Everything in front of the number.
fn in_front<'t>(text: &'t str, column: &Column, said: &mut Said) -> Result<Option<Front<'t>>, Reason> {
    let (mut bound, mut negative, mut from) = (None, false, false);
    let mut rest = text;
    loop {
        if let Some(tail) = rest.trim_start_matches(' ').strip_prefix(':') {
            (said.label, rest) = (true, tail);
        }
        rest = rest.trim_start_matches(' ');
        let Some(first) = rest.chars().next() else {
            return Ok(None);
        };
        if first.is_ascii_digit() || first == '.' {
            break;
        }
        if let Some((relation, tail)) = words::relation(rest).filter(|_| bound.is_none()) {
            (bound, rest) = (Some(relation), tail);
        } else if let Some(tail) = rest.strip_prefix('-').filter(|_| !negative) {
            (negative, rest) = (true, tail);
        } else if let Some(tail) = rest.strip_prefix(['+', '=']) {
            rest = tail;
        } else if let Some((currency, tail)) = currency::read(rest, said.capitals).filter(|(c, _)| !c.cents) {
            said.name(currency)?;
            rest = tail;
        } else if let Some((period, tail)) =
            rest.starts_with(['每', '一']).then(|| period::period(rest)).flatten().filter(|(_, tail)| rest.starts_with('每') || starts_number(tail))
        {
            said.period(period)?;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix('上').filter(|t| t.starts_with(['十', '百', '千', '万', '亿'])) {
            // 上万: ten thousand or more.
            (bound, said.about, rest) = (bound.or(Some(Bound::AtLeast)), true, tail);
        } else if let Some(tail) = rest.strip_prefix(['好', '大', '小']).filter(|t| t.starts_with('几') || rest.starts_with('小') && t.starts_with(numeral::is_numeral)) {
            // 大几万, 小一万.
            (said.about, rest) = (true, tail);
        } else if let Some((word, tail)) = front_words::in_front(rest) {
            match word {
                Word::Bound(found) if bound.is_none() => bound = Some(found),
                Word::Bound(_) | Word::Rest => return Ok(None),
                Word::About => said.about = true,
                Word::Period(period) => said.period(period)?,
                Word::Label => said.label = true,
                Word::Money => said.money = true,
                Word::People if column.counted == Counted::People => said.people = true,
                Word::People => return Ok(None),
                Word::From => from = true,
                Word::Filler => {}
                Word::Negative if !negative => negative = true,
                Word::Negative => return Ok(None),
            }
            rest = tail;
        } else if let Some(tail) = variable(rest) {
            rest = tail;
        } else if let Some(tail) = bracketed_label(rest).or_else(|| label(rest, column, said)) {
            said.label = true;
            rest = tail;
        } else {
            break;
        }
    }
    Ok(Some(Front { bound, negative, from, rest }))
}

/// Whether an amount follows: 一年10万 against 一季度.
fn starts_number(text: &str) -> bool {
    text.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit() || matches!(c, '¥' | '$') || numeral::is_numeral(c))
}

/// `x` or `n` in front of a relation.
fn variable(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['x', 'n', 'y'])?.trim_start();
    words::relation(rest).is_some().then_some(rest)
}

/// `(税前)` or `[预算]` in front of the number.
fn bracketed_label(text: &str) -> Option<&str> {
    let (inner, rest) = behind::bracket(text)?;
    let name = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') && numeral::digit(c).is_none() || c.is_ascii_alphabetic() || c == ' ';
    let said = inner.chars().all(name) && !inner.is_empty() && front_words::in_front(inner).is_none_or(|(word, _)| !matches!(word, Word::Bound(_)));
    (said && !rest.trim_start_matches(' ').is_empty()).then_some(rest)
}

/// An unknown label of Han characters that says that an amount follows: 装修预算, 材料费.
fn label<'t>(text: &'t str, column: &Column, said: &mut Said) -> Option<&'t str> {
    let mut end = None;
    for (n, (at, c)) in text.char_indices().enumerate() {
        if n > 10 || !matches!(c, '\u{4e00}'..='\u{9fff}') {
            break;
        }
        let names = matches!(c, '价' | '额' | '费' | '款' | '金' | '薪' | '资' | '租' | '入' | '润' | '本' | '产' | '收' | '算' | '奖' | '税');
        if n > 0 && (names || column.counted == Counted::People && matches!(c, '数' | '模')) {
            end = Some(at + c.len_utf8());
        }
    }
    let (head, rest) = cut(text, end?);
    let counts = head.chars().any(|c| matches!(c, '万' | '亿' | '千' | '百' | '十'));
    if counts {
        return None;
    }
    let period = if head.contains('年') { Some(Period::Year) } else { head.contains('月').then_some(Period::Month) };
    said.period = said.period.or(period);
    Some(rest)
}

/// Three digits behind a single dot: thousands where the currency's countries write them so, else decimals, in doubt unless
/// a Chinese unit or currency stands beside them.
fn separators(term: &mut Term, column: &Column, said: &mut Said) {
    let code = said.currency.unwrap_or(column.currency);
    if currency::dots_thousands(code) {
        (term.low, term.high) = (term.low.saturating_mul(1000), term.high.saturating_mul(1000));
        term.value.amount = term.value.amount.saturating_mul(1000);
        said.separators |= !matches!(code, "IDR" | "VND");
    } else {
        said.separators |= !(term.value.scaled || term.coin);
    }
}
