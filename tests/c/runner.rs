//! The C interface from C and from C++: warnings are errors, and everything runs once more under the sanitizers.
//!
//! Needs `cc` and `c++` (or `$CC` and `$CXX`); the static library is built by the cargo that runs this test.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, clippy::string_slice, reason = "a test: to stop is the answer")]

#[path = "../vectors/cases.rs"]
mod cases;

use cases::{AskCase, ErrorCase, EvaluateCase, FactsCase, LayersCase, NormalizeCase, RulesCase, RunCase, TimelineCase};
use guiyi::interop::json;
use guiyi::{Code, Plan};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn temporary() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// The static library, built in the profile of this test.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let target = temporary().parent().expect("the target folder");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(root()).args(["build", "--locked", "-p", "guiyi-ffi", "--lib", "--message-format", "json-render-diagnostics", "--target-dir"]).arg(target);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        let out = cargo.output().expect("cargo");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).expect("UTF-8");
        let messages = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let mut files = messages.filter_map(|m| m["filenames"].as_array().cloned()).flatten().filter_map(|f| f.as_str().map(PathBuf::from));
        files.find(|file| file.file_name().is_some_and(|name| name == "libguiyi_ffi.a")).expect("a static library")
    })
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    C,
    Cxx,
    Sanitized,
}

const SANITIZED: [&str; 5] = ["-std=c11", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

/// A compiled program. Each holds the whole static library, so it goes as soon as it has run: kept, they would fill 3 GB.
struct Program(PathBuf);

impl Drop for Program {
    fn drop(&mut self) {
        // What is left behind costs disk and nothing else.
        let _ = fs::remove_file(&self.0);
    }
}

/// Compiles a program; warnings are errors.
fn compile(program: &str, mode: Mode) -> Program {
    let source = root().join("tests/c").join(program).with_extension("c");
    let binary = temporary().join(format!("c-{program}-{mode:?}"));
    let (variable, fallback, flags): (_, _, &[&str]) = match mode {
        Mode::C => ("CC", "cc", &["-std=c11"]),
        Mode::Cxx => ("CXX", "c++", &["-std=c++17", "-x", "c++"]),
        Mode::Sanitized => ("CC", "cc", &SANITIZED),
    };
    let compiler = std::env::var(variable).unwrap_or_else(|_| fallback.to_owned());
    let mut command = Command::new(&compiler);
    command.args(["-Wall", "-Wextra", "-Werror", "-pedantic", "-Wconversion", "-Wshadow"]).args(flags).arg("-I").arg(root().join("ffi/include")).arg(source);
    if matches!(mode, Mode::Cxx) {
        command.args(["-x", "none"]);
    }
    let out = command.arg(library()).args(["-pthread", "-ldl", "-lm", "-o"]).arg(&binary).output().unwrap_or_else(|e| panic!("{compiler}: {e}"));
    assert!(out.status.success(), "{program} as {mode:?}: {}", String::from_utf8_lossy(&out.stderr));
    let binary = Program(binary);
    if matches!(mode, Mode::Sanitized) {
        is_sanitized(&binary.0);
    }
    binary
}

/// The sanitizers are linked, and checks stand in the code.
fn is_sanitized(binary: &Path) {
    let out = Command::new("nm").arg(binary).output().expect("nm");
    let symbols = String::from_utf8_lossy(&out.stdout).into_owned();
    for wanted in ["__asan_init", "__asan_report_", "__ubsan_handle_"] {
        assert!(symbols.contains(wanted), "{}: no {wanted}", binary.display());
    }
}

fn execute(program: &Program, arguments: &[PathBuf]) -> Output {
    let mut command = Command::new(&program.0);
    command.args(arguments).env("ASAN_OPTIONS", "detect_leaks=1:halt_on_error=1").env("UBSAN_OPTIONS", "halt_on_error=1:print_stacktrace=1");
    command.output().expect("the program runs")
}

fn succeeds(program: &str, arguments: &[PathBuf]) {
    for mode in [Mode::C, Mode::Cxx, Mode::Sanitized] {
        let out = execute(&compile(program, mode), arguments);
        let (said, complained) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        assert!(out.status.success(), "{program} as {mode:?}: {}\n{said}{complained}", out.status);
    }
}

#[test]
fn version() {
    succeeds("version", &[]);
}

#[test]
fn errors() {
    succeeds("errors", &[]);
}

#[test]
fn nulls() {
    succeeds("nulls", &[]);
}

#[test]
fn lifetimes() {
    succeeds("lifetimes", &[]);
}

#[test]
fn utf8() {
    succeeds("utf8", &[]);
}

#[test]
fn reference_tables() {
    succeeds("reference_tables", &[]);
}

#[test]
fn records() {
    succeeds("records", &[]);
}

#[test]
fn splink() {
    succeeds("splink", &[]);
}

#[test]
fn templates() {
    succeeds("templates", &[]);
}

#[test]
fn views() {
    succeeds("views", &[]);
}

#[test]
fn threads() {
    succeeds("threads", &[]);
}

/// The sanitizers see what the library's users could do wrong, so what they do not see above is not there.
#[test]
fn the_sanitizers_are_awake() {
    let binary = compile("misuse", Mode::Sanitized);
    for (arguments, report) in [(vec![], "LeakSanitizer: detected memory leaks"), (vec![PathBuf::from("after-free")], "heap-use-after-free")] {
        let out = execute(&binary, &arguments);
        let complained = String::from_utf8_lossy(&out.stderr);
        assert!(!out.status.success() && complained.contains(report), "{report}: {}\n{complained}", out.status);
    }
}

/// Files for the C program: what goes in, and what Rust gave for it.
struct Cases {
    folder: PathBuf,
    arguments: Vec<PathBuf>,
}

impl Cases {
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(format!("{:04}-{name}", self.arguments.len() / 4));
        fs::write(&path, text).expect("the target folder is writable");
        path
    }

    fn push(&mut self, call: &str, inputs: [&str; 2], expected: &str) {
        let [one, two] = [self.file("one", inputs[0]), self.file("two", inputs[1])];
        let expected = self.file("expected", expected);
        self.arguments.extend([PathBuf::from(call), one, two, expected]);
    }
}

