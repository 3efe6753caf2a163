//! The speed of normalizers, one thread: `cargo bench -p guiyi-benches --bench normalize`.
//!
//! `--kind KIND` measures one kind, `--write DIR` writes the values, one file per kind, for `normalize_peers.py` to read; `--check` fails where a
//! kind takes more than twice its target (machines differ), or allocates on the common path. `--first-use` measures instead what the first use of
//! each reference table costs, and `--check` then fails above ten milliseconds.

#![allow(unsafe_code, reason = "a counting allocator is what tells how often the common path allocates")]

mod first_use;

use guiyi::data::ReferenceTables;
use guiyi::normalize::builtin;
use guiyi::normalize::record::RecordReader;
use guiyi::text::fold::text_key_into;
use guiyi::{FieldKind, Status};
use guiyi_benches::values::{Column, columns};
use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use unicode_normalization::UnicodeNormalization;

struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call goes to the system's allocator unchanged; only a counter is added.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Values per kind, and how often they are read; the best time counts.
const ROWS: usize = 100_000;
const ROUNDS: usize = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match run(&arguments) {
        Ok(good) if good || !arguments.iter().any(|a| a == "--check") => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "normalize: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> std::io::Result<bool> {
    let mut out = std::io::stdout().lock();
    if first_use::child(arguments, &mut out)? {
        return Ok(true);
    }
    if arguments.iter().any(|a| a == "--first-use") {
        return first_use::table_of_times(&mut out);
    }
    let columns = columns(ROWS);
    if let Some(folder) = arguments.iter().position(|a| a == "--write").and_then(|at| arguments.get(at + 1)) {
        std::fs::create_dir_all(folder)?;
        for column in &columns {
            std::fs::write(std::path::Path::new(folder).join(format!("{}.txt", column.kind)), column.values.join("\n"))?;
        }
    }
    writeln!(out, "| kind | ns per value | target | read well | allocations per 1,000 values |\n|---|---:|---:|---:|---:|")?;
    let mut good = true;
    let only = arguments.iter().position(|a| a == "--kind").and_then(|at| arguments.get(at + 1));
    for column in columns.iter().filter(|column| only.is_none_or(|kind| kind == column.kind)) {
        let (nanoseconds, well, allocations) = measure(column)?;
        good &= nanoseconds <= 2.0 * column.target;
        writeln!(out, "| {} | {nanoseconds:.0} | {:.0} | {:.1} % | {allocations:.1} |", column.kind, column.target, well * 100.0)?;
    }
    if only.is_none_or(|kind| kind == "record") {
        let per_second = records(&columns);
        good &= per_second >= 200_000.0;
        writeln!(out, "\nrecords of eight fields, five of them filled: {per_second:.0} per second (target 400,000)\n")?;
    }
    if let Some((ours, nfkc)) = folds(&columns) {
        good &= ours <= 200.0;
        writeln!(out, "| text: the key's fold alone | {ours:.0} | 100 | | |\n| text: unicode-normalization, NFKC | {nfkc:.0} | | | |")?;
    }
    if let Some(peer) = peer::phone(&columns) {
        writeln!(out, "| phone: rlibphonenumber, parse + validate + E.164 | {peer:.0} | | | |")?;
    }
    Ok(good)
}

/// Records per second, the fields of each read together; every third field is empty, in turn.
fn records(columns: &[Column]) -> f64 {
    const FIELDS: [&str; 8] = ["person_name", "phone", "email", "region", "date", "amount", "channel", "industry"];
    let columns: Vec<&Column> = FIELDS.iter().filter_map(|kind| columns.iter().find(|c| c.kind == *kind)).collect();
    let kinds = columns.iter().filter_map(|c| serde_json::from_value(serde_json::json!({ c.kind: {} })).ok());
    let mut reader = RecordReader::new(kinds, ReferenceTables::builtin());
    let rows: Vec<Vec<&str>> = (0..ROWS)
        .map(|row| columns.iter().enumerate().map(|(at, c)| if (row + at).is_multiple_of(3) { "" } else { c.values.get(row).map_or("", String::as_str) }).collect())
        .collect();
    let mut best = f64::INFINITY;
    for _ in 0..=ROUNDS {
        let started = Instant::now();
        reader.read_batch(rows.iter().map(Vec::as_slice), |reading| {
            std::hint::black_box(reading);
        });
        best = best.min(started.elapsed().as_secs_f64());
    }
    ROWS as f64 / best
}

/// Nanoseconds per text of the fold that makes keys, and of NFKC alone, which is a part of it.
fn folds(columns: &[Column]) -> Option<(f64, f64)> {
    let texts = &columns.iter().find(|c| c.kind == "text")?.values;
    let mut out = String::new();
    let mut best = |fold: &dyn Fn(&str, &mut String)| {
        let times = (0..=ROUNDS).map(|_| {
            let started = Instant::now();
            for text in texts {
                out.clear();
                fold(text, &mut out);
                std::hint::black_box(&out);
            }
            started.elapsed().as_secs_f64()
        });
        times.fold(f64::INFINITY, f64::min) * 1e9 / texts.len() as f64
    };
    Some((best(&text_key_into), best(&|text, out| out.extend(text.nfkc()))))
}

/// Nanoseconds per value, the share of values read without doubt, allocations per thousand values.
fn measure(column: &Column) -> std::io::Result<(f64, f64, f64)> {
    let kind: FieldKind = serde_json::from_value(serde_json::json!({ column.kind: {} }))?;
    let normalizer = builtin(&kind, ReferenceTables::builtin());
    let mut well = 0_usize;
    let mut round = || {
        well = 0;
        normalizer.normalize_batch(&mut column.values.iter().map(String::as_str), &mut |value| {
            well += usize::from(matches!(value.status, Status::Ok | Status::Repaired));
        });
    };
    round();
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    round();
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let started = Instant::now();
        round();
        best = best.min(started.elapsed().as_secs_f64());
    }
    let rows = column.values.len() as f64;
    Ok((best * 1e9 / rows, well as f64 / rows, allocations as f64 * 1e3 / rows))
}

/// Google's library in Rust, on the same values in the same run.
mod peer {
    use super::{Column, ROUNDS};
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};
    use std::time::Instant;

    pub(super) fn phone(columns: &[Column]) -> Option<f64> {
        let column = columns.iter().find(|c| c.kind == "phone")?;
        let china = Region::from_code("CN").ok()?;
        let mut best = f64::INFINITY;
        for _ in 0..=ROUNDS {
            let started = Instant::now();
            let mut length = 0;
            for value in &column.values {
                if let Ok(number) = PHONE_NUMBER_UTIL.parse(value, Some(china))
                    && PHONE_NUMBER_UTIL.is_valid_number(&number)
                {
                    length += PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).len();
                }
            }
            std::hint::black_box(length);
            best = best.min(started.elapsed().as_secs_f64());
        }
        Some(best * 1e9 / column.values.len() as f64)
    }
}
