//! English given names and what they are shortened to.
//!
//! | input | answer |
//! |---|---|
//! | `full_names("bill")` | `william`, … |
//! | `full_names("xyz")` | none: not short for anything |
//!
//! The relation is directed and not transitive: 'al' is short for Albert and for Alan, which are two names.

use hashbrown::{HashMap, HashSet};

use super::blob::Id;
use super::source::Source;

/// Short names and the full names behind them.
#[derive(Debug)]
pub struct Nicknames {
    by_short: HashMap<&'static str, Vec<&'static str>>,
    full: HashSet<&'static str>,
}

impl Nicknames {
    pub(super) fn read(source: &Source) -> Self {
        let mut by_short: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
        let mut names = HashSet::new();
        for (full, short) in source.pairs(Id::Nickname) {
            by_short.entry(short).or_default().push(full);
            names.insert(full);
        }
        Nicknames { by_short, full: names }
    }

    /// Whether a word (lower case) is one of the names, short or full.
    #[must_use]
    pub fn is_given_name(&self, word: &str) -> bool {
        self.full.contains(word) || self.by_short.contains_key(word)
    }

    /// The names that a name (lower case) is short for, in the order of the alphabet.
    #[must_use]
    pub fn full_names(&self, short: &str) -> &[&'static str] {
        self.by_short.get(short).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    #[test]
    fn full_names() {
        let full = |s: &str| ReferenceTables::builtin().nicknames().full_names(s);
        assert!(full("bill").contains(&"william") && full("bob").contains(&"robert") && full("peggy").contains(&"margaret"));
        assert!(full("xyz").is_empty());
    }
}
