use super::*;
use crate::identity::score::BIT;
use crate::model::{Decision, Edge};
use proptest::prelude::*;

const CORRELATION: Correlation = Correlation { doubt: 100 * BIT };

fn edge(a: u32, b: u32, bits: i32) -> Edge {
    Edge { a, b, vector: 0, weight: bits * BIT, decision: Decision::Weight }
}

fn ban(a: u32, b: u32) -> Edge {
    Edge { decision: Decision::Never(0), ..edge(a, b, 0) }
}

fn groups(clusterer: &dyn Clusterer, rows: usize, edges: &[Edge], constraints: &Constraints) -> Vec<u32> {
    let mut reversed = edges.to_vec();
    reversed.reverse();
    let of = |edges: &[Edge]| clusterer.cluster(rows, edges, Scale::default(), constraints, &()).of_row;
    assert_eq!(of(edges), of(&reversed), "the order of the edges must not matter");
    of(edges)
}

#[test]
fn joins_are_transitive_and_bans_are_hard() {
    let none = Constraints::default();
    let clusterers: [&dyn Clusterer; 2] = [&BestFirst, &CORRELATION];
    for one in clusterers {
        assert_eq!(groups(one, 4, &[edge(0, 1, 5), edge(1, 2, 3)], &none), [0, 0, 0, 1]);
        assert_eq!(groups(one, 3, &[edge(0, 1, 5), edge(1, 2, 3), ban(0, 2)], &none), [0, 0, 1]);
    }
}

#[test]
fn unique_sources_are_linked_one_to_one() {
    let constraints = Constraints { unique_source: vec![0, 0, 1, 1], ..Constraints::default() };
    let edges = [edge(0, 2, 9), edge(0, 3, 8), edge(1, 3, 5)];
    assert_eq!(groups(&BestFirst, 4, &edges, &constraints), [0, 1, 0, 1]);
    assert_eq!(groups(&CORRELATION, 4, &edges, &constraints), [0, 1, 0, 1]);
}

#[test]
fn exclusive_fields_keep_groups_apart() {
    let constraints = Constraints { exclusive: vec![(0, vec![7, 0, 8])], ..Constraints::default() };
    assert_eq!(groups(&CORRELATION, 3, &[edge(0, 1, 5), edge(1, 2, 4)], &constraints), [0, 0, 1]);
}

#[test]
fn summed_evidence_splits_a_chain() {
    let edges = [edge(0, 1, 9), edge(2, 3, 9), edge(1, 2, 2), edge(0, 2, -5), edge(1, 3, -5)];
    assert_eq!(groups(&CORRELATION, 4, &edges, &Constraints::default()), [0, 0, 1, 1]);
    assert_eq!(groups(&BestFirst, 4, &edges, &Constraints::default()), [0, 0, 0, 0]);
}

#[test]
fn centres_and_stars_do_not_chain() {
    let chain: Vec<Edge> = (0..5).map(|at| edge(at, at + 1, 9 - at as i32)).collect();
    let none = Constraints::default();
    assert_eq!(groups(&BestFirst, 6, &chain, &none), [0; 6]);
    // 0 leads 1; 1 is taken, so that 2 leads 3, and 4 leads 5.
    assert_eq!(groups(&Center, 6, &chain, &none), [0, 0, 1, 1, 2, 2]);
    // 1 has two edges and the strongest: 0 and 2 are beside it; of those left, 3.
    assert_eq!(groups(&Star, 6, &chain, &none), [0, 0, 0, 1, 1, 2]);
    assert_eq!(groups(&OneToOne, 6, &chain, &none), [0, 0, 1, 1, 2, 2]);
    let star = [edge(0, 1, 5), edge(0, 2, 6), edge(0, 3, 7)];
    assert_eq!(groups(&OneToOne, 4, &star, &none), [0, 1, 2, 0]);
    assert_eq!(groups(&Center, 4, &star, &none), [0; 4]);
}

/// What all records together say: rows below 2 contradict rows from 2 on.
#[derive(Debug)]
struct Halves;

impl Linkage for Halves {
    fn weight(&self, a: &[u32], b: &[u32]) -> Option<i32> {
        let low = |rows: &[u32]| rows.iter().any(|row| *row < 2);
        let high = |rows: &[u32]| rows.iter().any(|row| *row > 2);
        Some(if low(a) && high(b) || low(b) && high(a) { -5 * BIT } else { 5 * BIT })
    }
}

