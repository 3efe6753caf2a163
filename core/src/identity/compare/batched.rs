//! Many pairs compared together: nobody waits for memory once per pair, and nobody is compared further than matters.
//!
//! What the pairs look at lies at random places. A batch asks for all of it first, so that memory answers many questions at a time;
//! then what is missing or equal is seen at once, and only what still matters is compared.

use super::ceilings::Standing;
use super::prepared::Bound;
use super::{Cache, Ceilings, Prepared, Vector};
use std::hint::black_box;

/// A pair that a first look did not rule out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting {
    a: u32,
    b: u32,
    vector: Vector,
    standing: Standing,
}

/// What a look at values that are there says of a comparison, before any is compared.
enum AtOnce {
    Level(u8),
    /// Not the best level, which is for equal values.
    Unequal,
    Open,
}

/// Pairs that are compared together: what they look at stays in a thread's nearer cache.
const TOGETHER: usize = 1 << 8;

/// Pairs on their way, compared a batch at a time.
#[derive(Debug)]
pub struct Batched<'p> {
    prepared: &'p Prepared<'p>,
    ceilings: &'p Ceilings,
    cache: &'p mut Cache,
    pairs: Vec<(u32, u32)>,
}

impl<'p> Batched<'p> {
    /// None yet.
    #[must_use]
    pub fn new(prepared: &'p Prepared<'p>, ceilings: &'p Ceilings, cache: &'p mut Cache) -> Self {
        Batched { prepared, ceilings, cache, pairs: Vec::with_capacity(TOGETHER) }
    }

    /// One more. `found` is told the vector of each that the ceilings do not rule out, in their order.
    pub fn add(&mut self, a: u32, b: u32, found: impl FnMut(u32, u32, Vector)) {
        self.pairs.push((a, b));
        if self.pairs.len() == TOGETHER {
            self.compare(found);
        }
    }

    /// Compares those that are left.
    pub fn compare(&mut self, found: impl FnMut(u32, u32, Vector)) {
        self.prepared.compare_all(&self.pairs, self.ceilings, self.cache, found);
        self.pairs.clear();
    }
}

impl Prepared<'_> {
    fn compare_all(&self, pairs: &[(u32, u32)], ceilings: &Ceilings, cache: &mut Cache, mut found: impl FnMut(u32, u32, Vector)) {
        black_box(pairs.iter().fold(0, |asked, (a, b)| asked ^ self.records.ahead(*a) ^ self.records.ahead(*b)));
        let mut waiting = std::mem::take(&mut cache.waiting);
        waiting.clear();
        waiting.extend(pairs.iter().filter_map(|(a, b)| self.look(*a, *b, ceilings)));
        black_box(waiting.iter().fold(0, |asked, pair| asked ^ self.looks_ahead(pair)));
        for pair in &waiting {
            if let Some(vector) = self.finish(pair, ceilings, cache) {
                found(pair.a, pair.b, vector);
            }
        }
        cache.waiting = waiting;
    }

    /// Asks memory for what the open comparisons of a pair look at.
    fn looks_ahead(&self, pair: &Waiting) -> u32 {
        let (left, right) = (self.records.row_values(pair.a as usize), self.records.row_values(pair.b as usize));
        pair.standing.open().filter_map(|index| self.bound.get(index)).fold(0, |asked, bound| {
            let of = |row: &[u32]| row.get(bound.field.first_slot).map_or(0, |value| bound.ladder.ahead(*value));
            asked ^ of(left) ^ of(right)
        })
    }

    /// Sees what is missing or equal.
    fn look(&self, a: u32, b: u32, ceilings: &Ceilings) -> Option<Waiting> {
        let (left, right) = (self.records.row_values(a as usize), self.records.row_values(b as usize));
        let (mut standing, mut vector) = (ceilings.standing(self.known(a, b)), Vector::default());
        for index in standing.open() {
            match self.bound.get(index).map_or(AtOnce::Open, |bound| bound.at_once(left, right)) {
                AtOnce::Level(level) => {
                    ceilings.settle(&mut standing, index, level);
                    vector = self.layout.with(vector, index, level);
                }
                AtOnce::Unequal => ceilings.narrow(&mut standing, index),
                AtOnce::Open => {}
            }
        }
        (!ceilings.is_out(&standing, |at| self.layout.level(vector, at))).then_some(Waiting { a, b, vector, standing })
    }

    /// Compares what is open, while it matters.
    fn finish(&self, pair: &Waiting, ceilings: &Ceilings, cache: &mut Cache) -> Option<Vector> {
        let Waiting { a, b, mut vector, mut standing } = *pair;
        for index in ceilings.order() {
            if standing.is_open(index) {
                let (level, ..) = self.level(index, a, b, cache);
                ceilings.settle(&mut standing, index, level);
                vector = self.layout.with(vector, index, level);
                if ceilings.is_out(&standing, |at| self.layout.level(vector, at)) {
                    return None;
                }
            }
        }
        Some(vector)
    }
}

impl Bound<'_> {
    fn at_once(&self, left: &[u32], right: &[u32]) -> AtOnce {
        let different = || if self.ladder.is_exact() { AtOnce::Unequal } else { AtOnce::Open };
        if self.plain {
            let of = |row: &[u32]| row.get(self.field.first_slot).copied().unwrap_or(0);
            return match (of(left), of(right)) {
                (x, y) if x == y => self.ladder.of_equal(x).map_or(AtOnce::Open, AtOnce::Level),
                _ => different(),
            };
        }
        if !self.about_records.is_empty() {
            return AtOnce::Open;
        }
        let slots = self.field.first_slot..self.field.first_slot + self.field.slots;
        let (left, right) = (left.get(slots.clone()).unwrap_or(&[]), right.get(slots).unwrap_or(&[]));
        let mut same = false;
        for x in left.iter().filter(|x| **x != 0) {
            for y in right.iter().filter(|y| **y != 0) {
                if x == y {
                    if let Some(code) = self.ladder.of_equal(*x) {
                        return AtOnce::Level(code);
                    }
                    same = true;
                }
            }
        }
        if same { AtOnce::Open } else { different() }
    }
}
