//! The time of day in the words of a date.
//!
//! `10:23`, `10时23分11秒`, `3点半`, `三点一刻`, `下午3:05`, `3 PM`, `T102311`, `10.23.11` behind a date, with parts of a second
//! (dropped) and a zone.

use super::civil::{Time, Zone};
use super::lex::{Word, Words};
use super::note::{Note, Notes};
use crate::model::Reason;

/// A time of day found among the words of a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) time: Time,
    /// It is midnight at the end of the day.
    pub(super) next_day: bool,
    pub(super) notes: Notes,
}

/// Takes the time of day out of the words; what is left of them stands in `left`.
pub(super) fn take(all: &[Word], left: &mut Words) -> Result<Option<Found>, Reason> {
    let Some(start) = start(all) else {
        return compact(all, left);
    };
    let mut clock = Clock { hour: value(all, start), minute: 0, second: None };
    let rest = clock.minutes(all, start)?;
    let (half, start, rest) = half_of_day(all, start, rest);
    let (next_day, notes) = clock.apply(half);
    let designated = all.get(..start).is_some_and(|before| before.last() == Some(&Word::Letter(b't')));
    let (zone, rest) = zone(rest, &clock, designated)?;
    let before = all.get(..start).unwrap_or_default();
    let before = before.strip_suffix(&[Word::Letter(b't')]).unwrap_or(before);
    // 01/May/2024:10:23:11, 2024-05-01-10:23
    let before = before.strip_suffix(&[Word::Separator(':')]).or_else(|| before.strip_suffix(&[Word::Separator('-')])).unwrap_or(before);
    let (zone, rest) = match (zone, all) {
        (Zone::None, [Word::Zone(minutes), ..]) => (Zone::East(*minutes), rest),
        (Zone::None, _) => late_zone(rest)?,
        _ => (zone, rest),
    };
    fill(left, before, rest)?;
    let time = Time { zone, ..Time::new(clock.hour, clock.minute, clock.second)? };
    Ok(Some(Found { time: if next_day || time.hour == 24 { Time { hour: 0, ..time } } else { time }, next_day: next_day || time.hour == 24, notes }))
}

/// Where the hour stands.
fn start(all: &[Word]) -> Option<usize> {
    // 2024:05:01 10:23:11, as cameras write it: the first two colons are not of the time.
    let skip = match all {
        [Word::Number { digits: 4, .. }, Word::Separator(':'), Word::Number { .. }, Word::Separator(':'), Word::Number { .. }, ..] => 5,
        _ => 0,
    };
    // 2024-05-01+08:00: a zone without a time.
    let offset = |at: &usize| at.checked_sub(1).is_some_and(|before| all.get(before) == Some(&Word::Separator('+')));
    (skip..all.len()).filter(|at| !offset(at)).find(|at| match all.get(*at..).unwrap_or_default() {
        [Word::Number { digits: 1 | 2, .. }, Word::Separator(':'), Word::Number { digits: 1 | 2, .. }, ..] => true,
        [Word::Number { digits: 1 | 2, .. }, Word::Hour, ..] => true,
        [Word::Number { digits: 1 | 2, .. }, Word::Letter(b'h'), Word::Number { digits: 2, .. }, ..] => true,
        // May 1, 2024 3 PM; but 2024-05-01 AM
        [Word::Number { digits: 1 | 2, .. }, rest @ ..] if matches!(skip_blank(rest), [Word::Afternoon | Word::Morning, ..]) => {
            at.checked_sub(1).is_some_and(|before| all.get(before) == Some(&Word::Blank))
        }
        _ => false,
    })
}

/// The numbers on the face of a clock.
struct Clock {
    hour: u64,
    minute: u64,
    second: Option<u64>,
}

