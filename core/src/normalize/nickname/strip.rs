//! Takes decoration off a nickname.

use super::faces;
use super::signs::{Sign, is_edge, sign};
use unicode_normalization::UnicodeNormalization;

/// Whether nothing in a text can be decoration: letters and digits with single blanks.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ac00}'..='\u{d7a3}' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ'))
}

/// What is left of a nickname without decoration, in `out`; whether anything was dropped.
pub(super) fn strip(text: &str, out: &mut String) -> bool {
    let mut chars: Vec<char> = calm(text);
    let mut next = Vec::with_capacity(chars.len());
    // What is dropped can leave a face or an empty bracket behind; every round shortens the text.
    loop {
        next.clear();
        round(&chars, &mut next);
        if next == chars {
            break;
        }
        std::mem::swap(&mut chars, &mut next);
    }
    let from = out.len();
    out.extend(chars);
    out.get(from..) != Some(text)
}

/// Drops marks that are piled upon characters: more than two on a letter, any on Han, digits and signs, and overlays.
fn calm(text: &str) -> Vec<char> {
    let is_mark = unicode_normalization::char::is_combining_mark;
    if !text.chars().any(|c| is_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}')) {
        return text.chars().collect();
    }
    let parts: Vec<char> = text.nfd().collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(&base) = parts.get(at) {
        at += 1;
        let marks = parts.get(at..).unwrap_or_default().iter().take_while(|c| is_pile(**c)).count();
        let pile = parts.get(at..at + marks).unwrap_or_default();
        at += marks;
        out.push(base);
        let carries = matches!(base, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}');
        if carries && marks <= 2 {
            out.extend(pile.iter().filter(|c| !is_overlay(**c)));
        }
        // Other scripts spell with marks; the same one twice is a tower.
        if marks == 0 && is_mark(base) && parts.get(at).is_some_and(|c| *c == base) {
            out.pop();
        }
    }
    out.nfc().collect()
}

/// Marks of the Latin, Greek and Cyrillic scripts and those of signs.
const fn is_pile(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20e2}' | '\u{20e4}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{6d6}'..='\u{6ed}')
}

/// Lines through and along letters.
const fn is_overlay(c: char) -> bool {
    matches!(c, '\u{305}' | '\u{332}'..='\u{338}' | '\u{33f}' | '\u{347}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{20d0}'..='\u{20ff}' | '\u{1ab0}'..='\u{1aff}')
}

fn round(chars: &[char], out: &mut Vec<char>) {
    let foreign = chars.iter().filter(|c| sign(**c) == Sign::Foreign).count();
    let native = chars.iter().any(|c| sign(*c) == Sign::Letter);
    let mut at = 0;
    // Whether what stood here last was dropped.
    let mut dropped = true;
    while let Some(&c) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        let after = rest.get(1).copied();
        let mut length = 1;
        let keep = match sign(c) {
            _ if matches!(rest, ['0'..='9' | '#' | '*', '\u{20e3}', ..]) => {
                length = 2;
                false
            }
            _ if matches!(rest, ['0'..='9' | '#' | '*', '\u{fe0f}', '\u{20e3}', ..]) => {
                length = 3;
                false
            }
            // Signs that ask to be shown as emoji.
            Sign::Letter if after == Some('\u{fe0f}') && matches!(c, '\u{2100}'..='\u{214f}' | '\u{2460}'..='\u{24ff}' | '\u{3200}'..='\u{33ff}' | '\u{1f100}'..='\u{1f2ff}') => {
                false
            }
            Sign::Letter if matches!(c, 'ﾟ' | 'ﾞ') => out.last().is_some_and(|c| matches!(c, '\u{ff66}'..='\u{ff9d}')),
            Sign::Letter => face(chars, at, out, &mut length),
            Sign::Foreign => {
                let run = rest.iter().take_while(|c| matches!(sign(**c), Sign::Foreign | Sign::Mark)).count();
                length = run;
                !native || foreign > 2 && rest.iter().take(run).filter(|c| sign(**c) == Sign::Foreign).count() > 2
            }
            Sign::Mark => matches!(c, '\u{3099}' | '\u{309a}') || out.last().is_some_and(|c| matches!(sign(*c), Sign::Letter | Sign::Foreign | Sign::Mark)),
            Sign::Punctuation => {
                let stranded = dropped
                    && rest.iter().skip(1).find(|c| sign(**c) != Sign::Blank).is_none_or(|c| sign(*c) == Sign::Decoration)
                    && chars.iter().any(|c| sign(*c) == Sign::Decoration);
                !stranded && !is_empty_bracket(rest, &mut length) && face(chars, at, out, &mut length)
            }
            Sign::Blank => out.last().is_some_and(|c| *c != ' '),
            Sign::Decoration => {
                face(chars, at, out, &mut length);
                false
            }
        };
        if keep {
            match sign(c) {
                Sign::Blank => out.push(' '),
                _ => out.extend(rest.iter().take(length)),
            }
        }
        dropped = !keep && (sign(c) != Sign::Blank || dropped);
        at += length;
    }
    trim(out);
}

/// Whether no face begins here; of one, the left arm is taken back, and its length told.
fn face(chars: &[char], at: usize, out: &mut Vec<char>, length: &mut usize) -> bool {
    let (before, rest) = chars.split_at_checked(at).unwrap_or_default();
    let Some(found) = faces::length(before, rest) else {
        return true;
    };
    *length = found;
    if matches!(rest.first(), Some('(' | '（' | 'ʕ' | '꒰')) {
        let arm = faces::left_arm(out);
        out.truncate(out.len() - arm);
    }
    false
}

/// Brackets that lost what stood in them.
fn is_empty_bracket(rest: &[char], length: &mut usize) -> bool {
    const PAIRS: [(char, char); 12] =
        [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('{', '}'), ('〖', '〗'), ('“', '”'), ('<', '>')];
    let Some(open) = rest.first() else {
        return false;
    };
    let Some((_, close)) = PAIRS.iter().find(|(first, _)| first == open) else {
        return false;
    };
    let Some(inside) = rest.iter().skip(1).position(|c| sign(*c) != Sign::Blank) else {
        return false;
    };
    let empty = rest.get(inside + 1) == Some(close);
    if empty {
        *length = inside + 2;
    }
    empty
}

/// Cuts blanks and what only swings along off both ends, where letters are left.
fn trim(out: &mut Vec<char>) {
    let cut = |c: &char| sign(*c) == Sign::Blank || is_edge(*c);
    let end = out.iter().rposition(|c| !cut(c)).map_or(0, |at| at + 1);
    out.truncate(end);
    let start = out.iter().position(|c| !cut(c)).unwrap_or(0);
    out.drain(..start);
}
