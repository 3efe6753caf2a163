//! A whole cell: what numbers it holds, and which of them counts.

use super::number::Number;
use super::reader::Reader;
use super::run::{Before, Gap, Run};
use super::scan::Runs;
use super::write::{self, Extension};
use crate::model::{Normalized, Reason, Status};
use crate::normalize::clean::{cut, doubt, repair};
use crate::normalize::short::Short;

/// The most numbers of one cell that are kept.
const MOST: usize = 8;

/// Reads the numbers of a cell.
pub(super) fn read(text: &str, reader: &Reader<'_>, out: &mut Normalized) {
    let mut runs = Runs::new(text);
    let mut found = Found::default();
    let mut short: Option<Run> = None;
    for run in runs.by_ref() {
        if run.is_masked() {
            found.masked = found.masked.or(Some(run));
        } else if run.digits.len() > 4 {
            found.run(&run, reader);
        } else if found.len == 0 || !found.continued(&run, reader) {
            short = short.or(Some(run));
        }
    }
    let (words, numerals) = (runs.words, runs.numerals);
    // Few digits among words are a floor or an hour, unless there is nothing else: 110.
    let noise = found.len > 0 || found.wrong.is_some() || found.masked.is_some();
    if let Some(run) = short.filter(|_| !noise) {
        found.run(&run, reader);
    }
    if numerals {
        out.repaired(Reason::Numerals);
    }
    found.write(text, words, reader, out);
}

/// The numbers of one cell.
#[derive(Debug, Default)]
struct Found {
    numbers: [Option<(Number, Extension)>; MOST],
    len: usize,
    /// The first masked number.
    masked: Option<Run>,
    /// Why the first unreadable number is none.
    wrong: Option<Reason>,
    /// The first number that no plan knows.
    unknown: Option<Run>,
    /// There are digits that are no number of their own.
    leftover: bool,
    /// A number stands there twice.
    twice: bool,
}

impl Found {
    fn numbers(&self) -> impl Iterator<Item = &(Number, Extension)> {
        self.numbers.iter().flatten()
    }

    fn last(&self) -> Option<&(Number, Extension)> {
        self.numbers.get(self.len.checked_sub(1)?)?.as_ref()
    }

    /// Adds a number once.
    fn add(&mut self, number: Number, extension: Extension) {
        if self.numbers().any(|(n, e)| n.digits() == number.digits() && e.as_str() == extension.as_str()) {
            self.twice = true;
            return;
        }
        match self.numbers.get_mut(self.len) {
            Some(slot) => {
                *slot = Some((number, extension));
                self.len += 1;
            }
            None => self.leftover = true,
        }
    }

    /// Reads digits that a sign or a word divides from others: one number, or several with blanks between them.
    fn run(&mut self, run: &Run, reader: &Reader<'_>) {
        let digits = run.digits.as_str();
        if run.overflow {
            return self.refuse(Reason::WrongLength);
        }
        // A second local number is in the city of the first: 0512-62345678、62345679.
        let last = self.last().copied();
        let area = last.as_ref().map_or("", |(number, _)| number.area_code());
        let reader = if area.is_empty() { *reader } else { reader.in_area(area) };
        let mut whole = reader.read(digits, run.plus, run.ends());
        if run.plus && last.is_some() {
            // A plus sign between two numbers.
            whole = whole.or_else(|wrong| reader.read(digits, false, run.ends()).map_err(|_| wrong));
        }
        if let Ok(number) = whole.as_ref().copied()
            && (number.is_certain() || !run.extension.is_empty())
        {
            return self.add(number, run.extension);
        }
        if self.with_tail(run, &reader) || self.split(run, &reader) {
            return;
        }
        match whole {
            Ok(_) if run.glued => self.refuse(Reason::BadCharacter),
            Ok(number) => self.add(number, run.extension),
            Err(_) if run.glued => self.refuse(Reason::BadCharacter),
            Err(reason) => {
                self.unknown = self.unknown.or(Some(*run));
                self.refuse(reason);
            }
        }
    }

