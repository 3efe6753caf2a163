//! Forms: the distinct raw texts of a field, and what became of each.

use super::{Missing, Normalized, Reason, Status};
use crate::table::{Interner, Texts};
use hashbrown::HashMap;

/// Distinct raw texts of a field and what became of each. Id 0 is «nothing written».
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// The raw texts.
    pub raw: Interner,
    /// The value of each form; 0: none.
    pub value: Vec<u32>,
    /// How far it could be read.
    pub status: Vec<Status>,
    /// Which missing state.
    pub missing: Vec<Option<Missing>>,
    /// How sure the reading is, in percent.
    pub confidence: Vec<u8>,
    readings: Readings,
}

impl Forms {
    /// What is shown of a form.
    #[must_use]
    pub fn display(&self, form: u32) -> &str {
        match self.readings.display.get(form as usize) {
            Some(&AS_WRITTEN) => self.raw.get(form),
            Some(at) => self.readings.displays.get(*at as usize),
            None => "",
        }
    }

    /// Why a form was changed or doubted; empty for most.
    #[must_use]
    pub fn reasons(&self, form: u32) -> &[Reason] {
        let set = self.readings.reasons.get(form as usize).and_then(|set| self.readings.sets.get(*set as usize));
        set.map_or(&[], |set| set)
    }

    /// Other readings of a form; empty for most.
    #[must_use]
    pub fn candidates(&self, form: u32) -> &[String] {
        let candidates = &self.readings.candidates;
        let at = candidates.binary_search_by_key(&form, |(of, _)| *of).ok();
        at.and_then(|at| candidates.get(at)).map_or(&[], |(_, texts)| texts)
    }

    /// Per distinct list of reasons, whether a question about it is answered with yes; then the list of each form.
    pub(crate) fn ask_reasons(&self, question: impl Fn(&[Reason]) -> bool) -> (Vec<bool>, &[u32]) {
        (self.readings.sets.iter().map(|set| question(set)).collect(), &self.readings.reasons)
    }

    /// Adds what became of the next raw texts. Their values are the caller's.
    pub(crate) fn append(&mut self, read: &mut ReadForms) {
        let first = u32::try_from(self.status.len()).unwrap_or(u32::MAX);
        self.status.extend_from_slice(&read.status);
        self.missing.extend_from_slice(&read.missing);
        self.confidence.extend_from_slice(&read.confidence);
        self.readings.append(&mut read.readings, first);
    }

    /// Gives up what only adding needs.
    pub(crate) fn seal(&mut self) {
        self.raw.seal();
        self.readings.known = HashMap::new();
        self.readings.displays.shrink();
    }
}

/// What became of some raw texts, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReadForms {
    status: Vec<Status>,
    missing: Vec<Option<Missing>>,
    confidence: Vec<u8>,
    readings: Readings,
}

impl ReadForms {
    /// Forgets what was read, and keeps the room for it.
    pub(crate) fn clear(&mut self) {
        self.status.clear();
        self.missing.clear();
        self.confidence.clear();
        self.readings.display.clear();
        self.readings.displays.clear();
        self.readings.reasons.clear();
        self.readings.candidates.clear();
    }

    /// Adds what became of the next one.
    pub(crate) fn push(&mut self, raw: &str, out: &Normalized) {
        let form = u32::try_from(self.status.len()).unwrap_or(u32::MAX);
        self.status.push(out.status);
        self.missing.push(out.missing.filter(|m| *m != Missing::Absent || out.status == Status::Missing));
        self.confidence.push(out.confidence);
        self.readings.push(form, raw, out);
    }
}

/// The display of a form that is shown as it was written.
const AS_WRITTEN: u32 = u32::MAX;

/// The rarer parts of readings, once each.
#[derive(Clone, Debug, Default)]
struct Readings {
    /// Per form, the place of its display.
    display: Vec<u32>,
    displays: Texts,
    /// Per form, its list of reasons.
    reasons: Vec<u32>,
    /// The distinct lists of reasons.
    sets: Vec<Box<[Reason]>>,
    known: HashMap<Box<[Reason]>, u32>,
    /// Other readings by form, in the order of the forms.
    candidates: Vec<(u32, Box<[String]>)>,
}

impl Readings {
    fn push(&mut self, form: u32, raw: &str, out: &Normalized) {
        if out.display == raw {
            self.display.push(AS_WRITTEN);
        } else {
            self.display.push(u32::try_from(self.displays.len()).unwrap_or(AS_WRITTEN - 1));
            self.displays.push(&out.display);
        }
        let set = self.set(&out.reasons);
        self.reasons.push(set);
        if !out.candidates.is_empty() {
            self.candidates.push((form, out.candidates.as_slice().into()));
        }
    }

    fn set(&mut self, reasons: &[Reason]) -> u32 {
        if reasons.is_empty() && self.sets.first().is_some_and(|first| first.is_empty()) {
            return 0;
        }
        if let Some(known) = self.known.get(reasons) {
            return *known;
        }
        let id = u32::try_from(self.sets.len()).unwrap_or(u32::MAX);
        self.sets.push(reasons.into());
        self.known.insert(reasons.into(), id);
        id
    }

    /// Takes other readings over, of forms that begin with `first`.
    fn append(&mut self, read: &mut Readings, first: u32) {
        let shown = u32::try_from(self.displays.len()).unwrap_or(u32::MAX);
        self.display.extend(read.display.iter().map(|at| if *at == AS_WRITTEN { AS_WRITTEN } else { at.saturating_add(shown) }));
        self.displays.append(&read.displays);
        let sets: Vec<u32> = read.sets.iter().map(|set| self.set(set)).collect();
        self.reasons.extend(read.reasons.iter().map(|set| sets.get(*set as usize).copied().unwrap_or(0)));
        self.candidates.extend(read.candidates.drain(..).map(|(form, texts)| (form.saturating_add(first), texts)));
    }
}
