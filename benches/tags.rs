//! The speed of tag rules, one thread: `cargo bench -p guiyi-benches --bench tags [-- --check]`.
//!
//! Four seed dimensions (value, activity, loyalty, state) for a million customers, beside a loop over the same columns that was written
//! by hand for these four and packs their codes into one byte; and ten dimensions for one customer at a time. Both sides are measured in
//! turns, the best of many rounds counts, and their codes are compared. `--check` fails where ours takes more than one and a half times the loop,
//! or one customer more than 300 ns. `benches/peers` measures the same four beside other engines.

mod seed_tags;

use guiyi::model::TagTable;
use guiyi::tag::{Fact, Given, SingleTags};
use seed_tags::{COLUMNS, CUSTOMERS, by_hand, columns, plan, table, time, wrong};
use std::hint::black_box;
use std::io::{Result, Write};
use std::process::ExitCode;

const ROUNDS: usize = 40;

/// Six more, so that there are ten.
const MORE: &str = r#"[
  {"name": "regular", "otherwise": "否", "rules": [{"value": "是", "when": "recency <= 30天 and repurchase >= 50%"}]},
  {"name": "size", "otherwise": "小", "rules": [{"value": "大", "when": "amount >= 5万元"}, {"value": "中", "when": "amount >= 1万元"}]},
  {"name": "risk", "otherwise": "无", "rules": [{"value": "高", "when": "complaints >= 10% or state = \"流失\""}, {"value": "中", "when": "recency in (30天, 90天]"}]},
  {"name": "care", "otherwise": "常规", "rules": [{"value": "优先", "when": "value = \"高\" and activity in {\"高\", \"中\"}"}]},
  {"name": "vip", "otherwise": "否", "rules": [{"value": "是", "when": "value = \"高\" and loyalty = \"高\""}]},
  {"name": "all", "combine": ["value", "state"]}]"#;

fn main() -> ExitCode {
    match run(&std::env::args().collect::<Vec<_>>()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "tags: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<bool> {
    let check = arguments.iter().any(|a| a == "--check");
    let columns = columns();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "Four dimensions, {CUSTOMERS} customers, one thread.\n\n| | loop by hand | guiyi | times | guiyi, 8 % of recencies unknown | guiyi, into a new table |\n|---|---:|---:|---:|---:|---:|"
    )?;
    let [kernel, ours, gaps, new] = batch(&columns)?;
    writeln!(out, "| ms | {:.2} | {:.2} | {:.2} | {:.2} | {:.2} |", kernel * 1e3, ours * 1e3, ours / kernel, gaps * 1e3, new * 1e3)?;
    let single = single(&columns)?;
    writeln!(out, "\nTen dimensions, one customer at a time: {:.0} ns per customer.", single * 1e9)?;
    Ok(!check || (ours <= 1.5 * kernel && single <= 300e-9))
}

/// The best times of the loop, ours, ours where some values are not known, and ours with memory that is new to the process.
fn batch(columns: &[Vec<i32>; 5]) -> Result<[f64; 4]> {
    let plan = plan("[]")?;
    let (facts, gaps) = (table(columns, false), table(columns, true));
    let mut packed = vec![0_u8; CUSTOMERS];
    let mut best = [f64::INFINITY; 4];
    let (mut tags, mut others, none) = (TagTable::default(), TagTable::default(), Given::default());
    for _ in 0..ROUNDS {
        let times = [
            time(|| by_hand(black_box(columns), black_box(&mut packed))),
            time(|| plan.evaluate_into(black_box(&facts), &none, None, black_box(&mut tags))),
            time(|| plan.evaluate_into(black_box(&gaps), &none, None, black_box(&mut others))),
            time(|| drop(black_box(plan.evaluate(black_box(&facts))))),
        ];
        for (best, time) in best.iter_mut().zip(times) {
            *best = best.min(time);
        }
    }
    for (row, packed) in packed.iter().enumerate() {
        for (n, dimension) in tags.dimensions.iter().enumerate() {
            let expected = u16::from(packed >> (2 * n) & 3);
            if dimension.codes(row).next() != Some(expected) {
                return Err(wrong(&format!("{} of customer {row} differs from the loop's", dimension.domain.name)));
            }
        }
    }
    Ok(best)
}

/// Seconds per customer, ten dimensions each; and that they are those of the batch.
fn single(columns: &[Vec<i32>; 5]) -> Result<f64> {
    let plan = plan(MORE)?;
    let single = plan.single(&COLUMNS.map(|(name, _)| name));
    let rows: Vec<[Fact<'_>; 5]> = (0..CUSTOMERS / 10).map(|row| columns.each_ref().map(|column| column.get(row).map_or(Fact::Unknown, |v| Fact::Number(i64::from(*v))))).collect();
    let mut tags = SingleTags::default();
    let mut best = f64::INFINITY;
    for _ in 0..10 {
        best = best.min(time(|| {
            for row in &rows {
                single.tag(black_box(row), &mut tags);
                black_box(&tags);
            }
        }));
    }
    let batch = plan.evaluate(&table(columns, false));
    for (n, row) in rows.iter().enumerate() {
        single.tag(row, &mut tags);
        for (at, dimension) in batch.dimensions.iter().enumerate() {
            if !single.codes(&tags, at).eq(dimension.codes(n)) {
                return Err(wrong(&format!("{} of customer {n} alone differs from the batch's", dimension.domain.name)));
            }
        }
    }
    Ok(best / rows.len() as f64)
}
