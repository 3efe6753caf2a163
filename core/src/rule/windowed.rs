//! Names with a window of their own: `累计消费(近1年)`, `互动(30d)`, `近30天互动`.
//!
//! Such a name is a fact's name. The fact is the measure and the filter of the metric that is named, or the number of a stream's events,
//! within that window; in brackets the window takes its canonical form, so that `累计消费(近1年)` and `累计消费(365d)` are one fact.
//! What is declared by exactly that name goes first.

use super::ast::Aggregate;
use super::lex::Kind;
use super::parse::{Parser, parse_aggregate_filter};
use super::text_aggregate::InWords;
use crate::error::Error;
use crate::spec::{FactsSpec, Measure, Window};

/// Days of what people call 近: a convention of ours, as rules count months and years in days everywhere.
const UNITS: &[(&str, u32)] = &[("天", 1), ("日", 1), ("周", 7), ("个月", 30), ("月", 30), ("年", 365)];

/// `近30天互动` as its days and what is behind them; the longer 最近 is read alike.
fn near(word: &str) -> Option<(u32, &str)> {
    let rest = word.strip_prefix("近").or_else(|| word.strip_prefix("最近"))?;
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number: u32 = rest.strip_suffix(unit)?.parse().ok()?;
    let (days, name) = UNITS.iter().find_map(|(word, days)| Some((*days, unit.strip_prefix(word)?)))?;
    Some((number.checked_mul(days).filter(|days| *days > 0)?, name))
}

/// The name and the window that a fact's name is made of.
pub(super) fn split(name: &str) -> Option<(String, Window)> {
    if let Some((days, of)) = near(name).filter(|(_, of)| !of.is_empty() && !of.ends_with(')')) {
        return Some((of.to_owned(), Window::Rolling { days }));
    }
    let inner = name.strip_suffix(')')?;
    inner.match_indices('(').find_map(|(at, _)| {
        let (of, window) = (inner.get(..at)?, inner.get(at + 1..)?);
        let mut parser = Parser::new(window, "").ok()?;
        let window = parser.bracketed(0).ok().filter(|_| parser.peek(0).is_none())?;
        (!of.is_empty()).then(|| (of.to_owned(), window))
    })
}

/// The metric or stream of that name, with the window; `None`: there is neither, or the metric has no window to change.
pub(super) fn resolve(of: &str, window: &Window, spec: &FactsSpec) -> Option<Aggregate> {
    let metric = spec.metrics.iter().find(|metric| metric.name == of);
    let (measure, filter) = match metric {
        Some(metric) if matches!(metric.measure, Measure::Ratio { .. } | Measure::Sequence { .. }) => return None,
        Some(metric) => (metric.measure.clone(), metric.filter.as_deref()),
        None => (Measure::Count { of: spec.streams.iter().find(|stream| stream.name == of)?.name.clone() }, None),
    };
    let filter = match filter {
        Some(text) => Some(parse_aggregate_filter(text, "").ok()?),
        None => None,
    };
    Some(Aggregate { measure, filter, window: window.clone() })
}

/// A fact's name.
fn name(of: &str, window: &Window) -> String {
    format!("{of}({})", InWords(window))
}

impl Parser<'_> {
    /// A name with its window, if that is what stands here.
    pub(super) fn windowed(&mut self, depth: usize) -> Result<Option<String>, Error> {
        if self.inside {
            return Ok(None);
        }
        let of = match (self.peek(0), self.peek(1)) {
            (Some(Kind::Word(word)), Some(Kind::Word(of) | Kind::Name(of))) => {
                let Some((days, "")) = near(word) else { return Ok(None) };
                let name = name(of, &Window::Rolling { days });
                self.at += 2;
                return Ok(Some(name));
            }
            (Some(Kind::Word(of) | Kind::Name(of)), Some(Kind::Mark('('))) => of.clone(),
            _ => return Ok(None),
        };
        let window = match (self.peek(2), self.peek(3)) {
            (Some(Kind::Number(_) | Kind::Mark('[')), _) => true,
            (Some(Kind::Word(word)), Some(Kind::Mark(')'))) if word == "lifetime" => true,
            (Some(Kind::Word(word)), next) if next != Some(&Kind::Mark('.')) && near(word).is_some() => true,
            (Some(Kind::Word(word)), Some(Kind::Word(_) | Kind::Number(_))) => word == "this" || word == "previous",
            _ => false,
        };
        if !window {
            return Ok(None);
        }
        self.at += 2;
        let window = self.bracketed(depth)?;
        self.expect(')', "`)` behind the window")?;
        Ok(Some(name(&of, &window)))
    }

    /// A window as in an aggregate, or `近1年`.
    fn bracketed(&mut self, depth: usize) -> Result<Window, Error> {
        if let Some(Kind::Word(word)) = self.peek(0)
            && let Some((days, "")) = near(word)
        {
            self.at += 1;
            return Ok(Window::Rolling { days });
        }
        self.window(depth)
    }
}
