//! A timeline by steps: what happens, in order, and what is asked in between; one at a time, or as a script.

use super::facts::day;
use super::json::{Rows, date, parse, with_inputs};
use crate::error::Result;
use crate::model::Assignment;
use crate::plan::{Due, Outcome, Plan, RunOptions, Timeline, TimelineEvent, Transition};
use crate::spec::Spec;
use crate::tag::Choice;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What happens to a timeline, and what is asked of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    /// On which day it is opened; left out, on the outcome's.
    #[serde(default)]
    from: Option<String>,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    Advance { to: String },
    Tell(TimelineEvent),
    Withdraw(TimelineEvent),
    Follow(Run),
    Publish { spec: Box<Spec> },
    Preview { spec: Box<Spec> },
    Values(Asked),
    NextChange(Whom),
    Transitions(Listed),
    Choices { customer: String },
    Due {},
}

/// Tables for another run, whose customers keep their ids.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Run {
    tables: BTreeMap<String, Rows>,
    as_of: String,
    /// The spec to run; left out, the outcome's.
    #[serde(default)]
    spec: Option<Box<Spec>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whom {
    customer: String,
    /// Left out: all of them.
    #[serde(default)]
    dimension: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    customer: String,
    #[serde(default)]
    dimension: Option<String>,
    /// The day; left out, now.
    #[serde(default)]
    on: Option<String>,
    /// As it was known with this revision; left out, as it is known now.
    #[serde(default)]
    revision: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    /// Left out: of all customers.
    #[serde(default)]
    customer: Option<String>,
    /// Whether each has the facts that made it.
    #[serde(default)]
    evidence: bool,
}

/// Opens a timeline on an outcome and goes through the steps of a script; the answer has one entry per step.
///
/// ```json
/// {"from": "2024-01-01", "steps": [
///   {"advance": {"to": "2024-07-31"}},
///   {"tell": {"stream": "orders", "id": "SO-17", "customer": "C20240501001", "time": "2024-07-20", "values": {"amount": "99.00"}}},
///   {"next_change": {"customer": "C20240501001", "dimension": "状态"}}]}
/// ```
///
/// | step | answer |
/// |---|---|
/// | `{"advance": {"to": "2024-07-31"}}` | `{"transitions": [T, …]}`: those that came |
/// | `{"tell": E}` | `{"counts": true, "transitions": [T, …]}`; false for one that is dropped as late |
/// | `{"withdraw": E}` | `{"transitions": [T, …]}` |
/// | `{"follow": {"tables": …, "as_of": …}}` | `{"transitions": [T, …]}`: another run (of the outcome's spec, or of `spec`), whose customers keep their ids; an event that was told and stands in the tables as well counts twice where its stream keeps repeats |
/// | `{"preview": {"spec": S}}` | `{"customers": 3, "changing": 1, "changes": [{"dimension", "from", "to", "customers"}, …]}` |
/// | `{"publish": {"spec": S}}` | `{"transitions": [T, …]}` |
/// | `{"values": {"customer": C}}` | `{"状态": ["活跃"], …}`; with `dimension` of one, with `on` of a day, with `revision` as it was known then |
/// | `{"next_change": {"customer": C}}` | `{"状态": "2024-08-19", …}`, null: never, or where it rests on forecasts or distances by recency not within ten years; with `dimension` of one |
/// | `{"transitions": {}}` | `{"transitions": [T, …]}`: all; with `customer` of one, with `"evidence": true` with the facts that made each |
/// | `{"choices": {"customer": C}}` | `{"choices": [{"dimension", "value", "actor", "reason", "until"}, …]}`: choices by hand that count now |
/// | `{"due": {}}` | `{"due": [{"date", "customer", "name", "since", "days"}, …]}` |
///
/// E is a [`TimelineEvent`], C a customer id, T a [`Transition`].
///
/// # Errors
/// `invalid_json`, `invalid_date`, `missing_as_of`, those of the steps, and of [`Plan::compile`] for a spec. The first error ends the script.
pub fn timeline(outcome: &Outcome, script: &str) -> Result<Value> {
    let script: Script = parse(script)?;
    let mut open = OpenTimeline::new(outcome, script.from.as_deref())?;
    let answers = script.steps.iter().enumerate().map(|(n, step)| open.go(step, &format!("steps[{n}]")));
    Ok(Value::Array(answers.collect::<Result<_>>()?))
}

/// A timeline that stays open: the steps of a script ([`timeline`]) one at a time.
///
/// ```json
/// {"tell": {"stream": "orders", "id": "SO-17", "customer": "C20240501001", "time": "2024-07-20", "values": {"amount": "99.00"}}}
/// ```
#[derive(Debug)]
pub struct OpenTimeline {
    timeline: Timeline,
    /// What `follow` runs, where it names no spec.
    plan: Plan,
    assignment: Assignment,
}

