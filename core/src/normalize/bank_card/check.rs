//! Whether digits are a card's number.

use super::super::clean::doubt;
use super::{ISSUER, TAIL4, UNCHECKED, issuer};
use crate::model::{Normalized, Reason};

/// Whether a card can have so many digits.
pub(super) fn is_length(digits: usize) -> bool {
    (13..=19).contains(&digits)
}

/// The check of ISO/IEC 7812-1: every second digit from the right is doubled and its digits added.
pub(super) fn luhn(digits: &str) -> bool {
    let sum = |(place, digit): (usize, u8)| {
        let digit = u32::from(digit - b'0');
        match (place % 2, digit) {
            (0, digit) => digit,
            (_, 5..) => digit * 2 - 9,
            (_, digit) => digit * 2,
        }
    };
    digits.bytes().rev().enumerate().map(sum).sum::<u32>().is_multiple_of(10)
}

/// Whether all digits are one.
pub(super) fn is_filler(digits: &str) -> bool {
    let first = digits.bytes().next();
    digits.bytes().all(|b| Some(b) == first)
}

/// How many digits behind those that a spreadsheet keeps, if all of them are zero.
fn zeros(digits: &str) -> usize {
    digits.get(15..).filter(|tail| tail.bytes().all(|b| b == b'0')).map_or(0, str::len)
}

/// Judges 13 to 19 digits, and writes them if they are a card's.
pub(super) fn judge(digits: &str, out: &mut Normalized) {
    if is_filler(digits) {
        return out.invalid(Reason::Placeholder);
    }
    if !luhn(digits) {
        if zeros(digits) > 0 {
            return out.invalid(Reason::DigitsLost);
        }
        out.invalid(Reason::BadCheckDigit);
        return out.set(UNCHECKED, digits);
    }
    out.display.push_str(digits);
    out.key.push_str(digits);
    out.set(TAIL4, digits.get(digits.len() - 4..).unwrap_or_default());
    out.set(ISSUER, issuer::of(digits).unwrap_or_default());
    if zeros(digits) > 2 {
        doubt(out, Reason::DigitsLost, 50);
    }
    if is_test_number(digits) {
        doubt(out, Reason::Placeholder, 20);
    }
}

/// Numbers that payment services publish for tests: no bank issues them.
fn is_test_number(digits: &str) -> bool {
    match digits.len() {
        13 => digits == "4222222222222",
        14 => matches!(digits, "30569309025904" | "38520000023237"),
        15 => matches!(digits, "378282246310005" | "371449635398431" | "378734493671000"),
        16 => matches!(
            digits,
            "4111111111111111"
                | "4242424242424242"
                | "4012888888881881"
                | "4000056655665556"
                | "5555555555554444"
                | "5105105105105100"
                | "2223003122003222"
                | "6011111111111117"
                | "6011000990139424"
                | "3530111333300000"
                | "3566002020360505"
                | "6200000000000005"
                | "4000000000000002"
                | "5200828282828210"
        ),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_holds_for_cards_of_every_length() {
        for digits in ["4929484458274", "36019717963399", "379106966293019", "4532118926905364", "62226248301354075", "622126996738161198", "6222020135928495229"] {
            assert!(luhn(digits), "{digits}");
            let swapped: String = digits.chars().rev().collect();
            assert!(!is_filler(digits) && !is_filler(&swapped));
        }
        for digits in ["6222027148561019655", "6225885017947872", "6222021748561019654"] {
            assert!(!luhn(digits), "{digits}");
        }
        assert_eq!((zeros("6222022331415120000"), zeros("6225882048904200"), zeros("622588204890420"), zeros("6222024583589703520")), (4, 1, 0, 0));
    }
}
