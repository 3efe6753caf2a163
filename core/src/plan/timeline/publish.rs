//! Other rules: who would change, before they are published, and then who did.

use super::fitted::Fitted;
use super::held::Held;
use super::judge::{Judge, Row, TOGETHER};
use super::lifecycles::Stages;
use super::log::{Cause, What};
use super::{Timeline, few};
use crate::error::{Code, Error, Result, quote};
use crate::model::NO_TAG;
use crate::plan::Plan;
use crate::rule::field_of_states;
use serde::Serialize;

/// What other rules would change.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RulePreview {
    /// Customers who were looked at: all but those that are gone.
    pub customers: u64,
    /// Customers for whom something would change.
    pub changing: u64,
    /// Every change by dimension, then by the values in their order.
    pub changes: Vec<RuleChange>,
}

/// Customers whose values would change alike.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleChange {
    /// The dimension or layering.
    pub dimension: String,
    /// What they have.
    pub from: Vec<String>,
    /// What they would have.
    pub to: Vec<String>,
    /// Who they are, by id.
    pub customers: Vec<String>,
}

impl Timeline {
    /// Who would change, and from what to what, if the rules of another plan were published as of now. Its metrics are computed on the events
    /// that are here; streams and fields that only it has are empty. Nothing changes.
    #[must_use]
    pub fn preview(&self, plan: &Plan) -> RulePreview {
        let mut tracked = self.tracked.clone();
        let judge = Judge::new(plan, self.fitted_to(plan), &mut tracked);
        let stages = self.stages.under(plan, self.customers.len(), self.as_of);
        let mut preview = RulePreview { customers: 0, ..RulePreview::default() };
        let mut found: std::collections::BTreeMap<(usize, Vec<u16>, Vec<u16>), Vec<String>> = std::collections::BTreeMap::new();
        self.compare(&judge, &stages, |customer, changes| {
            if self.is_gone(customer as usize) {
                return;
            }
            preview.customers += 1;
            preview.changing += u64::from(!changes.is_empty());
            let id = self.customers.get(customer as usize).cloned().unwrap_or_default();
            for (column, from, to) in changes {
                found.entry((column, from.codes().to_vec(), to.codes().to_vec())).or_default().push(id.clone());
            }
        });
        let values = |column: usize, codes: &[u16]| codes.iter().filter_map(|code| tracked.get(column)?.value(*code)).map(str::to_owned).collect();
        let change = |((column, from, to), customers): ((usize, Vec<u16>, Vec<u16>), Vec<String>)| RuleChange {
            dimension: tracked.get(column).map_or_else(String::new, |tracked| tracked.name.clone()),
            from: values(column, &from),
            to: values(column, &to),
            customers,
        };
        preview.changes = found.into_iter().map(change).collect();
        preview
    }

    /// Publishes the rules of another plan as of now: what changes becomes transitions whose cause they are. Returns how many there are.
    ///
    /// The new rules are in force from this day on. Days before stay with the rules that were in force on them: an event of such a day that is
    /// told, corrected or withdrawn later is judged by those, and from this day on by the new ones. What the new rules would have said of days
    /// before, a timeline of their own says that is opened then.
    ///
    /// Models of layers and forecasts stay where their facts and their layering are the same in both plans; others are fitted to everybody
    /// as of now. A lifecycle goes on from the stage before this day, by its name.
    ///
    /// # Errors
    /// `too_large` for more than 8,192 dimensions and layerings in all; `missing_data` for rules that ask for the missing state of a field for which
    /// no rule asked where the timeline was opened, so that it has none. Nothing has changed then.
    pub fn publish(&mut self, plan: &Plan) -> Result<usize> {
        let held = |field: &str| self.people.fields.iter().any(|column| field_of_states(&column.name) == Some(field));
        if let Some(field) = plan.0.states.iter().find(|field| !held(field)) {
            let error = Error::new(Code::MissingData, "tags", format!("the timeline does not hold which missing state {} is in", quote(field)));
            return Err(error.with_help("open one by a plan whose rules ask for it"));
        }
        let mut tracked = self.tracked.clone();
        let judge = Judge::new(plan, self.fitted_to(plan), &mut tracked);
        few(&tracked)?;
        let mut found: Vec<(u32, usize)> = Vec::new();
        let stages = self.stages.under(plan, self.customers.len(), self.as_of);
        self.compare(&judge, &stages, |customer, changes| found.extend(changes.into_iter().map(|(column, ..)| (customer, column))));
        for own in tracked.iter().skip(self.tracked.len()) {
            self.now.push(super::Column::new(own.many, self.customers.len()));
            self.then.push(super::Column::new(own.many, self.customers.len()));
        }
        self.tracked = tracked;
        self.begin_era(judge, stages);
        let before = self.log.entries.len();
        self.log.begin(self.as_of, What::Published);
        self.log.enact(self.as_of, plan);
        for some in found.chunks(TOGETHER) {
            self.restate(some, Cause::Rules);
        }
        self.settle_all();
        Ok(self.log.entries.len() - before)
    }

