//! The check against brute force over the whole language: every measure in every window, random rules over them, random histories.

use super::oracle_histories::histories;
use super::oracle_specs;
use super::tests::holds;
use super::*;
use crate::model::{EventStream, FactColumn, FactTable, TagTable};
use crate::rule::analyse::Texts;
use crate::rule::{Known, Rule, Verdict};
use hashbrown::HashSet;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What of a report no history is known to do, among how many findings that should have one.
#[derive(Default, Debug)]
struct Doubts {
    findings: usize,
    /// Without a witness.
    alone: usize,
    /// Nor is any of the random histories there.
    doubtful: Vec<String>,
}

/// A rule of the report; an empty cell holds all.
fn rule(cell: &str, sets: &Sets<'_>) -> Option<Rule> {
    let mut errors = Vec::new();
    let rule = (!cell.is_empty()).then(|| Rule::compile(cell, "", &sets.fields, &mut errors));
    assert!(errors.is_empty(), "{cell}: {errors:?}");
    rule.flatten()
}

fn verdicts(rule: Option<&Rule>, facts: &FactTable) -> Vec<Verdict> {
    let known = Known { facts, tags: &TagTable::default() };
    (0..facts.rows).map(|row| rule.map_or(Verdict::True, |rule| rule.row(&known, row))).collect()
}

/// Per row the cell of an axis that its fact lies in.
fn places(axis: &Axis, facts: &FactTable, sets: &Sets<'_>) -> Vec<Option<u32>> {
    let column: &FactColumn = facts.column(&axis.name).unwrap();
    let tests: Vec<Option<Vec<Verdict>>> = axis.cells.iter().map(|cell| axis.texts(cell).map(|test| verdicts(rule(&test.to_string(), sets).as_ref(), facts))).collect();
    let holds = |row: usize, cell: &Cell, test: &Option<Vec<Verdict>>| match cell {
        Cell::Range { low, high } => column.number(row).is_some_and(|number| (*low..=*high).contains(&number)),
        Cell::Missing | Cell::MissingAs(_) => column.number(row).is_none() && column.text(row).is_none(),
        Cell::Text { .. } => test.as_ref().is_some_and(|test| test[row] == Verdict::True),
    };
    let other = axis.cells.iter().position(|cell| matches!(cell, Cell::Text { which: Texts::Others, .. }));
    let of = |row: usize| {
        let found: Vec<usize> = axis.cells.iter().zip(&tests).enumerate().filter(|(_, (cell, test))| holds(row, cell, test)).map(|(at, _)| at).collect();
        assert!(found.len() < 2, "{} {row} {found:?}", axis.name);
        let place = found.first().copied().or(other.filter(|_| column.text(row).is_some()));
        place.map(|place| u32::try_from(place).unwrap())
    };
    (0..facts.rows).map(of).collect()
}

const HISTORIES: u32 = 400;

/// A spec beside histories that are evaluated with it.
struct World<'s> {
    spec: &'s Spec,
    sets: Sets<'s>,
    streams: Vec<EventStream>,
    facts: FactTable,
}

impl<'s> World<'s> {
    /// `None`: the spec does not compile.
    fn of(spec: &'s Spec, seed: u64) -> Option<Self> {
        let sets = Sets::of(spec, &[]);
        if !sets.errors.is_empty() || sets.sets.iter().any(|set| !set.errors.is_empty()) {
            return None;
        }
        let streams = histories(seed, HISTORIES);
        let facts = sets.facts.evaluate(&streams, HISTORIES as usize, Some(witness::as_of())).table;
        Some(World { spec, sets, streams, facts })
    }

    /// A history with its facts, for who has to find out what is wrong.
    fn told(&self, row: usize) -> String {
        let facts: Vec<String> = self.facts.columns.iter().map(|c| format!("{} {:?} {:?}", c.name, c.number(row), c.text(row))).collect();
        let today = i64::from(witness::as_of().to_epoch_days());
        let age = |time: &Option<i64>| time.map(|time| today - time.div_euclid(86_400));
        let of =
            |stream: &EventStream| stream.customers.iter().zip(&stream.times).filter(|(customer, _)| **customer as usize == row).map(|(_, time)| age(time)).collect::<Vec<_>>();
        let ages: Vec<Vec<Option<i64>>> = self.streams.iter().map(of).collect();
        format!("{facts:?}, ages {ages:?}, of {}", serde_json::to_string(self.spec).unwrap())
    }

    /// No law excludes what happens.
    fn sound(&self, product: &Product) -> Result<(), TestCaseError> {
        let rows: HashSet<&[u32]> = (0..product.rows()).map(|row| product.row(row)).collect();
        let places: Vec<Vec<Option<u32>>> = product.axes.iter().map(|axis| places(axis, &self.facts, &self.sets)).collect();
        for row in 0..self.facts.rows {
            let own: Option<Vec<u32>> = places.iter().map(|places| places[row]).collect();
            prop_assert!(own.as_ref().is_some_and(|own| rows.contains(own.as_slice())), "no cell: {:?} {}", own, self.told(row));
        }
        Ok(())
    }
}

