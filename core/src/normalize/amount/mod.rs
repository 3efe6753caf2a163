//! Amounts of money, and ranges of them.
//!
//! | raw | key |
//! |---|---|
//! | `¥1,280.00`, `1,280元`, `1280块`, `壹仟贰佰捌拾元整`, `１２８０` | `1280` |
//! | `一万二`, `1.2万`, `12k`, `1.2W` | `12000` |
//! | `1亿5000万`, `1.5亿`, `150 million` | `150000000` |
//! | `12元5角`, `三块五` | `12.5`, `3.5` |
//! | `(1,500)`, `-1500`, `负一千五` | `-1500` |
//! | `50-80万`, `50万至80万` | `[500000,800000]` |
//! | `10万+`, `10万以上`, `≥10万`, `10万起` | `[100000,)` |
//! | `1万以下`, `不超过1万` | `(,10000]` |
//! | `超过1万`, `1万以外` | `(10000,)` |
//! | `不满1万` | `(,10000)` |
//! | `≥10000元/年`, `年薪1万以上` | `[10000,)/year` |
//! | `$1,280`, `1280美元` | `1280 USD` |
//! | `1.280,50 €` | `1280.5 EUR` |
//! | `50` with the unit `万元` | `500000` |
//! | `约50万`, `十来万`, `三五万` | `500000`, `100000`, `[30000,50000]` (suspicious) |
//! | `5000/8000` | none (ambiguous: both are candidates) |
//! | `面议`, `15%`, `100-500人` | none (invalid) |
//!
//! Components, all of them match forms: `min`, `max` (plain decimals in units of the currency; absent on an open side, equal for one
//! value), `bounds` (`[]`, `[)`, `(]`, `()`: which ends belong; an open side is round), `currency` (ISO 4217), `period` (`year`, `quarter`,
//! `month`, `week`, `day`, `hour`). All of them stand in the key. No rate of exchange is applied.
//!
//! Bounds (T15): 以上, 以下, 以内, 不低于, 不超过, 至少, 最多, 起, `≥`, `≤` include the number; 不满, 不足, 超过, 大于, 小于, 高于, 低于, 多于, 少于,
//! 以外, `>`, `<` do not. Ours by declaration: `10万+` includes its number, `A-B` both of its ends; 几万 is more than 1万 and less than 10万;
//! 免费 is 0, in doubt. A unit of one end of a range counts for the other too if that keeps them in order; ends the wrong way round are
//! put in order, in doubt.
//!
//! `¥` is the yuan's and `$` the United States' unless the text names another currency of that sign; `1.280` is 1.28 in doubt, 1280 in
//! doubt with a currency of countries that write so. More decimals than the currency has are rounded, half away from zero;
//! numbers of 10²⁴ and more are refused as out of range. Prices of one piece (`80元/人`) are read without the piece, in doubt.
//!
//! Parameters: `unit` of bare numbers, as a column's header gives it (元, 千元, 万元, 百万, 亿元, 分, k, 万美元, `USD million`); `currency` of amounts
//! that name none, which the key leaves out. Limits: 256 bytes; one value or range per cell; numbers in words in Chinese only.
//!
//! JSON: `{"amount": {}}`, `{"amount": {"unit": "万元", "currency": "CNY"}}`. Source: Civil Code, article 1259; GB/T 15835; 正确填写票据和结算凭证的基本规定;
//! ISO 4217.

#[cfg(test)]
mod tests;

use super::Normalizer;
use super::clean::doubt;
use super::quantity::{self, Column};
use crate::error::{Code, Error, quote};
use crate::model::{Missing, Normalized, Reason};

/// Reads amounts of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Amount {
    column: Column,
}

const COMPONENTS: [&str; 5] = ["min", "max", "bounds", "currency", "period"];

impl Amount {
    /// For bare numbers in a unit, and amounts that name no currency in one; what is neither counts as yuan (see [`super::check`]).
    #[must_use]
    pub fn new(unit: &str, currency: &str) -> Self {
        let column = Column::money(quantity::currency_code(currency).unwrap_or("CNY"));
        let unit = if unit.is_empty() { None } else { column.with_unit(unit) };
        Amount { column: unit.unwrap_or(column) }
    }
}

/// What is wrong with the parameters of the kind.
pub(super) fn check(unit: &str, currency: &str, path: &str, errors: &mut Vec<Error>) {
    if !unit.is_empty() && Column::money("CNY").with_unit(unit).is_none() {
        errors.push(
            Error::new(Code::UnknownValue, format!("{path}.unit"), format!("{} is not a unit of money", quote(unit)))
                .with_help("a unit as a column's header gives it, such as `元`, `千元`, `万元`, `百万`, `亿元`, `k` or `万美元`"),
        );
    }
    if quantity::currency_code(currency).is_none_or(|code| code != currency) {
        errors.push(
            Error::new(Code::UnknownValue, format!("{path}.currency"), format!("{} is not the code of a currency", quote(currency)))
                .with_help("three capital letters of ISO 4217, such as `CNY` or `USD`"),
        );
    }
}

/// One amount in yuan, without a period, in 分; ranges, bounds and other currencies are no single amount.
#[must_use]
pub fn fen(value: &Normalized) -> Option<i64> {
    hundredths(value, "CNY")
}

/// One amount in a currency, without a period, in hundredths of it; ranges, bounds, other currencies and finer amounts are no single amount.
#[must_use]
pub fn hundredths(value: &Normalized, wanted: &str) -> Option<i64> {
    let [min, max, bounds, currency, period] = value.components.as_slice() else {
        return None;
    };
    if value.key.is_empty() || min != max || bounds != "[]" || currency != wanted || !period.is_empty() {
        return None;
    }
    let (whole, cents) = min.split_once('.').unwrap_or((min, ""));
    let digits: i64 = match cents.len() {
        0 => 0,
        1 => cents.parse::<i64>().ok()? * 10,
        2 => cents.parse().ok()?,
        _ => return None,
    };
    let units: i64 = whole.parse().ok()?;
    units.checked_mul(100)?.checked_add(if whole.starts_with('-') { -digits } else { digits })
}

impl Normalizer for Amount {
    fn components(&self) -> &'static [&'static str] {
        &COMPONENTS
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        // No token of all kinds starts with a sign of money.
        if text.starts_with(['¥', '￥', '$']) { None } else { super::missing::state(text) }
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if quantity::plain(text, &self.column, out) {
            out.display.push_str(text);
            return;
        }
        let missing = |text: &str| self.missing(text);
        quantity::cell(text, out, missing, |text, out| {
            if quantity::is_free(text) {
                out.key.push('0');
                for (slot, text) in ["0", "0", "[]", self.column.home].iter().enumerate() {
                    out.set(slot, text);
                }
                doubt(out, Reason::Numerals, 60);
                return Ok(());
            }
            let mut scratch = std::mem::take(&mut out.key);
            let found = quantity::read(text, &self.column, &mut scratch);
            scratch.clear();
            out.key = scratch;
            found.map(|found| quantity::write(&found, self.column.home, out))
        });
    }
}
