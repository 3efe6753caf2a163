//! The maximum of a function of positive parameters: damped Newton steps in their logarithms.

use super::Refusal;

/// A function at a point: its value, first and second derivatives.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<const N: usize> {
    pub(super) value: f64,
    pub(super) slope: [f64; N],
    pub(super) curve: [[f64; N]; N],
}

impl<const N: usize> At<N> {
    pub(super) const ZERO: Self = At { value: 0.0, slope: [0.0; N], curve: [[0.0; N]; N] };

    /// By the logarithms of the parameters instead of the parameters.
    fn by_logarithms(&self, parameters: &[f64; N]) -> Self {
        let mut at = *self;
        for ((slope, row), (i, own)) in at.slope.iter_mut().zip(&mut at.curve).zip(parameters.iter().enumerate()) {
            *slope *= own;
            for (j, (curve, other)) in row.iter_mut().zip(parameters).enumerate() {
                *curve = *curve * own * other + if i == j { *slope } else { 0.0 };
            }
        }
        at
    }
}

/// Where a maximum is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Maximum<const N: usize> {
    pub(super) parameters: [f64; N],
    pub(super) value: f64,
    /// Square roots of the diagonal of the inverse of minus the second derivatives.
    pub(super) errors: [f64; N],
    pub(super) steps: u32,
}

/// Steps that are tried before giving up.
const STEPS: u32 = 200;
/// Logarithms beyond which a parameter has left every bound.
const BOUND: f64 = 14.0;
/// How much a step may change a logarithm.
const LONGEST: f64 = 2.0;
/// A maximum is where a step would win less than this.
const WIN: f64 = 1e-11;

/// Climbs from a start. `names` are those of the parameters, for whoever has to be told which of them the data do not hold.
pub(super) fn maximum<const N: usize>(start: [f64; N], names: [&'static str; N], function: impl Fn(&[f64; N]) -> At<N>) -> Result<Maximum<N>, Refusal> {
    let mut parameters = start;
    let mut here = function(&parameters).by_logarithms(&parameters);
    let mut damping = 1e-3;
    for steps in 0..STEPS {
        let far = parameters.iter().zip(names).find(|(parameter, _)| libm::log(**parameter).abs() > BOUND);
        if let Some((_, parameter)) = far {
            return Err(Refusal::Unbounded { parameter });
        }
        // At the top the undamped step wins next to nothing, and the function bends down in every direction.
        if let Some(step) = solve(&minus(&here.curve, 0.0), &here.slope) {
            let win: f64 = step.iter().zip(&here.slope).map(|(step, slope)| step * slope).sum();
            if win < WIN * here.value.abs().max(1.0) * 1e-3 {
                let covariance = inverse(&minus(&here.curve, 0.0)).ok_or(Refusal::NotConverged)?;
                let mut errors = [0.0; N];
                for (i, (error, parameter)) in errors.iter_mut().zip(&parameters).enumerate() {
                    let variance = covariance.get(i).and_then(|row| row.get(i)).copied().unwrap_or(0.0);
                    *error = libm::sqrt(variance.max(0.0)) * parameter;
                }
                return Ok(Maximum { parameters, value: here.value, errors, steps });
            }
        }
        let mut grown = None;
        for _ in 0..60 {
            if let Some(mut step) = solve(&minus(&here.curve, damping * size(&here)), &here.slope) {
                let longest = step.iter().fold(0.0_f64, |longest, part| longest.max(part.abs()));
                if longest > LONGEST {
                    step.iter_mut().for_each(|part| *part *= LONGEST / longest);
                }
                let mut there = parameters;
                for (parameter, part) in there.iter_mut().zip(&step) {
                    *parameter *= libm::exp(*part);
                }
                let at = function(&there).by_logarithms(&there);
                if at.value.is_finite() && at.value > here.value {
                    grown = Some((there, at));
                    break;
                }
            }
            damping = (damping * 4.0).max(1e-6);
        }
        let Some((there, at)) = grown else { return Err(Refusal::NotConverged) };
        (parameters, here) = (there, at);
        damping *= 0.1;
    }
    Err(Refusal::NotConverged)
}

/// The size of what bends the function, or slopes it where it does not bend.
fn size<const N: usize>(at: &At<N>) -> f64 {
    let bends = at.curve.iter().enumerate().filter_map(|(i, row)| row.get(i));
    bends.chain(&at.slope).fold(0.0_f64, |size, own| size.max(own.abs()))
}

/// Minus a matrix, with something added to its diagonal.
fn minus<const N: usize>(matrix: &[[f64; N]; N], added: f64) -> [[f64; N]; N] {
    let mut negative = *matrix;
    for (i, row) in negative.iter_mut().enumerate() {
        for (j, cell) in row.iter_mut().enumerate() {
            *cell = -*cell + if i == j { added } else { 0.0 };
        }
    }
    negative
}

/// The lower triangle whose product with its mirror a matrix is (Cholesky); `None`: the matrix is not positive definite.
#[expect(clippy::indexing_slicing, reason = "all indices run to N, the size of the arrays")]
fn triangle<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut lower = [[0.0; N]; N];
    for i in 0..N {
        for j in 0..=i {
            let sum: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] - sum;
            if i == j {
                // What is not a number is not positive either.
                lower[i][i] = Some(rest).filter(|rest| *rest > matrix[i][i].abs() * 1e-14).map(libm::sqrt)?;
            } else {
                lower[i][j] = rest / lower[j][j];
            }
        }
    }
    Some(lower)
}

