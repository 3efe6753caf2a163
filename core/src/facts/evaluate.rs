//! Metrics over streams: ask for what they need, read every stream once, put the answers together.

use super::accumulate::Ask;
use super::compile::{Metric, Source};
use super::divide::{divide, millionths};
use super::finish::{Answers, Column, unknown};
use super::groups::Groups;
use super::part::Part;
use super::regroup::by_customer;
use super::select::{Handle, Opened, Scan, opened};
use super::sequence::Sequence;
use super::span::{Since, Span, midnight};
use super::today::Today;
use super::{Facts, FactsPlan};
use crate::model::{EventStream, FactColumn, FactTable, FactUnit, FactValues};
use crate::rule::{Rule, Searched};
use crate::spec::{Edge, Measure};
use std::borrow::Cow;
use std::rc::Rc;

/// The window of whatever opens another window.
static LIFETIME: Span = Span::Lifetime;

/// What a metric asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// It depends on `as_of`, and there is none; or it is of other metrics.
    Nothing,
    One(Handle),
    /// A part and its whole; the first events and those that follow.
    Two(Handle, Handle),
}

pub(super) fn facts(plan: &FactsPlan, streams: &[EventStream], customers: usize, today: Today<'_>) -> Facts {
    let none = EventStream::default();
    let named = |name: &str| streams.iter().find(|s| s.name == name).unwrap_or(&none);
    let grouped: Vec<Cow<'_, EventStream>> = plan.streams.iter().enumerate().map(|(at, s)| by_customer(named(&s.name), at, &plan.metrics, customers)).collect();
    let searched: Vec<Searched<'_>> = grouped.iter().enumerate().map(|(at, stream)| Searched::of(stream, filters(plan, at))).collect();
    let scan = || -> Vec<Scan<'_>> { plan.streams.iter().zip(&grouped).zip(&searched).map(|((s, stream), searched)| Scan::new(stream, searched, customers, s.future)).collect() };
    let mut facts = Facts { table: FactTable { rows: customers, columns: Vec::new() }, ..Facts::default() };
    let mut scans = scan();
    for scan in &scans {
        count_odd(scan, today, &mut facts);
    }
    let wholes: Vec<Part> = (0..plan.streams.len()).map(|stream| Part { stream, filter: None }).collect();
    let asked: Vec<Asked> = plan.metrics.iter().map(|metric| ask(metric, &mut scans, &wholes, today)).collect();
    let listed: Vec<Option<Handle>> = plan
        .purchases
        .iter()
        .map(|model| {
            // Who looks at each on a day of its own does not see all customers together, so the model must be there.
            let known = matches!(today, Today::One(_)) || (matches!(today, Today::Each(_)) && model.is_given());
            if !known {
                return None;
            }
            Some(scans.get_mut(model.part.stream)?.ask(&model.part, &LIFETIME, today, Ask::List))
        })
        .collect();
    let windows = windows(plan, scan, today);
    for scan in &mut scans {
        scan.open(|span| windows.iter().find(|(since, _)| matches!(span, Span::Since(own) if **own == **since)).map(|(_, opened)| Rc::clone(opened)));
        scan.run();
    }
    let mut answers = Answers::new(&scans, customers, today);
    for (metric, asked) in plan.metrics.iter().zip(asked) {
        let Column { values, samples } = match &metric.source {
            Source::Events { measure, .. } => answers.column(measure, metric.definition.unit, asked),
            Source::Sequence { measure: Measure::Sequence { within, gives, or_same_time, .. }, first, then, .. } => {
                let sequence = Sequence { within: *within, gives: *gives, or_same_time: *or_same_time, one_stream: first.stream == then.stream };
                answers.sequence(sequence, metric.definition.unit, asked)
            }
            // A ratio is computed below, when every metric that it can refer to is there.
            Source::Sequence { .. } | Source::Ratio { .. } | Source::Purchases { .. } | Source::Unresolved => unknown(metric.definition.unit, customers),
        };
        facts.rankings.extend(answers.ranking.take().map(|ranking| ranking.named(&metric.definition.name)));
        facts.table.columns.push(FactColumn { name: metric.definition.name.clone(), unit: metric.definition.unit, values });
        facts.samples.push(samples);
    }
    facts.skipped_values = answers.skipped;
    facts.saturated = answers.saturated;
    for (at, metric) in plan.metrics.iter().enumerate() {
        if let Source::Ratio { numerator, denominator } = metric.source {
            let values = ratio(&facts.table, numerator, denominator, metric.definition.unit);
            let samples = facts.samples.get(denominator).cloned().unwrap_or_default();
            if let (Some(column), Some(own)) = (facts.table.columns.get_mut(at), facts.samples.get_mut(at)) {
                (column.values, *own) = (values, samples);
            }
        }
    }
    tell_purchases(plan, &scans, &listed, today, &mut facts);
    facts.rates = plan.rates.iter().map(|rate| rate.of(&facts.table)).collect();
    facts
}

