//! The built-in strategies, applied in order.

use super::{Contender, Decided, Survival, Survivor};
use crate::spec::Survivorship;
use std::cmp::Ordering;

/// Strategies in order: each breaks the ties of the one before; at the end the smaller row wins, of one row the first column.
///
/// | strategy | prefers |
/// |---|---|
/// | `valid` | ok, then repaired, suspicious, ambiguous |
/// | `source_priority` | the source with the highest priority |
/// | `most_recent` | the latest record; undated ones come last |
/// | `most_frequent` | the value that most of the customer's records carry |
/// | `longest` | the longest display form, in characters |
/// | `verified` | a value that was verified, with method, date and operator |
/// | `complete` | the value of which most components could be read; of a group, most fields filled |
/// | `sources` | the first of these sources; others come last |
/// | `prefer` | the first of these values; others come last |
///
/// All but `most_frequent` look at one value at a time: when a source is retracted, exactly the values that came from it change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Strategies(pub Vec<Survivorship>);

impl Default for Strategies {
    fn default() -> Self {
        use Survivorship::*;
        Strategies(vec![Valid {}, SourcePriority {}, MostFrequent {}, MostRecent {}, Longest {}])
    }
}

impl Survivor for Strategies {
    fn strategies(&self) -> &[Survivorship] {
        &self.0
    }

    fn survive(&self, contenders: &[Contender<'_>]) -> Option<Survival> {
        let usable = || contenders.iter().enumerate().filter(|(_, c)| c.is_usable());
        let before = |a: &Contender<'_>, b: &Contender<'_>| self.compare(a, b).0.then((a.row, a.slot).cmp(&(b.row, b.slot)));
        let (winner, best) = usable().min_by(|(_, a), (_, b)| before(a, b))?;
        // What decided: the first strategy that separates the winner from its nearest rival.
        let rival = usable().map(|(_, c)| c).filter(|c| !c.is_same(best)).min_by(|a, b| before(a, b));
        let decided = rival.map_or(Decided::Alone, |rival| self.compare(best, rival).1);
        Some(Survival { winner, decided })
    }
}

impl Strategies {
    fn compare(&self, a: &Contender<'_>, b: &Contender<'_>) -> (Ordering, Decided) {
        for (at, strategy) in (0u8..).zip(&self.0) {
            let order = match strategy {
                Survivorship::Valid {} => a.status.cmp(&b.status),
                Survivorship::SourcePriority {} => b.priority.cmp(&a.priority),
                // `None` is less than any time, so the reversed order puts undated records last.
                Survivorship::MostRecent {} => b.time.cmp(&a.time),
                Survivorship::MostFrequent {} => b.count.cmp(&a.count),
                Survivorship::Longest {} => b.display.chars().count().cmp(&a.display.chars().count()),
                Survivorship::Verified {} => b.verified.cmp(&a.verified),
                Survivorship::Complete {} => b.components.cmp(&a.components),
                Survivorship::Sources(order) => place(order, |name| name == a.source).cmp(&place(order, |name| name == b.source)),
                Survivorship::Prefer(order) => place(order, |value| is(value, a)).cmp(&place(order, |value| is(value, b))),
                // A survivor of the caller's own stands alone; among built-in ones it has no say.
                Survivorship::Custom(_) => Ordering::Equal,
            };
            if order != Ordering::Equal {
                return (order, Decided::By(at));
            }
        }
        (Ordering::Equal, Decided::Order)
    }
}

/// Where it stands in a list; behind all of it where it does not.
fn place(order: &[String], fits: impl Fn(&str) -> bool) -> usize {
    order.iter().position(|name| fits(name)).unwrap_or(order.len())
}

fn is(value: &str, contender: &Contender<'_>) -> bool {
    value == contender.display || (!value.is_empty() && value == contender.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn contender(display: &str, row: u32) -> Contender<'_> {
        let (key, value) = (display, row + 1);
        Contender { display, key, value, status: Status::Ok, row, slot: 0, form: row, time: None, source: "", priority: 0, count: 1, components: 0, verified: 0 }
    }

    /// The winner, and whether the strategy set it apart.
    fn win(by: Survivorship, contenders: &[Contender<'_>]) -> (usize, Decided) {
        let survival = Strategies(vec![by]).survive(contenders).unwrap();
        (survival.winner, survival.decided)
    }

    #[test]
    fn each_strategy_decides_and_says_so() {
        use Survivorship::*;
        let (a, b) = (contender("李", 0), contender("李四", 1));
        let by = Decided::By(0);
        assert_eq!(win(Longest {}, &[a, b]), (1, by));
        assert_eq!(win(MostRecent {}, &[a, Contender { time: Some(1), ..b }]), (1, by));
        assert_eq!(win(SourcePriority {}, &[a, Contender { priority: 2, ..b }]), (1, by));
        assert_eq!(win(MostFrequent {}, &[Contender { count: 3, ..a }, b]), (0, by));
        assert_eq!(win(Valid {}, &[Contender { status: Status::Suspicious, ..a }, b]), (1, by));
        assert_eq!(win(Verified {}, &[a, Contender { verified: 1, ..b }]), (1, by));
        assert_eq!(win(Complete {}, &[a, Contender { components: 4, ..b }]), (1, by));
        assert_eq!(win(Sources(vec!["门店".into(), "官网".into()]), &[Contender { source: "官网", ..a }, Contender { source: "门店", ..b }]), (1, by));
        assert_eq!(win(Sources(vec!["门店".into()]), &[Contender { source: "官网", ..a }, Contender { source: "展会", ..b }]), (0, Decided::Order));
        assert_eq!(win(Prefer(vec!["李四".into()]), &[a, b]), (1, by));
        assert_eq!(win(Valid {}, &[a, b]), (0, Decided::Order));
        assert_eq!(win(Valid {}, &[a]), (0, Decided::Alone));
    }

    #[test]
    fn of_one_record_the_first_column_wins_in_any_order() {
        let (first, second) = (contender("13812345678", 0), Contender { slot: 1, value: 9, ..contender("02112345678", 0) });
        let strategies = Strategies::default();
        assert_eq!(strategies.survive(&[first, second]).map(|s| s.winner), Some(0));
        assert_eq!(strategies.survive(&[second, first]).map(|s| s.winner), Some(1));
    }

    #[test]
    fn nothing_usable_gives_nothing() {
        let a = Contender { status: Status::Invalid, ..contender("138", 0) };
        assert!(Strategies::default().survive(&[a]).is_none());
        assert!(Strategies::default().survive(&[]).is_none());
    }
}
