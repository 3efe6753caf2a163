//! Tags: dimensions, each with ordered rules that give a customer one value (or several).
//!
//! ```json
//! {"name": "002", "version": "1", "dimensions": [
//!   {"name": "价值", "label": "{}价值", "otherwise": "低", "rules": [
//!     {"value": "高", "when": "年消费 >= 10000元"},
//!     {"value": "中", "when": "年消费 in [3000元, 10000元)"}]},
//!   {"name": "组合", "combine": ["价值", "状态"]}]}
//! ```

use serde::{Deserialize, Serialize};

/// One named and versioned set of tag rules. Two sets with the same dimension (T5) are never merged.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagsSpec {
    /// The rule set's name.
    #[serde(default)]
    pub name: String,
    /// The rule set's version.
    #[serde(default)]
    pub version: String,
    /// The dimensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<DimensionSpec>,
}

/// One dimension of tags.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DimensionSpec {
    /// The name that rules and layers use.
    pub name: String,
    /// The path above it in the tag hierarchy, such as `一级/价值等级`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What happens when several rules are true.
    #[serde(default, skip_serializing_if = "HitPolicy::is_first")]
    pub hit: HitPolicy,
    /// Says that the order of the rules is meant: of a `first` dimension, overlaps of its rules are then no finding.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ordered: bool,
    /// The rules, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<TagRule>,
    /// The value when every rule is false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// The value when no rule is true and some rule cannot be decided. Without it `unknown`; a
    /// collecting dimension then has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<String>,
    /// Instead of rules: the dimensions whose values are joined with `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<Vec<String>>,
    /// How a value is written in a combination; `{}` stands for the value, as in `需求-{}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The definition in words, with its source and our own choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What happens when several rules of a dimension are true.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum HitPolicy {
    /// The first true rule decides; the order carries meaning.
    First {},
    /// At most one rule may be true; if two are, that is reported and the first decides.
    Unique {},
    /// Every true rule adds its value.
    Collect {},
}

impl Default for HitPolicy {
    fn default() -> Self {
        HitPolicy::First {}
    }
}

impl HitPolicy {
    /// Whether the first true rule decides silently.
    #[must_use]
    pub fn is_first(&self) -> bool {
        matches!(self, HitPolicy::First {})
    }
}

/// One rule of a dimension.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TagRule {
    /// The value it gives.
    pub value: String,
    /// The rule's text over facts, earlier dimensions and aggregates of streams.
    pub when: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
