//! Distinct texts as dense ids: one arena, no allocation per text.

use super::Texts;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Gives every distinct text a `u32`, in the order of first sight.
///
/// The hash map keeps a random seed (the texts are untrusted); its order is never observed.
#[derive(Clone, Default)]
pub struct Interner {
    texts: Texts,
    /// Per text that can be found: half of its hash, so that growing reads no text, and its id.
    map: HashTable<(u32, u32)>,
    seed: DefaultHashBuilder,
    /// Texts that the map may miss: it was given up when they were all there.
    sealed: usize,
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
        if self.sealed > 0 {
            self.unseal();
        }
        self.intern_hashed(short(&self.seed, text), text)
    }

    /// The ids of many texts in their order, as [`Interner::intern`] gives them one by one. They are looked up in blocks: waits for the
    /// memory that each lies in overlap.
    pub(crate) fn intern_each<'t>(&mut self, mut texts: impl Iterator<Item = &'t str>, mut each: impl FnMut(u32)) {
        if self.sealed > 0 {
            self.unseal();
        }
        let mut block: Vec<(&str, u32)> = Vec::with_capacity(BLOCK);
        let mut found: Vec<Option<u32>> = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            block.extend(texts.by_ref().take(BLOCK).map(|text| (text, short(&self.seed, text))));
            if block.is_empty() {
                return;
            }
            found.clear();
            found.extend(block.iter().map(|(text, hash)| self.find_hashed(*hash, text)));
            for ((text, hash), found) in block.iter().zip(&found) {
                each(found.unwrap_or_else(|| self.intern_hashed(*hash, text)));
            }
        }
    }

    #[inline]
    fn find_hashed(&self, hash: u32, text: &str) -> Option<u32> {
        self.map.find(spread(hash), |(h, id)| *h == hash && self.get(*id) == text).map(|(_, id)| *id)
    }

    fn intern_hashed(&mut self, hash: u32, text: &str) -> u32 {
        let Interner { texts, map, .. } = self;
        if let Some((_, id)) = map.find(spread(hash), |(h, id)| *h == hash && texts.get(*id as usize) == text) {
            return *id;
        }
        let id = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        texts.push(text);
        map.insert_unique(spread(hash), (hash, id), |(h, _)| spread(*h));
        id
    }

    /// Adds a text under an id of its own, though it may have one: [`Interner::find`] goes on to give the first.
    pub fn add(&mut self, text: &str) -> u32 {
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text);
        id
    }

    /// The id of a text that was interned before.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u32> {
        if self.sealed > 0 {
            return (0u32..).zip(self.iter()).find(|(_, known)| *known == text).map(|(id, _)| id);
        }
        self.find_hashed(short(&self.seed, text), text)
    }

    /// The text of an id; empty for an id that was never given.
    #[must_use]
    #[inline]
    pub fn get(&self, id: u32) -> &str {
        self.texts.get(id as usize)
    }

    /// How many distinct texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether nothing was interned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Every text in the order of its id.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }

    /// Gives up what finds texts, when no more will come: [`Interner::find`] is slow from now on.
    pub(crate) fn seal(&mut self) {
        self.map = HashTable::new();
        self.texts.shrink();
        self.sealed = self.texts.len();
    }

    /// Bytes of all texts together.
    pub(crate) fn bytes(&self) -> usize {
        self.texts.bytes()
    }

    #[cold]
    fn unseal(&mut self) {
        let Interner { texts, map, seed, sealed } = self;
        for (id, text) in (0u32..).zip(texts.iter()) {
            let hash = short(seed, text);
            if map.find(spread(hash), |(h, id)| *h == hash && texts.get(*id as usize) == text).is_none() {
                map.insert_unique(spread(hash), (hash, id), |(h, _)| spread(*h));
            }
        }
        *sealed = 0;
    }
}

/// Texts that are looked up together.
const BLOCK: usize = 32;

/// Half of a text's hash.
fn short(seed: &DefaultHashBuilder, text: &str) -> u32 {
    seed.hash_one(text) as u32
}

/// A hash of which the table may use both ends.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
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

    #[test]
    fn many_at_once_are_as_one_by_one() {
        let (mut each, mut one) = (Interner::new(), Interner::new());
        let texts: Vec<String> = (0..1000u32).map(|n| (n * n % 77).to_string()).collect();
        let mut ids = Vec::new();
        each.intern_each(texts.iter().map(String::as_str), |id| ids.push(id));
        assert_eq!(ids, texts.iter().map(|text| one.intern(text)).collect::<Vec<_>>());
        assert!(each.iter().eq(one.iter()));
    }

    #[test]
    fn what_is_sealed_still_answers() {
        let mut i = Interner::new();
        for n in 0..1000 {
            assert_eq!(i.intern(&n.to_string()), n);
        }
        assert_eq!(i.add("7"), 1000);
        i.seal();
        assert_eq!((i.find("7"), i.find("x"), i.get(999)), (Some(7), None, "999"));
        assert_eq!((i.intern("7"), i.intern("x"), i.find("x")), (7, 1001, Some(1001)));
    }
}
