//! A given model: whether it is that of the spec, and its prior among the records of a run.

use crate::error::{Code, Error, quote};
use crate::identity::compare::Comparison;
use crate::identity::score::{BIT, probability, weight_of};
use crate::identity::train;
use crate::spec::{LabelsSpec, ModelComparison, ModelSpec, Prior, Spec};
use std::ops::RangeInclusive;

/// Weights that a model may hold, in 1/1024 bit: room for all that training writes, and sums stay far from overflow.
const WEIGHTS: RangeInclusive<i32> = -64 * BIT..=64 * BIT;
/// Slopes of a calibration, in 1/1024: none turns the order of pairs round.
const SLOPES: RangeInclusive<i32> = BIT / 16..=16 * BIT;
/// Shares, in 1/1024.
const SHARES: RangeInclusive<i32> = 0..=BIT;
/// Records per customer, in 1/1024.
const RECORDS: RangeInclusive<i32> = BIT..=1_000_000 * BIT;
const RETRAIN: &str = "train the model with the same comparisons, or give the spec those of the model";

/// Checks the model of a spec, and the prior of its training.
pub(super) fn check(spec: &Spec, comparisons: &[Comparison], errors: &mut Vec<Error>) {
    if let Some(Prior::RandomPair(p) | Prior::WithinBlock(p)) = spec.identity.training.prior
        && !(p > 0.0 && p < 1.0)
    {
        errors.push(Error::new(Code::OutOfRange, "identity.training.prior", "a probability lies between 0 and 1, both excluded"));
    }
    if let Some(LabelsSpec { column: None, pairs: None }) = &spec.identity.training.labels {
        errors.push(Error::new(Code::EmptyList, "identity.training.labels", "labels are a `column`, a table of `pairs`, or both"));
    }
    if let Some(model) = &spec.identity.model {
        names(model, comparisons, errors);
        numbers(model, errors);
    }
}

/// The comparisons and levels are those of the spec, in its order.
fn names(model: &ModelSpec, comparisons: &[Comparison], errors: &mut Vec<Error>) {
    let mut missing = false;
    for c in comparisons {
        if !model.comparisons.iter().any(|m| m.name == c.name) {
            missing = true;
            let error = Error::new(Code::UnknownComparison, "identity.model.comparisons", format!("the model has no comparison {}", quote(&c.name)));
            errors.push(error.with_help(RETRAIN));
        }
    }
    for (i, found) in model.comparisons.iter().enumerate() {
        let path = format!("identity.model.comparisons[{i}]");
        let Some(place) = comparisons.iter().position(|c| c.name == found.name) else {
            let error = Error::new(Code::UnknownComparison, format!("{path}.name"), format!("the spec has no comparison {}", quote(&found.name)));
            errors.push(error.with_help(RETRAIN).with_nearest(&found.name, comparisons.iter().map(|c| c.name.as_str())));
            continue;
        };
        if model.comparisons.iter().take(i).any(|earlier| earlier.name == found.name) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), format!("{} is declared twice", quote(&found.name))));
        } else if place != i && !missing && model.comparisons.len() == comparisons.len() {
            let text = format!("{} is comparison {place} of the spec, and {i} of the model", quote(&found.name));
            errors.push(Error::new(Code::InvalidSpec, format!("{path}.name"), text).with_help("both list the comparisons in one order"));
        }
        if let Some(comparison) = comparisons.get(place) {
            levels(found, comparison, &path, errors);
        }
    }
    for (i, dependence) in model.dependences.iter().enumerate() {
        let path = format!("identity.model.dependences[{i}]");
        for (key, name) in [("comparison", &dependence.comparison), ("given", &dependence.given)] {
            if !comparisons.iter().any(|c| c.name == *name) {
                let error = Error::new(Code::UnknownComparison, format!("{path}.{key}"), format!("the spec has no comparison {}", quote(name)));
                errors.push(error.with_help(RETRAIN).with_nearest(name, comparisons.iter().map(|c| c.name.as_str())));
            }
        }
        let wanted = comparisons.iter().find(|c| c.name == dependence.comparison).map(|c| usize::from(c.codes()));
        if wanted.is_some_and(|wanted| wanted != dependence.change.len()) {
            let text = format!("{} numbers for {} levels", dependence.change.len(), wanted.unwrap_or(0));
            errors.push(Error::new(Code::InvalidSpec, format!("{path}.change"), text).with_help("one number a level, from `missing` to the best"));
        }
    }
}

fn levels(found: &ModelComparison, comparison: &Comparison, path: &str, errors: &mut Vec<Error>) {
    let wanted: Vec<&str> = (0..comparison.codes()).map(|code| comparison.label(code)).collect();
    let labels: Vec<&str> = found.levels.iter().map(|l| l.label.as_str()).collect();
    if wanted != labels {
        let list = |labels: &[&str]| labels.iter().map(|l| quote(l)).collect::<Vec<_>>().join(", ");
        let text = format!("the levels of {} are {} in the spec and {} in the model", quote(&found.name), list(&wanted), list(&labels));
        errors.push(Error::new(Code::UnknownLevel, format!("{path}.levels"), text).with_help(RETRAIN));
    }
}

