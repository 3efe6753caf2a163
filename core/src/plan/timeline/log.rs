//! What changed, when, since when it is known, and why: 24 bytes for each.

use super::held::{Held, Tracked};
use crate::plan::Plan;
use chrono::NaiveDate;
use serde::Serialize;

/// Why a value changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// Something that the customer did that day, or that was told, corrected or withdrawn.
    Event,
    /// The clock alone: it would have come without what happened that day.
    Time,
    /// Other rules were published.
    Rules,
    /// A choice by hand began or ended.
    Manual,
    /// Records came to the customer, or went to another one.
    Merge,
}

impl Cause {
    const ALL: [Cause; 5] = [Cause::Event, Cause::Time, Cause::Rules, Cause::Manual, Cause::Merge];

    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Event => "event",
            Cause::Time => "time",
            Cause::Rules => "rules",
            Cause::Manual => "manual",
            Cause::Merge => "merge",
        }
    }
}

/// One change of one customer's value. What was the evidence stands with its revision and with its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub(super) customer: u32,
    /// The customer's entry before.
    previous: u32,
    /// On which day it is true, in days since 1970-01-01.
    pub(super) at: i32,
    /// The revision that it came with.
    pub(super) revision: u32,
    pub(super) from: u16,
    pub(super) to: u16,
    /// The rule that decided, from 0.
    rule: u16,
    /// Dimension or layering, and cause.
    kind: u16,
}

/// Bits of a cause in an entry's kind.
const CAUSE_BITS: u16 = 3;
/// Dimensions and layerings that an entry can tell apart.
pub(super) const MOST_TRACKED: usize = 1 << (u16::BITS as usize - CAUSE_BITS as usize);
const NONE: u32 = u32::MAX;
const NO_RULE: u16 = u16::MAX;

impl Entry {
    pub(super) fn tracked(self) -> usize {
        usize::from(self.kind >> CAUSE_BITS)
    }

    pub(super) fn cause(self) -> Cause {
        Cause::ALL.get(usize::from(self.kind & ((1 << CAUSE_BITS) - 1))).copied().unwrap_or(Cause::Time)
    }

    pub(super) fn rule(self) -> Option<usize> {
        (self.rule != NO_RULE).then_some(usize::from(self.rule))
    }
}

/// What made a revision: everything that was learned at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// The timeline was opened.
    Opened,
    /// The clock went on.
    Advanced,
    /// An event was told, anew or corrected.
    Told { stream: String, id: String },
    /// An event was withdrawn.
    Withdrawn { stream: String, id: String },
    /// Other rules were published.
    Published,
    /// Customers came together or apart.
    Followed,
}

/// A revision.
#[derive(Clone, Debug)]
pub(super) struct Revision {
    /// The as-of day when it came, in days since 1970-01-01.
    pub(super) as_of: i64,
    pub(super) what: What,
}

/// Rules that came with a revision and are in force from a day on.
#[derive(Clone, Debug)]
struct Enacted {
    revision: u32,
    from: i64,
    plan: Plan,
}

/// A change to be written down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) customer: u32,
    pub(super) tracked: usize,
    pub(super) at: i64,
    pub(super) from: u16,
    pub(super) to: u16,
    pub(super) rule: Option<usize>,
    pub(super) cause: Cause,
}

/// All changes in the order in which they became known.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) entries: Vec<Entry>,
    /// Per customer, its last entry.
    last: Vec<u32>,
    pub(super) revisions: Vec<Revision>,
    enacted: Vec<Enacted>,
}

impl Log {
    pub(super) fn grow(&mut self, customers: usize) {
        self.last.resize(customers.max(self.last.len()), NONE);
    }

    pub(super) fn begin(&mut self, as_of: i64, what: What) {
        self.revisions.push(Revision { as_of, what });
    }

    /// Rules are in force from a day on, by what the last revision says.
    pub(super) fn enact(&mut self, from: i64, plan: &Plan) {
        let revision = u32::try_from(self.revisions.len().saturating_sub(1)).unwrap_or(NONE);
        self.enacted.push(Enacted { revision, from, plan: plan.clone() });
    }

    /// The place of the rules that were enacted last.
    pub(super) fn last_enacted(&self) -> usize {
        self.enacted.len().saturating_sub(1)
    }

    /// The place of the rules that decided what is true from a day on: those in force on it, by what was known with a revision.
    pub(super) fn decided(&self, day: i64, revision: u32) -> usize {
        let known = self.enacted.iter().take_while(|enacted| enacted.revision <= revision);
        known.enumerate().filter(|(_, enacted)| enacted.from <= day).last().map_or(0, |(at, _)| at)
    }

    pub(super) fn push(&mut self, change: Change) {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(NONE);
        let (place, revision) = (narrow(self.entries.len()), narrow(self.revisions.len().saturating_sub(1)));
        let Some(last) = self.last.get_mut(change.customer as usize) else { return };
        let cause = Cause::ALL.iter().position(|cause| *cause == change.cause).and_then(|at| u16::try_from(at).ok()).unwrap_or(0);
        self.entries.push(Entry {
            customer: change.customer,
            previous: std::mem::replace(last, place),
            at: i32::try_from(change.at).unwrap_or(i32::MAX),
            revision,
            from: change.from,
            to: change.to,
            rule: change.rule.and_then(|rule| u16::try_from(rule).ok()).unwrap_or(NO_RULE),
            kind: (u16::try_from(change.tracked).unwrap_or(0) << CAUSE_BITS) | cause,
        });
    }

