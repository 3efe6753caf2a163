//! A new run says who the customers are now: those that came together or apart take their events, their choices and their history along.

use super::Timeline;
use super::chosen::Chosen;
use super::held::{Column, Held};
use super::histories::{Histories, Named};
use super::judge::TOGETHER;
use super::log::{Cause, What};
use crate::error::{Code, Error, Result};
use crate::model::{EventStream, FactTable, FactValues};
use crate::plan::outcome::Outcome;
use crate::rule::field_of_states;
use crate::tag::{Choice, Given, LastTag};
use hashbrown::HashSet;

impl Timeline {
    /// Goes on with the customers of a new run, whose ids were kept by the assignment of the run before. Events, choices by hand and fields are
    /// those of the run; a choice goes where its record or its customer went, with who made it and why. Events that were told since stay where
    /// their customer went; one that stands in the tables of the run as well counts twice where its stream keeps repeats, and where it does
    /// not, once if time and attributes are the same. Whoever is absorbed or retired has no values from now on, and keeps its history; other changes of values have the
    /// cause `merge` where the customer's records came or went, else `event`. The clock goes on to the run's date first. Rules stay what they
    /// are. Returns how many transitions there are.
    ///
    /// The past of an id is what was known under that id, and is closed: what is learned later of days before changes values from this day on,
    /// since before the customers were others. What today's customers had on days before, a timeline says that is opened on the new outcome
    /// ([`Outcome::timeline`]): it judges every day by who they are now. Models stay what they are; stages go on for ids that stay, and who is
    /// new has the stage that the run had of it.
    ///
    /// # Errors
    /// `missing_as_of` for an outcome without a date, `clock_backwards` for one of a date before; nothing has changed then.
    pub fn follow(&mut self, outcome: &Outcome) -> Result<usize> {
        let as_of = outcome.as_of.ok_or_else(|| Error::new(Code::MissingAsOf, "as_of", "the outcome is not as of any date"))?;
        let before = self.log.entries.len();
        self.advance(as_of)?;
        let told = self.told_so_far();
        let places = self.places(outcome);
        let here = |customer: u32| places.get(customer as usize).copied().unwrap_or(u32::MAX);
        let move_stream = |stream: &EventStream| EventStream { customers: stream.customers.iter().map(|customer| here(*customer)).collect(), ..stream.clone() };
        let given = Given {
            choices: outcome.given.choices.iter().map(|choice| Choice { customer: here(choice.customer), ..choice.clone() }).collect(),
            last: outcome.given.last.iter().map(|last| LastTag { customer: here(last.customer), ..last.clone() }).collect(),
        };
        let spec = &self.judge.plan.0.spec;
        self.people.histories = Histories::new(&spec.facts.streams, outcome.streams.iter().map(move_stream).collect(), self.customers.len());
        self.people.chosen = Chosen::new(&given);
        // Who was here goes on from its stage; who is new has what the run had of it.
        self.stages.restart(self.as_of);
        self.stages.grow(&self.judge.plan, &given, self.customers.len());
        self.people.fields = self.fields(outcome, &places);
        for (id, event) in told {
            if let Some(customer) = self.by_id.get(&id).copied() {
                self.people.histories.tell_named(customer, event);
            }
        }
        self.close_eras();
        let merged: HashSet<&str> = outcome.changes().flat_map(|change| [change.from, change.into]).flatten().collect();
        let changing = self.changing();
        self.log.begin(self.as_of, What::Followed);
        for cause in [Cause::Merge, Cause::Event] {
            let of = |customer: u32| self.customers.get(customer as usize).is_some_and(|id| merged.contains(id.as_str()) || self.is_gone(customer as usize));
            let some: Vec<(u32, usize)> = changing.iter().copied().filter(|(customer, _)| of(*customer) == (cause == Cause::Merge)).collect();
            for some in some.chunks(TOGETHER) {
                self.restate(some, cause);
            }
        }
        self.settle_all();
        Ok(self.log.entries.len() - before)
    }

    /// What was told since the opening, with its customer's id; by names, since the rules in force may have other streams in another order.
    fn told_so_far(&self) -> Vec<(String, Named)> {
        let id = |customer: u32| self.customers.get(customer as usize).cloned().unwrap_or_default();
        let mut told: Vec<(String, Named)> = self.people.histories.live().map(|(customer, event)| (id(customer), event)).collect();
        told.sort();
        told
    }

    /// Where the customers of a run are here; new ones are added, and ids lead where they lead in the run.
    fn places(&mut self, outcome: &Outcome) -> Vec<u32> {
        let mut places = Vec::new();
        let own: hashbrown::HashMap<String, u32> = self.customers.iter().cloned().zip(0..).collect();
        let mut added: Vec<String> = Vec::new();
        for customer in outcome.customers() {
            let new = u32::try_from(self.customers.len() + added.len()).unwrap_or(u32::MAX);
            places.push(own.get(customer.id()).copied().unwrap_or_else(|| {
                added.push(customer.id().to_owned());
                new
            }));
        }
        self.customers.extend(added);
        let all = self.customers.len();
        self.gone = vec![true; all];
        for place in &places {
            if let Some(gone) = self.gone.get_mut(*place as usize) {
                *gone = false;
            }
        }
        // An id that leads nowhere any more still names its history.
        self.by_id = self.customers.iter().cloned().zip(0..).collect();
        self.by_id.extend(outcome.by_id.iter().filter_map(|(id, at)| Some((id.clone(), *places.get(*at as usize)?))));
        self.now.iter_mut().chain(&mut self.then).for_each(|column: &mut Column| column.grow(all));
        self.next.resize(all, super::NEVER);
        self.log.grow(all);
        places
    }

    /// The fields of profiles, by the places of customers here.
    fn fields(&self, outcome: &Outcome, places: &[u32]) -> Vec<crate::model::FactColumn> {
        let mut fields = FactTable { rows: 0, columns: Vec::new() };
        // Rules that were in force before may ask for others.
        let held = self.people.fields.iter().filter_map(|column| field_of_states(&column.name)).map(str::to_owned);
        let asked = outcome.plan.0.states.iter().cloned().chain(held).collect();
        crate::plan::events::add_fields(outcome, &mut fields, &asked);
        for column in &mut fields.columns {
            if let FactValues::Text { ids, .. } = &mut column.values {
                let mut own = vec![None; self.customers.len()];
                for (id, place) in ids.iter().zip(places) {
                    if let Some(slot) = own.get_mut(*place as usize) {
                        *slot = *id;
                    }
                }
                *ids = own;
            }
        }
        fields.columns
    }

    /// Customers and columns that differ from what is held now.
    fn changing(&self) -> Vec<(u32, usize)> {
        let mut changing = Vec::new();
        self.compare(&self.judge, &self.stages, |customer, changes| changing.extend(changes.into_iter().map(|(column, ..)| (customer, column))));
        changing
    }

    /// Whether a customer went into another one, or is no more.
    pub(super) fn is_gone(&self, customer: usize) -> bool {
        self.gone.get(customer).copied().unwrap_or(false)
    }

    /// What a row says of a customer, if there is still one.
    pub(super) fn of_living(&self, customer: u32, held: Held, column: usize) -> Held {
        if !self.is_gone(customer as usize) {
            return held;
        }
        match self.tracked.get(column) {
            Some(tracked) if tracked.many => Held::Many(Vec::new()),
            _ => Held::One(crate::model::NO_TAG),
        }
    }
}
