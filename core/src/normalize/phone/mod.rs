//! Telephone numbers, read as Chinese unless they carry an international prefix.
//!
//! | raw | display | key | class |
//! |---|---|---|---|
//! | `138 1234 5678` | `13812345678` | `+8613812345678` | mobile |
//! | `+86-138-1234-5678` | `13812345678` | `+8613812345678` | mobile |
//! | `021-62345678转801` | `021-62345678-801` | `+862162345678` | landline |
//! | `+1 (702) 919-1300` | `+17029191300` | `+17029191300` | international |
//! | `702-919-1300` | as written | `7029191300` (suspicious) | unknown |
//! | `400-812-3123` | as written | none: nobody's own | service |
//! | `138****5678` | as written | none: masked, tail only | mobile |
//! | `138`, `8888` | as written | none: a destroyed mask | |
//! | `1.38E+10` | as written | none: digits are lost | |
//! | `13812345678 / 13912345678` | as written | the first; both are candidates | mobile |
//!
//! Derived forms: `national` (the number without `+86`; with country code when foreign), `tail7`,
//! `tail4`, `class`. A mobile number with an extension is a relay number of a shop: no key. Foreign
//! numbers are not checked beyond their length. Since 2019 a prefix does not tell the carrier.
//!
//! JSON: `{"phone": {}}`. Source: the ministry's numbering plan of 2023-03; ITU-T E.164.

mod cell;
mod number;
mod plan;
mod scan;

use super::clean::{self, doubt};
use super::sheet::{self, Sheet};
use super::{Normalizer, missing};
use crate::model::{Missing, Normalized, Reason};
use cell::{Found, Pieces, several};
use number::Number;
use plan::Class;
use scan::Scan;

/// Reads telephone numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Phone;

const NATIONAL: usize = 0;
const TAIL7: usize = 1;
const TAIL4: usize = 2;
const CLASS: usize = 3;

