//! Pairs of changes, where no single one does: the first fixed, the second as small as it can be.
//!
//! | first | second |
//! |---|---|
//! | one more event | more events, an amount, another field, waiting |
//! | two to six more events | more events, an amount, another field |
//! | another field | more events, an amount, waiting |
//!
//! Two fields, two amounts, and an amount with waiting are not tried.

use super::search::{Found, Search, more, named_events};
use super::trial::Variant;
use crate::model::Change;

/// Events of the first change of a pair, at most.
pub(super) const MOST_FIRST: u32 = 6;
/// Kinds of events of a stream that a first change is tried of.
pub(super) const KINDS: u32 = 4;
/// Days of waiting as the second change.
pub(super) const PAIR_DAYS: u32 = 120;
/// Pairs that are named.
const MOST_PAIRS: usize = 5;

impl Search<'_> {
    /// Pairs that do, by what they take: the fewest events of the first change, then the second as single changes are ordered. Of each two
    /// kinds of change one pair is named.
    pub(super) fn pairs(&self) -> Vec<Found> {
        let mut found: Vec<(u32, Found)> = Vec::new();
        for times in 1..=MOST_FIRST {
            for source in &self.concern.sources {
                for kind in source.kinds.iter().take(KINDS as usize) {
                    let variant = more(&Variant::default(), source, kind, times);
                    let first = Found { change: named_events(source, &variant, times, None), variant, later: 0 };
                    self.complete(&first, times, times == 1, &mut found);
                }
            }
        }
        for first in self.other_fields() {
            self.complete(&first, 0, true, &mut found);
        }
        found.sort_by_key(|(cost, _)| *cost);
        found.truncate(MOST_PAIRS);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Second changes to a first one; `waits`: whether waiting is tried.
    fn complete(&self, first: &Found, cost: u32, waits: bool, found: &mut Vec<(u32, Found)>) {
        let mut seconds: Vec<Found> = Vec::new();
        for source in &self.concern.sources {
            seconds.extend(self.events(source, &first.variant, MOST_FIRST));
        }
        for source in &self.concern.sources {
            seconds.extend(source.numbers.iter().filter_map(|name| self.amount(source, name, &first.variant)));
        }
        if waits {
            seconds.extend(self.wait(&first.variant, PAIR_DAYS));
        }
        if first.variant.field.is_none() {
            seconds.extend(self.fields(&first.variant));
        }
        for second in seconds {
            let more = match &second.change {
                Change::Events { times, .. } => *times,
                _ => 1,
            };
            let sorts = of_both(&first.change, &second.change);
            let known = found.iter().position(|(_, other)| matches!(&other.change, Change::Both { first, second } if of_both(first, second) == sorts));
            // Waiting comes first, and what is done is done on the day on which it ends.
            let (one, other) = if second.later > 0 { (second.change, first.change.clone()) } else { (first.change.clone(), second.change) };
            let pair = Found { change: Change::Both { first: Box::new(one), second: Box::new(other) }, variant: second.variant, later: second.later };
            match known.and_then(|at| found.get_mut(at)) {
                Some(other) if cost + more < other.0 => *other = (cost + more, pair),
                Some(_) => {}
                None => found.push((cost + more, pair)),
            }
        }
    }
}

/// What two changes are changes of, in either order.
fn of_both(first: &Change, second: &Change) -> [String; 2] {
    let mut both = [sort(first), sort(second)];
    both.sort();
    both
}

/// What a change is a change of.
fn sort(change: &Change) -> String {
    match change {
        Change::Events { stream, .. } => format!("0 {stream}"),
        Change::Amount { stream, attribute, .. } => format!("1 {stream} {attribute}"),
        Change::Wait { .. } => "2".to_owned(),
        Change::Field { field, .. } => format!("3 {field}"),
        Change::Both { .. } => "4".to_owned(),
    }
}
