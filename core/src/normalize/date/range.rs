//! One date, a range of two, or several dates, in the words of a text.
//!
//! The end of a range may leave out what it shares with the start: `2023年1月1日至12月31日`, `2023年1月-3月`, `2024.5.1-3`,
//! `1–3 May 2024`, `2024-05-01 10:00-12:00`.

use super::civil::{Moment, Precision, Read, Reading, Time, date as civil_date, year_of};
use super::lex::{Word, Words};
use super::note::{Note, Notes};
use super::parts::{self, Around};
use super::time;
use crate::model::Reason;
use crate::schema::DateOrder;
use chrono::Datelike;

/// Reads the words of a text.
pub(super) fn read(words: &Words, order: DateOrder) -> Result<Read, Reason> {
    let all = words.as_slice();
    let whole = match moment(all, Around { order, start: None }) {
        Ok(read) => return Ok(read.with(words.notes)),
        Err(reason) => reason,
    };
    let found = match span(all, order) {
        Some(found) => found,
        None => several(words, order).ok_or(whole),
    };
    found.map(|read| read.with(words.notes))
}

/// Reads one date with or without a time.
fn moment(all: &[Word], around: Around) -> Result<Read, Reason> {
    // 2024-05-01+08:00
    if let [date @ .., Word::Separator('+'), Word::Number { digits: 2, .. }, Word::Separator(':'), Word::Number { digits: 2, .. }] = all
        && !date.contains(&Word::Separator(':'))
        && let Ok(read) = parts::read(date, around)
    {
        return Ok(read);
    }
    let mut left = Words::new();
    let Some(found) = time::take(all, &mut left)? else {
        return parts::read(all, around).or_else(|reason| match time::behind(all) {
            Some((date, time)) => at(parts::read(date, around)?, time?, false),
            None => Err(reason),
        });
    };
    at(parts::read(left.as_slice(), around)?, found.time, found.next_day).map(|r| r.with(found.notes))
}

/// A day with a time.
fn at(read: Read, time: Time, next_day: bool) -> Result<Read, Reason> {
    let put = |moment: Moment| {
        if moment.time.is_some() || moment.precision != Precision::Day {
            return Err(Reason::Syntax);
        }
        // The last year of all stays: its last day stands for none.
        let date = match moment.date.succ_opt().filter(|_| next_day && moment.date.year() != 9999) {
            Some(next) => civil_date(year_of(next), u64::from(next.month()), u64::from(next.day()))?,
            None => moment.date,
        };
        Ok(Moment { date, time: Some(time), ..moment })
    };
    let reading = match read.reading {
        Reading::One(moment) => Reading::One(put(moment)?),
        Reading::Either(mut moments) => {
            for moment in moments.iter_mut().flatten() {
                *moment = put(*moment)?;
            }
            Reading::Either(moments)
        }
        Reading::Span(..) => return Err(Reason::Syntax),
    };
    Ok(Read { reading, ..read })
}

/// What may divide two dates, the clearest first. `-` and `/` also divide the parts of one.
const DIVIDERS: [Word; 4] = [Word::To, Word::Dash, Word::Separator('-'), Word::Separator('/')];

/// Reads `A至B`; `None` when there are no two dates.
fn span(all: &[Word], order: DateOrder) -> Option<Result<Read, Reason>> {
    // 2015年3月2日起长期有效
    if let [from @ .., Word::Open(_)] = all
        && !from.is_empty()
        && let Ok(read) = moment(trim(from), Around { order, start: None })
    {
        return Some(join((read.noting(Note::OpenEnd), None)));
    }
    let mut worst = None;
    for divider in DIVIDERS {
        // Where some stand between blanks, only those divide.
        let spaced = |at: usize| at.checked_sub(1).is_some_and(|before| all.get(before) == Some(&Word::Blank)) && all.get(at + 1) == Some(&Word::Blank);
        let divides = |at: &usize| all.get(*at) == Some(&divider);
        let any = (0..all.len()).filter(divides).any(spaced);
        for at in (0..all.len()).filter(divides).filter(|at| !any || spaced(*at)) {
            let (from, to) = (all.get(..at)?, all.get(at + 1..)?);
            if to.contains(&Word::To) && !matches!(to, [Word::To, ..]) && divider != Word::To {
                continue;
            }
            match ends(trim(from), trim(to), divider, order) {
                Ok(read) => return Some(Ok(read)),
                // Where the divider is plain, the text is a range, and what is wrong with it is said.
                Err(reason) if divider == Word::To && reason != Reason::Syntax => worst = worst.or(Some(reason)),
                Err(reason @ Reason::Range) => worst = worst.or(Some(reason)),
                Err(_) => {}
            }
        }
    }
    worst.map(Err)
}

