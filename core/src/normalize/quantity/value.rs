//! What was read of a number, and which unit it gives to the other end of a range.

use super::fixed::ONE;

/// Which end of a number that names two is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pick {
    Low,
    High,
}

/// A number with its units applied.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Value {
    pub(super) amount: i128,
    /// The first number, before any unit.
    pub(super) lead: i128,
    /// All units behind the first number multiplied, where it is the only one; else 0.
    pub(super) chain: i128,
    /// The first unit is ten: 二十万 is twenty 万 rather than two 十万.
    pub(super) ten: bool,
    /// The last unit of 万 or more, where nothing stands behind it; else 0.
    pub(super) big: i128,
    /// How many units there are.
    pub(super) units: u8,
    /// A unit of ten thousand or more, or one in Latin letters, which a numeral does not have.
    pub(super) scaled: bool,
    /// Several units and numbers, or a numeral in characters.
    pub(super) han: bool,
    /// Two ends: 三五百, 几万.
    pub(super) spread: bool,
    /// The ends do not belong: 几万.
    pub(super) open: bool,
    pub(super) about: bool,
    /// 10+万.
    pub(super) plus: bool,
    /// A unit without a number: 万元.
    pub(super) bare: bool,
    /// The unit was crore, or the credit of an account.
    pub(super) crore: bool,
    pub(super) dot: bool,
    pub(super) comma: bool,
    pub(super) cut: bool,
    pub(super) scientific: bool,
    pub(super) lost: bool,
    pub(super) zero: bool,
}

impl Value {
    /// The unit that `50` takes over in `50-80万`, and in `-80~-50万`.
    pub(super) fn unit_for_first(&self, first: &Value, negative: bool) -> Option<i128> {
        if first.scaled || self.units == 0 {
            return None;
        }
        let below = if negative { first.amount > self.lead } else { first.amount < self.lead };
        if self.chain > 0 && first.units == 0 && below && !self.ten {
            return Some(self.chain);
        }
        let fits = || if negative { first.amount.saturating_mul(self.big) > self.amount } else { first.amount.saturating_mul(self.big) < self.amount };
        (self.big > 0 && fits()).then_some(self.big)
    }

    /// Takes note of a unit that stands apart from the number.
    pub(super) fn carries(&mut self, unit: i128) {
        (self.lead, self.chain, self.big, self.units, self.scaled) = (self.amount, unit, unit, 1, true);
        self.amount = self.amount.saturating_mul(unit);
    }

    /// The unit that `80` takes over in `50万-80`.
    pub(super) fn unit_for_second(&self, second: &Value) -> Option<i128> {
        let takes = second.units == 0 && !second.zero && second.amount < self.amount && second.amount < 1000 * ONE;
        if !takes || self.units == 0 {
            return None;
        }
        if self.chain > 0 && !self.ten && second.amount >= self.lead {
            return Some(self.chain);
        }
        (self.big > 0 && second.amount.saturating_mul(self.big) >= self.amount).then_some(self.big)
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::read;
    use super::*;

    #[test]
    fn units_of_ranges() {
        let unit = |first, second| {
            let of = |text| read(text, Pick::Low).unwrap().unwrap().0;
            let (first, second) = (of(first), of(second));
            (second.unit_for_first(&first, false).unwrap_or(0), first.unit_for_second(&second).unwrap_or(0))
        };
        for (first, second, before, behind) in [
            ("50", "80万", 10_000, 0),
            ("8000", "1万", 0, 0),
            ("3", "5千万", 10_000_000, 0),
            ("500", "5千万", 10_000, 0),
            ("五百", "一千万", 10_000, 0),
            ("五", "二十万", 10_000, 0),
            ("5", "8千", 1000, 0),
            ("5千", "1万", 0, 0),
            ("50万", "80", 0, 10_000),
            ("5万", "8000", 0, 0),
            ("5千万", "8", 0, 10_000_000),
            ("1k", "5000", 0, 0),
            ("1万2千", "2", 0, 0),
        ] {
            assert_eq!(unit(first, second), (before, behind), "{first} {second}");
        }
    }
}
