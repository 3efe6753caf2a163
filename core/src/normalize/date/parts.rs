//! From the words of a date, without its time, to its reading.

use super::civil::{Moment, Precision, Read, century, date, year_of};
use super::era::{Era, is_minguo};
use super::lex::{Word, Words};
use super::note::{Note, Notes};
use super::{digits, numbers, periods};
use crate::model::Reason;
use crate::schema::DateOrder;
use chrono::Datelike;

/// What stands around a date that helps to read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) order: DateOrder,
    /// The start of the range that the date ends: `12月31日` is in its year, `3日` in its month.
    pub(super) start: Option<Moment>,
}

/// A number and how many digits it was written with.
pub(super) type Number = (u64, u8);

/// The number that a word is.
pub(super) fn number(word: &Word) -> Option<Number> {
    match word {
        Word::Number { value, digits } => Some((*value, *digits)),
        _ => None,
    }
}

/// Words without blanks and separators.
pub(super) struct Parts {
    pub(super) words: Words,
    /// What stood before the second part, the third and the fourth.
    pub(super) separators: [Option<char>; 3],
    notes: Notes,
}

impl Parts {
    fn of(words: &[Word]) -> Result<Parts, Reason> {
        let mut parts = Parts { words: Words::new(), separators: [None; 3], notes: Notes::NONE };
        let mut pending: Option<char> = None;
        let mut closed = false;
        for (at, word) in words.iter().enumerate() {
            let first = parts.words.as_slice().is_empty();
            let separator = match word {
                Word::Blank | Word::Zone(_) | Word::Zulu => continue,
                Word::Separator(sign @ ('-' | '/' | '.')) => *sign,
                Word::Separator(':') if parts.words.as_slice().first().and_then(number).is_some_and(|(_, digits)| digits == 4) => ':',
                Word::Separator(_) => return Err(Reason::Syntax),
                Word::Dash => '-',
                word => {
                    // 前 begins 前三季度, or ends the date.
                    let quarters = || matches!(words.get(at + 1..), Some([Word::Number { .. }, Word::Quarter, ..]));
                    match word {
                        Word::Morning | Word::Afternoon | Word::Noon | Word::Night => parts.note(Note::Approximate),
                        Word::Approx => parts.note(Note::Approximate),
                        Word::Since if !first => parts.note(Note::OpenEnd).note(Note::Label),
                        Word::From | Word::Until if first => parts.note(Note::OpenEnd).note(Note::Label),
                        Word::Until if !quarters() => parts.note(Note::OpenStart),
                        _ if closed => return Err(Reason::Syntax),
                        word => {
                            parts.push(*word, pending.take())?;
                            continue;
                        }
                    };
                    closed |= !first && !matches!(word, Word::Morning | Word::Afternoon | Word::Noon | Word::Night);
                    continue;
                }
            };
            match pending {
                _ if first => return Err(Reason::Syntax),
                Some(before) if before == separator && separator != '.' => {
                    parts.note(Note::Separators);
                }
                Some(_) => return Err(Reason::Syntax),
                None => pending = Some(separator),
            }
        }
        // `2024-05-` was cut; `2024. 5. 1.` is whole.
        match pending {
            Some(sign) if sign != '.' && parts.words.as_slice().len() < 3 || words.last() == Some(&Word::Dash) => Err(Reason::Syntax),
            Some(sign) if sign != '.' => {
                parts.note(Note::Separators);
                Ok(parts)
            }
            _ => Ok(parts),
        }
    }

    fn note(&mut self, note: Note) -> &mut Self {
        self.notes = self.notes.with(note);
        self
    }

    fn push(&mut self, word: Word, separator: Option<char>) -> Result<(), Reason> {
        let before = self.words.as_slice().len();
        if let Some(slot) = before.checked_sub(1).and_then(|at| self.separators.get_mut(at)) {
            *slot = separator;
        }
        self.words.push(word).ok_or(Reason::Syntax)
    }
}

/// Reads the words of a date without its time.
pub(super) fn read(words: &[Word], around: Around) -> Result<Read, Reason> {
    let parts = Parts::of(words)?;
    shape(parts.words.as_slice(), &parts, around).map(|read| read.with(parts.notes))
}

