//! A person's sex, as lists write it.
//!
//! | raw | display | key |
//! |---|---|---|
//! | `男` `先生` `1` `Male` `mr.` | as written | `male` |
//! | `女` `女士` `2` `F` `Frau` | as written | `female` |
//! | `0` `9` `未知` `保密` | | missing |
//! | `其他` | `其他` | `其他`, suspicious (`unknown_gender`) |
//!
//! No derived forms. Codes: GB/T 2261.1 and ISO/IEC 5218 (0 not known, 1 male, 2 female, 9 not stated or not applicable).
//!
//! JSON: `{"gender": {}}`.

use super::{Normalizer, clean, missing};
use crate::data::ReferenceTables;
use crate::data::lexicon::{Lexicon, lexicon};
use crate::model::{Missing, Normalized, Reason};
use crate::text::fold;

/// Words for a sex, folded; true: female.
const WORDS: Lexicon<bool> = lexicon![
    ("男", false),
    ("男性", false),
    ("男士", false),
    ("先生", false),
    ("1", false),
    ("m", false),
    ("male", false),
    ("man", false),
    ("mr", false),
    ("mr.", false),
    ("ms", true),
    ("ms.", true),
    ("mrs", true),
    ("mrs.", true),
    ("miss", true),
    ("herr", false),
    ("boy", false),
    ("女", true),
    ("女性", true),
    ("女士", true),
    ("小姐", true),
    ("太太", true),
    ("2", true),
    ("f", true),
    ("female", true),
    ("frau", true),
    ("w", true),
    ("woman", true),
    ("girl", true),
];

/// Reads sexes.
#[derive(Clone, Debug, Default)]
pub struct Gender {
    tables: ReferenceTables,
}

impl Gender {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Gender { tables: tables.clone() }
    }
}

impl Normalizer for Gender {
    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        if text == "9" { Some(Missing::Unknown) } else { missing::state_or(text, &["0", "u", "x", "保密"]) }
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        fold::key_into(self.tables.variants(), &out.display, &mut out.key);
        let known = out.key.chars().next().and_then(|first| WORDS.find_map(first, |word, female| (word == out.key).then_some(*female)));
        match known {
            Some(female) => {
                out.key.clear();
                out.key.push_str(if female { "female" } else { "male" });
            }
            None => clean::doubt(out, Reason::UnknownGender, 50),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    #[test]
    fn words_and_codes() {
        let read = |raw: &str| {
            let mut out = Normalized::default();
            Gender::default().normalize(raw, &mut out);
            out
        };
        for (raw, key) in [("男", "male"), ("M", "male"), ("Ｍ", "male"), ("1", "male"), ("先生", "male"), ("女士", "female"), ("Female", "female"), ("Mrs.", "female")] {
            let out = read(raw);
            assert_eq!((out.key.as_str(), out.status), (key, Status::Ok), "{raw}");
        }
        for raw in ["", "0", "9", "未知", "保密"] {
            assert!(read(raw).missing.is_some() && read(raw).key.is_empty(), "{raw}");
        }
        assert_eq!((read("其他").key.as_str(), read("其他").status), ("其他", Status::Suspicious));
    }
}
