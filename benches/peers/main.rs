//! Four tag dimensions for a million customers through rule engines in Rust, beside ours and a loop by hand: one thread, one process, the same
//! facts, the best of some rounds, and every label compared with the loop's.
//!
//!     cargo run --release --manifest-path benches/peers/Cargo.toml -- FOLDER
//!
//! FOLDER gets the columns and the loop's codes; `benches/tags_peers.py FOLDER` adds the rows of Polars and DuckDB to the same table.
//! Rules are compiled beforehand. Engines that take a customer at a time get its facts in the cheapest way that they have, and give the place of
//! the value in its dimension rather than its text, which is cheaper for each of them.

mod engines;
#[path = "../seed_tags.rs"]
mod seed_tags;

use guiyi::model::TagTable;
use guiyi::tag::Given;
use seed_tags::{COLUMNS, CUSTOMERS, by_hand, columns, plan, table, time, wrong};
use std::hint::black_box;
use std::io::{Result, Write};
use std::path::Path;

/// Rounds of what takes milliseconds.
const ROUNDS: usize = 40;
/// Rounds of what takes seconds.
const SLOW_ROUNDS: usize = 3;

/// Codes of the four dimensions, two bits each, as the loop packs them.
type Packed = Vec<u8>;

fn main() -> Result<()> {
    let columns = columns();
    let mut by_loop: Packed = vec![0; CUSTOMERS];
    let plan = plan("[]")?;
    let facts = table(&columns, false);
    let (mut tags, none) = (TagTable::default(), Given::default());
    let (mut hand, mut ours) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        hand = hand.min(time(|| by_hand(black_box(&columns), black_box(&mut by_loop))));
        ours = ours.min(time(|| plan.evaluate_into(black_box(&facts), &none, None, black_box(&mut tags))));
    }
    let packed = (0..CUSTOMERS).map(|row| (0_u8..).zip(&tags.dimensions).fold(0, |packed, (n, d)| packed | d.codes(row).next().and_then(|code| u8::try_from(code).ok()).map_or(3, |code| code & 3) << (2 * n)));
    same("guiyi", &packed.collect::<Packed>(), &by_loop)?;
    if let Some(folder) = std::env::args().nth(1) {
        write(Path::new(&folder), &columns)?;
        std::fs::write(Path::new(&folder).join("codes.u8"), &by_loop)?;
        std::fs::write(Path::new(&folder).join("loop.ms"), format!("{}", hand * 1e3))?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "| four dimensions, {CUSTOMERS} customers, one thread | ms | times the loop | ns per customer and dimension |\n|---|---:|---:|---:|")?;
    let mut row = |name: &str, seconds: f64| {
        let each = seconds / CUSTOMERS as f64 / 4.0 * 1e9;
        writeln!(out, "| {name} | {:.2} | {:.2} | {each:.2} |", seconds * 1e3, seconds / hand)
    };
    row("the loop by hand", hand)?;
    row("guiyi", ours)?;
    for (name, engine) in engines::ALL {
        let mut found: Packed = Vec::new();
        let mut best = f64::INFINITY;
        for _ in 0..SLOW_ROUNDS {
            let (seconds, codes) = engine(&columns).map_err(|error| wrong(&format!("{name}: {error}")))?;
            (best, found) = (best.min(seconds), codes);
        }
        same(name, &found, &by_loop)?;
        row(&format!("crate `{name}` {}", engines::version(name)), best)?;
    }
    Ok(())
}

fn same(name: &str, found: &[u8], expected: &[u8]) -> Result<()> {
    match found.iter().zip(expected).position(|(found, expected)| found != expected) {
        None if found.len() == expected.len() => Ok(()),
        at => Err(wrong(&format!("{name} differs from the loop at customer {at:?}"))),
    }
}

/// The columns, 4 bytes a value, for peers in other languages.
fn write(folder: &Path, columns: &[Vec<i32>; 5]) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for ((name, _), values) in COLUMNS.iter().zip(columns) {
        let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        std::fs::write(folder.join(format!("{name}.i32")), bytes)?;
    }
    Ok(())
}
