//! Error codes keep their numbers, names and classes for ever: `errors.tsv` only grows.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice, reason = "a test: to stop is the answer")]

use guiyi::Code;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Row = (String, String);

fn core() -> BTreeMap<u32, Row> {
    Code::ALL.iter().map(|code| (code.number(), (code.as_str().to_owned(), format!("{:?}", code.class()).to_lowercase()))).collect()
}

fn listed(text: &str) -> BTreeMap<u32, Row> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [number, code, class] = cells[..] else { panic!("three cells: {line}") };
        (number.parse().expect("a number"), (code.to_owned(), class.to_owned()))
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn error_codes_only_grow() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("drift/errors.tsv");
    let (core, mut list) = (core(), listed(&fs::read_to_string(&path).unwrap_or_default()));
    for (number, row) in &list {
        assert_eq!(core.get(number), Some(row), "{number} was given away and may not change or go");
    }
    if std::env::var_os("GUIYI_UPDATE").is_some() {
        list.clone_from(&core);
        let rows = list.iter().map(|(number, (code, class))| format!("{number}\t{code}\t{class}\n"));
        fs::write(&path, "number\tcode\tclass\n".to_owned() + &rows.collect::<String>()).expect("the list is writable");
    }
    assert_eq!(list, core, "tests/drift/errors.tsv lacks a code: run again with GUIYI_UPDATE=1");
}

#[test]
fn every_code_has_its_own_number_and_name() {
    let names: BTreeMap<&str, u32> = Code::ALL.iter().map(|code| (code.as_str(), code.number())).collect();
    assert_eq!((core().len(), names.len()), (Code::ALL.len(), Code::ALL.len()));
    assert!(Code::ALL.iter().all(|code| code.number() != 0), "0 is success");
}