/// Words without blanks, dividers and 起 at the ends.
fn trim(mut words: &[Word]) -> &[Word] {
    while let [Word::Blank | Word::To | Word::Dash | Word::Separator('-') | Word::From, rest @ ..] = words {
        words = rest;
    }
    while let [rest @ .., Word::Blank | Word::Since | Word::To | Word::Dash | Word::Separator('-')] = words {
        words = rest;
    }
    words
}

fn ends(from: &[Word], to: &[Word], divider: Word, order: DateOrder) -> Result<Read, Reason> {
    let found = pair(from, to, divider, order)?;
    let settled = |(a, b): &(Read, Option<Read>)| !matches!(a.reading, Reading::Either(_)) && !b.is_some_and(|b| matches!(b.reading, Reading::Either(_)));
    if settled(&found) || order != DateOrder::Unknown {
        return join(found);
    }
    // One end may decide the order of the other.
    let tried = [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| {
        let found = pair(from, to, divider, order).ok().filter(settled)?;
        let against = found.0.notes.and(found.1.map_or(Notes::NONE, |r| r.notes)).has(Note::AgainstOrder);
        join(found).ok().filter(|_| !against)
    });
    match tried {
        [Some(read), None] | [None, Some(read)] => Ok(read),
        _ => join(found),
    }
}

/// Both ends; no end for an open one.
fn pair(from: &[Word], to: &[Word], divider: Word, order: DateOrder) -> Result<(Read, Option<Read>), Reason> {
    let around = Around { order, start: None };
    // May 12–17, 2024: without the year of the end, the start would be May 2012.
    let yearless = from.iter().any(|w| matches!(w, Word::Named(_))) && !from.iter().any(|w| matches!(w, Word::Number { digits: 4, .. }));
    if yearless && let Some((first, second)) = shared(from, to, order) {
        return Ok((first, Some(second)));
    }
    let first = match (moment(from, around), to) {
        // 一至三季度
        (Err(_), [.., Word::Quarter]) => moment(joined(from, &[Word::Quarter])?.as_slice(), around)?,
        (Err(reason), _) => return shared(from, to, order).map(|(a, b)| (a, Some(b))).ok_or(reason),
        (Ok(read), _) => read,
    };
    let open = matches!(to, [Word::Open(_)]) || matches!(divider, Word::To | Word::Dash) && matches!(to, [] | [Word::Separator('-')]);
    if open {
        return Ok((first.noting(Note::OpenEnd), None));
    }
    let start = match first.reading {
        Reading::One(moment) | Reading::Span(moment, _) | Reading::Either([Some(moment), ..]) => moment,
        Reading::Either(_) => return Err(Reason::Syntax),
    };
    // 2024-05-32 is no range to the 32nd: where `-` divides the parts of the start as well, the end is a whole date too.
    let plain = matches!(divider, Word::To | Word::Dash);
    let clock = matches!(to, [Word::Number { .. }, Word::Separator(':') | Word::Hour, ..]);
    let whole = !plain && !clock && from.contains(&divider);
    let second = moment(to, Around { order, start: (!whole).then_some(start) })?;
    let precision = |read: &Read| match read.reading {
        Reading::One(moment) | Reading::Either([Some(moment), ..]) => Some(moment.precision),
        _ => None,
    };
    let alike = |a: &Read, b: &Read| precision(a) == precision(b) || precision(a).is_none() || precision(b).is_none();
    if !plain && !alike(&first, &second) {
        return Err(Reason::Syntax);
    }
    Ok((first, Some(second)))
}

