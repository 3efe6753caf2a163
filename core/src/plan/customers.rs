//! Customer ids: kept where a previous run gave them, else prefix, date of the first record, sequence within the day (R37).

use super::heirs::{Heirs, heirs};
use super::history::{self, History};
use super::time::date_of;
use crate::model::{Assignment, Finding, MOST_SEQUENCE, Partition, Records};
use crate::spec::CustomerIdSpec;
use chrono::NaiveDate;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

/// One customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Customer {
    /// `C20240501001`.
    pub(super) id: String,
    /// The time of its earliest dated record.
    pub(super) first_seen: Option<i64>,
}

/// The customers with their ids, and what became of the ids before them.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    pub(super) customers: Vec<Customer>,
    /// By id, those that went into another one among them.
    pub(super) by_id: HashMap<String, u32>,
    pub(super) history: History,
}

/// Numbers the customers.
///
/// With a previous assignment, customers keep the ids that [`heirs`] says; the others get new ones. The date of a new id is that of
/// the earliest dated record; customers without one take `as_of`, and `00000000` where there is none. The sequence follows the
/// customers' first rows, behind every number of the day that was ever given. After 999 in a day it takes a fourth digit (T13): ids
/// stay unique, and the date stays readable because the digits follow it.
pub(super) fn number(
    records: &Records,
    partition: &Partition,
    spec: &CustomerIdSpec,
    as_of: Option<NaiveDate>,
    previous: Option<&Assignment>,
    findings: &mut Vec<Finding>,
) -> Numbered {
    let held = previous.map_or_else(Vec::new, |previous| history::held(previous, records, findings));
    let id = |id: u32| previous.map_or("", |previous| previous.ids().get(id));
    let heirs = previous.map_or_else(Heirs::default, |_| heirs(&partition.of_row, partition.len(), &held, id));
    let mut mint = Mint::new(spec, previous);
    let customers: Vec<Customer> = (0..partition.len())
        .map(|customer| {
            let times = partition.rows_of(customer).iter().filter_map(|row| records.times.get(*row as usize).copied().flatten());
            let first_seen = times.min();
            let kept = heirs.kept.get(customer).copied().flatten();
            let id = kept.map_or_else(|| mint.next(first_seen.and_then(date_of).or(as_of)), |kept| id(kept).to_owned());
            Customer { id, first_seen }
        })
        .collect();
    let mut by_id: HashMap<String, u32> = customers.iter().zip(0u32..).map(|(customer, at)| (customer.id.clone(), at)).collect();
    let next = mint.done();
    let history = match previous {
        Some(previous) => History::of(previous, &held, &heirs, partition, &customers, &by_id, next, findings),
        None => History { next, ..History::default() },
    };
    for (gone, into) in &history.redirects {
        if let Some(customer) = into.as_ref().and_then(|into| by_id.get(into)).copied() {
            by_id.entry(gone.clone()).or_insert(customer);
        }
    }
    Numbered { customers, by_id, history }
}

/// Makes ids that nobody ever had.
struct Mint<'a> {
    spec: &'a CustomerIdSpec,
    /// Ids that somebody has or had.
    taken: HashSet<&'a str>,
    /// By prefix and date, the first number that was never given.
    next: BTreeMap<String, u64>,
    /// The same of the dates of this run, with what the ids of each begin with.
    today: HashMap<Option<NaiveDate>, (String, u64)>,
}

impl<'a> Mint<'a> {
    fn new(spec: &'a CustomerIdSpec, previous: Option<&'a Assignment>) -> Self {
        let mut mint = Mint { spec, taken: HashSet::new(), next: BTreeMap::new(), today: HashMap::new() };
        let Some(previous) = previous else { return mint };
        mint.next = previous.next().iter().map(|(stem, next)| (stem.clone(), (*next).min(MOST_SEQUENCE))).collect();
        let past = previous.redirects().iter().flat_map(|(gone, into)| std::iter::once(gone).chain(into)).map(String::as_str);
        mint.taken = previous.ids().iter().chain(past).collect();
        let mut highest: HashMap<&str, u64> = HashMap::new();
        for (stem, sequence) in mint.taken.iter().filter_map(|id| parts(id, &spec.prefix)) {
            let known = highest.entry(stem).or_default();
            *known = sequence.max(*known);
        }
        for (stem, sequence) in highest {
            let next = mint.next.entry(stem.to_owned()).or_insert(1);
            *next = (sequence + 1).max(*next);
        }
        mint
    }

    fn next(&mut self, date: Option<NaiveDate>) -> String {
        let (stem, sequence) = self.today.entry(date).or_insert_with(|| {
            let stem = stem(self.spec, date);
            let next = self.next.get(&stem).copied().unwrap_or(1);
            (stem, next)
        });
        let width = self.spec.fewest_digits() as usize;
        loop {
            let id = format!("{stem}{sequence:0width$}");
            *sequence += 1;
            if !self.taken.contains(id.as_str()) {
                return id;
            }
        }
    }

    /// What a later run begins with.
    fn done(mut self) -> BTreeMap<String, u64> {
        self.next.extend(self.today.into_values());
        self.next
    }
}

/// What the ids of a date begin with.
fn stem(spec: &CustomerIdSpec, date: Option<NaiveDate>) -> String {
    let day = date.map_or_else(|| "00000000".to_owned(), |d| d.format("%Y%m%d").to_string());
    format!("{}{day}", spec.prefix)
}

/// An id of ours: what it begins with, and its number.
fn parts<'a>(id: &'a str, prefix: &str) -> Option<(&'a str, u64)> {
    let (stem, sequence) = id.split_at_checked(prefix.len() + 8)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(stem.strip_prefix(prefix)?) || !digits(sequence) {
        return None;
    }
    Some((stem, sequence.parse().ok().filter(|sequence| *sequence < MOST_SEQUENCE)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(records: &Records, partition: &Partition, as_of: Option<NaiveDate>) -> Vec<String> {
        let numbered = number(records, partition, &CustomerIdSpec::default(), as_of, None, &mut Vec::new());
        numbered.customers.into_iter().map(|c| c.id).collect()
    }

    #[test]
    fn the_sequence_grows_past_999() {
        let n = 1001u32;
        let labels: Vec<u32> = (0..n).collect();
        let records = Records { source: vec![0; n as usize], times: vec![Some(1_714_521_600); n as usize], ..Records::default() };
        let ids = ids(&records, &Partition::from_labels(&labels, Vec::new()), None);
        let id = |i: usize| ids[i].as_str();
        assert_eq!((id(0), id(998), id(999), id(1000)), ("C20240501001", "C20240501999", "C202405011000", "C202405011001"));
    }

    #[test]
    fn without_any_date_the_date_is_zeros() {
        let records = Records { source: vec![0], times: vec![None], ..Records::default() };
        let partition = Partition::from_labels(&[0], Vec::new());
        assert_eq!(ids(&records, &partition, None), ["C00000000001"]);
        assert_eq!(ids(&records, &partition, NaiveDate::from_ymd_opt(2024, 6, 30)), ["C20240630001"]);
    }

    #[test]
    fn ids_of_ours_are_told_from_others() {
        assert_eq!(parts("C20240501001", "C"), Some(("C20240501", 1)));
        assert_eq!(parts("C202405011000", "C"), Some(("C20240501", 1000)));
        for foreign in ["", "C20240501", "C2024050100A", "K20240501001", "客户编号", "C202405019999999999999999", "C2024050١001"] {
            assert_eq!(parts(foreign, "C"), None, "{foreign}");
        }
    }
}
