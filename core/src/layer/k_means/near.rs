//! The nearest centre of many customers, the same as one by one.
//!
//! Coordinates and distances are taken in single precision first, many customers at a time. Where the nearest centre is ahead of the
//! next one by more than all of this can be wrong by, no better arithmetic would change who is nearest; for everybody else the distances
//! of [`nearest`] decide. The bounds hold for any numbers: where single precision says nothing, nobody is sure.

use super::place::{Axis, ROWS, Reach, SINGLE};
use super::{ONE, coordinate, nearest};
use crate::model::{Centres, Numbers};

/// Customers whose distances are taken together.
const LANES: usize = 16;
/// Twice the relative error of a rounding to double precision.
const DOUBLE: f64 = 2.3e-16;

type Tile = [f32; LANES];

/// Centres, ready for many customers.
#[derive(Debug)]
pub(super) struct Near<'m> {
    model: &'m Centres,
    /// The columns that tell anybody apart, each with the largest coordinate of a centre.
    axes: Vec<(Axis, f64)>,
    centres: Vec<Centre>,
    /// The largest square of a centre.
    square: f64,
}

/// |x − c|² − |x|² = c² − 2 c · x.
#[derive(Debug)]
struct Centre {
    square: f32,
    twice: Vec<f32>,
}

impl<'m> Near<'m> {
    /// For so many customers.
    pub(super) fn new(model: &'m Centres, rows: usize) -> Self {
        let place = |centre: &[i64], at: usize| centre.get(at).map_or(0.0, |x| *x as f64 / ONE);
        let most = |at: usize| model.centres.iter().map(|centre| place(centre, at).abs()).fold(0.0, f64::max);
        let apart = model.columns.iter().enumerate().filter(|(_, column)| column.deviation != 0);
        let axes: Vec<(Axis, f64)> = apart.map(|(at, column)| (Axis::new(at, column, rows), most(at))).collect();
        let square = |centre: &[i64]| (0..model.columns.len()).map(|at| place(centre, at) * place(centre, at)).sum::<f64>();
        let twice = |centre: &[i64]| axes.iter().map(|(axis, _)| (-2.0 * place(centre, axis.at)) as f32).collect();
        let centres = model.centres.iter().map(|centre| Centre { square: square(centre) as f32, twice: twice(centre) }).collect();
        Near { model, centres, square: model.centres.iter().map(|centre| square(centre)).fold(0.0, f64::max), axes }
    }

    /// The group of every customer; `otherwise` where a number is not known.
    pub(super) fn groups(&self, numbers: &[&Numbers], rows: usize, otherwise: u16) -> Vec<u16> {
        let mut out = vec![otherwise; rows];
        let there = numbers.iter().map(|numbers| numbers.len()).min().unwrap_or(0).min(rows);
        let mut tiles: Vec<Tile> = vec![[0.0; LANES]; ROWS / LANES * self.axes.len()];
        for (block, out) in out.chunks_mut(ROWS).enumerate() {
            let start = block * ROWS;
            let Some(out) = out.get_mut(..there.saturating_sub(start).min(ROWS)).filter(|out| !out.is_empty()) else { break };
            self.block(numbers, start, &mut tiles, out);
            for known in numbers.iter().filter_map(|numbers| numbers.known()) {
                for (group, known) in out.iter_mut().zip(known.iter().skip(start)) {
                    *group = if *known { *group } else { otherwise };
                }
            }
        }
        out
    }

