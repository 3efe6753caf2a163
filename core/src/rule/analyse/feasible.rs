//! What several values can be together: the bonds that definitions put on them.

use super::axis::Cell;
use super::bond::{Bond, bit};
use super::span::Span;

/// Which cells can go together: one value per axis, then hidden ones that only definitions speak of.
#[derive(Clone, Debug, Default)]
pub struct Feasible {
    /// What each value can be at all.
    pub spans: Vec<Span>,
    /// The laws.
    pub bonds: Vec<Bond>,
}

impl Feasible {
    /// Whether values in these cells, one per axis from the first on, can go together. Never says no to what can be.
    #[must_use]
    pub fn allows<'c>(&self, cells: impl IntoIterator<Item = &'c Cell>) -> bool {
        if self.bonds.is_empty() {
            return true;
        }
        let mut spans = self.spans.clone();
        for (span, cell) in spans.iter_mut().zip(cells) {
            *span = cell.span();
        }
        self.tighten(&self.reads(), &mut spans, ALL).is_some()
    }

    /// Whether the next axis can be in a cell, given what those before it leave; `left` becomes what all of them leave.
    pub(super) fn allows_next(&self, reads: &[u64], before: &Left, axis: usize, cell: &Cell, left: &mut Left) -> bool {
        if self.bonds.is_empty() {
            return true;
        }
        left.copy(before);
        let Some(own) = left.spans.get_mut(axis) else { return true };
        let all = *own;
        own.meet(cell.span());
        if *own == all {
            return true;
        }
        if own.impossible() {
            return false;
        }
        match self.tighten(reads, &mut left.spans, if before.settled { bit(axis) } else { ALL }) {
            Some(settled) => {
                left.settled = settled;
                true
            }
            None => false,
        }
    }

    /// Per law, the values that it speaks of.
    pub(super) fn reads(&self) -> Vec<u64> {
        self.bonds.iter().map(|bond| bond.places().into_iter().flatten().fold(0, |all, place| all | bit(place))).collect()
    }

    /// Draws the conclusions of the laws, given which values are new to them; `None`, if there is nothing left that a value could be, else
    /// whether all conclusions are drawn.
    fn tighten(&self, reads: &[u64], spans: &mut [Span], mut new: u64) -> Option<bool> {
        // Bounds only tighten; laws that chase one another up or down without end are left where they are.
        for _ in 0..8 {
            let mut changed = 0;
            for (bond, reads) in self.bonds.iter().zip(reads) {
                if reads & (new | changed) != 0 {
                    changed |= bond.tighten(spans)?;
                }
            }
            if changed == 0 {
                return Some(true);
            }
            new = changed;
        }
        Some(false)
    }
}

/// What values can be on the way through a product.
#[derive(Clone, Default, Debug)]
pub(super) struct Left {
    pub(super) spans: Vec<Span>,
    /// Whether all conclusions are drawn that the laws allow.
    pub(super) settled: bool,
}

impl Left {
    pub(super) fn copy(&mut self, other: &Left) {
        self.settled = other.settled;
        self.spans.clone_from(&other.spans);
    }
}

const ALL: u64 = u64::MAX;
