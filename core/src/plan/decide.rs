//! The verdict on a pair: rules first, then its weight.

use super::compile::Compiled;
use crate::identity::compare::Vector;
use crate::identity::score::Weights;
use crate::identity::worth::Worth;
use crate::model::{Decision, Edge, Records};
use hashbrown::HashMap;

/// Decides pairs by their vectors.
#[derive(Clone, Copy)]
pub(super) struct Decider<'a> {
    pub(super) plan: &'a Compiled,
    pub(super) weights: &'a Weights,
    pub(super) records: &'a Records,
}

/// What all pairs of a vector have in common, for vectors seen before; one per thread.
#[derive(Default)]
pub(super) struct Memo(HashMap<u64, (Worth, Option<Decision>)>);

/// Vectors that are remembered, at most.
const MOST_VECTORS: usize = 1 << 16;

impl Decider<'_> {
    /// The edge of two rows.
    pub(super) fn decide(&self, vector: Vector, a: u32, b: u32, memo: &mut Memo) -> Edge {
        self.edge(self.known(vector, memo), vector, a, b)
    }

    /// As [`Decider::decide`], if the pair weighs so much at least or an always-rule joins it.
    pub(super) fn decide_from(&self, floor: i32, vector: Vector, a: u32, b: u32, memo: &mut Memo) -> Option<Edge> {
        let known = self.known(vector, memo);
        let (worth, rule) = known;
        let always = matches!(rule, Some(Decision::Always(_)));
        if worth.most() < floor && !always {
            return None;
        }
        let edge = self.edge(known, vector, a, b);
        (edge.weight >= floor || always).then_some(edge)
    }

    fn edge(&self, (worth, rule): &(Worth, Option<Decision>), vector: Vector, a: u32, b: u32) -> Edge {
        let (weight, weak_only) = self.weights.pair(self.records, worth, a, b);
        let by_weight = if weak_only { Decision::WeakOnly } else { Decision::Weight };
        Edge { a, b, vector: vector.0, weight, decision: rule.unwrap_or(by_weight) }
    }

    fn known<'m>(&self, vector: Vector, memo: &'m mut Memo) -> &'m (Worth, Option<Decision>) {
        if memo.0.len() >= MOST_VECTORS && !memo.0.contains_key(&vector.0) {
            memo.0.clear();
        }
        memo.0.entry(vector.0).or_insert_with(|| (self.weights.worth(vector), self.rule(vector)))
    }

    /// The first never-rule that applies, else the first always-rule: what keeps two apart is said of exceptions.
    fn rule(&self, vector: Vector) -> Option<Decision> {
        let holds = |(comparison, low, high): &(usize, u8, u8)| (*low..=*high).contains(&self.plan.layout.level(vector, *comparison));
        let first = |always: bool| {
            let found = self.plan.rules.iter().position(|r| r.always == always && r.conditions.iter().all(holds))?;
            Some(u16::try_from(found).unwrap_or(u16::MAX))
        };
        first(false).map(Decision::Never).or_else(|| first(true).map(Decision::Always))
    }
}
