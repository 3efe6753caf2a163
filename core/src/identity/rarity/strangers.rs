//! How many of the records that share a value are strangers to one another.

use crate::schema::FieldKind;

/// What the edges say of the pairs of records that share a value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Met {
    /// Expected matches among them.
    pub(super) matches: f64,
    /// The part of those of which nothing else is known, and how many these are.
    pub(super) matches_alone: f64,
    pub(super) alone: f64,
}

impl Met {
    /// The pairs of `f` records of which something else is known, and how many of them are of strangers.
    pub(super) fn strangers(&self, f: f64) -> (f64, f64) {
        let pairs = (f * (f - 1.0) / 2.0 - self.alone).max(0.0);
        (pairs, (pairs - (self.matches - self.matches_alone)).max(0.0))
    }
}

/// How many pairs the usual share of strangers counts for.
pub(super) const USUAL_PAIRS: f64 = 2.0;
/// How many values the share of strangers counts for that a kind is expected to have.
pub(super) const PRIOR_VALUES: f64 = 20.0;
/// Values are classed by how many records they stand on: 2, 3, to 5, to 7, to 11, to 15 …
pub const CLASSES: usize = 24;

pub(super) fn class(frequency: u32) -> usize {
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
#[must_use]
pub fn strange_share(kind: &FieldKind) -> f64 {
    match kind {
        kind if kind.is_document() => 0.02,
        FieldKind::Phone { .. } | FieldKind::Email {} | FieldKind::Code { .. } => 0.1,
        FieldKind::Company {} | FieldKind::Address {} | FieldKind::Text {} | FieldKind::Title {} | FieldKind::Geo {} => 0.3,
        _ => 0.6,
    }
}

/// How many records of other customers carry a value that looks like one customer's own, beside those seen: typing errors,
/// borrowed numbers, namesakes elsewhere.
pub(super) fn fewest_strangers(kind: &FieldKind) -> f64 {
    match kind {
        kind if kind.is_identifier() => 0.05,
        // A building, or the middle of a town that everything in it was given.
        FieldKind::Geo {} => 0.5,
        _ => 0.1,
    }
}

/// The records that a value is rare among, at least: a telephone that two records of a dozen share is not one that every sixth
/// person has.
pub(super) fn fewest_records(kind: &FieldKind) -> f64 {
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
