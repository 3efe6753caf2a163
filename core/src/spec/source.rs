//! Sources and fields: the schema.

use crate::schema::FieldKind;
use serde::{Deserialize, Serialize};

/// One channel's list.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceSpec {
    /// The source's name; the input table of this name is read.
    pub name: String,
    /// The column of the record id; without one, the row number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The column that dates a row, for recency and first contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The source has no duplicates inside: none of its records are joined to each other.
    #[serde(default)]
    pub unique: bool,
    /// Rank in survivorship by source: higher is trusted more.
    #[serde(default)]
    pub priority: i32,
    /// What the columns mean.
    pub columns: Vec<ColumnSpec>,
}

/// One or more columns of a source that hold a field's value.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// The field.
    pub field: String,
    /// The columns, joined by a blank; several entries for one field are several values.
    pub from: Vec<String>,
}

/// One field of a customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// The field's name.
    pub name: String,
    /// What its values mean.
    pub kind: FieldKind,
}
