//! Customer ids over the years: histories of random partitions, and runs that follow one another.

use super::customers::{Numbered, number};
use super::{ChangeKind, Outcome, Plan};
use crate::interop::json;
use crate::model::{Assignment, Finding, Partition, Records};
use crate::spec::CustomerIdSpec;
use crate::table::Texts;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Records by number, each with its customer's label; a record is of the source and the day that its number says.
fn records(of: &[(u32, u32)]) -> (Records, Partition) {
    let mut of: Vec<(u32, u32)> = of.to_vec();
    of.sort_by_key(|(record, _)| (record % 2, *record));
    let mut ids = Texts::new();
    of.iter().for_each(|(record, _)| ids.push(&record.to_string()));
    let records = Records {
        sources: vec!["官网".to_owned(), "门店".to_owned()],
        source: of.iter().map(|(record, _)| (record % 2) as u16).collect(),
        ids,
        times: of.iter().map(|(record, _)| Some(1_714_521_600 + i64::from(record % 3) * 86_400)).collect(),
        ..Records::default()
    };
    let mut labels: Vec<u32> = of.iter().map(|(_, label)| *label).collect();
    let mut known: Vec<u32> = labels.clone();
    known.sort_unstable();
    known.dedup();
    labels.iter_mut().for_each(|label| *label = known.binary_search(label).unwrap() as u32);
    (records, Partition::from_labels(&labels, Vec::new()))
}

fn numbered(of: &[(u32, u32)], previous: Option<&Assignment>) -> (Numbered, Records, Partition) {
    let (records, partition) = records(of);
    let numbered = number(&records, &partition, &CustomerIdSpec::default(), None, previous, &mut Vec::new());
    (numbered, records, partition)
}

fn assignment((numbered, records, partition): &(Numbered, Records, Partition)) -> Assignment {
    let mut out = Assignment::new();
    for (row, customer) in partition.of_row.iter().enumerate() {
        out.push(records.source_name(row), records.id(row), &numbered.customers[*customer as usize].id);
    }
    out.with_past(numbered.history.redirects.clone(), numbered.history.next.clone())
}

fn text(assignment: &Assignment) -> String {
    serde_json::to_string(assignment).unwrap()
}

/// Record → customer id.
fn links(assignment: &Assignment) -> BTreeMap<(String, String), String> {
    assignment.links().map(|l| ((l.source.to_owned(), l.record_id.to_owned()), l.customer_id.to_owned())).collect()
}

