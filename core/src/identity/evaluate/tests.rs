use super::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-12
}

#[test]
fn a_small_case_by_hand() {
    // Truth {0,1,2} {3,4}; predicted {0,1} {2,3} {4}.
    let records = [(0, 0, 'a'), (0, 0, 'b'), (0, 1, 'a'), (1, 1, 'a'), (1, 2, 'b')];
    let e = evaluate(&records, false);
    assert_eq!((e.true_pairs, e.predicted_pairs, e.right_pairs, e.largest, e.largest_true), (4, 2, 1, 2, 3));
    assert!(close(e.precision, 0.5) && close(e.recall, 0.25));
    assert!(close(e.b3_precision, (2.0 + 0.5 + 0.5 + 1.0) / 5.0));
    assert!(close(e.b3_recall, (4.0 / 3.0 + 1.0 / 3.0 + 1.0) / 5.0));
    assert_eq!((e.true_clusters, e.predicted_clusters, e.right_clusters), (2, 3, 0));
    assert_eq!((e.splits, e.merges, e.merge_distance, e.pair_merge_distance), (1, 2, 3, 4));
    let across = evaluate(&records, true);
    assert_eq!((across.true_pairs, across.predicted_pairs, across.right_pairs), (3, 1, 1));
    assert_eq!((across.merge_distance, across.cluster_f1), (e.merge_distance, e.cluster_f1));
}

#[test]
fn whole_groups() {
    // Truth {0,1} {2} {3,4}; predicted {0,1} {2,3} {4}: of three and three, one is exact.
    let e = evaluate(&[('x', 0, ()), ('x', 0, ()), ('y', 1, ()), ('z', 1, ()), ('z', 2, ())], false);
    assert_eq!((e.right_clusters, e.true_clusters, e.predicted_clusters), (1, 3, 3));
    assert!(close(e.cluster_precision, 1.0 / 3.0) && close(e.cluster_recall, 1.0 / 3.0) && close(e.cluster_f1, 1.0 / 3.0));
    let none = evaluate::<u8, u8, u8>(&[], false);
    assert_eq!((none.precision, none.cluster_recall, none.b3_f1, none.merge_distance), (1.0, 1.0, 1.0, 0));
}

