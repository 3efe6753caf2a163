//! Precision by band of probability: whether pairs of which the scores say 90 % are right nine times in ten.

use super::coded::share;
use serde::Serialize;

/// From one to the next; a band holds its lower edge, and the last one 1, too. Tenths, and where most pairs lie, finer ones: ours.
pub const BAND_EDGES: [f64; 13] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0];

/// The scored pairs of a run against the truth.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct ScoreBands {
    /// By rising probability, see [`BAND_EDGES`].
    pub bands: Vec<ScoreBand>,
    /// Expected calibration error: the mean distance of precision and mean probability over the bands, by their pairs (Naeini, Cooper
    /// and Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning", with the bands above); 0 without pairs.
    pub calibration_error: f64,
    /// Pairs that a rule decided; they are in no band.
    pub ruled: u64,
    /// Those of them that truly are as they were decided.
    pub ruled_right: u64,
}

/// The pairs of one band.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct ScoreBand {
    /// The least probability.
    pub low: f64,
    /// The probability from which the next band begins.
    pub high: f64,
    /// Pairs.
    pub pairs: u64,
    /// Matches among them by their probabilities.
    pub expected: f64,
    /// Matches among them in truth.
    pub right: u64,
    /// Matches in truth / pairs; 1 without pairs.
    pub precision: f64,
}

/// What a pair came to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Scored {
    /// Its probability, and whether it truly matches.
    Weighed(f64, bool),
    /// What a rule said of it was true, or not.
    Ruled(bool),
}

pub(super) fn bands(pairs: impl Iterator<Item = Scored>) -> ScoreBands {
    let mut found = ScoreBands { bands: BAND_EDGES.windows(2).filter_map(edges).collect(), ..ScoreBands::default() };
    let mut weighed = Vec::new();
    for pair in pairs {
        match pair {
            Scored::Weighed(probability, right) => weighed.push((probability, right)),
            Scored::Ruled(right) => {
                found.ruled += 1;
                found.ruled_right += u64::from(right);
            }
        }
    }
    // Sorted, so that the sums do not depend on the order of the pairs.
    weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let last = found.bands.len().saturating_sub(1);
    for (probability, right) in &weighed {
        let at = BAND_EDGES.partition_point(|edge| edge <= probability).saturating_sub(1).min(last);
        if let Some(band) = found.bands.get_mut(at) {
            band.pairs += 1;
            band.expected += probability;
            band.right += u64::from(*right);
        }
    }
    for band in &mut found.bands {
        band.precision = share(band.right, band.pairs);
    }
    let off: f64 = found.bands.iter().map(|band| (band.expected - band.right as f64).abs()).sum();
    found.calibration_error = off / weighed.len().max(1) as f64;
    found
}

fn edges(of: &[f64]) -> Option<ScoreBand> {
    if let [low, high] = of { Some(ScoreBand { low: *low, high: *high, ..ScoreBand::default() }) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_belong_to_the_band_above() {
        let found = bands([0.9, 0.94, 0.95, 1.0, 0.0, 1.0].into_iter().map(|p| Scored::Weighed(p, p > 0.94)).chain([Scored::Ruled(true), Scored::Ruled(false)]));
        let seen: Vec<(f64, u64, u64)> = found.bands.iter().filter(|band| band.pairs > 0).map(|band| (band.low, band.pairs, band.right)).collect();
        assert_eq!(seen, [(0.0, 1, 0), (0.9, 2, 0), (0.95, 1, 1), (0.99, 2, 2)]);
        assert_eq!((found.ruled, found.ruled_right), (2, 1));
        assert!((found.calibration_error - (1.84 + 0.05) / 6.0).abs() < 1e-12);
    }
}