impl OpenTimeline {
    /// Opens a timeline on an outcome, as of a day (`2024-01-01`) and then advanced to that of the outcome; without one, as of the outcome's.
    ///
    /// # Errors
    /// `invalid_date`, and those of [`Outcome::timeline`].
    pub fn new(outcome: &Outcome, from: Option<&str>) -> Result<Self> {
        let from = from.map(|day| date(day, "from")).transpose()?;
        Ok(OpenTimeline { timeline: outcome.timeline(from)?, plan: outcome.plan().clone(), assignment: outcome.assignment() })
    }

    /// Takes a step, and answers as the script does. After an error the timeline is what it was.
    ///
    /// # Errors
    /// As [`timeline`]. The path of a day that cannot be read begins with the name of the step (`advance.to`), that of what is wrong with an event
    /// with `event`; those of a spec or of tables are paths in these.
    pub fn step(&mut self, step: &str) -> Result<Value> {
        self.go(&parse(step)?, "")
    }

    /// The timeline itself.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    fn go(&mut self, step: &Step, path: &str) -> Result<Value> {
        go(&mut self.timeline, &self.plan, &mut self.assignment, step, path)
    }
}

fn go(timeline: &mut Timeline, plan: &Plan, assignment: &mut Assignment, step: &Step, path: &str) -> Result<Value> {
    let before = timeline.count_transitions();
    let at = |place: &str| if path.is_empty() { place.to_owned() } else { format!("{path}.{place}") };
    let came = |timeline: &Timeline| json!(timeline.transitions().skip(before).collect::<Vec<Transition<'_>>>());
    Ok(match step {
        Step::Advance { to } => {
            timeline.advance(date(to, &at("advance.to"))?)?;
            json!({"transitions": came(timeline)})
        }
        Step::Tell(event) => {
            let counts = timeline.tell(event)?;
            json!({"counts": counts, "transitions": came(timeline)})
        }
        Step::Withdraw(event) => {
            timeline.withdraw(event)?;
            json!({"transitions": came(timeline)})
        }
        Step::Follow(run) => {
            let as_of = date(&run.as_of, &at("follow.as_of"))?;
            let plan = run.spec.as_deref().map_or_else(|| Ok(plan.clone()), Plan::compile)?;
            let outcome = with_inputs(&run.tables, |inputs| plan.run_with(inputs, Some(as_of), &mut RunOptions { previous: Some(&*assignment), ..RunOptions::default() }))?;
            timeline.follow(&outcome)?;
            *assignment = outcome.assignment();
            json!({"transitions": came(timeline)})
        }
        Step::Publish { spec } => {
            timeline.publish(&Plan::compile(spec)?)?;
            json!({"transitions": came(timeline)})
        }
        Step::Preview { spec } => json!(timeline.preview(&Plan::compile(spec)?)),
        Step::Values(asked) => {
            let on = asked.on.as_deref().map(|day| date(day, &at("values.on"))).transpose()?.unwrap_or_else(|| timeline.as_of());
            each(timeline, asked.dimension.as_deref(), |dimension| Ok(json!(timeline.values_known(&asked.customer, dimension, on, asked.revision.unwrap_or(u32::MAX))?)))?
        }
        Step::NextChange(Whom { customer, dimension: Some(dimension) }) => json!({dimension: timeline.next_change(customer, dimension)?.map(|day| day.to_string())}),
        Step::NextChange(Whom { customer, .. }) => {
            let days = timeline.next_changes(customer)?.into_iter().map(|(name, day)| (name.to_owned(), json!(day.map(|day| day.to_string()))));
            Value::Object(days.collect())
        }
        Step::Transitions(listed) => {
            let found: Vec<Transition<'_>> = match &listed.customer {
                Some(customer) => timeline.transitions_of(customer)?,
                None => timeline.transitions().collect(),
            };
            let told = |transition: &Transition<'_>| {
                let mut told = json!(transition);
                if let (true, Some(told)) = (listed.evidence, told.as_object_mut()) {
                    told.insert("evidence".to_owned(), json!(timeline.evidence(transition)?));
                }
                Ok(told)
            };
            json!({"transitions": found.iter().map(told).collect::<Result<Vec<Value>>>()?})
        }
        Step::Choices { customer } => {
            let told = |choice: &&Choice| json!({"dimension": choice.dimension, "value": choice.value, "actor": choice.actor, "reason": choice.reason, "until": day(choice.until).map(|day| day.to_string())});
            json!({"choices": timeline.choices(customer)?.iter().map(told).collect::<Vec<Value>>()})
        }
        Step::Due {} => {
            let due: Vec<Due<'_>> = timeline.due();
            json!({"due": due})
        }
    })
}

/// The answer for one dimension, or for each.
fn each(timeline: &Timeline, dimension: Option<&str>, answer: impl Fn(&str) -> Result<Value>) -> Result<Value> {
    let names: Vec<&str> = dimension.map_or_else(|| timeline.dimensions().collect(), |name| vec![name]);
    let answers = names.into_iter().map(|name| Ok((name.to_owned(), answer(name)?)));
    Ok(Value::Object(answers.collect::<Result<_>>()?))
}
