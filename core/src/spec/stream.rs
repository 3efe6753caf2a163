//! Streams of events: the tables that feed them, and what becomes of odd events.

use super::Currency;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One stream of events, gathered from one or more tables.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
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
    /// What becomes of events that were written down long after they happened; left out, none is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Late>,
    /// What becomes of events dated after `as_of`.
    #[serde(default, skip_serializing_if = "Future::is_ignored")]
    pub future: Future,
    /// Which times and amounts are believed.
    #[serde(default, skip_serializing_if = "Plausible::is_default")]
    pub plausible: Plausible,
}

/// What becomes of late events: those whose row was written (`recorded` of the feed) on or after the day that is `days` calendar days
/// after the event's own. They are reported as `late_events` by stream and table, with an example.
///
/// | with `days: 3`, event of | recorded | |
/// |---|---|---|
/// | 2024-05-01 | 2024-05-03 | in time |
/// | 2024-05-01 | 2024-05-04 | late |
/// | 2024-05-01 | no readable time | in time: nothing says otherwise |
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Late {
    /// They count.
    Accept {
        /// From how many days on an event is late; at least 1.
        days: u32,
    },
    /// They do not count.
    Drop {
        /// From how many days on an event is late; at least 1.
        days: u32,
    },
}

impl Late {
    /// From how many days on an event is late.
    #[must_use]
    pub fn days(self) -> u32 {
        match self {
            Late::Accept { days } | Late::Drop { days } => days,
        }
    }
}

/// What becomes of events dated after `as_of`: `{"ignore": {}}`, the default, or `{"count": {}}`. Either way the finding
/// `future_events` counts them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Future {
    /// They are in no window.
    Ignore {},
    /// They are in every window that their date lies in: bookings, appointments. Rolling windows end with `as_of` all the same, and
    /// recency looks back only.
    Count {},
}

impl Default for Future {
    fn default() -> Self {
        Future::Ignore {}
    }
}

impl Future {
    /// Whether they are in no window.
    #[must_use]
    pub fn is_ignored(&self) -> bool {
        matches!(self, Future::Ignore {})
    }
}

/// Which times and amounts are believed. What is beyond is kept as it is and counts, but is reported (`implausible_times`,
/// `implausible_amounts`), since a year 1900 or an order of 999,999,999 is more often a default than the truth. The bounds that stand
/// here by default are ours.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Plausible {
    /// The first day, as `1990-01-01`.
    pub from: String,
    /// The largest amount of money, whatever its sign, in whole units of its currency.
    pub amount: u64,
}

impl Default for Plausible {
    fn default() -> Self {
        Plausible { from: "1990-01-01".to_owned(), amount: 100_000_000 }
    }
}

impl Plausible {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
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
    /// An amount of money, kept in hundredths: in yuan, unless another currency is named. Amounts written with a different one are missing. `元`, `¥` and
    /// `万` of rules over it count in its currency.
    Money {
        /// The currency (ISO 4217) of amounts that name none.
        #[serde(default, skip_serializing_if = "Currency::is_default")]
        currency: Currency,
    },
    /// A whole number.
    Number {},
}

impl AttributeKind {
    /// Amounts of money in yuan.
    #[must_use]
    pub fn money() -> Self {
        AttributeKind::Money { currency: Currency::default() }
    }
}

/// One table that feeds a stream.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedSpec {
    /// The name of a source or of an event table.
    pub table: String,
    /// The column with the event's time; without it the events are undated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The column with the time at which the row was written, for late events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// How an event finds its customer. Without it, and without `customer`, the table is a source, and each of its rows is an
    /// event of its own customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkSpec>,
    /// The column with the customer's own id: a customer id of this library's, or, where facts are computed without identity
    /// ([`crate::Metrics`]), the caller's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Where each attribute comes from; an attribute that is not named is missing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, FeedValue>,
}

impl FeedSpec {
    /// The columns that it names.
    pub(crate) fn named_columns(&self) -> impl Iterator<Item = &str> {
        let link = self.link.iter().flat_map(|l| [&l.source, &l.id]);
        self.time.iter().chain(&self.recorded).chain(&self.customer).chain(link).map(String::as_str).chain(self.attributes.values().filter_map(FeedValue::column))
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
