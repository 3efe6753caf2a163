//! The digits of one number as written: groups, mask, extension.

use crate::normalize::short::Short;

/// The most digits a number is scanned for.
pub(super) const MOST: usize = 40;
/// The most groups of digits.
const GROUPS: usize = 16;

/// ASCII digits, or `*` for hidden ones.
#[derive(Clone, Copy)]
pub(super) struct Digits {
    bytes: [u8; MOST],
    len: u8,
}

impl Digits {
    const fn new() -> Self {
        Digits { bytes: [0; MOST], len: 0 }
    }

    /// Adds one; false when there is no room.
    fn push(&mut self, byte: u8) -> bool {
        match self.bytes.get_mut(usize::from(self.len)) {
            Some(slot) => {
                *slot = byte;
                self.len += 1;
                true
            }
            None => false,
        }
    }

    pub(super) fn len(&self) -> usize {
        usize::from(self.len)
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.len()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

impl std::fmt::Debug for Digits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

/// What stands in front of a group of digits; of several signs the last here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Gap {
    None,
    Blank,
    Other,
    Bracket,
    Dash,
}

/// What stands between a number and the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Before {
    /// Nothing, or a word.
    Word,
    /// A sign that divides numbers.
    Mark(char),
}

/// One number as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// The digits, without mask and extension.
    pub(super) digits: Digits,
    /// Digits and `*` for what is hidden; the same as `digits` when nothing is.
    pub(super) pattern: Digits,
    /// Written with `+`.
    pub(super) plus: bool,
    ends: [u8; GROUPS],
    gaps: [Gap; GROUPS],
    groups: u8,
    pub(super) extension: Short<8>,
    pub(super) before: Before,
    /// A Latin letter stands directly against the digits.
    pub(super) glued: bool,
    /// The words say that only the last digits are given (`尾号`).
    pub(super) tail_only: bool,
    /// More digits than a number can have.
    pub(super) overflow: bool,
}

impl Run {
    pub(super) const fn new(before: Before) -> Run {
        Run {
            digits: Digits::new(),
            pattern: Digits::new(),
            plus: false,
            ends: [0; GROUPS],
            gaps: [Gap::None; GROUPS],
            groups: 0,
            extension: Short::new(),
            before,
            glued: false,
            tail_only: false,
            overflow: false,
        }
    }

    /// Adds a digit; a gap in front of it starts a group.
    pub(super) fn push(&mut self, digit: u8, gap: Gap) {
        self.overflow |= !(self.digits.push(digit) && self.pattern.push(digit));
        if gap != Gap::None || self.groups == 0 {
            match self.gaps.get_mut(usize::from(self.groups)) {
                Some(slot) => {
                    *slot = gap;
                    self.groups += 1;
                }
                None => self.overflow = true,
            }
        }
        if let Some(end) = self.ends.get_mut(usize::from(self.groups).saturating_sub(1)) {
            *end = self.digits.len;
        }
    }

    /// Adds a hidden digit.
    pub(super) fn hide(&mut self) {
        self.overflow |= !self.pattern.push(b'*');
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.pattern.len == 0
    }

    /// Whether a slash behind the digits so far belongs to the number: 138/1234/5678 is one, 62345678/79/80 are three.
    pub(super) fn slash_joins(&self) -> bool {
        let slashed = self.gaps.iter().take(usize::from(self.groups)).skip(1).any(|gap| *gap == Gap::Other);
        let alone = self.before == Before::Word || self.digits.len > 4;
        alone && self.digits.len() < if slashed { 11 } else { 7 }
    }

    /// Whether part of the number is hidden.
    pub(super) fn is_masked(&self) -> bool {
        self.tail_only || self.pattern.len > self.digits.len
    }

    /// Where each group of digits ends.
    pub(super) fn ends(&self) -> &[u8] {
        self.ends.get(..usize::from(self.groups)).unwrap_or_default()
    }

    /// Where the groups between two places end, counted from the first place.
    pub(super) fn groups(&self, start: usize, end: usize) -> Vec<u8> {
        let within = self.ends().iter().map(|e| usize::from(*e)).filter(|e| (start + 1..=end).contains(e));
        within.filter_map(|e| u8::try_from(e - start).ok()).collect()
    }

    /// The last of several groups: where it starts, the group before that, and the gap between them.
    pub(super) fn last_group(&self) -> Option<(usize, Gap)> {
        let [.., start, _] = self.ends() else {
            return None;
        };
        let gap = self.gaps.get(usize::from(self.groups).checked_sub(1)?)?;
        Some((usize::from(*start), *gap))
    }
}
