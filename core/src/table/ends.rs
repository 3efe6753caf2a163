//! Where the texts of an arena end: four bytes each, however long the arena grows.

use std::ops::Range;

/// Growing ends of texts that lie one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// The low halves of the ends.
    low: Vec<u32>,
    /// The first text that ends past each multiple of 4 GiB; nearly always none.
    turns: Vec<usize>,
}

impl Ends {
    pub(super) fn push(&mut self, end: usize) {
        let end = end as u64;
        while end >> 32 > self.turns.len() as u64 {
            self.turns.push(self.low.len());
        }
        self.low.push(end as u32);
    }

    /// Adds the ends of an arena that now begins at `base`.
    pub(super) fn append(&mut self, other: &Ends, base: usize) {
        let last = other.len().checked_sub(1).and_then(|at| other.end(at)).unwrap_or(0);
        if other.turns.is_empty() && u32::try_from(base + last).is_ok() {
            self.low.extend(other.low.iter().map(|end| end + base as u32));
        } else {
            (0..other.len()).filter_map(|at| other.end(at)).for_each(|end| self.push(base + end));
        }
    }

    pub(super) fn len(&self) -> usize {
        self.low.len()
    }

    pub(super) fn clear(&mut self) {
        self.low.clear();
        self.turns.clear();
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.low.reserve(more);
    }

    pub(super) fn shrink(&mut self) {
        self.low.shrink_to_fit();
    }

    fn end(&self, at: usize) -> Option<usize> {
        let low = *self.low.get(at)?;
        let high = if self.turns.is_empty() { 0 } else { self.turns.partition_point(|turn| *turn <= at) };
        usize::try_from((high as u64) << 32 | u64::from(low)).ok()
    }

    /// Where a text lies.
    #[inline]
    pub(super) fn range(&self, at: usize) -> Option<Range<usize>> {
        let end = self.end(at)?;
        let start = if at == 0 { 0 } else { self.end(at - 1)? };
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::Ends;

    #[test]
    fn arenas_may_be_long() {
        let mut ends = Ends::default();
        let written = [3usize, 3, 1 << 32, (1 << 32) + 7, (3 << 32) + 1];
        written.iter().for_each(|end| ends.push(*end));
        let read: Vec<_> = (0..6).map(|at| ends.range(at)).collect();
        assert_eq!(read, [Some(0..3), Some(3..3), Some(3..1 << 32), Some(1 << 32..(1 << 32) + 7), Some((1 << 32) + 7..(3 << 32) + 1), None]);
    }
}
