//! Layers: exactly one layer per customer out of its facts and tags.
//!
//! ```json
//! [{"table": {"name": "综合分层", "dimensions": ["价值", "活跃度"],
//!    "cells": {"高": {"高": "S级", "低": "B级"}, "低": {"高": "B级", "低": "B级"}},
//!    "otherwise": "B级"}}]
//! ```

mod catalogue;
mod k_means;
mod ranking;
mod rfm;
mod score;
mod sheet;
mod table;

pub use catalogue::*;
pub use k_means::*;
pub use ranking::*;
pub use rfm::*;
pub use score::*;
pub use sheet::*;
pub use table::*;

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

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
    /// A decision table of the catalogue; `compile` writes it out.
    Catalogue(LayerTableUse),
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
            LayererSpec::Catalogue(wanted) => wanted.name(),
            LayererSpec::Score(spec) => &spec.name,
            LayererSpec::Ranking(spec) => &spec.name,
            LayererSpec::Rfm(spec) => &spec.name,
            LayererSpec::KMeans(spec) => &spec.name,
        }
    }

    /// The numeric fact whose sum the layers share out: that of a ranking from the greatest on, the monetary value of RFM.
    #[must_use]
    pub fn sums(&self) -> Option<&str> {
        match self {
            LayererSpec::Ranking(spec) if !spec.lowest_first => Some(&spec.by),
            LayererSpec::Rfm(spec) => Some(&spec.monetary.by),
            _ => None,
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
            LayererSpec::Catalogue(_) => "catalogue",
            LayererSpec::Score(_) => "score",
            LayererSpec::Ranking(_) => "ranking",
            LayererSpec::Rfm(_) => "rfm",
            LayererSpec::KMeans(_) => "k_means",
        }
    }

    /// The rules that stand in it, each with its path below the layering's own: `overrides[0].when`.
    #[must_use]
    pub fn rules(&self) -> Vec<(String, Cow<'_, str>)> {
        let of = |at: usize| format!("overrides[{at}].when");
        match self {
            LayererSpec::Table(spec) => spec.overrides.iter().enumerate().map(|(n, case)| (of(n), Cow::Borrowed(case.when.as_str()))).collect(),
            LayererSpec::Catalogue(wanted) => wanted.written().into_iter().flat_map(|table| table.overrides).enumerate().map(|(n, case)| (of(n), Cow::Owned(case.when))).collect(),
            _ => Vec::new(),
        }
    }

    /// A table of the catalogue, or the shipped segments of RFM, written out; anything else as it is.
    #[must_use]
    pub fn written(&self) -> Self {
        match self {
            LayererSpec::Catalogue(wanted) => wanted.written().map_or_else(|| self.clone(), LayererSpec::Table),
            LayererSpec::Rfm(spec) if spec.segments.is_none() => LayererSpec::Rfm(RfmSpec { segments: Some(RfmSegment::usual().to_vec()), ..spec.clone() }),
            other => other.clone(),
        }
    }
}
