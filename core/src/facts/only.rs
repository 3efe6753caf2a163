//! A part of the metrics: those that somebody reads.

use super::FactsPlan;
use super::compile::{Metric, Source};
use super::part::Part;
use super::span::Span;

impl FactsPlan {
    /// The plan of the metrics that are wanted, and of those that these are made of. Shares of customers are left out. A fact of it is what it
    /// is in the whole plan.
    pub(crate) fn only(&self, wanted: impl Fn(&str) -> bool) -> Self {
        let mut kept: Vec<bool> = self.metrics.iter().map(|metric| wanted(&metric.definition.name)).collect();
        for at in 0..self.metrics.len() {
            if let (Some(true), Some(Source::Ratio { numerator, denominator })) = (kept.get(at).copied(), self.metrics.get(at).map(|metric| &metric.source)) {
                for part in [*numerator, *denominator] {
                    if let Some(part) = kept.get_mut(part) {
                        *part = true;
                    }
                }
            }
        }
        let place = |at: usize| kept.iter().take(at).filter(|kept| **kept).count();
        let moved = |metric: &Metric| {
            let mut metric = metric.clone();
            if let Source::Ratio { numerator, denominator } = &mut metric.source {
                (*numerator, *denominator) = (place(*numerator), place(*denominator));
            }
            metric
        };
        let metrics = self.metrics.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(metric, _)| moved(metric)).collect();
        FactsPlan { metrics, fields: self.fields.clone(), streams: self.streams.clone(), rates: Vec::new(), purchases: Vec::new() }
    }

    /// The facts that models of repeat buying give: they rest on all customers together, and change every day.
    pub(crate) fn forecasts(&self) -> impl Iterator<Item = &str> {
        self.metrics.iter().filter(|metric| matches!(metric.source, Source::Purchases { .. })).map(|metric| metric.definition.name.as_str())
    }

    /// The attributes that metrics read of the stream of a place in the plan; `None`: no metric is over it.
    pub(crate) fn reads(&self, stream: usize) -> Option<Vec<&str>> {
        let mut any = false;
        let mut names = Vec::new();
        for metric in &self.metrics {
            let (parts, attribute, span): (Vec<&Part>, Option<&str>, &Span) = match &metric.source {
                Source::Events { measure, part, span } => (vec![part], measure.attribute().filter(|_| part.stream == stream), span),
                Source::Sequence { first, then, span, .. } => (vec![first, then], None, span),
                Source::Ratio { .. } | Source::Purchases { .. } | Source::Unresolved => continue,
            };
            names.extend(attribute);
            let opens = if let Span::Since(since) = span { Some(&since.event) } else { None };
            for part in parts.into_iter().chain(opens).filter(|part| part.stream == stream) {
                any = true;
                names.extend(part.reads());
            }
        }
        names.sort_unstable();
        names.dedup();
        any.then_some(names)
    }
}