    fn refuse(&mut self, reason: Reason) {
        self.wrong = self.wrong.or(Some(reason));
        self.leftover = true;
    }

    /// Reads a number whose last group is an extension, `021-62345678-801`, or the end of the next number, `62345678-79`.
    fn with_tail(&mut self, run: &Run, reader: &Reader<'_>) -> bool {
        let Some((start, gap)) = run.last_group() else {
            return false;
        };
        let (main, tail) = cut(run.digits.as_str(), start);
        let ends = run.ends().split_last().map_or(&[][..], |(_, ends)| ends);
        let Some(number) = reader.read(main, run.plus, ends).ok().filter(|n| main.len() >= 7 && n.is_chinese() && !n.is_code()) else {
            return false;
        };
        // Behind a local number in several groups, the last may as well be the end of a foreign one: 852 2345 6789.
        let fits = match gap {
            Gap::Blank => (3..=5).contains(&tail.len()) && !number.kind.is_mobile() && main.len() > 8,
            Gap::Bracket | Gap::Dash => tail.len() <= if main.len() > 8 || ends.len() == 1 { 6 } else { 3 },
            _ => false,
        };
        if !fits {
            return false;
        }
        if gap == Gap::Dash
            && let Some(next) = next_of(main, tail)
            && let Ok(next) = reader.read(next.as_str(), run.plus, ends)
        {
            self.add(number, Extension::new());
            self.add(next, Extension::new());
        } else {
            self.add(number, extension(tail));
        }
        true
    }

    /// Splits digits between their groups, or after eleven, when all of it is good numbers.
    fn split(&mut self, run: &Run, reader: &Reader<'_>) -> bool {
        let digits = run.digits.as_str();
        let together = run.ends().len() == 1;
        if together && !matches!(digits.len(), 22 | 33) {
            return false;
        }
        let elevens = [11, 22].into_iter().filter(|_| together);
        let (mut start, mut first, mut parts) = (0, 0, 0);
        for end in elevens.chain(run.ends().iter().map(|e| usize::from(*e))) {
            // A second local number is in the city of the first here too.
            let last = self.last().copied();
            let area = last.as_ref().map_or("", |(number, _)| number.area_code());
            let reader = if area.is_empty() { *reader } else { reader.in_area(area) };
            let Some(piece) = digits.get(start..end) else {
                return false;
            };
            let ends = run.ends().get(first..).unwrap_or_default();
            // A local number stands in one piece; in several, anything could look like one.
            let single = ends.first().is_some_and(|e| usize::from(*e) == end);
            let good = |n: &Number| n.is_certain() && !n.is_code() || n.lacks_area() && single && piece.len() >= 7;
            if let Some(number) = reader.read(piece, run.plus && start == 0, &run.groups(start, end)).ok().filter(good) {
                self.add(number, Extension::new());
                parts += 1;
                start = end;
                first = run.ends().iter().filter(|e| usize::from(**e) <= end).count();
            }
        }
        let rest = cut(digits, start).1;
        match (parts, rest.len()) {
            (0, _) => return !run.plus && self.group(run, reader),
            (_, 0) => {}
            (_, 1..=6) if run.last_group().is_some_and(|(at, gap)| at == start && gap == Gap::Dash) => self.extend(rest),
            _ => self.leftover = true,
        }
        true
    }

    /// Reads whole numbers among groups that are something else: a date, an identity number, the places of a list.
    fn group(&mut self, run: &Run, reader: &Reader<'_>) -> bool {
        let (mut start, mut found, mut leftover) = (0, false, false);
        for end in run.ends().iter().map(|end| usize::from(*end)) {
            let group = run.digits.as_str().get(start..end).unwrap_or_default();
            let number = if group.len() < 10 { None } else { reader.read(group, false, &[]).ok().filter(|n| n.is_certain() && n.has_key()) };
            match number {
                Some(number) => self.add(number, Extension::new()),
                None => leftover |= group.len() > 2,
            }
            found |= number.is_some();
            start = end;
        }
        self.leftover |= found && leftover;
        found
    }

