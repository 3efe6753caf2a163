//! Western company names: legal forms behind and in front, places beside them.
//!
//! | written | core | legal form | core key | loose key |
//! |---|---|---|---|---|
//! | `Foo (China) Co., Ltd.` | `Foo (China)` | `Co., Ltd.` | `foo` | `foo china co ltd` |
//! | `Miele GmbH & Co. KG` | `Miele` | `GmbH & Co. KG` | `miele` | `miele gmbh co kg` |
//! | `PT Bank Central Asia Tbk` | `Bank Central Asia` | `PT Tbk` | `bank central asia` | `bank central asia pt tbk` |
//! | `The Gap, Inc.` | `The Gap` | `Inc.` | `gap` | `gap inc` |
//! | `Limited Brands`, `AMBA` | as written | | | |

use super::words::{LIMIT, Word, Words};
use crate::data::legal_form::LegalForms;
use crate::data::list::{List, list};
use crate::model::Normalized;
use crate::normalize::latin;

/// Words that are no name of a company by themselves.
const GENERIC: List = list![
    "a",
    "air",
    "an",
    "and",
    "bank",
    "capital",
    "energy",
    "group",
    "holding",
    "holdings",
    "industries",
    "institute",
    "international",
    "of",
    "partners",
    "power",
    "services",
    "systems",
    "technologies",
    "technology",
    "the",
    "trust",
];

/// Forms that stand on both sides of one name.
const BOTH: List = list![("pt", "tbk"), ("oy", "ab"), ("ab", "oy"), ("บรษท", "จากด")];

/// Places that stand beside a legal form; those of two words by their first and second.
const PLACES: List = list![
    "america",
    "asia",
    "australia",
    "beijing",
    "canada",
    "chengdu",
    "china",
    "chongqing",
    "dalian",
    "europe",
    "france",
    "germany",
    "guangzhou",
    "hangzhou",
    "hk",
    "hongkong",
    "india",
    "indonesia",
    "japan",
    "korea",
    "macao",
    "macau",
    "malaysia",
    "nanjing",
    "philippines",
    "prc",
    "qingdao",
    "shanghai",
    "shenzhen",
    "singapore",
    "suzhou",
    "taipei",
    "taiwan",
    "thailand",
    "tianjin",
    "uk",
    "us",
    "usa",
    "vietnam",
    "wuhan",
    "xiamen",
];

/// Of those, the cities of which it does not matter whether they stand before or behind the name.
const CITIES: List =
    list!["beijing", "chengdu", "chongqing", "dalian", "guangzhou", "hangzhou", "nanjing", "qingdao", "shanghai", "shenzhen", "suzhou", "tianjin", "wuhan", "xiamen"];

/// Which words are what.
#[derive(Default)]
struct Parts {
    /// Forms in front: how many words.
    front: usize,
    /// The first word behind the core as written.
    end: usize,
    /// The first word behind the core for matching: a place may stand between.
    core_end: usize,
    /// Where the place is, in words.
    place: Option<(usize, usize)>,
    /// Where a branch's own name begins, behind its company's form.
    branch: usize,
    /// Runs of words that are forms, from the last one on, with their classes.
    forms: [(usize, usize); 8],
    count: usize,
}

fn listed(list: List, word: &str) -> bool {
    list.sorted_contains(word)
}

/// Reads a name whose key has been written.
pub(super) fn read(forms: &LegalForms, written: &str, words: &Words, out: &mut Normalized) {
    let all = words.all();
    let parts = if words.long { Parts { end: all.len(), core_end: all.len(), branch: all.len(), ..Parts::default() } } else { take_apart(forms, &out.key, words) };
    let Normalized { key, components, .. } = out;
    let plain = |range: std::ops::Range<usize>| all.get(range).unwrap_or_default().iter().map(|word| words.plain(key, word));
    let core_start = parts.front + usize::from(parts.core_end > parts.front + 1 && plain(parts.front..parts.front + 1).eq(["the"]));
    let [loose, core_key, reading, _, place, _, _, form, branch, core] = components.as_mut_slice() else {
        return;
    };
    if words.long {
        core_key.push_str(key);
        loose.push_str(key);
        core.push_str(written);
        return latin::letters_into(core_key, reading);
    }
    join(core_key, plain(core_start..parts.core_end));
    join(core_key, plain(parts.branch..all.len()));
    latin::letters_into(core_key, reading);
    loose_key(forms, &parts, core_start, &plain, loose);
    join(loose, plain(parts.branch..all.len()));
    branch.push_str(stretch(written, all, parts.branch, all.len()));
    core.push_str(name(stretch(written, all, parts.front, parts.end)));
    if let Some((from, to)) = parts.place {
        place.push_str(stretch(written, all, from, to).trim_matches(['(', ')', '（', '）', '[', ']', '.']));
    }
    form_as_written(written, all, &parts, form);
}

