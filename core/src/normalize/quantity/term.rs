//! One end of a quantity: a number, and the bound, sign, currency, period and hedges around it.

use super::currency::{self, Currency};
use super::fixed::{ONE, plus};
use super::value::{self, Pick, Value};
use super::words::{self, Bound, Word};
use super::{Column, Counted};
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
    pub(super) period: Option<&'static str>,
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

    fn period(&mut self, period: &'static str) -> Result<(), Reason> {
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
    let Some((value, tail)) = value::read(rest, Pick::Low)? else {
        return Ok(None);
    };
    let high = if value.spread { value::read(rest, Pick::High)?.map_or(value.amount, |(value, _)| value.amount) } else { value.amount };
    let mut term = Term { value, low: value.amount, high, bound: None, included: None, negative: false, coin: false, from };
    let mut rest = coins(&mut term, tail, said)?;
    if value.plus {
        bound = bound.or(Some(Bound::AtLeast));
    }
    said.about |= value.about;
    said.scientific |= value.scientific;
    said.lost |= value.lost;
    said.cut |= value.cut;
    said.unit |= value.units > 0 && value.scaled || value.units > 0 && !value.han;
    term.bound = bound;
    rest = behind(rest, column, said, &mut term, 0)?;
    if let Some(tail) = accounting_minus(rest, &term, said) {
        negative = !negative;
        rest = tail;
    }
    term.negative = negative;
    if term.value.dot {
        separators(&mut term, column, said);
    }
    said.separators |= value.comma && !said.currency.is_some_and(currency::dots_thousands);
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
        } else if let Some((period, tail)) = rest.starts_with('每').then(|| words::period(rest)).flatten() {
            said.period(period)?;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix('上').filter(|t| t.starts_with(['十', '百', '千', '万', '亿'])) {
            // 上万: ten thousand or more.
            (bound, said.about, rest) = (bound.or(Some(Bound::AtLeast)), true, tail);
        } else if let Some(tail) = rest.strip_prefix(['好', '大', '小']).filter(|t| t.starts_with('几') || rest.starts_with('小') && t.starts_with(numeral::is_numeral)) {
            // 大几万, 小一万.
            (said.about, rest) = (true, tail);
        } else if let Some((word, tail)) = words::in_front(rest) {
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

/// `x` or `n` in front of a relation.
fn variable(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['x', 'n', 'y'])?.trim_start();
    words::relation(rest).is_some().then_some(rest)
}

/// `(税前)` or `[预算]` in front of the number.
fn bracketed_label(text: &str) -> Option<&str> {
    let (inner, rest) = bracket(text)?;
    let name = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}') && numeral::digit(c).is_none() || c.is_ascii_alphabetic() || c == ' ';
    let said = inner.chars().all(name) && !inner.is_empty() && words::in_front(inner).is_none_or(|(word, _)| !matches!(word, Word::Bound(_)));
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
    let period = if head.contains('年') { Some("year") } else { head.contains('月').then_some("month") };
    said.period = said.period.or(period);
    Some(rest)
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

/// Everything behind the number, as far as it is understood.
fn behind<'t>(text: &'t str, column: &Column, said: &mut Said, term: &mut Term, depth: u8) -> Result<&'t str, Reason> {
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
        } else if let Some((period, tail)) = words::period(trimmed) {
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
        } else if let Some((word, tail)) = words::behind(trimmed).filter(|(word, _)| usable(*word, column, said, term, trimmed)) {
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
            said.period("month")?;
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

/// Whether all of a text belongs behind the number.
pub(super) fn tail(text: &str, column: &Column, said: &mut Said, term: &mut Term) -> bool {
    behind(text, column, said, term, 0).is_ok_and(str::is_empty)
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
fn accounting_minus<'t>(rest: &'t str, term: &Term, said: &mut Said) -> Option<&'t str> {
    let tail = rest.strip_prefix('-')?;
    if !tail.trim_start().is_empty() || term.value.units > 0 || term.coin || term.bound.is_some() {
        return None;
    }
    said.separators = true;
    Some(tail)
}

/// Reads 元, 角 and 分 behind the number.
fn coins<'t>(term: &mut Term, text: &'t str, said: &mut Said) -> Result<&'t str, Reason> {
    if let Some((part, rest)) = coin(text) {
        said.yuan = true;
        (term.low, term.high, term.coin) = (term.low / part, term.high / part, true);
        let (small, rest) = if part == 10 { smaller(rest, 10, true)? } else { (0, rest) };
        return add(term, small, rest);
    }
    let trimmed = text.trim_start_matches(' ');
    if !trimmed.starts_with(['块', '元', '圆']) {
        return Ok(text);
    }
    let Some((yuan, rest)) = ["块钱", "元", "圆", "块"].iter().find_map(|word| trimmed.strip_prefix(word).map(|rest| (*word, rest))) else {
        return Ok(text);
    };
    (said.yuan, term.coin) = (true, true);
    if let Some(rest) = rest.strip_prefix('半') {
        return add(term, ONE / 2, rest);
    }
    let (small, rest) = smaller(rest, 1, yuan == "块")?;
    add(term, small, rest)
}

fn add<'t>(term: &mut Term, small: i128, rest: &'t str) -> Result<&'t str, Reason> {
    term.low = plus(term.low, small)?;
    term.high = plus(term.high, small)?;
    Ok(rest)
}

/// 角 and 分, and how many of them a yuan has.
fn coin(text: &str) -> Option<(i128, &str)> {
    if !text.starts_with(['角', '毛', '分']) {
        return None;
    }
    let tenths = text.strip_prefix('角').or_else(|| text.strip_prefix("毛钱")).or_else(|| text.strip_prefix('毛'));
    match tenths {
        Some(rest) => Some((10, rest)),
        None => text.strip_prefix("分钱").or_else(|| text.strip_prefix('分').filter(|rest| !rest.starts_with(['之', '店', '公']))).map(|rest| (100, rest)),
    }
}

/// The coins below the one just read, and what follows: 五毛二 ends in a digit without its coin.
fn smaller(text: &str, above: i128, colloquial: bool) -> Result<(i128, &str), Reason> {
    let none = (0, text);
    let Some((value, rest)) = value::read(text.trim_start_matches('零'), Pick::Low)? else {
        return Ok(none);
    };
    if value.amount >= 10 * ONE || value.units > 0 {
        return Ok(none);
    }
    match coin(rest) {
        Some((part, rest)) if part > above => {
            let (small, rest) = if part == 10 { smaller(rest, 10, colloquial)? } else { (0, rest) };
            Ok((value.amount / part + small, rest))
        }
        Some(_) => Ok(none),
        // 三块五, 五毛二.
        None if colloquial && value.amount % ONE == 0 && !text.starts_with('零') && !rest.starts_with(['元', '块']) => Ok((value.amount / (above * 10), rest)),
        None => Ok(none),
    }
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
