//! A lookup says what its rules say: for columns, for one row, in every width.

use super::meaning::{predicates, table};
use super::*;
use crate::model::Missing;
use proptest::prelude::*;

/// What the rules say of a row, one by one.
fn said(rules: &[Rule], columns: &dyn Columns, row: usize) -> Cell {
    let mut cell = Cell::default();
    rules.iter().enumerate().for_each(|(n, rule)| cell.say(n, rule.row(columns, row) as u8, true));
    cell
}

fn rules(texts: &[&str]) -> Vec<Rule> {
    let mut errors = Vec::new();
    let rules = texts.iter().filter_map(|text| Rule::compile(text, "p", &fields(), &mut errors)).collect();
    assert!(errors.is_empty(), "{errors:?}");
    rules
}

proptest! {
    #[test]
    fn lookups_and_rules_agree(
        predicates in proptest::collection::vec(predicates(), 1..5),
        rows in proptest::collection::vec((proptest::option::weighted(0.8, -4i64..7), proptest::option::of("[ab\"\\\\参]{0,3}")), 1..20),
        known in any::<bool>(),
        wide in any::<bool>(),
    ) {
        let mut errors = Vec::new();
        let rules: Vec<Rule> = predicates.iter().filter_map(|p| Rule::from_predicate(p, "p", &fields(), &mut errors)).collect();
        let Some(lookup) = Lookup::compile(rules.iter(), true) else { return Ok(()) };
        let number = |n: Option<i64>| if known { Some(n.unwrap_or(0)) } else { n };
        let mut numbers: Vec<Option<i64>> = rows.iter().map(|(n, _)| number(*n)).collect();
        if wide {
            numbers.push(Some(i64::MAX));
        }
        let mut texts: Vec<Option<&str>> = rows.iter().map(|(_, t)| t.as_deref()).collect();
        texts.resize(numbers.len(), None);
        let facts = table(numbers.clone(), &texts);
        let bound = lookup.bind(&facts).unwrap();
        let mut cells = Vec::new();
        bound.cells(facts.rows, |_, block| cells.extend(block.iter().map(|cell| usize::from(*cell))));
        // Codes that tell the cells apart, as far as bytes can.
        let of: Vec<u16> = (0u16..).take(lookup.cells().len()).map(|n| n % 251).collect();
        let codes = [true, false].map(|bytes| bound.codes(facts.rows, &of, bytes, &mut crate::model::Spare::default()));
        for row in 0..facts.rows {
            prop_assert_eq!(&lookup.cells()[cells[row]], &said(&rules, &facts, row));
            let value = |column: &str| match column {
                "n30" | "累计消费" => numbers[row].map_or(Place::Missing, Place::Number),
                "content" => texts[row].map_or(Place::Missing, Place::Text),
                of if field_of_states(of) == Some("content") => Place::Text(if texts[row].is_some() { KNOWN } else { Missing::ToBeFilled.as_str() }),
                _ => Place::Missing,
            };
            let columns: Vec<&str> = lookup.columns().map(|axis| axis.column()).collect();
            prop_assert_eq!(lookup.cell(|n| value(columns[n])), cells[row]);
            prop_assert_eq!(codes.each_ref().map(|codes| codes.get(row)), [Some(of[cells[row]]); 2]);
            for rule in &rules {
                prop_assert_eq!(rule.single(value), rule.row(&facts, row));
            }
        }
    }
}

#[test]
fn ends_of_numbers_are_exact() {
    let rules = rules(&["n30 >= 9000000000", "n30 < -9000000000", "n30 = 2147483647", "n30 != -2147483648", "n30 in {7}"]);
    let lookup = Lookup::compile(rules.iter(), true).unwrap();
    let ends = [i64::from(i32::MIN), i64::from(i32::MAX), 0, 7];
    let far = [i64::MIN, i64::MAX, 9_000_000_000, 8_999_999_999, -9_000_000_000, -9_000_000_001];
    for numbers in [ends.to_vec(), ends.iter().chain(&far).copied().collect()] {
        let facts = meaning::table(numbers.iter().map(|n| Some(*n)).collect(), &vec![None; numbers.len()]);
        let mut row = 0;
        lookup.bind(&facts).unwrap().cells(facts.rows, |_, cells| {
            for cell in cells {
                assert_eq!(lookup.cells()[usize::from(*cell)], said(&rules, &facts, row), "{}", numbers[row]);
                row += 1;
            }
        });
        assert_eq!(row, numbers.len());
    }
}

#[test]
fn ten_thousand_thresholds_are_one_column() {
    let texts: Vec<String> = (0..10_000).map(|n| format!("n30 in [{}, {})", n * 3, n * 3 + 2)).collect();
    let rules = rules(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let lookup = Lookup::compile(rules.iter(), false).unwrap();
    let numbers: Vec<Option<i64>> = (-2..30_010).step_by(7).map(Some).chain([None]).collect();
    let facts = meaning::table(numbers.clone(), &vec![None; numbers.len()]);
    let mut found = Vec::new();
    lookup.bind(&facts).unwrap().cells(facts.rows, |_, cells| found.extend(cells.iter().map(|cell| lookup.cells()[usize::from(*cell)].clone())));
    for (number, cell) in numbers.iter().zip(&found) {
        let expected = number.filter(|n| (0..30_000).contains(n) && n % 3 < 2).map(|n| n as usize / 3);
        assert_eq!((cell.fired.first().copied(), cell.open.is_empty()), (expected, number.is_some()));
    }
}

#[test]
fn what_would_be_too_large_has_no_lookup() {
    // Seven tests for parts of texts; and three columns of a hundred thresholds each.
    let parts: Vec<String> = (0..7).map(|n| format!("content contains \"{n}\"")).collect();
    assert!(Lookup::compile(rules(&parts.iter().map(String::as_str).collect::<Vec<_>>()).iter(), true).is_none());
    let cuts: Vec<String> = ["n30", "recency", "累计消费"].iter().flat_map(|name| (0..100).map(move |n| format!("{name} >= {n}"))).collect();
    assert!(Lookup::compile(rules(&cuts.iter().map(String::as_str).collect::<Vec<_>>()).iter(), true).is_none());
}
