//! Traditional characters to simplified ones, by character and by phrase (OpenCC).
//!
//! | input | `simplified` / `simplify_into` |
//! |---|---|
//! | 體 | 体 |
//! | 乾 | 干 |
//! | 乾隆年間 | 乾隆年间 (a phrase) |
//! | 計畫 | 计划 (a phrase) |
//!
//! For comparing and searching; a person's name is never shown in a converted form.

use hashbrown::{HashMap, HashSet};

use super::blob::{Id, ascending, varint};
use super::source::Source;

const FIRST: u32 = 0x3400;
const COUNT: usize = 0xa000 - 0x3400;
/// Marks a character whose form lies outside the basic plane.
const FAR: u16 = 1;

/// The pairs of characters.
#[derive(Debug)]
pub struct Variants {
    /// The form of U+3400–9FFF, 0 = itself.
    near: Vec<u16>,
    /// The pairs where either side lies elsewhere, sorted.
    far: Vec<(char, char)>,
}

impl Variants {
    pub(super) fn read(source: &Source) -> Self {
        let mut table = Variants { near: vec![0; COUNT], far: Vec::new() };
        match source.rows(Id::VariantChar) {
            Some(rows) => {
                let one = |text: &str| text.chars().next();
                rows.filter_map(|(from, to)| Some((one(from)?, one(to)?))).for_each(|(from, to)| table.insert(from, to));
            }
            None => table.insert_deltas(&source.bytes(Id::VariantChar)),
        }
        table.far.sort_unstable();
        table
    }

    /// The simplified form of one character; itself when it has none.
    #[must_use]
    #[inline]
    pub fn simplified(&self, c: char) -> char {
        if u32::from(c) < FIRST { c } else { self.get(c) }
    }

    /// Whether a text has a character with a simplified form.
    #[must_use]
    pub fn changes(&self, text: &str) -> bool {
        !text.is_ascii() && text.chars().any(|c| self.simplified(c) != c)
    }

    #[inline]
    fn get(&self, c: char) -> char {
        match u32::from(c).checked_sub(FIRST).and_then(|offset| self.near.get(offset as usize)) {
            Some(0) => c,
            Some(&form) if form != FAR => char::from_u32(u32::from(form)).unwrap_or(c),
            None if u32::from(c) < 0x1_0000 => c,
            _ => self.far(c),
        }
    }

    /// Apart, so that the common way is short.
    #[cold]
    fn far(&self, c: char) -> char {
        let found = self.far.binary_search_by_key(&c, |pair| pair.0);
        found.ok().and_then(|index| self.far.get(index)).map_or(c, |pair| pair.1)
    }

    fn insert(&mut self, from: char, to: char) {
        if from == to {
            return;
        }
        let slot = u32::from(from).checked_sub(FIRST).and_then(|offset| self.near.get_mut(offset as usize));
        match (slot, u16::try_from(u32::from(to))) {
            (Some(slot), Ok(near)) if near > FAR => *slot = near,
            (slot, _) => {
                if let Some(slot) = slot {
                    *slot = FAR;
                }
                self.far.push((from, to));
            }
        }
    }

    /// Raw form: all keys as deltas, then all values as zigzag deltas from value to value.
    fn insert_deltas(&mut self, (raw, count): &(Vec<u8>, usize)) {
        let mut rest = raw.as_slice();
        let keys = ascending(&mut rest, *count);
        let mut value = 0_u32;
        for key in keys {
            let Some(delta) = varint(&mut rest) else {
                break;
            };
            value = value.wrapping_add((delta >> 1) ^ (delta & 1).wrapping_neg());
            if let (Some(from), Some(to)) = (char::from_u32(key), char::from_u32(value)) {
                self.insert(from, to);
            }
        }
    }
}

/// The phrases whose characters change otherwise than alone.
#[derive(Debug)]
pub struct Phrases {
    /// One bit per character of the basic plane: does a phrase start with it?
    starts: Vec<u16>,
    /// The phrases by their first character, longer ones first.
    by_first: HashMap<char, Vec<(&'static str, &'static str)>>,
}

