//! What two customers that were not joined have against one another, by the reason why they were not.

use super::super::joint::Joint;
use super::super::outcome::Outcome;
use super::tie::{edges_of, strength};
use crate::identity::compare::Prepared;
use crate::model::{Compared, Decision, Edge, Explanation, RecordGroup, Refusal, Statement};

/// Comparisons that are named.
const CONTRADICTIONS: usize = 4;
/// Values of a customer that are named.
const VALUES: usize = 6;

impl Outcome {
    /// What speaks against joining the customers of a pair, of these rows each.
    pub(super) fn apart(&self, pair: &Edge, why: Refusal, one: &[u32], other: &[u32]) -> Vec<Explanation> {
        let told: Vec<Statement> = match why {
            Refusal::Ban => return self.ban(one, other).into_iter().collect(),
            Refusal::UniqueSource(source) => {
                let of = |rows: &[u32]| self.in_source(source, rows);
                let name = self.plan.0.sources.get(usize::from(source)).map_or(String::new(), |s| s.name.clone());
                vec![Statement::BothIn { source: name, left: of(one), right: of(other) }]
            }
            Refusal::ExclusiveField(field) => {
                let of = |rows: &[u32]| self.all_written(rows, usize::from(field));
                let name = self.records.fields.get(usize::from(field)).map_or(String::new(), |f| f.name.clone());
                vec![Statement::Differing { field: name, left: of(one), right: of(other) }]
            }
            Refusal::Evidence => self.weakest_across(one, other).or_else(|| self.contradiction(one, other)).into_iter().collect(),
            Refusal::Contradiction => self.contradiction(one, other).into_iter().collect(),
            Refusal::Taken => [pair.a, pair.b].into_iter().filter_map(|row| self.place(row)).collect(),
        };
        told.into_iter().map(Explanation::new).collect()
    }

    /// The strongest pair across that a rule forbids, and the rule.
    fn ban(&self, one: &[u32], other: &[u32]) -> Option<Explanation> {
        let banned = self.across(one, other).filter(|e| matches!(e.decision, Decision::Never(_))).max_by_key(|e| (e.weight, std::cmp::Reverse((e.a, e.b))))?;
        let mut told = Explanation::new(Statement::Banned(self.tie(banned)));
        told.parts.extend(self.rule(banned.decision).map(Explanation::new));
        Some(told)
    }

    /// The pair across that speaks the most against a join.
    fn weakest_across(&self, one: &[u32], other: &[u32]) -> Option<Statement> {
        let weakest = self.across(one, other).min_by_key(|e| (e.weight, e.a, e.b))?;
        Some(self.tie(weakest)).filter(|tie| !tie.disagrees.is_empty()).map(Statement::Against)
    }

    /// The comparisons in which no record of one agrees with any of the other.
    fn contradiction(&self, one: &[u32], other: &[u32]) -> Option<Statement> {
        let plan = &*self.plan.0;
        let prepared = Prepared::new(&self.records, &plan.comparisons, &plan.layout);
        let against = Joint::new(&prepared, &self.matched.weights).best(one, other).against();
        let compared = |(at, level, weight): (usize, u8, i32)| {
            let comparison = plan.comparisons.get(at)?;
            Some(Compared {
                comparison: comparison.name.clone(),
                level: comparison.label(level).to_owned(),
                weight,
                left: self.all_written(one, comparison.field),
                right: self.all_written(other, comparison.field),
                shared: None,
                weak: self.matched.weights.is_weak(at, level),
                dependence: 0,
                counted: true,
            })
        };
        // Of a group of comparisons only the one that says the most counts.
        let mut groups = Vec::new();
        let first_of_group = |(at, ..): &(usize, u8, i32)| {
            let group = plan.comparisons.get(*at).and_then(|c| c.group);
            let first = group.is_none() || !groups.contains(&group);
            groups.push(group);
            first
        };
        let evidence: Vec<Compared> = against.into_iter().filter(first_of_group).filter_map(compared).take(CONTRADICTIONS).collect();
        (!evidence.is_empty()).then_some(Statement::Contradicts { evidence })
    }

    /// Where a record has its place, if with others.
    fn place(&self, row: u32) -> Option<Statement> {
        let rows = self.customer_at(row).map(|c| self.matched.partition.rows_of(c.index))?;
        let of = |edge: &&Edge| edge.a == row || edge.b == row;
        let tie = self.ties(rows).into_iter().filter(of).max_by_key(|e| (strength(e), std::cmp::Reverse((e.a, e.b))))?;
        Some(Statement::Placed { record: self.name(row), customer: self.customer_id(row), tie: self.tie(tie) })
    }

    /// The kept pairs across two groups of rows.
    fn across<'s>(&'s self, one: &'s [u32], other: &'s [u32]) -> impl Iterator<Item = &'s Edge> {
        let from = |rows: &'s [u32], to: &'s [u32]| rows.iter().flat_map(|row| edges_of(&self.matched.edges, *row)).filter(|e| to.binary_search(&e.b).is_ok());
        from(one, other).chain(from(other, one))
    }

    fn in_source(&self, source: u16, rows: &[u32]) -> RecordGroup {
        let of: Vec<u32> = rows.iter().copied().filter(|row| self.records.source.get(*row as usize) == Some(&source)).collect();
        self.group(&of)
    }

    /// The distinct values of a field on some rows, as written; the first of them.
    fn all_written(&self, rows: &[u32], field: usize) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for text in rows.iter().flat_map(|row| self.written(*row, field)) {
            if all.len() < VALUES && !all.contains(&text) {
                all.push(text);
            }
        }
        all
    }
}
