//! The canonical text of aggregates and windows.

use super::ast::Aggregate;
use super::text::Name;
use crate::spec::{EventsSpec, Measure, Ties, Window};
use std::fmt::{self, Display, Formatter};

impl Display for Aggregate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.measure {
            Measure::Ratio { numerator, denominator } => return write!(f, "ratio({}, {})", Name(numerator), Name(denominator)),
            Measure::Sequence { first, then, within, gives, or_same_time } => {
                let same = if *or_same_time { " or at the same time" } else { "" };
                write!(f, "sequence({} {}, then {} within {within}d{same}", gives.as_str(), Events(first), Events(then))?;
                window(f, &self.window)?;
                return f.write_str(")");
            }
            _ => {}
        }
        write!(f, "{}(", Function(&self.measure))?;
        if let Some((of, attribute)) = self.reads() {
            Name(of).fmt(f)?;
            if let Some(attribute) = attribute {
                write!(f, ".{}", Name(attribute))?;
            }
        }
        if let Some(filter) = &self.filter {
            write!(f, " where {filter}")?;
        }
        window(f, &self.window)?;
        f.write_str(")")
    }
}

/// The name of a measure in rules.
struct Function<'a>(&'a Measure);

impl Display for Function<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Measure::Count { .. } => "count",
            Measure::Repeat { .. } => "repeat",
            Measure::Again { .. } => "again",
            Measure::Distinct { .. } => "distinct",
            Measure::Sum { .. } => "sum",
            Measure::Mean { .. } => "mean",
            Measure::Min { .. } => "min",
            Measure::Max { .. } => "max",
            Measure::First { .. } => "first",
            Measure::Last { .. } => "last",
            Measure::Recency { .. } => "recency",
            Measure::FirstDate { .. } => "first_date",
            Measure::LastDate { .. } => "last_date",
            Measure::Share { .. } => "share",
            Measure::Spacing { statistic, .. } => return write!(f, "{}_spacing", statistic.as_str()),
            Measure::Top { most, ties, .. } => {
                let ties = match ties {
                    Ties::Include => "",
                    Ties::Exclude => "_without_ties",
                    Ties::First => "_of_ties_the_first",
                };
                return write!(f, "top{most}{ties}");
            }
            Measure::Ratio { .. } => "ratio",
            Measure::Sequence { .. } => "sequence",
        })
    }
}

/// `orders where product = "A"`.
struct Events<'a>(&'a EventsSpec);

impl Display for Events<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Name(&self.0.of).fmt(f)?;
        match &self.0.filter {
            Some(filter) => write!(f, " where {filter}"),
            None => Ok(()),
        }
    }
}

/// The window behind a comma; nothing for a lifetime.
fn window(f: &mut Formatter<'_>, window: &Window) -> fmt::Result {
    if window.is_lifetime() { Ok(()) } else { write!(f, ", {}", InWords(window)) }
}

/// A window in the words of rules.
pub(super) struct InWords<'a>(pub(super) &'a Window);

impl Display for InWords<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Window::Lifetime {} => f.write_str("lifetime"),
            Window::Rolling { days } => write!(f, "{days}d"),
            Window::Calendar { unit, count, back } => {
                let unit = unit.as_str();
                match (count, back) {
                    (1, 0) => write!(f, "this {unit}"),
                    (1, 1) => write!(f, "previous {unit}"),
                    (_, 0) => write!(f, "this {count} {unit}s"),
                    (_, 1) => write!(f, "previous {count} {unit}s"),
                    _ => write!(f, "{count} {unit}{} back {back}", if *count == 1 { "" } else { "s" }),
                }
            }
            Window::Fixed { from, to } => write!(f, "[{from}, {to})"),
            Window::Since { event, edge, days } => write!(f, "{days}d since {}({})", edge.as_str(), Events(event)),
            Window::Before { event, edge, days } => write!(f, "{days}d before {}({})", edge.as_str(), Events(event)),
        }
    }
}
