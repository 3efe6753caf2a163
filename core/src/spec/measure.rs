//! What metrics compute.

use super::Ties;
use serde::{Deserialize, Serialize};

/// What a metric computes.
///
/// Of a customer with the orders 2024-05-01 A 100.00, 2024-05-11 B 50.00, 2024-06-30 A 30.00, as of 2024-06-30:
///
/// | measure | gives | rests on (`n`) |
/// |---|---|---|
/// | `{"count": {"of": "orders"}}` | 3 | the events |
/// | `{"repeat": {"of": "orders"}}` | 2: beyond the first | the events |
/// | `{"again": {"of": "orders", "attribute": "product"}}` | 1: A for the second time | events with a product |
/// | `{"distinct": {"of": "orders", "attribute": "product"}}` | 2 | events with a product |
/// | `{"sum": {"of": "orders", "attribute": "amount"}}` | 180.00 | events with an amount |
/// | `{"mean": …}` (`avg`), `{"min": …}`, `{"max": …}` | 60.00, 30.00, 100.00 | events with an amount |
/// | `{"first": …}`, `{"last": {"of": "orders", "attribute": "product"}}` | A, A | dated events with a product |
/// | `{"first_date": {"of": "orders"}}`, `{"last_date": …}`, `{"recency": …}` | 2024-05-01, 2024-06-30, 0 days | dated events |
/// | `{"top": {"of": "orders", "attribute": "product", "most": 1}}` | `A` | events with a product |
/// | `{"spacing": {"of": "orders", "statistic": "median"}}` (`gap`) | 30 days: of 10 and 50 | spacings of days with events |
/// | `{"share": {"of": "orders"}}` where `product = "A"` | 66.6667 % | the events of the window |
/// | `{"share": {"of": "orders", "attribute": "amount"}}` where `product = "A"` | 72.2222 % | events of the window with an amount |
/// | `{"sequence": {"first": {"of": "orders", "where": "product = \"A\""}, "then": {"of": "orders"}, "within": 30, "gives": "count"}}` | 1 | the first events |
/// | `{"ratio": {"numerator": "复购次数", "denominator": "订单数"}}` | one metric by another | as its denominator |
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
    /// How many events repeat a value that an earlier event had: a product bought again, whatever was bought between.
    Again {
        /// The stream.
        of: String,
        /// The attribute.
        attribute: String,
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
    #[serde(alias = "avg")]
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
    /// The most frequent values of an attribute, joined by `、`: `A软件、B服务、C配件` (R22). More frequent ones come first, equal
    /// ones in the order of their bytes.
    Top {
        /// The stream.
        of: String,
        /// The attribute, a text.
        attribute: String,
        /// How many values.
        #[serde(default = "three")]
        most: u32,
        /// What becomes of values as frequent as the last one who is in.
        #[serde(default)]
        ties: Ties,
    },
    /// Days between events: the purchase cycle (复购周期, R83). Events of one day are one occasion, so that the lines of an
    /// order lie no days apart; not known with fewer than two days.
    #[serde(alias = "gap")]
    Spacing {
        /// The stream.
        of: String,
        /// Which of them.
        statistic: SpacingStatistic,
    },
    /// The part of the events, or of an attribute's sum, for which the metric's `where` holds (高毛利产品购买比例, R51); not
    /// known where the whole is 0 or negative, or no event has a value.
    Share {
        /// The stream.
        of: String,
        /// The attribute whose sum is shared; without one, events are counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attribute: Option<String>,
    },
    /// One event followed by another: the consultation after which an order came. The window holds both.
    Sequence {
        /// What comes first.
        first: EventsSpec,
        /// What follows.
        then: EventsSpec,
        /// In how many days: it follows in time when it is `0 <= d < within` calendar days later.
        within: u32,
        /// What is told of it.
        gives: SequenceValue,
        /// Whether another event at the very same time follows too. Where times are dates alone, this is needed for what
        /// happens on one day.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        or_same_time: bool,
    },
    /// One metric divided by another of the same unit; not known when the denominator is 0 or not known.
    Ratio {
        /// The metric above the line.
        numerator: String,
        /// The metric below the line.
        denominator: String,
    },
}

/// Which of the spacings of events; half days are rounded up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SpacingStatistic {
    /// Their mean.
    Mean,
    /// The middle one, or the mean of the two in the middle.
    Median,
    /// The longest.
    Longest,
    /// The shortest.
    Shortest,
}

impl SpacingStatistic {
    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SpacingStatistic::Mean => "mean",
            SpacingStatistic::Median => "median",
            SpacingStatistic::Longest => "longest",
            SpacingStatistic::Shortest => "shortest",
        }
    }
}

/// Events of a stream: one side of a sequence.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventsSpec {
    /// The stream.
    pub of: String,
    /// A rule over the stream's attributes; only events for which it is true count.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
}

/// What is told of a sequence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SequenceValue {
    /// How many first events are followed.
    Count,
    /// 1 where some first event is followed, else 0; not known where there is no first event.
    Whether,
    /// The date of the latest event that follows.
    LastDate,
    /// The mean of the days from a first event to the next event that follows it.
    Delay,
}

impl SequenceValue {
    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SequenceValue::Count => "count",
            SequenceValue::Whether => "whether",
            SequenceValue::LastDate => "last_date",
            SequenceValue::Delay => "delay",
        }
    }
}

fn three() -> u32 {
    3
}

impl Measure {
    /// The stream whose events it is over, of a sequence the first one's; a ratio is over two metrics instead.
    #[must_use]
    pub fn stream(&self) -> Option<&str> {
        match self {
            Measure::Ratio { .. } => None,
            Measure::Sequence { first, .. } => Some(&first.of),
            Measure::Count { of }
            | Measure::Repeat { of, .. }
            | Measure::Again { of, .. }
            | Measure::Distinct { of, .. }
            | Measure::Sum { of, .. }
            | Measure::Mean { of, .. }
            | Measure::Min { of, .. }
            | Measure::Max { of, .. }
            | Measure::First { of, .. }
            | Measure::Last { of, .. }
            | Measure::Top { of, .. }
            | Measure::Spacing { of, .. }
            | Measure::Share { of, .. }
            | Measure::Recency { of }
            | Measure::FirstDate { of }
            | Measure::LastDate { of } => Some(of),
        }
    }

    /// The attribute that it reads, if it reads one.
    #[must_use]
    pub fn attribute(&self) -> Option<&str> {
        match self {
            Measure::Count { .. }
            | Measure::Spacing { .. }
            | Measure::Sequence { .. }
            | Measure::Recency { .. }
            | Measure::FirstDate { .. }
            | Measure::LastDate { .. }
            | Measure::Ratio { .. } => None,
            Measure::Repeat { attribute, .. } | Measure::Share { attribute, .. } => attribute.as_deref(),
            Measure::Again { attribute, .. }
            | Measure::Distinct { attribute, .. }
            | Measure::Sum { attribute, .. }
            | Measure::Mean { attribute, .. }
            | Measure::Min { attribute, .. }
            | Measure::Max { attribute, .. }
            | Measure::First { attribute, .. }
            | Measure::Last { attribute, .. }
            | Measure::Top { attribute, .. } => Some(attribute),
        }
    }
}
