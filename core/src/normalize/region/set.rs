//! A few divisions that a name can mean.

use crate::data::division::Level;
use crate::data::gazetteer::{Gazetteer, Place};

/// More bearers of one name than any name has.
const MOST: usize = 24;

/// Divisions by their numbers in the gazetteer, each once.
#[derive(Clone, Copy, Debug)]
pub(in crate::normalize) struct Set {
    at: [u16; MOST],
    len: u8,
}

impl Set {
    pub(in crate::normalize) const EMPTY: Set = Set { at: [0; MOST], len: 0 };

    pub(in crate::normalize) fn of(one: u16) -> Set {
        let mut set = Set::EMPTY;
        set.add(one);
        set
    }

    pub(in crate::normalize) fn add(&mut self, place: u16) {
        if !self.contains(place)
            && let Some(slot) = self.at.get_mut(usize::from(self.len))
        {
            *slot = place;
            self.len += 1;
        }
    }

    #[expect(clippy::manual_contains, reason = "most sets have one member: a search by blocks does not pay")]
    pub(in crate::normalize) fn contains(&self, place: u16) -> bool {
        self.as_slice().iter().any(|other| *other == place)
    }

    pub(in crate::normalize) fn as_slice(&self) -> &[u16] {
        self.at.get(..usize::from(self.len)).unwrap_or_default()
    }

    pub(in crate::normalize) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The only one.
    pub(in crate::normalize) fn one(&self) -> Option<u16> {
        match self.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    pub(in crate::normalize) fn retain(&mut self, keep: impl Fn(u16) -> bool) {
        let mut kept = Set::EMPTY;
        self.as_slice().iter().filter(|place| keep(**place)).for_each(|place| kept.add(*place));
        *self = kept;
    }

    pub(in crate::normalize) fn places<'a>(&'a self, g: &'a Gazetteer) -> impl Iterator<Item = &'a Place> {
        self.as_slice().iter().filter_map(|at| g.place(*at))
    }

    /// Whether a code lies inside one of them.
    pub(in crate::normalize) fn has(&self, g: &Gazetteer, code: u32) -> bool {
        self.places(g).any(|place| place.has(code))
    }

    /// A province before everything, a division before those inside it, and by a short name alone a prefecture before counties
    /// elsewhere (西安 is the city, not 西安区), unless a municipality has one (朝阳 may be in 北京).
    pub(in crate::normalize) fn prefer_higher(&mut self, g: &Gazetteer, short: bool) {
        if self.len < 2 {
            return;
        }
        let level = |place: u16| g.place(place).map(|p| p.level);
        if let Some(province) = self.as_slice().iter().copied().find(|p| level(*p) == Some(Level::Province)) {
            return *self = Set::of(province);
        }
        let all = *self;
        self.retain(|place| g.place(place).is_some_and(|p| !all.has(g, p.division.code())));
        let prefectures = self.places(g).filter(|p| p.level == Level::Prefecture).count();
        let famous = self.places(g).any(|p| p.level == Level::County && g.place(p.province).is_some_and(Place::is_municipality));
        if short && prefectures == 1 && !famous {
            self.retain(|place| level(place) == Some(Level::Prefecture));
        }
    }
}
