//! Customers through time: what changed, when and why, and what will if nothing happens.

use crate::arguments::Arguments;
use guiyi::{Cause, Language, Outcome, Timeline, Transition};
use guiyi_examples::screen::shown;
use std::error::Error;
use std::io::Write;

/// How far ahead is looked, in months.
const AHEAD: u32 = 12;

/// The timelines of the customers of some records.
pub(crate) fn print(out: &mut impl Write, a: &Arguments, outcome: &Outcome) -> Result<(), Box<dyn Error>> {
    for (source, id) in &a.timelines {
        let Some(customer) = outcome.customer_of(source, id) else {
            return Err(format!("--timeline {source}/{id}: there is no such record").into());
        };
        let mut timeline = outcome.timeline_of(customer.id(), None)?;
        writeln!(out, "\n时间线 {} ({source} {id}) since {}", customer.id(), timeline.opened())?;
        let past = timeline.count_transitions();
        for transition in timeline.transitions() {
            line(out, a.language, &timeline, &transition)?;
        }
        for due in timeline.due() {
            match a.language {
                Language::Zh => writeln!(out, "  {}  {} 到期：自 {} 起 {} 天", due.date, shown(due.name, 40), due.since, due.days)?,
                _ => writeln!(out, "  {}  {} is due: {} days from {}", due.date, shown(due.name, 40), due.days, due.since)?,
            }
        }
        let Some(later) = timeline.as_of().checked_add_months(chrono::Months::new(AHEAD)) else { continue };
        timeline.advance(later)?;
        let head = if a.language == Language::Zh { format!("若无新事件，{later} 之前") } else { format!("until {later}, if nothing happens") };
        writeln!(out, "  {head}")?;
        for transition in timeline.transitions().skip(past) {
            line(out, a.language, &timeline, &transition)?;
        }
    }
    Ok(())
}

/// `2024-06-20  状态  沉睡 → 活跃  (event: 近30天互动 0 → 1)`.
fn line(out: &mut impl Write, language: Language, timeline: &Timeline, transition: &Transition<'_>) -> Result<(), Box<dyn Error>> {
    let cause = match (language, transition.cause) {
        (Language::Zh, Cause::Event) => "事件",
        (Language::Zh, Cause::Time) => "时间",
        (Language::Zh, Cause::Manual) => "人工",
        (Language::Zh, Cause::Rules) => "规则",
        (Language::Zh, Cause::Merge) => "合并",
        (_, other) => other.as_str(),
    };
    let value = |value: Option<&str>| value.map_or("–".to_owned(), |value| shown(value, 60));
    let moved = timeline.evidence(transition)?;
    let facts: Vec<String> =
        moved.iter().map(|m| format!("{} {} → {}", shown(&m.fact, 60), shown(m.before.as_deref().unwrap_or("–"), 40), shown(m.after.as_deref().unwrap_or("–"), 40))).collect();
    let why = if facts.is_empty() { cause.to_owned() } else { format!("{cause}: {}", facts.join("; ")) };
    writeln!(out, "  {}  {}  {} → {}  ({why})", transition.at, shown(transition.dimension, 40), value(transition.from), value(transition.to))?;
    Ok(())
}
