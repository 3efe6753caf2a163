//! Texts, cut by what the rules say of them: the constants one by one, and for `contains` the texts that some of them fit.

use super::axis::Cell;
use crate::rule::ast::{Constant, Predicate, Subject, Test};

/// How many `contains` of one text are combined; more are looked at one by one and in pairs.
const COMBINED: usize = 6;

/// The cells of a text, one per set of verdicts that some text gets.
pub(super) fn cells(subject: &Subject, tests: &[&Test]) -> Vec<Cell> {
    let compare = |test: Test| Predicate::Compare { subject: subject.clone(), test };
    let constants = constants(tests);
    let contains: Vec<&Test> = tests.iter().copied().filter(|test| matches!(test, Test::Contains { .. })).collect();
    let mut cells: Vec<Cell> =
        constants.iter().map(|text| Cell::Text { example: (*text).to_owned(), test: Some(compare(Test::Is { value: Constant::Text { text: (*text).to_owned() } })) }).collect();
    let keywords: Vec<Vec<String>> = contains.iter().map(|test| lower(test)).collect();
    let mut seen: Vec<Vec<bool>> = Vec::new();
    for chosen in combinations(contains.len()) {
        let words: Vec<&str> = contains.iter().enumerate().filter(|(n, _)| chosen.contains(n)).filter_map(|(_, test)| needle(test)).collect();
        let mut example = words.join(" ");
        if example.is_empty() || constants.contains(&example.as_str()) {
            example = other(&example, &constants);
        }
        let text = example.to_ascii_lowercase();
        let verdicts: Vec<bool> = keywords.iter().map(|any| any.iter().any(|keyword| text.contains(keyword.as_str()))).collect();
        if seen.contains(&verdicts) {
            continue;
        }
        let mut parts: Vec<Predicate> = Vec::new();
        for (test, holds) in contains.iter().zip(&verdicts) {
            let part = compare((*test).clone());
            parts.push(if *holds { part } else { Predicate::negated(part) });
        }
        if !constants.is_empty() && !parts.is_empty() {
            parts.push(Predicate::negated(one_of(subject, &constants)));
        }
        seen.push(verdicts);
        let test = (!parts.is_empty()).then(|| Predicate::all(parts));
        cells.push(Cell::Text { example, test });
    }
    cells
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

/// Which of so many tests a text shall fit: none, each, and all combinations or all pairs.
fn combinations(tests: usize) -> Vec<Vec<usize>> {
    if tests <= COMBINED {
        return (0..1_usize << tests).map(|bits| (0..tests).filter(|n| bits & (1 << n) != 0).collect()).collect();
    }
    let mut found = vec![Vec::new()];
    found.extend((0..tests).map(|n| vec![n]));
    found.extend((0..tests).flat_map(|n| (n + 1..tests).map(move |m| vec![n, m])));
    found
}

fn needle(test: &Test) -> Option<&str> {
    match test {
        Test::Contains { any } => any.iter().find(|text| !text.is_empty()).map(String::as_str),
        _ => None,
    }
}

/// What the evaluator looks for, ASCII letters in either case: in lower case.
fn lower(test: &Test) -> Vec<String> {
    match test {
        Test::Contains { any } => any.iter().filter(|part| !part.is_empty()).map(|part| part.to_ascii_lowercase()).collect(),
        _ => Vec::new(),
    }
}

/// A text that is none of the constants.
fn other(start: &str, constants: &[&str]) -> String {
    let mut text = if start.is_empty() { "其他".to_owned() } else { start.to_owned() };
    while constants.contains(&text.as_str()) {
        text.push('_');
    }
    text
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
