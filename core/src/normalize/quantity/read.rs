//! From the text of a quantity to its ends.
//!
//! | text | ends |
//! |---|---|
//! | `50-80万`, `50万-80` | both in 万: a unit counts for the other end too where that keeps them in order |
//! | `8000-1万`, `5千-1万` | each in its own |
//! | `1000元以上5000元以下`, `超过3000元至12000元`, `10万<x≤50万` | two bounds |
//! | `[10,50)万元`, `(,10000]` | an interval in brackets |
//! | `(1,500)`, `$(1,500)`, `1,500.00-` | negative, as accountants write |
//! | `80-50` | put in order, in doubt |
//! | `5000/8000`, `5000或8000` | two values: ambiguous |

use super::fixed::{ONE, plus, rounded, times};
use super::fold::{MOST, fold_into};
use super::term::{self, Said, Term};
use super::words::{self, Bound, Word};
use super::{Column, Counted, End, Quantity, currency};
use crate::model::Reason;
use crate::normalize::clean::cut;
use crate::normalize::numeral;
use crate::normalize::short::Short;

/// Reads a quantity.
pub(super) fn read(raw: &str, column: &Column, scratch: &mut String) -> Result<Quantity, Reason> {
    let folded = fold_into(raw, scratch).ok_or(Reason::Syntax)?;
    let mut said = Said { capitals: folded.capitals, ..Said::default() };
    let text = scratch.trim_end_matches(['。', '.', '!', ';', ',', ' ']);
    let text = year(text).inspect(|_| said.label = true).unwrap_or(text);
    if let Some(quantity) = interval(text, column, said)? {
        return Ok(quantity);
    }
    if let Some(quantity) = in_brackets(text, column, said)? {
        return Ok(quantity);
    }
    plain(text, column, said)
}

/// `2023年营收…`: which year it is of.
fn year(text: &str) -> Option<&str> {
    let (run, rest) = crate::normalize::sheet::digits(text).filter(|(run, _)| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))?;
    let rest = rest.strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest).trim_start_matches([' ', ':']);
    (run.len() == 4 && !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '至' | '到') || numeral::is_numeral(c))).then_some(rest)
}

/// A number, a bound, a range.
fn plain(text: &str, column: &Column, mut said: Said) -> Result<Quantity, Reason> {
    let (first, rest) = match words::endless(text) {
        Some(rest) => (None, rest),
        None => {
            let (term, rest) = term::read(text, column, &mut said)?.ok_or(Reason::Syntax)?;
            (Some(term), rest)
        }
    };
    let rest = rest.trim_start_matches(' ');
    if rest.is_empty() || is_remark(rest) {
        said.detail |= !rest.is_empty();
        return Pair { first, second: None, joined: Joined::Dash }.quantity(column, said);
    }
    let (joined, rest) = connector(rest, text, first.as_ref()).ok_or(Reason::Syntax)?;
    if rest.is_empty() && joined == Joined::Dash {
        // 5000~: from 5000 on.
        let mut first = first.filter(|term| term.bound.is_none() && text.ends_with('~')).ok_or(Reason::Range)?;
        first.bound = Some(Bound::AtLeast);
        said.separators = true;
        return Pair { first: Some(first), second: None, joined }.quantity(column, said);
    }
    let label = said.label;
    let (second, rest) = match words::endless(rest) {
        Some(rest) => (None, rest),
        None => {
            let (term, rest) = term::read(rest, column, &mut said)?.ok_or(Reason::Syntax)?;
            (Some(term), rest)
        }
    };
    let rest = rest.trim_start_matches(' ');
    if !rest.is_empty() && !is_remark(rest) || first.is_none() && second.is_none() {
        return Err(Reason::Syntax);
    }
    said.detail |= !rest.is_empty();
    if joined == Joined::Side && first.is_some_and(|term| term.bound.is_some()) {
        // 5万<金额≤10万: what stands between is a variable.
        said.label = label;
    }
    let zero = |term: &Option<Term>| term.is_some_and(|t| t.value.zero);
    if zero(&first) || zero(&second) {
        // 2024-05 and 021-62345678 are no ranges.
        return Err(Reason::Syntax);
    }
    let pair = Pair { first, second, joined };
    match (pair.first, pair.second) {
        (Some(_), Some(_)) => pair.quantity(column, said),
        (Some(mut only), None) if only.bound.is_none() && joined == Joined::Dash => {
            only.bound = Some(Bound::AtLeast.with(only.included.unwrap_or(true)));
            Pair { first: Some(only), second: None, joined }.quantity(column, said)
        }
        (Some(only), None) if only.bound.is_some_and(Bound::is_lower) => Pair { first: Some(only), second: None, joined }.quantity(column, said),
        (None, Some(mut only)) if joined == Joined::Dash => {
            let bound = only.bound.unwrap_or(Bound::AtMost.with(only.included.unwrap_or(true)));
            only.bound = Some(bound).filter(|b| !b.is_lower());
            only.bound.ok_or(Reason::Syntax)?;
            Pair { first: Some(only), second: None, joined }.quantity(column, said)
        }
        _ => Err(Reason::Syntax),
    }
}

