//! Chinese surnames in Latin letters: pinyin, Wade–Giles, and what Hong Kong and Taiwan write.
//!
//! | input | answer |
//! |---|---|
//! | `reading("zhang")` | `zhang` |
//! | `reading("chan")` | `chen` |
//! | `reading("hsieh")` | `xie` |
//! | `reading("lyu")` | `lv` |
//! | `reading("smith")` | none |

use hashbrown::HashMap;

use super::blob::Id;
use super::source::Source;

/// Spellings of surnames.
#[derive(Debug)]
pub struct Romanizations {
    by_spelling: HashMap<&'static str, &'static str>,
}

impl Romanizations {
    pub(super) fn read(source: &Source) -> Self {
        // The likeliest reading of a spelling stands alone in the table.
        Romanizations { by_spelling: source.pairs(Id::SurnameRomanization).collect() }
    }

    /// The pinyin of a surname spelled otherwise (lower case); ü is `v`.
    #[must_use]
    pub fn reading(&self, spelling: &str) -> Option<&'static str> {
        self.by_spelling.get(spelling).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    #[test]
    fn spellings() {
        let reading = |s: &str| ReferenceTables::builtin().romanizations().reading(s);
        for (spelling, expected) in [("chan", "chen"), ("hsieh", "xie"), ("kwok", "guo"), ("tsai", "cai"), ("wong", "wang"), ("ng", "wu"), ("cheung", "zhang"), ("lyu", "lv")] {
            assert_eq!(reading(spelling), Some(expected), "{spelling}");
        }
        assert_eq!(reading("smith"), None);
    }
}
