//! Customers through time: what they have in every dimension, since when, until when, and why.
//!
//! ```text
//! Outcome --timeline--> Timeline --advance(as_of)--> transitions
//!                          |  tell / withdraw an event, publish rules, follow a new run --> transitions
//!                          '- next_change, values_on, transitions, preview, due
//! ```
//!
//! # Meaning
//! * A value is a function of facts and as-of date. Facts change with the clock on certain days only ([`crate::spec::Window`]); which of them
//!   change a value is found by looking at each, through the programs that a run goes through. So a timeline that came to a date by any way
//!   says what a run as of that date says, bit for bit.
//! * [`Timeline::advance`] touches customers on the days on which a value of theirs changes, and nobody else; those of whom something is
//!   said anew every day (forecasts of repeat buying, distances by recency) also once in 32 days.
//! * A transition has two times: the day from which on it is true, and the as-of date when it became known. An event that comes late, is
//!   corrected or withdrawn changes what was true; what was thought before stays known ([`Timeline::values_known`]).
//! * What depends on all customers together (quantiles, shares, groups, forecasts of repeat buying) is what the model says that was fitted to
//!   them: the outcome's, or, without an outcome, that of the spec or one that is fitted when the timeline is opened. It stays until rules are
//!   published whose facts or layering are others.
//! * A lifecycle goes from day to day: its stages are those of a run on every day since the opening, each with the stages of the day before.
//!
//! # How
//! Events lie by customer. A day of a customer is a row: the events of some thousand rows are laid side by side, each row with its own as-of
//! day, and facts, tags and layers are computed for all of them at once. A queue by day holds the next change of every customer.

mod advance;
mod answers;
mod chosen;
mod due;
mod eras;
mod evidence;
mod fitted;
mod follow;
mod held;
mod histories;
mod judge;
mod lifecycles;
mod log;
mod nexts;
mod one;
mod publish;
mod revise;
mod settle;
mod tell;
#[cfg(test)]
mod tests;
mod walk;

pub use due::Due;
pub use evidence::Moved;
pub use log::{Cause, Transition};
pub use publish::{RuleChange, RulePreview};
pub use tell::TimelineEvent;

use super::Plan;
use super::outcome::Outcome;
use crate::error::{Code, Error, Result, quote};
use crate::model::{EventStream, FactTable};
use crate::tag::Given;
use chosen::Chosen;
use chrono::NaiveDate;
pub(super) use due::{DuePlan, aggregates as due_aggregates, compile as compile_due};
use eras::Era;
use fitted::Fitted;
use hashbrown::HashMap;
use held::{Column, Held, Tracked};
use histories::Histories;
use judge::{Judge, People, Row, TOGETHER};
use lifecycles::Stages;
use log::{Log, What};
use settle::NEVER;
use std::collections::BTreeMap;

/// Customers kept through time.
///
/// ```
/// use guiyi::{ColumnBuffer, Inputs, Plan, Table};
///
/// let plan = Plan::from_json(r#"{"version": 1,
///   "fields": [{"name": "电话", "kind": {"phone": {}}}],
///   "sources": [{"name": "店", "id": "号", "time": "时间", "columns": [{"field": "电话", "from": ["电话"]}]}],
///   "facts": {"streams": [{"name": "visits", "feeds": [{"table": "店", "time": "时间"}]}]},
///   "tags": {"name": "t", "version": "1", "dimensions": [
///     {"name": "状态", "otherwise": "沉睡", "rules": [{"value": "活跃", "when": "count(visits, 30d) >= 1"}]}]}}"#)?;
/// let column = |value: &'static str| [Some(value)].into_iter().collect::<ColumnBuffer>();
/// let (id, phone, time) = (column("1"), column("13812345678"), column("2024-05-01"));
/// let inputs = Inputs::new().with("店", Table::new([("号", id.as_column()), ("电话", phone.as_column()), ("时间", time.as_column())]));
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().ok();
/// let mut timeline = plan.run(&inputs, day("2024-05-20")).timeline(None)?;
/// let customer = timeline.customers()[0].clone();
/// assert_eq!(timeline.next_change(&customer, "状态")?, day("2024-05-31"));
/// timeline.advance(day("2024-06-30").unwrap_or_default())?;
/// let last = timeline.transitions().last().unwrap();
/// assert_eq!((last.from, last.to, last.at.to_string().as_str(), last.cause.as_str()), (Some("活跃"), Some("沉睡"), "2024-05-31", "time"));
/// # Ok::<(), guiyi::Error>(())
/// ```
#[derive(Debug)]
pub struct Timeline {
    judge: Judge,
    customers: Vec<String>,
    by_id: HashMap<String, u32>,
    people: People,
    stages: Stages,
    tracked: Vec<Tracked>,
    /// What customers have now.
    now: Vec<Column>,
    /// What they had when the timeline was opened.
    then: Vec<Column>,
    opened: i64,
    /// From which day on today's rules and customers are those that count.
    since: i64,
    /// The rules that were in force before, for the same customers.
    past: Vec<Era>,
    /// Rules that have no days of their own any more, and still decided transitions, with their places among those that were enacted.
    former: Vec<(usize, Judge)>,
    as_of: i64,
    /// Customers that went into others, or are no more.
    gone: Vec<bool>,
    /// By customer, the day of its next change.
    next: Vec<i64>,
    /// Customers by the day of their next change; those whose day has moved since are passed over.
    queue: BTreeMap<i64, Vec<u32>>,
    log: Log,
}

