//! A cell that is not digits alone: separators, words around a number, several numbers.

use super::super::clean;
use super::super::sheet::{self, Sheet};
use super::super::short::Short;
use super::{check, masked};
use crate::model::{Missing, Normalized, Reason, Status};

/// Digits between two separators; what is longer is no card's.
type Group = Short<24>;

/// More groups than this are not a card number, nor several.
const MOST: usize = 24;

/// Reads a trimmed cell.
pub(super) fn read(text: &str, out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>) {
    clean::cell(text, out, missing, read_cell);
}

fn read_cell(written: &str, out: &mut Normalized) {
    let text = clean::strip_quotes(written);
    if text.len() < written.len() {
        out.repaired(Reason::Trimmed);
    }
    if spreadsheet(text, out) || masked::read(text, out) {
        return;
    }
    match Groups::of(text) {
        Some(groups) => {
            if text.len() > count(&groups.list) {
                out.repaired(if groups.words { Reason::Label } else { Reason::Separators });
            }
            read_groups(&groups, out);
        }
        None => out.invalid(Reason::BadCharacter),
    }
}

/// Reads `4539566301173292.0` and refuses `6.2226E+18`; false when no spreadsheet was at work.
fn spreadsheet(text: &str, out: &mut Normalized) -> bool {
    match sheet::number(text) {
        None => return false,
        Some(Sheet::Restored(digits)) if !check::is_length(digits.len()) => out.invalid(length_reason(digits.len())),
        Some(Sheet::Restored(digits)) if !is_rounded(digits.as_str()) => {
            out.repaired(Reason::SpreadsheetNumber);
            check::judge(digits.as_str(), out);
        }
        Some(_) => out.invalid(Reason::DigitsLost),
    }
    true
}

/// Whether digits went through a floating-point number that cannot hold them all: beyond 2^53 few integers are
/// such numbers, so one that is was hardly written that way.
fn is_rounded(digits: &str) -> bool {
    const EXACT: u64 = 1 << 53;
    digits.parse::<u64>().is_ok_and(|value| {
        // A number of so many bits is one if its last bits are zero.
        let spare = 11_u32.saturating_sub(value.leading_zeros());
        value > EXACT && value.trailing_zeros() >= spare
    })
}

fn length_reason(digits: usize) -> Reason {
    // The last four, or the first four or six with the last four.
    if matches!(digits, 4 | 8 | 10) { Reason::DestroyedMask } else { Reason::WrongLength }
}

/// The digits of a cell, cut at every separator.
struct Groups {
    list: Vec<Group>,
    /// Where the groups of a new part begin: behind words and behind separators of values.
    parts: Vec<usize>,
    /// Words were dropped.
    words: bool,
}

impl Groups {
    /// The groups of a text; `None` when letters stand against digits, and when there is no digit.
    fn of(text: &str) -> Option<Self> {
        let mut groups = Groups { list: Vec::new(), parts: vec![0], words: false };
        let mut before = ' ';
        for c in text.chars() {
            if c.is_ascii_digit() {
                if before.is_ascii_alphabetic() {
                    return None;
                }
                if !before.is_ascii_digit() {
                    groups.list.push(Group::new());
                }
                if let Some(last) = groups.list.last_mut() {
                    last.push(c);
                }
            } else if c.is_ascii_alphabetic() && before.is_ascii_digit() || groups.list.len() > MOST {
                return None;
            } else if !matches!(c, ' ' | '-' | '.' | '_' | '(' | ')' | '\u{2010}'..='\u{2015}' | '·' | '\'') {
                let list = matches!(c, ',' | ';' | '/' | '|' | '\\' | '、' | '，' | '；' | '&' | '和' | '或');
                groups.words |= !list;
                if groups.parts.last() != Some(&groups.list.len()) {
                    groups.parts.push(groups.list.len());
                }
            }
            before = c;
        }
        (!groups.list.is_empty()).then_some(groups)
    }

