//! Words for trades in the names of Chinese companies: 科技, 电子商务, 餐饮管理.
//!
//! | input | answer |
//! |---|---|
//! | `is_word("电子商务")` | true |
//! | `is_word("腾讯")` | false |
//!
//! Seeds of companynameparser, corrected and enlarged by hand; the words are simplified.

use super::blob::Id;
use super::source::Source;
use super::trie::Trie;

/// The words, to be found from their last character on.
#[derive(Debug)]
pub struct TradeWords {
    backwards: Trie,
}

impl TradeWords {
    pub(super) fn read(source: &Source) -> Self {
        let words = source.columns::<1>(Id::CompanyTrade);
        let mut backwards = Trie::with_room(words.len() * 2);
        for [word] in words {
            backwards.insert(word.chars().rev(), 0);
        }
        TradeWords { backwards }
    }

    /// Whether a text is exactly one word of the table.
    #[must_use]
    pub fn is_word(&self, text: &str) -> bool {
        self.backwards.whole(text.chars().rev()).is_some()
    }

    /// Gives the length of each word that a text ends with, shorter ones first.
    #[inline]
    pub(crate) fn each_ending(&self, text: &[char], mut each: impl FnMut(usize)) {
        self.backwards.each(text.iter().rev().copied(), |length, _| each(length));
    }
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    #[test]
    fn words_and_endings() {
        let words = ReferenceTables::builtin().trade_words();
        for word in ["科技", "电子商务", "餐饮管理", "水果", "火锅"] {
            assert!(words.is_word(word), "{word}");
        }
        for word in ["", "腾讯", "子商务", "杭州", "企业", "世界"] {
            assert!(!words.is_word(word), "{word}");
        }
        let mut lengths = Vec::new();
        words.each_ending(&"瑞讯电子商务".chars().collect::<Vec<_>>(), |length| lengths.push(length));
        assert_eq!(lengths, [2, 4]);
    }

    #[test]
    fn a_pack_replaces_the_words() {
        let tables = ReferenceTables::builtin().with_pack("table\tcompany_trade\t2027-01-31\tmine\n占星\n").unwrap();
        assert!(tables.trade_words().is_word("占星") && !tables.trade_words().is_word("科技"));
    }
}
