//! A number with its units: `1亿5000万`, `3万5`, `一万二`, `壹仟贰佰`, `2个亿`, `十几万`, `三五百`, `1.5 million`.
//!
//! | text | value |
//! |---|---|
//! | `一万二`, `1万2`, `3k5` | the last digit is of the next unit down: 12000, 12000, 3500 |
//! | `一万零二`, `1万2000` | 10002, 12000 |
//! | `两百五`, `一千半` | 250, 1500 |
//! | `半个亿`, `两个半亿` | 50000000, 250000000 |
//! | `三五百`, `一两万` | 300 to 500, 10000 to 20000, about |
//! | `几万`, `数十万`, `十几万` | between 10000 and 100000, 100000 and 1000000, 100000 and 200000: our reading of 几 and 数, without the ends |
//! | `10余万`, `三百多`, `十来万` | 100000, 300, 100000, about |

use super::arabic;
use super::fixed::{ONE, plus, times};
use super::unit::{self, starts_with_measure, starts_with_time, starts_with_unit};
use super::value::{Pick, Value};
use crate::model::Reason;
use crate::normalize::clean::cut;
use crate::normalize::numeral;

/// What has been read so far.
#[derive(Debug)]
struct Reader {
    value: Value,
    pick: Pick,
    /// Finished groups of units of 万 and more, and the one below.
    total: i128,
    section: i128,
    /// A number that waits for its unit.
    current: Option<i128>,
    /// It is one digit, and nothing says that it counts ones.
    digit: bool,
    /// The last unit below 万 in this section, the last one of 万 or more, and the last one of all; 0: none.
    small: i128,
    big: i128,
    last: i128,
    numbers: u8,
    seen: bool,
    /// Behind 零 a digit counts ones.
    zero: bool,
}

/// Reads the number a folded text starts with, one end of it.
pub(super) fn read(text: &str, pick: Pick) -> Result<Option<(Value, &str)>, Reason> {
    let mut reader = Reader { value: Value::default(), pick, total: 0, section: 0, current: None, digit: false, small: 0, big: 0, last: 0, numbers: 0, seen: false, zero: false };
    let mut rest = text;
    while let Some(next) = reader.step(rest)? {
        rest = next;
    }
    Ok(reader.finish()?.map(|value| (value, rest)))
}

