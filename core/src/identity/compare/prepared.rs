//! Comparisons bound to the records of one run.

use super::ladder::Ladder;
use super::texts::Scratch;
use super::{Comparison, Layout, Vector, When};
use crate::model::{FieldColumn, Records};
use crate::threads::in_parallel;

/// Comparisons bound to the records of one run.
#[derive(Debug)]
pub struct Prepared<'a> {
    records: &'a Records,
    comparisons: &'a [Comparison],
    layout: &'a Layout,
    bound: Vec<Bound<'a>>,
}

/// One comparison with its field and ladder.
#[derive(Debug)]
struct Bound<'a> {
    field: &'a FieldColumn,
    ladder: Ladder<'a>,
    /// Levels that are about the records rather than two values.
    about_records: Vec<(u8, When)>,
    /// Whether its levels depend on nothing but one value on either side.
    plain: bool,
}

/// Levels of value pairs seen before, one small direct-mapped table per comparison and thread.
#[derive(Debug)]
pub struct Cache {
    tables: Vec<Table>,
}

/// Of one comparison: levels by pair, and the texts that were read last.
#[derive(Debug)]
struct Table {
    levels: Vec<(u64, u8)>,
    scratch: Scratch,
}

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
        Prepared { records, comparisons, layout, bound: in_parallel(comparisons.iter().collect(), bind).into_iter().flatten().collect() }
    }

    /// An empty cache, for one thread.
    #[must_use]
    pub fn cache(&self) -> Cache {
        Cache { tables: self.comparisons.iter().map(|_| Table { levels: vec![(u64::MAX, 0); 1 << CACHE_BITS], scratch: Scratch::default() }).collect() }
    }

    /// The vector of two rows.
    #[must_use]
    pub fn compare(&self, a: u32, b: u32, cache: &mut Cache) -> Vector {
        let (left, right) = (self.records.row_values(a as usize), self.records.row_values(b as usize));
        let mut vector = Vector::default();
        for (index, (bound, table)) in self.bound.iter().zip(&mut cache.tables).enumerate() {
            let first = bound.field.first_slot;
            let level = match (left.get(first), right.get(first)) {
                (Some(&x), Some(&y)) if bound.plain => {
                    if x != 0 && y != 0 {
                        bound.values(x, y, table)
                    } else {
                        0
                    }
                }
                _ => self.level_of(bound, a, b, table).0,
            };
            vector = self.layout.with(vector, index, level);
        }
        vector
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
