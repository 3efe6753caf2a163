//! How well a partition agrees with a known one, in linear time but for sorting.
//!
//! | family | file | measures |
//! |---|---|---|
//! | pairs | `pairs.rs` | precision, recall, F1 of pairs of records |
//! | B³ | `b3.rs` | the same by record |
//! | clusters | `clusters.rs` | the same of whole groups |
//! | merge distance | `merges.rs` | how many splits and merges away the truth is |
//! | names | `names.rs` | homonymy and name variation, of the truth and of what was predicted |
//! | score bands | `bands.rs` | precision by band of probability, calibration error |
//! | samples | `sample.rs` | the first three of a whole list from some of its true groups, with intervals |
//!
//! A share of nothing is 1: a run that joins no pair has precision 1. No two measures rank systems alike, so none stands for all.

mod b3;
mod bands;
mod clusters;
mod coded;
mod merges;
mod names;
mod pairs;
mod sample;
#[cfg(test)]
mod sample_tests;
mod table;
#[cfg(test)]
mod tests;
mod truth;

pub use bands::{BAND_EDGES, ScoreBand, ScoreBands};
pub use merges::merge_distance;
pub use names::{NameRates, NameReport};
pub use sample::{Estimate, Interval, Sampling};
pub use table::evaluate_tables;
pub use truth::Truth;

use crate::model::Finding;
use bands::Scored;
use coded::{Coded, codes, harmonic, share};
use serde::{Deserialize, Serialize};
use std::hash::Hash;

/// Agreement of a predicted partition with the truth.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Evaluation {
    /// Records.
    pub records: u64,
    /// Pairs that belong together.
    pub true_pairs: u64,
    /// Pairs that were put together.
    pub predicted_pairs: u64,
    /// Pairs that were rightly put together.
    pub right_pairs: u64,
    /// Right pairs / predicted pairs.
    pub precision: f64,
    /// Right pairs / true pairs.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// B³ precision (Bagga and Baldwin 1998).
    pub b3_precision: f64,
    /// B³ recall.
    pub b3_recall: f64,
    /// The harmonic mean of both.
    pub b3_f1: f64,
    /// True groups.
    pub true_clusters: u64,
    /// Predicted groups.
    pub predicted_clusters: u64,
    /// Predicted groups that are exactly a true one.
    pub right_clusters: u64,
    /// Right groups / predicted groups.
    pub cluster_precision: f64,
    /// Right groups / true groups.
    pub cluster_recall: f64,
    /// The harmonic mean of both.
    pub cluster_f1: f64,
    /// Records in the largest predicted group.
    pub largest: u64,
    /// Records in the largest true group.
    pub largest_true: u64,
    /// Splits of predicted groups on the shortest way to the true ones.
    pub splits: u64,
    /// Merges on that way.
    pub merges: u64,
    /// Both: the basic merge distance (Menestrina, Whang and Garcia-Molina 2010).
    pub merge_distance: u64,
    /// The merge distance when to part or join groups of x and y records costs x·y: pairs that are wrongly together or wrongly apart.
    pub pair_merge_distance: u64,
}

/// A record whose groups are compared; equal numbers are one group, one source, one name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Judged {
    /// Its true group; `None`: not known.
    pub truth: Option<u32>,
    /// Its predicted group.
    pub predicted: u32,
    /// Its source.
    pub source: u32,
    /// What it is called; `None`: nothing.
    pub name: Option<u32>,
}

/// A scored pair of records.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct JudgedPair {
    /// The index of the first record.
    pub a: u32,
    /// The index of the second.
    pub b: u32,
    /// The probability that they match, from 0 to 1.
    pub probability: f64,
    /// What a rule said of it, where one decided: whether they match.
    pub ruled: Option<bool>,
}

/// What is asked of an evaluation.
///
/// ```json
/// {"across_only": true, "sampling": "by_size", "name": "姓名"}
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EvaluationOptions {
    /// Count pairs across sources only, as for a linkage of lists without duplicates inside. It concerns pairs alone: B³, clusters and
    /// merges are of all records. Left out, an outcome counts so where its spec has a source that is `unique`.
    pub across_only: Option<bool>,
    /// How the groups whose records are known were drawn: asks for an [`Estimate`] of the whole.
    pub sampling: Option<Sampling>,
    /// Of an outcome: the field that says what a record is called. Left out, the first field of persons' or companies' names.
    pub name: Option<String>,
}

/// Everything that a truth says of what was predicted.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct EvaluationReport {
    /// Agreement, among the records whose true group is known.
    #[serde(flatten)]
    pub evaluation: Evaluation,
    /// Records whose true group is not known.
    pub unlabelled: u64,
    /// Names, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<NameReport>,
    /// The scored pairs of records whose true groups are known, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scores: Option<ScoreBands>,
    /// The whole, estimated from the groups that are known, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// What is odd about the truth: records that are not there, records named twice.
    pub findings: Vec<Finding>,
}

