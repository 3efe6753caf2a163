//! Texts, cut by what the rules say of them: the constants one by one, and for `contains` the texts that some of them fit.

use super::axis::{Axis, Cell, Texts};
use crate::rule::ast::{Constant, Predicate, Subject, Test};
use std::borrow::Cow;
use std::cmp::Ordering;

/// How many verdicts that `contains` of one text give together are looked at; of more than these, one test by itself and two at a time.
const COMBINED: usize = 64;

/// What the rules say of a text, as cells.
pub(super) struct Cut {
    /// One per set of verdicts that some text gets.
    pub(super) cells: Vec<Cell>,
    /// The tests that look for keywords.
    pub(super) contains: Vec<Test>,
    /// Whether the cells are all that there are.
    pub(super) complete: bool,
}

pub(super) fn cut(tests: &[&Test]) -> Cut {
    let constants = constants(tests);
    let contains: Vec<&Test> = tests.iter().copied().filter(|test| matches!(test, Test::Contains { .. })).collect();
    let mut cells: Vec<Cell> = constants.iter().map(|text| Cell::Text { example: (*text).to_owned(), which: Texts::One }).collect();
    let keywords = Keywords::of(contains.iter().copied());
    let strange = keywords.strange();
    let (verdicts, complete) = keywords.verdicts();
    for verdicts in verdicts {
        let Some(mut example) = keywords.holding(&verdicts, strange) else { continue };
        while constants.contains(&example.as_str()) {
            example.push(strange);
        }
        cells.push(Cell::Text { example, which: if verdicts.is_empty() { Texts::Others } else { Texts::Fitting(verdicts) } });
    }
    Cut { cells, contains: contains.into_iter().cloned().collect(), complete }
}

impl Axis {
    /// Leaves only texts that fit all of these tests.
    pub fn keep_texts(&mut self, tests: &[Test]) {
        let contains = &self.contains;
        self.cells.retain(|cell| match cell {
            Cell::Text { example, which } => holds_some(example, which, contains, tests),
            _ => true,
        });
    }

    /// What is true of the texts of a cell; `None`: of those that no other holds.
    #[must_use]
    pub fn texts(&self, cell: &Cell) -> Option<Predicate> {
        let Cell::Text { example, which } = cell else { return None };
        let compare = |test: Test| Predicate::Compare { subject: self.subject.clone(), test };
        match which {
            Texts::One => Some(compare(Test::Is { value: Constant::Text { text: example.clone() } })),
            Texts::Others => None,
            Texts::Fitting(verdicts) => {
                let part = |(test, holds): (&Test, &bool)| {
                    let part = compare(test.clone());
                    if *holds { part } else { Predicate::negated(part) }
                };
                let constants: Vec<&str> = ones(&self.cells).collect();
                let others = (!constants.is_empty()).then(|| Predicate::negated(one_of(&self.subject, &constants)));
                Some(Predicate::all(self.contains.iter().zip(verdicts).map(part).chain(others).collect()))
            }
        }
    }
}

/// The texts that are compared as wholes.
fn ones(cells: &[Cell]) -> impl Iterator<Item = &str> {
    cells.iter().filter_map(|cell| if let Cell::Text { example, which: Texts::One } = cell { Some(example.as_str()) } else { None })
}

/// Whether some text of a cell fits the tests. Never no, if there is one.
fn holds_some(example: &str, which: &Texts, contains: &[Test], tests: &[Test]) -> bool {
    let verdicts: &[bool] = match which {
        Texts::One => return tests.iter().all(|test| fits(test, example)),
        Texts::Others => &[],
        Texts::Fitting(verdicts) => verdicts,
    };
    if tests.contains(&Test::Missing {}) {
        return false;
    }
    // What the cell says itself, and what the tests add to it.
    let own: Vec<(&Test, bool)> = contains.iter().zip(verdicts.iter().copied()).chain(tests.iter().map(|test| (test, true))).collect();
    let wholes = tests.iter().find_map(|test| match test {
        Test::Is { value } => Some(std::slice::from_ref(value)),
        Test::OneOf { values } => Some(values.as_slice()),
        _ => None,
    });
    if let Some(wholes) = wholes {
        return wholes.iter().any(|whole| if let Constant::Text { text } = whole { own.iter().all(|(test, holds)| fits(test, text) == *holds) } else { true });
    }
    let (looked_for, verdicts): (Vec<&Test>, Vec<bool>) = own.iter().filter(|(test, _)| matches!(test, Test::Contains { .. })).copied().unzip();
    Keywords::of(looked_for).needles(&verdicts).is_some()
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
            written(test).any(|keyword| text.contains(&keyword.to_ascii_lowercase()))
        }
        Test::Missing {} => false,
        _ => true,
    }
}

