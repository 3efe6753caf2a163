//! The built-in strategies, applied in order.

use super::{Contender, Survival, Survivor};
use crate::model::Status;
use crate::spec::Survivorship;
use std::cmp::Ordering;

/// Strategies in order: each breaks the ties of the one before; at the end the smaller row wins.
///
/// | strategy | prefers |
/// |---|---|
/// | `valid` | ok, then repaired, suspicious, ambiguous |
/// | `source_priority` | the source with the highest priority |
/// | `most_recent` | the latest record; undated ones come last |
/// | `most_frequent` | the value that most of the customer's records carry |
/// | `longest` | the longest display form, in characters |
/// | `verified` | a value that was verified, with method, date and operator |
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strategies(pub Vec<Survivorship>);

impl Default for Strategies {
    fn default() -> Self {
        use Survivorship::*;
        Strategies(vec![Valid {}, SourcePriority {}, MostFrequent {}, MostRecent {}, Longest {}])
    }
}

impl Survivor for Strategies {
    fn survive(&self, contenders: &[Contender<'_>]) -> Option<Survival> {
        let usable = |c: &&(usize, &Contender<'_>)| !c.1.display.is_empty() && !matches!(c.1.status, Status::Invalid | Status::Missing);
        let all: Vec<(usize, &Contender<'_>)> = contenders.iter().enumerate().collect();
        let (winner, best) = all.iter().filter(usable).copied().min_by(|(_, a), (_, b)| self.compare(a, b).0.then(a.row.cmp(&b.row)))?;
        // What decided: the first strategy that separates the winner from its nearest rival.
        let rivals = all.iter().filter(usable).filter(|(_, c)| c.display != best.display && (c.value == 0 || c.value != best.value));
        let by = rivals.min_by(|(_, a), (_, b)| self.compare(a, b).0.then(a.row.cmp(&b.row))).and_then(|(_, rival)| self.compare(best, rival).1);
        Some(Survival { winner, by })
    }
}

impl Strategies {
    fn compare(&self, a: &Contender<'_>, b: &Contender<'_>) -> (Ordering, Option<Survivorship>) {
        for strategy in &self.0 {
            let order = match strategy {
                Survivorship::Valid {} => a.status.cmp(&b.status),
                Survivorship::SourcePriority {} => b.priority.cmp(&a.priority),
                // `None` is less than any time, so the reversed order puts undated records last.
                Survivorship::MostRecent {} => b.time.cmp(&a.time),
                Survivorship::MostFrequent {} => b.count.cmp(&a.count),
                Survivorship::Longest {} => b.display.chars().count().cmp(&a.display.chars().count()),
                Survivorship::Verified {} => b.verified.cmp(&a.verified),
            };
            if order != Ordering::Equal {
                return (order, Some(*strategy));
            }
        }
        (Ordering::Equal, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contender(display: &str, row: u32) -> Contender<'_> {
        Contender { display, value: row + 1, status: Status::Ok, row, form: row, time: None, priority: 0, count: 1, verified: false }
    }

    fn win(by: Survivorship, contenders: &[Contender<'_>]) -> (usize, Option<Survivorship>) {
        let survival = Strategies(vec![by]).survive(contenders).unwrap();
        (survival.winner, survival.by)
    }

    #[test]
    fn each_strategy_decides_and_says_so() {
        use Survivorship::*;
        let (a, b) = (contender("李", 0), contender("李四", 1));
        assert_eq!(win(Longest {}, &[a, b]), (1, Some(Longest {})));
        assert_eq!(win(MostRecent {}, &[a, Contender { time: Some(1), ..b }]), (1, Some(MostRecent {})));
        assert_eq!(win(SourcePriority {}, &[a, Contender { priority: 2, ..b }]), (1, Some(SourcePriority {})));
        assert_eq!(win(MostFrequent {}, &[Contender { count: 3, ..a }, b]), (0, Some(MostFrequent {})));
        assert_eq!(win(Valid {}, &[Contender { status: Status::Suspicious, ..a }, b]), (1, Some(Valid {})));
        assert_eq!(win(Verified {}, &[a, Contender { verified: true, ..b }]), (1, Some(Verified {})));
        assert_eq!(win(Valid {}, &[a, b]), (0, None));
    }

    #[test]
    fn nothing_usable_gives_nothing() {
        let a = Contender { status: Status::Invalid, ..contender("138", 0) };
        assert!(Strategies::default().survive(&[a]).is_none());
        assert!(Strategies::default().survive(&[]).is_none());
    }
}
