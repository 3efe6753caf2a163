//! Words with a meaning each, found by their first character.

use super::list::List;

/// Words that texts may start with: `lexicon![("以上", AtLeast), ("以下", AtMost)]`. Words with one first character stand
/// together, in the order in which they are tried.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<M: 'static> {
    /// In the order of their buckets.
    groups: &'static [Group],
    /// Where the groups of each bucket begin; the low bits of a first character are its bucket.
    buckets: &'static [u8],
    words: List,
    meanings: &'static [M],
}

/// The words with one first character.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    first: char,
    from: u16,
    to: u16,
}

impl<M> Lexicon<M> {
    /// For the macro.
    pub(crate) const fn of(groups: &'static [Group], buckets: &'static [u8], words: List, meanings: &'static [M]) -> Self {
        Lexicon { groups, buckets, words, meanings }
    }

    /// What is made of the first of the words with this first character of which something is made.
    #[inline]
    pub(crate) fn find_map<R>(self, first: char, mut make: impl FnMut(&'static str, &'static M) -> Option<R>) -> Option<R> {
        let group = group(self.groups, self.buckets, first)?;
        let places = usize::from(group.from)..usize::from(group.to);
        let meanings = self.meanings.get(places.clone())?;
        self.words.within(places).zip(meanings).find_map(|(word, meaning)| make(word, meaning))
    }

    /// What a word means.
    pub(crate) fn meaning(self, word: &str) -> Option<&'static M> {
        self.find_map(word.chars().next()?, |listed, meaning| (listed == word).then_some(meaning))
    }
}

#[inline]
fn group(groups: &'static [Group], buckets: &[u8], first: char) -> Option<&'static Group> {
    let bucket = bucket(first, buckets.len());
    let places = usize::from(*buckets.get(bucket)?)..usize::from(*buckets.get(bucket + 1)?);
    groups.get(places)?.iter().find(|group| group.first == first)
}

/// The bucket of a character; a power of two and one more say where they begin.
const fn bucket(first: char, starts: usize) -> usize {
    first as usize & starts.wrapping_sub(2)
}

/// How many numbers say where the buckets of so many groups begin.
pub(crate) const fn starts(groups: usize) -> usize {
    assert!(groups <= u8::MAX as usize, "a lexicon has at most 255 first characters");
    groups.next_power_of_two() + 1
}

/// Where the groups of each bucket begin.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
pub(crate) const fn buckets<const N: usize>(groups: &[Group]) -> [u8; N] {
    let mut starts = [0; N];
    let mut at = 0;
    while at < groups.len() {
        let mut behind = bucket(groups[at].first, N) + 1;
        while behind < N {
            starts[behind] += 1;
            behind += 1;
        }
        at += 1;
    }
    starts
}

/// How many first characters these words have.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
pub(crate) const fn count(words: &[&str]) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < words.len() {
        count += (at == 0 || first(words[at]) as u32 != first(words[at - 1]) as u32) as usize;
        at += 1;
    }
    count
}

/// The groups of these words.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
pub(crate) const fn groups<const N: usize>(words: &[&str]) -> [Group; N] {
    let mut groups = [Group { first: '\0', from: 0, to: 0 }; N];
    let (mut from, mut count) = (0, 0);
    while from < words.len() {
        let first = first(words[from]);
        let mut to = from + 1;
        while to < words.len() && self::first(words[to]) as u32 == first as u32 {
            to += 1;
        }
        // Put in its place among those before it.
        let mut at = count;
        while at > 0 && bucket(groups[at - 1].first, starts(N)) >= bucket(first, starts(N)) {
            assert!(groups[at - 1].first as u32 != first as u32, "words with one first character stand together");
            groups[at] = groups[at - 1];
            at -= 1;
        }
        groups[at] = Group { first, from: from as u16, to: to as u16 };
        from = to;
        count += 1;
    }
    groups
}

/// The first character of a text.
pub(crate) const fn first(text: &str) -> char {
    let code = match text.as_bytes() {
        [a @ 0..=0x7f, ..] => *a as u32,
        [a @ 0xc0..=0xdf, b, ..] => (*a as u32 & 0x1f) << 6 | low(*b),
        [a @ 0xe0..=0xef, b, c, ..] => (*a as u32 & 0xf) << 12 | low(*b) << 6 | low(*c),
        [a, b, c, d, ..] => (*a as u32 & 0x7) << 18 | low(*b) << 12 | low(*c) << 6 | low(*d),
        _ => 0,
    };
    match char::from_u32(code) {
        Some(c) => c,
        None => '\0',
    }
}

/// What a byte behind the first says.
const fn low(byte: u8) -> u32 {
    byte as u32 & 0x3f
}

/// A lexicon, made at compile time.
macro_rules! lexicon {
    ($(($word:literal, $meaning:expr)),+ $(,)?) => {{
        const WORDS: &[&str] = &[$($word),*];
        const GROUPS: &[$crate::data::lexicon::Group] = &$crate::data::lexicon::groups::<{ $crate::data::lexicon::count(WORDS) }>(WORDS);
        const BUCKETS: &[u8] = &$crate::data::lexicon::buckets::<{ $crate::data::lexicon::starts(GROUPS.len()) }>(GROUPS);
        $crate::data::lexicon::Lexicon::of(GROUPS, BUCKETS, $crate::data::list::list![$($word),*], const { &[$($meaning),*] })
    }};
}
pub(crate) use lexicon;

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn words_by_their_first_character() {
        const WORDS: Lexicon<u8> = lexicon![("约为", 1), ("约", 2), ("𠮷野", 3), ("about", 4), ("a", 5), ("é", 6)];
        for (first, listed) in [('约', ["约为", "约"].as_slice()), ('a', &["about", "a"]), ('b', &[]), ('é', &["é"])] {
            let mut found = Vec::new();
            assert_eq!(
                WORDS.find_map(first, |word, _| {
                    found.push(word);
                    None::<()>
                }),
                None
            );
            assert_eq!(found, listed);
        }
        assert_eq!(["𠮷野", "é", "a", "ab", ""].map(|word| WORDS.meaning(word)), [Some(&3), Some(&6), Some(&5), None, None]);
    }
}