/// Text behind the value that says no number.
fn is_remark(text: &str) -> bool {
    let separate = text.starts_with([',', ';', '。', '、', '(', '!', '·', '|']) || text.starts_with("其中");
    let numbers = text.contains(|c: char| c.is_ascii_digit() || matches!(c, '%' | '‰' | '万' | '亿' | '元' | '折'));
    separate && (!numbers || text.contains("其中"))
}

/// How two ends are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Joined {
    /// From one to the other.
    Dash,
    /// Both bounds hold.
    And,
    /// Nothing stands between.
    Side,
    /// One or the other.
    Or,
}

fn connector<'t>(text: &'t str, whole: &str, first: Option<&Term>) -> Option<(Joined, &'t str)> {
    const DASHES: [&str; 10] = ["-", "~", "至", "到", "…", "to", "through", "till", "until", "→"];
    for dash in DASHES.into_iter().filter(|_| text.starts_with(['-', '~', '至', '到', '…', 't', 'u', '→'])) {
        if let Some(rest) = words::strip(text, dash).filter(|rest| !(dash == "至" && rest.starts_with(['少', '多']))) {
            let rest = if first.is_some_and(|term| term.negative) { rest } else { rest.trim_start_matches(['-', '~', '…']) };
            return Some((Joined::Dash, rest.trim_start_matches(' ')));
        }
    }
    let within = || whole.contains("之间") || whole.contains("between") || whole.contains("介于") || whole.contains("区间");
    for and in ["并且", "而且", "且", "并", "但是", "但", "和", "与", "and", "but"] {
        if let Some(rest) = words::strip(text, and) {
            return Some((if within() { Joined::Dash } else { Joined::And }, rest.trim_start_matches([' ', ','])));
        }
    }
    for or in ["或者", "或", "or", "/", "、", ",", ";", "|"] {
        if let Some(rest) = words::strip(text, or) {
            return Some((Joined::Or, rest.trim_start_matches(' ')));
        }
    }
    Some((Joined::Side, text))
}

/// One end or two.
#[derive(Debug)]
struct Pair {
    first: Option<Term>,
    second: Option<Term>,
    joined: Joined,
}

impl Pair {
    fn quantity(mut self, column: &Column, mut said: Said) -> Result<Quantity, Reason> {
        self.units(column, &mut said)?;
        let unit = self.unit(column, &mut said)?;
        let mut out = Quantity { min: None, max: None, also: None, reversed: false, unit, said };
        match (&self.first, &self.second) {
            (Some(first), None) => one(first, &mut out),
            (Some(first), Some(second)) => self.two(first, second, &mut out)?,
            _ => return Err(Reason::Syntax),
        }
        out.finish(column)
    }

