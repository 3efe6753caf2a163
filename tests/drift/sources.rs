//! The sources of a crate, as its tests of style read them.
#![allow(dead_code, reason = "not every test asks for everything")]

use std::fs;
use std::path::{Path, PathBuf};

/// A source file: its room, how deep its module lies under the root, and its text.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    pub(crate) room: String,
    pub(crate) depth: usize,
    pub(crate) text: String,
}

/// The files of a crate that are compiled into it, without those of its tests.
pub(crate) fn of(folder: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    walk(folder, &[], &mut sources);
    sources.retain(|source| !is_test(source, folder));
    sources
}

/// The files of the core.
pub(crate) fn core() -> Vec<Source> {
    let sources = of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/src"));
    assert!(sources.len() > 50, "{} files", sources.len());
    sources
}

fn walk(folder: &Path, under: &[String], out: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let mut module = under.to_vec();
        if path.is_dir() {
            module.push(name);
            walk(&path, &module, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            if name != "mod" {
                module.push(name);
            }
            let text = fs::read_to_string(&path).expect("a source file");
            out.push(Source { path, room: module.first().cloned().unwrap_or_default(), depth: module.len(), text });
        }
    }
}

/// What is compiled into the library: no comments, and no module that only tests have.
pub(crate) fn without_tests(text: &str) -> String {
    let code = text.lines().map(|line| line.find("//").map_or(line, |at| &line[..at])).collect::<Vec<_>>().join("\n");
    code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

/// The names of file modules that only tests have.
fn test_modules(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\n").skip(1).filter_map(|rest| rest.strip_prefix("mod ")?.split_once(';').map(|(name, _)| name)).filter(|name| !name.contains(' '))
}

/// Whether the file, or a folder that it lies in, is a module that only tests have.
fn is_test(source: &Source, root: &Path) -> bool {
    source.path.ancestors().take_while(|path| *path != root).any(|path| {
        let name = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let folder = path.parent().unwrap_or(root);
        let above = [folder.join("mod.rs"), folder.with_extension("rs")];
        above.iter().filter_map(|path| fs::read_to_string(path).ok()).any(|text| test_modules(&text).any(|module| module == name))
    })
}
