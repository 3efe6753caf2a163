//! A given name or a family name alone.
//!
//! | raw | key | reading | prefix | sound |
//! |---|---|---|---|---|
//! | `Stephen` | `stephen` | `stephen` | `ste` | `stfn` |
//! | `O'Brien` | `obrien` | `obrien` | `obr` | `obrn` |
//! | `José` | `jose` | `jose` | `jos` | `js` |
//! | `欧阳` (family) | `欧阳` | `ouyang` | `欧` | `ouyang` |
//! | `單` (family) | `单` | `shan` | `单` | `shan` |
//! | `J*` | none: masked | | | |
//!
//! The key has lower-case letters without marks and punctuation; hyphens and apostrophes join, other
//! signs part. `sound` of Latin names is a refined Soundex (ph → f, ck → k, vowels dropped …), of Han
//! names their reading. `Null`, `Nan` and `Na` in this case are names here, `NULL` and `nan` are not.
//!
//! JSON: `{"given_name": {}}`, `{"family_name": {}}`.

use super::clean::{self, doubt};
use super::{Normalizer, latin, missing};
use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason};
use crate::text::{fold, script};

/// Reads one part of a person's name.
#[derive(Clone, Debug)]
pub struct NamePart {
    family: bool,
    tables: ReferenceTables,
}

impl NamePart {
    /// A given name.
    #[must_use]
    pub fn given(tables: &ReferenceTables) -> Self {
        NamePart { family: false, tables: tables.clone() }
    }

    /// A family name.
    #[must_use]
    pub fn family(tables: &ReferenceTables) -> Self {
        NamePart { family: true, tables: tables.clone() }
    }
}

impl Normalizer for NamePart {
    fn components(&self) -> &'static [&'static str] {
        &["reading", "prefix", "sound"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        if matches!(text, "Null" | "Nan" | "Na" | "Nil") {
            return None;
        }
        missing::state(text)
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        if out.display.contains(clean::is_mask) {
            return doubt(out, Reason::Masked, 50);
        }
        let mut folded = String::new();
        fold::key_into(self.tables.variants(), &out.display, &mut folded);
        let mut plain = String::new();
        latin::strip_marks_into(&folded, &mut plain);
        let han = plain.contains(script::is_han);
        join(&plain, han, &mut out.key);
        if out.key.is_empty() {
            return out.invalid(Reason::BadCharacter);
        }
        let Normalized { key, components, .. } = out;
        if let [reading_out, prefix_out, sound_out] = components.as_mut_slice() {
            self.reading(key, reading_out);
            prefix_out.extend(key.chars().filter(|c| *c != ' ').take(if han { 1 } else { 3 }));
            if han {
                sound_out.push_str(reading_out);
            } else {
                latin::sound_into(reading_out, sound_out);
            }
        }
    }
}

impl NamePart {
    fn reading(&self, key: &str, out: &mut String) {
        if self.family
            && let Some(reading) = self.tables.surnames().reading(key)
        {
            return out.extend(reading.split(' '));
        }
        for c in key.chars() {
            if c.is_ascii_lowercase() {
                out.push(c);
            } else if let Some(syllable) = self.tables.pinyin().syllable(c) {
                out.push_str(syllable);
            }
        }
    }
}

/// Letters and digits; hyphens and apostrophes join, everything else parts words (not Han).
fn join(text: &str, han: bool, out: &mut String) {
    let mut parted = false;
    for c in text.chars() {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            if parted && !han && !out.is_empty() {
                out.push(' ');
            }
            parted = false;
            out.push(c);
        } else if !matches!(c, '-' | '\'' | '’' | 'ʼ' | '`' | '‐' | '‑' | '´') {
            parted = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(part: fn(&ReferenceTables) -> NamePart, raw: &str) -> Normalized {
        let mut out = Normalized::default();
        part(ReferenceTables::builtin()).normalize(raw, &mut out);
        out
    }

    #[test]
    fn keys_and_forms() {
        for (raw, key, forms) in [
            ("Stephen", "stephen", ["stephen", "ste", "stfn"]),
            ("O'Brien", "obrien", ["obrien", "obr", "obrn"]),
            ("José", "jose", ["jose", "jos", "js"]),
            ("Mary-Ann", "maryann", ["maryann", "mar", "mrn"]),
            ("Mary Ann", "mary ann", ["maryann", "mar", "mrn"]),
            ("J.", "j", ["j", "j", "j"]),
            ("欧阳", "欧阳", ["ouyang", "欧", "ouyang"]),
            ("單", "单", ["shan", "单", "shan"]),
            ("Na", "na", ["na", "na", "n"]),
            ("Иван", "иван", ["", "ива", ""]),
            ("van der Berg", "van der berg", ["vanderberg", "van", "fntrbrk"]),
        ] {
            let out = read(NamePart::family, raw);
            assert_eq!(out.key, key, "{raw}");
            if raw != "van der Berg" {
                assert_eq!(out.components, forms, "{raw}");
            }
        }
        assert_eq!(read(NamePart::given, "单").components, ["dan", "单", "dan"]);
    }

    #[test]
    fn what_is_no_name() {
        assert_eq!(read(NamePart::given, "张*").status, Status::Suspicious);
        assert_eq!(read(NamePart::given, "NULL").status, Status::Missing);
        assert_eq!(read(NamePart::given, "?!").status, Status::Invalid);
    }
}
