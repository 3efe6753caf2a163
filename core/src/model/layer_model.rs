//! What layers know of a population: fitted once, a document, and all that a customer alone needs beside its own facts.

use super::FactUnit;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The models of layerings, by their names.
pub type LayerModels = BTreeMap<String, LayerModel>;

/// What was fitted to a population. Numbers are integers, so that a document gives back what was written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum LayerModel {
    /// A ranking by one number, and where it is cut.
    Cuts(Cuts),
    /// The rankings behind the scores of RFM.
    Rfm(Box<RfmRankings>),
    /// The centres of groups.
    Centres(Centres),
}

/// The rankings behind the scores of RFM; those whose ends the spec gives are left out.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RfmRankings {
    /// Of recency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recency: Option<Cuts>,
    /// Of frequency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Cuts>,
    /// Of monetary value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monetary: Option<Cuts>,
}

/// A ranking of customers by one number, and where it is cut into layers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cuts {
    /// The fact that is ranked.
    pub by: String,
    /// What its numbers count.
    pub unit: FactUnit,
    /// Whether the least number is the best one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lowest_first: bool,
    /// Per layer but the last, the worst number that is in it or above it.
    pub ends: Vec<i64>,
    /// Customers whose number was known.
    pub ranked: u64,
    /// Customers whose number was not known.
    pub unknown: u64,
    /// Customers with a number below zero, where a share of the sum was asked for: they add nothing to it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub negative: u64,
    /// Per end, customers with the number of the last one, where the cut went through them and the rule on ties decided.
    pub tied: Vec<u64>,
}

/// Groups of customers who are alike in some numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Centres {
    /// The numbers, and how they become coordinates.
    pub columns: Vec<CentreColumn>,
    /// The coordinates of each group's centre, in millionths; the best group first.
    pub centres: Vec<Vec<i64>>,
    /// How many customers each group had.
    pub customers: Vec<u64>,
    /// Customers that the centres were fitted to.
    pub fitted: u64,
    /// Customers of whom a number was not known.
    pub unknown: u64,
    /// The mean square distance of customers from their centres, in millionths.
    pub spread: i64,
}

/// A number that groups are alike in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CentreColumn {
    /// The fact.
    pub by: String,
    /// What its numbers count; money is taken in yuan.
    pub unit: FactUnit,
    /// Whether the number stands as it is; else ln(1 + x) does, with the sign of x.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub plain: bool,
    /// The mean, in millionths.
    pub mean: i64,
    /// The standard deviation, in millionths; 0: all are equal, and the number is left out.
    pub deviation: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(n: &u64) -> bool {
    *n == 0
}
