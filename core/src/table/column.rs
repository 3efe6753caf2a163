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

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a row; `None` when it is null, past the end, or the offsets are damaged.
    #[must_use]
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

/// An owned column, for readers that have no Arrow data.
#[derive(Clone, Debug)]
pub struct ColumnBuffer {
    text: String,
    offsets: Vec<i64>,
    validity: Vec<u8>,
    nulls: bool,
}

impl Default for ColumnBuffer {
    fn default() -> Self {
        ColumnBuffer { text: String::new(), offsets: vec![0], validity: Vec::new(), nulls: false }
    }
}

impl ColumnBuffer {
    /// An empty column.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row.
    pub fn push(&mut self, value: Option<&str>) {
        let row = self.offsets.len() - 1;
        if row.is_multiple_of(8) {
            self.validity.push(0);
        }
        match value {
            Some(text) => {
                self.text.push_str(text);
                if let Some(last) = self.validity.last_mut() {
                    *last |= 1 << (row % 8);
                }
            }
            None => self.nulls = true,
        }
        self.offsets.push(i64::try_from(self.text.len()).unwrap_or(i64::MAX));
    }

    /// The rows as a borrowed column.
    #[must_use]
    pub fn as_column(&self) -> Column<'_> {
        Column::large(&self.text, &self.offsets, self.nulls.then_some((self.validity.as_slice(), 0)))
    }
}

impl<'a> FromIterator<Option<&'a str>> for ColumnBuffer {
    fn from_iter<I: IntoIterator<Item = Option<&'a str>>>(values: I) -> Self {
        let mut column = ColumnBuffer::new();
        values.into_iter().for_each(|v| column.push(v));
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_reads_back() {
        let values: Vec<Option<&str>> = (0..20).map(|i| if i % 3 == 0 { None } else { Some("张三") }).collect();
        let buffer: ColumnBuffer = values.iter().copied().collect();
        let column = buffer.as_column();
        assert_eq!((0..20).map(|i| column.get(i)).collect::<Vec<_>>(), values);
        assert_eq!((column.len(), column.get(20)), (20, None));
    }

    #[test]
    fn damaged_offsets_are_nulls() {
        let column = Column::small("abc", &[0, 2, 9, -1], None);
        assert_eq!((column.get(0), column.get(1), column.get(2)), (Some("ab"), None, None));
    }
}