    /// The parts, each as its groups.
    fn parts(&self) -> impl Iterator<Item = &[Group]> {
        let ends = self.parts.iter().skip(1).copied().chain([self.list.len()]);
        self.parts.iter().zip(ends).filter_map(|(start, end)| self.list.get(*start..end)).filter(|part| !part.is_empty())
    }
}

fn count(groups: &[Group]) -> usize {
    groups.iter().map(Short::len).sum()
}

/// Groups in one number; empty when they are too many digits.
fn join(groups: &[Group]) -> Group {
    let mut joined = Group::new();
    if groups.iter().all(|group| joined.push_str(group.as_str())) { joined } else { Group::new() }
}

fn read_groups(groups: &Groups, out: &mut Normalized) {
    let mut numbers: Vec<Group> = Vec::new();
    for part in groups.parts().filter(|part| count(part) >= 12) {
        match count(part) {
            ..=19 => numbers.push(with_others(part).unwrap_or_else(|| join(part))),
            _ if !cards(part, &mut numbers) => numbers.extend(part.iter().filter(|group| group.len() >= 12).copied()),
            _ => {}
        }
    }
    match numbers.as_slice() {
        // Thousands separators, or no number at all.
        [] if !groups.words && check::is_length(count(&groups.list)) => check::judge(join(&groups.list).as_str(), out),
        [] => out.invalid(length_reason(count(&groups.list))),
        [only] if check::is_length(only.len()) => {
            check::judge(only.as_str(), out);
            if !groups.words && count(&groups.list) > only.len() && !out.key.is_empty() {
                clean::doubt(out, Reason::Detail, 80);
            }
        }
        [only] => out.invalid(length_reason(only.len())),
        several => read_several(several, out),
    }
}

/// The one group that is a card beside a short number, such as a security code, with which it would be none.
fn with_others(part: &[Group]) -> Option<Group> {
    let is_card = |group: &Group| check::is_length(group.len()) && check::luhn(group.as_str());
    let card = part.iter().find(|group| is_card(group))?;
    (part.len() > 1 && count(part) - card.len() <= 6 && !is_card(&join(part))).then_some(*card)
}

/// Cuts groups into cards, the longest first; false when they are not all cards.
fn cards(groups: &[Group], found: &mut Vec<Group>) -> bool {
    if groups.is_empty() {
        return true;
    }
    let known = found.len();
    for taken in (1..=groups.len()).rev() {
        let (head, rest) = groups.split_at_checked(taken).unwrap_or((groups, &[]));
        let number = join(head);
        if check::is_length(number.len()) && check::luhn(number.as_str()) {
            found.push(number);
            if cards(rest, found) {
                return true;
            }
            found.truncate(known);
        }
    }
    false
}

/// Several numbers: the first card is used.
fn read_several(numbers: &[Group], out: &mut Normalized) {
    let mut scratch = Normalized::default();
    let mut first: Option<Normalized> = None;
    let (mut keys, mut readable): (Vec<String>, usize) = (Vec::new(), 0);
    for number in numbers.iter().filter(|number| check::is_length(number.len())) {
        scratch.clear(out.components.len());
        check::judge(number.as_str(), &mut scratch);
        if scratch.key.is_empty() {
            continue;
        }
        readable += 1;
        if !keys.contains(&scratch.key) {
            keys.push(scratch.key.clone());
        }
        first.get_or_insert_with(|| scratch.clone());
    }
    let Some(first) = first else { return out.invalid(Reason::BadCheckDigit) };
    out.key.clone_from(&first.key);
    out.components.clone_from(&first.components);
    first.reasons.iter().for_each(|reason| out.because(*reason));
    out.because(Reason::MultipleValues);
    out.status = first.status.max(match keys.len() {
        1 if readable == numbers.len() => Status::Repaired,
        1 => Status::Suspicious,
        _ => Status::Ambiguous,
    });
    if out.status == Status::Repaired {
        out.display.push_str(&out.key);
    } else {
        out.confidence = first.confidence.min(if keys.len() == 1 { 80 } else { 50 });
    }
    if keys.len() > 1 {
        out.candidates = keys;
    }
}
