//! Survivorship: which of a field's values becomes the profile's.
//!
//! ```json
//! {"default": [{"valid": {}}, {"source_priority": {}}],
//!  "fields": [{"field": "电话", "by": [{"valid": {}}, {"sources": ["门店", "官网"]}, {"most_recent": {}}]}],
//!  "groups": [{"name": "收货", "fields": ["地区", "地址", "邮编"], "by": [{"complete": {}}, {"most_recent": {}}]}]}
//! ```

use serde::{Deserialize, Serialize};

/// How profiles are built.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileSpec {
    /// The strategies for fields that have none of their own, in order; the next breaks the former's ties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub default: Vec<Survivorship>,
    /// Strategies of single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldSurvivorship>,
    /// Fields that move together. Left out: fields whose comparisons share a group, family and given name, and a region beside
    /// an address that one source feeds both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupSurvivorship>>,
    /// Fields of which a customer can only have one value: two of them are a contradiction. Left out: the fields of
    /// `identity.exclusive`, identity numbers, sexes, and dates of birth by their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single: Option<Vec<String>>,
}

/// The strategies of one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSurvivorship {
    /// The field.
    pub field: String,
    /// The strategies, in order; the next breaks the former's ties.
    pub by: Vec<Survivorship>,
}

/// Fields that describe one thing, such as the parts of an address: their values come from one record.
///
/// A group never mixes two records that contradict each other. Of a customer's records
///
/// | 地区 | 地址 | record |
/// |---|---|---|
/// | 上海 | 南京路1号 | 官网 |
/// | 北京 | | 门店 |
///
/// the profile has 上海 and 南京路1号, or 北京 and nothing, never 北京 and 南京路1号.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupSurvivorship {
    /// The group's name.
    pub name: String,
    /// Its fields, two or more; a field is in one group at most, and has no strategies of its own.
    pub fields: Vec<String>,
    /// The strategies that choose the record, in order. Left out: `complete`, then the profile's default ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Survivorship>,
    /// Whether a field that the chosen record leaves empty is taken from the next best record that has it and contradicts
    /// the chosen one in no field of the group. Otherwise it stays empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fill: bool,
}

/// One survivorship strategy. Of a group, each speaks of the whole of a record's values in the group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Survivorship {
    /// The value whose reading is soundest: ok before repaired before suspicious before ambiguous. Of a group, its worst one counts.
    Valid {},
    /// The value of the source with the highest priority.
    SourcePriority {},
    /// The value of the latest row; undated rows come last.
    MostRecent {},
    /// The value that most rows carry.
    MostFrequent {},
    /// The longest display form, in characters.
    Longest {},
    /// A value that was verified, with method, date and operator (R27). Of a group, more such values.
    Verified {},
    /// The value of which most components could be read: 上海市浦东新区世纪大道100号 before 上海. Of a group, the record with most
    /// of its fields filled.
    Complete {},
    /// The value of the source that stands first in this order; sources that are not named come last.
    Sources(Vec<String>),
    /// The value that stands first in this order, as it is displayed or by its key; others come last. Not for groups.
    Prefer(Vec<String>),
    /// A [`crate::profile::Survivor`] of the caller's own, by its name in the registry that the plan is compiled with; it is
    /// the only strategy of its field. Not for groups.
    Custom(String),
}