/// The lines of an assignment in another order, through its document.
fn shuffled(assignment: &Assignment, by: usize) -> Assignment {
    let mut document: Value = serde_json::from_str(&text(assignment)).unwrap();
    let links = document["links"].as_array_mut().unwrap();
    links.reverse();
    let by = by % links.len().max(1);
    links.rotate_left(by);
    json::assignment(&document.to_string()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Twelve runs over random records in random customers.
    #[test]
    fn histories_never_give_an_id_twice(runs in prop::collection::vec(prop::collection::btree_map(0u32..40, 0u32..12, 0..30), 12), by in 0usize..40) {
        let mut previous: Option<Assignment> = None;
        let mut ever: BTreeSet<String> = BTreeSet::new();
        let mut gone: BTreeSet<String> = BTreeSet::new();
        for run in runs {
            let run: Vec<(u32, u32)> = run.into_iter().collect();
            let now = numbered(&run, previous.as_ref());
            let (numbered, _, partition) = &now;
            let living: BTreeSet<String> = numbered.customers.iter().map(|c| c.id.clone()).collect();
            prop_assert_eq!(living.len(), partition.len(), "two customers have one id");
            let next = assignment(&now);
            let (before, after) = (previous.as_ref().map(links).unwrap_or_default(), links(&next));
            let held: BTreeSet<String> = before.values().cloned().collect();

            // What is gone stays gone; what is new was never there.
            prop_assert!(living.is_disjoint(&gone));
            for id in living.difference(&held) {
                prop_assert!(!ever.contains(id), "{} was given before", id);
            }
            gone.extend(held.difference(&living).cloned());
            ever.extend(living.iter().cloned());

            // Every id that is gone leads to a living one or to none.
            prop_assert_eq!(&numbered.history.redirects.keys().cloned().collect::<BTreeSet<_>>(), &gone);
            prop_assert!(numbered.history.redirects.values().flatten().all(|into| living.contains(into)));

            // The heaviest part of an id keeps it, or is absorbed by what weighs at least as much in one customer.
            let mut parts: BTreeMap<(String, String), usize> = BTreeMap::new();
            for (record, id) in &before {
                if let Some(now) = after.get(record) {
                    *parts.entry((id.clone(), now.clone())).or_default() += 1;
                }
            }
            for id in &held {
                let of_id: Vec<(&String, usize)> = parts.iter().filter(|((from, _), _)| from == id).map(|((_, into), n)| (into, *n)).collect();
                let heaviest = of_id.iter().map(|(_, n)| *n).max();
                match (heaviest, living.contains(id)) {
                    (None, alive) => prop_assert!(!alive && numbered.history.redirects[id].is_none()),
                    (Some(most), true) => prop_assert_eq!(parts.get(&(id.clone(), id.clone())).copied(), Some(most)),
                    (Some(most), false) => {
                        let into = numbered.history.redirects[id].clone().unwrap();
                        prop_assert_eq!(parts[&(id.clone(), into.clone())], most);
                        prop_assert!(parts[&(into.clone(), into)] >= most);
                    }
                }
            }

            // What changed is all listed, and the order of the lines does not matter.
            let kinds = |kind: ChangeKind| numbered.history.changes.iter().filter(|c| c.kind == kind).count();
            if let Some(previous) = &previous {
                prop_assert_eq!(kinds(ChangeKind::Created) + kinds(ChangeKind::Split), living.difference(&held).count());
                prop_assert_eq!(kinds(ChangeKind::Absorbed) + kinds(ChangeKind::Retired), held.difference(&living).count());
                prop_assert_eq!(kinds(ChangeKind::Moved), before.iter().filter(|(record, id)| after.get(*record).is_some_and(|now| now != *id)).count());
                let other = super::history_tests::numbered(&run, Some(&shuffled(previous, by)));
                prop_assert_eq!(text(&assignment(&other)), text(&next));
            }
            let again = super::history_tests::numbered(&run, Some(&next));
            prop_assert!(again.0.history.changes.is_empty());
            prop_assert_eq!(text(&assignment(&again)), text(&next));
            previous = Some(next);
        }
    }
}

#[test]
fn a_day_goes_on_behind_its_last_id() {
    // All of one day: 1,001 customers, then two of them go, then three come.
    let of = |records: std::ops::Range<u32>| records.map(|n| (n * 3, n)).collect::<Vec<_>>();
    let first = assignment(&numbered(&of(0..1001), None));
    assert_eq!(first.next().get("C20240501"), Some(&1002));
    let second = assignment(&numbered(&of(2..1001), Some(&first)));
    assert_eq!(second.redirects().len(), 2);
    let third = numbered(&of(0..1002), Some(&second));
    let created: Vec<&str> = third.0.history.changes.iter().filter_map(|c| third.0.customers.get(c.into? as usize)).map(|c| c.id.as_str()).collect();
    assert_eq!(created, ["C202405011002", "C202405011003", "C202405011004"]);
    // Of the ids alone, as a table has them, the same is known but for those that are gone.
    let mut table = Assignment::new();
    first.links().for_each(|l| table.push(l.source, l.record_id, l.customer_id));
    let after = numbered(&of(0..1002), Some(&table));
    assert_eq!(after.0.history.changes.len(), 1);
    assert!(after.0.by_id.contains_key("C202405011002"));
}

#[test]
fn redirects_lead_to_the_living_and_circles_to_nobody() {
    let document = json!({"version": 1, "links": [{"source": "官网", "record_id": "0", "customer_id": "K1"}, {"source": "官网", "record_id": "2", "customer_id": "K2"}],
        "redirects": {"A": "B", "B": "C", "C": "K2", "X": "Y", "Y": "X", "K1": "A", "Z": "nobody"}});
    let previous = json::assignment(&document.to_string()).unwrap();
    let (records, partition) = records(&[(0, 0), (2, 0)]);
    let mut findings: Vec<Finding> = Vec::new();
    let out = number(&records, &partition, &CustomerIdSpec::default(), None, Some(&previous), &mut findings);
    assert_eq!(out.customers[0].id, "K1");
    let shown: Vec<(&str, Option<&str>)> = out.history.redirects.iter().map(|(gone, into)| (gone.as_str(), into.as_deref())).collect();
    assert_eq!(shown, [("A", Some("K1")), ("B", Some("K1")), ("C", Some("K1")), ("K2", Some("K1")), ("X", None), ("Y", None), ("Z", None)]);
    assert_eq!(out.by_id.get("B"), Some(&0));
    assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), ["living_redirects"]);
}