impl Clock {
    /// Reads minutes and seconds behind the hour; gives the words behind them.
    fn minutes<'a>(&mut self, all: &'a [Word], start: usize) -> Result<&'a [Word], Reason> {
        let mark = all.get(start + 1).copied();
        let mut rest = all.get(start + 2..).unwrap_or_default();
        if matches!(mark, Some(Word::Blank | Word::Morning | Word::Afternoon)) {
            return Ok(all.get(start + 1..).unwrap_or_default());
        }
        let colon = mark == Some(Word::Separator(':'));
        // 9时 30分
        if let [Word::Blank, tail @ ..] = rest
            && matches!(tail, [Word::Number { .. }, Word::Minute, ..])
        {
            rest = tail;
        }
        rest = match rest {
            // 三点零五分
            [Word::Number { value: 0, digits: 1 }, Word::Number { value, digits: 1 }, tail @ ..] if !colon => {
                self.minute = *value;
                skip(tail, Word::Minute)
            }
            [Word::Number { value, digits: 1 | 2 }, Word::QuarterHour, tail @ ..] if !colon => {
                self.minute = value * 15;
                return Ok(tail);
            }
            [Word::Number { value, digits: 1 | 2 }, tail @ ..] => {
                self.minute = *value;
                skip(tail, Word::Minute)
            }
            [Word::Half, tail @ ..] if !colon => {
                self.minute = 30;
                return Ok(tail);
            }
            _ if colon => return Err(Reason::Syntax),
            _ => return Ok(rest),
        };
        match rest {
            [Word::Separator(':'), Word::Number { value, digits: 1 | 2 }, tail @ ..] => (self.second, rest) = (Some(*value), skip(tail, Word::Second)),
            [Word::Number { value, digits: 1 | 2 }, Word::Second, tail @ ..] | [Word::Blank, Word::Number { value, digits: 1 | 2 }, Word::Second, tail @ ..] if !colon => {
                (self.second, rest) = (Some(*value), tail);
            }
            _ => {}
        }
        // Parts of a second.
        if self.second.is_some() {
            rest = match rest {
                [Word::Separator('.' | ':'), Word::Number { .. }, tail @ ..] => tail,
                [Word::Blank, Word::Number { digits: 3 | 6, .. }, tail @ ..] => tail,
                _ => rest,
            };
        }
        Ok(rest)
    }

    /// Applies 上午, 下午, am, pm; true when it is midnight at the end of the day.
    fn apply(&mut self, half: Option<Word>) -> (bool, Notes) {
        match half {
            Some(Word::Morning) if self.hour == 12 => self.hour = 0,
            Some(Word::Afternoon) if self.hour < 12 => self.hour += 12,
            Some(Word::Noon) if self.hour < 4 => self.hour += 12,
            Some(Word::Night) if (5..12).contains(&self.hour) => self.hour += 12,
            Some(Word::Night) if self.hour == 12 => {
                self.hour = 0;
                return (true, Notes::of(Note::Assumed));
            }
            _ => {}
        }
        (false, Notes::NONE)
    }
}

/// 上午, 下午, am, pm in front of the time or behind it; where the time begins with it, and the words behind.
fn half_of_day<'a>(all: &[Word], start: usize, rest: &'a [Word]) -> (Option<Word>, usize, &'a [Word]) {
    let is_half = |w: &Word| matches!(w, Word::Morning | Word::Afternoon | Word::Noon | Word::Night);
    if let [half, tail @ ..] = skip_blank(rest)
        && is_half(half)
    {
        return (Some(*half), start, tail);
    }
    let before = all.get(..start).unwrap_or_default();
    let before = before.strip_suffix(&[Word::Blank]).unwrap_or(before);
    match before.split_last() {
        Some((half, before)) if is_half(half) => (Some(*half), before.len(), rest),
        _ => (None, start, rest),
    }
}

