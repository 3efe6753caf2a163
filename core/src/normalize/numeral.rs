//! Chinese numerals, plain and formal: 二〇二四, 一万二, 壹万贰仟.
//!
//! | text | value |
//! |---|---|
//! | `二〇二四` | 2024 (digit by digit) |
//! | `十二`, `廿三` | 12, 23 |
//! | `一万二`, `两百五` | 12,000, 250 (colloquial: the next unit down) |
//! | `一万零二` | 10,002 |
//! | `壹仟贰佰叁拾肆` | 1,234 |

/// The value of a digit character.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => 0,
        '一' | '壹' | '弌' | '壱' => 1,
        '二' | '贰' | '貳' | '弍' | '弐' | '貮' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' | '参' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a unit character below 万.
pub(super) fn small_unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Whether a character belongs to a numeral below 万.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || small_unit(c).is_some() || matches!(c, '廿' | '卅')
}

/// A numeral below 万, and how many digits it has: `二〇二四` has four, `十二` two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Small {
    pub(super) value: u64,
    pub(super) digits: u8,
    /// One digit without a unit: 二 in 一万二.
    pub(super) bare: bool,
    /// It starts with 零: 零二 in 一万零二.
    pub(super) zero: bool,
}

/// Reads a numeral below 万; `None` when the characters make none.
pub(super) fn small(text: &str) -> Option<Small> {
    if text.chars().all(|c| digit(c).is_some()) {
        return positional(text);
    }
    let (mut total, mut pending, mut last_unit, mut zero) = (0_u64, None, 0_u32, false);
    let mut smallest = 10_000;
    for c in text.chars() {
        if let Some(d) = digit(c) {
            if d == 0 {
                (zero, pending) = (true, None);
                continue;
            }
            if pending.is_some() {
                return None;
            }
            pending = Some(d);
        } else if let Some(unit) = small_unit(c) {
            if unit >= smallest {
                return None;
            }
            total += u64::from(pending.take().unwrap_or(1)) * u64::from(unit);
            (smallest, last_unit, zero) = (unit, unit, false);
        } else {
            if smallest <= 10 || pending.is_some() {
                return None;
            }
            total += if c == '廿' { 20 } else { 30 };
            (smallest, last_unit, zero) = (10, 10, false);
        }
    }
    if let Some(d) = pending {
        // 两百五 is 250, 两百零五 is 205.
        let unit = if zero || last_unit < 10 { 1 } else { last_unit / 10 };
        total += u64::from(d) * u64::from(unit);
    }
    let digits = u8::try_from(total.checked_ilog10().unwrap_or(0) + 1).unwrap_or(u8::MAX);
    Some(Small { value: total, digits, bare: false, zero: text.starts_with(['零', '〇']) })
}

fn positional(text: &str) -> Option<Small> {
    let (mut value, mut digits) = (0_u64, 0_u8);
    for d in text.chars().map(digit) {
        value = value.checked_mul(10)?.checked_add(u64::from(d?))?;
        digits = digits.checked_add(1)?;
    }
    (digits > 0 && digits <= 16).then_some(Small { value, digits, bare: digits == 1 && value > 0, zero: text.starts_with(['零', '〇', '○']) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_below_ten_thousand() {
        for (text, value, digits) in [
            ("二〇二四", 2024, 4),
            ("零五", 5, 2),
            ("十", 10, 2),
            ("十二", 12, 2),
            ("二十", 20, 2),
            ("廿三", 23, 2),
            ("卅一", 31, 2),
            ("三千五百", 3500, 4),
            ("三千五", 3500, 4),
            ("两百五", 250, 3),
            ("两百零五", 205, 3),
            ("一千零五十", 1050, 4),
            ("壹仟贰佰叁拾肆", 1234, 4),
            ("五", 5, 1),
        ] {
            let small = small(text).unwrap();
            assert_eq!((small.value, small.digits), (value, digits), "{text}");
        }
        for text in ["十十", "百千", "五六百", ""] {
            assert_eq!(small(text), None, "{text}");
        }
    }
}