#[expect(clippy::indexing_slicing, reason = "all indices run to N, the size of the arrays")]
fn solve<const N: usize>(matrix: &[[f64; N]; N], right: &[f64; N]) -> Option<[f64; N]> {
    let lower = triangle(matrix)?;
    let mut found = *right;
    for i in 0..N {
        let sum: f64 = (0..i).map(|k| lower[i][k] * found[k]).sum();
        found[i] = (found[i] - sum) / lower[i][i];
    }
    for i in (0..N).rev() {
        let sum: f64 = (i + 1..N).map(|k| lower[k][i] * found[k]).sum();
        found[i] = (found[i] - sum) / lower[i][i];
    }
    found.iter().all(|part| part.is_finite()).then_some(found)
}

fn inverse<const N: usize>(matrix: &[[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut columns = [[0.0; N]; N];
    for (i, column) in columns.iter_mut().enumerate() {
        let mut unit = [0.0; N];
        if let Some(one) = unit.get_mut(i) {
            *one = 1.0;
        }
        *column = solve(matrix, &unit)?;
    }
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// −(x−3)² − 2(y−5)² − (x−3)(y−5).
    fn hill([x, y]: &[f64; 2]) -> At<2> {
        let (x, y) = (x - 3.0, y - 5.0);
        At { value: -x * x - 2.0 * y * y - x * y, slope: [-2.0 * x - y, -4.0 * y - x], curve: [[-2.0, -1.0], [-1.0, -4.0]] }
    }

    #[test]
    fn the_top_is_found_with_its_errors() {
        let top = maximum([1.0, 1.0], ["x", "y"], hill).unwrap();
        assert!((top.parameters[0] - 3.0).abs() < 1e-6 && (top.parameters[1] - 5.0).abs() < 1e-6, "{top:?}");
        // The inverse of [[2, 1], [1, 4]] has 4/7 and 2/7 on its diagonal.
        assert!((top.errors[0] - (4.0_f64 / 7.0).sqrt()).abs() < 1e-4 && (top.errors[1] - (2.0_f64 / 7.0).sqrt()).abs() < 1e-4, "{top:?}");
    }

    #[test]
    fn what_has_no_top_is_refused() {
        let slope = |[x]: &[f64; 1]| At { value: libm::log(*x), slope: [1.0 / x], curve: [[-1.0 / (x * x)]] };
        assert_eq!(maximum([1.0], ["x"], slope).unwrap_err(), Refusal::Unbounded { parameter: "x" });
    }
}
