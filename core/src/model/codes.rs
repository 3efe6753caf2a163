//! Codes of a small domain, one byte each where they fit.

use super::NO_TAG;

/// One code per customer, or none.
///
/// A domain of at most 255 values takes a byte per customer, any other two. Columns with the same codes are
/// equal, however wide they are stored.
#[derive(Clone, Debug)]
pub struct Codes(Stored);

#[derive(Clone, Debug)]
enum Stored {
    /// 255 is none.
    Narrow(Vec<u8>),
    /// [`NO_TAG`] is none.
    Wide(Vec<u16>),
}

/// What stands for no code in a byte.
pub(crate) const NO_BYTE: u8 = u8::MAX;

impl Codes {
    /// Whether codes of a domain of so many values fit a byte each.
    pub(crate) fn fit_bytes(values: usize) -> bool {
        values <= usize::from(NO_BYTE)
    }

    /// Codes in a byte each; 255 is none.
    pub(crate) fn of_bytes(codes: Vec<u8>) -> Self {
        Codes(Stored::Narrow(codes))
    }

    /// How many customers.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Stored::Narrow(codes) => codes.len(),
            Stored::Wide(codes) => codes.len(),
        }
    }

    /// Whether there are no customers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A customer's code.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u16> {
        match &self.0 {
            Stored::Narrow(codes) => codes.get(row).filter(|code| **code != NO_BYTE).map(|code| u16::from(*code)),
            Stored::Wide(codes) => codes.get(row).copied().filter(|code| *code != NO_TAG),
        }
    }

    /// The codes in the order of customers.
    pub fn iter(&self) -> impl Iterator<Item = Option<u16>> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    /// Puts a code, or none, in the place of a customer's.
    pub(crate) fn set(&mut self, row: usize, code: Option<u16>) {
        match &mut self.0 {
            Stored::Narrow(codes) => {
                if let Some(place) = codes.get_mut(row) {
                    *place = code.and_then(|code| u8::try_from(code).ok()).unwrap_or(NO_BYTE);
                }
            }
            Stored::Wide(codes) => {
                if let Some(place) = codes.get_mut(row) {
                    *place = code.unwrap_or(NO_TAG);
                }
            }
        }
    }

    /// Writes what `of` says of each code, and of none, to the places of `out`, from the row `start` on; places beyond
    /// the last row stay.
    pub(crate) fn read<T: Copy>(&self, start: usize, out: &mut [T], of: &[T], none: T, mut put: impl FnMut(&mut T, T)) {
        let at = |code: usize| of.get(code).copied().unwrap_or(none);
        match &self.0 {
            Stored::Narrow(codes) => {
                let mut table = [none; 256];
                for (place, value) in table.iter_mut().take(usize::from(NO_BYTE)).zip(of) {
                    *place = *value;
                }
                for (out, code) in out.iter_mut().zip(codes.get(start..).unwrap_or(&[])) {
                    #[expect(clippy::indexing_slicing, reason = "a byte is an index into 256 places")]
                    put(out, table[usize::from(*code)]);
                }
            }
            Stored::Wide(codes) => {
                for (out, code) in out.iter_mut().zip(codes.get(start..).unwrap_or(&[])) {
                    put(out, at(usize::from(*code)));
                }
            }
        }
    }
}

/// Buffers of codes that are no longer needed: memory that a system has handed over once costs less than new memory.
#[derive(Clone, Debug, Default)]
pub struct Spare(Vec<Vec<u8>>);

impl Spare {
    /// Keeps the buffer of some codes.
    pub(crate) fn keep(&mut self, codes: Codes) {
        if let Stored::Narrow(mut bytes) = codes.0 {
            bytes.clear();
            self.0.push(bytes);
        }
    }

    /// An empty buffer for so many rows.
    pub(crate) fn take(&mut self, rows: usize) -> Vec<u8> {
        let mut bytes = self.0.pop().unwrap_or_default();
        bytes.reserve(rows);
        bytes
    }
}

impl From<Vec<u16>> for Codes {
    /// Codes as they are; [`NO_TAG`] is none.
    fn from(codes: Vec<u16>) -> Self {
        Codes(Stored::Wide(codes))
    }
}

impl PartialEq for Codes {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Codes {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_makes_no_difference() {
        let (mut narrow, mut wide) = (Codes::of_bytes(vec![1, NO_BYTE, 0]), Codes::from(vec![1, NO_TAG, 0]));
        assert_eq!(narrow, wide);
        for codes in [&mut narrow, &mut wide] {
            codes.set(0, None);
            codes.set(2, Some(7));
            codes.set(9, Some(7));
            assert_eq!(codes.iter().collect::<Vec<_>>(), [None, None, Some(7)]);
            let mut out = [9; 4];
            codes.read(1, &mut out, &[3; 8], 0, |out, value| *out = value);
            assert_eq!(out, [0, 3, 9, 9]);
        }
        assert!(Codes::fit_bytes(255) && !Codes::fit_bytes(256));
    }
}
