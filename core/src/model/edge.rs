//! Pairs that were looked at closely, and what became of them.

use super::Lists;

/// How a pair was decided.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decision {
    /// A rule of the spec says always; its index.
    Always(u16),
    /// A rule of the spec says never; its index.
    Never(u16),
    /// The weight decided.
    Weight,
    /// Only corroborating evidence speaks for it, whatever its weight.
    WeakOnly,
}

/// One pair of rows with its comparison vector: a new weight table rescores it without recomparing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The smaller row.
    pub a: u32,
    /// The larger row.
    pub b: u32,
    /// The packed comparison vector.
    pub vector: u64,
    /// The match weight in 1/1024 bit, the prior included.
    pub weight: i32,
    /// How it was decided.
    pub decision: Decision,
}

impl Edge {
    /// How likely the two rows are the same customer: by rule, else by weight.
    #[must_use]
    pub fn probability(&self) -> f64 {
        match self.decision {
            Decision::Always(_) => 1.0,
            Decision::Never(_) => 0.0,
            Decision::Weight | Decision::WeakOnly => 1.0 / (1.0 + libm::exp2(-f64::from(self.weight) / 1024.0)),
        }
    }
}

/// Rows by customer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Partition {
    /// The customer of each row, numbered by each customer's first row.
    pub of_row: Vec<u32>,
    /// The rows of each customer, ascending.
    pub rows: Lists,
    /// The edges whose join was refused, and why.
    pub refused: Vec<(u32, Refusal)>,
}

/// Why a join was refused; the number in front of it is the edge's index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// Some pair across the two groups is banned.
    Ban,
    /// Both groups hold a record of this source, which is declared unique.
    UniqueSource(u16),
    /// The groups hold different values of this exclusive field.
    ExclusiveField(u16),
    /// The summed evidence between the groups speaks against it.
    Evidence,
    /// Each with all its records, the two groups contradict one another.
    Contradiction,
    /// One of the two records belongs elsewhere already, and the clusterer gives it no second place.
    Taken,
}

impl Partition {
    /// Builds the lists from a group label per row.
    #[must_use]
    pub fn from_labels(labels: &[u32], refused: Vec<(u32, Refusal)>) -> Self {
        let mut number = vec![u32::MAX; labels.len()];
        let mut of_row = Vec::with_capacity(labels.len());
        let mut customers = 0;
        for label in labels {
            let Some(slot) = number.get_mut(*label as usize) else { continue };
            if *slot == u32::MAX {
                *slot = customers;
                customers += 1;
            }
            of_row.push(*slot);
        }
        let rows = Lists::group(customers as usize, of_row.iter().copied().zip(0u32..));
        Partition { of_row, rows, refused }
    }

    /// How many customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of a customer, ascending.
    #[must_use]
    pub fn rows_of(&self, customer: usize) -> &[u32] {
        self.rows.get(customer)
    }
}
