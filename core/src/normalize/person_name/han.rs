//! Chinese names: surname, given name, form of address, mask.

use super::{COMPONENTS, GIVEN, GIVEN_NAMES, HONORIFIC, PINYIN, SORTED, SURNAME, SURNAME_KEY, VISIBLE, address, japanese, marks, reading, signs, stranger};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Reason};
use crate::normalize::clean::{cut, doubt, is_mask};
use crate::normalize::short::Short;
use crate::text::script;

/// Reads the commonest values of all, plain characters that are a name or a name with a form of address behind it;
/// false when the text is something else.
pub(super) fn plain(tables: &ReferenceTables, text: &str, out: &mut Normalized) -> bool {
    // Two to eight characters of three bytes.
    if !(6..=24).contains(&text.len()) || !text.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
        return false;
    }
    let (variants, surnames) = (tables.variants(), tables.surnames());
    let mut folded = Short::<32>::new();
    let mut traditional = false;
    for c in text.chars() {
        let simple = variants.simplified(c);
        traditional |= simple != c;
        folded.push(simple);
    }
    let whole = folded.as_str();
    let (name, form) = if marks::is_plain(whole) { (whole, "") } else { address::behind(whole).unwrap_or(("", "")) };
    let first = name.chars().next().unwrap_or_default();
    // Anything that could be something else goes the long way.
    if whole.len() != text.len() || !surnames.is_common(first) && !surnames.starts_compound(first) || name.len() > 12 || !form.is_empty() && !marks::is_plain(name) {
        return false;
    }
    let (family, given) = split_surname(tables, name);
    if family.is_empty() || given.is_empty() && form.is_empty() {
        return false;
    }
    if traditional {
        out.because(Reason::Traditional);
    }
    let (shown, called) = cut(text, name.len());
    out.display.push_str(shown);
    if !form.is_empty() {
        out.set(HONORIFIC, called);
        if given.is_empty() {
            only_surname(tables, shown, name, out);
            return true;
        }
        out.repaired(Reason::Honorific);
    }
    write(tables, shown, name, family, out);
    true
}

/// Reads a written name of Han characters (with dots, masks and blanks).
pub(super) fn read(tables: &ReferenceTables, written: &str, out: &mut Normalized) {
    let japanese = parted(tables, written);
    let (mut shown, mut name) = (String::with_capacity(written.len()), String::with_capacity(written.len()));
    for c in written.chars() {
        if signs::is_dot(c) || matches!(c, '.' | '．') {
            if !name.is_empty() && !name.ends_with('·') {
                name.push('·');
                shown.push(c);
            }
        } else if script::is_han(c) || is_mask(c) {
            let simple = fold_char(tables, c);
            // Where a fold is several characters, what was written cannot be told apart any more.
            name.push(simple);
            shown.push(c);
        }
    }
    while name.ends_with('·') {
        name.pop();
        shown.pop();
    }
    if is_hidden(&name) {
        return masked(tables, &shown, &name, out);
    }
    if is_strange(&name, out) {
        return;
    }
    if written.contains(|c: char| c.is_whitespace()) && !name.contains('·') {
        out.repaired(Reason::Separators);
    }
    if let Some(family) = japanese {
        out.display.push_str(written);
        // The blank tells people who is who; what is compared depends on the characters alone.
        let (by_rule, _) = split_surname(tables, &name);
        write(tables, &shown, &name, japanese::surname(&name, !by_rule.is_empty()).unwrap_or(by_rule), out);
        out.set(SURNAME, take(&shown, family));
        return out.set(GIVEN, skip(&shown, family));
    }
    let mut address = split_address(tables, &name);
    // 王女士先生: what is left of one form of address may end in another.
    for _ in 0..4 {
        let inner = split_address(tables, address.rest);
        if address.form.is_empty() || inner.form.is_empty() || inner.front != address.front {
            break;
        }
        address = inner;
    }
    let Address { rest, form, front } = address;
    let rest = if front { rest.trim_start_matches('·') } else { rest.trim_end_matches('·') };
    let count = rest.chars().count();
    let (shown, form) = match (front, form) {
        (_, "") => (shown.as_str(), ""),
        (true, _) => (skip(&shown, name.chars().count() - count), take(&shown, name.chars().count() - count)),
        (false, _) => (take(&shown, count), skip(&shown, count)),
    };
    if form.is_empty() {
        return full(tables, shown, rest, out);
    }
    out.set(HONORIFIC, form);
    if is_surname_only(tables, rest) {
        out.display.push_str(shown);
        return only_surname(tables, shown, rest, out);
    }
    out.repaired(Reason::Honorific);
    full(tables, shown, rest, out);
}

