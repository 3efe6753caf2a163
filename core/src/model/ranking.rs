//! The most frequent values of every customer, each with how often it came.

use crate::table::Interner;

/// What a `top` metric found: per customer its most frequent values, the most frequent first.
#[derive(Clone, Debug, Default)]
pub struct Ranking {
    /// The metric.
    pub metric: String,
    /// Where the values of each customer end.
    ends: Vec<u32>,
    /// Texts and how often they came.
    values: Vec<(u32, u32)>,
    texts: Interner,
}

impl Ranking {
    /// The most frequent values of a customer, and how often each came.
    pub fn of(&self, customer: usize) -> impl Iterator<Item = (&str, u32)> {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let from = customer.checked_sub(1).map_or(0, end);
        self.values.get(from..end(customer)).unwrap_or(&[]).iter().map(|(text, times)| (self.texts.get(*text), *times))
    }

    pub(crate) fn named(self, metric: &str) -> Self {
        Ranking { metric: metric.to_owned(), ..self }
    }

    /// Adds the values of the next customer.
    pub(crate) fn push<'t>(&mut self, values: impl IntoIterator<Item = (&'t str, u32)>) {
        for (text, times) in values {
            self.values.push((self.texts.intern(text), times));
        }
        self.ends.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }
}
