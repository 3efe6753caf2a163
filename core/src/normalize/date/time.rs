//! The time of day in the words of a date.

use super::civil::Time;
use super::lex::{Word, Words};
use crate::model::Reason;

/// Takes the time of day out of the words; `true` for 24:00.
pub(super) fn take_time(words: &Words) -> Result<(Words, Option<(Time, bool)>), Reason> {
    let all = words.as_slice();
    let starts = |pair: &[Word]| matches!(pair, [Word::Number { digits: 1 | 2, .. }, Word::Separator(':') | Word::Hour]);
    let Some(mut start) = all.windows(2).position(starts) else {
        return compact_time(words);
    };
    let mut hour = value(all, start);
    let mut rest = all.get(start + 2..).unwrap_or_default();
    let colon = all.get(start + 1) == Some(&Word::Separator(':'));
    let (mut minute, mut second) = (0, 0);
    if let [Word::Number { value, digits: 1 | 2 }, tail @ ..] = rest {
        (minute, rest) = (*value, tail);
        rest = skip(rest, Word::Minute);
        if let [Word::Separator(':'), Word::Number { value, digits: 1 | 2 }, tail @ ..] = rest {
            (second, rest) = (*value, tail);
        } else if let [Word::Number { value, digits: 1 | 2 }, Word::Second, tail @ ..] = rest
            && !colon
        {
            (second, rest) = (*value, tail);
        }
        rest = skip(rest, Word::Second);
        if let [Word::Separator('.'), Word::Number { .. }, tail @ ..] = rest {
            rest = tail; // parts of a second
        }
    } else if let [Word::Half, tail @ ..] = rest {
        (minute, rest) = (30, tail);
    } else if colon {
        return Err(Reason::Syntax);
    }
    rest = halves(all, &mut start, rest, &mut hour);
    let (offset, rest) = offset(rest)?;
    let before = all.get(..start).unwrap_or_default();
    let before = before.strip_suffix(&[Word::Time]).unwrap_or(before);
    let mut left = Words::new();
    before.iter().chain([&Word::Blank]).chain(rest).try_for_each(|w| left.push(*w)).ok_or(Reason::Syntax)?;
    let time = of(hour, minute, second, offset)?;
    Ok((trimmed(&left), Some(time)))
}

/// Applies 上午, 下午, am, pm in front of or behind the time.
fn halves<'a>(all: &[Word], start: &mut usize, rest: &'a [Word], hour: &mut u64) -> &'a [Word] {
    let is_half = |w: &Word| matches!(w, Word::Morning | Word::Afternoon | Word::Noon);
    let back = skip(rest, Word::Blank);
    let (half, tail) = match back {
        [half, tail @ ..] if is_half(half) => {
            // a.m.
            let tail = if let [Word::Separator('.'), tail @ ..] = tail { skip(skip(tail, Word::Blank), Word::Separator('.')) } else { tail };
            (Some(*half), tail)
        }
        _ => {
            let mut at = *start;
            while at > 0 && all.get(at - 1) == Some(&Word::Blank) {
                at -= 1;
            }
            let half = at.checked_sub(1).and_then(|i| all.get(i)).filter(|w| is_half(w)).copied();
            if half.is_some() {
                *start = at - 1;
            }
            (half, rest)
        }
    };
    match half {
        Some(Word::Morning) if *hour == 12 => *hour = 0,
        Some(Word::Afternoon) if *hour < 12 => *hour += 12,
        Some(Word::Noon) if *hour < 3 => *hour += 12,
        _ => {}
    }
    tail
}

/// The zone behind a time: `Z`, `+08:00`, `+0800`, `GMT+8`.
fn offset(rest: &[Word]) -> Result<(Option<i16>, &[Word]), Reason> {
    let named = skip(rest, Word::Blank);
    let (zulu, rest) = match named {
        [Word::Zulu, tail @ ..] => (true, tail),
        _ => (false, rest),
    };
    let signed = skip(rest, Word::Blank);
    let [Word::Separator(sign @ ('+' | '-')), Word::Number { value, digits }, tail @ ..] = signed else {
        return Ok((zulu.then_some(0), rest));
    };
    let (minutes, tail) = match (digits, tail) {
        (1 | 2, [Word::Separator(':'), Word::Number { value: minutes, digits: 2 }, tail @ ..]) => (value * 60 + minutes, tail),
        (1 | 2, _) => (value * 60, tail),
        (4, _) => (value / 100 * 60 + value % 100, tail),
        _ => return Err(Reason::Syntax),
    };
    let minutes = i16::try_from(minutes).ok().filter(|m| *m <= 14 * 60).ok_or(Reason::Syntax)?;
    Ok((Some(if *sign == '-' { -minutes } else { minutes }), tail))
}

/// `20240501T102311`, `20240501 1023`.
fn compact_time(words: &Words) -> Result<(Words, Option<(Time, bool)>), Reason> {
    let [date @ Word::Number { digits: 8, .. }, Word::Time | Word::Blank, Word::Number { value, digits: digits @ (4 | 6) }, rest @ ..] = words.as_slice() else {
        return Ok((trimmed(words), None));
    };
    let (offset, rest) = offset(rest)?;
    if !rest.is_empty() {
        return Err(Reason::Syntax);
    }
    let seconds = if *digits == 6 { value % 100 } else { 0 };
    let hm = if *digits == 6 { value / 100 } else { *value };
    let mut left = Words::new();
    left.push(*date).ok_or(Reason::Syntax)?;
    Ok((left, Some(of(hm / 100, hm % 100, seconds, offset)?)))
}

/// A time of day; `true` for 24:00.
pub(super) fn of(hour: u64, minute: u64, second: u64, offset: Option<i16>) -> Result<(Time, bool), Reason> {
    if minute > 59 || second > 59 || hour > 24 || hour == 24 && minute + second > 0 {
        return Err(Reason::BadDate);
    }
    let seconds = u32::try_from(hour % 24 * 3600 + minute * 60 + second).map_err(|_| Reason::BadDate)?;
    Ok((Time { seconds, offset }, hour == 24))
}

fn skip(words: &[Word], word: Word) -> &[Word] {
    match words {
        [first, rest @ ..] if *first == word => rest,
        _ => words,
    }
}

fn value(words: &[Word], at: usize) -> u64 {
    match words.get(at) {
        Some(Word::Number { value, .. }) => *value,
        _ => 0,
    }
}

/// The words without blanks around them.
fn trimmed(words: &Words) -> Words {
    let mut out = Words::new();
    let slice = words.as_slice();
    let slice = slice.strip_suffix(&[Word::Blank]).unwrap_or(slice);
    for word in slice {
        if out.push(*word).is_none() {
            break;
        }
    }
    out
}
