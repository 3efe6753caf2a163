//! An owned column, for readers that have no Arrow data.

use super::Column;

/// Texts of a column that grows row by row; `None` where a value is null.
#[derive(Clone, Debug)]
pub struct ColumnBuffer {
    text: String,
    /// Offsets as long as 32 bits suffice for them: half of the memory.
    small: Vec<i32>,
    /// The offsets once they do not; empty before.
    large: Vec<i64>,
    /// A bitmap of the rows that hold a text; empty while all of them do.
    validity: Vec<u8>,
}

impl Default for ColumnBuffer {
    fn default() -> Self {
        ColumnBuffer { text: String::new(), small: vec![0], large: Vec::new(), validity: Vec::new() }
    }
}

impl ColumnBuffer {
    /// An empty column.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for more rows of so many bytes together.
    pub fn reserve(&mut self, rows: usize, bytes: usize) {
        self.text.reserve(bytes);
        self.small.reserve(rows);
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.small.len().max(self.large.len()).saturating_sub(1)
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a row.
    #[inline]
    pub fn push(&mut self, value: Option<&str>) {
        match value {
            Some(text) => {
                self.text.push_str(text);
                if !self.validity.is_empty() {
                    self.mark(true);
                }
            }
            None => self.mark(false),
        }
        match i32::try_from(self.text.len()) {
            Ok(end) if self.large.is_empty() => self.small.push(end),
            _ => self.end_large(),
        }
    }

    /// Adds the rows of another column behind these.
    pub fn append(&mut self, other: ColumnBuffer) {
        if self.is_empty() {
            *self = other;
            return;
        }
        if !self.validity.is_empty() || !other.validity.is_empty() {
            let rows = other.as_column();
            (0..rows.len()).for_each(|row| self.push(rows.get(row)));
            return;
        }
        let base = self.text.len();
        self.text.push_str(&other.text);
        match (i32::try_from(base), i32::try_from(self.text.len())) {
            (Ok(base), Ok(_)) if self.large.is_empty() => self.small.extend(other.small.iter().skip(1).map(|offset| base + offset)),
            _ => {
                self.widen();
                let base = i64::try_from(base).unwrap_or(i64::MAX);
                self.large.extend(other.small.iter().map(|o| i64::from(*o)).chain(other.large.iter().copied()).skip(1).map(|offset| base.saturating_add(offset)));
            }
        }
    }

    /// The rows as a borrowed column.
    #[must_use]
    pub fn as_column(&self) -> Column<'_> {
        let validity = (!self.validity.is_empty()).then_some((self.validity.as_slice(), 0));
        if self.large.is_empty() { Column::small(&self.text, &self.small, validity) } else { Column::large(&self.text, &self.large, validity) }
    }

    /// From now on with offsets of 64 bits.
    fn widen(&mut self) {
        if self.large.is_empty() {
            self.large = std::mem::take(&mut self.small).into_iter().map(i64::from).collect();
        }
    }

    #[cold]
    fn end_large(&mut self) {
        self.widen();
        self.large.push(i64::try_from(self.text.len()).unwrap_or(i64::MAX));
    }

    /// Marks the row at hand as there or not there.
    #[cold]
    fn mark(&mut self, there: bool) {
        let row = self.len();
        // Before the first null every row was there.
        if self.validity.is_empty() {
            self.validity.resize(row / 8, 0xff);
            self.validity.push(if row.is_multiple_of(8) { 0 } else { 0xff >> (8 - row % 8) });
        } else if row.is_multiple_of(8) {
            self.validity.push(0);
        }
        if there && let Some(last) = self.validity.last_mut() {
            *last |= 1 << (row % 8);
        }
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
        for first in 0..20 {
            let values: Vec<Option<&str>> = (0..20).map(|i| if i >= first && i % 3 == 0 { None } else { Some("张三") }).collect();
            let buffer: ColumnBuffer = values.iter().copied().collect();
            let column = buffer.as_column();
            assert_eq!((0..20).map(|i| column.get(i)).collect::<Vec<_>>(), values);
            assert_eq!((column.len(), column.get(20)), (20, None));
        }
    }

    #[test]
    fn buffers_join() {
        let part = |values: &[Option<&'static str>]| values.iter().copied().collect::<ColumnBuffer>();
        let parts: [&[Option<&str>]; 4] = [&[], &[Some("a"), Some("张三")], &[Some(""), None, Some("b")], &[Some("c")]];
        for first in parts {
            for second in parts {
                let (mut joined, mut large) = (part(first), part(first));
                joined.append(part(second));
                large.widen();
                large.append(part(second));
                let values: Vec<_> = first.iter().chain(second).copied().collect();
                for column in [joined.as_column(), large.as_column()] {
                    assert_eq!((0..column.len()).map(|i| column.get(i)).collect::<Vec<_>>(), values);
                }
            }
        }
    }
}
