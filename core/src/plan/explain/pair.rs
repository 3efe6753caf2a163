//! Why two records are, or are not, one customer's.

use super::super::limits::Named;
use super::super::outcome::Outcome;
use super::super::scored::joins;
use super::refusal::omitted;
use super::tie::rounded;
use crate::error::Result;
use crate::identity::compare::Vector;
use crate::identity::score::{BIT, probability};
use crate::model::{Decision, Edge, Explanation, Omitted, PairVerdict, Refusal, RuleCondition, Statement};
use crate::spec::{DecisionRule, LevelCondition};
use std::collections::BTreeMap;

/// An alternative that is this much less likely, in 1/1024 bit, changes nothing that a decimal shows.
const NEAR: i32 = 5 * BIT;
/// Values of a customer that do not count, listed.
const LISTED_GENERIC: usize = 5;

impl Outcome {
    /// Why two records, each named by source and id, are or are not the same customer: what decided, and the weight of every comparison.
    ///
    /// # Errors
    /// `unknown_record`.
    pub fn explain_pair(&self, a: (&str, &str), b: (&str, &str)) -> Result<Explanation> {
        let (a, b) = (self.find_record(a)?.row, self.find_record(b)?.row);
        Ok(self.pair(&self.edge(a.min(b), a.max(b))))
    }

    /// The verdict on a pair, and the waterfall of its weight.
    pub(super) fn pair(&self, edge: &Edge) -> Explanation {
        let weights = &self.matched.weights;
        let refusal = self.refusal_between(edge);
        let verdict = self.verdict(edge, refusal);
        let refused = matches!(&verdict, Statement::Pair { verdict: PairVerdict::Refused, .. });
        let mut out = Explanation::new(verdict);
        if let Some(why) = refusal.filter(|_| refused) {
            let rows = |row: u32| self.customer_at(row).map_or(&[][..], |c| self.matched.partition.rows_of(c.index));
            out.parts = self.apart(edge, why, rows(edge.a), rows(edge.b));
        }
        out.parts.extend(self.rule(edge.decision).map(Explanation::new));
        let chance = probability(weights.prior());
        out.push(Explanation::new(Statement::Prior { weight: weights.prior(), one_in: (chance > 0.0).then(|| libm::round(1.0 / chance)) }));
        out.parts.extend(self.evidence(edge).into_iter().map(|e| Explanation::new(Statement::Comparison(e))));
        out.parts.extend(self.generic_in_common(edge).map(Explanation::new));
        if let Some(weight) = weights.relatives(Vector(edge.vector))
            && weight <= edge.weight + NEAR
        {
            out.push(Explanation::new(Statement::Relatives { weight }));
        }
        if let Some(c) = self.matched.model.as_ref().and_then(|m| m.calibration) {
            out.push(Explanation::new(Statement::Calibration { slope: c.slope, shift: c.shift }));
        }
        out.push(Explanation::new(Statement::Total { weight: edge.weight, probability: rounded(probability(edge.weight)) }));
        out
    }

    /// What became of a pair.
    fn verdict(&self, edge: &Edge, refusal: Option<Refusal>) -> Statement {
        let customers = [self.customer_id(edge.a), self.customer_id(edge.b)];
        let one = customers[0] == customers[1];
        let from = if one { self.plan.0.ties_from() } else { self.plan.0.threshold };
        let verdict = match (one, joins(edge, from)) {
            (true, true) => PairVerdict::Same,
            (true, false) => PairVerdict::SameThroughOthers,
            (false, true) => PairVerdict::Refused,
            (false, false) => PairVerdict::Different,
        };
        let refusal = refusal.filter(|_| verdict == PairVerdict::Refused).map(|why| self.reason(why));
        Statement::Pair { tie: self.tie(edge), verdict, customers, refusal, weak_only: edge.decision == Decision::WeakOnly }
    }

    /// What both records have, and what does not count because too many customers share it.
    fn generic_in_common(&self, edge: &Edge) -> impl Iterator<Item = Statement> {
        let fields = self.plan.0.limits.iter().flat_map(|limit| self.matched.generic.in_common(&self.records, limit.field, (edge.a, edge.b)));
        fields.map(|(generic, value)| self.generic(generic, value))
    }

    /// What some records have that does not count.
    pub(super) fn generic_of(&self, rows: &[u32]) -> Vec<Explanation> {
        let of = |row: u32| self.plan.0.limits.iter().flat_map(move |limit| self.matched.generic.in_common(&self.records, limit.field, (row, row)));
        let all: BTreeMap<Named, &str> = rows.iter().rev().flat_map(|row| of(*row)).map(|(generic, value)| (*generic, value)).collect();
        let told = all.iter().take(LISTED_GENERIC).map(|(generic, value)| Explanation::new(self.generic(generic, value)));
        told.chain(omitted(Omitted::Generic, all.len().saturating_sub(LISTED_GENERIC))).collect()
    }

    fn generic(&self, generic: &Named, value: &str) -> Statement {
        Statement::Generic {
            field: self.records.fields.get(generic.field).map_or(String::new(), |f| f.name.clone()),
            value: value.to_owned(),
            records: generic.records,
            names: generic.names,
        }
    }

    /// What decided a pair, if not its weight.
    pub(super) fn rule(&self, decision: Decision) -> Option<Statement> {
        let (always, index) = match decision {
            Decision::Always(i) => (true, i),
            Decision::Never(i) => (false, i),
            Decision::WeakOnly => return Some(Statement::WeakOnly {}),
            Decision::Weight => return None,
        };
        let rule = self.plan.0.spec.identity.rules.iter().flatten().nth(usize::from(index))?;
        let (DecisionRule::Always(conditions) | DecisionRule::Never(conditions)) = rule;
        let condition = |c: &LevelCondition| RuleCondition { comparison: c.comparison.clone(), at_least: c.at_least.clone(), at_most: c.at_most.clone() };
        Some(Statement::Rule { number: u32::from(index) + 1, always, conditions: conditions.iter().map(condition).collect() })
    }
}
