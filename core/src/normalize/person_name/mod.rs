//! Persons' names, Chinese, Latin and others.
//!
//! | raw | key | surname | given | pinyin | status |
//! |---|---|---|---|---|---|
//! | `张 伟` | `张伟` | `张` | `伟` | `zhangwei` | ok |
//! | `張偉先生` | `张伟` | `张` | `伟` | `zhangwei` | repaired (form of address) |
//! | `欧阳娜娜` | `欧阳娜娜` | `欧阳` | `娜娜` | `ouyangnana` | ok |
//! | `买买提•艾力` | `买买提·艾力` | | `买买提` | `maimaitiaili` | ok |
//! | `李女士`, `王总` | none | `李`, `王` | | | suspicious: surname only |
//! | `张*`, `*经理` | none | `张`, – | | | suspicious: masked |
//! | `SMITH, Dr. John` | `john smith` | `smith` | `john` | `johnsmith` | repaired (order) |
//! | `ZHANG Wei` | `wei zhang` | `zhang` | `wei` | `weizhang` | repaired (order) |
//! | `☆小仙女☆` | none | | | | suspicious: nickname |
//! | `某某科技有限公司`, `客服` | none | | | | suspicious: not a person |
//!
//! Further derived forms: `initials` (`zw`), `sorted` (the words in byte order; of Chinese names the
//! key), `honorific` (only where there is no key, so that all forms depend on the key alone).
//! Traditional characters, case and dots are folded in the key; the display is what was written.
//! Latin names: the last word is the surname, unless a comma, one word in capitals, or a common pinyin
//! surname in front of two syllables says otherwise; `Zhang Wei` stays as written, compare `sorted`.
//! Limits: no Wade-Giles or Cantonese, one reading per character, Japanese names are not parted.
//!
//! JSON: `{"person_name": {}}`. Source: the surname table of [`crate::data::surname`].

mod han;
mod latin;
mod words;

use super::Normalizer;
use super::clean::{self, doubt};
use crate::data::{surname, variant};
use crate::model::{Normalized, Reason};
use crate::text::{fold, script, script::Script};

/// Reads whole names of persons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PersonName;

const SURNAME: usize = 0;
const GIVEN: usize = 1;
const PINYIN: usize = 2;
const INITIALS: usize = 3;
const SORTED: usize = 4;
const HONORIFIC: usize = 5;

impl Normalizer for PersonName {
    fn components(&self) -> &'static [&'static str] {
        &["surname", "given", "pinyin", "initials", "sorted", "honorific"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        if !clean::drop_label(out, |text| self.missing(text)) {
            return;
        }
        let display = std::mem::take(&mut out.display);
        read_name(&display, out);
        out.display = display;
    }
}

fn read_name(display: &str, out: &mut Normalized) {
    let written = bare(display, out);
    let mut folded = String::new();
    fold::key_into(written, &mut folded);
    let folded = folded.trim_matches(|c: char| matches!(c, '-' | '/' | '"' | ',' | '，' | '、' | '‘' | '’' | '\''));
    if words::is_placeholder(folded) {
        return out.invalid(Reason::Placeholder);
    }
    let masked = |c: char| clean::is_mask(c);
    // Several words with a number are titles (`John Smith, 1st Earl of Derby`), one word is a nickname.
    let number = folded.is_ascii() && folded.contains(' ');
    let fits = |c: char| words::is_name_char(c) || masked(c) || number && c.is_ascii_digit();
    if !folded.chars().all(fits) || written.contains(words::is_decoration) {
        return doubt(out, Reason::Nickname, 30);
    }
    if written.chars().any(|c| variant::simplified(c) != c) {
        out.because(Reason::Traditional);
    }
    match script::of(folded) {
        Script::Han => han::read(folded, out),
        Script::Mixed => mixed(folded, out),
        Script::Kana | Script::Hangul => joined(folded, out),
        Script::Latin | Script::Other if folded.contains(masked) => doubt(out, Reason::Masked, 50),
        Script::Latin => latin::read(folded, written, out),
        Script::Other if folded.contains(char::is_alphabetic) => latin::read(folded, written, out),
        _ => out.invalid(Reason::Syntax),
    }
}

/// The name without a remark in brackets.
fn bare<'a>(display: &'a str, out: &mut Normalized) -> &'a str {
    let mut text = display;
    let open = text.rfind(['(', '（', '[', '【']).filter(|at| *at > 0 && text.ends_with([')', '）', ']', '】']));
    if let Some(at) = open {
        out.repaired(Reason::Label);
        text = clean::cut(text, at).0.trim_end();
    }
    text
}

/// Han and Latin together: a Chinese name with a remark, `张x`, or a nickname.
fn mixed(folded: &str, out: &mut Normalized) {
    let han = |c: char| script::is_han(c) || words::is_dot(c) || clean::is_mask(c);
    let name: String = folded.chars().filter(|c| han(*c)).collect();
    let latin: String = folded.chars().filter(|c| !han(*c)).collect();
    let latin = latin.trim();
    let switches = folded.chars().filter(|c| *c != ' ').map(han).collect::<Vec<_>>().windows(2).filter(|w| w.first() != w.last()).count();
    if switches != 1 || !latin.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-')) {
        return doubt(out, Reason::Nickname, 30);
    }
    if latin.chars().all(|c| c == 'x') && !folded.starts_with('x') {
        let (family, _) = han::split_surname(&name);
        out.set(SURNAME, family);
        out.because(Reason::Masked);
        return doubt(out, Reason::SurnameOnly, 50);
    }
    if surname::is_surname(&name) {
        out.set(SURNAME, &name);
        return doubt(out, Reason::SurnameOnly, 50);
    }
    if han::split_surname(&name).0.is_empty() || name.chars().count() > 4 {
        return doubt(out, Reason::Nickname, 30);
    }
    clean::repair(out, Reason::Label, 80);
    han::read(&name, out);
}

/// Scripts whose names are written without blanks and are not parted here.
fn joined(folded: &str, out: &mut Normalized) {
    out.key.extend(folded.chars().filter(|c| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c)));
    let Normalized { key, components, .. } = out;
    if let Some(sorted) = components.get_mut(SORTED) {
        sorted.push_str(key);
    }
}

#[cfg(test)]
mod tests;
