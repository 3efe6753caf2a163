//! How an event finds its customer.

use super::Event;
use crate::error::quote;
use crate::model::Records;
use hashbrown::HashMap;

/// Finds customers by where a record stands, by what it is called, or by their own ids.
pub(in super::super) struct Holders<'a> {
    records: Option<&'a Records>,
    /// Per record, its customer.
    of_row: &'a [u32],
    /// Per source, the record of each row of its table.
    by_row: Vec<Vec<u32>>,
    by_id: HashMap<(&'a str, &'a str), u32>,
    customers: &'a HashMap<String, u32>,
    /// What each customer is called.
    ids: Vec<&'a str>,
}

/// No record.
const NONE: u32 = u32::MAX;

impl<'a> Holders<'a> {
    /// Customers that identity found; `ids` is what each is called.
    pub(in super::super) fn of_records(records: &'a Records, of_row: &'a [u32], customers: &'a HashMap<String, u32>, ids: Vec<&'a str>) -> Self {
        let mut by_row: Vec<Vec<u32>> = records.sources.iter().map(|_| Vec::new()).collect();
        let mut by_id = HashMap::with_capacity(records.len());
        for record in 0..records.len() {
            let row = u32::try_from(record).unwrap_or(NONE);
            by_id.entry((records.source_name(record), records.id(record))).or_insert(row);
            let (Some(source), Some(at)) = (records.source.get(record), records.row.get(record)) else {
                continue;
            };
            if let Some(rows) = by_row.get_mut(*source as usize) {
                let at = *at as usize;
                if rows.len() <= at {
                    rows.resize(at + 1, NONE);
                }
                if let Some(slot) = rows.get_mut(at) {
                    *slot = row;
                }
            }
        }
        Holders { records: Some(records), of_row, by_row, by_id, customers, ids }
    }

    /// Customers that the caller knows.
    pub(in super::super) fn of_ids(customers: &'a HashMap<String, u32>, ids: Vec<&'a str>) -> Self {
        Holders { records: None, of_row: &[], by_row: Vec::new(), by_id: HashMap::new(), customers, ids }
    }

    /// The customer and record of a row of a source's table.
    pub(super) fn of_row(&self, table: &str, row: usize) -> Option<(u32, u32)> {
        let source = self.records?.sources.iter().position(|s| s == table)?;
        self.holder(self.by_row.get(source)?.get(row).copied().filter(|r| *r != NONE)?)
    }

    /// The customer and record of a source and record id.
    pub(super) fn of_record(&self, source: &str, id: &str) -> Option<(u32, u32)> {
        self.holder(self.by_id.get(&(source, id)).copied()?)
    }

    /// The customer of an id.
    pub(super) fn of_customer(&self, id: &str) -> Option<(u32, u32)> {
        self.customers.get(id).map(|customer| (*customer, NONE))
    }

    fn holder(&self, record: u32) -> Option<(u32, u32)> {
        Some((*self.of_row.get(record as usize)?, record))
    }

    /// `web/17 at 2024-05-01 10:00:00`; of an event that names its customer, that one's id.
    pub(in super::super) fn example(&self, event: &Event) -> String {
        let Event { customer, record, time, .. } = *event;
        let at = time.and_then(|t| chrono::DateTime::from_timestamp(t, 0)).map_or(String::new(), |t| t.format(" at %Y-%m-%d %H:%M:%S").to_string());
        let whose = match self.records {
            Some(records) if record != NONE => format!("{}/{}", records.source_name(record as usize), records.id(record as usize)),
            _ => self.ids.get(customer as usize).copied().unwrap_or("").to_owned(),
        };
        format!("{}{at}", quote(&whose))
    }
}
