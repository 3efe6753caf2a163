//! Tags: dimensions, each with ordered rules that give a customer one value (or several).
//!
//! ```json
//! {"name": "002", "version": "1", "dimensions": [
//!   {"name": "价值", "label": "{}价值", "otherwise": "低", "rules": [
//!     {"value": "高", "when": "年消费 >= 10000元"},
//!     {"value": "中", "when": "年消费 in [3000元, 10000元)"}]},
//!   {"name": "组合", "combine": ["价值", "状态"]}]}
//! ```

use super::{LifecycleSpec, ManualSpec, PreviousTagsSpec};
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
    /// Choices by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manual: Option<ManualSpec>,
    /// The tags of the run before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<PreviousTagsSpec>,
}

/// One dimension of tags.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DimensionSpec {
    /// The name that rules and layers use.
    pub name: String,
    /// The path above it in the tag hierarchy, such as `一级/价值等级`. Where its last two parts are another dimension of the rule set
    /// and a value of that (`价值等级/高`), the dimension divides the customers who have this value, all of them and no others: its rules
    /// begin with `价值等级 = "高" and`, it has no `otherwise`, and [`crate::check_rules`] says where it does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The values there can be, in their order. Left out: those of the rules, in theirs. A manual choice may have a
    /// value that no rule gives, if it stands here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub domain: Vec<String>,
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
    /// What a customer has of whom nothing can be decided.
    #[serde(default, skip_serializing_if = "NullPolicy::is_unknown")]
    pub null: NullPolicy,
    /// What a choice by hand is worth beside the rules.
    #[serde(default, skip_serializing_if = "ManualPolicy::is_wins")]
    pub manual: ManualPolicy,
    /// How many values a customer may have in a collecting dimension; those of later rules are left out, and reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u16>,
    /// Instead of rules: the dimensions whose values are joined with `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub combine: Option<Vec<String>>,
    /// Makes the values stages: a customer goes where the rules point only if it may, and not too soon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<LifecycleSpec>,
    /// How a value is written in a combination; `{}` stands for the value, as in `需求-{}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The definition in words, with its source and our own choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What happens when several rules of a dimension are true.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum HitPolicy {
    /// The first true rule decides; the order carries meaning.
    First {},
    /// At most one rule may be true; if two are, that is reported and the first decides.
    Unique {},
    /// Every true rule adds its value.
    Collect {},
    /// Every true rule adds its points; the band of the sum gives the value. Where a rule cannot be decided, there is a
    /// value if the sum with its points and the sum without them lie in one band.
    Score {
        /// The bands, highest first; the last has no `from` and takes all that is left.
        bands: Vec<Band>,
    },
}

/// A range of points and its value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The value.
    pub value: String,
    /// From how many points on, inclusive; only the last band has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
}

/// What a customer has in a dimension of whom no rule is true and some rule cannot be decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum NullPolicy {
    /// The dimension's unknown value.
    Unknown {},
    /// No value.
    Blank {},
    /// The value of the run before, as long as it is not older than so many days; then the unknown value.
    KeepLast {
        /// How old a value may be on the as-of date, counted from when it was last decided.
        days: u32,
    },
}

/// What a choice by hand is worth beside the rules of its dimension.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ManualPolicy {
    /// It goes before the rules.
    Wins {},
    /// It counts where the rules give nothing, or nothing that is known.
    Fills {},
    /// There is none: choices are reported and left out.
    Refused {},
}

impl Default for NullPolicy {
    fn default() -> Self {
        NullPolicy::Unknown {}
    }
}

impl NullPolicy {
    /// Whether it is the unknown value.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self, NullPolicy::Unknown {})
    }
}

impl Default for ManualPolicy {
    fn default() -> Self {
        ManualPolicy::Wins {}
    }
}

impl ManualPolicy {
    /// Whether it goes before the rules.
    #[must_use]
    pub fn is_wins(&self) -> bool {
        matches!(self, ManualPolicy::Wins {})
    }
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
    /// The value it gives; none where rules add points.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// The points it adds where the hit policy is `score`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i32>,
    /// The rule's text over facts, earlier dimensions and aggregates of streams.
    pub when: String,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
