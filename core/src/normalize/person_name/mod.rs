//! Persons' names, Chinese, Latin and others.
//!
//! | raw | display | key | surname | given | pinyin | status |
//! |---|---|---|---|---|---|---|
//! | `张伟` | `张伟` | `张伟` | `张` | `伟` | `zhang wei` | ok |
//! | `張 偉先生` | `張偉` | `张伟` | `張` | `偉` | `zhang wei` | repaired (form of address) |
//! | `单雄信` | `单雄信` | `单雄信` | `单` | `雄信` | `shan xiong xin` | ok |
//! | `范徐丽泰` | `范徐丽泰` | `范徐丽泰` | `范徐` | `丽泰` | `fan xu li tai` | ok |
//! | `买买提•艾力` | as written | `买买提·艾力` | | `买买提` | `mai mai ti ai li` | ok |
//! | `李女士`, `王总` | `李`, `王` | none | `李`, `王` | | `li`, `wang` | suspicious: surname only |
//! | `张*`, `*经理` | as written | none | `张`, – | | | suspicious: masked |
//! | `SMITH, Dr. John A.` | as written | `john a smith` | `SMITH` | `John` | | repaired (order) |
//! | `John Smith Jr.`, `John Smith II` | as written | `john smith` | `Smith` | `John` | | repaired (form of address) |
//! | `Ludwig van Beethoven` | as written | `ludwig van beethoven` | `van Beethoven` | `Ludwig` | | ok |
//! | `ZHANG Xiaoming` | as written | `xiaoming zhang` | `ZHANG` | `Xiaoming` | `zhang xiao ming` | repaired (order) |
//! | `☆小仙女☆` | as written | none | | | | suspicious: nickname |
//! | `某某科技有限公司`, `客服` | as written | none | | | | suspicious: not a person |
//!
//! Match forms: `reading` (letters, surname first where it is known: `zhangwei` for 张伟 and for `Wei Zhang`),
//! `readings` (all plausible ones, parted by blanks: ü as `v`, `yu` and `u`, characters of several readings,
//! spellings of Hong Kong and Taiwan), `initials`, `sorted` (the words in byte order), `surname_key`
//! (folded, its last word), `given_names` (the given name and what it is short for: `bill william`), `visible` (of masked
//! Chinese names: `张*明`, where 某 is a star too), `generation` (`sr`, `jr`, `iii`: it tells bearers of one key apart).
//! Components as written: `surname`, `given`, `middle`, `title`, `suffix`, `honorific`, `nickname` (`William
//! "Bill" Gates`); `pinyin` (spaced).
//!
//! The key folds width, case, traditional characters and dots. In Latin names the last word is the surname, with
//! the particles in front of it, unless a comma, words in capitals, or a Chinese surname says otherwise;
//! `Zhang Wei`, where either could be the surname, stays as written: compare `sorted` or `readings`.
//! Limits: of Japanese names in Han characters only those with a common surname are parted.
//!
//! JSON: `{"person_name": {}}`. Sources: the tables of surnames, readings, romanizations and nicknames in
//! [`crate::data`]; 通用规范汉字表 for characters of several readings.

mod address;
mod generation;
mod han;
mod japanese;
mod latin;
mod marks;
mod reading;
mod romanized;
mod signs;
mod stranger;
mod titles;
mod words;

use super::clean::{self, doubt};
use super::{Normalizer, missing};
use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason, Status};
use crate::text::{fold, script, script::Script};

/// Reads whole names of persons.
#[derive(Clone, Debug, Default)]
pub struct PersonName {
    tables: ReferenceTables,
}

impl PersonName {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        PersonName { tables: tables.clone() }
    }
}

const INITIALS: usize = 2;
const SORTED: usize = 3;
const SURNAME_KEY: usize = 4;
const GIVEN_NAMES: usize = 5;
const VISIBLE: usize = 6;
const GENERATION: usize = 7;
const SURNAME: usize = 8;
const GIVEN: usize = 9;
const MIDDLE: usize = 10;
const TITLE: usize = 11;
const SUFFIX: usize = 12;
const HONORIFIC: usize = 13;
const PINYIN: usize = 14;
const NICKNAME: usize = 15;

const COMPONENTS: [&str; 16] = [
    "reading",
    "readings",
    "initials",
    "sorted",
    "surname_key",
    "given_names",
    "visible",
    "generation",
    "surname",
    "given",
    "middle",
    "title",
    "suffix",
    "honorific",
    "pinyin",
    "nickname",
];