fn join<'w>(out: &mut String, words: impl Iterator<Item = &'w str>) {
    for word in words.filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Finds the forms and the place.
fn take_apart(forms: &LegalForms, key: &str, words: &Words) -> Parts {
    let all = words.all();
    let plain = |at: usize| all.get(at).map_or("", |word| words.plain(key, word));
    let before = |end: usize| (0..end).rev().map(plain);
    let mut end = branch(&plain, all.len(), |end| forms.at_end(before(end)).is_some());
    let mut parts = Parts { end, core_end: end, branch: end, ..Parts::default() };
    while end > 1 {
        if let Some((count, _)) = forms.at_end(before(end)).map(|(count, class)| (count.min(end - 1), class)).filter(|(count, _)| is_form(forms, &before, end, *count, &plain)) {
            let Some(slot) = parts.forms.get_mut(parts.count) else {
                break;
            };
            *slot = (end - count, end);
            parts.count += 1;
            end -= count;
            (parts.end, parts.core_end) = (end, end);
        } else if parts.count > 0 && end > 2 && joins(plain(end - 1)) && (parts.first_is_company(&plain) || forms.at_end(before(end - 1)).is_some()) {
            end -= 1;
            (parts.end, parts.core_end) = (end, end);
        } else if parts.count > 0 && parts.place.is_none() {
            let Some(count) = place(&plain, end) else {
                break;
            };
            parts.place = Some((end - count, end));
            end -= count;
            parts.core_end = end;
        } else {
            break;
        }
    }
    front(forms, &mut parts, all, &plain);
    parts
}

/// Where a branch's own name begins: behind the company's form, up to `Branch` or `Office`.
fn branch<'w>(plain: &impl Fn(usize) -> &'w str, len: usize, is_form: impl Fn(usize) -> bool) -> usize {
    if len < 4 || !matches!(plain(len - 1), "branch" | "office" | "zweigniederlassung" | "niederlassung" | "succursale" | "sucursal") {
        return len;
    }
    (2..len).rev().take(5).find(|at| is_form(*at)).unwrap_or(len)
}

/// Whether the words before `end` are a form and something that can be a name is left.
fn is_form<'w, I: Iterator<Item = &'w str>>(forms: &LegalForms, before: &impl Fn(usize) -> I, end: usize, count: usize, plain: &impl Fn(usize) -> &'w str) -> bool {
    // The longest form may be the whole name; then a shorter one must do.
    let found = forms.at_end(before(end).take(count)).is_some_and(|(found, _)| found == count);
    found && !(end - count == 1 && matches!(plain(0), "the" | "a" | "an"))
}

fn joins(word: &str) -> bool {
    matches!(word, "and" | "und" | "et" | "y" | "e" | "en" | "og" | "och" | "plus" | "i")
}

impl Parts {
    /// Whether the first form found so far begins with a word for company: & Co.
    fn first_is_company<'w>(&self, plain: &impl Fn(usize) -> &'w str) -> bool {
        let last = self.count.checked_sub(1).and_then(|at| self.forms.get(at));
        last.is_some_and(|(start, _)| matches!(plain(*start), "co" | "company" | "cie" | "cia" | "kg" | "ohg" | "partner" | "partners"))
    }
}

/// How many words before `end` are a place that may be left out of the core for matching.
fn place<'w>(plain: &impl Fn(usize) -> &'w str, end: usize) -> Option<usize> {
    let count = match (plain(end.checked_sub(2)?), plain(end - 1)) {
        ("hong", "kong") | ("new", "zealand") | ("asia", "pacific") | ("south", "korea") => 2,
        (_, word) if listed(PLACES, word) => 1,
        _ => return None,
    };
    let rest = end.checked_sub(count).filter(|rest| *rest > 0)?;
    let last = plain(rest - 1);
    let inside = matches!(last, "of" | "in" | "for" | "and" | "de" | "the" | "di" | "do" | "central" | "south" | "north" | "east" | "west");
    (!inside && (rest > 1 || !listed(GENERIC, last))).then_some(count)
}

