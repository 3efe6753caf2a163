//! How the tables of other systems come in.

use serde::{Deserialize, Serialize};

/// How a system's table is brought up to date (R46).
///
/// ```json
/// {"table": "orders", "system": "电商后台", "mode": {"incremental": {"time": "更新时间", "late_days": 3}}, "key": ["订单号"], "every_hours": 1}
/// {"table": "门店", "system": "门店POS", "mode": {"full": {}}, "key": ["登记号"], "every_hours": 24}
/// ```
///
/// The library fetches nothing. It checks what it is handed against the rule, and says from where the next increment has to begin
/// ([`crate::Outcome::sync`]):
///
/// | rows of one key | |
/// |---|---|
/// | of an event table, `incremental` | the latest one by `time` counts, the others are superseded (finding `superseded_rows`); of equal times the one with the greatest content |
/// | of an event table, `full` | each counts; finding `repeated_keys` |
/// | of a source | each is a record; finding `repeated_keys` |
///
/// Rows without a key (`rows_without_key`) and, where a time is needed, without a readable one (`rows_without_time`) are reported and
/// count.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncSpec {
    /// The table: a source, or one that feeds a stream.
    pub table: String,
    /// The system that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The columns that together name a row.
    pub key: Vec<String>,
    /// What arrives.
    pub mode: SyncMode,
    /// How often; at least 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_hours: Option<u32>,
}

/// What arrives of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum SyncMode {
    /// The whole table.
    Full {},
    /// Rows that are new or changed.
    Incremental {
        /// The column with the time of a row's last change.
        time: String,
        /// How many days before the latest time the next increment begins, for rows that are written down late.
        #[serde(default)]
        late_days: u32,
    },
}

impl SyncMode {
    /// The column with the time of a row's last change.
    #[must_use]
    pub fn time(&self) -> Option<&str> {
        match self {
            SyncMode::Full {} => None,
            SyncMode::Incremental { time, .. } => Some(time),
        }
    }
}
