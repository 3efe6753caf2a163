//! Which layer each customer is in.

use super::LayerModel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One layering of all customers: exactly one layer each.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LayerTable {
    /// The layering's name.
    pub name: String,
    /// The layers; a code is an index into them.
    pub layers: Vec<String>,
    /// One code per customer.
    pub codes: Vec<u16>,
    /// What was fitted to the population that the layers rest on; `None`: each customer stands alone.
    pub model: Option<LayerModel>,
}

/// Who is in which layer at a date, by customer id: what a later run is set beside.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerRecord {
    /// The layering's name.
    pub name: String,
    /// The date, as `2024-06-30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The layers, best first.
    pub layers: Vec<String>,
    /// The layer of each customer.
    pub customers: BTreeMap<String, String>,
    /// Ids that are gone, and the id of the customer that each went into; none: into none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redirects: BTreeMap<String, Option<String>>,
    /// Ids that are new since the run before, and the id that most of their records had then.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub split_from: BTreeMap<String, String>,
}

impl LayerTable {
    /// A customer's layer.
    #[must_use]
    pub fn layer(&self, row: usize) -> Option<&str> {
        self.codes.get(row).and_then(|code| self.layers.get(usize::from(*code))).map(String::as_str)
    }

    /// How many customers are in each layer.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.layers.len()];
        for code in &self.codes {
            if let Some(count) = counts.get_mut(usize::from(*code)) {
                *count += 1;
            }
        }
        counts
    }
}
