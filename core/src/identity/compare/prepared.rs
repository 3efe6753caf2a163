//! Comparisons bound to the records of one run.

use super::batched::Waiting;
use super::ceilings::bits;
use super::ladder::Ladder;
use super::texts::Scratch;
use super::{Comparison, Layout, Vector, When};
use crate::model::{FieldColumn, Records};
use crate::threads::{each, in_parallel};

/// Comparisons bound to the records of one run.
#[derive(Debug)]
pub struct Prepared<'a> {
    pub(super) records: &'a Records,
    comparisons: &'a [Comparison],
    pub(super) layout: &'a Layout,
    pub(super) bound: Vec<Bound<'a>>,
    /// By row, the comparisons that it has a value for, as bits.
    known: Vec<u64>,
}

/// One comparison with its field and ladder.
#[derive(Debug)]
pub(super) struct Bound<'a> {
    pub(super) field: &'a FieldColumn,
    pub(super) ladder: Ladder<'a>,
    /// Levels that are about the records rather than two values.
    pub(super) about_records: Vec<(u8, When)>,
    /// Whether its levels depend on nothing but one value on either side.
    pub(super) plain: bool,
}

/// Levels of value pairs seen before, one small direct-mapped table per comparison and thread.
#[derive(Debug)]
pub struct Cache {
    tables: Vec<Table>,
    /// Of pairs that are compared together.
    pub(super) waiting: Vec<Waiting>,
}

/// Of one comparison: levels by pair, and the texts that were read last.
#[derive(Debug)]
struct Table {
    levels: Vec<(u64, u8)>,
    scratch: Scratch,
}

/// Rows that one thread looks at, at a time.
const ROWS_TOGETHER: usize = 1 << 14;
/// All tables of a thread together stay in its nearer cache.
const CACHE_BITS: u32 = 10;

impl<'a> Prepared<'a> {
    /// Lays out what the comparisons need.
    #[must_use]
    pub fn new(records: &'a Records, comparisons: &'a [Comparison], layout: &'a Layout) -> Self {
        let bind = |c: &'a Comparison| {
            let field = records.fields.get(c.field)?;
            let about = c.levels.iter().enumerate().filter(|(_, l)| l.when.test().is_none());
            let about_records: Vec<(u8, When)> = about.map(|(at, l)| (c.code(at), l.when.clone())).collect();
            let plain = field.slots == 1 && about_records.is_empty();
            Some(Bound { field, ladder: Ladder::new(field, c), about_records, plain })
        };
        let bound: Vec<Bound<'a>> = in_parallel(comparisons.iter().collect(), bind).into_iter().flatten().collect();
        let mut known = vec![0; records.len()];
        each(&mut known.chunks_mut(ROWS_TOGETHER).collect::<Vec<_>>(), |at, chunk| {
            (at * ROWS_TOGETHER..).zip(chunk.iter_mut()).for_each(|(row, known)| *known = known_of(records, &bound, row));
        });
        Prepared { records, comparisons, layout, bound, known }
    }

    /// The comparisons that both rows have a value for, as bits.
    pub(super) fn known(&self, a: u32, b: u32) -> u64 {
        let of = |row: u32| self.known.get(row as usize).copied().unwrap_or(0);
        of(a) & of(b)
    }

    /// An empty cache, for one thread.
    #[must_use]
    pub fn cache(&self) -> Cache {
        let table = |_: &Comparison| Table { levels: vec![(u64::MAX, 0); 1 << CACHE_BITS], scratch: Scratch::default() };
        Cache { tables: self.comparisons.iter().map(table).collect(), waiting: Vec::new() }
    }

    /// The vector of two rows.
    #[must_use]
    pub fn compare(&self, a: u32, b: u32, cache: &mut Cache) -> Vector {
        bits(self.known(a, b)).fold(Vector::default(), |vector, index| self.layout.with(vector, index, self.level(index, a, b, cache).0))
    }

    /// The best level of two rows in one comparison, and the values that reach it.
    #[must_use]
    pub fn level(&self, comparison: usize, a: u32, b: u32, cache: &mut Cache) -> (u8, u32, u32) {
        match (self.bound.get(comparison), cache.tables.get_mut(comparison)) {
            (Some(bound), Some(table)) => self.level_of(bound, a, b, table),
            _ => (0, 0, 0),
        }
    }

    fn level_of(&self, bound: &Bound<'a>, a: u32, b: u32, table: &mut Table) -> (u8, u32, u32) {
        let (left, right) = (self.records.field_values(a as usize, bound.field), self.records.field_values(b as usize, bound.field));
        if bound.plain
            && let ([x, ..], [y, ..]) = (left, right)
        {
            let level = if *x != 0 && *y != 0 { bound.values(*x, *y, table) } else { 0 };
            return if level > 0 { (level, *x, *y) } else { (0, 0, 0) };
        }
        let mut best = (0, 0, 0);
        for &x in left.iter().filter(|x| **x != 0) {
            for &y in right.iter().filter(|y| **y != 0) {
                let level = bound.values(x, y, table);
                if level > best.0 {
                    best = (level, x, y);
                }
            }
        }
        for (code, when) in &bound.about_records {
            let holds = match when {
                When::Swapped(other) => best.0 > 0 && self.crosswise(bound.field, *other, a, b),
                When::BothAbsent => !left.iter().chain(right).any(|v| *v != 0),
                When::Values(_) => false,
            };
            if holds && *code > best.0 {
                best.0 = *code;
            }
        }
        best
    }

    fn crosswise(&self, field: &FieldColumn, other: usize, a: u32, b: u32) -> bool {
        let Some(other) = self.records.fields.get(other) else {
            return false;
        };
        let first = |row: u32, f: &FieldColumn| self.records.field_values(row as usize, f).first().copied().unwrap_or(0);
        let (a1, a2) = (field.values.key(first(a, field)), other.values.key(first(a, other)));
        !a1.is_empty() && !a2.is_empty() && a1 == other.values.key(first(b, other)) && a2 == field.values.key(first(b, field))
    }

    /// The records.
    #[must_use]
    pub fn records(&self) -> &'a Records {
        self.records
    }

    /// The comparisons.
    #[must_use]
    pub fn comparisons(&self) -> &'a [Comparison] {
        self.comparisons
    }

    /// Where each level stands in a vector.
    #[must_use]
    pub fn layout(&self) -> &'a Layout {
        self.layout
    }
}

/// The comparisons that a row has a value for, as bits; those about records are always among them.
fn known_of(records: &Records, bound: &[Bound<'_>], row: usize) -> u64 {
    let has = |bound: &Bound<'_>| !bound.about_records.is_empty() || records.field_values(row, bound.field).iter().any(|value| *value != 0);
    bound.iter().take(64).enumerate().filter(|(_, bound)| has(bound)).fold(0, |bits, (at, _)| bits | 1 << at)
}

impl Bound<'_> {
    /// The level of two values that are there.
    fn values(&self, a: u32, b: u32, table: &mut Table) -> u8 {
        if a == b
            && let Some(code) = self.ladder.of_equal(a)
        {
            return code;
        }
        let (a, b) = (a.min(b), a.max(b));
        let key = u64::from(a) << 32 | u64::from(b);
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - CACHE_BITS)) as usize;
        let Table { levels, scratch } = table;
        let Some(entry) = levels.get_mut(slot) else { return self.ladder.code(a, b, scratch) };
        if entry.0 != key {
            *entry = (key, self.ladder.code(a, b, scratch));
        }
        entry.1
    }
}