#[test]
fn a_record_under_two_ids_is_a_finding() {
    let mut previous = Assignment::new();
    for (record, id) in [("0", "K1"), ("2", "K2"), ("0", "K3"), ("0", "K1")] {
        previous.push("官网", record, id);
    }
    let (records, partition) = records(&[(0, 0), (2, 1)]);
    let mut findings = Vec::new();
    let out = number(&records, &partition, &CustomerIdSpec::default(), None, Some(&previous), &mut findings);
    assert_eq!(out.customers.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["K1", "K2"]);
    assert_eq!(out.history.redirects, BTreeMap::from([("K3".to_owned(), None)]));
    assert_eq!((findings[0].code, findings[0].record_id.as_deref(), findings.len()), ("repeated_links", Some("0"), 1));
    assert!(findings[0].text.starts_with("2 lines ") && findings[0].text.contains(", 1 of them with another"), "{}", findings[0].text);
}

/// Four hundred customers of one to three records, of which the first `n` are there.
fn run(n: usize, previous: Option<&Assignment>) -> Outcome {
    let (surnames, given) = (["王", "李", "张", "刘", "陈"], ["芳", "伟", "娜", "敏", "静", "丽", "强", "磊"]);
    let row = |at: usize| {
        let customer = at * 7919 % 400;
        json!({"id": at.to_string(), "name": format!("{}{}", surnames[customer % 5], given[customer * 7 % 8]), "phone": format!("138{:08}", customer * 104_729 % 100_000_000),
            "day": format!("2024-0{}-1{}", 1 + at % 6, customer % 9)})
    };
    let spec = json!({"version": 1, "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
        "sources": [{"name": "all", "id": "id", "time": "day", "columns": [{"field": "name", "from": ["name"]}, {"field": "phone", "from": ["phone"]}]}]});
    let input = json!({"tables": {"all": (0..n).map(row).collect::<Vec<_>>()}, "previous": previous, "only_links": true});
    json::run(&Plan::from_json(&spec.to_string()).unwrap(), &input.to_string()).unwrap()
}

#[test]
fn the_same_rows_change_nothing_and_new_rows_move_nobody() {
    let first = run(800, None);
    assert_eq!(first.changes().len(), 0);
    let same = run(800, Some(&first.assignment()));
    assert_eq!(json::outcome(&same).to_string(), json::outcome(&first).to_string());
    assert_eq!(text(&same.assignment()), text(&first.assignment()));

    // One row in a hundred is new: ids move where customers did, all of that is listed, and nobody else's id changes.
    let more = run(808, Some(&first.assignment()));
    let (before, after) = (links(&first.assignment()), links(&more.assignment()));
    let moved: Vec<&str> = before.iter().filter(|(record, id)| &after[*record] != *id).map(|((_, record), _)| record.as_str()).collect();
    let mut listed: Vec<&str> = more.changes().filter(|c| c.kind == ChangeKind::Moved).filter_map(|c| Some(c.record?.id)).collect();
    listed.sort_unstable();
    assert_eq!(moved, listed);
    let groups = |of: &BTreeMap<(String, String), String>| {
        let mut groups: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
        of.iter().filter(|(record, _)| before.contains_key(*record)).for_each(|(record, id)| _ = groups.entry(id.clone()).or_default().insert(record.clone()));
        groups
    };
    let (old, new) = (groups(&before), groups(&after));
    let sets: BTreeSet<_> = new.values().collect();
    for (id, records) in old.iter().filter(|(_, records)| sets.contains(records)) {
        assert_eq!(new.get(id), Some(records));
    }
    let kept = old.iter().filter(|(id, records)| new.get(*id) == Some(*records)).count();
    assert!(kept * 100 >= old.len() * 98, "{kept} of {}", old.len());
    // Numbered anew, the same customers have other ids.
    let anew = links(&run(808, None).assignment());
    assert!(before.iter().any(|(record, id)| &after[record] == id && &anew[record] != id));
}

#[test]
fn all_is_created_when_nobody_had_an_id() {
    let outcome = run(12, Some(&Assignment::new()));
    assert_eq!(outcome.changes().filter(|c| c.kind == ChangeKind::Created && c.from.is_none()).count(), outcome.customers().len());
    assert_eq!(text(&outcome.assignment()), text(&run(12, None).assignment()));
}
