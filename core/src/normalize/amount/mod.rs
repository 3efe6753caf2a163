//! Amounts of money in yuan, and ranges of them.
//!
//! | raw | key (fen) |
//! |---|---|
//! | `¥1,280.00`, `1,280元`, `1280块`, `壹仟贰佰捌拾元整` | `128000` |
//! | `一万二` | `1200000` |
//! | `(1,500)`, `-1500` | `-150000` |
//! | `50-80万`, `50万至80万` | `50000000..80000000` |
//! | `10万+`, `10万以上`, `≥10万` | `10000000..` |
//! | `1万以下`, `不超过1万` | `..1000000` |
//! | `超过1万` | `(1000000..` |
//! | `不满1万` | `..1000000)` |
//! | `≥10000元/年` | `1000000../year` |
//! | `$1,280` | `USD 128000` (suspicious: no rate is assumed) |
//! | `面议` | none (invalid) |
//!
//! Derived forms: `min`, `max` (fen; empty on an open side), `currency`, `period` (`year`, `month`, empty). All
//! of them stand in the key. 以上, 以下, 以内 include the number, 超过, 不满, 以外 do not; `+` reads as 以上 and
//! plain `A-B` includes both ends. A unit behind a range counts for both ends if that keeps them in
//! order. More than two decimals are rounded, half away from zero. The display is what was written.
//!
//! JSON: `{"amount": {}}`. Source: Civil Code, article 1259; GB/T 15835; 正确填写票据和结算凭证的基本规定.

mod number;
mod parse;
mod words;

use super::Normalizer;
use super::clean::{self, doubt, repair};
use crate::model::{Normalized, Reason};
use parse::{End, Parsed};
use std::fmt::Write;

/// Reads amounts of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Amount;

const MIN: usize = 0;
const MAX: usize = 1;
const CURRENCY: usize = 2;
const PERIOD: usize = 3;

impl Normalizer for Amount {
    fn components(&self) -> &'static [&'static str] {
        &["min", "max", "currency", "period"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean(text, out) {
            return;
        }
        if !clean::drop_label(out, |text| self.missing(text)) {
            return;
        }
        let display = std::mem::take(&mut out.display);
        let text = clean::strip_quotes(&display);
        if text.len() < display.len() {
            out.repaired(Reason::Trimmed);
        }
        match parse::parse(text) {
            _ if text.len() > 256 => out.invalid(Reason::Syntax),
            Ok(parsed) => write(&parsed, out),
            Err(reason) => out.invalid(reason),
        }
        out.display = display;
    }
}

fn write(parsed: &Parsed, out: &mut Normalized) {
    match (parsed.min, parsed.max) {
        (Some(min), Some(max)) if min == max => {}
        (Some(_), Some(_)) => out.because(Reason::Range),
        _ => out.because(Reason::Unbounded),
    }
    if parsed.unit {
        out.because(Reason::Unit);
    }
    if parsed.scientific {
        repair(out, Reason::SpreadsheetNumber, 90);
    }
    if parsed.rounded {
        repair(out, Reason::Rounded, 90);
    }
    if parsed.comma {
        doubt(out, Reason::Separators, 70);
    }
    if parsed.about {
        doubt(out, Reason::Approximate, 80);
    }
    if let Some(currency) = parsed.currency {
        doubt(out, Reason::Currency, 80);
        out.key.push_str(currency);
        out.key.push(' ');
    }
    out.set(CURRENCY, parsed.currency.unwrap_or("CNY"));
    out.set(PERIOD, parsed.period.unwrap_or_default());
    write_ends(parsed.min, parsed.max, out);
    if let Some(period) = parsed.period {
        out.key.push('/');
        out.key.push_str(period);
    }
}