/// Numbers outside what any training writes.
fn numbers(model: &ModelSpec, errors: &mut Vec<Error>) {
    let (Prior::RandomPair(prior) | Prior::WithinBlock(prior)) = model.prior;
    let mut weight = |weight: i32, path: String| {
        if !WEIGHTS.contains(&weight) {
            let error = Error::new(Code::OutOfRange, path, format!("{weight} is not within ±{} of 1/1024 bit", WEIGHTS.end()));
            errors.push(error.with_help("weights are log2(m / u) · 1024, the prior log2(p / (1 - p)) · 1024"));
        }
    };
    weight(prior, "identity.model.prior".to_owned());
    weight(model.relatives.unwrap_or(0), "identity.model.relatives".to_owned());
    for (i, c) in model.comparisons.iter().enumerate() {
        for (k, level) in c.levels.iter().enumerate() {
            weight(level.weight, format!("identity.model.comparisons[{i}].levels[{k}].weight"));
            weight(level.relatives, format!("identity.model.comparisons[{i}].levels[{k}].relatives"));
        }
    }
    for (i, d) in model.dependences.iter().enumerate() {
        for (k, change) in d.change.iter().enumerate() {
            weight(*change, format!("identity.model.dependences[{i}].change[{k}]"));
        }
    }
    for (i, c) in model.comparisons.iter().enumerate() {
        for (k, level) in c.levels.iter().enumerate() {
            for (key, p) in [("m", level.m), ("u", level.u)] {
                if !(p.is_finite() && p >= 0.0) {
                    errors.push(Error::new(Code::OutOfRange, format!("identity.model.comparisons[{i}].levels[{k}].{key}"), "a probability is not negative"));
                }
            }
            if k == 0 && level.weight != 0 {
                let path = format!("identity.model.comparisons[{i}].levels[0].weight");
                errors.push(Error::new(Code::OutOfRange, path, "a missing value says nothing: the weight of `missing` is 0"));
            }
        }
    }
    for (i, c) in model.comparisons.iter().enumerate() {
        for (k, share) in c.one_customer.iter().enumerate().filter(|(_, share)| !SHARES.contains(share)) {
            let path = format!("identity.model.comparisons[{i}].one_customer[{k}]");
            errors.push(Error::new(Code::OutOfRange, path, format!("{share} is not within 0 and {}", SHARES.end())).with_help("it counts 1/1024 of the pairs that share a value"));
        }
    }
    if let Some(calibration) = &model.calibration {
        if !SLOPES.contains(&calibration.slope) {
            let error = Error::new(Code::OutOfRange, "identity.model.calibration.slope", format!("at least {} and at most {}", SLOPES.start(), SLOPES.end()));
            errors.push(error.with_help("it counts 1/1024: 1024 changes nothing"));
        }
        if !WEIGHTS.contains(&calibration.shift) {
            errors.push(Error::new(Code::OutOfRange, "identity.model.calibration.shift", format!("{} is not within ±{} of 1/1024 bit", calibration.shift, WEIGHTS.end())));
        }
    }
    if model.records_per_customer.is_some_and(|records| !RECORDS.contains(&records)) {
        let error = Error::new(Code::OutOfRange, "identity.model.records_per_customer", format!("at least {} and at most {}", RECORDS.start(), RECORDS.end()));
        errors.push(error.with_help("it counts 1/1024 records: 1024 where no customer has two"));
    }
}

/// The prior of a random pair. `pairs` counts the candidate pairs and all pairs that could be compared.
pub(super) fn random_pair_prior(prior: Prior<i32>, pairs: impl FnOnce() -> (u64, u64)) -> i32 {
    match prior {
        Prior::RandomPair(prior) => prior,
        Prior::WithinBlock(prior) => {
            let (candidates, all) = pairs();
            let p = (probability(prior) * candidates as f64 / all.max(1) as f64).clamp(1e-12, 1.0 - 1e-12);
            weight_of(p, 1.0 - p)
        }
    }
}

/// How many records of one customer are expected: as the model says, or by the prior among so many rows.
pub(super) fn records_per_customer(given: Option<i32>, prior: i32, rows: usize) -> f64 {
    let by_prior = || train::records_per_customer(probability(prior) * rows as f64 * rows.saturating_sub(1) as f64 / 2.0, rows);
    f64::from(given.unwrap_or_else(by_prior)) / f64::from(BIT)
}

/// The matching pairs among so many rows, where a customer is expected to have so many records.
pub(super) fn matches(records_per_customer: f64, rows: usize) -> f64 {
    (records_per_customer - 1.0) * rows as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_within_blocks_is_that_of_a_random_pair_by_the_counts() {
        assert_eq!(random_pair_prior(Prior::RandomPair(-5), || (1, 1)), -5);
        // Every other candidate is a match; one pair of a thousand is a candidate: one in 2000.
        assert_eq!(random_pair_prior(Prior::WithinBlock(0), || (1000, 1_000_000)), weight_of(1.0, 1999.0));
        assert_eq!(random_pair_prior(Prior::WithinBlock(0), || (0, 0)), weight_of(1e-12, 1.0));
    }

    #[test]
    fn records_per_customer_are_given_or_follow_from_the_prior() {
        assert_eq!(records_per_customer(Some(2048), 0, 10), 2.0);
        // 100 rows, 4950 pairs, one in 100 matches: 49.5 pairs, 0.99 a row.
        let p = weight_of(1.0, 99.0);
        assert!((records_per_customer(None, p, 100) - 1.99).abs() < 0.01);
        assert!((matches(1.99, 100) - 49.5).abs() < 0.01);
    }
}