impl Normalizer for PersonName {
    fn components(&self) -> &'static [&'static str] {
        &COMPONENTS
    }

    fn forms(&self) -> &'static [&'static str] {
        COMPONENTS.split_at(SURNAME).0
    }

    fn apart(&self) -> Option<usize> {
        Some(GENERATION)
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        // No token of letters begins with another one.
        if matches!(text.as_bytes(), [b @ (b'a'..=b'z' | b'A'..=b'Z'), ..] if !matches!(b, b'n' | b'N' | b'u' | b'U' | b't' | b'T')) {
            return None;
        }
        missing::state(text)
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if han::plain(&self.tables, text, out) || latin::plain(&self.tables, text, out) || !clean::clean_name(text, out) {
            return;
        }
        if !self.drop_labels(out) {
            return;
        }
        let display = std::mem::take(&mut out.display);
        read_name(&self.tables, &display, out);
        if out.display.is_empty() {
            out.display = display;
        } else if let Some(state) = self.missing(&out.display) {
            // 未知·, (无)先生: what is left says that there is no name.
            out.set_missing(state);
        }
    }
}

impl PersonName {
    /// Drops labels, also those behind a stray sign or a quote; false when what they label is missing.
    fn drop_labels(&self, out: &mut Normalized) -> bool {
        loop {
            if !clean::drop_label(out, |text| self.missing(text)) {
                return false;
            }
            let inner = unquoted(&out.display);
            if !clean::is_labelled(inner) {
                return true;
            }
            out.display = inner.to_owned();
            out.repaired(Reason::Trimmed);
        }
    }
}

/// Reads a cleaned cell; leaves `out.display` empty where it stays as it is.
fn read_name(tables: &ReferenceTables, display: &str, out: &mut Normalized) {
    let written = bare(display, out);
    if several(tables, written, out) {
        return;
    }
    one(tables, written, out);
    // A label that only came to light is not for the next reader to drop.
    if out.display.is_empty() && written.len() < display.len() && !written.is_empty() && !clean::is_labelled(written) {
        out.display.push_str(written);
    }
}

/// Reads one name.
fn one(tables: &ReferenceTables, written: &str, out: &mut Normalized) {
    let mut folded = String::new();
    fold::key_into(tables.variants(), written, &mut folded);
    let folded = folded.trim_matches(|c: char| matches!(c, '-' | '/' | '"' | ',' | '，' | '、' | '‘' | '’' | '\'' | '_'));
    if stranger::is_placeholder(folded) {
        return out.invalid(Reason::Placeholder);
    }
    let masked = |c: char| clean::is_mask(c);
    // Several words with a number are titles (`John Smith, 1st Earl of Derby`), one word is a nickname.
    let number = folded.is_ascii() && folded.contains(' ');
    let fits = |c: char| signs::is_name_char(c) || masked(c) || number && c.is_ascii_digit();
    if !folded.chars().all(fits) || written.contains(signs::is_decoration) {
        return doubt(out, Reason::Nickname, 30);
    }
    if tables.variants().changes(written) {
        out.because(Reason::Traditional);
    }
    match script::of(folded) {
        Script::Han => han::read(tables, written, out),
        Script::Mixed => mixed(tables, written, folded, out),
        Script::Kana => japanese::kana(written, folded, out),
        Script::Hangul => japanese::hangul(written, folded, out),
        Script::Latin | Script::Other if folded.contains(masked) => doubt(out, Reason::Masked, 50),
        Script::Latin => latin::read(tables, written, out),
        Script::Other if folded.contains(char::is_alphabetic) => latin::read(tables, written, out),
        _ => out.invalid(Reason::Syntax),
    }
}

/// The name without stray signs around it, and without a pair of quotes around it or one alone at an end; others mark a
/// nickname.
fn unquoted(display: &str) -> &str {
    let mut text = display.trim_matches(|c: char| matches!(c, '`' | ';' | '；' | '。' | '，' | ',' | ' '));
    for (open, close) in [('"', '"'), ('“', '”'), ('\'', '\'')] {
        let inner = text.strip_prefix(open).and_then(|t| t.strip_suffix(close)).filter(|t| !t.contains([open, close]));
        let alone = text.matches([open, close]).count() == 1;
        text = inner.unwrap_or(if alone { text.trim_matches([open, close]) } else { text });
    }
    text
}

