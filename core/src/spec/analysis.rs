//! What an analysis is for, about whom, when, and by which data (R4–R6).
//!
//! ```json
//! {"goal": "high_value_repurchase",
//!  "data": {"service_feedback": ["反馈"], "channel_preference": ["来源渠道"]},
//!  "scope": {"population": "existing", "where": "行业 = \"制造业\"", "period": {"last_months": {"months": 12}},
//!            "top": {"percent": 20, "by": "交易金额"}, "show": ["购买频次", "产品偏好", "服务反馈"]}}
//! ```

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an analysis is for, and about what. It selects which customers and columns [`crate::Outcome::analysis`] shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnalysisSpec {
    /// What it is for.
    pub goal: Goal,
    /// Which streams, fields, metrics and tag dimensions hold the data that goals require. Left out, the stream `orders` is the
    /// purchase history and the stream `interactions` the interaction history, where there are such.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<RequiredData, Vec<String>>,
    /// About whom, when, and by which columns.
    #[serde(default)]
    pub scope: ScopeSpec,
}

/// What an analysis is for (R4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// 高价值客户识别.
    HighValue,
    /// 客户流失预警.
    ChurnWarning,
    /// 产品需求偏好分析.
    NeedPreference,
    /// 提升高价值客户复购率.
    HighValueRepurchase,
}

/// Data that a goal requires.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RequiredData {
    /// 历史购买记录.
    PurchaseHistory,
    /// 服务反馈.
    ServiceFeedback,
    /// 渠道偏好.
    ChannelPreference,
    /// 互动频次.
    InteractionHistory,
    /// 产品偏好.
    ProductPreference,
}

/// About whom, when, and by which columns (R5).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeSpec {
    /// Which customers, by when they were first seen.
    #[serde(default)]
    pub population: Population,
    /// A rule over facts, fields and tags that customers must fulfil, such as those of one industry (行业客户). It reads metrics of the
    /// period.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The period. Metrics without a window of their own are those of its events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Which kinds of columns are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<DataDimension>,
    /// Only the highest by a metric (R6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top: Option<TopSpec>,
    /// Columns that are shown besides: fields, metrics, tag dimensions, layerings. With neither dimensions nor these, all are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub show: Vec<String>,
}

/// Which customers, by the day on which they were first seen (R5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Population {
    /// Everybody.
    #[default]
    All,
    /// 存量: first seen before the period.
    Existing,
    /// 新获: first seen within the period.
    New,
}

/// A period of whole days (R5: 近1年, 近3个月).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Period {
    /// So many days up to the as-of date, which is one of them.
    LastDays {
        /// From 1.
        days: u32,
    },
    /// So many months up to the as-of date: from the day after its day that many months before.
    LastMonths {
        /// From 1; a year is 12.
        months: u32,
    },
    /// From one day to another, both included.
    Between {
        /// The first day, as `2024-01-01`.
        from: String,
        /// The last day.
        to: String,
    },
}

/// A kind of columns (R5).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DataDimension {
    /// 基础信息: the fields of the profile.
    Basic,
    /// 业务画像: of the fields those that R8 makes the profile of the spec's business, such as 行业, 年采购预算 and 关键决策人 of `b2b`.
    Profile,
    /// 交易数据: metrics over the streams of the purchase history.
    Transactions,
    /// 互动频次: metrics over all other streams.
    Interactions,
}

/// The highest by a metric (R6: 近1年交易金额 Top20%).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopSpec {
    /// Of the customers in scope whose value is known, so many in a hundred, rounded up; from 1 to 100.
    pub percent: u32,
    /// The metric.
    pub by: String,
    /// What becomes of customers whose values equal that of the last one.
    #[serde(default)]
    pub ties: Ties,
}

/// What becomes of customers, or of values of a list, that equal the last one who is in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ties {
    /// All of them are in.
    #[default]
    Include,
    /// None of them is in who would be beyond the share, nor the last one.
    Exclude,
    /// Those who come first in canonical order are in, as many as the share allows.
    First,
}

impl Goal {
    /// The Chinese name (R4).
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Goal::HighValue => "高价值客户识别",
            Goal::ChurnWarning => "客户流失预警",
            Goal::NeedPreference => "产品需求偏好分析",
            Goal::HighValueRepurchase => "提升高价值客户复购率",
        }
    }

    /// The data without which it cannot be reached. R4 names that of the last one; the others are ours.
    #[must_use]
    pub fn requires(self) -> &'static [RequiredData] {
        use RequiredData::{ChannelPreference, InteractionHistory, ProductPreference, PurchaseHistory, ServiceFeedback};
        match self {
            Goal::HighValue => &[PurchaseHistory],
            Goal::ChurnWarning => &[PurchaseHistory, InteractionHistory],
            Goal::NeedPreference => &[PurchaseHistory, ProductPreference],
            Goal::HighValueRepurchase => &[PurchaseHistory, ServiceFeedback, ChannelPreference],
        }
    }
}

impl RequiredData {
    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RequiredData::PurchaseHistory => "purchase_history",
            RequiredData::ServiceFeedback => "service_feedback",
            RequiredData::ChannelPreference => "channel_preference",
            RequiredData::InteractionHistory => "interaction_history",
            RequiredData::ProductPreference => "product_preference",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            RequiredData::PurchaseHistory => "历史购买记录",
            RequiredData::ServiceFeedback => "服务反馈",
            RequiredData::ChannelPreference => "渠道偏好",
            RequiredData::InteractionHistory => "互动频次",
            RequiredData::ProductPreference => "产品偏好",
        }
    }

    /// The stream that holds it where nothing else is said.
    #[must_use]
    pub fn usual_stream(self) -> Option<&'static str> {
        match self {
            RequiredData::PurchaseHistory => Some("orders"),
            RequiredData::InteractionHistory => Some("interactions"),
            _ => None,
        }
    }
}

impl AnalysisSpec {
    /// What holds data of a kind: the names in `data`, else its usual stream.
    pub fn holding(&self, data: RequiredData) -> impl Iterator<Item = &str> {
        let written = self.data.get(&data);
        written.into_iter().flatten().map(String::as_str).chain(data.usual_stream().filter(|_| written.is_none()))
    }
}
