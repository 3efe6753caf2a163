//! What comparing needs at hand: characters and words of distinct values, laid out flat.

use super::{Comparison, Layout, Vector, When};
use crate::model::{FieldColumn, Records};

/// Comparisons bound to the records of one run.
#[derive(Debug)]
pub struct Prepared<'a> {
    records: &'a Records,
    comparisons: &'a [Comparison],
    layout: &'a Layout,
    texts: Vec<Texts>,
}

/// Characters and words of the distinct values (or derived forms) of one comparison's field.
#[derive(Debug, Default)]
pub(super) struct Texts {
    chars: Vec<(Option<usize>, Flat<char>)>,
    words: Vec<(Option<usize>, Flat<u32>)>,
}

/// Variable-length rows in one array.
#[derive(Debug, Default)]
struct Flat<T> {
    items: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Flat<T> {
    fn get(&self, id: u32) -> &[T] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends.get(id - 1).copied().unwrap_or(usize::MAX) };
        let end = self.ends.get(id).copied().unwrap_or(0);
        self.items.get(start..end).unwrap_or(&[])
    }
}

impl Texts {
    fn new(field: &FieldColumn, levels: &[super::Level]) -> Self {
        let (mut chars, mut words) = (Vec::new(), Vec::new());
        for test in levels.iter().filter_map(|l| l.when.test()) {
            test.char_forms(&mut chars);
            test.word_forms(&mut words);
        }
        for forms in [&mut chars, &mut words] {
            forms.sort_unstable();
            forms.dedup();
        }
        let texts = |form: Option<usize>| -> Vec<&str> {
            match form.and_then(|c| field.values.components.get(c)) {
                Some(component) => component.texts.iter().collect(),
                None => (0u32..).take(field.values.keys.len()).map(|v| field.values.key(v)).collect(),
            }
        };
        Texts {
            chars: chars
                .into_iter()
                .map(|form| {
                    let mut flat = Flat::default();
                    for text in texts(form) {
                        flat.items.extend(text.chars());
                        flat.ends.push(flat.items.len());
                    }
                    (form, flat)
                })
                .collect(),
            words: words
                .into_iter()
                .map(|form| {
                    let (mut flat, mut known) = (Flat::default(), crate::table::Interner::new());
                    for text in texts(form) {
                        let start = flat.items.len();
                        flat.items.extend(text.split(' ').filter(|w| !w.is_empty()).map(|w| known.intern(w)));
                        if let Some(row) = flat.items.get_mut(start..) {
                            row.sort_unstable();
                        }
                        flat.ends.push(flat.items.len());
                    }
                    (form, flat)
                })
                .collect(),
        }
    }

    pub(super) fn chars(&self, field: &FieldColumn, form: Option<usize>, value: u32) -> &[char] {
        self.chars.iter().find(|(f, _)| *f == form).map_or(&[], |(_, flat)| flat.get(form.map_or(value, |c| field.values.component_id(c, value))))
    }

    pub(super) fn words(&self, field: &FieldColumn, form: Option<usize>, value: u32) -> &[u32] {
        self.words.iter().find(|(f, _)| *f == form).map_or(&[], |(_, flat)| flat.get(form.map_or(value, |c| field.values.component_id(c, value))))
    }
}

/// Levels of value pairs seen before, one small direct-mapped table per comparison and thread.
#[derive(Debug)]
pub struct Cache {
    tables: Vec<Vec<(u64, u8)>>,
}

const CACHE_SLOTS: usize = 1 << 12;

impl<'a> Prepared<'a> {
    /// Lays out what the comparisons need.
    #[must_use]
    pub fn new(records: &'a Records, comparisons: &'a [Comparison], layout: &'a Layout) -> Self {
        let texts = comparisons.iter().map(|c| records.fields.get(c.field).map_or_else(Texts::default, |f| Texts::new(f, &c.levels))).collect();
        Prepared { records, comparisons, layout, texts }
    }

    /// An empty cache, for one thread.
    #[must_use]
    pub fn cache(&self) -> Cache {
        Cache { tables: self.comparisons.iter().map(|_| vec![(u64::MAX, 0); CACHE_SLOTS]).collect() }
    }

    /// The vector of two rows.
    #[must_use]
    pub fn compare(&self, a: u32, b: u32, cache: &mut Cache) -> Vector {
        let mut vector = Vector::default();
        for index in 0..self.comparisons.len() {
            vector = self.layout.with(vector, index, self.level(index, a, b, cache).0);
        }
        vector
    }

    /// The best level of two rows in one comparison, and the values that reach it.
    #[must_use]
    pub fn level(&self, comparison: usize, a: u32, b: u32, cache: &mut Cache) -> (u8, u32, u32) {
        let Some(c) = self.comparisons.get(comparison) else {
            return (0, 0, 0);
        };
        let Some(field) = self.records.fields.get(c.field) else {
            return (0, 0, 0);
        };
        let (left, right) = (self.records.field_values(a as usize, field), self.records.field_values(b as usize, field));
        let mut best = (0, 0, 0);
        for &x in left {
            for &y in right {
                if x != 0 && y != 0 {
                    let level = self.values(comparison, field, x, y, cache);
                    if level > best.0 {
                        best = (level, x, y);
                    }
                }
            }
        }
        // Some levels are about the records rather than two values.
        for (place, level) in c.levels.iter().enumerate() {
            let code = c.code(place);
            let holds = match level.when {
                When::Swapped(other) => best.0 > 0 && self.crosswise(field, other, a, b),
                When::BothAbsent => left.iter().chain(right).all(|v| *v == 0),
                When::Values(_) => false,
            };
            if holds && code > best.0 {
                best.0 = code;
            }
        }
        best
    }

    fn crosswise(&self, field: &FieldColumn, other: usize, a: u32, b: u32) -> bool {
        let Some(other) = self.records.fields.get(other) else {
            return false;
        };
        let key = |row: u32, f: &'a FieldColumn| self.records.field_values(row as usize, f).first().map_or("", |v| f.values.key(*v));
        let Some(field) = self.records.fields.iter().find(|f| f.first_slot == field.first_slot) else {
            return false;
        };
        let (a1, a2, b1, b2) = (key(a, field), key(a, other), key(b, field), key(b, other));
        !a1.is_empty() && !a2.is_empty() && a1 == b2 && a2 == b1
    }

    fn values(&self, comparison: usize, field: &FieldColumn, a: u32, b: u32, cache: &mut Cache) -> u8 {
        let (a, b) = (a.min(b), a.max(b));
        let key = u64::from(a) << 32 | u64::from(b);
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52) as usize;
        let entry = cache.tables.get_mut(comparison).and_then(|t| t.get_mut(slot));
        if let Some((known, level)) = &entry
            && *known == key
        {
            return *level;
        }
        let level = self.test(comparison, field, a, b);
        if let Some(entry) = entry {
            *entry = (key, level);
        }
        level
    }

    fn test(&self, comparison: usize, field: &FieldColumn, a: u32, b: u32) -> u8 {
        let (Some(c), Some(texts)) = (self.comparisons.get(comparison), self.texts.get(comparison)) else {
            return 0;
        };
        for (place, level) in c.levels.iter().enumerate() {
            if level.when.test().is_some_and(|t| t.holds(field, texts, a, b)) {
                return c.code(place);
            }
        }
        // Without keys there is nothing to disagree about: a masked value that shows no likeness is missing.
        if field.values.has_key(a) && field.values.has_key(b) { 1 } else { 0 }
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
