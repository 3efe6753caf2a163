//! The days on which facts can change by the clock alone.
//!
//! | what | changes a fact on |
//! |---|---|
//! | an event dated after today | its day |
//! | a rolling window of `n` days | the `n`th day after the event's |
//! | a calendar window | the first day of the unit that brings the event in, and of the one that takes it out |
//! | fixed windows, windows that an event opens, sequences, spacings | the day of an event |
//! | recency, and a ratio of it | the day on which it reaches a number that a rule compares it with |
//! | forecasts of repeat buying; recency that a distance is measured by | every day |
//!
//! Between two such days no comparison of a rule says anything else. Not on each of them does one.

use super::FactsPlan;
use super::compile::{Metric, Source};
use super::divide::{divide, millionths};
use super::span::{Span, day, unit_start};
use crate::model::{FactTable, FactUnit};
use crate::spec::{CalendarUnit, Measure, PurchaseFact};
use chrono::NaiveDate;

/// When the facts of a plan can change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moments {
    streams: Vec<String>,
    /// Per stream, what the clock does to its events.
    turns: Vec<Vec<Turn>>,
    slides: Vec<Slide>,
    /// The places and names of columns that may say something else every day.
    daily: Vec<(usize, String)>,
}

/// On which day an event begins or ceases to count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Turn {
    /// So many days after its own.
    After(i64),
    /// On the first day of the unit so many after its own.
    Unit(CalendarUnit, u32),
}

/// A fact that grows by a day every day.
#[derive(Clone, Debug)]
struct Slide {
    /// The place of its column.
    column: usize,
    /// The numbers from which on a rule says something else, ascending.
    cuts: Vec<i64>,
    ratio: Option<Ratio>,
}

/// A quotient of which a part grows.
#[derive(Clone, Copy, Debug)]
struct Ratio {
    above: Side,
    below: Side,
    unit: FactUnit,
}

#[derive(Clone, Copy, Debug)]
struct Side {
    column: usize,
    grows: bool,
}

impl FactsPlan {
    /// When the facts can change for whoever reads them; `cuts` says at which numbers of a fact a rule changes its mind, `None`: at any.
    pub(crate) fn moments(&self, cuts: impl Fn(&str) -> Option<Vec<i64>>) -> Moments {
        let mut moments = Moments { streams: self.streams.iter().map(|stream| stream.name.clone()).collect(), turns: vec![Vec::new(); self.streams.len()], ..Moments::default() };
        for (column, metric) in self.metrics.iter().enumerate() {
            match &metric.source {
                Source::Events { part, span, .. } => moments.turn(part.stream, span),
                Source::Sequence { first, then, span, .. } => [first, then].into_iter().for_each(|part| moments.turn(part.stream, span)),
                Source::Purchases { part, .. } => moments.turn(part.stream, &Span::Lifetime),
                Source::Ratio { .. } | Source::Unresolved => {}
            }
            let cuts = cuts(&metric.definition.name);
            let slides = self.slides(metric);
            let forecast = matches!(metric.source, Source::Purchases { fact, .. } if fact != PurchaseFact::Amount);
            if forecast || (cuts.is_none() && slides.is_some()) {
                moments.daily.push((column, metric.definition.name.clone()));
                continue;
            }
            let mut cuts = cuts.unwrap_or_default();
            let Some(ratio) = slides.filter(|_| !cuts.is_empty()) else { continue };
            cuts.sort_unstable();
            cuts.dedup();
            moments.slides.push(Slide { column, cuts, ratio });
        }
        moments
    }

    /// How a metric grows by the day: by itself, as a ratio, or not at all.
    fn slides(&self, metric: &Metric) -> Option<Option<Ratio>> {
        let grows = |metric: &Metric| matches!(metric.source, Source::Events { measure: Measure::Recency { .. }, .. });
        match metric.source {
            Source::Ratio { numerator, denominator } => {
                let side = |column: usize| Side { column, grows: self.metrics.get(column).is_some_and(grows) };
                let ratio = Ratio { above: side(numerator), below: side(denominator), unit: metric.definition.unit };
                (ratio.above.grows || ratio.below.grows).then_some(Some(ratio))
            }
            _ => grows(metric).then_some(None),
        }
    }
}

impl Moments {
    fn turn(&mut self, stream: usize, span: &Span) {
        let turns: &[Turn] = match span {
            Span::Lifetime | Span::Fixed { .. } => &[Turn::After(0)],
            Span::Rolling { days } => &[Turn::After(0), Turn::After(i64::from(*days))],
            Span::Calendar { unit, count, back } => &[Turn::After(0), Turn::Unit(*unit, *back), Turn::Unit(*unit, back.saturating_add(*count))],
            Span::Since(since) => {
                let opens = since.event.stream;
                self.add(opens, &[Turn::After(0)]);
                &[Turn::After(0)]
            }
        };
        self.add(stream, turns);
    }

    fn add(&mut self, stream: usize, turns: &[Turn]) {
        if let Some(own) = self.turns.get_mut(stream) {
            own.extend(turns.iter().filter(|turn| !own.contains(turn)).copied().collect::<Vec<_>>());
        }
    }