/// What some tests look for in texts: a text shall have any of the keywords of each.
struct Keywords<'t>(Vec<Vec<Keyword<'t>>>);

struct Keyword<'t> {
    written: &'t str,
    /// As the evaluator sees it, ASCII letters in either case.
    lower: Cow<'t, str>,
    /// The tests of which whatever has it has a keyword, too.
    also: Vec<usize>,
}

impl Keyword<'_> {
    fn has(&self, other: &Keyword<'_>) -> bool {
        match self.lower.len().cmp(&other.lower.len()) {
            Ordering::Less => false,
            Ordering::Equal => self.lower == other.lower,
            Ordering::Greater => self.lower.contains(&*other.lower),
        }
    }
}

/// The keywords of a test as they are written.
fn written(test: &Test) -> impl Iterator<Item = &str> {
    let any: &[String] = if let Test::Contains { any } = test { any } else { &[] };
    any.iter().map(String::as_str).filter(|part| !part.is_empty())
}

impl<'t> Keywords<'t> {
    fn of(tests: impl IntoIterator<Item = &'t Test>) -> Self {
        let keyword = |written: &'t str| {
            let lower = if written.bytes().any(|b| b.is_ascii_uppercase()) { Cow::Owned(written.to_ascii_lowercase()) } else { Cow::Borrowed(written) };
            Keyword { written, lower, also: Vec::new() }
        };
        let mut all: Vec<Vec<Keyword<'t>>> = tests.into_iter().map(|test| written(test).map(keyword).collect()).collect();
        let also = |keyword: &Keyword<'t>| all.iter().enumerate().filter(|(_, any)| any.iter().any(|other| keyword.has(other))).map(|(at, _)| at).collect();
        let found: Vec<Vec<Vec<usize>>> = all.iter().map(|any| any.iter().map(also).collect()).collect();
        for (any, found) in all.iter_mut().zip(found) {
            for (keyword, also) in any.iter_mut().zip(found) {
                keyword.also = also;
            }
        }
        Keywords(all)
    }

    /// The verdicts that the tests give together of some text, and whether these are all.
    fn verdicts(&self) -> (Vec<Vec<bool>>, bool) {
        let mut found: Vec<Vec<bool>> = vec![Vec::new()];
        for _ in &self.0 {
            // What begins as verdicts of some text goes on as verdicts of that text, so nothing is begun in vain.
            let next = found.iter().flat_map(|start| [false, true].map(|holds| start.iter().copied().chain([holds]).collect::<Vec<bool>>()));
            found = next.filter(|verdicts| self.are_of_some(verdicts)).collect();
            if found.len() > COMBINED {
                return (self.in_pairs(), false);
            }
        }
        (found, true)
    }

    /// Of more verdicts than are looked at: those of texts with a keyword of none, of one or of two of the tests.
    fn in_pairs(&self) -> Vec<Vec<bool>> {
        let strange = self.strange();
        let tests = self.0.len();
        let chosen = (0..tests).flat_map(|n| (n..tests).map(move |m| vec![n, m]));
        let mut found: Vec<Vec<bool>> = Vec::new();
        for chosen in std::iter::once(Vec::new()).chain(chosen) {
            let words: Vec<&str> = chosen.iter().filter_map(|n| Some(&*self.0.get(*n)?.first()?.lower)).collect();
            let text = words.join(&strange.to_string());
            let verdicts: Vec<bool> = self.0.iter().map(|any| any.iter().any(|keyword| text.contains(&*keyword.lower))).collect();
            if !found.contains(&verdicts) {
                found.push(verdicts);
            }
        }
        found
    }

    /// Whether some text gets these verdicts, of the first tests.
    fn are_of_some(&self, verdicts: &[bool]) -> bool {
        self.0.iter().zip(verdicts).all(|(any, holds)| !holds || any.iter().any(|keyword| keyword.is_free(verdicts)))
    }

    /// A keyword of each test that shall hold, none of which has one of a test that shall not: whatever has a keyword has what is in it. `None`: no
    /// text gets these verdicts.
    fn needles(&self, verdicts: &[bool]) -> Option<Vec<&Keyword<'t>>> {
        let wanted = self.0.iter().zip(verdicts).filter(|(_, holds)| **holds);
        wanted.map(|(any, _)| any.iter().find(|keyword| keyword.is_free(verdicts))).collect()
    }

    /// A text of these verdicts: between its keywords stands what is in none of them, so that nothing else comes up.
    fn holding(&self, verdicts: &[bool], strange: char) -> Option<String> {
        let mut words: Vec<&Keyword<'_>> = Vec::new();
        for needle in self.needles(verdicts)? {
            if !words.iter().any(|word| word.has(needle)) {
                words.retain(|word| !needle.has(word));
                words.push(needle);
            }
        }
        if words.is_empty() {
            let other = "其他";
            let plain = !self.0.iter().flatten().any(|keyword| other.contains(&*keyword.lower));
            // A blank or a dash by itself is no value.
            return Some(if plain { other.to_owned() } else { self.unused('一'..='\u{9fff}').to_string() });
        }
        let words: Vec<&str> = words.iter().map(|word| word.written).collect();
        Some(words.join(&strange.to_string()))
    }

    /// A character that no keyword has.
    fn strange(&self) -> char {
        self.unused([' ', '_', '-'].into_iter().chain('一'..='\u{9fff}').chain('\u{a000}'..=char::MAX))
    }

    fn unused(&self, letters: impl IntoIterator<Item = char>) -> char {
        let used = |c: &char| self.0.iter().flatten().any(|keyword| keyword.lower.contains(*c));
        letters.into_iter().find(|c| !used(c)).unwrap_or('_')
    }
}

