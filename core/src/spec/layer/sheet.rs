//! Sheets: a line per customer with its levels, its layer and what is advised (表3 of the templates, R23).
//!
//! ```json
//! [{"name": "客户分层表", "customer": "客户编号",
//!   "columns": [{"name": "价值等级", "of": "价值"}, {"name": "忠诚度等级", "of": "忠诚度"}, {"name": "活跃度等级", "of": "活跃度"},
//!               {"name": "综合分层", "of": "综合分层"}],
//!   "advice": {"name": "策略建议", "of": "综合分层", "by": {"S级": "VIP服务+定期回访", "C级": "召回优惠券+分析流失原因"}}}]
//! ```

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line per customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerSheetSpec {
    /// The sheet's name.
    pub name: String,
    /// The header of the customer id.
    #[serde(default = "customer")]
    pub customer: String,
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// The last column: what is advised, by layer or value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advice: Option<AdviceColumn>,
}

/// A column of a sheet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetColumn {
    /// Its header.
    pub name: String,
    /// The layering, tag dimension, metric or field that it shows.
    pub of: String,
}

/// What is advised, by layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdviceColumn {
    /// Its header.
    pub name: String,
    /// The layering, or tag dimension with one value per customer, that it goes by.
    pub of: String,
    /// The advice by layer or value; where there is none, the cell is empty.
    pub by: BTreeMap<String, String>,
}

fn customer() -> String {
    "客户编号".to_owned()
}
