//! Tags that come from outside the rules: choices by hand, and the tags of the run before.
//!
//! ```json
//! {"manual": {"table": "手动标签", "customer": "客户编号", "dimension": "维度", "value": "标签",
//!             "actor": "操作人", "reason": "原因", "at": "时间", "until": "到期"},
//!  "previous": {"table": "上次标签", "customer": "客户编号", "dimension": "维度", "value": "标签", "since": "日期"}}
//! ```

use super::LinkSpec;
use serde::{Deserialize, Serialize};

/// A table of choices by hand (R61), one per row.
///
/// | row | outcome on 2024-06-30 |
/// |---|---|
/// | 潜力, until 2024-12-31 | counts |
/// | 潜力, until 2024-06-29 | does not count; finding `expired_choices` |
/// | at 2024-07-01 | does not count yet; finding `future_choices` |
/// | 高 at 2024-05-01, 中 at 2024-06-01 | 中: the later one; finding `contested_choices` |
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManualSpec {
    /// The table's name among the inputs.
    pub table: String,
    /// The column of customer ids; ids that are gone lead to where they went. Either this or `link`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// The columns that name a record of the customer: the choice goes where the record goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkSpec>,
    /// The column of dimensions.
    pub dimension: String,
    /// The column of values.
    pub value: String,
    /// The column that says who chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The column that says why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The column that says when; later choices go before earlier ones, and undated ones come last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The column of the last day on which the choice counts; empty: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// A table of the tags of the run before, one per row, for dimensions whose null policy is `keep_last` and for lifecycles.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousTagsSpec {
    /// The table's name among the inputs.
    pub table: String,
    /// The column of customer ids; ids that are gone lead to where they went. Either this or `link`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// The columns that name a record of the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkSpec>,
    /// The column of dimensions.
    pub dimension: String,
    /// The column of values.
    pub value: String,
    /// The column of the day on which the value was last decided, not kept; of a stage the day on which it was entered.
    pub since: String,
    /// The column of the day before which a stage is not left, if a move said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl ManualSpec {
    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let others = [&self.actor, &self.reason, &self.at, &self.until].into_iter().flatten().map(String::as_str);
        holder(self.customer.as_ref(), self.link.as_ref()).chain([self.dimension.as_str(), &self.value]).chain(others)
    }
}

impl PreviousTagsSpec {
    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        holder(self.customer.as_ref(), self.link.as_ref()).chain([self.dimension.as_str(), &self.value, &self.since]).chain(self.until.as_deref())
    }
}

fn holder<'a>(customer: Option<&'a String>, link: Option<&'a LinkSpec>) -> impl Iterator<Item = &'a str> {
    let link = link.into_iter().flat_map(|link| [&link.source, &link.id]);
    customer.into_iter().chain(link).map(String::as_str)
}