impl Keyword<'_> {
    /// Whether a text can have it that has no keyword of the tests that shall not hold.
    fn is_free(&self, verdicts: &[bool]) -> bool {
        !self.also.iter().any(|test| verdicts.get(*test) == Some(&false))
    }
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

fn one_of(subject: &Subject, texts: &[&str]) -> Predicate {
    let mut values: Vec<Constant> = texts.iter().map(|text| Constant::Text { text: (*text).to_owned() }).collect();
    let test = match values.pop() {
        Some(value) if values.is_empty() => Test::Is { value },
        last => Test::OneOf { values: values.into_iter().chain(last).collect() },
    };
    Predicate::Compare { subject: subject.clone(), test }
}

/// The chosen cells in words of the language: constants as a set, or as all but a set.
pub(super) fn predicates(axis: &Axis, chosen: &[bool]) -> Vec<Predicate> {
    let cells = || axis.cells.iter().zip(chosen);
    let is = |cell: &Cell, of: &Texts| matches!(cell, Cell::Text { which, .. } if which == of);
    let named = |wanted: bool| -> Vec<&str> {
        let pairs = cells().filter(|(cell, chosen)| is(cell, &Texts::One) && **chosen == wanted);
        pairs.filter_map(|(cell, _)| if let Cell::Text { example, .. } = cell { Some(example.as_str()) } else { None }).collect()
    };
    if cells().any(|(cell, chosen)| *chosen && is(cell, &Texts::Others)) {
        return vec![Predicate::negated(one_of(&axis.subject, &named(false)))];
    }
    let mut parts = Vec::new();
    let texts = named(true);
    if !texts.is_empty() {
        parts.push(one_of(&axis.subject, &texts));
    }
    parts.extend(cells().filter(|(cell, chosen)| **chosen && !is(cell, &Texts::One)).filter_map(|(cell, _)| axis.texts(cell)));
    parts
}
