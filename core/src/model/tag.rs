//! What customers are tagged with: dimensions of values, one code or several per customer.

use super::{Codes, Finding, StageTable};
use serde::Serialize;
use std::sync::Arc;

/// The tags of all customers, dimension by dimension.
#[derive(Clone, Debug, Default)]
pub struct TagTable {
    /// The rule set's name.
    pub name: String,
    /// The rule set's version.
    pub version: String,
    /// How many customers.
    pub rows: usize,
    /// The dimensions, in declaration order.
    pub dimensions: Vec<TagDimension>,
    /// Rules of a `unique` dimension that were true together.
    pub findings: Vec<TagFinding>,
    /// Limits that were hit, and choices by hand that do not count.
    pub notes: Vec<Finding>,
    /// Values that do not come from the rules, by (dimension, customer).
    pub given: Vec<GivenTag>,
    /// The stages of dimensions that are lifecycles.
    pub stages: Vec<StageTable>,
}

/// A customer's value that does not come from the rules of its dimension.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct GivenTag {
    /// The dimension, as an index into the dimensions in declaration order.
    pub dimension: usize,
    /// The customer, as an index into the outcome's customers.
    pub customer: u32,
    /// Where it comes from.
    pub by: GivenBy,
}

/// Where a value comes from that no rule gave.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBy {
    /// A choice by hand.
    Choice {
        /// Who chose.
        actor: Option<String>,
        /// Why.
        reason: Option<String>,
        /// The last day on which it counts, as days since 1970-01-01.
        until: Option<i64>,
    },
    /// The run before: the day on which the value was last decided, as days since 1970-01-01.
    Kept(i64),
}

/// One dimension of tags and its values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TagDomain {
    /// The dimension's name.
    pub name: String,
    /// The path above it in the tag hierarchy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The values; a code is an index into them.
    pub values: Vec<String>,
    /// The code that means «not known». A comparison with it is neither true nor false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<u16>,
    /// Whether a customer can have several values.
    pub many: bool,
}

/// One dimension of tags of all customers.
#[derive(Clone, Debug)]
pub struct TagDimension {
    /// Its name and values, shared with the plan that they come from.
    pub domain: Arc<TagDomain>,
    /// The customers' values.
    pub codes: TagCodes,
}

/// The values of a dimension, by customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TagCodes {
    /// One code per customer, or none.
    One(Codes),
    /// Sorted codes per customer: those of customer `i` are `codes[offsets[i]..offsets[i + 1]]`.
    Many {
        /// One more than there are customers.
        offsets: Vec<u32>,
        /// The codes of all customers, one after the other.
        codes: Vec<u16>,
    },
}

/// The code of a customer without a value.
pub const NO_TAG: u16 = u16::MAX;

/// Two rules of a `unique` dimension that were true for the same customers; the first one decided.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct TagFinding {
    /// The dimension.
    pub dimension: String,
    /// The rule that decided, as an index into the dimension's rules.
    pub first: usize,
    /// The other rule.
    pub second: usize,
    /// The text of the rule that decided, with its value.
    pub first_rule: String,
    /// The text of the other rule, with its value.
    pub second_rule: String,
    /// How many customers.
    pub customers: u64,
    /// The first of them, as an index into the outcome's customers.
    pub example: u32,
}

impl TagTable {
    /// The dimension of a name.
    #[must_use]
    pub fn dimension(&self, name: &str) -> Option<&TagDimension> {
        // Rules read what was decided before them, mostly just before.
        self.dimensions.iter().rev().find(|d| d.domain.name == name)
    }

    /// Where a customer's values in a dimension (an index) come from that no rule gave: one entry, or one per choice that was added.
    pub fn given_to(&self, dimension: usize, row: usize) -> impl Iterator<Item = &GivenBy> {
        let place = |given: &GivenTag| (given.dimension, given.customer as usize);
        let from = self.given.partition_point(|given| place(given) < (dimension, row));
        self.given.iter().skip(from).take_while(move |given| place(given) == (dimension, row)).map(|given| &given.by)
    }

    /// A customer's value in a dimension with one value per customer.
    #[must_use]
    pub fn value(&self, dimension: &str, row: usize) -> Option<&str> {
        self.dimension(dimension)?.values(row).next()
    }
}

impl TagDimension {
    /// A customer's codes.
    pub fn codes(&self, row: usize) -> impl Iterator<Item = u16> + '_ {
        let (one, many): (Option<u16>, &[u16]) = match &self.codes {
            TagCodes::One(codes) => (codes.get(row), &[]),
            TagCodes::Many { offsets, codes } => {
                let bound = |at: usize| offsets.get(at).map(|o| *o as usize);
                (None, bound(row).zip(bound(row + 1)).and_then(|(from, to)| codes.get(from..to)).unwrap_or(&[]))
            }
        };
        one.into_iter().chain(many.iter().copied())
    }

    /// A customer's values, in the order of the domain.
    pub fn values(&self, row: usize) -> impl Iterator<Item = &str> {
        self.codes(row).filter_map(|code| self.domain.value(code))
    }

    /// How many customers have each value.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.domain.values.len()];
        let mut count = |code: u16| {
            if let Some(count) = counts.get_mut(usize::from(code)) {
                *count += 1;
            }
        };
        match &self.codes {
            TagCodes::One(codes) => codes.iter().flatten().for_each(&mut count),
            TagCodes::Many { codes, .. } => codes.iter().copied().for_each(&mut count),
        }
        counts
    }
}

impl TagDomain {
    /// A dimension without values.
    pub(crate) fn empty(name: &str) -> Self {
        TagDomain { name: name.to_owned(), parent: None, values: Vec::new(), unknown: None, many: false }
    }

    /// The value of a code.
    #[must_use]
    pub fn value(&self, code: u16) -> Option<&str> {
        self.values.get(usize::from(code)).map(String::as_str)
    }

    /// The codes and values that say something: all but the unknown one.
    pub fn known(&self) -> impl Iterator<Item = (u16, &str)> {
        (0_u16..).zip(&self.values).filter(|(code, _)| Some(*code) != self.unknown).map(|(code, value)| (code, value.as_str()))
    }

    /// The code of a value.
    #[must_use]
    pub fn code(&self, value: &str) -> Option<u16> {
        self.values.iter().position(|v| v == value).and_then(|at| u16::try_from(at).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_give_values() {
        let domain = |many| TagDomain { name: "x".into(), parent: None, values: vec!["a".into(), "b".into()], unknown: None, many };
        let one = TagDimension { domain: domain(false).into(), codes: TagCodes::One(vec![1, NO_TAG, 0].into()) };
        assert_eq!((0..4).map(|r| one.values(r).next()).collect::<Vec<_>>(), [Some("b"), None, Some("a"), None]);
        assert_eq!(one.counts(), [1, 1]);
        let many = TagDimension { domain: domain(true).into(), codes: TagCodes::Many { offsets: vec![0, 2, 2], codes: vec![0, 1] } };
        assert_eq!(many.values(0).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((many.values(1).count(), many.values(2).count(), many.counts()), (0, 0, vec![1, 1]));
    }
}
