//! Lists that take customers apart or run them together, through whole runs at a size for every day; the bench `hostile` has them at
//! full size.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "a test: to stop is the answer")]

#[path = "../benches/shapes.rs"]
#[allow(unreachable_pub, reason = "the bench sees it from outside")]
mod shapes;

use guiyi::interop::json;
use guiyi::{ColumnBuffer, Inputs, Outcome, Plan, RunOptions, Table};
use shapes::{SHAPES, Shape, inputs};

/// Enough rows for every limit, and for the blocks that are too large.
const ROWS: usize = 820;

fn shape(name: &str) -> &'static Shape {
    SHAPES.iter().find(|shape| shape.name == name).expect("a shape")
}

fn run(plan: &Plan, inputs: &Inputs<'_>, threads: usize) -> Outcome {
    plan.run_with(inputs, None, &mut RunOptions { threads, ..RunOptions::default() }).expect("nobody stops it")
}

/// The same rows in another order.
fn shuffled(columns: &[(&'static str, ColumnBuffer)]) -> Vec<(&'static str, ColumnBuffer)> {
    let rows = columns.first().map_or(0, |(_, column)| column.len());
    let order: Vec<usize> = (0..rows).map(|row| (row * 7919 + 13) % rows.max(1)).collect();
    let mut seen = order.clone();
    seen.sort_unstable();
    assert!(seen.iter().copied().eq(0..rows), "every row once");
    let other = |column: &ColumnBuffer| order.iter().map(|row| column.as_column().get(*row)).collect::<ColumnBuffer>();
    columns.iter().map(|(name, column)| (*name, other(column))).collect()
}

/// Runs a shape, holds it to its bounds and to the same bytes for another order of the rows and two threads.
fn check(shape: &Shape) -> Outcome {
    let columns = shape.columns(ROWS);
    let inputs = inputs(&columns);
    let plan = shape.plan(&inputs).expect("a plan");
    let outcome = run(&plan, &inputs, 1);
    let largest = outcome.customers().map(|c| c.records().len()).max().unwrap_or(0);
    let customers = outcome.customers().len();
    let findings: Vec<String> = outcome.findings().iter().map(|f| format!("{} {}: {}", f.code, f.path, f.text)).collect();
    println!("{}: {customers} customers, the largest of {largest}, {} pairs; {findings:#?}", shape.name, outcome.report().candidate_pairs);
    assert!(largest <= shape.largest, "{}: {largest} rows are one customer", shape.name);
    assert!(customers >= shape.fewest * ROWS / 1000, "{}: {customers} customers", shape.name);
    if let Some(code) = shape.finding {
        assert!(outcome.findings().iter().any(|f| f.code == code), "{}: no finding {code}", shape.name);
    }
    let other = shuffled(&columns);
    let table = Table::new(other.iter().map(|(name, column)| (*name, column.as_column())));
    let again = run(&plan, &Inputs::new().with("list", table), 2);
    assert!(json::outcome(&again) == json::outcome(&outcome), "{}: another order of the rows, or two threads, show", shape.name);
    outcome
}

#[test]
fn one_value_behind_many() {
    for name in ["shop_telephone", "one_telephone"] {
        let outcome = check(shape(name));
        let generic = outcome.report().generic.first().expect("the telephone is reported");
        assert!(generic.left_out && generic.limit == Some(20) && generic.names >= 400 && generic.value == "021-62345678", "{generic:?}");
    }
}

#[test]
fn identical_rows() {
    check(shape("identical_rows"));
}

#[test]
fn noise_and_nothing() {
    check(shape("unique_noise"));
    assert_eq!(check(shape("all_nulls")).customers().len(), ROWS);
}

#[test]
fn a_value_of_a_megabyte() {
    check(shape("a_megabyte"));
}

#[test]
fn chains_and_stars() {
    for name in ["chain", "chain_of_namesakes", "chain_without_names", "stars"] {
        check(shape(name));
    }
}

#[test]
fn cliques_joined_by_a_bridge() {
    check(shape("bridge"));
}

#[test]
fn a_list_of_which_every_key_is_crowded_is_blocked_all_the_same() {
    let shape = shape("bridge");
    let columns = shape.columns(shape.rows);
    let plan = shape.plan(&inputs(&columns)).expect("a plan");
    assert!(plan.spec().identity.blocking.rules.iter().flatten().count() >= 2);
}

#[test]
fn rules_that_contradict_one_another() {
    let outcome = check(shape("contradictory_rules"));
    // Two of three customers of a unit; what a rule refused is told.
    let why = outcome.explain_pair(("list", "0000004"), ("list", "0000005")).expect("both are there");
    assert!(why.to_string().contains("kept apart"), "{why}");
}

#[test]
fn a_ban_within_a_clique() {
    let outcome = check(shape("ban_within_a_clique"));
    // Both halves stay whole.
    assert_eq!(outcome.customers().len(), ROWS / 10, "{:?}", outcome.customers().map(|c| c.records().len()).max());
}
