//! Chinese names: surname, given name, form of address, mask.

use super::{GIVEN, HONORIFIC, INITIALS, PINYIN, SORTED, SURNAME, words};
use crate::data::{pinyin, surname};
use crate::model::{Normalized, Reason};
use crate::normalize::clean::{cut, doubt, is_mask};
use crate::text::script;

/// Reads a folded name of Han characters (with dots, masks and blanks) into key and derived forms.
pub(super) fn read(folded: &str, out: &mut Normalized) {
    let mut name = String::with_capacity(folded.len());
    for c in folded.chars() {
        if words::is_dot(c) || c == '.' {
            if !name.is_empty() && !name.ends_with('·') {
                name.push('·');
            }
        } else if script::is_han(c) || is_mask(c) {
            name.push(c);
        }
    }
    let name = name.trim_end_matches('·');
    if words::is_placeholder(name) {
        return out.invalid(Reason::Placeholder);
    }
    if words::is_organisation(name) {
        return doubt(out, Reason::NotAPerson, 80);
    }
    if is_hidden(name) {
        return masked(name, out);
    }
    let (rest, form) = split_address(name);
    if form.is_empty() {
        return full(rest, out);
    }
    if is_surname_only(rest) {
        return only_surname(rest, form, out);
    }
    out.repaired(Reason::Honorific);
    full(rest, out);
    if out.key.is_empty() {
        out.set(HONORIFIC, form);
    }
}

/// The name without its form of address, and the form; empty when there is none.
fn split_address(name: &str) -> (&str, &'static str) {
    if let Some((rest, form)) = words::address(name) {
        return (rest, form);
    }
    if let Some((rest, form)) = words::short_address(name) {
        let whole = form == "总" && matches!(rest.chars().count(), 2 | 3) && !split_surname(rest).0.is_empty();
        if is_surname_only(rest) || whole {
            return (rest, form);
        }
    }
    if name.chars().count() == 2 {
        for form in ["小", "老", "阿"] {
            if let Some(rest) = name.strip_prefix(form).filter(|rest| surname::is_surname(rest)) {
                return (rest, form);
            }
        }
    }
    (name, "")
}

fn is_surname_only(text: &str) -> bool {
    text.is_empty() || surname::is_surname(text)
}

fn only_surname(text: &str, form: &str, out: &mut Normalized) {
    out.set(SURNAME, text);
    out.set(HONORIFIC, form);
    doubt(out, Reason::SurnameOnly, 50);
}

/// A whole name without a form of address.
fn full(name: &str, out: &mut Normalized) {
    let dotted = name.contains('·');
    let count = name.chars().count();
    let (family, given) = split_surname(name);
    if count <= 1 || !dotted && given.is_empty() && !family.is_empty() {
        if surname::is_surname(name) {
            return only_surname(name, "", out);
        }
        return doubt(out, if name.starts_with(['小', '老', '阿']) { Reason::Nickname } else { Reason::SingleName }, 30);
    }
    if count == 2 && name.starts_with(['小', '阿']) && !surname::is_surname(name) {
        return doubt(out, Reason::Nickname, 40);
    }
    if count > 10 && !dotted {
        return doubt(out, Reason::Nickname, 30);
    }
    let usual = dotted || count <= 4 || surname::is_compound(family);
    if family.is_empty() && !dotted || !usual {
        doubt(out, Reason::UnknownSurname, 60);
    }
    write(name, if usual { family } else { "" }, out);
}

fn write(name: &str, family: &str, out: &mut Normalized) {
    out.key.push_str(name);
    out.set(SORTED, name);
    out.set(SURNAME, family);
    let given = name.strip_prefix(family).unwrap_or(name);
    let given = given.trim_start_matches('·');
    out.set(GIVEN, if family.is_empty() && !name.contains('·') { "" } else { given.split('·').next().unwrap_or_default() });
    let Normalized { components, .. } = out;
    if !family.is_empty() {
        if let Some(out) = components.get_mut(PINYIN) {
            surname_reading(family, |reading| out.push_str(reading));
        }
        if let Some(out) = components.get_mut(INITIALS) {
            surname_initials(family, out);
        }
    }
    for syllable in given.chars().filter_map(pinyin::syllable) {
        if let Some(out) = components.get_mut(PINYIN) {
            out.push_str(syllable);
        }
        if let Some(out) = components.get_mut(INITIALS) {
            out.extend(syllable.chars().next());
        }
    }
}

/// A surname's reading; two single surnames together are read one by one.
fn surname_reading(family: &str, mut write: impl FnMut(&'static str)) {
    match surname::reading(family) {
        Some(reading) => write(reading),
        None => {
            let mut buffer = [0; 4];
            family.chars().filter_map(|c| surname::reading(c.encode_utf8(&mut buffer))).for_each(write);
        }
    }
}

/// One letter per character: compound readings are cut at the readings of their characters.
fn surname_initials(family: &str, out: &mut String) {
    let mut chars = family.chars();
    let Some(_) = chars.next() else {
        return;
    };
    let mut first = true;
    surname_reading(family, |reading| {
        if first {
            out.extend(reading.chars().next());
            first = false;
        }
    });
    out.extend(chars.filter_map(pinyin::syllable).filter_map(|s| s.chars().next()));
}

/// Surname and given name; the surname is empty when the table has none that fits.
pub(super) fn split_surname(name: &str) -> (&str, &str) {
    let ends = |n: usize| name.char_indices().nth(n).map_or(name.len(), |(at, _)| at);
    if let Some((head, _)) = name.split_once('·') {
        let family = if surname::is_compound(head) { head } else { "" };
        return (family, name.strip_prefix(family).unwrap_or(name));
    }
    let count = name.chars().count();
    for len in [4, 3, 2] {
        if count >= len {
            let (head, tail) = cut(name, ends(len));
            if surname::is_compound(head) {
                return (head, tail);
            }
        }
    }
    let (first, tail) = cut(name, ends(1));
    if !surname::is_surname(first) {
        return ("", name);
    }
    if count == 4 && surname::is_surname(cut(tail, ends(2) - ends(1)).0) {
        return cut(name, ends(2)); // 范徐丽泰: two surnames after a marriage
    }
    (first, tail)
}

/// Whether part of the name is hidden behind stars or 某.
fn is_hidden(name: &str) -> bool {
    name.contains(is_mask) || name.contains('某')
}

/// What is visible of a masked name.
fn masked(name: &str, out: &mut Normalized) {
    let (rest, form) = words::address(name).or_else(|| words::short_address(name)).unwrap_or((name, ""));
    let visible = rest.split(|c| is_mask(c) || c == '某').next().unwrap_or_default();
    let (family, given) = split_surname(visible);
    out.set(SURNAME, family);
    out.set(HONORIFIC, form);
    doubt(out, Reason::Masked, 50);
    if given.is_empty() {
        out.because(Reason::SurnameOnly);
    }
}
