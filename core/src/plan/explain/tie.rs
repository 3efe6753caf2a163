//! Pairs of records with what speaks for and against them.

use super::super::decide::{Decider, Memo};
use super::super::outcome::Outcome;
use super::super::scored::joins;
use crate::identity::compare::{Prepared, Vector};
use crate::identity::score::{BIT, Part};
use crate::model::{Compared, Decision, Edge, Shared, Tie};
use std::cmp::Reverse;

/// Parts that speak for a tie, named in a sentence.
const AGREES: usize = 3;
/// Parts that speak against it, named in a sentence.
const DISAGREES: usize = 2;
/// Less than this is not worth a word, in 1/1024 bit.
const WORTH_A_WORD: i32 = BIT / 2;

impl Outcome {
    /// The kept edge of two rows, or a fresh comparison.
    pub(super) fn edge(&self, a: u32, b: u32) -> Edge {
        if let Some(edge) = self.kept(a, b) {
            return *edge;
        }
        let plan = &*self.plan.0;
        let prepared = Prepared::new(&self.records, &plan.comparisons, &plan.layout);
        let vector = prepared.compare(a, b, &mut prepared.cache());
        Decider { plan, weights: &self.matched.weights, records: &self.records }.decide(vector, a, b, &mut Memo::default())
    }

    fn kept(&self, a: u32, b: u32) -> Option<&Edge> {
        let at = self.matched.edges.binary_search_by_key(&(a, b), |e| (e.a, e.b)).ok()?;
        self.matched.edges.get(at)
    }

    /// The ties inside a group of rows, by themselves strong enough, the strongest first.
    pub(super) fn ties(&self, rows: &[u32]) -> Vec<&Edge> {
        self.ties_among(&self.matched.edges, rows)
    }

    /// As [`Outcome::ties`], of edges sorted by their smaller row.
    pub(super) fn ties_among<'e>(&self, edges: &'e [Edge], rows: &[u32]) -> Vec<&'e Edge> {
        let inside = |e: &&Edge| rows.binary_search(&e.b).is_ok() && joins(e, self.plan.0.ties_from());
        let mut ties: Vec<&Edge> = rows.iter().flat_map(|row| edges_of(edges, *row)).filter(inside).collect();
        ties.sort_by_key(|e| (Reverse(strength(e)), e.a, e.b));
        ties
    }

    /// An edge with its names and reasons.
    pub(super) fn tie(&self, edge: &Edge) -> Tie {
        let mut all: Vec<Compared> = self.evidence(edge).into_iter().filter(|e| e.counted).collect();
        all.sort_by_key(|e| Reverse(e.weight));
        let disagrees = all.iter().rev().filter(|e| e.weight <= -WORTH_A_WORD).take(DISAGREES).cloned().collect();
        let agrees = all.into_iter().filter(|e| e.weight >= WORTH_A_WORD).take(AGREES).collect();
        let rule = match edge.decision {
            Decision::Always(i) | Decision::Never(i) => Some(u32::from(i) + 1),
            Decision::Weight | Decision::WeakOnly => None,
        };
        Tie { a: self.name(edge.a), b: self.name(edge.b), weight: edge.weight, probability: rounded(edge.probability()), rule, agrees, disagrees }
    }

    /// What every comparison says of a pair, in their order; those that know nothing of it are left out.
    pub(super) fn evidence(&self, edge: &Edge) -> Vec<Compared> {
        let weights = &self.matched.weights;
        let parts: Vec<Part> = weights.parts(&self.records, Vector(edge.vector), edge.a, edge.b).collect();
        let counted = self.counted(&parts);
        let known = parts.iter().zip(counted).zip(&self.plan.0.comparisons).filter(|((part, _), _)| part.level > 0);
        known
            .map(|((part, counted), comparison)| Compared {
                comparison: comparison.name.clone(),
                level: comparison.label(part.level).to_owned(),
                weight: part.total(),
                left: self.written(edge.a, comparison.field),
                right: self.written(edge.b, comparison.field),
                shared: self.shared(edge, comparison.field).filter(|_| part.level > 1),
                weak: weights.is_weak(part.comparison, part.level),
                dependence: if part.dependence == 0 { 0 } else { part.total() - part.weight - part.frequency },
                counted,
            })
            .collect()
    }

    /// Of each group of comparisons, whether a part is the strongest for or the strongest against.
    fn counted(&self, parts: &[Part]) -> Vec<bool> {
        let group = |part: &Part| self.plan.0.comparisons.get(part.comparison).and_then(|c| c.group);
        let best = |of: u8, sign: i32| parts.iter().filter(|p| group(p) == Some(of) && p.total() * sign > 0).max_by_key(|p| (p.total() * sign, Reverse(p.comparison)));
        let one = |part: &Part| group(part).is_none_or(|of| part.total() == 0 || best(of, part.total().signum()).is_some_and(|b| b.comparison == part.comparison));
        parts.iter().map(one).collect()
    }

    /// The rarest value that both records carry.
    fn shared(&self, edge: &Edge, field: usize) -> Option<Shared> {
        let column = self.records.fields.get(field)?;
        let right = self.records.field_values(edge.b as usize, column);
        let slots = self.records.field_values(edge.a as usize, column).iter().zip(self.records.field_forms(edge.a as usize, column));
        let shared = slots.filter(|(v, _)| column.values.has_key(**v) && right.contains(v));
        let (records, form) = shared.filter_map(|(v, form)| Some((*column.values.frequency.get(*v as usize)?, *form))).min()?;
        Some(Shared { value: column.forms.display(form).to_owned(), records })
    }

    /// The values of a record's field, as written.
    pub(super) fn written(&self, row: u32, field: usize) -> Vec<String> {
        let Some(column) = self.records.fields.get(field) else { return Vec::new() };
        self.records.field_forms(row as usize, column).iter().filter(|f| **f != 0).map(|f| column.forms.raw.get(*f).to_owned()).collect()
    }
}

/// Of edges sorted by their smaller row, those of a row.
pub(super) fn edges_of<'e>(edges: &'e [Edge], row: u32) -> impl Iterator<Item = &'e Edge> + use<'e> {
    let start = edges.partition_point(|e| e.a < row);
    edges.iter().skip(start).take_while(move |e| e.a == row)
}

/// What a tie counts beside others: what a rule joins stands above every weight.
pub(super) fn strength(edge: &Edge) -> (bool, i32) {
    (matches!(edge.decision, Decision::Always(_)), edge.weight)
}

/// A probability to six digits, as everywhere else.
pub(super) fn rounded(probability: f64) -> f64 {
    libm::round(probability * 1e6) / 1e6
}
