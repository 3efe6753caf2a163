//! Latin names: titles, order, surnames of several words.

use super::words::{MOST, Words};
use super::{GENERATION, GIVEN, GIVEN_NAMES, INITIALS, MIDDLE, NICKNAME, PINYIN, SORTED, SUFFIX, SURNAME, SURNAME_KEY, TITLE, generation, romanized, stranger, titles};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::normalize::clean::{self, doubt};
use crate::normalize::latin as letters;
use crate::normalize::short::Short;

/// Which words are what; ranges of word numbers, empty where there is nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    title: (usize, usize),
    given: (usize, usize),
    middle: (usize, usize),
    surname: (usize, usize),
    suffix: (usize, usize),
    /// Words that stay in the key and are none of these: titles of nobility.
    rest: (usize, usize),
}

/// Reads words of plain letters with one blank between them, about which there is nothing to clean; false when the text is something else.
pub(super) fn plain(tables: &ReferenceTables, text: &str, out: &mut Normalized) -> bool {
    let mut folded = Short::<64>::new();
    let mut before = b' ';
    let clean = text.bytes().all(|b| {
        let follows = b.is_ascii_alphabetic() || b == b' ' && before != b' ';
        before = b;
        follows
    });
    if !clean || before == b' ' || !folded.push_lower(text) {
        return false;
    }
    if stranger::is_placeholder(folded.as_str()) {
        out.invalid(Reason::Placeholder);
    } else {
        read(tables, text, out);
    }
    out.display.push_str(text);
    true
}

/// Reads a name.
pub(super) fn read(tables: &ReferenceTables, written: &str, out: &mut Normalized) {
    let (without, nickname) = without_nickname(written);
    if nickname.is_some() {
        out.repaired(Reason::Label);
    }
    let words = Words::of(tables, without.as_deref().unwrap_or(written));
    if words.overflow {
        return doubt(out, Reason::Nickname, 30);
    }
    if words.len() == 0 {
        return out.invalid(Reason::BadCharacter);
    }
    if words.len() > 1 && stranger::is_legal_form(words.letters(words.len() - 1).as_str()) {
        return doubt(out, Reason::NotAPerson, 80);
    }
    let parts = parts(tables, &words, out);
    write_parts(&words, &parts, out);
    if parts.given.0 == parts.given.1 {
        return alone(tables, &words, &parts, out);
    }
    write_key(&words, &parts, out);
    out.set(NICKNAME, nickname.unwrap_or_default());
    write_forms(tables, &words, &parts, out);
    write_generation(&words, &parts, out);
}

/// `William "Bill" Gates`, `Edward (Ted) Kennedy`: the name without the nickname, and the nickname.
fn without_nickname(written: &str) -> (Option<String>, Option<&str>) {
    const PAIRS: [(char, char); 8] = [('"', '"'), ('“', '”'), ('(', ')'), ('（', '）'), ('«', '»'), ('[', ']'), ('‘', '’'), ('\'', '\'')];
    if written.bytes().all(|b| b.is_ascii() && !matches!(b, b'"' | b'(' | b'[' | b'\'')) {
        return (None, None);
    }
    for (open, close) in PAIRS {
        let Some(at) = written.find(open) else {
            continue;
        };
        let (before, rest) = clean::cut(written, at);
        let rest = rest.get(open.len_utf8()..).unwrap_or_default();
        let Some(end) = rest.find(close) else {
            continue;
        };
        let (inner, after) = clean::cut(rest, end);
        let after = after.get(close.len_utf8()..).unwrap_or_default();
        // An apostrophe belongs to the word (O'Brien); a quotation mark stands beside a blank.
        let apart = before.is_empty() || before.ends_with(' ');
        let closed = after.is_empty() || after.starts_with([' ', ',']);
        if inner.is_empty() || !(apart && closed) || before.trim().is_empty() && after.trim().is_empty() {
            continue;
        }
        return (Some(format!("{} {}", before.trim_end(), after.trim_start())), Some(inner.trim()));
    }
    (None, None)
}

