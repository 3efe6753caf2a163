//! Comparison vectors: the levels of all comparisons in one `u64`.

/// The levels of a pair, packed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Vector(pub u64);

/// Where each comparison's level stands in a vector.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// (shift, bits) per comparison.
    fields: Vec<(u32, u32)>,
}

impl Layout {
    /// A layout for comparisons with so many levels each; `None` when 64 bits do not suffice.
    #[must_use]
    pub fn new(levels: impl IntoIterator<Item = u8>) -> Option<Self> {
        let mut fields = Vec::new();
        let mut shift = 0;
        for count in levels {
            let bits = u8::BITS - count.saturating_sub(1).leading_zeros();
            fields.push((shift, bits));
            shift += bits;
        }
        (shift <= 64).then_some(Layout { fields })
    }

    /// How many comparisons.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The level of one comparison.
    #[must_use]
    pub fn level(&self, vector: Vector, comparison: usize) -> u8 {
        self.fields.get(comparison).map_or(0, |(shift, bits)| ((vector.0 >> shift) & ((1 << bits) - 1)) as u8)
    }

    /// Every level in order.
    pub fn levels(&self, vector: Vector) -> impl Iterator<Item = u8> {
        self.fields.iter().map(move |(shift, bits)| ((vector.0 >> shift) & ((1 << bits) - 1)) as u8)
    }

    /// The vector with one more level set.
    #[must_use]
    pub fn with(&self, vector: Vector, comparison: usize, level: u8) -> Vector {
        self.fields.get(comparison).map_or(vector, |(shift, _)| Vector(vector.0 | u64::from(level) << shift))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_pack_and_unpack() {
        let layout = Layout::new([3, 4, 5, 8]).unwrap();
        let mut v = Vector::default();
        for (i, level) in [2, 3, 4, 7].into_iter().enumerate() {
            v = layout.with(v, i, level);
        }
        assert_eq!(layout.levels(v).collect::<Vec<_>>(), [2, 3, 4, 7]);
        assert_eq!(layout.level(v, 2), 4);
        assert!(Layout::new([16; 17]).is_none());
    }
}
