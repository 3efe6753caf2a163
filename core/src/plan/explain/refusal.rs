//! What was not joined, and why.

use super::super::outcome::Outcome;
use super::tie::strength;
use crate::model::{Edge, Explanation, Omitted, Refusal, RefusalReason, Statement};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Other customers that are listed.
const LISTED: usize = 10;

impl Outcome {
    /// The other customers that a customer was not joined with, though some pair speaks for it: the strongest first.
    pub(super) fn refusals(&self, rows: &[u32]) -> Vec<Explanation> {
        let mut by_customer: BTreeMap<u32, (Edge, Refusal, u32)> = BTreeMap::new();
        for (edge, why) in self.refused() {
            let inside = |row: u32| rows.binary_search(&row).is_ok();
            let other = match (inside(edge.a), inside(edge.b)) {
                (true, false) => edge.b,
                (false, true) => edge.a,
                _ => continue,
            };
            let Some(customer) = self.matched.partition.of_row.get(other as usize) else { continue };
            let (strongest, reason, pairs) = by_customer.entry(*customer).or_insert((*edge, why, 0));
            *pairs += 1;
            if strength(edge) > strength(strongest) {
                *strongest = *edge;
            }
            // That all speaks against it follows where something else forbids it.
            if *reason == Refusal::Evidence {
                *reason = why;
            }
        }
        let mut all: Vec<(u32, (Edge, Refusal, u32))> = by_customer.into_iter().collect();
        all.sort_by_key(|(customer, (edge, ..))| (Reverse(strength(edge)), *customer));
        let left_out = all.len().saturating_sub(LISTED);
        let told = all.into_iter().take(LISTED).map(|(other, (edge, why, pairs))| {
            let customer = self.customers.get(other as usize).map_or(String::new(), |c| c.id.clone());
            let mut told = Explanation::new(Statement::Refused { customer, tie: self.tie(&edge), reason: self.reason(why), pairs });
            told.parts = self.apart(&edge, why, rows, self.matched.partition.rows_of(other as usize));
            told
        });
        told.chain(omitted(Omitted::Refusals, left_out)).collect()
    }

    /// Why the customers of a pair were not joined.
    pub(super) fn refusal_between(&self, pair: &Edge) -> Option<Refusal> {
        let of = |row: u32| self.matched.partition.of_row.get(row as usize).copied();
        let wanted = (of(pair.a), of(pair.b));
        if wanted.0 == wanted.1 {
            return None;
        }
        let between = self.refused().filter(|(e, _)| (of(e.a), of(e.b)) == wanted || (of(e.b), of(e.a)) == wanted);
        // What forbids it says more than that all speaks against it.
        between.map(|(_, why)| why).min_by_key(|why| *why == Refusal::Evidence)
    }

    fn refused(&self) -> impl Iterator<Item = (&Edge, Refusal)> {
        self.matched.partition.refused.iter().filter_map(|(index, why)| Some((self.matched.edges.get(*index as usize)?, *why)))
    }

    pub(super) fn reason(&self, why: Refusal) -> RefusalReason {
        match why {
            Refusal::Ban => RefusalReason::Ban,
            Refusal::UniqueSource(s) => RefusalReason::UniqueSource(self.plan.0.sources.get(usize::from(s)).map_or(String::new(), |s| s.name.clone())),
            Refusal::ExclusiveField(f) => RefusalReason::ExclusiveField(self.records.fields.get(usize::from(f)).map_or(String::new(), |f| f.name.clone())),
            Refusal::Evidence => RefusalReason::Evidence,
            Refusal::Contradiction => RefusalReason::Contradiction,
            Refusal::Taken => RefusalReason::Taken,
        }
    }
}

/// What was left out of a list, if anything.
pub(super) fn omitted(what: Omitted, count: usize) -> Option<Explanation> {
    (count > 0).then(|| Explanation::new(Statement::LeftOut { what, count: u32::try_from(count).unwrap_or(u32::MAX) }))
}
