//! One column of texts in Arrow's layout: offsets, bytes, validity.

/// A borrowed column of UTF-8 texts; `None` where a value is null.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    text: &'a str,
    offsets: Offsets<'a>,
    validity: Option<(&'a [u8], usize)>,
}

#[derive(Clone, Copy, Debug)]
enum Offsets<'a> {
    Small(&'a [i32]),
    Large(&'a [i64]),
}

impl<'a> Column<'a> {
    /// A column with 32-bit offsets (Arrow `Utf8`); `offsets` has one entry more than there are rows.
    ///
    /// `validity` is a bitmap, least significant bit first, and the bit to start at.
    #[must_use]
    pub fn small(text: &'a str, offsets: &'a [i32], validity: Option<(&'a [u8], usize)>) -> Self {
        Column { text, offsets: Offsets::Small(offsets), validity }
    }

    /// A column with 64-bit offsets (Arrow `LargeUtf8`).
    #[must_use]
    pub fn large(text: &'a str, offsets: &'a [i64], validity: Option<(&'a [u8], usize)>) -> Self {
        Column { text, offsets: Offsets::Large(offsets), validity }
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.offsets {
            Offsets::Small(o) => o.len(),
            Offsets::Large(o) => o.len(),
        }
        .saturating_sub(1)
    }

    /// Bytes of all texts together.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a row; `None` when it is null, past the end, or the offsets are damaged.
    #[must_use]
    #[inline]
    pub fn get(&self, row: usize) -> Option<&'a str> {
        if let Some((bits, start)) = self.validity {
            let bit = start.checked_add(row)?;
            if bits.get(bit / 8)? >> (bit % 8) & 1 == 0 {
                return None;
            }
        }
        let (from, to) = match self.offsets {
            Offsets::Small(o) => (usize::try_from(*o.get(row)?).ok()?, usize::try_from(*o.get(row + 1)?).ok()?),
            Offsets::Large(o) => (usize::try_from(*o.get(row)?).ok()?, usize::try_from(*o.get(row + 1)?).ok()?),
        };
        self.text.get(from..to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_offsets_are_nulls() {
        let column = Column::small("abc", &[0, 2, 9, -1], None);
        assert_eq!((column.get(0), column.get(1), column.get(2)), (Some("ab"), None, None));
    }
}
