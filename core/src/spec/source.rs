//! Sources and fields: the schema.

use super::FeedValue;
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

impl SourceSpec {
    /// The columns that it names.
    pub(super) fn named_columns(&self) -> impl Iterator<Item = &str> {
        let verified = self.columns.iter().filter_map(|c| c.verified.as_ref()).flat_map(|v| v.parts()).flatten().filter_map(FeedValue::column);
        let own = self.id.iter().chain(&self.time).chain(self.columns.iter().flat_map(|c| &c.from));
        own.map(String::as_str).chain(verified)
    }
}

/// One or more columns of a source that hold a field's value.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// The field.
    pub field: String,
    /// The columns, joined by a blank; several entries for one field are several values.
    pub from: Vec<String>,
    /// Where a row says that its value was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<VerifiedSpec>,
}

/// Where a row says that a value was confirmed, and how, when and by whom (真实性核验, R27).
///
/// ```json
/// {"field": "电话", "from": ["手机"],
///  "verified": {"method": {"constant": "电话回访"}, "date": {"column": "核实日期"}, "operator": {"column": "核实人"}}}
/// ```
///
/// A row is verified where one of the columns says something; `否` and `未核实` as a method say that it is not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerifiedSpec {
    /// How it was confirmed, such as by phone.
    pub method: FeedValue,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<FeedValue>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<FeedValue>,
}

impl VerifiedSpec {
    /// Method, date and operator.
    #[must_use]
    pub fn parts(&self) -> [Option<&FeedValue>; 3] {
        [Some(&self.method), self.date.as_ref(), self.operator.as_ref()]
    }
}

/// One field of a customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// The field's name.
    pub name: String,
    /// What its values mean.
    pub kind: FieldKind,
    /// Whether a record must hold a value (必采) or may (选采).
    #[serde(default, skip_serializing_if = "Need::is_optional")]
    pub need: Need,
    /// The module it belongs to. Fields outside [`Module::Base`] say nothing about who the customer is: by default they
    /// are not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<Module>,
}

impl FieldSpec {
    /// An optional field of no module.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: FieldKind) -> Self {
        FieldSpec { name: name.into(), kind, need: Need::Optional, module: None }
    }

    /// Whether its values can say who the customer is.
    #[must_use]
    pub fn is_of_identity(&self) -> bool {
        matches!(self.module, None | Some(Module::Base))
    }
}

/// Whether a record must hold a value of a field (R7, R26).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// 必采: a record without one is reported.
    Required,
    /// 选采.
    #[default]
    Optional,
}

impl Need {
    /// Whether a record may do without.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        *self == Need::Optional
    }
}

/// The modules of a customer's information (R16).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Module {
    /// 客户基本信息: who the customer is.
    Base,
    /// 多渠道互动记录: what happened between the customer and the channels.
    Interactions,
    /// 客户标签与需求: what the customer is like and wants.
    TagsAndNeeds,
    /// 跟进状态与计划: where the customer stands and what comes next.
    FollowUp,
}

impl Module {
    /// All of them, in the order of R16.
    pub const ALL: [Module; 4] = [Module::Base, Module::Interactions, Module::TagsAndNeeds, Module::FollowUp];

    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Module::Base => "base",
            Module::Interactions => "interactions",
            Module::TagsAndNeeds => "tags_and_needs",
            Module::FollowUp => "follow_up",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Module::Base => "客户基本信息",
            Module::Interactions => "多渠道互动记录",
            Module::TagsAndNeeds => "客户标签与需求",
            Module::FollowUp => "跟进状态与计划",
        }
    }
}
