//! Does the interval hold the truth as often as it says? Simulated lists, fixed seeds.

use super::sample::{Estimate, Interval, Row, Sampling, estimate};
use super::*;

struct Random(u64);

impl Random {
    /// From 0 up to, not including, 1 (SplitMix64).
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }
}

/// (True group, predicted group, source) per record: groups of one to ten, some of whose records stand alone or with another group.
fn list(random: &mut Random, groups: u32, wrong: f64) -> Vec<(u32, u32, u32)> {
    let mut rows = Vec::new();
    for group in 0..groups {
        let mut size = 1;
        while size < 10 && random.next() < 0.55 {
            size += 1;
        }
        for _ in 0..size {
            rows.push((group, group, random.below(3) as u32));
        }
    }
    let mut alone = groups;
    for at in 0..rows.len() {
        if random.next() < wrong {
            rows[at].1 = if random.next() < 0.5 {
                alone += 1;
                alone
            } else {
                rows[random.below(rows.len())].1
            };
        }
    }
    rows
}

fn sampled(rows: &[(u32, u32, u32)], drawn: &[bool]) -> Vec<Row> {
    let predicted = codes(rows.iter().map(|row| row.1));
    rows.iter().zip(predicted).map(|(row, predicted)| (drawn[row.0 as usize].then_some(row.0), predicted, row.2)).collect()
}

fn draw(random: &mut Random, rows: &[(u32, u32, u32)], groups: usize, sampling: Sampling, wanted: usize) -> Vec<bool> {
    let mut drawn = vec![false; groups];
    let mut left = wanted;
    while left > 0 {
        let at = match sampling {
            Sampling::Uniform => random.below(groups),
            Sampling::BySize => rows[random.below(rows.len())].0 as usize,
        };
        if !drawn[at] {
            drawn[at] = true;
            left -= 1;
        }
    }
    drawn
}

fn measures(e: &Estimate) -> [Interval; 7] {
    [e.precision, e.recall, e.f1, e.b3_precision, e.b3_recall, e.cluster_precision, e.cluster_recall]
}

/// In how many of 100 samples the interval of each measure holds the truth, and by how much the mean estimate is off.
fn covered(sampling: Sampling, across_only: bool, wrong: f64, wanted: usize) -> [(f64, f64); 7] {
    const ROUNDS: usize = 800;
    let mut random = Random(20_240_630);
    let groups = 2000;
    let rows = list(&mut random, groups as u32, wrong);
    let e = evaluate(&rows, across_only);
    let truth = [e.precision, e.recall, e.f1, e.b3_precision, e.b3_recall, e.cluster_precision, e.cluster_recall];
    let mut found = [(0.0, 0.0); 7];
    for _ in 0..ROUNDS {
        let drawn = draw(&mut random, &rows, groups, sampling, wanted);
        let estimates = measures(&estimate(&sampled(&rows, &drawn), across_only, sampling).unwrap());
        for ((found, one), truth) in found.iter_mut().zip(estimates).zip(truth) {
            found.0 += f64::from(u8::from((one.low..=one.high).contains(&truth))) / ROUNDS as f64;
            found.1 += (one.estimate - truth) / ROUNDS as f64;
        }
    }
    found
}

#[test]
fn intervals_hold_the_truth_about_as_often_as_they_say() {
    for (sampling, across_only, wrong, wanted) in
        [(Sampling::Uniform, false, 0.1, 150), (Sampling::BySize, false, 0.1, 150), (Sampling::Uniform, true, 0.03, 300), (Sampling::BySize, true, 0.2, 80)]
    {
        let found = covered(sampling, across_only, wrong, wanted);
        for (measure, (held, off)) in found.into_iter().enumerate() {
            assert!((0.92..=0.985).contains(&held), "{sampling:?}, measure {measure}: {held:.3} in {found:?}");
            assert!(off.abs() < 0.01, "{sampling:?}, measure {measure}: off by {off:.4}");
        }
    }
}

#[test]
fn with_every_group_known_it_is_the_truth() {
    let mut random = Random(5);
    let rows = list(&mut random, 300, 0.1);
    for across_only in [false, true] {
        for sampling in [Sampling::Uniform, Sampling::BySize] {
            let found = estimate(&sampled(&rows, &[true; 300]), across_only, sampling).unwrap();
            assert_eq!((found.clusters, found.records), (300, rows.len() as u64));
            let e = evaluate(&rows, across_only);
            for (one, truth) in measures(&found).into_iter().zip([e.precision, e.recall, e.f1, e.b3_precision, e.b3_recall, e.cluster_precision, e.cluster_recall]) {
                assert!((one.estimate - truth).abs() < 1e-12 && one.error == 0.0 && one.low == one.high, "{one:?} is not {truth}");
            }
        }
    }
}

#[test]
fn the_case_that_er_evaluation_documents() {
    // The example of its pairwise precision from a sample, before a correction for the bias of ratios.
    let predicted = [1, 1, 2, 3, 2, 4, 4, 4];
    let known = [Some(1), Some(1), Some(1), Some(2), Some(2), None, None, Some(4)];
    let rows: Vec<Row> = known.into_iter().zip(codes(predicted.into_iter())).map(|(truth, predicted)| (truth, predicted, 0)).collect();
    let found = estimate(&rows, false, Sampling::Uniform).unwrap();
    // Right: 1 + 0 + 0. Said: half of 1 + 1 + 1 partners of group 1, of 0 + 1 of group 2, of 2 of group 4. True: 3 + 1 + 0.
    assert!((found.precision.estimate - 1.0 / 3.0).abs() < 1e-12, "{:?}", found.precision);
    assert!((found.recall.estimate - 1.0 / 4.0).abs() < 1e-12, "{:?}", found.recall);
    assert!(found.precision.low > 0.0 && found.precision.high < 1.0);
}

#[test]
fn a_sample_without_errors_says_how_little_it_says() {
    // Twenty groups of two, all right, of a hundred.
    let rows: Vec<Row> = (0..200u32).map(|at| ((at < 40).then_some(at / 2), at / 2, 0)).collect();
    let found = estimate(&rows, false, Sampling::Uniform).unwrap();
    assert_eq!((found.precision.estimate, found.precision.high), (1.0, 1.0));
    assert!(found.precision.low > 0.8 && found.precision.low < 0.9, "{:?}", found.precision);
    assert!(estimate(&rows[..2], false, Sampling::Uniform).is_none(), "one group has no spread");
}
