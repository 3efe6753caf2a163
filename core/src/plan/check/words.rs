//! Cells and histories in plain English and Chinese.

use super::definitions::{Definition, Definitions};
use crate::model::{Missing, WitnessEvent};
use crate::rule::{Bound, Constant, Predicate, Test};
use crate::spec::{Measure, Window};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Conditions that are told in words, at most; more are given as they stand.
const TOLD: usize = 3;

/// What a box says, in English and Chinese: `1 interaction in the last 30 days`, `近30天互动 1 次`; `whole` is all of it as a rule.
pub(super) fn cell(conditions: &[(&str, Predicate)], whole: &str, definitions: &Definitions) -> (String, String) {
    if conditions.is_empty() {
        return ("every customer".to_owned(), "所有客户".to_owned());
    }
    let single = single(conditions, definitions);
    let others = conditions.iter().filter(|(name, _)| single.as_ref().is_none_or(|(_, told)| !told.contains(name)));
    let told: Vec<(String, String)> = single.iter().map(|(text, _)| text.clone()).chain(others.map(|(name, predicate)| condition(name, predicate, definitions))).collect();
    let (en, zh): (Vec<String>, Vec<String>) = told.into_iter().unzip();
    if en.len() > TOLD {
        return (format!("`{whole}`"), format!("`{whole}`"));
    }
    (en.join(", "), zh.join("、"))
}

fn condition(name: &str, predicate: &Predicate, definitions: &Definitions) -> (String, String) {
    let plain = || {
        let text = format!("`{predicate}`");
        (text.clone(), text)
    };
    let Predicate::Compare { test, .. } = predicate else { return plain() };
    if let Test::MissingAs { state } = test {
        let (en, zh) = state_words(*state);
        return (format!("`{name}` {en}"), format!("「{name}」{zh}"));
    }
    // Other windows than the plain ones are told by the names of their metrics.
    let plainly = |definition: &&Definition| matches!(definition.window, Window::Lifetime {} | Window::Rolling { .. });
    let Some(definition) = definitions.find(name).filter(plainly) else { return plain() };
    match (&definition.measure, definition.filter.is_some()) {
        (Measure::Count { of }, false) => match amount(test, "", " 次") {
            Some((en, zh)) => {
                (format!("{en} {}{}", noun_en(of, is_one(test)), window_en(definition)), format!("{}{} {zh}", window_zh(definition), noun_zh(of).trim_end()).trim().to_owned())
            }
            None => plain(),
        },
        (Measure::Recency { of }, false) => match test {
            Test::Missing {} => (format!("no dated {}", noun_en(of, true)), format!("没有带日期的{}", noun_zh(of).trim_end())),
            test => match amount(test, " days", " 天") {
                Some((en, zh)) => (format!("the last {} {en} ago", noun_en(of, true)), format!("最近一次{}在 {zh}前", noun_zh(of))),
                None => plain(),
            },
        },
        _ => plain(),
    }
}

