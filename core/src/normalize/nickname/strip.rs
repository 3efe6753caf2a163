//! Takes decoration off a nickname.

use super::faces;
use super::signs::{Sign, is_edge, sign};
use crate::text::fold::Chars;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Nicknames of more characters are left alone: rounds over them would cost the square of their length.
const LONGEST: usize = 256;

/// Whether nothing in a text can be decoration: letters and digits with single blanks, and signs that join words (`sunny_day`).
pub(super) fn is_plain(text: &str) -> bool {
    // Behind a single letter a sign may be a mouth: `T_T`.
    let mut run = 0_usize;
    text.chars().all(|c| {
        let joins = run > 1 && matches!(c, '_' | '-' | '.');
        run = if c.is_ascii_alphanumeric() { run + 1 } else { 0 };
        joins || is_plain_char(c)
    })
}

const fn is_plain_char(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' | '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | 'ー' | '\u{ac00}'..='\u{d7a3}' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ')
}

/// As [`strip`], for plain letters with symbols among them, which hang together with nothing; false (and nothing in `out`) for
/// what needs a closer look.
pub(super) fn strip_symbols(text: &str, out: &mut String) -> bool {
    for c in text.chars() {
        match c {
            ' ' if out.is_empty() || out.ends_with(' ') => {}
            _ if is_plain_char(c) => out.push(c),
            _ if sign(c) == Sign::Decoration && !matches!(c, '\u{20e3}' | 'ʕ' | '꒰') => {}
            _ => {
                out.clear();
                return false;
            }
        }
    }
    out.truncate(out.trim_end().len());
    true
}

/// What is left of a nickname without decoration, in `out`; whether anything was dropped.
pub(super) fn strip(text: &str, out: &mut String) -> bool {
    let mut room = ['\0'; LONGEST];
    let marked = text.chars().any(is_mark);
    out.push_str(text);
    // What is dropped can leave a face, an empty bracket or a pile of marks behind; every round shortens the text.
    loop {
        let count = if marked { fill(&mut room, calm(out).into_iter()) } else { fill(&mut room, out.chars()) };
        let Some(chars) = count.and_then(|count| room.get_mut(..count)) else {
            out.clear();
            out.push_str(text);
            return false;
        };
        let kept = round(chars);
        let left = chars.get(kept).unwrap_or_default();
        if out.chars().eq(left.iter().copied()) {
            return out != text;
        }
        out.clear();
        out.extend(left);
    }
}

/// Copies characters; how many, where there is room for all of them.
fn fill(room: &mut [char], chars: impl Iterator<Item = char>) -> Option<usize> {
    let mut slots = room.iter_mut();
    let mut count = 0;
    for c in chars {
        *slots.next()? = c;
        count += 1;
    }
    Some(count)
}

/// Whether a character is a mark that may be piled upon others; the commonest that are none first.
fn is_mark(c: char) -> bool {
    !matches!(c, '\0'..='\u{2ff}' | '\u{2100}'..='\u{2cee}' | '\u{4e00}'..='\u{9fff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
        && unicode_normalization::char::is_combining_mark(c)
}

/// Drops marks that are piled upon characters: more than two on a letter, any on Han, digits and signs, and overlays.
fn calm(text: &str) -> Vec<char> {
    if !text.chars().any(is_mark) {
        return text.chars().collect();
    }
    let mut chars = text.chars();
    let chars: Chars<'_> = &mut chars;
    let parts: Vec<char> = chars.nfd().collect();
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
        if marks == 0 && unicode_normalization::char::is_combining_mark(base) && parts.get(at).is_some_and(|c| *c == base) {
            out.pop();
        }
    }
    let mut chars = out.chars();
    let chars: Chars<'_> = &mut chars;
    chars.nfc().collect()
}

/// Marks of the Latin, Greek and Cyrillic scripts and those of signs.
const fn is_pile(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20e2}' | '\u{20e4}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{6d6}'..='\u{6ed}')
}

/// Lines through and along letters.
const fn is_overlay(c: char) -> bool {
    matches!(c, '\u{305}' | '\u{332}'..='\u{338}' | '\u{33f}' | '\u{347}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{20d0}'..='\u{20ff}' | '\u{1ab0}'..='\u{1aff}')
}

