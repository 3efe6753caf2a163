//! Latin names: titles, order, tokens.

use super::{GIVEN, HONORIFIC, INITIALS, PINYIN, SORTED, SURNAME, words};
use crate::model::{Normalized, Reason};
use crate::normalize::clean::doubt;
use crate::normalize::latin;

const MOST: usize = 12;

/// The words of a name, without punctuation.
#[derive(Debug, Default)]
struct Tokens {
    text: String,
    ends: [usize; MOST],
    len: usize,
    /// How many words stand in front of the first comma.
    comma: Option<usize>,
    overflow: bool,
}

impl Tokens {
    /// Parts a text; hyphens and apostrophes join, everything else parts.
    fn of(text: &str) -> Tokens {
        let mut tokens = Tokens { text: String::with_capacity(text.len()), ..Tokens::default() };
        for c in text.chars() {
            if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
                tokens.text.push(c);
            } else if !matches!(c, '-' | '‐' | '‑' | '–' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´') {
                tokens.end();
                if matches!(c, ',' | '，') && tokens.comma.is_none() && tokens.len > 0 {
                    tokens.comma = Some(tokens.len);
                }
            }
        }
        tokens.end();
        tokens
    }

    fn end(&mut self) {
        if self.text.len() == self.start(self.len) {
            return;
        }
        match self.ends.get_mut(self.len) {
            Some(end) => {
                *end = self.text.len();
                self.len += 1;
            }
            None => self.overflow = true,
        }
    }

    fn start(&self, token: usize) -> usize {
        token.checked_sub(1).and_then(|t| self.ends.get(t)).copied().unwrap_or(0)
    }

    fn get(&self, token: usize) -> &str {
        self.text.get(self.start(token)..self.ends.get(token).copied().unwrap_or(0)).unwrap_or_default()
    }
}

/// Reads a folded (lower-case) name; `written` is the same name with its capitals.
pub(super) fn read(folded: &str, written: &str, out: &mut Normalized) {
    let tokens = Tokens::of(folded);
    if tokens.overflow {
        return doubt(out, Reason::Nickname, 30);
    }
    let (mut first, mut last) = (0, tokens.len);
    while last > first + 1 && words::is_suffix(tokens.get(last - 1)) {
        last -= 1;
    }
    // John Smith, Earl of Derby: a title of nobility, not a given name.
    let noble = |at: usize| (at..last).any(|t| words::is_noble(tokens.get(t)));
    let is_given = |at: usize| at < last && last - at <= 3 && !noble(at);
    let comma = tokens.comma.filter(|at| is_given(*at));
    let titles_at = comma.unwrap_or(0);
    let mut order = [0; MOST];
    let mut len = 0;
    while first < last && words::is_title(tokens.get(first)) {
        first += 1;
    }
    let mut given = titles_at.max(first);
    while given < last && words::is_title(tokens.get(given)) {
        given += 1;
    }
    let titled = first > 0 || given > titles_at.max(first);
    let family_end = comma.unwrap_or(first);
    for token in (given..last).chain(first..family_end) {
        if let Some(slot) = order.get_mut(len) {
            *slot = token;
            len += 1;
        }
    }
    if comma.is_some() {
        out.repaired(Reason::NameOrder);
    }
    if titled || last < tokens.len {
        out.repaired(Reason::Honorific);
    }
    let order = order.get_mut(..len).unwrap_or_default();
    if order.is_empty() {
        if titled {
            out.set(HONORIFIC, tokens.get(0));
            return doubt(out, Reason::SurnameOnly, 30);
        }
        return out.invalid(Reason::BadCharacter);
    }
    if comma.is_none()
        && let Some(confidence) = family_first(order, &tokens, written)
    {
        order.rotate_left(1);
        out.repaired(Reason::NameOrder);
        out.confidence = out.confidence.min(confidence);
    }
    if let [only] = order
        && titled
    {
        out.set(SURNAME, tokens.get(*only));
        out.set(HONORIFIC, tokens.get(0));
        return doubt(out, Reason::SurnameOnly, 50);
    }
    write(order, &tokens, out);
}