    /// What a plan has to know of everybody as of now: what is known already where it asks for the same, else fitted.
    fn fitted_to(&self, plan: &Plan) -> Fitted {
        let living = (0..self.customers.len()).filter(|at| !self.is_gone(*at)).filter_map(|at| u32::try_from(at).ok());
        let stages = self.stages.under(plan, self.customers.len(), self.as_of);
        let rows: Vec<Row> = living.map(|customer| stages.row(customer, self.as_of)).collect();
        Fitted::to(plan, &self.people, &rows, self.as_of()).keeping(plan, &self.judge.plan, &self.judge.fitted)
    }

    /// What other rules say of everybody now, where it differs.
    pub(super) fn compare(&self, judge: &Judge, stages: &Stages, mut each: impl FnMut(u32, Vec<(usize, Held, Held)>)) {
        let all: Vec<u32> = (0..self.customers.len()).filter_map(|at| u32::try_from(at).ok()).collect();
        for some in all.chunks(TOGETHER) {
            let rows: Vec<Row> = some.iter().map(|customer| stages.row(*customer, self.as_of)).collect();
            let judged = judge.judge(&self.people, &rows);
            for (at, customer) in some.iter().enumerate() {
                let differs = |column: usize| {
                    let (from, to) = (self.now.get(column).map_or(Held::One(NO_TAG), |now| now.get(*customer)), self.of_living(*customer, judge.held(&judged, column, at), column));
                    (from.codes() != to.codes()).then_some((column, from, to))
                };
                each(*customer, (0..judge.width()).filter_map(differs).collect());
            }
        }
    }

    /// Writes down what customers have in columns as of now, whatever it was before; the pairs are by customer.
    pub(super) fn restate(&mut self, pairs: &[(u32, usize)], cause: Cause) {
        let mut customers: Vec<u32> = pairs.iter().map(|(customer, _)| *customer).collect();
        customers.dedup();
        let rows: Vec<Row> = customers.iter().map(|customer| self.stages.row(*customer, self.as_of)).collect();
        let judged = self.judge.judge(&self.people, &rows);
        let mut deciding: Vec<Option<Vec<Option<usize>>>> = vec![None; self.tracked.len()];
        for (customer, column) in pairs {
            let Ok(at) = customers.binary_search(customer) else { continue };
            let to = self.of_living(*customer, self.judge.held(&judged, *column, at), *column);
            let rules = deciding.get_mut(*column).map(|rules| &*rules.get_or_insert_with(|| self.judge.deciding(&judged, *column)));
            let rule = rules.and_then(|rules| rules.get(at)).copied().flatten().filter(|_| !self.is_gone(*customer as usize));
            self.state(*customer, *column, &to, rule, cause);
        }
    }

    /// Writes down that a customer has something as of now.
    pub(super) fn state(&mut self, customer: u32, column: usize, to: &Held, rule: Option<usize>, cause: Cause) {
        let first = self.then.get(column).map_or(Held::One(NO_TAG), |then| then.get(customer));
        // A revision says anew what is true of a day, so it begins with what was true before that.
        let known = self.log.known(customer, column, u32::MAX);
        let before = if self.as_of > self.opened { super::log::replay(first, &known, self.as_of - 1) } else { first };
        let change = super::log::Change { customer, tracked: column, at: self.as_of, from: NO_TAG, to: NO_TAG, rule, cause };
        let steps = before.steps(to);
        if steps.is_empty() {
            self.log.push(change);
        }
        for (from, to) in steps {
            self.log.push(super::log::Change { from, to, ..change });
        }
        self.hold(customer, column, to);
    }
}
