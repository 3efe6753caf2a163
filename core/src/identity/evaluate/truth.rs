//! Known customers of records, by source and record id.

use crate::model::Finding;
use hashbrown::{HashMap, HashSet};

/// Which customer each record truly is of. What it says of records that are not there, or twice, comes out as findings.
#[derive(Clone, Debug, Default)]
pub struct Truth<'a> {
    /// By (source, record id); `None`: it is said to be of two customers, which says nothing.
    known: HashMap<(&'a str, &'a str), Option<&'a str>>,
    repeated: u64,
}

impl<'a> Truth<'a> {
    /// Of (source, record id, customer); an empty customer says nothing.
    #[must_use]
    pub fn new(records: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Self {
        let mut truth = Truth::default();
        for (source, id, customer) in records.into_iter().filter(|(.., customer)| !customer.is_empty()) {
            truth
                .known
                .entry((source, id))
                .and_modify(|known| {
                    truth.repeated += 1;
                    *known = known.filter(|known| *known == customer);
                })
                .or_insert(Some(customer));
        }
        truth
    }

    /// The customer of a record.
    #[must_use]
    pub fn customer(&self, source: &str, id: &str) -> Option<&'a str> {
        self.known.get(&(source, id)).copied().flatten()
    }

    /// What is odd about it beside these records, given as (source, record id).
    #[must_use]
    pub fn findings<'r>(&self, records: impl IntoIterator<Item = (&'r str, &'r str)>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let there: HashSet<(&str, &str)> = records.into_iter().collect();
        let (unknown, first) = counted(self.known.keys().filter(|key| !there.contains(*key)));
        if let Some((source, id)) = first {
            let text = format!("the truth names {unknown} {} that the outcome does not have, the first of them {source} {id}", records_in_words(unknown));
            findings.push(Finding::new("unknown_truth", "truth", text));
        }
        if self.repeated > 0 {
            findings.push(Finding::new("repeated_truth", "truth", format!("{} of the truth name a record that another one named", entries_in_words(self.repeated))));
        }
        let (contradicted, first) = counted(self.known.iter().filter(|(_, customer)| customer.is_none()).map(|(key, _)| key));
        if let Some((source, id)) = first {
            let text = format!("the truth gives {contradicted} {} to two customers, the first of them {source} {id}; they count as not known", records_in_words(contradicted));
            findings.push(Finding::new("contradicted_truth", "truth", text));
        }
        findings
    }
}

/// How many, and the first in their order.
fn counted<'k>(keys: impl Iterator<Item = &'k (&'k str, &'k str)>) -> (u64, Option<(&'k str, &'k str)>) {
    keys.fold((0, None), |(count, first): (u64, Option<(&str, &str)>), key| (count + 1, Some(first.map_or(*key, |first| first.min(*key)))))
}

fn records_in_words(count: u64) -> &'static str {
    if count == 1 { "record" } else { "records" }
}

fn entries_in_words(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_and_of_nobody() {
        let truth = Truth::new([("官网", "1", "甲"), ("官网", "1", "甲"), ("官网", "2", "甲"), ("官网", "2", "乙"), ("门店", "9", "甲"), ("门店", "8", "乙"), ("门店", "1", "")]);
        assert_eq!([truth.customer("官网", "1"), truth.customer("官网", "2"), truth.customer("门店", "1")], [Some("甲"), None, None]);
        let findings = truth.findings([("官网", "1"), ("官网", "2"), ("门店", "1")]);
        let seen: Vec<(&str, &str)> = findings.iter().map(|f| (f.code, f.text.as_str())).collect();
        let wanted = [
            ("unknown_truth", "the truth names 2 records that the outcome does not have, the first of them 门店 8"),
            ("repeated_truth", "2 rows of the truth name a record that another one named"),
            ("contradicted_truth", "the truth gives 1 record to two customers, the first of them 官网 2; they count as not known"),
        ];
        assert_eq!(seen, wanted);
    }
}
