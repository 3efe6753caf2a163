//! What would move a customer: changes as data, and how they are said.

use super::Language;
use super::numbers::said;
use serde::Serialize;

/// A change that would do, with nothing else happening.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// So many more events of one kind on the as-of date.
    Events {
        /// The stream.
        stream: String,
        /// How many.
        times: u32,
        /// The attributes that they must have, as they would stand in a table.
        attributes: Vec<(String, String)>,
        /// The last day on which they would do as well; `None`: beyond the days that were looked at.
        until: Option<String>,
    },
    /// One more event with at least this number, on the as-of date.
    Amount {
        /// The stream.
        stream: String,
        /// The attribute with the number.
        attribute: String,
        /// The number: 分, if it is money.
        number: i64,
        /// The number as explanations write it: `¥1200`.
        written: String,
        /// The other attributes that it must have.
        attributes: Vec<(String, String)>,
        /// The last day on which it would do as well; `None`: beyond the days that were looked at.
        until: Option<String>,
    },
    /// So many more days without any event.
    Wait {
        /// How many.
        days: u32,
        /// The day.
        until: String,
        /// The streams that nothing may come from.
        without: Vec<String>,
    },
    /// Another value of a field.
    Field {
        /// The field.
        field: String,
        /// What it is.
        from: Option<String>,
        /// What it would have to be.
        to: String,
    },
    /// Both of two changes, where neither would do alone. Where one is to wait, it comes first, and the other on the day on which that ends.
    Both {
        /// The one.
        first: Box<Change>,
        /// The other. Beside what is done first it is as small as it can be, and its last day is that of both.
        second: Box<Change>,
    },
}

fn attributes(of: &[(String, String)], language: Language) -> String {
    if of.is_empty() {
        return String::new();
    }
    let each: Vec<String> = of.iter().map(|(name, value)| format!("{name} {}", said(value))).collect();
    match language {
        Language::En => format!(" with {}", each.join(" and ")),
        Language::Zh => format!("（{}）", each.join("、")),
    }
}

/// The change as one line.
pub(super) fn sentence(change: &Change, language: Language) -> String {
    let english = language == Language::En;
    let by = |until: &Option<String>| match until {
        Some(day) if english => format!(", by {day}"),
        Some(day) => format!("，最迟 {day}"),
        None => String::new(),
    };
    match change {
        Change::Events { stream, times, attributes: of, until } => {
            let (with, by) = (attributes(of, language), by(until));
            if english { format!("{times} more in {stream}{with}{by}") } else { format!("再有 {times} 次{stream}{with}{by}") }
        }
        Change::Amount { stream, attribute, written, attributes: of, until, .. } => {
            let (with, by) = (attributes(of, language), by(until));
            if english {
                format!("one more in {stream} of {attribute} {written} or more{with}{by}")
            } else {
                format!("再有一笔{stream}，{attribute} 至少 {written}{with}{by}")
            }
        }
        Change::Wait { days, until, without } => {
            let names = if english { without.join(" or ") } else { without.join("、") };
            let days = if english && *days == 1 {
                "1 more day".to_owned()
            } else if english {
                format!("{days} more days")
            } else {
                format!("再过 {days} 天")
            };
            match (english, without.is_empty()) {
                (true, true) => format!("{days}, until {until}"),
                (true, false) => format!("{days} without anything in {names}, until {until}"),
                (false, true) => format!("{days}，至 {until}"),
                (false, false) => format!("{days}没有{names}，至 {until}"),
            }
        }
        Change::Both { first, second } => {
            let (first, second) = (sentence(first, language), sentence(second, language));
            if english { format!("{first}; and {second}") } else { format!("{first}；并且{second}") }
        }
        Change::Field { field, from, to } => {
            let from = from.as_ref().map(|from| said(from));
            match (english, from) {
                (true, Some(from)) => format!("{field} {} instead of {from}", said(to)),
                (true, None) => format!("{field} {}, which is not known now", said(to)),
                (false, Some(from)) => format!("{field}由{from}变为{}", said(to)),
                (false, None) => format!("{field}（现不详）为{}", said(to)),
            }
        }
    }
}