fn shape(words: &[Word], parts: &Parts, around: Around) -> Result<Read, Reason> {
    if let Some(start) = around.start
        && let Some(read) = inherited(words, start)
    {
        return read;
    }
    match words {
        [Word::Open(false)] => Err(Reason::Unbounded),
        [Word::Open(true)] => Err(Reason::Relative),
        // 3天前
        [Word::Number { .. }, Word::Days | Word::Day | Word::Week | Word::Month | Word::Minute | Word::Hour]
            if parts.notes.has(Note::OpenStart) || parts.notes.has(Note::OpenEnd) =>
        {
            Err(Reason::Relative)
        }
        [Word::Era(era), n, rest @ ..] => in_era(*era, n, rest),
        [Word::Letter(letter @ (b'm' | b't' | b's' | b'h' | b'r')), n @ Word::Number { digits: 1 | 2, .. }, rest @ ..] if rest.len() > 1 || rest.first() == Some(&Word::Year) => {
            Era::of_letter(*letter).ok_or(Reason::Syntax).and_then(|era| in_era(era, n, rest))
        }
        // 2024年1-3
        [y, Word::Year, Word::Number { value: m, digits: 1 | 2 }, Word::Number { value: d, digits: 1 | 2 }] if parts.separators.last() == Some(&Some('-')) => {
            let (year, notes) = full_year(number(y), true)?;
            numbers::year_month_day(year, *m, *d, true).map(|r| r.with(notes))
        }
        [y @ Word::Number { .. }, rest @ ..] if rest.first() == Some(&Word::Year) => in_year(y, rest),
        [Word::Number { value: year, digits: 3 }, m @ Word::Number { .. }, d @ Word::Number { .. }] if is_minguo(*year) => {
            after_year(Era::Minguo.year(*year)?, &[*m, *d]).map(|r| r.noting(Note::BareEra))
        }
        [Word::Number { value: year, digits: 4 }, rest @ ..] if !rest.is_empty() => match rest {
            [Word::Number { value: m, digits: 1 | 2 }, Word::Number { value: d, digits: 1 | 2 }] => {
                numbers::year_month_day(*year, *m, *d, matches!(parts.separators, [Some('.' | '/'), Some('-'), _]))
            }
            [Word::Number { digits: 4, .. }] => Err(Reason::Syntax),
            _ => after_year(*year, rest),
        },
        [m, Word::Month, y @ Word::Number { digits: 4, .. }] | [m, Word::Month, y @ Word::Number { digits: 4, .. }, Word::Year] => match (number(m), number(y)) {
            (Some((m, _)), Some((y, _))) => Moment::month(y, m).map(Read::one),
            _ => Err(Reason::Syntax),
        },
        [m, Word::Month, d, Word::Day] | [m, Word::Month, d] => Err(without_year(m, d)),
        [Word::Number { value: m, .. }, Word::Month, Word::Number { value: d, .. }, Word::Day, y, rest @ ..]
        | [Word::Number { value: d, .. }, Word::Day, Word::Number { value: m, .. }, Word::Month, y, rest @ ..]
            if matches!(rest, [] | [Word::Year]) =>
        {
            let (year, notes) = full_year(number(y), !rest.is_empty())?;
            Ok(Read::one(Moment::day(date(year, *m, *d)?)).with(notes))
        }
        [y @ Word::Number { digits: 2, .. }, kind @ Word::Letter(b'q' | b'h'), n @ Word::Number { digits: 1, .. }] => {
            let (year, notes) = full_year(number(y), false)?;
            periods::of_year(year, &[*kind, *n]).map(|r| r.with(notes))
        }
        [d, m, Word::Month, y] => numbers::month_in_the_middle(d, m, y, around.order),
        [m, Word::Month] if number(m).is_some() => Err(Reason::PartialDate),
        [Word::Named(m), d, y] => numbers::named(*m, number(d), number(y)),
        [d, Word::Named(m), y] => match (number(d), number(y)) {
            (Some(year @ (_, 4)), day) => numbers::named(*m, day, Some(year)),
            (day, year) => numbers::named(*m, day, year),
        },
        [Word::Named(m), y] | [y, Word::Named(m)] => numbers::named_month(*m, number(y)),
        [Word::Named(_)] => Err(Reason::PartialDate),
        [a] => digits::alone(number(a).ok_or(Reason::Syntax)?, around.order),
        [a, b] => match (number(a), number(b)) {
            (Some((m, 1 | 2)), Some((y, 4))) if (1..=12).contains(&m) => Moment::month(y, m).map(Read::one),
            (Some((_, 1 | 2)), Some((_, 4))) => Err(Reason::BadDate),
            (Some((y, 2)), Some((n, 1 | 2))) if y > 12 && n <= 12 => Err(Reason::PartialDate),
            _ => Err(Reason::Syntax),
        },
        [a, b, c] if number(a).is_some() && number(b).is_some() && number(c).is_some() => match (number(a), number(b), number(c)) {
            (Some(a), Some(b), Some(c)) => numbers::triple(a, b, c, around.order),
            _ => Err(Reason::Syntax),
        },
        _ => periods::year_last(words),
    }
}

