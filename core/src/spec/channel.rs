//! Channels: what each is, what it does, what it costs.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A channel that customers are met in (R13).
///
/// ```json
/// {"name": "抖音", "aliases": ["抖音私信", "douyin"], "class": "partner", "priority": 20,
///  "roles": {"acquire": ["品牌宣传"], "interact": ["互动", "口碑"]},
///  "cost": {"per_month": "3000元", "per_contact": "0.5元"}}
/// ```
///
/// Nothing is decided by it: it is there for whoever weighs channels against each other, checked and with its costs in 分
/// ([`crate::Plan::channels`]).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSpec {
    /// Its name, as it stands in sources and events.
    pub name: String,
    /// What else it is called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Whose it is.
    pub class: ChannelClass,
    /// Higher comes first where channels compete.
    #[serde(default)]
    pub priority: i32,
    /// What it does for the customer's stage.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub roles: BTreeMap<ChannelStage, Vec<String>>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<ChannelCost>,
    /// Whatever else is to be known, such as how it is to be integrated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Whose a channel is (R13).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChannelClass {
    /// 自有.
    Own,
    /// 合作.
    Partner,
    /// 潜在新兴.
    Emerging,
}

/// The stages in which a channel has a role (R13).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChannelStage {
    /// 获取.
    Acquire,
    /// 互动.
    Interact,
    /// 服务.
    Serve,
    /// 转化.
    Convert,
    /// 留存.
    Retain,
}

/// What a channel costs: amounts as people write them (`3000元`, `0.3万元`).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelCost {
    /// Of a month, whatever happens in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_month: Option<String>,
    /// Of one contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_contact: Option<String>,
}