/// Finds out what each word is.
fn parts(tables: &ReferenceTables, words: &Words<'_>, out: &mut Normalized) -> Parts {
    let mut parts = Parts::default();
    let (mut first, mut last) = (0, words.len());
    // Suffixes at the end: behind a comma any, otherwise only what cannot be a name.
    while last > first + 1 {
        let at = last - 1;
        let word = words.letters(at);
        let behind_comma = words.commas(at) > words.commas(at - 1) || parts.suffix.1 > parts.suffix.0 && words.commas(last.min(words.len() - 1)) > words.commas(at);
        let suffix = titles::is_sure_suffix(word.as_str(), words.written(at))
            || behind_comma && titles::is_suffix(word.as_str())
            || word.as_str() == "v" && at >= first + 2 && words.written(at) == "V";
        let letters = suffix || behind_comma && words.commas(at) >= 2 && words.is_capitals(at) && word.len() <= 5;
        if !letters || behind_comma && words.commas(at) == 1 && only_initials(words, at, words.len()) && word.as_str().len() == 1 {
            break;
        }
        last = at;
        parts.suffix = (last, words.len());
    }
    while first + 1 < last && is_title_at(words, first, last) {
        first += 1;
    }
    parts.title = (0, first);
    let noble = |at: usize| (at..last).any(|t| titles::is_noble(words.key(t)));
    let comma = (first + 1..last).find(|at| words.commas(*at) > words.commas(first)).filter(|_| words.commas(last - 1) > words.commas(first));
    if let Some(comma) = comma {
        if noble(comma) || last - comma > 4 {
            parts.rest = (comma, last);
            last = comma;
        } else {
            return inverted(words, parts, first, comma, last, out);
        }
    }
    order(tables, words, parts, first, last, out)
}

/// Whether only initials stand between two places.
fn only_initials(words: &Words<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| words.is_initials(at))
}

fn is_title_at(words: &Words<'_>, at: usize, last: usize) -> bool {
    let word = words.letters(at);
    let word = word.as_str();
    // `Sr.` in front is Spanish; a bare `Fr` or `Gen` is a title only with its dot, since Fr and Gen are names.
    let weak = matches!(
        word,
        "sr" | "fr"
            | "gen"
            | "ext"
            | "ing"
            | "rep"
            | "col"
            | "pres"
            | "amb"
            | "maj"
            | "sra"
            | "sen"
            | "gov"
            | "hon"
            | "prince"
            | "major"
            | "master"
            | "judge"
            | "general"
            | "ms"
            | "pastor"
            | "bishop"
    );
    let sure = !weak || words.written(at).contains('.') || matches!(word, "ms" | "sen" | "gov" | "hon" | "col" | "maj") || last - at >= 3;
    (titles::is_title(word) && sure || titles::is_between(word) && last - at >= 3) && words.commas(at) == words.commas(0)
}

/// `Smith, Dr. John A.`: the surname stands in front of the comma.
fn inverted(words: &Words<'_>, mut parts: Parts, first: usize, comma: usize, last: usize, out: &mut Normalized) -> Parts {
    out.repaired(Reason::NameOrder);
    parts.surname = (first, comma);
    // Smith Jr., John
    while parts.surname.1 > first + 1 && titles::is_sure_suffix(words.letters(parts.surname.1 - 1).as_str(), words.written(parts.surname.1 - 1)) {
        parts.surname.1 -= 1;
        parts.suffix = (parts.surname.1, parts.surname.1 + 1);
    }
    let mut given = comma;
    while given + 1 < last && titles::is_title(words.letters(given).as_str()) {
        given += 1;
    }
    if given > comma {
        parts.title = (comma, given);
    }
    // Smith, John, Jr.: whatever stands behind a second comma is no given name.
    let end = (given + 1..last).find(|at| words.commas(*at) > words.commas(given)).unwrap_or(last);
    if end < last {
        parts.rest = (end, last);
    }
    parts.given = (given, given + 1);
    // Beethoven, Ludwig van: the particle belongs to the surname, and stays where it is written.
    parts.middle = (given + 1, end);
    parts
}

