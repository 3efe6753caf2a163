//! Which events count.

use serde::{Deserialize, Serialize};

/// Which events count, by their date on the plan's clock ([`Spec::utc_offset`](super::Spec::utc_offset)). Every window is half-open, and none holds events
/// after `as_of`, unless the stream says so ([`super::Future`]).
///
/// As of 2024-05-20:
///
/// | window | in rules | holds the days |
/// |---|---|---|
/// | `{"lifetime": {}}` | `lifetime` | all, and undated events |
/// | `{"rolling": {"days": 30}}` | `30d` | 2024-04-21 to 2024-05-20 |
/// | `{"calendar": {"unit": "month"}}` | `this month` | 2024-05-01 to 2024-05-20 |
/// | `{"calendar": {"unit": "month", "back": 1}}` | `previous month` | 2024-04-01 to 2024-04-30 |
/// | `{"calendar": {"unit": "month", "count": 3, "back": 1}}` | `previous 3 months` | 2024-02-01 to 2024-04-30 |
/// | `{"calendar": {"unit": "quarter", "count": 2}}` | `this 2 quarters` | 2024-01-01 to 2024-05-20 |
/// | `{"calendar": {"unit": "year", "back": 2}}` | `1 year back 2` | 2022-01-01 to 2022-12-31 |
/// | `{"fixed": {"from": "2023-01-01", "to": "2024-01-01"}}` | `[2023-01-01, 2024-01-01)` | those of 2023 |
/// | `{"since": {"event": {"of": "orders"}, "edge": "first", "days": 30}}` | `30d since first(orders)` | from the time of the customer's first order, its day and 29 more |
/// | `{"before": {"event": {"of": "orders"}, "edge": "last", "days": 30}}` | `30d before last(orders)` | up to the time of the customer's last order, its day and the 29 before |
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
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
    /// Whole units of the calendar.
    Calendar {
        /// The unit.
        unit: CalendarUnit,
        /// How many units in a row; at least 1.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: u32,
        /// How many units before that of `as_of` the last one is: 0 this one, 1 the previous one.
        #[serde(default, skip_serializing_if = "is_zero")]
        back: u32,
    },
    /// From a day to before another.
    Fixed {
        /// The first day, as `2023-01-01`.
        from: String,
        /// The day after the last one.
        to: String,
    },
    /// From an event of the customer's on: that event itself, and what is no earlier and `0 <= d < days` calendar days after it.
    /// A customer without such an event has an empty window.
    Since {
        /// The event, of the stream of the metric or of another one.
        event: super::EventsSpec,
        /// Whether the first such event or the last one.
        edge: Edge,
        /// The window's length; at least 1.
        days: u32,
    },
    /// Up to an event of the customer's, which is not in it: what is earlier than that, and `0 <= d < days` calendar days before it: what a
    /// customer had done when it came back. A customer without such an event has an empty window.
    Before {
        /// The event, of the stream of the metric or of another one.
        event: super::EventsSpec,
        /// Whether the first such event or the last one.
        edge: Edge,
        /// The window's length; at least 1.
        days: u32,
    },
}

/// A unit of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CalendarUnit {
    /// From the first of a month.
    Month,
    /// From the first of January, April, July, October.
    Quarter,
    /// From the first of January.
    Year,
}

impl CalendarUnit {
    /// All of them.
    pub const ALL: [CalendarUnit; 3] = [CalendarUnit::Month, CalendarUnit::Quarter, CalendarUnit::Year];

    /// The name as it stands in JSON and in rules.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            CalendarUnit::Month => "month",
            CalendarUnit::Quarter => "quarter",
            CalendarUnit::Year => "year",
        }
    }

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            CalendarUnit::Month => 1,
            CalendarUnit::Quarter => 3,
            CalendarUnit::Year => 12,
        }
    }
}

/// The first or the last of a customer's events.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// The earliest.
    First,
    /// The latest.
    Last,
}

impl Edge {
    /// The name as it stands in JSON and in rules.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Edge::First => "first",
            Edge::Last => "last",
        }
    }
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

    /// Whether it moves with `as_of`.
    #[must_use]
    pub fn needs_as_of(&self) -> bool {
        matches!(self, Window::Rolling { .. } | Window::Calendar { .. })
    }
}

fn one() -> u32 {
    1
}

fn is_one(count: &u32) -> bool {
    *count == 1
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}
