//! Cells and histories in plain English and Chinese.

use super::definitions::{Definition, Definitions};
use crate::model::WitnessEvent;
use crate::rule::analyse::Cover;
use crate::rule::analyse::Product;
use crate::rule::{Bound, Constant, Predicate, Test};
use crate::spec::{Measure, Window};
use std::collections::BTreeMap;

/// Conditions that are told in words, at most; more are given as they stand.
const TOLD: usize = 3;

/// What a box says, in English and Chinese: `1 of interactions in the last 30 days`, `近30天 interactions 1 次`.
pub(super) fn cell(cover: &Cover, product: &Product, definitions: &Definitions) -> (String, String) {
    let conditions: Vec<(&str, Predicate)> = cover.conditions(product).collect();
    if conditions.is_empty() {
        return ("every customer".to_owned(), "所有客户".to_owned());
    }
    let told: Vec<(String, String)> = conditions.iter().map(|(name, predicate)| condition(name, predicate, definitions)).collect();
    let (en, zh): (Vec<String>, Vec<String>) = told.into_iter().unzip();
    if en.len() > TOLD {
        let text = cover.predicate(product).map_or_else(String::new, |predicate| predicate.to_string());
        return (format!("`{text}`"), format!("`{text}`"));
    }
    (en.join(", "), zh.join("、"))
}

fn condition(name: &str, predicate: &Predicate, definitions: &Definitions) -> (String, String) {
    let plain = || {
        let text = format!("`{predicate}`");
        (text.clone(), text)
    };
    let Predicate::Compare { test, .. } = predicate else { return plain() };
    // Other windows than the plain ones are told by the names of their metrics.
    let plainly = |definition: &&Definition| matches!(definition.window, Window::Lifetime {} | Window::Rolling { .. });
    let Some(definition) = definitions.find(name).filter(plainly) else { return plain() };
    match (&definition.measure, definition.filter.is_some()) {
        (Measure::Count { of }, false) => match amount(test, "", " 次") {
            Some((en, zh)) => (format!("{en} `{of}`{}", window_en(definition)), format!("{}{of} {zh}", window_zh(definition))),
            None => plain(),
        },
        (Measure::Recency { of }, false) => match test {
            Test::Missing {} => (format!("no dated `{of}`"), format!("没有带日期的 {of}")),
            test => match amount(test, " days", " 天") {
                Some((en, zh)) => (format!("the last of `{of}` {en} ago"), format!("最近一次 {of} 在 {zh}前")),
                None => plain(),
            },
        },
        _ => plain(),
    }
}

/// `exactly 1`, `2 or more`, `1 to 3`.
fn amount(test: &Test, unit_en: &str, unit_zh: &str) -> Option<(String, String)> {
    let n = |value: &Constant| value.integer_in_unit();
    let pair = |en: String, zh: String| Some((en, zh));
    match test {
        Test::Is { value } => pair(format!("{}{unit_en}", n(value)?), format!("{}{unit_zh}", n(value)?)),
        Test::AtLeast { value } => pair(format!("{}{unit_en} or more", n(value)?), format!("至少 {}{unit_zh}", n(value)?)),
        Test::MoreThan { value } => pair(format!("more than {}{unit_en}", n(value)?), format!("超过 {}{unit_zh}", n(value)?)),
        Test::AtMost { value } => pair(format!("at most {}{unit_en}", n(value)?), format!("至多 {}{unit_zh}", n(value)?)),
        Test::LessThan { value } => pair(format!("fewer than {}{unit_en}", n(value)?), format!("不满 {}{unit_zh}", n(value)?)),
        Test::Between { low: Bound { value: low, closed: true }, high: Bound { value: high, closed: true } } => {
            pair(format!("{} to {}{unit_en}", n(low)?, n(high)?), format!("{} 至 {}{unit_zh}", n(low)?, n(high)?))
        }
        _ => None,
    }
}

fn window_en(definition: &Definition) -> String {
    if let Window::Rolling { days } = definition.window { format!(" in the last {days} days") } else { String::new() }
}

fn window_zh(definition: &Definition) -> String {
    if let Window::Rolling { days } = definition.window { format!("近{days}天 ") } else { String::new() }
}

/// `one interactions event 12 days before; 3 orders events (amount 100.00) today`.
pub(super) fn history_en(events: &[WitnessEvent], fields: &BTreeMap<String, String>) -> String {
    let one = |event: &WitnessEvent| {
        let attributes = attributes(event);
        let when = match event.days_before {
            None => "without a date".to_owned(),
            Some(0) => "on the day itself".to_owned(),
            Some(1) => "1 day before".to_owned(),
            Some(days) => format!("{days} days before"),
        };
        format!("{} of `{}`{attributes} {when}", event.times, event.stream)
    };
    let mut parts: Vec<String> = events.iter().map(one).collect();
    parts.extend(fields.iter().map(|(name, value)| format!("`{name}` is {value}")));
    if parts.is_empty() { "nothing at all".to_owned() } else { parts.join("; ") }
}

/// As [`history_en`], in Chinese.
pub(super) fn history_zh(events: &[WitnessEvent], fields: &BTreeMap<String, String>) -> String {
    let one = |event: &WitnessEvent| {
        let when = match event.days_before {
            None => "日期不明".to_owned(),
            Some(0) => "当天".to_owned(),
            Some(days) => format!("{days} 天前"),
        };
        format!("{when} {}{} {} 次", event.stream, attributes(event), event.times)
    };
    let mut parts: Vec<String> = events.iter().map(one).collect();
    parts.extend(fields.iter().map(|(name, value)| format!("{name} 为 {value}")));
    if parts.is_empty() { "没有任何记录".to_owned() } else { parts.join("; ") }
}

fn attributes(event: &WitnessEvent) -> String {
    let parts: Vec<String> =
        event.attributes.iter().map(|(name, value)| if event.distinct.contains(name) { format!("{name} {value}…") } else { format!("{name} {value}") }).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
