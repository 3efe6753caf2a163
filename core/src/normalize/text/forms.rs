//! What comparisons and blocking look at beside the key.

use super::super::latin;
use crate::text::script;

/// Punctuation becomes one blank; apostrophes vanish.
pub(super) fn loose(folded: &str, out: &mut String) {
    if folded.bytes().all(|b| b == b' ' || b.is_ascii_alphanumeric()) {
        out.push_str(folded);
        return;
    }
    out.reserve(folded.len());
    // Where the run of word characters begins, and whether a blank belongs in front of it.
    let (mut run, mut blank) = (None, false);
    let mut emit = |run: Option<usize>, end: usize, blank: bool| {
        if let Some(word) = run.and_then(|start| folded.get(start..end)) {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    };
    for (at, c) in folded.char_indices() {
        if is_word(c) {
            run = run.or(Some(at));
            continue;
        }
        emit(run, at, blank);
        blank &= run.is_none();
        run = None;
        blank |= !matches!(c, '\'' | '’' | 'ʼ' | '`');
    }
    emit(run, folded.len(), blank);
}

fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{4e00}'..='\u{9fff}' => true,
        // Combining marks that did not compose belong to their letter.
        _ => c.is_alphanumeric() || script::is_han(c) || unicode_normalization::char::is_combining_mark(c),
    }
}

/// How many words are sorted without allocating.
const FEW: usize = 32;
/// The bytes of a word that its number holds: two Han characters.
const HEAD: usize = 6;

/// The distinct words in byte order.
pub(super) fn tokens(loose: &str, out: &mut String) {
    let mut few: [(u64, &str); FEW] = [(0, ""); FEW];
    let mut many: Vec<(u64, &str)> = Vec::new();
    let mut count = 0;
    each_token(loose, &mut |token| {
        match few.get_mut(count) {
            Some(slot) => *slot = (head(token), token),
            None => many.push((head(token), token)),
        }
        count += 1;
    });
    out.reserve(loose.len() * 2);
    match few.get_mut(..count) {
        Some(few) => join(few, out),
        None => {
            many.extend(few);
            join(&mut many, out);
        }
    }
}

/// The first bytes as a number, so that comparing numbers is comparing words.
fn head(token: &str) -> u64 {
    match *token.as_bytes() {
        [a, b, c, d, e, f, ..] => u64::from_be_bytes([a, b, c, d, e, f, 0, 0]),
        [a, b, c] => u64::from_be_bytes([a, b, c, 0, 0, 0, 0, 0]),
        ref short => short.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)) << (8 * (8 - short.len())),
    }
}

/// Sorts the words and writes each once.
fn join(tokens: &mut [(u64, &str)], out: &mut String) {
    tokens.sort_unstable_by_key(|token| token.0);
    // Equal numbers mean equal words, but for longer ones.
    for equal in tokens.chunk_by_mut(|a, b| a.0 == b.0) {
        if equal.len() > 1 && equal.iter().any(|token| token.1.len() > HEAD) {
            equal.sort_unstable();
        }
    }
    let mut before = (0, "");
    for token in tokens {
        if *token == before {
            continue;
        }
        if !before.1.is_empty() {
            out.push(' ');
        }
        out.push_str(token.1);
        before = *token;
    }
}

/// The words' parts: pairs of neighbours in Han runs; beside Han, digits and the rest apart.
fn each_token<'a>(loose: &'a str, each: &mut impl FnMut(&'a str)) {
    for word in loose.split(' ').filter(|word| !word.is_empty()) {
        if word.is_ascii() || !word.contains(script::is_han) { each(word) } else { runs(word, each) }
    }
}

/// The parts of a word with Han characters.
fn runs<'a>(word: &'a str, each: &mut impl FnMut(&'a str)) {
    // Where the run begins, where its last character does, and how many it has.
    let (mut kind, mut start, mut last, mut count) = (None, 0, 0, 0);
    let mut emit = |from: usize, to: usize| {
        if let Some(token) = word.get(from..to) {
            each(token);
        }
    };
    for (at, c) in word.char_indices() {
        let this = class(c);
        if kind != Some(this) {
            if kind.is_some_and(|kind| kind != 2 || count == 1) {
                emit(start, at);
            }
            (kind, start, count) = (Some(this), at, 0);
        } else if this == 2 {
            emit(last, at + c.len_utf8());
        }
        last = at;
        count += 1;
    }
    if kind.is_some_and(|kind| kind != 2 || count == 1) {
        emit(start, word.len());
    }
}

fn class(c: char) -> u8 {
    match c {
        '\u{4e00}'..='\u{9fff}' => 2,
        '\0'..='\x7f' => u8::from(c.is_ascii_digit()),
        _ if script::is_han(c) => 2,
        _ => 0,
    }
}

/// The runs of digits.
pub(super) fn numbers(loose: &str, out: &mut String) {
    if !loose.bytes().fold(false, |any, byte| any | byte.is_ascii_digit()) {
        return;
    }
    let mut inside = false;
    for byte in loose.bytes() {
        let digit = byte.is_ascii_digit();
        if digit {
            if !inside && !out.is_empty() {
                out.push(' ');
            }
            out.push(char::from(byte));
        }
        inside = digit;
    }
}

/// What stands in front of the first comma and outside brackets, without punctuation and without marks on Latin letters; the
/// whole where nothing does.
pub(super) fn bare(folded: &str, loose: &str, out: &mut String) {
    let is_bracket = |c: char| matches!(c, '(' | '[' | '{' | ',' | '【' | '〔');
    if !folded.contains(is_bracket) {
        return marks_off(loose, out);
    }
    let (mut depth, mut front) = (0usize, String::with_capacity(folded.len()));
    for c in folded.chars() {
        match c {
            '(' | '[' | '{' | '【' | '〔' => depth += 1,
            ')' | ']' | '}' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                front.push(' ');
            }
            ',' if depth == 0 && front.contains(is_word) => break,
            c if depth == 0 => front.push(c),
            _ => {}
        }
    }
    let mut stripped = String::with_capacity(front.len());
    // What was cut leaves blanks behind.
    self::loose(&front.split_whitespace().collect::<Vec<_>>().join(" "), &mut stripped);
    marks_off(if stripped.is_empty() { loose } else { &stripped }, out);
}

fn marks_off(text: &str, out: &mut String) {
    if text.is_ascii() { out.push_str(text) } else { latin::strip_marks_into(text, out) }
}

/// The first four letters, or two Han characters.
pub(super) fn prefix(loose: &str, out: &mut String) {
    let count = if loose.starts_with(script::is_han) { 2 } else { 4 };
    loose.chars().filter(|c| *c != ' ').take(count).for_each(|c| out.push(c));
}