/// Compares the report of a spec with what histories come to. `None`: the spec does not compile, or its cells are too many.
fn compare(spec: &Spec, seed: u64) -> Result<Option<Doubts>, TestCaseError> {
    let Some(world) = World::of(spec, seed) else { return Ok(None) };
    let (sets, facts) = (&world.sets, &world.facts);
    let told = |row: usize| world.told(row);
    let set = &sets.sets[0];
    let rules = &set.rules[0];
    let grid = sets.grid_below((0, 0), None, rules).unwrap();
    if !grid.product.complete || grid.product.rows() > 3_000 {
        return Ok(None);
    }
    world.sound(&grid.product)?;
    let report = check_rules(spec);
    holds(spec, &report);
    let tags = set.plan.evaluate(facts);
    // What happens is told, and what is told of a history happens to it.
    let verdicts: Vec<Vec<Verdict>> = rules.iter().map(|rule| verdicts(rule.as_ref(), facts)).collect();
    let inside: Vec<(&RuleFinding, Vec<Verdict>)> = report.findings().map(|finding| (finding, self::verdicts(rule(&finding.cell, sets).as_ref(), facts))).collect();
    let of = |code: &str| inside.iter().filter(move |(finding, _)| finding.code == code).collect::<Vec<_>>();
    let (gaps, open) = (of("gap"), of("undecided"));
    let overlaps: Vec<_> = of("overlap").into_iter().chain(of("ordered_overlap")).collect();
    let is_in = |cells: &[&(&RuleFinding, Vec<Verdict>)], row: usize| cells.iter().any(|(_, holds)| holds[row] == Verdict::True);
    for row in 0..facts.rows {
        let own: Vec<Verdict> = verdicts.iter().map(|of_rule| of_rule[row]).collect();
        let truths: Vec<usize> = (0..own.len()).filter(|at| own[*at] == Verdict::True).collect();
        let undecided = truths.is_empty() && own.contains(&Verdict::Unknown);
        // Of very many boxes the first are told.
        let (few_gaps, few_open) = (gaps.len() < 20, open.len() < 20);
        prop_assert!(if few_gaps { tags.value("d", row).is_none() == is_in(&gaps, row) } else { tags.value("d", row).is_none() || !is_in(&gaps, row) }, "gap {}", told(row));
        prop_assert!(if few_open { undecided == is_in(&open, row) } else { undecided || !is_in(&open, row) }, "undecided {}", told(row));
        for (finding, holds) in &overlaps {
            let both = rules.iter().enumerate().filter(|(at, _)| finding.paths.contains(&set.path_of(0, *at))).all(|(at, _)| own[at] == Verdict::True);
            prop_assert!(both || holds[row] != Verdict::True, "{:?} {}", finding, told(row));
        }
        if let [first, others @ ..] = truths.as_slice() {
            for second in others {
                let paths = [set.path_of(0, *first), set.path_of(0, *second)];
                let pair: Vec<_> = overlaps.iter().filter(|(finding, _)| finding.paths == paths).copied().collect();
                prop_assert!(!pair.is_empty() && (pair.len() == 3 || is_in(&pair, row)), "overlap {} {} {}", first, second, told(row));
            }
        }
        for (finding, _) in inside.iter().filter(|(finding, _)| matches!(finding.code, "never_true" | "masked")) {
            let decides = |at: &usize| finding.paths.contains(&set.path_of(0, *at));
            prop_assert!(!(truths.first().is_some_and(decides) || finding.code == "never_true" && truths.iter().any(decides)), "{:?} {}", finding, told(row));
        }
    }
    let mut doubts = Doubts::default();
    for (finding, holds) in [gaps, open, overlaps].into_iter().flatten() {
        doubts.findings += 1;
        if finding.witness.is_none() {
            doubts.alone += 1;
            if !holds.contains(&Verdict::True) {
                let definition = |metric: &crate::spec::MetricSpec| format!("{}: {}", metric.name, serde_json::to_string(metric).unwrap());
                doubts.doubtful.push(format!("{} {}\n    {}", finding.code, finding.cell, spec.facts.metrics.iter().map(definition).collect::<Vec<_>>().join("\n    ")));
            }
        }
    }
    Ok(Some(doubts))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_measured_every_history_is_where_the_report_says(spec in oracle_specs::spec(1..4, 1..4), seed in any::<u64>()) {
        prop_assume!(compare(&spec, seed)?.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_law_excludes_what_happens(spec in oracle_specs::spec(3..6, 4..7), seed in any::<u64>()) {
        let world = World::of(&spec, seed);
        prop_assume!(world.is_some());
        let world = world.unwrap();
        let grid = world.sets.grid_below((0, 0), None, &world.sets.sets[0].rules[0]).unwrap();
        prop_assume!(grid.product.complete);
        world.sound(&grid.product)?;
    }
}

/// The same specs each time: findings that nothing is known to do may be false alarms, of which there shall not be more unnoticed.
#[test]
fn few_findings_are_in_doubt() {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let specs = oracle_specs::spec(1..4, 1..4);
    let mut all = Doubts::default();
    for seed in 0..120 {
        let spec = specs.new_tree(&mut runner).unwrap().current();
        let Some(doubts) = compare(&spec, seed).unwrap() else { continue };
        all.findings += doubts.findings;
        all.alone += doubts.alone;
        all.doubtful.extend(doubts.doubtful);
    }
    // Of random rules over random metrics. What is left takes more than a few blocks of events: four orders within three days of a contact.
    let few = all.alone * 100 <= all.findings * 15 && all.doubtful.len() * 100 <= all.findings * 10;
    assert!(few && all.findings > 200, "{} findings, {} without a witness, of these in doubt {}:\n{}", all.findings, all.alone, all.doubtful.len(), all.doubtful.join("\n"));
}
