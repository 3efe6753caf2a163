//! What holds a customer's records together.

use super::super::outcome::{CustomerRef, Outcome};
use super::refusal::omitted;
use super::tie::rounded;
use crate::error::Result;
use crate::identity::cohesion::Cohesion;
use crate::model::{Agreement, Edge, Explanation, Omitted, Statement};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Ties that are told one by one.
const LISTED_TIES: usize = 20;
/// Bridges that are listed.
const LISTED_BRIDGES: usize = 10;
/// Joints that are listed.
const LISTED_JOINTS: usize = 5;
/// Kinds of agreement that the first sentence names.
const AGREEMENTS: usize = 4;

impl Outcome {
    /// What holds a customer's records together: what they agree on, the weakest tie, the ties and records on which it hangs, the
    /// strongest ties, what it has that does not count, and whom it was kept apart from.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn explain_customer(&self, customer_id: &str) -> Result<Explanation> {
        self.known(customer_id).map(|c| self.cohesion(c))
    }

    pub(super) fn cohesion(&self, customer: CustomerRef<'_>) -> Explanation {
        let rows = self.matched.partition.rows_of(customer.index);
        let ties = self.ties(rows);
        let cohesion = Cohesion::new(rows, ties.iter().map(|e| (e.a, e.b)));
        // The strongest ties that suffice to connect all records.
        let tree: Vec<&Edge> = cohesion.tree().into_iter().filter_map(|index| ties.get(index).copied()).collect();
        let weakest = tree.last();
        let mut sources: Vec<String> = rows.iter().map(|r| self.records.source_name(*r as usize).to_owned()).collect();
        sources.dedup();
        let mut out = Explanation::new(Statement::Customer {
            customer: customer.id().to_owned(),
            records: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            sources,
            agreements: self.agreements(&tree),
            probability: weakest.map(|edge| rounded(edge.probability())),
        });
        // Of two records the first sentence has said it.
        if rows.len() > 2 {
            out.parts.extend(self.weakest(rows, &ties));
            self.hinges(&cohesion, &ties, &mut out);
        }
        out.parts.extend(tree.iter().take(LISTED_TIES).map(|edge| self.pair(edge)));
        out.parts.extend(omitted(Omitted::Ties, ties.len() - tree.len().min(LISTED_TIES)));
        out.parts.extend(self.generic_of(rows));
        out.parts.extend(self.refusals(rows));
        out
    }

    /// The tie by which rows hang together the least, of ties with the strongest first.
    pub(super) fn weakest(&self, rows: &[u32], ties: &[&Edge]) -> Option<Explanation> {
        let last = Cohesion::new(rows, ties.iter().map(|e| (e.a, e.b))).tree().pop()?;
        let tie = self.tie(ties.get(last)?);
        Some(Explanation::new(Statement::Weakest { tie, ties: u32::try_from(ties.len()).unwrap_or(u32::MAX) }))
    }

    /// The ties and records on which a customer hangs.
    fn hinges(&self, cohesion: &Cohesion<'_>, ties: &[&Edge], out: &mut Explanation) {
        let hinges = cohesion.hinges();
        // Ties come the strongest first; what is told first are those that are the easiest to doubt.
        let bridges = hinges.bridges.iter().rev().take(LISTED_BRIDGES).filter_map(|index| Some((*index, *ties.get(*index)?)));
        out.parts.extend(bridges.map(|(index, edge)| {
            let side = |row: u32| self.group(&cohesion.side(row, index));
            Explanation::new(Statement::Bridge { tie: self.tie(edge), left: side(edge.a), right: side(edge.b) })
        }));
        out.parts.extend(omitted(Omitted::Bridges, hinges.bridges.len().saturating_sub(LISTED_BRIDGES)));
        let mut joints = hinges.joints;
        joints.sort_by_key(|(row, parts)| (Reverse(*parts), *row));
        out.parts.extend(joints.iter().take(LISTED_JOINTS).map(|(row, parts)| Explanation::new(Statement::Joint { record: self.name(*row), parts: *parts })));
        out.parts.extend(omitted(Omitted::Joints, joints.len().saturating_sub(LISTED_JOINTS)));
    }

    /// What ties agree on, the most common first.
    fn agreements(&self, ties: &[&Edge]) -> Vec<Agreement> {
        let mut counts: BTreeMap<(String, String), (u32, i64)> = BTreeMap::new();
        for edge in ties {
            for evidence in self.evidence(edge).into_iter().filter(|e| e.counted && e.weight > 0) {
                let (ties, weight) = counts.entry((evidence.comparison, evidence.level)).or_default();
                *ties += 1;
                *weight += i64::from(evidence.weight);
            }
        }
        let mut all: Vec<_> = counts.into_iter().collect();
        all.sort_by(|(a, (_, x)), (b, (_, y))| y.cmp(x).then_with(|| a.cmp(b)));
        all.into_iter().take(AGREEMENTS).map(|((comparison, level), (ties, _))| Agreement { comparison, level, ties }).collect()
    }
}
