//! Survivorship: one value per field and customer, with its provenance; losers are kept.
//!
//! ```text
//! the values of a customer's records in one field --Survivor--> the winner, and what set it apart
//! ```

mod survivor;

pub use survivor::Strategies;

use crate::model::Status;
use crate::spec::Survivorship;
use std::fmt::Debug;

/// One value that stands for a field, with where it comes from. Of a group of fields: what one record says in all of them.
#[derive(Clone, Copy, Debug)]
pub struct Contender<'a> {
    /// The display form; empty when nothing could be read.
    pub display: &'a str,
    /// The match key; empty when there is none. Looked up only for survivors that may ask: `prefer` and `custom`.
    pub key: &'a str,
    /// The value behind it; equal values share an id, 0 has no key.
    pub value: u32,
    /// How far it could be read.
    pub status: Status,
    /// The record, as a row.
    pub row: u32,
    /// Which of the record's values of the field it is, from 0.
    pub slot: u16,
    /// The raw text and what became of it.
    pub form: u32,
    /// When the record was written: civil seconds since 1970-01-01.
    pub time: Option<i64>,
    /// The source's name.
    pub source: &'a str,
    /// The source's rank.
    pub priority: i32,
    /// How many of the customer's records carry the value.
    pub count: u32,
    /// How many components could be read. Counted only for survivors that may ask: `complete` and `custom`.
    pub components: u32,
    /// Whether the record says that the value was verified, and how, when and by whom; of a group, how many values.
    pub verified: u32,
}

impl Contender<'_> {
    /// Whether it could stand for the field.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        !self.display.is_empty() && !matches!(self.status, Status::Invalid | Status::Missing)
    }

    /// Whether two are one value: by what they mean, else by how they are displayed.
    #[must_use]
    pub fn is_same(&self, other: &Contender<'_>) -> bool {
        (self.value != 0 && self.value == other.value) || self.display == other.display
    }
}

/// What set a winner apart from the other values.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Decided {
    /// There was no other value.
    #[default]
    Alone,
    /// A strategy of the survivor, by its index.
    By(u8),
    /// Nothing but the order of the records, by source and record id.
    Order,
}

/// Which contender won, and what decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Survival {
    /// The winner, by index.
    pub winner: usize,
    /// What set it apart from its nearest rival.
    pub decided: Decided,
}

/// One field's values with provenance in, the winner and the reason out.
///
/// Contract: never invents a value, never chooses one that is not usable, and does not depend on the contenders' order. What
/// it says of two contenders alone is why the second one lost.
pub trait Survivor: Debug + Send + Sync {
    /// What it goes by, in order; [`Decided::By`] is an index into it.
    fn strategies(&self) -> &[Survivorship];

    /// Chooses; `None` when no contender is usable.
    fn survive(&self, contenders: &[Contender<'_>]) -> Option<Survival>;
}

/// The winners of every customer and field.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    fields: usize,
    winners: Vec<Option<Winner>>,
}

/// Where a profile value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Winner {
    /// The record, as a row.
    pub row: u32,
    /// The raw text and what became of it.
    pub form: u32,
    /// What set it apart.
    pub decided: Decided,
    /// Whether something else was written in the field, readable or not.
    pub contested: bool,
    /// Whether the record that its group was taken from left the field empty.
    pub filled: bool,
}

impl Profiles {
    /// No winners yet, for so many fields and customers.
    #[must_use]
    pub fn new(fields: usize, customers: usize) -> Self {
        Profiles { fields, winners: Vec::with_capacity(fields * customers) }
    }

    /// Adds the next customers' winners, one per field of each.
    pub fn push(&mut self, winners: &[Option<Winner>]) {
        self.winners.extend_from_slice(winners);
    }

    /// The winner of a customer's field.
    #[must_use]
    pub fn winner(&self, customer: usize, field: usize) -> Option<Winner> {
        self.winners.get(customer * self.fields + field).copied().flatten()
    }
}
