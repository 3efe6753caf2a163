//! A cell that is not a plain address: cleaned, then read as one address or as several.

use super::super::clean;
use super::pieces::{count_at, pieces};
use super::{COMPONENTS, address, ends, local};
use crate::model::{Missing, Normalized, Reason, Status};

/// More addresses in one cell are not read.
const MOST: usize = 16;

/// Reads a trimmed cell.
pub(super) fn read(text: &str, out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>) {
    if !clean::clean(text, out) {
        return;
    }
    let mut written = std::mem::take(&mut out.display);
    if !written.is_ascii() && out.reasons.contains(&Reason::Width) {
        // A letter that was full-width may compose with the mark behind it.
        clean::clean(&written, out);
        written = std::mem::take(&mut out.display);
    }
    if written.contains('﹫') {
        written = written.replace('﹫', "@");
        out.repaired(Reason::Width);
    }
    match count_at(&written) {
        0 if written.chars().all(local::is_mask) => clean::doubt(out, Reason::Masked, 50),
        0 => nothing(&written, out, missing),
        1 => address::read(&written, out),
        _ => several(&written, out),
    }
    if out.display.is_empty() && out.status != Status::Missing {
        out.display = written;
    }
}

/// No address: perhaps a label with a word for "none" behind it.
fn nothing(written: &str, out: &mut Normalized, missing: impl Fn(&str) -> Option<Missing>) {
    let mut text = written;
    while let Some((rest, _)) = ends::unlabel(text) {
        let state = if rest.is_empty() && text.chars().count() <= 12 { Some(Missing::Absent) } else { missing(rest) };
        if let Some(state) = state {
            return out.set_missing(state);
        }
        text = rest;
    }
    out.invalid(Reason::Syntax);
}

/// A cell with several `@`.
fn several(written: &str, out: &mut Normalized) {
    let mut keys: Vec<String> = Vec::new();
    let (mut found, mut readable) = (0, 0);
    let mut first: Option<Normalized> = None;
    let mut scratch = Normalized::default();
    for piece in pieces(written).filter(|piece| count_at(piece) > 0).take(MOST) {
        scratch.clear(COMPONENTS);
        address::read(piece, &mut scratch);
        found += 1;
        readable += usize::from(!scratch.key.is_empty());
        if !scratch.key.is_empty() && !keys.contains(&scratch.key) {
            keys.push(scratch.key.clone());
        }
        // The first readable one; without any, the first masked one.
        let better = first.as_ref().is_none_or(|first| first.key.is_empty() && rank(&scratch) > rank(first));
        if better {
            first = Some(scratch.clone());
        }
    }
    let Some(first) = first.filter(|first| found > 1 && rank(first) > 0) else {
        return address::read(written, out);
    };
    out.key.clone_from(&first.key);
    out.components.clone_from(&first.components);
    first.reasons.iter().for_each(|reason| out.because(*reason));
    out.because(Reason::MultipleValues);
    out.confidence = out.confidence.min(first.confidence);
    if keys.len() > 1 {
        out.candidates = keys;
        out.status = Status::Ambiguous;
        out.confidence = out.confidence.min(50);
    } else if readable == found {
        // One address, written twice.
        out.status = out.status.max(first.status).max(Status::Repaired);
        out.display.clone_from(&first.display);
    } else {
        out.status = Status::Suspicious;
        out.confidence = out.confidence.min(80);
    }
}

/// How much of an address could be read: nothing, its visible part, all.
fn rank(out: &Normalized) -> u8 {
    match out.status {
        Status::Invalid | Status::Missing => 0,
        _ if out.key.is_empty() => 1,
        _ => 2,
    }
}
