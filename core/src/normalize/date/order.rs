//! Which order the dates of a column are written in, from the values that leave no choice.
//!
//! | value | says |
//! |---|---|
//! | `13/5/2023` | day first |
//! | `5/13/2023` | month first |
//! | `99-12-31` | year first |
//! | `45413` | a spreadsheet's serial |
//! | `5/10/2023`, `24-05-01` | nothing: open |
//! | `2024-05-01`, `hello` | nothing |
//!
//! JSON: `{"values": 3, "day_first": {"count": 1, "examples": ["13/5/2023"]}, …, "order": "day_first"}`.

use super::civil::Reading;
use super::fold::folded;
use super::note::Note;
use super::remark;
use crate::schema::DateOrder;
use serde::{Deserialize, Serialize};

/// Values of one kind in a column: how many, and the first few.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderCount {
    /// How many values.
    pub count: u64,
    /// The first of them, at most three.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

/// What the values of a column say about the order of day, month and year.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderEvidence {
    /// Values that were looked at and are dates.
    pub values: u64,
    /// Only the day can come first.
    pub day_first: OrderCount,
    /// Only the month can come first.
    pub month_first: OrderCount,
    /// Only a year of two digits can come first.
    pub year_first: OrderCount,
    /// Plausible serials of a spreadsheet.
    pub serials: OrderCount,
    /// Other numbers without separators: compact dates, years, seconds since 1970.
    pub numbers: OrderCount,
    /// Several orders are possible.
    pub open: OrderCount,
    /// The order that follows.
    pub order: DateOrder,
}

/// Examples kept of each kind.
const EXAMPLES: usize = 3;
/// One contradiction among so many agreeing values is a typing error.
const AGREEING: u64 = 9;

impl OrderCount {
    fn add(&mut self, raw: &str) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(raw.chars().take(40).collect());
        }
    }
}

impl OrderEvidence {
    /// Looks at raw values.
    #[must_use]
    pub fn of<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut evidence = OrderEvidence::default();
        for raw in values {
            evidence.look(raw.trim());
        }
        evidence.order = evidence.decide();
        evidence
    }

    fn look(&mut self, raw: &str) {
        let Some(text) = folded(raw) else { return };
        let Ok(read) = remark::read(text.as_str(), DateOrder::Unknown) else {
            return;
        };
        self.values += 1;
        let number = text.as_str().bytes().all(|b| b.is_ascii_digit() || b == b'.') && !text.as_str().contains("..");
        let bare = number && text.as_str().matches('.').count() < 2;
        let kind = match read.reading {
            _ if read.notes.has(Note::DayFirst) => &mut self.day_first,
            _ if read.notes.has(Note::MonthFirst) => &mut self.month_first,
            _ if read.notes.has(Note::YearFirst) => &mut self.year_first,
            _ if read.notes.has(Note::Serial) && bare && text.as_str().split('.').next().is_some_and(|n| n.len() == 5) => &mut self.serials,
            _ if bare => &mut self.numbers,
            Reading::Either(_) => &mut self.open,
            _ => return,
        };
        kind.add(raw);
    }

    /// The order that nearly all certain values agree on.
    fn decide(&self) -> DateOrder {
        let certain = [(self.day_first.count, DateOrder::DayFirst), (self.month_first.count, DateOrder::MonthFirst), (self.year_first.count, DateOrder::YearFirst)];
        let all: u64 = certain.iter().map(|(count, _)| count).sum();
        if all > 0 {
            let (most, order) = certain.into_iter().max_by_key(|(count, _)| *count).unwrap_or_default();
            return if most >= (all - most) * AGREEING { order } else { DateOrder::Unknown };
        }
        // Serials only, and nothing that the order would take from another reading.
        if self.serials.count > 1 && self.numbers.count == 0 && self.open.count == 0 {
            return DateOrder::Excel1900;
        }
        DateOrder::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(values: &[&str]) -> DateOrder {
        OrderEvidence::of(values.iter().copied()).order
    }

    #[test]
    fn certain_values_decide() {
        assert_eq!(order(&["5/10/2023", "13/5/2023", "2/3/2023"]), DateOrder::DayFirst);
        assert_eq!(order(&["5/10/2023", "5/13/2023"]), DateOrder::MonthFirst);
        assert_eq!(order(&["24-05-01", "99-12-31"]), DateOrder::YearFirst);
        assert_eq!(order(&["45413", "45414.5"]), DateOrder::Excel1900);
        assert_eq!(order(&["45413", "20240501"]), DateOrder::Unknown);
        assert_eq!(order(&["5/10/2023", "2024-05-01", "hello", ""]), DateOrder::Unknown);
        assert_eq!(order(&["13/5/2023", "5/13/2023"]), DateOrder::Unknown);
        let mut many = vec!["13/5/2023"; 9];
        many.push("5/13/2023");
        assert_eq!(order(&many), DateOrder::DayFirst);
    }

    #[test]
    fn evidence_is_kept_and_serialised() {
        let evidence = OrderEvidence::of(["13/5/2023", "5/10/2023", "5/10/2023 10:00", "14/5/2023", "15/5/2023", "16/5/2023", "hello"]);
        assert_eq!((evidence.values, evidence.day_first.count, evidence.open.count), (6, 4, 2));
        assert_eq!(evidence.day_first.examples, ["13/5/2023", "14/5/2023", "15/5/2023"]);
        let text = serde_json::to_string(&evidence).unwrap();
        assert_eq!(serde_json::from_str::<OrderEvidence>(&text).unwrap(), evidence);
    }
}
