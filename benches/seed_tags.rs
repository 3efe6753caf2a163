//! What the speed of tag rules is measured on: four dimensions of the templates, a million customers, and a loop for these four by hand. The
//! peers, which are a package of their own, take it from here, too.

use guiyi::model::{FactColumn, FactTable, FactUnit, FactValues};
use guiyi::rule::Fields;
use guiyi::tag::TagPlan;
use std::io::{Error, ErrorKind, Result};
use std::time::Instant;

/// How many there are.
pub(crate) const CUSTOMERS: usize = 1_000_000;
const BLOCK: usize = 4096;

/// The facts.
pub(crate) const COLUMNS: [(&str, FactUnit); 5] =
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

/// 分, count, millionths, millionths, days: skewed as those of a shop are.
pub(crate) fn columns() -> [Vec<i32>; 5] {
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

/// The columns as facts; where asked for, with 8 % of the recencies unknown.
pub(crate) fn table(columns: &[Vec<i32>; 5], unknown: bool) -> FactTable {
    let values = |column: usize, values: &[i32]| -> FactValues {
        let known = |row: usize| !(unknown && column == 4 && row % 12 == 5);
        FactValues::Number(values.iter().enumerate().map(|(row, v)| known(row).then_some(i64::from(*v))).collect())
    };
    let columns = COLUMNS.iter().zip(columns).enumerate().map(|(n, ((name, unit), v))| FactColumn { name: (*name).to_owned(), unit: *unit, values: values(n, v) });
    FactTable { rows: CUSTOMERS, columns: columns.collect() }
}

/// The four, and further dimensions.
pub(crate) fn plan(more: &str) -> Result<TagPlan> {
    let mut spec: serde_json::Value = serde_json::from_str(SEED)?;
    if let Some(dimensions) = spec.get_mut("dimensions").and_then(|d| d.as_array_mut()) {
        dimensions.extend(serde_json::from_str::<Vec<serde_json::Value>>(more)?);
    }
    let fields: Fields = COLUMNS.into_iter().collect();
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&serde_json::from_value(spec)?, &fields, &mut errors);
    errors.into_iter().next().map_or(Ok(plan), |error| Err(wrong(&error.to_string())))
}

/// What somebody would write who needs these four tags and no others.
pub(crate) fn by_hand(columns: &[Vec<i32>; 5], out: &mut [u8]) {
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

pub(crate) fn wrong(text: &str) -> Error {
    Error::new(ErrorKind::InvalidData, text.to_owned())
}

/// Seconds.
pub(crate) fn time(run: impl FnOnce()) -> f64 {
    let started = Instant::now();
    run();
    started.elapsed().as_secs_f64()
}