impl Phrases {
    pub(super) fn read(source: &Source, chars: &Variants) -> Self {
        let mut phrases = Phrases { starts: vec![0; 0x1_0000 / 16], by_first: HashMap::new() };
        let listed: Vec<(&str, &str)> = source.pairs(Id::VariantPhrase).collect();
        // What is simplified already stays as it is: 乾县, as 乾縣 is written today.
        let stays = |simple: &str| simple.chars().any(|c| chars.simplified(c) != c);
        let simple = listed.iter().filter(|(phrase, simple)| phrase != simple && stays(simple)).map(|(_, simple)| (*simple, *simple));
        let mut known: HashSet<&str> = listed.iter().map(|(phrase, _)| *phrase).collect();
        let simple: Vec<(&str, &str)> = simple.filter(|(phrase, _)| known.insert(*phrase)).collect();
        for (phrase, simple) in listed.into_iter().chain(simple) {
            let Some(first) = phrase.chars().next() else {
                continue;
            };
            if let Some(word) = phrases.starts.get_mut(first as usize / 16) {
                *word |= 1 << (first as u32 % 16);
            }
            phrases.by_first.entry(first).or_default().push((phrase, simple));
        }
        for same_first in phrases.by_first.values_mut() {
            same_first.sort_unstable_by_key(|&(phrase, _)| (std::cmp::Reverse(phrase.len()), phrase));
        }
        phrases
    }

    /// Appends the simplified text: longest known phrase first, then character by character.
    pub fn simplify_into(&self, chars: &Variants, text: &str, out: &mut String) {
        if text.is_ascii() {
            out.push_str(text);
            return;
        }
        // What changes is written on its own, what stands between as it is.
        let (mut copied, mut at) = (0, 0);
        let mut rest = text.chars();
        while let Some(c) = rest.next() {
            let mut next = at + c.len_utf8();
            if u32::from(c) >= FIRST {
                let phrase = if self.starts(c) { text.get(at..).and_then(|tail| self.at(c, tail)) } else { None };
                let simple = chars.get(c);
                if let Some((phrase, simple)) = phrase {
                    out.push_str(text.get(copied..at).unwrap_or_default());
                    out.push_str(simple);
                    next = at + phrase.len();
                    copied = next;
                    rest = text.get(next..).unwrap_or_default().chars();
                } else if simple != c {
                    out.push_str(text.get(copied..at).unwrap_or_default());
                    out.push(simple);
                    copied = next;
                }
            }
            at = next;
        }
        out.push_str(text.get(copied..).unwrap_or_default());
    }

    /// Whether a phrase starts with a character.
    #[inline]
    fn starts(&self, c: char) -> bool {
        self.starts.get(c as usize / 16).is_some_and(|word| word >> (c as u32 % 16) & 1 == 1)
    }

    fn at(&self, first: char, rest: &str) -> Option<(&'static str, &'static str)> {
        self.by_first.get(&first)?.iter().copied().find(|(phrase, _)| rest.starts_with(phrase))
    }
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    fn simplified(c: char) -> char {
        ReferenceTables::builtin().variants().simplified(c)
    }

    fn simplify(text: &str) -> String {
        let tables = ReferenceTables::builtin();
        let mut out = String::from("|");
        tables.phrases().simplify_into(tables.variants(), text, &mut out);
        out.split_off(1)
    }

    #[test]
    fn counts() {
        let all = ('\u{3400}'..=char::MAX).filter(|&c| simplified(c) != c).count();
        assert_eq!(all, 3222);
        assert_eq!(('\0'..'\u{3400}').filter(|&c| simplified(c) != c).count(), 0);
        // 477 rows, and 66 forms that stay.
        assert_eq!(ReferenceTables::builtin().phrases().by_first.values().map(Vec::len).sum::<usize>(), 543);
    }

    #[test]
    fn one_step_is_enough_but_for_one_character() {
        let twice: Vec<char> = ('\u{3400}'..=char::MAX).filter(|&c| simplified(simplified(c)) != simplified(c)).collect();
        assert_eq!(twice, ['薴']);
    }

    #[test]
    fn characters() {
        for (from, to) in [('體', '体'), ('張', '张'), ('乾', '干'), ('臺', '台'), ('a', 'a'), ('中', '中')] {
            assert_eq!(simplified(from), to, "{from}");
        }
        assert_eq!(simplified('\u{10ffff}'), '\u{10ffff}');
    }

    #[test]
    fn phrases_win_over_characters() {
        for (from, to) in [
            ("台灣積體電路製造股份有限公司", "台湾积体电路制造股份有限公司"),
            ("乾隆年間", "乾隆年间"),
            ("乾淨", "干净"),
            ("會員計畫", "会员计划"),
            ("瞭解憑藉", "了解凭借"),
            ("錢鍾書", "钱锺书"),
            ("乾縣", "乾县"),
            ("乾县乾安县", "乾县乾安县"),
            ("ABC 張三", "ABC 张三"),
            ("plain", "plain"),
            ("", ""),
            ("乾", "干"),
        ] {
            assert_eq!(simplify(from), to);
        }
    }

    #[test]
    fn every_phrase_gives_its_own_answer_wherever_it_stands() {
        for &(phrase, simple) in ReferenceTables::builtin().phrases().by_first.values().flatten() {
            assert_eq!(simplify(phrase), simple);
            assert_eq!(simplify(&format!("，{phrase}。")), format!("，{simple}。"));
        }
    }
}