/// The zone behind a time: `Z`, `+08:00`, `+0800`, `GMT+8`.
fn zone<'a>(rest: &'a [Word], clock: &Clock, designated: bool) -> Result<(Zone, &'a [Word]), Reason> {
    let (named, rest) = match skip_blank(rest) {
        [Word::Zulu, tail @ ..] => (Zone::Zulu, tail),
        [Word::Zone(minutes), tail @ ..] => (Zone::East(*minutes), tail),
        _ => (Zone::None, rest),
    };
    match signed(skip_blank(rest))? {
        // 10:00-12:00 is from ten to twelve.
        Some((minutes, _))
            if minutes < 0 && named == Zone::None && !designated && clock.second.is_none() && i64::from(-minutes) > (clock.hour * 60 + clock.minute).cast_signed() =>
        {
            Ok((named, rest))
        }
        Some((minutes, tail)) => Ok((Zone::East(minutes), tail)),
        None => Ok((named, rest)),
    }
}

/// `+08:00`, `-0500`, `+8` in minutes.
fn signed(words: &[Word]) -> Result<Option<(i16, &[Word])>, Reason> {
    let [Word::Separator(sign @ ('+' | '-')), Word::Number { value, digits }, tail @ ..] = words else {
        return Ok(None);
    };
    let (hours, minutes, tail) = match (digits, tail) {
        (1 | 2, [Word::Separator(':'), Word::Number { value: minutes, digits: 2 }, tail @ ..]) => (*value, *minutes, tail),
        (1 | 2, _) => (*value, 0, tail),
        (4, _) => (value / 100, value % 100, tail),
        // A date: the end of a range.
        _ => return Ok(None),
    };
    // 2024-05-01 10:00 - 2024-05-02
    if *sign == '-' && matches!(tail, [Word::Separator('-' | '/' | '.') | Word::Year, ..]) {
        return Ok(None);
    }
    if hours > 14 || minutes > 59 {
        return if *sign == '-' { Ok(None) } else { Err(Reason::BadDate) };
    }
    let minutes = i16::try_from(hours * 60 + minutes).map_err(|_| Reason::BadDate)?;
    Ok(Some((if *sign == '-' { -minutes } else { minutes }, tail)))
}

/// `May 1 10:23:11 2024 +0800`: the zone behind the year.
fn late_zone(rest: &[Word]) -> Result<(Zone, &[Word]), Reason> {
    if let [year @ .., Word::Blank, Word::Separator('+' | '-'), Word::Number { digits: 4, .. }] = rest
        && matches!(year, [Word::Blank, Word::Number { digits: 4, .. }] | [Word::Number { digits: 4, .. }])
        && let Some((minutes, _)) = signed(rest.get(year.len() + 1..).unwrap_or_default())?
    {
        return Ok((Zone::East(minutes), year));
    }
    Ok((Zone::None, rest))
}

/// `20240501T102311`, `2024-05-01T1023`, `20240501 1023`.
fn compact(all: &[Word], left: &mut Words) -> Result<Option<Found>, Reason> {
    let found = (1..all.len()).find_map(|at| match all.get(at - 1..)? {
        [Word::Number { .. } | Word::Day, Word::Letter(b't'), Word::Number { value, digits: digits @ (2 | 4 | 6 | 9) }, rest @ ..] => Some((at, *value, *digits, rest)),
        [Word::Number { digits: 8, .. }, Word::Blank | Word::Separator('-'), Word::Number { value, digits: digits @ (4 | 6 | 9) }, rest @ ..] => Some((at, *value, *digits, rest)),
        [Word::Number { digits: 2, .. }, Word::Blank | Word::Separator('-'), Word::Number { value, digits: digits @ 6 }, rest @ ..] if at > 4 => Some((at, *value, *digits, rest)),
        _ => None,
    });
    let Some((at, value, digits, rest)) = found else {
        return Ok(None);
    };
    let clock = match digits {
        2 => Clock { hour: value, minute: 0, second: None },
        4 => Clock { hour: value / 100, minute: value % 100, second: None },
        6 => Clock { hour: value / 10_000, minute: value / 100 % 100, second: Some(value % 100) },
        _ => Clock { hour: value / 10_000_000, minute: value / 100_000 % 100, second: Some(value / 1000 % 100) },
    };
    // Four digits behind a date may be a year.
    if clock.hour > 24 || clock.minute > 59 {
        return Ok(None);
    }
    let rest = match rest {
        [Word::Separator('.'), Word::Number { .. }, tail @ ..] => tail,
        _ => rest,
    };
    let (zone, rest) = zone(rest, &clock, true)?;
    let time = Time { zone, ..Time::new(clock.hour, clock.minute, clock.second)? };
    fill(left, all.get(..at).unwrap_or_default(), rest)?;
    Ok(Some(Found { time: if time.hour == 24 { Time { hour: 0, ..time } } else { time }, next_day: time.hour == 24, notes: Notes::NONE }))
}

