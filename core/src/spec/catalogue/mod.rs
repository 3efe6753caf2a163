//! Ready-made metrics: the templates' own, by name, with a version. A spec names those it wants, and `compile` writes them out.
//!
//! ```json
//! {"catalogue": [{"metric": "order_count"},
//!                {"metric": "total_amount", "name": "2023年总交易额", "window": {"fixed": {"from": "2023-01-01", "to": "2024-01-01"}}},
//!                {"metric": "complaint_rate", "streams": {"interactions": "服务记录"}, "attributes": {"interactions.type": "类别"}}]}
//! ```
//!
//! The data are in `metrics.json`. Streams and attributes there are `orders` (`amount`, `product`, `order`, `margin`) and
//! `interactions` (`channel`, `type`, `content`, `staff`, `result`). What a template leaves open (the denominator of 投诉率, what
//! counts as high margin) is said to be ours in its note.

use super::{Measure, Window};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A metric of the catalogue that a spec wants.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueUse {
    /// Its name in the catalogue.
    pub metric: String,
    /// What it is called here; left out, by its label (`order_count` is 订单数量).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What its streams are called here, where it is something else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub streams: BTreeMap<String, String>,
    /// What its attributes are called here: `{"orders.amount": "金额"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
    /// Another window than its own; it is another definition then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Other events than its own; it is another definition then.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

/// A metric of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct MetricTemplate {
    /// Its name.
    pub name: String,
    /// Its version; a definition that changes has another one.
    pub version: u32,
    /// Its Chinese name.
    pub label: String,
    /// The requirements that it comes from.
    pub seed: Vec<String>,
    /// What is computed of every customer; of a ratio, the parts are metrics of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// The events that count.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The window.
    #[serde(default, skip_serializing_if = "Window::is_lifetime")]
    pub window: Window,
    /// Instead of a measure: the share of customers for whom this holds; metrics of the catalogue are its names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Those of whom it is the share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<String>,
    /// The definition in words.
    pub note: String,
}

impl MetricTemplate {
    /// All of them.
    #[must_use]
    pub fn all() -> &'static [MetricTemplate] {
        static ALL: OnceLock<Vec<MetricTemplate>> = OnceLock::new();
        // That the file can be read, a test says.
        ALL.get_or_init(|| serde_json::from_str(include_str!("metrics.json")).unwrap_or_default())
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static MetricTemplate> {
        Self::all().iter().find(|template| template.name == name)
    }

    /// The definition's id: `order_count@1`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }
}
