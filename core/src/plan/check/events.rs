//! Events that metrics are over: of a stream, by a filter, in a window; which of them are among which.

use super::windows::within;
use crate::rule::analyse::Span;
use crate::rule::{Predicate, parse_aggregate_filter};
use crate::spec::{Edge, EventsSpec, FactsSpec, Window};
use std::rc::Rc;

/// Some events of a stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Events {
    stream: String,
    /// The parts of the filter that are joined by `and`, in text.
    parts: Vec<String>,
    pub(super) window: Window,
    /// The filter of an event of the same stream with the first of which the window ends: there are never any that this holds of.
    ends: Option<Vec<String>>,
    /// Whether those after the day are among them.
    pub(super) future: bool,
}

impl Events {
    /// `None`: there are no laws of them. Where events after the day count, windows that end by themselves hold what is younger than today.
    pub(super) fn of(stream: &str, filter: Option<&Predicate>, window: &Window, spec: &FactsSpec) -> Option<Rc<Self>> {
        let future = spec.streams.iter().any(|own| own.name == stream && !own.future.is_ignored());
        if !matches!(window, Window::Lifetime {} | Window::Rolling { .. }) && future {
            return None;
        }
        let mut parts: Vec<String> = match filter {
            Some(Predicate::All { of }) => of.iter().map(ToString::to_string).collect(),
            Some(other) => vec![other.to_string()],
            None => Vec::new(),
        };
        parts.sort();
        let ends = match window {
            Window::Before { event, edge: Edge::First, .. } if event.of == stream => Events::named(event, &Window::Lifetime {}, spec).map(|first| first.parts.clone()),
            _ => None,
        };
        let events = Events { stream: stream.to_owned(), parts, window: window.clone(), ends, future: future && window.is_lifetime() };
        Some(Rc::new(events))
    }

    /// The events that a spec names.
    pub(super) fn named(events: &EventsSpec, window: &Window, spec: &FactsSpec) -> Option<Rc<Self>> {
        let filter = events.filter.as_ref().map(|text| parse_aggregate_filter(text, "")).transpose().ok()?;
        Events::of(&events.of, filter.as_ref(), window, spec)
    }

    /// All events of the stream in the same window.
    pub(super) fn whole(&self) -> Rc<Self> {
        Rc::new(Events { parts: Vec::new(), ..self.clone() })
    }

    /// How many there can be.
    pub(super) fn number(&self) -> Span {
        let void = self.ends.as_ref().is_some_and(|first| first.iter().all(|part| self.parts.contains(part)));
        if void { Span { high: 0, ..Span::COUNT } } else { Span::COUNT }
    }

    pub(super) fn stream(&self) -> &str {
        &self.stream
    }

    pub(super) fn is_of(&self, stream: &str) -> bool {
        self.stream == stream
    }

    /// Whether the others have all of these, by their filters.
    pub(super) fn filtered_from(&self, others: &Events) -> bool {
        self.stream == others.stream && others.parts.iter().all(|part| self.parts.contains(part))
    }

    /// Whether the others have all of these.
    pub(super) fn among(&self, others: &Events) -> bool {
        self.filtered_from(others) && within(&self.window, &others.window)
    }
}
