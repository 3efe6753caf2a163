//! A decision table: one layer for every combination of the values of tag dimensions.
//!
//! ```json
//! {"table": {"name": "综合分层", "dimensions": ["价值", "活跃度"], "layers": ["S级", "B级", "C级"],
//!    "overrides": [{"when": "状态 = \"流失\"", "layer": "C级"}],
//!    "cells": {"高": {"高": "S级", "低": "B级"}, "低": {"高": "B级", "低": "B级"}},
//!    "otherwise": "B级"}}
//! ```

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// A decision table over tag dimensions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerTableSpec {
    /// The layering's name.
    pub name: String,
    /// The dimensions, in the order of the nesting of `cells`.
    pub dimensions: Vec<String>,
    /// The layers, best first. When it is given, no other layer may stand in the table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<String>,
    /// Rules that go before the table, in order; the first true one decides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<LayerOverride>,
    /// One layer for every combination of values.
    pub cells: Cells,
    /// The layer of customers of whom a dimension is not known.
    pub otherwise: String,
    /// The definition in words, with its source and our own choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A rule that goes before the table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerOverride {
    /// The rule's text over facts, dimensions and aggregates of streams.
    pub when: String,
    /// The layer it gives.
    pub layer: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A cell of a decision table, or the cells below one value: `{"高": {"低": "B级"}}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Cells {
    /// The layer.
    Layer(String),
    /// The cells below each value of the next dimension.
    Split(BTreeMap<String, Cells>),
}

// Written by hand: an untagged enum would hide the place of an error and drop repeated keys.
impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Cell;

        impl<'de> Visitor<'de> for Cell {
            type Value = Cells;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a layer, or an object with one entry per value of the next dimension")
            }

            fn visit_str<E: serde::de::Error>(self, layer: &str) -> Result<Cells, E> {
                Ok(Cells::Layer(layer.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cells, A::Error> {
                let mut cells = BTreeMap::new();
                while let Some((value, below)) = map.next_entry::<String, Cells>()? {
                    if cells.insert(value.clone(), below).is_some() {
                        return Err(A::Error::custom(format!("the value `{value}` stands twice")));
                    }
                }
                Ok(Cells::Split(cells))
            }
        }

        deserializer.deserialize_any(Cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_nest_and_refuse_repeated_values() {
        let cells: Cells = serde_json::from_str(r#"{"高":{"低":"B级"},"低":"C级"}"#).unwrap();
        assert_eq!(serde_json::to_string(&cells).unwrap(), r#"{"低":"C级","高":{"低":"B级"}}"#);
        let error = serde_json::from_str::<Cells>(r#"{"高":"A","高":"B"}"#).unwrap_err();
        assert!(error.to_string().contains("`高` stands twice"), "{error}");
        assert!(serde_json::from_str::<Cells>("[1]").is_err());
    }
}
