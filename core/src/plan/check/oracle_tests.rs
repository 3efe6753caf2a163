//! The check against brute force: every short history of a small world, one by one.

use super::tests::{holds, lived, spec};
use super::*;
use crate::model::{FactTable, TagTable, WitnessEvent};
use crate::rule::{Known, Rule, Verdict};
use proptest::prelude::*;
use std::collections::BTreeMap;

pub(super) const METRICS: &str = r#"
  {"name": "n2", "measure": {"count": {"of": "i"}}, "window": {"rolling": {"days": 2}}},
  {"name": "n4", "measure": {"count": {"of": "i"}}, "window": {"rolling": {"days": 4}}},
  {"name": "n", "measure": {"count": {"of": "i"}}},
  {"name": "t", "measure": {"count": {"of": "i"}}, "where": "type = \"t\"", "window": {"rolling": {"days": 4}}},
  {"name": "last", "measure": {"recency": {"of": "i"}}}"#;

/// A rule of a few comparisons with small constants.
pub(super) fn rule() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["n2", "n4", "n", "t", "last"]);
    let op = prop::sample::select(vec![">=", "<", "=", "!=", ">"]);
    let compare = (name.clone(), op, 0..5_u8).prop_map(|(name, op, k)| format!("{name} {op} {k}"));
    let state = name.prop_map(|name| format!("{name} is missing"));
    let leaf = prop_oneof![6 => compare, 1 => state];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

/// All histories of up to three events, each of one of these ages (or undated) and one of two types.
fn histories() -> Vec<Vec<WitnessEvent>> {
    let ages = [Some(0), Some(1), Some(2), Some(3), Some(4), Some(5), None];
    let event = |days_before: Option<u32>, kind: &str| WitnessEvent {
        stream: "i".to_owned(),
        times: 1,
        days_before,
        attributes: BTreeMap::from([("type".to_owned(), kind.to_owned())]),
        distinct: Vec::new(),
    };
    let events: Vec<WitnessEvent> = ages.iter().flat_map(|age| ["t", "u"].map(|kind| event(*age, kind))).collect();
    let mut all = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..3 {
        last = last
            .iter()
            .flat_map(|history: &Vec<WitnessEvent>| {
                let from = history.last().map_or(0, |e| events.iter().position(|other| other == e).unwrap());
                events[from..].iter().map(|e| history.iter().cloned().chain([e.clone()]).collect::<Vec<_>>()).collect::<Vec<_>>()
            })
            .collect();
        all.extend(last.clone());
    }
    all
}

/// A spec's report beside what every short history comes to.
pub(super) struct Lived<'s> {
    pub(super) report: RuleReport,
    pub(super) sets: Sets<'s>,
    pub(super) histories: Vec<Vec<WitnessEvent>>,
    pub(super) facts: FactTable,
    pub(super) tags: TagTable,
}

impl<'s> Lived<'s> {
    /// `None`: the rules do not compile.
    pub(super) fn of(spec: &'s Spec) -> Option<Self> {
        let report = check_rules(spec);
        holds(spec, &report);
        let sets = Sets::of(spec, &[]);
        if !sets.sets[0].errors.is_empty() {
            return None;
        }
        let histories = histories();
        let facts = lived(&sets, &histories);
        let tags = sets.sets[0].plan.evaluate(&facts);
        Some(Lived { report, sets, histories, facts, tags })
    }
}

pub(super) fn is(cell: &str, sets: &Sets<'_>, facts: &FactTable, row: usize) -> bool {
    if cell.is_empty() {
        return true;
    }
    let rule = Rule::compile(cell, "", &sets.fields, &mut Vec::new()).unwrap_or_else(|| panic!("{cell}"));
    rule.row(&Known { facts, tags: &TagTable::default() }, row) == Verdict::True
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn every_history_is_where_the_report_says(rules in prop::collection::vec(rule(), 1..4), unique in any::<bool>()) {
        let written: Vec<String> = rules.iter().enumerate().map(|(n, r)| format!(r#"{{"value": "v{n}", "when": "{r}"}}"#)).collect();
        let hit = if unique { "unique" } else { "first" };
        let spec = spec(METRICS, &format!(r#"{{"name": "d", "hit": {{"{hit}": {{}}}}, "rules": [{}]}}"#, written.join(",")));
        let lived = Lived::of(&spec);
        prop_assume!(lived.is_some());
        let Lived { report, sets, histories, facts, tags } = lived.unwrap();
        let verdicts: Vec<Vec<Verdict>> = sets.sets[0].rules[0].iter().map(|rule| {
            let known = Known { facts: &facts, tags: &TagTable::default() };
            (0..histories.len()).map(|row| rule.as_ref().unwrap().row(&known, row)).collect()
        }).collect();
        let mut decides = vec![false; rules.len()];
        for row in 0..histories.len() {
            let own: Vec<Verdict> = verdicts.iter().map(|v| v[row]).collect();
            let truths: Vec<usize> = (0..own.len()).filter(|n| own[*n] == Verdict::True).collect();
            let inside = |code: &str, findings: &[RuleFinding]| findings.iter().any(|f| f.code == code && is(&f.cell, &sets, &facts, row));
            // Complete: what happens is told. Sound: what is told of a history happens to it.
            prop_assert_eq!(tags.value("d", row).is_none(), inside("gap", &report.gaps), "{:?} {:?}", histories[row], report.gaps);
            let undecided = truths.is_empty() && own.contains(&Verdict::Unknown);
            prop_assert_eq!(undecided, inside("undecided", &report.gaps), "{:?} {:?}", histories[row], report.gaps);
            if let Some(first) = truths.first() {
                decides[*first] = true;
                for second in &truths[1..] {
                    let pair = |f: &&RuleFinding| f.paths.iter().zip([first, second]).all(|(path, n)| path.contains(&format!("rules[{n}]")));
                    let told: Vec<&RuleFinding> = report.overlaps.iter().filter(pair).collect();
                    // Of each pair some cells are told; the first is where both are true.
                    prop_assert!(!told.is_empty(), "{:?} {} {} {:?}", histories[row], first, second, report.overlaps);
                }
            }
        }
        for finding in &report.overlaps {
            prop_assert!(finding.witness.is_some(), "{:?}", finding);
        }
        for finding in &report.shadowed {
            for (n, decides) in decides.iter().enumerate() {
                prop_assert!(!(finding.paths[0].contains(&format!("rules[{n}]")) && *decides), "{:?}", finding);
            }
        }
    }
}
