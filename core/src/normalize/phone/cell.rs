//! Several numbers in one cell.

use super::number::{self, Number};
use super::plan::Class;
use super::scan::Scan;
use super::{masked, one, with_extension, write};
use crate::model::{Normalized, Reason, Status};
use crate::normalize::clean::{self, doubt};

/// How many numbers of one cell are read.
const MOST: usize = 4;

/// The parts of a cell between separators that divide numbers.
pub(super) struct Pieces<'a> {
    pub(super) rest: Option<&'a str>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        loop {
            let rest = self.rest?;
            let mut digits = 0;
            let end = rest.char_indices().find(|(_, c)| {
                digits += usize::from(c.is_ascii_digit());
                // A slash behind an area code belongs to the number: 310/246-1501.
                matches!(c, ',' | ';' | '，' | '；' | '、' | '|' | '\n' | '\t' | '&' | '或' | '和') || matches!(c, '/' | '\\') && digits >= 5
            });
            let piece = match end {
                Some((at, c)) => {
                    let (piece, _) = clean::cut(rest, at);
                    self.rest = rest.get(at + c.len_utf8()..);
                    piece
                }
                None => {
                    self.rest = None;
                    rest
                }
            };
            if piece.contains(|c: char| c.is_alphanumeric() || clean::is_mask(c)) {
                return Some(piece.trim());
            }
        }
    }
}

/// The numbers of one cell.
#[derive(Debug, Default)]
pub(super) struct Found {
    numbers: [Option<Number>; MOST],
    len: usize,
    /// Digits that are no number of their own.
    leftover: bool,
}

impl Found {
    /// Adds a number once.
    fn add(&mut self, number: Number) {
        let known = self.numbers.iter().flatten().any(|n| n.national.as_str() == number.national.as_str());
        match self.numbers.get_mut(self.len) {
            Some(slot) if !known => {
                *slot = Some(number);
                self.len += 1;
            }
            _ => self.leftover |= !known,
        }
    }

    /// Splits digits between their groups, or after eleven, when all of it is good numbers.
    pub(super) fn split(scan: &Scan) -> Option<Found> {
        let digits = scan.digits.as_str();
        let halves = (digits.len() == 22 && scan.ends().count() == 1).then_some(11);
        let (mut found, mut parts, mut start) = (Found::default(), 0, 0);
        for end in halves.into_iter().chain(scan.ends()) {
            let piece = digits.get(start..end)?;
            // The beginning of a longer number may look like a service number.
            let good = |n: &Number| n.is_good() && n.class != Class::Service;
            if let Some(number) = number::digits(piece, scan.plus && start == 0).ok().filter(good) {
                found.add(number);
                parts += 1;
                start = end;
            }
        }
        (start == digits.len() && parts >= 2).then_some(found)
    }

    pub(super) fn write(&self, out: &mut Normalized) {
        let mut usable = self.numbers.iter().flatten().filter(|n| !n.key.is_empty());
        let Some(first) = usable.next().or_else(|| self.numbers.iter().flatten().next()) else {
            return out.invalid(Reason::Syntax);
        };
        write(first, out);
        let others = usable.count();
        if others == 0 {
            return doubt(out, Reason::MultipleValues, 70);
        }
        out.because(Reason::MultipleValues);
        out.status = Status::Ambiguous;
        out.confidence = out.confidence.min(50);
        out.candidates.extend(self.numbers.iter().flatten().filter(|n| !n.key.is_empty()).map(|n| n.key.as_str().to_owned()));
    }
}

/// Reads a cell with several parts.
pub(super) fn several(text: &str, out: &mut Normalized, canonical: &mut bool) {
    let mut found = Found::default();
    let (mut only, mut digits, mut words) = (None, 0, false);
    for piece in (Pieces { rest: Some(text) }) {
        let scan = Scan::of(piece);
        if scan.digits.is_empty() && !scan.masked() {
            words = true;
            continue;
        }
        digits += 1;
        only = Some(scan);
        if scan.masked() || scan.broken {
            found.leftover = true;
            continue;
        }
        match (Found::split(&scan), with_extension(&scan).0) {
            (Some(more), _) => more.numbers.into_iter().flatten().for_each(|n| found.add(n)),
            (None, Ok(number)) if !scan.overflow => found.add(number),
            _ => found.leftover = true,
        }
    }
    match (digits, only) {
        (0, _) => out.invalid(Reason::Syntax),
        (1, Some(mut scan)) => {
            scan.words |= words;
            if scan.masked() { masked(&scan, out) } else { one(&scan, out, canonical) }
        }
        (_, Some(scan)) if found.len == 0 => {
            if scan.masked() {
                masked(&scan, out);
            } else {
                out.invalid(Reason::WrongLength);
            }
        }
        (_, Some(scan)) if found.len == 1 && !found.leftover => {
            // The same number twice.
            out.repaired(Reason::MultipleValues);
            one(&scan, out, canonical);
        }
        _ => found.write(out),
    }
}
