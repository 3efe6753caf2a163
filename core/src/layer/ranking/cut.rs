//! Where a ranking is cut: fitted to all customers, applied to each.

use super::select::{Key, Place, amounts, ranks};
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
        let numbers = numbers?;
        let (lowest, known) = (self.lowest_first, numbers.known());
        match numbers.cells() {
            Cells::Narrow(cells) => self.ends(&keys(cells, known, |n| narrow_key(*n, lowest)), rows, |key| i64::from(narrow_number(key, lowest))),
            Cells::Wide(cells) => self.ends(&keys(cells, known, |n| wide_key(*n, lowest)), rows, |key| wide_number(key, lowest)),
        }
    }

    fn ends<K: Key>(&self, keys: &[K], rows: usize, number: impl Fn(K) -> i64) -> Option<Cuts> {
        let (best, ranked) = (number(*keys.iter().max()?), keys.len() as u64);
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
        let above_zero = |key: K| u64::try_from(number(key)).unwrap_or(0);
        let part = |whole: u128| self.shares.iter().map(|(part, of)| (whole * u128::from(*part)).div_ceil(u128::from((*of).max(1))).max(1)).collect::<Vec<_>>();
        let found: Vec<Place<K>> = if self.of_sum {
            cuts.negative = keys.iter().filter(|key| number(**key) < 0).count() as u64;
            amounts(keys, &part(keys.iter().map(|key| u128::from(above_zero(*key))).sum()), &above_zero)
        } else {
            ranks(keys, &part(u128::from(ranked)))
        };
        for at in 0..self.shares.len() {
            let (end, tied) = found.get(at).map_or_else(|| (self.beyond(best), 0), |place| self.end(place, number(place.key)));
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

fn keys<T, K>(cells: &[T], known: Option<&[bool]>, key: impl Fn(&T) -> K) -> Vec<K> {
    match known {
        None => cells.iter().map(key).collect(),
        Some(known) => cells.iter().zip(known).filter(|(_, known)| **known).map(|(cell, _)| key(cell)).collect(),
    }
}

/// The order of keys is that of the ranking: the sign bit turned over, and all bits where the least number is the best.
fn narrow_key(number: i32, lowest_first: bool) -> u32 {
    let key = number.cast_unsigned() ^ (1 << 31);
    if lowest_first { !key } else { key }
}

fn narrow_number(key: u32, lowest_first: bool) -> i32 {
    ((if lowest_first { !key } else { key }) ^ (1 << 31)).cast_signed()
}

fn wide_key(number: i64, lowest_first: bool) -> u64 {
    let key = number.cast_unsigned() ^ (1 << 63);
    if lowest_first { !key } else { key }
}

fn wide_number(key: u64, lowest_first: bool) -> i64 {
    ((if lowest_first { !key } else { key }) ^ (1 << 63)).cast_signed()
}

/// How many ends each number of a block does not reach: the code of its layer; `otherwise` where it is not known.
pub(in crate::layer) fn codes(ends: &[i64], lowest_first: bool, numbers: Option<&Numbers>, start: usize, out: &mut [u16], otherwise: u16) {
    out.fill(0);
    let narrow = |out: &mut [u16], cells: &[i32]| {
        for end in ends {
            // An end beyond what fits is reached by all, or by nobody.
            let held = i32::try_from(*end).unwrap_or(if *end < 0 { i32::MIN } else { i32::MAX });
            let beyond = i64::from(held) < *end;
            let below = i64::from(held) > *end;
            if lowest_first {
                missed(out, cells, |cell| *cell > held || below);
            } else {
                missed(out, cells, |cell| *cell < held || beyond);
            }
        }
    };
    let wide = |out: &mut [u16], cells: &[i64]| {
        for end in ends {
            if lowest_first { missed(out, cells, |cell| cell > end) } else { missed(out, cells, |cell| cell < end) }
        }
    };
    block(numbers, start, out, narrow, wide, |code| *code = otherwise);
}

fn missed<T>(out: &mut [u16], cells: &[T], misses: impl Fn(&T) -> bool) {
    for (code, cell) in out.iter_mut().zip(cells) {
        *code += u16::from(misses(cell));
    }
}
