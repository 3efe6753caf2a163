//! How alike two records are: one ordered level per comparison, packed into a `u64`.

mod batched;
mod ceilings;
mod cosine;
mod glyphs;
mod group;
mod ladder;
mod level;
mod places;
mod prepared;
mod sounds;
mod test;
mod texts;
mod vector;
mod visible;
mod writing;

pub use batched::Batched;
pub use ceilings::Ceilings;
pub(crate) use group::MOST_GROUPS;
pub use group::Tally;
pub use level::{Level, builtin_levels, expected_agreement, expected_coincidence};
use level::{expected_kinship, own_to_person};
pub use prepared::{Cache, Prepared};
pub use test::{Form, Test, When};
pub use vector::{Layout, Vector};

use crate::model::FieldColumn;
use crate::schema::FieldKind;
use std::fmt::Debug;

/// Puts two values of a field on one of its ordered levels.
///
/// Contract: symmetric; level 0 is «missing» exactly when a value is 0, level 1 is «else», higher is
/// more alike.
pub trait Comparator: Debug + Send + Sync {
    /// How many levels, with missing and else.
    fn levels(&self) -> u8;

    /// The level of two values.
    fn compare(&self, field: &FieldColumn, a: u32, b: u32) -> u8;
}

/// One comparison: a field, its levels, and where they stand in the vector.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The name.
    pub name: String,
    /// The field, by index.
    pub field: usize,
    /// The levels from best to worst, without else and missing.
    pub levels: Vec<Level>,
    /// The group whose evidence counts once; `None`: the comparison stands alone.
    pub group: Option<u8>,
    /// Whether rare values count more.
    pub term_frequency: bool,
    /// The share of true pairs that is expected on each code before any pair was seen.
    pub expected: Vec<f64>,
    /// The share of relatives' pairs that is expected on each code, and from which code on that is not learned from the data.
    pub kinship: (Vec<f64>, u8),
    /// The share of strangers' pairs that is expected on each code before any pair was seen.
    pub coincidence: Vec<f64>,
    /// What the field's texts have to do with people's names.
    pub spelling: Spelling,
}

/// What a field's texts have to do with people's names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Spelling {
    /// Nothing.
    #[default]
    Other,
    /// They are names.
    Name,
    /// People make them of their names: `k.smith45@…`.
    MadeOfNames,
}

impl Spelling {
    /// That of a kind.
    #[must_use]
    pub fn of(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::PersonName {} | FieldKind::GivenName {} | FieldKind::FamilyName {} => Spelling::Name,
            FieldKind::Email {} | FieldKind::Nickname {} => Spelling::MadeOfNames,
            _ => Spelling::Other,
        }
    }
}

/// [`Comparison::kinship`] of a kind: of the levels, those that mean the same person against those that relatives reach.
#[must_use]
pub fn kinship(kind: &FieldKind, levels: &[Level]) -> (Vec<f64>, u8) {
    let codes = levels.len() + 2;
    // Of a name, the levels below the similar ones are what a family shares; so is what a mask leaves of one.
    let shared = |l: &&Level| match l.label.as_str() {
        "surname_only" | "words_in_common" | "same_surname" | "same_month" | "within_a_year" => true,
        "masked" => matches!(kind, FieldKind::PersonName {}),
        "another_number" => true,
        _ => false,
    };
    let apart = levels.iter().filter(shared).count();
    let ((same, other), learned) = own_to_person(kind).map_or_else(|| (expected_kinship(kind), true), |shares| (shares, false));
    let share = |code: usize| -> f64 {
        let between = (codes.saturating_sub(3)).max(1) as f64;
        match code {
            0 => 0.0,
            1 if codes == 2 => 1.0,
            1 if learned => other,
            1 if apart > 0 => other,
            1 => 1.0 - same,
            code if learned && code == codes - 1 => same,
            _ if learned => (1.0 - same - other).max(0.01) / between,
            // The lowest `apart` levels share what is not same and not else.
            code if code < 2 + apart => (1.0 - same - other) / apart as f64,
            _ => same / (codes - 2 - apart).max(1) as f64,
        }
    };
    let shares: Vec<f64> = (0..codes).map(share).collect();
    let sum: f64 = shares.iter().sum();
    let fixed = if learned { codes } else { 2 + apart };
    (shares.into_iter().map(|s| s / sum.max(1e-9)).collect(), u8::try_from(fixed).unwrap_or(u8::MAX))
}

impl Comparison {
    /// One of nothing, for tests.
    #[cfg(test)]
    pub(crate) fn bare() -> Self {
        Comparison {
            name: String::new(),
            field: 0,
            levels: Vec::new(),
            group: None,
            term_frequency: false,
            expected: Vec::new(),
            kinship: (Vec::new(), 0),
            coincidence: Vec::new(),
            spelling: Spelling::Other,
        }
    }

    /// The code of a level by its place from the best (0).
    #[must_use]
    pub fn code(&self, place: usize) -> u8 {
        u8::try_from(self.levels.len() + 1 - place.min(self.levels.len())).unwrap_or(u8::MAX)
    }

    /// The code of a level by its label.
    #[must_use]
    pub fn code_of(&self, label: &str) -> Option<u8> {
        match label {
            "missing" => Some(0),
            "else" => Some(1),
            _ => self.levels.iter().position(|l| l.label == label).map(|place| self.code(place)),
        }
    }

    /// The level behind a code; `None` for missing and else.
    #[must_use]
    pub fn level(&self, code: u8) -> Option<&Level> {
        self.levels.get((self.levels.len() + 1).checked_sub(code as usize)?).filter(|_| code > 1)
    }

    /// The label of a code.
    #[must_use]
    pub fn label(&self, code: u8) -> &str {
        match code {
            0 => "missing",
            1 => "else",
            _ => self.level(code).map_or("", |l| &l.label),
        }
    }

    /// How many codes there are, with missing and else.
    #[must_use]
    pub fn codes(&self) -> u8 {
        u8::try_from(self.levels.len() + 2).unwrap_or(u8::MAX)
    }
}
