//! Facts: which tables are streams of events, and which metrics are computed over them.
//!
//! ```json
//! {"streams": [{"name": "orders",
//!    "attributes": [{"name": "amount", "kind": {"money": {}}}],
//!    "feeds": [{"table": "电商", "time": "下单时间", "attributes": {"amount": {"column": "实付金额"}}}]}],
//!  "metrics": [{"name": "年消费",
//!    "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}}]}
//! ```

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Event streams and the metrics over them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactsSpec {
    /// The streams of events.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<StreamSpec>,
    /// The metrics, one column of facts each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<MetricSpec>,
}

/// One stream of events, gathered from one or more tables.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamSpec {
    /// The stream's name, such as `orders`.
    pub name: String,
    /// What is known of each event besides its customer and time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributeSpec>,
    /// The tables the events come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feeds: Vec<FeedSpec>,
    /// What becomes of events that repeat an earlier one.
    #[serde(default, skip_serializing_if = "Repeats::is_keep")]
    pub repeats: Repeats,
}

/// What becomes of events that repeat an earlier one (R34): `{"keep": {}}`, the default, or `{"drop": {}}`.
///
/// Two events of a stream repeat each other when they are of one customer, have the same time, and agree in every
/// attribute, whichever tables they come from:
///
/// | event | event | |
/// |---|---|---|
/// | `2024-05-01 10:00:00`, `A`, 100.00 | `2024-05-01 10:00:00`, `A`, `100` | repeat |
/// | `2024-05-01`, `A` | `2024/5/1`, `A` | repeat: neither has a time of day |
/// | `2024-05-01`, `A` | `2024-05-01 10:00:00`, `A` | two events |
/// | `2024-05-01 10:00:00`, `A` | `2024-05-01 10:00:00`, nothing | two events |
/// | `2024-05-01 10:00:00`, nothing | `2024-05-01 10:00:00`, nothing | repeat |
/// | no time, `A` | no time, `A` | two events: nothing says they are at one time |
///
/// Either way the finding `repeated_events` counts them by stream and table. Money is compared in 分, texts without
/// invisible characters and with white space folded. An order of two like lines repeats a line, so a stream of lines
/// drops repeats only where an attribute tells its lines apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Repeats {
    /// Each counts.
    Keep {},
    /// Each event counts once; of its feeds the first in the spec keeps it.
    Drop {},
}

impl Default for Repeats {
    fn default() -> Self {
        Repeats::Keep {}
    }
}

impl Repeats {
    /// Whether repeats are left as they are.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        matches!(self, Repeats::Keep {})
    }
}

/// An attribute of a stream's events.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeSpec {
    /// The attribute's name, such as `amount`.
    pub name: String,
    /// What its values are.
    pub kind: AttributeKind,
}

/// What the values of an attribute are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum AttributeKind {
    /// Free text.
    Text {},
    /// A value from a short list.
    Category {},
    /// An amount of money in yuan, kept in 分.
    Money {},
    /// A whole number.
    Number {},
}

/// One table that feeds a stream.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedSpec {
    /// The name of a source or of an event table.
    pub table: String,
    /// The column with the event's time; without it the events are undated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// How an event finds its customer. Without it the table is a source, and each of its rows is an
    /// event of its own customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkSpec>,
    /// Where each attribute comes from; an attribute that is not named is missing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, FeedValue>,
}

impl FeedSpec {
    /// The columns that it names.
    pub(crate) fn named_columns(&self) -> impl Iterator<Item = &str> {
        let link = self.link.iter().flat_map(|l| [&l.source, &l.id]);
        self.time.iter().chain(link).map(String::as_str).chain(self.attributes.values().filter_map(FeedValue::column))
    }
}

/// The columns of an event table that name the record the event belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkSpec {
    /// The column with the source's name.
    pub source: String,
    /// The column with the record id.
    pub id: String,
}

/// Where an attribute's value comes from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FeedValue {
    /// A column of the table.
    Column(String),
    /// The same text for every row.
    Constant(String),
}

impl FeedValue {
    /// The column, where it is one.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            FeedValue::Column(name) => Some(name),
            FeedValue::Constant(_) => None,
        }
    }
}

/// A metric: one fact per customer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricSpec {
    /// The name that rules use.
    pub name: String,
    /// What is computed.
    pub measure: Measure,
    /// A rule over the stream's attributes; only events for which it is true count.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Which events count, by their age on the day `as_of`.
    #[serde(default, skip_serializing_if = "Window::is_lifetime")]
    pub window: Window,
    /// The definition in words, with its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a metric computes.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Measure {
    /// How many events.
    Count {
        /// The stream.
        of: String,
    },
    /// How many events beyond the first (复购次数). With an attribute: how many of its distinct
    /// values beyond the first, so that an order of several lines is one purchase.
    Repeat {
        /// The stream.
        of: String,
        /// The attribute whose distinct values are counted, such as the order number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribute: Option<String>,
    },
    /// How many distinct values an attribute has.
    Distinct {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// The sum of an attribute; 0 without events, not known when no event has a value.
    Sum {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// The mean of an attribute over the events that have one, rounded half away from zero.
    Mean {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// The smallest value of an attribute.
    Min {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// The largest value of an attribute.
    Max {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// The attribute of the earliest dated event that has one.
    First {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// The attribute of the latest dated event that has one.
    Last {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
    },
    /// Whole days from the last event's date to `as_of`.
    Recency {
        /// The stream.
        of: String,
    },
    /// The date of the first event.
    FirstDate {
        /// The stream.
        of: String,
    },
    /// The date of the last event.
    LastDate {
        /// The stream.
        of: String,
    },
    /// One metric divided by another of the same unit; not known when the denominator is 0 or not known.
    Ratio {
        /// The metric above the line.
        numerator: String,
        /// The metric below the line.
        denominator: String,
    },
}

impl Measure {
    /// The stream whose events it is over; a ratio is over two metrics instead.
    #[must_use]
    pub fn stream(&self) -> Option<&str> {
        match self {
            Measure::Ratio { .. } => None,
            Measure::Count { of }
            | Measure::Repeat { of, .. }
            | Measure::Distinct { of, .. }
            | Measure::Sum { of, .. }
            | Measure::Mean { of, .. }
            | Measure::Min { of, .. }
            | Measure::Max { of, .. }
            | Measure::First { of, .. }
            | Measure::Last { of, .. }
            | Measure::Recency { of }
            | Measure::FirstDate { of }
            | Measure::LastDate { of } => Some(of),
        }
    }
}

/// Which events count, by their age in calendar days on the day `as_of`. Events after `as_of` never count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Window {
    /// All of them, undated ones too.
    Lifetime {},
    /// Half-open: an event that is `d` days old counts when `0 <= d < days`.
    Rolling {
        /// The window's length; at least 1.
        days: u32,
    },
}

impl Default for Window {
    fn default() -> Self {
        Window::Lifetime {}
    }
}

impl Window {
    /// Whether every event counts.
    #[must_use]
    pub fn is_lifetime(&self) -> bool {
        matches!(self, Window::Lifetime {})
    }
}
