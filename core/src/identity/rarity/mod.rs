//! How rare the values are that two records have in common.

mod ledger;
mod strangers;

pub(super) use ledger::Ledger;

use super::compare::{Comparison, Form, Prepared};
use super::score::weight_of;
use crate::model::{FieldColumn, Records};
use crate::schema::FieldKind;
use crate::threads::in_parallel;
use strangers::{class, fewest_records, fewest_strangers};

pub use strangers::{CLASSES, strange_share};

/// The rarity of every value that some level means.
///
/// Frequencies say how many records carry a value; once edges are known, a ledger counts how many of these are other customers'.
#[derive(Clone, Debug, Default)]
pub struct Rarities {
    comparisons: Vec<OfComparison>,
}

/// The rarities of one comparison.
#[derive(Clone, Debug, Default)]
struct OfComparison {
    field: usize,
    kind: Option<FieldKind>,
    /// How many forms the comparisons in front have.
    first: usize,
    /// What its levels have in common.
    shared: Vec<Shared>,
    /// Per code, which of them the level means.
    means: Vec<Option<usize>>,
}

/// By what agreement on a value counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfValue {
    pub(super) comparison: usize,
    /// The best of its levels.
    pub(super) level: u8,
    /// Where that level counts by it, how rare a value is that no other customer has, and how rare this one is, in 1/1024 bit.
    pub(super) rarity: Option<(i32, i32)>,
}

/// So many times more strangers share a value as what else such pairs agree on says: they may be of one house, and agree for that. Ours.
const DOUBT: f64 = 2.0;

/// A form of a field's values that two records can have in common.
#[derive(Clone, Debug)]
struct Shared {
    form: Form,
    /// The records that they are rare among.
    records: f64,
    /// How many rows have each.
    frequency: Vec<u32>,
    /// How rare each is, in 1/1024 bit: -log2 of the chance that a record of another customer has it.
    rarity: Vec<i32>,
}

impl Rarities {
    /// From the frequencies. `share` is the expected number of records of one customer; `one_customer` is by comparison and class of
    /// frequency the share of one customer's among the pairs that share a value, as far as it is known.
    #[must_use]
    pub fn new(prepared: &Prepared<'_>, share: f64, one_customer: &[Vec<f64>]) -> Self {
        let of = |(index, c): (usize, &Comparison)| {
            let own = one_customer.get(index).map_or(&[][..], Vec::as_slice);
            let field = prepared.records().fields.get(c.field).filter(|_| c.term_frequency);
            let mut out = OfComparison { field: c.field, kind: field.map(|f| f.kind.clone()), ..OfComparison::default() };
            for code in 0..c.codes() {
                let form = c.level(code).and_then(|level| level.when.in_common());
                let place = field.zip(form).map(|(field, form)| {
                    out.shared.iter().position(|s| s.form == form).unwrap_or_else(|| {
                        out.shared.push(Shared::new(field, form, share, own));
                        out.shared.len() - 1
                    })
                });
                out.means.push(place);
            }
            out
        };
        let mut comparisons = in_parallel(prepared.comparisons().iter().enumerate().collect(), of);
        let mut first = 0;
        for comparison in &mut comparisons {
            comparison.first = first;
            first += comparison.shared.len();
        }
        Rarities { comparisons }
    }

    /// Whether a level counts by the rarity of what it has in common.
    #[must_use]
    pub fn counts(&self, comparison: usize, code: u8) -> bool {
        self.comparisons.get(comparison).is_some_and(|c| c.means.get(usize::from(code)).copied().flatten().is_some())
    }

    /// Every form with the kind of its field, comparison by comparison.
    fn shared(&self) -> impl Iterator<Item = (&FieldKind, &Shared)> {
        self.comparisons.iter().filter_map(|c| Some((c.kind.as_ref()?, c))).flat_map(|(kind, c)| c.shared.iter().map(move |s| (kind, s)))
    }

    fn shared_mut(&mut self) -> impl Iterator<Item = &mut Shared> {
        self.comparisons.iter_mut().flat_map(|c| &mut c.shared)
    }

    /// Where the values of each form start when all are numbered through, and where the last ends.
    fn starts(&self) -> Vec<u32> {
        let mut starts = vec![0u32];
        for (_, shared) in self.shared() {
            starts.push(starts.last().copied().unwrap_or(0) + u32::try_from(shared.rarity.len()).unwrap_or(0));
        }
        starts
    }

