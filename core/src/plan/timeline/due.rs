//! When something is due for a customer: days counted from a declared day.

use super::judge::{Row, TOGETHER};
use super::{Timeline, date};
use crate::error::{Code, Error, quote};
use crate::rule::{FieldType, Fields, InlineAggregate, Known, Rule, Verdict, inline_aggregates};
use crate::spec::{DueClock, DueSpec, Spec};
use crate::tag::TagPlan;
use chrono::NaiveDate;
use serde::Serialize;
use std::sync::Arc;

/// A due date, resolved and checked.
#[derive(Clone, Debug)]
pub(in super::super) struct DuePlan {
    pub(super) spec: DueSpec,
    /// The rules of the steps; `None`: the step applies to everybody.
    pub(in super::super) rules: Vec<Option<Rule>>,
    /// The fixed day of its clock.
    on: Option<i64>,
}

/// Something that is due for a customer.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Due<'a> {
    /// The day.
    #[serde(serialize_with = "super::written")]
    pub date: NaiveDate,
    /// The customer's id.
    pub customer: &'a str,
    /// What is due, by the spec's name.
    pub name: &'a str,
    /// The day from which on days were counted.
    #[serde(serialize_with = "super::written")]
    pub since: NaiveDate,
    /// After how many days.
    pub days: u32,
}

fn when(due: usize, step: usize) -> String {
    format!("due[{due}].steps[{step}].when")
}

/// The aggregates that stand in the rules; the facts must be compiled with them.
pub(in super::super) fn aggregates(spec: &Spec) -> Vec<InlineAggregate> {
    let steps = spec.due.iter().enumerate().flat_map(|(n, due)| due.steps.iter().enumerate().map(move |(s, step)| (n, s, step)));
    steps.flat_map(|(n, s, step)| step.when.as_ref().map_or_else(Vec::new, |text| inline_aggregates(text, &when(n, s)))).collect()
}

/// Resolves and checks due dates.
pub(in super::super) fn compile(spec: &Spec, fields: &Fields, tags: &TagPlan, errors: &mut Vec<Error>) -> Vec<DuePlan> {
    let mut known = fields.clone();
    for domain in tags.domains() {
        known.push_type(&domain.name, FieldType::Values(Arc::clone(domain)));
    }
    let mut plans = Vec::new();
    for (n, due) in spec.due.iter().enumerate() {
        let path = format!("due[{n}]");
        if due.name.is_empty() {
            errors.push(Error::new(Code::OutOfRange, format!("{path}.name"), "a due date needs a name"));
        } else if spec.due.iter().take(n).any(|other| other.name == due.name) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), format!("the due date {} is declared twice", quote(&due.name))));
        }
        if due.steps.is_empty() {
            errors.push(Error::new(Code::EmptyList, format!("{path}.steps"), "a due date needs a step that says after how many days"));
        }
        let mut rules = Vec::new();
        for (s, step) in due.steps.iter().enumerate() {
            if step.days == 0 {
                errors.push(Error::new(Code::OutOfRange, format!("{path}.steps[{s}].days"), "something is due after a day at the earliest"));
            }
            rules.push(step.when.as_ref().and_then(|text| Rule::compile(text, &when(n, s), &known, errors)));
        }
        let on = clock(&due.clock, spec, tags, &format!("{path}.clock"), errors);
        plans.push(DuePlan { spec: due.clone(), rules, on });
    }
    plans
}

