//! Customers who move through stages, month by month: a worked example of a lifecycle.
//!
//! ```text
//! lifecycle [SPEC.json] [--data FOLDER]
//! ```
//!
//! The set is `telco_churn`: a row per customer with its months (`tenure`) and whether it has left (`churn`). Each customer is walked from its
//! first month to its last; what it is in one month goes into the next as the stage before. Printed: who was where in each year, every move
//! with how many made it and after how long, and why one customer is where it is. Without the set the example says so and ends well.
#![allow(clippy::print_stdout, reason = "a command-line program")]

use guiyi::Language;
use guiyi::model::{FactColumn, FactTable, FactUnit, FactValues, TagTable};
use guiyi::rule::Fields;
use guiyi::spec::TagsSpec;
use guiyi::tag::{Given, LastTag, TagPlan};
use guiyi_examples::file_table::FileTable;
use guiyi_examples::worked::Arguments;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// Days of a month: stages are kept by day.
const MONTH: i64 = 30;
/// The day before the first month, as days since 1970-01-01: 2018-01-01. The set has no dates.
const BEGIN: i64 = 17_532;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("lifecycle: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let Some(Arguments { specs, folder, .. }) = Arguments::read("lifecycle [SPEC.json] [--data FOLDER]")? else { return Ok(()) };
    let spec = specs.into_iter().next_back().unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/lifecycle/telco_churn.json"));
    let Some(file) = folder.map(|folder| folder.join("telco_churn/customers.csv")).filter(|file| file.is_file()) else {
        println!("skipped: neither GUIYI_DATA nor --data names a folder with telco_churn");
        return Ok(());
    };
    let read = |path: &Path| std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()));
    let document: Value = serde_json::from_slice(&read(&spec)?).map_err(|e| format!("{}: {e}", spec.display()))?;
    let tags: TagsSpec = serde_json::from_value(document.get("tags").cloned().unwrap_or_default()).map_err(|e| e.to_string())?;
    let fields: Fields = [("months", FactUnit::Count), ("left", FactUnit::Count)].into_iter().collect();
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&tags, &fields, &mut errors);
    if let Some(error) = errors.first() {
        return Err(error.to_string());
    }
    let table = FileTable::read("customers", &read(&file)?);
    let column = |name: &str| table.column(name).ok_or_else(|| format!("there is no column {name}"));
    let (tenure, churn) = (column("tenure")?, column("churn")?);
    let customers: Vec<(i64, bool)> =
        (0..table.rows).filter_map(|row| Some((tenure.get(row)?.trim().parse().ok()?, churn.get(row)?.trim() == "yes"))).filter(|(months, _)| *months > 0).collect();
    println!(
        "{}\n{} customers, {} of them left\n",
        document.get("about").and_then(Value::as_str).unwrap_or_default(),
        customers.len(),
        customers.iter().filter(|(_, left)| *left).count()
    );
    walk(&plan, &customers)
}

/// The facts of a month: so many months with us, and in the month behind the last one whether the customer has left.
fn facts(customers: &[(i64, bool)], month: i64) -> FactTable {
    let column = |name: &str, values: Vec<Option<i64>>| FactColumn { name: name.to_owned(), unit: FactUnit::Count, values: FactValues::Number(values.into()) };
    let months = customers.iter().map(|(months, _)| Some(month.min(*months))).collect();
    let left = customers.iter().map(|(months, left)| Some(i64::from(*left && month > *months))).collect();
    FactTable { rows: customers.len(), columns: vec![column("months", months), column("left", left)] }
}

fn walk(plan: &TagPlan, customers: &[(i64, bool)]) -> Result<(), String> {
    let longest = customers.iter().map(|(months, _)| *months).max().unwrap_or(0);
    let name = plan.domains().next().map(|domain| domain.name.clone()).ok_or("the spec has no dimension")?;
    let mut given = Given::default();
    let mut moves: BTreeMap<(String, String), (u64, i64)> = BTreeMap::new();
    let stages = plan.domains().next().map(|domain| domain.values.iter().filter(|stage| domain.unknown.is_none_or(|code| domain.code(stage) != Some(code)))).ok_or("no stages")?;
    println!("month   {}", stages.clone().map(|stage| format!("{stage:>6}")).collect::<String>());
    // Somebody who left in the second stage.
    let shown = customers.iter().position(|(months, left)| *left && *months > 6).unwrap_or(0);
    let mut why = String::new();
    for month in 1..=longest + 1 {
        let (facts, day) = (facts(customers, month), BEGIN + month * MONTH);
        let tags = plan.evaluate_with(&facts, &given, Some(day));
        if month == 1 || month % 12 == 0 || month > longest {
            let counts = tags.dimensions.first().map(guiyi::model::TagDimension::counts).unwrap_or_default();
            println!("{month:>5}   {}", counts.iter().take(stages.clone().count()).map(|n| format!("{n:>8}")).collect::<String>());
        }
        if customers.get(shown).is_some_and(|(months, _)| *months + 1 == month) {
            let told = plan.explain(&facts, &tags, &name, shown).map_err(|e| e.to_string())?;
            why = format!("{}\n{}", told.text.clone(), told.in_language(Language::Zh).text);
        }
        given.last.clear();
        for row in 0..customers.len() {
            let Some(Place { stage: now, since, before }) = stage(&tags, row) else { continue };
            if let Some((before, entered)) = before.filter(|(before, _)| *before != now) {
                let (n, days) = moves.entry((before, now.clone())).or_default();
                (*n, *days) = (*n + 1, *days + day - entered);
            }
            given.last.push(LastTag { customer: u32::try_from(row).unwrap_or(u32::MAX), dimension: name.clone(), since, value: now, until: None });
        }
        if month > longest {
            println!("\nmoves, and the months before them on average");
            for ((from, to), (n, days)) in &moves {
                println!("  {from} → {to}  {n:>5}  {:>5.1}", *days as f64 / MONTH as f64 / *n as f64);
            }
            println!("\ncustomer {} in the month behind its last one, in two languages\n{why}", shown + 1);
            for finding in &tags.notes {
                println!("! {} {}: {}", finding.code, finding.path, finding.text);
            }
        }
    }
    Ok(())
}

/// Where a customer is, and since when.
struct Place {
    stage: String,
    since: i64,
    /// Where it was before, and since when it was there.
    before: Option<(String, i64)>,
}

/// The place of a customer.
fn stage(tags: &TagTable, row: usize) -> Option<Place> {
    let (table, domain) = (tags.stages.first()?, &tags.dimensions.first()?.domain);
    let name = |code: u16| domain.value(code).map(str::to_owned);
    let now = table.stages.get(row).copied().flatten()?;
    let before = table.before.get(row).copied().flatten().and_then(|before| Some((name(before.code)?, i64::from(before.since?))));
    Some(Place { stage: name(now.code)?, since: i64::from(now.since?), before })
}
