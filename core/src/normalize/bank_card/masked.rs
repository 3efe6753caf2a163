//! Numbers of which a part is hidden: `6222 **** **** 1234`, `622202xxxxxxxxx1234`, `尾号1234`.

use super::super::clean::{self, doubt};
use super::super::short::Short;
use super::{ISSUER, TAIL4, VISIBLE, issuer};
use crate::model::{Normalized, Reason};

/// Whether a character hides a digit.
pub(super) fn is_mask(c: char) -> bool {
    clean::is_mask(c) || matches!(c, '•' | '◆' | '○' | '◯' | '﹡')
}

/// Reads a text in which a part of a number is hidden; false when none is.
pub(super) fn read(text: &str, out: &mut Normalized) -> bool {
    if !is_masked(text) && !is_tail(text) {
        return false;
    }
    let (mut head, mut tail) = (Short::<24>::new(), Short::<24>::new());
    let mut hidden = is_tail(text);
    let dots = text.contains("..");
    for c in text.chars() {
        if c.is_ascii_digit() {
            // What is longer than a number is none, and shows no end.
            tail = if tail.len() < 20 { tail } else { Short::new() };
            (if hidden { &mut tail } else { &mut head }).push(c);
        } else if hides(c) || c == '.' && dots {
            (hidden, tail) = (true, Short::new());
        }
    }
    let tail = tail.as_str();
    out.set(TAIL4, tail.len().checked_sub(4).and_then(|at| tail.get(at..)).unwrap_or_default());
    out.set(ISSUER, issuer::of(head.as_str()).unwrap_or_default());
    out.set(VISIBLE, &format!("{}*{tail}", head.as_str()));
    doubt(out, Reason::Masked, 50);
    true
}

/// Whether a character stands for a hidden digit, where one is known to be hidden.
fn hides(c: char) -> bool {
    is_mask(c) || matches!(c, 'x' | 'X')
}

/// Whether a part of the number is hidden.
fn is_masked(text: &str) -> bool {
    if text.contains(is_mask) {
        return true;
    }
    // Letters and dots hide digits in runs only, between digits or before them: one may be a slip.
    let number = |c: char| c.is_ascii_digit() || hides(c) || matches!(c, ' ' | '-' | '.' | '(' | ')');
    let runs = ["xx", "XX", ".."].iter().any(|run| text.trim_end_matches('.').contains(run));
    runs && text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| number(c) || !c.is_ascii())
}

/// Whether only the last digits are named: `尾号1234`, `尾数为 1234`, `Visa ending in 1234`.
fn is_tail(text: &str) -> bool {
    let Some((before, behind)) = ["尾号", "尾数", "末四位", "ending"].iter().find_map(|word| text.split_once(word)) else { return false };
    let digits = behind.bytes().filter(u8::is_ascii_digit).count();
    (3..=6).contains(&digits) && !before.contains(|c: char| c.is_ascii_digit())
}
