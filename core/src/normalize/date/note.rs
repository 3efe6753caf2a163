//! What was assumed or changed while a date was read, and what it does to the answer.

use crate::model::{Normalized, Reason, Status};

/// One assumption.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Note {
    Label,
    Separators,
    LookAlike,
    Serial,
    OddSerial,
    Epoch,
    OddEpoch,
    Era,
    BareEra,
    TwoDigitYear,
    AgainstOrder,
    Approximate,
    Assumed,
    Range,
    OpenEnd,
    OpenStart,
    Detail,
    Multiple,
    /// Only the day can come first; the next two likewise. They say something about the column, not the value.
    DayFirst,
    MonthFirst,
    YearFirst,
}

/// Reason, status and confidence of each note that says something about the value.
const EFFECTS: [(Note, Reason, Status, u8); 18] = [
    (Note::Label, Reason::Label, Status::Repaired, 95),
    (Note::Separators, Reason::Separators, Status::Repaired, 95),
    (Note::LookAlike, Reason::LookAlike, Status::Repaired, 80),
    (Note::Serial, Reason::SpreadsheetNumber, Status::Repaired, 90),
    (Note::OddSerial, Reason::SpreadsheetNumber, Status::Suspicious, 50),
    (Note::Epoch, Reason::Epoch, Status::Repaired, 90),
    (Note::OddEpoch, Reason::Epoch, Status::Suspicious, 50),
    (Note::Era, Reason::Era, Status::Ok, 100),
    (Note::BareEra, Reason::Era, Status::Suspicious, 70),
    (Note::TwoDigitYear, Reason::TwoDigitYear, Status::Suspicious, 80),
    (Note::AgainstOrder, Reason::OrderUnknown, Status::Suspicious, 80),
    (Note::Approximate, Reason::Approximate, Status::Ok, 100),
    (Note::Assumed, Reason::DefaultAssumed, Status::Suspicious, 70),
    (Note::Range, Reason::Range, Status::Ok, 100),
    (Note::OpenEnd, Reason::Unbounded, Status::Ok, 100),
    (Note::OpenStart, Reason::Unbounded, Status::Suspicious, 60),
    (Note::Detail, Reason::Detail, Status::Suspicious, 70),
    (Note::Multiple, Reason::MultipleValues, Status::Suspicious, 70),
];

/// A set of notes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Notes(u32);

impl Notes {
    pub(super) const NONE: Notes = Notes(0);

    pub(super) fn of(note: Note) -> Notes {
        Notes(1 << note as u8)
    }

    pub(super) fn with(self, note: Note) -> Notes {
        self.and(Notes::of(note))
    }

    pub(super) fn and(self, other: Notes) -> Notes {
        Notes(self.0 | other.0)
    }

    pub(super) fn has(self, note: Note) -> bool {
        self.0 & Notes::of(note).0 != 0
    }

    /// Puts the notes on a result.
    pub(super) fn write(self, out: &mut Normalized) {
        if self == Notes::NONE {
            return;
        }
        for (note, reason, status, confidence) in EFFECTS {
            if self.has(note) {
                out.because(reason);
                out.status = out.status.max(status);
                out.confidence = out.confidence.min(confidence);
            }
        }
    }
}
