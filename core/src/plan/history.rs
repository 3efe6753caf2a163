//! What became of the ids of the previous assignment.

use super::customers::Customer;
use super::heirs::Heirs;
use crate::model::{Assignment, Finding, Partition, Records};
use crate::table::Interner;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a run did to customer ids, beside the customers.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The ids of the previous assignment.
    pub(super) former: Interner,
    /// By kind, then previous id, then new one, then row.
    pub(super) changes: Vec<Happened>,
    /// Ids that no customer has any more, and where each went.
    pub(super) redirects: BTreeMap<String, Option<String>>,
    /// By prefix and date, the first number that was never given.
    pub(super) next: BTreeMap<String, u64>,
}

/// What happened to a customer id, or to a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChangeKind {
    /// A customer none of whose records had an id got a new one.
    Created,
    /// The customer with this id is now part of another one, whose id it leads to.
    Absorbed,
    /// A lesser part of a customer left it and got a new id.
    Split,
    /// No record of the customer with this id is left.
    Retired,
    /// A record has another customer id than before.
    Moved,
}

impl ChangeKind {
    /// The stable name, such as `absorbed`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Created => "created",
            ChangeKind::Absorbed => "absorbed",
            ChangeKind::Split => "split",
            ChangeKind::Retired => "retired",
            ChangeKind::Moved => "moved",
        }
    }
}

/// One change: which previous id (an index into `former`), which customer, which row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Happened {
    pub(super) kind: ChangeKind,
    pub(super) from: Option<u32>,
    pub(super) into: Option<u32>,
    pub(super) row: Option<u32>,
}

/// By row, the previous id of its record, as an index into the assignment's ids.
///
/// Rows that share source and record id take their lines one after the other, as a run wrote them; where there are fewer lines than
/// rows, the last line goes on counting, where there are more, those beyond are a finding and do not count.
pub(super) fn held(previous: &Assignment, records: &Records, findings: &mut Vec<Finding>) -> Vec<Option<u32>> {
    let mut first: HashMap<(&str, &str), usize> = HashMap::with_capacity(previous.links().len());
    let mut more: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, link) in previous.links().enumerate() {
        match first.entry((link.source, link.record_id)) {
            Entry::Vacant(free) => _ = free.insert(at),
            Entry::Occupied(taken) => more.entry(*taken.key()).or_default().push(at),
        }
    }
    let mut rows: HashMap<(&str, &str), usize> = HashMap::new();
    let held = (0..records.len())
        .map(|row| {
            let record = (records.source_name(row), records.id(row));
            let line = *first.get(&record)?;
            let Some(others) = more.get(&record) else { return previous.id_at(line) };
            let nth = rows.entry(record).or_default();
            *nth += 1;
            let other = nth.checked_sub(2).and_then(|nth| others.get(nth.min(others.len().saturating_sub(1)))).copied();
            previous.id_at(other.unwrap_or(line))
        })
        .collect();
    let beyond = |(record, others): (&(&str, &str), &Vec<usize>)| {
        let used = rows.get(record).copied().unwrap_or(0).max(1) - 1;
        let id = first.get(record).and_then(|line| previous.id_at(*line));
        let others = others.get(used.min(others.len())..).unwrap_or(&[]);
        (!others.is_empty()).then(|| (record.0.to_owned(), record.1.to_owned(), others.len(), others.iter().filter(|line| previous.id_at(**line) != id).count()))
    };
    let repeated: Vec<_> = more.iter().filter_map(beyond).collect();
    if let Some((source, record, _, _)) = repeated.iter().min() {
        let (lines, odd) = repeated.iter().fold((0, 0), |(lines, odd), of| (lines + of.2, odd + of.3));
        let text = format!("{lines} lines of the previous assignment name records again, {odd} of them with another customer id; the first line of a record counts");
        findings.push(Finding::new("repeated_links", source.as_str(), text).about(record));
    }
    held
}

