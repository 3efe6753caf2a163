//! A few branches of industry at a time, and what a piece of a text was found to mean.

use crate::data::industry::{Industries, Industry};

/// More readings than this tell nothing.
const ROOM: usize = 20;

/// Branches by their place in the table, without repetition.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Set {
    places: [u16; ROOM],
    len: usize,
}

impl Set {
    pub(super) fn one(place: u16) -> Self {
        Self::of(std::iter::once(place))
    }

    pub(super) fn of(places: impl Iterator<Item = u16>) -> Self {
        let mut set = Set::default();
        places.for_each(|place| set.add(place));
        set
    }

    /// Adds a branch; the first ones stay where there is no room.
    pub(super) fn add(&mut self, place: u16) {
        if !self.as_slice().contains(&place)
            && let Some(slot) = self.places.get_mut(self.len)
        {
            *slot = place;
            self.len += 1;
        }
    }

    pub(super) fn as_slice(&self) -> &[u16] {
        self.places.get(..self.len).unwrap_or_default()
    }

    /// The branch, where there is one only.
    pub(super) fn single(&self) -> Option<u16> {
        match self.as_slice() {
            [place] => Some(*place),
            _ => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) fn rows<'a>(&'a self, table: &'a Industries) -> impl Iterator<Item = &'a Industry> {
        self.as_slice().iter().filter_map(|place| table.at(*place))
    }

    /// In the order of the table.
    pub(super) fn ascending(mut self) -> Self {
        self.places.get_mut(..self.len).unwrap_or_default().sort_unstable();
        self
    }

    /// Those of these branches that are, or lie in, one of the others.
    pub(super) fn within(&self, others: &Set, table: &Industries) -> Set {
        let inside = |place: &u16| table.at(*place).is_some_and(|row| others.rows(table).any(|other| row.is_within(other)));
        Set::of(self.as_slice().iter().copied().filter(inside))
    }

    /// Without the branches that lie in another one of them.
    pub(super) fn outermost(&self, table: &Industries) -> Set {
        let outer = |place: &u16| table.at(*place).is_some_and(|row| !self.rows(table).any(|other| other != row && row.is_within(other)));
        Set::of(self.as_slice().iter().copied().filter(outer))
    }
}

/// What a piece of a text was found by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// An official name, or one without its ending.
    Name,
    /// An everyday word, or a name with another ending.
    Word,
    /// A name of an older edition.
    Edition,
    /// A code.
    Code,
}

/// What a piece of a text stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) set: Set,
    pub(super) confidence: u8,
    pub(super) how: How,
}
