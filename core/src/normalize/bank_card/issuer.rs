//! Whose network a card is of, by its first digits.
//!
//! | first digits | network |
//! |---|---|
//! | 62, 8100–8171, and the domestic 9558, 601382, 601428, 602907, 602969, 690755 | `unionpay` |
//! | 4 | `visa` |
//! | 51–55, 2221–2720 | `mastercard` |
//! | 34, 37 | `amex` |
//! | 3528–3589 | `jcb` |
//! | 300–305, 3095, 36, 38, 39 | `diners` |
//! | 6011, 644–649, 65 | `discover` |
//! | 5018, 5020, 5038, 5893, 6304, 6390, 6759, 6761–6763 | `maestro` |
//!
//! Source: the networks' published IIN ranges (ISO/IEC 7812-2 register). 622126–622925 run on Discover abroad and are
//! UnionPay's; a mainland card with a Visa or Mastercard number is named after that number.

/// The network of a number, or of the visible start of one; `None` when the digits do not tell.
pub(super) fn of(digits: &str) -> Option<&'static str> {
    let head = |len: usize| digits.get(..len).and_then(|head| head.parse::<u32>().ok());
    let (one, two, three, four, six) = (head(1)?, head(2), head(3), head(4), head(6));
    if one == 4 {
        return Some("visa");
    }
    match two? {
        62 => return Some("unionpay"),
        51..=55 => return Some("mastercard"),
        34 | 37 => return Some("amex"),
        36 | 38 | 39 => return Some("diners"),
        65 => return Some("discover"),
        _ => {}
    }
    match (three?, four) {
        (300..=305, _) | (309, Some(3095)) => return Some("diners"),
        (644..=649, _) | (601, Some(6011)) => return Some("discover"),
        (_, Some(2221..=2720)) => return Some("mastercard"),
        (_, Some(3528..=3589)) => return Some("jcb"),
        (_, Some(8100..=8171 | 9558)) => return Some("unionpay"),
        (_, Some(5018 | 5020 | 5038 | 5893 | 6304 | 6390 | 6759 | 6761..=6763)) => return Some("maestro"),
        _ => {}
    }
    matches!(six?, 601_382 | 601_428 | 602_907 | 602_969 | 690_755).then_some("unionpay")
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn networks_by_their_ranges() {
        for (digits, network) in [
            ("6225885007947872", "unionpay"),
            ("6221268", "unionpay"),
            ("8171990000000000", "unionpay"),
            ("9558801234567890123", "unionpay"),
            ("6013820800101310000", "unionpay"),
            ("4539566301173292", "visa"),
            ("5123074293816431", "mastercard"),
            ("2221001490940357", "mastercard"),
            ("2720996974782207", "mastercard"),
            ("341243158854913", "amex"),
            ("3528000000000000", "jcb"),
            ("3589074493917965", "jcb"),
            ("36019717963399", "diners"),
            ("30569309025904", "diners"),
            ("6011232692002903", "discover"),
            ("6445000000000000", "discover"),
            ("6500000000000000", "discover"),
            ("6759649826438453", "maestro"),
            ("62", "unionpay"),
        ] {
            assert_eq!(of(digits), Some(network), "{digits}");
        }
        for digits in ["", "3", "6", "60", "2220", "2721000000000000", "3527000000000000", "3590", "8172000000000000", "9999999999999999", "0000"] {
            assert_eq!(of(digits), None, "{digits}");
        }
    }
}
