//! Lists of words that cost no pointer each.
//!
//! A `&str` in a table takes 16 bytes besides its text, and 24 more in a program that may be loaded at any address; here a
//! list is one text, and a word costs the two bytes that say where it ends.

use std::ops::Range;

/// Words in the order in which they were listed: `list!["有限公司", "公司"]`, or `list![("20", "EG"), ("27", "ZA")]` for pairs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List {
    /// All words without anything between them.
    text: &'static str,
    ends: &'static [u16],
}

impl List {
    /// For the macro.
    pub(crate) const fn of(text: &'static str, ends: &'static [u16]) -> List {
        List { text, ends }
    }

    /// The word at a place.
    pub(crate) fn get(self, at: usize) -> Option<&'static str> {
        self.text.get(self.range(at)?)
    }

    fn range(self, at: usize) -> Option<Range<usize>> {
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| usize::from(*end));
        Some(from..usize::from(*self.ends.get(at)?))
    }

    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> + Clone {
        self.within(0..self.ends.len())
    }

    /// The words at these places.
    #[inline]
    pub(crate) fn within(self, places: Range<usize>) -> impl Iterator<Item = &'static str> + Clone {
        let mut from = places.start.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let mut rest = self.text.get(usize::from(from)..).unwrap_or_default();
        self.ends.get(places).unwrap_or_default().iter().map(move |end| {
            let length = end.wrapping_sub(std::mem::replace(&mut from, *end));
            let (word, behind) = rest.split_at_checked(usize::from(length)).unwrap_or_default();
            rest = behind;
            word
        })
    }

    pub(crate) fn contains(self, word: &str) -> bool {
        let mut from = 0;
        self.ends.iter().any(|end| {
            let start = std::mem::replace(&mut from, usize::from(*end));
            from - start == word.len() && self.text.as_bytes().get(start..from) == Some(word.as_bytes())
        })
    }

    /// Whether a list in the order of bytes has a word.
    pub(crate) fn sorted_contains(self, word: &str) -> bool {
        self.search(1, word).is_some()
    }

    /// The word as a list in the order of bytes has it.
    pub(crate) fn sorted_find(self, word: &str) -> Option<&'static str> {
        self.get(self.search(1, word)?)
    }

    /// What stands beside a word in a list of pairs in the order of their first words.
    pub(crate) fn beside(self, word: &str) -> Option<&'static str> {
        self.get(self.search(2, word)? + 1)
    }

    /// The pairs of a list of pairs.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut words = self.iter();
        std::iter::from_fn(move || Some((words.next()?, words.next()?)))
    }

    /// The place of a word among those at every `step`th place, which are in the order of bytes.
    fn search(self, step: usize, word: &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.ends.len() / step);
        while from < to {
            let middle = usize::midpoint(from, to);
            match self.text.as_bytes().get(self.range(middle * step)?)?.cmp(word.as_bytes()) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle * step),
                std::cmp::Ordering::Greater => to = middle,
            }
        }
        None
    }
}

/// Where each of these words ends in the text of all.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
pub(crate) const fn ends<const N: usize>(words: &[&str]) -> [u16; N] {
    let mut ends = [0; N];
    let (mut at, mut end) = (0, 0);
    while at < N {
        end += words[at].len();
        assert!(end <= u16::MAX as usize, "a list has at most 64 KiB");
        ends[at] = end as u16;
        at += 1;
    }
    ends
}

/// A list of words, made at compile time.
macro_rules! list {
    ($(($left:literal, $right:literal)),+ $(,)?) => { $crate::data::list::list![$($left, $right),+] };
    ($($word:literal),* $(,)?) => {{
        const WORDS: &[&str] = &[$($word),*];
        const ENDS: &[u16] = &$crate::data::list::ends::<{ WORDS.len() }>(WORDS);
        $crate::data::list::List::of(concat!($($word),*), ENDS)
    }};
}
pub(crate) use list;

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn words_and_pairs() {
        const WORDS: List = list!["a", "", "株式会社", "é"];
        assert_eq!(WORDS.iter().collect::<Vec<_>>(), ["a", "", "株式会社", "é"]);
        assert!(WORDS.contains("é") && WORDS.contains("") && !WORDS.contains("株") && !WORDS.contains("aé"));
        assert_eq!((WORDS.get(2), WORDS.get(4)), (Some("株式会社"), None));
        const SORTED: List = list!["de", "der", "du"];
        assert!(["de", "der", "du"].into_iter().all(|word| SORTED.sorted_contains(word)));
        assert!(["d", "dez", "den", "dv", ""].into_iter().all(|word| !SORTED.sorted_contains(word)));
        assert_eq!((SORTED.sorted_find("der"), SORTED.sorted_find("den")), (Some("der"), None));
        const PAIRS: List = list![("1", ""), ("20", "EG"), ("27", "ZA")];
        assert_eq!(PAIRS.pairs().collect::<Vec<_>>(), [("1", ""), ("20", "EG"), ("27", "ZA")]);
        assert_eq!((PAIRS.beside("20"), PAIRS.beside("1"), PAIRS.beside("EG"), PAIRS.beside("2")), (Some("EG"), Some(""), None, None));
        const NONE: List = list![];
        assert_eq!(NONE.iter().next(), None);
    }
}
