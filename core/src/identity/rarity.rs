//! How rare the values are that two records have in common.

use super::compare::{Comparison, Form, Layout, Prepared, Vector};
use super::score::weight_of;
use crate::model::{Edge, FieldColumn, Records};
use crate::schema::FieldKind;
use crate::threads::each;

/// The rarity of every value that some level means.
#[derive(Clone, Debug, Default)]
pub struct Rarities {
    comparisons: Vec<OfComparison>,
}

/// The rarities of one comparison.
#[derive(Clone, Debug, Default)]
struct OfComparison {
    field: usize,
    /// What its levels have in common.
    shared: Vec<Shared>,
    /// Per code, which of them the level means.
    means: Vec<Option<usize>>,
}

/// A form of a field's values that two records can have in common.
#[derive(Clone, Debug)]
struct Shared {
    form: Form,
    /// How many rows have each.
    frequency: Vec<u32>,
    /// How rare each is, in 1/1024 bit: -log2 of the chance that a record of another customer has it.
    rarity: Vec<i32>,
}

impl Rarities {
    /// From the frequencies alone. `share` is the expected number of records of one customer.
    #[must_use]
    pub fn new(prepared: &Prepared<'_>, share: f64) -> Self {
        let of = |c: &Comparison| {
            let mut out = OfComparison { field: c.field, ..OfComparison::default() };
            let field = prepared.records().fields.get(c.field).filter(|_| c.term_frequency);
            for code in 0..c.codes() {
                let form = c.level(code).and_then(|level| level.when.in_common());
                let place = field.zip(form).map(|(field, form)| {
                    out.shared.iter().position(|s| s.form == form).unwrap_or_else(|| {
                        out.shared.push(Shared::new(field, form, share));
                        out.shared.len() - 1
                    })
                });
                out.means.push(place);
            }
            out
        };
        Rarities { comparisons: prepared.comparisons().iter().map(of).collect() }
    }

    /// Whether a level counts by the rarity of what it has in common.
    #[must_use]
    pub fn counts(&self, comparison: usize, code: u8) -> bool {
        self.comparisons.get(comparison).is_some_and(|c| c.means.get(usize::from(code)).copied().flatten().is_some())
    }

    /// The rarity of what two rows have in common on a level, in 1/1024 bit; `None`: the level does not count by it.
    #[must_use]
    pub fn of(&self, records: &Records, comparison: usize, code: u8, a: u32, b: u32) -> Option<i32> {
        let c = self.comparisons.get(comparison)?;
        let shared = c.shared.get(c.means.get(usize::from(code)).copied().flatten()?)?;
        let field = records.fields.get(c.field)?;
        let rarity = |id: u32| shared.rarity.get(id as usize).copied();
        let common = in_common(records, field, shared.form, a, b).filter_map(rarity).max();
        // What is alike without being equal, such as two orders of one name, is as frequent as its more frequent side.
        common.or_else(|| {
            let ids = |row: u32| records.field_values(row as usize, field).iter().map(|v| id_of(field, shared.form, *v)).filter(|id| *id != 0);
            ids(a).chain(ids(b)).filter_map(rarity).min()
        })
    }

    /// Counts every value's holders again, now that the edges say which of its records belong together.
    ///
    /// Of the f(f-1)/2 pairs of a value's records, the expected matches are taken away; what is left are
    /// coincidences. A shop's telephone keeps its many holders; a customer with nine orders is one. Of texts, pairs of which
    /// nothing else is known are left out where there are others: what is expected of them is what this says.
    pub fn refine(&mut self, records: &Records, layout: &Layout, edges: &[Edge]) {
        let seen = |edge: &Edge| (edge.probability(), layout.levels(Vector(edge.vector)).filter(|level| *level != 0).count() == 1);
        let seen: Vec<(f64, bool)> = edges.iter().map(seen).collect();
        each(&mut self.comparisons, |comparison, c| {
            let Some(field) = records.fields.get(c.field) else { return };
            for shared in &mut c.shared {
                let mut matches = vec![Met::default(); shared.rarity.len()];
                // Level 1 is «else»: nothing in common.
                for (edge, (p, alone)) in edges.iter().zip(&seen).filter(|(e, _)| layout.level(Vector(e.vector), comparison) > 1) {
                    for id in in_common(records, field, shared.form, edge.a, edge.b) {
                        if let Some(met) = matches.get_mut(id as usize) {
                            met.add(*p, *alone);
                        }
                    }
                }
                shared.refine(&field.kind, &matches);
            }
        });
    }
}

fn id_of(field: &FieldColumn, form: Form, value: u32) -> u32 {
    form.map_or(value, |component| field.values.component_id(component, value))
}

/// What two rows have in common of a form of a field's values, by id.
fn in_common<'a>(records: &'a Records, field: &'a FieldColumn, form: Form, a: u32, b: u32) -> impl Iterator<Item = u32> + use<'a> {
    let right = records.field_values(b as usize, field);
    let left = records.field_values(a as usize, field).iter().map(move |v| id_of(field, form, *v));
    left.filter(move |x| *x != 0 && right.iter().any(|v| id_of(field, form, *v) == *x))
}

