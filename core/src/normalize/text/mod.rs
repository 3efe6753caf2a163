//! Free text: streets, remarks; and titles, the names of things.
//!
//! | raw | key | simplified | loose |
//! |---|---|---|---|
//! | `12 Pinkerton Circuit` | `12 pinkerton circuit` | the same | the same |
//! | `張江路１５號，　2F` | `張江路15號, 2f` | `张江路15号, 2f` | `张江路15号 2f` |
//! | `Beef & Beer!` | `beef & beer!` | the same | `beef beer` |
//! | `10⁵ ①㎡` | `10⁵ ①m2` | the same | the same |
//! | `說(shuō)明` | `說明` | `说明` | `说明` |
//!
//! The key is the NFKC form in lower case, blanks collapsed. Raised and lowered characters, fractions and numbers in circles or
//! brackets stay what they are; radicals become characters. Match forms, all of the key: `simplified`: traditional characters and
//! phrases folded; `loose`: that, without punctuation, words inside apostrophes joined; `tokens`: the distinct words of `loose` in
//! byte order, Han runs as pairs of neighbours; `bare`: `loose` without marks on Latin letters, of what stands in front of the first
//! comma and outside brackets (`Petra (Jordan)`: `petra`, `San José, California`: `san jose`); `numbers`: its runs of digits in their order; `prefix`: four letters of it, or two Han.
//!
//! Readings in brackets (`內(nèi)容`) are dropped (repaired, `ruby`). Lost bytes and wrong encodings ([`crate::text::lost`]) are
//! suspicious (`lost_bytes`) and stay as they are. Texts above 4,096 characters are cut (suspicious).
//!
//! JSON: `{"text": {}}`, `{"title": {}}`: they are read alike, and compared differently. Source: Unicode (UAX #15, `EquivalentUnifiedIdeograph.txt`); OpenCC for traditional characters.

mod forms;
#[cfg(test)]
mod tests;

use super::{Normalizer, clean};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::text::{fold, ruby};

/// Reads free text.
#[derive(Clone, Debug, Default)]
pub struct Text {
    tables: ReferenceTables,
}

impl Text {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Text { tables: tables.clone() }
    }
}

impl Normalizer for Text {
    fn components(&self) -> &'static [&'static str] {
        &["simplified", "loose", "tokens", "numbers", "prefix", "bare"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_prose(text, out) {
            return;
        }
        let ascii = out.display.is_ascii();
        if !ascii && ruby::strip(self.tables.pinyin(), &mut out.display) {
            out.repaired(Reason::Ruby);
            if let Some(state) = self.missing(&out.display) {
                return out.set_missing(state);
            }
        }
        let Normalized { display, key, components, .. } = &mut *out;
        let [simplified, loose, tokens, numbers, prefix, bare] = components.as_mut_slice() else {
            return;
        };
        fold::text_key_into(display, key);
        if ascii {
            simplified.push_str(key);
        } else {
            self.tables.phrases().simplify_into(self.tables.variants(), key, simplified);
        }
        forms::loose(simplified, loose);
        forms::tokens(loose, tokens);
        forms::numbers(loose, numbers);
        forms::prefix(loose, prefix);
        forms::bare(simplified, loose, bare);
        if !ascii && key != simplified {
            out.because(Reason::Traditional);
        }
    }
}
