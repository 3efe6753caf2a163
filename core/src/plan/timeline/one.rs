//! The timeline of one customer of an outcome.

use super::Timeline;
use super::fitted::Fitted;
use crate::error::{Code, Error, Result, quote};
use crate::model::{EventAttribute, EventStream, EventValues, FactTable, FactValues};
use crate::plan::outcome::Outcome;
use crate::tag::{Choice, Given, LastTag};
use chrono::NaiveDate;

const SECONDS_PER_DAY: i64 = 86_400;

impl Outcome {
    /// Opens a timeline on one customer: a walk through its transitions that costs what one customer costs. It begins on a date, or on the day
    /// before the customer's first event, and is then as of the outcome's date.
    ///
    /// # Errors
    /// `unknown_customer`; as [`Outcome::timeline`].
    pub fn timeline_of(&self, customer: &str, from: Option<NaiveDate>) -> Result<Timeline> {
        let Some(whose) = self.customer(customer) else {
            let error = Error::new(Code::UnknownCustomer, "customer", format!("there is no customer {}", quote(customer)));
            return Err(error.with_nearest(customer, self.customers.iter().map(|customer| customer.id.as_str())));
        };
        let as_of = self.as_of.ok_or_else(|| Error::new(Code::MissingAsOf, "as_of", "a timeline begins on a date, and the outcome is not as of any"))?;
        let at = u32::try_from(whose.index).unwrap_or(u32::MAX);
        let streams: Vec<EventStream> = self.streams.iter().map(|stream| of_one(stream, at)).collect();
        let first = streams.iter().flat_map(|stream| stream.times.iter().flatten()).min();
        let before = first.and_then(|time| super::date(time.div_euclid(SECONDS_PER_DAY) - 1)).filter(|day| *day <= as_of);
        let opened = from.or(before).unwrap_or(as_of);
        let given = Given {
            choices: self.given.choices.iter().filter(|choice| choice.customer == at).map(|choice| Choice { customer: 0, ..choice.clone() }).collect(),
            last: self.given.last.iter().filter(|last| last.customer == at).map(|last| LastTag { customer: 0, ..last.clone() }).collect(),
        };
        let mut fields = FactTable::default();
        crate::plan::events::add_fields(self, &mut fields, &self.plan.0.states);
        for column in &mut fields.columns {
            if let FactValues::Text { ids, .. } = &mut column.values {
                *ids = vec![ids.get(at as usize).copied().flatten()];
            }
        }
        let given = super::entered_by(&given, &self.plan, opened, as_of);
        let mut timeline = Timeline::open(&self.plan, vec![whose.id().to_owned()], streams, &given, fields, opened, Some(Fitted::of(self)))?;
        timeline.advance(as_of)?;
        Ok(timeline)
    }
}

/// What a column has in some places.
fn bring<T: Copy>(column: &[Option<T>], places: &[usize]) -> Vec<Option<T>> {
    places.iter().map(|place| column.get(*place).copied().flatten()).collect()
}

/// The events of one customer, who is the first then.
fn of_one(stream: &EventStream, customer: u32) -> EventStream {
    let places: Vec<usize> = stream.customers.iter().enumerate().filter(|(_, whose)| **whose == customer).map(|(place, _)| place).collect();
    let attribute = |attribute: &EventAttribute| EventAttribute {
        name: attribute.name.clone(),
        values: match &attribute.values {
            EventValues::Text { ids, texts } => EventValues::Text { ids: bring(ids, &places), texts: texts.clone() },
            EventValues::Money(values) => EventValues::Money(bring(values, &places)),
            EventValues::Number(values) => EventValues::Number(bring(values, &places)),
        },
    };
    EventStream { name: stream.name.clone(), customers: vec![0; places.len()], times: bring(&stream.times, &places), attributes: stream.attributes.iter().map(attribute).collect() }
}
