//! Facts: which tables are streams of events, and which metrics are computed over them.
//!
//! ```json
//! {"streams": [{"name": "orders",
//!    "attributes": [{"name": "amount", "kind": {"money": {}}}],
//!    "feeds": [{"table": "电商", "time": "下单时间", "attributes": {"amount": {"column": "实付金额"}}}]}],
//!  "metrics": [{"name": "年消费",
//!    "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}}]}
//! ```

use super::{CatalogueUse, Measure, PurchaseSpec, StreamSpec, Window};
use serde::{Deserialize, Serialize};

/// Event streams and the metrics over them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsSpec {
    /// The streams of events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<StreamSpec>,
    /// Metrics of the [`catalogue`](crate::spec::MetricTemplate); `compile` writes them out under `metrics`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub catalogue: Vec<CatalogueUse>,
    /// The metrics, one column of facts each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<MetricSpec>,
    /// Shares of customers: one number for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<RateSpec>,
    /// Models of repeat buying, each with its columns of facts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purchases: Vec<PurchaseSpec>,
}

/// The share of customers for whom a rule holds, among those for whom another one does.
///
/// ```json
/// {"name": "复购客户占比", "among": "订单数 >= 1", "when": "订单数 >= 2"}
/// ```
///
/// A customer for whom one of the rules cannot be decided is left out, and counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateSpec {
    /// The name.
    pub name: String,
    /// The rule over metrics that makes the share.
    pub when: String,
    /// The rule over metrics that says whom it is a share of; left out, all customers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<String>,
    /// The definition's id, where it has one of its own (`customer_repurchase_rate@1`); left out, a hash of the definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The definition in words, with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A metric: one fact per customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricSpec {
    /// The name that rules use.
    pub name: String,
    /// What is computed.
    pub measure: Measure,
    /// A rule over the stream's attributes; only events for which it is true count.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Which events count, by their date.
    #[serde(default, skip_serializing_if = "Window::is_lifetime")]
    pub window: Window,
    /// The definition's id, where it has one of its own (`order_count@1`); left out, a hash of the definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The definition in words, with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