/// Checks what a clock names; the day of one that is fixed.
fn clock(clock: &DueClock, spec: &Spec, tags: &TagPlan, path: &str, errors: &mut Vec<Error>) -> Option<i64> {
    match clock {
        DueClock::Last { of } => {
            if !spec.facts.streams.iter().any(|stream| stream.name == *of) {
                let error = Error::new(Code::UnknownMetric, format!("{path}.last.of"), format!("there is no stream {}", quote(of)));
                errors.push(error.with_nearest(of, spec.facts.streams.iter().map(|stream| stream.name.as_str())));
            }
            None
        }
        DueClock::Entered { dimension, value } => {
            match tags.domains().find(|domain| domain.name == *dimension) {
                None => {
                    let error = Error::new(Code::UnknownDimension, format!("{path}.entered.dimension"), format!("there is no dimension {}", quote(dimension)));
                    errors.push(error.with_nearest(dimension, tags.domains().map(|domain| domain.name.as_str())));
                }
                Some(domain) if domain.code(value).is_none() => {
                    let error = Error::new(Code::UnknownValue, format!("{path}.entered.value"), format!("{} has no value {}", quote(dimension), quote(value)));
                    errors.push(error.with_nearest(value, domain.values.iter().map(String::as_str)));
                }
                Some(_) => {}
            }
            None
        }
        DueClock::On { date } => {
            let day = NaiveDate::parse_from_str(date, "%Y-%m-%d");
            if day.is_err() {
                errors.push(Error::new(Code::InvalidDate, format!("{path}.on.date"), format!("{} is not a date of the form YYYY-MM-DD", quote(date))));
            }
            Some(i64::from(day.ok()?.to_epoch_days()))
        }
    }
}

impl Timeline {
    /// What is due for customers as of now, by date, customer and name; what is overdue comes first.
    #[must_use]
    pub fn due(&self) -> Vec<Due<'_>> {
        let mut found = Vec::new();
        let all: Vec<u32> = (0..self.customers.len()).filter(|at| !self.is_gone(*at)).filter_map(|at| u32::try_from(at).ok()).collect();
        let plans = &self.judge.plan.0.due;
        if plans.is_empty() {
            return found;
        }
        for some in all.chunks(TOGETHER) {
            let rows: Vec<Row> = some.iter().map(|customer| self.stages.row(*customer, self.as_of)).collect();
            let judged = self.judge.judge(&self.people, &rows);
            let known = Known { facts: &judged.facts, tags: &judged.tags };
            for plan in plans {
                for (at, customer) in some.iter().enumerate() {
                    let applies = |rule: &Option<Rule>| rule.as_ref().is_none_or(|rule| rule.row(&known, at) == Verdict::True);
                    let step = plan.spec.steps.iter().zip(&plan.rules).find(|(_, rule)| applies(rule));
                    found.extend(step.and_then(|(step, _)| self.due_of(*customer, plan, step.days)));
                }
            }
        }
        found.sort();
        found
    }

    fn due_of<'a>(&'a self, customer: u32, plan: &'a DuePlan, days: u32) -> Option<Due<'a>> {
        let since = match &plan.spec.clock {
            DueClock::Last { of } => self.people.histories.last_day(of, customer, self.as_of),
            DueClock::Entered { dimension, value } => self.entered(customer, dimension, value),
            DueClock::On { .. } => plan.on,
        }?;
        let step = i64::from(days);
        let late = self.as_of.saturating_sub(since).max(0);
        let times = if plan.spec.repeats { (late / step + i64::from(late % step > 0)).max(1) } else { 1 };
        let customer = self.customers.get(customer as usize)?;
        Some(Due { date: date(since.checked_add(times.checked_mul(step)?)?)?, customer, name: &plan.spec.name, since: date(since)?, days })
    }

    /// The day on which a customer last came to have a value.
    fn entered(&self, customer: u32, dimension: &str, value: &str) -> Option<i64> {
        let column = self.tracked.iter().enumerate().position(|(at, tracked)| tracked.name == dimension && !tracked.layer && self.judge.decides(at))?;
        let code = self.tracked.get(column)?.values.iter().position(|known| known == value).and_then(|at| u16::try_from(at).ok())?;
        let known = self.log.known(customer, column, u32::MAX);
        let came = known.iter().rev().find(|entry| entry.to == code && entry.from != code);
        let had = || self.then.get(column).is_some_and(|then| then.get(customer).codes().contains(&code));
        came.map(|entry| i64::from(entry.at)).or_else(|| had().then_some(self.opened))
    }
}
