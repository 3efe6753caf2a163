//! Where a ranking is cut: fitted to all customers, applied to each.

use super::keys::{Cell, Column, Keys};
use super::select::{Place, amounts, ranks};
use crate::layer::number::block;
use crate::model::Cells;
use crate::model::{Cuts, FactUnit, Numbers};
use crate::spec::Ties;

/// What is ranked, and after what shares the ranking is cut.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::layer) struct Ranked {
    pub(in crate::layer) by: String,
    pub(in crate::layer) unit: FactUnit,
    pub(in crate::layer) lowest_first: bool,
    /// Whether it is cut by shares of the sum; else by shares of the customers.
    pub(in crate::layer) of_sum: bool,
    pub(in crate::layer) ties: Ties,
    /// Shares from the best on, as parts of a whole: (1, 5), (2, 5) …
    pub(in crate::layer) shares: Vec<(u32, u32)>,
}

impl Ranked {
    /// The ends of all layers but the last. `None`: nobody's number is known.
    pub(in crate::layer) fn fit(&self, numbers: Option<&Numbers>, rows: usize) -> Option<Cuts> {
        let (numbers, lowest_first) = (numbers?, self.lowest_first);
        match numbers.cells() {
            Cells::Narrow(cells) => self.ends(&Column { cells, known: numbers.known(), lowest_first }, rows),
            Cells::Wide(cells) => self.ends(&Column { cells, known: numbers.known(), lowest_first }, rows),
        }
    }

    fn ends<T: Cell>(&self, column: &Column<'_, T>, rows: usize) -> Option<Cuts> {
        let number = |key: T::Key| T::number(key, self.lowest_first);
        let ranked = column.len();
        if ranked == 0 {
            return None;
        }
        let mut cuts = Cuts {
            by: self.by.clone(),
            unit: self.unit,
            lowest_first: self.lowest_first,
            ends: Vec::with_capacity(self.shares.len()),
            ranked,
            unknown: (rows as u64).saturating_sub(ranked),
            negative: 0,
            tied: Vec::with_capacity(self.shares.len()),
        };
        let above_zero = |key: T::Key| u64::try_from(number(key)).unwrap_or(0);
        let part = |whole: u128| self.shares.iter().map(|(part, of)| (whole * u128::from(*part)).div_ceil(u128::from((*of).max(1))).max(1)).collect::<Vec<_>>();
        let found: Vec<Place<T::Key>> = if self.of_sum {
            let mut sum = <T::Key as super::keys::Key>::Sum::default();
            column.blocks(|keys| {
                for key in keys {
                    cuts.negative += u64::from(number(*key) < 0);
                    sum += above_zero(*key).into();
                }
                true
            });
            amounts(column, &part(sum.into()), &above_zero)
        } else {
            ranks(column, &part(u128::from(ranked)))
        };
        // Where a sum of nothing reaches no part of it, nobody is in.
        let nobody = || self.beyond(number(best(column)));
        for at in 0..self.shares.len() {
            let (end, tied) = found.get(at).map_or_else(|| (nobody(), 0), |place| self.end(place, number(place.key)));
            cuts.ends.push(end);
            cuts.tied.push(tied);
        }
        Some(cuts)
    }

    /// The worst number that is in, and how many customers the rule on ties decided on.
    fn end<K>(&self, place: &Place<K>, number: i64) -> (i64, u64) {
        let through = place.of_equal < place.equal;
        let end = if through && self.ties == Ties::Exclude { self.beyond(number) } else { number };
        (end, if through { place.equal } else { 0 })
    }

    /// The next better number.
    fn beyond(&self, number: i64) -> i64 {
        if self.lowest_first { number.saturating_sub(1) } else { number.saturating_add(1) }
    }
}

/// The best key of some.
fn best<T: Cell>(column: &Column<'_, T>) -> T::Key {
    let mut best = T::Key::default();
    column.blocks(|keys| {
        best = keys.iter().fold(best, |best, key| best.max(*key));
        true
    });
    best
}

/// How many ends each number of a block does not reach: the code of its layer; `otherwise` where it is not known.
pub(in crate::layer) fn codes(ends: &[i64], lowest_first: bool, numbers: Option<&Numbers>, start: usize, out: &mut [u16], otherwise: u16) {
    let narrow = |out: &mut [u16], cells: &[i32]| {
        // An end beyond what fits is reached by all, or by nobody.
        out.fill(ends.iter().map(|end| u16::from(i32::try_from(*end).is_err() && (*end > 0) != lowest_first)).sum());
        if lowest_first {
            missed(out, cells, ends, i32::MAX, |cell, end| cell > end);
        } else {
            missed(out, cells, ends, i32::MIN, |cell, end| cell < end);
        }
    };
    let wide = |out: &mut [u16], cells: &[i64]| {
        out.fill(0);
        if lowest_first {
            missed(out, cells, ends, i64::MAX, |cell, end| cell > end);
        } else {
            missed(out, cells, ends, i64::MIN, |cell, end| cell < end);
        }
    };
    block(numbers, start, out, narrow, wide, |code| *code = otherwise);
}

/// Adds the ends that are missed, four in each turn; nothing misses `never`, which stands for what is no end.
fn missed<T: Copy + TryFrom<i64>>(out: &mut [u16], cells: &[T], ends: &[i64], never: T, misses: impl Fn(T, T) -> bool) {
    for four in ends.chunks(4) {
        let [a, b, c, d] = std::array::from_fn(|at| four.get(at).and_then(|end| T::try_from(*end).ok()).unwrap_or(never));
        for (code, cell) in out.iter_mut().zip(cells) {
            *code += u16::from(misses(*cell, a)) + u16::from(misses(*cell, b)) + u16::from(misses(*cell, c)) + u16::from(misses(*cell, d));
        }
    }
}
