//! Words by their characters, one step at a time: which words start (or, stored backwards, end) here?
//!
//! | stored | walked | answer |
//! |---|---|---|
//! | 上海 = 1, 上海市 = 2 | 上 → 海 → 市 → 场 | –, 1, 2, stop |
//!
//! One hash table of (node, character): a step costs a few nanoseconds, a table of thousands of words is
//! built in well under a millisecond. Most walks end before they begin: no word starts with their first character, which one
//! bit tells.

/// The node every walk starts from.
pub(crate) const ROOT: u32 = 0;
/// No word ends here; nothing goes on from here; a slot that is free.
const NONE: u32 = u32::MAX;

/// A set of words with a number each.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    slots: Vec<Slot>,
    used: usize,
    nodes: u32,
    /// One bit per character of the basic plane: does a word start with it?
    firsts: Vec<u64>,
}

/// One step: from a node, by a character, to a node.
#[derive(Clone, Copy, Debug)]
struct Slot {
    from: u32,
    by: char,
    to: u32,
    word: u32,
}

const FREE: Slot = Slot { from: NONE, by: '\0', to: NONE, word: NONE };

impl Trie {
    /// An empty set with room for words that have so many characters between them, common beginnings counted once.
    pub(crate) fn with_room(steps: usize) -> Self {
        Trie { slots: vec![FREE; (steps * 2).next_power_of_two().max(64)], used: 0, nodes: 0, firsts: vec![0; 1024] }
    }

    /// Adds a word and gives the number it has: of one that is there already the number stays.
    pub(crate) fn insert(&mut self, word: impl Iterator<Item = char>, number: u32) -> u32 {
        let mut last: Option<usize> = None;
        for c in word {
            // No more than half full: walks are short, and the table stays in the cache.
            if (self.used + 1) * 2 > self.slots.len() {
                let before = last.and_then(|at| self.slots.get(at)).copied();
                self.grow();
                last = before.map(|slot| self.place(slot.from, slot.by));
            }
            let from = match last {
                None => {
                    self.mark(c);
                    ROOT
                }
                Some(at) => self.node(at),
            };
            let at = self.place(from, c);
            if let Some(slot) = self.slots.get_mut(at).filter(|slot| slot.from == NONE) {
                *slot = Slot { from, by: c, ..FREE };
                self.used += 1;
            }
            last = Some(at);
        }
        let Some(slot) = last.and_then(|at| self.slots.get_mut(at)) else {
            return number;
        };
        if slot.word == NONE {
            slot.word = number;
        }
        slot.word
    }

    /// Marks that a word starts with a character.
    fn mark(&mut self, c: char) {
        self.firsts.resize(1024, 0);
        if let Some(bits) = self.firsts.get_mut(c as usize / 64) {
            *bits |= 1 << (c as u32 % 64);
        }
    }

    /// The node that a slot leads to.
    fn node(&mut self, at: usize) -> u32 {
        let next = self.nodes + 1;
        match self.slots.get_mut(at) {
            Some(slot) if slot.to == NONE => {
                slot.to = next;
                self.nodes = next;
                next
            }
            Some(slot) => slot.to,
            None => NONE,
        }
    }

    /// Where a character leads, and the number of the word that ends with it.
    #[inline]
    pub(crate) fn step(&self, from: u32, by: char) -> Option<(u32, Option<u32>)> {
        let slot = self.find(from, by)?;
        Some((slot.to, (slot.word != NONE).then_some(slot.word)))
    }

    /// Gives each word that a text begins with, shorter ones first: its length and its number.
    #[inline]
    pub(crate) fn each(&self, text: impl Iterator<Item = char>, mut each: impl FnMut(usize, u32)) {
        let mut at = ROOT;
        for (before, c) in text.enumerate() {
            if at == ROOT && !self.starts(c) {
                return;
            }
            let Some(slot) = self.find(at, c) else {
                return;
            };
            if slot.word != NONE {
                each(before + 1, slot.word);
            }
            if slot.to == NONE {
                return;
            }
            at = slot.to;
        }
    }

    /// The number of a text that is a word as a whole.
    #[inline]
    pub(crate) fn whole(&self, text: impl Iterator<Item = char>) -> Option<u32> {
        let (mut at, mut found) = (ROOT, None);
        for c in text {
            if at == NONE || at == ROOT && !self.starts(c) {
                return None;
            }
            (at, found) = self.step(at, c)?;
        }
        found
    }

    /// Whether a word may start with a character.
    #[inline]
    fn starts(&self, c: char) -> bool {
        match self.firsts.get(c as usize / 64) {
            Some(bits) => bits >> (c as u32 % 64) & 1 == 1,
            None => true,
        }
    }

    /// Where the look for a step begins, and the bits that a place has.
    #[inline]
    fn start(&self, from: u32, by: char) -> (usize, usize) {
        let mask = self.slots.len().wrapping_sub(1);
        let key = (u64::from(from) << 21 | u64::from(u32::from(by))).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((key >> 32) as usize & mask, mask)
    }

    /// The slot of a step.
    #[inline]
    fn find(&self, from: u32, by: char) -> Option<&Slot> {
        let (mut at, mask) = self.start(from, by);
        loop {
            let slot = self.slots.get(at).filter(|slot| slot.from != NONE)?;
            if slot.from == from && slot.by == by {
                return Some(slot);
            }
            at = (at + 1) & mask;
        }
    }

    /// Where the slot of a step is, or the free one where it belongs.
    fn place(&self, from: u32, by: char) -> usize {
        let (mut at, mask) = self.start(from, by);
        while self.slots.get(at).is_some_and(|slot| slot.from != NONE && (slot.from != from || slot.by != by)) {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let wider = vec![FREE; self.slots.len().max(32) * 2];
        for slot in std::mem::replace(&mut self.slots, wider) {
            if slot.from != NONE {
                let at = self.place(slot.from, slot.by);
                if let Some(free) = self.slots.get_mut(at) {
                    *free = slot;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(trie: &Trie, text: &str) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        trie.each(text.chars(), |length, word| found.push((length, word)));
        let whole = found.last().filter(|(length, _)| *length == text.chars().count()).map(|(_, word)| *word);
        assert_eq!(trie.whole(text.chars()), whole, "{text}");
        found
    }

    #[test]
    fn every_word_on_the_way_is_found() {
        for mut trie in [Trie::default(), Trie::with_room(20)] {
            for (number, word) in ["上海", "上海市", "海", "a", "上", "𠮷"].into_iter().enumerate() {
                assert_eq!(trie.insert(word.chars(), number as u32), number as u32);
            }
            assert_eq!(trie.insert("上海".chars(), 9), 0);
            trie.insert("".chars(), 9);
            assert_eq!(walk(&trie, "上海市场"), [(1, 4), (2, 0), (3, 1)]);
            assert_eq!(walk(&trie, "海上"), [(1, 2)]);
            assert_eq!(walk(&trie, "𠮷"), [(1, 5)]);
            assert_eq!(walk(&trie, "北京"), []);
        }
        assert_eq!(walk(&Trie::default(), "北京𠮷"), []);
        assert_eq!(walk(&Trie::default(), "𠮷"), []);
    }

    #[test]
    fn many_words() {
        let word = |n: u32| n.to_string().chars().rev().collect::<String>();
        let mut trie = Trie::default();
        (0..5000).for_each(|n| _ = trie.insert(word(n).chars(), n));
        for n in 0..5000 {
            assert_eq!(walk(&trie, &word(n)).last(), Some(&(word(n).len(), n)));
        }
    }
}
