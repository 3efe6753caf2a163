//! RFM: recency, frequency and monetary value as scores, and the segment of every combination.
//!
//! ```json
//! {"rfm": {"name": "RFM", "recency": {"by": "距上次购买"}, "frequency": {"by": "订单数"}, "monetary": {"by": "累计消费"},
//!    "otherwise": "从未购买"}}
//! ```
//!
//! The segments that are shipped are data (`rfm_segments.json`); a spec may list its own.

use super::super::Ties;
use crate::model::LayerModel;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Scores of recency, frequency and monetary value, and the segment of each combination (Hughes 1994).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RfmSpec {
    /// The layering's name.
    pub name: String,
    /// Days since the last order: the fewer the better.
    pub recency: RfmAxis,
    /// How many orders.
    pub frequency: RfmAxis,
    /// How much money.
    pub monetary: RfmAxis,
    /// Scores go from 1 to this one.
    #[serde(default = "five")]
    pub scores: u32,
    /// What becomes of customers whose number is that of the last one of a score; as in a ranking.
    #[serde(default)]
    pub ties: Ties,
    /// The segments, best first; the first that fits is the customer's. Left out, the eleven that are shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<Vec<RfmSegment>>,
    /// The segment of customers of whom one of the three numbers is not known.
    pub otherwise: String,
    /// The model of an earlier run; left out, it is fitted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<LayerModel>,
    /// The definition in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One of the three numbers, and how it becomes a score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RfmAxis {
    /// The numeric fact.
    pub by: String,
    /// The worst number of each score but the last, best first, with its unit: `["30天", "60天", "90天", "180天"]`. Left out, the scores are
    /// quantiles of the customers whose number is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Vec<String>>,
}

/// A segment: a box of scores, each end included; what is left out is not looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RfmSegment {
    /// The segment's name.
    pub layer: String,
    /// From which to which score of recency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r: Option<(u32, u32)>,
    /// Of frequency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub f: Option<(u32, u32)>,
    /// Of monetary value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m: Option<(u32, u32)>,
    /// Of the mean of frequency and monetary value, a half rounded up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fm: Option<(u32, u32)>,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl RfmSegment {
    /// The eleven segments that are shipped, for scores from 1 to 5.
    #[must_use]
    pub fn usual() -> &'static [RfmSegment] {
        static USUAL: OnceLock<Vec<RfmSegment>> = OnceLock::new();
        // That the file can be read, a test says.
        USUAL.get_or_init(|| serde_json::from_str(include_str!("rfm_segments.json")).unwrap_or_default())
    }

    /// Whether a customer with these scores is in the box.
    #[must_use]
    pub fn holds(&self, r: u32, f: u32, m: u32) -> bool {
        let within = |range: Option<(u32, u32)>, score: u32| range.is_none_or(|(low, high)| (low..=high).contains(&score));
        within(self.r, r) && within(self.f, f) && within(self.m, m) && within(self.fm, f.saturating_add(m).saturating_add(1) / 2)
    }
}

fn five() -> u32 {
    5
}