/// `2024-05-01-10.23.11`, `01-MAY-24 10.23.11.123456 AM`, `2024, 5, 1, 10, 23`: a time that only its place tells; the words of the date.
pub(super) fn behind(all: &[Word]) -> Option<(&[Word], Result<Time, Reason>)> {
    let two = |w: &Word| matches!(w, Word::Number { digits: 1 | 2, .. });
    let (all, half) = match all {
        [before @ .., Word::Blank, half @ (Word::Morning | Word::Afternoon)] => (before, Some(*half)),
        _ => (all, None),
    };
    // 2024, 5, 1, 10, 23, 11
    if let [Word::Number { digits: 4, .. }, Word::Blank, _, Word::Blank, _, Word::Blank, h, Word::Blank, m, rest @ ..] = all
        && let [] | [Word::Blank, _] = rest
        && two(h)
        && two(m)
    {
        return Some((all.get(..5)?, Time::new(number(h), number(m), rest.last().map(number))));
    }
    // 2024-05-01_10-23-11
    if let [before @ .., Word::Blank, h, Word::Separator('-'), m, Word::Separator('-'), s] = all
        && two(h)
        && two(m)
        && two(s)
    {
        return Some((before, Time::new(number(h), number(m), Some(number(s)))));
    }
    let tail = all.iter().rev().take_while(|w| matches!(w, Word::Number { .. } | Word::Separator('.'))).count();
    let (before, tail) = all.split_at_checked(all.len() - tail)?;
    let (divider, before) = before.split_last()?;
    if !matches!(divider, Word::Blank | Word::Separator('-') | Word::Letter(b't')) || *divider != Word::Blank && before.contains(&Word::Separator('.')) {
        return None;
    }
    let mut clock = match tail {
        [h, Word::Separator('.'), m, Word::Separator('.'), s, rest @ ..] if two(h) && two(m) && two(s) && matches!(rest, [] | [Word::Separator('.'), Word::Number { .. }]) => {
            Clock { hour: number(h), minute: number(m), second: Some(number(s)) }
        }
        [h, Word::Separator('.'), m @ Word::Number { digits: 2, .. }] if two(h) && *divider == Word::Blank => Clock { hour: number(h), minute: number(m), second: None },
        _ => return None,
    };
    clock.apply(half);
    Some((before, Time::new(clock.hour, clock.minute, clock.second)))
}

/// The words of a date without its time.
fn fill(left: &mut Words, before: &[Word], rest: &[Word]) -> Result<(), Reason> {
    before.iter().chain([&Word::Blank]).chain(rest).try_for_each(|w| left.push(*w)).ok_or(Reason::Syntax)
}

fn skip_blank(words: &[Word]) -> &[Word] {
    skip(words, Word::Blank)
}

fn skip(words: &[Word], word: Word) -> &[Word] {
    match words {
        [first, rest @ ..] if *first == word => rest,
        _ => words,
    }
}

fn value(words: &[Word], at: usize) -> u64 {
    words.get(at).map_or(0, number)
}

fn number(word: &Word) -> u64 {
    match word {
        Word::Number { value, .. } => *value,
        _ => 0,
    }
}
