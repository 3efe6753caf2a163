//! Names within and across groups: what makes a set hard, and what a partition makes of it.
//!
//! As the summary statistics of `er-evaluation` have them (Binette et al., "ER-Evaluation: End-to-End Evaluation of Entity Resolution
//! Systems", JOSS 2023): the homonymy rate is the share of groups that have a name in common with another group, the name variation
//! rate the share of groups with more than one name. Here, rows and groups without a name count for neither.

use super::coded::share;
use serde::Serialize;

/// How names lie in the groups of one partition.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct NameRates {
    /// Groups with a name.
    pub clusters: u64,
    /// Those of them that have a name in common with another.
    pub homonymous: u64,
    /// Those of them with more than one name.
    pub varied: u64,
    /// Homonymous groups / groups; 0 where there are none.
    pub homonymy: f64,
    /// Groups with more than one name / groups; 0 where there are none.
    pub variation: f64,
}

/// The same for the truth and for what was predicted. More homonymy than in the truth says that customers are split, less that
/// namesakes are joined; less variation says that what one customer is called by was taken apart.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct NameReport {
    /// Among the true groups, of the records whose true group is known.
    pub truth: NameRates,
    /// Among the predicted groups, of all records.
    pub predicted: NameRates,
}

/// Of (group, name) per row.
pub(super) fn rates(mut pairs: Vec<(u32, u32)>) -> NameRates {
    pairs.sort_unstable();
    pairs.dedup();
    let varied = pairs.chunk_by(|a, b| a.0 == b.0).filter(|names| names.len() > 1).count() as u64;
    let clusters = pairs.chunk_by(|a, b| a.0 == b.0).count() as u64;
    pairs.sort_unstable_by_key(|(group, name)| (*name, *group));
    let mut common: Vec<u32> = pairs.chunk_by(|a, b| a.1 == b.1).filter(|groups| groups.len() > 1).flatten().map(|(group, _)| *group).collect();
    common.sort_unstable();
    common.dedup();
    let homonymous = common.len() as u64;
    let rate = |part| if clusters == 0 { 0.0 } else { share(part, clusters) };
    NameRates { clusters, homonymous, varied, homonymy: rate(homonymous), variation: rate(varied) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_groups_by_hand() {
        // 0 {安然} · 1 {王芳, 王方} · 2 {李军} · 3 {安然, 王芳, 赵敏}: 0, 1, 3 share names, 1 and 3 have several.
        let rates = rates(vec![(0, 0), (0, 0), (1, 1), (1, 2), (2, 3), (3, 0), (3, 1), (3, 4)]);
        assert_eq!((rates.clusters, rates.homonymous, rates.varied), (4, 3, 2));
        assert!((rates.homonymy - 0.75).abs() < 1e-12 && (rates.variation - 0.5).abs() < 1e-12);
        assert_eq!(super::rates(Vec::new()), NameRates::default());
    }
}
