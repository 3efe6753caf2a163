//! Quotients as integers.

/// A quotient rounded half away from zero, held at the ends of 64 bits; none for a zero divisor.
pub(super) fn divide(above: i128, below: i128) -> Option<i64> {
    if below == 0 {
        return None;
    }
    let half = below.abs() / 2;
    let magnitude = (above.abs() + half) / below.abs();
    let signed = if (above < 0) == (below < 0) { magnitude } else { -magnitude };
    Some(hold(signed))
}

/// A part of a whole in millionths.
pub(super) fn millionths(part: i128, whole: i128) -> Option<i64> {
    divide(part.saturating_mul(1_000_000), whole)
}

/// The number, held at the ends of 64 bits.
pub(super) fn hold(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!([divide(5, 2), divide(-5, 2), divide(5, -2), divide(4, 3), divide(1, 0)], [Some(3), Some(-3), Some(-3), Some(1), None]);
        assert_eq!((divide(i128::MAX / 2, 1), hold(i128::MIN)), (Some(i64::MAX), i64::MIN));
        assert_eq!(millionths(2, 3), Some(666_667));
    }
}