    /// A customer's entries, the oldest first.
    pub(super) fn of(&self, customer: u32) -> Vec<Entry> {
        let mut found = Vec::new();
        let mut at = self.last.get(customer as usize).copied().unwrap_or(NONE);
        while let Some(entry) = self.entries.get(at as usize) {
            found.push(*entry);
            at = entry.previous;
        }
        found.reverse();
        found
    }

    /// A customer's changes in one dimension or layering as they were known with a revision, by day. What a revision says of a day takes the
    /// place of all that was said before of that day and of later ones.
    pub(super) fn known(&self, customer: u32, tracked: usize, revision: u32) -> Vec<Entry> {
        let mut known: Vec<Entry> = Vec::new();
        for entry in self.of(customer).into_iter().filter(|entry| entry.tracked() == tracked && entry.revision <= revision) {
            if known.last().is_some_and(|last| last.revision < entry.revision) {
                known.retain(|old| old.revision == entry.revision || old.at < entry.at);
            }
            known.push(entry);
        }
        known
    }
}

/// What a customer had before the first change, and after the changes up to a day.
pub(super) fn replay(mut held: Held, known: &[Entry], day: i64) -> Held {
    for entry in known.iter().filter(|entry| i64::from(entry.at) <= day && entry.from != entry.to) {
        held.step(entry.from, entry.to);
    }
    held
}

/// A change of a customer's value in a dimension or layering.
///
/// `at` is when it is true, `recorded` the as-of date when it became known: a late event changes what was true in the past. Where `from` is
/// `to`, a change that was known before is taken back: the value stayed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Transition<'a> {
    /// The customer's id.
    pub customer: &'a str,
    /// The dimension or layering.
    pub dimension: &'a str,
    /// The value before.
    pub from: Option<&'a str>,
    /// The value from then on.
    pub to: Option<&'a str>,
    /// From which day on it is true.
    #[serde(serialize_with = "super::written")]
    pub at: NaiveDate,
    /// As of which day it became known.
    #[serde(serialize_with = "super::written")]
    pub recorded: NaiveDate,
    /// The revision that it became known with: the n-th time that something was learned, from 0.
    pub revision: u32,
    /// Why.
    pub cause: Cause,
    /// The rule that decided, as it stands in the spec; none where several decide, or no rule is true.
    pub rule: Option<&'a str>,
    /// The version of the rule set that decided.
    pub version: &'a str,
    /// The event that was told, corrected or withdrawn with the revision, as `stream/id`; of one without an id the stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}

impl Log {
    /// An entry in words.
    pub(super) fn told<'a>(&'a self, entry: Entry, customers: &'a [String], tracked: &'a [Tracked]) -> Option<Transition<'a>> {
        let revision = self.revisions.get(entry.revision as usize)?;
        let own = tracked.get(entry.tracked())?;
        let spec = &self.enacted.get(self.decided(i64::from(entry.at), entry.revision))?.plan.0.spec.tags;
        let dimension = spec.dimensions.iter().find(|dimension| !own.layer && dimension.name == own.name);
        // Those of a lifecycle are numbered behind those of the dimension.
        let rules = dimension.into_iter().flat_map(|dimension| {
            let of_lifecycle = dimension.lifecycle.iter().flat_map(|lifecycle| lifecycle.rules()).map(|(_, rule)| rule);
            dimension.rules.iter().map(|rule| rule.when.as_str()).chain(of_lifecycle)
        });
        let rule = entry.rule().and_then(|rule| rules.into_iter().nth(rule));
        let event = match &revision.what {
            What::Told { stream, id } | What::Withdrawn { stream, id } if id.is_empty() => Some(stream.clone()),
            What::Told { stream, id } | What::Withdrawn { stream, id } => Some(format!("{stream}/{id}")),
            _ => None,
        };
        Some(Transition {
            customer: customers.get(entry.customer as usize)?,
            dimension: &own.name,
            from: own.value(entry.from),
            to: own.value(entry.to),
            at: NaiveDate::from_epoch_days(entry.at)?,
            recorded: NaiveDate::from_epoch_days(i32::try_from(revision.as_of).ok()?)?,
            revision: entry.revision,
            cause: entry.cause(),
            rule,
            version: &spec.version,
            event,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NO_TAG;

    #[test]
    fn a_transition_takes_24_bytes() {
        assert_eq!(std::mem::size_of::<Entry>(), 24);
        assert_eq!(MOST_TRACKED, 8192);
    }

    #[test]
    fn what_is_learned_later_takes_the_place_of_what_was_thought() {
        let mut log = Log::default();
        log.grow(1);
        let change = |at: i64, from: u16, to: u16| Change { customer: 0, tracked: 0, at, from, to, rule: None, cause: Cause::Time };
        log.begin(10, What::Opened);
        log.push(change(3, 0, 1));
        log.push(change(7, 1, 2));
        log.begin(10, What::Advanced);
        // The change of day 7 is taken back; that of day 3 stands.
        log.push(change(7, 1, 1));
        log.push(change(9, 1, 0));
        let at = |revision: u32, day: i64| replay(Held::One(0), &log.known(0, 0, revision), day);
        assert_eq!([2, 3, 7, 9].map(|day| at(0, day)), [0, 1, 2, 2].map(Held::One));
        assert_eq!([2, 3, 7, 9].map(|day| at(1, day)), [0, 1, 1, 0].map(Held::One));
        assert_eq!(log.of(0).len(), 4);
        assert_eq!(log.known(0, 1, 9), []);
        let mut several = Held::Many(vec![1]);
        several.step(NO_TAG, 0);
        several.step(1, NO_TAG);
        assert_eq!((several.steps(&Held::Many(vec![2])), several), (vec![(0, NO_TAG), (NO_TAG, 2)], Held::Many(vec![0])));
    }
}
