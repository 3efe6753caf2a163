//! Names with a window of their own: `累计消费(近1年)`, `互动(30d)`, `近30天互动`.
//!
//! Such a name is a fact's name. The fact is the measure and the filter of the metric that is named, or the number of a stream's events,
//! within that window; in brackets the window takes its canonical form, so that `累计消费(近1年)` and `累计消费(365d)` are one fact.
//! What is declared by exactly that name goes first.

use super::ast::Aggregate;
use super::collect::InlineAggregate;
use super::lex::Kind;
use super::near::near;
use super::parse::{Parser, parse_aggregate_filter};
use super::text_aggregate::InWords;
use crate::error::Error;
use crate::spec::{FactsSpec, Measure, MetricSpec, Window};

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

/// The metric or stream of that name, with the window; a ratio is that of its parts with the window. `None`: there is neither.
pub(super) fn resolve(of: &str, window: &Window, spec: &FactsSpec) -> Option<Aggregate> {
    let metric = spec.metrics.iter().find(|metric| metric.name == of);
    let (measure, filter) = match metric {
        Some(MetricSpec { measure: Measure::Ratio { numerator, denominator }, .. }) => {
            let measure = Measure::Ratio { numerator: name(numerator, window), denominator: name(denominator, window) };
            return Some(Aggregate { measure, filter: None, window: Window::Lifetime {} });
        }
        Some(metric) => (metric.measure.clone(), metric.filter.as_deref()),
        None => (Measure::Count { of: spec.streams.iter().find(|stream| stream.name == of)?.name.clone() }, None),
    };
    let filter = match filter {
        Some(text) => Some(parse_aggregate_filter(text, "").ok()?),
        None => None,
    };
    Some(Aggregate { measure, filter, window: window.clone() })
}

/// The aggregates, and before each ratio with a window its parts with that window.
pub(super) fn with_parts(inline: &[InlineAggregate], spec: &FactsSpec) -> Vec<InlineAggregate> {
    let mut found = Vec::with_capacity(inline.len());
    for inline in inline {
        let whole = inline.name.as_ref().and_then(|_| inline.resolve(spec));
        if let Some(Aggregate { measure: Measure::Ratio { numerator, denominator }, .. }) = whole {
            found.extend([numerator, denominator].iter().filter_map(|part| InlineAggregate::named(&inline.path, part)));
        }
        found.push(inline.clone());
    }
    found
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
