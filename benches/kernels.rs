//! The speed of similarities, one thread, row by row: `cargo bench -p guiyi-benches --bench kernels [-- --write DIR]`.
//!
//! Each pair is compared once, ours beside the crates `rapidfuzz` and `strsim` in the same run. `signed` are the functions that take
//! signatures kept beside the texts. `--write DIR` writes the pairs, one file per kind, for `kernels_peers.py` to read.
//!
//! Pairs are timed in small groups, and the best time of each group counts, so that what else the machine does counts little; all groups
//! are gone through before one comes again, so that no branch is remembered. Sums of the edit distances are compared with the peers'.

use guiyi::text::similarity::{jaro_winkler, levenshtein, osa, signature};
use guiyi_benches::pairs::{Pair, Pairs, pairs};
use rapidfuzz::distance as rf;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

/// Pairs per kind, pairs timed together, and how often.
const ROWS: usize = 50_000;
const GROUP: usize = 250;
const ROUNDS: usize = 15;

fn main() -> ExitCode {
    match run(&std::env::args().collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "kernels: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> std::io::Result<bool> {
    let kinds = pairs(ROWS);
    if let Some(folder) = arguments.iter().position(|a| a == "--write").and_then(|at| arguments.get(at + 1)) {
        std::fs::create_dir_all(folder)?;
        for Pairs { kind, pairs } in &kinds {
            let lines: String = pairs.iter().map(|p| format!("{}\t{}\n", p.texts.0, p.texts.1)).collect();
            std::fs::write(std::path::Path::new(folder).join(format!("{kind}.txt")), lines)?;
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "Million pairs per second.\n\n| pairs | measure | guiyi | guiyi, signed | rapidfuzz (Rust) | strsim |\n|---|---|---:|---:|---:|---:|")?;
    let mut agreed = true;
    for Pairs { kind, pairs } in &kinds {
        agreed &= table(kind, pairs, &mut out)?;
    }
    if !agreed {
        writeln!(out, "\nedit distances differ from those of the peers")?;
    }
    Ok(agreed)
}

/// Characters as `strsim` takes them.
struct Chars<'a>(&'a [char]);

impl<'a> IntoIterator for &'a Chars<'_> {
    type Item = &'a char;
    type IntoIter = std::slice::Iter<'a, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// A pair with its signatures; the characters of all pairs lie one behind the other.
struct Row<'a> {
    pair: &'a Pair,
    a: (&'a [char], u64),
    b: (&'a [char], u64),
}

/// Million pairs per second, and the sum of what came out.
type Speed = (f64, u64);

fn speed(rows: &[Row<'_>], measure: impl Fn(&Row<'_>) -> u64) -> Speed {
    let mut best = vec![f64::INFINITY; rows.len().div_ceil(GROUP)];
    let mut sum = 0u64;
    for _ in 0..ROUNDS {
        sum = 0;
        for (group, best) in rows.chunks(GROUP).zip(&mut best) {
            let started = Instant::now();
            for row in group {
                sum = sum.wrapping_add(measure(row));
            }
            *best = best.min(started.elapsed().as_secs_f64());
        }
    }
    (rows.len() as f64 / best.iter().sum::<f64>() / 1e6, sum)
}

/// A distance within a bound as a number that sums tell apart.
fn found<N: Into<u64>>(distance: Option<N>) -> u64 {
    distance.map_or(0, |d| d.into() + 1)
}

fn table(kind: &str, pairs: &[Pair], out: &mut impl Write) -> std::io::Result<bool> {
    let all: Vec<char> = pairs.iter().flat_map(|p| p.chars.0.iter().chain(&p.chars.1)).copied().collect();
    let mut rest = all.as_slice();
    let mut take = |count: usize| {
        let (text, more) = rest.split_at_checked(count).unwrap_or_default();
        rest = more;
        (text, signature(text))
    };
    let rows: Vec<Row<'_>> = pairs.iter().map(|pair| Row { pair, a: take(pair.chars.0.len()), b: take(pair.chars.1.len()) }).collect();
    let mut line = |measure: &str, speeds: [Option<Speed>; 4]| {
        let cells: Vec<String> = speeds.iter().map(|s| s.map_or("–".to_owned(), |s| format!("{:.1}", s.0))).collect();
        writeln!(out, "| {kind} | {measure} | {} |", cells.join(" | "))
    };

    let ours = speed(&rows, |r| jaro_winkler::similarity(r.a.0, r.b.0).into());
    let rust = speed(&rows, |r| (rf::jaro_winkler::normalized_similarity(r.a.0.iter().copied(), r.b.0.iter().copied()) * 1000.0) as u64);
    let strsim = speed(&rows, |r| (strsim::generic_jaro_winkler(&Chars(r.a.0), &Chars(r.b.0)) * 1000.0) as u64);
    line("Jaro–Winkler", [Some(ours), None, Some(rust), Some(strsim)])?;

    let ours = speed(&rows, |r| jaro_winkler::at_least(r.a.0, r.b.0, 900).into());
    let with = speed(&rows, |r| jaro_winkler::at_least_signed(r.a, r.b, 900).into());
    let arguments = rf::jaro_winkler::Args::default().score_cutoff(0.9);
    let rust = speed(&rows, |r| rf::jaro_winkler::normalized_similarity_with_args(r.a.0.iter().copied(), r.b.0.iter().copied(), &arguments).is_some().into());
    line("Jaro–Winkler ≥ 0.9", [Some(ours), Some(with), Some(rust), None])?;
    let mut agreed = ours.1 == with.1;

    let ours = speed(&rows, |r| levenshtein::distance(r.a.0, r.b.0).into());
    let rust = speed(&rows, |r| rf::levenshtein::distance(r.a.0.iter().copied(), r.b.0.iter().copied()) as u64);
    let strsim = speed(&rows, |r| strsim::generic_levenshtein(&Chars(r.a.0), &Chars(r.b.0)) as u64);
    line("Levenshtein", [Some(ours), None, Some(rust), Some(strsim)])?;
    agreed &= ours.1 == rust.1 && ours.1 == strsim.1;

    let ours = speed(&rows, |r| found(levenshtein::within(r.a.0, r.b.0, 2)));
    let with = speed(&rows, |r| found(levenshtein::within_signed(r.a, r.b, 2)));
    let arguments = rf::levenshtein::Args::default().score_cutoff(2);
    let rust = speed(&rows, |r| found(rf::levenshtein::distance_with_args(r.a.0.iter().copied(), r.b.0.iter().copied(), &arguments).map(|d| d as u64)));
    line("Levenshtein ≤ 2", [Some(ours), Some(with), Some(rust), None])?;
    agreed &= ours.1 == with.1 && ours.1 == rust.1;

    let ours = speed(&rows, |r| osa::distance(r.a.0, r.b.0).into());
    let rust = speed(&rows, |r| rf::osa::distance(r.a.0.iter().copied(), r.b.0.iter().copied()) as u64);
    let strsim = speed(&rows, |r| strsim::osa_distance(&r.pair.texts.0, &r.pair.texts.1) as u64);
    line("OSA", [Some(ours), None, Some(rust), Some(strsim)])?;
    agreed &= ours.1 == rust.1 && ours.1 == strsim.1;

    let ours = speed(&rows, |r| found(osa::within(r.a.0, r.b.0, 1)));
    let with = speed(&rows, |r| found(osa::within_signed(r.a, r.b, 1)));
    let arguments = rf::osa::Args::default().score_cutoff(1);
    let rust = speed(&rows, |r| found(rf::osa::distance_with_args(r.a.0.iter().copied(), r.b.0.iter().copied(), &arguments).map(|d| d as u64)));
    line("OSA ≤ 1", [Some(ours), Some(with), Some(rust), None])?;
    Ok(agreed && ours.1 == with.1 && ours.1 == rust.1)
}