/// Moves what is kept to the front; the stretch of it that is left between the ends.
fn round(chars: &mut [char]) -> Range<usize> {
    let (mut foreign, mut native, mut decorated) = (0, false, false);
    for c in chars.iter() {
        let sign = sign(*c);
        foreign += usize::from(sign == Sign::Foreign);
        native |= sign == Sign::Letter;
        decorated |= is_dropped(*c);
    }
    // What is kept ends before what is read next begins.
    let mut end = 0;
    let mut at = 0;
    // Whether what stood here last was dropped.
    let mut dropped = true;
    while let Some(&c) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        let after = rest.get(1).copied();
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let out = chars.get(..end).unwrap_or_default();
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
            Sign::Letter if after == Some('\u{fe0f}') && matches!(c, 'ℹ' | 'Ⓜ' | '㊗' | '㊙' | '\u{1f170}'..='\u{1f17f}' | '\u{1f200}'..='\u{1f251}') => false,
            Sign::Letter if matches!(c, 'ﾟ' | 'ﾞ') => out.last().is_some_and(|c| matches!(c, '\u{ff66}'..='\u{ff9d}')),
            // A mouth between eyes that were dropped.
            Sign::Letter if matches!(c, 'ω' | 'д' | 'Д' | 'ε' | 'σ' | 'з' | 'ο') && dropped && at > 0 && after.is_some_and(is_dropped) => false,
            Sign::Letter => !face(before, rest, out, &mut length, &mut end),
            Sign::Foreign => {
                let run = rest.iter().take_while(|c| matches!(sign(**c), Sign::Foreign | Sign::Mark)).count();
                length = run;
                !native || foreign > 2 && rest.iter().take(run).filter(|c| sign(**c) == Sign::Foreign).count() > 2
            }
            Sign::Mark => matches!(c, '\u{3099}' | '\u{309a}') || out.last().is_some_and(|c| matches!(sign(*c), Sign::Letter | Sign::Foreign | Sign::Mark)),
            Sign::Punctuation => {
                let bracket = matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '"' | '\'') || !c.is_ascii() && !matches!(c, '·' | '•' | '・' | '～' | '－' | '＿');
                let beyond = || rest.iter().take(16).find(|c| !matches!(sign(**c), Sign::Blank | Sign::Punctuation));
                let stranded = !bracket && dropped && decorated && beyond().is_none_or(|c| is_dropped(*c));
                if face(before, rest, out, &mut length, &mut end) || stranded {
                    false
                } else if let Some(open) = closes_nothing(c, out) {
                    end = open;
                    false
                } else {
                    true
                }
            }
            Sign::Blank => out.last().is_some_and(|c| *c != ' '),
            Sign::Decoration => {
                face(before, rest, out, &mut length, &mut end);
                false
            }
        };
        let blank = sign(c) == Sign::Blank;
        if keep {
            chars.copy_within(at..at + length, end);
            if blank && let Some(slot) = chars.get_mut(end) {
                *slot = ' ';
            }
            end += length;
        }
        dropped = !keep && (!blank || dropped);
        at += length;
    }
    trim(chars.get(..end).unwrap_or_default())
}

/// Whether a character decorates wherever it stands.
fn is_dropped(c: char) -> bool {
    sign(c) == Sign::Decoration || matches!(c, 'ﾟ' | 'ﾞ')
}

/// Whether a face begins here; of one, the left arm is taken back, and its length told.
fn face(before: Option<char>, rest: &[char], out: &[char], length: &mut usize, end: &mut usize) -> bool {
    let Some(found) = faces::length(before, rest) else {
        return false;
    };
    *length = found;
    if matches!(rest.first(), Some('(' | '（' | 'ʕ' | '꒰')) {
        *end -= faces::left_arm(out);
    }
    true
}

/// Where the bracket stands that this one closes, where what stood in it was lost.
fn closes_nothing(c: char, out: &[char]) -> Option<usize> {
    const PAIRS: [(char, char); 12] =
        [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('{', '}'), ('〖', '〗'), ('“', '”'), ('<', '>')];
    let (open, _) = PAIRS.iter().find(|(_, close)| *close == c)?;
    let last = out.iter().rposition(|c| *c != ' ')?;
    (out.get(last) == Some(open)).then_some(last)
}

/// What is left between both ends without blanks, what only swings along, and brackets that have no counterpart.
fn trim(out: &[char]) -> Range<usize> {
    let opened = out.iter().any(|c| matches!(c, '(' | '[' | '（' | '【'));
    let closed = out.iter().any(|c| matches!(c, ')' | ']' | '）' | '】'));
    let alone = |c: char| match c {
        '(' | '[' | '（' | '【' => !closed,
        ')' | ']' | '）' | '】' => !opened,
        _ => false,
    };
    let cut = |c: &char| sign(*c) == Sign::Blank || is_edge(*c) || alone(*c);
    let end = out.iter().rposition(|c| !cut(c)).map_or(0, |at| at + 1);
    let start = out.iter().position(|c| !cut(c)).unwrap_or(0);
    start.min(end)..end
}