    /// Carries units from one end to the other, and applies the column's to numbers that have none.
    fn units(&mut self, column: &Column, said: &mut Said) -> Result<(), Reason> {
        if let (Some(first), Some(second)) = (&mut self.first, &mut self.second) {
            if let Some(unit) = second.value.unit_for_first(&first.value, first.negative && second.negative).filter(|_| !first.coin) {
                first.scale(unit, 1)?;
                first.value.units = 1;
            } else if let Some(unit) = first.value.unit_for_second(&second.value).filter(|_| !second.coin) {
                second.scale(unit, 1)?;
                second.value.units = 1;
            }
            // 80-50万: neither 80 nor 80万 makes sense as the lower end.
            let far = second.value.scaled && first.value.units == 0 && !first.coin && first.low > 0 && second.low > first.low.saturating_mul(1000);
            if far && self.joined == Joined::Dash && first.bound.is_none() {
                return Err(Reason::Range);
            }
        }
        let bare = |term: &Option<Term>| term.is_none_or(|t| t.value.units == 0 && !t.coin);
        if !said.yuan && bare(&self.first) && bare(&self.second) && column.times != column.parts {
            for term in [&mut self.first, &mut self.second].into_iter().flatten() {
                term.scale(column.times, column.parts)?;
            }
            said.unit = true;
        }
        if said.currency.is_none() && !said.yuan {
            said.period = said.period.or(column.period);
        }
        Ok(())
    }

    /// What is counted: a currency, or people.
    fn unit(&self, column: &Column, said: &mut Said) -> Result<&'static str, Reason> {
        let money = said.currency.or(said.yuan.then_some("CNY"));
        if column.counted == Counted::Money {
            return Ok(money.unwrap_or(column.currency));
        }
        match (money, said.people) {
            (Some(_), true) => Err(Reason::Syntax),
            (Some(code), false) => Ok(code),
            (None, true) => Ok(column.home),
            (None, false) if said.money => Ok(column.currency),
            (None, false) => {
                // Nobody has a million people, many have turned over a million.
                let million = [&self.first, &self.second].into_iter().flatten().any(|term| term.high >= 1_000_000 * ONE);
                (said.assumed, said.doubted) = (true, million);
                Ok(if million { column.currency } else { column.home })
            }
        }
    }

    fn two(&self, first: &Term, second: &Term, out: &mut Quantity) -> Result<(), Reason> {
        let ((low, _), (_, high)) = (first.ends(), second.ends());
        let sides = match (first.bound, second.bound, self.joined) {
            (Some(a), Some(b), _) if a.is_lower() && !b.is_lower() => (a, b),
            (Some(a), Some(b), _) if !a.is_lower() && b.is_lower() => {
                out.set(Some(End { amount: second.ends().0, open: b.is_open() }), Some(End { amount: first.ends().1, open: a.is_open() }));
                return Ok(());
            }
            (None, None, Joined::Dash) => (Bound::AtLeast.with(first.included.unwrap_or(true)), Bound::AtMost.with(second.included.unwrap_or(true))),
            (Some(a), None, Joined::Dash) if a.is_lower() => (a, Bound::AtMost.with(second.included.unwrap_or(true))),
            (None, Some(b), Joined::Dash) if !b.is_lower() => (Bound::AtLeast.with(first.included.unwrap_or(true)), b),
            (None, Some(b), Joined::Dash) => {
                // 50-80万以上: at least from the lower one on.
                out.said.separators = true;
                out.set(Some(End { amount: low, open: false }), None);
                return if b.is_lower() { Ok(()) } else { Err(Reason::Syntax) };
            }
            (None, None, Joined::Side | Joined::Or) if (first.ends(), first.negative) == (second.ends(), second.negative) => {
                one(first, out);
                out.said.label = true;
                return Ok(());
            }
            // 1/2 is a fraction, or a part of a date.
            (None, None, Joined::Or) if low >= 100 * ONE && high >= 100 * ONE => {
                one(first, out);
                out.also = Some(second.ends().0);
                return Ok(());
            }
            _ => return Err(Reason::Syntax),
        };
        let (min, max) = (End { amount: low, open: sides.0.is_open() }, End { amount: high, open: sides.1.is_open() });
        if min.amount > max.amount && first.bound.is_none() && second.bound.is_none() {
            out.reversed = true;
            out.set(Some(End { amount: second.ends().0, open: max.open }), Some(End { amount: first.ends().1, open: min.open }));
        } else {
            out.set(Some(min), Some(max));
        }
        Ok(())
    }
}

fn one(term: &Term, out: &mut Quantity) {
    let (low, high) = term.ends();
    let open = term.value.open;
    match term.bound.or(term.from.then_some(Bound::AtLeast)) {
        None => out.set(Some(End { amount: low, open }), Some(End { amount: high, open })),
        Some(bound) if bound.is_lower() => out.set(Some(End { amount: low, open: bound.is_open() }), None),
        Some(bound) => out.set(None, Some(End { amount: high, open: bound.is_open() })),
    }
}

