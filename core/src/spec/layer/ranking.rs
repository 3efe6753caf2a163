//! Layers by rank: quantiles, the top N %, the head that makes most of a sum (R6, R84).
//!
//! ```json
//! [{"ranking": {"name": "消费五分位", "by": "年消费", "cut": {"quantiles": {"layers": ["A", "B", "C", "D", "E"]}},
//!    "ties": "include", "otherwise": "无数据"}},
//!  {"ranking": {"name": "年交易额前20%", "by": "年交易额", "cut": {"top": {"shares": [{"percent": 20, "layer": "Top20%"}], "rest": "其他"}},
//!    "otherwise": "其他"}},
//!  {"ranking": {"name": "营收头部", "by": "年交易额", "cut": {"of_sum": {"shares": [{"percent": 60, "layer": "头部"}], "rest": "长尾"}},
//!    "otherwise": "长尾"}}]
//! ```

use super::super::Ties;
use crate::model::LayerModel;
use serde::{Deserialize, Serialize};

/// Customers ranked by one number, and cut into layers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingSpec {
    /// The layering's name.
    pub name: String,
    /// The numeric fact.
    pub by: String,
    /// Whether the least number is the best one, as of days since the last order.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lowest_first: bool,
    /// Where the ranking is cut.
    pub cut: CutSpec,
    /// What becomes of customers whose number is that of the last one of a layer: all of them are in it, or none whom the cut does not
    /// leave whole. `first` is no rule here: who comes first is nothing that one customer alone could tell.
    #[serde(default)]
    pub ties: Ties,
    /// The layer of customers whose number is not known.
    pub otherwise: String,
    /// The model of an earlier run; left out, it is fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<LayerModel>,
    /// The definition in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Where a ranking is cut.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum CutSpec {
    /// Into as many equal parts as there are layers, best first: five are quintiles.
    Quantiles {
        /// The layers, best first.
        layers: Vec<String>,
    },
    /// After so many in a hundred customers, counted from the best, rounded up.
    Top {
        /// The shares, counted from the best: 20 and 50 are the best fifth and the three tenths after it.
        shares: Vec<LayerShare>,
        /// The layer of all who come after.
        rest: String,
    },
    /// After the fewest customers, counted from the best, who make so much in a hundred of the sum of what is above zero (Pareto, ABC).
    OfSum {
        /// The shares of the sum, counted from the best.
        shares: Vec<LayerShare>,
        /// The layer of all who come after.
        rest: String,
    },
}

/// A layer that ends at a share.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerShare {
    /// Up to how many in a hundred, from 1 to 99, each more than the one before.
    pub percent: u32,
    /// The layer.
    pub layer: String,
}
