//! `ffi/include/guiyi.h` is what the sources of `ffi` and the error table say.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice, reason = "a test: to stop is the answer")]

use guiyi::Code;
use std::fs;
use std::path::{Path, PathBuf};

/// One per noun, in the order in which the header explains itself.
const SOURCES: [&str; 8] = ["version", "text", "error", "reference_tables", "plan", "outcome", "timeline", "tools"];

fn ffi() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ffi")
}

fn constants() -> String {
    let mut out = String::new();
    let version = env!("CARGO_PKG_VERSION");
    out.push_str(&format!("/** The version of the library that this header comes with. */\n#define GUIYI_VERSION \"{version}\"\n"));
    for (name, part) in ["MAJOR", "MINOR", "PATCH"].iter().zip(version.split('.')) {
        out.push_str(&format!("#define GUIYI_VERSION_{name} {part}\n"));
    }
    out.push_str("\n/** The status of a call that succeeded. */\n#define GUIYI_OK 0u\n");
    for code in Code::ALL {
        out.push_str(&format!("/** {} */\n#define GUIYI_ERROR_{} {}u\n", code.meaning(), code.as_str().to_uppercase(), code.number()));
    }
    out
}

fn generate() -> String {
    let mut config = cbindgen::Config::from_file(ffi().join("cbindgen.toml")).expect("ffi/cbindgen.toml");
    config.after_includes = Some(constants());
    let builder = SOURCES.iter().fold(cbindgen::Builder::new().with_config(config), |builder, name| builder.with_src(ffi().join(format!("src/{name}.rs"))));
    let mut out = Vec::new();
    builder.generate().expect("cbindgen reads the sources").write(&mut out);
    let header = String::from_utf8(out).expect("a header in UTF-8");
    for_c(&header)
}

/// Rust's safety sections are about Rust; the head of the header says the same for C.
fn for_c(header: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut safety = false;
    for line in header.lines() {
        safety |= line.trim() == "* # Safety";
        safety &= line.trim() != "*/";
        if !safety {
            // The empty line before the section goes with it.
            if line.trim() == "*/" && out.last().is_some_and(|last| last.trim() == "*") {
                out.pop();
            }
            out.push(line.trim_end());
        }
    }
    out.join("\n") + "\n"
}

#[test]
fn the_header_is_what_the_sources_say() {
    let (path, header) = (ffi().join("include/guiyi.h"), generate());
    if std::env::var_os("GUIYI_UPDATE").is_some() {
        fs::create_dir_all(ffi().join("include")).expect("ffi is writable");
        fs::write(&path, &header).expect("the header is writable");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(header == committed, "ffi/include/guiyi.h is stale: run again with GUIYI_UPDATE=1");
}

#[test]
fn every_source_is_in_the_header() {
    let inside = ["guard", "lib"];
    for entry in fs::read_dir(ffi().join("src")).expect("ffi/src") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        assert!(SOURCES.contains(&name) || inside.contains(&name), "ffi/src/{name}.rs is not read by this test");
    }
}

#[test]
fn everything_in_the_header_is_explained() {
    let header = generate();
    let lines: Vec<&str> = header.lines().collect();
    for (before, line) in lines.iter().zip(lines.iter().skip(1)) {
        let declares = line.contains(" guiyi_") && line.contains('(') && !line.starts_with([' ', '*', '/']);
        let defines = line.starts_with("typedef") || (line.starts_with("#define GUIYI_") && line.split(' ').count() > 2);
        if (declares || defines) && !line.contains("GUIYI_VERSION_") {
            assert!(before.trim_end().ends_with("*/"), "no words about: {line}");
        }
    }
}
