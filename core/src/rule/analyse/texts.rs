//! Texts, cut by what the rules say of them: the constants one by one, and for `contains` the texts that some of them fit.

use super::axis::{Axis, Cell};
use crate::rule::ast::{Constant, Predicate, Subject, Test};

/// How many verdicts that `contains` of one text give together are looked at; of more than these, one test by itself and two at a time.
const COMBINED: usize = 64;

/// The cells of a text, one per set of verdicts that some text gets, and whether these are all.
pub(super) fn cells(subject: &Subject, tests: &[&Test]) -> (Vec<Cell>, bool) {
    let compare = |test: Test| Predicate::Compare { subject: subject.clone(), test };
    let constants = constants(tests);
    let contains: Vec<&Test> = tests.iter().copied().filter(|test| matches!(test, Test::Contains { .. })).collect();
    let mut cells: Vec<Cell> =
        constants.iter().map(|text| Cell::Text { example: (*text).to_owned(), test: Some(compare(Test::Is { value: Constant::Text { text: (*text).to_owned() } })) }).collect();
    let keywords: Vec<Keywords<'_>> = contains.iter().map(|test| looked_for(test)).collect();
    let strange = strange(&keywords);
    let (verdicts, all) = verdicts(&keywords);
    for verdicts in verdicts {
        let Some(mut example) = holding(&keywords, &verdicts, strange) else { continue };
        while constants.contains(&example.as_str()) {
            example.push(strange);
        }
        let mut parts: Vec<Predicate> = Vec::new();
        for (test, holds) in contains.iter().zip(&verdicts) {
            let part = compare((*test).clone());
            parts.push(if *holds { part } else { Predicate::negated(part) });
        }
        if !constants.is_empty() && !parts.is_empty() {
            parts.push(Predicate::negated(one_of(subject, &constants)));
        }
        let test = (!parts.is_empty()).then(|| Predicate::all(parts));
        cells.push(Cell::Text { example, test });
    }
    (cells, all)
}

impl Axis {
    /// Leaves only texts that fit all of these tests.
    pub fn keep_texts(&mut self, tests: &[Test]) {
        self.cells.retain(|cell| match cell {
            Cell::Text { example, test } => holds_some(example, test.as_ref(), tests),
            _ => true,
        });
    }
}

