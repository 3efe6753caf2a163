//! Names that people give themselves on a platform.
//!
//! | raw | display | key | status |
//! |---|---|---|---|
//! | `小王` | `小王` | `小王` | ok |
//! | `✿小美👩‍👩‍👧🇨🇳` | `小美` | `小美` | repaired (decoration) |
//! | `꧁𝓐𝓵𝓲𝓬𝓮꧂` | `𝓐𝓵𝓲𝓬𝓮` | `alice` | repaired (decoration) |
//! | `(｡･ω･｡)愛麗絲①` | `愛麗絲①` | `爱丽丝1` | repaired (decoration) |
//! | `🌸🌸` | `🌸🌸` | | suspicious (decoration) |
//!
//! Dropped whole: emoji with everything that belongs to them (joiners, skin tones, flags, keycaps), symbols, lines, frames, faces in
//! brackets with their arms, marks piled upon letters, one or two letters of a script that stands there for its looks, `~ * ·` at
//! the ends. Han, kana, Hangul, Latin letters and digits stay, also those in another dress (①, 𝓐, ᴀ, 🅰, ™), which the key folds:
//! NFKC, lower case, simplified. Where only decoration was written, the display keeps it and there is no key. Nicknames of more than 256
//! characters lose emoji and symbols only.
//!
//! No components. JSON: `{"nickname": {}}`. Source: Unicode (UTS #51 for what emoji are made of); which scripts decorate is ours.

mod faces;
mod signs;
mod strip;
#[cfg(test)]
mod tests;

use super::{Normalizer, clean, missing};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::text::fold;
use signs::{Sign, sign};

/// Reads nicknames.
#[derive(Clone, Debug, Default)]
pub struct Nickname {
    tables: ReferenceTables,
}

impl Nickname {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Nickname { tables: tables.clone() }
    }
}

impl Normalizer for Nickname {
    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        if strip::is_plain(&out.display) {
            fold::nickname_key_into(self.tables.variants(), &out.display, &mut out.key);
            return;
        }
        // The key's buffer, until the key is written.
        let mut rest = std::mem::take(&mut out.key);
        let dropped = strip::strip_symbols(&out.display, &mut rest) || strip::strip(&out.display, &mut rest);
        let said = rest.chars().any(|c| matches!(sign(c), Sign::Letter | Sign::Foreign));
        if said && dropped {
            std::mem::swap(&mut out.display, &mut rest);
        }
        rest.clear();
        out.key = rest;
        if !said {
            return clean::doubt(out, Reason::Decoration, 30);
        }
        if dropped {
            out.repaired(Reason::Decoration);
            if let Some(state) = missing::state(&out.display) {
                return out.set_missing(state);
            }
        }
        let Normalized { display, key, .. } = out;
        if display.chars().any(|c| signs::plain(c).is_some()) {
            let mut buffer = [0; 4];
            let mut plain = String::with_capacity(display.len());
            for c in display.chars() {
                plain.push_str(signs::plain(c).unwrap_or(c.encode_utf8(&mut buffer)));
            }
            fold::nickname_key_into(self.tables.variants(), &plain, key);
        } else {
            fold::nickname_key_into(self.tables.variants(), display, key);
        }
    }
}
