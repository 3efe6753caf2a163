//! Functions that the models need and `libm` lacks.

/// The derivative of the logarithm of the gamma function, for positive arguments. Upwards by its recurrence to 10, then the asymptotic series
/// (Abramowitz, Stegun: Handbook of Mathematical Functions, 6.3.5 and 6.3.18).
pub(super) fn digamma(mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let r = 1.0 / (x * x);
    sum + libm::log(x) - 0.5 / x - r * (1.0 / 12.0 - r * (1.0 / 120.0 - r * (1.0 / 252.0 - r * (1.0 / 240.0 - r * (1.0 / 132.0 - r * 691.0 / 32_760.0)))))
}

/// The second derivative, likewise (6.4.6 and 6.4.12).
pub(super) fn trigamma(mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < 10.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let r = 1.0 / (x * x);
    sum + 1.0 / x + 0.5 * r + (r / x) * (1.0 / 6.0 - r * (1.0 / 30.0 - r * (1.0 / 42.0 - r * (1.0 / 30.0 - r * (5.0 / 66.0 - r * 691.0 / 2_730.0)))))
}

/// Terms of the series that are added at most.
const TERMS: u32 = 2_000_000;

/// Gauss' hypergeometric function ₂F₁(a, b; c; z) by its series, for `0 <= z < 1` and a `c` that is no whole number below 1 (15.1.1).
/// `None`: the series does not come to rest.
pub(super) fn gauss(a: f64, b: f64, c: f64, z: f64) -> Option<f64> {
    let (mut term, mut sum, mut n) = (1.0, 1.0, 0.0);
    for _ in 0..TERMS {
        let factor = (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        term *= factor;
        sum += term;
        n += 1.0;
        // Once the terms shrink, what is left is less than a geometric series.
        if !sum.is_finite() {
            return None;
        }
        if factor.abs() < 1.0 && term.abs() <= sum.abs() * 1e-17 * (1.0 - factor.abs()) {
            return Some(sum);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-13 * b.abs().max(1.0), "{a} is not {b}");
    }

    /// Values of the handbook's tables and closed forms.
    #[test]
    fn functions_have_their_known_values() {
        near(digamma(1.0), -0.577_215_664_901_532_9);
        near(digamma(0.5), -1.963_510_026_021_423_5);
        near(digamma(20.0), 2.970_523_992_242_149);
        near(trigamma(1.0), std::f64::consts::PI * std::f64::consts::PI / 6.0);
        near(trigamma(0.5), std::f64::consts::PI * std::f64::consts::PI / 2.0);
        // ₂F₁(1, 1; 2; z) is −ln(1 − z) / z, and ₂F₁(a, b; b; z) is (1 − z)^−a.
        near(gauss(1.0, 1.0, 2.0, 0.5).unwrap(), 2.0 * std::f64::consts::LN_2);
        near(gauss(0.3, 1.7, 1.7, 0.95).unwrap(), libm::pow(0.05, -0.3));
        near(gauss(0.3, 1.7, 1.7, 0.0).unwrap(), 1.0);
        // (−1/2) is no whole number: ₂F₁(1, −1/2; −1/2; z) is 1 / (1 − z).
        near(gauss(1.0, -0.5, -0.5, 0.25).unwrap(), 4.0 / 3.0);
    }

    /// The derivative of one is the other.
    #[test]
    fn trigamma_is_the_slope_of_digamma() {
        for x in [0.1, 0.7, 3.3, 9.9, 42.0] {
            let slope = (digamma(x + 1e-5) - digamma(x - 1e-5)) / 2e-5;
            assert!((slope / trigamma(x) - 1.0).abs() < 1e-6, "{x}");
        }
    }
}
