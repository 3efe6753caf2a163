//! Due dates: on which day something is to be done about a customer, counted from a declared day.
//!
//! ```json
//! [{"name": "资料刷新", "clock": {"last": {"of": "interactions"}}, "repeats": true,
//!   "steps": [{"when": "活跃度 = \"高\"", "days": 1}, {"when": "活跃度 = \"中\"", "days": 7}, {"days": 14}]},
//!  {"name": "流失跟进", "clock": {"entered": {"dimension": "状态", "value": "沉睡"}}, "steps": [{"when": "价值 = \"中\" and 状态 in {\"沉睡\", \"流失\"}", "days": 90}]}]
//! ```

use serde::{Deserialize, Serialize};

/// A due date of every customer to whom one of its steps applies (R44, R67).
///
/// | clock began | days | repeats | as of | due |
/// |---|---|---|---|---|
/// | 2024-03-01 | 90 | no | 2024-04-01 | 2024-05-30 |
/// | 2024-03-01 | 90 | no | 2024-07-01 | 2024-05-30: overdue |
/// | 2024-03-01 | 7 | yes | 2024-03-10 | 2024-03-15 |
/// | never | 7 | yes | 2024-03-10 | none |
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueSpec {
    /// The name.
    pub name: String,
    /// From which day on days are counted. There is no default: three months without contact are another day when they are counted from the
    /// last contact than when they are counted from falling asleep (T9).
    pub clock: DueClock,
    /// The first step whose rule is true says after how many days; where none is, nothing is due.
    pub steps: Vec<DueStep>,
    /// Whether it is due again every so many days: then the first such day that is not before the as-of date counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    /// The definition in words, with its source and our own choices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// After how many days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueStep {
    /// A rule over facts, dimensions and aggregates of streams; left out, it is true of everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The days; at least 1.
    pub days: u32,
}

/// The day from which on days are counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum DueClock {
    /// The day of the customer's last event of a stream.
    Last {
        /// The stream.
        of: String,
    },
    /// The day on which the customer last came to have a value, whether it still has it or not: that is for the steps' rules to say. Who had
    /// it already when the timeline was opened counts from that day.
    Entered {
        /// The dimension.
        dimension: String,
        /// The value.
        value: String,
    },
    /// One day for all.
    On {
        /// The day, as `2024-01-01`.
        date: String,
    },
}
