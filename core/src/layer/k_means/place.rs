//! Coordinates of a block of a column in single precision, and how far off they may be.

use super::ONE;
use crate::model::{Cells, CentreColumn, FactUnit, Numbers};

/// Customers of a block: its coordinates stay in the first cache.
pub(super) const ROWS: usize = 512;
/// Whole numbers from 0 on whose coordinates are kept, where there are so many customers: days, how many orders.
const KEPT: usize = 4096;
/// What a logarithm in single precision may be off by: rounding of numbers up to 2⁶³ (nine roundings of at most 44 · 2⁻²⁴ each, 2.4e-5) and
/// [`ln`]'s own 1.3e-6, with room.
pub(super) const LOGARITHM: f64 = 4e-5;
/// Twice the relative error of a rounding to single precision.
pub(super) const SINGLE: f64 = 1.2e-7;
/// ln(1 + 2³¹) and ln(1 + 2⁶³), rounded up.
const NARROW: f64 = 21.6;
const WIDE: f64 = 43.8;

/// A column and how its numbers become coordinates.
#[derive(Debug)]
pub(super) struct Axis {
    /// The place of the column.
    pub(super) at: usize,
    plain: bool,
    /// What one of the unit is among the stored numbers: ¥1 is 100.
    one: f64,
    scale: f64,
    shift: f64,
    /// Of the first whole numbers; empty where they are not kept.
    kept: Vec<f32>,
}

/// The largest coordinate of a block, and how far any of them may be off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) most: f64,
    pub(super) off: f64,
}

impl Axis {
    pub(super) fn new(at: usize, column: &CentreColumn, rows: usize) -> Self {
        let one = match column.unit {
            FactUnit::Money => 100.0,
            FactUnit::Ratio => ONE,
            _ => 1.0,
        };
        let (mean, deviation) = (column.mean as f64 / ONE, column.deviation as f64 / ONE);
        let mut axis = Axis { at, plain: column.plain, one, scale: 1.0 / deviation, shift: -mean / deviation, kept: Vec::new() };
        if !column.plain && rows >= KEPT {
            axis.kept = (0..KEPT).map(|n| n as f32).map(axis.logarithm()).collect();
        }
        axis
    }

    /// Writes the coordinates of the numbers from `start` on.
    pub(super) fn place(&self, numbers: &Numbers, start: usize, line: &mut [f32]) -> Reach {
        let end = start + line.len();
        match numbers.cells() {
            Cells::Narrow(cells) => self.narrow(cells.get(start..end).unwrap_or(&[]), line),
            Cells::Wide(cells) => self.wide(cells.get(start..end).unwrap_or(&[]), line),
        }
    }

    fn narrow(&self, cells: &[i32], line: &mut [f32]) -> Reach {
        if self.plain {
            let (scale, shift) = (self.scale / self.one, self.shift);
            write(line, cells, |cell| (f64::from(cell) * scale + shift) as f32);
            return self.reach(largest(line), 0.0);
        }
        let bits = cells.iter().fold(0, |all, cell| all | *cell);
        if usize::try_from(bits).is_ok_and(|bits| bits < self.kept.len()) {
            write(line, cells, |cell| self.kept.get(cell as usize).copied().unwrap_or(0.0));
        } else if bits >= 0 {
            write(line, cells, self.above_zero());
        } else {
            let of = self.logarithm();
            write(line, cells, |cell: i32| of(cell as f32));
        }
        self.reach(NARROW * self.scale + self.shift.abs(), LOGARITHM * self.scale)
    }

    fn wide(&self, cells: &[i64], line: &mut [f32]) -> Reach {
        if self.plain {
            let (scale, shift) = (self.scale / self.one, self.shift);
            write(line, cells, |cell| (cell as f64 * scale + shift) as f32);
            return self.reach(largest(line), 0.0);
        }
        let of = self.logarithm();
        write(line, cells, |cell| of(cell as f32));
        self.reach(WIDE * self.scale + self.shift.abs(), LOGARITHM * self.scale)
    }

    /// Roundings of the coordinate and of the numbers that it is made with come to what the logarithm is off by.
    fn reach(&self, most: f64, logarithm: f64) -> Reach {
        Reach { most, off: logarithm + 2.0 * SINGLE * (most + 2.0 * self.shift.abs()) }
    }

