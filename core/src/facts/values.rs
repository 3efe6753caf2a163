//! The values of an attribute among a customer's events: how many different ones, how often one comes again, the most frequent.

use super::accumulate::numbers;
use super::groups::Groups;
use crate::model::{EventValues, FactValues, Ranking};
use crate::spec::Ties;
use crate::table::Interner;

/// What stands between the most frequent values.
pub(super) const BETWEEN: &str = "、";

/// Per customer, the number of distinct values and of events that have one.
pub(super) fn distinct(groups: &Groups, values: Option<&EventValues>) -> Vec<(u32, u32)> {
    match values {
        Some(EventValues::Text { ids, texts }) => {
            // The last customer who was seen with each text, so that nothing has to be sorted.
            let mut seen = vec![u32::MAX; texts.len()];
            let of = |(customer, events): (u32, &[u32])| {
                let (mut distinct, mut known) = (0, 0);
                for id in events.iter().filter_map(|event| ids.get(*event as usize).copied().flatten()) {
                    known += 1;
                    if let Some(last) = seen.get_mut(id as usize) {
                        distinct += u32::from(*last != customer);
                        *last = customer;
                    }
                }
                (distinct, known)
            };
            (0..).zip(groups.each()).map(of).collect()
        }
        other => {
            let (values, mut own) = (numbers(other), Vec::new());
            let of = |events: &[u32]| {
                own.clear();
                own.extend(events.iter().filter_map(|event| values.get(*event as usize).copied().flatten()));
                let known = own.len();
                own.sort_unstable();
                own.dedup();
                (narrow(own.len()), narrow(known))
            };
            groups.each().map(of).collect()
        }
    }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Per customer, the most frequent texts joined by `、`, the number of events that have one, and how often each of them came.
pub(super) fn top(groups: &Groups, values: Option<&EventValues>, most: u32, ties: Ties) -> (FactValues, Vec<u32>, Ranking) {
    let mut ranking = Ranking::default();
    let mut joined = Interner::new();
    let mut samples = Vec::new();
    let mut text = String::new();
    let (mut own, mut counted): (Vec<u32>, Vec<(u32, &str)>) = (Vec::new(), Vec::new());
    let of = |events: &[u32]| {
        let Some(EventValues::Text { ids, texts }) = values else {
            samples.push(0);
            ranking.push([]);
            return None;
        };
        own.clear();
        own.extend(events.iter().filter_map(|event| ids.get(*event as usize).copied().flatten()));
        samples.push(narrow(own.len()));
        own.sort_unstable();
        counted.clear();
        counted.extend(own.chunk_by(|a, b| a == b).filter_map(|run| Some((narrow(run.len()), texts.get(*run.first()?)))));
        counted.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        text.clear();
        let told = among(&counted, most as usize, ties);
        ranking.push(counted.iter().take(told).map(|(times, value)| (*value, *times)));
        for (_, value) in counted.iter().take(told) {
            if !text.is_empty() {
                text.push_str(BETWEEN);
            }
            text.push_str(value);
        }
        (!text.is_empty()).then(|| joined.intern(&text))
    };
    let ids = groups.each().map(of).collect();
    (FactValues::Text { ids, texts: joined }, samples, ranking)
}

/// How many of the values are in, the most frequent first.
fn among(counted: &[(u32, &str)], most: usize, ties: Ties) -> usize {
    let (Some(last), Some(next)) = (most.checked_sub(1).and_then(|at| counted.get(at)), counted.get(most)) else { return most };
    if last.0 != next.0 {
        return most;
    }
    match ties {
        Ties::First => most,
        Ties::Include => counted.partition_point(|(n, _)| *n >= last.0),
        Ties::Exclude => counted.partition_point(|(n, _)| *n > last.0),
    }
}
