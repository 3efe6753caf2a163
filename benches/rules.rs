//! How long the check of rules takes: `cargo bench -p guiyi-benches --bench rules [-- --check]`.
//!
//! Every spec of `examples/specs` that has rules, one thread, the best of many rounds; then rules that are hard on purpose, once, and test cases out of them. `--check`
//! fails where the shipped ones take more than 5 ms together, or a hard one more than 20 s. `--once` looks at the shipped ones alone, once,
//! as a profiler wants it; `--write FOLDER` writes the reports, so that those of two versions can be compared.

use guiyi::{RuleReport, Spec, check_rules, rule_test_cases};
use std::hint::black_box;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

const ROUNDS: usize = 40;
const SHIPPED: Duration = Duration::from_millis(5);
const HARD: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let given = |name: &str| arguments.iter().position(|argument| argument == name);
    let folder = given("--write").and_then(|at| arguments.get(at + 1)).map(Path::new);
    match run(given("--check").is_some(), given("--once").is_some(), folder) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "rules: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool, once: bool, folder: Option<&Path>) -> Result<bool> {
    let mut out = std::io::stdout().lock();
    let mut total = Duration::ZERO;
    for path in shipped(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/specs"))? {
        let spec = read(&std::fs::read_to_string(&path)?)?;
        let sets = [&spec.tags].into_iter().chain(&spec.rule_sets).filter(|set| !set.dimensions.is_empty()).count();
        if sets == 0 {
            continue;
        }
        let (mut best, mut report) = (Duration::MAX, RuleReport::default());
        for _ in 0..if once { 1 } else { ROUNDS } {
            let start = Instant::now();
            report = check_rules(black_box(&spec));
            best = best.min(start.elapsed());
        }
        total += best;
        write(folder, &path, &report)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        line(&mut out, &format!("{name}, {sets} rule sets"), best, &report)?;
    }
    writeln!(out, "{:<36}{:>10.2} ms", "all shipped rule sets", total.as_secs_f64() * 1e3)?;
    let mut sound = total <= SHIPPED;
    if once {
        return Ok(sound || !check);
    }
    for (name, spec) in hard()? {
        let start = Instant::now();
        let report = check_rules(black_box(&spec));
        let taken = start.elapsed();
        sound &= taken <= HARD;
        write(folder, Path::new(&format!("{name}.json")), &report)?;
        line(&mut out, name, taken, &report)?;
        let json = serde_json::to_string(&spec)?;
        let start = Instant::now();
        let tests = rule_test_cases(black_box(&json)).map_err(Error::other)?;
        let taken = start.elapsed();
        sound &= taken <= HARD;
        writeln!(out, "{:<36}{:>10.2} ms   {} cases", "  test cases", taken.as_secs_f64() * 1e3, tests.cases.len())?;
    }
    Ok(sound || !check)
}

fn line(out: &mut impl Write, name: &str, taken: Duration, report: &RuleReport) -> Result<()> {
    writeln!(out, "{name:<36}{:>10.2} ms   {} findings", taken.as_secs_f64() * 1e3, report.findings().count())
}

fn write(folder: Option<&Path>, path: &Path, report: &RuleReport) -> Result<()> {
    let Some((folder, name)) = folder.zip(path.file_name()) else { return Ok(()) };
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join(name), serde_json::to_string_pretty(report)?)
}

/// The specs of a folder, by name.
fn shipped(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(text: &str) -> Result<Spec> {
    serde_json::from_str(text).map_err(|e| Error::new(ErrorKind::InvalidData, e))
}

/// 10,000 rules of one dimension, and of one that adds points; twenty columns of five cells; parentheses 10,000 deep; 10,000 steps that overlap.
fn hard() -> Result<Vec<(&'static str, Spec)>> {
    let rules = |count: usize, rule: &dyn Fn(usize) -> String| (0..count).map(|n| format!(r#"{{"value": "v{n}", "when": "{}"}}"#, rule(n))).collect::<Vec<_>>().join(",");
    let spec = |rules: String| {
        read(&format!(
            r#"{{"version": 1, "sources": [], "fields": [], "facts": {{"streams": [{{"name": "i", "attributes": [{{"name": "type", "kind": {{"category": {{}}}}}}]}}],
              "metrics": [{{"name": "n", "measure": {{"count": {{"of": "i"}}}}}}]}}, "tags": {{"name": "T", "version": "1", "dimensions": [
              {{"name": "d", "hit": {{"unique": {{}}}}, "otherwise": "-", "rules": [{rules}]}}]}}}}"#
        ))
    };
    // Each rule adds a point.
    let mut score = spec(rules(10_000, &|n| format!("n >= {n}")))?;
    if let Some(dimension) = score.tags.dimensions.first_mut() {
        dimension.otherwise = None;
        dimension.hit = serde_json::from_str(r#"{"score": {"bands": [{"value": "a", "from": 5000}, {"value": "b"}]}}"#)?;
        for rule in &mut dimension.rules {
            (rule.value, rule.points) = (String::new(), Some(1));
        }
    }
    let mut steps = spec(rules(1, &|_| "n >= 1".to_owned()))?;
    let overlapping: Vec<String> = (0..10_000).map(|n| format!(r#"{{"when": "in [{}, {}]", "points": {n}}}"#, n % 100, n % 100 + 50)).collect();
    steps.layers = serde_json::from_str(&format!(
        r#"[{{"score": {{"name": "L", "dimensions": [{{"by": "n", "weight": 1, "steps": [{}], "points": 0}}], "bands": [{{"layer": "A"}}], "otherwise": "-"}}}}]"#,
        overlapping.join(",")
    ))?;
    Ok(vec![
        ("10,000 rules", spec(rules(10_000, &|n| format!("n = {n}")))?),
        ("10,000 rules that score", score),
        ("10,000 steps that overlap", steps),
        ("20 columns of 5 cells", spec(rules(20, &|n| format!("count(i where type = \\\"t{n}\\\") in [1, 3]")))?),
        ("10,000 parentheses", spec(rules(1, &|_| format!("{}n >= 1{}", "(".repeat(10_000), ")".repeat(10_000))))?),
    ])
}