/// Given name, middle names and surname of words in their usual order.
fn order(tables: &ReferenceTables, words: &Words<'_>, mut parts: Parts, first: usize, last: usize, out: &mut Normalized) -> Parts {
    if last - first == 1 {
        // `Mr. Smith` is a surname, `Madonna` is neither.
        let titled = parts.title.1 > parts.title.0;
        parts.surname = if titled { (first, last) } else { (0, 0) };
        if !titled {
            parts.rest = (first, last);
        }
        return parts;
    }
    // JK is two initials, LI is a name.
    let is_name = |at: &usize| {
        words.is_capitals(*at) && (words.key(*at).chars().nth(2).is_some() || titles::is_particle(words.key(*at)) || romanized::surname_reading(tables, words.key(*at)).is_some())
    };
    let capitals = (first..last).filter(is_name).count();
    let leading = (first..last).take_while(is_name).count();
    let small = (first + leading..last).all(|at| words.has_small(at) || words.is_initials(at)) && (first + leading..last).any(|at| words.has_small(at));
    if leading > 0 && leading < last - first && leading == capitals && small {
        // ZHANG Wei, DE GAULLE Charles
        return family_in_front(words, parts, first, first + leading, last, 90, out);
    }
    let trailing = (first..last).rev().take_while(is_name).count();
    if trailing > 1 && trailing < last - first && trailing == capitals {
        parts.surname = (last - trailing, last);
        parts.given = (first, first + 1);
        parts.middle = (first + 1, last - trailing);
        return parts;
    }
    if (trailing == 0 || capitals == last - first)
        && let Some(sure) = romanized::family_first(tables, words, first, last)
    {
        return family_in_front(words, parts, first, first + 1, last, sure, out);
    }
    let mut start = last - 1;
    // van der Berg, de la Cruz, O. y Gasset; one word must be left for the given name.
    while start > first + 1
        && (titles::is_particle(words.key(start - 1)) && !words.is_initials(start - 1)
            || start > first + 2 && matches!(words.key(start - 1), "y" | "e" | "und") && words.written(start - 1).len() <= 3)
    {
        let joined = matches!(words.key(start - 1), "y" | "e" | "und");
        start -= if joined { 2 } else { 1 };
    }
    parts.surname = (start, last);
    parts.given = (first, first + 1);
    parts.middle = (first + 1, start);
    // Morris II Klein: written with the given name, and joined.
    if start > first + 1
        && parts.suffix.1 == parts.suffix.0
        && titles::is_sure_suffix(words.letters(start - 1).as_str(), words.written(start - 1))
        && generation::of(words.letters(start - 1).as_str()).is_some()
    {
        parts.middle.1 -= 1;
        parts.suffix = (start - 1, start);
    }
    parts
}

fn family_in_front(words: &Words<'_>, mut parts: Parts, first: usize, given: usize, last: usize, sure: u8, out: &mut Normalized) -> Parts {
    out.repaired(Reason::NameOrder);
    out.confidence = out.confidence.min(sure);
    parts.surname = (first, given);
    // Chan Tai Man: the given name has two words.
    let chinese = last - given == 2 && words.key(given).len() <= 6 && words.key(given + 1).len() <= 6 && !words.is_initials(given) && !words.is_initials(given + 1) && sure == 80;
    let end = if chinese { last } else { given + 1 };
    parts.given = (given, end);
    parts.middle = (end, last);
    parts
}

fn write_parts(words: &Words<'_>, parts: &Parts, out: &mut Normalized) {
    for (component, (from, to)) in [(SURNAME, parts.surname), (GIVEN, parts.given), (MIDDLE, parts.middle), (TITLE, parts.title), (SUFFIX, parts.suffix)] {
        out.set(component, words.slice(from, to));
    }
    if parts.title.1 > parts.title.0 || parts.suffix.1 > parts.suffix.0 {
        out.repaired(Reason::Honorific);
    }
}

/// One word, with or without a title.
fn alone(tables: &ReferenceTables, words: &Words<'_>, parts: &Parts, out: &mut Normalized) {
    if parts.surname.1 > parts.surname.0 {
        out.set(SURNAME_KEY, words.key(parts.surname.0));
        return doubt(out, Reason::SurnameOnly, 50);
    }
    write_key(words, parts, out);
    write_forms(tables, words, parts, out);
    doubt(out, Reason::SingleName, 60);
}

/// Given names, middle names, surname, and what else stays, in this order.
fn ranges(parts: &Parts) -> impl Iterator<Item = usize> {
    [parts.given, parts.middle, parts.surname, parts.rest].into_iter().flat_map(|(from, to)| from..to)
}

fn write_key(words: &Words<'_>, parts: &Parts, out: &mut Normalized) {
    for at in ranges(parts) {
        if !out.key.is_empty() {
            out.key.push(' ');
        }
        out.key.push_str(words.key(at));
    }
}

/// Namesakes of two generations are two people.
fn write_generation(words: &Words<'_>, parts: &Parts, out: &mut Normalized) {
    let said = (parts.suffix.0..parts.suffix.1).find_map(|at| generation::of(words.letters(at).as_str()));
    if let Some(said) = said {
        out.set(GENERATION, said);
    } else if parts.middle.1 > parts.middle.0 && words.key(parts.middle.1 - 1) == "i" {
        // Morris I Klein: an initial, or the first of his name.
        out.set(GENERATION, "sr");
    }
}

