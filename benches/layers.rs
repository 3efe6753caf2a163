//! Layers of a million customers from prepared facts, and RFM out of a million orders: `cargo bench -p guiyi-benches --bench layers`.
//!
//! Facts and orders are generated in memory: amounts with a long tail, small counts, days. Times are those of one thread on the
//! clock, the least of several rounds: fitting to all customers, and assigning each.
//!
//! `-- CUSTOMERS` chooses another number. `-- --write FOLDER` writes facts and orders for `layers_peers.py`.

use guiyi::facts::FactsPlan;
use guiyi::layer::LayerPlan;
use guiyi::model::{EventAttribute, EventStream, EventValues, FactColumn, FactTable, FactUnit, FactValues, TagTable};
use guiyi::spec::{FactsSpec, LayersSpec};
use guiyi_benches::{least, peak_memory};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const ROUNDS: usize = 15;

const LAYERS: [(&str, &str); 7] = [
    ("quintiles", r#"{"ranking": {"name": "x", "by": "金额", "cut": {"quantiles": {"layers": ["A", "B", "C", "D", "E"]}}, "otherwise": "?"}}"#),
    ("top 20 %", r#"{"ranking": {"name": "x", "by": "金额", "cut": {"top": {"shares": [{"percent": 20, "layer": "A"}], "rest": "B"}}, "otherwise": "?"}}"#),
    ("head of 60 % of the sum", r#"{"ranking": {"name": "x", "by": "金额", "cut": {"of_sum": {"shares": [{"percent": 60, "layer": "A"}], "rest": "B"}}, "otherwise": "?"}}"#),
    (
        "weighted score, 3 dimensions",
        r#"{"score": {"name": "x", "dimensions": [
            {"by": "金额", "weight": 50, "steps": [{"when": ">= 10000元", "points": 100}, {"when": ">= 3000元", "points": 60}], "points": 20},
            {"by": "次数", "weight": 30, "steps": [{"when": ">= 10", "points": 100}, {"when": ">= 4", "points": 60}], "points": 20},
            {"by": "距今", "weight": 20, "steps": [{"when": "< 30天", "points": 100}, {"when": "< 90天", "points": 50}], "points": 0}],
            "bands": [{"layer": "S", "from": 80}, {"layer": "A", "from": 60}, {"layer": "B", "from": 40}, {"layer": "C"}], "otherwise": "C"}}"#,
    ),
    (
        "RFM, ends given",
        r#"{"rfm": {"name": "x", "recency": {"by": "距今", "ends": ["30天", "60天", "90天", "180天"]}, "frequency": {"by": "次数", "ends": ["10", "5", "3", "2"]}, "monetary": {"by": "金额", "ends": ["10000元", "5000元", "1000元", "100元"]}, "otherwise": "?"}}"#,
    ),
    ("RFM, three quintiles", RFM),
    (
        "k-means, 4 groups of 3 numbers",
        r#"{"k_means": {"name": "x", "layers": ["1", "2", "3", "4"], "columns": [{"by": "距今"}, {"by": "次数"}, {"by": "金额"}], "otherwise": "?"}}"#,
    ),
];

const RFM: &str = r#"{"rfm": {"name": "x", "recency": {"by": "距今"}, "frequency": {"by": "次数"}, "monetary": {"by": "金额"}, "otherwise": "?"}}"#;