#[test]
fn a_record_that_says_little_does_not_tie_two_customers() {
    // Row 2 has nothing but a name, which both pairs bear.
    let edges = [edge(0, 1, 9), edge(3, 4, 9), edge(1, 2, 3), edge(2, 3, 2)];
    let found = CORRELATION.cluster(5, &edges, Scale::default(), &Constraints::default(), &Halves);
    assert_eq!(found.of_row, [0, 0, 0, 1, 1]);
    assert_eq!(found.refused, [(3, crate::model::Refusal::Contradiction)]);
}

/// The most that any partition of the rows holds, within bans and exclusive values, by trying all.
fn brute(rows: usize, values: &[Vec<i64>], apart: &[Vec<bool>]) -> i64 {
    fn place(at: usize, rows: usize, groups: &mut Vec<Vec<usize>>, sum: i64, best: &mut i64, values: &[Vec<i64>], apart: &[Vec<bool>]) {
        if at == rows {
            *best = (*best).max(sum);
            return;
        }
        for group in 0..groups.len() {
            if groups[group].iter().all(|other| !apart[*other][at]) {
                let with: i64 = groups[group].iter().map(|other| values[*other][at]).sum();
                groups[group].push(at);
                place(at + 1, rows, groups, sum + with, best, values, apart);
                groups[group].pop();
            }
        }
        groups.push(vec![at]);
        place(at + 1, rows, groups, sum, best, values, apart);
        groups.pop();
    }
    let mut best = 0;
    place(0, rows, &mut Vec::new(), 0, &mut best, values, apart);
    best
}

fn check_optimum(rows: usize, edges: &[Edge], exclusive: Vec<u32>) {
    let doubt = 2 * BIT;
    let scale = Scale { threshold: 0, neutral: -5 * BIT };
    let lenient = Scale { threshold: -Correlation { doubt }.leniency(), ..scale };
    let (mut values, mut apart) = (vec![vec![0i64; rows]; rows], vec![vec![false; rows]; rows]);
    for e in edges {
        let (a, b) = (e.a as usize, e.b as usize);
        if matches!(e.decision, Decision::Never(_)) {
            (apart[a][b], apart[b][a]) = (true, true);
        } else {
            let value = signed::value(e, lenient).max(-i64::from(doubt));
            (values[a][b], values[b][a]) = (value, value);
        }
    }
    for (a, x) in exclusive.iter().enumerate() {
        for (b, y) in exclusive.iter().enumerate() {
            apart[a][b] |= *x != 0 && *y != 0 && x != y;
        }
    }
    let constraints = Constraints { exclusive: vec![(0, exclusive)], ..Constraints::default() };
    let of_row = Correlation { doubt }.cluster(rows, edges, scale, &constraints, &()).of_row;
    let mut held = 0;
    for a in 0..rows {
        for b in a + 1..rows {
            if of_row[a] == of_row[b] {
                assert!(!apart[a][b], "{a} and {b} are one group in spite of a constraint");
                held += values[a][b];
            }
        }
    }
    assert_eq!(held, brute(rows, &values, &apart), "{of_row:?} of {edges:?}");
}

fn graph(rows: u32) -> impl Strategy<Value = (Vec<Edge>, Vec<u32>)> {
    let pairs: Vec<(u32, u32)> = (0..rows).flat_map(|a| (a + 1..rows).map(move |b| (a, b))).collect();
    let kinds = proptest::collection::vec((0u8..12, -12i32..12), pairs.len());
    let exclusive = proptest::collection::vec(prop_oneof![4 => Just(0u32), 1 => 1u32..3], rows as usize);
    (kinds, exclusive).prop_map(move |(kinds, exclusive)| {
        let edges = pairs.iter().zip(kinds).filter_map(|((a, b), (kind, bits))| match kind {
            0 => Some(ban(*a, *b)),
            1..=7 => Some(edge(*a, *b, bits)),
            _ => None,
        });
        (edges.collect(), exclusive)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn small_components_hold_the_most_there_is((edges, exclusive) in (2u32..9).prop_flat_map(graph)) {
        check_optimum(exclusive.len(), &edges, exclusive.clone());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]
    #[test]
    fn twelve_rows_hold_the_most_there_is((edges, exclusive) in graph(12)) {
        check_optimum(12, &edges, exclusive);
    }
}
