//! How alike two records are: one ordered level per comparison, packed into a `u64`.

mod group;
mod ladder;
mod level;
mod places;
mod prepared;
mod test;
mod texts;
mod vector;

pub(crate) use group::MOST_GROUPS;
pub use group::Tally;
pub use level::{Level, builtin_levels, expected_agreement};
pub use prepared::{Cache, Prepared};
pub use test::{Form, Test, When};
pub use vector::{Layout, Vector};

use crate::model::FieldColumn;
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
    /// Whether the values are issued to one holder each.
    pub document: bool,
}

impl Comparison {
    /// How many coincidences on a code are taken as seen before any pair was: where few records carry a document's number, that no
    /// two strangers share one says nothing, and that two might is no likelier for it.
    #[must_use]
    pub fn coincidence(&self, code: u8) -> f64 {
        let same = |level: &Level| !level.weak && matches!(level.when.test(), Some(Test::Exact | Test::Same(_)));
        if self.document && self.level(code).is_some_and(same) { 1e-3 } else { 0.5 }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_do_not_coincide_for_want_of_evidence() {
        let level = |test| Level { label: String::new(), when: When::Values(test), weak: false, m: None, u: None };
        let levels = vec![level(Test::Exact), level(Test::Edits(1, None))];
        let of = |document| Comparison { name: String::new(), field: 0, levels: levels.clone(), group: None, term_frequency: true, expected: Vec::new(), document };
        // Missing, else, one edit, exact.
        assert_eq!([0, 1, 2, 3].map(|code| of(true).coincidence(code)), [0.5, 0.5, 0.5, 1e-3]);
        assert_eq!([0, 1, 2, 3].map(|code| of(false).coincidence(code)), [0.5; 4]);
    }
}
