//! Survivorship: which of a field's values becomes the profile's.

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

/// One survivorship strategy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Survivorship {
    /// The value whose reading is soundest: ok before repaired before suspicious before ambiguous.
    Valid {},
    /// The value of the source with the highest priority.
    SourcePriority {},
    /// The value of the latest row; undated rows come last.
    MostRecent {},
    /// The value that most rows carry.
    MostFrequent {},
    /// The longest display form, in characters.
    Longest {},
    /// A value that was verified, with method, date and operator (R27).
    Verified {},
}
