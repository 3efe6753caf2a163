//! What became of one raw value.

use super::reason::Reason;
use serde::{Deserialize, Serialize};

/// How far a raw value could be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Read as it stands.
    #[default]
    Ok,
    /// Read after a change that the reasons name.
    Repaired,
    /// Read, but something is odd about it.
    Suspicious,
    /// Readable in more than one way; the candidates list them.
    Ambiguous,
    /// Not a value of this kind.
    Invalid,
    /// No value; [`Normalized::missing`] says which state.
    Missing,
}

impl Status {
    /// The status as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Repaired => "repaired",
            Status::Suspicious => "suspicious",
            Status::Ambiguous => "ambiguous",
            Status::Invalid => "invalid",
            Status::Missing => "missing",
        }
    }
}

/// The states of a missing value (R28): three declared ones, and plain absence.
///
/// They are states, not texts: never counted, never equal to one another or to themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Missing {
    /// Nothing was written.
    Absent,
    /// `待补充`: a key field that must still be filled in.
    ToBeFilled,
    /// `未知`: a minor field that is not known.
    Unknown,
    /// `待沟通确认`: an optional field to be asked for.
    ToBeConfirmed,
}

impl Missing {
    /// All states.
    pub const ALL: [Missing; 4] = [Missing::Absent, Missing::ToBeFilled, Missing::Unknown, Missing::ToBeConfirmed];

    /// The state's name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Missing::Absent => "absent",
            Missing::ToBeFilled => "to_be_filled",
            Missing::Unknown => "unknown",
            Missing::ToBeConfirmed => "to_be_confirmed",
        }
    }

    /// As R28 writes it; nothing for what was not written.
    #[must_use]
    pub fn written(self) -> &'static str {
        match self {
            Missing::Absent => "",
            Missing::ToBeFilled => "待补充",
            Missing::Unknown => "未知",
            Missing::ToBeConfirmed => "待沟通确认",
        }
    }
}

/// One result for every field kind, reused from value to value.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Normalized {
    /// What the person wrote, repaired but not folded; empty when missing or unreadable.
    pub display: String,
    /// The match form; empty: the value has no exact-match key.
    pub key: String,
    /// What the value is made of, in the order of [`crate::Normalizer::components`]; empty text: none.
    pub components: Vec<String>,
    /// How far it could be read.
    pub status: Status,
    /// Which missing state, when the status is missing.
    pub missing: Option<Missing>,
    /// What was changed or is odd, in the order it was found; each at most once.
    pub reasons: Vec<Reason>,
    /// The readings of an ambiguous value, as keys.
    pub candidates: Vec<String>,
    /// How sure the reading is, in percent.
    pub confidence: u8,
}

impl Normalized {
    /// Empties the result for the next value, keeping its buffers.
    pub fn clear(&mut self, components: usize) {
        self.display.clear();
        self.key.clear();
        self.components.iter_mut().for_each(String::clear);
        // A result is mostly used again for the same kind.
        if self.components.len() != components {
            self.components.resize(components, String::new());
        }
        self.status = Status::Ok;
        self.missing = None;
        self.reasons.clear();
        self.candidates.clear();
        self.confidence = 100;
    }

    /// Sets a component; out of range does nothing.
    pub fn set(&mut self, component: usize, value: &str) {
        if let Some(slot) = self.components.get_mut(component) {
            slot.clear();
            slot.push_str(value);
        }
    }

    /// Adds a reason once.
    pub fn because(&mut self, reason: Reason) {
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    /// Marks a repair: the reason, and the status unless it is already worse.
    pub fn repaired(&mut self, reason: Reason) {
        self.because(reason);
        self.status = self.status.max(Status::Repaired);
    }

    /// Marks an oddity that the caller should look at.
    pub fn suspicious(&mut self, reason: Reason) {
        self.because(reason);
        self.status = self.status.max(Status::Suspicious);
    }

    /// Rejects the value: no key, no candidates.
    pub fn invalid(&mut self, reason: Reason) {
        self.because(reason);
        self.key.clear();
        self.candidates.clear();
        self.components.iter_mut().for_each(String::clear);
        self.status = Status::Invalid;
        self.confidence = 0;
    }

    /// Marks the value as missing in a given state.
    pub fn set_missing(&mut self, state: Missing) {
        self.display.clear();
        self.key.clear();
        self.components.iter_mut().for_each(String::clear);
        self.reasons.clear();
        self.candidates.clear();
        self.status = Status::Missing;
        self.missing = Some(state);
        self.confidence = 100;
    }
}