impl Reader {
    /// Reads one number, unit or mark; `None` where the number ends.
    fn step<'t>(&mut self, text: &'t str) -> Result<Option<&'t str>, Reason> {
        let Some(c) = text.chars().next() else {
            return Ok(None);
        };
        let rest = cut(text, c.len_utf8()).1;
        if c.is_ascii_digit() || c == '.' {
            return self.digits(text);
        }
        if let Some(unit) = numeral::small_unit(c) {
            return if c == '十' || c == '拾' || self.current.is_some() || self.value.han || !self.seen { self.small_unit(i128::from(unit), rest) } else { Ok(None) };
        }
        if numeral::digit(c).is_some() {
            return self.han_digits(text);
        }
        match c {
            '廿' | '卅' | '卌' if self.current.is_none() && self.small == 0 => {
                let tens = if c == '廿' {
                    20
                } else if c == '卅' {
                    30
                } else {
                    40
                };
                self.section = plus(self.section, tens * ONE)?;
                (self.small, self.last, self.seen, self.value.han) = (10, 10, true, true);
                Ok(Some(rest))
            }
            '几' | '数' | '若' => Ok(self.some(c, text, rest)),
            '半' => self.half(rest),
            '个' if self.seen => self.piece(rest),
            '点' => self.decimals(rest),
            '多' | '余' | '来' if self.seen && starts_with_measure(rest) => {
                self.value.about = true;
                Ok(Some(rest))
            }
            '把' if self.value.bare && starts_with_measure(rest) => {
                self.value.about = true;
                Ok(Some(rest))
            }
            '+' if self.current.is_some() && starts_with_unit(rest) => {
                self.value.plus = true;
                Ok(Some(rest))
            }
            ' ' if self.seen => Ok((starts_with_unit(rest) || self.value.han && rest.starts_with(numeral::is_numeral)).then_some(rest)),
            _ => match unit::big(text, self.seen) {
                Some((unit, rest)) => {
                    self.value.crore |= text.starts_with("cr");
                    self.big_unit(unit, rest)
                }
                None => Ok(None),
            },
        }
    }

    fn wait_for_unit(&mut self, number: i128, digit: bool) {
        if self.numbers == 0 {
            self.value.lead = number;
        }
        self.numbers = self.numbers.saturating_add(1);
        self.current = Some(number);
        (self.digit, self.seen) = (digit && !self.zero, true);
    }

    /// Digits: of this number, or of another one that starts here.
    fn digits<'t>(&mut self, text: &'t str) -> Result<Option<&'t str>, Reason> {
        if self.current.is_some() {
            return Ok(None);
        }
        let Some((number, rest)) = arabic::read(text) else {
            return if self.seen || !text.starts_with(|c: char| c.is_ascii_digit()) { Ok(None) } else { Err(Reason::Syntax) };
        };
        if number.huge {
            return Err(Reason::OutOfRange);
        }
        if self.last > 0 && number.value >= self.last * ONE {
            return Ok(None);
        }
        let value = &mut self.value;
        value.dot |= number.dot;
        value.comma |= number.comma;
        value.cut |= number.cut;
        value.scientific |= number.scientific;
        value.lost |= number.lost;
        value.zero |= number.zero && !self.seen;
        self.wait_for_unit(number.value, number.single && number.value > 0);
        Ok(Some(rest))
    }

    /// A run of Chinese digits: one, two neighbours that stand for a range, or a number digit by digit.
    fn han_digits<'t>(&mut self, text: &'t str) -> Result<Option<&'t str>, Reason> {
        let end = text.find(|c| numeral::digit(c).is_none()).unwrap_or(text.len());
        let (run, rest) = cut(text, end);
        if self.current.is_some() || run == "一" && self.seen && starts_with_time(rest) {
            return Ok(None);
        }
        self.value.han = true;
        let mut digits = run.chars().filter_map(numeral::digit);
        let (first, second, more) = (digits.next().unwrap_or(0), digits.next(), digits.next().is_some());
        match second {
            None if first == 0 => (self.seen, self.zero) = (true, true),
            None => self.wait_for_unit(i128::from(first) * ONE, true),
            Some(second) if first == 0 && !more && self.seen => self.wait_for_unit(i128::from(second) * ONE, false),
            Some(second) if !more && (1..=2).contains(&second.saturating_sub(first)) && first > 0 && (self.last > 0 || starts_with_measure(rest)) => {
                self.value.spread = true;
                self.value.about = true;
                let digit = if self.pick == Pick::Low { first } else { second };
                self.wait_for_unit(i128::from(digit) * ONE, true);
            }
            Some(_) => {
                let all_zero_but_last = run.trim_start_matches(['零', '〇']).chars().count() == 1;
                if self.last > 0 && !all_zero_but_last {
                    return Err(Reason::Syntax);
                }
                let mut number = 0_i128;
                for digit in run.chars().filter_map(numeral::digit) {
                    number = number.checked_mul(10).and_then(|n| n.checked_add(i128::from(digit))).filter(|n| *n < super::fixed::LIMIT / ONE).ok_or(Reason::OutOfRange)?;
                }
                self.wait_for_unit(number * ONE, false);
            }
        }
        Ok(Some(rest))
    }

    /// 几 and 数 stand for a digit.
    fn some<'t>(&mut self, c: char, text: &'t str, rest: &'t str) -> Option<&'t str> {
        let rest = if c == '若' { text.strip_prefix("若干")? } else { rest };
        if let Some(tens) = self.current.filter(|n| c == '几' && self.numbers == 1 && *n >= 10 * ONE && n % (10 * ONE) == 0) {
            // 30几.
            (self.value.spread, self.value.open, self.value.about, self.value.han) = (true, true, true, true);
            self.current = Some(if self.pick == Pick::Low { tens } else { tens + 10 * ONE });
            return Some(rest);
        }
        if self.current.is_some() || c != '几' && (self.seen || !starts_with_unit(rest)) || !self.seen && !starts_with_measure(rest) {
            return None;
        }
        (self.value.spread, self.value.open, self.value.about, self.value.han) = (true, true, true, true);
        let low = if self.seen { 0 } else { ONE };
        let digit = if self.pick == Pick::Low { low } else { 10 * ONE };
        self.wait_for_unit(digit, true);
        Some(rest)
    }

    fn half<'t>(&mut self, rest: &'t str) -> Result<Option<&'t str>, Reason> {
        if !self.seen {
            let rest = rest.strip_prefix('个').unwrap_or(rest);
            if !starts_with_unit(rest) {
                return Ok(None);
            }
            self.value.han = true;
            self.wait_for_unit(ONE / 2, false);
            return Ok(Some(rest));
        }
        if self.current.is_some() || self.last < 10 {
            return Ok(None);
        }
        // 一万半: half of the last unit.
        self.wait_for_unit(self.last * ONE / 2, false);
        Ok(Some(rest))
    }

    /// 两个亿, 两个半亿.
    fn piece<'t>(&mut self, rest: &'t str) -> Result<Option<&'t str>, Reason> {
        let (half, rest) = rest.strip_prefix('半').map_or((false, rest), |rest| (true, rest));
        if !starts_with_unit(rest) || self.current.is_none() && half {
            return Ok(None);
        }
        if half {
            let current = self.current.unwrap_or(0);
            self.current = Some(plus(current, ONE / 2)?);
            self.value.lead = if self.numbers == 1 { current + ONE / 2 } else { self.value.lead };
        }
        Ok(Some(rest))
    }

    /// 一点五亿.
    fn decimals<'t>(&mut self, rest: &'t str) -> Result<Option<&'t str>, Reason> {
        if !self.seen || self.big > 0 {
            return Ok(None);
        }
        let digit = |c: char| c.to_digit(10).or_else(|| numeral::digit(c));
        let end = rest.find(|c| digit(c).is_none()).unwrap_or(rest.len());
        let (run, rest) = cut(rest, end);
        if run.is_empty() {
            return Ok(None);
        }
        let (mut scale, mut fraction) = (ONE, 0);
        for digit in run.chars().filter_map(digit) {
            scale /= 10;
            fraction += i128::from(digit) * scale;
        }
        let whole = plus(self.section, self.current.take().unwrap_or(0))?;
        (self.section, self.small, self.last, self.numbers) = (0, 0, 0, 0);
        self.value.units = 0;
        self.wait_for_unit(whole + fraction, false);
        Ok(Some(rest))
    }

    fn small_unit<'t>(&mut self, unit: i128, rest: &'t str) -> Result<Option<&'t str>, Reason> {
        if self.small > 0 && unit >= self.small {
            return Err(Reason::Syntax);
        }
        let number = match self.current.take() {
            Some(number) => number,
            None => {
                self.value.bare = !self.seen && unit >= 100;
                if !self.seen {
                    self.value.lead = ONE;
                    self.numbers = 1;
                }
                self.value.han = true;
                ONE
            }
        };
        self.section = plus(self.section, times(number, unit)?)?;
        self.count(unit, unit == 10);
        (self.small, self.last) = (unit, unit);
        Ok(Some(rest))
    }

    fn big_unit<'t>(&mut self, unit: i128, rest: &'t str) -> Result<Option<&'t str>, Reason> {
        let mut section = match self.current.take() {
            Some(number) => plus(self.section, number)?,
            None => self.section,
        };
        if section == 0 && self.total == 0 && self.numbers == 0 {
            if self.seen {
                return Err(Reason::Syntax);
            }
            (section, self.value.bare, self.numbers, self.value.lead) = (ONE, true, 1, ONE);
        }
        if self.big > 0 && unit > self.big {
            // 万亿, and 1万2千亿.
            self.total = times(plus(self.total, section)?, unit)?;
            self.value.big = if section == 0 { self.value.big.saturating_mul(unit) } else { unit };
        } else {
            let part = times(section, unit)?;
            if self.big > 0 && (unit == self.big || part.abs() >= self.big * ONE || section == 0) {
                return Err(Reason::Syntax);
            }
            self.total = plus(self.total, part)?;
            self.value.big = if self.big > 0 { 0 } else { unit };
        }
        self.count(unit, false);
        self.value.scaled = true;
        (self.big, self.last, self.section, self.small) = (unit, unit, 0, 0);
        Ok(Some(rest))
    }

    fn count(&mut self, unit: i128, ten: bool) {
        let value = &mut self.value;
        if value.units == 0 {
            (value.chain, value.ten) = (unit, ten);
        } else {
            // 百万 in 三百万 carries on the chain, a bare unit of a later number does not.
            value.bare = false;
            value.chain = if self.numbers == 1 { value.chain.saturating_mul(unit) } else { 0 };
        }
        value.units = value.units.saturating_add(1);
        (self.seen, self.digit, self.zero) = (true, false, false);
    }

    fn finish(mut self) -> Result<Option<Value>, Reason> {
        if !self.seen {
            return Ok(None);
        }
        if let Some(number) = self.current.take() {
            // 一万二, 3k5: the next unit down.
            let colloquial = self.digit && self.last >= 10;
            let number = if colloquial { times(number, self.last / 10)? } else { number };
            if self.last > 0 && number >= self.last * ONE && !self.value.spread {
                return Err(Reason::Syntax);
            }
            self.section = plus(self.section, number)?;
            if self.value.units > 0 {
                (self.value.chain, self.value.big) = (0, 0);
            }
        }
        if self.big > 0 && self.section > 0 {
            self.value.big = 0;
        }
        if self.numbers > 1 {
            self.value.chain = 0;
        }
        self.value.amount = plus(self.total, self.section)?;
        Ok(Some(self.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units() {
        let mut wrong = Vec::new();
        for (text, low, high, rest) in [
            ("1,280.00元", 1280, 1280, "元"),
            ("50万", 500_000, 500_000, ""),
            ("1.5亿", 150_000_000, 150_000_000, ""),
            ("1亿5000万元", 150_000_000, 150_000_000, "元"),
            ("1亿2", 120_000_000, 120_000_000, ""),
            ("3万5", 35_000, 35_000, ""),
            ("3万5千", 35_000, 35_000, ""),
            ("1万2000", 12_000, 12_000, ""),
            ("1万2千3百", 12_300, 12_300, ""),
            ("1万零500", 10_500, 10_500, ""),
            ("3万05", 30_005, 30_005, ""),
            ("8千", 8000, 8000, ""),
            ("8千5", 8500, 8500, ""),
            ("3百万", 3_000_000, 3_000_000, ""),
            ("1.5千万", 15_000_000, 15_000_000, ""),
            ("10w", 100_000, 100_000, ""),
            ("3w5", 35_000, 35_000, ""),
            ("3k5", 3500, 3500, ""),
            ("20k+", 20_000, 20_000, "+"),
            ("1kw", 10_000_000, 10_000_000, ""),
            ("1.5 million", 1_500_000, 1_500_000, ""),
            ("5 hundred", 500, 500, ""),
            ("2.5 crore", 25_000_000, 25_000_000, ""),
            ("5 lakh", 500_000, 500_000, ""),
            ("2bn usd", 2_000_000_000, 2_000_000_000, " usd"),
            ("5musd", 5_000_000, 5_000_000, "usd"),
            ("5 mb", 5, 5, " mb"),
            ("5 euro", 5, 5, " euro"),
            ("一万二", 12_000, 12_000, ""),
            ("一万零二", 10_002, 10_002, ""),
            ("一万零二百", 10_200, 10_200, ""),
            ("三千五百元", 3500, 3500, "元"),
            ("两百五", 250, 250, ""),
            ("两百零五", 205, 205, ""),
            ("一点五亿", 150_000_000, 150_000_000, ""),
            ("十二点五万", 125_000, 125_000, ""),
            ("1点5万", 15_000, 15_000, ""),
            ("壹万贰仟", 12_000, 12_000, ""),
            ("壹拾贰万叁仟肆佰伍拾陆", 123_456, 123_456, ""),
            ("参万", 30_000, 30_000, ""),
            ("一亿二千万", 120_000_000, 120_000_000, ""),
            ("一亿零五十万", 100_500_000, 100_500_000, ""),
            ("三万亿", 3_000_000_000_000, 3_000_000_000_000, ""),
            ("1万2千亿", 1_200_000_000_000, 1_200_000_000_000, ""),
            ("十万", 100_000, 100_000, ""),
            ("百万", 1_000_000, 1_000_000, ""),
            ("二十五", 25, 25, ""),
            ("廿五", 25, 25, ""),
            ("二〇二四", 2024, 2024, ""),
            ("一五〇万", 1_500_000, 1_500_000, ""),
            ("零", 0, 0, ""),
            ("2个亿", 200_000_000, 200_000_000, ""),
            ("两个半亿", 250_000_000, 250_000_000, ""),
            ("半个亿", 50_000_000, 50_000_000, ""),
            ("一万半", 15_000, 15_000, ""),
            ("一万五千八", 15_800, 15_800, ""),
            ("10余万", 100_000, 100_000, ""),
            ("十来万", 100_000, 100_000, ""),
            ("一千多万", 10_000_000, 10_000_000, ""),
            ("10+万", 100_000, 100_000, ""),
            ("三五百", 300, 500, ""),
            ("一两万", 10_000, 20_000, ""),
            ("十七八万", 170_000, 180_000, ""),
            ("二三十万", 200_000, 300_000, ""),
            ("三五块", 3, 5, "块"),
            ("几万", 10_000, 100_000, ""),
            ("几十万", 100_000, 1_000_000, ""),
            ("数百万", 1_000_000, 10_000_000, ""),
            ("十几万", 100_000, 200_000, ""),
            ("二十几", 20, 30, ""),
            ("30几", 30, 40, ""),
            ("三万几", 30_000, 40_000, ""),
            ("几块", 1, 10, "块"),
            ("壹 万 贰 仟", 12_000, 12_000, ""),
            ("10万一年", 100_000, 100_000, "一年"),
            ("200一天", 200, 200, "一天"),
            ("万把块", 10_000, 10_000, "块"),
            ("5000 8000", 5000, 5000, " 8000"),
        ] {
            let of = |pick| read(text, pick).ok().flatten().map(|(v, rest)| (v.amount / ONE, rest));
            if of(Pick::Low) != Some((low, rest)) || of(Pick::High) != Some((high, rest)) {
                wrong.push(format!("{text}: {:?} {:?}", of(Pick::Low), of(Pick::High)));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        for text in ["5万3万", "十十", "百千", "abc", "半", "数", "亿万千"] {
            assert!(!matches!(read(text, Pick::Low), Ok(Some((_, "")))), "{text}");
        }
    }
}
