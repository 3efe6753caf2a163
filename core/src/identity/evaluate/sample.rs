//! Precision and recall of a whole list from some of its true groups, with intervals.
//!
//! Some customers are drawn and their records looked up, all of them; of the others nothing is known. What is counted among the known
//! records flatters: a wrong join with a record that nobody looked at is not seen. Here each drawn group is charged with its share of
//! every error that touches it, and ratios of sums over the drawn groups estimate those over all of them (Binette, York, Hickerson,
//! Baek, Madhavan and Jones 2022, "Estimating the performance of entity resolution algorithms: lessons learned through
//! PatentsView.org", arXiv 2210.01230; cluster sampling). Of a drawn group c with the parts n of predicted groups of P records:
//!
//! | measure | above the line | below it |
//! |---|---|---|
//! | precision | Σ n(n-1)/2 | Σ n(P-1)/2: half of a pair with another group's record is the other group's |
//! | recall | Σ n(n-1)/2 | \|c\|(\|c\|-1)/2 |
//! | F1 | Σ n(n-1) | the sum of both |
//! | B³ precision, recall | Σ n²/P, Σ n²/\|c\| | \|c\| |
//! | cluster precision, recall | 1 if c was found exactly | Σ n/P, 1 |
//!
//! With `across_only` only partners in other sources count among the pairs. Groups weigh 1 / their chance to be drawn: equal for
//! `uniform`, 1/|c| for `by_size`. The standard error is that of the linearised ratio (Taylor; Cochran 1977, 6.3) with the finite
//! population correction 1 - (chance to be drawn). The interval is Wilson's with the effective number of draws, R(1-R)/error², and
//! Student's t (Korn and Graubard 1998, with Satterthwaite's degrees of freedom; Dean and Pagano 2015 compare such intervals): symmetric ones leave \[0, 1] and are too short
//! near 1. Where the sample shows no error at all, the effective number is that of its groups.

use super::coded::{sizes, sum};
use super::pairs::choose;
use serde::{Deserialize, Serialize};

/// How the groups whose records are known were drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Customers were drawn, each as likely.
    Uniform,
    /// Records were drawn, each as likely, and the customers of those looked up: large ones are drawn more often.
    BySize,
}

/// An estimate with its interval.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub error: f64,
    /// The lower end of the 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What the whole list comes to, estimated from the groups whose records are known. Two groups at least.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Estimate {
    /// How they were drawn.
    pub sampling: Sampling,
    /// Groups that were drawn.
    pub clusters: u64,
    /// Their records.
    pub records: u64,
    /// Of pairs.
    pub precision: Interval,
    /// Of pairs.
    pub recall: Interval,
    /// Of pairs.
    pub f1: Interval,
    /// By record.
    pub b3_precision: Interval,
    /// By record.
    pub b3_recall: Interval,
    /// Of predicted groups.
    pub cluster_precision: Interval,
    /// Of true groups.
    pub cluster_recall: Interval,
}

/// A row: its true group where it is known, its predicted group, its source; all as codes from 0.
pub(super) type Row = (Option<u32>, u32, u32);

/// What one drawn group adds above and below the line of every measure, and its chance to be drawn.
#[derive(Clone, Copy, Debug)]
struct Unit {
    parts: [(f64, f64); 7],
    weight: f64,
    chance: f64,
}

/// `None` with fewer than two groups.
pub(super) fn estimate(rows: &[Row], across_only: bool, sampling: Sampling) -> Option<Estimate> {
    let records = rows.iter().filter(|row| row.0.is_some()).count();
    let units = units(rows, across_only, sampling, records);
    let [precision, recall, f1, b3_precision, b3_recall, cluster_precision, cluster_recall] = std::array::from_fn(|measure| ratio(&units, measure));
    let clusters = units.len() as u64;
    (clusters > 1).then_some(Estimate { sampling, clusters, records: records as u64, precision, recall, f1, b3_precision, b3_recall, cluster_precision, cluster_recall })
}

