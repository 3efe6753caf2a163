//! The syntax tree: what a rule is once its text is read. It serialises, and is the truth behind the text.
//!
//! ```json
//! {"compare": {"subject": {"field": {"name": "年消费"}}, "test": {"at_least": {"value": {"money": {"fen": 1000000}}}}}}
//! ```
//! A parsed tree may hold plain numbers; in a checked tree every constant has its subject's unit.

use crate::model::Missing;
use crate::spec::{Measure, Window};
use serde::{Deserialize, Serialize};

/// A statement about one row that is true, false or unknown.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Predicate {
    /// Every part holds.
    All {
        /// The parts, at least two in a checked tree.
        of: Vec<Predicate>,
    },
    /// Some part holds.
    Any {
        /// The parts, at least two in a checked tree.
        of: Vec<Predicate>,
    },
    /// The part does not hold.
    Not {
        /// The part.
        of: Box<Predicate>,
    },
    /// One value passes a test.
    Compare {
        /// What is looked at.
        subject: Subject,
        /// What it is compared with.
        test: Test,
    },
}

/// The one value that a comparison looks at.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Subject {
    /// A metric, field, attribute or tag dimension by its name.
    Field {
        /// The name.
        name: String,
    },
    /// An aggregate that is written in the rule itself.
    Aggregate(Box<Aggregate>),
}

/// An aggregate over a stream of events, such as `sum(orders.amount, 365d)`.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    /// What is computed; never a ratio or a sequence.
    pub measure: Measure,
    /// Only events for which this is true count.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Predicate>,
    /// Which events count by their age.
    #[serde(default, skip_serializing_if = "Window::is_lifetime")]
    pub window: Window,
}

/// What a value is compared with.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Test {
    /// `=`
    Is {
        /// The other side.
        value: Constant,
    },
    /// `!=`
    IsNot {
        /// The other side.
        value: Constant,
    },
    /// `>=`, 以上
    AtLeast {
        /// The other side.
        value: Constant,
    },
    /// `>`, 超过
    MoreThan {
        /// The other side.
        value: Constant,
    },
    /// `<=`, 以下, 以内
    AtMost {
        /// The other side.
        value: Constant,
    },
    /// `<`, 不满
    LessThan {
        /// The other side.
        value: Constant,
    },
    /// `in [a, b)`
    Between {
        /// The lower end.
        low: Bound,
        /// The upper end.
        high: Bound,
    },
    /// `in {a, b}`
    OneOf {
        /// The members.
        values: Vec<Constant>,
    },
    /// `contains {"a", "b"}`: any of the texts is part of the value.
    Contains {
        /// The texts.
        any: Vec<String>,
    },
    /// `is missing`
    Missing {},
    /// `is to_be_filled`, `is 待补充`: no value is known, and this is what was written of it.
    MissingAs {
        /// Which of the missing states.
        state: Missing,
    },
    /// `is known`
    Known {},
}

/// One end of an interval.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// The end.
    pub value: Constant,
    /// Whether the end belongs to the interval.
    pub closed: bool,
}

/// A constant, exact, with its unit.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Constant {
    /// A number written without a unit; takes the unit of its subject when the rule is checked.
    Number {
        /// The number in millionths.
        millionths: i64,
    },
    /// An amount of money.
    Money {
        /// In 分.
        fen: i64,
    },
    /// A length of time.
    Days {
        /// In days.
        days: i64,
    },
    /// How many.
    Count {
        /// The number.
        count: i64,
    },
    /// A ratio.
    Ratio {
        /// In millionths: 600000 is 60%.
        millionths: i64,
    },
    /// `true` or `false`, of what is either.
    Whether {
        /// Which.
        yes: bool,
    },
    /// A calendar date.
    Date {
        /// In days since 1970-01-01.
        days: i64,
    },
    /// A text.
    Text {
        /// The text.
        text: String,
    },
}

impl Aggregate {
    /// The stream and the attribute it reads; `None` for a ratio, which reads two metrics.
    #[must_use]
    pub fn reads(&self) -> Option<(&str, Option<&str>)> {
        Some((self.measure.stream()?, self.measure.attribute()))
    }
}

impl Predicate {
    /// The parts joined by `and`; nested ones are taken in, a single one stands alone.
    #[must_use]
    pub fn all(mut of: Vec<Predicate>) -> Self {
        if of.len() == 1 {
            return of.swap_remove(0);
        }
        let mut parts = Vec::with_capacity(of.len());
        for part in of {
            match part {
                Predicate::All { of } => parts.extend(of),
                other => parts.push(other),
            }
        }
        if parts.len() == 1 { parts.swap_remove(0) } else { Predicate::All { of: parts } }
    }

    /// The parts joined by `or`; nested ones are taken in, a single one stands alone.
    #[must_use]
    pub fn any(mut of: Vec<Predicate>) -> Self {
        if of.len() == 1 {
            return of.swap_remove(0);
        }
        let mut parts = Vec::with_capacity(of.len());
        for part in of {
            match part {
                Predicate::Any { of } => parts.extend(of),
                other => parts.push(other),
            }
        }
        if parts.len() == 1 { parts.swap_remove(0) } else { Predicate::Any { of: parts } }
    }

    /// The opposite.
    #[must_use]
    pub fn negated(of: Predicate) -> Self {
        Predicate::Not { of: Box::new(of) }
    }
}
