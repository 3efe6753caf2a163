//! What is given beside the rules, by customer: choices by hand, and the tags of the run before.

use super::judge::Row;
use crate::spec::{NullPolicy, TagsSpec};
use crate::tag::{Choice, Given, LastTag};
use hashbrown::HashMap;

const SECONDS_PER_DAY: i64 = 86_400;

/// Choices and last tags of customers who have some.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    choices: HashMap<u32, Vec<Choice>>,
    /// Of all dimensions: rules that are published may keep the last value of others.
    last: HashMap<u32, Vec<LastTag>>,
}

/// For how many days dimensions keep the last value. The stages of a lifecycle go on from day to day, and are kept elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Keeps(Vec<(String, i64)>);

impl Keeps {
    pub(super) fn of(spec: &TagsSpec) -> Self {
        let keeping = spec.dimensions.iter().filter(|dimension| dimension.lifecycle.is_none());
        let days = keeping.filter_map(|d| if let NullPolicy::KeepLast { days } = d.null { Some((d.name.clone(), i64::from(days))) } else { None });
        Keeps(days.collect())
    }

    fn days(&self, last: &LastTag) -> Option<i64> {
        self.0.iter().find(|(dimension, _)| *dimension == last.dimension).map(|(_, days)| *days)
    }
}

impl Chosen {
    pub(super) fn new(given: &Given) -> Self {
        let mut chosen = Chosen::default();
        for choice in &given.choices {
            chosen.choices.entry(choice.customer).or_default().push(choice.clone());
        }
        for last in &given.last {
            chosen.last.entry(last.customer).or_default().push(last.clone());
        }
        chosen
    }

    /// What is given to rows, customers being the rows, with days counted from the day of each: what is true of it on day 0 is what is true
    /// of the customer on that day.
    pub(super) fn given(&self, keeps: &Keeps, rows: &[Row]) -> Given {
        let mut given = Given::default();
        if self.choices.is_empty() && self.last.is_empty() {
            return given;
        }
        for (row, Row { customer, day, .. }) in (0u32..).zip(rows) {
            given.choices.extend(self.choices.get(customer).into_iter().flatten().map(|choice| Choice {
                customer: row,
                at: choice.at.map(|at| at.saturating_sub(day.saturating_mul(SECONDS_PER_DAY))),
                until: choice.until.map(|until| until.saturating_sub(*day)),
                ..choice.clone()
            }));
            let last = self.last.get(customer).into_iter().flatten().filter(|last| keeps.days(last).is_some());
            given.last.extend(last.map(|last| LastTag { customer: row, since: last.since.saturating_sub(*day), ..last.clone() }));
        }
        given
    }

    /// The first day after `after` on which something given to the customer begins or ceases to count.
    pub(super) fn turn(&self, keeps: &Keeps, customer: u32, after: i64) -> Option<i64> {
        let choices = self.choices.get(&customer).into_iter().flatten().flat_map(turns);
        let last = self.last.get(&customer).into_iter().flatten();
        let last = last.filter_map(|last| Some(last.since.saturating_add(keeps.days(last)?).saturating_add(1)));
        choices.chain(last).filter(|day| *day > after).min()
    }

    /// Whether a choice for the customer in one of the dimensions begins or ends on a day.
    pub(super) fn any_on(&self, customer: u32, day: i64, dimensions: &[String]) -> bool {
        self.choices.get(&customer).into_iter().flatten().filter(|choice| dimensions.contains(&choice.dimension)).any(|choice| turns(choice).any(|at| at == day))
    }
}

impl Chosen {
    /// The customer's choices that count on a day, the latest last.
    pub(super) fn on(&self, customer: u32, day: i64) -> impl Iterator<Item = &Choice> {
        let begun = move |choice: &&Choice| choice.at.is_none_or(|at| at.div_euclid(SECONDS_PER_DAY) <= day);
        self.choices.get(&customer).into_iter().flatten().filter(begun).filter(move |choice| choice.until.is_none_or(|until| until >= day))
    }
}

/// The days on which a choice begins and ceases to count.
fn turns(choice: &Choice) -> impl Iterator<Item = i64> {
    let begins = choice.at.map(|at| at.div_euclid(SECONDS_PER_DAY));
    begins.into_iter().chain(choice.until.map(|until| until.saturating_add(1)))
}