impl Normalizer for Phone {
    fn components(&self) -> &'static [&'static str] {
        &["national", "tail7", "tail4", "class"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state_or(text, &["0", "0.0", "00"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if let Some(number) = plain_mobile(text) {
            out.display.push_str(text);
            return write(&number, out);
        }
        if !clean::clean(text, out) {
            return;
        }
        let display = std::mem::take(&mut out.display);
        let mut canonical = false;
        read_cell(&display, out, &mut canonical);
        if !canonical {
            out.display = display;
        }
    }
}

/// Eleven digits of an assigned prefix, the commonest value of all.
fn plain_mobile(text: &str) -> Option<Number> {
    let plain = text.len() == 11 && text.bytes().all(|b| b.is_ascii_digit());
    let number = plain.then(|| number::digits(text, false).ok()).flatten()?;
    (number.is_good() && matches!(number.class, Class::Mobile | Class::Virtual | Class::Iot | Class::Satellite) && !number.prefix).then_some(number)
}

/// Reads a cell; `canonical` says that `out.display` was written.
fn read_cell(cell: &str, out: &mut Normalized, canonical: &mut bool) {
    let text = clean::strip_quotes(cell);
    if text.len() < cell.len() {
        out.repaired(Reason::Trimmed);
    }
    if text.contains('@') {
        return out.invalid(Reason::Syntax);
    }
    match sheet::number(text) {
        Some(Sheet::Lost) => return out.invalid(Reason::DigitsLost),
        Some(Sheet::Restored(digits)) => {
            out.repaired(Reason::SpreadsheetNumber);
            return one(&Scan::of(digits.as_str()), out, canonical);
        }
        None => {}
    }
    if let Some(scan) = thousands(text) {
        out.repaired(Reason::SpreadsheetNumber);
        return one(&scan, out, canonical);
    }
    let mut pieces = Pieces { rest: Some(text) };
    match (pieces.next(), pieces.next()) {
        (Some(piece), None) => piece_alone(piece, out, canonical),
        (Some(_), Some(_)) => several(text, out, canonical),
        _ => out.invalid(Reason::Syntax),
    }
}

/// A cell without separators between numbers: one number, or numbers divided by blanks or nothing.
fn piece_alone(piece: &str, out: &mut Normalized, canonical: &mut bool) {
    let scan = Scan::of(piece);
    if scan.masked() {
        return masked(&scan, out);
    }
    let good = !scan.overflow && number::read(&scan).is_ok_and(|n| n.is_good());
    if let Some(found) = Found::split(&scan).filter(|_| !good) {
        return found.write(out);
    }
    one(&scan, out, canonical);
}

/// Reads one number with its extension.
fn one(scan: &Scan, out: &mut Normalized, canonical: &mut bool) {
    if scan.overflow {
        return out.invalid(Reason::WrongLength);
    }
    if scan.digits.is_empty() {
        return out.invalid(Reason::Syntax);
    }
    let (read, extension) = with_extension(scan);
    let number = match read {
        Ok(number) => number,
        Err(reason) => return out.invalid(reason),
    };
    if scan.broken && !number.is_good() {
        return out.invalid(Reason::BadCharacter);
    }
    if scan.words {
        clean::repair(out, Reason::Label, 90);
    }
    if number.prefix {
        out.repaired(Reason::CountryPrefix);
    }
    write(&number, out);
    show(&number, scan, extension, out, canonical);
}

/// The number and its extension: marked by a word, or the last short group.
fn with_extension(scan: &Scan) -> (Result<Number, Reason>, Option<&str>) {
    let digits = scan.digits.as_str();
    let marked = Some(scan.extension.as_str()).filter(|e| !e.is_empty());
    let whole = number::read(scan);
    if whole.is_ok_and(|n| n.is_good()) || marked.is_some() {
        return (whole, marked);
    }
    if let Some(number) = number::without_trunk(scan) {
        return (Ok(number), None);
    }
    let ends = scan.ends().count();
    if let Some(start) = ends.checked_sub(2).and_then(|n| scan.ends().nth(n)).filter(|_| scan.last_separator == '-') {
        let (main, extension) = clean::cut(digits, start);
        let number = number::digits(main, scan.plus).ok().filter(|n| n.is_good() && n.class != Class::Service && extension.len() <= 5);
        if let Some(number) = number {
            return (Ok(number), Some(extension));
        }
    }
    (whole, None)
}

/// Writes key, derived forms and doubts of a number.
fn write(number: &Number, out: &mut Normalized) {
    out.key.push_str(number.key.as_str());
    let national = number.national.as_str();
    out.set(NATIONAL, national);
    tails(national, out);
    out.set(CLASS, number.class.as_str());
    if let Some((reason, confidence)) = number.doubt {
        doubt(out, reason, confidence);
    }
}

fn tails(digits: &str, out: &mut Normalized) {
    for (component, len) in [(TAIL7, 7), (TAIL4, 4)] {
        if let Some(tail) = digits.len().checked_sub(len).and_then(|at| digits.get(at..)) {
            out.set(component, tail);
        }
    }
}

/// Writes the display form and what it leaves out.
fn show(number: &Number, scan: &Scan, extension: Option<&str>, out: &mut Normalized, canonical: &mut bool) {
    let groups = scan.ends().count();
    if extension.is_some() {
        out.repaired(Reason::Extension);
    }
    match number.class {
        Class::Mobile | Class::Virtual | Class::Iot | Class::Satellite if extension.is_some() => {
            // A relay number that many people share.
            out.key.clear();
            doubt(out, Reason::Extension, 50);
        }
        Class::Mobile | Class::Virtual | Class::Iot | Class::Satellite => {
            if groups > usize::from(number.prefix) + 1 || groups > 1 && !number.prefix {
                out.repaired(Reason::Separators);
            }
            out.display.push_str(number.national.as_str());
            *canonical = true;
        }
        Class::Landline => {
            let (area, local) = clean::cut(number.national.as_str(), number.area);
            for part in ["0", area, "-", local] {
                out.display.push_str(part);
            }
            if let Some(extension) = extension {
                out.display.push('-');
                out.display.push_str(extension);
            }
            *canonical = true;
        }
        Class::International => {
            if groups > 1 {
                out.repaired(Reason::Separators);
            }
            out.display.push_str(number.key.as_str());
            *canonical = extension.is_none();
            if !*canonical {
                out.display.clear();
            }
        }
        Class::Service | Class::Unknown => {}
    }
}

/// Reads what is visible of a masked number.
fn masked(scan: &Scan, out: &mut Normalized) {
    let pattern = scan.pattern.as_str();
    let tail = pattern.rsplit('*').next().unwrap_or_default();
    let head = if scan.tail_only { "" } else { pattern.split('*').next().unwrap_or_default() };
    tails(tail, out);
    let bytes = head.as_bytes();
    if let [b'1', b'3'..=b'9', ..] | [b'8', b'6', b'1', b'3'..=b'9', ..] = bytes {
        out.set(CLASS, Class::Mobile.as_str());
    }
    doubt(out, Reason::Masked, 50);
}

/// `13,812,345,678`: a spreadsheet put commas between the thousands.
fn thousands(text: &str) -> Option<Scan> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|g| (1..=3).contains(&g.len()))?;
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    let regular = digits(first) && groups.all(|g| g.len() == 3 && digits(g));
    let commas = text.matches(',').count();
    (regular && commas >= 3).then(|| {
        let mut plain = super::short::Short::<{ scan::MOST }>::new();
        text.split(',').for_each(|g| {
            plain.push_str(g);
        });
        Scan::of(plain.as_str())
    })
}

#[cfg(test)]
mod tests;
