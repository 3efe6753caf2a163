//! When a customer's values change next if nothing happens: the days on which something can change are looked at in order, all customers
//! together, until a value differs.

use super::judge::{Judge, Judged, People, Row};
use crate::model::{FactTable, Stage};
use chrono::NaiveDate;

/// Never.
pub(super) const NEVER: i64 = i64::MAX;

/// The last day of the calendar.
pub(super) const LAST: i64 = NaiveDate::MAX.to_epoch_days() as i64;

/// Of what says something else every day, so many days are looked at; then a customer is looked at again.
const AHEAD: i64 = 32;

/// What is true of rows, and until when.
pub(super) struct Settled {
    pub(super) judged: Judged,
    /// Per row, the first day on which a value or a stage differs, or the row is to be looked at again; or [`NEVER`].
    pub(super) next: Vec<i64>,
}

/// A row whose next change is looked for.
struct Open {
    /// Its place among the rows.
    at: usize,
    /// Where its facts of `day` stand in what was judged last.
    seen: usize,
    day: i64,
    /// The stages that it came to on that day.
    stages: Vec<Option<Stage>>,
}

impl Judge {
    /// The first day after `day` on which something can change for a customer, but for what changes every day; or [`NEVER`].
    pub(super) fn turn(&self, people: &People, customer: u32, (facts, row): (&FactTable, usize), stages: &[Option<Stage>], day: i64) -> i64 {
        let turns = [people.turn(&self.moments, &self.keeps, customer, day), self.moments.of_facts(facts, row, day), self.lifecycles.turn(&self.plan, stages, day)];
        turns.into_iter().flatten().min().unwrap_or(NEVER)
    }

    /// Judges rows, and says until when that holds.
    pub(super) fn settle(&self, people: &People, rows: &[Row]) -> Settled {
        let judged = self.judge(people, rows);
        let mut next = vec![NEVER; rows.len()];
        let mut open: Vec<Open> = rows.iter().enumerate().map(|(at, row)| Open { at, seen: at, day: row.day, stages: self.stages(&judged, at, row.day) }).collect();
        let reached: Vec<Vec<Option<Stage>>> = open.iter().map(|open| open.stages.clone()).collect();
        let daily = self.is_daily(None);
        let mut latest: Option<Judged> = None;
        loop {
            let facts = &latest.as_ref().unwrap_or(&judged).facts;
            open.retain_mut(|open| {
                let (Some(row), Some(next)) = (rows.get(open.at), next.get_mut(open.at)) else { return false };
                let mut turn = self.turn(people, row.customer, (facts, open.seen), &open.stages, open.day);
                if daily && self.moments.is_daily(facts, open.seen) {
                    turn = turn.min(open.day + 1);
                    if turn - row.day > AHEAD {
                        *next = turn;
                        return false;
                    }
                }
                open.day = turn;
                open.day <= LAST
            });
            if open.is_empty() {
                return Settled { judged, next };
            }
            let days: Vec<Row> = open.iter_mut().filter_map(|open| Some(Row { day: open.day, stages: std::mem::take(&mut open.stages), ..rows.get(open.at)?.clone() })).collect();
            let then = self.judge(people, &days);
            let mut seen = 0;
            open.retain_mut(|open| {
                open.stages = self.stages(&then, seen, open.day);
                // A stage may change behind a choice by hand.
                let moved = reached.get(open.at).is_some_and(|reached| *reached != open.stages);
                let differs = moved || (0..self.width()).any(|column| self.held(&judged, column, open.at) != self.held(&then, column, seen));
                open.seen = seen;
                seen += 1;
                if let Some(next) = next.get_mut(open.at).filter(|_| differs) {
                    *next = open.day;
                }
                !differs
            });
            latest = Some(then);
        }
    }
}
