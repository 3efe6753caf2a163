//! From a reading to the result: key, components, display and what is to be said.

use super::china::{self, China};
use super::kind::Kind;
use super::number::{Note, Number};
use super::run::Run;
use crate::model::{Normalized, Reason};
use crate::normalize::clean::{doubt, repair};
use crate::normalize::short::Short;
use hashbrown::HashSet;

/// Match forms first: they depend on the key alone, or on the visible part.
pub(super) const COMPONENTS: &[&str] = &["national", "tail7", "tail4", "type", "area", "visible", "carrier", "extension", "region"];
/// How many of them are match forms.
pub(super) const FORMS: usize = 6;

const NATIONAL: usize = 0;
const TAIL7: usize = 1;
const TAIL4: usize = 2;
const TYPE: usize = 3;
const AREA: usize = 4;
const VISIBLE: usize = 5;
const CARRIER: usize = 6;
const EXTENSION: usize = 7;
const REGION: usize = 8;

/// An extension; empty when there is none.
pub(super) type Extension = Short<8>;

/// Writes a clean mobile number.
pub(super) fn mobile(text: &str, line: china::Line, out: &mut Normalized) {
    out.display.push_str(text);
    out.key.push_str("+86");
    out.key.push_str(text);
    out.set(NATIONAL, text);
    tails(text, out);
    out.set(TYPE, line.kind.as_str());
    out.set(CARRIER, line.carrier);
    out.set(REGION, "CN");
}

/// Writes key, components and what is to be said of a number.
pub(super) fn number(number: &Number, extension: &str, out: &mut Normalized) {
    let digits = number.digits();
    let national = number.national_of(digits);
    if number.has_key() {
        out.key.push('+');
        out.key.push_str(digits);
        out.set(NATIONAL, national);
        out.set(AREA, number.area_code());
    }
    if !number.is_code() {
        tails(national, out);
    }
    out.set(TYPE, number.kind.as_str());
    out.set(CARRIER, number.carrier);
    out.set(REGION, number.region.as_str());
    if number.prefixed {
        out.repaired(Reason::CountryPrefix);
    }
    match number.note {
        Some(Note::Repair(reason, confidence)) => repair(out, reason, confidence),
        Some(Note::Doubt(reason, confidence)) => doubt(out, reason, confidence),
        None => {}
    }
    if number.kind.is_service() {
        out.because(Reason::ServiceNumber);
    }
    if extension.is_empty() {
        return;
    }
    out.set(EXTENSION, extension);
    out.repaired(Reason::Extension);
    if number.is_chinese() && number.kind.is_mobile() {
        doubt(out, Reason::RelayNumber, 50);
    }
}

/// Writes the display form of a number, and what it leaves out of the text that was written.
pub(super) fn display(number: &Number, extension: &str, written: &str, home: bool, out: &mut Normalized) {
    let digits = number.digits();
    let national = number.national_of(digits);
    let (area, local) = national.split_at_checked(usize::from(number.area)).unwrap_or_default();
    let parts = match number.kind {
        // Somebody at home elsewhere would read a Chinese number as one of theirs.
        _ if number.has_key() && !(number.is_chinese() && home) => ["+", digits, "", "", ""],
        _ if number.area > 0 => ["0", area, "-", local, ""],
        Kind::SharedCost | Kind::TollFree => {
            let (head, tail) = national.split_at_checked(6).unwrap_or_default();
            let (service, middle) = head.split_at_checked(3).unwrap_or_default();
            [service, "-", middle, "-", tail]
        }
        _ => [national, "", "", "", ""],
    };
    parts.iter().for_each(|part| out.display.push_str(part));
    if !extension.is_empty() {
        out.display.push_str(if home && number.is_chinese() { "-" } else { " ext. " });
        out.display.push_str(extension);
    }
    if out.display == written || written.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let mut groups = written.as_bytes().split(|b| !b.is_ascii_digit()).filter(|group| !group.is_empty());
    if groups.nth(1).is_some() {
        out.repaired(Reason::Separators);
    } else if out.reasons.is_empty() {
        out.repaired(Reason::Trimmed);
    }
}

/// Displays a number of another country than the column's with its country code, so that it is read alike without its record.
pub(super) fn abroad(out: &mut Normalized) {
    let Normalized { display, key, candidates, components, .. } = out;
    if candidates.is_empty() {
        display.clone_from(key);
    } else {
        *display = candidates.join(" / ");
    }
    if let Some(extension) = components.get(EXTENSION).filter(|extension| !extension.is_empty() && candidates.is_empty()) {
        display.push_str(" ext. ");
        display.push_str(extension);
    }
}

fn tails(digits: &str, out: &mut Normalized) {
    for (component, len) in [(TAIL7, 7), (TAIL4, 4)] {
        if let Some(tail) = digits.len().checked_sub(len).and_then(|at| digits.get(at..)) {
            out.set(component, tail);
        }
    }
}

/// Writes the end of a number that is in no plan known here: elsewhere it may be dialled, lack its country code, or have lost a
/// digit in front. It is no value, but two lists that write one end mean one number.
pub(super) fn unknown(digits: &str, why: Reason, out: &mut Normalized) {
    out.invalid(why);
    let end = digits.len().checked_sub(7).and_then(|at| digits.get(at..)).unwrap_or_default();
    let varied = end.bytes().collect::<HashSet<u8>>().len() > 2;
    if varied && digits.len() <= 15 && why != Reason::Placeholder && !"0123456789".contains(end) {
        tails(digits, out);
    }
}

/// Writes what is visible of a masked number.
pub(super) fn masked(run: &Run, china: &China<'_>, home: bool, out: &mut Normalized) {
    let pattern = run.pattern.as_str();
    tails(pattern.rsplit('*').next().unwrap_or_default(), out);
    doubt(out, Reason::Masked, 50);
    let head = if run.tail_only { "" } else { pattern.split('*').next().unwrap_or_default() };
    let (head, chinese) = match head.strip_prefix("86").or_else(|| head.strip_prefix("0086")) {
        Some(head) => (head, true),
        None => (head, home && !run.plus),
    };
    if !chinese {
        return;
    }
    let national = pattern.strip_prefix("86").or_else(|| pattern.strip_prefix("0086")).unwrap_or(pattern);
    if let Some(line) = china::visible_mobile(head) {
        visible(national, out);
        out.set(TYPE, line.kind.as_str());
        out.set(CARRIER, line.carrier);
        out.set(REGION, "CN");
    } else if matches!(head.as_bytes(), [b'1', b'3' | b'7', ..]) {
        visible(national, out);
        out.set(REGION, "CN");
    } else if china::visible_area(china.codes, head) {
        visible(national.strip_prefix('0').unwrap_or(national), out);
        out.set(TYPE, Kind::Landline.as_str());
        out.set(REGION, "CN");
    }
}

/// Writes what is visible as the key would have it, so that it can be laid beside one.
fn visible(national: &str, out: &mut Normalized) {
    if let Some(visible) = out.components.get_mut(VISIBLE) {
        visible.push_str("+86");
        visible.push_str(national);
    }
}
