//! Ten metrics of a million customers out of ten million events: `cargo bench -p guiyi-benches --bench facts`.
//!
//! Events are generated in memory, of customers that are `u32` already: once in the order of customers, as a run hands them over, and
//! once in the order of time. The seconds are those of one thread on the clock, from the streams to the table of facts, the best of three runs.
//!
//! `-- EVENTS CUSTOMERS` chooses other numbers; `-- --write FOLDER` writes the events, and what their metrics come to, for `facts_peers.py`;
//! `-- --check` fails where the best of three takes more than a second in either order.

use guiyi::facts::FactsPlan;
use guiyi::model::{EventAttribute, EventStream, EventValues, FactTable};
use guiyi::spec::FactsSpec;
use guiyi::table::Interner;
use guiyi_benches::{Took, peak_memory, timed};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const RUNS: usize = 3;
/// What `--check` holds, in seconds.
const BOUND: f64 = 1.0;
const CHANNELS: [&str; 4] = ["官网", "门店", "抖音", "电商"];

const SPEC: &str = r#"{
  "streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"category": {}}}, {"name": "channel", "kind": {"category": {}}}]}],
  "metrics": [
    {"name": "订单数", "measure": {"count": {"of": "orders"}}},
    {"name": "近30天订单", "measure": {"count": {"of": "orders"}}, "window": {"rolling": {"days": 30}}},
    {"name": "累计消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}},
    {"name": "年消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}},
    {"name": "客单价", "measure": {"mean": {"of": "orders", "attribute": "amount"}}},
    {"name": "最大一单", "measure": {"max": {"of": "orders", "attribute": "amount"}}},
    {"name": "距上次", "measure": {"recency": {"of": "orders"}}},
    {"name": "首触渠道", "measure": {"first": {"of": "orders", "attribute": "channel"}}},
    {"name": "产品种数", "measure": {"distinct": {"of": "orders", "attribute": "product"}}},
    {"name": "门店消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "where": "channel = \"门店\" and amount >= 100元", "window": {"calendar": {"unit": "year"}}}
  ]}"#;

/// SplitMix64 (Steele, Lea, Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Events of three years, some without a time or an amount.
fn stream(events: usize, customers: u32, by_customer: bool) -> EventStream {
    let mut state = 1;
    let mut whom: Vec<u32> = (0..events).map(|_| u32::try_from(next(&mut state) % u64::from(customers.max(1))).unwrap_or(0)).collect();
    if by_customer {
        whom.sort_unstable();
    }
    let names = |prefix: &str, n: usize| {
        let mut texts = Interner::new();
        for i in 0..n {
            texts.intern(&format!("{prefix}{i}"));
        }
        texts
    };
    let mut channels = Interner::new();
    for channel in CHANNELS {
        channels.intern(channel);
    }
    let (mut times, mut amounts, mut products, mut of) = (Vec::with_capacity(events), Vec::with_capacity(events), Vec::with_capacity(events), Vec::with_capacity(events));
    let (begin, seconds) = (1_625_097_600_i64, 3 * 365 * 86_400_u64);
    for n in 0..events {
        let at = if by_customer { next(&mut state) % seconds } else { (n as u64).wrapping_mul(seconds) / events.max(1) as u64 };
        times.push((!next(&mut state).is_multiple_of(1000)).then(|| begin + i64::try_from(at).unwrap_or(0)));
        amounts.push((!next(&mut state).is_multiple_of(100)).then(|| i64::try_from(next(&mut state) % 100_000).unwrap_or(0)));
        products.push(Some(u32::try_from(next(&mut state) % 500).unwrap_or(0)));
        of.push(Some(u32::try_from(next(&mut state) % 4).unwrap_or(0)));
    }
    let attribute = |name: &str, values| EventAttribute { name: name.to_owned(), values };
    EventStream {
        name: "orders".to_owned(),
        customers: whom,
        times,
        attributes: vec![
            attribute("amount", EventValues::Money(amounts)),
            attribute("product", EventValues::Text { ids: products, texts: names("产品", 500) }),
            attribute("channel", EventValues::Text { ids: of, texts: channels }),
        ],
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "facts: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let numbers: Vec<usize> = words.iter().filter_map(|argument| argument.parse().ok()).collect();
    let events = numbers.first().copied().unwrap_or(10_000_000);
    let customers = numbers.get(1).copied().unwrap_or(1_000_000);
    let folder = guiyi_benches::argument("--write").map(PathBuf::from);
    let spec: FactsSpec = serde_json::from_str(SPEC)?;
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec, &[], &mut errors);
    if let Some(error) = errors.pop() {
        return Err(error.into());
    }
    let as_of = "2024-06-30".parse().ok();
    // What `facts_peers.py` sets its own times and facts beside.
    let mut ours = String::new();
    let mut late = Vec::new();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{events} events, {customers} customers, {} metrics, one thread, the best of {RUNS} runs", spec.metrics.len())?;
    writeln!(out, "| events come in the order of | seconds | of these on a processor | events/s | sum of all | peak memory |")?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|")?;
    for (order, by_customer) in [("customers", true), ("time", false)] {
        let streams = [stream(events, u32::try_from(customers)?, by_customer)];
        // Every run gives the same facts; one table of them at a time.
        let (mut table, mut took) = (FactTable::default(), None);
        for _ in 0..RUNS {
            drop(std::mem::take(&mut table));
            let (run, facts) = timed(|| plan.evaluate(&streams, customers, as_of));
            took = took.filter(|best: &Took| best.clock <= run.clock).or(Some(run));
            table = facts.table;
        }
        let Some(Took { clock: seconds, processor }) = took else { continue };
        let busy = processor.map_or("–".to_owned(), |seconds| format!("{seconds:.3}"));
        let sum: i64 = table.column("累计消费").map_or(0, |column| (0..customers).filter_map(|row| column.number(row)).sum());
        let memory = peak_memory().map_or("–".to_owned(), |megabytes| format!("{megabytes} MB"));
        writeln!(out, "| {order} | {seconds:.3} | {busy} | {:.1} M | {:.2} 元 | {memory} |", events as f64 / seconds / 1e6, sum as f64 / 100.0)?;
        if seconds > BOUND {
            late.push(format!("in the order of {order} {seconds:.3} s"));
        }
        if let Some(folder) = &folder {
            write(&folder.join(format!("{order}.csv")), &streams)?;
            _ = writeln!(ours, "{order}\tseconds\t{seconds}\t{customers}");
            told(&mut ours, order, &table);
        }
    }
    if let Some(folder) = folder {
        std::fs::write(folder.join("ours.tsv"), ours)?;
    }
    if words.iter().any(|word| word == "--check") && !late.is_empty() {
        return Err(format!("more than {BOUND} s: {}", late.join(", ")).into());
    }
    Ok(())
}

/// Of each metric, how many customers have it, and two sums: of the values, and of each as often as the customer's number plus one says, modulo
/// 1009, which tells who has what. A channel counts as its place.
fn told(ours: &mut String, order: &str, facts: &FactTable) {
    for column in &facts.columns {
        let number = |row: usize| column.number(row).or_else(|| CHANNELS.iter().position(|channel| Some(*channel) == column.text(row)).and_then(|at| i64::try_from(at).ok()));
        let (mut known, mut sum, mut placed) = (0_u64, 0_i128, 0_i128);
        for (row, value) in (0..facts.rows).filter_map(|row| Some((row, number(row)?))) {
            known += 1;
            sum += i128::from(value);
            placed += i128::from(value) * (row as i128 % 1009 + 1);
        }
        _ = writeln!(ours, "{order}\t{}\t{known}\t{sum}\t{placed}", column.name);
    }
}

/// The events as CSV: texts as their places, seconds since 1970 on the clock of the plan, nothing for what is not known.
fn write(path: &Path, streams: &[EventStream]) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let mut file = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    writeln!(file, "customer,time,amount,product,channel")?;
    for stream in streams {
        let [amount, product, channel] = ["amount", "product", "channel"].map(|name| stream.attributes.iter().find(|attribute| attribute.name == name));
        let number = |attribute: Option<&EventAttribute>, row: usize| match &attribute?.values {
            EventValues::Money(numbers) | EventValues::Number(numbers) => numbers.get(row).copied().flatten(),
            EventValues::Text { ids, .. } => ids.get(row).copied().flatten().map(i64::from),
        };
        for (row, customer) in stream.customers.iter().enumerate() {
            write!(file, "{customer}")?;
            let time = stream.times.get(row).copied().flatten();
            for cell in [time, number(amount, row), number(product, row), number(channel, row)] {
                match cell {
                    Some(cell) => write!(file, ",{cell}")?,
                    None => write!(file, ",")?,
                }
            }
            writeln!(file)?;
        }
    }
    Ok(file.flush()?)
}
