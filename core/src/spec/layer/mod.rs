//! Layers: exactly one layer per customer out of its facts and tags.
//!
//! ```json
//! [{"table": {"name": "综合分层", "dimensions": ["价值", "活跃度"],
//!    "cells": {"高": {"高": "S级", "低": "B级"}, "低": {"高": "B级", "低": "B级"}},
//!    "otherwise": "B级"}}]
//! ```

mod k_means;
mod ranking;
mod rfm;
mod score;
mod table;

pub use k_means::*;
pub use ranking::*;
pub use rfm::*;
pub use score::*;
pub use table::*;

use serde::{Deserialize, Serialize};

/// The layerings, each giving every customer exactly one layer.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LayersSpec {
    /// The layerings.
    pub layerers: Vec<LayererSpec>,
}

/// One layering.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum LayererSpec {
    /// A decision table with every cell written out.
    Table(LayerTableSpec),
    /// Points per dimension, weighted and summed.
    Score(ScoreSpec),
    /// The place in a ranking.
    Ranking(RankingSpec),
    /// Scores of recency, frequency and monetary value.
    Rfm(RfmSpec),
    /// The nearest of some centres.
    KMeans(KMeansSpec),
}

impl LayererSpec {
    /// The layering's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            LayererSpec::Table(spec) => &spec.name,
            LayererSpec::Score(spec) => &spec.name,
            LayererSpec::Ranking(spec) => &spec.name,
            LayererSpec::Rfm(spec) => &spec.name,
            LayererSpec::KMeans(spec) => &spec.name,
        }
    }

    /// The decision table, if it is one.
    #[must_use]
    pub fn as_table(&self) -> Option<&LayerTableSpec> {
        match self {
            LayererSpec::Table(spec) => Some(spec),
            _ => None,
        }
    }

    /// What it is, as it stands in JSON: `table`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            LayererSpec::Table(_) => "table",
            LayererSpec::Score(_) => "score",
            LayererSpec::Ranking(_) => "ranking",
            LayererSpec::Rfm(_) => "rfm",
            LayererSpec::KMeans(_) => "k_means",
        }
    }

    /// The rules that stand in it, each with its path below the layering's own: `overrides[0].when`.
    #[must_use]
    pub fn rules(&self) -> Vec<(String, &str)> {
        match self {
            LayererSpec::Table(spec) => spec.overrides.iter().enumerate().map(|(n, case)| (format!("overrides[{n}].when"), case.when.as_str())).collect(),
            _ => Vec::new(),
        }
    }
}