fn fold_char(tables: &ReferenceTables, c: char) -> char {
    let mut buffer = [0; 4];
    let mut folded = Short::<8>::new();
    if matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}') {
        return tables.variants().simplified(tables.variants().simplified(c));
    }
    let mut text = String::new();
    crate::text::fold::key_into(tables.variants(), c.encode_utf8(&mut buffer), &mut text);
    folded.push_str(&text);
    folded.as_str().chars().next().unwrap_or(c)
}

/// The first `count` characters.
fn take(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| cut(text, at).0)
}

/// All but the first `count` characters.
fn skip(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or("", |(at, _)| cut(text, at).1)
}

/// The characters of the surname of a Japanese name that a blank parts: 山田 太郎.
fn parted(tables: &ReferenceTables, written: &str) -> Option<usize> {
    let (family, given) = written.trim().split_once([' ', '\u{3000}'])?;
    let (families, givens) = (family.chars().count(), given.chars().count());
    let fits = (2..=3).contains(&families) && (1..=3).contains(&givens) && families + givens >= 4 && !given.contains([' ', '\u{3000}']);
    let mut folded = String::new();
    crate::text::fold::key_into(tables.variants(), family, &mut folded);
    let chinese = tables.surnames().is_surname(&folded) || address::behind(given).is_some() || address::behind(&folded).is_some();
    (fits && !chinese && folded.chars().count() == families).then_some(families)
}

struct Address<'a> {
    rest: &'a str,
    form: &'static str,
    front: bool,
}

/// The name without its form of address, and the form; empty when there is none.
fn split_address<'a>(tables: &ReferenceTables, name: &'a str) -> Address<'a> {
    let behind = |(rest, form)| Address { rest, form, front: false };
    if let Some((rest, form)) = address::behind(name) {
        // 张老师: a surname; 王小姐姐: none.
        return behind((rest, form));
    }
    if let Some((rest, form)) = address::behind_short(name) {
        let whole = form == "总" && matches!(rest.chars().count(), 2 | 3) && !split_surname(tables, rest).0.is_empty();
        if is_surname_only(tables, rest) && !rest.is_empty() || whole {
            return behind((rest, form));
        }
    }
    if let Some((rest, form)) = address::in_front(name) {
        let (family, given) = split_surname(tables, rest);
        if !family.is_empty() && (1..=2).contains(&given.chars().count()) || rest.is_empty() {
            return Address { rest, form, front: true };
        }
    }
    if name.chars().count() <= 3
        && let Some((rest, form)) = address::familiar(name).filter(|(rest, _)| is_surname_only(tables, rest) && !rest.is_empty())
        && (form != "大" || !tables.surnames().is_surname(name))
    {
        return Address { rest, form, front: true };
    }
    Address { rest: name, form: "", front: false }
}

fn is_surname_only(tables: &ReferenceTables, text: &str) -> bool {
    text.is_empty() || tables.surnames().is_surname(text)
}

fn only_surname(tables: &ReferenceTables, shown: &str, family: &str, out: &mut Normalized) {
    out.set(SURNAME, shown);
    out.set(SURNAME_KEY, family);
    if let Some(pinyin) = out.components.get_mut(PINYIN) {
        surname_pinyin(tables, family, pinyin);
    }
    doubt(out, Reason::SurnameOnly, 50);
}

fn surname_pinyin(tables: &ReferenceTables, family: &str, out: &mut String) {
    reading::surname_syllables(tables, family, |syllable| spaced(out, syllable));
}

fn spaced(out: &mut String, syllable: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push_str(syllable);
}

/// Marks what is nobody's name; false for names.
fn is_strange(name: &str, out: &mut Normalized) -> bool {
    if stranger::is_placeholder(name) {
        out.invalid(Reason::Placeholder);
    } else if stranger::is_organisation(name) {
        doubt(out, Reason::NotAPerson, 80);
    } else if stranger::is_phrase(name) {
        doubt(out, Reason::Nickname, 30);
    } else {
        return false;
    }
    true
}

/// A whole name without a form of address.
fn full(tables: &ReferenceTables, shown: &str, name: &str, out: &mut Normalized) {
    out.display.push_str(shown);
    if is_strange(name, out) {
        return;
    }
    let dotted = name.contains('·');
    let count = name.chars().count();
    let (family, given) = split_surname(tables, name);
    if count <= 1 || !dotted && given.is_empty() && !family.is_empty() {
        if tables.surnames().is_surname(name) {
            return only_surname(tables, shown, name, out);
        }
        return doubt(out, if name.starts_with(['小', '老', '阿']) { Reason::Nickname } else { Reason::SingleName }, 30);
    }
    if count <= 3 && name.starts_with(['小', '阿']) && family.is_empty() {
        return doubt(out, Reason::Nickname, 40);
    }
    if count > 10 && !dotted {
        return doubt(out, Reason::Nickname, 30);
    }
    if let Some(family) = japanese::surname(name, !family.is_empty()) {
        return write(tables, shown, name, family, out);
    }
    let usual = dotted || count <= 4 || tables.surnames().is_compound(family);
    if family.is_empty() && !dotted || !usual {
        doubt(out, Reason::UnknownSurname, 60);
    }
    write(tables, shown, name, if usual { family } else { "" }, out);
}