impl Outcome {
    /// Opens a timeline on the outcome's customers, as of a date and then advanced to that of the outcome; without one, as of the outcome's.
    ///
    /// Layers and forecasts are by the models of the outcome on every day. A lifecycle begins with the stages that were given to the run; on
    /// a date before the outcome's, with those of them that were entered by then.
    ///
    /// # Errors
    /// `missing_as_of` for an outcome that is not as of any date, `clock_backwards` for a date after it, `too_large` for more than 8,192
    /// dimensions and layerings.
    pub fn timeline(&self, from: Option<NaiveDate>) -> Result<Timeline> {
        let Some(as_of) = self.as_of else {
            let error = Error::new(Code::MissingAsOf, "as_of", "a timeline begins on a date, and the outcome is not as of any");
            return Err(error.with_help("run the plan with an as-of date"));
        };
        let customers = self.customers().map(|customer| customer.id().to_owned()).collect();
        let mut fields = FactTable { rows: 0, columns: Vec::new() };
        super::events::add_fields(self, &mut fields, &self.plan.0.states);
        let opened = from.unwrap_or(as_of);
        let given = entered_by(&self.given, &self.plan, opened, as_of);
        let mut timeline = Timeline::open(&self.plan, customers, self.streams.clone(), &given, fields, opened, Some(Fitted::of(self)))?;
        timeline.by_id.extend(self.by_id.iter().map(|(id, at)| (id.clone(), *at)));
        timeline.advance(as_of)?;
        Ok(timeline)
    }
}

impl Plan {
    /// Opens a timeline on customers of the caller's own, without identity. Streams name them by their places; `fields` are facts beside the
    /// metrics, such as the fields of profiles, one row per customer. Models that the spec does not give are fitted to them as of the date.
    ///
    /// # Errors
    /// `too_large` for more than 8,192 dimensions and layerings.
    pub fn timeline(&self, customers: Vec<String>, streams: Vec<EventStream>, given: &Given, fields: FactTable, as_of: NaiveDate) -> Result<Timeline> {
        Timeline::open(self, customers, streams, given, fields, as_of, None)
    }
}

impl Timeline {
    fn open(plan: &Plan, customers: Vec<String>, streams: Vec<EventStream>, given: &Given, fields: FactTable, as_of: NaiveDate, fitted: Option<Fitted>) -> Result<Self> {
        let mut tracked = Vec::new();
        let spec = &plan.0.spec;
        let people = People { histories: Histories::new(&spec.facts.streams, streams, customers.len()), chosen: Chosen::new(given), fields: fields.columns };
        let stages = Stages::new(plan, given, customers.len());
        let day = i64::from(as_of.to_epoch_days());
        let everybody = || (0_u32..).take(customers.len()).map(|customer| stages.row(customer, day)).collect::<Vec<Row>>();
        let fitted = fitted.unwrap_or_else(|| Fitted::to(plan, &people, &everybody(), as_of));
        let judge = Judge::new(plan, fitted, &mut tracked);
        few(&tracked)?;
        let columns: Vec<Column> = tracked.iter().map(|tracked| Column::new(tracked.many, customers.len())).collect();
        let by_id = customers.iter().zip(0..).map(|(id, at)| (id.clone(), at)).collect();
        let mut timeline = Timeline {
            judge,
            by_id,
            people,
            stages,
            tracked,
            now: columns.clone(),
            then: columns,
            opened: day,
            since: day,
            past: Vec::new(),
            former: Vec::new(),
            as_of: day,
            gone: vec![false; customers.len()],
            next: vec![NEVER; customers.len()],
            queue: BTreeMap::new(),
            log: Log::default(),
            customers,
        };
        timeline.log.grow(timeline.customers.len());
        timeline.log.begin(day, What::Opened);
        timeline.log.enact(day, plan);
        timeline.settle_all();
        timeline.then.clone_from(&timeline.now);
        Ok(timeline)
    }