    /// ln(1 + x / one) = ln(one + x) − ln(one), with the sign of x, standardised.
    fn logarithm(&self) -> impl Fn(f32) -> f32 + use<> {
        let (one, less, scale, shift) = (self.one as f32, libm::log(self.one) as f32, self.scale as f32, self.shift as f32);
        move |x| (ln(x.abs() + one) - less).copysign(x) * scale + shift
    }

    /// The same where nothing is below zero.
    fn above_zero(&self) -> impl Fn(i32) -> f32 + use<> {
        let (one, less, scale, shift) = (self.one as f32, libm::log(self.one) as f32, self.scale as f32, self.shift as f32);
        move |x| (ln(x as f32 + one) - less) * scale + shift
    }
}

fn write<T: Copy>(line: &mut [f32], cells: &[T], coordinate: impl Fn(T) -> f32) {
    for (x, cell) in line.iter_mut().zip(cells) {
        *x = coordinate(*cell);
    }
}

/// The largest without its sign: floating-point numbers that are not below zero have the order of their bits.
fn largest(line: &[f32]) -> f64 {
    f64::from(f32::from_bits(line.iter().fold(0, |most: i32, x| most.max(x.abs().to_bits().cast_signed())).cast_unsigned()))
}

/// The natural logarithm of a number from 1 on: the exponent's, and of m from √½ to √2 the series of the inverse hyperbolic tangent,
/// ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1); what is left out is below 1.3e-6.
fn ln(x: f32) -> f32 {
    const ROOT_OF_HALF: u32 = 0x3f35_04f3;
    let exponent = x.to_bits().wrapping_sub(ROOT_OF_HALF).cast_signed() >> 23;
    let m = f32::from_bits(x.to_bits().wrapping_sub(exponent.cast_unsigned() << 23));
    let s = (m - 1.0) / (m + 1.0);
    let square = s * s;
    exponent as f32 * std::f32::consts::LN_2 + s * (2.0 + square * (2.0 / 3.0 + square * (2.0 / 5.0)))
}

#[cfg(test)]
mod tests {
    use super::super::coordinate;
    use super::*;

    #[test]
    fn the_logarithm_is_as_near_as_it_says() {
        let off = |x: f32| (f64::from(ln(x)) - libm::log(f64::from(x))).abs();
        let all = (0..3_000_000_u32).map(|n| f32::from_bits(1.0_f32.to_bits() + n * 180));
        let most = all.chain([1.0, 9.3e18, 9.22e18]).map(off).fold(0.0, f64::max);
        assert!(most < LOGARITHM / 4.0, "{most}");
    }

    /// Each way to a coordinate is as near to that in double precision as its reach says.
    #[test]
    fn coordinates_are_as_near_as_they_say() {
        let days: Vec<Option<i64>> = (0..512).map(|n| Some(n * 7)).collect();
        let money = (0..512).map(|n| Some(n * n * 97)).collect();
        let refunds = (0..512).map(|n| Some((n - 200) * 1_000_003)).collect();
        let far = (0..512).map(|n| Some((n - 200) * (i64::MAX / 400))).collect();
        for (cells, at) in [(days, 0), (money, 1), (refunds, 2), (far, 3)].map(|(cells, at): (Vec<Option<i64>>, i32)| (Numbers::from(cells), at)) {
            for (unit, plain, rows) in [(FactUnit::Money, false, 5000), (FactUnit::Count, false, 5000), (FactUnit::Days, false, 9), (FactUnit::Ratio, true, 9)] {
                let column = CentreColumn { by: "n".into(), unit, plain, mean: 4_321_000, deviation: 1_234_567 };
                let axis = Axis::new(0, &column, rows);
                let mut line = [0.0; 512];
                let reach = axis.place(&cells, 0, &mut line);
                for (row, x) in line.iter().enumerate() {
                    let exact = coordinate(&column, cells.get(row).unwrap());
                    assert!((f64::from(*x) - exact).abs() <= reach.off && x.abs() as f64 <= reach.most * 1.001, "{at} {unit:?} {row}: {x} {exact} {reach:?}");
                }
            }
        }
    }
}