impl History {
    #[expect(clippy::too_many_arguments, reason = "what numbering knows, handed over once")]
    pub(super) fn of(
        previous: &Assignment,
        held: &[Option<u32>],
        heirs: &Heirs,
        partition: &Partition,
        customers: &[Customer],
        by_id: &HashMap<String, u32>,
        next: BTreeMap<String, u64>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let former = previous.ids().clone();
        let mut changes = changes(&former, held, heirs, partition);
        let id = |customer: Option<u32>| customer.and_then(|at| customers.get(at as usize)).map(|c| c.id.clone());
        let mut redirects = previous.redirects().clone();
        let before = redirects.len();
        redirects.retain(|gone, _| former.find(gone).is_none());
        if redirects.len() < before {
            let text = format!("{} ids of the previous assignment are said to be gone, and have records all the same; the records count", before - redirects.len());
            findings.push(Finding::new("living_redirects", "", text));
        }
        for gone in changes.iter().filter(|c| matches!(c.kind, ChangeKind::Absorbed | ChangeKind::Retired)) {
            redirects.insert(former.get(gone.from.unwrap_or(u32::MAX)).to_owned(), id(gone.into));
        }
        let text = |of: Option<u32>| of.map(|of| former.get(of));
        let new = |of: Option<u32>| of.and_then(|at| customers.get(at as usize)).map(|c| c.id.as_str());
        changes.sort_by(|a, b| (a.kind, text(a.from), new(a.into), a.row).cmp(&(b.kind, text(b.from), new(b.into), b.row)));
        History { redirects: resolved(&redirects, by_id), former, changes, next }
    }
}

/// Every change, in no order.
fn changes(former: &Interner, held: &[Option<u32>], heirs: &Heirs, partition: &Partition) -> Vec<Happened> {
    let mut out: Vec<Happened> = heirs.absorbed.iter().map(|(id, customer)| Happened { kind: ChangeKind::Absorbed, from: Some(*id), into: Some(*customer), row: None }).collect();
    for (customer, (kept, from)) in (0u32..).zip(heirs.kept.iter().zip(&heirs.from)) {
        if kept.is_none() {
            let kind = if from.is_some() { ChangeKind::Split } else { ChangeKind::Created };
            out.push(Happened { kind, from: *from, into: Some(customer), row: None });
        }
    }
    let mut living = vec![false; former.len()];
    for (row, (customer, id)) in (0u32..).zip(partition.of_row.iter().zip(held)) {
        let Some(id) = id else { continue };
        if let Some(living) = living.get_mut(*id as usize) {
            *living = true;
        }
        if heirs.kept.get(*customer as usize).copied().flatten() != Some(*id) {
            out.push(Happened { kind: ChangeKind::Moved, from: Some(*id), into: Some(*customer), row: Some(row) });
        }
    }
    let retired = (0u32..).zip(&living).filter(|(_, living)| !**living);
    out.extend(retired.map(|(id, _)| Happened { kind: ChangeKind::Retired, from: Some(id), into: None, row: None }));
    out
}

/// Every redirect to where its chain ends: a living id, or nothing, as it is where a chain goes in circles.
fn resolved(redirects: &BTreeMap<String, Option<String>>, living: &HashMap<String, u32>) -> BTreeMap<String, Option<String>> {
    let mut ends: HashMap<&str, Option<&str>> = HashMap::with_capacity(redirects.len());
    let mut way: Vec<&str> = Vec::new();
    for start in redirects.keys() {
        let mut at = start.as_str();
        let end = loop {
            if living.contains_key(at) {
                break Some(at);
            }
            if let Some(end) = ends.get(at) {
                break *end;
            }
            // Until the end is known; who comes by again has gone in a circle.
            ends.insert(at, None);
            way.push(at);
            match redirects.get(at) {
                Some(Some(into)) => at = into,
                _ => break None,
            }
        };
        for passed in way.drain(..) {
            ends.insert(passed, end);
        }
    }
    redirects.keys().filter(|gone| !living.contains_key(*gone)).map(|gone| (gone.clone(), ends.get(gone.as_str()).copied().flatten().map(str::to_owned))).collect()
}