/// From a fixed seed (SplitMix64).
fn random(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// True group, predicted group, source.
type Row = (u64, u64, u64);

/// All measures again, pair by pair and record by record.
fn slowly(records: &[Row], across_only: bool) -> [f64; 5] {
    let n = records.len();
    let (mut truth, mut predicted, mut right) = (0.0, 0.0, 0.0);
    for a in 0..n {
        for b in 0..a {
            let (x, y) = (records[a], records[b]);
            if across_only && x.2 == y.2 {
                continue;
            }
            truth += f64::from(u8::from(x.0 == y.0));
            predicted += f64::from(u8::from(x.1 == y.1));
            right += f64::from(u8::from(x.0 == y.0 && x.1 == y.1));
        }
    }
    let with = |x: &Row, same: fn(&Row, &Row) -> bool| records.iter().filter(|y| same(x, y)).count() as f64;
    let mean = |of: &dyn Fn(&Row) -> f64| records.iter().map(of).sum::<f64>() / n as f64;
    let both = |x: &Row| with(x, |x, y| x.0 == y.0 && x.1 == y.1);
    let b3_precision = mean(&|x| both(x) / with(x, |x, y| x.1 == y.1));
    let b3_recall = mean(&|x| both(x) / with(x, |x, y| x.0 == y.0));
    [truth, predicted, right, b3_precision, b3_recall]
}

#[test]
fn linear_time_gives_what_counting_one_by_one_gives() {
    let mut next = random(7);
    for round in 0..40 {
        let records: Vec<(u64, u64, u64)> = (0..60).map(|_| (next(12), next(9 + round % 20), next(3))).collect();
        for across_only in [false, true] {
            let (e, slow) = (evaluate(&records, across_only), slowly(&records, across_only));
            assert_eq!([e.true_pairs as f64, e.predicted_pairs as f64, e.right_pairs as f64], slow[..3]);
            assert!(close(e.b3_precision, slow[3]) && close(e.b3_recall, slow[4]));
        }
        let e = evaluate(&records, false);
        assert_eq!(e.pair_merge_distance, e.predicted_pairs + e.true_pairs - 2 * e.right_pairs);
        let both: Vec<(u64, u64)> = records.iter().map(|(t, p, _)| (*t, *p)).collect();
        assert!(close(merge_distance(&both, |_, _| 1.0, |_, _| 1.0), e.merge_distance as f64));
        // Back the same way: a split is a merge.
        let back = evaluate(&records.iter().map(|(t, p, s)| (*p, *t, *s)).collect::<Vec<_>>(), false);
        assert_eq!((back.splits, back.merges), (e.merges, e.splits));
    }
}

/// The shortest way that splits first and merges then, by trying all operations, breadth first; groups as sorted lists of records.
fn shortest(from: &[u64], to: &[u64]) -> u64 {
    use std::collections::BTreeSet;
    type State = Vec<Vec<usize>>;
    let groups = |of: &[u64]| -> State {
        let mut all: Vec<Vec<usize>> = (0..8).map(|g| (0..of.len()).filter(|i| of[*i] == g).collect()).filter(|g: &Vec<usize>| !g.is_empty()).collect();
        all.sort();
        all
    };
    let start = (false, groups(from));
    let (goal, mut seen, mut edge, mut steps) = (groups(to), BTreeSet::from([start.clone()]), vec![start], 0);
    while edge.iter().all(|(_, state)| *state != goal) {
        steps += 1;
        let mut next = Vec::new();
        for (merging, state) in &edge {
            for (i, group) in state.iter().enumerate() {
                let rest = || state.iter().enumerate().filter(move |(at, _)| *at != i).map(|(_, g)| g.clone());
                let ways = if *merging { 1 } else { (1usize << group.len()) - 1 };
                for mask in 1..ways {
                    let (x, y): (Vec<usize>, Vec<usize>) = (0..group.len()).partition(|at| mask >> at & 1 == 1);
                    let part = |at: Vec<usize>| at.into_iter().map(|at| group[at]).collect::<Vec<_>>();
                    next.push((false, rest().chain([part(x), part(y)]).collect::<State>()));
                }
                for j in 0..i {
                    let mut joined: Vec<usize> = group.iter().chain(&state[j]).copied().collect();
                    joined.sort_unstable();
                    next.push((true, state.iter().enumerate().filter(|(at, _)| *at != i && *at != j).map(|(_, g)| g.clone()).chain([joined]).collect()));
                }
            }
        }
        for (_, state) in &mut next {
            state.sort();
        }
        edge = next.into_iter().filter(|state| seen.insert(state.clone())).collect();
    }
    steps
}

#[test]
fn the_merge_distance_is_the_shortest_way() {
    let mut next = random(11);
    for _ in 0..25 {
        let (truth, predicted): (Vec<u64>, Vec<u64>) = (0..5).map(|_| (next(3), next(3))).unzip();
        let records: Vec<(u64, u64, ())> = truth.iter().zip(&predicted).map(|(t, p)| (*t, *p, ())).collect();
        assert_eq!(evaluate(&records, false).merge_distance, shortest(&predicted, &truth), "{predicted:?} to {truth:?}");
    }
}

#[test]
fn many_records_in_linear_time() {
    let mut next = random(3);
    // Two large groups, which any quadratic step would choke on.
    let records: Vec<Judged> = (0..200_000u64)
        .map(|at| Judged {
            truth: Some((if at < 60_000 { 0 } else { next(50_000) }) as u32),
            predicted: (if at % 4 == 0 { 0 } else { next(60_000) }) as u32,
            source: next(5) as u32,
            name: Some(next(9_000) as u32),
        })
        .collect();
    let pairs: Vec<JudgedPair> =
        (0..200_000).map(|_| JudgedPair { a: next(200_000) as u32, b: next(200_000) as u32, probability: next(1000) as f64 / 999.0, ruled: None }).collect();
    let options = EvaluationOptions { across_only: Some(true), sampling: Some(Sampling::BySize), name: None };
    let report = evaluate_all(&records, &pairs, &options);
    assert_eq!((report.evaluation.records, report.unlabelled), (200_000, 0));
    let mut reversed = records.clone();
    reversed.reverse();
    let last = 199_999;
    let turned: Vec<JudgedPair> = pairs.iter().rev().map(|pair| JudgedPair { a: last - pair.a, b: last - pair.b, ..*pair }).collect();
    assert_eq!(evaluate_all(&reversed, &turned, &options), report, "the order of the rows never shows");
}

#[test]
fn records_without_truth_are_counted_and_left_out() {
    let record = |truth, predicted| Judged { truth, predicted, source: 0, name: None };
    let records = [record(Some(1), 1), record(Some(1), 1), record(None, 1), record(Some(2), 2)];
    let pair = |a, b, ruled| JudgedPair { a, b, probability: 0.97, ruled };
    let report = evaluate_all(&records, &[pair(0, 1, None), pair(0, 2, None), pair(1, 3, Some(false)), pair(0, 9, None)], &EvaluationOptions::default());
    assert_eq!((report.evaluation.records, report.unlabelled, report.evaluation.predicted_pairs), (3, 1, 1));
    let scores = report.scores.unwrap();
    assert_eq!((scores.bands.iter().map(|band| band.pairs).sum::<u64>(), scores.ruled, scores.ruled_right), (1, 1, 1));
    assert!(report.names.is_none() && report.estimate.is_none());
}
