//! Quantities and ranges of them: what amounts of money and sizes of organisations have in common.
//!
//! The text is folded once ([`fold`]), its ends are read ([`read`]), and the canonical interval is written ([`write`]). Numbers
//! are exact ([`fixed`]). What most cells hold, a plain number or a simple range, takes the short way ([`plain`]).
//!
//! | text | key |
//! |---|---|
//! | `12,000.50` | `12000.5` |
//! | `50-80万` | `[500000,800000]` |
//! | `10万以上` | `[100000,)` |
//! | `不满1万元/年` | `(,10000)/year` |
//! | `$5k` | `5000 USD` |
//!
//! The key holds all: the ends and which of them belong, the unit where it is not the one at home, and the period.

mod arabic;
mod behind;
mod behind_words;
mod brackets;
mod cell;
mod coin;
mod currency;
mod fixed;
mod fold;
mod front_words;
mod header;
mod pair;
mod period;
mod plain;
mod read;
mod reader;
mod term;
#[cfg(test)]
mod tests;
mod unit;
mod value;
mod words;
mod write;

pub(super) use cell::cell;
pub(super) use currency::code as currency_code;
pub(super) use plain::read as plain;
pub(super) use write::write;

use crate::model::Reason;
use period::Period;
use term::Said;

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Counted {
    Money,
    /// People, or money where it says so.
    People,
}

/// How a column's values are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Column {
    pub(super) counted: Counted,
    /// What bare numbers are multiplied with, and divided by.
    times: i128,
    parts: i128,
    /// The currency of amounts that name none.
    currency: &'static str,
    period: Option<Period>,
    /// The unit that the key leaves out.
    pub(super) home: &'static str,
}

impl Column {
    /// Amounts in a currency.
    pub(super) const fn money(currency: &'static str) -> Self {
        Column { counted: Counted::Money, times: 1, parts: 1, currency, period: None, home: currency }
    }

    /// People, or money.
    pub(super) const fn people() -> Self {
        Column { counted: Counted::People, times: 1, parts: 1, currency: "CNY", period: None, home: "person" }
    }

    /// With the unit of bare numbers; `None` when the text is no unit.
    pub(super) fn with_unit(mut self, unit: &str) -> Option<Self> {
        header::read(unit, &mut self)?;
        Some(self)
    }

    /// Whether plain numbers are yuan, or people, as they stand.
    fn is_plain(&self) -> bool {
        let home = self.counted == Counted::People || self.currency == self.home && self.home == "CNY";
        home && self.times == self.parts && self.period.is_none()
    }
}

/// One end of a quantity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct End {
    amount: i128,
    /// The number itself does not belong.
    open: bool,
}

/// A number, a bound, or a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quantity {
    min: Option<End>,
    max: Option<End>,
    /// Another value that the text gives.
    also: Option<i128>,
    /// The ends were written the other way round.
    reversed: bool,
    unit: &'static str,
    said: Said,
}

/// Reads a quantity; the scratch is left with the folded text.
pub(super) fn read(text: &str, column: &Column, scratch: &mut String) -> Result<Quantity, Reason> {
    read::read(text, column, scratch)
}

/// Whether zero was said in words.
pub(super) fn is_free(text: &str) -> bool {
    let mut folded = String::new();
    text.starts_with(['免', '全', 'f', 'F', 'ｆ', 'Ｆ']) && fold::fold_into(text, &mut folded).is_some() && read::is_free(&folded)
}

/// Folds a text as the words of quantities are, into a cleared buffer; false when it is too long.
pub(super) fn fold(text: &str, out: &mut String) -> bool {
    fold::fold_into(text, out).is_some()
}