/// Why a month and a day alone are no date.
fn without_year(m: &Word, d: &Word) -> Reason {
    // 2000 is a leap year: 2月29日 exists.
    match (number(m), number(d)) {
        (Some((m, _)), Some((d, _))) if date(2000, m, d).is_ok() => Reason::PartialDate,
        (Some(_), Some(_)) => Reason::BadDate,
        _ => Reason::Syntax,
    }
}

fn in_era(era: Era, n: &Word, rest: &[Word]) -> Result<Read, Reason> {
    let (n, digits) = number(n).ok_or(Reason::Syntax)?;
    if digits > 3 || rest.is_empty() {
        return Err(Reason::Syntax);
    }
    era.check(after_year(era.year(n)?, rest)?)
}

/// The year that a number stands for: two digits are of 1970 to 2069, three (where marked) of the 民国 era.
pub(super) fn full_year(year: Option<Number>, marked: bool) -> Result<(u64, Notes), Reason> {
    match year {
        Some((y, 4)) => Ok((y, Notes::NONE)),
        Some((y, 2)) => Ok((century(y), Notes::of(Note::TwoDigitYear))),
        Some((y, 3)) if marked && is_minguo(y) => Ok((Era::Minguo.year(y)?, Notes::of(Note::BareEra))),
        Some(_) => Err(Reason::BadDate),
        None => Err(Reason::Syntax),
    }
}

fn in_year(y: &Word, rest: &[Word]) -> Result<Read, Reason> {
    let (year, notes) = full_year(number(y), true)?;
    after_year(year, rest).map(|r| r.with(notes))
}

/// Reads what stands behind the year; 年 itself may stand in front of it.
fn after_year(year: u64, rest: &[Word]) -> Result<Read, Reason> {
    let rest = rest.strip_prefix(&[Word::Year]).unwrap_or(rest);
    let small = |digits: u8| matches!(digits, 1 | 2);
    match rest {
        [] => Moment::year(year).map(Read::one),
        [Word::Number { value: m, digits }] | [Word::Number { value: m, digits }, Word::Month] if small(*digits) => Moment::month(year, *m).map(Read::one),
        [Word::Named(m)] => Moment::month(year, u64::from(*m)).map(Read::one),
        [Word::Named(m), Word::Number { value: d, .. }] | [Word::Named(m), Word::Number { value: d, .. }, Word::Day] => Ok(Read::one(Moment::day(date(year, u64::from(*m), *d)?))),
        [Word::Number { value: m, .. }, Word::Month, Word::Number { value: d, .. }, tail @ ..] | [Word::Number { value: m, .. }, Word::Number { value: d, .. }, tail @ ..]
            if matches!(tail, [] | [Word::Day]) =>
        {
            Ok(Read::one(Moment::day(date(year, *m, *d)?)))
        }
        _ => periods::of_year(year, rest),
    }
}

/// The end of a range that leaves out what it shares with the start.
fn inherited(words: &[Word], start: Moment) -> Option<Result<Read, Reason>> {
    let (year, month) = (year_of(start.date), u64::from(start.date.month()));
    let day = |m: u64, d: u64| Some(date(year, m, d).map(|d| Read::one(Moment::day(d))));
    let month_of = |m: u64| Some(Moment::month(year, m).map(Read::one));
    match (start.precision, words) {
        (_, []) if start.time.is_some() => Some(Ok(Read::one(Moment::day(start.date)))),
        (_, [Word::Number { value: m, digits: 1 | 2 }, Word::Month, Word::Number { value: d, digits: 1 | 2 }])
        | (_, [Word::Number { value: m, digits: 1 | 2 }, Word::Month, Word::Number { value: d, digits: 1 | 2 }, Word::Day]) => day(*m, *d),
        (_, [Word::Number { value: m, digits: 1 | 2 }, Word::Month]) | (Precision::Month, [Word::Number { value: m, digits: 1 | 2 }]) => month_of(*m),
        (Precision::Day, [Word::Number { value: m, digits: 1 | 2 }, Word::Number { value: d, digits: 1 | 2 }]) => day(*m, *d),
        (Precision::Day, [Word::Number { value: d, digits: 1 | 2 }] | [Word::Number { value: d, digits: 1 | 2 }, Word::Day]) => day(month, *d),
        (_, [Word::Named(m), Word::Number { value: d, digits: 1 | 2 }] | [Word::Number { value: d, digits: 1 | 2 }, Word::Named(m)]) => day(u64::from(*m), *d),
        (_, [Word::Named(m)]) => month_of(u64::from(*m)),
        (_, [Word::Number { digits: 1 | 2, .. }, Word::Quarter] | [Word::Nth, ..] | [Word::Letter(b'q'), Word::Number { .. }]) => Some(periods::of_year(year, words)),
        _ => None,
    }
}