/// `May 1–3, 2024`, `1–3 May 2024`, `1 May – 3 June 2024`: the start shares what stands at the end.
fn shared(from: &[Word], to: &[Word], order: DateOrder) -> Option<(Read, Read)> {
    if from.is_empty() {
        return None;
    }
    let around = Around { order, start: None };
    let day = |date: Option<chrono::NaiveDate>| date.map(|d| Read::one(Moment::day(d)));
    if let Some(end) = moment(to, around).ok().filter(|_| to.iter().any(|w| matches!(w, Word::Named(_)))) {
        let date = end.moment()?.date;
        let start = match from {
            [Word::Number { value, digits: 1 | 2 }] => day(date.with_day(u32::try_from(*value).ok()?))?,
            _ => {
                let year = Word::Number { value: year_of(date), digits: 4 };
                moment(joined(from, &[Word::Blank, year]).ok()?.as_slice(), around).ok()?
            }
        };
        return Some((start, end));
    }
    let year = *to.last().filter(|w| matches!(w, Word::Number { digits: 4, .. }))?;
    let [Word::Number { value, digits: 1 | 2 }, Word::Blank, _] = to else {
        return None;
    };
    let start = moment(joined(from, &[Word::Blank, year]).ok()?.as_slice(), around).ok()?;
    let end = day(start.moment()?.date.with_day(u32::try_from(*value).ok()?))?;
    Some((start, end))
}

fn joined(words: &[Word], more: &[Word]) -> Result<Words, Reason> {
    let mut out = Words::new();
    words.iter().chain(more).try_for_each(|w| out.push(*w)).ok_or(Reason::Syntax)?;
    Ok(out)
}

/// The range from one end to the other.
fn join((first, second): (Read, Option<Read>)) -> Result<Read, Reason> {
    let notes = first.notes.and(second.map_or(Notes::NONE, |r| r.notes)).with(Note::Range);
    let start = match first.reading {
        Reading::One(moment) | Reading::Span(moment, _) => moment,
        Reading::Either(_) => return Ok(Read { notes, ..first }),
    };
    let end = match second.map(|r| r.reading) {
        None => None,
        Some(Reading::One(moment) | Reading::Span(_, Some(moment))) => Some(moment),
        Some(Reading::Span(_, None)) => return Err(Reason::Syntax),
        Some(Reading::Either(_)) => return Ok(Read { reading: Reading::Either([Some(start), None, None]), notes }),
    };
    if end.is_some_and(|end| start.date > end.last()) {
        return Err(Reason::Range);
    }
    Ok(Read { reading: Reading::Span(start, end), notes })
}

/// `2024-05-01, 2024-06-01`: the first of several dates. Behind a comma, a date may leave out what it shares with the first.
fn several(words: &Words, order: DateOrder) -> Option<Read> {
    let all = words.as_slice();
    (0..all.len()).filter(|at| all.get(*at) == Some(&Word::Blank)).find_map(|at| {
        let comma = words.is_comma(at);
        let first = moment(trim(all.get(..at)?), Around { order, start: None }).ok()?;
        let marked = || all.get(..at).is_some_and(|words| words.contains(&Word::Month));
        let start = first.moment().filter(|m| m.precision == Precision::Day || m.precision == Precision::Month && marked())?;
        let rest = trim(all.get(at + 1..)?);
        let around = Around { order, start: comma.then_some(start) };
        let next = |words: &[Word]| moment(words, around).is_ok_and(|r| r.moment().is_some_and(|m| m.precision == start.precision));
        let cut = (0..rest.len()).filter(|at| rest.get(*at) == Some(&Word::Blank)).any(|cut| rest.get(..cut).is_some_and(next));
        (cut || next(rest)).then(|| first.noting(Note::Multiple))
    })
}