fn write(order: &[usize], tokens: &Tokens, out: &mut Normalized) {
    for token in order {
        if !out.key.is_empty() {
            out.key.push(' ');
        }
        out.key.push_str(tokens.get(*token));
    }
    if let [first, .., last] = order {
        out.set(GIVEN, tokens.get(*first));
        out.set(SURNAME, tokens.get(*last));
    } else {
        doubt(out, Reason::SingleName, 60);
    }
    let Normalized { key, components, .. } = out;
    if let Some(out) = components.get_mut(PINYIN) {
        latin::letters_into(key, out);
    }
    if let Some(out) = components.get_mut(INITIALS) {
        for token in key.split(' ') {
            let at = out.len();
            latin::letters_into(token, out);
            out.truncate((at + 1).min(out.len()));
        }
    }
    if let Some(out) = components.get_mut(SORTED) {
        let mut sorted: [&str; MOST] = [""; MOST];
        sorted.iter_mut().zip(key.split(' ')).for_each(|(slot, token)| *slot = token);
        let sorted = sorted.get_mut(..order.len()).unwrap_or_default();
        sorted.sort_unstable();
        for token in sorted.iter() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(token);
        }
    }
}

/// Whether the first word is the family name, and how sure that is: `ZHANG Wei`, `Zhang Xiaoming`.
fn family_first(order: &[usize], tokens: &Tokens, written: &str) -> Option<u8> {
    let [first, .., last] = order else {
        return None;
    };
    let capitals = Tokens::of(written);
    if capitals.len == tokens.len {
        let upper = |token: usize| {
            let text = capitals.get(token);
            text.chars().nth(1).is_some() && !text.contains(char::is_lowercase)
        };
        if upper(*first) && !order.iter().skip(1).any(|t| upper(*t)) && capitals.get(*last).contains(char::is_lowercase) {
            return Some(90);
        }
        if upper(*last) && !upper(*first) {
            return None;
        }
    }
    let chinese = order.len() == 2 && is_pinyin_surname(tokens.get(*first)) && !is_pinyin_surname(tokens.get(*last)) && syllables(tokens.get(*last)) >= 2;
    chinese.then_some(85)
}

/// The commonest surnames in pinyin that are no English given names.
fn is_pinyin_surname(word: &str) -> bool {
    const SURNAMES: [&str; 80] = [
        "bai", "cai", "cao", "chang", "chen", "cheng", "cui", "deng", "ding", "dong", "du", "duan", "fan", "fang", "feng", "fu", "gao", "gong", "gu", "guo", "han", "hao", "he",
        "hou", "hu", "huang", "jia", "jiang", "jin", "kong", "lai", "lei", "li", "liang", "liao", "lin", "liu", "long", "lu", "luo", "lv", "ma", "mao", "meng", "pan", "peng",
        "qian", "qin", "qiu", "ren", "shao", "shen", "shi", "song", "su", "sun", "tan", "tang", "tao", "tian", "wan", "wang", "wei", "wu", "xia", "xiao", "xie", "xiong", "xu",
        "xue", "yan", "yang", "yao", "ye", "yin", "yu", "yuan", "zhang", "zhao", "zhou",
    ];
    SURNAMES.binary_search(&word).is_ok() || matches!(word, "zheng" | "zhong" | "zhu" | "zou" | "zeng" | "ouyang" | "sima" | "zhuge")
}

/// How many pinyin syllables a word falls into; 0 when it does not.
fn syllables(word: &str) -> usize {
    const STARTS: [&str; 24] = ["zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", ""];
    const ENDS: [&str; 35] = [
        "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ue", "ve", "ai", "an", "ao", "ei", "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ui",
        "un", "uo", "a", "e", "i", "o", "u", "v", "",
    ];
    fn count(word: &str, depth: usize) -> usize {
        if word.is_empty() || depth == 0 {
            return 0;
        }
        for start in STARTS {
            let Some(rest) = word.strip_prefix(start) else {
                continue;
            };
            for end in ENDS.iter().filter(|e| !e.is_empty()) {
                if let Some(rest) = rest.strip_prefix(end) {
                    let more = count(rest, depth - 1);
                    if rest.is_empty() || more > 0 {
                        return 1 + more;
                    }
                }
            }
        }
        0
    }
    count(word, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_words() {
        assert_eq!((syllables("xiaoming"), syllables("wei"), syllables("smith"), syllables("marino")), (2, 1, 0, 3));
        assert!(is_pinyin_surname("zhang") && is_pinyin_surname("bai") && !is_pinyin_surname("smith"));
    }
}
