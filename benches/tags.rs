//! The speed of tag rules, one thread: `cargo bench -p guiyi-benches --bench tags [-- --write DIR] [-- --check]`.
//!
//! Four seed dimensions (value, activity, loyalty, state) for a million customers, beside a loop over the same columns that was written
//! by hand for these four and packs their codes into one byte; and ten dimensions for one customer at a time. Both sides are measured in
//! turns, the best of many rounds counts, and their codes are compared. `--write DIR` writes the columns for `tags_peers.py` to read;
//! `--check` fails where ours takes more than one and a half times the loop, or one customer more than 300 ns.

use guiyi::model::{FactColumn, FactTable, FactUnit, FactValues, TagTable};
use guiyi::rule::Fields;
use guiyi::tag::{Fact, Given, SingleTags, TagPlan};
use std::hint::black_box;
use std::io::{Error, ErrorKind, Result, Write};
use std::process::ExitCode;
use std::time::Instant;

const CUSTOMERS: usize = 1_000_000;
const ROUNDS: usize = 40;
const BLOCK: usize = 4096;

const COLUMNS: [(&str, FactUnit); 5] =
    [("amount", FactUnit::Money), ("n30", FactUnit::Count), ("repurchase", FactUnit::Ratio), ("complaints", FactUnit::Ratio), ("recency", FactUnit::Days)];

/// R52, R57, R58 and R56 with T1's repair.
const SEED: &str = r#"{"name": "seed", "version": "1", "dimensions": [
  {"name": "value", "otherwise": "低", "rules": [{"value": "高", "when": "amount >= 10000元"}, {"value": "中", "when": "amount in [3000元, 10000元)"}]},
  {"name": "activity", "otherwise": "低", "rules": [{"value": "高", "when": "n30 > 5"}, {"value": "中", "when": "n30 >= 2"}]},
  {"name": "loyalty", "otherwise": "低", "rules": [
    {"value": "高", "when": "repurchase > 60% and complaints < 5%"}, {"value": "中", "when": "repurchase >= 30% and complaints < 10%"}]},
  {"name": "state", "rules": [
    {"value": "活跃", "when": "n30 >= 2"}, {"value": "低频", "when": "n30 = 1"},
    {"value": "沉睡", "when": "n30 = 0 and recency <= 90天"}, {"value": "流失", "when": "n30 = 0 and recency > 90天"}]}]}"#;

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
    if let Some(folder) = arguments.iter().position(|a| a == "--write").and_then(|at| arguments.get(at + 1)) {
        std::fs::create_dir_all(folder)?;
        for ((name, _), values) in COLUMNS.iter().zip(&columns) {
            let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
            std::fs::write(std::path::Path::new(folder).join(format!("{name}.i32")), bytes)?;
        }
    }
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

fn wrong(text: &str) -> Error {
    Error::new(ErrorKind::InvalidData, text.to_owned())
}

/// 分, count, millionths, millionths, days: skewed as those of a shop are.
fn columns() -> [Vec<i32>; 5] {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        i32::try_from((state >> 16) % below).unwrap_or(0)
    };
    let mut columns: [Vec<i32>; 5] = Default::default();
    for _ in 0..CUSTOMERS {
        let recency = random(20) * random(20);
        let n30 = if recency < 30 { 1 + random(4) * random(4) } else { 0 };
        let row = [random(3000) * random(1000), n30, random(1_000_000), random(400) * random(400), recency];
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    columns
}

fn table(columns: &[Vec<i32>; 5], unknown: bool) -> FactTable {
    let values = |column: usize, values: &[i32]| -> FactValues {
        let known = |row: usize| !(unknown && column == 4 && row % 12 == 5);
        FactValues::Number(values.iter().enumerate().map(|(row, v)| known(row).then_some(i64::from(*v))).collect())
    };
    let columns = COLUMNS.iter().zip(columns).enumerate().map(|(n, ((name, unit), v))| FactColumn { name: (*name).to_owned(), unit: *unit, values: values(n, v) });
    FactTable { rows: CUSTOMERS, columns: columns.collect() }
}

fn plan(more: bool) -> Result<TagPlan> {
    let mut spec: serde_json::Value = serde_json::from_str(SEED)?;
    if let (true, Some(dimensions)) = (more, spec.get_mut("dimensions").and_then(|d| d.as_array_mut())) {
        dimensions.extend(serde_json::from_str::<Vec<serde_json::Value>>(MORE)?);
    }
    let fields: Fields = COLUMNS.into_iter().collect();
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&serde_json::from_value(spec)?, &fields, &mut errors);
    errors.into_iter().next().map_or(Ok(plan), |error| Err(wrong(&error.to_string())))
}

/// What somebody would write who needs these four tags and no others.
fn by_hand(columns: &[Vec<i32>; 5], out: &mut [u8]) {
    let [amount, n30, repurchase, complaints, recency] = columns;
    let blocks = amount.chunks(BLOCK).zip(n30.chunks(BLOCK)).zip(repurchase.chunks(BLOCK)).zip(complaints.chunks(BLOCK)).zip(recency.chunks(BLOCK));
    for (out, ((((amount, n30), repurchase), complaints), recency)) in out.chunks_mut(BLOCK).zip(blocks) {
        for (((((out, amount), n30), repurchase), complaints), recency) in out.iter_mut().zip(amount).zip(n30).zip(repurchase).zip(complaints).zip(recency) {
            let value = u8::from(*amount < 1_000_000) + u8::from(*amount < 300_000);
            let activity = u8::from(*n30 <= 5) + u8::from(*n30 < 2);
            let (high, middle) = ((*repurchase > 600_000) & (*complaints < 50_000), (*repurchase >= 300_000) & (*complaints < 100_000));
            let loyalty = u8::from(!high) + u8::from(!(high | middle));
            let state = u8::from(*n30 < 2) + u8::from(*n30 < 1) + u8::from((*n30 < 1) & (*recency > 90));
            *out = value | activity << 2 | loyalty << 4 | state << 6;
        }
    }
}

/// The best times of the loop, ours, ours where some values are not known, and ours with memory that is new to the process.
fn batch(columns: &[Vec<i32>; 5]) -> Result<[f64; 4]> {
    let plan = plan(false)?;
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
    let plan = plan(true)?;
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

fn time(run: impl FnOnce()) -> f64 {
    let started = Instant::now();
    run();
    started.elapsed().as_secs_f64()
}
