//! What was gathered becomes a fact per customer, and how many events it rests on.

use super::accumulate::{Accumulator, numbers};
use super::divide::{divide, hold, millionths};
use super::evaluate::Asked;
use super::groups::Groups;
use super::select::{Handle, Scan};
use super::sequence::{Sequence, Side};
use super::spacing::spacings;
use super::span::day;
use super::today::Today;
use super::values::{distinct, top};
use crate::model::{EventValues, FactUnit, FactValues, Ranking};
use crate::spec::Measure;
use crate::table::Interner;

/// A fact of every customer, with the number of events it rests on.
pub(super) struct Column {
    pub(super) values: FactValues,
    pub(super) samples: Vec<u32>,
}

/// Every customer's fact is not known.
pub(super) fn unknown(unit: FactUnit, customers: usize) -> Column {
    let values = match unit {
        FactUnit::Text => FactValues::Text { ids: vec![None; customers], texts: Interner::new() },
        _ => FactValues::Number(vec![None; customers].into()),
    };
    Column { values, samples: vec![0; customers] }
}

/// The answers of all streams.
pub(super) struct Answers<'s, 'a> {
    scans: &'s [Scan<'a>],
    customers: usize,
    today: Today<'a>,
    /// Groups that were made already.
    groups: Vec<(Handle, Groups)>,
    /// How often the values of the last column came, where they are ranked.
    pub(super) ranking: Option<Ranking>,
    pub(super) skipped: u64,
    pub(super) saturated: u64,
}

