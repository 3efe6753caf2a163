//! Distinct texts as dense ids: one arena, no allocation per text.

use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};

/// Gives every distinct text a `u32`, in the order of first sight.
///
/// The hash map keeps a random seed (the texts are untrusted); its order is never observed.
#[derive(Clone, Default)]
pub struct Interner {
    text: String,
    ends: Vec<usize>,
    map: HashTable<u32>,
    seed: RandomState,
}

impl std::fmt::Debug for Interner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Interner").field("texts", &self.len()).finish_non_exhaustive()
    }
}

impl Interner {
    /// An empty interner.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The id of a text, new if it was never seen.
    ///
    /// Past `u32::MAX` distinct texts the last id is reused; no input of that size fits in memory here.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = self.seed.hash_one(text);
        let Interner { text: arena, ends, map, seed } = self;
        if let Some(id) = map.find(hash, |id| at(arena, ends, *id) == text) {
            return *id;
        }
        let id = u32::try_from(ends.len()).unwrap_or(u32::MAX);
        arena.push_str(text);
        ends.push(arena.len());
        map.insert_unique(hash, id, |id| seed.hash_one(at(arena, ends, *id)));
        id
    }

    /// Adds a text under an id of its own, though it may have one: [`Interner::find`] goes on to give the first.
    pub fn add(&mut self, text: &str) -> u32 {
        let id = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        self.ends.push(self.text.len());
        id
    }

    /// The id of a text that was interned before.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        self.map.find(self.seed.hash_one(text), |id| self.get(*id) == text).copied()
    }

    /// The text of an id; empty for an id that was never given.
    #[must_use]
    pub fn get(&self, id: u32) -> &str {
        at(&self.text, &self.ends, id)
    }

    /// How many distinct texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing was interned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Every text in the order of its id.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0u32..).take(self.len()).map(|id| self.get(id))
    }
}

fn at<'a>(arena: &'a str, ends: &[usize], id: u32) -> &'a str {
    let id = id as usize;
    let start = if id == 0 { 0 } else { ends.get(id - 1).copied().unwrap_or(usize::MAX) };
    let end = ends.get(id).copied().unwrap_or(usize::MAX);
    arena.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_an_id() {
        let mut i = Interner::new();
        assert_eq!((i.intern("张"), i.intern("王"), i.intern("张"), i.intern("")), (0, 1, 0, 2));
        assert_eq!((i.get(1), i.get(2), i.get(9), i.len()), ("王", "", "", 3));
        assert_eq!((i.find("王"), i.find("李")), (Some(1), None));
        assert_eq!(i.iter().collect::<Vec<_>>(), ["张", "王", ""]);
    }
}
