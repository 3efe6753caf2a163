//! When a customer's values change next if nothing happens: the days on which something can change are looked at in order, all customers
//! together, until a value differs.

use super::judge::{Judge, Judged, People, Row};
use chrono::NaiveDate;

/// Never.
pub(super) const NEVER: i64 = i64::MAX;

/// The last day of the calendar.
const LAST: i64 = NaiveDate::MAX.to_epoch_days() as i64;

/// What is true of rows, and until when.
pub(super) struct Settled {
    pub(super) judged: Judged,
    /// Per row, the first day on which a value differs, or [`NEVER`].
    pub(super) next: Vec<i64>,
}

/// A row whose next change is looked for.
struct Open {
    /// Its place among the rows.
    at: usize,
    /// Where its facts of `day` stand in what was judged last.
    seen: usize,
    day: i64,
}

impl Judge {
    /// Judges rows, and says until when that holds; of one tracked column, or of all.
    pub(super) fn settle(&self, people: &People, rows: &[Row], watched: Option<usize>) -> Settled {
        let judged = self.judge(people, rows);
        let mut next = vec![NEVER; rows.len()];
        let mut open: Vec<Open> = rows.iter().enumerate().map(|(at, row)| Open { at, seen: at, day: row.day }).collect();
        let mut latest: Option<Judged> = None;
        loop {
            let facts = &latest.as_ref().unwrap_or(&judged).facts;
            open.retain_mut(|open| {
                let Some(row) = rows.get(open.at) else { return false };
                let turn = [people.turn(&self.moments, row.customer, open.day), self.moments.of_facts(facts, open.seen, open.day)].into_iter().flatten().min();
                open.day = turn.unwrap_or(NEVER);
                open.day <= LAST
            });
            if open.is_empty() {
                return Settled { judged, next };
            }
            let days: Vec<Row> = open.iter().filter_map(|open| Some(Row { day: open.day, ..*rows.get(open.at)? })).collect();
            let then = self.judge(people, &days);
            let mut seen = 0;
            open.retain_mut(|open| {
                let differs = self.differs((&judged, open.at), (&then, seen), watched);
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

    /// Whether two rows differ in one tracked column, or in any.
    pub(super) fn differs(&self, (one, a): (&Judged, usize), (other, b): (&Judged, usize), watched: Option<usize>) -> bool {
        let differ = |column: usize| self.held(one, column, a) != self.held(other, column, b);
        match watched {
            Some(column) => differ(column),
            None => (0..self.width()).any(differ),
        }
    }
}
