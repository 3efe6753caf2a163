//! What comparisons and blocking look at beside the key.

use crate::normalize::clean;
use crate::text::script;

/// Punctuation becomes one blank; apostrophes vanish.
pub(super) fn loose(folded: &str, out: &mut String) {
    if folded.bytes().all(|b| b == b' ' || b.is_ascii_alphanumeric()) {
        out.push_str(folded);
        return;
    }
    out.reserve(folded.len());
    let mut blank = false;
    for c in folded.chars() {
        if is_word(c) {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        } else if !matches!(c, '\'' | '’' | 'ʼ' | '`') {
            blank = true;
        }
    }
}

fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{4e00}'..='\u{9fff}' => true,
        // Combining marks that did not compose belong to their letter.
        _ => c.is_alphanumeric() || script::is_han(c) || unicode_normalization::char::is_combining_mark(c),
    }
}

/// A word in a text, and its first bytes as a number: most comparisons end there.
type Token<'a> = (u64, &'a str);

/// How many words are sorted without allocating.
const FEW: usize = 48;

/// The distinct words in byte order.
pub(super) fn tokens(loose: &str, out: &mut String) {
    let mut few: [Token<'_>; FEW] = [(0, ""); FEW];
    let mut count = 0;
    let mut many: Vec<Token<'_>> = Vec::new();
    each_token(loose, &mut |token| {
        let entry = (head(token), token);
        match few.get_mut(count) {
            Some(slot) => *slot = entry,
            None => many.push(entry),
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

/// The first eight bytes, so that comparing numbers is comparing bytes.
fn head(token: &str) -> u64 {
    let bytes = token.as_bytes();
    match bytes.first_chunk::<8>() {
        Some(whole) => u64::from_be_bytes(*whole),
        None => bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)) << (8 * (8 - bytes.len())),
    }
}

fn join(tokens: &mut [Token<'_>], out: &mut String) {
    tokens.sort_unstable();
    let mut before = "";
    for (_, token) in tokens {
        if *token == before {
            continue;
        }
        if !before.is_empty() {
            out.push(' ');
        }
        out.push_str(token);
        before = token;
    }
}

/// The words' parts: pairs of neighbours in Han runs; beside Han, digits and the rest apart.
fn each_token<'a>(loose: &'a str, each: &mut impl FnMut(&'a str)) {
    for word in loose.split(' ').filter(|word| !word.is_empty()) {
        if word.is_ascii() || !word.contains(script::is_han) {
            each(word);
            continue;
        }
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| class(c) != class(first)).unwrap_or(rest.len());
            let (run, tail) = clean::cut(rest, end);
            if class(first) == 2 {
                pairs(run, each)
            } else {
                each(run)
            }
            rest = tail;
        }
    }
}

fn class(c: char) -> u8 {
    if script::is_han(c) { 2 } else { u8::from(c.is_ascii_digit()) }
}

fn pairs<'a>(run: &'a str, each: &mut impl FnMut(&'a str)) {
    let mut any = false;
    let mut starts = run.char_indices();
    let ends = run.char_indices().skip(1).map(|(at, c)| at + c.len_utf8());
    for end in ends {
        let Some((start, _)) = starts.next() else {
            break;
        };
        if let Some(pair) = run.get(start..end) {
            any = true;
            each(pair);
        }
    }
    if !any {
        each(run);
    }
}

/// The runs of digits.
pub(super) fn numbers(loose: &str, out: &mut String) {
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

/// The first four letters, or two Han characters.
pub(super) fn prefix(loose: &str, out: &mut String) {
    let letters = loose.chars().filter(|c| *c != ' ');
    let count = if loose.starts_with(script::is_han) { 2 } else { 4 };
    out.extend(letters.take(count));
}
