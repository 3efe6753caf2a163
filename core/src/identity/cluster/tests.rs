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

/// A partition as (what it holds, its groups, by group in the order of their first rows which rows are in it): the largest is the best one,
/// of equal sums the finest, then that which joins the smaller rows.
type Ranked = (i64, usize, Vec<Vec<bool>>);

/// What a graph says of its rows, pair by pair.
struct Judged {
    rows: usize,
    values: Vec<Vec<i64>>,
    apart: Vec<Vec<bool>>,
}

impl Judged {
    fn ranked(&self, of_row: &[u32]) -> Ranked {
        let count = of_row.iter().max().map_or(0, |last| *last as usize + 1);
        let mut groups = vec![vec![false; self.rows]; count];
        of_row.iter().enumerate().for_each(|(row, group)| groups[*group as usize][row] = true);
        let within = |a: usize, b: usize| of_row[a] == of_row[b];
        let held = (0..self.rows).flat_map(|a| (a + 1..self.rows).map(move |b| (a, b))).filter(|(a, b)| within(*a, *b)).map(|(a, b)| self.values[a][b]).sum();
        (held, count, groups)
    }

    /// The best partition within all constraints, by trying all.
    fn best(&self) -> Ranked {
        fn place(judged: &Judged, of_row: &mut Vec<u32>, groups: u32, sum: i64, best: &mut Option<Ranked>) {
            let at = of_row.len();
            if at == judged.rows {
                // Ranking takes longer than placing: most partitions are worse by their sums.
                if best.as_ref().is_none_or(|b| sum >= b.0) {
                    *best = best.take().max(Some(judged.ranked(of_row)));
                }
                return;
            }
            for group in 0..=groups {
                let members = || (0..at).filter(|other| of_row[*other] == group);
                if members().all(|other| !judged.apart[other][at]) {
                    let with: i64 = members().map(|other| judged.values[other][at]).sum();
                    of_row.push(group);
                    place(judged, of_row, groups.max(group + 1), sum + with, best);
                    of_row.pop();
                }
            }
        }
        let mut best = None;
        place(self, &mut Vec::new(), 0, 0, &mut best);
        best.unwrap()
    }
}

/// A graph with everything that constrains it: bans and must-links among its edges, sources without duplicates, values of which a
/// customer has one.
#[derive(Clone, Debug)]
struct Graph {
    edges: Vec<Edge>,
    constraints: Constraints,
}

#[cfg(feature = "parallel")]
fn on_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[cfg(not(feature = "parallel"))]
fn on_threads<R>(_threads: usize, work: impl FnOnce() -> R) -> R {
    work()
}

fn check_optimum(Graph { edges, constraints }: &Graph) {
    let rows = constraints.unique_source.len();
    let correlation = Correlation { doubt: 2 * BIT };
    let scale = Scale { threshold: 0, neutral: -5 * BIT };
    let lenient = Scale { threshold: -correlation.leniency(), ..scale };
    let mut judged = Judged { rows, values: vec![vec![0i64; rows]; rows], apart: vec![vec![false; rows]; rows] };
    for e in edges {
        let (a, b) = (e.a as usize, e.b as usize);
        if matches!(e.decision, Decision::Never(_)) {
            (judged.apart[a][b], judged.apart[b][a]) = (true, true);
        } else {
            let value = signed::value(e, lenient).max(-i64::from(correlation.doubt));
            (judged.values[a][b], judged.values[b][a]) = (value, value);
        }
    }
    for a in 0..rows {
        for b in (0..rows).filter(|b| *b != a) {
            let source = |row: usize| constraints.unique_source[row];
            judged.apart[a][b] |= source(a) != u16::MAX && source(a) == source(b);
            judged.apart[a][b] |= constraints.exclusive.iter().any(|(_, values)| values[a] != 0 && values[b] != 0 && values[a] != values[b]);
        }
    }
    let found = correlation.cluster(rows, edges, scale, constraints, &());
    assert_eq!(judged.ranked(&found.of_row), judged.best(), "{:?} of {edges:?} within {constraints:?}", found.of_row);
    assert!((0..rows).all(|a| (0..rows).all(|b| !judged.apart[a][b] || found.of_row[a] != found.of_row[b])));
    // What was refused is apart, for a reason that holds.
    for (at, why) in &found.refused {
        let e = &edges[*at as usize];
        assert_ne!(found.of_row[e.a as usize], found.of_row[e.b as usize], "{e:?}: {why:?}");
    }
    // Neither the order of the edges nor the threads show.
    for turn in 1..4 {
        let mut other = edges.clone();
        other.rotate_left(turn * edges.len() / 5);
        other.reverse();
        let threaded = on_threads(turn, || correlation.cluster(rows, &other, scale, constraints, &()));
        assert_eq!(threaded.of_row, found.of_row);
    }
}

fn graph(rows: u32) -> impl Strategy<Value = Graph> {
    let pairs: Vec<(u32, u32)> = (0..rows).flat_map(|a| (a + 1..rows).map(move |b| (a, b))).collect();
    // Few different weights, so that sums tie.
    let kinds = proptest::collection::vec((0u8..14, prop_oneof![-12i32..12, -2i32..3]), pairs.len());
    let exclusive = proptest::collection::vec(prop_oneof![4 => Just(0u32), 1 => 1u32..3], rows as usize);
    let unique_source = proptest::collection::vec(prop_oneof![3 => Just(u16::MAX), 1 => 0u16..3], rows as usize);
    (kinds, exclusive, unique_source).prop_map(move |(kinds, exclusive, unique_source)| {
        let edges = pairs.iter().zip(kinds).filter_map(|((a, b), (kind, bits))| match kind {
            0 => Some(ban(*a, *b)),
            1 => Some(Edge { decision: Decision::Always(u16::from(bits > 0)), ..edge(*a, *b, bits) }),
            2..=8 => Some(edge(*a, *b, bits)),
            _ => None,
        });
        Graph { edges: edges.collect(), constraints: Constraints { unique_source, exclusive: vec![(0, exclusive)] } }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn small_components_hold_the_most_there_is(graph in (2u32..9).prop_flat_map(graph)) {
        check_optimum(&graph);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]
    #[test]
    fn twelve_rows_hold_the_most_there_is(graph in graph(12)) {
        check_optimum(&graph);
    }
}

#[test]
fn of_equal_sums_the_finest_counts_then_the_smaller_rows() {
    let none = Constraints::default();
    // 1 goes with 0 or with 2, never with both.
    assert_eq!(groups(&CORRELATION, 3, &[edge(0, 1, 5), edge(1, 2, 5), ban(0, 2)], &none), [0, 0, 1]);
    // Two ways to pair four rows.
    let square = [edge(0, 1, 5), edge(2, 3, 5), edge(0, 2, 5), edge(1, 3, 5), ban(0, 3), ban(1, 2)];
    assert_eq!(groups(&CORRELATION, 4, &square, &none), [0, 0, 1, 1]);
    // One pair, or two that hold as much together.
    let both = Edge { weight: 8 * BIT + CORRELATION.leniency() + 1, ..edge(0, 1, 0) };
    let fewer = [both, edge(0, 2, 4), edge(1, 3, 4), ban(0, 3), ban(1, 2), ban(2, 3)];
    assert_eq!(groups(&CORRELATION, 4, &fewer, &none), [0, 0, 1, 2]);
}
