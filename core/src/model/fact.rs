//! What is known of each customer when tags are decided: one typed column per metric or field.

use super::Numbers;
use crate::table::Interner;
use serde::{Deserialize, Serialize};

/// Facts of all customers, column by column.
#[derive(Clone, Debug, Default)]
pub struct FactTable {
    /// How many customers.
    pub rows: usize,
    /// The columns, by name in declaration order.
    pub columns: Vec<FactColumn>,
}

/// One fact of every customer.
#[derive(Clone, Debug)]
pub struct FactColumn {
    /// The metric's or field's name.
    pub name: String,
    /// What the numbers count.
    pub unit: FactUnit,
    /// One value per customer.
    pub values: FactValues,
}

/// The values of a fact; `None` is «not known», never zero.
#[derive(Clone, Debug)]
pub enum FactValues {
    /// Integers in the column's unit.
    Number(Numbers),
    /// Ids into the distinct texts.
    Text {
        /// One id per customer.
        ids: Vec<Option<u32>>,
        /// The distinct texts.
        texts: Interner,
    },
}

/// The unit of a fact's integers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FactUnit {
    /// A count.
    Count,
    /// Money in 分.
    Money,
    /// Whole days.
    Days,
    /// A date, as days since 1970-01-01.
    Date,
    /// A ratio in millionths.
    Ratio,
    /// Yes or no: 1 or 0.
    Whether,
    /// A text.
    Text,
}

/// What a metric is, for whoever reads its numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Definition {
    /// The metric's name.
    pub name: String,
    /// `order_count@1` of the catalogue, or sixteen hexadecimal digits of the definition's content: two metrics of one id count alike,
    /// whatever they are called.
    pub id: String,
    /// The definition in the words of rules: `sum(orders.amount, 365d)`.
    pub text: String,
    /// What its numbers count.
    pub unit: FactUnit,
    /// The definition in words, as the spec has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A share of customers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Rate {
    /// Its definition.
    #[serde(flatten)]
    pub definition: Definition,
    /// The share in millionths, rounded half away from zero; `None` of nobody.
    pub value: Option<i64>,
    /// For how many customers the rule holds.
    pub holds: u64,
    /// Of how many it is the share: the sample.
    pub n: u64,
    /// Customers who are left out because one of the rules cannot be decided.
    pub undecided: u64,
}

impl FactUnit {
    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            FactUnit::Count => "count",
            FactUnit::Money => "money",
            FactUnit::Days => "days",
            FactUnit::Date => "date",
            FactUnit::Ratio => "ratio",
            FactUnit::Whether => "whether",
            FactUnit::Text => "text",
        }
    }
}

impl FactTable {
    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&FactColumn> {
        self.columns.iter().find(|c| c.name == name)
    }
}

impl FactColumn {
    /// A customer's number.
    #[must_use]
    pub fn number(&self, row: usize) -> Option<i64> {
        match &self.values {
            FactValues::Number(values) => values.get(row),
            FactValues::Text { .. } => None,
        }
    }

    /// A customer's text.
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        match &self.values {
            FactValues::Number(_) => None,
            FactValues::Text { ids, texts } => ids.get(row).copied().flatten().map(|id| texts.get(id)),
        }
    }
}
