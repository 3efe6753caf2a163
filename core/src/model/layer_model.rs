//! What layers know of a population: fitted once, a document, and all that a customer alone needs beside its own facts.

use super::FactUnit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The models of layerings, by their names.
pub type LayerModels = BTreeMap<String, LayerModel>;

/// What was fitted to a population. Numbers are integers, so that a document gives back what was written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum LayerModel {
    /// A ranking by one number, and where it is cut.
    Cuts(Cuts),
}

/// A ranking of customers by one number, and where it is cut into layers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cuts {
    /// The fact that is ranked.
    pub by: String,
    /// What its numbers count.
    pub unit: FactUnit,
    /// Whether the least number is the best one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lowest_first: bool,
    /// Per layer but the last, the worst number that is in it or above it; a layer that nobody can be in has that of the one above.
    pub ends: Vec<Option<i64>>,
}
