//! Takes decoration off a nickname.

use super::faces;
use super::signs::{Sign, is_edge, sign};
use unicode_normalization::UnicodeNormalization;

/// Whether nothing in a text can be decoration: letters and digits with single blanks.
pub(super) fn is_plain(text: &str) -> bool {
    text.chars().all(is_plain_char)
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
    let mut left = Vec::new();
    out.push_str(text);
    // What is dropped can leave a face, an empty bracket or a pile of marks behind; every round shortens the text.
    loop {
        let chars = calm(out);
        left.clear();
        round(&chars, &mut left);
        if out.chars().eq(left.iter().copied()) {
            return out != text;
        }
        out.clear();
        out.extend(&left);
    }
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
    let decorated = chars.iter().any(|c| is_dropped(*c));
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
            Sign::Letter if after == Some('\u{fe0f}') && matches!(c, 'ℹ' | 'Ⓜ' | '㊗' | '㊙' | '\u{1f170}'..='\u{1f17f}' | '\u{1f200}'..='\u{1f251}') => false,
            Sign::Letter if matches!(c, 'ﾟ' | 'ﾞ') => out.last().is_some_and(|c| matches!(c, '\u{ff66}'..='\u{ff9d}')),
            // A mouth between eyes that were dropped.
            Sign::Letter if matches!(c, 'ω' | 'д' | 'Д' | 'ε' | 'σ' | 'з' | 'ο') && dropped && at > 0 && after.is_some_and(is_dropped) => false,
            Sign::Letter => face(chars, at, out, &mut length),
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
                face(chars, at, out, &mut length) && !stranded && !closes_nothing(c, out)
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

/// Whether a character decorates wherever it stands.
fn is_dropped(c: char) -> bool {
    sign(c) == Sign::Decoration || matches!(c, 'ﾟ' | 'ﾞ')
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

/// Whether a bracket closes one that lost what stood in it; that one is taken back.
fn closes_nothing(c: char, out: &mut Vec<char>) -> bool {
    const PAIRS: [(char, char); 12] =
        [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('{', '}'), ('〖', '〗'), ('“', '”'), ('<', '>')];
    let Some((open, _)) = PAIRS.iter().find(|(_, close)| *close == c) else {
        return false;
    };
    let last = out.iter().rposition(|c| *c != ' ');
    let empty = last.is_some_and(|at| out.get(at) == Some(open));
    if empty {
        out.truncate(last.unwrap_or(0));
    }
    empty
}

/// Cuts off both ends blanks, what only swings along, and brackets that have no counterpart.
fn trim(out: &mut Vec<char>) {
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
    out.truncate(end);
    out.drain(..start.min(end));
}
