//! A weighted score: points per dimension, weights that can be adjusted after a review, bands of the score (R72).
//!
//! ```json
//! {"score": {"name": "价值评分", "weights": 100,
//!    "dimensions": [
//!      {"by": "年消费", "weight": 50, "steps": [{"when": ">= 10000元", "points": 100}, {"when": ">= 3000元", "points": 60}], "points": 20, "unknown": 0},
//!      {"by": "忠诚度", "weight": 30, "steps": [{"when": "= \"高\"", "points": 100}, {"when": "= \"中\"", "points": 60}], "points": 20},
//!      {"by": "活跃度", "weight": 20, "steps": [{"when": "in {\"高\", \"中\"}", "points": 100}], "points": 0}],
//!    "bands": [{"layer": "S级", "from": 80}, {"layer": "A级", "from": 60}, {"layer": "B级"}],
//!    "otherwise": "B级"}}
//! ```

use serde::{Deserialize, Serialize};

/// A weighted sum of points, cut into layers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreSpec {
    /// The layering's name.
    pub name: String,
    /// What the weights sum to; a sum that is another one is an error.
    #[serde(default = "hundred")]
    pub weights: u32,
    /// The dimensions.
    pub dimensions: Vec<ScoreDimension>,
    /// The bands of the score, highest first; the last has no `from`.
    pub bands: Vec<LayerBand>,
    /// The layer of customers of whom a dimension is not known that has no points for that.
    pub otherwise: String,
    /// The definition in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A dimension of a score: a numeric fact, or a tag dimension with one value per customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreDimension {
    /// The fact or tag dimension.
    pub by: String,
    /// Its share of the score.
    pub weight: u32,
    /// What gives points; the first that holds counts.
    pub steps: Vec<ScoreStep>,
    /// The points where no step holds.
    pub points: i32,
    /// The points where nothing is known; left out, the customer has no score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<i32>,
}

/// A step of a dimension.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreStep {
    /// The test as rules write it behind a name: `>= 10000元`, `in [3000元, 10000元)`, `= "高"`.
    pub when: String,
    /// The points it gives.
    pub points: i32,
}

/// A band of a score and its layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerBand {
    /// The layer.
    pub layer: String,
    /// From how many points on, inclusive; only the last band has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i32>,
}

fn hundred() -> u32 {
    100
}
