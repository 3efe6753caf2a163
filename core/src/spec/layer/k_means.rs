//! k-means, for exploration: groups of customers who are alike in some numbers.
//!
//! ```json
//! {"k_means": {"name": "消费分群", "layers": ["群1", "群2", "群3", "群4"],
//!    "columns": [{"by": "距上次购买", "lowest_first": true}, {"by": "订单数"}, {"by": "累计消费"}],
//!    "otherwise": "无数据"}}
//! ```

use crate::model::LayerModel;
use serde::{Deserialize, Serialize};

/// Groups around as many centres as there are layers (Lloyd 1982), in logarithmic, standardised numbers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KMeansSpec {
    /// The layering's name.
    pub name: String,
    /// The groups' names; the centre whose numbers are the best in all gets the first.
    pub layers: Vec<String>,
    /// The numbers.
    pub columns: Vec<KMeansColumn>,
    /// At most so many customers are fitted to, chosen by the content of their numbers; the others are given the nearest centre.
    #[serde(default = "most", skip_serializing_if = "is_most")]
    pub most: u32,
    /// The layer of customers of whom a number is not known.
    pub otherwise: String,
    /// The model of an earlier run; left out, it is fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<LayerModel>,
    /// The definition in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A number that customers are alike in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KMeansColumn {
    /// The numeric fact.
    pub by: String,
    /// Whether the least number is the best one; for the order of the groups only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lowest_first: bool,
    /// Whether the number stands as it is; else its logarithm does, since amounts and counts have long tails.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub plain: bool,
}

fn most() -> u32 {
    65_536
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_most(of: &u32) -> bool {
    *of == most()
}