/// Writes the key, the forms and the parts of a name; `shown` has as many characters as `name`.
fn write(tables: &ReferenceTables, shown: &str, name: &str, family: &str, out: &mut Normalized) {
    debug_assert_eq!(out.components.len(), COMPONENTS.len(), "a cleared result");
    out.key.push_str(name);
    out.set(SORTED, name);
    out.set(SURNAME_KEY, family);
    let surname = take(shown, family.chars().count());
    out.set(SURNAME, surname);
    let given_key = name.strip_prefix(family).unwrap_or(name).trim_start_matches('·');
    let given = shown.strip_prefix(surname).unwrap_or(shown).trim_start_matches(signs::is_dot);
    if !family.is_empty() || name.contains('·') {
        out.set(GIVEN, given.split(signs::is_dot).next().unwrap_or_default());
        out.set(GIVEN_NAMES, given_key.split('·').next().unwrap_or_default());
    }
    let Normalized { components, .. } = out;
    let [read, readings, initials, .., pinyin, _] = components.as_mut_slice() else {
        return;
    };
    let mut add = |syllable: &str| {
        read.push_str(syllable);
        syllable.chars().take(1).for_each(|c| initials.push(c));
        spaced(pinyin, syllable);
    };
    reading::surname_syllables(tables, family, &mut add);
    reading::given_syllables(tables, given_key, |_, syllable| add(syllable));
    if !read.is_empty() {
        reading::readings_into(tables, read, family, given_key, readings);
    }
}

/// Surnames of two characters that are more often a single surname and the beginning of a given name: of three
/// characters, 马佳丽 is 马 and 佳丽.
const RATHER_SINGLE: [&str; 9] = ["马佳", "章佳", "佟佳", "张简", "张廖", "费莫", "图门", "那拉", "范姜"];

/// Surname and given name; the surname is empty when the table has none that fits.
pub(super) fn split_surname<'a>(tables: &ReferenceTables, name: &'a str) -> (&'a str, &'a str) {
    let surnames = tables.surnames();
    if let Some((head, _)) = name.split_once('·') {
        let family = if surnames.is_compound(head) { head } else { "" };
        return (family, name.strip_prefix(family).unwrap_or(name));
    }
    let mut ends = [0_usize; 5];
    let mut count = 0;
    for (at, c) in name.char_indices() {
        count += 1;
        if let Some(slot) = ends.get_mut(count) {
            *slot = at + c.len_utf8();
        }
    }
    let first = name.chars().next().unwrap_or_default();
    if surnames.starts_compound(first) {
        for len in [4, 3, 2] {
            let end = ends.get(len).copied().unwrap_or(0);
            if count >= len {
                let (head, tail) = cut(name, end);
                if surnames.is_compound(head) && (count > 3 || count == 2 || !RATHER_SINGLE.contains(&head)) {
                    return (head, tail);
                }
            }
        }
    }
    if !surnames.is_single(first) {
        return ("", name);
    }
    let [_, one, two, ..] = ends;
    // 范徐丽泰: two surnames after a marriage, both in use today.
    let second = name.chars().nth(1).unwrap_or_default();
    if count == 4 && surnames.is_common(first) && surnames.is_common(second) {
        return cut(name, two);
    }
    cut(name, one)
}

/// Whether part of the name is hidden behind stars or 某.
fn is_hidden(name: &str) -> bool {
    name.contains(is_mask) || name.contains('某')
}

/// What is visible of a masked name.
fn masked(tables: &ReferenceTables, shown: &str, name: &str, out: &mut Normalized) {
    let (rest, form) = address::behind(name).or_else(|| address::behind_short(name)).unwrap_or((name, ""));
    let visible = rest.split(|c| is_mask(c) || c == '某').next().unwrap_or_default();
    let (family, given) = split_surname(tables, visible);
    out.set(SURNAME, take(shown, family.chars().count()));
    out.set(SURNAME_KEY, family);
    out.set(HONORIFIC, skip(shown, rest.chars().count()));
    if let Some(visible) = out.components.get_mut(VISIBLE)
        && rest.contains(script::is_han)
    {
        visible.extend(rest.chars().map(|c| if is_mask(c) || c == '某' { '*' } else { c }));
    }
    debug_assert!(form.is_empty() == (rest.len() == name.len()), "the form is what stands behind");
    doubt(out, Reason::Masked, 50);
    if given.is_empty() {
        out.because(Reason::SurnameOnly);
    }
}
