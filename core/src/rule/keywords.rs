//! Texts that are looked for within a text, all of them in one pass where there are many.

use daachorse::DoubleArrayAhoCorasick;
use std::fmt::{self, Debug, Formatter};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Up to so many keywords are looked for one after the other.
pub(super) const FEW: usize = 4;
/// Texts of so many bytes are short.
const SHORT: usize = 48;
/// After so many texts the machine is built: before, it costs more than it saves.
pub(super) const MANY: u32 = 128;

/// Keywords of which any may be part of a text; ASCII letters in either case.
///
/// | keywords | text | found |
/// |---|---|---|
/// | `参数`, `规格` | `产品A的规格` | yes |
/// | `CNC` | `cnc 机床` | yes |
/// | `参数` | `参考` | no |
pub(super) struct Keywords {
    /// In lower case, none empty, each once.
    any: Vec<String>,
    /// How many texts were looked at without the machine.
    looked: AtomicU32,
    /// A machine that looks for all of them at once (Aho and Corasick 1975).
    machine: OnceLock<Option<DoubleArrayAhoCorasick<u32>>>,
}

impl Keywords {
    pub(super) fn new<'a>(any: impl IntoIterator<Item = &'a String>) -> Self {
        let mut any: Vec<String> = any.into_iter().filter(|text| !text.is_empty()).map(|text| text.to_ascii_lowercase()).collect();
        any.sort_unstable();
        any.dedup();
        Keywords { any, looked: AtomicU32::new(0), machine: OnceLock::new() }
    }

    /// The keywords, in lower case and in order.
    pub(super) fn any(&self) -> &[String] {
        &self.any
    }

    /// Whether any of the keywords is part of the text.
    pub(super) fn within(&self, text: &str) -> bool {
        if text.bytes().any(|b| b.is_ascii_uppercase()) { self.found(&text.to_ascii_lowercase()) } else { self.found(text) }
    }

    fn found(&self, text: &str) -> bool {
        match self.machine() {
            Some(machine) => machine.find_overlapping_no_suffix_iter(text).next().is_some(),
            None => self.any.iter().any(|keyword| has(text, keyword)),
        }
    }

    fn machine(&self) -> Option<&DoubleArrayAhoCorasick<u32>> {
        if self.any.len() <= FEW {
            return None;
        }
        if let Some(machine) = self.machine.get() {
            return machine.as_ref();
        }
        // Both ways find the same, so it does not matter whose texts are counted.
        if self.looked.fetch_add(1, Ordering::Relaxed) < MANY {
            return None;
        }
        self.machine.get_or_init(|| DoubleArrayAhoCorasick::new(&self.any).ok()).as_ref()
    }
}

/// Whether a text has a part: of short ones it takes less time to look than to prepare for looking.
fn has(text: &str, part: &str) -> bool {
    if text.len() > SHORT {
        return text.contains(part);
    }
    text.as_bytes().windows(part.len().max(1)).any(|window| window.first() == part.as_bytes().first() && window == part.as_bytes())
}

impl Clone for Keywords {
    fn clone(&self) -> Self {
        Keywords { any: self.any.clone(), looked: AtomicU32::new(0), machine: self.machine.clone() }
    }
}

impl Debug for Keywords {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.any.fmt(f)
    }
}

impl PartialEq for Keywords {
    fn eq(&self, other: &Self) -> bool {
        self.any == other.any
    }
}

impl Eq for Keywords {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keywords_are_found_in_either_case() {
        let of = |any: &[&str]| Keywords::new(&any.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>());
        let many = of(&["参数", "规格", "型号", "CNC", "", "图纸", "精度"]);
        for _ in 0..=MANY {
            assert!(many.within("产品A参数") && many.within("Cnc机床") && !many.within("参考数据") && !many.within(""));
        }
        assert!(many.machine().is_some() && many.clone().machine().is_some());
        assert!(!of(&[""]).within("x") && of(&["Ä"]).within("Ä") && !of(&["ä"]).within("Ä"));
    }

    proptest! {
        #[test]
        fn the_machine_and_the_search_agree(any in proptest::collection::vec("[abA参数]{0,3}", 1..12), text in "[abAB参数考]{0,12}") {
            let keywords = Keywords::new(&any);
            let machine = DoubleArrayAhoCorasick::<u32>::new(&keywords.any).ok();
            let found = machine.is_some_and(|machine| machine.find_overlapping_no_suffix_iter(text.to_ascii_lowercase()).next().is_some());
            prop_assert_eq!(keywords.within(&text), found);
        }
    }
}
