//! What a metric is, in the words of rules and as an id.

use super::part::Part;
use super::span::Span;
use crate::model::{Definition, FactUnit};
use crate::rule::{Aggregate, Rule};
use crate::spec::{EventsSpec, Measure, Window};

/// The filter of a part.
fn canonical(part: Option<&Part>) -> Option<&Rule> {
    part?.filter.as_deref()
}

/// The definition of an aggregate in canonical text: filters as they were checked, so that `3万` and `30000元` are one.
pub(super) fn text(aggregate: &Aggregate, part: Option<&Part>, then: Option<&Part>, span: Option<&Span>) -> String {
    let mut aggregate = aggregate.clone();
    if let Some(rule) = canonical(part) {
        aggregate.filter = Some(rule.predicate().clone());
    }
    let put = |events: &mut EventsSpec, part: Option<&Part>| {
        if let Some(rule) = canonical(part) {
            events.filter = Some(rule.text().to_owned());
        }
    };
    if let Measure::Sequence { first, then: second, .. } = &mut aggregate.measure {
        aggregate.filter = None;
        put(first, part);
        put(second, then);
    }
    if let (Window::Since { event, .. } | Window::Before { event, .. }, Some(Span::Since(since))) = (&mut aggregate.window, span) {
        put(event, Some(&since.event));
    }
    aggregate.to_string()
}

/// A definition; without an id of its own, a hash of its text, unit and parts (FNV-1a of 64 bits, Fowler, Noll, Vo).
pub(super) fn define(name: &str, own: Option<&String>, text: String, unit: FactUnit, parts: &[&str], note: Option<&String>) -> Definition {
    let content = [text.as_str(), unit.as_str()].into_iter().chain(parts.iter().copied());
    let bytes = content.flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let id = own.cloned().unwrap_or_else(|| format!("{hash:016x}"));
    Definition { name: name.to_owned(), id, text, unit, note: note.cloned() }
}
