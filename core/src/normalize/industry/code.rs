//! Codes: a letter, two to four digits, or both, as people and spreadsheets write them.
//!
//! | written | code |
//! |---|---|
//! | `C35`, `c-35`, `Ｃ３５` | 35 |
//! | `A111` | 0111: a spreadsheet dropped the zero (111 lies in B) |
//! | `3500` | 35: filled up with zeros |
//! | `P82` | none: the letter is that of the edition of 2011 |

use super::set::Set;
use crate::data::industry::{Code, Industries, older_edition};
use crate::text::fold::width;

/// A code as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// The section, a capital.
    pub(super) letter: Option<u8>,
    digits: [u8; 4],
    count: u8,
}

impl Token {
    /// The digits, none for a section alone.
    pub(super) fn digits(&self) -> &str {
        self.digits.get(..usize::from(self.count)).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }
}

/// What a code stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reading {
    /// A code of the standard.
    Sure(u16),
    /// One with a zero put in front.
    Zero(u16),
    /// A higher one, filled up with zeros.
    Filled(u16),
    /// The letter is not that of the digits, but was in an older edition.
    Older(u16),
    /// The letter is not that of the digits.
    Contradiction,
    /// No such code.
    Unknown,
}

/// Takes a code off the front of a text.
pub(super) fn token(text: &str) -> Option<(Token, &str)> {
    let mut token = Token { letter: None, digits: [0; 4], count: 0 };
    let mut rest = text;
    if let Some((c, behind)) = first(rest)
        && c.is_ascii_alphabetic()
    {
        let letter = c.to_ascii_uppercase();
        if !matches!(letter, 'A'..='T') {
            return None;
        }
        token.letter = u8::try_from(letter).ok();
        rest = behind;
        // `C-35`, `C 35`, `C.35`; a sign before anything else belongs to what follows.
        let joined = first(rest).filter(|(sign, _)| matches!(sign, '-' | '.' | ' ' | '_' | '—' | '–' | '·')).map(|(_, behind)| behind);
        if let Some(behind) = joined.filter(|behind| first(behind).is_some_and(|(c, _)| c.is_ascii_digit())) {
            rest = behind;
        }
    }
    while let Some((c, behind)) = first(rest)
        && c.is_ascii_digit()
    {
        *token.digits.get_mut(usize::from(token.count))? = u8::try_from(c).ok()?;
        token.count += 1;
        rest = behind;
    }
    let next = first(rest);
    let ends = match next {
        None => true,
        Some((c, _)) if c.is_ascii_alphanumeric() => false,
        Some((sign, behind)) => !(matches!(sign, '.' | ',') && first(behind).is_some_and(|(c, _)| c.is_ascii_digit())),
    };
    (ends && (token.letter.is_some() || token.count > 0)).then_some((token, rest))
}

/// A code at the end of a text, behind something that is no part of it.
pub(super) fn last_token(text: &str) -> Option<(Token, &str)> {
    let run = text.chars().rev().take_while(|c| width(*c).is_ascii_alphanumeric()).map(char::len_utf8).sum::<usize>();
    let (front, back) = text.split_at_checked(text.len() - run)?;
    let (token, rest) = token(back)?;
    (rest.is_empty() && !front.is_empty()).then_some((token, front))
}

/// Whether a text starts with what makes the number before it something else than a code.
pub(super) fn is_unit(text: &str) -> bool {
    first(text).is_some_and(|(c, _)| is_unit_sign(c))
}

fn is_unit_sign(c: char) -> bool {
    matches!(c, '%' | '+' | '人' | '名' | '个' | '年' | '月' | '日' | '号' | '万' | '亿' | '元' | '千' | '百' | '岁' | '米' | '¥' | '$' | '度')
}

fn first(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    Some((width(chars.next()?), chars.as_str()))
}

/// What a code as written stands for.
pub(super) fn read(table: &Industries, token: &Token) -> Reading {
    let digits = token.digits();
    let Some(letter) = token.letter else {
        return match known(table, digits) {
            Some(place) => Reading::Sure(place),
            None => filled(table, digits).map_or(Reading::Unknown, Reading::Filled),
        };
    };
    if digits.is_empty() {
        return known(table, char::from(letter).encode_utf8(&mut [0; 4])).map_or(Reading::Unknown, Reading::Sure);
    }
    let here = |place: &u16| table.at(*place).is_some_and(|row| row.section() == char::from(letter));
    let mut zeroed = *b"0000";
    zeroed.iter_mut().skip(1).zip(digits.bytes()).for_each(|(to, from)| *to = from);
    let zeroed = zeroed.get(..=digits.len()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
    let plain = known(table, digits);
    if let Some(place) = plain.filter(here) {
        Reading::Sure(place)
    } else if let Some(place) = known(table, zeroed).filter(here) {
        Reading::Zero(place)
    } else if let Some(place) = filled(table, digits).filter(here) {
        Reading::Filled(place)
    } else if let Some(edition) = older_edition(digits, letter) {
        Reading::Older(edition)
    } else if plain.is_some() {
        Reading::Contradiction
    } else {
        Reading::Unknown
    }
}

fn known(table: &Industries, code: &str) -> Option<u16> {
    table.place(Code::parse(code)?)
}

/// `3500`, `3510`, `350`: the higher code in front of the zeros.
fn filled(table: &Industries, digits: &str) -> Option<u16> {
    let short = digits.strip_suffix('0').filter(|short| short.len() >= 2)?;
    known(table, short).or_else(|| known(table, short.strip_suffix('0')?))
}

/// The codes of today that a pack gives for an older code.
pub(super) fn upgraded(table: &Industries, edition: u16, token: &Token) -> Set {
    Set::of(table.upgraded(edition, token.digits()))
}