/// Fits the models of repeat buying to what all customers do together up to one day, unless they are given, and puts what they say into their
/// columns.
fn tell_purchases(plan: &FactsPlan, scans: &[Scan<'_>], listed: &[Option<Handle>], today: Today<'_>, facts: &mut Facts) {
    for (at, (model, handle)) in plan.purchases.iter().zip(listed).enumerate() {
        let (Some(handle), Some(scan)) = (handle, scans.get(model.part.stream)) else { continue };
        let groups = Groups::of(scan.answer(*handle), scan.stream, scan.customers);
        let told = model.tell(&groups, scan.stream, today);
        for ((metric, column), samples) in plan.metrics.iter().zip(&mut facts.table.columns).zip(&mut facts.samples) {
            if let Source::Purchases { model, fact, .. } = metric.source
                && model == at
            {
                (column.values, *samples) = (told.values(fact), told.samples.clone());
            }
        }
        facts.purchase_models.push(told.fit);
    }
}

/// The filters over a stream.
fn filters(plan: &FactsPlan, stream: usize) -> impl Iterator<Item = &Rule> {
    let parts = plan.metrics.iter().flat_map(|metric| match &metric.source {
        Source::Events { part, .. } => [Some(part), None],
        Source::Sequence { first, then, .. } => [Some(first), Some(then)],
        Source::Ratio { .. } | Source::Purchases { .. } | Source::Unresolved => [None, None],
    });
    parts.flatten().filter(move |part| part.stream == stream).filter_map(|part| part.filter.as_deref())
}

/// Counts the events without a time, and those after `as_of`.
fn count_odd(scan: &Scan<'_>, today: Today<'_>, facts: &mut Facts) {
    // Who looks at each on a day of its own looks at none of these counts.
    let end = if let Today::One(today) = today { midnight(today + 1) } else { i64::MAX };
    let (mut undated, mut future) = (0_u64, 0_u64);
    for time in scan.stream.times.iter().take(scan.stream.customers.len()) {
        undated += u64::from(time.is_none());
        future += u64::from(time.is_some_and(|time| time >= end));
    }
    facts.undated_events += undated;
    if scan.future {
        facts.counted_future_events += future;
    } else {
        facts.future_events += future;
    }
}

fn ask<'a>(metric: &'a Metric, scans: &mut [Scan<'a>], wholes: &'a [Part], today: Today<'_>) -> Asked {
    let mut of = |part: &'a Part, span: &'a Span, ask: Ask<'a>| scans.get_mut(part.stream).map(|scan| scan.ask(part, span, today, ask));
    let (measure, part, span) = match &metric.source {
        Source::Events { measure, part, span } => (measure, part, span),
        Source::Sequence { first, then, span, .. } if !today.is_unknown() || !span.needs_as_of() => {
            let sides = of(first, span, Ask::List).zip(of(then, span, Ask::List));
            return sides.map_or(Asked::Nothing, |(first, then)| Asked::Two(first, then));
        }
        _ => return Asked::Nothing,
    };
    if today.is_unknown() && (span.needs_as_of() || matches!(measure, Measure::Recency { .. })) {
        return Asked::Nothing;
    }
    let wanted = match measure {
        Measure::Count { .. } | Measure::Repeat { attribute: None, .. } => Ask::Count,
        Measure::Sum { attribute, .. } | Measure::Mean { attribute, .. } => Ask::Total(attribute),
        Measure::Min { attribute, .. } => Ask::Extreme(attribute, false),
        Measure::Max { attribute, .. } => Ask::Extreme(attribute, true),
        Measure::First { attribute, .. } => Ask::Edge(attribute, false),
        Measure::Last { attribute, .. } => Ask::Edge(attribute, true),
        Measure::FirstDate { .. } => Ask::Moment(false),
        Measure::LastDate { .. } => Ask::Moment(true),
        Measure::Recency { .. } => Ask::Recent,
        Measure::Share { attribute, .. } => {
            let wanted = attribute.as_deref().map_or(Ask::Count, Ask::Total);
            let whole = wholes.get(part.stream).and_then(|whole| of(whole, span, wanted));
            return of(part, span, wanted).zip(whole).map_or(Asked::Nothing, |(part, whole)| Asked::Two(part, whole));
        }
        _ => Ask::List,
    };
    of(part, span, wanted).map_or(Asked::Nothing, Asked::One)
}

/// The windows that events open, each computed once: a pass over the stream of those events.
fn windows<'a>(plan: &'a FactsPlan, scan: impl Fn() -> Vec<Scan<'a>>, today: Today<'_>) -> Vec<(&'a Since, Opened)> {
    let spans = plan.metrics.iter().filter_map(|metric| match &metric.source {
        Source::Events { span: Span::Since(since), .. } | Source::Sequence { span: Span::Since(since), .. } => Some(&**since),
        _ => None,
    });
    let mut windows: Vec<(&Since, Opened)> = Vec::new();
    for since in spans {
        if windows.iter().any(|(known, _)| *known == since) {
            continue;
        }
        let mut scans = scan();
        if let Some(scan) = scans.get_mut(since.event.stream) {
            let handle = scan.ask(&since.event, &LIFETIME, today, Ask::Moment(since.edge == Edge::Last));
            scan.run();
            windows.push((since, Rc::new(scan.answer(handle).map_or_else(Vec::new, |moments| opened(moments, since)))));
        }
    }
    windows
}

/// One metric by another: in millionths, or an amount or days by a count in their own unit; rounded half away from zero.
fn ratio(table: &FactTable, numerator: usize, denominator: usize, unit: FactUnit) -> FactValues {
    let number = |at: usize, row: usize| table.columns.get(at).and_then(|column| column.number(row));
    let of = |row: usize| {
        let (above, below) = (i128::from(number(numerator, row)?), i128::from(number(denominator, row)?));
        if unit == FactUnit::Ratio { millionths(above, below) } else { divide(above, below) }
    };
    FactValues::Number((0..table.rows).map(of).collect())
}