const FACTS: &str = r#"{"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}],
  "metrics": [{"name": "距今", "measure": {"recency": {"of": "orders"}}}, {"name": "次数", "measure": {"count": {"of": "orders"}}},
              {"name": "金额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}]}"#;

/// SplitMix64 (Steele, Lea, Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// From 0 to below 1.
fn share(state: &mut u64) -> f64 {
    (next(state) >> 11) as f64 / (1_u64 << 53) as f64
}

/// An amount in 分: most are small, a few are a thousand times as large.
fn amount(state: &mut u64) -> i64 {
    (3_000.0 / (1.0 - share(state)).powf(0.8)).min(1e8) as i64
}

fn facts(customers: usize) -> FactTable {
    let mut state = 1;
    let (mut days, mut times, mut money) = (Vec::with_capacity(customers), Vec::with_capacity(customers), Vec::with_capacity(customers));
    for _ in 0..customers {
        days.push(Some(i64::try_from(next(&mut state) % 700).unwrap_or(0)));
        times.push(Some(1 + (share(&mut state).powi(4) * 40.0) as i64));
        money.push(Some(amount(&mut state) * 10));
    }
    let column = |name: &str, unit, values: Vec<Option<i64>>| FactColumn { name: name.to_owned(), unit, values: FactValues::Number(values.into()) };
    FactTable { rows: customers, columns: vec![column("距今", FactUnit::Days, days), column("次数", FactUnit::Count, times), column("金额", FactUnit::Money, money)] }
}

/// As many orders as are asked for, of a fifth as many customers, in their order.
fn orders(orders: usize) -> (EventStream, usize) {
    let (mut state, customers) = (2, (orders / 5).max(1));
    let mut whom: Vec<u32> = (0..orders).map(|_| u32::try_from(next(&mut state) % customers as u64).unwrap_or(0)).collect();
    whom.sort_unstable();
    let times = (0..orders).map(|_| Some(1_656_633_600 + i64::try_from(next(&mut state) % (730 * 86_400)).unwrap_or(0))).collect();
    let amounts = (0..orders).map(|_| Some(amount(&mut state))).collect();
    let attributes = vec![EventAttribute { name: "amount".to_owned(), values: EventValues::Money(amounts) }];
    (EventStream { name: "orders".to_owned(), customers: whom, times, attributes }, customers)
}

fn plan(layering: &str, facts: &FactTable) -> Result<LayerPlan, Box<dyn std::error::Error>> {
    let spec: LayersSpec = serde_json::from_str(&format!("[{layering}]"))?;
    let fields = facts.columns.iter().map(|column| (column.name.clone(), column.unit)).collect();
    let mut errors = Vec::new();
    let plan = LayerPlan::compile(&spec, &fields, [], &mut errors);
    errors.pop().map_or(Ok(plan), |error| Err(error.into()))
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            _ = writeln!(std::io::stderr(), "layers: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let customers = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let prepared = facts(customers);
    let (stream, buyers) = orders(customers);
    let folder = guiyi_benches::argument("--write").map(PathBuf::from);
    if let Some(folder) = &folder {
        write(folder, &prepared, &stream)?;
    }
    // What `layers_peers.py` sets its own times beside.
    let mut ours = String::new();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{customers} customers, one thread, the least of {ROUNDS} rounds")?;
    writeln!(out, "| layers | fitted ms | assigned ms | both ms | customers by layer |")?;
    writeln!(out, "|---|---:|---:|---:|---|")?;
    let tags = TagTable::default();
    for (name, layering) in LAYERS {
        let plan = plan(layering, &prepared)?;
        let Some(layerer) = plan.layerers().first() else { continue };
        let (fitted, model) = least(ROUNDS, || layerer.fit(&prepared, &tags));
        let model = model.flatten();
        let (assigned, _) = least(ROUNDS, || layerer.assign(model.as_ref(), &prepared, &tags));
        let counts = plan.evaluate(&prepared, &tags).first().map_or_else(Vec::new, |table| table.counts());
        let counts: Vec<String> = counts.iter().map(u64::to_string).collect();
        writeln!(out, "| {name} | {:.2} | {:.2} | {:.2} | {} |", fitted * 1e3, assigned * 1e3, (fitted + assigned) * 1e3, counts.join(" "))?;
        // Peers are given the centres, too.
        let both = if name.starts_with("k-means") { assigned } else { fitted + assigned };
        _ = writeln!(ours, "{name}\t{}\t{}", both * 1e3, counts.join(" "));
    }
    let spec: FactsSpec = serde_json::from_str(FACTS)?;
    let mut errors = Vec::new();
    let metrics = FactsPlan::compile(&spec, &[], &mut errors);
    let as_of = "2024-06-30".parse().ok();
    let streams = [stream];
    let (seconds, table) = least(ROUNDS, || metrics.evaluate(&streams, buyers, as_of).table);
    let table = table.unwrap_or_default();
    let rfm = plan(RFM, &table)?;
    let (layered, _) = least(ROUNDS, || rfm.evaluate(&table, &tags));
    let memory = peak_memory().map_or("–".to_owned(), |megabytes| format!("{megabytes} MB"));
    writeln!(
        out,
        "\nRFM out of {customers} orders of {buyers} customers: facts {:.2} ms, quintiles and segments {:.2} ms, both {:.2} ms; peak memory {memory}",
        seconds * 1e3,
        layered * 1e3,
        (seconds + layered) * 1e3
    )?;
    _ = writeln!(ours, "RFM out of orders\t{}\t", (seconds + layered) * 1e3);
    if let Some(folder) = folder {
        std::fs::write(folder.join("ours.tsv"), ours)?;
    }
    Ok(())
}

/// Facts and orders as CSV.
fn write(folder: &Path, facts: &FactTable, stream: &EventStream) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("facts.csv"))?);
    writeln!(file, "recency,frequency,monetary")?;
    let number = |at: usize, row: usize| facts.columns.get(at).and_then(|column| column.number(row)).unwrap_or(0);
    for row in 0..facts.rows {
        writeln!(file, "{},{},{}", number(0, row), number(1, row), number(2, row))?;
    }
    file.flush()?;
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.join("orders.csv"))?);
    writeln!(file, "customer,time,amount")?;
    let amounts: &[Option<i64>] = match stream.attributes.first().map(|attribute| &attribute.values) {
        Some(EventValues::Money(amounts)) => amounts,
        _ => &[],
    };
    for ((customer, time), amount) in stream.customers.iter().zip(&stream.times).zip(amounts) {
        writeln!(file, "{customer},{},{}", time.unwrap_or(0), amount.unwrap_or(0))?;
    }
    Ok(file.flush()?)
}
