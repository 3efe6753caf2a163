//! Numbers as people write them: `10万`, `1.5万元`, `¥300`, `5天`, `60%`, exact to a millionth.

use super::ast::Constant;

/// One whole, in millionths.
pub(super) const ONE: i64 = 1_000_000;

/// The unit written behind a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    None,
    Yuan,
    Days,
    Count,
    Percent,
}

/// A number with what was written behind it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    /// The digits, in millionths, before the multiplier.
    pub(super) millionths: i64,
    /// 万 is 10,000.
    pub(super) multiplier: i64,
    pub(super) unit: Unit,
}

/// Splits `万元` into a multiplier and a unit.
pub(super) fn unit(text: &str) -> Option<(i64, Unit)> {
    const MULTIPLIERS: &[(&str, i64)] = &[("百万", 1_000_000), ("千万", 10_000_000), ("百", 100), ("千", 1_000), ("万", 10_000), ("亿", 100_000_000)];
    let (multiplier, rest) = MULTIPLIERS.iter().find_map(|(word, by)| text.strip_prefix(word).map(|rest| (*by, rest))).unwrap_or((1, text));
    let unit = match rest {
        "" => Unit::None,
        "元" | "块" | "圆" | "人民币" => Unit::Yuan,
        "天" | "日" | "d" => Unit::Days,
        "次" | "个" | "笔" | "单" | "条" | "件" => Unit::Count,
        _ => return None,
    };
    Some((multiplier, unit))
}

/// Whether a number may be written with it: 三千, 十万.
pub(super) fn is_numeral(c: char) -> bool {
    c == '零' || numeral_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

fn numeral_digit(c: char) -> Option<i64> {
    "一二三四五六七八九".chars().position(|digit| digit == c).map_or_else(|| (c == '两').then_some(2), |place| i64::try_from(place + 1).ok())
}

/// A Chinese numeral in full: `三千`, `一万五千`. What has two readings (`一万二`, 12,000 in speech) is none.
pub(super) fn numeral(text: &str) -> Option<i64> {
    let (mut total, mut section, mut digit, mut small, mut zero) = (0_i64, 0_i64, None, i64::MAX, false);
    for c in text.chars() {
        let by = match c {
            '零' => {
                zero = true;
                continue;
            }
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            digits => {
                if digit.replace(numeral_digit(digits)?).is_some() {
                    return None;
                }
                continue;
            }
        };
        if by < 10_000 {
            if by >= small {
                return None;
            }
            section += digit.take().or((by == 10 && section == 0).then_some(1))? * by;
            small = by;
        } else {
            section += digit.take().unwrap_or(0);
            let scaled = if by == 10_000 { section.checked_mul(by)?.checked_add(total) } else { total.checked_add(section)?.checked_mul(by) };
            total = scaled.filter(|scaled| *scaled > 0)?;
            (section, small) = (0, i64::MAX);
        }
        zero = false;
    }
    // A digit that follows 万, 千 or 百 directly stands for the next unit down, to some.
    let spoken = digit.is_some() && !zero && (small > 10 && small < i64::MAX || small == i64::MAX && total > 0);
    let value = total.checked_add(section)?.checked_add(digit.unwrap_or(0))?;
    (!spoken && value > 0).then_some(value)
}

/// Digits with an optional fraction as millionths; `None` when they do not fit or are finer.
pub(super) fn millionths(whole: &str, fraction: &str) -> Option<i64> {
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 6 {
        return None;
    }
    let part: i64 = if fraction.is_empty() { 0 } else { fraction.parse().ok()? };
    let scale = 10_i64.checked_pow(6_u32.checked_sub(u32::try_from(fraction.len()).ok()?)?)?;
    whole.parse::<i64>().ok()?.checked_mul(ONE)?.checked_add(part.checked_mul(scale)?)
}

impl Number {
    /// The constant it stands for; the reason, when it does not fit.
    pub(super) fn constant(self, negative: bool) -> Result<Constant, &'static str> {
        let sign = if negative { -1 } else { 1 };
        let millionths = self.millionths.checked_mul(self.multiplier * sign).ok_or("the number is too large")?;
        let whole = |each: i64, why| {
            if millionths % each == 0 { Ok(millionths / each) } else { Err(why) }
        };
        Ok(match self.unit {
            Unit::None => Constant::Number { millionths },
            Unit::Yuan => Constant::Money { fen: whole(ONE / 100, "money is counted in whole 分")? },
            Unit::Days => Constant::Days { days: whole(ONE, "days are counted in whole days")? },
            Unit::Count => Constant::Count { count: whole(ONE, "a count is a whole number")? },
            Unit::Percent => Constant::Ratio { millionths: whole(100, "a ratio is exact to a millionth")? },
        })
    }

    /// The lower end of `self-high`, which takes over the unit of `high` and, as in `5-10万`, its
    /// multiplier when it has neither and stays below (`3000-1万` is 3,000 to 10,000).
    pub(super) fn lower_end_of(self, high: Number) -> Number {
        if self.unit != Unit::None {
            return self;
        }
        let scaled = self.multiplier == 1 && self.millionths <= high.millionths;
        Number { unit: high.unit, multiplier: if scaled { high.multiplier } else { self.multiplier }, ..self }
    }
}

/// Millionths as a decimal without trailing zeros.
pub(crate) fn decimal(value: i64, per_one: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (value, per_one) = (value.unsigned_abs(), per_one.unsigned_abs().max(1));
    let (whole, rest) = (value / per_one, value % per_one);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let digits = per_one.ilog10() as usize;
    format!("{sign}{whole}.{}", format!("{rest:0digits$}").trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_multiply() {
        assert_eq!(unit("万元"), Some((10_000, Unit::Yuan)));
        assert_eq!(unit("百万"), Some((1_000_000, Unit::None)));
        assert_eq!(unit("d"), Some((1, Unit::Days)));
        assert_eq!(unit("个月"), None);
    }

    #[test]
    fn numerals_that_have_one_reading() {
        for (text, value) in
            [("三千", 3_000), ("十", 10), ("十二", 12), ("两万", 20_000), ("一万五千", 15_000), ("一百万", 1_000_000), ("一万零二", 10_002), ("三亿五千万", 350_000_000)]
        {
            assert_eq!(numeral(text), Some(value), "{text}");
        }
        for text in ["", "零", "一万二", "三百五", "二三", "千", "万", "十百", "九亿亿亿"] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(millionths("1", "50"), Some(1_500_000));
        assert_eq!(millionths("0", "0000001"), None);
        assert_eq!(millionths("99999999999999999999", ""), None);
        let n = |millionths, multiplier, unit| Number { millionths, multiplier, unit };
        assert_eq!(n(1_500_000, 10_000, Unit::Yuan).constant(false), Ok(Constant::Money { fen: 1_500_000 }));
        assert_eq!(n(60 * ONE, 1, Unit::Percent).constant(false), Ok(Constant::Ratio { millionths: 600_000 }));
        assert_eq!(n(1_000, 1, Unit::Yuan).constant(false), Err("money is counted in whole 分"));
        assert_eq!(n(i64::MAX, 10_000, Unit::None).constant(true), Err("the number is too large"));
    }

    #[test]
    fn decimals_have_no_trailing_zeros() {
        assert_eq!(decimal(999_999, 100), "9999.99");
        assert_eq!(decimal(-150, 100), "-1.5");
        assert_eq!(decimal(666_667, 10_000), "66.6667");
        assert_eq!(decimal(i64::MIN, 1), "-9223372036854775808");
    }
}