/// Forms in front: alone, or beside the one that goes with them.
fn front<'w>(forms: &LegalForms, parts: &mut Parts, all: &[Word], plain: &impl Fn(usize) -> &'w str) {
    let Some((count, _)) = forms.at_start((0..parts.core_end.saturating_sub(1)).map(plain)) else {
        return;
    };
    let rest = parts.core_end.saturating_sub(count);
    let both = BOTH.pairs().any(|(first, last)| plain(0) == first && (0..parts.count).any(|at| parts.forms.get(at).is_some_and(|(from, _)| plain(*from) == last)));
    let alone = parts.count == 0 && all.len() > count;
    if rest > 0 && (alone || both) && !(rest == 1 && listed(GENERIC, plain(count))) {
        parts.front = count;
    }
}

/// Core, places, forms by their classes.
fn loose_key<'w, I: Iterator<Item = &'w str>>(forms: &LegalForms, parts: &Parts, start: usize, plain: &impl Fn(std::ops::Range<usize>) -> I, out: &mut String) {
    let mut core = start;
    let city = plain(start..start + 1).next().filter(|word| parts.core_end > start + 1 && listed(CITIES, word));
    if city.is_some() {
        core += 1;
    }
    join(out, plain(core..parts.core_end));
    join(out, city.into_iter());
    if let Some((from, to)) = parts.place {
        join(out, plain(from..to));
    }
    if parts.front > 0
        && let Some((_, class)) = forms.at_start(plain(0..parts.front))
    {
        join(out, std::iter::once(class));
    }
    let mut classes = [""; LIMIT];
    let mut count = 0;
    for (from, to) in parts.forms.iter().take(parts.count).rev() {
        let mut words = [""; LIMIT];
        let length = plain(*from..*to).zip(&mut words).map(|(word, slot)| *slot = word).count();
        let reversed = words.get(..length).unwrap_or_default().iter().rev().copied();
        if let (Some((_, class)), Some(slot)) = (forms.at_end(reversed), classes.get_mut(count)) {
            *slot = class;
            count += 1;
        }
    }
    join(out, classes.into_iter().take(count).flat_map(|class| class.split(' ')).filter(|word| *word != "and"));
}

/// The written text from one word to before another.
fn stretch<'t>(written: &'t str, all: &[Word], from: usize, to: usize) -> &'t str {
    let words = all.get(from..to).unwrap_or_default();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return "";
    };
    let mut start = first.from;
    let mut end = last.to;
    // An opening quote or bracket belongs to what it opens, a dot to its abbreviation.
    let behind = written.get(end..).unwrap_or_default();
    let signs = behind.len() - behind.trim_start_matches(['.', ')', ']', '»', '”', '"', '!', '＂', '．', '）']).len();
    let next = all.get(to).map_or(written.len(), |word| word.from);
    end = (end + signs).min(next);
    let ahead = written.get(..start).unwrap_or_default();
    let open = ahead.len() - ahead.trim_end_matches(['(', '[', '«', '“', '"', '（']).len();
    let last = from.checked_sub(1).and_then(|at| all.get(at)).map_or(0, |word| word.to);
    start = (start - open).max(last);
    written.get(start..end).unwrap_or_default()
}

/// A core without quotes around it and brackets that were opened elsewhere.
fn name(mut text: &str) -> &str {
    for (open, close) in [('«', '»'), ('“', '”'), ('"', '"'), ('\'', '\'')] {
        text = text.strip_prefix(open).and_then(|inner| inner.strip_suffix(close)).filter(|inner| !inner.contains(open)).unwrap_or(text);
    }
    if !text.contains('(') {
        text = text.trim_end_matches(')');
    }
    text.trim_end_matches("[").trim()
}

/// The forms as written, those in front first.
fn form_as_written(written: &str, all: &[Word], parts: &Parts, out: &mut String) {
    if parts.front > 0 {
        out.push_str(stretch(written, all, 0, parts.front));
    }
    let Some(last) = parts.forms.get(..parts.count).and_then(|forms| forms.first()) else {
        return;
    };
    let mut from = parts.end;
    let to = last.1;
    if let Some((start, end)) = parts.place
        && start >= parts.end
    {
        from = end.max(from).max(start);
    }
    let mut text = stretch(written, all, from, to);
    if !out.is_empty() {
        out.push(' ');
    }
    if text.matches(')').count() != text.matches('(').count() {
        text = text.trim_matches(['(', ')']);
    }
    out.push_str(text);
}

#[cfg(test)]
mod tests {
    use super::{CITIES, GENERIC, PLACES};

    #[test]
    fn lists_are_sorted() {
        assert!(GENERIC.iter().is_sorted() && PLACES.iter().is_sorted() && CITIES.iter().is_sorted());
    }
}