impl Shared {
    /// Before the edges are known, a value on no more records than one customer is expected to have may be one customer's alone.
    fn new(field: &FieldColumn, form: Form, share: f64) -> Self {
        let mut frequency = vec![0u32; form.and_then(|c| field.values.components.get(c)).map_or(field.values.keys.len(), |c| c.texts.len())];
        for (value, rows) in (0u32..).zip(&field.values.frequency) {
            let id = form.map_or(value, |component| field.values.component_id(component, value));
            if let Some(count) = frequency.get_mut(id as usize) {
                *count += rows;
            }
        }
        if let Some(none) = frequency.first_mut() {
            *none = 0;
        }
        let rows: f64 = frequency.iter().map(|f| f64::from(*f)).sum::<f64>().max(fewest_records(&field.kind));
        let own = field.kind.is_identifier() || matches!(field.kind, FieldKind::Company {});
        let strangers = |f: f64| if own { (f - share).max(0.0) + fewest_strangers(&field.kind) } else { f.max(share) };
        let rarity = frequency.iter().map(|f| weight_of(1.0, (strangers(f64::from(*f)) / rows.max(1.0)).min(1.0))).collect();
        Shared { form, frequency, rarity }
    }

    /// Of a value's pairs, the share that strangers make up is counted from the pairs themselves and, for as much as a few pairs
    /// say, from all values on as many records: a pair must not answer for its own rarity.
    fn refine(&mut self, kind: &FieldKind, matches: &[Met]) {
        // Of texts, pairs about which nothing else is known say nothing of how often strangers share one.
        let informed = matches!(kind, FieldKind::Text {} | FieldKind::Title {} | FieldKind::Address {});
        let mut classes = [(PRIOR_VALUES * strange_share(kind), PRIOR_VALUES); CLASSES];
        for (f, met) in self.frequency.iter().zip(matches).filter(|(f, _)| **f > 1) {
            let (pairs, strange) = met.strangers(f64::from(*f), informed);
            if let Some((share, values)) = classes.get_mut(class(*f))
                && pairs > 0.0
            {
                *share += strange / pairs;
                *values += 1.0;
            }
        }
        let rows: f64 = self.frequency.iter().map(|f| f64::from(*f)).sum::<f64>().max(fewest_records(kind));
        for ((slot, f), met) in self.rarity.iter_mut().zip(&self.frequency).zip(matches) {
            let usual = classes.get(class(*f)).map_or(0.5, |(share, values)| share / values);
            let f = f64::from(*f).max(1.0);
            let (pairs, strange) = met.strangers(f, informed);
            let others = (pairs - 1.0).max(0.0);
            let own = if others > 0.0 { strange * others / pairs } else { 0.0 };
            let strangers = (f - 1.0).max(1.0) * (own + USUAL_PAIRS * usual) / (others + USUAL_PAIRS);
            *slot = weight_of(1.0, ((strangers + fewest_strangers(kind)) / rows.max(1.0)).min(1.0));
        }
    }
}

/// What the edges say of the pairs of records that share a value.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    /// Expected matches among them.
    matches: f64,
    /// The part of those of which nothing else is known, and how many these are.
    matches_alone: f64,
    alone: f64,
}

impl Met {
    fn add(&mut self, probability: f64, alone: bool) {
        self.matches += probability;
        if alone {
            self.matches_alone += probability;
            self.alone += 1.0;
        }
    }

    /// The pairs of `f` records that count, all or those of which something else is known, and how many are of strangers.
    fn strangers(&self, f: f64, informed: bool) -> (f64, f64) {
        let pairs = f * (f - 1.0) / 2.0;
        let (pairs, matches) = if informed { ((pairs - self.alone).max(0.0), self.matches - self.matches_alone) } else { (pairs, self.matches) };
        (pairs, (pairs - matches).max(0.0))
    }
}

/// How many pairs the usual share of strangers counts for.
const USUAL_PAIRS: f64 = 2.0;
/// How many values the share of strangers counts for that a kind is expected to have.
const PRIOR_VALUES: f64 = 20.0;
/// Values are classed by how many records they stand on: 2, 3, 4, to 6, to 8, to 12 …
const CLASSES: usize = 24;

fn class(frequency: u32) -> usize {
    match frequency {
        0..=2 => 0,
        3 => 1,
        f => {
            let octave = f.ilog2() as usize;
            octave * 2 - 2 + usize::from(f >> (octave - 1) & 1 == 1)
        }
    }
    .min(CLASSES - 1)
}

/// The share of strangers among the pairs that share a value of few records, before any was seen.
fn strange_share(kind: &FieldKind) -> f64 {
    match kind {
        kind if kind.is_document() => 0.02,
        FieldKind::Phone { .. } | FieldKind::Email {} | FieldKind::Code { .. } => 0.1,
        FieldKind::Company {} | FieldKind::Address {} | FieldKind::Text {} | FieldKind::Title {} | FieldKind::Geo {} => 0.3,
        _ => 0.6,
    }
}

/// How many records of other customers carry a value that looks like one customer's own, beside those seen: typing errors,
/// borrowed numbers, namesakes elsewhere.
fn fewest_strangers(kind: &FieldKind) -> f64 {
    match kind {
        kind if kind.is_identifier() => 0.05,
        // A building, or the middle of a town that everything in it was given.
        FieldKind::Geo {} => 0.5,
        _ => 0.1,
    }
}

/// The records that a value is rare among, at least: a telephone that two records of a dozen share is not one that every sixth
/// person has.
fn fewest_records(kind: &FieldKind) -> f64 {
    match kind {
        kind if kind.is_identifier() => 1000.0,
        FieldKind::Date { .. } => 1000.0,
        FieldKind::PersonName {} => 300.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_grow_with_frequency() {
        let classes: Vec<usize> = [2, 3, 4, 5, 6, 8, 12, 16, 1 << 20].map(class).to_vec();
        assert_eq!(classes, [0, 1, 2, 2, 3, 4, 5, 6, CLASSES - 1]);
    }
}
