//! How two records are connected.

use super::super::outcome::Outcome;
use super::tie::{rounded, strength};
use crate::error::Result;
use crate::identity::cohesion::Cohesion;
use crate::model::{Edge, Explanation, Statement};

impl Outcome {
    /// How two records, each named by source and id, are connected: of all ways over the ties of their customer, the one whose weakest tie
    /// is the strongest. For two customers' records: what speaks for and against the pair itself, and why the two were not joined.
    ///
    /// # Errors
    /// `unknown_record`.
    pub fn explain_path(&self, a: (&str, &str), b: (&str, &str)) -> Result<Explanation> {
        let (a, b) = (self.find_record(a)?.row, self.find_record(b)?.row);
        let customer = self.customer_at(a).filter(|c| self.customer_at(b).is_some_and(|other| other.index == c.index));
        let rows = customer.map_or(&[][..], |c| self.matched.partition.rows_of(c.index));
        let ties = self.ties(rows);
        let cohesion = Cohesion::new(rows, ties.iter().map(|e| (e.a, e.b)));
        let Some(way) = cohesion.way(&cohesion.tree(), a, b) else {
            let apart = Explanation::new(Statement::NoPath { a: self.name(a), b: self.name(b), customers: [self.customer_id(a), self.customer_id(b)] });
            return Ok(apart.with(self.pair(&self.edge(a.min(b), a.max(b)))));
        };
        let steps: Vec<&Edge> = way.iter().filter_map(|index| ties.get(*index).copied()).collect();
        let weakest = steps.iter().min_by_key(|e| strength(e));
        let head = Statement::Path {
            a: self.name(a),
            b: self.name(b),
            customer: self.customer_id(a),
            steps: u32::try_from(steps.len()).unwrap_or(u32::MAX),
            probability: weakest.map_or(1.0, |e| rounded(e.probability())),
        };
        let mut out = Explanation::new(head);
        let mut at = a;
        for edge in steps {
            let mut tie = self.tie(edge);
            // Every step is told in the direction of the way.
            if edge.b == at {
                tie.turn();
            }
            at = if edge.a == at { edge.b } else { edge.a };
            out.push(Explanation::new(Statement::Step(tie)));
        }
        Ok(out)
    }
}
