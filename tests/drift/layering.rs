//! The floors of the house: a module of the core imports from lower floors only, and no stage from another.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice, reason = "a test: to stop is the answer")]

mod sources;

use sources::{Source, without_tests};
use std::collections::BTreeSet;
use std::path::Path;

/// Bottom up. Rooms on one line do not import one another, but for [`LADDERS`].
const FLOORS: [&[&str]; 7] = [
    &["error", "value", "data", "threads"],
    &["schema", "table", "text", "model", "purchase"],
    &["spec", "rule", "registry"],
    &["normalize", "identity", "profile", "facts", "tag", "layer", "engage", "insight", "privacy"],
    &["columns"],
    &["plan"],
    &["hub", "interop", "testing"],
];

/// On the lower floors a room may rest on those before it here.
const LADDERS: [&[&str]; 3] = [&["error", "data"], &["schema", "table", "model"], &["spec", "rule"]];

/// Written exceptions: who, whom, why.
const EXCEPTIONS: [(&str, &str, &str); 2] =
    [("error", "text", "the nearest known name in a message is found by edit distance"), ("table", "text", "headers are trimmed and folded as values are")];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

fn allowed(from: &str, to: &str) -> bool {
    let rung = |ladder: &[&str], room: &str| ladder.iter().position(|r| *r == room);
    from == to
        || floor(to) < floor(from)
        || LADDERS.iter().any(|ladder| rung(ladder, to).is_some_and(|to| rung(ladder, from).is_some_and(|from| to < from)))
        || EXCEPTIONS.iter().any(|(a, b, _)| (*a, *b) == (from, to))
}

/// The first names after `crate::`, or after as many `super::` as lead to the root.
fn imports(source: &Source) -> BTreeSet<String> {
    let text = without_tests(&source.text);
    let root = format!(" {}", "super::".repeat(source.depth));
    let mut found = BTreeSet::new();
    for prefix in ["crate::", root.as_str()] {
        for rest in text.split(prefix).skip(1) {
            found.extend(heads(rest));
        }
    }
    found
}

/// The room that a name at the root comes from, by the `pub use` of `lib.rs`; a room is itself.
fn home(name: String, lib: &str) -> String {
    let holds = |names: &str| names.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name);
    let mut uses = lib.split("pub use ").skip(1).filter_map(|rest| rest.split_once(';')?.0.split_once("::"));
    uses.find(|(_, names)| holds(names)).map_or_else(|| name.clone(), |(room, _)| room.to_owned())
}

/// `table::Column` gives `table`; `{error::Result, table}` gives both.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let mut heads = vec![name(group)];
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

#[test]
fn modules_import_from_lower_floors_only() {
    let sources = sources::core();
    let lib = sources.iter().find(|source| source.room == "lib").map_or("", |source| &source.text);
    let mut wrong = Vec::new();
    let mut excepted: BTreeSet<&str> = BTreeSet::new();
    for source in sources.iter().filter(|source| source.room != "lib") {
        let from = source.room.as_str();
        assert!(floor(from).is_some(), "{}: the room {from} has no floor", source.path.display());
        for to in imports(source).into_iter().map(|name| home(name, lib)) {
            if floor(&to).is_none() || !allowed(from, &to) {
                wrong.push(format!("{}: {from} imports {to}", source.path.display()));
            }
            excepted.extend(EXCEPTIONS.iter().filter(|(a, b, _)| (*a, *b) == (from, to.as_str())).map(|(_, _, why)| *why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(excepted.len(), EXCEPTIONS.len(), "an exception that nobody needs goes");
}

#[test]
fn bindings_and_examples_know_the_root_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for package in ["ffi/src", "python/src"] {
        for source in sources::of(&root.join(package)) {
            let text = without_tests(&source.text);
            for rest in text.split("guiyi::").skip(1) {
                for head in heads(rest) {
                    let paved = head.starts_with(char::is_uppercase) || ["interop", "propose", "spec"].contains(&head.as_str());
                    assert!(paved, "{}: guiyi::{head}", source.path.display());
                }
            }
        }
    }
}

#[test]
fn the_floors_hold() {
    assert!(allowed("plan", "tag") && allowed("model", "table") && allowed("rule", "spec"));
    assert!(!allowed("tag", "layer") && !allowed("schema", "spec") && !allowed("spec", "rule") && !allowed("plan", "interop"));
    assert_eq!(home("Column".to_owned(), "pub use table::{Row, Column};"), "table");
    assert_eq!(heads("{error::{Code, Error}, table, text::fold};"), ["error", "table", "text"]);
}
