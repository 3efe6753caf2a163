//! A day of a million customers: `cargo bench -p guiyi-benches --bench timeline`.
//!
//! Customers are generated in memory with five visits and two orders each. A share of them has the last visit 30 days before the day that is
//! advanced to, and falls asleep on it; nobody else changes. So the seconds of the day should follow the share. The last column is a run's
//! way of knowing: facts and tags of everybody as of that day.
//!
//! `-- CUSTOMERS` chooses another number; `-- --check` fails where a change costs more than twelve times as much among few as among all, or
//! where a day that changes nobody's value costs more than a hundredth of one that changes everybody's.

use guiyi::Plan;
use guiyi::facts::FactsPlan;
use guiyi::model::{EventAttribute, EventStream, EventValues, FactTable};
use guiyi::tag::{Given, TagPlan, aggregates};
use guiyi_benches::{peak_memory, timed};
use std::io::Write;
use std::process::ExitCode;

const SPEC: &str = r#"{
  "version": 1, "fields": [{"name": "名", "kind": {"text": {}}}], "sources": [{"name": "s", "columns": [{"field": "名", "from": ["名"]}]}],
  "facts": {"streams": [{"name": "visits"}, {"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}],
    "metrics": [{"name": "距今", "measure": {"recency": {"of": "visits"}}}]},
  "tags": {"name": "002", "version": "1", "dimensions": [
    {"name": "状态", "rules": [{"value": "活跃", "when": "count(visits, 30d) >= 2"}, {"value": "低频", "when": "count(visits, 30d) = 1"},
      {"value": "沉睡", "when": "距今 in [30, 90]"}, {"value": "流失", "when": "距今 > 90"}]},
    {"name": "价值", "otherwise": "低", "rules": [{"value": "高", "when": "sum(orders.amount, 365d) >= 10000元"}, {"value": "中", "when": "sum(orders.amount, 365d) in [3000元, 10000元)"}]}]}
}"#;

/// The day that is advanced to, in days since 1970-01-01: 2024-06-30.
const TODAY: i64 = 19_904;

/// SplitMix64 (Steele, Lea, Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Of every million customers, so many fall asleep on the day; nobody else changes.
fn streams(customers: u32, per_million: u64) -> Vec<EventStream> {
    let mut state = 7;
    let (mut whom, mut times, mut buyers, mut bought, mut amounts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for customer in 0..customers {
        let asleep = next(&mut state) % 1_000_000 < per_million;
        // One visit less than 29 days ago, or 30 days ago; the others so long ago that none leaves a window on the day.
        let last = if asleep { 30 } else { 2 + i64::try_from(next(&mut state) % 26).unwrap_or(0) };
        for n in 0..5 {
            let ago = if n == 4 { last } else { 500 - n * 30 };
            whom.push(customer);
            times.push(Some((TODAY - ago) * 86_400 + i64::try_from(next(&mut state) % 86_400).unwrap_or(0)));
        }
        for ago in [480, 90] {
            buyers.push(customer);
            bought.push(Some((TODAY - ago) * 86_400));
            amounts.push(Some(i64::try_from(next(&mut state) % 1_500_000).unwrap_or(0)));
        }
    }
    let amount = EventAttribute { name: "amount".to_owned(), values: EventValues::Money(amounts) };
    vec![
        EventStream { name: "visits".to_owned(), customers: whom, times, attributes: Vec::new() },
        EventStream { name: "orders".to_owned(), customers: buyers, times: bought, attributes: vec![amount] },
    ]
}

struct Day {
    changed: usize,
    seconds: f64,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "timeline: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let customers: u32 = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let plan = Plan::from_json(SPEC)?;
    let mut errors = Vec::new();
    let facts = FactsPlan::compile(&plan.spec().facts, &aggregates(&plan.spec().tags), &mut errors);
    let tags = TagPlan::compile(&plan.spec().tags, facts.fields(), &mut errors);
    let date = |text: &str| text.parse().map_err(|_| format!("{text} is no date"));
    let (before, day) = (date("2024-06-29")?, date("2024-06-30")?);
    let mut out = std::io::stdout().lock();
    writeln!(out, "{customers} customers, seven events each, two dimensions, one thread; seconds on a processor")?;
    writeln!(out, "| fall asleep | transitions | to open | to advance by the day | a transition | a run as of the day | peak memory |")?;
    writeln!(out, "|---:|---:|---:|---:|---:|---:|---:|")?;
    let mut days: Vec<Day> = Vec::new();
    for per_million in [0, 100, 10_000, 1_000_000] {
        let streams = streams(customers, per_million);
        let ids: Vec<String> = (0..customers).map(|n| format!("C{n}")).collect();
        let (opened, timeline) = timed(|| plan.timeline(ids.clone(), streams.clone(), &Given::default(), FactTable::default(), before));
        let mut timeline = timeline?;
        let (took, changed) = timed(|| timeline.advance(day));
        let (day_took, changed) = (took.seconds(), changed?);
        let (ran, whole) = timed(|| tags.evaluate(&facts.evaluate(&streams, ids.len(), Some(day)).table));
        for (row, id) in ids.iter().enumerate().step_by(997) {
            let (one, other) = (timeline.values(id, "状态")?, whole.value("状态", row));
            if one.first().copied() != other {
                return Err(format!("{id} is {one:?} by the clock and {other:?} by a run").into());
            }
        }
        let each = if changed == 0 { "–".to_owned() } else { format!("{:.2} µs", day_took * 1e6 / changed as f64) };
        let memory = peak_memory().map_or("–".to_owned(), |megabytes| format!("{megabytes} MB"));
        let share = per_million as f64 / 10_000.0;
        writeln!(out, "| {share} % | {changed} | {:.2} s | {:.3} ms | {each} | {:.2} s | {memory} |", opened.seconds(), day_took * 1e3, ran.seconds())?;
        days.push(Day { changed, seconds: day_took });
    }
    if arguments.iter().any(|argument| argument == "--check") {
        check(&days)?;
        writeln!(out, "every bound holds")?;
    }
    Ok(())
}

/// A transition among few waits for memory that among all is read in turn: so many times as much at most.
const SCATTERED: f64 = 12.0;
/// What a day takes on which hardly anybody changes, at most, in seconds: to begin with it.
const BEGINNING: f64 = 0.002;

/// Whether a day costs what its changes cost.
fn check(days: &[Day]) -> Result<(), String> {
    let [nobody, fewest, few, all] = days else { return Err("four days were expected".to_owned()) };
    if nobody.changed > 0 || nobody.seconds > all.seconds / 100.0 {
        return Err(format!("a day on which nobody changes took {:.6} s and changed {}", nobody.seconds, nobody.changed));
    }
    let each = |day: &Day| day.seconds / day.changed.max(1) as f64;
    for day in [fewest, few] {
        if day.seconds - BEGINNING > SCATTERED * each(all) * day.changed as f64 {
            return Err(format!("a change took {:.2} µs among {} and {:.2} µs among all", each(day) * 1e6, day.changed, each(all) * 1e6));
        }
    }
    Ok(())
}