    fn block(&self, numbers: &[&Numbers], start: usize, tiles: &mut [Tile], out: &mut [u16]) {
        let columns = self.axes.len();
        if columns == 0 {
            // All customers stand at one place.
            let ((group, _), _) = nearest(&self.model.centres, &vec![0.0; self.model.columns.len()]);
            out.fill(u16::try_from(group).unwrap_or(u16::MAX));
            return;
        }
        let mut wrong = Wrong { coordinates: 0.0, terms: self.square, squares: 0.0 };
        let mut line = [0.0_f32; ROWS];
        for (n, (axis, most)) in self.axes.iter().enumerate() {
            let (Some(numbers), Some(own)) = (numbers.get(axis.at), line.get_mut(..out.len())) else { continue };
            wrong.add(axis.place(numbers, start, own), *most);
            for (tile, own) in tiles.iter_mut().skip(n).step_by(columns).zip(line.as_chunks::<LANES>().0) {
                *tile = *own;
            }
        }
        let bound = wrong.bound(columns);
        let mut unsure: Vec<usize> = Vec::new();
        for (at, (tile, out)) in tiles.chunks_exact(columns).zip(out.chunks_mut(LANES)).enumerate() {
            let (groups, sure) = self.tile(tile, bound);
            for (out, group) in out.iter_mut().zip(groups) {
                *out = group as u16;
            }
            if sure.contains(&false) {
                unsure.extend((0..out.len()).zip(sure).filter(|(_, sure)| !sure).map(|(lane, _)| at * LANES + lane));
            }
        }
        let mut point = vec![0.0; self.model.columns.len()];
        for row in unsure {
            for ((x, column), numbers) in point.iter_mut().zip(&self.model.columns).zip(numbers) {
                *x = coordinate(column, numbers.get(start + row).unwrap_or(0));
            }
            if let Some(out) = out.get_mut(row) {
                *out = u16::try_from(nearest(&self.model.centres, &point).0.0).unwrap_or(u16::MAX);
            }
        }
    }

    /// The nearest centres of some customers, and for whom the next one is further off by more than the bound.
    fn tile(&self, tile: &[Tile], bound: f32) -> ([u32; LANES], [bool; LANES]) {
        let (mut best, mut next, mut groups) = ([f32::INFINITY; LANES], [f32::INFINITY; LANES], [0_u32; LANES]);
        for (at, centre) in (0_u32..).zip(&self.centres) {
            let mut far = [centre.square; LANES];
            for (twice, xs) in centre.twice.iter().zip(tile) {
                far = lanes(far, xs, |far, x| far + twice * x);
            }
            let second = lanes(far, &best, |far, best| if far < best { best } else { far });
            next = lanes(next, &second, |next, second| if second < next { second } else { next });
            for ((group, far), best) in groups.iter_mut().zip(&far).zip(&best) {
                *group = if far < best { at } else { *group };
            }
            best = lanes(best, &far, |best, far| if far < best { far } else { best });
        }
        let mut sure = [false; LANES];
        for ((sure, best), next) in sure.iter_mut().zip(&best).zip(&next) {
            // Neither infinity less infinity nor what is no number is more than the bound.
            *sure = next - best > bound;
        }
        (groups, sure)
    }
}

/// Lane by lane: a loop that becomes a few instructions.
fn lanes(mut a: Tile, b: &Tile, of: impl Fn(f32, f32) -> f32) -> Tile {
    for (a, b) in a.iter_mut().zip(b) {
        *a = of(*a, *b);
    }
    a
}

/// What distances may be wrong by.
struct Wrong {
    /// For coordinates that are off.
    coordinates: f64,
    /// The sum of the largest terms, each of which is rounded.
    terms: f64,
    /// The largest square distance, which those in double precision hold.
    squares: f64,
}

impl Wrong {
    /// `most` is the largest coordinate of a centre.
    fn add(&mut self, reach: Reach, most: f64) {
        let far = reach.most + reach.off;
        self.coordinates += 2.0 * most * reach.off;
        self.terms += 2.0 * most * far;
        self.squares += (far + most) * (far + most);
    }

    /// Either of two distances that are set beside each other is off by at most a quarter of this.
    fn bound(&self, columns: usize) -> f32 {
        let roundings = columns as f64 + 4.0;
        (4.0 * (self.coordinates + roundings * SINGLE * self.terms + roundings * DOUBLE * self.squares)) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CentreColumn, FactUnit};
    use proptest::prelude::*;

