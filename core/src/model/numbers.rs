//! Numbers that may be missing, as narrow as they fit: what column kernels read.

/// One number per row, in four bytes each where all of them fit, and which of them are known.
///
/// | numbers | stored as |
/// |---|---|
/// | `3`, `5`, `-1` | 4 bytes each |
/// | `3`, not known, `5` | 4 bytes each, and a byte that says whether it is known |
/// | `3`, `9000000000` | 8 bytes each |
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Numbers {
    cells: Cells,
    /// One flag per row; `None` where every row is known.
    known: Option<Vec<bool>>,
}

/// The integers; zero where a row is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Cells {
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

impl Default for Cells {
    fn default() -> Self {
        Cells::Narrow(Vec::new())
    }
}

impl Numbers {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cells {
            Cells::Narrow(cells) => cells.len(),
            Cells::Wide(cells) => cells.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of a row; `None` when it is not known or there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<i64> {
        if self.known.as_ref().is_some_and(|known| known.get(row) != Some(&true)) {
            return None;
        }
        match &self.cells {
            Cells::Narrow(cells) => cells.get(row).copied().map(i64::from),
            Cells::Wide(cells) => cells.get(row).copied(),
        }
    }

    /// The numbers in the order of rows.
    pub fn iter(&self) -> impl Iterator<Item = Option<i64>> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    pub(crate) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Which rows are known; `None`: all of them.
    pub(crate) fn known(&self) -> Option<&[bool]> {
        self.known.as_deref()
    }
}

impl FromIterator<Option<i64>> for Numbers {
    fn from_iter<I: IntoIterator<Item = Option<i64>>>(iter: I) -> Self {
        let mut known: Option<Vec<bool>> = None;
        let mut narrow: Vec<i32> = Vec::new();
        let mut iter = iter.into_iter();
        narrow.reserve(iter.size_hint().0);
        let mut rows: usize = 0;
        let mut mark = |value: Option<i64>, row: usize| match (&mut known, value) {
            (Some(known), _) => known.push(value.is_some()),
            (None, Some(_)) => {}
            (none, None) => {
                let mut flags = vec![true; row];
                flags.push(false);
                *none = Some(flags);
            }
        };
        while let Some(value) = iter.next() {
            mark(value, rows);
            rows += 1;
            match i32::try_from(value.unwrap_or(0)) {
                Ok(small) => narrow.push(small),
                // The first number that does not fit makes the column wide.
                Err(_) => {
                    let mut wide: Vec<i64> = narrow.into_iter().map(i64::from).collect();
                    wide.push(value.unwrap_or(0));
                    for value in iter {
                        mark(value, rows);
                        rows += 1;
                        wide.push(value.unwrap_or(0));
                    }
                    return Numbers { cells: Cells::Wide(wide), known };
                }
            }
        }
        Numbers { cells: Cells::Narrow(narrow), known }
    }
}

impl From<Vec<Option<i64>>> for Numbers {
    fn from(values: Vec<Option<i64>>) -> Self {
        values.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_narrow_as_they_fit() {
        let of = |values: &[Option<i64>]| Numbers::from(values.to_vec());
        let far = i64::from(i32::MAX) + 1;
        for values in [vec![], vec![Some(3), Some(-1)], vec![Some(3), None, Some(5)], vec![None, Some(far), None, Some(i64::MIN)], vec![Some(far), Some(1)]] {
            let numbers = of(&values);
            assert_eq!(numbers.iter().collect::<Vec<_>>(), values);
            assert_eq!((numbers.len(), numbers.get(values.len())), (values.len(), None));
            assert_eq!(numbers.known().is_some(), values.contains(&None));
            assert_eq!(matches!(numbers.cells(), Cells::Wide(_)), values.contains(&Some(far)));
        }
    }
}
