//! Stages of customers: where each is, since when, and where it came from.

use super::Codes;

/// The stages of all customers in a dimension that is a lifecycle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StageTable {
    /// The dimension, as an index into the dimensions in declaration order.
    pub dimension: usize,
    /// The day, as days since 1970-01-01.
    pub day: Option<i32>,
    /// One stage per customer; `None`: it has none yet.
    pub stages: Vec<Option<Stage>>,
    /// The stage that each customer had before.
    pub before: Vec<Option<Stage>>,
    /// Where the rules point.
    pub targets: Codes,
}

/// A stage, and the days that go with it, as days since 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stage {
    /// The value's code.
    pub code: u16,
    /// The day on which it was entered; `None`: no day was given.
    pub since: Option<i32>,
    /// Before this day it is not left.
    pub until: Option<i32>,
}