/// One event in a window whose oldest days it is younger than, and the names that say so: `1 interaction in the last 30 days, none on the day before them` for
/// one of the last 31 days, the last fewer than 30 days ago.
fn single<'n>(conditions: &[(&'n str, Predicate)], definitions: &Definitions) -> Option<((String, String), [&'n str; 2])> {
    let test = |predicate: &'_ Predicate| if let Predicate::Compare { test, .. } = predicate { Some(test.clone()) } else { None };
    for (count, _) in conditions.iter().filter(|(_, predicate)| test(predicate).is_some_and(|test| is_one(&test))) {
        let Some(Definition { measure: Measure::Count { of }, filter: None, window: Window::Rolling { days }, .. }) = definitions.find(count) else { continue };
        for (last, recent) in conditions.iter().filter(|(name, _)| name != count) {
            let same = definitions.find(last).is_some_and(|last| {
                last.filter.is_none() && matches!(last.window, Window::Lifetime {}) && matches!(&last.measure, Measure::Recency { of: stream } if stream == of)
            });
            let Some(Test::LessThan { value }) = test(recent).filter(|_| same) else { continue };
            let (within, before) = value.integer_in_unit().map(|within| (within, i64::from(*days) - within)).filter(|(within, before)| *within > 0 && *before > 0)?;
            let (before_en, before_zh) = if before == 1 { ("day".to_owned(), "一天".to_owned()) } else { (format!("{before} days"), format!(" {before} 天")) };
            let en = format!("1 {} in the last {within} days, none on the {before_en} before them", noun_en(of, true));
            return Some(((en, format!("近{within}天{} 1 次、此前{before_zh}没有", noun_zh(of).trim_end())), [*count, *last]));
        }
    }
    None
}

fn state_words(state: Missing) -> (&'static str, &'static str) {
    match state {
        Missing::Absent => ("not filled in", "未填写"),
        Missing::ToBeFilled => ("to be filled", "待补充"),
        Missing::Unknown => ("unknown", "未知"),
        Missing::ToBeConfirmed => ("to be confirmed", "待沟通确认"),
    }
}

fn is_one(test: &Test) -> bool {
    matches!(test, Test::Is { value } if value.integer_in_unit() == Some(1))
}

/// A stream as a word of a sentence: `interactions` is one where its name is a plural, and `interaction` one of them.
fn noun_en(stream: &str, one: bool) -> String {
    let plural = stream.len() > 3 && stream.ends_with('s') && !stream.ends_with("ss") && stream.bytes().all(|b| b.is_ascii_lowercase());
    match (plural, one) {
        (true, true) if stream.ends_with("ies") => format!("{}y", stream.trim_end_matches("ies")),
        (true, true) => stream.trim_end_matches('s').to_owned(),
        (true, false) => stream.to_owned(),
        (false, _) => format!("`{stream}`"),
    }
}

/// The streams that the catalogue knows by their Chinese names.
fn noun_zh(stream: &str) -> String {
    match stream {
        "interactions" => "互动".to_owned(),
        "orders" => "订单".to_owned(),
        "visits" => "访问".to_owned(),
        "complaints" => "投诉".to_owned(),
        "surveys" => "问卷".to_owned(),
        other => format!(" {other} "),
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
    if let Window::Rolling { days } = definition.window { format!("近{days}天") } else { String::new() }
}

/// What happened, in English and Chinese: `1 of `interactions` 12 days before; 3 of `orders` (amount 100.00) on the day itself`.
pub(super) fn history(events: &[WitnessEvent], fields: &BTreeMap<String, String>) -> (String, String) {
    let (mut en, mut zh) = (String::new(), String::new());
    for event in events {
        let attributes = attributes(event);
        begin(&mut en);
        begin(&mut zh);
        _ = write!(en, "{} of `{}`{attributes} ", event.times, event.stream);
        match event.days_before {
            None => {
                en.push_str("without a date");
                zh.push_str("日期不明");
            }
            Some(0) => {
                en.push_str("on the day itself");
                zh.push_str("当天");
            }
            Some(days) => {
                _ = write!(en, "{days} {} before", if days == 1 { "day" } else { "days" });
                _ = write!(zh, "{days} 天前");
            }
        }
        _ = write!(zh, " {}{attributes} {} 次", event.stream, event.times);
    }
    for (name, value) in fields {
        begin(&mut en);
        begin(&mut zh);
        _ = write!(en, "`{name}` is {value}");
        _ = write!(zh, "{name} 为 {value}");
    }
    if en.is_empty() { ("nothing at all".to_owned(), "没有任何记录".to_owned()) } else { (en, zh) }
}

fn begin(text: &mut String) {
    if !text.is_empty() {
        text.push_str("; ");
    }
}

fn attributes(event: &WitnessEvent) -> String {
    let mut text = String::new();
    for (name, value) in &event.attributes {
        text.push_str(if text.is_empty() { " (" } else { ", " });
        text.push_str(name);
        text.push(' ');
        text.push_str(value);
        text.push_str(if event.distinct.contains(name) { "…" } else { "" });
    }
    if !text.is_empty() {
        text.push(')');
    }
    text
}
