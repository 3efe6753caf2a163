//! Some raw texts of a field, read: what goes to another thread and comes back in order.

use crate::model::{Adcode, KEYLESS, Normalized, ReadForms};
use crate::normalize::record::Witness;
use crate::normalize::{Context, Normalizer};
use crate::schema::FieldKind;
use crate::table::Texts;

/// What became of some raw texts, and what they are read with; used again and again.
pub(super) struct Batch {
    witness: Option<Witness>,
    out: Normalized,
    keyless: String,
    pub(super) forms: ReadForms,
    /// What tells their values apart; empty where there is no value.
    pub(super) keys: Texts,
    /// The match forms of each in turn.
    pub(super) components: Texts,
    pub(super) places: Vec<Adcode>,
}

impl Batch {
    pub(super) fn new(witness: Option<Witness>) -> Self {
        Batch { witness, out: Normalized::default(), keyless: String::new(), forms: ReadForms::default(), keys: Texts::new(), components: Texts::new(), places: Vec::new() }
    }

    /// Forgets what was read, and keeps the room for it.
    pub(super) fn clear(&mut self) {
        self.forms.clear();
        self.keys.clear();
        self.components.clear();
        self.places.clear();
    }

    /// Reads a text that is written as `raw`; of its match forms those that are kept.
    pub(super) fn read(&mut self, (kind, normalizer): (&FieldKind, &dyn Normalizer), raw: &str, text: &str, context: &Context, kept: &[bool]) {
        let Batch { witness, out, keyless, .. } = self;
        normalizer.normalize_with(text, context, out);
        self.forms.push(raw, out);
        if let Some(witness) = witness {
            self.places.push(witness.place(kind, normalizer, out));
        }
        let components = out.components.get(..kept.len()).unwrap_or_default();
        self.keys.push(identity(out, components, normalizer.apart(), keyless));
        for (at, kept) in kept.iter().enumerate() {
            self.components.push(components.get(at).filter(|_| *kept).map_or("", String::as_str));
        }
    }
}

/// What tells a value apart: its key, with the form that tells its bearers apart, or for values that are nobody's own or masked their match forms.
fn identity<'a>(out: &'a Normalized, components: &[String], apart: Option<usize>, buffer: &'a mut String) -> &'a str {
    buffer.clear();
    if !out.key.is_empty() && !out.reasons.iter().any(|r| r.is_impersonal()) {
        let Some(apart) = apart.and_then(|form| out.components.get(form)).filter(|text| !text.is_empty()) else {
            return &out.key;
        };
        [&out.key, " ", apart].into_iter().for_each(|part| buffer.push_str(part));
        return buffer;
    }
    if components.iter().any(|c| !c.is_empty()) {
        for component in components {
            buffer.push(KEYLESS);
            buffer.push_str(component);
        }
    }
    buffer
}