impl<'s, 'a> Answers<'s, 'a> {
    pub(super) fn new(scans: &'s [Scan<'a>], customers: usize, today: Today<'a>) -> Self {
        Answers { scans, customers, today, groups: Vec::new(), ranking: None, skipped: 0, saturated: 0 }
    }

    fn scan(&self, handle: Handle) -> Option<&'s Scan<'a>> {
        self.scans.get(handle.stream)
    }

    fn answer(&self, handle: Handle) -> Option<&'s Accumulator<'a>> {
        self.scan(handle)?.answer(handle)
    }

    pub(super) fn column(&mut self, measure: &Measure, unit: FactUnit, asked: Asked) -> Column {
        let found = match asked {
            Asked::Nothing => None,
            Asked::One(handle) => match self.answer(handle) {
                Some(Accumulator::List(_)) => self.listed(measure, handle),
                Some(answer) => self.gathered(measure, unit, answer),
                None => None,
            },
            Asked::Two(part, whole) => self.share(part, whole),
        };
        found.unwrap_or_else(|| unknown(unit, self.customers))
    }

    /// What one slot per customer tells.
    fn gathered(&mut self, measure: &Measure, unit: FactUnit, answer: &Accumulator<'a>) -> Option<Column> {
        let column = |(values, samples): (Vec<Option<i64>>, Vec<u32>)| Column { values: FactValues::Number(values.into()), samples };
        Some(match answer {
            Accumulator::Count(counts) => {
                let first = i64::from(matches!(measure, Measure::Repeat { .. }));
                column((counts.iter().map(|n| Some((i64::from(*n) - first).max(0))).collect(), counts.clone()))
            }
            Accumulator::Total(totals) => {
                self.skipped += totals.unknown();
                let (sums, mut saturated) = (totals.sums(), 0);
                let mean = matches!(measure, Measure::Mean { .. });
                let of = |(sum, slot): (i128, &super::accumulate::Total)| {
                    if mean {
                        return divide(sum, i128::from(slot.known));
                    }
                    let held = hold(sum);
                    saturated += u64::from(i128::from(held) != sum);
                    (slot.known > 0 || slot.unknown == 0).then_some(held)
                };
                let values = sums.into_iter().zip(&totals.slots).map(of).collect();
                self.saturated += saturated;
                column((values, totals.slots.iter().map(|slot| slot.known).collect()))
            }
            Accumulator::Extreme { slots, unknown, .. } => {
                self.skipped += unknown;
                column(slots.iter().map(|slot| ((slot.known > 0).then_some(slot.value), slot.known)).unzip())
            }
            Accumulator::Moment { slots, .. } => {
                let today = if matches!(measure, Measure::Recency { .. }) { self.today } else { Today::Unknown };
                let of = |customer: usize, time: i64| today.of(customer).map_or(day(time), |today| today - day(time));
                column(slots.iter().enumerate().map(|(customer, slot)| ((slot.n > 0).then(|| of(customer, slot.time)), slot.n)).unzip())
            }
            Accumulator::Edge { values, slots, .. } => {
                let events = slots.iter().map(|slot| (slot.n > 0).then_some(slot.event as usize));
                Column { values: at_events(*values, unit, events), samples: slots.iter().map(|slot| slot.n).collect() }
            }
            Accumulator::List(_) => return None,
        })
    }

    /// What takes all of a customer's events.
    fn listed(&mut self, measure: &Measure, handle: Handle) -> Option<Column> {
        let scan = self.scan(handle)?;
        let at = self.group(handle)?;
        let (_, groups) = self.groups.get(at)?;
        let values = measure.attribute().and_then(|name| scan.attribute(name));
        let counted = |of: &dyn Fn(u32, u32) -> u32| {
            let (values, samples): (Vec<_>, Vec<_>) = distinct(groups, values).into_iter().map(|(distinct, known)| (Some(i64::from(of(distinct, known))), known)).unzip();
            Column { values: FactValues::Number(values.into()), samples }
        };
        Some(match measure {
            Measure::Distinct { .. } => counted(&|distinct, _| distinct),
            Measure::Repeat { .. } => counted(&|distinct, _| distinct.saturating_sub(1)),
            Measure::Again { .. } => counted(&|distinct, known| known - distinct),
            Measure::Top { most, ties, .. } => {
                let (values, samples, ranking) = top(groups, values, *most, *ties);
                self.ranking = Some(ranking);
                Column { values, samples }
            }
            Measure::Spacing { statistic, .. } => {
                let (values, samples) = spacings(groups, scan.stream, *statistic);
                Column { values: FactValues::Number(values.into()), samples }
            }
            _ => return None,
        })
    }

    /// The place of the groups of a list, made where they are not there yet.
    fn group(&mut self, handle: Handle) -> Option<usize> {
        if let Some(at) = self.groups.iter().position(|(known, _)| *known == handle) {
            return Some(at);
        }
        let scan = self.scan(handle)?;
        self.groups.push((handle, Groups::of(scan.answer(handle), scan.stream, self.customers)));
        Some(self.groups.len() - 1)
    }

    fn share(&mut self, part: Handle, whole: Handle) -> Option<Column> {
        let (values, samples): (Vec<Option<i64>>, Vec<u32>) = match (self.answer(part)?, self.answer(whole)?) {
            (Accumulator::Count(part), Accumulator::Count(whole)) => {
                part.iter().zip(whole).map(|(part, whole)| (millionths(i128::from(*part), i128::from(*whole)), *whole)).unzip()
            }
            (Accumulator::Total(part), Accumulator::Total(whole)) => {
                self.skipped += whole.unknown();
                let of = |(part, (sum, slot)): (i128, (i128, &super::accumulate::Total))| ((sum > 0).then(|| millionths(part, sum)).flatten(), slot.known);
                part.sums().into_iter().zip(whole.sums().into_iter().zip(&whole.slots)).map(of).unzip()
            }
            _ => return None,
        };
        Some(Column { values: FactValues::Number(values.into()), samples })
    }

    pub(super) fn sequence(&mut self, sequence: Sequence, unit: FactUnit, asked: Asked) -> Column {
        let found = match asked {
            Asked::Two(first, then) => self.sides(sequence, first, then),
            Asked::Nothing | Asked::One(_) => None,
        };
        found.unwrap_or_else(|| unknown(unit, self.customers))
    }

    fn sides(&mut self, sequence: Sequence, first: Handle, then: Handle) -> Option<Column> {
        let streams = (self.scan(first)?.stream, self.scan(then)?.stream);
        let (first, then) = (self.group(first)?, self.group(then)?);
        let side = |at: usize, stream| Some(Side { groups: &self.groups.get(at)?.1, stream });
        let (values, samples) = sequence.values(side(first, streams.0)?, side(then, streams.1)?);
        Some(Column { values: FactValues::Number(values.into()), samples })
    }
}

/// The attribute at one event of each customer.
fn at_events(values: Option<&EventValues>, unit: FactUnit, events: impl Iterator<Item = Option<usize>>) -> FactValues {
    if unit != FactUnit::Text {
        let values = numbers(values);
        return FactValues::Number(events.map(|event| values.get(event?).copied().flatten()).collect());
    }
    let Some(EventValues::Text { ids, texts }) = values else {
        return FactValues::Text { ids: events.map(|_| None).collect(), texts: Interner::new() };
    };
    // Only the texts that are left are kept, since a stream's texts can be many; each is interned once.
    let mut kept = Interner::new();
    let mut places: Vec<Option<u32>> = vec![None; texts.len()];
    let mut text = |event: usize| {
        let id = ids.get(event).copied().flatten()?;
        let place = places.get_mut(id as usize)?;
        Some(*place.get_or_insert_with(|| kept.intern(texts.get(id))))
    };
    let ids = events.map(|event| text(event?)).collect();
    FactValues::Text { ids, texts: kept }
}
