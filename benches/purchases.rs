//! Models of repeat buying: `cargo bench -p guiyi-benches --bench purchases`.
//!
//! A fit of CDNOW's 2,357 customers where `GUIYI_DATA` names a folder with `cdnow_sample`; else, and besides, of generated customers, and what
//! the forecasts of all of them take. The median of several runs, on one thread.

use guiyi::purchase::{BgNbd, Purchases};
use guiyi_benches::data_folder;
use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

/// The median seconds of `runs` runs.
fn median(runs: usize, mut run: impl FnMut()) -> f64 {
    let mut seconds: Vec<f64> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds.get(runs / 2).copied().unwrap_or(0.0)
}

fn cdnow() -> Option<Vec<Purchases>> {
    let text = std::fs::read_to_string(data_folder()?.join("cdnow_sample/calibration_summary.csv")).ok()?;
    let customer = |line: &str| {
        let mut cells = line.split(',').skip(1);
        Some(Purchases { frequency: cells.next()?.parse().ok()?, recency: cells.next()?.parse().ok()?, age: cells.next()?.parse().ok()? })
    };
    text.lines().skip(1).map(customer).collect()
}

/// Customers who buy at random at rates of their own until they leave, in whole days told in weeks.
fn generated(customers: usize) -> Vec<Purchases> {
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut found = Vec::with_capacity(customers);
    for _ in 0..customers {
        let (age, rate, leaves) = (180.0 + (180.0 * random()).floor(), 0.002 + 0.04 * random() * random(), 0.05 + 0.5 * random());
        let (mut at, mut frequency, mut recency) = (0.0, 0, 0.0);
        loop {
            at += (1.0 - (1.0 - random()).ln() / rate).floor();
            if at > age {
                break;
            }
            (frequency, recency) = (frequency + 1, at);
            if random() < leaves {
                break;
            }
        }
        found.push(Purchases { frequency, recency: recency / 7.0, age: age / 7.0 });
    }
    found
}

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let mut sets = vec![("generated, 100,000", generated(100_000))];
    match cdnow() {
        Some(customers) => sets.insert(0, ("CDNOW", customers)),
        None => _ = writeln!(std::io::stderr(), "skipped: GUIYI_DATA names no folder with cdnow_sample"),
    }
    for (name, customers) in sets {
        let runs = if customers.len() < 10_000 { 51 } else { 7 };
        let fit = median(runs, || _ = std::hint::black_box(BgNbd::fit(&customers)));
        let Ok(model) = BgNbd::fit(&customers) else { return ExitCode::FAILURE };
        let forecasts = median(runs, || _ = std::hint::black_box(customers.iter().map(|customer| model.expected(customer, 13.0)).sum::<f64>()));
        let steps = model.fit.map_or(0, |fit| fit.steps);
        _ = writeln!(out, "{name}: {} customers, fit {:.2} ms in {steps} steps, forecasts {:.2} ms", customers.len(), fit * 1e3, forecasts * 1e3);
    }
    ExitCode::SUCCESS
}