/// Whether some text of a cell fits the tests. Never no, if there is one.
fn holds_some(example: &str, cell: Option<&Predicate>, tests: &[Test]) -> bool {
    let parts = match cell {
        Some(Predicate::Compare { test: Test::Is { .. }, .. }) => return tests.iter().all(|test| fits(test, example)),
        Some(Predicate::All { of }) => of.as_slice(),
        one => one.map_or(&[][..], std::slice::from_ref),
    };
    if tests.contains(&Test::Missing {}) {
        return false;
    }
    // What the cell says itself, and what the tests add to it.
    let mut own: Vec<(&Test, bool)> = parts.iter().filter_map(part).collect();
    own.extend(tests.iter().map(|test| (test, true)));
    let wholes = tests.iter().find_map(|test| match test {
        Test::Is { value } => Some(std::slice::from_ref(value)),
        Test::OneOf { values } => Some(values.as_slice()),
        _ => None,
    });
    if let Some(wholes) = wholes {
        return wholes.iter().any(|whole| if let Constant::Text { text } = whole { own.iter().all(|(test, holds)| fits(test, text) == *holds) } else { true });
    }
    let (tests, verdicts): (Vec<Keywords<'_>>, Vec<bool>) =
        own.iter().filter(|(test, _)| matches!(test, Test::Contains { .. })).map(|(test, holds)| (looked_for(test), *holds)).unzip();
    needles(&tests, &verdicts).is_some()
}

/// A test that shall hold, or shall not.
fn part(predicate: &Predicate) -> Option<(&Test, bool)> {
    match predicate {
        Predicate::Compare { test, .. } => Some((test, true)),
        Predicate::Not { of } => part(of).map(|(test, holds)| (test, !holds)),
        _ => None,
    }
}

/// What a test says of a text.
fn fits(test: &Test, text: &str) -> bool {
    let is = |value: &Constant| matches!(value, Constant::Text { text: own } if own == text);
    match test {
        Test::Is { value } => is(value),
        Test::IsNot { value } => !is(value),
        Test::OneOf { values } => values.iter().any(is),
        Test::Contains { .. } => {
            let text = text.to_ascii_lowercase();
            looked_for(test).iter().any(|keyword| text.contains(&keyword.lower))
        }
        Test::Missing {} => false,
        _ => true,
    }
}

/// The verdicts that `contains` give together of some text, and whether these are all.
fn verdicts(keywords: &[Keywords<'_>]) -> (Vec<Vec<bool>>, bool) {
    let mut found: Vec<Vec<bool>> = vec![Vec::new()];
    for _ in keywords {
        // What begins as verdicts of some text goes on as verdicts of that text, so nothing is begun in vain.
        let next = found.iter().flat_map(|start| [false, true].map(|holds| start.iter().copied().chain([holds]).collect::<Vec<bool>>()));
        found = next.filter(|verdicts| needles(keywords, verdicts).is_some()).collect();
        if found.len() > COMBINED {
            return (in_pairs(keywords), false);
        }
    }
    (found, true)
}

/// Of more verdicts than are looked at: those of texts with a keyword of none, of one or of two of the tests.
fn in_pairs(keywords: &[Keywords<'_>]) -> Vec<Vec<bool>> {
    let strange = strange(keywords);
    let tests = keywords.len();
    let chosen = (0..tests).flat_map(|n| (n..tests).map(move |m| vec![n, m]));
    let mut found: Vec<Vec<bool>> = Vec::new();
    for chosen in std::iter::once(Vec::new()).chain(chosen) {
        let words: Vec<&str> = chosen.iter().filter_map(|n| Some(keywords.get(*n)?.first()?.lower.as_str())).collect();
        let text = words.join(&strange.to_string());
        let verdicts: Vec<bool> = keywords.iter().map(|any| any.iter().any(|keyword| text.contains(&keyword.lower))).collect();
        if !found.contains(&verdicts) {
            found.push(verdicts);
        }
    }
    found
}

/// A keyword of each test that shall hold, none of which has one of a test that shall not: whatever has a keyword has what is in it. `None`: no
/// text gets these verdicts.
fn needles<'k, 't>(keywords: &'k [Keywords<'t>], verdicts: &[bool]) -> Option<Vec<&'k Keyword<'t>>> {
    let tests = || keywords.iter().zip(verdicts);
    let barred: Vec<&Keyword<'t>> = tests().filter(|(_, holds)| !**holds).flat_map(|(any, _)| any).collect();
    let free = |any: &'k Keywords<'t>| any.iter().find(|keyword| !barred.iter().any(|barred| keyword.has(barred)));
    tests().filter(|(_, holds)| **holds).map(|(any, _)| free(any)).collect()
}

/// A text of these verdicts: between its keywords stands what is in none of them, so that nothing else comes up.
fn holding(keywords: &[Keywords<'_>], verdicts: &[bool], strange: char) -> Option<String> {
    let mut words: Vec<&Keyword<'_>> = Vec::new();
    for needle in needles(keywords, verdicts)? {
        if !words.iter().any(|word| word.has(needle)) {
            words.retain(|word| !needle.has(word));
            words.push(needle);
        }
    }
    if words.is_empty() {
        let other = "其他";
        let plain = !keywords.iter().flatten().any(|keyword| other.contains(&keyword.lower));
        // A blank or a dash by itself is no value.
        return Some(if plain { other.to_owned() } else { unused(keywords, '一'..='\u{9fff}').to_string() });
    }
    let words: Vec<&str> = words.iter().map(|word| word.written).collect();
    Some(words.join(&strange.to_string()))
}

/// A character that no keyword has.
fn strange(keywords: &[Keywords<'_>]) -> char {
    unused(keywords, [' ', '_', '-'].into_iter().chain('一'..='\u{9fff}').chain('\u{a000}'..=char::MAX))
}

fn unused(keywords: &[Keywords<'_>], letters: impl IntoIterator<Item = char>) -> char {
    let used = |c: &char| keywords.iter().flatten().any(|keyword| keyword.lower.contains(*c));
    letters.into_iter().find(|c| !used(c)).unwrap_or('_')
}

/// The texts that are compared as wholes, in order, each once.
fn constants<'t>(tests: &[&'t Test]) -> Vec<&'t str> {
    let mut found: Vec<&str> = Vec::new();
    for test in tests {
        let values = match test {
            Test::Is { value } | Test::IsNot { value } => std::slice::from_ref(value),
            Test::OneOf { values } => values.as_slice(),
            _ => &[],
        };
        for value in values {
            if let Constant::Text { text } = value
                && !found.contains(&text.as_str())
            {
                found.push(text);
            }
        }
    }
    found
}

/// The keywords of one test, of which a text shall have any.
type Keywords<'t> = Vec<Keyword<'t>>;

/// What is looked for in texts.
struct Keyword<'t> {
    written: &'t str,
    /// As the evaluator sees it, ASCII letters in either case.
    lower: String,
}

impl Keyword<'_> {
    fn has(&self, other: &Keyword<'_>) -> bool {
        self.lower.contains(&other.lower)
    }
}

fn looked_for(test: &Test) -> Keywords<'_> {
    match test {
        Test::Contains { any } => any.iter().filter(|part| !part.is_empty()).map(|part| Keyword { written: part, lower: part.to_ascii_lowercase() }).collect(),
        _ => Vec::new(),
    }
}

fn one_of(subject: &Subject, texts: &[&str]) -> Predicate {
    let mut values: Vec<Constant> = texts.iter().map(|text| Constant::Text { text: (*text).to_owned() }).collect();
    let test = match values.pop() {
        Some(value) if values.is_empty() => Test::Is { value },
        last => Test::OneOf { values: values.into_iter().chain(last).collect() },
    };
    Predicate::Compare { subject: subject.clone(), test }
}

/// The chosen cells in words of the language: constants as a set, or as all but a set.
pub(super) fn predicates(subject: &Subject, cells: &[Cell], chosen: &[bool]) -> Vec<Predicate> {
    let constant = |cell: &Cell| matches!(cell, Cell::Text { test: Some(Predicate::Compare { test: Test::Is { .. }, .. }), .. });
    let rest = cells.iter().any(|cell| matches!(cell, Cell::Text { test: None, .. }));
    let named = |wanted: bool| -> Vec<&str> {
        let pairs = cells.iter().zip(chosen).filter(|(cell, is)| constant(cell) && **is == wanted);
        pairs.filter_map(|(cell, _)| if let Cell::Text { example, .. } = cell { Some(example.as_str()) } else { None }).collect()
    };
    let any_other = cells.iter().zip(chosen).any(|(cell, is)| *is && matches!(cell, Cell::Text { test: None, .. }));
    if rest && any_other {
        return vec![Predicate::negated(one_of(subject, &named(false)))];
    }
    let mut parts = Vec::new();
    let texts = named(true);
    if !texts.is_empty() {
        parts.push(one_of(subject, &texts));
    }
    for (cell, is) in cells.iter().zip(chosen) {
        if let (true, false, Cell::Text { test: Some(test), .. }) = (*is, constant(cell), cell) {
            parts.push(test.clone());
        }
    }
    parts
}
