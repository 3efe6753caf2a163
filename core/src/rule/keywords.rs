//! Texts that are looked for within a text, all of them in one pass where there are many.

use daachorse::DoubleArrayAhoCorasick;
use std::fmt::{self, Debug, Formatter};

/// Up to so many keywords are looked for one after the other.
const FEW: usize = 4;

/// Keywords of which any may be part of a text; ASCII letters in either case.
///
/// | keywords | text | found |
/// |---|---|---|
/// | `参数`, `规格` | `产品A的规格` | yes |
/// | `CNC` | `cnc 机床` | yes |
/// | `参数` | `参考` | no |
#[derive(Clone)]
pub(super) struct Keywords {
    /// In lower case, none empty, each once.
    any: Vec<String>,
    /// A machine that looks for all of them at once (Aho and Corasick 1975).
    machine: Option<DoubleArrayAhoCorasick<u32>>,
}

impl Keywords {
    pub(super) fn new<'a>(any: impl IntoIterator<Item = &'a String>) -> Self {
        let mut any: Vec<String> = any.into_iter().filter(|text| !text.is_empty()).map(|text| text.to_ascii_lowercase()).collect();
        any.sort_unstable();
        any.dedup();
        let machine = if any.len() > FEW { DoubleArrayAhoCorasick::new(&any).ok() } else { None };
        Keywords { any, machine }
    }

    /// Whether any of the keywords is part of the text.
    pub(super) fn within(&self, text: &str) -> bool {
        if text.bytes().any(|b| b.is_ascii_uppercase()) { self.found(&text.to_ascii_lowercase()) } else { self.found(text) }
    }

    fn found(&self, text: &str) -> bool {
        match &self.machine {
            Some(machine) => machine.find_overlapping_no_suffix_iter(text).next().is_some(),
            None => self.any.iter().any(|keyword| text.contains(keyword.as_str())),
        }
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
        assert!(many.machine.is_some());
        assert!(many.within("产品A参数") && many.within("Cnc机床") && !many.within("参考数据") && !many.within(""));
        assert!(!of(&[""]).within("x") && of(&["Ä"]).within("Ä") && !of(&["ä"]).within("Ä"));
    }

    proptest! {
        #[test]
        fn the_machine_and_the_search_agree(any in proptest::collection::vec("[abA参数]{0,3}", 1..12), text in "[abAB参数考]{0,12}") {
            let keywords = Keywords::new(&any);
            let alone = Keywords { machine: None, ..keywords.clone() };
            prop_assert_eq!(keywords.within(&text), alone.within(&text));
        }
    }
}