fn write_forms(tables: &ReferenceTables, words: &Words<'_>, parts: &Parts, out: &mut Normalized) {
    let Normalized { key, components, .. } = out;
    if let Some(out) = components.get_mut(SURNAME_KEY) {
        // The last word of the key: `García Márquez, Gabriel` and `Gabriel García Márquez` have one.
        out.push_str(parts.surname.1.checked_sub(1).filter(|last| *last >= parts.surname.0).map_or("", |last| words.key(last)));
    }
    if let Some(out) = components.get_mut(GIVEN_NAMES)
        && parts.given.1 > parts.given.0
    {
        given_names(tables, words.key(parts.given.0), out);
    }
    let mut pinyin = Vec::new();
    chinese(tables, words, parts, &mut pinyin);
    if let Some(out) = components.get_mut(PINYIN) {
        out.push_str(&pinyin.join(" "));
    }
    if let [reading, readings, ..] = components.as_mut_slice() {
        if pinyin.is_empty() {
            letters::letters_into(key, reading);
        } else {
            pinyin.iter().for_each(|syllable| reading.push_str(syllable));
        }
        readings.push_str(reading);
        for order in [[parts.surname, parts.given, parts.middle], [parts.given, parts.middle, parts.surname]] {
            let words = order.into_iter().flat_map(|(from, to)| from..to).map(|at| words.key(at));
            further(readings, |out| words.for_each(|word| letters::letters_into(word, out)));
        }
        if !pinyin.is_empty() && reading.contains('v') {
            further(readings, |out| reading.split('v').enumerate().for_each(|(at, part)| [if at > 0 { "yu" } else { "" }, part].into_iter().for_each(|piece| out.push_str(piece))));
        }
    }
    if let Some(out) = components.get_mut(INITIALS) {
        if pinyin.is_empty() {
            for word in key.split(' ') {
                let at = out.len();
                letters::letters_into(word, out);
                out.truncate((at + 1).min(out.len()));
            }
        } else {
            out.extend(pinyin.iter().filter_map(|s| s.chars().next()));
        }
    }
    if let Some(out) = components.get_mut(SORTED) {
        sorted_into(key, out);
    }
}

/// Appends one more reading, unless it is empty or there already.
fn further(readings: &mut String, write: impl FnOnce(&mut String)) {
    let before = readings.len();
    readings.push(' ');
    write(readings);
    let (known, added) = clean::cut(readings, before);
    let added = added.trim_start();
    if added.is_empty() || known.split(' ').any(|reading| reading == added) {
        readings.truncate(before);
    }
}

/// The syllables of a Chinese name, its surname first; none when it is no Chinese name.
fn chinese<'a>(tables: &'a ReferenceTables, words: &'a Words<'_>, parts: &Parts, out: &mut Vec<&'a str>) {
    if parts.surname.1 != parts.surname.0 + 1 || parts.rest.1 > parts.rest.0 || parts.middle.1 - parts.middle.0 > 1 {
        return;
    }
    let Some(surname) = romanized::surname_reading(tables, words.key(parts.surname.0)) else {
        return;
    };
    if romanized::rather_first(words.key(parts.given.0), words.key(parts.surname.0)) {
        return out.extend([words.key(parts.given.0), words.key(parts.surname.0)]);
    }
    match tables.pinyin().is_syllable(surname) {
        true => out.push(surname),
        false => out.extend(romanized::syllables(tables, surname)),
    }
    // Tai Man Chan has two words of given name, Anna Lee Chan a middle name.
    let several = parts.given.1 - parts.given.0 + parts.middle.1 - parts.middle.0 > 1;
    for at in (parts.given.0..parts.given.1).chain(parts.middle.0..parts.middle.1) {
        let found = romanized::syllables(tables, words.key(at));
        if found.is_empty() || found.len() > if several { 1 } else { 3 } {
            return out.clear();
        }
        out.extend(found);
    }
    if out.len() > 5 {
        out.clear();
    }
}

/// The given name and what it is short for.
fn given_names(tables: &ReferenceTables, given: &str, out: &mut String) {
    out.push_str(given);
    let nicknames = tables.nicknames();
    // Peggie is Peggy.
    let respelt = given.strip_suffix("ie").map(|stem| format!("{stem}y")).or_else(|| given.strip_suffix('y').map(|stem| format!("{stem}ie")));
    let more = respelt.iter().flat_map(|respelt| nicknames.full_names(respelt)).filter(|full| !nicknames.full_names(given).contains(full));
    for full in nicknames.full_names(given).iter().chain(more).filter(|full| **full != given).take(12) {
        out.push(' ');
        out.push_str(full);
    }
}

/// The words of a key in byte order.
fn sorted_into(key: &str, out: &mut String) {
    if let Some((one, other)) = key.split_once(' ').filter(|(_, other)| !other.contains(' ')) {
        let (first, second) = if one <= other { (one, other) } else { (other, one) };
        return [first, " ", second].into_iter().for_each(|piece| out.push_str(piece));
    }
    let mut sorted = [""; 4 * MOST];
    let mut len = 0;
    for (slot, word) in sorted.iter_mut().zip(key.split(' ')) {
        *slot = word;
        len += 1;
    }
    let sorted = sorted.get_mut(..len).unwrap_or_default();
    sorted.sort_unstable();
    for word in sorted.iter() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}
