//! Customer ids: prefix, date of the first record, sequence within the day (R37).

use super::time::date_of;
use crate::model::{Partition, Records};
use crate::spec::CustomerIdSpec;
use chrono::NaiveDate;
use hashbrown::HashMap;

/// One customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Customer {
    /// `C20240501001`.
    pub(super) id: String,
    /// The time of its earliest dated record.
    pub(super) first_seen: Option<i64>,
}

/// Numbers the customers.
///
/// The date is that of the earliest dated record; customers without one take `as_of`, and `00000000`
/// where there is none. The sequence follows the customers' first rows. After 999 in a day it takes a
/// fourth digit (T13): ids stay unique, and the date stays readable because the digits follow it.
pub(super) fn number(records: &Records, partition: &Partition, spec: &CustomerIdSpec, as_of: Option<NaiveDate>) -> Vec<Customer> {
    let mut next: HashMap<Option<NaiveDate>, u64> = HashMap::new();
    (0..partition.len())
        .map(|customer| {
            let times = partition.rows_of(customer).iter().filter_map(|row| records.times.get(*row as usize).copied().flatten());
            let first_seen = times.min();
            let date = first_seen.and_then(date_of).or(as_of);
            let sequence = next.entry(date).or_default();
            *sequence += 1;
            let day = date.map_or_else(|| "00000000".to_owned(), |d| d.format("%Y%m%d").to_string());
            let width = spec.digits as usize;
            Customer { id: format!("{}{day}{sequence:0width$}", spec.prefix), first_seen }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_grows_past_999() {
        let n = 1001u32;
        let labels: Vec<u32> = (0..n).collect();
        let records = Records { source: vec![0; n as usize], times: vec![Some(1_714_521_600); n as usize], ..Records::default() };
        let customers = number(&records, &Partition::from_labels(&labels, Vec::new()), &CustomerIdSpec::default(), None);
        let id = |i: usize| customers[i].id.as_str();
        assert_eq!((id(0), id(998), id(999), id(1000)), ("C20240501001", "C20240501999", "C202405011000", "C202405011001"));
    }

    #[test]
    fn without_any_date_the_date_is_zeros() {
        let records = Records { source: vec![0], times: vec![None], ..Records::default() };
        let partition = Partition::from_labels(&[0], Vec::new());
        assert_eq!(number(&records, &partition, &CustomerIdSpec::default(), None)[0].id, "C00000000001");
        assert_eq!(number(&records, &partition, &CustomerIdSpec::default(), NaiveDate::from_ymd_opt(2024, 6, 30))[0].id, "C20240630001");
    }
}