/// Writes the ends into the key and their forms. Writing to a string cannot fail.
fn write_ends(min: Option<End>, max: Option<End>, out: &mut Normalized) {
    let Normalized { key, components, .. } = out;
    if let Some((end, form)) = min.zip(components.get_mut(MIN)) {
        let _ = write!(form, "{}", end.fen);
    }
    if let Some((end, form)) = max.zip(components.get_mut(MAX)) {
        let _ = write!(form, "{}", end.fen);
    }
    if let (Some(min), Some(max)) = (min, max)
        && min == max
    {
        let _ = write!(key, "{}", min.fen);
        return;
    }
    if let Some(min) = min {
        let _ = write!(key, "{}{}", if min.exclusive { "(" } else { "" }, min.fen);
    }
    key.push_str("..");
    if let Some(max) = max {
        let _ = write!(key, "{}{}", max.fen, if max.exclusive { ")" } else { "" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Amount.normalize(raw, &mut out);
        out
    }

    #[test]
    fn reads_the_table() {
        let mut wrong = Vec::new();
        for (raw, key, status) in [
            ("¥1,280.00", "128000", Status::Ok),
            ("￥1,280.00", "128000", Status::Ok),
            ("1,280元", "128000", Status::Ok),
            ("1280", "128000", Status::Ok),
            ("150,000", "15000000", Status::Ok),
            ("6,000", "600000", Status::Ok),
            ("0", "0", Status::Ok),
            ("人民币1280元整", "128000", Status::Ok),
            ("RMB 1,280", "128000", Status::Ok),
            ("50万", "50000000", Status::Ok),
            ("1.5亿", "15000000000", Status::Ok),
            ("1亿5000万", "15000000000", Status::Ok),
            ("10w", "10000000", Status::Ok),
            ("一万二", "1200000", Status::Ok),
            ("一万零二元", "1000200", Status::Ok),
            ("三千五百元", "350000", Status::Ok),
            ("两百五", "25000", Status::Ok),
            ("壹万贰仟元整", "1200000", Status::Ok),
            ("壹佰元伍角叁分", "10053", Status::Ok),
            ("壹佰元零伍分", "10005", Status::Ok),
            ("12元5角", "1250", Status::Ok),
            ("三块五", "350", Status::Ok),
            ("5毛", "50", Status::Ok),
            ("(1,500)", "-150000", Status::Ok),
            ("-1500", "-150000", Status::Ok),
            ("-¥1,500.00", "-150000", Status::Ok),
            ("50-80万", "50000000..80000000", Status::Ok),
            ("50万-80万", "50000000..80000000", Status::Ok),
            ("50万至80万元", "50000000..80000000", Status::Ok),
            ("8000-1万", "800000..1000000", Status::Ok),
            ("3000-10000", "300000..1000000", Status::Ok),
            ("¥3000 ~ ¥5000", "300000..500000", Status::Ok),
            ("10万+", "10000000..", Status::Ok),
            ("10万以上", "10000000..", Status::Ok),
            ("≥10000元/年", "1000000../year", Status::Ok),
            (">=3000,<10000", "300000..1000000)", Status::Ok),
            ("1万以下", "..1000000", Status::Ok),
            ("1万元以内", "..1000000", Status::Ok),
            ("1万以下(不含)", "..1000000)", Status::Ok),
            ("不满1万", "..1000000)", Status::Ok),
            ("超过1万", "(1000000..", Status::Ok),
            ("不超过1万", "..1000000", Status::Ok),
            ("1000元以上5000元以下", "100000..500000", Status::Ok),
            ("5000元/月", "500000/month", Status::Ok),
            ("每月5000元", "500000/month", Status::Ok),
            ("约50万", "50000000", Status::Suspicious),
            ("50万左右", "50000000", Status::Suspicious),
            ("10余万元", "10000000", Status::Suspicious),
            ("$1,280", "USD 128000", Status::Suspicious),
            ("1280美元", "USD 128000", Status::Suspicious),
            ("12,50", "1250", Status::Suspicious),
            ("1.200,50", "120050", Status::Ok),
            ("0.125元", "13", Status::Repaired),
            ("1.5E+05", "15000000", Status::Repaired),
            ("金额：1280元", "128000", Status::Repaired),
            ("１２８０元", "128000", Status::Repaired),
            ("80-50万", "", Status::Invalid),
            ("100-500人", "", Status::Invalid),
            ("面议", "", Status::Invalid),
            ("15%", "", Status::Invalid),
            ("2024-05-01", "", Status::Invalid),
            ("abc", "", Status::Invalid),
            ("99999999999999999999", "", Status::Invalid),
            ("-", "", Status::Missing),
            ("待沟通确认", "", Status::Missing),
        ] {
            let out = read(raw);
            if (out.key.as_str(), out.status) != (key, status) {
                wrong.push(format!("{raw}: {:?} {:?} {:?}", out.key, out.status, out.reasons));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn derived_forms_and_reasons() {
        assert_eq!(read("50-80万").components, ["50000000", "80000000", "CNY", ""]);
        assert_eq!(read("10万+").components, ["10000000", "", "CNY", ""]);
        assert_eq!(read("≥10000元/年").components, ["1000000", "", "CNY", "year"]);
        assert_eq!(read("$5").components, ["500", "500", "USD", ""]);
        assert_eq!(read("50-80万").reasons, [Reason::Range, Reason::Unit]);
        assert_eq!(read("1万以下").reasons, [Reason::Unbounded, Reason::Unit]);
        assert_eq!(read("50-80万").display, "50-80万");
    }
}
