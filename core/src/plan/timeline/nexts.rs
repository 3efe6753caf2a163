//! When each of one customer's values changes next, for whoever asks.

use super::judge::{Judge, Judged, People, Row};
use super::settle::{LAST, NEVER};

/// Of what says something else every day, so many days are looked at: ten years.
const FAR: i64 = 3_653;

impl Judge {
    /// Of some tracked columns, the first day on which a row's value differs, or [`NEVER`]: one walk over the days on which something can
    /// change.
    pub(super) fn nexts(&self, people: &People, row: &Row, columns: &[usize]) -> Vec<i64> {
        let first = self.judge(people, std::slice::from_ref(row));
        let mut next = vec![NEVER; columns.len()];
        let (mut day, mut stages) = (row.day, self.stages(&first, 0, row.day));
        let mut latest: Option<Judged> = None;
        loop {
            let seen = &latest.as_ref().unwrap_or(&first).facts;
            let open = || next.iter().zip(columns).filter(|(next, _)| **next == NEVER).map(|(_, column)| *column);
            let mut turn = self.turn(people, row.customer, (seen, 0), &stages, day);
            // Only what rests on such facts is worth looking at every day.
            if open().any(|column| self.is_daily(Some(column))) && self.moments.is_daily(seen, 0) && day - row.day < FAR {
                turn = turn.min(day + 1);
            }
            if turn > LAST || open().next().is_none() {
                return next;
            }
            day = turn;
            let then = self.judge(people, &[Row { day, stages, ..row.clone() }]);
            stages = self.stages(&then, 0, day);
            for (next, column) in next.iter_mut().zip(columns).filter(|(next, _)| **next == NEVER) {
                if self.held(&first, *column, 0) != self.held(&then, *column, 0) {
                    *next = day;
                }
            }
            latest = Some(then);
        }
    }
}
