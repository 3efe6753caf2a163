//! The words of a Latin name, as written and folded.

use crate::data::ReferenceTables;
use crate::normalize::clean::cut;
use crate::normalize::short::Short;
use crate::text::fold;

/// More words than any name has.
pub(super) const MOST: usize = 16;

/// One word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    /// Where it stands in what was written.
    start: u16,
    end: u16,
    /// Where its folded letters stand: without marks of punctuation, dots as blanks.
    from: u16,
    to: u16,
    /// How many commas stand in front of it.
    pub(super) commas: u8,
}

/// The words of a name.
#[derive(Debug)]
pub(super) struct Words<'a> {
    written: &'a str,
    folded: Short<512>,
    list: [Word; MOST],
    len: usize,
    /// Too many or too long to be a name.
    pub(super) overflow: bool,
}

impl<'a> Words<'a> {
    /// Parts a text at blanks and commas, and behind a dot in front of a word (`Dr.Smith`).
    pub(super) fn of(tables: &ReferenceTables, written: &'a str) -> Words<'a> {
        let mut words = Words { written, folded: Short::new(), list: [Word::default(); MOST], len: 0, overflow: false };
        let (mut start, mut commas) = (None, 0_u8);
        for (at, c) in written.char_indices() {
            let comma = matches!(c, ',' | '，' | ';' | '；' | '、');
            if comma || c.is_whitespace() || matches!(c, '/' | '&' | '"' | '“' | '”' | '|' | '(' | ')') {
                words.end(tables, start.take(), at, commas);
                commas = commas.saturating_add(u8::from(comma && words.len > 0));
                continue;
            }
            let from = *start.get_or_insert(at);
            if c == '.' && at > from && is_word(cut(written, at + 1).1) {
                words.end(tables, start.take(), at + 1, commas);
            }
        }
        words.end(tables, start, written.len(), commas);
        words
    }

    fn end(&mut self, tables: &ReferenceTables, start: Option<usize>, end: usize, commas: u8) {
        let Some(text) = start.and_then(|s| self.written.get(s..end)) else {
            return;
        };
        let from = self.folded.len();
        let fits = if text.bytes().all(|b| b.is_ascii_alphabetic()) {
            self.folded.push_lower(text)
        } else {
            let mut folded = String::with_capacity(text.len());
            fold::key_into(tables.variants(), text, &mut folded);
            plain(&folded, &mut self.folded)
        };
        let to = self.folded.len();
        if to == from {
            return;
        }
        let trimmed = text.trim_start_matches(['-', '_', ':', '*']);
        let first = end - trimmed.len();
        let last = first + trimmed.trim_end_matches(['-', '_', ':', '*']).len();
        let [first, last, from, to] = [first, last, from, to].map(u16::try_from);
        match (self.list.get_mut(self.len), first, last, from, to) {
            (Some(slot), Ok(start), Ok(end), Ok(from), Ok(to)) if fits => {
                let word = Word { start, end, from, to, commas };
                *slot = word;
                self.len += 1;
            }
            _ => self.overflow = true,
        }
    }

    /// How many words.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    fn get(&self, at: usize) -> Word {
        self.list.get(at).copied().unwrap_or_default()
    }

    /// How many commas stand in front of a word.
    pub(super) fn commas(&self, at: usize) -> u8 {
        self.get(at).commas
    }

    /// The folded letters of a word; initials are parted by blanks.
    pub(super) fn key(&self, at: usize) -> &str {
        let word = self.get(at);
        self.folded.get(usize::from(word.from)..usize::from(word.to))
    }

    /// The folded letters of a word in one piece, if there are not too many: `Ph.D.` → `phd`.
    pub(super) fn letters(&self, at: usize) -> Short<32> {
        let mut out = Short::new();
        self.key(at).split(' ').for_each(|part| {
            out.push_str(part);
        });
        out
    }

    /// A word as written.
    pub(super) fn written(&self, at: usize) -> &'a str {
        let word = self.get(at);
        self.written.get(usize::from(word.start)..usize::from(word.end)).unwrap_or_default()
    }

    /// Neighbouring words as written, with what stands between them.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        if from >= to {
            return "";
        }
        self.written.get(usize::from(self.get(from).start)..usize::from(self.get(to - 1).end)).unwrap_or_default()
    }

    /// Whether a word of two letters or more is in capitals.
    pub(super) fn is_capitals(&self, at: usize) -> bool {
        let text = self.written(at);
        text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && !text.contains(char::is_lowercase) && !text.contains('.') && text.contains(char::is_uppercase)
    }

    /// Whether a word has a small letter.
    pub(super) fn has_small(&self, at: usize) -> bool {
        self.written(at).contains(char::is_lowercase)
    }

    /// Whether a word is an initial, or several: `J.`, `J`, `J.R.R.`.
    pub(super) fn is_initials(&self, at: usize) -> bool {
        self.key(at).split(' ').all(|part| part.chars().nth(1).is_none())
    }
}

/// Whether a text goes on with a whole word, not with an initial or the rest of an abbreviation.
fn is_word(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.by_ref().take_while(|c| c.is_alphabetic()).nth(1).is_some() && !rest.trim_start_matches(char::is_alphabetic).starts_with('.')
}

/// Letters, digits and marks; dots part, hyphens and apostrophes join.
fn plain(folded: &str, out: &mut Short<512>) -> bool {
    let start = out.len();
    let mut parted = false;
    for c in folded.chars() {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            if parted && out.len() > start && !out.push(' ') {
                return false;
            }
            parted = false;
            if !out.push(c) {
                return false;
            }
        } else if !matches!(c, '-' | '‐' | '‑' | '–' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´') {
            parted = true;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_folds() {
        let words = Words::of(ReferenceTables::builtin(), "J.R.R. O'Brien-Smith,Ph.D.");
        let found: Vec<(&str, &str, u8)> = (0..words.len()).map(|at| (words.written(at), words.key(at), words.commas(at))).collect();
        assert_eq!(found, [("J.R.R.", "j r r", 0), ("O'Brien-Smith", "obriensmith", 0), ("Ph.D.", "ph d", 1)]);
        assert_eq!(words.letters(2).as_str(), "phd");
        let words = Words::of(ReferenceTables::builtin(), "Dr.Smith Ludwig  van Beethoven");
        assert_eq!((words.len(), words.written(0), words.slice(3, 5)), (5, "Dr.", "van Beethoven"));
    }
}