    /// The place of a stream.
    pub(crate) fn stream(&self, name: &str) -> Option<usize> {
        self.streams.iter().position(|known| known == name)
    }

    /// The first day after `after` on which an event of the stream of a place begins or ceases to count.
    pub(crate) fn of_event(&self, stream: usize, time: i64, after: i64) -> Option<i64> {
        let day = day(time);
        let turn = |turn: &Turn| match turn {
            Turn::After(days) => Some(day.saturating_add(*days)),
            Turn::Unit(unit, later) => unit_start(day, *unit, *later),
        };
        self.turns.get(stream)?.iter().filter_map(turn).filter(|at| *at > after).min()
    }

    /// The first day after `today` on which a fact that grows by the day reaches a number that a rule compares it with, should no event
    /// begin or cease to count before. `facts` are those of the plan, of today.
    pub(crate) fn of_facts(&self, facts: &FactTable, row: usize, today: i64) -> Option<i64> {
        self.slides.iter().filter_map(|slide| slide.reaches(facts, row)).min().and_then(|days| today.checked_add(days))
    }
}

impl Moments {
    /// Whether a fact that is known may say something else every day.
    pub(crate) fn is_daily(&self, facts: &FactTable, row: usize) -> bool {
        self.daily.iter().any(|(column, _)| facts.columns.get(*column).is_some_and(|column| column.number(row).is_some()))
    }

    /// Whether a fact may say something else every day.
    pub(crate) fn is_daily_fact(&self, name: &str) -> bool {
        self.daily.iter().any(|(_, known)| known == name)
    }
}

impl Slide {
    /// In how many days.
    fn reaches(&self, facts: &FactTable, row: usize) -> Option<i64> {
        let number = |column: usize| facts.columns.get(column).and_then(|column| column.number(row));
        let place = |number: i64| self.cuts.partition_point(|cut| *cut <= number);
        let Some(ratio) = self.ratio else {
            let now = number(self.column)?;
            return self.cuts.get(place(now)).map(|cut| cut.saturating_sub(now));
        };
        let (above, below) = (number(ratio.above.column)?, number(ratio.below.column)?);
        let later = |side: Side, number: i64, days: i64| i128::from(number) + i128::from(days) * i128::from(side.grows);
        let at = |days: i64| {
            let (above, below) = (later(ratio.above, above, days), later(ratio.below, below, days));
            if ratio.unit == FactUnit::Ratio { millionths(above, below) } else { divide(above, below) }.map(place)
        };
        // Where the divisor passes zero the quotient leaps; on either side of that it moves one way only.
        let leap = if ratio.below.grows { Some(below.saturating_neg()).filter(|days| *days >= 0) } else { None };
        let last = leap.map_or(LAST, |leap| leap.saturating_sub(1)).min(LAST);
        let now = at(0);
        if at(1) != now {
            return Some(1);
        }
        let (mut same, mut other) = (1, last);
        if other <= same || at(other) == now {
            return leap;
        }
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if at(middle) == now {
                same = middle;
            } else {
                other = middle;
            }
        }
        Some(other)
    }
}

/// How far ahead quotients are looked at: the days of the calendar.
const LAST: i64 = (NaiveDate::MAX.to_epoch_days() as i64).saturating_mul(2);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactColumn, FactValues};

    fn reaches(above: (i64, bool), below: (i64, bool), cuts: &[i64]) -> Option<i64> {
        let column = |value: i64| FactColumn { name: String::new(), unit: FactUnit::Days, values: FactValues::Number(vec![Some(value)].into()) };
        let facts = FactTable { rows: 1, columns: vec![column(above.0), column(below.0)] };
        let ratio = Ratio { above: Side { column: 0, grows: above.1 }, below: Side { column: 1, grows: below.1 }, unit: FactUnit::Ratio };
        Slide { column: 2, cuts: cuts.to_vec(), ratio: Some(ratio) }.reaches(&facts, 0)
    }

    /// The first day on which the quotient lies elsewhere, by counting.
    fn counted(above: (i64, bool), below: (i64, bool), cuts: &[i64]) -> Option<i64> {
        let at = |days: i64| {
            let number = millionths(i128::from(above.0 + days * i64::from(above.1)), i128::from(below.0 + days * i64::from(below.1)))?;
            Some(cuts.iter().filter(|cut| **cut <= number).count())
        };
        (1..3_000).find(|days| at(*days) != at(0))
    }

    #[test]
    fn quotients_are_met_on_the_day() {
        for above in [(0, true), (5, true), (40, false), (-7, true)] {
            for below in [(30, false), (0, true), (3, true), (100, true), (1, false)] {
                for cuts in [&[1_500_000][..], &[500_000, 2_000_000], &[200_000, 333_333]] {
                    let (found, counted) = (reaches(above, below, cuts), counted(above, below, cuts));
                    // A day too early is looked at in vain; a day too late is a lie.
                    assert!(counted.is_none() || found.is_some_and(|found| found <= counted.unwrap_or(0)), "{above:?} {below:?} {cuts:?}: {found:?} {counted:?}");
                    assert!(below.1 || found == counted || counted.is_none(), "{above:?} {below:?} {cuts:?}: {found:?} {counted:?}");
                }
            }
        }
    }
}
