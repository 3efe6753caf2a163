//! Finds channels inside a text.

use super::affix;
use crate::data::channel::{Channel, Channels};
use crate::data::trie::{ROOT, Trie};
use crate::text::script::is_han;

/// What a text says about channels.
#[derive(Debug, Default)]
pub(super) struct Found<'a> {
    /// The channels, each once, in their order.
    pub(super) channels: Vec<&'a Channel>,
    /// How many characters say something else.
    pub(super) unknown: usize,
}

/// The longest word of a trie that a text begins with, in bytes, and its number. Words of ASCII letters end where words end.
pub(super) fn longest(words: &Trie, text: &str) -> Option<(usize, u32)> {
    let mut at = ROOT;
    let mut found = None;
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let Some((next, word)) = words.step(at, c) else {
            break;
        };
        let ends = !c.is_ascii_alphabetic() || chars.peek().is_none_or(|(_, c)| !c.is_ascii_alphabetic());
        if let Some(number) = word.filter(|_| ends) {
            found = Some((from + c.len_utf8(), number));
        }
        at = next;
    }
    found
}

/// Reads a text from the left, the longest word first; where an affix is as long as an alias, it is an affix.
pub(super) fn scan<'a>(channels: &'a Channels, text: &str) -> Found<'a> {
    let mut found = Found::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let filler = affix::leading(rest);
        let alias = longest(channels.aliases(), rest).filter(|(length, _)| *length > filler && speaks(rest, *length));
        let length = match alias {
            Some((length, number)) => {
                if let Some(channel) = channels.get(number).filter(|c| !found.channels.contains(c)) {
                    found.channels.push(channel);
                }
                length
            }
            None if filler > 0 => filler,
            None if c.is_ascii_alphabetic() => {
                let word = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
                found.unknown += word;
                word
            }
            None => {
                found.unknown += usize::from(c.is_alphabetic() || is_han(c));
                c.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

/// Whether an alias is long enough to be meant inside a text: two Han characters, or two letters.
fn speaks(text: &str, length: usize) -> bool {
    text.get(..length).is_some_and(|alias| alias.chars().nth(1).is_some() && !alias.bytes().all(|b| b.is_ascii_digit()))
}

/// The channels that are meant: none that another one is a part of; of one phrase, only those of the highest rank.
pub(super) fn meant<'a>(parts: &[Found<'a>]) -> Vec<&'a Channel> {
    let mut all: Vec<&Channel> = Vec::new();
    for part in parts {
        let highest = part.channels.iter().map(|c| c.rank).max().unwrap_or(0);
        for channel in part.channels.iter().filter(|c| c.rank == highest) {
            if !all.contains(channel) {
                all.push(channel);
            }
        }
    }
    let narrower: Vec<&Channel> = all.iter().copied().filter(|c| !all.iter().any(|other| other.code != c.code && other.within().any(|code| code == c.code))).collect();
    if narrower.is_empty() { all } else { narrower }
}
