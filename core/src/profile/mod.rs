//! Survivorship: one value per field and customer, with its provenance; losers are kept.

mod survivor;

pub use survivor::Strategies;

use crate::model::Status;
use crate::spec::Survivorship;
use std::fmt::Debug;

/// One value that stands for a field, with where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Contender<'a> {
    /// The display form.
    pub display: &'a str,
    /// The value behind it; equal values share an id, 0 has no key.
    pub value: u32,
    /// How far it could be read.
    pub status: Status,
    /// The record, as a row.
    pub row: u32,
    /// The raw text and what became of it.
    pub form: u32,
    /// When the record was written: civil seconds since 1970-01-01.
    pub time: Option<i64>,
    /// The source's rank.
    pub priority: i32,
    /// How many of the customer's records carry the value.
    pub count: u32,
    /// Whether the record says that the value was verified, and how, when and by whom.
    pub verified: bool,
}

/// Which contender won, and what decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Survival {
    /// The winner, by index.
    pub winner: usize,
    /// The strategy that set it apart; `None`: there was no other value, or nothing but order decided.
    pub by: Option<Survivorship>,
}

/// One field's values with provenance in, the winner and the reason out.
///
/// Contract: never invents a value; independent of the contenders' order up to equal ones.
pub trait Survivor: Debug + Send + Sync {
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
    /// The strategy that decided.
    pub by: Option<Survivorship>,
}

impl Profiles {
    /// No winners yet, for so many fields.
    #[must_use]
    pub fn new(fields: usize) -> Self {
        Profiles { fields, winners: Vec::new() }
    }

    /// Adds the next customer's winners, one per field.
    pub fn push(&mut self, winners: impl Iterator<Item = Option<Winner>>) {
        self.winners.extend(winners);
    }

    /// The winner of a customer's field.
    #[must_use]
    pub fn winner(&self, customer: usize, field: usize) -> Option<Winner> {
        self.winners.get(customer * self.fields + field).copied().flatten()
    }
}