/// The name without a remark in brackets at its end.
fn bare<'a>(display: &'a str, out: &mut Normalized) -> &'a str {
    let mut text = unquoted(display);
    if text.is_empty() {
        return display;
    }
    // 赵四 13812345678: the telephone number is not part of the name.
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '－' | '０'..='９');
    let rest = text.trim_matches(digits);
    let dropped = text.chars().filter(|c| c.is_numeric()).count();
    if dropped >= 7 && rest.chars().next().is_some_and(script::is_han) && !rest.contains(char::is_numeric) {
        out.repaired(Reason::Label);
        text = rest;
    }
    if text.len() < display.len() {
        out.repaired(Reason::Trimmed);
    }
    let open = text.rfind(['(', '（', '[', '【']).filter(|at| *at > 0 && text.ends_with([')', '）', ']', '】']));
    if let Some(at) = open {
        out.repaired(Reason::Label);
        text = clean::cut(text, at).0.trim_end();
    }
    text
}

/// Several Chinese names in one cell: 张三、李四. False when the cell is not that.
fn several(tables: &ReferenceTables, written: &str, out: &mut Normalized) -> bool {
    const MARKS: [char; 11] = ['、', '/', '；', ';', '，', ',', '|', '\n', '&', '和', '与'];
    if written.is_ascii() || !written.contains(MARKS) {
        return false;
    }
    let mut keys: Vec<String> = Vec::new();
    let mut first = Normalized::default();
    let mut scratch = Normalized::default();
    for piece in written.split(MARKS).map(str::trim).filter(|p| !p.is_empty()) {
        scratch.clear(COMPONENTS.len());
        if script::of(piece) == Script::Han {
            han::read(tables, piece, &mut scratch);
        }
        let known = scratch.components.get(SURNAME_KEY).is_some_and(|s| !s.is_empty());
        if scratch.key.is_empty() || !known || keys.len() == 8 {
            return false;
        }
        if keys.is_empty() {
            std::mem::swap(&mut first, &mut scratch);
            keys.push(first.key.clone());
        } else if !keys.contains(&scratch.key) {
            keys.push(std::mem::take(&mut scratch.key));
        }
    }
    // 王和平 and 张与之 are one name.
    if keys.len() < 2 || !written.contains(['、', '/', '；', ';', '，', ',', '|', '\n', '&']) && keys.iter().any(|k| k.chars().nth(1).is_none()) {
        return false;
    }
    out.key = first.key;
    out.components = first.components;
    out.because(Reason::MultipleValues);
    out.status = Status::Ambiguous;
    out.confidence = out.confidence.min(50);
    out.candidates = keys;
    out.display.push_str(written);
    true
}

/// Han and Latin together: a Chinese name with a remark, `张x`, or a nickname.
fn mixed(tables: &ReferenceTables, written: &str, folded: &str, out: &mut Normalized) {
    let han = |c: char| script::is_han(c) || signs::is_dot(c) || clean::is_mask(c);
    let name: String = written.chars().filter(|c| han(*c)).collect();
    let latin: String = folded.chars().filter(|c| !han(*c)).collect();
    let latin = latin.trim();
    // Tom·汉克斯: one name in two scripts.
    if folded.contains(signs::is_dot) && folded.chars().all(|c| c.is_alphabetic() || signs::is_dot(c) || matches!(c, ' ' | '-')) && !folded.contains(clean::is_mask) {
        let dotted = folded.chars().filter(|c| *c != ' ').map(|c| if signs::is_dot(c) { '·' } else { c });
        out.key.extend(dotted);
        let key = std::mem::take(&mut out.key);
        out.set(SORTED, &key);
        out.key = key;
        return;
    }
    let switches = folded.chars().filter(|c| *c != ' ').map(han).collect::<Vec<_>>().windows(2).filter(|w| w.first() != w.last()).count();
    if switches != 1 || !latin.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-')) {
        return doubt(out, Reason::Nickname, 30);
    }
    let mut plain = String::new();
    fold::key_into(tables.variants(), &name, &mut plain);
    let (family, given) = han::split_surname(tables, &plain);
    if latin.chars().all(|c| c == 'x') && !folded.starts_with('x') {
        out.set(SURNAME, family);
        out.set(SURNAME_KEY, family);
        out.set(VISIBLE, &format!("{plain}*"));
        out.because(Reason::Masked);
        return doubt(out, Reason::SurnameOnly, 50);
    }
    if given.is_empty() && !family.is_empty() {
        out.set(SURNAME, &name);
        out.set(SURNAME_KEY, family);
        return doubt(out, Reason::SurnameOnly, 50);
    }
    let borne = |c: char| tables.surnames().is_common(c) || tables.surnames().is_compound(family);
    if !family.starts_with(borne) || name.chars().count() > 4 {
        return doubt(out, Reason::Nickname, 30);
    }
    clean::repair(out, Reason::Label, 80);
    han::read(tables, &name, out);
    if out.display.is_empty() {
        out.display.push_str(&name);
    }
}

#[cfg(test)]
mod tests;
