//! One end or two become an interval.

use super::fixed::{ONE, rounded, times};
use super::read::Joined;
use super::term::{Said, Term};
use super::words::Bound;
use super::{Column, Counted, End, Quantity, currency};
use crate::model::Reason;

/// One end or two.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) first: Option<Term>,
    pub(super) second: Option<Term>,
    pub(super) joined: Joined,
}

impl Pair {
    pub(super) fn quantity(mut self, column: &Column, mut said: Said) -> Result<Quantity, Reason> {
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
            (None, None, Joined::Or) if low >= 100 * ONE && high >= 100 * ONE || first.coin || second.coin || out.said.currency.is_some() => {
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