    /// Gives the last number an extension.
    fn extend(&mut self, tail: &str) {
        if let Some(Some((_, slot))) = self.len.checked_sub(1).and_then(|at| self.numbers.get_mut(at)) {
            *slot = extension(tail);
        }
    }

    /// Reads few digits behind a sign: the end of the next number, `62345678/79`, or an extension that is dialled after a
    /// pause, `62345678,801`.
    fn continued(&mut self, run: &Run, reader: &Reader<'_>) -> bool {
        let (Some(&(number, old)), Before::Mark(mark)) = (self.last(), run.before) else {
            return false;
        };
        let tail = run.digits.as_str();
        if !old.is_empty() {
            // Another extension of the same number.
            self.leftover = true;
            return true;
        }
        // 62345678/5680 is a second number, 62345678/801 an extension.
        if number.is_chinese() && tail.len() >= 3 && (mark == ',' || !is_near(number.digits(), tail)) {
            if mark == ',' || !number.kind.is_mobile() {
                self.extend(tail);
            } else {
                self.leftover = true;
            }
            return true;
        }
        match replaced(number.digits(), tail).and_then(|next| reader.read(next.as_str(), number.has_key(), &[]).ok()) {
            Some(next) => self.add(next, Extension::new()),
            None => self.leftover = true,
        }
        true
    }

    fn write(&self, written: &str, words: bool, reader: &Reader<'_>, out: &mut Normalized) {
        let home = reader.home.is_china();
        let mut keyed = self.numbers().filter(|(n, _)| n.has_key());
        let Some((number, extension)) = keyed.next().or_else(|| self.numbers().next()) else {
            let wrong = self.wrong.unwrap_or(Reason::Syntax);
            return match (&self.masked, self.unknown) {
                (Some(run), _) => write::masked(run, &reader.china, home, out),
                (None, Some(run)) => write::unknown(run.digits.as_str(), wrong, out),
                (None, None) => out.invalid(wrong),
            };
        };
        if words {
            repair(out, Reason::Label, 90);
        }
        write::number(number, extension.as_str(), out);
        if keyed.any(|(n, _)| n.digits() != number.digits()) {
            out.because(Reason::MultipleValues);
            out.status = Status::Ambiguous;
            out.confidence = out.confidence.min(50);
            for key in self.numbers().filter(|(n, _)| n.has_key()).map(|(n, _)| format!("+{}", n.digits())) {
                if !out.candidates.contains(&key) {
                    out.candidates.push(key);
                }
            }
        } else if self.len > 1 || self.leftover || self.masked.is_some() {
            doubt(out, Reason::MultipleValues, 70);
        } else {
            if self.twice {
                out.repaired(Reason::MultipleValues);
            }
            write::display(number, extension.as_str(), written, home, out);
        }
    }
}

fn extension(tail: &str) -> Extension {
    let mut out = Extension::new();
    out.push_str(tail);
    out
}

/// A number with other last digits.
fn replaced(digits: &str, tail: &str) -> Option<Short<20>> {
    let (head, _) = digits.split_at_checked(digits.len().checked_sub(tail.len())?)?;
    let mut out = Short::new();
    (out.push_str(head) && out.push_str(tail)).then_some(out)
}

/// Whether the last digits of a number and a tail are close together.
fn is_near(digits: &str, tail: &str) -> bool {
    let last = digits.len().checked_sub(tail.len()).and_then(|at| digits.get(at..)).and_then(|t| t.parse::<u16>().ok());
    last.zip(tail.parse::<u16>().ok()).is_some_and(|(last, next)| last.abs_diff(next) < 30)
}

/// The next number that a tail of one or two digits names: 62345678-79, but not 62345678-12.
fn next_of(digits: &str, tail: &str) -> Option<Short<20>> {
    let last: u8 = digits.get(digits.len().checked_sub(tail.len())?..)?.parse().ok()?;
    let next: u8 = tail.parse().ok()?;
    (tail.len() <= 2 && next > last && next - last < 10).then(|| replaced(digits, tail)).flatten()
}
