//! Numbers as whole multiples of 10⁻¹² in 128 bits: exact for what people write, and never wrapped.

use crate::model::Reason;

/// One.
pub(super) const ONE: i128 = 1_000_000_000_000;

/// How many decimals are kept before units are applied.
pub(super) const DECIMALS: usize = 12;

/// No number is as large: 10²⁴.
pub(super) const LIMIT: i128 = 1_000_000_000_000_000_000_000_000 * ONE;

/// `a` times a whole unit.
pub(super) fn times(a: i128, unit: i128) -> Result<i128, Reason> {
    let product = match (i64::try_from(a), i64::try_from(unit)) {
        // The product of two of 64 bits fits.
        (Ok(a), Ok(unit)) => Some(i128::from(a) * i128::from(unit)),
        _ => a.checked_mul(unit),
    };
    product.filter(|n| n.abs() < LIMIT).ok_or(Reason::OutOfRange)
}

/// The sum of both.
pub(super) fn plus(a: i128, b: i128) -> Result<i128, Reason> {
    a.checked_add(b).filter(|n| n.abs() < LIMIT).ok_or(Reason::OutOfRange)
}

/// The number with at most so many decimals, half away from zero, and whether that changed it.
pub(super) fn rounded(n: i128, decimals: u32) -> (i128, bool) {
    let (whole, part) = split(n.unsigned_abs());
    let step = 10_u64.pow(12_u32.saturating_sub(decimals));
    let rest = part.checked_rem(step).unwrap_or(0);
    if rest == 0 {
        return (n, false);
    }
    let part = if 2 * rest >= step { part - rest + step } else { part - rest };
    let size = i128::try_from(whole).unwrap_or(LIMIT).saturating_mul(ONE).saturating_add(i128::from(part));
    (if n < 0 { -size } else { size }, true)
}

/// Writes the plain decimal: `12000`, `0.5`, `-1500`.
pub(super) fn write(n: i128, out: &mut String) {
    if n < 0 {
        out.push('-');
    }
    let (whole, rest) = split(n.unsigned_abs());
    match u64::try_from(whole) {
        Ok(whole) => digits(whole, 1, out),
        Err(_) => {
            const PART: u128 = 1_000_000_000_000_000_000;
            digits(u64::try_from(whole / PART).unwrap_or(u64::MAX), 1, out);
            digits(u64::try_from(whole % PART).unwrap_or(u64::MAX), 18, out);
        }
    }
    if rest > 0 {
        let (mut rest, mut count) = (rest, DECIMALS);
        while rest.is_multiple_of(10) {
            (rest, count) = (rest / 10, count - 1);
        }
        out.push('.');
        digits(rest, count, out);
    }
}

/// The whole part and the decimals. 10¹² is 2¹² times a number of 28 bits, by which two halves of 64 bits and less divide fast.
fn split(n: u128) -> (u128, u64) {
    const STEP: u64 = 1_000_000_000_000;
    if let Ok(n) = u64::try_from(n) {
        return (u128::from(n / STEP), n % STEP);
    }
    const FIVES: u64 = 244_140_625;
    let low = u64::try_from(n & 0xfff).unwrap_or(0);
    let (mut quotient, mut rest) = (0_u128, 0_u64);
    for shift in [96, 64, 32, 0] {
        let digit = u64::try_from(n >> 12 >> shift & 0xffff_ffff).unwrap_or(0);
        let current = rest << 32 | digit;
        quotient = quotient << 32 | u128::from(current / FIVES);
        rest = current % FIVES;
    }
    (quotient, rest << 12 | low)
}

/// Writes a whole number with at least so many digits.
pub(super) fn digits(mut n: u64, least: usize, out: &mut String) {
    let mut buffer = [0_u8; 20];
    let mut count = 0;
    for slot in &mut buffer {
        *slot = u8::try_from(n % 10).unwrap_or(0);
        (n, count) = (n / 10, count + 1);
        if n == 0 && count >= least {
            break;
        }
    }
    for digit in buffer.iter().take(count).rev() {
        out.push(char::from(b'0' + digit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(n: i128) -> String {
        let mut out = String::new();
        write(n, &mut out);
        out
    }

    #[test]
    fn decimals() {
        for (n, expected) in [
            (0, "0"),
            (ONE, "1"),
            (12_000 * ONE, "12000"),
            (ONE / 2, "0.5"),
            (-1500 * ONE - ONE / 100, "-1500.01"),
            (1, "0.000000000001"),
            (1_234_567_890_123_456_789_012 * ONE, "1234567890123456789012"),
            (100_000_000_000_000_000_000_000 * ONE + ONE / 10, "100000000000000000000000.1"),
            (10_000_000_000_000_000_000_000 * ONE, "10000000000000000000000"),
        ] {
            assert_eq!(text(n), expected);
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(split(u128::MAX), (u128::MAX / 1_000_000_000_000, u64::try_from(u128::MAX % 1_000_000_000_000).unwrap()));
        for (n, decimals, expected, changed) in [
            (ONE / 8, 2, "0.13", true),
            (-ONE / 8, 2, "-0.13", true),
            (ONE / 8, 3, "0.125", false),
            (5 * ONE / 4, 0, "1", true),
            (7 * ONE, 0, "7", false),
            (-ONE / 1000, 2, "0", true),
        ] {
            let (rounded, was) = rounded(n, decimals);
            assert_eq!((text(rounded).as_str(), was), (expected, changed));
        }
    }
}