fn units(rows: &[Row], across_only: bool, sampling: Sampling, records: usize) -> Vec<Unit> {
    let rows_in_all = rows.len();
    let all = rows_in_all.max(1) as f64;
    let predicted = sizes(&rows.iter().map(|row| row.1).collect::<Vec<_>>());
    // Rows of each predicted group that lie in one source, sorted for look-up.
    let mut within: Vec<(u32, u32)> = rows.iter().map(|row| (row.1, row.2)).collect();
    within.sort_unstable();
    let within: Vec<((u32, u32), u64)> = within.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, same.len() as u64))).collect();
    let in_source = |group: u32, source: u32| within.binary_search_by_key(&(group, source), |(key, _)| *key).ok().and_then(|at| within.get(at)).map_or(1, |(_, rows)| *rows);
    let mut known: Vec<(u32, u32, u32)> = rows.iter().filter_map(|(truth, predicted, source)| Some(((*truth)?, *predicted, *source))).collect();
    known.sort_unstable();
    let groups = known.chunk_by(|a, b| a.0 == b.0).count() as f64;
    let of_group = |group: &[(u32, u32, u32)]| {
        let size = group.len() as u64;
        let mut by_source: Vec<u32> = group.iter().map(|row| row.2).collect();
        by_source.sort_unstable();
        let pairs = |all: u64, sources: &mut dyn Iterator<Item = u64>| choose(all) - if across_only { sources.map(choose).sum::<u64>() } else { 0 };
        let belonging = pairs(size, &mut by_source.chunk_by(|a, b| a == b).map(|same| same.len() as u64));
        let (mut right, mut partners, mut b3, mut b3_rows, mut share, mut exact) = (0u64, 0u64, Vec::new(), 0u64, Vec::new(), false);
        for part in group.chunk_by(|a, b| a.1 == b.1) {
            let rows = part.len() as u64;
            let whole = part.first().and_then(|(_, p, _)| predicted.get(*p as usize)).copied().unwrap_or(rows);
            right += pairs(rows, &mut part.chunk_by(|a, b| a.2 == b.2).map(|same| same.len() as u64));
            partners += part.iter().map(|(_, p, s)| whole - if across_only { in_source(*p, *s) } else { 1 }).sum::<u64>();
            b3.push((rows * rows) as f64 / whole as f64);
            b3_rows += rows * rows;
            share.push(rows as f64 / whole as f64);
            exact |= rows == whole && rows == size;
        }
        let (b3, share) = (sum(b3), sum(share));
        let (found, said, true_pairs) = (right as f64, partners as f64 / 2.0, belonging as f64);
        let exact = f64::from(u8::from(exact));
        let rows = size as f64;
        let (weight, chance) = match sampling {
            // With every record known there is nothing left to estimate.
            _ if records == rows_in_all => (1.0, 1.0),
            Sampling::Uniform => (1.0, records as f64 / all),
            Sampling::BySize => (1.0 / rows, (groups * rows / all).min(1.0)),
        };
        Unit {
            parts: [(found, said), (found, true_pairs), (2.0 * found, said + true_pairs), (b3, rows), (b3_rows as f64 / rows, rows), (exact, share), (exact, 1.0)],
            weight,
            chance,
        }
    };
    known.chunk_by(|a, b| a.0 == b.0).map(of_group).collect()
}

/// The ratio of two weighed sums over the groups.
fn ratio(units: &[Unit], measure: usize) -> Interval {
    // Sorted, so that the sums do not depend on the order of the groups.
    let mut of: Vec<[f64; 3]> = units.iter().filter_map(|unit| unit.parts.get(measure).map(|(a, b)| [a * unit.weight, b * unit.weight, unit.chance])).collect();
    of.sort_by(|a, b| a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal));
    let (above, below) = of.iter().fold((0.0, 0.0), |(above, below), [a, b, _]| (above + a, below + b));
    if below <= 0.0 {
        // Nothing to judge by: no error was seen, and any share of them is possible.
        return Interval { estimate: 1.0, error: 0.0, low: 0.0, high: 1.0 };
    }
    let groups = of.len() as f64;
    let estimate = (above / below).clamp(0.0, 1.0);
    let squares = || of.iter().map(|[a, b, chance]| (1.0 - chance) * (a - estimate * b) * (a - estimate * b));
    let (spread, fourth) = (squares().sum::<f64>(), squares().map(|square| square * square).sum::<f64>());
    let variance = spread * groups / (groups - 1.0).max(1.0) / (below * below);
    let left = of.iter().map(|[.., chance]| 1.0 - chance).sum::<f64>() / groups;
    let (low, high) = if left <= 0.0 { (estimate, estimate) } else { wilson(estimate, variance, groups / left, freedom(groups, spread, fourth)) };
    Interval { estimate, error: variance.sqrt(), low, high }
}

/// How many groups the variance really rests on, less one: few where a few large ones make most of it (Satterthwaite 1946; a sample
/// variance with kurtosis k has 2n / (k - 1) degrees of freedom).
fn freedom(groups: f64, spread: f64, fourth: f64) -> f64 {
    let kurtosis = if spread > 0.0 { groups * fourth / (spread * spread) } else { 0.0 };
    let most = groups - 1.0;
    if kurtosis > 1.0 { (2.0 * groups / (kurtosis - 1.0)).clamp(1.0, most.max(1.0)) } else { most }
}

/// Wilson's interval of a share with as many independent draws as have this variance; without any, with the number of groups.
fn wilson(share: f64, variance: f64, groups: f64, freedom: f64) -> (f64, f64) {
    let spread = share * (1.0 - share);
    let draws = if spread <= 0.0 || variance <= 0.0 { groups } else { spread / variance };
    let t = student(freedom);
    let t2 = t * t / draws;
    let middle = (share + t2 / 2.0) / (1.0 + t2);
    let half = (t2 * (spread + t2 / 4.0)).max(0.0).sqrt() / (1.0 + t2);
    ((middle - half).clamp(0.0, share), (middle + half).clamp(share, 1.0))
}

/// The 97.5 % quantile of Student's t: exact for one and two degrees of freedom, then the expansion of Cornish and Fisher (Abramowitz
/// and Stegun, 26.7.5), right to 0.01 from three on.
fn student(freedom: f64) -> f64 {
    if freedom < 2.0 {
        return 12.706_205;
    }
    if freedom < 3.0 {
        return 4.302_653;
    }
    let z: f64 = 1.959_964;
    let z2 = z * z;
    let terms = [
        z * (z2 + 1.0) / 4.0,
        z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0,
        z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0,
        z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92_160.0,
    ];
    let (mut t, mut power) = (z, 1.0);
    for term in terms {
        power *= freedom;
        t += term / power;
    }
    t
}
