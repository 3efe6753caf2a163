//! The analysis that a spec asks for: the customers in its scope, and the columns that its scope shows (R4–R6).

mod columns;
mod compile;
mod period;

pub use columns::{AnalysisColumn, AnalysisValue, ColumnOf};
pub(super) use columns::{column, known_names as column_names, value as column_value};
pub(super) use compile::{aggregates, compile};

use super::outcome::{CustomerRef, Outcome};
use crate::model::FactTable;
use crate::rule::{Known, Verdict};
use crate::spec::{AnalysisSpec, Goal, Population, Ties, TopSpec};
use chrono::NaiveDate;

/// The customers of an analysis, and what it shows of them.
#[derive(Clone, Debug)]
pub struct Analysis<'a> {
    /// What it is for.
    pub goal: Goal,
    /// The first and the last day of the period; `None`: there is none, or it depends on an as-of date that is not known.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// Customers of the population for whom the rule of the scope holds.
    pub in_scope: usize,
    /// Customers of whom that cannot be said: no first day is known, or something that the rule needs. They are not in scope.
    pub undecided: usize,
    /// Customers in scope whose value in the metric of `top` is known: the share is one of them. 0 without `top`.
    pub ranked: usize,
    /// Customers whose value equals that of the last one who is in and who are in or out by the rule on ties alone.
    pub tied: usize,
    /// The columns.
    pub columns: Vec<AnalysisColumn>,
    /// The customers: with `top` by falling value, of equals and otherwise in the order of the outcome.
    pub customers: Vec<AnalysisRow<'a>>,
}

/// A customer of an analysis.
#[derive(Clone, Debug)]
pub struct AnalysisRow<'a> {
    /// The customer.
    pub customer: CustomerRef<'a>,
    /// With `top` the place by value, from 1; equal values have one place.
    pub rank: Option<usize>,
    /// With `top` the value.
    pub by: Option<AnalysisValue>,
    /// What stands in the columns.
    pub values: Vec<AnalysisValue>,
}

impl Outcome {
    /// The analysis that the spec asks for; `None`: it asks for none.
    #[must_use]
    pub fn analysis(&self) -> Option<Analysis<'_>> {
        let spec = &self.plan().0.spec;
        let analysis = spec.analysis.as_ref()?;
        let period = period::days(analysis.scope.period.as_ref(), self.as_of());
        let facts = period.map(|days| period::facts(self, days));
        let facts = facts.as_ref().unwrap_or_else(|| self.facts());
        let (customers, undecided) = self.in_scope(analysis, period, facts);
        let in_scope = customers.len();
        let columns = columns::shown(spec, analysis);
        let row = |(index, rank): (usize, Option<usize>)| {
            let customer = CustomerRef { outcome: self, index };
            let by = analysis.scope.top.as_ref().map(|top| columns::fact(facts, &top.by, index));
            AnalysisRow { customer, rank, by, values: columns.iter().map(|column| columns::value(self, facts, customer, column)).collect() }
        };
        let (chosen, ranked, tied) = match &analysis.scope.top {
            Some(top) => highest(top, facts, &customers),
            None => (customers.into_iter().map(|index| (index, None)).collect(), 0, 0),
        };
        let customers = chosen.into_iter().map(row).collect();
        Some(Analysis { goal: analysis.goal, period, in_scope, undecided, ranked, tied, columns, customers })
    }

    /// The customers in scope, and of how many that cannot be said.
    fn in_scope(&self, analysis: &AnalysisSpec, period: Option<(NaiveDate, NaiveDate)>, facts: &FactTable) -> (Vec<usize>, usize) {
        let known = Known { facts, tags: self.tags() };
        let belongs = |customer: &CustomerRef<'_>| {
            let by_day = match (analysis.scope.population, period, customer.first_seen()) {
                (Population::All, ..) => Verdict::True,
                (_, None, _) | (.., None) => Verdict::Unknown,
                (Population::Existing, Some((from, _)), Some(day)) => verdict(day < from),
                (Population::New, Some((from, to)), Some(day)) => verdict((from..=to).contains(&day)),
            };
            let by_rule = self.plan().0.analysed.as_ref().map_or(Verdict::True, |rule| rule.row(&known, customer.index));
            by_day.min(by_rule)
        };
        let (mut customers, mut undecided) = (Vec::new(), 0);
        for customer in self.customers() {
            match belongs(&customer) {
                Verdict::True => customers.push(customer.index),
                Verdict::Unknown => undecided += 1,
                Verdict::False => {}
            }
        }
        (customers, undecided)
    }
}

fn verdict(holds: bool) -> Verdict {
    if holds { Verdict::True } else { Verdict::False }
}

/// The highest with their places, of how many, and how many are in or out by the rule on ties alone.
fn highest(top: &TopSpec, facts: &FactTable, customers: &[usize]) -> (Vec<(usize, Option<usize>)>, usize, usize) {
    let value = |index: &usize| facts.column(&top.by).and_then(|column| column.number(*index));
    let mut ranked: Vec<(i64, usize)> = customers.iter().filter_map(|index| Some((value(index)?, *index))).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let all = ranked.len();
    let share = (all * top.percent as usize).div_ceil(100).min(all);
    let last = share.checked_sub(1).and_then(|at| ranked.get(at)).map(|(value, _)| *value);
    let above = ranked.iter().filter(|(value, _)| Some(*value) > last).count();
    let equal = ranked.iter().filter(|(value, _)| Some(*value) == last).count();
    let cut = above + equal > share;
    let kept = match top.ties {
        Ties::First => share,
        Ties::Exclude if cut => above,
        Ties::Exclude | Ties::Include => above + equal,
    };
    let mut chosen: Vec<(usize, Option<usize>)> = Vec::with_capacity(kept);
    let mut place = (i64::MAX, 0);
    for (n, (value, index)) in ranked.into_iter().take(kept).enumerate() {
        if n == 0 || value != place.0 {
            place = (value, n + 1);
        }
        chosen.push((index, Some(place.1)));
    }
    (chosen, all, if cut { equal } else { 0 })
}