    /// Judges everybody as of now, and finds their next changes. What differs from what is held becomes no transition.
    fn settle_all(&mut self) {
        self.queue.clear();
        self.next.fill(NEVER);
        let all: Vec<u32> = (0..self.customers.len()).filter(|at| !self.is_gone(*at)).filter_map(|at| u32::try_from(at).ok()).collect();
        for some in all.chunks(TOGETHER) {
            let rows: Vec<Row> = some.iter().map(|customer| self.stages.row(*customer, self.as_of)).collect();
            let settled = self.judge.settle(&self.people, &rows);
            for (at, (customer, next)) in some.iter().zip(&settled.next).enumerate() {
                for column in 0..self.tracked.len() {
                    self.hold(*customer, column, &self.judge.held(&settled.judged, column, at));
                }
                self.stages.set(*customer, self.as_of, &self.judge.stages(&settled.judged, at, self.as_of));
                self.expect(*customer, *next);
            }
        }
    }

    fn hold(&mut self, customer: u32, column: usize, held: &Held) {
        if let Some(column) = self.now.get_mut(column) {
            column.set(customer, held);
        }
    }

    fn held(&self, customer: u32, column: usize) -> Held {
        self.now.get(column).map_or(Held::One(crate::model::NO_TAG), |column| column.get(customer))
    }

    /// Notes on which day a customer changes next.
    fn expect(&mut self, customer: u32, day: i64) {
        if let Some(next) = self.next.get_mut(customer as usize) {
            *next = day;
            if day < NEVER {
                self.queue.entry(day).or_default().push(customer);
            }
        }
    }

    /// The date that values are true on.
    #[must_use]
    pub fn as_of(&self) -> NaiveDate {
        date(self.as_of).unwrap_or_default()
    }

    /// The date on which it was opened.
    #[must_use]
    pub fn opened(&self) -> NaiveDate {
        date(self.opened).unwrap_or_default()
    }

    /// The ids of customers, those that are gone included.
    #[must_use]
    pub fn customers(&self) -> &[String] {
        &self.customers
    }

    /// The dimensions, and behind them the layerings.
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        (0..self.tracked.len()).filter(|at| self.judge.decides(*at)).filter_map(|at| self.tracked.get(at)).map(|tracked| tracked.name.as_str())
    }

    fn told(&self, column: usize, held: &Held) -> Vec<&str> {
        let tracked = self.tracked.get(column);
        held.codes().iter().filter_map(|code| tracked?.value(*code)).collect()
    }

    fn customer(&self, id: &str) -> Result<u32> {
        let found = self.by_id.get(id).copied();
        found
            .ok_or_else(|| Error::new(Code::UnknownCustomer, "customer", format!("there is no customer {}", quote(id))).with_nearest(id, self.customers.iter().map(String::as_str)))
    }

    fn column(&self, name: &str) -> Result<usize> {
        let found = self.tracked.iter().enumerate().rposition(|(at, tracked)| tracked.name == name && self.judge.decides(at));
        found.or_else(|| self.tracked.iter().rposition(|tracked| tracked.name == name)).ok_or_else(|| {
            let error = Error::new(Code::UnknownDimension, "dimension", format!("there is no dimension or layering {}", quote(name)));
            error.with_nearest(name, self.tracked.iter().map(|tracked| tracked.name.as_str()))
        })
    }
}

/// Whether so many dimensions and layerings can be told apart.
fn few(tracked: &[Tracked]) -> Result<()> {
    if tracked.len() > log::MOST_TRACKED {
        return Err(Error::new(Code::TooLarge, "tags.dimensions", format!("a timeline tells {} dimensions and layerings apart", log::MOST_TRACKED)));
    }
    Ok(())
}

/// What is given to a timeline that is opened before the date of what was given: of stages those that were entered by then.
fn entered_by(given: &Given, plan: &Plan, opened: NaiveDate, as_of: NaiveDate) -> Given {
    let (mut given, opened_on) = (given.clone(), i64::from(opened.to_epoch_days()));
    if opened < as_of {
        let is_lifecycle = |name: &str| plan.0.spec.tags.dimensions.iter().any(|dimension| dimension.name == name && dimension.lifecycle.is_some());
        given.last.retain(|last| last.since <= opened_on || !is_lifecycle(&last.dimension));
    }
    given
}

/// A date as it stands in JSON.
fn written<S: serde::Serializer>(date: &NaiveDate, to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_str(date)
}

/// The date of days since 1970-01-01.
fn date(days: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(days).ok()?)
}