impl Term {
    fn ends(&self) -> (i128, i128) {
        if self.negative { (-self.high, -self.low) } else { (self.low, self.high) }
    }

    pub(super) fn scale(&mut self, unit: i128, parts: i128) -> Result<(), Reason> {
        (self.low, self.high) = (times(self.low, unit)?, times(self.high, unit)?);
        if parts > 1 {
            (self.low, self.high) = (self.low / parts, self.high / parts);
        }
        Ok(())
    }
}

impl Quantity {
    fn set(&mut self, min: Option<End>, max: Option<End>) {
        (self.min, self.max) = (min, max);
    }

    /// Rounds to what the currency has, and checks that the ends make an interval.
    fn finish(mut self, column: &Column) -> Result<Self, Reason> {
        let decimals = currency::decimals(self.unit);
        for end in [&mut self.min, &mut self.max].into_iter().flatten() {
            let (amount, changed) = rounded(end.amount, decimals);
            end.amount = amount;
            self.said.cut |= changed;
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && (min.amount > max.amount || min.amount == max.amount && (min.open || max.open))
        {
            return Err(Reason::Range);
        }
        if column.counted == Counted::People && [self.min, self.max].into_iter().flatten().any(|end| end.amount < 0) {
            return Err(Reason::OutOfRange);
        }
        Ok(self)
    }
}

/// `[10,50)`, `(,10000]`, `[10,50)万元`.
fn interval(text: &str, column: &Column, said: Said) -> Result<Option<Quantity>, Reason> {
    let left_open = match text.chars().next() {
        Some('(') => true,
        Some('[') => false,
        _ => return Ok(None),
    };
    let inner = cut(text, 1).1;
    let Some(end) = inner.find([')', ']']) else {
        return Ok(None);
    };
    let (inner, tail) = cut(inner, end);
    let right_open = tail.starts_with(')');
    let tail = cut(tail, 1).1;
    for (at, _) in inner.match_indices([',', ';']).take(4) {
        let (left, right) = cut(inner, at);
        let right = cut(right, 1).1.trim_start_matches(' ');
        // Brackets of one kind around what is one number are an accountant's.
        let first = inner.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let grouped = || super::arabic::read(cut(inner, first).1).is_some_and(|(number, rest)| !rest.contains([',', ';']) && !number.comma);
        if left_open && right_open && first < at && grouped() {
            return Ok(None);
        }
        let mut said = said;
        let (left_text, right_text) = (left.trim_matches(' '), right);
        let endless = |text: &str| text.is_empty() || words::endless(text).is_some_and(str::is_empty);
        // What stands behind the brackets belongs to the last number inside.
        let (Some(left), Some(right)) = (joined(left_text, if endless(right_text) { tail } else { "" }), joined(right_text, tail)) else {
            return Ok(None);
        };
        let mut ends = [None, None];
        let mut good = false;
        for (slot, (text, inside)) in ends.iter_mut().zip([(&left, left_text), (&right, right_text)]) {
            if endless(inside) {
                continue;
            }
            match term::read(text.as_str(), column, &mut said) {
                Ok(Some((term, rest))) if rest.trim_start_matches(' ').is_empty() && term.bound.is_none() => *slot = Some(term),
                _ => {
                    good = false;
                    break;
                }
            }
            good = true;
        }
        let [mut first, mut second] = ends;
        if !good {
            continue;
        }
        if let Some(term) = &mut first {
            term.bound = Some(Bound::AtLeast.with(!left_open));
        }
        if let Some(term) = &mut second {
            term.bound = Some(Bound::AtMost.with(!right_open));
        }
        let pair = match first {
            None => Pair { first: second, second: None, joined: Joined::And },
            Some(_) => Pair { first, second, joined: Joined::And },
        };
        return pair.quantity(column, said).map(Some);
    }
    Ok(None)
}

/// Two texts in one.
fn joined(text: &str, tail: &str) -> Option<Short<MOST>> {
    let mut out = Short::new();
    (out.push_str(text) && out.push_str(tail)).then_some(out)
}

/// `(1,500)`, `$(1,500)`, `(¥1,500) USD`: negative where the brackets are all that is around a number in digits.
fn in_brackets(text: &str, column: &Column, mut said: Said) -> Result<Option<Quantity>, Reason> {
    let mut text = text;
    if text.ends_with(')') {
        // 公司规模(20-99人): the label alone stands in front.
        while let Some((word @ (Word::Label | Word::Money | Word::People | Word::Period(_)), rest)) = words::in_front(text) {
            match word {
                Word::Money => said.money = true,
                Word::People if column.counted == Counted::People => said.people = true,
                Word::Period(period) => said.period = Some(period),
                Word::Label => said.label = true,
                _ => return Ok(None),
            }
            text = rest.trim_start_matches(' ');
        }
    }
    let text = match currency::read(text, said.capitals) {
        Some((found, rest)) if rest.trim_start_matches(' ').starts_with('(') => {
            said.name(found)?;
            rest.trim_start_matches(' ')
        }
        _ => text,
    };
    let Some((inner, tail)) = term::bracket(text).filter(|(inner, _)| !inner.is_empty()) else {
        return Ok(None);
    };
    let mut inside = said;
    let Ok(Some((mut term, rest))) = term::read(inner, column, &mut inside) else {
        return Ok(None);
    };
    let tail = tail.trim_start_matches(' ');
    if !rest.trim_start_matches(' ').is_empty() {
        // A range in brackets is a range.
        return if tail.is_empty() { plain(inner, column, said).map(Some) } else { Ok(None) };
    }
    if !term::tail(tail, column, &mut inside, &mut term) {
        return Ok(None);
    }
    let words = term.value.han || term.bound.is_some() || inside.about || inside.people || inside.label || term.value.spread;
    if term.negative || term.coin && !words {
        // (5000元) is a remark as often as a loss.
        inside.separators = true;
    } else if !words && text.starts_with('(') {
        term.negative = true;
    }
    Pair { first: Some(term), second: None, joined: Joined::Dash }.quantity(column, inside).map(Some)
}

/// Whether zero was said in words: 免费, free.
pub(super) fn is_free(text: &str) -> bool {
    matches!(text, "免费" | "free" | "free of charge" | "全免" | "免单")
}

/// The unit of a column, as its header gives it: 万元, 百万, k, 万美元, USD million; `None` when it is none.
pub(super) fn unit(text: &str, column: &mut Column) -> Option<()> {
    let mut folded = String::new();
    fold_into(text, &mut folded)?;
    let mut rest = folded.trim_matches([' ', '(', ')', '[', ']']);
    rest = rest.strip_prefix("单位").map_or(rest, |rest| rest.trim_start_matches([' ', ':']));
    if rest.is_empty() {
        return None;
    }
    let mut seen_period = false;
    while !rest.is_empty() {
        if let Some((period, tail)) = words::period(rest).filter(|_| !seen_period) {
            (column.period, seen_period, rest) = (Some(period), true, tail);
            continue;
        }
        let c = rest.chars().next()?;
        let tail = cut(rest, c.len_utf8()).1;
        if let Some(unit) = numeral::small_unit(c) {
            column.times = column.times.checked_mul(i128::from(unit))?;
            rest = tail;
        } else if let Some((unit, tail)) = super::value::big_unit(rest, true).or_else(|| thousands(rest)) {
            column.times = column.times.checked_mul(unit)?;
            rest = tail;
        } else if let Some((found, tail)) = currency::read(rest, true) {
            column.currency = found.code;
            column.parts = if found.cents { 100 } else { column.parts };
            rest = tail;
        } else {
            match c {
                '元' | '圆' | '块' => {}
                '角' | '毛' => column.parts = 10,
                '分' => column.parts = 100,
                ' ' | '/' | '.' | ',' | '\'' => {}
                _ => return None,
            }
            rest = tail;
        }
    }
    plus(column.times, ONE).ok().filter(|_| column.times < ONE).map(|_| ())
}

/// `000` in a header.
fn thousands(text: &str) -> Option<(i128, &str)> {
    let rest = text.strip_prefix("000")?;
    Some((1000, rest.strip_prefix('s').unwrap_or(rest)))
}