#[test]
fn vectors() {
    let folder = temporary().join("c-vectors");
    fs::create_dir_all(&folder).expect("the target folder is writable");
    let mut all = Cases { folder, arguments: Vec::new() };
    for case in cases::files("normalize").iter().flat_map(|file| cases::read::<Vec<NormalizeCase>>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            all.push("normalize", [&case.kind.to_string(), &case.raw], &case.expect.to_string());
        }
    }
    for case in cases::files("run").iter().map(|file| cases::read::<RunCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let (spec, input) = (case.spec.to_string(), case.input.to_string());
            let outcome = json::run(&Plan::from_json(&spec).expect("a spec"), &input).expect("an input");
            let mut document = json::outcome(&outcome);
            all.push("run", [&spec, &input], &document.to_string());
            let views = case.expect.get("views").and_then(|views| views.as_object());
            for role in views.into_iter().flatten().map(|(role, _)| role) {
                all.push(&format!("view {role}"), [&spec, &input], &json::view(&outcome, role, None).expect("a view").to_string());
            }
            if !case.report.is_empty() {
                let report = json::report(&outcome);
                all.push("report", [&spec, &input], &report.to_string());
                let entries = case.report.iter().map(|entry| (entry.clone(), report[entry].clone())).collect();
                document.as_object_mut().expect("an object").insert("report".to_owned(), entries);
            }
            let map = document.as_object_mut().expect("an object");
            map.retain(|key, _| key != "model" && key != "fingerprint");
            let mut expect = case.expect;
            expect.as_object_mut().expect("an object").remove("views");
            assert_eq!(document, expect, "{}", case.name);
        }
    }
    for case in cases::files("evaluate").iter().map(|file| cases::read::<EvaluateCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let found = json::evaluate(&case.input.to_string()).expect("an input");
            assert_eq!(found, case.expect, "{}", case.name);
            all.push("evaluate", [&case.input.to_string(), ""], &found.to_string());
        }
    }
    for case in cases::files("facts").iter().map(|file| cases::read::<FactsCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let input = case.input.to_string();
            if let Some(metrics) = &case.metrics {
                all.push("metrics", [&metrics.to_string(), &input], &case.expect.to_string());
            }
            if let Some(spec) = &case.spec {
                all.push("facts", [&spec.to_string(), &input], &case.expect["facts"].to_string());
                all.push("sources", [&spec.to_string(), &input], &case.expect["sources"].to_string());
                all.push("counted", [&spec.to_string(), &input], &case.expect["rules"].to_string());
                let found = json::check_rules(&spec.to_string()).expect("a spec");
                all.push("planned", [&spec.to_string(), ""], &found.to_string());
            }
        }
    }
    for case in cases::files("layers").iter().map(|file| cases::read::<LayersCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let (spec, input) = (case.spec.to_string(), case.input.to_string());
            all.push("layers", [&spec, &input], &case.expect["layers"].to_string());
            let before = case.earlier();
            all.push("layers", [&spec, &before.to_string()], &case.expect["before"].to_string());
            all.push("migration", [&case.expect["before"].to_string(), &case.expect["layers"].to_string()], &case.expect["migration"].to_string());
        }
    }
    for case in cases::files("rules").iter().map(|file| cases::read::<RulesCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let found = json::check_rules(&case.spec.to_string()).expect("a spec");
            assert_eq!(found, case.expect, "{}", case.name);
            all.push("rules", [&case.spec.to_string(), ""], &found.to_string());
        }
    }
    for case in cases::files("ask").iter().map(|file| cases::read::<AskCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let (spec, input) = (case.spec.to_string(), case.input.to_string());
            let outcome = json::run(&Plan::from_json(&spec).expect("a spec"), &input).expect("an input");
            for (question, expect) in case.questions.iter().zip(case.expect.as_array().expect("a list of answers")) {
                let (question, answer) = (question.to_string(), json::ask(&outcome, &question.to_string()).expect("an answer"));
                assert_eq!(answer, *expect, "{}: {question}", case.name);
                // JSON on one line has no line break of its own: what is before the first is the input, what is behind it the question.
                all.push("ask", [&spec, &format!("{input}\n{question}")], &answer.to_string());
            }
        }
    }
    for case in cases::files("timeline").iter().map(|file| cases::read::<TimelineCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            all.push("timeline", [&case.spec.to_string(), &format!("{}\n{}", case.input, case.script)], &case.expect.to_string());
            let lines = |list: &serde_json::Value| list.as_array().expect("a list").iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            let from = case.script.get("from").and_then(|from| from.as_str()).unwrap_or_default();
            all.push("steps", [&case.spec.to_string(), &format!("{}\n{from}\n{}", case.input, lines(&case.script["steps"]))], &lines(&case.expect));
        }
    }
    for case in cases::files("errors").iter().map(|file| cases::read::<ErrorCase>(file)) {
        if cases::wanted(&case.name, case.skip.as_deref()) {
            let spec = case.spec.as_str().map_or_else(|| case.spec.to_string(), str::to_owned);
            let error = Plan::from_json(&spec).expect_err("a broken spec");
            assert!(error.code() != Code::Internal && !case.expect.is_null());
            all.push("compile", [&spec, ""], &error.to_json().to_string());
        }
    }
    succeeds("vectors", &all.arguments);
}