/// Compares two partitions, given as (true group, predicted group, source) per record.
///
/// With `across_only`, pairs within one source do not count (linkage of sources without duplicates).
#[must_use]
pub fn evaluate<T: Hash + Eq, P: Hash + Eq, S: Hash + Eq>(records: &[(T, P, S)], across_only: bool) -> Evaluation {
    of_rows(&Coded::new(records.iter().map(|(truth, predicted, source)| (truth, predicted, source))), across_only)
}

/// All measures of records of which some have a known true group, and of scored pairs among them. Of what is asked for, the field of
/// names says nothing here. A pair that names no two records counts for nothing.
#[must_use]
pub fn evaluate_all(records: &[Judged], pairs: &[JudgedPair], options: &EvaluationOptions) -> EvaluationReport {
    let across_only = options.across_only.unwrap_or(false);
    let known = || records.iter().filter_map(|record| Some((record.truth?, record.predicted, record.source)));
    let evaluation = of_rows(&Coded::new(known()), across_only);
    let mut findings = Vec::new();
    let estimate = options.sampling.and_then(|sampling| {
        let predicted = codes(records.iter().map(|record| record.predicted));
        let rows: Vec<sample::Row> = records.iter().zip(predicted).map(|(record, predicted)| (record.truth, predicted, record.source)).collect();
        let estimate = sample::estimate(&rows, across_only, sampling);
        if estimate.is_none() {
            findings.push(Finding::new("too_few_clusters", "truth", "an estimate from a sample needs at least two true groups"));
        }
        estimate
    });
    EvaluationReport {
        evaluation,
        unlabelled: records.len() as u64 - evaluation.records,
        names: names_of(records),
        scores: scores_of(records, pairs, across_only),
        estimate,
        findings,
    }
}

fn of_rows(rows: &Coded, across_only: bool) -> Evaluation {
    let cells = rows.cells();
    let (true_pairs, predicted_pairs, right_pairs) = pairs::count(rows, across_only);
    let (precision, recall) = (share(right_pairs, predicted_pairs), share(right_pairs, true_pairs));
    let (b3_precision, b3_recall) = if rows.len() == 0 { (1.0, 1.0) } else { b3::shares(&cells) };
    let (true_clusters, predicted_clusters, right_clusters) = (cells.truth.len() as u64, cells.predicted.len() as u64, clusters::exact(&cells));
    let (cluster_precision, cluster_recall) = (share(right_clusters, predicted_clusters), share(right_clusters, true_clusters));
    let merges = merges::count(&cells);
    Evaluation {
        records: rows.len() as u64,
        true_pairs,
        predicted_pairs,
        right_pairs,
        precision,
        recall,
        f1: harmonic(precision, recall),
        b3_precision,
        b3_recall,
        b3_f1: harmonic(b3_precision, b3_recall),
        true_clusters,
        predicted_clusters,
        right_clusters,
        cluster_precision,
        cluster_recall,
        cluster_f1: harmonic(cluster_precision, cluster_recall),
        largest: cells.predicted.iter().copied().max().unwrap_or(0),
        largest_true: cells.truth.iter().copied().max().unwrap_or(0),
        splits: merges.splits,
        merges: merges.merges,
        merge_distance: merges.splits + merges.merges,
        pair_merge_distance: merges.split_pairs + merges.merged_pairs,
    }
}

fn names_of(records: &[Judged]) -> Option<NameReport> {
    let named = |group: fn(&Judged) -> Option<u32>| records.iter().filter_map(|record| Some((group(record)?, record.name?))).collect::<Vec<_>>();
    let predicted = named(|record| Some(record.predicted));
    (!predicted.is_empty()).then(|| NameReport { truth: names::rates(named(|record| record.truth)), predicted: names::rates(predicted) })
}

fn scores_of(records: &[Judged], pairs: &[JudgedPair], across_only: bool) -> Option<ScoreBands> {
    let scored = |pair: &JudgedPair| {
        let (a, b) = (records.get(pair.a as usize)?, records.get(pair.b as usize)?);
        let right = a.truth? == b.truth?;
        let counts = pair.a != pair.b && (!across_only || a.source != b.source);
        counts.then(|| pair.ruled.map_or(Scored::Weighed(pair.probability, right), |said| Scored::Ruled(said == right)))
    };
    let scored: Vec<Scored> = pairs.iter().filter_map(scored).collect();
    (!scored.is_empty()).then(|| bands::bands(scored.into_iter()))
}