    /// The form that a level means: its place among all forms, its field, its values.
    fn meant<'a>(&'a self, records: &'a Records, comparison: usize, code: u8) -> Option<(usize, &'a FieldColumn, &'a Shared)> {
        let c = self.comparisons.get(comparison)?;
        let at = c.means.get(usize::from(code)).copied().flatten()?;
        Some((c.first + at, records.fields.get(c.field)?, c.shared.get(at)?))
    }

    /// The forms of a comparison that a level does not mean.
    fn others<'a>(&'a self, records: &'a Records, comparison: usize, code: u8) -> impl Iterator<Item = (usize, &'a FieldColumn, &'a Shared)> {
        let c = self.comparisons.get(comparison);
        let meant = c.and_then(|c| c.means.get(usize::from(code)).copied().flatten());
        let all = c.into_iter().flat_map(|c| c.shared.iter().enumerate().filter_map(|(at, s)| Some((at, c.first + at, records.fields.get(c.field)?, s))));
        all.filter(move |(at, ..)| Some(*at) != meant).map(|(_, place, field, shared)| (place, field, shared))
    }

    /// Asks memory for the forms of what two rows have in common in a comparison.
    fn ahead(&self, records: &Records, comparison: usize, a: u32, b: u32) -> u32 {
        let Some((c, field)) = self.comparisons.get(comparison).and_then(|c| Some((c, records.fields.get(c.field)?))) else { return 0 };
        let first = |row: u32| records.field_values(row as usize, field).first().copied().unwrap_or(0);
        let (x, y) = (first(a), first(b));
        let derived = c.shared.iter().filter(|shared| shared.form.is_some());
        derived.fold(0, |asked, shared| asked ^ id_of(field, shared.form, x) ^ id_of(field, shared.form, y))
    }

    /// By what agreement on a value of a field counts; `None`: nothing compares the field.
    pub(super) fn of_value(&self, field: usize, value: u32) -> Option<OfValue> {
        let (comparison, c) = self.comparisons.iter().enumerate().find(|(_, c)| c.field == field)?;
        let code = c.means.len().checked_sub(1)?;
        let meant = c.means.get(code).copied().flatten().and_then(|at| c.shared.get(at)).filter(|shared| shared.form.is_none());
        let rarity = meant.zip(c.kind.as_ref()).and_then(|(shared, kind)| Some((shared.rarest(kind), shared.rarity.get(value as usize).copied()?)));
        Some(OfValue { comparison, level: u8::try_from(code).ok()?, rarity })
    }

    /// No value that a comparison's levels mean is rarer, in 1/1024 bit.
    #[must_use]
    pub fn most(&self, comparison: usize) -> i32 {
        let of = |c: &OfComparison| {
            let kind = c.kind.as_ref()?;
            c.shared.iter().map(|s| s.rarest(kind)).max()
        };
        self.comparisons.get(comparison).and_then(of).unwrap_or(0)
    }

    /// The class of how many records what two rows have in common on a level stands on; `None`: they have nothing in common that counts.
    #[must_use]
    pub fn class_of(&self, records: &Records, comparison: usize, code: u8, a: u32, b: u32) -> Option<u8> {
        let (_, field, shared) = self.meant(records, comparison, code)?;
        let frequency = in_common(records, field, shared.form, a, b).filter_map(|id| shared.frequency.get(id as usize)).min()?;
        u8::try_from(class(*frequency)).ok()
    }

    /// The rarity of what two rows have in common on a level, in 1/1024 bit; `None`: the level does not count by it.
    #[must_use]
    pub fn of(&self, records: &Records, comparison: usize, code: u8, a: u32, b: u32) -> Option<i32> {
        let c = self.comparisons.get(comparison)?;
        let shared = c.shared.get(c.means.get(usize::from(code)).copied().flatten()?)?;
        let field = records.fields.get(c.field)?;
        let rarity = |id: u32| shared.rarity.get(id as usize).copied();
        if field.slots == 1 {
            let of = |row: u32| records.values.get(row as usize * records.slots + field.first_slot).map_or(0, |v| id_of(field, shared.form, *v));
            return match (of(a), of(b)) {
                (x, y) if x == y && x != 0 => rarity(x),
                (0, 0) => None,
                (0, one) | (one, 0) => rarity(one),
                (x, y) => rarity(x).min(rarity(y)),
            };
        }
        let common = in_common(records, field, shared.form, a, b).filter_map(rarity).max();
        // What is alike without being equal, such as two orders of one name, is as frequent as its more frequent side.
        common.or_else(|| {
            let ids = |row: u32| records.field_values(row as usize, field).iter().map(|v| id_of(field, shared.form, *v)).filter(|id| *id != 0);
            ids(a).chain(ids(b)).filter_map(rarity).min()
        })
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
    /// Before the edges are known, a value on no more records than one customer is expected to have may be one customer's alone, and one
    /// on more of them as far as `one_customer` says.
    fn new(field: &FieldColumn, form: Form, share: f64, one_customer: &[f64]) -> Self {
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
        let records = frequency.iter().map(|f| f64::from(*f)).sum::<f64>().max(fewest_records(&field.kind)).max(1.0);
        let own = field.kind.is_identifier() || matches!(field.kind, FieldKind::Company {});
        let strangers = |f: u32| {
            let others = one_customer.get(class(f)).map(|one| (DOUBT * (1.0 - one)).min(1.0) * (f64::from(f) - 1.0));
            let f = f64::from(f);
            if own { (f - share).max(0.0).min(others.unwrap_or(f)) + fewest_strangers(&field.kind) } else { f.max(share) }
        };
        let of = |f: u32| weight_of(1.0, (strangers(f) / records).min(1.0));
        // Most values are rare.
        let small: Vec<i32> = (0..1 << 8).map(of).collect();
        let rarity = frequency.iter().map(|f| small.get(*f as usize).copied().unwrap_or_else(|| of(*f))).collect();
        Shared { form, records, frequency, rarity }
    }

    /// No value is rarer, in 1/1024 bit.
    fn rarest(&self, kind: &FieldKind) -> i32 {
        weight_of(1.0, (fewest_strangers(kind) / self.records).min(1.0))
    }
}