    fn model(units: &[(FactUnit, bool, i64, i64)], centres: Vec<Vec<i64>>) -> Centres {
        let column = |(unit, plain, mean, deviation): &(FactUnit, bool, i64, i64)| CentreColumn { by: "n".into(), unit: *unit, plain: *plain, mean: *mean, deviation: *deviation };
        let customers = vec![0; centres.len()];
        Centres { columns: units.iter().map(column).collect(), centres, customers, fitted: 0, unknown: 0, spread: 0 }
    }

    fn one_by_one(model: &Centres, numbers: &[&Numbers], rows: usize) -> Vec<u16> {
        let group = |row: usize| {
            let point: Option<Vec<f64>> = model.columns.iter().zip(numbers).map(|(column, numbers)| Some(coordinate(column, numbers.get(row)?))).collect();
            point.map(|point| nearest(&model.centres, &point).0.0 as u16)
        };
        (0..rows).map(|row| group(row).unwrap_or(99)).collect()
    }

    fn number() -> impl Strategy<Value = Option<i64>> {
        prop_oneof![1 => Just(None), 6 => (-3_i64..12).prop_map(Some), 6 => (0_i64..1_000_000).prop_map(Some), 1 => (-5_000_000_000_i64..5_000_000_000).prop_map(Some),
            1 => prop_oneof![Just(i64::MAX), Just(i64::MIN), Just(i64::from(i32::MIN)), Just(1 << 24)].prop_map(Some)]
    }

    fn small() -> impl Strategy<Value = Option<i64>> {
        prop_oneof![1 => Just(None), 8 => (-3_i64..40).prop_map(Some), 4 => (0_i64..300_000).prop_map(Some)]
    }

    fn centre() -> impl Strategy<Value = i64> {
        prop_oneof![4 => -3_000_000_i64..3_000_000, 2 => (-2_i64..3).prop_map(|n| n * 1_000_000), 1 => any::<i64>()]
    }

    proptest! {
        #[test]
        fn many_are_grouped_as_each_alone(
            rows in prop_oneof![proptest::collection::vec([number(), number(), number()], 1..1100), proptest::collection::vec([small(), small(), small()], 1..1100)],
            centres in proptest::collection::vec(proptest::collection::vec(centre(), 3), 1..7),
            columns in proptest::collection::vec((proptest::sample::select(vec![FactUnit::Money, FactUnit::Count, FactUnit::Ratio, FactUnit::Days]), any::<bool>(),
                -9_000_000_i64..9_000_000, prop_oneof![Just(0_i64), Just(1), Just(1_000_000), 1_i64..3_000_000]), 3),
        ) {
            let model = model(&columns, centres);
            let numbers: Vec<Numbers> = (0..3).map(|at| rows.iter().map(|row| row[at]).collect()).collect();
            let numbers: Vec<&Numbers> = numbers.iter().collect();
            prop_assert_eq!(Near::new(&model, rows.len()).groups(&numbers, rows.len(), 99), one_by_one(&model, &numbers, rows.len()));
        }
    }

    /// Halfway between two centres the first one is taken, as one by one; and whoever lies elsewhere needs no second look.
    #[test]
    fn equal_distances_are_left_to_double_precision() {
        let model = model(&[(FactUnit::Count, true, 0, 1_000_000)], vec![vec![4_000_000], vec![2_000_000]]);
        let numbers: Numbers = (0..2000).map(|n| Some(n % 7)).collect();
        let near = Near::new(&model, 2001);
        let groups = near.groups(&[&numbers], 2001, 99);
        assert_eq!(groups[..7], [1, 1, 1, 0, 0, 0, 0]);
        assert_eq!((groups.len(), groups[2000]), (2001, 99));
        let (_, sure) = near.tile(&[std::array::from_fn(|n| n as f32 / 4.0)], 1e-3);
        assert_eq!(sure.iter().position(|sure| !sure), Some(12));
        assert_eq!(sure.iter().filter(|sure| !**sure).count(), 1);
    }
}
