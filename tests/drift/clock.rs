//! The core never asks for the time, and touches nothing outside itself: the same rows give the same outcome.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice, reason = "a test: to stop is the answer")]

mod sources;

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The core's dependencies with their features, when no feature of its own is asked for.
fn tree() -> Vec<(String, Vec<String>)> {
    let out = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--locked", "-p", "guiyi", "--no-default-features", "-e", "normal", "--prefix", "none", "-f", "{p}|{f}"])
        .output()
        .expect("cargo");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let text = String::from_utf8(out.stdout).expect("UTF-8");
    let line = |line: &str| {
        let (package, features) = line.split_once('|')?;
        let features = features.trim_end_matches(" (*)").split(',').map(str::to_owned).collect();
        Some((package.split(' ').next()?.to_owned(), features))
    };
    text.lines().filter_map(line).collect()
}

#[test]
fn the_date_library_has_no_clock() {
    let tree = tree();
    let chrono: Vec<&Vec<String>> = tree.iter().filter(|(name, _)| name == "chrono").map(|(_, features)| features).collect();
    assert!(!chrono.is_empty(), "chrono is among {tree:?}");
    for features in chrono {
        assert!(!features.iter().any(|f| f == "clock" || f == "now"), "{features:?}");
    }
    assert!(!tree.iter().any(|(name, _)| name == "iana-time-zone"), "{tree:?}");
}

#[test]
fn the_core_asks_nobody() {
    let outside =
        ["std::time", "SystemTime", "Instant::", "Utc::now", "Local::now", "chrono::Local", "std::env", "std::fs", "std::net", "std::process", "std::io", "thread_local!"];
    for source in sources::core() {
        let text = sources::without_tests(&source.text);
        for (number, line) in text.lines().enumerate() {
            for word in outside {
                assert!(!line.contains(word), "{}:{}: {word}", source.path.display(), number + 1);
            }
        }
    }
}
