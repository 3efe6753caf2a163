//! The laws between two metrics of one stream: what is among what, and what is between what.

use super::definitions::Quantity;
use super::windows::{certain, longest};
use crate::rule::analyse::Bond;
use crate::spec::{Measure, SpacingStatistic, Window};

/// The laws between each two of some quantities, by their places.
pub(super) fn bonds(quantities: &[Quantity]) -> Vec<Bond> {
    let mut bonds = Vec::new();
    for (a, first) in quantities.iter().enumerate() {
        for (b, second) in quantities.iter().enumerate().filter(|(b, _)| *b != a) {
            bonds.extend(pair((a, first), (b, second)).into_iter().flatten());
        }
    }
    bonds
}

fn pair((a, first): (usize, &Quantity), (b, second): (usize, &Quantity)) -> [Option<Bond>; 2] {
    match (first, second) {
        (Quantity::Count(x), Quantity::Count(y)) if x.among(y) => [Some(Bond::Within(a, b)), None],
        (Quantity::Distinct(x, s), Quantity::Distinct(y, t)) | (Quantity::Valued(x, s), Quantity::Valued(y, t)) if s == t && x.among(y) => [Some(Bond::Within(a, b)), None],
        (Quantity::Recency(x), Quantity::Recency(y)) if x.among(y) => [Some(Bond::Later(a, b)), None],
        (Quantity::Recency(last), Quantity::Count(counted)) => {
            // What is in a window has a date, but for that of all times.
            let dated = (!matches!(counted.window, Window::Lifetime {})).then(|| longest(&counted.window).unwrap_or(i64::MAX));
            let young = dated.filter(|_| counted.among(last)).map(|days| Bond::Young(a, b, days));
            [young, certain(&counted.window).filter(|_| last.filtered_from(counted)).map(|days| Bond::Seen(a, b, days))]
        }
        (Quantity::Measured(x, one), Quantity::Measured(y, other)) => {
            let same = x == y && is_below(one, other);
            [same.then_some(Bond::Below(a, b)), if x.among(y) { wider(one, other, a, b) } else { None }]
        }
        _ => [None, None],
    }
}

/// Whether of the same events one is never above the other.
fn is_below(one: &Measure, other: &Measure) -> bool {
    use Measure::{First, FirstDate, Last, LastDate, Max, Mean, Min, Spacing};
    match (one, other) {
        (Min { attribute: a, .. }, Mean { attribute: b, .. } | Max { attribute: b, .. } | First { attribute: b, .. } | Last { attribute: b, .. })
        | (Mean { attribute: a, .. } | First { attribute: a, .. } | Last { attribute: a, .. }, Max { attribute: b, .. }) => a == b,
        (FirstDate { .. }, LastDate { .. }) => true,
        (Spacing { statistic: one, .. }, Spacing { statistic: other, .. }) => one != other && (*one == SpacingStatistic::Shortest || *other == SpacingStatistic::Longest),
        _ => false,
    }
}

/// What the first says of the second, which is the same of more events.
fn wider(one: &Measure, other: &Measure, a: usize, b: usize) -> Option<Bond> {
    match one {
        _ if one != other => None,
        Measure::Min { .. } | Measure::FirstDate { .. } => Some(Bond::Later(a, b)),
        Measure::Max { .. } | Measure::LastDate { .. } => Some(Bond::Higher(a, b)),
        _ => None,
    }
}
