//! Why a customer is in its stage of a lifecycle, and how that is said.

use super::Language;
use super::numbers::rule;
use serde::Serialize;

/// Why a customer is in its stage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StageReason {
    /// There was none before: the rules point to it.
    Began,
    /// It came from another stage.
    Moved {
        /// The stage before.
        from: String,
        /// The rule of the move; `None`: the rules of the dimension point here.
        by: Option<String>,
        /// The days in the stage before that the move waited for.
        after: Option<i64>,
    },
    /// The rules point to it, as they did.
    Same,
    /// It is not left before this day, whatever the rules say.
    Dwells {
        /// The day.
        until: String,
        /// Where the rules point.
        toward: Option<String>,
    },
    /// The rules point elsewhere, but what keeps it here is true.
    Held {
        /// What keeps it.
        by: String,
        /// Where the rules point.
        toward: Option<String>,
    },
    /// The rules point elsewhere, and no move leads there.
    Barred {
        /// Where they point.
        toward: String,
        /// Where moves lead.
        open: Vec<String>,
    },
    /// The rules cannot be decided, or point nowhere.
    Open,
}

/// The reason in a language, with the day since when, if one is known.
pub(super) fn said(reason: &StageReason, since: Option<&String>, language: Language) -> String {
    let (why, since) = match language {
        Language::En => (english(reason), since.map(|since| format!("since {since}: "))),
        Language::Zh => (chinese(reason), since.map(|since| format!("自 {since} 起："))),
    };
    format!("{}{why}", since.unwrap_or_default())
}

fn english(reason: &StageReason) -> String {
    let toward = |toward: &Option<String>| toward.as_ref().map_or(String::new(), |toward| format!(", though the rules point to {toward}"));
    match reason {
        StageReason::Began => "its first stage".to_owned(),
        StageReason::Moved { from, by, after } => {
            let clock = after.map(|days| format!("after {days} days in it"));
            let holds = by.as_ref().map(|by| format!("as {} holds", rule(by)));
            let why: Vec<String> = clock.into_iter().chain(holds).collect();
            format!("moved from {from}, {}", if why.is_empty() { "where the rules point".to_owned() } else { why.join(", ") })
        }
        StageReason::Same => "the rules point to it as before".to_owned(),
        StageReason::Dwells { until, toward: to } => format!("not left before {until}{}", toward(to)),
        StageReason::Held { by, toward: to } => format!("kept by {}{}", rule(by), toward(to)),
        StageReason::Barred { toward, open } if open.is_empty() => format!("the rules point to {toward}, but nothing leads out of it"),
        StageReason::Barred { toward, open } => format!("the rules point to {toward}, but it leads to {} only", open.join(", ")),
        StageReason::Open => "the rules point nowhere, so it stays".to_owned(),
    }
}

fn chinese(reason: &StageReason) -> String {
    let toward = |toward: &Option<String>| toward.as_ref().map_or(String::new(), |toward| format!("（按规则应为{toward}）"));
    match reason {
        StageReason::Began => "首个阶段".to_owned(),
        StageReason::Moved { from, by, after } => {
            let clock = after.map(|days| format!("已停留 {days} 天"));
            let holds = by.as_ref().map(|by| format!("符合 {}", rule(by)));
            let why: Vec<String> = clock.into_iter().chain(holds).collect();
            if why.is_empty() { format!("由{from}按规则转入") } else { format!("由{from}转入，因为{}", why.join("且")) }
        }
        StageReason::Same => "仍符合规则".to_owned(),
        StageReason::Dwells { until, toward: to } => format!("{until} 之前不离开{}", toward(to)),
        StageReason::Held { by, toward: to } => format!("由 {} 维持{}", rule(by), toward(to)),
        StageReason::Barred { toward, open } if open.is_empty() => format!("按规则应为{toward}，但该阶段没有出口"),
        StageReason::Barred { toward, open } => format!("按规则应为{toward}，但该阶段只能转入{}", open.join("、")),
        StageReason::Open => "规则无法判断，保持不变".to_owned(),
    }
}
