//! What a comparison vector is worth before its values are looked up: all that pairs of one vector have in common.

use super::compare::Tally;
use super::score::{Part, less_either};

/// What a vector is worth, but for how rare the values are.
#[derive(Clone, Debug)]
pub struct Worth {
    /// The prior, and the parts that do not depend on values.
    pub(super) fixed: Tally<i32>,
    /// Whether something strong, or something that only corroborates, speaks for it among these.
    pub(super) fixed_strong: bool,
    pub(super) fixed_weak: bool,
    /// The parts that count by the rarity of a value.
    pub(super) by_value: Box<[ByValue]>,
    /// The weight against relatives.
    pub(super) relatives: Option<i32>,
    /// Whether nothing but one comparison is known.
    pub(super) alone: bool,
    /// The comparisons with something in common, and their levels.
    pub(super) levels: Box<[(usize, u8)]>,
    /// No pair of the vector weighs more.
    pub(super) most: i32,
}

/// A part that counts by the rarity of a value.
#[derive(Clone, Copy, Debug)]
pub struct ByValue {
    /// The comparison, by index.
    pub comparison: usize,
    /// The level's code.
    pub level: u8,
    pub(super) part: Part,
    pub(super) u: i32,
    pub(super) group: Option<u8>,
    pub(super) weak: bool,
}

impl ByValue {
    /// The part, with the rarity of the pair's value.
    #[must_use]
    pub fn with(&self, rarity: Option<i32>) -> Part {
        Part { frequency: rarity.map_or(0, |rarity| self.u + rarity), ..self.part }
    }
}

impl Worth {
    /// The weight of a pair, and whether only corroborating evidence speaks for it. `rarity` is asked for every part that counts by
    /// value, in their order.
    pub fn weight(&self, rarity: impl Fn(usize, &ByValue) -> Option<i32>) -> (i32, bool) {
        let (mut tally, mut strong, mut weak) = (self.fixed, self.fixed_strong, self.fixed_weak);
        for (at, part) in self.by_value.iter().enumerate() {
            let one = part.with(rarity(at, part)).total();
            tally.add(part.group, one);
            if one > 0 {
                if part.weak { weak = true } else { strong = true }
            }
        }
        let total = tally.total();
        (self.relatives.map_or(total, |relatives| less_either(total, relatives)), weak && !strong)
    }

    /// No pair of the vector weighs more.
    #[must_use]
    pub fn most(&self) -> i32 {
        self.most
    }
}
